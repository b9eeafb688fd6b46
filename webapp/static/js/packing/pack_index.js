/* pack_index.js: find terms in a pack. A pack has no index: scanning all texts for a query's terms is quicker than
   loading an index. It answers as shards.js does, and computes what webapp/search/invert.py and
   webapp/core/language/ranking.py compute, so search.js gives the same articles in the same order. */
(function (root) {
  "use strict";

  var UNITS = 65536, BETWEEN = "\x1e", PIECE = 6000, MOST_KEPT = 400;
  var NONE = 0, JOINED = 1, SPACED = 2, REST = 3;
  var text = root.shuwuText, pack = root.shuwuPack;
  var folding = new Uint16Array(UNITS), kinds = new Uint8Array(UNITS), known = Object.create(null), knownCount = 0, ready, meaning;

  /** Fill the tables: the folded form and the kind of script of each UTF-16 unit. */
  function learnAll(facts) {
    for (var i = 0; i < UNITS; i++) { folding[i] = i; }
    [...facts.fold[0]].forEach((source, i) => {
      text.table[source] = facts.fold[1][i];
      folding[source.charCodeAt(0)] = facts.fold[1].charCodeAt(i);
    });
    facts.joined.forEach((range) => {
      if (range[0] < UNITS) { kinds.fill(JOINED, range[0], range[1] + 1); return; }
      // A character of two units counts at its first.
      kinds.fill(JOINED, 0xd800 + ((range[0] - UNITS) >> 10), 0xd800 + ((range[1] - UNITS) >> 10) + 1);
      kinds.fill(REST, 0xdc00, 0xe000);
    });
    facts.spaced.forEach((range) => { kinds.fill(SPACED, range[0], range[1] + 1); });
  }

  function kindAt(part, place) { return kinds[part.folded.charCodeAt(place)]; }

  /** @param {string} texts  title and text of some articles in turn, each followed by BETWEEN
   *  @returns {Object} the folded text; where each field begins; the number of characters and words before each unit */
  function read(first, texts) {
    var plain = texts.normalize("NFKC").toLowerCase(), units = new Uint16Array(plain.length);
    var before = new Int32Array(plain.length + 1), starts = [0], count = 0, last = NONE;
    for (var i = 0; i < plain.length; i++) {
      var unit = units[i] = folding[plain.charCodeAt(i)], kind = kinds[unit];
      before[i] = count;
      if (kind === JOINED || (kind === SPACED && last !== SPACED)) { count++; }
      if (unit === 0x1e) { starts.push(i + 1); }
      last = kind;
    }
    before[plain.length] = count;
    return { first: first, folded: pack.codec.textOf(units), starts: starts, before: before };
  }

  /** @returns {boolean} whether the word at `place` is the whole of its run, up to the length that words may have */
  function isWhole(part, term, place) {
    return kindAt(part, place - 1) !== SPACED &&
      (term.length >= pack.facts.maxWord || kindAt(part, place + term.length) !== SPACED);
  }

  /** @returns {Array<[number, number, number]>} articles of `part` with `term`, each with impact and thirds */
  function postings(part, term, isCharacter) {
    var isWord = !text.isJoined(term), found = [], field = 0, article = -1, now, place = -1;
    while ((place = part.folded.indexOf(term, place + 1)) >= 0) {
      if (isWord && !isWhole(part, term, place)) { continue; }
      while (part.starts[field + 1] <= place) { field++; }
      if (field >> 1 !== article) {
        if (now) { found.push(posting(part, article, term, now)); }
        article = field >> 1;
        now = { title: 0, text: 0, thirds: 0, paired: 0 };
      }
      if (field % 2 === 0) { now.title++; continue; }
      now.text++;
      var bit = 1 << Math.floor((part.before[place] - part.before[part.starts[field]]) * 3 / Math.max(1, length(part, field)));
      now.thirds |= bit;
      // A character that begins pairs is at their positions.
      var next = kindAt(part, place + term.length);
      if (!isCharacter || next === JOINED) { now.paired |= bit; }
    }
    if (now) { found.push(posting(part, article, term, now)); }
    return found;
  }

  function length(part, field) { return part.before[part.starts[field + 1]] - part.before[part.starts[field]]; }

  function posting(part, article, term, now) {
    var impact = impactOf(term, now.text, now.title, length(part, 2 * article + 1), length(part, 2 * article));
    return [part.first + article, impact, now.paired || now.thirds];
  }

  /** Twin of `impacts` in webapp/core/language/ranking.py */
  function impactOf(term, count, titled, size, titleSize) {
    var rules = pack.facts.impacts, often = count + rules.titleWeight * titled;
    var hold = rules.k1 * (1 - rules.b + rules.b * size / rules.typical), isCharacter = text.isCharacter(term);
    var width = text.isJoined(term) && !isCharacter ? 2 : 1;
    var share = titled ? Math.min(1, width / Math.max(1, titleSize)) : 0;
    var found = Math.floor(rules.steps * (often / (often + hold) + rules.titleShare * share) + 0.5);
    found = Math.max(found, titled ? root.shuwuRules.title : 1);
    if (!isCharacter) { return found; }
    return rules.characters[titled ? 2 : found < rules.characters[1] - 1 ? 0 : 1];
  }

  /** @returns {Promise<Object[]>} all texts, ready for searching; `noted` is called after each part */
  function parts() {
    ready = ready || (async () => {
      await pack.ready;
      learnAll(pack.facts);
      var all = [];
      for (var i = 0; i < pack.chunks.length; i++) {
        var chunk = pack.chunks[i], bodies = await pack.bodies(i);
        all.push(read(chunk.first, bodies.map((body, n) => {
          var article = pack.articles[chunk.first + n];
          return article.title + BETWEEN + [pack.plain(body)].concat(article.tags, article.author, article.source).join("\n") + BETWEEN;
        }).join("")));
      }
      return all;
    })();
    return ready;
  }

  /** @returns {Promise<Object|undefined>} the articles with a term: {holding, found} */
  async function entry(segment, term) {
    var all = await parts();
    if (!(term in known)) {
      if (++knownCount > MOST_KEPT) { known = Object.create(null); knownCount = 1; }
      known[term] = [].concat(...all.map((part) => postings(part, term, text.isCharacter(term))));
    }
    return known[term].length ? { holding: known[term].length, found: known[term] } : undefined;
  }

  /** @returns {Promise<string>} piece `place` of an article's text; -1 is its result line */
  async function piece(segment, number, place) {
    var article = pack.articles[number], plain = pack.plain(await pack.body(number));
    var behind = article.tags.concat(article.author, article.source).filter(Boolean).map((other) => BETWEEN + other).join("");
    var count = plain + behind ? Math.max(1, Math.ceil(plain.length / PIECE)) : 0;
    if (place >= 0) { return plain.slice(place * PIECE, (place + 1) * PIECE) + (place === count - 1 ? behind : ""); }
    return [article.slug, article.title, article.section, article.seconds, count, article.id].join("\t");
  }

  /** @returns {Promise<Object>} the needed part of the frozen index's state.js */
  async function state() {
    await index.parts();
    root.shuwuRules = pack.facts.rules;
    return {
      articles: pack.articles.length, common: "", sections: pack.sectionTitles, synonyms: pack.facts.synonyms,
      words: pack.facts.words, segments: [{ name: "", articles: pack.articles.length }]
    };
  }

  /** @returns {Promise<Array>} a file of suggested words */
  function load(path) {
    meaning = meaning || pack.words();
    return meaning.then((files) => files[path.replace(/^words\/|\.js$/g, "")] || []);
  }

  // For a pack with several languages pack_words.js replaces these parts.
  var index = root.shuwuPackIndex = { parts: parts, learnAll: learnAll, impactOf: impactOf };
  root.shuwu = {};
  root.shard = () => {}; // other scripts announce themselves with it; here all are loaded
  root.shuwuShards = {
    site: "#", load: load, need: () => Promise.resolve(), state: state, entry: entry, piece: piece, mayFold: () => false,
    learn: () => Promise.resolve(), learnFor: () => index.parts(),
    usual: () => pack // articles are numbered in reading order, in one step
  };
})(this);
