/* index_words.js: find words with their families in the frozen index. docs/shards.md tells how they stand there. */
(function (root) {
  "use strict";

  var FIRST_GROUP = 0xf0000, GROUPS = 0xfff0;
  var text = root.shuwuText, families = root.shuwuFamilies, shards = root.shuwuShards, entryOf = shards.entry, known = Object.create(null);

  function groupOf(word) { return String.fromCodePoint(FIRST_GROUP + shards.hash(families.key(word)) % GROUPS); }

  function readPart(segment, first, part) {
    return shards.read(segment, segment.name + "/b" + shards.hash(first + (part || "")) % segment.buckets + ".js");
  }

  /** @returns {Promise<Object>} the entries of the file in which a loose `word`, or a family, stands */
  function readAt(segment, word) {
    var first = groupOf(word);
    return readPart(segment, first, shards.hash(word) % shards.parts(segment, first));
  }

  /** @returns {Array<{word: string, families: string[], entry: Object}>} the words that any article holds, in a file's entries */
  function itemsIn(entries) {
    return Object.keys(entries).filter((item) => entries[item].holding && (item[0] === "=" || /^![^_]+$/.test(item))).map((item) => {
      var names = item.slice(1).split(">");
      return { word: names[0], families: item[0] === "=" ? [text.loose(names[0])] : names.slice(1), entry: entries[item] };
    });
  }

  async function itemsBeside(word, plain, read) {
    var items = [].concat(...[].concat(...await read()).map(itemsIn));
    return items.filter((item) => families.key(text.loose(item.word)) === families.key(plain));
  }

  function readAll(segments, plain) {
    var first = groupOf(plain);
    return Promise.all(segments.map((segment) => {
      return Promise.all(Array.from({ length: shards.parts(segment, first) }, (_, part) => readPart(segment, first, part)));
    }));
  }

  /** @returns {Promise<Object[]|undefined>} for each segment the list of a word */
  async function lists(term) {
    var segments = (await shards.state()).segments, word = term.slice(1), plain = text.loose(word);
    var items = await itemsBeside(word, plain, () => Promise.all(segments.map((segment) => readAt(segment, plain))));
    if (!items.some((item) => text.loose(item.word) === plain)) { items = await itemsBeside(word, plain, () => readAll(segments, plain)); }
    var names = families.of(word, items);
    text.spellings[term] = new Set(items.filter((item) => item.families.some((family) => names.includes(family))).map((item) => item.word));
    var found = await Promise.all(segments.map(async (segment) => {
      return (await Promise.all(names.map((family) => familyEntry(segment, family)))).filter(Boolean);
    }));
    var holding = [].concat(...found).reduce((sum, entry) => sum + entry.holding, 0), isExact = holding <= root.shuwuRules.families.exact;
    return Promise.all(segments.map(async (segment, i) => {
      var own = isExact && itemsIn(await readAt(segment, plain)).find((item) => item.word === word);
      if (found[i].length > 1 && found[i].some((entry) => entry.long)) {
        await shards.need("long");
        await root.shuwuLong.readAll(found[i].map((entry) => ({ segment: segment, term: term, entry: entry })));
      }
      var list = found[i][0] && families.join(found[i], isExact && new Set(own ? own.entry.found.map((posting) => posting[0]) : []));
      return list && list.holding ? list : undefined;
    }));
  }

  async function familyEntry(segment, family) {
    var entries = await readAt(segment, family), alone = Object.keys(entries).find((item) => {
      return item[0] === "=" && text.loose(item.slice(1)) === family;
    });
    return entries["~" + family] || entries[alone];
  }

  shards.entry = async (segment, term) => {
    if (term[0] !== "!") { return entryOf(segment, term); }
    if (term.includes("_")) { return (await readAt(segment, text.loose(term.slice(1).split("_")[0])))[term]; }
    known[term] = known[term] || lists(term);
    known[term].catch(() => { delete known[term]; });
    return (await known[term])[(await shards.state()).segments.indexOf(segment)];
  };
})(this);
