/* pack_pages.js: the pages of a pack. Their addresses are fragments of the file's, so back and forward work. */
(function (root) {
  "use strict";

  var PER_PAGE = 20, YEAR_1970 = 62135596800, PAUSE_MS = 250;
  var INLINE = "a,abbr,b,cite,code,del,em,i,ins,kbd,q,rp,rt,ruby,s,small,span,strong,sub,sup,u";
  var pack = root.shuwuPack, reader = root.shuwuReader;
  var main = document.querySelector("main"), home = Array.from(main.childNodes), title = document.title;
  var line = document.querySelector("template.entry-line").content.querySelector(".entry");
  var note = document.querySelector(".edition-note"), scrolled = Object.create(null), here = null, opened = 0, say;

  function directionOf(lang) { return (pack.facts.rtl || []).includes(lang) ? "rtl" : "ltr"; }

  function make(name, properties, ...children) {
    var node = Object.assign(document.createElement(name), properties);
    if (node.lang) { node.dir = directionOf(node.lang); }
    node.append(...children.filter((child) => child !== null));
    return node;
  }

  function link(address, text, properties) { return make("a", Object.assign({ href: address, textContent: text }, properties)); }

  /** @returns {string} `phrase` with its values; {day:02} means at least two digits */
  function fill(phrase, values) {
    return phrase.replace(/{(\w+)(?::0(\d))?}/g, (all, name, digits) => name in values ? String(values[name]).padStart(+digits || 0, "0") : all);
  }

  function chips(links) { return make("ul", { className: "chips" }, ...links.map((each) => make("li", {}, each))); }

  function inWords(phrase, date) {
    var month = date.getUTCMonth();
    return fill(phrase, {
      year: date.getUTCFullYear(), month: month + 1, short_month: (pack.facts.months || [])[month], day: date.getUTCDate(),
      hour: date.getUTCHours(), minute: date.getUTCMinutes()
    });
  }

  /** @returns {Date|null} when an article was published */
  function dateOf(article) {
    var seconds = parseInt(article.seconds, 16);
    return seconds < 0 ? null : new Date((seconds - YEAR_1970) * 1000);
  }

  /** @returns {string} the day, and the time if it is known. Twin of `moment` in templates/_dates.html */
  function moment(date) { return inWords(date.getUTCHours() || date.getUTCMinutes() ? say.date_time : say.date, date); }

  /** @returns {Promise<string>} the summary of an article: its description, or the beginning of its text */
  async function summaryOf(article) {
    return article.summary || root.shuwuSnippet.snippet(pack.plain(await pack.body(article.number)), []).map((piece) => piece[0]).join("");
  }

  /** Put `text` into `node`, with its language if that is not the page's; remove `node` if there is no text. */
  function put(node, text, lang = "") {
    var page = document.documentElement.lang;
    if (!text) { node.remove(); return; }
    node.textContent = text;
    ["lang", "dir"].forEach((name) => { node.removeAttribute(name); });
    if (!lang || lang === page || (page === "en" && !/[^\0-\x7f]/.test(text))) { return; }
    node.lang = lang;
    if (directionOf(lang) !== directionOf(page)) { node.dir = directionOf(lang); }
  }

  /** @returns {Element} the line of an article in a list, a copy of templates/pack/_entry.html */
  function entry(article, isPinned, section) {
    var node = document.importNode(line, true), find = (selector) => node.querySelector(selector), date = dateOf(article);
    find("a").href = article.address;
    put(find("a"), article.title, article.lang);
    put(find("strong"), isPinned && say.pinned);
    put(find(".facts span"), section);
    if (date) { find("time").dateTime = date.toISOString().slice(0, 10); }
    put(find("time"), date && inWords(say.date, date));
    if (article.cover) {
      find("img").dataset.picture = article.cover;
      find("img").src = pack.picture(article.cover);
    } else { find(".thumbnail").remove(); }
    find(".summary").textContent = ""; // until it is known
    summaryOf(article).then((text) => { put(find(".summary"), text, article.lang); });
    return node;
  }

  /** @returns {Node[]} a page of `articles`, with links to the pages beside it; the first page begins with the pinned
   *  articles of `section`, if there is one */
  function listing(articles, path, number, section) {
    var pinned = section && number === 1 ? articles.filter((article) => article.weight).sort((a, b) => a.weight - b.weight).slice(0, PER_PAGE) : [];
    var others = articles.slice((number - 1) * PER_PAGE, number * PER_PAGE).filter((article) => pinned.indexOf(article) < 0);
    var entries = pinned.concat(others).map((article, place) => entry(article, place < pinned.length, !section && pack.sectionTitles[article.section]));
    var last = Math.ceil(articles.length / PER_PAGE), nav = make("nav", { className: "pager" });
    if (number > 1) { nav.append(link(path + "?page=" + (number - 1), say.previous_results, { rel: "prev" })); }
    if (last > 1) { nav.append(make("span", { textContent: fill(say.search_page, { number: number, count: last }) })); }
    if (number < last) { nav.append(link(path + "?page=" + (number + 1), say.next_results, { rel: "next" })); }
    return [make("ul", { className: "entries" }, ...entries), nav];
  }

  function withTag(name) { return pack.articles.filter((article) => article.tags.indexOf(name) >= 0); }

  function tags() {
    var counts = Object.create(null);
    pack.articles.forEach((article) => article.tags.forEach((name) => { counts[name] = (counts[name] || 0) + 1; }));
    return Object.keys(counts).sort((a, b) => counts[b] - counts[a] || (a < b ? -1 : 1)).map((name) => {
      return link("#tags/" + encodeURIComponent(name) + "/", name + " ", {});
    });
  }

  /** @returns {Element} the block element around `node` */
  function blockOf(node) { return node.parentNode.closest(":not(" + INLINE + ")"); }

  /** Mark `words` in the text below `node`, also across inline elements. */
  function markIn(node, words) {
    var walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT), texts = [], all = "", starts = [];
    while (walker.nextNode()) { texts.push(walker.currentNode); }
    texts.forEach((text, i) => {
      if (i && blockOf(text) !== blockOf(texts[i - 1])) { all += "\n"; }
      starts.push(all.length);
      all += text.data;
    });
    var pieces = root.shuwuSnippet.mark(all, words);
    texts.forEach((text, i) => {
      var place = 0, end = starts[i] + text.data.length, parts = [];
      pieces.forEach((piece) => {
        var part = all.slice(Math.max(place, starts[i]), Math.min(place + piece[0].length, end));
        if (place < end && place + piece[0].length > starts[i]) { parts.push(piece[1] ? make("mark", { textContent: part }) : part); }
        place += piece[0].length;
      });
      if (parts.some((part) => part.nodeType)) { text.replaceWith(...parts); }
    });
  }

  function nodesOf(html) { return Array.from(new DOMParser().parseFromString(html, "text/html").body.childNodes); }

  function bookmark(article) {
    var button = make("button", { type: "button" }), status = make("span", { className: "lead" });
    status.setAttribute("role", "status");
    function show() {
      var is = reader.isKept(article.address);
      button.textContent = is ? say.pack_unkeep : say.pack_keep;
      button.setAttribute("aria-pressed", is);
    }
    button.onclick = () => {
      var lasts = reader.keep(article.address, !reader.isKept(article.address));
      status.textContent = lasts ? "" : " " + say.pack_not_lasting;
      show();
    };
    show();
    return make("p", { className: "keeping" }, button, status);
  }

  function neighbours(article) {
    var row = pack.articles.filter((other) => other.section === article.section), place = row.indexOf(article);
    var nav = make("nav", {});
    [[say.newer_article, row[place - 1]], [say.older_article, row[place + 1]]].forEach((pair) => {
      if (pair[1]) { nav.append(make("a", { href: pair[1].address }, make("small", { textContent: pair[0] }), " " + pair[1].title)); }
    });
    return nav.children.length ? nav : null;
  }

  async function articlePage(article, query) {
    var whole = await pack.body(article.number), body = whole.split("\x1f")[0];
    var box = make("article", { lang: article.lang }, make("h1", { textContent: article.title })), facts = make("p", { className: "facts" });
    var date = dateOf(article);
    [[say.published, date && moment(date)], [say.source, article.source], [say.author, article.author]].forEach((pair) => {
      if (pair[1]) { facts.append(make("span", { textContent: pair[0] + pair[1] }), " "); }
    });
    box.append(facts, ...nodesOf(body));
    box.querySelectorAll("img[data-picture]").forEach((image) => { image.src = pack.picture(image.dataset.picture); });
    if (query) {
      await root.shuwuShards.state();
      markIn(box, root.shuwuSnippet.words(query, root.shuwuQuery.parse(query).phrases.every((phrase) => {
        var places = [article.title, pack.plain(whole)].concat(article.tags, article.author, article.source);
        return !phrase.isNeeded || root.shuwuQuoted.standsIn(phrase.text || phrase.terms[0], places);
      })));
    }
    return [article.title, [
      make("p", {}, link("#" + article.section + "/", say.back_to + pack.sectionTitles[article.section], { className: "back" })), box, bookmark(article),
      article.tags.length ? chips(article.tags.map((name) => link("#tags/" + encodeURIComponent(name) + "/", name))) : null, neighbours(article)
    ]];
  }

  function choice(name, values) {
    var box = make("fieldset", {}, make("legend", { textContent: say["pack_" + name] }));
    values.forEach((value) => {
      var input = make("input", { type: "radio", name: name, value: value, checked: reader.setting(name) === value });
      input.onchange = () => { main.querySelector("[role=status]").textContent = reader.set(name, value) ? "" : say.pack_not_lasting; };
      box.append(make("label", {}, input, " " + say["pack_" + name + "_" + (value || "usual")]));
    });
    return box;
  }

  function settingsPage() {
    var status = make("p", { className: "lead" });
    status.setAttribute("role", "status");
    return [say.pack_settings, [
      make("h1", { textContent: say.pack_settings }), choice("size", ["", "large", "larger", "largest"]), choice("lines", ["", "wide"]),
      choice("theme", ["", "light", "dark"]), status
    ]];
  }

  function searchPage(query) {
    var input = make("input", { type: "search", id: "query", name: "q", value: query, placeholder: say.search_label, autocomplete: "off" });
    var form = make("form", { className: "search" }, make("label", { className: "hidden", htmlFor: "query", textContent: say.search_label }), input,
      make("button", { textContent: say.search }));
    form.setAttribute("role", "search");
    var status = make("p", { className: "status" }), answers = make("div", { className: "answers" }), timer, asked = "";
    status.setAttribute("role", "status");
    function answer(typed) {
      asked = typed;
      status.textContent = typed ? say.searching : "";
      return (typed ? root.shuwuAnswer(typed, say.answers) : Promise.resolve([])).then((nodes) => {
        if (asked !== typed) { return; }
        status.textContent = answers.textContent = "";
        answers.append(...nodes);
      });
    }
    function typed() { return input.value.trim().replace(/\s+/g, " "); }
    input.oninput = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (typed() === asked) { return; }
        replaceAddress("#search/" + (typed() ? "?q=" + encodeURIComponent(typed()) : ""));
        answer(typed());
      }, PAUSE_MS);
    };
    form.onsubmit = (event) => {
      event.preventDefault();
      clearTimeout(timer);
      replaceAddress("#search/?q=" + encodeURIComponent(typed()));
      answer(typed());
    };
    root.shuwuShards.state(); // prepare the texts while the reader types
    return answer(query).then(() => [query ? fill(say.results_for, { query: query }) : say.search, [
      make("h1", { textContent: say.search }), form, status, answers, query ? null : sectionLinks()
    ]]);
  }

  function replaceAddress(hash) {
    try { history.replaceState(null, "", hash); } catch (error) { return; } // some in-app browsers forbid it
    here = hash;
  }

  function sectionLinks() { return chips(pack.facts.sections.map((section) => link("#" + section[0] + "/", section[1]))); }

  function listPage(heading, articles, path, values, section) {
    return [heading, [make("h1", { textContent: heading }), section && section[2] ? make("p", { className: "lead", textContent: section[2] }) : null,
      ...listing(articles, path, +values.get("page") || 1, section)]];
  }

  /** @returns {Promise<[string, Node[]]>|[string, Node[]]} heading and nodes of the page at `path` */
  function pageAt(path, values) {
    var parts = path.split("/"), query = values.get("q") || "";
    var found = pack.articles.find((article) => article.address === "#" + path);
    if (found) { return articlePage(found, query); }
    if (path === "search/") { return searchPage(query); }
    if (path === "settings/") { return settingsPage(); }
    if (path === "kept/") {
      var kept = reader.kept().map((address) => pack.articles.find((article) => article.address === address)).filter(Boolean);
      return kept.length ? listPage(say.pack_kept, kept, "#kept/", values) : [say.pack_kept, [
        make("h1", { textContent: say.pack_kept }), make("p", { textContent: say.pack_kept_none })
      ]];
    }
    if (path === "about/" && pack.facts.about) {
      return [say.about, [make("h1", { textContent: say.about }), make("div", { lang: pack.facts.lang }, ...nodesOf(pack.facts.about))]];
    }
    if (path === "all/") { return listPage(say.newest, pack.articles, "#all/", values); }
    if (path === "tags/") { return [say.tags, [make("h1", { textContent: say.tags }), chips(tags())]]; }
    if (parts[0] === "tags" && withTag(parts[1]).length) {
      return listPage(parts[1], withTag(parts[1]), "#tags/" + encodeURIComponent(parts[1]) + "/", values);
    }
    var section = pack.facts.sections.find((each) => each[0] === parts[0]);
    if (section && !parts[1]) {
      return listPage(section[1], pack.articles.filter((article) => article.section === section[0]), "#" + section[0] + "/", values, section);
    }
    return [say.not_found, [make("h1", { textContent: say.not_found }), make("p", { textContent: say.pack_not_here }), sectionLinks()]];
  }

  /** Show the page of the address; the last request wins. */
  async function open() {
    var mine = ++opened, hash = location.hash, cut = hash.indexOf("?"), path = decodeURIComponent((cut < 0 ? hash : hash.slice(0, cut)).slice(1));
    if (here !== null) { scrolled[here] = root.scrollY; }
    await pack.ready;
    say = pack.facts.say;
    var [heading, nodes] = path ? await pageAt(path, new URLSearchParams(cut < 0 ? "" : hash.slice(cut))) : ["", home];
    if (mine !== opened) { return; }
    here = hash;
    main.textContent = "";
    main.append(...nodes.filter((node) => node !== null));
    document.title = heading ? fill(say.title_on_site, { title: heading, site: title }) : title;
    document.querySelectorAll(".sections a").forEach((each) => {
      if (each.hash === "#" + path.split("/")[0] + "/") { each.setAttribute("aria-current", "true"); } else { each.removeAttribute("aria-current"); }
    });
    root.scrollTo(0, scrolled[hash] || 0);
    tellAge();
  }

  function tellAge() {
    if (!document.getElementById("end")) { return; } // what pack_whole.js says matters more
    var age = reader.age();
    note.hidden = !age || (age.days && location.hash.length > 1);
    if (age) {
      note.textContent = age.newer
        ? fill(say.pack_older, { number: +age.newer.number || "", date: inWords(say.date, new Date(age.newer.date.slice(0, 10))) })
        : fill(say.pack_old, { months: Math.floor(age.days / 30) });
    }
  }

  document.addEventListener("click", (event) => {
    var target = event.target.closest && event.target.closest("a[href]"), href = target && target.getAttribute("href");
    if (!href) { return; }
    var inPage = href[0] === "#" && href.length > 1 && document.getElementById(decodeURIComponent(href.slice(1)));
    if (inPage) {
      event.preventDefault();
      inPage.scrollIntoView();
      inPage.focus();
    } else if (href.indexOf("?q=") === 0) {
      event.preventDefault();
      location.hash = "#search/" + href;
    } else if (href[0] === "#") { scrolled[href === "#" ? "" : href] = 0; }
  });
  document.addEventListener("submit", (event) => {
    if (event.target.getAttribute("action") !== "#search/") { return; }
    event.preventDefault();
    location.hash = "#search/?q=" + encodeURIComponent(event.target.q.value.trim());
  });
  root.addEventListener("hashchange", open);
  document.querySelector(".readable").remove(); // it is there for browsers that do not run scripts
  pack.ready.then(() => {
    say = pack.facts.say;
    main.querySelectorAll("img[data-picture]").forEach((image) => { image.src = pack.picture(image.dataset.picture); });
    tellAge();
    reader.whenOthersOpen(tellAge);
    if (location.hash.length > 1) { open(); } else { here = ""; }
  });
})(this);
