/* suggest.js: which words of the library are meant. Twin of webapp/core/language/suggest.py, which explains the rules.
   Loaded when something else may be meant than was typed; it says that it is there as the files of the index do. */
(function (root) {
  "use strict";

  var MOST = 6, MOST_CHARACTERS = 8;
  var SYLLABLE = /^.h?[aeiouv]*(ng?|r)?$/, LETTER = /[a-z]/;
  var text = root.shuwuText;

  /** @returns {Promise<string[]>} the readings of a character, or it itself */
  async function sounds(c, load) {
    var code = c.charCodeAt(0), part = code >> 8 > 77 && code >> 8 < 160 ? (await load("sounds/" + (code >> 8)))[0] : "";
    return (part.split(" ")[code & 255] || c).split(",");
  }

  /** @returns {Promise<string[]>} the best words under `keys` that match the first of `patterns` which any match */
  async function find(keys, patterns, lists, load) {
    var levels = {}, found = [];
    await Promise.all([].concat(...keys.map((key) => lists.map(async (list) => {
      var place = [...key.replace(/n/g, "l")].reduce((sum, c) => sum * 31 + c.codePointAt(0), 0) % list[1];
      (await load(list.join("-") + "/" + place)).forEach((row, level) => {
        row.split(" ").forEach((word) => { levels[word] = level; });
      });
    }))));
    patterns.forEach((pattern) => {
      found = found.length ? found : Object.keys(levels).filter((word) => RegExp("^(" + pattern + ")", "u").test(word));
    });
    return found.sort((a, b) => levels[b] - levels[a] || a.length - b.length || (a < b ? -1 : 1));
  }

  function shown(word) { return word.split("=")[1] || word.replace(/[a-z]/g, "").toLowerCase(); }

  /** @returns {string} what the beginning of a word matches that `typed` means */
  function beginning(typed) {
    return typed.map((c, i) => {
      var isLetter = LETTER.test(c), skip = i && LETTER.test(typed[i - 1]) ? "[a-z]*[^a-z]" : "";
      return isLetter ? (skip && "(" + skip + ")?") + c.replace(/[uv]/, "[uv]") : skip + "[a-z]*" + c;
    }).join("");
  }

  function alike(readings) { return readings.map((each) => "(" + each.join("|") + ")[^a-z]").join("") + "(=|$)"; }

  function near(sound) {
    return sound.replace(/^([zcs])h?/, "$1h?").replace(/^[ln]/, "[ln]").replace(/([aei]n)g?/, "$1g?");
  }

  function withHole(characters, hole) {
    return characters.map((c, i) => "[a-z]*" + (i === hole ? "[^a-z]" : c)).join("") + "(=|$)";
  }

  function keysOf(firsts, seconds) {
    return [].concat(...firsts.map((first) => seconds.map((second) => first[0] + second[0])));
  }

  /** @param {string} query  @param {string[]} held  those of its terms that any article holds
   *  @param {string[]} told  those that any has in its title or often
   *  @param {Array<[string, number]>} lists  the lists of words, each with its files  @param {Function} load  gives a file
   *  @returns {Promise<string[]>} the queries that may be meant */
  async function meant(query, held, told, lists, load) {
    var asked = root.shuwuQuery.parse(query), parts = text.fold(query).split(" "), keys = [], patterns, start, typed, readings;
    if (asked.phrases.length) { return []; }
    var at = parts.findIndex((part) => LETTER.test(part));
    if (at >= 0) {
      typed = [...parts.splice(at).join("").replace(/ü/g, "v")].filter((c) => /[a-z0-9]/.test(c) || text.isJoined(c));
      patterns = [beginning(typed)];
      for (var end = 1; SYLLABLE.test(start = typed.slice(0, end).join("")); end++) {
        if (end === typed.length) { keys.push(start, start[0]); break; }
        if (!/[iuv]/.test(typed[end])) {
          keys = keys.concat(keysOf(await sounds(typed[0], load), await sounds(typed[end], load)));
        }
      }
    } else {
      at = parts.findIndex((part) => {
        typed = [...part];
        var known = parts.length === 1 && typed.length === 2 ? told : held;
        return typed.length <= MOST_CHARACTERS && typed.every((c) => text.isJoined(c)) &&
          typed.slice(1).some((c, i) => known.indexOf(typed[i] + c) < 0);
      });
      if (at < 0) { return []; }
      readings = await Promise.all(typed.map((c) => sounds(c, load)));
      keys = keysOf(readings[0], readings[1]).concat(keysOf(...readings.slice(-2)));
      patterns = [alike(readings), alike(readings.map((each) => each.map(near)))];
      if (typed[2]) { patterns.push(typed.map((c, i) => withHole(typed, i)).join("|")); }
    }
    var found = await find(keys, patterns, lists, load), part = parts[at];
    return found.some((word) => word.replace(/[a-z]|=.*/g, "") === part) ? [] : found.slice(0, MOST).map((word) => {
      parts[at] = shown(word);
      return parts.join(" ");
    });
  }

  /** Put into `box` what leads to the queries `others`. */
  function choose(box, others, say) {
    if (!others.length) { return; }
    var lead = document.createElement("p"), list = document.createElement("ul");
    lead.className = "lead";
    lead.textContent = say.meant;
    list.className = "chips";
    others.forEach((other) => {
      var item = document.createElement("li"), link = document.createElement("a");
      link.href = "?q=" + encodeURIComponent(other);
      link.textContent = other;
      item.append(link);
      list.append(item);
    });
    box.append(lead, list);
  }

  root.shuwuMeant = meant;
  root.shuwuChoose = choose;
})(this);
