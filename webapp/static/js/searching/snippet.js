/* snippet.js: the passage of an article that answers a query. Twin of webapp/core/language/snippet.py. */
(function (root) {
  "use strict";

  var MOST = 80, LEAD = 16, MOST_PIECES = 2, SHARE = 6, BETWEEN = "\x1e";
  var text = root.shuwuText, shards = root.shuwuShards;

  /** @returns {string[]} what may be marked in an article; what is in quotes as a whole, if it has that */
  function words(query, hasPhrases) {
    var asked = root.shuwuQuery.parse(query);
    return hasPhrases && root.shuwuQuoted ? root.shuwuQuoted.words(asked) : asked.terms;
  }

  /** @returns {Array<[number, number]>} where `words` stand in `string`, in either script; touching spans joined.
   *  A character that a longer word covers is marked only in a text that has none of the longer words */
  function markSpans(string, words) {
    var longer = words.filter((word) => !text.isCharacter(word)).join("");
    var telling = words.filter((word) => !text.isCharacter(word) || !longer.includes(word));
    var folded = text.foldWithPlaces(string), found = spansOf(folded.text, telling).concat(phrases(words, folded.text));
    return joined(folded, found.length ? found : spansOf(folded.text, words));
  }

  function phrases(words, folded) { return root.shuwuQuoted ? root.shuwuQuoted.marks(words, folded) : []; }

  function spansOf(folded, words) {
    var found = [];
    for (var i = 0; i < folded.length; i++) {
      var size = longestAt(folded, i, words);
      if (size) { found.push([i, i + size]); }
    }
    return found;
  }

  function joined(folded, found) {
    var covered = [];
    found.sort((a, b) => a[0] - b[0] || a[1] - b[1]).forEach((span) => {
      var last = covered[covered.length - 1], start = folded.places[span[0]], end = folded.ends[span[1] - 1];
      if (last && start <= last[1]) { last[1] = Math.max(last[1], end); } else { covered.push([start, end]); }
    });
    return covered;
  }

  function longestAt(string, place, words) {
    return words.reduce((most, word) => {
      return word.length > most && string.startsWith(word, place) ? word.length : most;
    }, 0);
  }

  /** @returns {Array<[string, boolean]>} the passage with the most of `words` in pieces; true marks a match */
  function snippet(string, words) {
    var flat = string.trim().replace(/\s+/g, " "), spans = markSpans(flat, words);
    var start = passageStart(flat, spans), end = Math.min(flat.length, start + MOST);
    return full([[start ? "…" : "", false]].concat(cut(flat, spans, start, end), [[end < flat.length ? "…" : "", false]]));
  }

  /** @returns {Array<[string, boolean]>} all of `string` in pieces; true marks a match */
  function mark(string, words) { return full(cut(string, markSpans(string, words), 0, string.length)); }

  function cut(string, spans, start, end) {
    var pieces = [], place = start;
    spans.forEach((span) => {
      if (span[0] < start || span[1] > end) { return; }
      pieces.push([string.slice(place, span[0]), false], [string.slice(span[0], span[1]), true]);
      place = span[1];
    });
    return pieces.concat([[string.slice(place, end), false]]);
  }

  function full(pieces) { return pieces.filter((piece) => piece[0]); }

  function passageStart(string, spans) {
    var best = 0, bestSize = 0;
    spans.forEach((match) => {
      var start = Math.max(0, Math.min(match[0] - LEAD, string.length - MOST)), inside = new Set();
      spans.forEach((span) => {
        if (start <= span[0] && span[1] <= start + MOST) { inside.add(string.slice(span[0], span[1])); }
      });
      var size = [...inside].join("").length;
      if (size > bestSize) { best = start; bestSize = size; }
    });
    return best;
  }

  /** @param {Object} hit  of shuwu.search  @param {string[]} marks  words
   *  @returns {Promise<Array<[string, boolean]>>} its snippet */
  async function of(hit, marks) {
    var sought = marks.filter((word) => hit.words.includes(word) || word < " "); // a phrase has a sign before it
    var best = { count: -1 }, first = Math.floor(hit.third * hit.pieces / 3);
    for (var i = 0; i < hit.pieces && i < MOST_PIECES && best.count * 2 < sought.length; i++) {
      var found = await matches((await hit.piece((first + i) % hit.pieces)).split(BETWEEN)[0], sought);
      if (found.count > best.count) { best = found; }
    }
    return snippet(best.piece || "", marks);
  }

  async function matches(piece, words) {
    function count() {
      var folded = text.foldWithPlaces(piece).text;
      return words.filter((word) => folded.includes(word)).length + phrases(words, folded).length;
    }
    // A text in the other script matches only when the folding table knows its characters, which are a quarter of it or
    // more. In other texts commas, which the table might have, and old names are fewer, and not worth the kilobytes.
    if (count() * 2 < words.length && [...piece].filter(shards.mayFold).length * SHARE > piece.length) {
      await shards.learn([...words.join("")]);
    }
    return { count: count(), piece: piece };
  }

  root.shuwu.snippet = of;
  root.shuwuSnippet = { snippet: snippet, mark: mark, words: words };
})(this);
