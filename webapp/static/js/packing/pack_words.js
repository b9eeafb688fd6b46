/* pack_words.js: find terms in a pack with articles in any language, instead of pack_index.js. It cuts all texts into
   terms once, as webapp/search/token_terms.py and webapp/search/invert.py do; the stems of words come with the pack. */
(function (root) {
  "use strict";

  var NUMBER = 256, THIRDS = 32, WORD_LENGTH = 2;
  var text = root.shuwuText, families = root.shuwuFamilies, pack = root.shuwuPack, index = root.shuwuPackIndex, shards = root.shuwuShards;
  var lists = Object.create(null), beside = Object.create(null), ready;

  /** @returns {Object<string, Object<string, string>>} by language, each word whose family has another name */
  function readFamilies(lines) {
    var found = Object.create(null);
    lines.split("\n").filter(Boolean).forEach((line) => {
      var fields = line.split(" ");
      found[fields[0]] = found[fields[0]] || Object.create(null);
      found[fields[0]][fields[1]] = fields[2];
    });
    return found;
  }

  /** Cuts the fields of one article. `put` gets each term, its position, and whether it is a character without a pair. */
  class Cutter {
    constructor(language, stems) {
      var facts = pack.facts.languages;
      this.stems = stems[language] || {};
      this.letters = facts.spelt[language] || {};
      this.isDotless = facts.dotless.includes(language);
      this.isSyllabic = facts.syllabic.includes(language);
    }

    /** @returns {number} the length of `string` */
    cut(string, put) {
      var plain = text.normal(this.isDotless ? string.replace(/I/g, "ı").replace(/İ/g, "i") : string), length = 0, before, last;
      text.tokens(plain).forEach((token) => {
        var start = length;
        if (token.kind === "joined") {
          [...token.parts[0][0]].forEach((c, i, all) => {
            put(c, length, !all[i + 1]);
            if (all[i + 1]) { put(c + all[i + 1], length); }
            length++;
          });
        } else if (token.kind === "unspaced") {
          text.grams(token.parts[0][0], 0).forEach((gram) => { put(gram[0], length++); });
        } else {
          token.parts.forEach((part) => {
            this.put(token.kind, part[0], length, put);
            length += WORD_LENGTH;
          });
          if (token.joined) { this.put(token.kind, token.joined, start, put); }
          var pair = this.isSyllabic && text.neighbours(plain, before, token);
          if (pair) { put(pair, last); }
          last = length - WORD_LENGTH;
        }
        before = token;
      });
      return length;
    }

    put(kind, word, place, put) {
      if (kind !== "words") { put(word, place); return; }
      var family = this.stems[word] || text.loose(word), other = Array.from(word, (c) => this.letters[c] || c).join("");
      put("~" + family, place);
      [word].concat(other === word ? [] : text.loose(other)).forEach((spelling) => {
        var term = text.wordTerm(spelling);
        put(term, place);
        learn(term.slice(1), family);
      });
    }
  }

  function learn(word, family) {
    var key = families.key(text.loose(word)), words = beside[key] = beside[key] || new Map();
    if (!words.has(word)) { words.set(word, new Set()); }
    words.get(word).add(family);
  }

  /** Add the postings of an article to `lists`. */
  function invert(article, body, stems) {
    var cutter = new Cutter(article.lang.split("-")[0].toLowerCase(), stems), found = new Map(), places = [];
    var all = [pack.plain(body)].concat(article.tags, article.author, article.source).join("\n");
    function of(term) {
      if (!found.has(term)) { found.set(term, { title: 0, text: 0, thirds: 0, paired: 0 }); }
      return found.get(term);
    }
    var titleSize = cutter.cut(article.title, (term) => { of(term).title++; });
    var size = cutter.cut(all, (term, place, isLast) => { places.push([term, place, isLast]); });
    places.forEach((item) => {
      var now = of(item[0]), bit = 1 << Math.floor(item[1] * 3 / Math.max(1, size));
      now.text++;
      now.thirds |= bit;
      if (!item[2]) { now.paired |= bit; }
    });
    found.forEach((now, term) => {
      // Two syllables are as wide as a word.
      var impact = index.impactOf(term[0] === "!" ? "!" : term, now.text, now.title, size, titleSize);
      (lists[term] = lists[term] || []).push(article.number * NUMBER + (now.paired || now.thirds) * THIRDS + impact);
    });
  }

  index.parts = () => {
    ready = ready || (async () => {
      await pack.ready;
      index.learnAll(pack.facts);
      root.shuwuRules = pack.facts.rules;
      var stems = readFamilies(await pack.families());
      for (var i = 0; i < pack.chunks.length; i++) {
        (await pack.bodies(i)).forEach((body, n) => { invert(pack.articles[pack.chunks[i].first + n], body, stems); });
      }
    })();
    return ready;
  };

  function listOf(term) {
    var found = (lists[term] || []).map((posting) => [Math.floor(posting / NUMBER), posting % THIRDS, Math.floor(posting % NUMBER / THIRDS)]);
    return { found: found, holding: found.length };
  }

  function wordList(term) {
    var word = term.slice(1), items = [], holding = 0;
    (beside[families.key(text.loose(word))] || []).forEach((of, other) => { items.push({ word: other, families: [...of] }); });
    var names = families.of(word, items), found = names.map((name) => listOf("~" + name));
    text.spellings[term] = new Set(items.filter((item) => item.families.some((name) => names.includes(name))).map((item) => item.word));
    found.forEach((list) => { holding += list.holding; });
    var exact = holding <= root.shuwuRules.families.exact && new Set(listOf(term).found.map((posting) => posting[0]));
    return found.length ? families.join(found, exact) : { holding: 0 };
  }

  shards.entry = async (segment, term) => {
    await index.parts();
    var list = term[0] === "!" && !term.includes("_") ? wordList(term) : listOf(term);
    return list.holding ? list : undefined;
  };
})(this);
