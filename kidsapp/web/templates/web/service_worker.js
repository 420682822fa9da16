"use strict";
const PAGES = {{ pages|safe }};
const ASSETS = {{ assets|safe }};
const CACHE = "kidsapp-offline-1";

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(Object.values(PAGES).concat(ASSETS))));
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  if (event.request.mode === "navigate") {
    const language = new URL(event.request.url).pathname.split("/")[1];
    const page = PAGES[language] || PAGES.de || Object.values(PAGES)[0];
    event.respondWith(fetch(event.request).catch(() => caches.match(page)));
  } else if (ASSETS.includes(new URL(event.request.url).pathname)) {
    event.respondWith(fetch(event.request).catch(() => caches.match(event.request)));
  }
});
