/* Passkeys: shows what works here, asks the browser for the key, and sends its answer as a form.
   A form has data-passkey (create or get) and data-options, or data-options-from: where to fetch them. */
(function () {
  "use strict";
  if (!window.PublicKeyCredential || !window.fetch || !navigator.credentials) { return; }

  function bytes(text) {
    var plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, function (sign) { return sign.charCodeAt(0); });
  }

  function text(buffer) {
    var signs = "";
    new Uint8Array(buffer).forEach(function (byte) { signs += String.fromCharCode(byte); });
    return btoa(signs).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }

  function known(list) {
    return (list || []).map(function (each) { return Object.assign({}, each, { id: bytes(each.id) }); });
  }

  function ask(kind, asked) {
    asked.challenge = bytes(asked.challenge);
    if (kind === "create") {
      asked.user.id = bytes(asked.user.id);
      asked.excludeCredentials = known(asked.excludeCredentials);
      return navigator.credentials.create({ publicKey: asked });
    }
    asked.allowCredentials = known(asked.allowCredentials);
    return navigator.credentials.get({ publicKey: asked });
  }

  function told(key) {
    var response = {};
    ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"].forEach(function (name) {
      if (key.response[name]) { response[name] = text(key.response[name]); }
    });
    return JSON.stringify({
      id: key.id, rawId: text(key.rawId), type: key.type, response: response,
      clientExtensionResults: key.getClientExtensionResults()
    });
  }

  function options(form) {
    var from = form.getAttribute("data-options-from");
    if (!from) { return Promise.resolve(JSON.parse(form.getAttribute("data-options"))); }
    return fetch(from, { headers: { Accept: "application/json" }, credentials: "same-origin" })
      .then(function (answer) { if (!answer.ok) { throw new Error(String(answer.status)); } return answer.json(); });
  }

  function send(event) {
    var form = event.target;
    if (form.elements.credential.value) { return; }
    event.preventDefault();
    form.querySelector("[data-passkey-failed]").hidden = true;
    options(form)
      .then(function (asked) { return ask(form.getAttribute("data-passkey"), asked.publicKey); })
      .then(function (key) { form.elements.credential.value = told(key); form.submit(); })
      .catch(function () { form.querySelector("[data-passkey-failed]").hidden = false; });
  }

  document.querySelectorAll("form[data-passkey]").forEach(function (form) {
    form.addEventListener("submit", send);
    form.hidden = false;
    document.querySelectorAll("[data-without-passkey]").forEach(function (note) { note.hidden = true; });
  });
})();
