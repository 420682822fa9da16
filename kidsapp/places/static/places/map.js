/* The map island: Leaflet is fetched only when the map comes into view. Beside it: own position, short addresses.
   Without this file the list and the form are whole. */
(function () {
  "use strict";
  var own = document.currentScript;
  var SVG = "http://www.w3.org/2000/svg";
  var DROP = "M17 1.5a15 15 0 0 1 15 15c0 9-9 15.5-15 25.5-6-10-15-16.5-15-25.5a15 15 0 0 1 15-15z";
  var HALF = "M17 1.5a15 15 0 0 0-15 15c0 9 9 15.5 15 25.5z";

  function svg(name, attributes) {
    var made = document.createElementNS(SVG, name);
    Object.keys(attributes).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    return made;
  }

  function pinShape(match, number) {
    var pin = svg("svg", { viewBox: "0 0 34 44", width: 34, height: 44, "class": "ka-map-pin ka-map-pin--" + match, "aria-hidden": "true" });
    pin.appendChild(svg("path", { d: DROP, "class": "ka-map-pin__drop" }));
    if (match === "partial") { pin.appendChild(svg("path", { d: HALF, "class": "ka-map-pin__half" })); }
    if (match === "partial") { pin.appendChild(svg("path", { d: DROP, fill: "none", stroke: "currentColor", "stroke-width": 2.5 })); }
    var label = svg("text", { x: 17, y: 22 });
    label.textContent = String(number);
    pin.appendChild(label);
    return pin;
  }

  function holder(shape) {
    var box = document.createElement("div");
    box.appendChild(shape);
    return box;
  }

  function popup(content, pin) {
    var box = document.createElement("div");
    var link = document.createElement("a");
    link.href = content.url.replace("-/", pin[1] + "/") + (content.search || window.location.search);
    link.textContent = pin[2];
    box.appendChild(link);
    if (content.words[pin[5]]) {
      var words = document.createElement("p");
      words.textContent = content.words[pin[5]];
      box.appendChild(words);
    }
    if (document.getElementById("remember")) { box.appendChild(rememberButton(content, pin)); }
    return box;
  }

  /* A button of the page's own form, so that the map remembers a Kita the same way as the list. */
  function rememberButton(content, pin) {
    var button = document.createElement("button");
    button.type = "submit";
    button.className = "kern-btn kern-btn--quiet";
    button.name = "facility";
    button.value = pin[1];
    button.setAttribute("form", "remember");
    button.textContent = content.words.remember;
    return button;
  }

  function addPin(L, map, content, pin) {
    var words = content.words[pin[5]];
    var icon = L.divIcon({ html: holder(pinShape(pin[5], pin[0])), className: "", iconSize: [34, 44], iconAnchor: [17, 43], popupAnchor: [0, -38] });
    var name = pin[0] + ": " + pin[2] + (words ? ", " + words : "");
    var marker = L.marker([pin[3], pin[4]], { icon: icon, title: name, alt: name, riseOnHover: true, zIndexOffset: -10 * pin[0] });
    marker.bindPopup(function () { return popup(content, pin); });
    marker.on("popupopen", function (event) {
      var box = event.popup.getElement();
      box.onkeydown = function (pressed) { if (pressed.key === "Escape") { marker.closePopup(); } };
      box.querySelector(".leaflet-popup-close-button").setAttribute("aria-label", content.words.close);
      box.querySelector(".leaflet-popup-content a").focus({ preventScroll: true });
    });
    marker.on("popupclose", function () { marker.getElement().focus({ preventScroll: true }); });
    return marker.addTo(map);
  }

  /* Where pins would hide each other, the later in the list are small until one comes nearer or points at them. */
  function makeRoom(map, markers) {
    var taken = [];
    markers.forEach(function (marker) {
      var here = map.latLngToLayerPoint(marker.getLatLng());
      var isFree = taken.every(function (other) { return Math.abs(other.x - here.x) > 24 || Math.abs(other.y - here.y) > 32; });
      if (isFree) { taken.push(here); }
      marker.getElement().classList.toggle("is-small", !isFree);
    });
  }

  function addAround(L, map, content) {
    var ring = svg("svg", { viewBox: "0 0 24 24", width: 24, height: 24, "class": "ka-map-here", "aria-hidden": "true" });
    ring.appendChild(svg("circle", { cx: 12, cy: 12, r: 7 }));
    var icon = L.divIcon({ html: holder(ring), className: "", iconSize: [24, 24] });
    L.marker(content.around, { icon: icon, title: content.words.around, alt: content.words.around, keyboard: false }).addTo(map);
    if (content.radius_km) {
      L.circle(content.around, { radius: content.radius_km * 1000, className: "ka-map-radius", dashArray: "6 6", weight: 2, interactive: false }).addTo(map);
    }
  }

  function bounds(L, content) {
    var box = L.latLngBounds(content.pins.map(function (pin) { return [pin[3], pin[4]]; }));
    if (content.around) { box.extend(L.latLng(content.around).toBounds((content.radius_km || 0.5) * 2000)); }
    return box;
  }

  function sayOffline(box, content) {
    if (box.querySelector(".ka-map__offline")) { return; }
    var text = document.createElement("p");
    text.className = "ka-map__offline";
    text.setAttribute("role", "status");
    text.textContent = content.words.offline;
    box.appendChild(text);
  }

  function draw(box, content) {
    var L = window.L;
    box.textContent = "";
    var canvas = document.createElement("div");
    canvas.style.height = "100%";
    box.appendChild(canvas);
    var moves = !window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    var map = L.map(canvas, { zoomControl: false, scrollWheelZoom: false, fadeAnimation: moves, zoomAnimation: moves });
    L.control.zoom({ zoomInTitle: content.words.zoom_in, zoomOutTitle: content.words.zoom_out }).addTo(map);
    map.attributionControl.setPrefix(false);
    map.fitBounds(bounds(L, content), { padding: [36, 36], maxZoom: 16 });
    var tiles = L.tileLayer(content.tiles.url, { attribution: content.tiles.attribution, maxZoom: content.tiles.max_zoom || 18 });
    tiles.on("tileerror", function () { sayOffline(box, content); });
    tiles.on("tileload", function () { var text = box.querySelector(".ka-map__offline"); if (text) { text.remove(); } });
    tiles.addTo(map);
    var markers = content.pins.map(function (pin) { return addPin(L, map, content, pin); });
    map.on("zoomend", function () { makeRoom(map, markers); });
    makeRoom(map, markers);
    if (content.around) { addAround(L, map, content); }
  }

  function load(box, content) {
    var script = document.createElement("script");
    script.nonce = own.nonce;
    var style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = box.getAttribute("data-leaflet-style");
    script.src = box.getAttribute("data-leaflet");
    script.onload = function () { draw(box, content); };
    script.onerror = function () { box.querySelector(".ka-map__text").textContent = content.words.offline; };
    document.head.appendChild(style);
    document.head.appendChild(script);
  }

  function whenSeen(box, start) {
    if (!("IntersectionObserver" in window)) { start(); return; }
    var watcher = new IntersectionObserver(function (entries) {
      if (entries.some(function (entry) { return entry.isIntersecting; })) { watcher.disconnect(); start(); }
    }, { rootMargin: "200px" });
    watcher.observe(box);
  }

  document.querySelectorAll("[data-map]").forEach(function (box) {
    var content = JSON.parse(box.parentNode.querySelector("[data-map-content]").textContent);
    box.classList.add("is-live");
    box.querySelector(".ka-map__text").textContent = content.words.loading;
    whenSeen(box, function () { load(box, content); });
  });

  document.querySelectorAll(".ka-search-form").forEach(function (form) {
    form.addEventListener("submit", function () {
      form.querySelectorAll("input, select").forEach(function (field) { if (!field.value) { field.disabled = true; } });
    });
    window.addEventListener("pageshow", function () {
      form.querySelectorAll("[disabled]").forEach(function (field) { field.disabled = false; });
    });
  });

  document.querySelectorAll("[data-locate]").forEach(function (button) {
    if (!navigator.geolocation) { return; }
    var form = button.form;
    var status = form.querySelector("[data-locate-status]");
    var say = function (text) { status.textContent = text; status.hidden = !text; };
    button.hidden = false;
    button.addEventListener("click", function () {
      say(button.getAttribute("data-locating"));
      navigator.geolocation.getCurrentPosition(function (position) {
        form.elements.lat.value = position.coords.latitude.toFixed(4);
        form.elements.lon.value = position.coords.longitude.toFixed(4);
        form.elements.address.value = form.elements.at.value = button.getAttribute("data-here");
        if (!form.elements.radius_km.value) { form.elements.radius_km.value = "3"; }
        say("");
        form.requestSubmit ? form.requestSubmit() : form.submit();
      }, function () { say(button.getAttribute("data-denied")); }, { timeout: 10000, maximumAge: 300000 });
    });
  });
})();
