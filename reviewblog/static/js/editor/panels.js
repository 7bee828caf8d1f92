// What the editor says: how safe the text is, who was quicker, what is left over.
import { asText } from "./fields.js";
import { offerText } from "../left-here.js";

const WORD = /[\p{L}\p{N}_]+(?:['\u2019-][\p{L}\p{N}_]+)*/gu;
// What the server does not count either: where links lead, and notes.
const ASIDE = /\]\([^()\n]*\)|^\[\^[^\]\n]+\]:.*$|\[\^[^\]\n]+\]/gm;
// As the server prints it: 7.22 pm, by the site's clock.
function clockIn(timeZone) {
  const form = { hour: "numeric", minute: "2-digit", hourCycle: "h12" };
  let clock = new Intl.DateTimeFormat("en-GB", form);
  try {
    clock = new Intl.DateTimeFormat("en-GB", { ...form, timeZone });
  } catch { /* an old browser, a new zone: its own clock will do */ }
  return (moment) => clock.format(moment).replace(":", ".");
}

export class Status {
  constructor(form) {
    this.place = form.querySelector("[data-saved]");
    this.counter = form.querySelector("[data-count]");
    this.words = form.querySelector("[data-words]");
    this.clock = clockIn(form.dataset.zone);
    this.isKept = true;
    this.text = "";
  }

  // Not announced: whoever types knows.
  typing() {
    if (this.state === "typing" || this.state === "failed" || this.state === "conflict") return;
    const note = Object.assign(document.createElement("span"), { textContent: "Not saved yet" });
    note.setAttribute("aria-hidden", "true");
    this.set("typing", note);
  }

  say(state, code) {
    const kept = this.isKept
      ? "kept in this browser"
      : "and this browser keeps nothing: copy your text before you close the page";
    const why = { 0: "no answer from the server", [-1]: "the server has another text", 404: "the review is not there any more", 413: "the text is too long" };
    const texts = {
      saved: `Saved ${this.clock(new Date())}`,
      "as-opened": "",
      failed: `Not saved, ${kept}: ${why[code] ?? `the server failed (${code})`}. Trying again.`,
      "signed-out": `Not saved, ${kept}: you are not signed in any more.`,
      conflict: `Not saved over a newer text; yours is ${kept} and in the history.`,
    };
    this.set(state, texts[state]);
    if (state === "conflict") this.place.append(" ", Object.assign(document.createElement("a"), { href: "#conflict", textContent: "See both" }));
  }

  set(state, content) {
    this.state = state;
    this.place.dataset.state = state;
    this.place.replaceChildren(content);
    this.count();
  }

  count(text) {
    if (text !== undefined) this.total = text.replace(ASIDE, " ").match(WORD)?.length ?? 0;
    const words = `${(this.total ?? 0).toLocaleString()} ${this.total === 1 ? "word" : "words"}`;
    this.counter.hidden = false;
    this.counter.textContent = [words, this.place.textContent].filter(Boolean).join(". ");
    if (this.words) this.words.textContent = words;
  }
}

export function setUpConflict(form, resend, leave) {
  const panel = form.querySelector("[data-conflict]");
  const place = panel.querySelector("[data-conflict-text]");
  let base = "";
  panel.querySelector("[data-keep-mine]").addEventListener("click", (event) => {
    if (!base) return;
    event.preventDefault();
    form.elements.base.value = base;
    resend();
  });
  const theirs = panel.querySelector("[data-take-theirs]");
  theirs.addEventListener("click", leave);

  return {
    show(answer) {
      base = answer.base;
      theirs.setAttribute("formaction", form.dataset.autosave.replace(/autosave$/, "aside"));
      const { body } = new DOMParser().parseFromString(answer.html, "text/html");
      place.replaceChildren(...body.childNodes);
      // Where the author types nothing moves; the bar above leads there.
      panel.hidden = false;
    },
    hide() {
      base = "";
      panel.hidden = true;
    },
  };
}

export async function offerWhatIsLeft(form, keeper, shown, putBack) {
  const panel = form.querySelector("[data-local]");
  const [left] = (await keeper.left()).filter(({ key, copy }) => {
    const isSame = asText(copy.pairs) === shown;
    if (isSame) keeper.forget(key);
    return !isSame;
  });
  if (!left) return;
  panel.querySelector("[data-local-newer]").hidden = left.copy.base === form.elements.base.value;
  offerText(panel, left.copy.at, {
    take: () => {
      keeper.takeOver(left);
      putBack(left.copy);
    },
    drop: () => keeper.forget(left.key),
    writing: form.elements.body,
  });
}

export function setUpDialogs() {
  for (const button of document.querySelectorAll("dialog [data-close]")) {
    button.addEventListener("click", () => button.closest("dialog").close());
  }
  return () => document.querySelector("[data-help]").showModal();
}
