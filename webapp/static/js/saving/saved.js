/* saved.js: whole releases in the browser's own store.

   Files lie there by the digest of their content, and the list of a release by the digest of the list. The state names
   the release that is read; it changes in one step. Releases that pages are still open of stay. */
(function (root) {
  "use strict";

  /** Read the lines of a list into `files`, later ones in the place of earlier ones. */
  function addLines(files, text) {
    text.split("\n").forEach((line) => {
      var words = line.match(/^(\S+) (?:(\d+) )?(.+)$/);
      if (!words) { return; }
      if (words[1] === "-") { files.delete(line.slice(2)); } else { files.set(words[3], [words[1], Number(words[2])]); }
    });
    return files;
  }

  class Saved {
    /** @param {string} site  the address of the folder that the site is in */
    constructor(site) {
      this.site = site;
      this.name = "shuwu saved 1 " + site;
      this.lists = {};
    }

    /** @returns {string} the name of the file behind an address, as a manifest writes it */
    nameOf(url) {
      var path = new URL(url).pathname.slice(new URL(this.site).pathname.length);
      return decodeURIComponent(path).replace(/(^|\/)$/, "$1index.html");
    }

    async get(key) { return (await caches.open(this.name)).match(this.site + "saved/" + key); }

    async text(key) {
      var found = await this.get(key);
      return found ? found.text() : "";
    }

    async put(key, body, headers) {
      return (await caches.open(this.name)).put(this.site + "saved/" + key, new Response(body, { headers: headers || {} }));
    }

    /** @returns {Promise<{id, number, before, root, key, aside}>} what is saved: `id` is that of the release, "" for none,
     *  and `before` that of the one before; `root` is the digest of its root, `key` whose key signed it. `aside` tells
     *  that the reader reads the host's pages, and these only without a line. */
    async state() {
      var state = JSON.parse(await this.text("state") || "{}");
      var id = state.id || (state.number ? String(state.number) : ""); // as the first programs named it
      return Object.assign({ number: 0, root: "", key: "", aside: false }, state, { id: id, before: String(state.before || "") });
    }

    /** Let the state have other `values`, in one step. */
    async change(values) { return this.put("state", JSON.stringify(Object.assign(await this.state(), values))); }

    /** @returns {Promise<Map>} the digest and size of each file of the release `id`; empty if that is not here */
    async list(id) {
      var known = this.lists[id];
      if (!known || !known.size) { known = this.lists[id] = addLines(new Map(), await this.text("files/" + id)); }
      return known;
    }

    /** @returns {Promise<Response|undefined>} the file `name` of the release `id`, if that is here */
    async file(id, name) {
      var row = (await this.list(id)).get(name);
      return row && this.get("content/" + row[0]);
    }

    async keys(kind) {
      var start = this.site + "saved/" + kind;
      var keys = await (await caches.open(this.name)).keys();
      return keys.map((request) => request.url).filter((url) => url.startsWith(start)).map((url) => url.slice(start.length));
    }

    async drop(keys) {
      var store = await caches.open(this.name);
      return Promise.all(keys.map((key) => store.delete(this.site + "saved/" + key)));
    }
  }

  Saved.addLines = addLines;
  root.ShuwuSaved = Saved;
})(this);
