/* What of a browser the program's scripts ask for that have to do with no page: script elements, decoders, base64.
   script_engine.py gives fileOf, which returns the text of a file or null, and decoded, which reads bytes in hexadecimal. */
var document = {
  currentScript: null, readyState: "complete", documentElement: { dataset: {} },
  createElement: () => ({ remove: () => {} }),
  head: {
    appendChild: (script) => {
      Promise.resolve().then(() => {
        var source = fileOf(script.src);
        if (source === null) { script.onerror(); return; }
        runScript(source, script);
        script.onload();
      });
    }
  }
};

function runScript(source, script) {
  document.currentScript = script;
  (0, eval)(source);
  document.currentScript = null;
}

class TextDecoder {
  constructor(encoding) { this.encoding = encoding; }

  decode(content) {
    var bytes = new Uint8Array(content.buffer, content.byteOffset, content.byteLength);
    return decoded(this.encoding, Array.from(bytes, (byte) => (256 + byte).toString(16).slice(1)).join(""));
  }
}

var BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

function atob(text) {
  var bits = 0, held = 0, bytes = "";
  [...text.replace(/=+$/, "")].forEach((c) => {
    held = (held << 6 | BASE64.indexOf(c)) & 0xffff;
    bits += 6;
    if (bits >= 8) { bits -= 8; bytes += String.fromCharCode(held >> bits & 255); }
  });
  return bytes;
}

/** Let `outcome` hold what the function in `source` makes of `values` as JSON, or why it failed, once that is known. */
function callFunction(source, values) {
  outcome = null;
  Promise.resolve().then(() => (0, eval)(source)(...JSON.parse(values))).then((value) => {
    outcome = JSON.stringify({ value: value });
  }, (error) => { outcome = JSON.stringify({ error: String(error) + "\n" + (error && error.stack) }); });
}

var outcome;
