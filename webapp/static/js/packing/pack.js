/* pack.js: the content of a pack. The data blocks follow the first screen and are decoded on demand. */
(function (root) {
  "use strict";

  var BETWEEN = "\x1e", INSIDE = "\x1f";
  var INLINE = /<\/?(?:a|abbr|b|cite|code|del|em|i|ins|kbd|mark|q|rp|rt|ruby|s|small|strong|sub|sup|u)\b[^<>]*>/g;
  var ENTITIES = { "&lt;": "<", "&gt;": ">", "&quot;": "\"", "&nbsp;": "\xa0", "&amp;": "&" };
  var codec = root.shuwuCodec, decoded = [], shown = [];
  var pack = root.shuwuPack = { codec: codec, articles: [], chunks: [] };

  function block(name) { return document.querySelector("script[data-block=\"" + name + "\"]"); }

  /** @returns {string} the searched text of a body. Twin of `text_of` in webapp/pack/bodies.py */
  pack.plain = (body) => {
    var parts = body.split(INSIDE);
    return parts[1] || parts[0].replace(INLINE, "").replace(/<[^<>]*>/g, "\n")
      .replace(/&(?:lt|gt|quot|nbsp|amp);/g, (entity) => ENTITIES[entity]).trim();
  };

  /** @returns {Promise<string[]>} the bodies of chunk `number` */
  pack.bodies = (number) => {
    decoded[number] = decoded[number] || codec.readText(block("text-" + number), pack.alphabet).then((text) => text.split(BETWEEN));
    return decoded[number];
  };

  /** @returns {Promise<string>} the body of article `number`, as HTML sanitised by webapp/core/html/markup.py */
  pack.body = (number) => {
    var place = pack.chunks.findIndex((chunk) => number < chunk.first + chunk.count);
    return pack.bodies(place).then((bodies) => bodies[number - pack.chunks[place].first]);
  };

  /** @returns {string} picture `number` as an address */
  pack.picture = (number) => {
    var facts = pack.facts.pictures[number], place = facts[0];
    shown[place] = shown[place] || codec.contentOf(block("pictures-" + place));
    var bytes = shown[place].subarray(facts[1], facts[1] + facts[2]), binary = "";
    for (var i = 0; i < bytes.length; i += 4096) { binary += String.fromCharCode.apply(null, bytes.subarray(i, i + 4096)); }
    return "data:image/webp;base64," + btoa(binary);
  };

  /** @returns {Promise<Object<string, string[]>>} the files of suggested words, by name */
  pack.words = () => codec.readText(block("words"), pack.alphabet).then((text) => {
    var files = Object.create(null);
    text.split(BETWEEN).forEach((file) => {
      var lines = file.split("\n");
      files[lines[0]] = lines.slice(1);
    });
    return files;
  });

  /** @returns {Promise<string>} the families of words, a line each */
  pack.families = () => codec.readText(block("families"), pack.alphabet);

  function article(line, number) {
    var fields = line.split("\t");
    return {
      number: number, slug: fields[0], title: fields[1], section: fields[2], seconds: fields[3], id: fields[4], lang: fields[5] || pack.facts.lang,
      author: fields[6], source: fields[7], tags: fields[8] ? fields[8].split(INSIDE) : [], cover: fields[9],
      summary: fields[10], weight: +fields[11],
      address: "#" + fields[2] + "/" + fields[0] + ".html"
    };
  }

  /** @returns {string[]} a line with the fields of each article */
  async function readFacts() {
    var units = await codec.readPlain(block("facts"));
    var facts = pack.facts = JSON.parse(codec.textOf(units));
    pack.alphabet = { units: await codec.readPlain(block("alphabet")), single: facts.single };
    pack.sectionTitles = {};
    facts.sections.forEach((section) => { pack.sectionTitles[section[0]] = section[1]; });
    var first = 0;
    pack.chunks = facts.chunks.map((count) => {
      first += count;
      return { first: first - count, count: count };
    });
    var lines = await codec.readText(block("list"), pack.alphabet);
    pack.articles = lines ? lines.split("\n").map(article) : [];
  }

  /** Fulfilled when everything but texts, pictures and words is loaded. */
  pack.ready = new Promise((resolve) => {
    if (document.readyState === "loading") { document.addEventListener("DOMContentLoaded", resolve); } else { resolve(); }
  }).then(readFacts);
})(this);
