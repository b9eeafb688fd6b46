/* query.js: read what a reader typed. Twin of webapp/core/query.py, which explains it and gives it its rules. */
(function (root) {
  "use strict";

  var QUOTED = /"([^"]*)"|“([^”]*)”|「([^」]*)」/g, EXCLUDED = /(^|\s)-(\S+)/g;
  var text = root.shuwuText;

  /** @returns {{terms: string[], needed: string[], excluded: string[][]}} all folded, as far as the table knows */
  function parse(query) {
    var folded = text.fold(query), excluded = [], quoted = "";
    var kept = folded.replace(EXCLUDED, (all, before, word) => { excluded.push(telling(word)); return " "; });
    if (!text.terms(kept).length) { return { terms: searched(folded), needed: [], excluded: [] }; }
    kept.replace(QUOTED, (all, a, b, c) => { quoted += " " + (a || b || c || ""); });
    return { terms: searched(kept), needed: telling(quoted), excluded: excluded.filter((terms) => terms.length) };
  }

  function searched(folded) {
    var asked = text.terms(folded.replace(RegExp(root.shuwuRules.asking, "g"), " "));
    return unique(asked.length ? asked : text.terms(folded)).slice(0, root.shuwuRules.terms);
  }

  /** @returns {string[]} of each run its pairs, or the lone character, or the word */
  function telling(string) {
    var terms = text.terms(string), isLone = text.isCharacter;
    var paired = terms.filter((term) => text.isJoined(term) && !isLone(term)).join("");
    return unique(terms.filter((term) => !isLone(term) || paired.indexOf(term) < 0));
  }

  function unique(terms) { return [...new Set(terms)]; }

  root.shuwuQuery = { parse: parse };
})(this);
