// The title of the film offers works while it is typed: those of the archive at once,
// those of the catalogues after a pause. What a work would fill is shown by the server;
// here it is only put where it was ticked. Without this script buttons do the same.
const ARCHIVE_PAUSE = 150;
const CATALOGUE_PAUSE = 700;
const SHORTEST = 2;
const PATIENCE = 15000;

const box = document.querySelector("[data-look-up]");
const form = box?.closest("form");
const title = form?.elements.film_title;
const list = box?.querySelector("[role=listbox]");
const panel = box?.querySelector("[data-look-panel]");
let choices = [];
let active = -1;
let timers = [];
let asked;

function say(text) {
  box.querySelector("[data-look-said]").textContent = text;
}

function close() {
  list.hidden = true;
  active = -1;
  title.setAttribute("aria-expanded", "false");
  title.removeAttribute("aria-activedescendant");
}

function stop() {
  timers.forEach(clearTimeout);
  asked?.abort();
  close();
}

function line(choice, index) {
  const option = document.createElement("li");
  option.id = `look-up-${index}`;
  option.setAttribute("role", "option");
  option.setAttribute("aria-selected", "false");
  const name = document.createElement("cite");
  name.className = "film";
  name.textContent = choice.title;
  const about = [choice.year && ` (${choice.year})`, choice.makers && `, ${choice.makers}`];
  const where = document.createElement("small");
  where.className = "meta";
  where.textContent = choice.makers ? choice.source : [choice.source, choice.note].filter(Boolean).join(": ");
  option.append(name, about.filter(Boolean).join(""), " ", where);
  return option;
}

function show() {
  list.replaceChildren(...choices.map(line));
  list.hidden = !choices.length;
  active = -1;
  title.removeAttribute("aria-activedescendant");
  title.setAttribute("aria-expanded", String(!list.hidden));
  if (choices.length) say(`${choices.length} films to choose from with the arrow keys.`);
}

function mark(index) {
  active = index;
  [...list.children].forEach((option, place) => option.setAttribute("aria-selected", String(place === index)));
  if (index < 0) return title.removeAttribute("aria-activedescendant");
  title.setAttribute("aria-activedescendant", list.children[index].id);
  return list.children[index].scrollIntoView({ block: "nearest" });
}

async function suggest(where, before) {
  const address = `${box.dataset.suggest}?${new URLSearchParams({ q: title.value, in: where })}`;
  try {
    const response = await fetch(address, { signal: asked.signal, headers: { Accept: "application/json" } });
    if (!response.ok) return before;
    const answer = await response.json();
    choices = [...before, ...answer.choices];
    const chosen = active;
    show();
    if (chosen >= 0) mark(chosen);
  } catch {
    return before;
  }
  return choices;
}

function typed() {
  stop();
  if (title.value.trim().length < SHORTEST) return;
  asked = new AbortController();
  const { signal } = asked;
  let known = [];
  timers = [
    setTimeout(async () => { known = await suggest("archive", []); }, ARCHIVE_PAUSE),
    setTimeout(() => { if (!signal.aborted) suggest("catalogues", known); }, CATALOGUE_PAUSE),
  ];
}

// One step of the look-up: the panel comes from the server, as it would with the page.
async function step(address, candidate) {
  stop();
  const body = new FormData(form);
  for (const [name, value] of [...body]) if (typeof value !== "string") body.delete(name);
  if (candidate) body.set("candidate", candidate);
  say("Looking up.");
  try {
    const response = await fetch(address, {
      method: "POST", body, headers: { Accept: "application/json" }, signal: AbortSignal.timeout(PATIENCE),
    });
    if (!response.ok) throw new Error(String(response.status));
    panel.innerHTML = (await response.json()).html;
  } catch {
    panel.replaceChildren(note("Nothing could be looked up just now. What you know can be typed below as ever."));
  }
  say("");
  panel.querySelectorAll("[data-look-close]").forEach((button) => { button.hidden = false; });
  panel.firstElementChild.focus();
}

function note(text) {
  const element = document.createElement("p");
  element.className = "note";
  element.tabIndex = -1;
  element.textContent = text;
  return element;
}

function fill() {
  const names = [];
  for (const tick of panel.querySelectorAll("[name=take]:checked")) {
    const control = form.elements[tick.value];
    control.value = tick.dataset.offered;
    control.dispatchEvent(new Event("input", { bubbles: true }));
    names.push(tick.closest("label").textContent.trim());
  }
  panel.replaceChildren(note(names.length ? `Filled in: ${names.join("; ")}.` : "Nothing was ticked, so nothing was filled in."));
  panel.firstElementChild.focus();
}

function choose(index) {
  const choice = choices[index];
  title.value = choice.title;
  title.dispatchEvent(new CustomEvent("input", { bubbles: true, detail: "chosen" }));
  step(box.dataset.facts, choice.value);
}

function key(event) {
  if (list.hidden || event.isComposing) return;
  const last = choices.length - 1;
  if (event.key === "ArrowDown") mark(active >= last ? 0 : active + 1);
  else if (event.key === "ArrowUp") mark(active <= 0 ? last : active - 1);
  else if (event.key === "Enter" && active >= 0) choose(active);
  else if (event.key === "Escape") stop();
  else return;
  event.preventDefault();
}

if (box) {
  title.setAttribute("role", "combobox");
  title.setAttribute("aria-autocomplete", "list");
  title.setAttribute("aria-expanded", "false");
  title.setAttribute("aria-controls", list.id);
  title.addEventListener("input", (event) => { if (event.detail !== "chosen") typed(); });
  title.addEventListener("keydown", key);
  title.addEventListener("blur", stop);
  // Before the field loses the focus.
  list.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    const option = event.target.closest("[role=option]");
    if (option) choose([...list.children].indexOf(option));
  });
  box.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.matches("[data-step]")) step(button.getAttribute("formaction"));
    else if (button.matches("[data-look-fill]")) fill();
    else if (button.matches("[data-look-close]")) {
      panel.replaceChildren();
      title.focus();
    } else return;
    event.preventDefault();
  });
}
