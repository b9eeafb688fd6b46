/* lost.js: on the page for what is missing, let links count from the site, which this script came from. */
(function () {
  "use strict";

  if (document.querySelector("base")) { return; }
  var base = document.createElement("base");
  base.href = document.currentScript.src.replace(/assets\/.*$/, "");
  document.head.appendChild(base);
})();
