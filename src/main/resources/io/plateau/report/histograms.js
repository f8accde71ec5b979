// Histograms of equal bins: {low, high, counts}.
(function () {
  "use strict";
  const page = (window.plateau = window.plateau || {});

  const edges = (h) => h.counts.map((count, i) => {
    const width = (h.high - h.low) / h.counts.length;
    return [h.low + i * width, h.low + (i + 1) * width, count];
  });

  page.histogramOption = function (h, colors, name, tint) {
    return {
      legend: false,
      grid: { left: 12, right: 28, top: 14, bottom: 34, containLabel: true },
      tooltip: { trigger: "item", formatter: (at) => page.lines(`${page.number(at.value[0])} to ${page.number(at.value[1])}`, page.number(at.value[2])) },
      xAxis: page.axis(name, colors, page.exactly(colors, h.low, h.high, { splitLine: { show: false } })),
      yAxis: page.axis("", colors, { type: "value", scale: false }),
      series: [{
        type: "custom", data: edges(h), encode: { x: [0, 1], y: 2 }, itemStyle: { color: colors.series[tint] },
        renderItem: (params, api) => {
          const a = api.coord([api.value(0), api.value(2)]);
          const b = api.coord([api.value(1), 0]);
          return { type: "rect", shape: { x: a[0], y: a[1], width: Math.max(1, b[0] - a[0] - 0.5), height: b[1] - a[1] }, style: { fill: api.visual("color") } };
        },
      }],
    };
  };

  page.histogramTable = (h) => page.table(null, ["from", "to", "count"], edges(h));
})();
