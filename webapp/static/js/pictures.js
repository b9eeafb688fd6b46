/* pictures.js: where pages save data, put a picture in the place of its link when that is tapped. */
(function (root) {
  "use strict";

  root.document.addEventListener("click", (event) => {
    var link = event.target.closest("a.load");
    if (!link) { return; }
    event.preventDefault();
    var picture = link.nextElementSibling.content.firstElementChild, image = picture.querySelector("img");
    link.replaceWith(picture);
    // Who came by the keyboard goes on from here.
    image.tabIndex = -1;
    image.focus({preventScroll: true});
  });
})(this);
