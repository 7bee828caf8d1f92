// The page as readers will see it, made by the server from what is typed. It stands in
// a shadow tree: with the site's own styles, and with ids that meet none of the form's.
const PAUSE = 700;
const AGAIN = 5000;
const WIDE = "(min-width: 60rem)";
// What the text decides about; the whole page opens in a tab of its own.
const PARTS = ".review-head, .prose, .ending";
// Without any of them there is nothing to show.
const FIRST = ["film_title", "title", "body"];
const REMEMBERED = "reviewblog.view";

export class Preview {
  constructor(form) {
    this.form = form;
    this.frame = form.querySelector("[data-view]");
    this.pane = form.querySelector("[data-preview-pane]");
    this.note = form.querySelector("[data-preview-note]");
    this.root = form.querySelector("[data-preview-page]").attachShadow({ mode: "open" });
    this.page = Object.assign(document.createElement("div"), { className: "wrap" });
    const styles = Object.assign(document.createElement("link"), { rel: "stylesheet", href: form.dataset.styles });
    this.root.append(styles, this.page);
    this.root.addEventListener("click", (event) => this.follow(event));
    for (const button of this.pane.querySelectorAll("[data-show]")) {
      button.addEventListener("click", () => this.show(button.dataset.show));
    }
    this.show(this.remembered(), { isChosen: false });
  }

  get view() {
    return this.frame.dataset.view;
  }

  remembered() {
    const usual = matchMedia(WIDE).matches ? "beside" : "off";
    try {
      const view = localStorage.getItem(REMEMBERED);
      return matchMedia(WIDE).matches && ["beside", "off"].includes(view) ? view : usual;
    } catch {
      return usual;
    }
  }

  next() {
    const views = matchMedia(WIDE).matches ? ["beside", "alone", "off"] : ["alone", "off"];
    this.show(views[(views.indexOf(this.view) + 1) % views.length]);
  }

  show(view, { isChosen = true } = {}) {
    const wasOff = this.view === "off";
    this.frame.dataset.view = view;
    this.pane.hidden = view === "off";
    for (const button of this.pane.querySelectorAll("[data-show]")) {
      button.setAttribute("aria-pressed", String(button.dataset.show === view));
    }
    if (wasOff && view !== "off") this.draw();
    if (!isChosen) return;
    (view === "alone" ? this.pane : this.form.elements.body).focus();
    try {
      localStorage.setItem(REMEMBERED, view);
    } catch { /* then it is as usual the next time */ }
  }

  changed() {
    clearTimeout(this.timer);
    if (this.view !== "off") this.timer = setTimeout(() => this.draw(), PAUSE);
  }

  async draw() {
    this.request?.abort();
    if (!FIRST.some((name) => this.form.elements[name].value.trim())) {
      this.page.replaceChildren();
      this.say("The preview appears with the first words.");
      return;
    }
    this.request = new AbortController();
    try {
      const response = await fetch(this.form.dataset.preview, {
        method: "POST", body: new FormData(this.form), signal: this.request.signal,
      });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      if (response.ok) this.replace(page.querySelector("main"));
      else if (response.status === 422) this.say(reasonOf(page));
      else this.wait("The preview cannot be made now.");
    } catch (error) {
      if (error.name !== "AbortError") this.wait("The preview waits for the server.");
    }
  }

  // Whatever keeps the server from answering passes; the next key need not wait for it.
  wait(text) {
    this.say(text);
    clearTimeout(this.timer);
    if (this.view !== "off") this.timer = setTimeout(() => this.draw(), AGAIN);
  }

  replace(main) {
    const open = [...this.page.querySelectorAll("details")].map((one) => one.open);
    this.page.replaceChildren(...main.querySelectorAll(PARTS));
    this.page.querySelectorAll("details").forEach((one, place) => { one.open = open[place] ?? false; });
    this.say("");
  }

  say(text) {
    this.note.textContent = text;
    this.note.hidden = !text;
  }

  // Notes jump within the preview; other links open beside the work.
  follow(event) {
    const link = event.target.closest?.("a[href]");
    if (!link) return;
    const address = link.getAttribute("href");
    if (address.startsWith("#")) {
      event.preventDefault();
      this.root.getElementById(address.slice(1))?.scrollIntoView({ block: "center" });
    } else {
      link.target = "_blank";
      link.rel = "noopener";
    }
  }
}

function reasonOf(page) {
  const reasons = [...page.querySelectorAll(".refusals li")].map((one) => one.textContent.trim());
  return `The preview waits: ${reasons.join(" ") || "something is missing."}`;
}
