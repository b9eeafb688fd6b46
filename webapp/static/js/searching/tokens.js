/* tokens.js: cut text of every script into search terms, in the place of text.js. Twin of webapp/core/language/tokens.py, which
   explains it. Loaded with a library that has articles in other languages than those of Han, kana and Hangul. */
(function (root) {
  "use strict";

  var GRAM = 3, MOST_PARTS = 5, MAX_WORD = 40, BETWEEN = "\x1e";
  var text = root.shuwuText, table = root.shuwuWords, foldHan = text.fold, termsOfHan = text.terms;
  var han = text.run.source.match(/\[[^\]]+\]/)[0].slice(1, -1), word = table.word, unspaced = table.unspaced, mark = table.mark;

  function find(pattern) { return RegExp(pattern, "gu"); }

  var DROPPED = find("[\u00ad\u034f\u061c\u0640\u070f\u180b-\u180f\u200c-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff" +
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u0652\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]");
  var MARKS = find("[\u0300-\u036f\u0483-\u0487\u0653-\u065f\u0711\u0730-\u074a\u093c\u09bc\u0a3c\u0abc\u0b3c\u0c3c\u0cbc\u1ab0-\u1aff" +
    "\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f\u{110ba}]");
  var LETTERS = {
    "æ": "ae", "œ": "oe", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "n", "ə": "e",
    "ɓ": "b", "ɗ": "d", "ɛ": "e", "ɔ": "o", "ƙ": "k", "ƴ": "y", "ɣ": "g", "ɖ": "d", "ʻ": "", "ʼ": "", "ٱ": "ا", "ى": "ي", "ی": "ي",
    "ک": "ك", "ہ": "ه", "ھ": "ه", "ة": "ه", "ە": "ه", "ۃ": "ه"
  };
  var NORMAL = { "ς": "σ", "\u200b": " " };
  [...table.zeros].forEach((zero) => {
    for (var i = 0; i < 10; i++) { NORMAL[String.fromCodePoint(zero.codePointAt(0) + i)] = String(i); }
  });

  var KINDS = ["joined", "unspaced", "name", "letters", "grouped", "groups", "number", "words"];
  var TOKEN = find("([" + han + "]+)|([" + unspaced + "][" + unspaced + mark + "]*)|((?:\\.net|[a-z]#|[a-z]+\\+\\+)(?![" + word + "]))" +
    "|((?!\\d)[" + word + "](?:\\.(?!\\d)[" + word + "])+(?![" + word + "]))|(\\d{1,3}(?:[,.'’٬]\\d{3})+(?!\\d))" +
    "|(?:\\+\\d{1,3}[ \\-])?(\\d+(?:[ \\-]\\d+)+)(?![" + word + "]|[,.]\\d)|(\\d+)|([" + word + "]+(?:['’\\-‐‑׳״·][" + word + "]+)*)");
  var PART = find("[" + word + "]+"), CLUSTER = find("[" + unspaced + "][" + mark + "]*|[" + mark + "]+");
  var RAW_CLUSTER = find("[^" + mark + "][" + mark + "\u200c\u200d\u0640\ufe00-\ufe0f]*|[" + mark + "]+");
  var JOINED = RegExp("^[" + han + "]", "u");

  /** @returns {string} as its words are written: NFKC, small letters, ASCII digits, Simplified characters */
  function normal(string) {
    return Array.from(foldHan(string).replace(/i\u0307/g, "i").replace(DROPPED, ""), (c) => NORMAL[c] || c).join("");
  }

  /** @returns {string} a normal word without what readers leave out: accents, points, forms of a letter */
  function loose(string) {
    // The Cyrillic short i is a letter of its own.
    var plain = string.normalize("NFD").replace(/\u0438\u0306/g, "\u0439").replace(MARKS, "").normalize("NFC");
    return Array.from(plain, (c) => c in LETTERS ? LETTERS[c] : c).join("");
  }

  /** @returns {Array<{kind: string, start: number, end: number, parts: Array<[string, number, number]>, joined: string}>} */
  function tokens(string) {
    var found = [], match;
    TOKEN.lastIndex = 0;
    while ((match = TOKEN.exec(string))) {
      var i = 1;
      while (match[i] === undefined) { i++; }
      found.push(token(KINDS[i - 1], match[i], TOKEN.lastIndex - match[i].length));
    }
    return found;
  }

  function token(kind, string, start) {
    var parts = [], joined = "", made = kind === "letters" ? "words" : kind[0] === "g" ? "number" : kind;
    function take(pattern, most) {
      string.replace(pattern, (part, at) => { parts.push([[...part].slice(0, most).join(""), start + at, start + at + part.length]); });
      joined = parts.map((part) => part[0]).join("");
    }
    if (kind === "words") {
      take(PART, MAX_WORD);
      joined = parts.length > 1 && parts.length <= MOST_PARTS ? [...joined].slice(0, MAX_WORD).join("") : "";
    } else if (kind === "groups") {
      take(/\d+/g);
      joined = joined.length > 6 && joined.length < 16 ? joined : "";
    } else {
      var whole = kind === "letters" ? string.replace(/\./g, "") : kind === "grouped" ? string.replace(/\D/g, "") : string;
      parts.push([whole, start, start + string.length]);
    }
    return { kind: made, start: start, end: start + string.length, parts: parts, joined: joined };
  }

  /** @returns {Array<[string, number]>} the terms of a run of an unspaced script, each with its place */
  function grams(run, start) {
    var clusters = run.match(CLUSTER), place = start;
    return clusters.slice(0, Math.max(1, clusters.length - GRAM + 1)).map((cluster, i) => {
      place += cluster.length;
      return [clusters.slice(i, i + GRAM).join(""), place - cluster.length];
    });
  }

  function isPaired(token) { return token.kind === "words" || token.kind === "number"; }

  /** @returns {string} the term of two words of a normal text that stand beside each other, with one blank between; else "" */
  function neighbours(string, before, token) {
    var isOne = before && isPaired(before) && isPaired(token) && /^[ \u0f0b\u0f0c]$/.test(string.slice(before.end, token.start));
    return isOne ? wordTerm(before.parts[before.parts.length - 1][0] + "_" + token.parts[0][0]) : "";
  }

  function wordTerm(string) { return "!" + string.replace(/ı/g, "i"); }

  function termsOf(token) {
    if (token.kind === "joined") { return termsOfHan(token.parts[0][0]); }
    if (token.kind === "unspaced") { return grams(token.parts[0][0], 0).map((gram) => gram[0]); }
    return token.parts.map((part) => part[0]).concat(token.joined).filter(Boolean).map(token.kind === "words" ? wordTerm : String);
  }

  /** What text.js has under these names, for any language. */
  Object.assign(text, {
    fold: normal,
    runs: (string) => {
      var plain = normal(string);
      return tokens(plain).map((token) => plain.slice(token.start, token.end));
    },
    terms: (string) => {
      var plain = normal(string), before;
      return [].concat(...tokens(plain).map((token) => {
        var pair = neighbours(plain, before, token);
        before = token;
        return termsOf(token).concat(pair || []);
      }));
    },
    need: (run) => {
      if (text.isJoined(run)) { return [run]; }
      var token = tokens(run)[0], found = termsOf(token);
      return token.joined ? found.slice(-1) : found;
    },
    isJoined: (run) => JOINED.test(run) || run.indexOf("_") > 0, // two syllables are a pair
    isCharacter: (term) => JOINED.test(term) && ![...term][1],
    foldWithPlaces: foldWithPlaces,
    run: find("[" + han + unspaced + "]+|[" + word + "]+"),
    attached: "(?:[وف]?(?:ال|بال|كال|لل)(?=[ء-ي]{2})|[وفبل](?=[ء-ي]{3}))?",
    normal: normal, loose: loose, tokens: tokens, grams: grams, neighbours: neighbours, wordTerm: wordTerm,
    /** By the term of a word all words that answer it, as far as they are known. */
    spellings: Object.create(null)
  });

  /** Fold cluster by cluster. Behind the text stand the words that answer a term, as this.
   *  @returns {{text: string, places: number[], ends: number[]}} where each folded character begins and ends in `string` */
  function foldWithPlaces(string) {
    var folded = { text: "", places: [], ends: [] }, place = 0;
    function put(piece, start, end) {
      folded.text += piece;
      for (var i = 0; i < piece.length; i++) { folded.places.push(start); folded.ends.push(end); }
    }
    (string.match(RAW_CLUSTER) || []).forEach((cluster) => {
      put(normal(cluster), place, place + cluster.length);
      place += cluster.length;
    });
    tokens(folded.text).forEach((token) => {
      if (token.kind !== "words" && token.kind !== "number") { return; }
      token.parts.concat([[token.joined, token.start, token.end]]).forEach((part) => {
        if (!part[0]) { return; }
        answered(token.kind, part[0]).forEach((term) => {
          put(BETWEEN + term, folded.places[part[1]], folded.ends[part[2] - 1]);
        });
      });
    });
    return folded;
  }

  function answered(kind, string) {
    if (kind === "number") { return [string]; }
    return Object.keys(text.spellings).filter((term) => text.spellings[term].has(wordTerm(string).slice(1)));
  }
})(this);
