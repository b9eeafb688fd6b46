/* long_lists.js: read lists of very many articles as far as a search needs them. Loaded with a library that may have such
   lists; it says that it is there as the files of the index do. */
(function (root) {
  "use strict";

  var BLOCK = 1024, IN_TITLE = 64;
  var shards = root.shuwuShards;

  /** @returns {number} how early a posting stands in a long list: those in titles first, then by what they add */
  function worth(posting) {
    return (posting[1] >= root.shuwuRules.title ? IN_TITLE : 0) + posting[1] + (posting[2] ? root.shuwuRules.close : 0);
  }

  /** @returns {number} what a posting that is not worth more than `least` adds at most, times its weight: more
   *  than can be as long as it may be of a title, which comes first of all */
  function most(least) { return least < IN_TITLE ? least : 1e6; }

  /** Load as many more blocks of a long list as were read before, or one.
   *  @returns {Promise<void>} when they have joined `found`; `least` then is the worth of the last */
  function readOn(segment, term, list) {
    var long = list.long, all = Math.ceil(long.count / BLOCK);
    var until = Math.min(all, Math.max(1, long.read * 2)), files = [];
    for (var i = long.read; i < until; i++) { files.push(shards.load(segment.name + "/p" + (long.first + i) + ".js")); }
    return Promise.all(files).then((values) => {
      if (list.long !== long || long.read === until) { return; } // another search has read them
      values.forEach((value, i) => {
        var count = Math.min(BLOCK, long.count - (long.read + i) * BLOCK), found = shards.block(segment, term, value[0], count);
        found.forEach((posting) => { long.least = Math.min(long.least, worth(posting)); });
        list.found = list.found.concat(shards.withoutGone(segment, found));
      });
      long.read = until;
      if (until === all) { list.long = null; }
    });
  }

  function openLists(lists) { return lists.filter((list) => list.entry.long); }

  function readOnAll(lists) { return Promise.all(openLists(lists).map((list) => readOn(list.segment, list.term, list.entry))); }

  async function readAll(lists) {
    while (openLists(lists).length) { await readOnAll(lists); }
  }

  function openIn(plan, segment) { return openLists(plan.lists).filter((list) => list.segment === segment); }

  /** @returns {{unread: number, bonus: number}} what an article of `segment` that holds these `words` can still get at most,
   *  and what it would get more if it had the whole query */
  function more(plan, segment, words, isWhole) {
    var open = openIn(plan, segment).filter((list) => words.indexOf(list.term) < 0), terms = open.map((list) => list.term);
    return {
      unread: open.reduce((sum, list) => sum + list.weight * most(list.entry.long.least), 0),
      bonus: terms.length && !isWhole && root.shuwuWhole(plan, (term) => words.concat(terms).indexOf(term) >= 0) ? plan.whole : 0
    };
  }

  function isSingle(lists) { return lists.every((list) => list.term === lists[0].term); }

  function lowest(docs, limit) { return docs.length < limit ? 0 : docs[limit - 1].least; }

  /** @returns {Promise<boolean>} whether no unread posting can change which articles are the first `limit`, or their order;
   *  if one can, more were read */
  async function isSettled(docs, plan, limit) {
    var isSo = !openLists(plan.lists).length || noneCanRise(docs, plan, limit);
    if (!isSo) { await readOnAll(plan.lists); }
    return isSo;
  }

  function noneCanRise(docs, plan, limit) {
    var least = lowest(docs, limit);
    return docs.length >= limit && docs.every((doc) => {
      var left = more(plan, doc.segment, doc.words, doc.isWhole), most = left.unread + left.bonus;
      return !most || doc.least + most < least;
    }) && openLists(plan.lists).every((list) => {
      var left = more(plan, list.segment, [], false), most = left.unread + left.bonus;
      // Of one term's list, what is unread follows what was read: enough read articles leave no place for others. What all
      // articles hold weighs nothing, and they follow by date alone.
      return most < least || (isSingle(plan.lists) && list.weight && most === least &&
        lowest(docs.filter((doc) => doc.segment === list.segment), limit) >= least);
    });
  }

  /** Say in `results` what is known of their numbers: the length of a list may tell that of the whole query. */
  function count(results, docs, plan, fitting) {
    var mayBe = docs.filter((doc) => more(plan, doc.segment, doc.words, doc.isWhole).bonus).length;
    var isOpen = mayBe || plan.lists.some((list) => more(plan, list.segment, [], false).bonus);
    var terms = [...new Set([].concat(...[].concat(...plan.needs || [])))];
    results.partial -= mayBe;
    results.partialAtLeast = results.partialAtLeast || openLists(plan.lists).length > 0;
    if (isOpen && terms.length === 1 && !fitting) {
      results.total = plan.lists.reduce((sum, list) => list.term === terms[0] ? sum + list.entry.holding : sum, 0);
    } else if (isOpen) { results.atLeast = true; }
  }

  root.shuwuLong = { readAll: readAll, isSettled: isSettled, count: count };
  root.shard(); // it is there
})(this);
