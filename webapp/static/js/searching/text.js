/* text.js: fold text and cut it into search terms. Twin of webapp/core/language/text.py. */
(function (root) {
  "use strict";

  var MAX_WORD = 40;
  var JOINED = "\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\u{20000}-\u{323af}";
  var SPACED =
    "0-9a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u052f\u0620-\u064a\u066e-\u06d3\u0f40-\u0fbc\u1820-\u18aa";
  var RUN = new RegExp("[" + JOINED + "]+|[" + SPACED + "]+", "gu");

  /** The folding table as far as it was needed: a variant character to the one it is searched as. */
  var table = Object.create(null);

  /** @param {string} text  @returns {string} as it is searched: NFKC, lower case, Simplified by character */
  function fold(text) {
    return Array.from(text.normalize("NFKC").toLowerCase(), (c) => table[c] || c).join("");
  }

  /** @param {string} run  @returns {boolean} whether its script has no spaces, so that it is cut into pairs: 々 is the first */
  function isJoined(run) { return run >= "\u3005"; }

  /** @param {string} term  @returns {boolean} whether it is one character of a script without spaces */
  function isCharacter(term) { return isJoined(term) && ![...term][1]; }

  /** @param {string} text  @returns {string[]} its unbroken runs */
  function runs(text) { return fold(text).match(RUN) || []; }

  /** @param {string} text  @returns {string[]} its terms in reading order, repeats kept */
  function terms(text) {
    var found = [];
    runs(text).forEach((run) => {
      var characters = [...run];
      found.push(...isJoined(run) ? characters.concat(characters.slice(1).map((c, i) => characters[i] + c)) : need(run));
    });
    return found;
  }

  /** @returns {string[]} the terms of a word, a pair or a lone character that an article has to hold */
  function need(run) { return [run.slice(0, MAX_WORD)]; }

  /** Fold character by character.
   *  @returns {{text: string, places: number[], ends: number[]}} where each folded one begins and ends in `text` */
  function foldWithPlaces(text) {
    var folded = { text: "", places: [], ends: [] }, place = 0;
    [...text].forEach((c) => {
      var piece = fold(c);
      for (var i = 0; i < piece.length; i++) { folded.places.push(place); folded.ends.push(place + c.length); }
      folded.text += piece;
      place += c.length;
    });
    return folded;
  }

  root.shuwuText = {
    table: table, fold: fold, runs: runs, terms: terms, need: need, run: RUN, isJoined: isJoined, isCharacter: isCharacter, foldWithPlaces: foldWithPlaces
  };
})(this);
