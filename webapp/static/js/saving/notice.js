/* notice.js: a text with buttons or a progress bar, about saving: on its own page and on all others. */
(function (root) {
  "use strict";

  class Notice {
    /** @param {Element} place  contains the element for the text, with the role status */
    constructor(place) {
      this.place = place;
      this.status = place.querySelector("[role=status]");
    }

    /** Show `text` with buttons: their names and what they do. */
    show(text, actions) {
      this.status.textContent = text;
      this.place.querySelectorAll("button, progress").forEach((node) => { node.remove(); });
      Object.keys(actions).forEach((label) => {
        this.place.append(Object.assign(document.createElement("button"), { textContent: label, onclick: actions[label] }));
      });
    }

    /** Show `text` above a progress bar with `label`. @returns {function(number)} sets the bar, from 0 to 1 */
    fill(text, label) {
      var bar = document.createElement("progress");
      this.show(text, {});
      bar.setAttribute("aria-label", label);
      bar.value = 0;
      this.place.append(bar);
      return (part) => { bar.value = part; };
    }
  }

  Notice.size = (bytes) => bytes < 1e6 ? Math.ceil(bytes / 1e3) + " kB"
    : (bytes / 1e6).toLocaleString(document.documentElement.lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 }) + " MB";
  Notice.text = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  root.ShuwuNotice = Notice;
})(this);
