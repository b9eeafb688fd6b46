/* offline.js: the answer of the frozen index, for typing.js. */
(function (root) {
  "use strict";

  var shards = root.shuwuShards;
  var STEP = 3; // results fetched at once: each is a request, and a small screen shows no more

  function make(name, properties, children) {
    var node = Object.assign(document.createElement(name), properties);
    node.append(...children || []);
    return node;
  }

  /** Put text with marks into `node`. @param {Array<[string, boolean]>} pieces  true for what is marked */
  function write(node, pieces) {
    node.textContent = "";
    node.append(...pieces.map((piece) => piece[1] ? make("mark", { textContent: piece[0] }) : piece[0]));
  }

  /** Ask for a hit's snippet only when its line is seen: each costs a reader on a slow line about a kilobyte. */
  function whenSeen(node, then) {
    if (!root.IntersectionObserver) { return node.onclick || then(); } // a button waits to be pressed
    new IntersectionObserver((seen, observer) => {
      if (seen[0].isIntersecting) { observer.disconnect(); then(); }
    }).observe(node);
  }

  function entry(hit, query, marks) {
    var words = root.shuwuQuery.parse(marks).terms, summary = make("p", { textContent: "…" });
    var title = make("a", { href: hit.url + "?q=" + encodeURIComponent(query) });
    write(title, root.shuwuSnippet.mark(hit.title, words));
    whenSeen(summary, () => {
      root.shuwu.snippet(hit, marks).then((pieces) => { write(summary, pieces); }, () => {});
    });
    var facts = [hit.section + " ", make("time", { textContent: hit.date })];
    return make("li", { className: "entry" }, [make("div", { className: "entry-text" }, [
      make("h3", {}, [title]), summary, make("p", { className: "facts" }, facts)
    ])]);
  }

  /** Add results to `list` as far as `limit`; `more`, below it, brings further ones when it is seen or pressed. */
  function show(list, more, found, query, limit) {
    list.append(...found.hits.slice(list.children.length).map((hit) => entry(hit, query, found.query)));
    more.hidden = found.hits.length < limit;
    more.onclick = () => root.shuwu.search(query, { limit: limit + STEP }).then((further) => {
      show(list, more, further, query, limit + STEP);
    });
    whenSeen(more, more.onclick); // what is hidden is not seen
  }

  function results(found, query, say) {
    if (!found.hits.length) { return [make("p", { textContent: say.nothing.replace("{query}", query) })]; }
    var list = make("ul", { className: "entries" }), more = make("button", { textContent: say.more });
    show(list, more, found, query, STEP);
    return [
      make("h2", { textContent: say.results.replace("{query}", query) }),
      make("p", { textContent: (found.atLeast ? say.atLeast : say.found).replace("{count}", found.total) }), list, more
    ];
  }

  /** @returns {Node[]} what leads to the queries that may be meant */
  function choices(others, say) {
    return !others.length ? [] : [
      make("p", { className: "lead", textContent: say.meant }),
      make("ul", { className: "chips" }, others.map((other) => {
        return make("li", {}, [make("a", { href: "?q=" + encodeURIComponent(other), textContent: other })]);
      }))
    ];
  }

  /** @returns {boolean} whether some article holds each pair of `query`, which has no letters that may be pinyin */
  function isHeld(query, found) {
    var pairs = root.shuwuQuery.parse(query).terms.filter((term) => !root.shuwuText.isCharacter(term));
    return !/[a-z]/i.test(query) && pairs.every((term) => (pairs[1] ? found.held : found.told).indexOf(term) >= 0);
  }

  /** @returns {Promise<string[]>} the queries that may be meant by `query`, for which `found` was found */
  root.shuwu.meant = async (query, found) => {
    await shards.load(shards.suggest, "");
    return root.shuwuMeant(query, found.held, found.told, (await shards.state()).words, (name) => shards.load("words/" + name + ".js"));
  };

  root.shuwuAnswer = async (query, say) => {
    var found = await root.shuwu.search(query, { limit: STEP }), box = make("div");
    if (!isHeld(query, found)) { // no result waits for it
      root.shuwu.meant(query, found).then((others) => { box.append(...choices(others, say)); }, () => {});
    }
    return [box, ...results(found, query, say)];
  };
})(this);
