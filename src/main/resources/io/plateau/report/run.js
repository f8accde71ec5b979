// A run's page, from top to bottom.
(function () {
  "use strict";
  const page = (window.plateau = window.plateau || {});

  page.showRun = function (run) {
    const main = document.getElementById("main");
    main.replaceChildren(page.header(run));
    const guarded = (title, draw) => page.guarded(main, title, draw);
    guarded("Training", () => page.trainingSection(run));
    guarded("Evaluation", () => evaluation(run));
    guarded("Inside the network", () => page.networkSection(run));
    guarded("What mattered", () => page.importanceSection(run));
    guarded("Data", () => page.dataSection(run));
    guarded("How predictions depend on columns", () => page.dependenceSection(run));
    guarded("Embeddings of categories", () => page.embeddingsSection(run));
    guarded("Job and provenance", () => page.jobSection(run));
    main.append(page.element("footer", {}, "Made by Plateau from the files of the run. This page loads nothing from elsewhere."));
    main.firstChild.append(page.contents(main));
    page.draw();
  };

  /** Links to the parts that are there. */
  page.contents = (main) => page.element("nav", { "aria-label": "On this page" }, page.element("ul", {},
    [...main.querySelectorAll("section")].map((section) =>
      page.element("li", {}, page.element("a", { href: "#" + section.id }, section.querySelector("h2").textContent)))));

  function evaluation(run) {
    const part = ["test", "validation", "train"].find((name) => run.evaluation?.[name]);
    if (!part) {
      return null;
    }
    const found = run.evaluation[part];
    const sections = { classes: page.classesSection, labels: page.labelsSection, numbers: page.numbersSection };
    return sections[found.kind](part, found);
  }
})();
