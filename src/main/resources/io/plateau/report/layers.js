// Inside the network: its shape, and the weights and outputs of each layer.
(function () {
  "use strict";
  const page = (window.plateau = window.plateau || {});

  page.networkSection = function (run) {
    if (!run.network && !run.layers) {
      return null;
    }
    const section = page.section("network", "Inside the network", run.network?.text);
    if (run.network?.widths?.length) {
      section.append(drawing(run.network));
    }
    for (const sentence of run.layers?.remarks || []) {
      section.append(page.element("p", { class: "notice" }, sentence));
    }
    if (run.layers?.layers?.length) {
      const grid = page.element("div", { class: "grid small", style: "margin-top:16px" });
      for (const layer of run.layers.layers) {
        const title = `Layer ${layer.layer}: ${layer.networks ? `${layer.networks} × ` : ""}${layer.inputs} → ${layer.outputs}${layer.residual ? " residual" : ""} ${layer.activation}`;
        grid.append(histogram(`${title}, weights`, layer.weights, "weight", 0, spread(layer.weights)));
        if (layer.activations) {
          grid.append(histogram(`${title}, outputs`, layer.activations, "output", 2, health(layer)));
        }
      }
      section.append(grid, page.element("p", { class: "lead" },
        `Outputs are of a sample of ${page.count(run.layers.rows, "row")}.`));
    }
    return section;
  };

  const spread = (h) => `mean ${page.number(h.mean)}, deviation ${page.number(h.deviation)}`;

  function health(layer) {
    if (page.isNumber(layer.deadShare)) {
      return `${page.percent(layer.deadShare)} of the units are dead (0 for every row), ${page.percent(layer.zeroShare)} of all outputs are 0`;
    }
    if (page.isNumber(layer.saturatedShare)) {
      return `${page.percent(layer.saturatedShare)} of all outputs are saturated, where almost no gradient passes`;
    }
    return spread(layer.activations);
  }

  function histogram(title, h, name, tint, note) {
    return page.figure({ title, note, height: 190, option: (colors) => page.histogramOption(h, colors, name, tint), table: () => page.histogramTable(h) });
  }

  const SHOWN = 14;

  /** At most 14 units a layer are drawn; the number below says how many there are. */
  function drawing(network) {
    const widths = network.widths;
    return page.figure({
      title: "The network", height: 340, wide: true, canvas: false,
      note: "From the features on the left to the outputs on the right; wide layers are abridged.",
      option: (colors) => {
        const nodes = [];
        const links = [];
        widths.forEach((width, l) => {
          const shown = Math.min(width, SHOWN);
          for (let i = 0; i < shown; i++) {
            nodes.push({ id: `${l}/${i}`, name: `${l}/${i}`, value: [l, i - (shown - 1) / 2], symbolSize: 9,
              itemStyle: { color: colors.series[l === 0 ? 6 : l === widths.length - 1 ? 1 : 0] } });
            if (l > 0) {
              for (let j = 0; j < Math.min(widths[l - 1], SHOWN); j++) {
                links.push({ source: `${l - 1}/${j}`, target: `${l}/${i}` });
              }
            }
          }
          nodes.push({ id: `t${l}`, name: `t${l}`, value: [l, SHOWN / 2], symbolSize: 1, itemStyle: { color: "transparent" },
            label: { show: true, position: "bottom", distance: 0, color: colors.ink, lineHeight: 16, formatter: () => network.captions[l] } });
        });
        return {
          legend: false, tooltip: false,
          grid: { left: 50, right: 50, top: 14, bottom: 40 },
          // Axes that are not shown place the units: a view of its own would stretch them.
          xAxis: { type: "value", show: false, min: 0, max: Math.max(1, widths.length - 1) },
          yAxis: { type: "value", show: false, inverse: true, min: -SHOWN / 2, max: SHOWN / 2 },
          series: [{ type: "graph", coordinateSystem: "cartesian2d", silent: true, nodes, links,
            lineStyle: { color: colors.soft, opacity: colors.night ? 0.16 : 0.13, width: 1 }, label: { show: false } }],
        };
      },
    });
  }
})();
