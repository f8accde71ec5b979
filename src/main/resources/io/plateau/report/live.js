// Follows a run that goes on: with each epoch the server sends the page's document anew.
(function () {
  "use strict";
  const page = (window.plateau = window.plateau || {});

  page.follow = function () {
    const source = new EventSource("events");
    const show = (event, live) => {
      const at = window.scrollY;
      page.showRun(Object.assign(JSON.parse(event.data), { live }));
      window.scrollTo({ top: at, behavior: "instant" });
    };
    source.addEventListener("run", (event) => show(event, true));
    source.addEventListener("end", (event) => {
      source.close();
      show(event, false);
    });
    source.onerror = () => {
      source.close();
      const ending = document.getElementById("ending");
      ending.className = "notice";
      ending.textContent = "The training that this page followed is out of reach. The page shows what it was told last.";
    };
  };
})();
