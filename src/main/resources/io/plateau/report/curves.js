// What happened epoch by epoch.
(function () {
  "use strict";
  const page = (window.plateau = window.plateau || {});

  const pairs = (xs, ys) => xs.map((x, i) => [x, ys[i]]);
  const some = (values) => Array.isArray(values) && values.some(page.isNumber);

  function line(name, xs, ys, more) {
    return Object.assign({ name, type: "line", data: pairs(xs, ys), showSymbol: xs.length < 3, symbolSize: 6,
      lineStyle: { width: 2 }, emphasis: { disabled: true } }, more);
  }

  function marked(run, colors) {
    if (!run.best) {
      return undefined;
    }
    const middle = run.best.epoch > 0.7 * run.history.epoch[run.history.epoch.length - 1];
    return { silent: true, symbol: "none", lineStyle: { color: colors.soft, type: "dashed" },
      label: { color: colors.ink, formatter: `best: ${run.best.epoch}`, position: "insideEndTop", rotate: 0,
        align: middle ? "right" : "left", distance: [6, 4] },
      data: [{ xAxis: run.best.epoch }] };
  }

  function curve(run, title, note, series, options) {
    const h = run.history;
    return page.figure(Object.assign({
      title, note,
      option: (colors, settings) => {
        const visible = series();
        return {
          xAxis: page.axis("epoch", colors, { type: "value", min: h.epoch[0], max: Math.max(h.epoch[0] + 1, h.epoch[h.epoch.length - 1]), minInterval: 1 }),
          yAxis: page.axis("", colors, { type: settings.log ? "log" : "value" }),
          legend: visible.length > 1 ? {} : false,
          grid: { left: 12, right: 18, top: visible.length > 1 ? 34 : 14, bottom: 34, containLabel: true },
          series: visible.map((s, i) => line(s.name, h.epoch, settings.log ? s.values.map((v) => (v > 0 ? v : null)) : s.values,
            Object.assign({ markLine: i === 0 && options?.best !== false ? marked(run, colors) : undefined }, s.more))),
        };
      },
      table: () => page.table(title, ["epoch", ...series().map((s) => s.name)],
        h.epoch.map((epoch, i) => [epoch, ...series().map((s) => s.values[i])])),
    }, options));
  }

  /** Errors of each epoch have the unit of the label, and losses have not. */
  const lossNote = (run) => run.history.metrics?.rmse && /standardizeLabel: true/.test(run.job || "")
    ? `${page.curveNote(run)} Losses are those of standardized labels, of mean 0 and deviation 1.` : page.curveNote(run);

  /** Sentences on the curves: best epoch, and where it parts from the end. */
  page.curveNote = function (run) {
    if (!run.best) {
      return "The loss on the rows trained on.";
    }
    const last = run.history.epoch[run.history.epoch.length - 1];
    const kept = run.best.kept ? " Its weights are the ones kept." : "";
    return `Best ${page.words(run.best.monitor)} ${page.measure(run.best.monitor, run.best.value)} at epoch ${run.best.epoch}` +
      (last > run.best.epoch ? `, ${page.count(last - run.best.epoch, "epoch")} before the end.` : ", the last.") + kept;
  };

  page.trainingSection = function (run) {
    const h = run.history;
    const section = page.section("training", "Training");
    if (!h.epoch.length) {
      section.append(page.element("p", {}, "No epoch is done yet."));
      return section;
    }
    const grid = page.element("div", { class: "grid" });
    section.append(grid);
    grid.append(curve(run, "Loss", lossNote(run), () => [
      { name: "training", values: h.trainLoss },
      ...(some(h.validationLoss) ? [{ name: "validation", values: h.validationLoss }] : []),
    ], { wide: true, height: 340, toggles: [{ name: "log scale", key: "log" }] }));
    for (const [name, values] of Object.entries(h.metrics || {})) {
      if (some(values)) {
        grid.append(curve(run, `Validation ${page.words(name)}`, null, () => [{ name, values, more: { color: page.colors().series[1] } }]));
      }
    }
    grid.append(curve(run, "Learning rate", "Of the last step of each epoch.", () => [{ name: "learning rate", values: h.learningRate }],
      { best: false, toggles: [{ name: "log scale", key: "log" }] }));
    if (some(h.gradientNorm)) {
      grid.append(curve(run, "Gradient norm", "Length of the last step's gradient. Near 0 on a plateau; spikes are steep places.",
        () => [{ name: "gradient norm", values: h.gradientNorm }], { best: false, toggles: [{ name: "log scale", key: "log" }] }));
    }
    if (some(h.rowsPerSecond)) {
      grid.append(curve(run, "Throughput", throughputNote(h), () => [{ name: "rows a second", values: h.rowsPerSecond }], { best: false }));
    }
    if (spent(run).some(([, seconds]) => seconds > 0)) {
      grid.append(splitFigure(run));
    }
    return section;
  };

  function throughputNote(h) {
    const rates = h.rowsPerSecond.filter(page.isNumber).sort((a, b) => a - b);
    return `Rows a second in each epoch, its validation included; median ${page.number(Math.round(rates[rates.length >> 1]))}.`;
  }

  const PARTS = { compute: "on the rows, the slowest task of each round", waiting: "sending, starting tasks, collecting", driver: "updates, checkpoints, listeners" };

  /** The seconds of all rounds by what they were spent on. */
  const spent = (run) => Object.keys(PARTS).filter((name) => page.isNumber(run.metrics?.time?.[name])).map((name) => [name, run.metrics.time[name]]);

  function splitFigure(run) {
    const { rounds, advice } = run.metrics.time;
    const parts = spent(run);
    const all = parts.reduce((sum, [, seconds]) => sum + seconds, 0);
    const overhead = all - run.metrics.time.compute;
    const each = rounds > 0 ? ` in ${page.count(rounds, "round")}, ${page.duration(all / rounds)} each` : "";
    return page.figure({
      title: "Compute and overhead", height: 150, wide: true,
      note: `${page.duration(all)}${each}: ${page.percent(run.metrics.time.compute / all, 0)} computing, ${page.percent(overhead / all, 0)} overhead. ${advice || ""}`.trim(),
      option: (colors) => ({
        grid: { left: 12, right: 18, top: 34, bottom: 34, containLabel: true },
        tooltip: { trigger: "item", formatter: (at) => page.lines(`${at.seriesName}: ${page.duration(at.value)} (${page.percent(at.value / all, 0)})`, PARTS[at.seriesName]) },
        xAxis: page.axis("seconds", colors, page.exactly(colors, 0, all, { scale: false })),
        yAxis: page.axis("", colors, { type: "category", data: [""], splitLine: { show: false } }),
        series: parts.map(([name, seconds], i) => ({ name, type: "bar", stack: "time", barWidth: 36, data: [seconds], color: colors.series[i],
          label: { show: seconds > 0.08 * all, color: colors.card, formatter: page.percent(seconds / all, 0) } })),
      }),
      table: () => page.table(null, ["part*", "seconds", "share", "what*"], parts.map(([name, seconds]) => [name, seconds, page.percent(seconds / all), PARTS[name]])),
    });
  }
})();
