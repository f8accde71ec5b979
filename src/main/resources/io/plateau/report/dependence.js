// How predictions depend on a column, and what the network has learned of the values of categories.
(function () {
  "use strict";
  const page = (window.plateau = window.plateau || {});

  page.dependenceSection = function (run) {
    const found = run.dependence;
    if (!found?.columns?.length) {
      return null;
    }
    const section = page.section("dependence", "How predictions depend on columns",
      `Partial dependence: the mean ${found.of} for ${page.count(found.rows, "row")} when all of them have the same value in a column, for the ${found.columns.length > 1 ? `${found.columns.length} most important columns` : "most important column"}. Bars below show how many training rows have such values.`);
    const profiles = new Map((run.profile?.columns || []).map((c) => [c.name, c]));
    const grid = page.element("div", { class: "grid" });
    for (const column of found.columns) {
      grid.append(dependence(column, found.of, profiles.get(column.name)));
    }
    section.append(grid);
    return section;
  };

  /** Rows with about each value. */
  function counts(column, profile) {
    if (column.kind === "category") {
      const known = new Map((profile?.values || []).map((v) => [v.name, v.count]));
      return column.values.map((value) => known.get(value) ?? 0);
    }
    return profile?.histogram?.length === column.values.length ? profile.histogram : null;
  }

  function dependence(column, of, profile) {
    const category = column.kind === "category";
    const single = column.curves.length === 1;
    const share = of === "probability";
    const rows = counts(column, profile);
    const name = single ? `${share ? "probability of " : ""}${column.curves[0].name}` : of;
    const shown = (value) => (share ? page.percent(value) : page.number(value));
    const points = (curve) => (column.kind === "number" ? curve.means.map((mean, i) => [column.values[i], mean]) : curve.means);
    return page.figure({
      title: `${column.name}: mean ${name}`, height: 300,
      option: (colors) => {
        const x = column.kind === "number"
          ? page.exactly(colors, ...ends(column.values))
          : { type: "category", data: column.values, axisLabel: Object.assign({ color: colors.soft, hideOverlap: true },
              !category ? { formatter: page.dates(column.values[0], column.values.at(-1)) } : column.values.length <= 8 ? { interval: 0, width: Math.max(44, 350 / column.values.length), overflow: "truncate" } : {}) };
        const upper = { left: 12, right: 18, top: single ? 14 : 34, bottom: 34, containLabel: true };
        const option = {
          legend: single ? false : {},
          tooltip: { valueFormatter: shown },
          grid: [upper],
          xAxis: [page.axis(column.name, colors, Object.assign({ splitLine: { show: false }, axisLine: { onZero: false, lineStyle: { color: colors.line } } }, x))],
          yAxis: [page.axis("", colors, { type: "value", scale: true, axisLabel: { color: colors.soft, formatter: (v) => (share ? page.number(100 * v) + "\u202f%" : page.number(v)) }, axisLine: { onZero: false, lineStyle: { color: colors.line } } })],
          series: column.curves.map((curve, i) => ({
            name: curve.name, type: "line", data: points(curve), symbol: category ? "circle" : "none", symbolSize: 9,
            lineStyle: { width: category ? 0 : 2 }, color: colors.series[i] })),
        };
        return rows ? withRows(option, rows, column, colors) : option;
      },
      table: () => page.table(null, [category ? "value*" : "value", ...column.curves.map((curve) => curve.name), ...(rows ? ["rows"] : [])],
        column.values.map((value, i) => [value, ...column.curves.map((curve) => curve.means[i]), ...(rows ? [rows[i]] : [])])),
    });
  }

  /** The range whose bins have these centers. */
  function ends(values) {
    const half = values.length > 1 ? (values[1] - values[0]) / 2 : 0.5;
    return [values[0] - half, values[values.length - 1] + half];
  }

  /** Bars of the rows at the foot of the picture, on an axis that is not written. */
  function withRows(option, rows, column, colors) {
    const numbers = column.kind === "number";
    const half = numbers ? (ends(column.values)[1] - ends(column.values)[0]) / column.values.length / 2 : 0.3;
    option.yAxis.push({ type: "value", show: false, min: 0, max: 6 * Math.max(1, ...rows), axisLabel: { show: false } });
    option.series.push({
      name: "rows", type: "custom", yAxisIndex: 1, z: 1, color: colors.line, tooltip: { valueFormatter: page.number },
      data: rows.map((n, i) => [numbers ? column.values[i] : i, n]), encode: { x: 0, y: 1, tooltip: 1 },
      renderItem: (params, api) => {
        const top = api.coord([api.value(0), api.value(1)]);
        const foot = api.coord([api.value(0), 0]);
        const width = 2 * half * api.size([1, 0])[0];
        return { type: "rect", shape: { x: top[0] - width / 2 + 0.5, y: top[1], width: Math.max(1, width - 1), height: foot[1] - top[1] }, style: { fill: api.visual("color") } };
      },
    });
    if (option.legend) {
      option.legend = { data: column.curves.map((curve) => curve.name) };
    }
    return option;
  }

  /** More pictures than this are chosen from. */
  const PICTURES = 4;

  page.embeddingsSection = function (run) {
    const columns = run.embeddings?.columns;
    if (!columns?.length) {
      return null;
    }
    const section = page.section("embeddings", "Embeddings of categories",
      "The network has learned a vector for each value of a category. Values whose vectors lie close to each other mean much the same to it. The pictures show the plane in which the vectors vary most; larger dots have more rows.");
    const grid = page.element("div", { class: "grid" });
    for (const column of columns.slice(0, columns.length > PICTURES ? PICTURES - 1 : PICTURES)) {
      grid.append(embedding(column.name, [column]));
    }
    if (columns.length > PICTURES) {
      grid.append(embedding("Others", columns.slice(PICTURES - 1)));
    }
    section.append(grid);
    return section;
  };

  function embedding(title, columns) {
    const chosen = (settings) => columns[settings.column] || columns[0];
    return page.figure({
      title: columns.length > 1 ? "Further categories" : title, height: 380,
      note: columns.length > 1 ? null : about(columns[0]),
      choices: columns.length > 1 ? [{ label: "column", key: "column", values: columns.map((column) => column.name) }] : [],
      option: (colors, settings) => {
        const column = chosen(settings);
        const most = Math.max(1, ...column.points.map((p) => p.count));
        return {
          legend: false,
          grid: { left: 38, right: 60, top: 24, bottom: 34, containLabel: true },
          tooltip: { trigger: "item", formatter: (at) => page.lines(at.data.name, page.count(at.data.count, "row")) },
          xAxis: page.axis(`first direction, ${page.percent(column.shares[0], 0)} of the variance`, colors, { type: "value", boundaryGap: ["15%", "10%"] }), // room for names
          yAxis: page.axis(`second, ${page.percent(column.shares[1], 0)}`, colors, { type: "value", nameGap: 40, boundaryGap: ["5%", "5%"] }),
          series: [{
            type: "scatter", color: colors.series[0],
            data: column.points.map((p) => ({ name: p.name, count: p.count, value: [p.x, p.y], symbolSize: 6 + 12 * Math.sqrt(p.count / most) })),
            label: { show: true, position: "top", distance: 3, color: colors.ink, fontSize: 12, formatter: (at) => (at.data.name.length > 18 ? at.data.name.slice(0, 17) + "…" : at.data.name) },
            // A name at the left edge is moved into the picture.
            labelLayout: (at) => ({ hideOverlap: true, dx: Math.max(0, 2 - at.labelRect.x) }),
          }],
        };
      },
      table: () => page.element("div", {}, columns.map((column) => page.table(columns.length > 1 ? column.name : null, ["value*", "rows", "first", "second"],
        column.points.map((p) => [p.name, p.count, p.x, p.y])))),
    });
  }

  function about(column) {
    const shown = column.points.length < column.values ? `the ${column.points.length} most frequent of ${page.number(column.values)} values` : page.count(column.values, "value");
    return `Vectors of ${page.count(column.width, "number")} for ${shown}.`;
  }
})();
