/* worker.js: the service worker of a frozen site. What was read opens without a line; what was saved, without asking it.

   A page that comes from a saved release gets all else from the same release, whatever is saved meanwhile. */
(function (root) {
  "use strict";

  var site = root.registration.scope, saved = new root.ShuwuSaved(site), pages = {};
  var READ = "shuwu read 1 " + site, MOST_READ = 1000, OFFLINE = site + "offline/index.html";
  var NEVER_CHANGES = /^(?:assets|shards)\/[0-9a-f]{8,}\/|^media\//;
  var LOOK_SECONDS = 3600, SMALL = 300000; // an update of so many bytes is fetched unasked

  /** @returns {string} the name of the file behind an address, as a manifest writes it */
  function nameOf(url) {
    var path = new URL(url).pathname.slice(new URL(site).pathname.length);
    return decodeURIComponent(path).replace(/(^|\/)$/, "$1index.html");
  }

  function keyOf(url) { return site + encodeURI(nameOf(url)); }

  /** Keep a copy of `response`. */
  async function remember(url, response) {
    var store = await caches.open(READ), headers = new Headers();
    ["Content-Type", "Content-Security-Policy"].forEach((name) => {
      if (response.headers.has(name)) { headers.set(name, response.headers.get(name)); }
    });
    await store.put(keyOf(url), new Response(await response.blob(), { headers: headers }));
  }

  /** Let what was read first make room for what is read now. */
  async function forget() {
    var store = await caches.open(READ), keys = await store.keys();
    await Promise.all(keys.slice(0, -MOST_READ).map((key) => store.delete(key)));
  }

  async function read(url) { return (await caches.open(READ)).match(keyOf(url)); }

  async function fromNetwork(event) {
    var response = await fetch(event.request);
    if (response.status === 200 && response.type === "basic") {
      event.waitUntil(remember(event.request.url, response.clone()).catch(() => {})); // there may be no room
    }
    return response;
  }

  /** @returns {Promise<number>} the saved release that the page behind `client` came from; 0 for none */
  async function releaseOf(client) {
    if (!(client in pages)) { pages[client] = Number(await saved.text("page/" + client)); }
    return pages[client];
  }

  /** Note, for when the worker was ended meanwhile, which release a page comes from; forget pages that are gone. */
  async function bind(client, number) {
    pages[client] = number;
    await saved.put("page/" + client, String(number));
    var open = (await root.clients.matchAll({ includeUncontrolled: true })).map((page) => page.id).concat(client);
    var gone = (await saved.keys("page/")).filter((id) => open.indexOf(id) < 0);
    await saved.drop(gone.map((id) => "page/" + id));
  }

  /** Look now and then for a newer release, and fetch it if that is little. */
  async function refresh() {
    if (Date.now() - Number(await saved.text("looked")) < LOOK_SECONDS * 1000) { return; }
    await saved.put("looked", String(Date.now()));
    var offer = await saved.offer();
    if (offer && !offer.isHere && offer.missingBytes <= SMALL) { await saved.save(offer, () => {}); }
  }

  async function fromSaved(event, isPage) {
    var number = isPage ? (await saved.state()).number : await releaseOf(event.clientId);
    var response = number && await saved.file(number, nameOf(event.request.url));
    if (response && isPage) {
      await bind(event.resultingClientId, number);
      event.waitUntil(refresh().catch(() => {}));
    }
    return response;
  }

  async function answer(event) {
    var url = event.request.url, isPage = event.request.mode === "navigate";
    var response = await fromSaved(event, isPage) || NEVER_CHANGES.test(nameOf(url)) && await read(url);
    if (response) { return response; }
    if (isPage) { event.waitUntil(forget()); }
    try {
      return await fromNetwork(event);
    } catch (error) {
      response = await read(url);
      if (response) { return response; }
      if (isPage && await read(OFFLINE) && url !== OFFLINE) { return Response.redirect(OFFLINE); }
      throw error;
    }
  }

  function fetchAndRemember(url) { return fetch(url).then((response) => response.status === 200 && remember(url, response)); }

  root.addEventListener("install", (event) => {
    root.skipWaiting();
    event.waitUntil(fetchAndRemember(OFFLINE));
  });
  root.addEventListener("activate", (event) => { event.waitUntil(root.clients.claim()); });
  root.addEventListener("message", (event) => {
    event.waitUntil(Promise.all(event.data.filter((url) => url.startsWith(site)).map(fetchAndRemember)));
  });
  root.addEventListener("fetch", (event) => {
    var request = event.request, isFresh = request.mode !== "navigate" && /^(?:no-cache|reload)$/.test(request.cache);
    if (request.method === "GET" && request.url.startsWith(site) && !isFresh) { event.respondWith(answer(event)); }
  });
})(self);
