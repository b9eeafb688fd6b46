/* shards.js: load the files of the frozen index and read them. The format is described in docs/shards.md. */
(function (root) {
  "use strict";

  var BLOCK = 1024, PLACES = 4096, SPLIT_SPAN = 16384, MOST_ONES = 20;
  var text = root.shuwuText;
  var places = document.currentScript.dataset, folder = places.shards;
  var loading = Object.create(null);

  /** Load a file as a classic script, because only that works from file://.
   *  @returns {Promise<Array>} what it hands over; asking again after a failure tries again */
  function load(path, base = folder) {
    if (!loading[path]) {
      loading[path] = new Promise((resolve, reject) => {
        var script = document.createElement("script");
        script.src = base + path;
        script.take = resolve;
        script.onload = script.onerror = () => {
          script.remove();
          reject(path); // does nothing after resolve
        };
        document.head.appendChild(script);
      });
      loading[path].catch(() => { delete loading[path]; });
    }
    return loading[path];
  }

  /** Reads Elias gamma and Rice codes from base64. */
  class Bits {
    constructor(encoded) {
      this.bytes = atob(encoded);
      this.place = 0;
    }

    bit() {
      var byte = this.place >> 3;
      if (byte >= this.bytes.length) { throw Error("shard"); }
      return this.bytes.charCodeAt(byte) >> (7 - (this.place++ & 7)) & 1;
    }

    more(high, count) {
      while (count--) { high = high * 2 + this.bit(); }
      return high;
    }

    gamma() {
      var size = 0;
      while (!this.bit()) { size++; }
      return this.more(1, size);
    }

    rice(lowBits) {
      var high = 0;
      while (high < MOST_ONES && this.bit()) { high++; }
      return this.more(high < MOST_ONES ? high : high + this.gamma() - 1, lowBits);
    }

    thirds() {
      var third = this.more(0, 2);
      return third < 3 ? 1 << third : this.more(0, 3);
    }
  }

  // The characters of GB 2312 in its order, which every browser knows.
  var usualCharacters = new TextDecoder("gb18030").decode(Uint8Array.from({ length: 72 * 188 }, (_, i) => {
    return i % 2 ? 0xa1 + (i >> 1) % 94 : 0xb0 + i / 188;
  }));

  function lowBits(span, count) { return Math.max(0, 31 - Math.clz32(span * 69 / (count * 100))); }

  function hash(string) {
    return [...string].reduce((value, c) => {
      return Math.imul(value ^ c.codePointAt(0), 0x01000193) >>> 0;
    }, 0x811c9dc5);
  }

  /** @returns {number} into how many parts the terms that begin with `first` are split */
  function parts(segment, first) {
    if (!segment.parts) {
      var bits = new Bits(segment.split), count = bits.gamma() - 1, gapBits = lowBits(SPLIT_SPAN, count), code = -1;
      segment.parts = {};
      while (count--) {
        code += bits.rice(gapBits) + 1;
        segment.parts[String.fromCodePoint(code)] = 1 << bits.gamma();
      }
    }
    return segment.parts[first] || 1;
  }

  function bucketFile(segment, term) {
    var first = [...term][0];
    var part = hash(term.slice(first.length)) % parts(segment, first);
    return segment.name + "/b" + hash(first + (part || "")) % segment.buckets + ".js";
  }

  /** @returns {Array<[number, number, number]>} article numbers with impacts and thirds. `list` is that of a whole
   *  group's character, to which its pairs refer, and of which they tell the thirds; else null */
  function readPostings(bits, count, segment, term, list) {
    var isCharacter = text.isCharacter(term), ranks = segment.ranks[isCharacter ? 1 : 0], number = -1, found = [];
    var gapBits = lowBits(list && list.length || segment.articles, count);
    while (found.length < count) {
      number += bits.rice(gapBits) + 1;
      var owner = list && list[number], article = owner ? owner[0] : number;
      var impact = ranks[bits.rice(0)] + (isCharacter ? 0 : usual(segment, article)[0]);
      var thirds = list && isCharacter ? 0 : bits.thirds();
      if (owner) { owner[2] |= thirds; }
      found.push([article, impact, thirds]);
    }
    return found;
  }

  /** @returns {[number, number]} the step of `segment.usual` in which an article is: articles are numbered by it */
  function usual(segment, number) {
    return segment.usual.find((step) => { number -= step[1]; return number < 0; });
  }

  function readEntry(bits, term, segment, list) {
    var count = bits.gamma();
    if (count <= BLOCK) { return { found: readPostings(bits, count, segment, term, list) }; }
    return {
      holding: count - (segment.missing[term] || 0), found: [],
      long: { count: count, first: bits.gamma() - 1, read: 0, least: Infinity }
    };
  }

  function readGroup(bits, first, segment, entries) {
    var count = bits.gamma(), gapBits = lowBits(PLACES, count), place = -1;
    var list = parts(segment, first) > 1 ? null : [];
    while (count--) {
      place += bits.rice(gapBits) + 1;
      var term = first + (place ? usualCharacters[place - 1] || String.fromCodePoint(place) : "");
      entries[term] = readEntry(bits, term, segment, list);
      if (!place && list) { list = entries[term].long ? null : entries[term].found; }
    }
    (list || []).forEach((posting) => { posting[2] = posting[2] || bits.thirds(); });
  }

  function readBucket(segment, groups, encoded, words) {
    var bits = new Bits(encoded), entries = Object.create(null);
    [...groups].forEach((first) => { readGroup(bits, first, segment, entries); });
    (words ? words.split(" ") : []).forEach((word) => { entries[word] = readEntry(bits, word, segment, null); });
    Object.keys(entries).forEach((term) => {
      var entry = entries[term];
      entry.found = withoutGone(segment, entry.found);
      entry.holding = entry.holding || entry.found.length;
    });
    return entries;
  }

  function withoutGone(segment, found) {
    return found.filter((posting) => !segment.gone.includes(posting[0]));
  }

  /** @returns {Promise<Object|undefined>} which articles of a segment hold a term: {holding, found, long} */
  function entry(segment, term) { return read(segment, bucketFile(segment, term)).then((entries) => entries[term]); }

  /** @returns {Promise<Object>} all entries of a file, by term */
  function read(segment, file) {
    return load(file).then((values) => values.read || (values.read = readBucket(segment, ...values)));
  }

  /** @returns {Array<[number, number, number]>} the postings in one block of a long list */
  function block(segment, term, encoded, count) { return readPostings(new Bits(encoded), count, segment, term, null); }

  /** @returns {Promise<string>} piece `place` of an article's text, which has `pieces`, a number; -1 is its result line */
  function piece(segment, number, place, pieces) {
    var file = "t" + number + "-" + place, at = 0;
    if (place < 0 || pieces < 2) {
      file = "r" + Math.floor(number / segment.results);
      at = number % segment.results * 2 + place + 1;
    }
    if (place < 0 && segment.buckets < 2) {
      file = "b0";
      at = number + 3;
    }
    return load(segment.name + "/" + file + ".js").then((values) => values[at]);
  }

  /** @returns {Promise<void>} when the folding table knows `characters` and what folds to them */
  function learn(characters) {
    var numbers = characters.map((c) => c.codePointAt(0) >> 9);
    return Promise.all(numbers.filter((n) => n === 23 || n > 25 && n < 80).map((n) => {
      return load("fold/" + n + ".js").then((values) => {
        var targets = [...values[1]];
        [...values[0]].forEach((source, i) => { text.table[source] = targets[i]; });
      });
    }));
  }

  /** Every file of the index is one call of this; its name is short because it is in thousands of files. */
  root.shard = (...values) => document.currentScript.take(values);
  root.shuwu = {};
  /** @returns {boolean} whether a character may fold; the few of GB 2312 that do are named in the rules */
  function mayFold(c) { return root.shuwuRules.folding.includes(c) || !usualCharacters.includes(c); }

  /** @returns {Promise<void>} when the folding table knows what `string` needs; not before there is a state */
  function learnFor(string) { return learn([...text.fold(string)].filter(mayFold)); }

  /** @returns {Promise<Object>} what changes with every update; its rules are then known to all scripts */
  function state() {
    return load("state.js").then(([state]) => {
      root.shuwuRules = state.rules;
      return state;
    });
  }

  // What every search needs comes while the reader types.
  state().then((known) => {
    if (known.articles > BLOCK) { load(places.long, ""); }
    known.segments.forEach((segment) => {
      if (segment.buckets < 2) { load(segment.name + "/b0.js"); }
    });
  });

  root.shuwuShards = {
    site: folder.replace(/shards\/$/, ""), load: load, need: (name) => load(places[name], ""), state: state, entry: entry, block: block, withoutGone: withoutGone, piece: piece, learn: learn, learnFor: learnFor, mayFold: mayFold,
    usual: usual, read: read, hash: hash, parts: parts
  };
})(this);
