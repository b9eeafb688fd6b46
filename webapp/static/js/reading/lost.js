/* lost.js: on the 404 page, make links relative to the site, which this script came from. */
(function () {
  "use strict";

  if (document.querySelector("base")) { return; }
  var base = document.createElement("base");
  base.href = document.currentScript.src.replace(/assets\/.*$/, "");
  document.head.appendChild(base);
})();
