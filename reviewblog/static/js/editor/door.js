// Asks for the password where the author is, through the same login page as ever.
import { tokenIn, useToken } from "./fields.js";

export function makeDoor(address) {
  const dialog = document.querySelector("[data-door]");
  const form = dialog.querySelector("[data-door-form]");
  const complaint = dialog.querySelector("[data-door-complaint]");
  let answer = null;

  function complain(text) {
    complaint.textContent = text;
    complaint.hidden = !text;
  }

  async function knock() {
    const page = await (await fetch(address)).text();
    const body = new FormData(form);
    body.set("csrf_token", tokenIn(page) ?? "");
    const response = await fetch(address, { method: "POST", body });
    const text = await response.text();
    if (response.ok && new URL(response.url).pathname !== address) return useToken(tokenIn(text)) ?? "";
    const refused = new DOMParser().parseFromString(text, "text/html");
    return refused.querySelector(".note--bad, .error")?.textContent.trim() || "That did not work.";
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    complain("");
    let refusal;
    try {
      refusal = await knock();
    } catch {
      refusal = "The server does not answer. Your text stays in this browser.";
    }
    form.elements.password.value = "";
    if (refusal) {
      complain(refusal);
      form.elements.password.focus();
    } else {
      dialog.close("in");
    }
  });
  dialog.addEventListener("close", () => answer?.(dialog.returnValue === "in"));

  return function signIn() {
    return new Promise((resolve) => {
      answer = resolve;
      dialog.returnValue = "";
      if (!dialog.open) dialog.showModal();
      form.elements.password.focus();
    });
  };
}
