// What went in: importance of features, the data's profile, the job and where it ran.
(function () {
  "use strict";
  const page = (window.plateau = window.plateau || {});

  page.importanceSection = function (run) {
    const features = run.importance?.features;
    if (!features?.length) {
      return null;
    }
    const section = page.section("importance", "What mattered", run.importance.method ||
      "How much worse the predictions get when one column's values are shuffled among the rows.");
    const sorted = [...features].sort((a, b) => b.importance - a.importance);
    const shown = sorted.slice(0, 30).reverse();
    section.append(page.figure({
      title: sorted.length > 30 ? `The 30 of ${sorted.length} features that matter most` : "Features by importance",
      height: 70 + 22 * shown.length,
      option: (colors) => ({
        legend: false,
        grid: { left: 12, right: 24, top: 10, bottom: 34, containLabel: true },
        xAxis: page.axis("importance", colors, { type: "value", scale: false }),
        yAxis: page.axis("", colors, { type: "category", data: shown.map((f) => f.name), splitLine: { show: false },
          axisLabel: { color: colors.ink, width: 130, overflow: "truncate", interval: 0 } }),
        series: [{ name: "importance", type: "bar", data: shown.map((f) => f.importance), barMaxWidth: 14 }],
      }),
      table: () => page.table(null, ["feature*", "importance"], sorted.map((f) => [f.name, f.importance])),
    }));
    return section;
  };

  page.dataSection = function (run) {
    const profile = run.profile;
    if (!profile) {
      return null;
    }
    const rows = Object.entries(profile.rows || {}).filter(([, n]) => n > 0).map(([part, n]) => `${page.number(n)} ${part}`);
    const section = page.section("data", "Data", rows.length ? `Rows: ${rows.join(", ")}.` : null);
    const grid = page.element("div", { class: "grid" });
    for (const label of profile.labels || []) {
      grid.append(label.classes ? balance(label) : page.figure({
        title: `Label ${label.name}`, option: (colors) => page.histogramOption(label.histogram, colors, label.name, 1),
        note: `From ${page.number(label.histogram.low)} to ${page.number(label.histogram.high)}.`, table: () => page.histogramTable(label.histogram) }));
    }
    section.append(grid);
    if (profile.columns?.length) {
      section.append(page.columnsTable(run));
    }
    return section;
  };

  function balance(label) {
    const counts = label.classes.map((c) => c.count);
    const least = label.least || label.classes[counts.indexOf(Math.min(...counts))];
    const most = label.classes[counts.indexOf(Math.max(...counts))];
    const part = label.moreClasses ? `The ${counts.length} most frequent of ${page.number(counts.length + label.moreClasses)} classes. ` : "";
    return page.figure({
      title: `Label ${label.name}: class balance`, wide: label.classes.length > 12,
      note: part + compared(most, least),
      option: (colors) => ({
        legend: false,
        // Half of a name stands out beyond the narrow bar of the first and the last class.
        grid: { left: label.classes.length > 12 ? 48 : 12, right: label.classes.length > 12 ? 48 : 18, top: 14, bottom: 34, containLabel: true },
        xAxis: page.axis("class", colors, { type: "category", data: label.classes.map((c) => c.name), splitLine: { show: false },
          axisLabel: { color: colors.soft, hideOverlap: true, formatter: (name) => page.shortened(name, 90) } }),
        yAxis: page.axis("", colors, { type: "value", scale: false }),
        series: [{ name: "rows", type: "bar", data: counts, color: colors.series[1], barMaxWidth: 40 }],
      }),
      table: () => page.table(null, ["class*", "rows"], label.classes.map((c) => [c.name, c.count])),
    });
  }

  /** How many times the rows of one class another has, if there are any. */
  function compared(most, least) {
    if (least.count === 0) {
      return `No training row has “${least.name}”.`;
    }
    const ratio = most.count / least.count;
    return ratio > 3 ? `Uneven: ${most.name} has ${page.number(ratio)} times the rows of ${least.name}; look at recall by class, not only at accuracy.`
      : `Even: the largest class has ${page.number(ratio)} times the rows of the smallest.`;
  }

  page.jobSection = function (run) {
    const section = page.section("job", "Job and provenance");
    const grid = page.element("div", { class: "grid" });
    if (run.job) {
      grid.append(page.element("div", { class: "card" }, page.element("h3", {}, "The job, resolved"),
        page.element("pre", { tabindex: "0" }, run.job)));
    }
    const { machine, data, identity } = run.provenance || {};
    const facts = [
      ...Object.entries(machine || {}),
      ...Object.entries(data || {}).map(([file, bytes]) => [file, page.count(bytes, "byte")]),
      ...Object.entries(run.metrics?.seconds || {}).map(([name, value]) => [`${page.words(name)} time`, page.duration(value)])];
    const settled = Object.entries(identity?.facts || {});
    if (facts.length || settled.length) {
      grid.append(page.element("div", { class: "card where" }, page.element("h3", {}, "Where and with what"),
        page.table(null, ["fact*", "value*"], facts), identityFacts(settled)));
    }
    section.append(grid);
    return run.job || facts.length || settled.length ? section : null;
  };

  /** What a training has to have in common with this one to have its weights, folded: of a table there are hundreds. */
  function identityFacts(facts) {
    return facts.length === 0 ? null : page.details(`Identity of the training, ${page.count(facts.length, "fact")}`,
      () => page.table(null, ["fact*", "value*"], facts));
  }
})();
