// Shows the document that the file carries.
(function () {
  "use strict";
  const page = window.plateau;
  const data = JSON.parse(document.getElementById("data").textContent);
  const kinds = { run: page.showRun, study: page.showStudy, surface: page.showSurface };
  kinds[data.kind](data);
  if (data.live && page.follow) {
    page.follow(data);
  }
})();
