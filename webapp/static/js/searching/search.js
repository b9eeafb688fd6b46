/* search.js: answer a query from the shards, with the same articles in the same order as the live index. */
(function (root) {
  "use strict";

  var YEAR_1970 = 62135596800; // seconds from the first day of year 1
  var shards = root.shuwuShards, ranking = root.shuwuRanking, isCharacter = root.shuwuText.isCharacter;

  /** @param {string|Object} query  what was typed, or that in its parts  @param {{limit: number}} [options]
   *  @returns {Promise<{total: number, partial: number, hits: Array<Object>, held: string[], told: string[]}>} the best first;
   *  `total` articles have the whole query, `partial` only some of it; `atLeast` and `partialAtLeast` say
   *  that not all was read, so there may be more; `lacksPhrase` when no article has what is in quotes; `held` are the terms searched, `told`
   *  those that any article has in its title or often */
  async function search(query, { limit = 10 } = {}) {
    var state = await shards.state(), asked = query.terms ? query : await parse(query), found = Object.create(null);
    var look = (term) => lookFor(term, state.segments, found), answer = (fitting) => find(state, found, asked, limit, fitting);
    await Promise.all(asked.terms.filter((term) => !isCharacter(term) || !state.common.includes(term)).map(look));
    // Characters that are too common to be searched beside others are searched if there are no others.
    if (asked.terms.every((term) => isCharacter(term) || !found[term].some((list) => list.entry.holding))) { await Promise.all(asked.terms.map(look)); }
    return asked.phrases.length ? root.shuwuQuoted.search(asked.phrases, answer, found, state.common, look) : answer();
  }

  async function parse(query) {
    await shards.learnFor(query);
    if (root.shuwuQuery.mayQuote(query)) { await shards.need("quoted"); }
    return root.shuwuQuery.parse(query);
  }

  async function find(state, found, asked, limit, fitting) {
    var plan = planOf(state, found, asked), isLong = plan.lists.some((list) => list.entry.long), docs, first, results;
    do {
      docs = score(plan).filter((doc) => !fitting || fitting.fits(doc));
      first = firstOf(docs, limit);
    } while (isLong && !await root.shuwuLong.isSettled(docs, plan, limit) || fitting && !await fitting.isChecked(docs, first));
    results = {
      total: docs.filter((doc) => doc.isWhole).length, partial: docs.filter((doc) => !doc.isWhole).length,
      hits: (await inOrder(state, first)).slice(0, limit), held: plan.lists.map(termOf),
      told: plan.lists.filter((list) => {
        return list.entry.long || list.entry.found.some((posting) => posting[1] >= root.shuwuRules.prominent);
      }).map(termOf)
    };
    if (fitting) { fitting.count(results, docs); }
    if (isLong) { root.shuwuLong.count(results, docs, plan, fitting); }
    return results;
  }

  function termOf(list) { return list.term; }

  /** Put the entries of `term` into `found`, by segment. */
  async function lookFor(term, segments, found) {
    var entries = await Promise.all(segments.map((segment) => shards.entry(segment, term)));
    found[term] = entries.map((entry, i) => ({ term: term, segment: segments[i], entry: entry })).filter((list) => list.entry);
    if (found[term].some((list) => list.entry.long)) { await shards.need("long"); }
  }

  function sum(items, value) { return items.reduce((total, item) => total + value(item), 0); }

  /** @returns {Object} the lists that are searched, each with its term's weight; what an article needs to have the whole
   *  query, null if none can have it; and what it gets for that, or for having it in its title */
  function planOf(state, found, asked) {
    var holding = Object.create(null);
    // Of a common character it is not known how many articles hold it, only that they are too many.
    asked.terms.forEach((term) => { holding[term] = found[term] ? sum(found[term], (list) => list.entry.holding) : Infinity; });
    var weights = ranking.weights(state.articles, holding), terms = Object.keys(weights), all = sum(terms, (term) => weights[term]);
    return {
      lists: [].concat(...terms.map((term) => found[term].map((list) => Object.assign(list, { weight: weights[term] })))),
      needs: ranking.searchedNeeds(asked.needs, holding, weights), count: terms.length, all: all, whole: root.shuwuRules.first * (all + 1)
    };
  }

  /** @returns {boolean} whether an article has the whole query that `holds` these terms */
  root.shuwuWhole = (plan, holds) => plan.needs && plan.needs.every((need) => need.some((terms) => terms.every(holds)));

  /** @returns {Array<Object>} the articles met so far, best first. Each has at least the score `least` */
  function score(plan) {
    var docs = new Map();
    plan.lists.forEach((list) => {
      list.entry.found.forEach((posting) => {
        var key = list.segment.name + posting[0], doc = docs.get(key) || {
          key: key, segment: list.segment, number: posting[0], least: 0, thirds: [0, 0, 0], titled: 0, words: []
        };
        docs.set(key, doc);
        doc.least += list.weight * posting[1];
        doc.thirds.forEach((_, i) => { doc.thirds[i] += list.weight * (posting[2] >> i & 1); });
        doc.titled += posting[1] >= root.shuwuRules.title;
        doc.words.push(list.term);
      });
    });
    docs.forEach((doc) => {
      doc.isWhole = root.shuwuWhole(plan, (term) => doc.words.includes(term));
      doc.least += root.shuwuRules.close * Math.max(...doc.thirds) + (doc.titled === plan.count) * root.shuwuRules.first * plan.all + (doc.isWhole && plan.whole);
    });
    return [...docs.values()].sort((a, b) => b.least - a.least || a.number - b.number);
  }

  /** @returns {Array<Object>} those of `docs`, which are sorted, that may be among the first `limit` by score, date and slug */
  function firstOf(docs, limit) {
    var seen = new Map(), least = docs.length < limit ? 0 : docs[limit - 1].least;
    // Within a step, articles are numbered in the order of reading.
    return docs.filter((doc) => {
      var step = shards.usual(doc.segment, doc.number);
      seen.set(step, (seen.get(step) || 0) + 1);
      return doc.least >= least && seen.get(step) <= limit;
    });
  }

  /** @returns {Promise<Array<Object>>} articles as hits; equal scores by date, then slug */
  async function inOrder(state, docs) {
    var hits = await Promise.all(docs.map(async (doc) => {
      return hit(state, doc, (await shards.piece(doc.segment, doc.number, -1)).split("\t"));
    }));
    return hits.sort((a, b) => b.score - a.score || b.seconds - a.seconds || (a.slug < b.slug ? -1 : 1));
  }

  function hit(state, doc, fields) {
    var seconds = parseInt(fields[3], 16);
    return {
      id: fields[5] || fields[0], slug: fields[0], title: fields[1], section: state.sections[fields[2]] || fields[2],
      url: shards.site + fields[2] + "/" + fields[0] + ".html",
      date: seconds < 0 ? "" : new Date((seconds - YEAR_1970) * 1000).toISOString().slice(0, 10),
      seconds: seconds, score: doc.least, words: doc.words,
      partial: !doc.isWhole, pieces: +fields[4], third: doc.third || doc.thirds.indexOf(Math.max(...doc.thirds)),
      piece: (place) => shards.piece(doc.segment, doc.number, place, +fields[4])
    };
  }

  /** As `search`; with synonyms in the library, what means the same is found too. `query` is what the page marks */
  root.shuwu.search = async (query, options) => {
    var groups = (await shards.state()).synonyms;
    if (!groups.length) { return Object.assign(await search(query, options), { query: query }); }
    await shards.need("suggest");
    return root.shuwuSearchWide(search, query, options, groups);
  };
})(this);
