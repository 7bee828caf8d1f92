// A copy of unsaved text in this browser, one for each opened page. It is there only
// while the server does not have the text, and is offered again when its page is gone.
const PREFIX = "reviewblog.text.";
const OLD = 30 * 24 * 3600 * 1000;

export class Keeper {
  constructor(form) {
    this.form = form;
    this.hold();
  }

  get tab() {
    return this.form.elements.tab.value;
  }

  get key() {
    return `${PREFIX}${this.form.dataset.review || "new"}.${this.tab}`;
  }

  keep(pairs) {
    const copy = { pairs, base: this.form.elements.base.value, tab: this.tab, at: Date.now() };
    try {
      localStorage.setItem(this.key, JSON.stringify(copy));
      if (this.last && this.last !== this.key) localStorage.removeItem(this.last);
      this.last = this.key;
      return true;
    } catch {
      return false;
    }
  }

  drop() {
    for (const key of [this.key, this.last]) this.forget(key);
    this.last = undefined;
  }

  forget(key) {
    try {
      if (key) localStorage.removeItem(key);
    } catch { /* a browser that keeps nothing has nothing to forget */ }
  }

  // Copies for this review whose pages are closed, the newest first.
  async left() {
    const open = await this.openTabs();
    return this.all()
      .filter(({ copy }) => copy.tab !== this.tab && !open.has(copy.tab))
      .sort((one, other) => other.copy.at - one.copy.at);
  }

  all() {
    const found = [];
    const start = `${PREFIX}${this.form.dataset.review || "new"}.`;
    try {
      for (const key of Object.keys(localStorage)) {
        if (!key.startsWith(start)) continue;
        const copy = JSON.parse(localStorage.getItem(key));
        if (!Array.isArray(copy?.pairs) || Date.now() - copy.at > OLD) this.forget(key);
        else found.push({ key, copy });
      }
    } catch { /* nothing that could be offered */ }
    return found;
  }

  // An open page holds a lock by its name, which ends with the page.
  hold() {
    const name = PREFIX + this.tab;
    navigator.locks?.request(name, () => new Promise(() => {})).catch(() => {});
  }

  async openTabs() {
    const held = (await navigator.locks?.query())?.held ?? [];
    return new Set(held.map(({ name }) => name.replace(PREFIX, "")));
  }

  // The page goes on where the other one ended, also in the eyes of the server.
  takeOver({ key, copy }) {
    this.form.elements.tab.value = copy.tab;
    this.form.elements.base.value = copy.base;
    this.last = key;
    this.hold();
  }
}
