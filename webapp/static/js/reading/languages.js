/* languages.js: let readers choose the language of the pages' own words. Only then it fetches languages/TAG.js, which
   is made of translate.js and the words. */
(function (root) {
  "use strict";

  var KEY = "shuwu-language", PATIENCE = 3000, html = document.documentElement;
  var site = document.currentScript.src.replace(/assets\/.*$/, "");

  function chosen() {
    try { return localStorage.getItem(KEY) || html.lang; } catch (error) { return html.lang; }
  }

  function choose(tag) {
    try { localStorage.setItem(KEY, tag); } catch (error) { return; }
    location.reload();
  }

  function offer(tag) {
    var list = document.querySelector(".languages");
    if (!list) { return; }
    list.hidden = false;
    list.querySelectorAll("button").forEach((button) => {
      if (button.lang === tag) { button.setAttribute("aria-current", "true"); }
      button.onclick = () => choose(button.lang);
    });
  }

  var tag = chosen(), loaded = new Promise((resolve) => { document.addEventListener("DOMContentLoaded", resolve); });
  loaded.then(() => offer(tag));
  if (tag !== html.lang) {
    // Hide the page until it is translated.
    html.style.visibility = "hidden";
    var reveal = () => { html.style.visibility = ""; }, script = document.createElement("script");
    setTimeout(reveal, PATIENCE);
    script.onerror = reveal;
    script.onload = () => loaded.then(() => { root.shuwuTranslate(); reveal(); });
    script.src = site + "languages/" + tag + ".js";
    document.head.append(script);
  }
})(this);
