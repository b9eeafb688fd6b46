/* shards.js: load the files of the frozen index and read them. The format is described in docs/shards.md. */
(function (root) {
  "use strict";

  var BLOCK = 1024, HAN = 0x4e00, HAN_SIZE = 0xa000 - HAN, OTHERS = 0x2200;
  var text = root.shuwuText;
  var site = document.currentScript.getAttribute("data-site"), folder = site + "shards/";
  var loading = Object.create(null), buckets = Object.create(null);

  /** Load a file as a classic script, because only that works from file://.
   *  @returns {Promise<Array>} what it hands over; asking again after a failure tries again */
  function load(path) {
    if (!loading[path]) {
      loading[path] = new Promise(function (resolve, reject) {
        var script = document.createElement("script");
        script.src = folder + path;
        script.take = resolve;
        script.onload = script.onerror = function () {
          script.remove();
          reject(new Error(path)); // does nothing after resolve
        };
        document.head.appendChild(script);
      });
      loading[path].catch(function () { delete loading[path]; });
    }
    return loading[path];
  }

  /** Every file of the index is one call of this. */
  function shard() { document.currentScript.take(Array.from(arguments)); }

  /** Read Elias gamma and Rice codes from base64. */
  function Bits(encoded) {
    this.bytes = atob(encoded);
    this.place = 0;
  }
  Bits.prototype.bit = function () {
    var byte = this.place >> 3;
    if (byte >= this.bytes.length) { throw new Error("shard too short"); }
    return this.bytes.charCodeAt(byte) >> (7 - (this.place++ & 7)) & 1;
  };
  Bits.prototype.more = function (high, count) {
    while (count--) { high = high * 2 + this.bit(); }
    return high;
  };
  Bits.prototype.gamma = function () {
    var zeros = 0;
    while (!this.bit()) { zeros++; }
    return this.more(1, zeros);
  };
  Bits.prototype.rice = function (lowBits) {
    var ones = 0;
    while (this.bit()) { ones++; }
    return this.more(ones, lowBits);
  };

  function lowBits(span, count) {
    return Math.max(0, 31 - Math.clz32(Math.floor(span * 69 / (count * 100))));
  }

  function hash(string) {
    return Array.from(string).reduce(function (value, c) {
      return Math.imul(value ^ c.codePointAt(0), 0x01000193) >>> 0;
    }, 0x811c9dc5);
  }

  /** @returns {number} into how many parts the terms that begin with `first` are split */
  function parts(segment, first) {
    var row = segment.split.findIndex(function (characters) { return characters.indexOf(first) >= 0; });
    return Math.pow(2, row + 1);
  }

  function bucketFile(segment, term) {
    if (!segment.buckets) { return segment.name + "/all.js"; }
    var first = Array.from(term)[0];
    var part = hash(term.slice(first.length)) % parts(segment, first);
    return segment.name + "/b" + hash(first + (part || "")) % segment.buckets + ".js";
  }

  /** @returns {Array<[number, number]>} article numbers that still count, with impacts */
  function readPostings(bits, count, segment, ranks) {
    var gapBits = lowBits(segment.articles, count), number = -1, found = [];
    while (count--) {
      number += bits.rice(gapBits) + 1;
      var impact = ranks[bits.rice(0)];
      if (segment.gone.indexOf(number) < 0) { found.push([number, impact]); }
    }
    return found;
  }

  function readEntry(bits, term, segment) {
    var count = bits.gamma(), ranks = segment.ranks[text.isCharacter(term) ? 1 : 0];
    if (count <= BLOCK) {
      var found = readPostings(bits, count, segment, ranks);
      return { holding: found.length, found: found };
    }
    return {
      holding: count - (segment.missing[term] || 0), found: [],
      long: { count: count, first: bits.gamma() - 1, read: 0, least: Math.max.apply(null, ranks) }
    };
  }

  function readBucket(segment, groups, words, encoded) {
    var bits = new Bits(encoded), entries = Object.create(null);
    Array.from(groups).forEach(function (first) {
      var count = bits.gamma(), gapBits = lowBits(HAN_SIZE, count), place = -1;
      while (count--) {
        place += bits.rice(gapBits) + 1;
        var code = place > HAN_SIZE ? place - OTHERS : place + HAN - 1;
        var term = first + (place ? String.fromCodePoint(code) : "");
        entries[term] = readEntry(bits, term, segment);
      }
    });
    words.split(" ").filter(Boolean).forEach(function (word) { entries[word] = readEntry(bits, word, segment); });
    return entries;
  }

  /** @returns {Promise<Object|undefined>} which articles of a segment hold a term: {holding, found, long} */
  function entry(segment, term) {
    var file = bucketFile(segment, term);
    return load(file).then(function (values) {
      buckets[file] = buckets[file] || readBucket.apply(null, [segment].concat(values[0]));
      return buckets[file][term];
    });
  }

  /** Load as many more blocks of a long list as were read before, or one.
   *  @returns {Promise<void>} when they have joined `found`; `least` then is what an unread article can have at most */
  function readOn(segment, term, list) {
    var long = list.long, all = Math.ceil(long.count / BLOCK), ranks = segment.ranks[text.isCharacter(term) ? 1 : 0];
    var until = Math.min(all, Math.max(1, long.read * 2)), files = [];
    for (var i = long.read; i < until; i++) { files.push(load(segment.name + "/p" + (long.first + i) + ".js")); }
    return Promise.all(files).then(function (values) {
      values.forEach(function (value, i) {
        var count = Math.min(BLOCK, long.count - (long.read + i) * BLOCK);
        var found = readPostings(new Bits(value[0]), count, segment, ranks);
        found.forEach(function (posting) { long.least = Math.min(long.least, posting[1]); });
        list.found = list.found.concat(found);
      });
      long.read = until;
      if (until === all) { list.long = null; }
    });
  }

  /** @returns {Promise<string[]>} the fields of an article's result line */
  function line(segment, number) {
    var file = segment.buckets ? "/l" + Math.floor(number / segment.lines) + ".js" : "/all.js";
    return load(segment.name + file).then(function (values) {
      var lines = segment.buckets ? values[0] : values[1];
      return lines[segment.buckets ? number % segment.lines : number].split("\t");
    });
  }

  /** @returns {Promise<void>} when the folding table knows `characters` and what folds to them */
  function learn(characters) {
    var numbers = characters.map(function (c) { return c.codePointAt(0) >> 9; });
    return Promise.all(numbers.filter(function (n) { return n >= 26 && n < 80; }).map(function (n) {
      return load("fold/" + n + ".js").then(function (values) {
        var targets = Array.from(values[1]);
        Array.from(values[0]).forEach(function (source, i) { text.table[source] = targets[i]; });
      });
    }));
  }

  root.shuwu = { shard: shard };
  root.shuwuShards = { site: site, load: load, entry: entry, readOn: readOn, line: line, learn: learn };
})(this);
