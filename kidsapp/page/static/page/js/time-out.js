/* Warns some minutes before the log-in of a form ends; the page says the time in any case. */
(function () {
  "use strict";
  var line = document.querySelector("[data-until]");
  var warning = document.querySelector("[data-until-warning]");
  var before = 5 * 60 * 1000;
  var longest = 24 * 60 * 60 * 1000;
  if (!line || !warning) { return; }
  var until = Date.parse(line.getAttribute("data-until"));

  function look() {
    var left = until - Date.now() - before;
    if (left <= 0) { warning.hidden = false; } else { setTimeout(look, Math.min(left, longest)); }
  }
  look();
})();
