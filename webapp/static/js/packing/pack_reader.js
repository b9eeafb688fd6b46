/* pack_reader.js: a reader's settings and bookmarks, and whether a newer pack of the library was opened on this phone.
   If the browser forbids storage, they last as long as the page. */
(function (root) {
  "use strict";

  var DAY_MS = 86400000, OLD_DAYS = 180;
  var page = document.documentElement, edition = Object.assign({}, page.dataset), memory = Object.create(null);

  function store() {
    try { return root.localStorage; } catch (error) { return null; }
  }

  function read(key) {
    var name = "shuwu:" + edition.library + ":" + key;
    try { return JSON.parse(store().getItem(name)); } catch (error) { return memory[name] || null; }
  }

  /** @returns {boolean} whether it is stored for the next time */
  function write(key, value) {
    var name = "shuwu:" + edition.library + ":" + key;
    memory[name] = value;
    try {
      store().setItem(name, JSON.stringify(value));
      return true;
    } catch (error) { return false; }
  }

  function apply() {
    var chosen = read("settings") || {};
    ["size", "theme", "lines"].forEach((name) => {
      if (chosen[name]) { page.dataset[name] = chosen[name]; } else { delete page.dataset[name]; }
    });
  }

  function kept() { return read("kept") || []; }

  /** Compare numbers first: they only grow. An unsigned pack has none, and the date of its newest change. */
  function isNewer(one, other) {
    if (+one.number && +other.number) { return +one.number > +other.number; }
    return Date.parse(one.date) > Date.parse(other.date);
  }

  /** @returns {{newer: Object}|{days: number}|null} why this pack is old, if that is known */
  function age() {
    var newest = read("newest");
    if (newest && newest.fingerprint !== edition.fingerprint && isNewer(newest, edition)) { return { newer: newest }; }
    if (!newest || isNewer(edition, newest)) {
      write("newest", { number: edition.number, date: edition.date, fingerprint: edition.fingerprint });
    }
    var days = Math.floor((Date.now() - Date.parse(edition.date)) / DAY_MS);
    return days > OLD_DAYS ? { days: days } : null;
  }

  root.shuwuReader = {
    edition: edition, age: age, kept: kept,
    setting: (name) => (read("settings") || {})[name] || "",
    set: (name, value) => {
      var lasts = write("settings", Object.assign(read("settings") || {}, { [name]: value }));
      apply();
      return lasts;
    },
    isKept: (address) => kept().indexOf(address) >= 0,
    keep: (address, is) => write("kept", (is ? [address] : []).concat(kept().filter((other) => other !== address))),
    /** Calls `then` when another page of this browser opens a pack. */
    whenOthersOpen: (then) => { root.addEventListener("storage", then); }
  };
  apply();
})(this);
