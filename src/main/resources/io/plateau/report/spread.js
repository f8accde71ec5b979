// How far the members of a network differ, and whether that tells how large the errors are.
(function () {
  "use strict";
  const page = (window.plateau = window.plateau || {});

  /** Both figures of a spread; name of the output, or empty; counted are rows or weight. */
  page.spreadFigures = function (spread, name, counted) {
    const title = (text) => (name ? `${name}: ${text}` : text[0].toUpperCase() + text.slice(1));
    const rate = spread.error === "rate";
    const figure = (value) => (rate ? page.percent(value, 2) : page.number(value));
    const groups = spread.groups;
    const error = rate ? "wrong answers" : "mean absolute error";
    return [
      page.figure({
        title: title("spread of the members"), height: 320,
        note: `The standard deviation of the members' predictions${rate ? ", of the predicted answer's probability" : ""}; mean ${page.number(spread.mean)}. The last bin holds larger ones, too.`,
        option: (colors) => page.histogramOption(spread, colors, "spread", 2),
        table: () => page.histogramTable(spread),
      }),
      page.figure({
        title: title("error by spread"), height: 320,
        note: groups.length > 1
          ? `Rows in ${groups.length} groups of about as many, by the spread of their members. ${rate ? "Wrong answers" : "Mean absolute error"} where members agree most: ${figure(groups[0].error)}; least: ${figure(groups[groups.length - 1].error)}. Where the line rises, the spread tells which predictions to trust.`
          : "All rows have about the same spread.",
        option: (colors) => ({
          legend: false,
          grid: { left: 40, right: 28, top: 12, bottom: 34, containLabel: true },
          tooltip: { trigger: "item", formatter: (at) => page.lines(`spread ${page.number(at.value[0])}`, `${error} ${figure(at.value[1])}`, `${page.number(at.value[2])} ${counted}`) },
          xAxis: page.axis("mean spread", colors, { type: "value" }),
          yAxis: page.axis(error, colors, { type: "value", min: 0, nameGap: 48 }),
          series: [{ name: error, type: "line", data: groups.map((group) => [group.spread, group.error, group.weight]), symbol: "circle", symbolSize: 8 }],
        }),
        table: () => page.table("Error by spread", [counted, "mean spread", error],
          groups.map((group) => [group.weight, group.spread, figure(group.error)])),
      }),
    ];
  };
})();
