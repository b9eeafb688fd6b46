/* pack_codec.js: read the data blocks of a pack. Twin of webapp/pack/codec.py, which explains the three steps. */
(function (root) {
  "use strict";

  var FORBIDDEN = [0, 13, 60], FIRST_PAIR = 0x80, BITS = 7;

  /** @param {string} text  the text of a script element  @param {number} size  in bytes  @returns {Uint8Array} */
  function bytesOf(text, size) {
    var bytes = new Uint8Array(size), written = 0, held = 0, count = 0;
    function take(value) {
      held = (held << BITS | value) & 0xffff;
      count += BITS;
      if (count >= 8) { count -= 8; bytes[written++] = held >> count & 255; }
    }
    for (var i = 0; i < text.length; i++) {
      var code = text.charCodeAt(i) - FIRST_PAIR;
      if (code >= 0) { take(FORBIDDEN[code >> BITS]); take(code & 127); } else { take(code + FIRST_PAIR); }
    }
    return bytes;
  }

  /** @param {Element} block  a data block; it is emptied  @returns {Uint8Array} its content, not inflated */
  function contentOf(block) {
    var bytes = bytesOf(block.textContent, +block.dataset.packed);
    block.textContent = "";
    return bytes;
  }

  /** @returns {Promise<Uint8Array>} the content of a data block, inflated */
  async function inflated(block) {
    var packed = contentOf(block);
    try {
      var stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
      return new Uint8Array(await new Response(stream).arrayBuffer());
    } catch (error) {
      return root.shuwuInflate(packed, +block.dataset.size);
    }
  }

  /** @returns {string} UTF-16 units as text */
  function textOf(units) { return new TextDecoder("utf-16le").decode(units); }

  /** @returns {Promise<Uint16Array>} the units of a block without alphabet */
  async function readPlain(block) {
    var bytes = await inflated(block), units = new Uint16Array(bytes.length / 2);
    for (var i = 0; i < units.length; i++) { units[i] = bytes[2 * i] << 8 | bytes[2 * i + 1]; }
    return units;
  }

  /** @param {{units: Uint16Array, single: number}} alphabet  @returns {Promise<string>} the text of a block */
  async function readText(block, alphabet) {
    var bytes = await inflated(block), units = new Uint16Array(bytes.length), count = 0, single = alphabet.single;
    for (var i = 0; i < bytes.length; i++) {
      var place = bytes[i] < single ? bytes[i] : single + (bytes[i] - single) * 256 + bytes[++i];
      units[count++] = alphabet.units[place];
    }
    return textOf(units.subarray(0, count));
  }

  root.shuwuCodec = { contentOf: contentOf, readPlain: readPlain, readText: readText, textOf: textOf };
})(this);
