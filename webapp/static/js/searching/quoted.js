/* quoted.js: find quoted words where they stand in a text as they are. Twin of webapp/core/language/quoted.py, which explains it.
   It also reads quotes and minus signs, for query.js, and finds what fits them, for search.js. Loaded when a query may have
   some; it says that it is there as the files of the index do. */
(function (root) {
  "use strict";

  var BETWEEN = "\x1e", MOST_AT_ONCE = 8, MOST_AHEAD = 16, PHRASE = "\x1f";
  var ALIKE = ["\"“”„‟〝〞〟", "'‘’‚‛", "-‐‑‒–—−"];
  var text = root.shuwuText, shards = root.shuwuShards, finders = Object.create(null);

  var classes = text.run.source.match(/\[[^\]]+\]/g), character = classes[0], letter = classes[1];
  var TOKEN = RegExp(
    letter + "[‘’]|((?:^|\\s)-)?(?:\"([^\"]*)\"|「([^」]*)」|『([^』]*)』|«([^»]*)»|»([^«]*)«|‹([^›]*)›|›([^‹]*)‹" +
    "|‘((?:[^’]|’(?=" + letter + "))*)’(?!" + letter + "))|(?:^|\\s)-([^\\s\"「『«»‹›‘-]\\S*)", "gu"
  );

  function is(kind, c) { return RegExp(kind, "u").test(c); }

  function between(before, gap, after) {
    return is(character, before) !== is(character, after) ? "\\s*" : gap ? "\\s+" : "";
  }

  function anyAlike(c) {
    var alike = ALIKE.find((signs) => signs.indexOf(c) >= 0);
    return alike ? "[" + alike.replace("-", "\\-") + "]" : c.replace(/[\\^$.*+?()[\]{}|\/]/, "\\$&");
  }

  function finder(phrase) {
    if (!finders[phrase]) {
      var pattern = "", before = "", gap = "";
      [...phrase.replace(RegExp("^" + (text.attached || "")), "") || phrase].forEach((c) => {
        if (/\s/.test(c)) { gap = c; return; }
        pattern += (before && between(before, gap, c)) + anyAlike(c);
        before = c;
        gap = "";
      });
      var begins = "((?:^|[^" + letter.slice(1) + ")" + (text.attached || "") + ")";
      finders[phrase] = RegExp((is(letter, [...phrase][0]) ? begins : "()") + "(" + pattern + ")" +
        (is(letter, before) ? "(?!" + letter + ")" : ""), "gu");
    }
    finders[phrase].lastIndex = 0;
    return finders[phrase];
  }

  /** @returns {boolean} whether the folded `phrase` stands in one of `places` */
  function standsIn(phrase, places) { return places.some((place) => finder(phrase).test(text.fold(place))); }

  /** @returns {Array<[number, number]>} where `phrase` begins and ends in a folded text */
  function spans(phrase, folded) {
    var found = [], find = finder(phrase), match;
    while ((match = find.exec(folded))) { found.push([match.index + match[1].length, find.lastIndex]); }
    return found;
  }

  /** Read an article until all of `phrases` are met: its title, then its pieces from the likeliest `third` on, always with
   *  those beside them that are known.  @returns {Promise<{met: boolean[], third: number}>} for each whether it stands there,
   *  and in the middle of which piece the first that does, counted in thirds of the text; NaN for none */
  async function look(segment, number, third, phrases) {
    await shards.learn([...phrases.join("")]); // a text in the other script matches only when the table knows its characters
    var line = (await shards.piece(segment, number, -1)).split("\t"), count = +line[4], pieces = Array(count).fill(BETWEEN);
    var first = Math.floor(third * count / 3), all = () => [line[1]].concat(pieces.join("").split(BETWEEN));
    var met = phrases.map((phrase) => standsIn(phrase, [line[1]]));
    for (var done = 0, step = 1; done < count && met.indexOf(false) >= 0; done += step, step = Math.min(step * 2, MOST_AT_ONCE)) {
      await Promise.all(Array.from({ length: Math.min(step, count - done) }, async (_, i) => {
        var place = (first + done + i) % count;
        pieces[place] = await shards.piece(segment, number, place, count);
      }));
      met = phrases.map((phrase, i) => met[i] || standsIn(phrase, all()));
    }
    var place = pieces.findIndex((piece) => phrases.some((phrase) => standsIn(phrase, [piece])));
    return { met: met, third: place < 0 ? NaN : 3 * (place + 0.5) / count };
  }

  /** @returns {{kept: string, outside: string, phrases: Object[], isQuoted: boolean}} a folded query: what is searched of it,
   *  what of that stands outside of quotes, and the phrases */
  function part(folded) {
    var excluded = [], quoted = [], plain = folded.replace(/[“”„‟〝〞〟]/g, "\"");
    var kept = without(plain, (token) => token[1] ? inQuotes(token) : word(token), excluded);
    if (!text.runs(kept).length) { kept = plain; excluded = []; }
    var outside = without(kept, inQuotes, quoted);
    return {
      kept: kept, outside: outside, phrases: phrases(quoted, true).concat(phrases(excluded, false)), isQuoted: quoted.length > 0
    };
  }

  /** Put what `pick` returns of the tokens in `string` into `found`.  @returns {string} the string without these tokens */
  function without(string, pick, found) {
    return string.replace(TOKEN, (...token) => {
      var picked = pick(token);
      if (picked) { found.push(picked); }
      return picked ? " " : token[0];
    });
  }

  function inQuotes(token) { return token.slice(2, 10).find(Boolean); }

  function word(token) {
    var found = (token[10] || "").replace(/[.,;:!?。、]+$/, ""), first = text.runs(found)[0];
    return first && !/^\d/.test(first) && found;
  }

  function phrases(texts, isNeeded) {
    return [...new Set(texts.map((each) => each.trim().replace(/\s+/g, " ")))].map((string) => {
      var terms = telling(string);
      return { text: terms.length === 1 && terms[0] === string ? "" : string, terms: terms, isNeeded: isNeeded };
    }).filter((phrase) => phrase.terms.length);
  }

  /** @returns {string[]} of each run its pairs, or the lone character, or the word */
  function telling(string) {
    var terms = text.terms(string).filter((term) => term.indexOf("_") < 0); // neighbours
    var paired = terms.filter((term) => text.isJoined(term) && !text.isCharacter(term)).join("");
    return [...new Set(terms.filter((term) => !text.isCharacter(term) || paired.indexOf(term) < 0))];
  }

  /** @returns {string[]} what is marked in an article that has what is in quotes, if anything is: that as a whole, PHRASE before it */
  function words(asked) {
    if (!asked.phrases.some((phrase) => phrase.isNeeded)) { return asked.terms; }
    var quoted = asked.phrases.filter((phrase) => phrase.isNeeded).map((phrase) => phrase.text ? PHRASE + phrase.text : phrase.terms[0]);
    return [...new Set(quoted.concat(...[].concat(...asked.needs)))];
  }

  /** @returns {Array<[number, number]>} where those of `words` that are phrases begin and end in a folded text */
  function marks(words, folded) {
    return [].concat(...words.filter((word) => word[0] === PHRASE).map((word) => spans(word.slice(1), folded)));
  }

  /** What fits the phrases of a search, of the articles that it meets. `holders` are the articles that hold each term. */
  class Fitting {
    constructor(phrases, holders) {
      this.phrases = phrases;
      this.holders = holders;
      this.checked = new Map();
      this.ahead = 1;
    }

    /** @returns {boolean} whether `doc` has what it must, and nothing that it must not, as far as is known. Its `texts` are the
     *  phrases that are still to be looked for, and whether they must be there */
    fits(doc) {
      doc.texts = [];
      var known = this.checked.get(doc.key);
      if (known) { doc.third = known.third; }
      return !(known && !known.isFitting) && this.phrases.every((phrase) => {
        var holds = phrase.terms.every((term) => !this.holders[term] || this.holders[term].has(doc.key));
        if (holds && phrase.text && !known) { doc.texts.push([phrase.text, phrase.isNeeded]); }
        return holds && phrase.text || holds === phrase.isNeeded;
      });
    }

    /** Look for the phrases in the next of `docs`.  @returns {Promise<boolean>} whether `first` were looked through before */
    async isChecked(docs, first) {
      if (!first.some((doc) => doc.texts.length)) { return true; }
      this.ahead = Math.min(Math.max(this.ahead * 2, first.length), MOST_AHEAD);
      // What is looked through together is waited for once.
      await Promise.all(docs.filter((doc) => doc.texts.length).slice(0, this.ahead).map(async (doc) => {
        var third = doc.thirds.indexOf(Math.max(...doc.thirds));
        var seen = await look(doc.segment, doc.number, third, doc.texts.map((pair) => pair[0]));
        this.checked.set(doc.key, { isFitting: doc.texts.every((pair, i) => seen.met[i] === pair[1]), third: seen.third });
      }));
      return false;
    }

    /** Leave out of the numbers in `results` those of `docs` that were not looked through. */
    count(results, docs) {
      docs.filter((doc) => doc.texts.length).forEach((doc) => {
        results[doc.isWhole ? "total" : "partial"]--;
        results.atLeast = results.partialAtLeast = true;
      });
    }
  }

  /** @param {Object} found  the lists of each term  @param {string} common  characters whose lists are not read for a text,
   *  which tells more than they do  @param {Function} look  looks for a term  @returns {Promise<Fitting>} when all lists of
   *  the phrases are read to the end */
  async function fitting(phrases, found, common, look) {
    var holders = Object.create(null), terms = [].concat(...phrases.map((phrase) => {
      return phrase.terms.filter((term) => !phrase.text || !text.isCharacter(term) || common.indexOf(term) < 0);
    }));
    await Promise.all(terms.filter((term) => !found[term]).map(look));
    await Promise.all(terms.map((term) => root.shuwuLong ? root.shuwuLong.readAll(found[term]) : null));
    terms.forEach((term) => {
      holders[term] = new Set([].concat(...found[term].map((list) => list.entry.found.map((posting) => list.segment.name + posting[0]))));
    });
    return new Fitting(phrases, holders);
  }

  /** Answer a query with phrases.  @param {Function} find  answers for what fits  @returns {Promise<Object>} its results; if no
   *  article has what is in quotes, those without it */
  async function search(phrases, find, found, common, look) {
    var others = phrases.filter((phrase) => !phrase.isNeeded), results = await find(await fitting(phrases, found, common, look));
    if (results.hits.length || others.length === phrases.length) { return results; }
    results = await find(await fitting(others, found, common, look));
    results.hits.forEach((hit) => { hit.partial = true; });
    return Object.assign(results, {
      total: 0, partial: results.total + results.partial, atLeast: false, partialAtLeast: results.atLeast || results.partialAtLeast,
      lacksPhrase: true
    });
  }

  root.shuwuQuoted = {
    standsIn: standsIn, spans: spans, part: part, telling: telling, words: words, marks: marks, search: search
  };
  root.shard(); // it is there
})(this);
