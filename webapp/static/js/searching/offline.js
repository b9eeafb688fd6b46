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

  function entry(hit, query, words) {
    var summary = make("p", { textContent: "…" });
    var title = make("a", { href: hit.url + "?q=" + encodeURIComponent(query) });
    write(title, root.shuwuSnippet.mark(hit.title, words));
    whenSeen(summary, () => {
      root.shuwu.snippet(hit, words).then((pieces) => { write(summary, pieces); }, () => {});
    });
    var facts = [hit.section + " ", make("time", { textContent: hit.date })];
    return make("li", { className: "entry" }, [make("div", { className: "entry-text" }, [
      make("h3", {}, [title]), summary, make("p", { className: "facts" }, facts)
    ])]);
  }

  function fill(phrase, value) { return phrase.replace(/{\w+}/, () => value); }

  /** @returns {Node[]} the articles with the whole query, then the others under a heading of their own; what is below brings
   *  further ones when it is seen or pressed */
  function results(found, query, say) {
    if (!found.hits.length) { return [make("p", { textContent: fill(say.nothing, query) })]; }
    var told = make("p"), whole = make("ul", { className: "entries" }), others = whole.cloneNode(), heading = make("h2");
    var more = make("button", { textContent: say.more }), shown = 0;
    function show(found, limit) {
      var words = root.shuwuSnippet.words(found.query, !found.lacksPhrase);
      told.textContent = found.total ? fill(found.atLeast ? say.atLeast : say.found, found.total)
        : fill(found.lacksPhrase ? say.lacksPhrase : say.lacksAll, query);
      heading.textContent = fill(found.lacksPhrase ? say.words : say.some, found.partialAtLeast ? fill(say.least, found.partial) : found.partial);
      found.hits.slice(shown).forEach((hit) => { (hit.partial ? others : whole).append(entry(hit, query, words)); });
      shown = found.hits.length;
      heading.hidden = !others.firstChild;
      more.hidden = shown < limit;
      more.onclick = () => root.shuwu.search(query, { limit: limit + STEP }).then((further) => { show(further, limit + STEP); });
      whenSeen(more, more.onclick); // what is hidden is not seen
    }
    show(found, STEP);
    return [make("h2", { textContent: fill(say.results, query) }), told, whole, heading, others, more];
  }

  /** @returns {boolean} whether some article holds each pair of `query`, which has no letters that may be pinyin */
  function isHeld(query, found) {
    var pairs = root.shuwuQuery.parse(query).terms.filter((term) => !root.shuwuText.isCharacter(term));
    return !/[a-z]/i.test(query) && pairs.every((term) => (pairs[1] ? found.held : found.told).includes(term));
  }

  /** @returns {Promise<string[]>} the queries that may be meant by `query`, for which `found` was found */
  root.shuwu.meant = async (query, found) => {
    await shards.need("suggest");
    return root.shuwuMeant(query, found.held, found.told, (await shards.state()).words, (name) => shards.load("words/" + name + ".js"));
  };

  root.shuwuAnswer = async (query, say) => {
    var found = await root.shuwu.search(query, { limit: STEP }), box = make("div");
    if (!isHeld(query, found)) { // no result waits for it
      root.shuwu.meant(query, found).then((others) => { root.shuwuChoose(box, others, say); }, () => {});
    }
    return [box, ...results(found, query, say)];
  };
})(this);
