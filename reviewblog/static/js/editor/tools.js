// The toolbar over the text, and the same by keyboard.
import { hideBlock, link, note, prefix, wrap } from "./marks.js";

const EDITS = {
  bold: (area) => wrap(area, "**", "**", "bold"),
  italic: (area) => wrap(area, "*", "*", "italic"),
  link,
  quote: (area) => prefix(area, "> "),
  heading: (area) => prefix(area, "## "),
  list: (area) => prefix(area, "- "),
  note,
  spoiler: (area) => wrap(area, ">!", "!<", "hidden"),
  spoilers: hideBlock,
};

// By the place of the key, since with Shift or Alt it types other letters.
const KEYS = {
  "c KeyB": "bold", "c KeyI": "italic", "c KeyK": "link", "cs Period": "quote",
  "ca Digit2": "heading", "cs Digit8": "list", "ca KeyF": "note", "ca KeyH": "spoiler",
};
const PAGE_KEYS = {
  "c KeyS": "keep", "ca KeyP": "preview", "ca Enter": "full", "c Slash": "help",
};

export function setUpTools(area, commands) {
  const bar = document.querySelector("[data-tools]");
  const run = (name) => (EDITS[name] ? EDITS[name](area) : commands[name]());
  bar.hidden = false;
  bar.addEventListener("click", (event) => {
    const name = event.target.closest("[data-command]")?.dataset.command;
    if (name) run(name);
  });
  listen(area, KEYS, run);
  listen(document, PAGE_KEYS, run);
  setUpRoving(bar);
}

function listen(target, keys, run) {
  target.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.isComposing) return;
    const held = `c${event.shiftKey ? "s" : ""}${event.altKey ? "a" : ""}`;
    const name = keys[`${held} ${event.code}`];
    if (!name) return;
    event.preventDefault();
    run(name);
  });
}

// One stop for Tab, arrows between the buttons: as a toolbar is expected to work.
function setUpRoving(bar) {
  const buttons = [...bar.querySelectorAll("button")];
  const moves = { ArrowRight: 1, ArrowLeft: -1 };
  const choose = (chosen) => buttons.forEach((one) => { one.tabIndex = one === chosen ? 0 : -1; });
  choose(buttons[0]);
  bar.addEventListener("focusin", (event) => choose(event.target));
  bar.addEventListener("keydown", (event) => {
    const place = buttons.indexOf(event.target);
    const last = buttons.length - 1;
    const to = { Home: 0, End: last }[event.key] ??
      (event.key in moves ? (place + moves[event.key] + last + 1) % (last + 1) : -1);
    if (to < 0) return;
    event.preventDefault();
    buttons[to].focus();
  });
}
