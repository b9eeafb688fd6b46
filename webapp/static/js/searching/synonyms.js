/* synonyms.js: let a query find what means the same. Twin of webapp/core/language/synonyms.py, and of lead in webapp/search/live/results.py. */
(function (root) {
  "use strict";

  var text = root.shuwuText, shards = root.shuwuShards;

  /** @returns {{typed: Object, wide: Object, text: string}|null} as the parts of a query, and as it might be typed; null if
   *  nothing means the same */
  function widen(query, groups) {
    var terms = text.terms(query), parse = root.shuwuQuery.parse, telling = root.shuwuQuoted.telling, asked = parse(query);
    var found = groups.map((group) => {
      var typed = group.filter((word) => text.terms(word).every((term) => terms.indexOf(term) >= 0));
      return { typed: typed, others: group.filter((word) => typed.indexOf(word) < 0) };
    }).filter((group) => group.typed.length);
    var wide = [query].concat(...found.map((group) => group.others)).join(" "), all = parse(wide);
    if (wide === query || asked.phrases.length || all.phrases.length) { return null; }
    return {
      typed: Object.assign({}, asked, {
        phrases: found.map((group) => ({ text: "", terms: telling(group.typed[0]), isNeeded: true }))
      }),
      wide: Object.assign(all, {
        needs: asked.needs.map((need) => need.concat(...found.filter((group) => group.typed.some((word) => {
          return need.some((held) => held.some((term) => telling(word).indexOf(term) >= 0));
        })).map((group) => group.others.map(telling))))
      }),
      text: wide
    };
  }

  /** Answers as `search` does, what was typed first. The found `query` is what is marked */
  async function searchWide(search, query, options, groups) {
    await shards.learnFor([query].concat(...groups).join(""));
    await shards.need("quoted");
    var asked = widen(query, groups);
    if (!asked) { return Object.assign(await search(query, options), { query: query }); }
    var found = await search(asked.wide, options), first = await search(asked.typed, options), slugs = Object.create(null);
    var hits = first.lacksPhrase ? found.hits : first.hits.concat(found.hits);
    hits = hits.filter((hit) => !hit.partial).concat(hits.filter((hit) => hit.partial));
    found.hits = hits.filter((hit) => !slugs[hit.slug] && (slugs[hit.slug] = true)).slice(0, found.hits.length);
    return Object.assign(found, { query: asked.text });
  }

  root.shuwuSearchWide = searchWide;
  root.shuwuWiden = widen;
  root.shard(); // the last of its bundle
})(this);
