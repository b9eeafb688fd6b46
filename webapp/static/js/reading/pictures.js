/* pictures.js: replace placeholders by pictures; with data saving on, only those that are tapped. */
(function (root) {
  "use strict";

  var document = root.document, say = document.currentScript.dataset, connection = root.navigator.connection;
  var boxes = Array.from(document.querySelectorAll(".shown"));

  /** @returns {boolean} whether to save data: by the reader's choice, or else by browser and library */
  function saves() {
    var chosen = null;
    try { chosen = root.localStorage.getItem("saves-data"); } catch (error) { /* some browsers let nothing be stored */ }
    return chosen ? chosen === "yes" : !!(connection && connection.saveData) || !!document.querySelector(".shown > template");
  }

  /** @returns {Element|undefined} the picture of `box`, now shown; undefined if it was shown before */
  function show(box) {
    var held = box.querySelector("noscript, template"), link = box.querySelector(".load");
    if (!held) { return undefined; }
    var content = held.content || new DOMParser().parseFromString(held.textContent, "text/html").body;
    var picture = document.importNode(content.firstElementChild, true);
    held.remove();
    if (link) { link.remove(); }
    box.append(picture);
    return picture;
  }

  /** Show the link in `box` with the size of its picture; in a list the placeholder is enough. */
  function offer(box) {
    var link = box.querySelector(".load");
    if (link) { link.classList.remove("late"); }
  }

  /** A host may send a format with a wrong type, or not at all: then try the next one, and finally the JPEG. */
  function tryNext(image) {
    var source = image.matches("picture > img") && image.parentNode.querySelector("source");
    if (source) { source.remove(); }
  }

  function addSwitch() {
    var input = document.createElement("input"), label = document.createElement("label"), line = document.createElement("p");
    input.type = "checkbox";
    input.checked = saves();
    input.onchange = () => {
      try { root.localStorage.setItem("saves-data", input.checked ? "yes" : "no"); } catch (error) { /* then for this page */ }
      boxes.forEach(input.checked ? offer : show);
    };
    label.append(input, " " + say.switch);
    line.className = "saving-data";
    line.append(label);
    document.querySelector("main").append(line);
  }

  document.addEventListener("click", (event) => {
    var link = event.target.closest("a.load");
    if (!link) { return; }
    event.preventDefault();
    var image = show(link.parentNode).querySelector("img");
    // Keyboard users continue from here.
    image.tabIndex = -1;
    image.focus({ preventScroll: true });
  });
  document.addEventListener("error", (event) => { tryNext(event.target); }, true);
  boxes.forEach(saves() ? offer : show);
  addSwitch();
})(this);
