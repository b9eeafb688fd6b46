/* search.js: answer a query from the shards, with the same articles in the same order as the live index. */
(function (root) {
  "use strict";

  var YEAR_1970 = 62135596800; // seconds from the first day of year 1
  var text = root.shuwuText, shards = root.shuwuShards;

  /** @param {string} query  @param {{limit: number}} [options]
   *  @returns {Promise<{total: number, atLeast: boolean, hits: Array<Object>, held: string[]}>} the best articles first;
   *  `atLeast` when a long list was not read to its end, so that there may be more; `held` are the terms searched */
  async function search(query, options) {
    var limit = (options || {}).limit || 10;
    var state = (await shards.state())[0];
    await shards.learnFor(query);
    var lists = chooseLists(state, await entriesOf(state, text.terms(query)));
    var docs = score(lists);
    while (!isSettled(docs, lists, limit)) {
      await Promise.all(openLists(lists).map((list) => {
        return shards.readOn(list.segment, list.term, list.entry);
      }));
      docs = score(lists);
    }
    var best = await inOrder(state, docs.filter((doc) => doc.least >= lowest(docs, limit)), limit);
    return {
      total: isSingle(lists) ? held(lists) : docs.length,
      atLeast: openLists(lists).length > 0 && !isSingle(lists),
      hits: best.slice(0, limit), held: lists.map((list) => list.term)
    };
  }

  /** @returns {Promise<Object>} for each of `terms`, its entries by segment */
  async function entriesOf(state, terms) {
    var found = Object.create(null);
    await Promise.all(terms.map(async (term) => {
      found[term] = [];
      var entries = await Promise.all(state.segments.map((segment) => shards.entry(segment, term)));
      found[term] = entries.map((entry, i) => {
        return { term: term, segment: state.segments[i], entry: entry };
      }).filter((list) => list.entry);
    }));
    return found;
  }

  function held(lists) {
    return lists.reduce((sum, list) => sum + list.entry.holding, 0);
  }

  /** @returns {Array<Object>} the lists that are searched, each with its term's weight */
  function chooseLists(state, found) {
    var holding = Object.create(null);
    Object.keys(found).forEach((term) => { holding[term] = held(found[term]); });
    var weights = root.shuwuRanking.weights(state.articles, holding);
    return [].concat(...Object.keys(weights).map((term) => {
      return found[term].map((list) => Object.assign(list, { weight: weights[term] }));
    }));
  }

  function openLists(lists) { return lists.filter((list) => list.entry.long); }

  function isSingle(lists) { return lists.every((list) => list.term === lists[0].term); }

  /** @returns {number} what an article that `list` has not shown yet can get from it at most */
  function unread(list) { return list.entry.long ? list.weight * list.entry.long.least : 0; }

  function unreadIn(lists, segment) {
    return lists.reduce((sum, list) => sum + (list.segment === segment ? unread(list) : 0), 0);
  }

  /** @returns {Array<Object>} the articles met so far, best first. Each has at least `least`, and at most `gap` more */
  function score(lists) {
    var docs = new Map();
    lists.forEach((list) => {
      list.entry.found.forEach((posting) => {
        var key = list.segment.name + posting[0];
        var doc = docs.get(key) || { segment: list.segment, number: posting[0], least: 0, gap: null, words: [] };
        doc.gap = (doc.gap === null ? unreadIn(lists, list.segment) : doc.gap) - unread(list);
        doc.least += list.weight * posting[1];
        doc.words.push(list.term);
        docs.set(key, doc);
      });
    });
    return [...docs.values()].sort((a, b) => b.least - a.least || a.number - b.number);
  }

  /** @returns {boolean} whether no unread posting can change which articles are the first `limit`, or their order */
  function isSettled(docs, lists, limit) {
    if (!openLists(lists).length) { return true; }
    if (docs.length < limit) { return false; }
    var least = lowest(docs, limit);
    return openLists(lists).every((list) => {
      var most = unreadIn(lists, list.segment);
      return most < least || (isSingle(lists) && most === least && count(docs, list.segment, least) >= limit);
    }) && isOrdered(docs, limit);
  }

  /** Of one term's list, what is unread follows what was read; so enough read articles leave no place for others. */
  function count(docs, segment, least) {
    return docs.filter((doc) => doc.segment === segment && doc.least >= least).length;
  }

  function isOrdered(docs, limit) {
    var uncertain = -1, certain = -1, ordered = true;
    for (var i = docs.length - 1; i >= 0; i--) {
      var doc = docs[i];
      if (i < limit && (uncertain >= doc.least || (doc.gap && certain >= doc.least))) { ordered = false; }
      if (doc.gap) { uncertain = Math.max(uncertain, doc.least + doc.gap); } else { certain = Math.max(certain, doc.least); }
    }
    return ordered;
  }

  function lowest(docs, limit) { return docs.length < limit ? 0 : docs[limit - 1].least; }

  /** @returns {Promise<Array<Object>>} the first articles as hits; equal scores by date, then slug */
  async function inOrder(state, docs, limit) {
    var seen = new Map();
    var few = docs.filter((doc) => {
      seen.set(doc.segment, (seen.get(doc.segment) || 0) + 1);
      return seen.get(doc.segment) <= limit;
    });
    var hits = await Promise.all(few.map(async (doc) => {
      return hit(state, doc, await shards.line(doc.segment, doc.number));
    }));
    return hits.sort((a, b) => {
      return b.score - a.score || b.seconds - a.seconds || (a.slug < b.slug ? -1 : 1);
    });
  }

  function hit(state, doc, fields) {
    var seconds = parseInt(fields[3], 16);
    return {
      id: fields[5] || fields[0], slug: fields[0], title: fields[1], section: state.sections[fields[2]] || fields[2],
      url: root.shuwuShards.site + fields[2] + "/" + fields[0] + ".html",
      date: seconds < 0 ? "" : new Date((seconds - YEAR_1970) * 1000).toISOString().slice(0, 10),
      seconds: seconds, score: doc.least, words: doc.words,
      texts: { folder: doc.segment.name, place: fields[4].split(".").map(Number) }
    };
  }

  root.shuwu.search = search;
})(this);
