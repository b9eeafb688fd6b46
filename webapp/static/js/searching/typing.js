/* typing.js: answer while the reader types. The page works as a plain form without it.
   shuwuAnswer(query, phrases), from live.js or offline.js, promises the nodes to show. */
(function (root) {
  "use strict";

  var PAUSE_MS = 250;
  var form = document.querySelector("main .search"), answers = document.querySelector(".answers");
  if (!form || !answers) { return; }

  var input = form.q, browse = document.querySelector(".browse"), status = document.querySelector(".status");
  var say = answers.dataset, newest = 0, timer;
  var shown = root.shuwu ? null : input.value; // the live page comes with its answer

  function failed(query) {
    var again = document.createElement("button");
    again.textContent = say.again;
    again.onclick = () => { answer(query); };
    status.textContent = "";
    status.append(say.failed + " ", again);
  }

  function answer(query) {
    var mine = ++newest, slow = setTimeout(() => { status.textContent = say.searching; }, PAUSE_MS);
    shown = query;
    return (query ? root.shuwuAnswer(query, say) : Promise.resolve([])).then((nodes) => {
      clearTimeout(slow);
      if (mine !== newest) { return; }
      status.textContent = answers.textContent = "";
      answers.append(...nodes);
      browse.hidden = !!answers.querySelector(".entries");
    }, () => {
      clearTimeout(slow);
      if (mine === newest) { failed(query); }
    });
  }

  function typed() { return input.value.trim().replace(/\s+/g, " "); }

  // What was typed gives way to what is typed next, but what was sent stays: going back leads there.
  function ask(isSent) {
    var here = location.search, next = "?q=" + encodeURIComponent(typed());
    history[here === next || !isSent && (history.state || !here) ? "replaceState" : "pushState"](!isSent, "", next);
    answer(typed());
  }

  function fromAddress() {
    input.value = new URLSearchParams(location.search).get("q") || "";
    if (typed() !== shown) { answer(typed()); }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (typed() !== shown) { ask(); }
    }, PAUSE_MS);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    ask(true);
  });
  root.onpopstate = fromAddress;
  fromAddress();
})(this);
