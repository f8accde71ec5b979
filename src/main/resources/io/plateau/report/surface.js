// A loss surface as a map, with the way of each optimizer on it.
(function () {
  "use strict";
  const page = (window.plateau = window.plateau || {});
  const BANDS = 18;

  page.showSurface = function (surface) {
    const main = document.getElementById("main");
    const start = `(${page.number(surface.paths[0].w1[0])}, ${page.number(surface.paths[0].w2[0])})`;
    main.replaceChildren(page.element("header", {},
      page.element("p", { class: "kicker" }, "Plateau study"), page.element("h1", {}, surface.title),
      page.element("p", { class: "lead" }, `The loss of y = w2 · ${surface.activation}(w1 · x) on ${page.count(surface.rows.length, "row")}, ` +
        `and where ${page.count(surface.paths.length, "optimizer")} go on it from ${start} in at most ${page.count(surface.steps, "step")}.`)));
    page.guarded(main, "Map", () => map(surface));
    page.guarded(main, "Ends", () => ends(surface));
    page.guarded(main, "Step by step", () => steps(surface));
    main.append(page.element("footer", {}, "Made by Plateau. This page loads nothing from elsewhere."));
    page.draw();
  };

  /** Borders of the bands: factors where all is positive, since the lowest places matter most. */
  function borders(low, high) {
    const log = low > 0 && high / low > 10;
    const [a, b] = log ? [Math.log(low), Math.log(high)] : [low, high];
    return Array.from({ length: BANDS - 1 }, (_, i) => {
      const at = a + ((i + 1) / BANDS) * (b - a);
      return log ? Math.exp(at) : at;
    });
  }

  const channels = (color) => [1, 3, 5].map((i) => parseInt(color.slice(i, i + 2), 16));

  /** Grays, the lowest the darkest (the brightest by night): the colors are for the ways. */
  function bandColors(colors) {
    const [high, low] = (colors.night ? ["#1d252c", "#66747f"] : ["#fafbfb", "#a3aeb6"]).map(channels);
    return Array.from({ length: BANDS }, (_, i) => high.map((c, j) => Math.round(c + (1 - i / (BANDS - 1)) * (low[j] - c))));
  }

  /** The bands as a picture, a line between any two; losses between grid points are interpolated. */
  function painted(surface, colors, width, height) {
    const low = Math.min(...surface.loss);
    const limits = borders(low, Math.max(...surface.loss));
    const tints = bandColors(colors);
    const line = channels(colors.soft);
    const [columns, rows] = [surface.w1.count, surface.w2.count];
    const band = (px, py) => {
      const x = (px / (width - 1)) * (columns - 1);
      const y = (1 - py / (height - 1)) * (rows - 1);
      const i = Math.min(columns - 2, Math.floor(x));
      const j = Math.min(rows - 2, Math.floor(y));
      const at = j * columns + i;
      const [u, v] = [x - i, y - j];
      const loss = (1 - v) * ((1 - u) * surface.loss[at] + u * surface.loss[at + 1]) +
        v * ((1 - u) * surface.loss[at + columns] + u * surface.loss[at + columns + 1]);
      let b = 0;
      while (b < limits.length && loss >= limits[b]) b++;
      return b;
    };
    const canvas = document.createElement("canvas");
    canvas.width = width;
    canvas.height = height;
    const context = canvas.getContext("2d");
    const image = context.createImageData(width, height);
    let above = new Uint8Array(width);
    for (let py = 0; py < height; py++) {
      const here = new Uint8Array(width);
      for (let px = 0; px < width; px++) {
        here[px] = band(px, py);
        const edge = (px > 0 && here[px] !== here[px - 1]) || (py > 0 && here[px] !== above[px]);
        const tint = tints[here[px]];
        for (let c = 0; c < 3; c++) {
          image.data[4 * (py * width + px) + c] = edge ? Math.round(0.7 * tint[c] + 0.3 * line[c]) : tint[c];
        }
        image.data[4 * (py * width + px) + 3] = 255;
      }
      above = here;
    }
    context.putImageData(image, 0, 0);
    return canvas;
  }

  const points = (path) => path.w1.map((w1, i) => [w1, path.w2[i], path.loss[i], i]);

  function map(surface) {
    const section = page.section("map", "The loss as a map");
    const lowest = surface.minima[0];
    const locals = surface.minima.slice(1);
    const place = (m) => `(${page.number(m.w1)}, ${page.number(m.w2)}), loss ${page.number(m.loss)}`;
    const note = (lowest ? `★ the lowest minimum ${place(lowest)}` : "No minimum lies within the map") +
      (locals.length ? `; ○ local: ${locals.map(place).join("; ")}` : "") +
      ". Lines follow places of equal loss. ◆ is the start, a dot the end of each way. A click on a name hides its way.";
    section.append(page.figure({
      title: "Loss over both weights", wide: true, canvas: true, height: 620, square: true, note,
      option: (colors) => {
        const { w1, w2 } = surface;
        const start = [surface.paths[0].w1[0], surface.paths[0].w2[0]];
        const mark = (name, at, symbol, size) => ({ name, type: "scatter", data: at, symbol, symbolSize: size, z: 12, color: colors.ink,
          itemStyle: { borderColor: colors.card, borderWidth: 1.5 } });
        return {
          grid: { left: 24, right: 14, top: 40, bottom: 34, containLabel: true },
          legend: { data: surface.paths.map((path) => path.name) },
          tooltip: { trigger: "item", formatter: (at) => page.lines(at.value.length > 3 ? `${at.seriesName}, step ${at.value[3]}` : at.seriesName,
            `w1 ${page.number(at.value[0])}, w2 ${page.number(at.value[1])}`, ...(page.isNumber(at.value[2]) ? [`loss ${page.number(at.value[2])}`] : [])) },
          xAxis: page.axis("w1", colors, page.exactly(colors, w1.low, w1.high, { splitLine: { show: false } })),
          yAxis: page.axis("w2", colors, page.exactly(colors, w2.low, w2.high, { splitLine: { show: false }, nameGap: 26 })),
          series: [
            { name: "loss", type: "custom", silent: true, z: 0, data: [[w1.low, w2.low]], tooltip: { show: false }, renderItem: (params, api) => {
              const a = api.coord([w1.low, w2.high]);
              const b = api.coord([w1.high, w2.low]);
              const [width, height] = [Math.max(2, Math.round(b[0] - a[0])), Math.max(2, Math.round(b[1] - a[1]))];
              return { type: "image", style: { image: painted(surface, colors, width, height), x: a[0], y: a[1], width, height } };
            } },
            ...surface.paths.map((path, i) => ({ name: path.name, type: "line", clip: true, data: points(path), encode: { x: 0, y: 1 }, color: colors.series[i % colors.series.length],
              symbol: "circle", symbolSize: (value) => (value[3] === path.steps ? 11 : 4), showAllSymbol: true, z: 5 + i / 100, lineStyle: { width: 1.5 } })),
            ...(lowest ? [mark("lowest minimum", [[lowest.w1, lowest.w2, lowest.loss]], "path://M50 5 61 39 97 39 68 60 79 94 50 73 21 94 32 60 3 39 39 39Z", 20)] : []),
            ...(locals.length ? [mark("local minimum", locals.map((m) => [m.w1, m.w2, m.loss]), "emptyCircle", 14)] : []),
            mark("start", [start], "diamond", 16),
          ],
        };
      },
    }));
    return section;
  }

  function ends(surface) {
    const section = page.section("ends", "Where each ended", "The lowest loss first. A way ends where no gradient is left, where it diverges, or when all steps are made.");
    const last = (values) => values[values.length - 1];
    const sorted = [...surface.paths].sort((a, b) => last(a.loss) - last(b.loss));
    section.append(page.element("div", { class: "card" }, page.element("div", { class: "scroll open", tabindex: "0", role: "region", "aria-label": "Ends" },
      page.table(null, ["optimizer*", "rate", "w1", "w2", "loss", "gradient norm", "steps", "ended*"], sorted.map((path) => [
        path.name, path.learningRate, last(path.w1), last(path.w2), last(path.loss), last(path.gradientNorm), path.steps,
        path.ended === "on the way" ? `on the way after all ${path.steps} steps` : path.ended])))));
    return section;
  }

  function steps(surface) {
    const section = page.section("steps", "Step by step");
    const grid = page.element("div", { class: "grid" });
    const figure = (title, key, note) => page.figure({
      title, note, height: 360,
      toggles: surface.paths.every((path) => path[key].every((v) => v > 0)) ? [{ name: "log scale", key: "log", on: true }] : [],
      option: (colors, settings) => ({
        grid: { left: 12, right: 18, top: 40, bottom: 34, containLabel: true },
        xAxis: page.axis("step", colors, { type: "value", min: 0, max: surface.steps, minInterval: 1 }),
        yAxis: page.axis("", colors, { type: settings.log ? "log" : "value" }),
        series: surface.paths.map((path, i) => ({ name: path.name, type: "line", showSymbol: false, color: colors.series[i % colors.series.length],
          data: path[key].map((value, step) => [step, value]), lineStyle: { width: 2 } })),
      }),
    });
    grid.append(figure("Loss", "loss", "Flat at the top: the plateau. Flat below it: a minimum."));
    grid.append(figure("Gradient norm", "gradientNorm", "Small on the plateau too: a small gradient by itself does not show a minimum."));
    section.append(grid);
    return section;
  }
})();
