// Elements and numbers. Texts of a run (names, classes, columns) are untrusted: they only ever become text nodes.
(function () {
  "use strict";
  const page = (window.plateau = window.plateau || {});

  /** An element with attributes and children; strings become text. */
  page.element = function (name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (value !== null && value !== undefined && value !== false) {
        made.setAttribute(key, value === true ? "" : value);
      }
    }
    for (const child of children.flat()) {
      if (child !== null && child !== undefined) {
        made.append(child);
      }
    }
    return made;
  };

  /** A name whose line may break between its words, as behind an underscore or before a capital. */
  page.breakable = (name) => name.split(/(?<=[_.,:;/-])(?=[^_.,:;/-])|(?<=\p{Ll})(?=\p{Lu})/u)
    .flatMap((word, i) => (i ? [page.element("wbr"), word] : [word]));

  /** An element of a drawing (SVG). */
  page.drawing = function (name, attributes, ...children) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) {
      made.setAttribute(key, value);
    }
    made.append(...children);
    return made;
  };

  /** Whether there is a number to show. */
  page.isNumber = (value) => typeof value === "number" && Number.isFinite(value);

  /** A number as people read it: about four digits that count. */
  page.number = function (value) {
    if (!page.isNumber(value)) {
      return value === null || value === undefined ? "–" : String(value);
    }
    const size = Math.abs(value);
    if (size !== 0 && (size >= 1e9 || size < 1e-4)) {
      return value.toExponential(2);
    }
    const shown = Number.isInteger(value) || size >= 1e5 ? value : Number(value.toPrecision(4));
    return shown.toLocaleString("en", { maximumFractionDigits: size < 1e5 ? 20 : 0 }).replace(/,/g, "\u202f");
  };

  const SHARES = /accuracy|precision|recall|f1|auc|area|hitrate|share/i;

  /** An error relative to the truth may exceed it. */
  const isShare = (name, value) => /mape/i.test(name) || (SHARES.test(name) && value >= 0 && value <= 1);

  /** A measure by its name: shares in per cent. */
  page.measure = (name, value) =>
    page.isNumber(value) && isShare(name, value) ? page.percent(value, 2) : page.number(value);

  /** A share in per cent. */
  page.percent = (share, digits = 1) =>
    page.isNumber(share) ? (100 * share).toFixed(digits) + "\u202f%" : "–";

  /** Seconds as people say them. */
  page.duration = function (seconds) {
    if (!page.isNumber(seconds)) {
      return "–";
    }
    if (seconds > 0 && seconds < 0.1) {
      return page.number(Number((1000 * seconds).toPrecision(3))) + "\u202fms";
    }
    if (seconds < 120) {
      return page.number(seconds < 10 ? seconds : Number(seconds.toFixed(1))) + "\u202fs";
    }
    const minutes = Math.round(seconds / 60);
    return minutes < 120 ? minutes + "\u202fmin" : (minutes / 60).toFixed(1) + "\u202fh";
  };

  /** Labels for dates in ISO 8601 from a first to a last: days, or times where there are any and all are within 24 hours. */
  page.dates = (first, last) => {
    const timed = (date) => /T/.test(date);
    const utc = (date) => new Date(timed(date) ? date + "Z" : date);
    const times = (timed(first) || timed(last)) && utc(last) - utc(first) < 864e5;
    return (date) => {
      const [day, time] = String(date).split("T");
      return times ? (time ?? "00:00").replace(/\..*/, "") : day;
    };
  };

  const ABBREVIATED = { auc: "AUC", f1: "F1", mae: "MAE", mape: "MAPE", r2: "R²", rmse: "RMSE" };

  /** camelCase as words, and abbreviated names as they are written. */
  page.words = (name) => name.split(" ")
    .map((word) => ABBREVIATED[word] || word.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase()).join(" ");

  /** One or several. */
  page.count = (n, noun, nouns) => page.number(n) + " " + (n === 1 ? noun : nouns || noun + "s");

  /** What counts of an evaluation are sums of. */
  page.counted = (evaluation) => (evaluation.weight && evaluation.weight !== evaluation.rows ? "weight" : "rows");

  /** A table; a column whose head ends in "*" is text. */
  page.table = function (caption, head, rows) {
    const text = head.map((title) => title.endsWith("*"));
    const cell = (value, column) =>
      page.element("td", { class: text[column] ? "text" : null },
        value instanceof Node ? value : typeof value === "number" ? page.number(value) : value ?? "–");
    return page.element("table", {},
      caption ? page.element("caption", {}, caption) : null,
      page.element("thead", {}, page.element("tr", {},
        head.map((title, i) =>
          page.element("th", { scope: "col", class: text[i] ? "text" : null }, title.replace(/\*$/, ""))))),
      page.element("tbody", {}, rows.map((row) => page.element("tr", {}, row.map(cell)))));
  };

  /** A table that is made when it is opened. */
  page.details = function (summary, table) {
    const details = page.element("details", {}, page.element("summary", {}, summary));
    details.addEventListener("toggle", () => {
      if (details.open) {
        details.querySelector(".scroll")?.remove();
        details.append(page.element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": summary }, table()));
      }
    });
    return details;
  };

  /** A titled part of the page, linked from the top; added only when something is put into it. */
  page.section = function (id, title, lead) {
    const heading = page.element("h2", { id: id + "-title" }, title);
    const made = page.element("section", { id, "aria-labelledby": id + "-title" }, heading);
    if (lead) {
      made.append(page.element("p", { class: "lead" }, lead));
    }
    return made;
  };

  /** Says what went wrong while drawing one part, and continues with the next. */
  page.guarded = function (main, title, draw) {
    try {
      const section = draw();
      if (section) {
        main.append(section);
      }
    } catch (error) {
      console.error(error);
      main.append(page.element("p", { class: "notice" }, `“${title}” cannot be drawn: ${error.message}`));
    }
  };
})();
