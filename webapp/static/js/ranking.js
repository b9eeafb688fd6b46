/* ranking.js: weigh the terms of a query. Twin of webapp/core/ranking.py, which explains the numbers. */
(function (root) {
  "use strict";

  var RARITY_STEPS = 64, CHARACTER_KIND = 2, PAIR_KIND = 3, WORD_KIND = 6;
  var COMMON_SHARE = 2, COMMON_LEAST = 10, COMMON_MOST = 1000, CLOSE = 7, TITLE_IMPACT = 11, MAX_IMPACT = 31, IN_TITLE = 64;
  var text = root.shuwuText, isCharacter = text.isCharacter;

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
      var kind = isCharacter(term) ? CHARACTER_KIND : text.isJoined(term) ? PAIR_KIND : WORD_KIND;
      found[term] = kind * rarity(articles, holding[term]);
    });
    return found;
  }

  function isTitled(posting) { return posting[1] >= TITLE_IMPACT; }

  /** @returns {number} how early a posting stands in a long list: those in titles first, then by what they add */
  function worth(posting) {
    return (isTitled(posting) ? IN_TITLE : 0) + posting[1] + (posting[2] ? CLOSE : 0);
  }

  /** @returns {number} what a posting adds at most, times its weight, if it is not worth more than `least` */
  function most(least) {
    return Math.min(MAX_IMPACT + CLOSE, least < IN_TITLE ? least : Math.max(least - IN_TITLE, TITLE_IMPACT - 1 + CLOSE));
  }

  root.shuwuRanking = {
    rarity: rarity, weights: weights, isTitled: isTitled, worth: worth, most: most, CLOSE: CLOSE, IN_TITLE: IN_TITLE,
    TITLE_FIRST: MAX_IMPACT + CLOSE
  };
})(this);
