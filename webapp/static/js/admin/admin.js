/* admin.js: the admin pages with scripts: drag and drop, a live preview, a message during waits. */
(function () {
  "use strict";

  var PAUSE_MS = 400;

  function preview(form) {
    var pane = form.querySelector(".preview"), newest = 0, timer;

    function show() {
      var mine = ++newest;
      fetch(form.dataset.preview, { method: "POST", body: new URLSearchParams(new FormData(form)) }).then((response) => {
        if (!response.ok) { throw new Error(response.status); }
        return response.text();
      }).then((html) => {
        var fresh = new DOMParser().parseFromString(html, "text/html").querySelector(".preview");
        if (mine === newest && fresh) { pane.replaceChild(fresh.querySelector("article"), pane.querySelector("article")); }
      }).catch(() => {}); // the button does the same, and shows the error
    }

    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(show, PAUSE_MS);
    });
  }

  function drop(form) {
    var status = form.querySelector(".status"), files = form.querySelector("#files");

    function bytes() {
      return Array.from(form.querySelectorAll("input[type=file]")).reduce((sum, input) => {
        return Array.from(input.files).reduce((total, file) => total + file.size, sum);
      }, 0);
    }

    form.addEventListener("submit", (event) => {
      var isTooLarge = bytes() > Number(form.dataset.most);
      status.textContent = isTooLarge ? form.dataset.tooLarge : form.dataset.busy;
      if (isTooLarge) { event.preventDefault(); }
    });
    ["dragover", "dragleave", "drop"].forEach((name) => {
      form.addEventListener(name, (event) => {
        event.preventDefault();
        form.classList.toggle("over", name === "dragover");
      });
    });
    form.addEventListener("drop", (event) => {
      if (event.dataTransfer.files.length) { files.files = event.dataTransfer.files; }
    });
  }

  if (!window.fetch || !window.URLSearchParams || !window.FormData) { return; }
  document.querySelectorAll("form[data-preview]").forEach(preview);
  document.querySelectorAll("form.drop").forEach(drop);
})();
