/* ranking.js: weigh the terms of a query. Twin of webapp/core/language/ranking.py, which explains the numbers and gives them. */
(function (root) {
  "use strict";

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

  /** @returns {Array|null} what an article has to have of `needs` to have the whole query; null if none can have it */
  function searchedNeeds(needs, holding, weights) {
    var found = needs.map((need) => need.filter((terms) => terms.every((term) => holding[term])));
    return found.every((need) => need[0]) ? found.map((need) => {
      return need.map((terms) => terms.filter((term) => term in weights));
    }).filter((need) => need.every((terms) => terms[0])) : null;
  }

  root.shuwuRanking = { rarity: rarity, weights: weights, searchedNeeds: searchedNeeds };
})(this);
