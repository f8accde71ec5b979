// Figures drawn by ECharts in the colors of the page, and again when those or the width change.
(function () {
  "use strict";
  const page = (window.plateau = window.plateau || {});
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const drawn = [];
  const chosen = {}; // by figure; a page that follows a run is made anew again and again
  let printing = false;

  // Okabe and Ito's colors, which people with color blindness tell apart, adapted to the paper.
  const LIGHT = ["#0b6e99", "#c8551b", "#23794c", "#8a4fbe", "#a97b00", "#c23b6e", "#4f6d7a", "#6b4f2a", "#1f9e9e", "#7a7a2e"];
  const DARK = ["#62b8e0", "#ff9d5c", "#6fcf97", "#c39bf0", "#f2c94c", "#ff8ab3", "#a9bfca", "#d0a878", "#64d8d8", "#c9c96a"];

  /** A dash in the middle of a box as tall as its text, lest a scrolling legend cuts the text off. */
  const LINE = "path://M0 0M18 12M0 4H18V8H0Z";

  page.colors = function () {
    const night = dark.matches && !printing;
    return night
      ? { night, series: DARK, ink: "#e7ecef", soft: "#9fabb5", line: "#303a43", card: "#1a2127",
          ramp: ["#1a2127", "#245a76", "#3a89b0", "#8fd0ee", "#e6f6ff"] }
      : { night, series: LIGHT, ink: "#1b242c", soft: "#5a6772", line: "#dde2e6", card: "#ffffff",
          ramp: ["#ffffff", "#cfe5f0", "#72b2d1", "#0b6e99", "#053a52"] };
  };

  /** An axis; options win. */
  page.axis = function (name, colors, options) {
    return Object.assign({
      name: page.shortened(name, 260), nameLocation: "middle", nameGap: 28, scale: true,
      nameTextStyle: { color: colors.soft },
      axisLabel: { color: colors.soft, hideOverlap: true, formatter: (v) => (typeof v === "number" ? page.number(v) : v) },
      axisLine: { lineStyle: { color: colors.line } },
      axisTick: { show: false },
      splitLine: { lineStyle: { color: colors.line, opacity: 0.6 } },
    }, options);
  };

  /** Options of an axis from one number to another; only round numbers between them are written. */
  page.exactly = (colors, min, max, options) => Object.assign({ type: "value", min, max,
    axisLabel: { color: colors.soft, hideOverlap: true, showMinLabel: false, showMaxLabel: false, formatter: page.number } }, options);

  const measuring = document.createElement("canvas").getContext("2d");

  /** The width of the longest of texts beside an axis, in pixels. */
  page.textWidth = function (texts) {
    measuring.font = `12px ${getComputedStyle(document.body).fontFamily}`;
    return Math.max(0, ...texts.map((text) => measuring.measureText(text).width));
  };

  /** A name that is no wider than some pixels, with its end, in which names of classes differ. */
  page.shortened = function (name, width) {
    const letters = [...name];
    let short = name;
    for (let n = Math.floor(letters.length / 2); n > 0 && page.textWidth([short]) > width; n--) {
      short = `${letters.slice(0, n).join("")}…${letters.slice(-n).join("")}`;
    }
    return short;
  };

  function complete(option, colors, title) {
    return Object.assign({
      animation: false,
      color: colors.series,
      // By name: the width of texts in a font that is inherited is not known.
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: colors.ink },
      aria: { enabled: true, label: { description: title } },
      grid: { left: 12, right: 18, top: 34, bottom: 34, containLabel: true },
    }, option, {
      legend: option.legend === false ? undefined : Object.assign(
        { top: 0, left: 0, type: "scroll", textStyle: { color: colors.ink }, pageTextStyle: { color: colors.soft },
          pageIconColor: colors.ink, pageIconInactiveColor: colors.line, icon: LINE, itemWidth: 18, itemHeight: 12 }, option.legend),
      tooltip: option.tooltip === false ? undefined : Object.assign(
        { trigger: "axis", confine: true, backgroundColor: colors.card, borderColor: colors.line,
          textStyle: { color: colors.ink, fontSize: 13 }, valueFormatter: (v) => page.number(v) }, option.tooltip),
    });
  }

  /** Texts inside a tooltip, one a line. */
  page.lines = (...lines) => page.element("div", {}, lines.map((line) => page.element("div", {}, line)));

  /**
   * A figure: {title, note, height, wide, canvas, option: (colors, settings) => ECharts option,
   * toggles: [{name, key}], choices: [{label, key, values}], table: () => element}.
   * Settings have whether a toggle is on, and the index of what is chosen.
   */
  page.figure = function (spec) {
    const settings = (chosen[spec.title] ??= {});
    const host = page.element("div", { class: "chart", role: "img", "aria-label": spec.title + (spec.note ? ". " + spec.note : ""),
      style: `height:${spec.height || 280}px${spec.square ? ";max-height:max(320px,100vw)" : ""}` });
    const controls = page.element("div", { class: "controls" });
    const caption = spec.note ? page.element("figcaption", {}, spec.note) : null;
    const figure = page.element("figure", { class: spec.wide ? "wide" : null },
      page.element("header", {}, page.element("h3", {}, spec.title), controls), host, caption);
    const entry = { host, spec, settings, chart: null, draw: null };
    entry.draw = () => {
      if (!entry.chart) {
        entry.chart = echarts.init(host, null, { renderer: spec.canvas ? "canvas" : "svg" });
      }
      const colors = page.colors();
      entry.chart.setOption(complete(spec.option(colors, settings), colors, spec.title), true);
    };
    for (const toggle of spec.toggles || []) {
      settings[toggle.key] ??= Boolean(toggle.on);
      const button = page.element("button", { type: "button", "aria-pressed": String(settings[toggle.key]) }, toggle.name);
      button.addEventListener("click", () => {
        settings[toggle.key] = !settings[toggle.key];
        button.setAttribute("aria-pressed", String(settings[toggle.key]));
        entry.draw();
      });
      controls.append(button);
    }
    for (const choice of spec.choices || []) {
      settings[choice.key] ??= 0;
      const select = page.element("select", { "aria-label": choice.label },
        choice.values.map((value) => page.element("option", {}, value)));
      select.selectedIndex = settings[choice.key];
      select.addEventListener("change", () => {
        settings[choice.key] = select.selectedIndex;
        entry.draw();
      });
      controls.append(page.element("label", {}, choice.label, " ", select));
    }
    if (spec.table) {
      figure.append(page.details("Numbers", spec.table));
    }
    drawn.push(entry);
    return figure;
  };

  /** Draws what is not drawn yet; to be called when the figures are part of the page. */
  page.draw = function () {
    for (const gone of drawn.filter((entry) => entry.chart && !entry.host.isConnected)) {
      widths.unobserve(gone.host);
      gone.chart.dispose();
      drawn.splice(drawn.indexOf(gone), 1);
    }
    for (const entry of drawn) {
      if (!entry.chart && entry.host.isConnected) {
        try {
          entry.draw();
          widths.observe(entry.host);
        } catch (error) {
          console.error(error);
          entry.host.replaceWith(page.element("p", { class: "notice" }, `This picture cannot be drawn: ${error.message}`));
        }
      }
    }
  };

  const widths = new ResizeObserver((changes) => {
    for (const change of changes) {
      const entry = drawn.find((candidate) => candidate.host === change.target);
      if (entry?.chart) {
        entry.chart.resize();
      }
    }
  });
  const redraw = () => drawn.forEach((entry) => entry.chart && entry.draw());
  dark.addEventListener("change", redraw);
  window.addEventListener("beforeprint", () => { printing = true; redraw(); });
  window.addEventListener("afterprint", () => { printing = false; redraw(); });
})();
