// What is typed in the form, as the server will know it: pairs of name and value in the
// order of their names, and a SHA-256 by which both sides know the same text.
const BOOKKEEPING = new Set(["csrf_token", "action", "base", "tab", "echo", "despite_embargo", "candidate", "take"]);

export function typedIn(form) {
  return inOrder([...new FormData(form)]);
}

// What the server sent, whatever has been typed since, or put back by a browser that
// remembers a form.
export function servedIn(form) {
  return inOrder([...form.elements].flatMap((control) => (
    control.name && !control.matches(":disabled") ? served(control) : []
  )));
}

function served(control) {
  switch (control.type) {
    case "submit": case "button": case "reset": case "image": case "file": case "fieldset":
      return [];
    case "checkbox": case "radio":
      return control.defaultChecked ? [[control.name, control.value]] : [];
    case "select-one": case "select-multiple": {
      const options = [...control.options].filter((option) => option.defaultSelected);
      if (!options.length && control.type === "select-one") options.push(...[...control.options].slice(0, 1));
      return options.map((option) => [control.name, option.value]);
    }
    default:
      return [[control.name, control.defaultValue ?? control.value]];
  }
}

function inOrder(pairs) {
  return pairs
    .filter(([name, value]) => typeof value === "string" && !BOOKKEEPING.has(name))
    .map(([name, value]) => [name, value.replace(/\r\n?/g, "\n")])
    .sort(([one], [other]) => (one < other ? -1 : Number(one > other)));
}

export function asText(pairs) {
  return pairs.map(([name, value]) => `${name}\0${value}\0`).join("");
}

// Browsers give no hashes to pages that come over plain http from elsewhere.
export async function digestOf(text) {
  if (!globalThis.crypto?.subtle) return null;
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function fillForm(form, pairs) {
  for (const [name, value] of pairs) {
    for (const control of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (control.type === "radio" || control.type === "checkbox") {
        control.checked = control.value === value;
      } else if (control.type !== "file") {
        control.value = value;
      }
    }
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

export function tokenIn(page) {
  return new DOMParser()
    .parseFromString(page, "text/html")
    .querySelector("[name=csrf_token]")?.value;
}

export function useToken(token) {
  if (!token) return;
  for (const input of document.querySelectorAll("[name=csrf_token]")) input.value = token;
}
