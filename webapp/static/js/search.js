/* search.js: answer a query from the shards, with the same articles in the same order as the live index. */
(function (root) {
  "use strict";

  var YEAR_1970 = 62135596800; // seconds from the first day of year 1
  var shards = root.shuwuShards, ranking = root.shuwuRanking, isCharacter = root.shuwuText.isCharacter;

  /** @param {string} query  @param {{limit: number}} [options]
   *  @returns {Promise<{total: number, atLeast: boolean, hits: Array<Object>, held: string[], told: string[]}>} the best first;
   *  `atLeast` when a long list was not read to its end, so that there may be more; `held` are the terms searched,
   *  `told` those that any article has in its title or often */
  async function search(query, options) {
    var limit = (options || {}).limit || 10;
    var state = await shards.state();
    await shards.learnFor(query);
    var asked = root.shuwuQuery.parse(query);
    var found = await entriesOf(state, asked);
    var results = await find(state, found, asked, limit);
    return results.total || !asked.needed.length ? results : find(state, found, Object.assign(asked, { needed: [] }), limit);
  }

  async function find(state, found, asked, limit) {
    var lists = chooseLists(state, found, asked.terms);
    await Promise.all([].concat(asked.needed, ...asked.excluded).map((term) => readAll(found[term])));
    var docs = score(lists).filter((doc) => fits(doc, found, asked));
    while (!isSettled(docs, lists, limit)) {
      await Promise.all(openLists(lists).map(readOn));
      docs = score(lists).filter((doc) => fits(doc, found, asked));
    }
    var best = await inOrder(state, docs.filter((doc) => doc.least >= lowest(docs, limit)), limit);
    return {
      total: docs.length, atLeast: openLists(lists).length > 0, hits: best.slice(0, limit), held: lists.map(termOf),
      told: lists.filter((list) => {
        return list.entry.long || list.entry.found.some((posting) => posting[1] >= root.shuwuRules.prominent);
      }).map(termOf)
    };
  }

  function termOf(list) { return list.term; }

  function readOn(list) { return shards.readOn(list.segment, list.term, list.entry); }

  async function readAll(lists) {
    while (openLists(lists).length) { await Promise.all(openLists(lists).map(readOn)); }
  }

  /** @returns {boolean} whether an article holds what it must, and nothing that it must not */
  function fits(doc, found, asked) {
    function holds(term) {
      return found[term].some((list) => {
        return list.segment === doc.segment && list.entry.found.some((posting) => posting[0] === doc.number);
      });
    }
    return asked.needed.every(holds) && !asked.excluded.some((terms) => terms.every(holds));
  }

  /** @returns {Promise<Object>} for each term, its entries by segment; without the characters that are too common to be
   *  searched beside others, if there are others */
  async function entriesOf(state, asked) {
    var found = Object.create(null), isCommon = (term) => isCharacter(term) && state.common.indexOf(term) >= 0;
    async function look(term) {
      var entries = await Promise.all(state.segments.map((segment) => shards.entry(segment, term)));
      found[term] = entries.map((entry, i) => {
        return { term: term, segment: state.segments[i], entry: entry };
      }).filter((list) => list.entry);
    }
    await Promise.all([].concat(asked.terms.filter((term) => !isCommon(term)), asked.needed, ...asked.excluded).map(look));
    if (asked.terms.every((term) => isCharacter(term) || !found[term].length)) { await Promise.all(asked.terms.map(look)); }
    return found;
  }

  function held(lists) { return sum(lists, (list) => list.entry.holding); }

  /** @returns {Array<Object>} the lists that are searched, each with its term's weight */
  function chooseLists(state, found, terms) {
    var holding = Object.create(null);
    terms.forEach((term) => { holding[term] = held(found[term] || []); });
    var weights = ranking.weights(state.articles, holding);
    return [].concat(...Object.keys(weights).map((term) => {
      return found[term].map((list) => Object.assign(list, { weight: weights[term] }));
    }));
  }

  function openLists(lists) { return lists.filter((list) => list.entry.long); }

  function isSingle(lists) { return lists.every((list) => list.term === lists[0].term); }

  function sum(items, value) { return items.reduce((total, item) => total + value(item), 0); }

  /** @returns {number} what an article that `list` has not shown yet can get from it at most */
  function unread(list) { return list.entry.long ? list.weight * ranking.most(list.entry.long.least) : 0; }

  function unreadIn(lists, segment) { return sum(lists, (list) => list.segment === segment ? unread(list) : 0); }

  /** @returns {Array<Object>} the articles met so far, best first. Each has at least `least`, and at most `gap` more */
  function score(lists) {
    var docs = new Map(), weights = Object.create(null);
    lists.forEach((list) => {
      weights[list.term] = list.weight;
      list.entry.found.forEach((posting) => {
        var key = list.segment.name + posting[0], doc = docs.get(key) || {
          segment: list.segment, number: posting[0], unread: unreadIn(lists, list.segment),
          sum: 0, thirds: [0, 0, 0], titled: 0, words: []
        };
        docs.set(key, doc);
        doc.unread -= unread(list);
        doc.sum += list.weight * posting[1];
        doc.thirds.forEach((_, i) => { doc.thirds[i] += list.weight * (posting[2] >> i & 1); });
        doc.titled += ranking.isTitled(posting);
        doc.words.push(list.term);
      });
    });
    var terms = Object.keys(weights), first = root.shuwuRules.first * sum(terms, (term) => weights[term]);
    docs.forEach((doc) => {
      doc.least = doc.sum + root.shuwuRules.close * Math.max(...doc.thirds) + (doc.titled === terms.length ? first : 0);
    });
    return [...docs.values()].sort((a, b) => b.least - a.least || a.number - b.number);
  }

  /** @returns {boolean} whether no unread posting can change which articles are the first `limit`, or their order */
  function isSettled(docs, lists, limit) {
    var open = openLists(lists), least = lowest(docs, limit);
    if (!open.length) { return true; }
    // Of one term's list, what is unread follows what was read: enough read articles leave no place for others.
    return docs.length >= limit && docs.every((doc) => !doc.unread || doc.least + doc.unread < least) &&
      open.every((list) => {
        var most = unreadIn(lists, list.segment), own = docs.filter((doc) => doc.segment === list.segment);
        return most < least || (isSingle(lists) && most === least && lowest(own, limit) >= least);
      });
  }

  function lowest(docs, limit) { return docs.length < limit ? 0 : docs[limit - 1].least; }

  /** @returns {Promise<Array<Object>>} the first articles as hits; equal scores by date, then slug */
  async function inOrder(state, docs, limit) {
    var seen = new Map();
    // Within a step, articles are numbered in the order of reading.
    var few = docs.filter((doc) => {
      var step = shards.usual(doc.segment, doc.number);
      seen.set(step, (seen.get(step) || 0) + 1);
      return seen.get(step) <= limit;
    });
    var hits = await Promise.all(few.map(async (doc) => {
      return hit(state, doc, (await shards.piece(doc.segment, doc.number, -1)).split("\t"));
    }));
    return hits.sort((a, b) => {
      return b.score - a.score || b.seconds - a.seconds || (a.slug < b.slug ? -1 : 1);
    });
  }

  function hit(state, doc, fields) {
    var seconds = parseInt(fields[3], 16);
    return {
      id: fields[5] || fields[0], slug: fields[0], title: fields[1], section: state.sections[fields[2]] || fields[2],
      url: shards.site + fields[2] + "/" + fields[0] + ".html",
      date: seconds < 0 ? "" : new Date((seconds - YEAR_1970) * 1000).toISOString().slice(0, 10),
      seconds: seconds, score: doc.least, words: doc.words,
      pieces: +fields[4], third: doc.thirds.indexOf(Math.max(...doc.thirds)),
      piece: (place) => shards.piece(doc.segment, doc.number, place, +fields[4])
    };
  }

  /** As `search`; with synonyms in the library, what means the same is found too. `query` is what is to be marked */
  root.shuwu.search = async (query, options) => {
    var groups = (await shards.state()).synonyms;
    if (!groups.length) { return Object.assign(await search(query, options), { query: query }); }
    await shards.load(shards.suggest, "");
    return root.shuwuSearchWide(search, query, options, groups);
  };
})(this);
