/* card.js: on a card one file binds many files of the site (webapp/pack/card.py). This script hands the search its
   files, and leads from results to the blocks of articles. It comes before the scripts of the search. */
(function (root) {
  "use strict";

  var head = document.head, append = head.appendChild, loading = [], places;

  /** @returns {number} the index of the last of the sorted `starts` that is not after `name` */
  function placeOf(starts, name) {
    var place = starts.length;
    while (place && starts[place - 1] > name) { place--; }
    return place - 1;
  }

  /** @returns {Promise<Object>} the files in a bound file, by name */
  function load(folder, number) {
    loading[number] = loading[number] || new Promise((resolve, reject) => {
      var script = document.createElement("script");
      script.src = folder + "card-" + number + ".js";
      script.take = resolve;
      script.onload = script.onerror = () => {
        script.remove();
        reject(new Error(script.src)); // does nothing after resolve
      };
      append.call(head, script);
    });
    loading[number].catch(() => { delete loading[number]; });
    return loading[number];
  }

  // The search asks for a file with a script element and a function that takes its values.
  head.appendChild = (script) => {
    var parts = script.take && script.src.split("/shards/");
    if (!parts || parts.length < 2) { return append.call(head, script); }
    load(parts[0] + "/shards/", placeOf(places.files, parts[1])).then((files) => {
      if (files[parts[1]]) { script.take(files[parts[1]]); }
    }).catch(() => {}).then(() => { script.onload(); });
    return script;
  };

  function lead(link) {
    var found = /^\.\.\/([^/]+)\/([^/?#]+)\.html(?:[?#]|$)/.exec(link.getAttribute("href"));
    if (!found || !places.articles[found[1]]) { return; }
    var number = placeOf(places.articles[found[1]], found[2]) + 1;
    link.setAttribute("href", "../bound/" + found[1] + "-" + number + ".html#" + found[1] + "/" + found[2]);
  }

  root.shuwuBound = (files) => document.currentScript.take(files);
  root.shuwuCard = (known) => { places = known; };
  new MutationObserver(() => {
    document.querySelectorAll(".answers a[href]").forEach(lead);
  }).observe(document.querySelector(".answers"), { childList: true, subtree: true });
})(this);
