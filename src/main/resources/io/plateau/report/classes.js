// How well classes are distinguished: confusion, a table by class, ROC, precision-recall, calibration.
(function () {
  "use strict";
  const page = (window.plateau = window.plateau || {});

  page.classesSection = function (part, evaluation) {
    const section = page.section("evaluation", `Classes on the ${part} rows`,
      `${page.count(evaluation.rows, "row")}, ${page.count(evaluation.labels.length, "class", "classes")}; ${measures(evaluation)}.`);
    const grid = page.element("div", { class: "grid" });
    section.append(grid);
    if (evaluation.confusion) {
      grid.append(confusion(evaluation));
    }
    appendByName(grid, evaluation, evaluation.perClass, "class");
    return section;
  };

  /** The measures there are, in words. */
  function measures(evaluation) {
    const words = [["accuracy", "accuracy"], ["balanced accuracy", "balancedAccuracy"], ["AUC", "auc"], ["log loss", "logLoss"], ["Brier score", "brier"]];
    return words.filter(([, name]) => page.isNumber(evaluation[name]))
      .map(([word, name]) => `${word} ${page.measure(name, evaluation[name])}`).join(", ");
  }

  /** Several yes-or-no labels. */
  page.labelsSection = function (part, evaluation) {
    const section = page.section("evaluation", `Labels on the ${part} rows`,
      `${page.count(evaluation.rows, "row")}, ${page.count(evaluation.perLabel.length, "label")}. ` +
      `${page.percent(evaluation.accuracy, 2)} of the answers are right (Hamming loss ${page.number(evaluation.hammingLoss)}); ` +
      `all answers of a row are right for ${page.percent(evaluation.subsetAccuracy, 2)} of the rows (subset accuracy). ` +
      `F1 ${page.percent(evaluation.microF1, 2)} over all labels together (micro), ${page.percent(evaluation.macroF1, 2)} on average (macro).`);
    const grid = page.element("div", { class: "grid" });
    section.append(grid);
    if (evaluation.perLabel.length <= 60) {
      grid.append(labelBars(evaluation.perLabel));
    }
    appendByName(grid, evaluation, evaluation.perLabel, "label");
    return section;
  };

  /** Curves, calibration and spread, as far as they are known, and the table of classes or labels. */
  function appendByName(grid, evaluation, measured, noun) {
    const curves = evaluation.curves || [];
    const counted = page.counted(evaluation);
    if (curves.length) {
      grid.append(curveFigure("ROC", "areaUnderRoc", "false positive rate", "true positive rate", "roc", curves, true, noun));
      grid.append(curveFigure("Precision and recall", "areaUnderPr", "recall", "precision", "pr", curves, false, noun));
    }
    if (evaluation.calibration) {
      grid.append(calibration(evaluation.calibration, counted));
    }
    if (evaluation.spread) {
      grid.append(...page.spreadFigures(evaluation.spread, "", counted));
    }
    grid.append(byClass(measured, curves, noun, counted));
  }

  function labelBars(labels) {
    const bars = [["precision", "precision"], ["recall", "recall"], ["F1", "f1"]];
    return page.figure({
      title: "Precision, recall and F1 by label", wide: labels.length > 6, height: 320,
      note: "Of the rows said to have a label, how many have it; of those that have it, how many were found; and their harmonic mean.",
      option: (colors) => ({
        tooltip: { valueFormatter: (v) => page.percent(v) },
        xAxis: page.axis("", colors, { type: "category", data: labels.map((l) => l.label), splitLine: { show: false } }),
        yAxis: page.axis("", colors, { type: "value", min: 0, max: 1 }),
        series: bars.map(([name, key], i) => ({ name, type: "bar", data: labels.map((l) => l[key]), color: colors.series[i], barMaxWidth: 22 })),
      }),
    });
  }

  function mistakes(evaluation) {
    const found = [];
    evaluation.confusion.forEach((row, i) => row.forEach((count, j) => i !== j && count > 0 && found.push([count, i, j])));
    return found.sort((a, b) => b[0] - a[0]);
  }

  function confusion(evaluation) {
    const names = evaluation.labels;
    const totals = evaluation.confusion.map((row) => row.reduce((a, b) => a + b, 0));
    const worst = mistakes(evaluation).slice(0, 3)
      .map(([count, i, j]) => `${names[i]} taken for ${names[j]} (${page.number(count)})`);
    const small = names.length <= 12;
    return page.figure({
      title: "Confusion matrix", wide: !small, canvas: names.length > 30,
      height: small ? 380 : Math.min(760, 140 + 22 * names.length), square: true,
      note: "The stronger the color, the larger the share of a true class's rows (its root, so that rare mistakes show)." + (worst.length ? ` Most frequent mistakes: ${worst.join(", ")}.` : " No mistakes."),
      toggles: [{ name: "mistakes only", key: "mistakes" }],
      option: (colors, settings) => {
        const cells = [];
        evaluation.confusion.forEach((row, i) => row.forEach((count, j) => {
          if (count > 0 && !(settings.mistakes && i === j)) {
            // The root lets rare mistakes be seen beside the many that are right.
            cells.push([j, i, Math.sqrt(count / totals[i]), count]);
          }
        }));
        const axis = (name, more) => page.axis(name, colors, Object.assign({ type: "category", data: names, scale: undefined,
          splitLine: { show: false }, axisLabel: { color: colors.soft, interval: Math.ceil(names.length / 30) - 1, hideOverlap: true, formatter: (name) => page.shortened(name, 70) } }, more));
        return {
          legend: false,
          grid: { left: 24, right: 12, top: 8, bottom: 34, containLabel: true },
          tooltip: { trigger: "item", formatter: (at) => page.lines(`true ${names[at.value[1]]}, predicted ${names[at.value[0]]}`,
            `${page.number(at.value[3])} ${page.counted(evaluation)}, ${page.percent(at.value[2] ** 2)} of the class`) },
          xAxis: axis("predicted"),
          yAxis: axis("true", { inverse: true, nameGap: 14 + Math.min(70, page.textWidth(names)) }),
          visualMap: { show: false, min: 0, max: cells.reduce((most, c) => Math.max(most, c[2]), 1e-9), dimension: 2, seriesIndex: 0, inRange: { color: colors.ramp } },
          series: [{ type: "heatmap", progressive: 0, data: cells, itemStyle: { borderColor: colors.card, borderWidth: names.length > 30 ? 0 : 1 },
            label: { show: small, formatter: (at) => page.number(at.value[3]) } }],
        };
      },
      table: () => page.table("rows true, columns predicted", ["true*", ...names],
        evaluation.confusion.map((row, i) => [names[i], ...row])),
    });
  }

  function byClass(measured, curves, noun, counted) {
    const title = `By ${noun}`;
    const box = page.element("div", { class: "card" });
    const areas = new Map(curves.map((curve) => [curve.label, curve]));
    const rows = measured.map((c) => [c.label, c.support, c.precision, c.recall, c.f1,
      areas.get(c.label)?.areaUnderRoc, areas.get(c.label)?.areaUnderPr]);
    const head = [noun + "*", counted, "precision", "recall", "F1", ...(areas.size > 1 ? ["ROC area", "PR area"] : [])];
    let by = 0;
    let down = false;
    const draw = () => {
      const sorted = [...rows];
      if (by > 0) {
        sorted.sort((a, b) => ((a[by] ?? -1) - (b[by] ?? -1)) * (down ? -1 : 1));
      }
      const table = page.table(`${title}; a press on a head sorts.`, head, sorted.map((row) =>
        row.slice(0, head.length).map((value, i) => (i > 1 ? page.percent(value) : value))));
      table.querySelectorAll("th").forEach((cell, i) => {
        const button = page.element("button", { type: "button" }, cell.textContent + (i === by && i > 0 ? (down ? " ↓" : " ↑") : ""));
        button.addEventListener("click", () => { down = i === by ? !down : false; by = i; draw(); box.querySelectorAll("th button")[i].focus(); });
        cell.setAttribute("aria-sort", i === by && i > 0 ? (down ? "descending" : "ascending") : "none");
        cell.replaceChildren(button);
      });
      box.replaceChildren(page.element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": title }, table));
    };
    draw();
    return box;
  }

  function curveFigure(title, area, x, y, points, curves, diagonal, label) {
    const single = curves.length === 1;
    const mean = curves.reduce((sum, curve) => sum + curve[area], 0) / curves.length;
    const sorted = [...curves].sort((a, b) => a[area] - b[area]);
    const note = single ? `Area ${page.number(curves[0][area])}, positive class ${curves[0].label}.`
      : `${label === "class" ? "Each class against the rest" : "Each label by itself"}; mean area ${page.number(mean)}, lowest ${page.number(sorted[0][area])} (${sorted[0].label}).`;
    return page.figure({
      title, note, height: 320,
      choices: single ? [] : [{ label, key: "shown", values: ["all", ...curves.map((curve) => curve.label)] }],
      option: (colors, settings) => {
        const shown = curves.filter((_, i) => !settings.shown || settings.shown === i + 1);
        return {
          legend: false,
          grid: { left: 24, right: 18, top: 12, bottom: 34, containLabel: true },
          tooltip: { trigger: "item", formatter: (at) => page.lines(at.seriesName, `${x} ${page.number(at.value[0])}`, `${y} ${page.number(at.value[1])}`) },
          xAxis: page.axis(x, colors, { type: "value", min: 0, max: 1 }),
          yAxis: page.axis(y, colors, { type: "value", min: 0, max: 1, nameGap: 34 }),
          series: [...shown.map((curve, i) => ({ name: curve.label, type: "line", data: curve[points], symbol: "circle", symbolSize: 5, showSymbol: false,
            lineStyle: { width: shown.length > 1 ? 1 : 2, opacity: shown.length > 8 ? 0.6 : 1 }, triggerLineEvent: true,
            areaStyle: shown.length === 1 ? { opacity: 0.12 } : undefined, color: colors.series[i % colors.series.length] })),
          ...(diagonal ? [{ name: "chance", type: "line", data: [[0, 0], [1, 1]], symbol: "none", silent: true, color: colors.soft, lineStyle: { width: 1, type: "dashed" } }] : [])],
        };
      },
      table: () => page.table(title, [label + "*", "area"], sorted.map((curve) => [curve.label, curve[area]])),
    });
  }

  function calibration(measured, counted) {
    const bins = measured.bins.filter((bin) => bin.weight > 0);
    const positive = measured.of === "positive";
    return page.figure({
      title: "Calibration", height: 320,
      note: `How often ${positive ? `class ${measured.label} is true` : "the predicted class is right"} where the model gives it a probability; on the diagonal the model knows how sure it is. Expected error ${page.percent(measured.expectedError, 2)}.`,
      option: (colors) => ({
        legend: false,
        grid: { left: 24, right: 18, top: 12, bottom: 34, containLabel: true },
        tooltip: { trigger: "item", formatter: (at) => page.lines(`probability ${page.percent(at.value[0])}`, `observed ${page.percent(at.value[1])}`, ...(at.value[2] ? [`${page.number(at.value[2])} ${counted}`] : [])) },
        xAxis: page.axis("probability given", colors, { type: "value", min: 0, max: 1 }),
        yAxis: page.axis("share observed", colors, { type: "value", min: 0, max: 1, nameGap: 34 }),
        series: [
          { name: "observed", type: "line", data: bins.map((bin) => [bin.predicted, bin.observed, bin.weight]), symbol: "circle",
            symbolSize: (at) => 5 + 14 * Math.sqrt(at[2] / Math.max(...bins.map((bin) => bin.weight))) },
          { name: "perfect", type: "line", data: [[0, 0], [1, 1]], symbol: "none", silent: true, color: colors.soft, lineStyle: { width: 1, type: "dashed" } },
        ],
      }),
      table: () => page.table("Calibration", ["from", "to", counted, "probability", "observed"],
        bins.map((bin) => [bin.low, bin.high, bin.weight, bin.predicted, bin.observed])),
    });
  }
})();
