/* families.js: which words belong together. Twin of webapp/core/language/families.py, which explains it, and of
   webapp/search/family_lists.py. */
(function (root) {
  "use strict";

  var text = root.shuwuText;
  var ATTACHED = RegExp("^" + text.attached);

  function rules() { return root.shuwuRules.families; }

  function bare(word) { return word.replace(ATTACHED, ""); }

  function key(word) { return [...bare(word)].slice(0, rules().key).join(""); }

  function alike(one, other) {
    var count = 0;
    while (count < one.length && one[count] === other[count]) { count++; }
    return count;
  }

  function isNear(word, other) {
    var a = [...word], b = [...other], most = rules().apart;
    return word === other || a.length >= rules().near && alike(a, b) >= Math.max(rules().key, a.length - most, b.length - most);
  }

  function isBefore(one, other, word) {
    var more = alike([...word], [...one]) - alike([...word], [...other]) || [...other].length - [...one].length;
    return more > 0 || !more && compare(one, other) < 0;
  }

  /** @returns {number} which of two texts comes first by its code points */
  function compare(one, other) {
    var a = [...one], b = [...other], i = alike(a, b);
    return (a[i] ? a[i].codePointAt(0) : -1) - (b[i] ? b[i].codePointAt(0) : -1);
  }

  /** @returns {string[]} the words that are meant by one that no article holds */
  function meant(word, others) {
    var nearest = "", begun;
    others.filter((other) => isNear(word, other)).forEach((other) => {
      if (!nearest || isBefore(other, nearest, word)) { nearest = other; }
    });
    if (nearest || [...word].length < rules().key) { return [nearest]; }
    begun = others.filter((other) => other.startsWith(word));
    return begun.length || [...word].length < rules().near ? begun : others.filter((other) => isSlip([...word], [...other]));
  }

  /** @returns {boolean} whether one letter is wrong, missing or too many, or two are swapped */
  function isSlip(word, other) {
    var at = alike(word, other), rest = word.slice(at), right = other.slice(at);
    function isSame(a, b) { return a.join("") === b.join(""); }
    return isSame(rest.slice(1), right.slice(1)) || isSame(rest, right.slice(1)) || isSame(rest.slice(1), right) ||
      isSame(rest.slice(0, 2), right.slice(0, 2).reverse()) && isSame(rest.slice(2), right.slice(2));
  }

  function familiesAmong(items) { return [...new Set([].concat(...items.map((item) => item.families)))].sort(compare); }

  /** @param {Array<{word: string, families: string[]}>} items  those with the same key
   *  @returns {string[]} the families of a normal word */
  function familiesOf(word, items) {
    var plain = text.loose(word), found = items.filter((item) => text.loose(item.word) === plain);
    if (!found.length) {
      var words = meant(bare(plain), items.map((item) => bare(text.loose(item.word))));
      found = items.filter((item) => words.includes(bare(text.loose(item.word))));
    }
    return familiesAmong(found);
  }

  /** @returns {Object} the list of a word, made of those of its `families`; `exact` are the articles with the word itself */
  function join(families, exact) {
    if (families.length === 1 && !exact) { return families[0]; }
    var found = new Map(), title = root.shuwuRules.title;
    families.forEach((family) => family.found.forEach((posting) => {
      var before = found.get(posting[0]) || [posting[0], 0, 0];
      found.set(posting[0], [posting[0], Math.max(before[1], posting[1]), before[2] | posting[2]]);
    }));
    var all = [...found.values()].sort((a, b) => a[0] - b[0]);
    all.forEach((posting) => {
      if (exact && !exact.has(posting[0])) { posting[1] = Math.max(posting[1] - rules().inexact, posting[1] >= title ? title : 1); }
    });
    return { found: all, holding: all.length };
  }

  root.shuwuFamilies = { of: familiesOf, join: join, key: key };
})(this);
