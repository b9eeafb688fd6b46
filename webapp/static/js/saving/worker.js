/* worker.js: the service worker of a frozen site. Read pages open offline; saved ones open without asking the host.

   A page shows one release. Each page has a source: a saved release, the host, or the copies from one visit to the host.
   The files of a page come only from its source, unless their address says that they never change. A link stays within
   the source; a new or reloaded page has the newest source. */
(function (root) {
  "use strict";

  var site = root.registration.scope, saved = new root.ShuwuSaved(site), sources = {};
  var READ = "shuwu read 1 " + site, MOST_READ = 1000, MOST_SOURCES = 50, OFFLINE = site + "offline/index.html";
  var HOST = "host", TIME = "X-Shuwu-Time"; // the source of a kept copy begins with a space
  var NEVER_CHANGES = /^(?:assets|shards)\/[0-9a-f]{8,}\/|^media\//, NOT_OURS = /^(?:packs|release)\//;

  function nameOf(url) { return saved.nameOf(url); }

  /** @returns {string} the cache key of `url`; `time` is that of its page, if the content may change */
  function keyOf(url, time) { return site + encodeURI(nameOf(url)) + (time ? "?of=" + time : ""); }

  /** @returns {Object} the headers of `response` that a later use needs */
  function headersOf(response) {
    var headers = new Headers();
    ["Content-Type", "Content-Security-Policy"].forEach((name) => {
      if (response.headers.has(name)) { headers.set(name, response.headers.get(name)); }
    });
    return headers;
  }

  /** Keep a copy of `response`, a page opened at `time` or a part of it. */
  async function remember(url, response, time, isPage) {
    var store = await caches.open(READ), headers = headersOf(response);
    var key = keyOf(url, isPage || NEVER_CHANGES.test(nameOf(url)) ? "" : time), before = isPage && await store.match(key);
    if (isPage) { headers.set(TIME, time); }
    await store.put(key, new Response(await response.blob(), { headers: headers }));
    if (before) { await forgetParts(store, before.headers.get(TIME)); }
  }

  /** Delete the copies of a page opened at `time`. */
  async function forgetParts(store, time) {
    var parts = (await store.keys()).filter((key) => key.url.endsWith("?of=" + time));
    await Promise.all(parts.map((key) => store.delete(key)));
  }

  /** Delete the oldest copies to make room. */
  async function forget() {
    var store = await caches.open(READ), keys = await store.keys();
    await Promise.all(keys.slice(0, -MOST_READ).map((key) => store.delete(key)));
  }

  async function read(url, time) { return (await caches.open(READ)).match(keyOf(url, time)); }

  async function fromHost(event, time, isPage) {
    var response = await fetch(event.request);
    if (response.status === 200 && response.type === "basic") {
      event.waitUntil(remember(event.request.url, response.clone(), time, isPage).catch(() => {})); // storage may be full
    }
    return response;
  }

  /** @returns {Promise<string>} the source of the page of `client` */
  async function sourceOf(client) {
    if (!(client in sources)) { sources[client] = await saved.text("page/" + client) || HOST; }
    return sources[client];
  }

  /** Record the source of a page, also for a restarted worker. */
  async function bind(client, source) {
    sources[client] = source;
    if (source !== HOST) { await saved.put("page/" + client, source); }
  }

  /** Delete the sources of closed pages. */
  async function forgetSources() {
    var old = (await saved.keys("page/")).slice(0, -MOST_SOURCES); // the reader may go back to a page that is not open
    var open = old.length ? (await root.clients.matchAll({ includeUncontrolled: true })).map((page) => page.id) : [];
    await saved.drop(old.filter((id) => open.indexOf(id) < 0).map((id) => "page/" + id));
  }

  /** @returns {Promise<string>} the source for a requested page */
  async function wanted(event, state) {
    var request = event.request, isLed = request.referrer.startsWith(site) || request.isHistoryNavigation;
    var isFresh = request.cache === "no-cache" || request.cache === "reload" || keyOf(request.url) === OFFLINE;
    var before = isLed && !isFresh && event.clientId ? await sourceOf(event.clientId) : "";
    if (before && before[0] !== " " && (before === HOST || (await saved.list(before)).size)) { return before; }
    return state.aside || !state.id ? HOST : state.id;
  }

  /** @returns {Promise<[Response, string]>} a page, and its source; offline, a stored page replaces the host's */
  async function findPage(event, state) {
    var url = event.request.url, name = nameOf(url), source = await wanted(event, state);
    var response = source !== HOST && await saved.file(source, name);
    if (response) { return [response, source]; }
    try {
      return [await fromHost(event, event.resultingClientId, true), HOST];
    } catch (error) {
      response = state.id && await saved.file(state.id, name);
      if (response) { return [response, state.id]; }
      response = await read(url);
      if (response) { return [response, " " + response.headers.get(TIME)]; }
      if (keyOf(url) !== OFFLINE && await read(OFFLINE)) { return [Response.redirect(OFFLINE), HOST]; }
      throw error;
    }
  }

  /** @returns {Response} the same page, with the script that announces a newer release */
  function withNews(response, source) {
    var tag = new TextEncoder().encode('<script src="' + site + 'newer.js" data-page="' + source + '" async></script>');
    var end = new TransformStream({ flush: (page) => { page.enqueue(tag); } });
    return new Response(response.body.pipeThrough(end), { status: response.status, headers: headersOf(response) });
  }

  async function answerPage(event) {
    var state = await saved.state(), found = await findPage(event, state), response = found[0], name = nameOf(event.request.url);
    await bind(event.resultingClientId, found[1]);
    event.waitUntil(found[1] === HOST ? forget() : forgetSources());
    var isTold = state.id && /^text\/html/.test(response.headers.get("Content-Type")) && response.body && !NOT_OURS.test(name);
    return isTold && keyOf(event.request.url) !== OFFLINE ? withNews(response, found[1]) : response;
  }

  /** @returns {Promise<boolean>} whether the release `id` is saved and has no file `name` */
  async function isNoPart(id, name) {
    var list = await saved.list(id);
    return list.size > 0 && !list.has(name);
  }

  async function answerPart(event) {
    var url = event.request.url, name = nameOf(url), isFixed = NEVER_CHANGES.test(name), source = await sourceOf(event.clientId);
    var isRead = source[0] === " ", time = isRead ? source.slice(1) : event.clientId;
    var response = source !== HOST && !isRead && await saved.file(source, name) || isFixed && await findFixed(url);
    if (response) { return response; }
    if (isFixed || source === HOST || !isRead && await isNoPart(source, name)) {
      return fromHost(event, time).catch(async (error) => {
        response = await read(url, isFixed ? "" : time);
        if (response) { return response; }
        throw error;
      });
    }
    return isRead && await read(url, time) || Response.error(); // the host's file may be of another release
  }

  /** @returns {Promise<Response|undefined>} a file that never changes, from any page */
  async function findFixed(url) {
    var id = (await saved.state()).id;
    return id && await saved.file(id, nameOf(url)) || read(url);
  }

  root.addEventListener("install", (event) => {
    root.skipWaiting();
    event.waitUntil(fetch(OFFLINE).then((response) => response.ok && remember(OFFLINE, response, "0", true)));
  });
  root.addEventListener("activate", (event) => { event.waitUntil(root.clients.claim()); });
  root.addEventListener("message", (event) => {
    var page = event.source;
    event.waitUntil(Promise.all(event.data.filter((url) => url.startsWith(site)).map(async (url) => {
      var response = await fetch(url);
      if (response.status === 200) { await remember(url, response, page.id, url === event.data[0]); }
    })));
  });
  root.addEventListener("fetch", (event) => {
    var request = event.request, asksHost = request.destination === "" && /^(?:no-cache|reload)$/.test(request.cache);
    if (request.method !== "GET" || !request.url.startsWith(site) || asksHost) { return; }
    event.respondWith(request.mode === "navigate" ? answerPage(event) : answerPart(event));
  });
})(self);
