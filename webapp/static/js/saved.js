/* saved.js: a whole release in the browser's own store, by the manifest that docs/updates.md describes.

   Files lie there by the digest of their content, so an update fetches what changed. The state names the release that
   is whole; it changes in one step, and the files of the release before stay until the next update, for pages that are
   still open. */
(function (root) {
  "use strict";

  var AT_ONCE = 6, DIGEST = 32, HEADERS = ["Content-Type", "Content-Security-Policy"];

  async function digestOf(buffer) {
    var sum = new Uint8Array(await crypto.subtle.digest("SHA-256", buffer));
    return Array.from(sum, (byte) => (byte + 256).toString(16).slice(1)).join("").slice(0, DIGEST);
  }

  /** @returns {{number, files, bytes, segments}} what the root of a manifest says */
  function readRoot(text) {
    var lines = text.split("\n"), found = { segments: [] };
    if (lines[0] !== "shuwu release 1") { throw new Error("release"); }
    lines.forEach((line) => {
      var words = line.split(" ");
      if (words[0] === "segment") { found.segments.push(words[1]); } else { found[words[0]] = Number(words[1]); }
    });
    return found;
  }

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

    async get(key) { return (await caches.open(this.name)).match(this.site + "saved/" + key); }

    async text(key) {
      var found = await this.get(key);
      return found ? found.text() : "";
    }

    async put(key, body, headers) {
      return (await caches.open(this.name)).put(this.site + "saved/" + key, new Response(body, { headers: headers || {} }));
    }

    /** @returns {Promise<{number, before}>} the number of the release that is whole, and of the one before; 0 for none */
    async state() { return JSON.parse(await this.text("state") || '{"number":0,"before":0}'); }

    /** @returns {Promise<Map>} the digest and size of each file of a release that is here */
    async list(number) {
      var known = this.lists[number];
      if (!known || !known.size) { known = this.lists[number] = addLines(new Map(), await this.text("files/" + number)); }
      return known;
    }

    /** @returns {Promise<Response|undefined>} the file `name` of a release that is here */
    async file(number, name) {
      var row = (await this.list(number)).get(name);
      return row && this.get("content/" + row[0]);
    }

    /** Fetch the file `name`, which must have this digest, into the store. */
    async take(name, digest) {
      var address = this.site + name.split("/").map(encodeURIComponent).join("/");
      for (var cache of ["no-cache", "reload"]) { // a cache on the way may hold an older file
        var response = await fetch(address, { cache: cache });
        var content = response.ok && await response.arrayBuffer();
        if (content && await digestOf(content) === digest) {
          var headers = HEADERS.filter((header) => response.headers.has(header));
          return this.put("content/" + digest, content, headers.map((header) => [header, response.headers.get(header)]));
        }
      }
      throw new Error(name);
    }

    /** @returns {Promise} the release that the host offers: its files, which digests are missing here, of how many bytes.
     *  Nothing for a host without a signed release. Fails for one that is older than what is here, or not whole. */
    async offer() {
      var response = await fetch(this.site + "release/release.txt", { cache: "no-cache" });
      if (response.status === 404) { return null; }
      var release = readRoot(await response.text()), files = new Map(), bytes = 0, state = await this.state();
      if (!(release.number >= state.number)) { throw new Error("older"); }
      for (var digest of release.segments) {
        if (!await this.get("content/" + digest)) { await this.take("release/" + digest + ".bin", digest); }
        var packed = (await this.get("content/" + digest)).body;
        addLines(files, await new Response(packed.pipeThrough(new DecompressionStream("gzip"))).text());
      }
      files.forEach((row) => { bytes += row[1]; });
      if (files.size !== release.files || bytes !== release.bytes) { throw new Error("list"); }
      return Object.assign(release, { list: files, isHere: release.number === state.number }, await this.missing(files));
    }

    async missing(files) {
      var here = new Set(await this.keys("content/")), missing = new Map(), bytes = 0;
      files.forEach((row, name) => {
        if (!here.has(row[0]) && !missing.has(row[0])) { missing.set(row[0], name); bytes += row[1]; }
      });
      return { missing: missing, missingBytes: bytes };
    }

    async keys(kind) {
      var start = this.site + "saved/" + kind;
      var keys = await (await caches.open(this.name)).keys();
      return keys.map((request) => request.url).filter((url) => url.startsWith(start)).map((url) => url.slice(start.length));
    }

    /** Fetch what is missing of `offer`, telling `note` the bytes still to come; then it is the release that is here.
     *  What was fetched before a cut stays. */
    async save(offer, note) {
      var left = Array.from(offer.missing), bytes = offer.missingBytes, trouble = null;
      var fetchSome = async () => {
        while (left.length && !trouble) {
          var row = left.pop();
          try { await this.take(row[1], row[0]); } catch (error) { trouble = error; return; }
          bytes -= offer.list.get(row[1])[1];
          note(bytes);
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, fetchSome));
      if (trouble) { throw trouble; }
      var lines = Array.from(offer.list, (row) => row[1][0] + " " + row[1][1] + " " + row[0]);
      await this.put("files/" + offer.number, lines.join("\n"));
      var number = (await this.state()).number;
      await this.put("state", JSON.stringify({ number: offer.number, before: number === offer.number ? 0 : number }));
      await this.put("looked", String(Date.now()));
      await this.tidy(offer.segments);
    }

    /** Delete what neither the release that is here nor the one before has. */
    async tidy(segments) {
      var state = await this.state(), used = new Set(segments);
      for (var number of [state.number, state.before]) {
        (await this.list(number)).forEach((row) => { used.add(row[0]); });
      }
      var contents = (await this.keys("content/")).filter((digest) => !used.has(digest)).map((key) => "content/" + key);
      var lists = (await this.keys("files/")).filter((key) => key != state.number && key != state.before);
      await this.drop(contents.concat(lists.map((key) => "files/" + key)));
    }

    async drop(keys) {
      var store = await caches.open(this.name);
      return Promise.all(keys.map((key) => store.delete(this.site + "saved/" + key)));
    }

    /** Give back all room that the release takes. */
    remove() {
      this.lists = {};
      return caches.delete(this.name);
    }
  }

  root.ShuwuSaved = Saved;
})(this);
