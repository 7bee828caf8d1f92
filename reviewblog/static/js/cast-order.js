// The cast can be put in order: Alt and an arrow move the line under the cursor, and a
// list beside the text lets lines be dragged or moved by buttons. The text is what is
// saved; the list only shows it in another way.
import { letDrag } from "./drag.js";

const area = document.querySelector("[data-cast]");
const box = document.querySelector("[data-cast-order]");
const list = box?.querySelector("ol");
const toggle = box?.querySelector("[data-cast-toggle]");
const template = box?.querySelector("template");

function lines() {
  return area.value.split("\n").filter((text) => text.trim());
}

function put(texts) {
  area.value = texts.join("\n");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

function say(text) {
  box.querySelector("[data-cast-said]").textContent = text;
}

function row(text, index, all) {
  const item = template.content.firstElementChild.cloneNode(true);
  item.dataset.line = text;
  item.querySelector("[data-name]").textContent = text;
  for (const button of item.querySelectorAll("[data-move]")) {
    button.querySelector(".vh").append(` ${text}`);
    button.disabled = index === (button.dataset.move === "-1" ? 0 : all.length - 1);
  }
  return item;
}

function draw() {
  list.replaceChildren(...lines().map(row));
}

function written() {
  return [...list.children].map((item) => item.dataset.line);
}

function isShown() {
  return !list.hidden;
}

// Moves one line, and leaves the keyboard on it.
function move(index, step) {
  const texts = written();
  const place = index + step;
  if (place < 0 || place >= texts.length) return;
  const [text] = texts.splice(index, 1);
  texts.splice(place, 0, text);
  put(texts);
  draw();
  const buttons = [...list.children[place].querySelectorAll("[data-move]")];
  const wanted = buttons.find((button) => Number(button.dataset.move) === step);
  (wanted.disabled ? buttons.find((button) => !button.disabled) : wanted).focus();
  say(`${text}: place ${place + 1} of ${texts.length}.`);
}

function moveLine(step) {
  const before = area.value.slice(0, area.selectionStart).split("\n");
  const texts = area.value.split("\n");
  const index = before.length - 1;
  const place = index + step;
  if (place < 0 || place >= texts.length) return;
  const column = before.at(-1).length;
  const [text] = texts.splice(index, 1);
  texts.splice(place, 0, text);
  put(texts);
  const start = texts.slice(0, place).reduce((sum, each) => sum + each.length + 1, 0);
  area.setSelectionRange(start + column, start + column);
}

function dropped(item) {
  const text = item.dataset.line;
  put(written());
  draw();
  say(`${text}: place ${written().indexOf(text) + 1} of ${list.children.length}.`);
}

function show(isList) {
  if (isList) draw();
  list.hidden = !isList;
  area.hidden = isList;
  toggle.textContent = isList ? "Edit as text" : "Put in order";
}

function upOrDown(event) {
  if (!event.altKey || event.ctrlKey || event.metaKey) return 0;
  return { ArrowUp: -1, ArrowDown: 1 }[event.key] ?? 0;
}

if (area && box) {
  box.hidden = false;
  toggle.addEventListener("click", () => show(!isShown()));
  letDrag(list, dropped);
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (button) move([...list.children].indexOf(button.closest("li")), Number(button.dataset.move));
  });
  list.addEventListener("keydown", (event) => {
    const step = upOrDown(event);
    if (!step) return;
    event.preventDefault();
    move([...list.children].indexOf(event.target.closest("li")), step);
  });
  area.addEventListener("keydown", (event) => {
    const step = upOrDown(event);
    if (!step) return;
    event.preventDefault();
    moveLine(step);
  });
  // What fills the form from elsewhere shows in the list as well.
  area.addEventListener("input", () => { if (isShown() && lines().join("\n") !== written().join("\n")) draw(); });
  area.form.addEventListener("input", (event) => { if (event.target === area.form && isShown()) draw(); });
}
