/* pack_whole.js: warns if the end of the file is missing. It comes early, because the file may be cut off anywhere. */
document.addEventListener("DOMContentLoaded", () => {
  "use strict";

  var note = document.querySelector(".edition-note");
  if (!document.getElementById("end")) {
    note.textContent = note.dataset.cut;
    note.hidden = false;
  }
});
