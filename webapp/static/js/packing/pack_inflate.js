/* pack_inflate.js: inflate (RFC 1951) for browsers that cannot do it themselves. */
(function (root) {
  "use strict";

  var MOST_BITS = 15, END = 256;
  var LENGTHS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
  var DISTANCES = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
    8193, 12289, 16385, 24577
  ];
  var ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

  function lengthBits(i) { return i < 8 || i === 28 ? 0 : (i >> 2) - 1; }

  function distanceBits(i) { return i < 4 ? 0 : (i >> 1) - 1; }

  /** @param {number[]} sizes  bits of each symbol's code
   *  @returns {{counts: Uint16Array, symbols: Uint16Array}} how many codes there are of each size; symbols in code order */
  function codeOf(sizes) {
    var counts = new Uint16Array(MOST_BITS + 1), places = new Uint16Array(MOST_BITS + 2), symbols = new Uint16Array(sizes.length);
    sizes.forEach((size) => { counts[size]++; });
    counts[0] = 0;
    for (var size = 1; size <= MOST_BITS; size++) { places[size + 1] = places[size] + counts[size]; }
    sizes.forEach((bits, symbol) => { if (bits) { symbols[places[bits]++] = symbol; } });
    return { counts: counts, symbols: symbols };
  }

  /** @param {Uint8Array} input  a zlib stream  @param {number} size  of the result, in bytes
   *  @returns {Uint8Array} */
  function inflate(input, size) {
    var output = new Uint8Array(size), written = 0, at = 2, held = 0, count = 0, isLast, kind;

    /** @returns {number} the next byte of the input; throws if the file was cut off */
    function byte() {
      if (at >= input.length) { throw new Error("inflate"); }
      return input[at++];
    }

    function bits(wanted) {
      while (count < wanted) { held |= byte() << count; count += 8; }
      var value = held & ((1 << wanted) - 1);
      held >>>= wanted;
      count -= wanted;
      return value;
    }

    function symbol(code) {
      var value = 0, first = 0, place = 0;
      for (var size = 1; size <= MOST_BITS; size++) {
        if (!count) { held = byte(); count = 8; }
        value |= held & 1;
        held >>>= 1;
        count--;
        if (value - first < code.counts[size]) { return code.symbols[place + value - first]; }
        place += code.counts[size];
        first = (first + code.counts[size]) << 1;
        value <<= 1;
      }
      throw new Error("inflate");
    }

    function stored() {
      held = count = 0;
      var length = input[at] | input[at + 1] << 8;
      output.set(input.subarray(at + 4, at + 4 + length), written);
      at += 4 + length;
      written += length;
    }

    function fixedCodes() {
      return [codeOf(Array.from({ length: 288 }, (_, i) => i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8)), codeOf(Array(30).fill(5))];
    }

    function readCodes() {
      var literals = bits(5) + 257, distances = bits(5) + 1, orders = bits(4) + 4, sizes = Array(19).fill(0), all = [];
      for (var i = 0; i < orders; i++) { sizes[ORDER[i]] = bits(3); }
      var code = codeOf(sizes);
      while (all.length < literals + distances) {
        var next = symbol(code), last = all[all.length - 1];
        if (next < 16) { all.push(next); continue; }
        var times = next === 16 ? bits(2) + 3 : next === 17 ? bits(3) + 3 : bits(7) + 11;
        while (times--) { all.push(next === 16 ? last : 0); }
      }
      return [codeOf(all.slice(0, literals)), codeOf(all.slice(literals))];
    }

    function block(codes) {
      for (;;) {
        var next = symbol(codes[0]);
        if (next < END) { output[written++] = next; continue; }
        if (next === END) { return; }
        var length = LENGTHS[next - 257] + bits(lengthBits(next - 257)), far = symbol(codes[1]);
        var from = written - DISTANCES[far] - bits(distanceBits(far));
        while (length--) { output[written++] = output[from++]; }
      }
    }

    do {
      isLast = bits(1);
      kind = bits(2);
      if (kind === 0) { stored(); } else { block(kind === 1 ? fixedCodes() : readCodes()); }
    } while (!isLast);
    return output;
  }

  root.shuwuInflate = inflate;
})(this);
