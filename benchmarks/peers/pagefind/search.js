/* search.js: Pagefind behind our own search page, used as its documentation advises: warmed up when the box is
   touched, results shown as they come. It waits as long for more typing as our page, and shows as many results. */
import * as pagefind from "../pagefind/pagefind.js";

const PAUSE_MS = 250, SHOWN = 10;
const input = document.querySelector("main [name=q]"), answers = document.querySelector(".answers");
let newest = 0, timer;

function make(name, properties, children = []) {
  const node = Object.assign(document.createElement(name), properties);
  node.append(...children);
  return node;
}

async function fill(line, result) {
  const found = await result.data();
  const title = make("h3", {}, [make("a", { href: found.url, textContent: found.meta.title })]);
  line.append(make("div", { className: "entry-text" }, [title, make("p", { innerHTML: found.excerpt })]));
}

async function answer(query) {
  const mine = ++newest, { results } = await pagefind.search(query);
  if (mine !== newest) { return; }
  const lines = results.slice(0, SHOWN).map((result) => {
    const line = make("li", { className: "entry" });
    fill(line, result);
    return line;
  });
  answers.replaceChildren(make("h2", { textContent: `“${query}”` }));
  if (lines.length) { answers.append(make("ul", { className: "entries" }, lines)); }
  document.querySelector(".browse").hidden = lines.length > 0;
}

// Its worker would be one more script to fetch, and would escape the slowing down of the page.
await pagefind.options({ noWorker: true });
input.addEventListener("focus", () => pagefind.init());
input.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(() => answer(input.value), PAUSE_MS);
});
input.value = new URLSearchParams(location.search).get("q") || "";
if (input.value) { answer(input.value); }
