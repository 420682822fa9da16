"use strict";
// Registers the worker that shows a friendly page without a network. It keeps no personal page.
if ("serviceWorker" in navigator) {
  window.addEventListener("load", () => navigator.serviceWorker.register("/sw.js").catch(() => {}));
}
