// A study's page: its variants ranked, and how their losses fell.
(function () {
  "use strict";
  const page = (window.plateau = window.plateau || {});

  page.showStudy = function (study) {
    const main = document.getElementById("main");
    main.replaceChildren(page.element("header", {},
      page.element("p", { class: "kicker" }, "Plateau study"), page.element("h1", {}, study.title)));
    page.guarded(main, "Ranking", () => ranking(study));
    page.guarded(main, "Losses", () => losses(study));
    main.append(page.element("footer", {}, "Made by Plateau from the files of the runs. This page loads nothing from elsewhere."));
    page.draw();
  };

  /** Of a deviation two digits count, of shares in per cent those behind the point. */
  const deviation = (name, value) => {
    const share = page.measure(name, value);
    return share.endsWith("%") ? share : page.number(Number(value.toPrecision(2)));
  };
  /** Mean and deviation. */
  const shown = (name, value) => page.isNumber(value?.mean)
    ? page.measure(name, value.mean) + (value.deviation > 0 ? " ± " + deviation(name, value.deviation) : "")
    : "–";
  const seconds = (value) => (page.isNumber(value?.mean) ? value.mean.toFixed(1) : "–");

  /** The measures that rank variants, one where all can be compared. */
  const measures = (study) => [...new Set(study.variants.filter((v) => v.rank).map((v) => v.measure))];

  /** By what the variants are ranked, and what that is worth. */
  function told(study) {
    const by = measures(study);
    const rest = "± is the standard deviation over the seeds.";
    if (by.length > 1) {
      return "Not comparable: the variants have no measure in common. Each is ranked among those of the same measure, the best first, " +
        `and equal ones by their loss; ${rest}`;
    }
    const rows = /^train /.test(by[0]) ? " There are no validation rows: the order is that of rows trained on, and may be another on new rows."
      : /^test /.test(by[0]) ? " Only test rows are measured: the best of many variants looks better on them than on new rows." : "";
    return (by.length ? `The best by ${page.words(by[0])} first, equal ones by their loss; ` : "") + rest + rows;
  }

  /** What the losses of a variant are of; empty without runs. */
  const kind = (variant) => variant.runs[0]?.loss || "";
  /** What all losses are of, or just "loss". */
  const kinds = (study) => {
    const all = [...new Set(study.variants.map(kind).filter(Boolean))];
    return all.length === 1 ? all[0] : "loss";
  };

  function ranking(study) {
    const by = measures(study);
    const one = by.length > 1 ? "" : by[0] || study.variants.map((v) => v.measure).find(Boolean) || "measure";
    const others = [...new Set(study.variants.flatMap((v) => v.others.map((o) => o.measure)))];
    const loss = kinds(study);
    const repeats = study.variants.every((v) => shown("loss", v.loss) === shown("loss", v.value)); // as log loss may do
    const named = (text, name, isNamed) => (isNamed && text !== "–" ? `${text} (${page.words(name)})` : text);
    const head = ["rank", "variant*", page.words(one) || "ranked by", ...others.map(page.words), ...(repeats ? [] : [loss]), "best epoch", "seconds", "ended*"];
    const section = page.section("ranking", "Ranking", told(study));
    section.append(page.element("div", { class: "card" }, page.element("div", { class: "scroll open", tabindex: "0", role: "region", "aria-label": "Ranking" },
      page.table(null, head, study.variants.map((v) => [
        v.rank, v.name, named(shown(v.measure, v.value), v.measure, v.measure !== one),
        ...others.map((name) => shown(name, v.others.find((o) => o.measure === name)?.value)),
        ...(repeats ? [] : [named(shown("loss", v.loss), kind(v), loss !== kind(v))]), shown("epochs", v.epochs), seconds(v.seconds),
        v.diverged ? `${page.count(v.diverged, "seed")} diverged` : [...new Set(v.runs.map((r) => r.failed ? `failed: ${r.failed}` : r.reason ? r.reason.toLowerCase().replace(/_/g, " ") : "unfinished"))].join(", "),
      ])))));
    return section;
  }

  /** The mean over the seeds of each epoch that all of them have. */
  function curve(variant) {
    const [first, ...others] = variant.runs.map((run) => new Map(run.epoch.map((epoch, i) => [epoch, run.losses[i]])));
    const points = [];
    for (const [epoch, loss] of first) {
      const values = [loss, ...others.map((other) => other.get(epoch))];
      if (values.every(page.isNumber)) {
        points.push([epoch, values.reduce((a, b) => a + b, 0) / values.length]);
      }
    }
    return points;
  }

  // Of more numbers than a call has arguments.
  const least = (numbers) => numbers.reduce((a, b) => Math.min(a, b), Infinity);
  const most = (numbers) => numbers.reduce((a, b) => Math.max(a, b), -Infinity);

  /** To one digit. */
  const rounded = (number, direction) => {
    const unit = 10 ** Math.floor(Math.log10(number));
    return Number((direction(number / unit) * unit).toPrecision(1));
  };

  function losses(study) {
    const section = page.section("losses", "How the loss fell");
    const name = kinds(study);
    const line = (v) => (kind(v) && kind(v) !== name ? `${v.name} (${kind(v)})` : v.name);
    const lines = study.variants.filter((v) => curve(v).length);
    const none = study.variants.filter((v) => !curve(v).length).map((v) => v.name);
    const first = Math.min(...study.variants.flatMap((v) => curve(v).slice(0, 1).map(([epoch]) => epoch)));
    const heights = study.variants.flatMap((v) => curve(v).map(([, loss]) => loss));
    const positive = study.variants.every((v) => curve(v).every(([, loss]) => loss > 0));
    section.append(page.figure({
      title: `${name[0].toUpperCase()}${name.slice(1)} by epoch`, wide: true, height: 460,
      note: "The mean over the seeds, as far as all of them went. A click on a name hides its line." +
        (none.length ? ` Without a finite loss, and so without a line: ${none.join(", ")}.` : ""),
      toggles: positive ? [{ name: "log scale", key: "log", on: true }] : [],
      option: (colors, settings) => ({
        tooltip: { order: "valueAsc" },
        xAxis: page.axis("epoch", colors, { type: "value", min: Number.isFinite(first) ? first : null, minInterval: 1 }),
        // Whole decades would leave most of the picture empty.
        yAxis: page.axis("", colors, settings.log
          ? { type: "log", min: rounded(least(heights), Math.floor), max: rounded(most(heights), Math.ceil) } : { type: "value" }),
        // Beyond the colors there are, dashes tell lines apart.
        series: lines.map((v, i) => ({ name: line(v), type: "line", showSymbol: curve(v).length === 1, symbolSize: 5, data: curve(v),
          lineStyle: { width: 2, type: i < colors.series.length ? "solid" : "dashed" } })),
      }),
      table: () => page.table(null, ["variant*", "epoch", name], study.variants.flatMap((v) => curve(v).map((p) => [line(v), ...p]))),
    }));
    return section;
  }
})();
