/* meeting.js: keep a reader's remarks about a meeting on the phone, and show them as text to send. */
(function (root) {
  "use strict";

  var sending = document.querySelector(".sending"), text = sending.querySelector("textarea"), say = sending.dataset;
  var status = sending.querySelector("[role=status]"), share = sending.querySelector(".share");
  var boxes = Array.from(document.querySelectorAll(".remark textarea")), name = "shuwu:remarks:" + say.name, kept = read();

  function read() {
    try { return JSON.parse(root.localStorage.getItem(name)) || {}; } catch (error) { return {}; }
  }

  /** @returns {boolean} whether it is stored for the next visit */
  function write() {
    try {
      root.localStorage.setItem(name, JSON.stringify(kept));
      return true;
    } catch (error) { return false; }
  }

  /** Remarks about points that the meeting no longer has come last, so they can still be sent. */
  function show() {
    var now = boxes.map((box) => box.name), keys = now.concat(Object.keys(kept).filter((key) => now.indexOf(key) < 0));
    var said = keys.filter((key) => kept[key]).map((key) => kept[key].point + "\n" + kept[key].remark);
    text.value = [say.title].concat(said).join("\n\n");
    sending.hidden = !said.length;
  }

  function keep(box) {
    var remark = box.value.trim();
    kept = Object.assign({}, kept, read()); // the page may be open twice
    if (remark) { kept[box.name] = { point: box.dataset.point, remark: remark }; } else { delete kept[box.name]; }
    status.textContent = write() ? "" : say.notLasting;
    show();
  }

  /** Works without HTTPS too, where there is no clipboard API. */
  function copySelected() {
    text.select();
    return document.execCommand("copy");
  }

  async function copy() {
    var isCopied = copySelected();
    if (!isCopied && navigator.clipboard) {
      try {
        await navigator.clipboard.writeText(text.value);
        isCopied = true;
      } catch (error) { isCopied = false; }
    }
    status.textContent = isCopied ? say.copied : say.byHand;
  }

  boxes.forEach((box) => {
    box.value = kept[box.name] ? kept[box.name].remark : "";
    box.parentNode.hidden = false;
    box.oninput = () => { keep(box); };
  });
  sending.querySelector(".copy").onclick = copy;
  share.hidden = !navigator.share;
  share.onclick = () => { navigator.share({ text: text.value }).catch(() => {}); };
  show();
})(this);
