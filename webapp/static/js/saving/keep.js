/* keep.js: let the browser keep the pages that were read, where it may: over HTTPS, and on this machine. */
(function (root) {
  "use strict";

  var site = document.currentScript.src.replace(/assets\/.*$/, ""), workers = navigator.serviceWorker;
  if (!workers || !/^http/.test(site)) { return; }

  var isFirst = !workers.controller;
  var loaded = new Promise((resolve) => {
    if (document.readyState === "complete") { resolve(); } else { root.addEventListener("load", resolve); }
  });

  /** The worker did not see the files that were loaded before it started. */
  function tellWhatWasRead(registration) {
    var names = performance.getEntriesByType("resource").map((entry) => entry.name);
    if (isFirst) { registration.active.postMessage([location.href].concat(names)); }
  }

  workers.register(site + "worker.js").then(() => loaded).then(() => workers.ready).then(tellWhatWasRead).catch(() => {});
})(this);
