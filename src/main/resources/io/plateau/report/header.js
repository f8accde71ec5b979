// The top of a run's page: what it was, what came out, why it ended.
(function () {
  "use strict";
  const page = (window.plateau = window.plateau || {});
  const { element } = page;

  const REASONS = {
    PLATEAU: "The loss reached its plateau",
    DIVERGED: "Training diverged",
  };

  /** Why training ended, as a sentence. */
  page.ending = function (run) {
    if (!run.finished) {
      return run.live
        ? "Training is going on."
        : "This run is unfinished: it was stopped before it could write its results. The page shows what was done until then.";
    }
    const stopped = run.metrics?.stopped;
    if (!stopped) {
      return "";
    }
    const reason = String(stopped.reason || "").replace(/[ -]/g, "_").toUpperCase();
    const after = page.isNumber(stopped.epoch) ? ` after epoch ${stopped.epoch}` : "";
    return (REASONS[reason] || "Stopped") + after + (stopped.detail ? `: ${stopped.detail}.` : ".");
  };

  page.header = function (run) {
    const made = element("header", {},
      element("p", { class: "kicker" }, run.live && !run.finished ? "Plateau, live" : "Plateau training run"),
      element("h1", {}, run.title),
      element("p", { class: run.finished || run.live ? null : "notice", id: "ending" }, page.ending(run)));
    for (const problem of run.problems || []) {
      made.append(element("p", { class: "notice" }, problem));
    }
    made.append(facts(run));
    return made;
  };

  function facts(run) {
    const list = element("dl", { class: "facts", id: "facts" });
    const add = (term, value) =>
      list.append(element("div", { class: list.children.length ? null : "first" }, element("dt", {}, term), element("dd", {}, value)));
    const part = ["test", "validation", "train"].find((name) => hasNumbers(run.metrics?.[name]));
    if (part) {
      for (const [name, value] of ordered(run.metrics[part]).slice(0, 3)) {
        add(`${part} ${page.words(name)}`, page.measure(name, value));
      }
    }
    const history = run.history;
    if (history.epoch.length) {
      add("epochs", page.number(history.epoch[history.epoch.length - 1]));
      if (run.best) {
        add("best epoch", page.number(run.best.epoch));
      }
      add("training time", page.duration(history.totalSeconds));
    }
    const calibration = run.metrics?.calibration;
    if (calibration?.unsmoothed) {
      add(calibration.before ? "label smoothing" : "label smoothing, no validation rows", "undone");
    }
    if (calibration?.before) {
      add("temperature", page.number(calibration.temperature));
      add("log loss by calibration", `${page.number(calibration.before.logLoss)} \u2192 ${page.number(calibration.after.logLoss)}`);
      add("calibration error", `${page.percent(calibration.before.expectedError)} \u2192 ${page.percent(calibration.after.expectedError)}`);
    }
    if (run.network?.parameters) {
      add("parameters", page.number(run.network.parameters));
    }
    return list;
  }

  const hasNumbers = (measures) => measures && Object.values(measures).some(page.isNumber);

  /** Measures people ask for come first, the loss last. */
  function ordered(measures) {
    const rank = (name) => {
      const at = ["accuracy", "r2", "rmse", "auc", "f1", "mae"].indexOf(name.toLowerCase());
      return /loss/i.test(name) ? 99 : at < 0 ? 50 : at;
    };
    return Object.entries(measures).filter(([, value]) => page.isNumber(value)).sort((a, b) => rank(a[0]) - rank(b[0]));
  }
})();
