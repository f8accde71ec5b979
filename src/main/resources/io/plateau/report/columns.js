// The columns of the data: what each is taken for, how its values are distributed, how much it matters.
(function () {
  "use strict";
  const page = (window.plateau = window.plateau || {});

  /** Bars of a cell. */
  const SHOWN = 20;

  /** A table of all columns, those that are ignored at its end. */
  page.columnsTable = function (run) {
    const columns = run.profile.columns;
    const rows = run.profile.rows?.train;
    const importance = new Map((run.importance?.features || []).map((f) => [f.name, f.importance]));
    const most = Math.max(0, ...importance.values());
    const ignored = (column) => column.kind === "ignore";
    const sorts = {
      "as in the data": () => 0,
      importance: (a, b) => (importance.get(b.name) ?? -Infinity) - (importance.get(a.name) ?? -Infinity) || 0,
      missing: (a, b) => b.missing - a.missing,
      name: (a, b) => a.name.localeCompare(b.name),
    };
    if (!importance.size) {
      delete sorts.importance;
    }
    const head = page.element("thead", {}, page.element("tr", {},
      ["column", "kind", "distribution", "importance", "missing", "distinct", "treatment"]
        .filter((title) => importance.size || title !== "importance")
        .map((title) => page.element("th", { scope: "col", class: ["missing", "distinct"].includes(title) ? null : "text" }, title))));
    const line = (column) => page.element("tr", { class: ignored(column) ? "dim" : null },
      page.element("th", { scope: "row" }, page.breakable(column.name)),
      page.element("td", { class: "text" }, column.kind, why(column)),
      page.element("td", { class: "text" }, distribution(column)),
      importance.size ? page.element("td", { class: "text" }, bar(importance.get(column.name), most)) : null,
      page.element("td", {}, missing(column.missing, rows)),
      page.element("td", {}, distinct(column.distinct)),
      page.element("td", { class: "text" }, column.treatment || (ignored(column) ? "not learned from" : "–")));
    const body = page.element("tbody");
    let wanted = "";
    let sort = "as in the data";
    const fill = () => {
      const order = columns.filter((c) => c.name.toLowerCase().includes(wanted)).sort((a, b) => ignored(a) - ignored(b) || sorts[sort](a, b));
      body.replaceChildren(...order.map(line));
    };
    fill();
    const left = columns.filter(ignored).length;
    const count = page.count(columns.length, "column") + (run.profile.moreColumns ? ` of ${page.number(columns.length + run.profile.moreColumns)}` : "");
    const card = page.element("div", { class: "card", style: "margin-top:16px" },
      page.element("header", {}, page.element("h3", {}, left ? `${count}, ${left} of them ignored` : count),
        columns.length > 8 ? controls(Object.keys(sorts), (name) => { sort = name; fill(); }, (text) => { wanted = text.toLowerCase(); fill(); }) : null),
      page.element("div", { class: "scroll columns", tabindex: "0", role: "region", "aria-label": "Columns" }, page.element("table", {}, head, body)));
    const numeric = columns.filter((c) => page.isNumber(c.minimum));
    if (numeric.length) {
      card.append(page.element("details", {}, page.element("summary", {}, "Numbers"),
        page.element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Numbers of the columns" },
          page.table(null, ["column*", "minimum", "median", "mean", "maximum", "deviation"],
            numeric.map((c) => [c.name, c.minimum, c.median, c.mean, c.maximum, c.deviation])))));
    }
    return card;
  };

  function controls(sorts, sorted, filtered) {
    const select = page.element("select", { "aria-label": "Order of the columns" }, sorts.map((name) => page.element("option", {}, name)));
    select.addEventListener("change", () => sorted(sorts[select.selectedIndex]));
    const input = page.element("input", { type: "search", placeholder: "find a column", "aria-label": "Find a column" });
    input.addEventListener("input", () => filtered(input.value));
    return page.element("div", { class: "controls" }, input, select);
  }

  const why = (column) => (column.why ? page.element("div", { class: "small" }, column.why) : null);

  const missing = (count, rows) => (!count ? (count === 0 ? "0" : "–")
    : rows ? [page.number(count), page.element("div", { class: "small" }, page.percent(count / rows))] : page.number(count));

  const distinct = (value) => (value === undefined || value === "" ? "–" : /^\d+$/.test(value) ? page.number(Number(value)) : String(value));

  /** A small histogram with its ends below, or what is known instead. */
  function distribution(column) {
    const date = page.dates(column.minimum, column.maximum);
    const text = (value) => (page.isNumber(value) ? page.number(value) : date(value ?? "–"));
    const ends = column.minimum !== undefined && column.minimum !== null
      ? page.element("div", { class: "small ends" }, page.element("span", {}, text(column.minimum)), page.element("span", {}, text(column.maximum))) : null;
    if (column.histogram?.length) {
      return page.element("div", { class: "spark" }, bars(column.histogram, `${column.name}: median ${text(column.median)}`), ends);
    }
    if (column.values?.length) {
      const values = column.values.slice(0, SHOWN);
      return page.element("div", { class: "spark" },
        bars(values.map((v) => v.count), `${column.name}: ${values.slice(0, 5).map((v) => `${v.name} ${page.number(v.count)}`).join(", ")}`, 0.18),
        page.element("div", { class: "small cut" }, values.slice(0, 3).map((v) => v.name).join(", ")));
    }
    return ends ? page.element("div", { class: "spark" }, ends) : "–";
  }

  /** Bars beside each other, the highest as high as the picture. */
  function bars(counts, title, gap = 0.06) {
    const most = Math.max(1, ...counts);
    const slots = Math.max(8, counts.length);
    const picture = page.drawing("svg", { viewBox: `0 0 ${slots} 10`, preserveAspectRatio: "none", role: "img", "aria-label": title },
      page.drawing("title", {}, title));
    counts.forEach((count, i) => {
      const height = count > 0 ? Math.max(0.4, (10 * count) / most) : 0;
      picture.append(page.drawing("rect", { x: i + gap / 2, y: 10 - height, width: 1 - gap, height }));
    });
    return picture;
  }

  function bar(value, most) {
    if (!page.isNumber(value)) {
      return "–";
    }
    return page.element("div", { class: "share" },
      page.element("div", {}, page.element("div", { style: `width:${most > 0 ? Math.max(0, (100 * value) / most).toFixed(1) : 0}%` })), page.number(value));
  }
})();
