/* host.js: compare the host's release with the saved one, and fetch it. docs/updates.md describes the manifest. */
(function (root) {
  "use strict";

  var AT_ONCE = 6, DIGEST = 32, HEADERS = ["Content-Type", "Content-Security-Policy"];
  var ROOT = "release/release.txt", FORMAT = "shuwu release 1\n", MOST_LISTED = 300000; // bytes of lists fetched to estimate a size
  var TEXT = /\.(?:html|css|js|json|xml|txt|webmanifest)$/;

  async function digestOf(buffer) {
    var sum = new Uint8Array(await crypto.subtle.digest("SHA-256", buffer));
    return Array.from(sum, (byte) => (byte + 256).toString(16).slice(1)).join("").slice(0, DIGEST);
  }

  function digestOfText(text) { return digestOf(new TextEncoder().encode(text)); }

  /** @returns {{number, files, bytes, segments: Array<[string, number]>}} the root of a manifest */
  function readRoot(text) {
    var found = { segments: [] };
    text.split("\n").forEach((line) => {
      var words = line.split(" ");
      if (words[0] === "segment") { found.segments.push([words[1], Number(words[2])]); } else { found[words[0]] = Number(words[1]); }
    });
    return found;
  }

  /** @returns {string} the id of a signature's key: minisign writes it after two letters */
  function signer(signature) { return btoa(atob(signature.split("\n")[1]).slice(2, 10)); }

  class Host {
    constructor(site) {
      this.saved = new root.ShuwuSaved(site);
      this.sent = this.size = 0; // bytes of texts as transferred, and as they are
    }

    ask(name, cache) {
      return fetch(this.saved.site + name.split("/").map(encodeURIComponent).join("/"), { cache: cache || "no-cache" });
    }

    /** Find out what the host has.
     *
     *  `is` compares it with the saved release: "same", "newer", "older", of "another" publisher, "unsigned", or "away"
     *  if the host does not answer. A signed release has its `number`. It also has its files, the `missing` digests and
     *  about how many `bytes` to fetch, unless its lists are too long to be fetched `unasked`.
     *  @param {string} page  the address of a page that shows whether a host without a manifest has something new */
    async look(page, unasked) {
      var state = await this.saved.state();
      try {
        var response = await this.ask(ROOT);
        if (response.status >= 500) { return { is: "away" }; }
        var text = await response.text(); // some hosts send a page for a missing file
        return response.ok && text.startsWith(FORMAT) ? await this.offer(state, text, unasked) : { is: await this.compare(state, page) };
      } catch (error) {
        return { is: "away" };
      }
    }

    /** @returns {Promise<string>} what a host without a manifest has, judged by its home page and the present page */
    async compare(state, page) {
      var list = await this.saved.list(state.id);
      var home = await this.ask("index.html"), name = this.saved.nameOf(page);
      if (!home.ok) { return "away"; }
      var isSame = await this.isSame(home, list.get("index.html"));
      return isSame && (!list.has(name) || await this.isSame(await this.ask(name), list.get(name))) ? "same" : "unsigned";
    }

    async isSame(response, row) {
      return Boolean(row) && response.ok && await digestOf(await response.arrayBuffer()) === row[0];
    }

    async offer(state, text, unasked) {
      var release = Object.assign(readRoot(text), { root: await digestOfText(text), was: state.id });
      if (release.root === state.root) { return this.same(release, state); }
      var here = new Set(await this.saved.keys("content/")), listed = 0;
      release.key = signer(await (await this.ask(ROOT + ".minisig")).text());
      release.is = state.key && state.key !== release.key ? "another" : release.number < state.number ? "older" : "newer";
      release.segments.forEach((segment) => { listed += here.has(segment[0]) ? 0 : segment[1]; });
      if (unasked && listed > MOST_LISTED) { return release; }
      release.list = await this.files(release);
      var lines = Array.from(release.list, (row) => row[1][0] + " " + row[1][1] + " " + row[0]);
      release.lines = lines.sort().join("\n");
      release.id = await digestOfText(release.lines);
      return release.id === state.id ? this.same(release, state) : Object.assign(release, await this.missing(release.list));
    }

    /** The host has the saved release, perhaps signed again. */
    async same(release, state) {
      if (state.aside || release.root !== state.root) {
        await this.saved.change({ root: release.root, number: release.number, key: state.key || release.key, aside: false });
      }
      return Object.assign(release, { is: "same" });
    }

    /** @returns {Promise<Map>} all files of a release, from its segments */
    async files(release) {
      var files = new Map(), bytes = 0;
      for (var segment of release.segments) {
        if (!await this.saved.get("content/" + segment[0])) { await this.take("release/" + segment[0] + ".bin", segment[0]); }
        var packed = (await this.saved.get("content/" + segment[0])).body;
        root.ShuwuSaved.addLines(files, await new Response(packed.pipeThrough(new DecompressionStream("gzip"))).text());
      }
      files.forEach((row) => { bytes += row[1]; });
      if (files.size !== release.files || bytes !== release.bytes) { throw new Error("list"); }
      return files;
    }

    /** @returns {Promise<{missing: Map, size, bytes}>} the digests of `files` that are not stored, each with a name and
     *  size, and the bytes of all: as they are, and as the host will probably send them, judged by earlier transfers */
    async missing(files) {
      var here = new Set(await this.saved.keys("content/")), missing = new Map(), size = 0, bytes = 0;
      var before = JSON.parse(await this.saved.text("sent") || "[1,1]"), rate = before[0] / before[1];
      files.forEach((row, name) => {
        if (!here.has(row[0]) && !missing.has(row[0])) {
          missing.set(row[0], [name, row[1]]);
          size += row[1];
          bytes += TEXT.test(name) ? row[1] * rate : row[1];
        }
      });
      return { missing: missing, size: size, bytes: Math.ceil(bytes) };
    }

    /** Fetch the file `name`, which must have this digest, into the store. */
    async take(name, digest) {
      for (var cache of ["no-cache", "reload"]) { // a cache on the way may have an older file
        var response = await this.ask(name, cache), content = response.ok && await response.arrayBuffer();
        if (content && await digestOf(content) === digest) {
          this.weigh(name, response.url, content.byteLength);
          var headers = HEADERS.filter((header) => response.headers.has(header));
          return this.saved.put("content/" + digest, content, headers.map((header) => [header, response.headers.get(header)]));
        }
      }
      throw new Error(name);
    }

    /** Record the transferred bytes of a text. */
    weigh(name, address, size) {
      var entry = performance.getEntriesByName(address).pop();
      performance.clearResourceTimings(); // browsers record only the first few hundred files
      if (entry && entry.encodedBodySize && entry.decodedBodySize === size && TEXT.test(name)) {
        this.sent += entry.encodedBodySize;
        this.size += size;
      }
    }

    /** @returns {Promise<boolean>} whether `bytes` more may be stored */
    async hasRoom(bytes) {
      var room = navigator.storage && navigator.storage.estimate ? await navigator.storage.estimate() : {};
      return !room.quota || room.quota - room.usage > bytes;
    }

    /** Fetch what `look` found and switch to it; `note` gets the progress, from 0 to 1. Fetched files survive a cut,
     *  and the old release stays until all files are here. One page fetches at a time; an `unasked` one gives way.
     *  @returns {Promise} false if another page was fetching */
    save(found, note, unasked) {
      return navigator.locks.request(this.saved.name, { ifAvailable: Boolean(unasked) }, (lock) => {
        return Boolean(lock) && this.bring(found, note).then(() => true);
      });
    }

    async bring(found, note) {
      if ((await this.saved.state()).id !== found.was) { return; } // another page fetched one meanwhile
      try {
        await this.takeAll(await this.missing(found.list), note);
      } catch (error) {
        var now = await this.look(this.saved.site);
        // The host switched to another release meanwhile; the fetched files serve that one too.
        if (now.id && now.id !== found.id && now.is === found.is && now.bytes <= found.bytes) { return this.bring(now, note); }
        throw error;
      }
      await this.switchTo(found);
    }

    async takeAll(offer, note) {
      var left = Array.from(offer.missing), taken = 0, trouble = null;
      var takeSome = async () => {
        while (left.length && !trouble) {
          var row = left.pop();
          await this.take(row[1][0], row[0]).catch((error) => { trouble = error; });
          taken += row[1][1];
          note(taken / offer.size);
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, takeSome));
      if (this.size) { await this.saved.put("sent", JSON.stringify([this.sent, this.size])); }
      if (trouble) { throw trouble; }
    }

    async switchTo(found) {
      var before = (await this.saved.state()).id, is = { id: found.id, number: found.number, root: found.root, key: found.key };
      await this.saved.put("files/" + found.id, found.lines);
      await this.saved.change(Object.assign(is, { before: before, aside: false }));
      await this.tidy(found.segments.map((segment) => segment[0]));
    }

    /** Delete the files of all releases but the present one, the one before, and those of open pages. */
    async tidy(segments) {
      var saved = this.saved, state = await saved.state(), used = new Set(segments), kept = new Set([state.id, state.before]);
      for (var page of await saved.keys("page/")) { kept.add(await saved.text("page/" + page)); }
      for (var id of kept) { (await saved.list(id)).forEach((row) => { used.add(row[0]); }); }
      var contents = (await saved.keys("content/")).filter((digest) => !used.has(digest)).map((key) => "content/" + key);
      var lists = (await saved.keys("files/")).filter((key) => !kept.has(key)).map((key) => "files/" + key);
      await saved.drop(contents.concat(lists));
    }

    /** Read the host's pages from now on, except offline; or, with false, the saved ones again. */
    readOnline(aside) { return this.saved.change({ aside: aside }); }

    /** Delete everything that is saved. */
    remove() { return navigator.locks.request(this.saved.name, () => caches.delete(this.saved.name)); }
  }

  root.ShuwuHost = Host;
})(this);
