// For forms that save only when they are told to: whoever leaves is warned, and what was
// typed stays in this browser until the server has it. It is offered again where the form
// has a place for that.
import { asText, fillForm, servedIn, typedIn } from "./editor/fields.js";

const PREFIX = "reviewblog.form.";
const SENT = "reviewblog.sent";
const PAUSE = 250;
const date = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

const form = document.querySelector("form[data-unsaved]");
const panel = document.querySelector("[data-local]");
const key = PREFIX + location.pathname;
// What was refused stands in the form, and nowhere else.
const isRefused = Boolean(document.querySelector(".refusals"));
const served = asText(servedIn(form));
let isLeaving = false;
let timer;

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}

function forget(name) {
  try {
    localStorage.removeItem(name);
  } catch { /* a browser that keeps nothing has nothing to forget */ }
}

const isBehind = () => isRefused || asText(typedIn(form)) !== served;

function keep() {
  if (!isBehind()) return forget(key);
  try {
    localStorage.setItem(key, JSON.stringify({ pairs: typedIn(form), at: Date.now() }));
  } catch { /* leaving is warned of all the same */ }
}

// The page after a save says so; every other answer may have lost what was sent.
function forgetWhatArrived() {
  const sent = sessionStorage.getItem(SENT);
  sessionStorage.removeItem(SENT);
  if (sent && document.querySelector(".toast")) forget(sent);
}

function offer() {
  const left = read(key);
  if (!Array.isArray(left?.pairs) || isRefused) return;
  if (asText(left.pairs) === served) return forget(key);
  const time = panel.querySelector("[data-local-time]");
  time.dateTime = new Date(left.at).toISOString();
  time.textContent = date.format(left.at);
  panel.hidden = false;
  const answer = (button, act) => panel.querySelector(button).addEventListener("click", () => {
    panel.hidden = true;
    act();
    form.elements.body.focus();
  });
  answer("[data-local-take]", () => fillForm(form, left.pairs));
  answer("[data-local-drop]", () => forget(key));
}

try {
  forgetWhatArrived();
} catch { /* nor has it sent anything that it knows of */ }
if (panel) {
  offer();
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  });
}
form.addEventListener("submit", (event) => {
  // A preview in another tab leaves this one where it is.
  if (event.submitter?.formTarget === "_blank") return;
  isLeaving = true;
  if (!panel) return;
  keep();
  try {
    sessionStorage.setItem(SENT, key);
  } catch { /* then it is offered once more, and thrown away by hand */ }
});
addEventListener("pageshow", () => { isLeaving = false; });
addEventListener("beforeunload", (event) => {
  if (isLeaving || !isBehind()) return;
  if (panel) keep();
  event.preventDefault();
});
