/* save.js: the page on which a reader saves the whole library, brings it up to date, or gives its room back. */
(function (root) {
  "use strict";

  var place = document.querySelector(".saving"), status = place.querySelector("[role=status]"), say = place.dataset;
  var site = document.currentScript.src.replace(/assets\/.*$/, ""), saved = new root.ShuwuSaved(site);
  var bar = document.createElement("progress");

  function size(bytes) { return bytes < 1e6 ? Math.ceil(bytes / 1e3) + " kB" : (bytes / 1e6).toFixed(1) + " MB"; }

  function fill(text, values) { return text.replace(/\{(\w+)\}/g, (_, name) => values[name]); }

  /** Say `text`, and offer what can be done: names of buttons with what they do. */
  function show(text, actions) {
    status.textContent = text;
    place.querySelectorAll("button, progress").forEach((node) => { node.remove(); });
    Object.keys(actions).forEach((label) => {
      place.appendChild(Object.assign(document.createElement("button"), { textContent: label, onclick: actions[label] }));
    });
  }

  async function hasRoom(bytes) {
    var room = navigator.storage && navigator.storage.estimate ? await navigator.storage.estimate() : {};
    return !room.quota || room.quota - room.usage > bytes;
  }

  async function save(offer) {
    var facts = { size: size(offer.missingBytes) };
    if (!await hasRoom(offer.missingBytes)) { show(fill(say.full, facts), {}); return; }
    if (navigator.storage && navigator.storage.persist) { navigator.storage.persist(); }
    show("", {});
    bar.max = offer.missingBytes;
    bar.setAttribute("aria-label", say.label);
    place.appendChild(bar);
    var note = (bytes) => {
      bar.value = offer.missingBytes - bytes;
      status.textContent = fill(say.coming, { left: size(bytes), size: facts.size });
    };
    note(offer.missingBytes);
    try { await saved.save(offer, note); } catch (error) { show(say.cut, { [say.again]: look }); return; }
    await look();
  }

  async function remove() {
    await saved.remove();
    await look();
  }

  /** See what is here and what the host offers, and say so. */
  async function look() {
    var state = await saved.state(), offer = await saved.offer().catch(() => undefined);
    var undo = state.number ? { [say.remove]: remove } : {};
    if (state.number && (!offer || offer.isHere)) { show(fill(say.here, state), undo); return; }
    if (!offer) { show(offer === null ? say.elsewhere : say.unreached, offer === null ? {} : { [say.again]: look }); return; }
    var facts = { size: size(offer.missingBytes), files: offer.missing.size };
    var label = state.number ? say.update : facts.files < offer.list.size ? say.resume : say.all;
    show(fill(state.number ? say.newer : say.offer, facts), Object.assign({ [fill(label, facts)]: () => save(offer) }, undo));
  }

  /** Where nothing can be saved, lead to the packs, if the host has them. */
  async function offerPacks() {
    var packs = site + "packs/", response = await fetch(packs, { method: "HEAD" });
    if (response.ok) { show(say.packs, { [say.fetch]: () => { location.href = packs; } }); }
  }

  if (!/^http/.test(site)) { return; }
  if (navigator.serviceWorker && root.DecompressionStream) { look(); } else { offerPacks().catch(() => {}); }
})(this);
