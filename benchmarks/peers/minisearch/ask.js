/* ask.js: index the documents that come on standard input, and print the ids found for each query.
   Han runs are cut into pairs, the rest into words; any of them will do. */
"use strict";

const MiniSearch = require("minisearch");

function tokenize(text) {
  const found = [];
  for (const [run] of text.matchAll(/\p{Script=Han}+|[\p{L}\p{N}]+?(?=\p{Script=Han}|[^\p{L}\p{N}]|$)/gu)) {
    const characters = [...run];
    if (characters.length === 1 || !/\p{Script=Han}/u.test(run)) { found.push(run); continue; }
    for (let i = 1; i < characters.length; i++) { found.push(characters[i - 1] + characters[i]); }
  }
  return found;
}

const { docs, queries, shown } = JSON.parse(require("fs").readFileSync(0, "utf8"));
const index = new MiniSearch({ fields: ["title", "text"], tokenize, searchOptions: { combineWith: "OR" } });
index.addAll(docs);
const answers = queries.map((query) => index.search(query).slice(0, shown).map((hit) => hit.id));
process.stdout.write(JSON.stringify(answers));
