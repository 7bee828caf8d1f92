// Single keys for the queue. They do nothing while somebody types, or where a key means
// something else, and can be switched off (WCAG 2.1.4); this browser remembers it.
const STORE = "queue-keys";
const TYPING = "textarea, select, [contenteditable], input:not([type=checkbox])";
const PRESSED_BY_SPACE = new Set([" ", "Enter"]);

export function areOn() {
  try {
    return localStorage.getItem(STORE) !== "off";
  } catch {
    return true;
  }
}

function remember(isOn) {
  try {
    localStorage.setItem(STORE, isOn ? "on" : "off");
  } catch {
    // Without a store they are on again on the next page.
  }
}

export function listen(actions, { help }) {
  const box = help.querySelector("[data-keys-on]");
  box.checked = areOn();
  box.addEventListener("change", () => {
    remember(box.checked);
    show(box.checked);
  });
  show(box.checked);
  document.addEventListener("keydown", (event) => {
    if (!box.checked || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.defaultPrevented || PRESSED_BY_SPACE.has(event.key)) return;
    if (event.target.closest(TYPING) || document.querySelector("dialog[open]")) return;
    if (event.key.startsWith("Arrow") && event.target.closest("summary, a, button, input")) return;
    const key = event.key.length === 1 && event.shiftKey && event.key !== "?" ? `Shift+${event.key.toUpperCase()}` : event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const action = actions[key];
    if (!action || (event.repeat && !action.mayRepeat)) return;
    event.preventDefault();
    action.run();
  });
}

// The letters on the buttons are shown only while they do something.
function show(isOn) {
  for (const hint of document.querySelectorAll("[data-key]")) hint.hidden = !isOn;
}
