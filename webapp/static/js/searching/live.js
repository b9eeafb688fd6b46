/* live.js: the answer of the live site, for typing.js: the same part of the page that the form would bring. */
(function (root) {
  "use strict";

  root.shuwuAnswer = (query) => {
    return fetch("?q=" + encodeURIComponent(query)).then((response) => {
      // A page with 503 says itself that the index is being made.
      if (!response.ok && response.status !== 503) { throw new Error(response.status); }
      return response.text();
    }).then((html) => {
      return Array.from(new DOMParser().parseFromString(html, "text/html").querySelector(".answers").childNodes);
    });
  };
})(this);
