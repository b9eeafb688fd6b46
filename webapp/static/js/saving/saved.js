/* saved.js: whole releases in the browser's own store.

   Files are stored by the digest of their content, and the list of a release by the digest of the list. The state names
   the present release and changes in one step. Releases of open pages stay. */
(function (root) {
  "use strict";

  /** Read the lines of a list into `files`; later lines override earlier ones. */
  function addLines(files, text) {
    text.split("\n").forEach((line) => {
      var words = line.match(/^(\S+) (?:(\d+) )?(.+)$/);
      if (!words) { return; }
      if (words[1] === "-") { files.delete(line.slice(2)); } else { files.set(words[3], [words[1], Number(words[2])]); }
    });
    return files;
  }

  class Saved {
    /** @param {string} site  the address of the site's folder */
    constructor(site) {
      this.site = site;
      this.name = "shuwu saved 1 " + site;
      this.lists = {};
    }

    /** @returns {string} the file name of an address, as in a manifest */
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

    /** @returns {Promise<{id, number, before, root, key, aside}>} the saved release: its `id`, "" for none, and the
     *  id of the one `before`; `root` is the digest of its root, `key` the id of the key that signed it. `aside` tells
     *  that the reader prefers the host's pages, and gets saved ones only offline. */
    async state() {
      var state = JSON.parse(await this.text("state") || "{}");
      var id = state.id || (state.number ? String(state.number) : ""); // the form of the first versions
      return Object.assign({ number: 0, root: "", key: "", aside: false }, state, { id: id, before: String(state.before || "") });
    }

    /** Change `values` of the state in one step. */
    async change(values) { return this.put("state", JSON.stringify(Object.assign(await this.state(), values))); }

    /** @returns {Promise<Map>} the digest and size of each file of the release `id`; empty if it is not saved */
    async list(id) {
      var known = this.lists[id];
      if (!known || !known.size) { known = this.lists[id] = addLines(new Map(), await this.text("files/" + id)); }
      return known;
    }

    /** @returns {Promise<Response|undefined>} the file `name` of the release `id`, if it is saved */
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
