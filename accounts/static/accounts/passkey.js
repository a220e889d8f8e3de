// Passkeys: a form asks the browser for one, carries it to the server, and says so where that did not work.
// Without script these forms stay hidden, and every page of theirs offers another way.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
const named = (list = []) => list.map((one) => ({ ...one, id: bytes(one.id) }));

const optionsFor = async (form) => {
  const address = form.dataset.passkeyFrom;
  if (!address) {
    const { creation_options, request_options } = JSON.parse(document.getElementById("passkey-options").textContent);
    return (creation_options ?? request_options).publicKey;
  }
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return (await answer.json()).request_options.publicKey;
};

// A passkey that is made here signs in by itself: it lives in the device, and the device asks who holds it.
const create = (options) =>
  navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: bytes(options.challenge),
      user: { ...options.user, id: bytes(options.user.id) },
      excludeCredentials: named(options.excludeCredentials),
      authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
    },
  });

const get = (options) =>
  navigator.credentials.get({
    publicKey: { ...options, challenge: bytes(options.challenge), allowCredentials: named(options.allowCredentials) },
  });

const spelled = (credential) => {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  });
};

const ask = async (form) => {
  const fault = form.querySelector("[data-passkey-fault]");
  fault.textContent = "";
  try {
    const options = await optionsFor(form);
    const credential = await (form.dataset.passkey === "create" ? create : get)(options);
    form.elements.credential.value = spelled(credential);
    form.submit();
  } catch {
    fault.textContent = fault.dataset.words;
  }
};

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      ask(form);
    });
  }
  for (const words of document.querySelectorAll("[data-passkey-without]")) words.hidden = true;
}
