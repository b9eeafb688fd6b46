/* moved.js: redirect from an old address, with its query and fragment. */
(function () {
  "use strict";

  location.replace(document.querySelector("main a").href + location.search + location.hash);
})();
