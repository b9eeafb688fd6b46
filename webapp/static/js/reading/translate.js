/* translate.js: translate the words of the pages. Articles, titles and names stay as they are. */
(function (root) {
  "use strict";

  var html = document.documentElement, own = { lang: html.lang, dir: html.dir || "ltr" };

  /** @returns {function(string): (string|null)} translates a text of the page; returns null if it is not ours */
  function speaker(words) {
    var exact = new Map(), labels = [], patterns = [], said = new Set();
    words.pairs.forEach((pair) => {
      var from = pair[0].trim(), names = [];
      if (!from.includes("{")) {
        exact.set(from, pair[1]);
        if (/[:：]$/.test(from)) { labels.push(from); }
        return;
      }
      var source = from.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/{(\w+)}/g, (all, name) => { names.push(name); return "([^]+?)"; });
      patterns.push({ form: new RegExp("^" + source + "$"), names: names, to: pair[1], size: source.length });
    });
    patterns.sort((one, other) => other.size - one.size);

    function filled(pattern, found) {
      var values = {};
      pattern.names.forEach((name, place) => { values[name] = found[place + 1]; });
      var to = pattern.to;
      if (typeof to !== "string") { to = to[new Intl.PluralRules(words.lang).select(+values.count)] || to.other; }
      return to.replace(/{(\w+)}/g, (all, name) => values[name]);
    }

    function translated(text) {
      if (exact.has(text)) { return exact.get(text); }
      for (var pattern of patterns) {
        var found = pattern.form.exec(text);
        if (found) { return filled(pattern, found); }
      }
      var label = labels.find((each) => text.startsWith(each));
      return label ? exact.get(label) + text.slice(label.length) : null;
    }

    return (text) => {
      var core = text.trim();
      if (said.has(core)) { return text; }
      var to = translated(core);
      if (to === null) { return null; }
      said.add(to.trim());
      return text.replace(core, () => to);
    };
  }

  /** Translate the words in `node` with `words`; mark other text with its language. */
  function translator(words, say) {
    var dates = Intl.DateTimeFormat.supportedLocalesOf(words.lang).length
      ? new Intl.DateTimeFormat(words.lang, { year: "numeric", month: "short", day: "numeric", timeZone: "UTC" }) : null;

    /** The facts about an article are inside it, but in the page's own language. */
    function isOurs(element) {
      if (!element || /^(SCRIPT|STYLE|TEXTAREA)$/.test(element.tagName)) { return false; }
      var marked = element.closest("[lang]"), facts = element.closest(".facts");
      return marked === html || marked.lang === own.lang && facts !== null || marked === facts;
    }

    function sayText(node) {
      var parent = node.parentElement;
      if (!isOurs(parent) || !node.data.trim()) { return; }
      if (parent.tagName === "TIME" && dates && /^\d{4}-\d\d-\d\d$/.test(parent.dateTime)) {
        var day = dates.format(new Date(parent.dateTime));
        if (node.data !== day) { node.data = day; }
        return;
      }
      var to = say(node.data);
      if (to === null) {
        if (!parent.matches(".facts")) { Object.assign(parent, own); }
      } else if (to !== node.data) { node.data = to; } // otherwise the observer would see a change again
    }

    function sayAttributes(element) {
      if (!isOurs(element)) { return; }
      for (var attribute of element.attributes) {
        if (!/^(placeholder|aria-label|title|alt|value)$/.test(attribute.name) || element.type === "search" && attribute.name === "value") { continue; }
        var to = say(attribute.value);
        if (to !== null && to !== attribute.value) { element.setAttribute(attribute.name, to); }
      }
    }

    return function sayAll(node) {
      if (node.nodeType === Node.TEXT_NODE) { sayText(node); return; }
      if (node.nodeType !== Node.ELEMENT_NODE) { return; }
      var walker = document.createTreeWalker(node, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT), each = node;
      do { if (each.nodeType === Node.TEXT_NODE) { sayText(each); } else { sayAttributes(each); } } while ((each = walker.nextNode()));
    };
  }

  root.shuwuTranslate = () => {
    var words = root.shuwuWords, say = speaker(words), sayAll = translator(words, say);
    document.title = document.title.split(" · ").map((part) => say(part) || part).join(" · ");
    sayAll(document.body);
    document.querySelectorAll("body [lang]:not([dir])").forEach((each) => { each.dir = own.dir; });
    document.querySelectorAll("article > .facts").forEach((each) => { Object.assign(each, { lang: words.lang, dir: words.dir }); });
    Object.assign(html, { lang: words.lang, dir: words.dir });
    new MutationObserver((changes) => {
      changes.forEach((change) => {
        if (change.type === "characterData") { sayAll(change.target); } else { change.addedNodes.forEach(sayAll); }
      });
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
  };
})(this);
