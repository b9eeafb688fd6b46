/* query.js: read what a reader typed. Twin of webapp/core/language/query.py, which explains it and gives it its rules. Of quotes and
   minus signs quoted.js knows, which is there when a query may have some. */
(function (root) {
  "use strict";

  var text = root.shuwuText;

  /** @returns {{terms: string[], needs: string[][][], phrases: Object[]}} all folded, as far as the table knows; a phrase is
   *  {text, terms, isNeeded}, else it is excluded */
  function parse(query) {
    var kept = text.fold(query), parts = root.shuwuQuoted ? root.shuwuQuoted.part(kept) : { kept: kept, outside: kept, phrases: [] };
    var asked = unasked(parts.kept), isQuestion = asked !== parts.kept && text.runs(asked)[0];
    return {
      terms: [...new Set(text.terms(isQuestion ? asked : parts.kept))].slice(0, root.shuwuRules.terms), phrases: parts.phrases,
      needs: needs(isQuestion ? unasked(parts.outside) : parts.outside, isQuestion, parts.isQuoted)
    };
  }

  function unasked(string) { return string.replace(RegExp(root.shuwuRules.asking, "g"), " "); }

  /** @returns {string[][][]} what an article has that has all of `outside` */
  function needs(outside, isQuestion, isQuoted) {
    var all = [], telling = [], isLink = (c) => root.shuwuRules.linking.indexOf(c) > (isQuestion ? -1 : 0);
    text.runs(outside).forEach((run) => {
      var characters = text.isJoined(run) ? [...run] : [run];
      characters.forEach((c, i) => {
        var before = characters[i - 1], after = characters[i + 1];
        var isAfter = after && !(before && isQuestion && !isLink(before));
        var need = [before && before + c, isAfter && c + after, !before && !after && c].filter(Boolean).map(text.need);
        all.push(need);
        if (!isLink(c)) { telling.push(need); }
      });
    });
    return telling.length || isQuoted ? telling : all;
  }

  root.shuwuQuery = { parse: parse, mayQuote: (query) => /["«»‘-‟‹›「-』〝-〟]|(^|\s)-/.test(text.fold(query)) };
})(this);
