/* notice.js: a text with buttons, or with a bar that fills. What is said of saving: on its page, and on all others. */
(function (root) {
  "use strict";

  class Notice {
    /** @param {Element} place  has the element that says the text, of the role status */
    constructor(place) {
      this.place = place;
      this.status = place.querySelector("[role=status]");
    }

    /** Say `text`, and offer what can be done: names of buttons with what they do. */
    show(text, actions) {
      this.status.textContent = text;
      this.place.querySelectorAll("button, progress").forEach((node) => { node.remove(); });
      Object.keys(actions).forEach((label) => {
        this.place.append(Object.assign(document.createElement("button"), { textContent: label, onclick: actions[label] }));
      });
    }

    /** Say `text` above a bar called `label`. @returns {function(number)} fills the bar, from 0 to 1 */
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
