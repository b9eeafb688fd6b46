/* synonyms.js: let a query find what means the same. Twin of webapp/core/synonyms.py and webapp/search/wide.py. */
(function (root) {
  "use strict";

  var text = root.shuwuText, shards = root.shuwuShards;

  /** @returns {{typed: string, wide: string, needed: string[]}} both are the query if nothing means the same */
  function widen(query, groups) {
    var terms = text.terms(query), typed = query, wide = query, needed = [];
    groups.forEach((group) => {
      var has = group.filter((word) => text.terms(word).every((term) => terms.indexOf(term) >= 0));
      if (!has.length) { return; }
      typed += ' "' + has[0] + '"';
      needed = needed.concat(text.terms(has[0]).filter((term) => !text.isCharacter(term)));
      group.forEach((word) => { if (has.indexOf(word) < 0) { wide += " " + word; } });
    });
    return { typed: typed, wide: /["“「]|(^| )-/.test(query) ? query : wide, needed: needed };
  }

  /** Answers as `search` does, what was typed first. The found `query` is what is marked */
  async function searchWide(search, query, options, groups) {
    await shards.learnFor(query);
    var asked = widen(query, groups), found = await search(asked.wide, options);
    if (asked.wide !== query && asked.needed.every((term) => found.held.indexOf(term) >= 0)) {
      var first = (await search(asked.typed, options)).hits;
      found.hits = first.concat(found.hits.filter((hit) => first.every((other) => other.slug !== hit.slug)))
        .slice(0, found.hits.length);
    }
    return Object.assign(found, { query: asked.wide });
  }

  root.shuwuSearchWide = searchWide;
  root.shuwuWiden = widen;
  root.shard(); // the last of its bundle
})(this);
