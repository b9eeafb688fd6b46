/* save.js: the page where a reader saves the whole library, updates it, or deletes it. */
(function (root) {
  "use strict";

  var place = document.querySelector(".saving"), say = place.dataset, Notice = root.ShuwuNotice;
  var site = document.currentScript.src.replace(/assets\/.*$/, "");
  var notice = new Notice(place), host = new root.ShuwuHost(site);

  async function save(found) {
    var size = Notice.size(found.bytes);
    if (!await host.hasRoom(found.size)) { notice.show(Notice.text(say.full, { size: Notice.size(found.size) }), {}); return; }
    if (navigator.storage && navigator.storage.persist) { navigator.storage.persist(); }
    var fill = notice.fill("", say.label);
    var note = (part) => {
      fill(part);
      notice.status.textContent = Notice.text(say.coming, { left: Notice.size(found.bytes * (1 - part)), size: size });
    };
    note(0);
    try { await host.save(found, note); } catch (error) { notice.show(say.cut, { [say.again]: look }); return; }
    location.reload(); // from now on, pages come from the saved release
  }

  async function remove() {
    await host.remove();
    await look();
  }

  async function readOnline(aside) {
    await host.readOnline(aside);
    await look();
  }

  /** Say that nothing is saved, and what the host has. */
  function offer(found) {
    if (found.is === "away") { notice.show(say.unreached, { [say.again]: look }); return; }
    if (!found.list) { notice.show(say.elsewhere, {}); return; }
    var facts = { size: Notice.size(found.bytes), files: found.missing.size };
    var label = found.missing.size < found.list.size ? say.resume : say.all;
    notice.show(Notice.text(say.offer, facts), { [Notice.text(label, facts)]: () => save(found) });
  }

  /** Say that a release is saved, and what the host has. */
  function compare(state, found) {
    var facts = { number: state.number, size: Notice.size(found.bytes || 0), files: found.missing ? found.missing.size : 0 };
    var texts = [Notice.text(state.aside ? say.aside : say.here, facts), Notice.text(say[found.is] || "", facts)], actions = {};
    if (found.list && found.is !== "same") { actions[Notice.text(found.is === "newer" ? say.update : say.take, facts)] = () => save(found); }
    if (state.aside) { actions[say.inside] = () => readOnline(false); }
    if (!state.aside && /another|older|unsigned/.test(found.is)) { actions[say.online] = () => readOnline(true); }
    actions[say.remove] = remove;
    notice.show(texts.join(" ").trim(), actions);
  }

  /** Say what is saved and what the host has. */
  async function look() {
    var found = await host.look(site), state = await host.saved.state();
    if (state.id) { compare(state, found); } else { offer(found); }
  }

  /** If nothing can be saved, link to the packs, if the host has them. */
  async function offerPacks() {
    var packs = site + "packs/", response = await fetch(packs, { method: "HEAD" });
    if (response.ok) { notice.show(say.packs, { [say.fetch]: () => { location.href = packs; } }); }
  }

  if (!/^http/.test(site)) { return; }
  if (navigator.serviceWorker && navigator.locks && root.DecompressionStream) { look(); } else { offerPacks().catch(() => {}); }
})(this);
