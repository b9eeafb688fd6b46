/* pack_whole.js: tells when the end of the file is missing. It stands early in the file, for the end may be anywhere. */
document.addEventListener("DOMContentLoaded", () => {
  "use strict";

  var note = document.querySelector(".edition-note");
  if (!document.getElementById("end")) {
    note.textContent = note.dataset.cut;
    note.hidden = false;
  }
});
