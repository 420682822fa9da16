/* Reads the page aloud; the button stays hidden until the browser has a voice for the page's language. */
(function () {
  "use strict";
  var button = document.querySelector(".ka-read");
  var speech = window.speechSynthesis;
  if (!button || !speech || !window.SpeechSynthesisUtterance) { return; }
  var language = document.documentElement.lang;
  var isReading = false;

  function voice() {
    return speech.getVoices().filter(function (one) {
      return one.lang.replace("_", "-").toLowerCase().split("-")[0] === language;
    })[0];
  }

  function sentences() {
    var parts = document.querySelectorAll("main h1, main h2, main h3, main p, main li, main dt, main dd, main label, main legend");
    return Array.prototype.filter.call(parts, function (part) {
      return part.offsetParent && !part.querySelector("p, li, h2, h3, label") && !button.contains(part);
    }).map(function (part) { return part.innerText.trim(); }).filter(Boolean);
  }

  function label(text) { button.querySelector(".kern-label").textContent = text; }

  function stop() { isReading = false; speech.cancel(); label(button.dataset.read); }

  function start() {
    var texts = sentences();
    isReading = true;
    label(button.dataset.stop);
    texts.forEach(function (text, index) {
      var utterance = new SpeechSynthesisUtterance(text);
      utterance.voice = voice();
      utterance.lang = utterance.voice.lang;
      if (index === texts.length - 1) { utterance.onend = stop; }
      speech.speak(utterance);
    });
  }

  function show() { if (voice()) { button.hidden = false; } }

  button.addEventListener("click", function () { if (isReading) { stop(); } else { start(); } });
  window.addEventListener("pagehide", function () { speech.cancel(); });
  if (speech.addEventListener) { speech.addEventListener("voiceschanged", show); } else { speech.onvoiceschanged = show; }
  show();
})();
