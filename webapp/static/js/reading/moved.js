/* moved.js: lead on from an address that an article had, with what stands behind it. */
(function () {
  "use strict";

  location.replace(document.querySelector("main a").href + location.search + location.hash);
})();
