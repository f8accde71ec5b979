// How close predicted numbers are to the true ones.
(function () {
  "use strict";
  const page = (window.plateau = window.plateau || {});

  page.numbersSection = function (part, evaluation) {
    const section = page.section("evaluation", `Predictions on the ${part} rows`, `${page.count(evaluation.rows, "row")}.`);
    const counted = page.counted(evaluation);
    for (const output of evaluation.outputs) {
      const grid = page.element("div", { class: "grid", style: "margin-bottom:16px" });
      grid.append(agreement(output, counted), residuals(output));
      if (output.spread) {
        grid.append(...page.spreadFigures(output.spread, output.name, counted));
      }
      section.append(grid);
    }
    section.append(page.element("div", { class: "card" }, page.element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Measures" },
      page.table("Measures", ["output*", "R²", "RMSE", "MAE", "MAPE", "mean of the true values", "their deviation"],
        evaluation.outputs.map((o) => [o.name, o.r2, o.rmse, o.mae, page.isNumber(o.mape) ? page.percent(o.mape, 2) : null, o.actual.mean, o.actual.deviation])))));
    return section;
  };

  const center = ([low, high], bins, i) => low + ((i + 0.5) * (high - low)) / bins;

  function agreement(output, counted) {
    const grid = output.grid;
    const low = Math.min(grid.actual[0], grid.predicted[0]);
    const high = Math.max(grid.actual[1], grid.predicted[1]);
    return page.figure({
      title: `${output.name}: predicted against true`, height: 360, canvas: true,
      note: `Each cell is a group of rows; on the diagonal they agree. R² ${page.number(output.r2)}, RMSE ${page.number(output.rmse)}.`,
      option: (colors) => {
        const cells = grid.counts.map(([i, j, count]) => [center(grid.actual, grid.bins, i), center(grid.predicted, grid.bins, j), Math.log10(1 + count), count]);
        const width = (grid.actual[1] - grid.actual[0]) / grid.bins;
        const height = (grid.predicted[1] - grid.predicted[0]) / grid.bins;
        return {
          legend: false,
          grid: { left: 30, right: 28, top: 12, bottom: 34, containLabel: true },
          tooltip: { trigger: "item", formatter: (at) => page.lines(`true ${page.number(at.value[0])}`, `predicted ${page.number(at.value[1])}`, `${page.number(at.value[3])} ${counted}`) },
          xAxis: page.axis("true", colors, page.exactly(colors, ...grid.actual)),
          yAxis: page.axis("predicted", colors, page.exactly(colors, ...grid.predicted, { nameGap: 14 + page.textWidth(grid.predicted.map(page.number)) })),
          visualMap: { show: false, dimension: 2, min: 0, max: Math.max(...cells.map((cell) => cell[2])), inRange: { color: colors.ramp.slice(1) }, seriesIndex: 0 },
          series: [
            { type: "custom", progressive: 0, data: cells, encode: { x: 0, y: 1 }, renderItem: (params, api) => {
              const a = api.coord([api.value(0) - width / 2, api.value(1) + height / 2]);
              const size = api.size([width, height]);
              return { type: "rect", shape: { x: a[0], y: a[1], width: size[0] + 0.5, height: size[1] + 0.5 }, style: { fill: api.visual("color") } };
            } },
            { name: "agreement", type: "line", data: [[low, low], [high, high]], symbol: "none", silent: true, color: colors.series[1], lineStyle: { width: 1, type: "dashed" } },
          ],
        };
      },
    });
  }

  function residuals(output) {
    const r = output.residuals;
    return page.figure({
      title: `${output.name}: residuals`, height: 360,
      note: `Predicted minus true: mean ${page.number(r.mean)}, deviation ${page.number(r.deviation)}; half of them are within ±${page.number(r.medianAbsolute)}.`,
      option: (colors) => page.histogramOption(r, colors, "predicted − true", 0),
      table: () => page.histogramTable(r),
    });
  }
})();
