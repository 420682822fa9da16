/* Small helps for every page; each page is whole without them. */
(function () {
  "use strict";
  var errors = document.querySelector("[data-focus]");
  if (errors) { errors.focus(); }

  document.addEventListener("keydown", function (event) {
    var open = event.key === "Escape" && document.querySelector("details.ka-language-menu[open]");
    if (open) { open.removeAttribute("open"); open.querySelector("summary").focus(); }
  });

  document.addEventListener("click", function (event) {
    document.querySelectorAll("details.ka-language-menu[open]").forEach(function (menu) {
      if (!menu.contains(event.target)) { menu.removeAttribute("open"); }
    });
  });
})();
