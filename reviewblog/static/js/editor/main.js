// The editor: a form that works by itself, and what makes writing in it pleasant and
// safe. Nothing here holds text of its own; what is typed stands in the form.
import { asText, fillForm, typedIn } from "./fields.js";
import { Keeper } from "./keep.js";
import { makeDoor } from "./door.js";
import { offerWhatIsLeft, setUpConflict, setUpDialogs, Status } from "./panels.js";
import { Preview } from "./preview.js";
import { Saver } from "./saver.js";
import { setUpPaste } from "./paste.js";
import { setUpTools } from "./tools.js";

const KEEP_PAUSE = 250;

const form = document.querySelector("[data-editor]");
const area = form.elements.body;
const status = new Status(form);
const keeper = new Keeper(form);
const preview = new Preview(form);
const saver = new Saver(form, {
  tell: (state, code) => {
    if (state === "saved") keeper.drop();
    else status.isKept = keeper.keep(typedIn(form));
    status.say(state, code);
  },
  signIn: makeDoor(form.dataset.login),
  showConflict: (answer) => conflict.show(answer),
  confirmed,
});
const conflict = setUpConflict(form, () => saver.flush({ isAsked: true }), () => { isLeaving = true; });
const heading = form.querySelector("[data-heading]");
const titleEnd = document.title.slice(heading.textContent.length);
let isLeaving = false;
let keepTimer;

function confirmed(answer) {
  conflict.hide();
  heading.textContent = answer.title;
  document.title = answer.title + titleEnd;
  // A new review has got a place of its own.
  if (form.dataset.review === String(answer.review)) return;
  keeper.drop();
  form.dataset.review = answer.review;
  form.dataset.autosave = answer.autosave;
  form.dataset.preview = answer.preview;
  form.action = answer.edit;
  form.querySelector("[formtarget=_blank]")?.setAttribute("formaction", answer.preview);
  history.replaceState(history.state, "", answer.edit);
}

form.addEventListener("input", () => {
  status.typing();
  clearTimeout(keepTimer);
  keepTimer = setTimeout(keepHere, KEEP_PAUSE);
  saver.changed();
  preview.changed();
});

function keepHere() {
  if (saver.isBehind) status.isKept = keeper.keep(typedIn(form));
  else if (!saver.failures) {
    keeper.drop();
    // Unless it was saved meanwhile, which has been said.
    if (status.state !== "saved") status.say("as-opened");
  }
  status.count(area.value);
}

// Whatever shall become of the text, the server has it first.
form.addEventListener("submit", async (event) => {
  const button = event.submitter;
  if (isLeaving || button?.hasAttribute("formaction")) return;
  event.preventDefault();
  if (!(await saver.flush({ isAsked: true }))) return;
  isLeaving = true;
  // Not within the event that was stopped: browsers would ignore it.
  setTimeout(() => form.requestSubmit(button));
});

addEventListener("pageshow", () => { isLeaving = false; });
addEventListener("beforeunload", (event) => {
  if (!saver.isBehind) return;
  keeper.keep(typedIn(form));
  if (!isLeaving) event.preventDefault();
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden" && saver.isBehind && !saver.isPaused) {
    keeper.keep(typedIn(form));
    saver.flush();
  }
});

const writing = form.querySelector("[data-writing]");
function full(isFull = !writing.classList.contains("writing--full")) {
  writing.classList.toggle("writing--full", isFull);
  document.documentElement.classList.toggle("has-full", isFull);
  writing.querySelector("[data-command=full]").setAttribute("aria-pressed", String(isFull));
  area.focus();
}
writing.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && writing.classList.contains("writing--full")) full(false);
});

const openHelp = setUpDialogs();
setUpTools(area, {
  preview: () => { full(false); preview.next(); },
  full,
  help: openHelp,
  keep: () => saver.flush({ isAsked: true }),
});
setUpPaste(area);
status.count(area.value);
offerWhatIsLeft(form, keeper, asText(typedIn(form)), (copy) => fillForm(form, copy.pairs));
// Somebody may have begun to type before this was here to see it.
if (saver.isBehind) form.dispatchEvent(new Event("input", { bubbles: true }));
