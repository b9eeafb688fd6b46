/* ranking.js: weigh the terms of a query. Twin of webapp/core/ranking.py, which explains the numbers. */
(function (root) {
  "use strict";

  var RARITY_STEPS = 64, PAIR_KIND = 5, CHARACTER_KIND = 2, COMMON_SHARE = 8, COMMON_LEAST = 10, COMMON_MOST = 2000;
  var isCharacter = root.shuwuText.isCharacter;

  /** @returns {number} how telling a term is that `holding` of `articles` hold */
  function rarity(articles, holding) {
    return Math.floor(RARITY_STEPS * Math.log(1 + (articles - holding + 0.5) / (holding + 0.5)) + 0.5);
  }

  /** @returns {number} how many articles may hold a character that is not yet a common one */
  function mostHeld(articles) {
    return Math.min(Math.max(Math.floor(articles / COMMON_SHARE), COMMON_LEAST), COMMON_MOST);
  }

  /** @param {Object<string, number>} holding  for each term how many articles hold it
   *  @returns {Object<string, number>} the terms that are searched, each with its weight */
  function weights(articles, holding) {
    var held = Object.keys(holding).filter((term) => holding[term]);
    var found = {};
    if (!held.every(isCharacter)) {
      held = held.filter((term) => !isCharacter(term) || holding[term] <= mostHeld(articles));
    }
    held.forEach((term) => {
      found[term] = (isCharacter(term) ? CHARACTER_KIND : PAIR_KIND) * rarity(articles, holding[term]);
    });
    return found;
  }

  root.shuwuRanking = { rarity: rarity, weights: weights };
})(this);
