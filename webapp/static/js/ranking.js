/* ranking.js: weigh the terms of a query. Twin of webapp/core/ranking.py, which explains the numbers and gives them. */
(function (root) {
  "use strict";

  var IN_TITLE = 64;
  var text = root.shuwuText, isCharacter = text.isCharacter;

  /** @returns {number} how telling a term is that `holding` of `articles` hold */
  function rarity(articles, holding) {
    return Math.floor(root.shuwuRules.rarity * Math.log(1 + (articles - holding + 0.5) / (holding + 0.5)) + 0.5);
  }

  /** @param {Object<string, number>} holding  for each term how many articles hold it
   *  @returns {Object<string, number>} the terms that are searched, each with its weight */
  function weights(articles, holding) {
    var rules = root.shuwuRules, found = {};
    var most = Math.min(Math.max(Math.floor(articles / rules.common[0]), rules.common[1]), rules.common[2]);
    var held = Object.keys(holding).filter((term) => holding[term]);
    if (!held.every(isCharacter)) { held = held.filter((term) => !isCharacter(term) || holding[term] <= most); }
    held.forEach((term) => {
      found[term] = rules.kinds[isCharacter(term) ? 0 : text.isJoined(term) ? 1 : 2] * rarity(articles, holding[term]);
    });
    return found;
  }

  /** @returns {number} 1 for a posting of a term that stands in the title, else 0 */
  function isTitled(posting) { return posting[1] >= root.shuwuRules.title ? 1 : 0; }

  /** @returns {number} how early a posting stands in a long list: those in titles first, then by what they add */
  function worth(posting) {
    return isTitled(posting) * IN_TITLE + posting[1] + (posting[2] ? root.shuwuRules.close : 0);
  }

  /** @returns {number} what a posting that is not worth more than `least` adds at most, times its weight: more
   *  than can be as long as it may be of a title, which comes first of all */
  function most(least) { return least < IN_TITLE ? least : 1e6; }

  root.shuwuRanking = { rarity: rarity, weights: weights, isTitled: isTitled, worth: worth, most: most };
})(this);
