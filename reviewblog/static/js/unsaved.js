// For forms of the desk that save only when they are told to: whoever leaves is warned
// of text that would be lost, also by the button of another form on the page. Where a
// form has a place for it, its text stays in this browser and is offered again.
import { asText, fillForm, servedIn, typedIn } from "./editor/fields.js";
import { offerText } from "./left-here.js";

const PREFIX = "reviewblog.form.";
const SENT = "reviewblog.sent";
const PAUSE = 250;
const TEXT = "textarea, input:is(:not([type]), [type=text], [type=email], [type=url], [type=number])";

// The editor of a review looks after itself.
const forms = [...document.querySelectorAll("main form[method=post]:not([data-editor])")];
const kept = document.querySelector("form[data-unsaved]");
const panel = kept?.querySelector("[data-local]");
const key = PREFIX + location.pathname;
// What was refused stands in the form, and nowhere else.
const isRefused = Boolean(document.querySelector(".refusals"));
let leaving = null;
let timer;

const hasText = (form) => [...form.elements].some((control) => (
  control.matches(TEXT) && control.value !== control.defaultValue
));
const isBehind = (form) => hasText(form) || (form === kept && isRefused);

function forget(name) {
  try {
    localStorage.removeItem(name);
  } catch { /* a browser that keeps nothing has nothing to forget */ }
}

function keep() {
  if (!isBehind(kept)) return forget(key);
  try {
    localStorage.setItem(key, JSON.stringify({ pairs: typedIn(kept), at: Date.now() }));
  } catch { /* leaving is warned of all the same */ }
}

// The page after a save says so; every other answer may have lost what was sent.
function forgetWhatArrived() {
  const sent = sessionStorage.getItem(SENT);
  sessionStorage.removeItem(SENT);
  if (sent && document.querySelector(".toast")) forget(sent);
}

function offer() {
  const left = JSON.parse(localStorage.getItem(key));
  if (!Array.isArray(left?.pairs) || isRefused) return;
  if (asText(left.pairs) === asText(servedIn(kept))) return forget(key);
  offerText(panel, left.at, {
    take: () => fillForm(kept, left.pairs),
    drop: () => forget(key),
    writing: kept.elements.body,
  });
}

try {
  forgetWhatArrived();
  if (panel) offer();
} catch { /* a browser that keeps nothing has nothing to offer */ }
if (panel) {
  kept.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  });
}
document.addEventListener("submit", (event) => {
  // A preview in another tab leaves this one where it is.
  if (event.defaultPrevented || event.submitter?.formTarget === "_blank") return;
  leaving = event.target;
  if (!panel || event.target !== kept) return;
  keep();
  try {
    sessionStorage.setItem(SENT, key);
  } catch { /* then it is offered once more, and thrown away by hand */ }
});
addEventListener("pageshow", () => { leaving = null; });
addEventListener("beforeunload", (event) => {
  const lost = forms.filter((form) => form !== leaving && isBehind(form));
  if (!lost.length) return;
  if (panel && lost.includes(kept)) keep();
  leaving = null;
  event.preventDefault();
});
