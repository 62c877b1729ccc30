// Takes a file's SHA-256 in the browser (WebCrypto), so that the file itself is not sent.
(() => {
  "use strict";
  const form = document.querySelector("[data-verify]");
  if (!form || !window.crypto || !crypto.subtle) return;
  const file = form.elements.file;
  const digest = form.elements.digest;
  const said = form.querySelector("[data-verify-said]");
  const MOST = 512 * 1024 * 1024;

  const hex = (bytes) => [...new Uint8Array(bytes)].map((one) => one.toString(16).padStart(2, "0")).join("");

  file.addEventListener("change", async () => {
    const chosen = file.files[0];
    if (!chosen) return;
    if (chosen.size > MOST) {
      file.value = "";
      said.textContent = "The file is too large to be read here. Take its digest yourself and type it.";
      return;
    }
    said.textContent = "Reading the file…";
    try {
      digest.value = hex(await crypto.subtle.digest("SHA-256", await chosen.arrayBuffer()));
      said.textContent = `The digest of ${chosen.name} was taken here. Only the digest is sent.`;
      file.value = "";
      form.requestSubmit();
    } catch {
      said.textContent = "The file could not be read.";
    }
  });
})();
