/* newer.js: for readers who saved the library, a line on each page as soon as the host has another release.

   worker.js adds it to the page; nobody else fetches it. Small updates are fetched unasked, others with the button. */
(function (root) {
  "use strict";

  var LITTLE = 300000; // bytes
  var Notice = root.ShuwuNotice, say = root.shuwuNewer, script = document.currentScript, source = script.dataset.page;
  var site = script.src.replace(/newer\.js$/, ""), host = new root.ShuwuHost(site), isAtWork = false;
  var line = document.createElement("aside"), status = document.createElement("p");
  status.setAttribute("role", "status");
  line.append(status);
  var notice = new Notice(line);

  function hide() { notice.show("", {}); }

  /** Show `text` and its buttons, unless the reader dismissed it in this tab. */
  function tell(what, text, actions) {
    try { if (sessionStorage.getItem("shuwu-put-aside") === what) { return; } } catch (error) { /* then it is said again */ }
    if (status.textContent === text) { return; }
    notice.show(text, Object.assign(actions, { [say.close]: () => {
      try { sessionStorage.setItem("shuwu-put-aside", what); } catch (error) { /* then for this page */ }
      hide();
    } }));
  }

  function savesData() {
    var chosen = null;
    try { chosen = localStorage.getItem("saves-data"); } catch (error) { /* some browsers let nothing be stored */ }
    return chosen ? chosen === "yes" : Boolean(navigator.connection && navigator.connection.saveData);
  }

  function reload() { location.reload(); }

  function readOnline() { host.readOnline(true).then(reload); }

  /** Fetch the release that the reader asked for, and show this page in it. */
  async function bring(found) {
    if (!await host.hasRoom(found.size)) {
      tell("full", Notice.text(say.full, { size: Notice.size(found.size) }), { [say.online]: readOnline });
      return;
    }
    isAtWork = true;
    var fill = notice.fill(Notice.text(say.coming, { size: Notice.size(found.bytes) }), say.progress);
    line.focus({ preventScroll: true }); // the focused button is gone
    try { await host.save(found, fill); } catch (error) { isAtWork = false; notice.show(say.cut, { [say.again]: again }); return; }
    reload();
  }

  async function again() {
    var found = await host.look(location.href);
    if (found.is === "newer") { bring(found); } else if (found.is === "same") { reload(); } else { answer(found); }
  }

  /** Tell the reader what the host has. */
  async function answer(found) {
    var isSaved = source !== "host";
    if (found.is === "newer" && !found.list) {
      tell(found.root, say.unknown, { [say.more]: () => { location.href = site + "offline/index.html"; } });
    } else if (found.is === "newer" && found.bytes <= LITTLE && !savesData() && await bringUnasked(found)) {
      look();
    } else if (found.is === "newer") {
      tell(found.root, Notice.text(say.newer, { size: Notice.size(found.bytes) }), { [say.get]: () => bring(found) });
    } else if (isSaved && say[found.is]) {
      tell(found.root || found.is, say[found.is], { [say.online]: readOnline });
    } else if (found.is === "same") {
      hide();
    }
  }

  /** @returns {Promise<boolean>} whether it is here now, or another page is fetching it */
  async function bringUnasked(found) {
    isAtWork = true;
    var isDone = await host.hasRoom(found.size) && await host.save(found, () => {}, true).catch(() => null);
    isAtWork = false;
    return isDone;
  }

  /** Check whether this page is of the newest saved release, and whether the host has another. */
  async function look() {
    if (isAtWork) { return; }
    var state = await host.saved.state();
    if (!state.id) { hide(); return; }
    if (source !== "host" && source[0] !== " " && source !== state.id) { tell(state.id, say.ready, { [say.show]: reload }); return; }
    if (navigator.onLine) { await answer(await host.look(location.href, true)); }
  }

  var sheet = new CSSStyleSheet();
  sheet.replaceSync(say.style);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  line.className = "newer";
  line.tabIndex = -1;
  document.body.append(line);
  root.addEventListener("online", look);
  root.addEventListener("pageshow", (event) => { if (event.persisted) { look(); } });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) { look(); } });
  look();
})(this);
