/* query.js: read what a reader typed. Twin of webapp/core/query.py, which explains it. */
(function (root) {
  "use strict";

  var MAX_TERMS = 400;
  var QUOTED = /"([^"]*)"|“([^”]*)”|「([^」]*)」/g, EXCLUDED = /(^|\s)-(\S+)/g;
  var ASKING = new RegExp(
    "什么是|[是为]什么|什么样|[什甚]么|哪一?[个种位类条座部国年月些里儿]|谁|多少|如何|怎么样|怎么|怎样|为何|几[个种]|是否|请问|有没有" +
    "|何[时种人处]|[吗呢](?=[^0-9a-z\u3400-\u9fff]*$)", "g"
  );
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
    var asked = text.terms(folded.replace(ASKING, " "));
    return unique(asked.length ? asked : text.terms(folded)).slice(0, MAX_TERMS);
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
