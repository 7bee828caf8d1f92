// Sends what is typed to the server, one request at a time, until the server confirms
// that it has exactly that. It never writes into the form but for the base: the text
// that the next save starts from.
import { asText, digestOf, servedIn, tokenIn, typedIn, useToken } from "./fields.js";

const PAUSE = 1200;
const LONGEST_PAUSE = 6000;
const RETRIES = [2000, 4000, 8000, 15000];
const PATIENCE = 20000;

export class Saver {
  constructor(form, { tell, signIn, showConflict, confirmed }) {
    Object.assign(this, { form, tell, signIn, showConflict, confirmed });
    this.known = asText(servedIn(form));
    this.failures = 0;
    this.isPaused = false;
    addEventListener("online", () => this.retry());
  }

  get isBehind() {
    return asText(typedIn(this.form)) !== this.known;
  }

  changed() {
    this.since ??= Date.now();
    this.plan(Math.min(PAUSE, Math.max(0, this.since + LONGEST_PAUSE - Date.now())));
  }

  plan(delay) {
    clearTimeout(this.timer);
    if (!this.isPaused) this.timer = setTimeout(() => this.flush(), delay);
  }

  retry() {
    if (this.failures) this.plan(0);
  }

  // Resolves to true once the server has what is typed now.
  async flush({ isAsked = false } = {}) {
    clearTimeout(this.timer);
    if (isAsked) this.isPaused = false;
    while (this.sending) await this.sending;
    if (!this.isBehind) {
      this.since = undefined;
      if (isAsked) this.tell("saved");
      return true;
    }
    this.sending = this.send();
    const isSaved = await this.sending.finally(() => { this.sending = null; });
    if (isSaved && this.isBehind) {
      if (isAsked) return this.flush({ isAsked });
      this.changed();
    }
    return isSaved;
  }

  async send(isRetry = false) {
    const pairs = typedIn(this.form);
    const text = asText(pairs);
    const digest = await digestOf(text);
    let response;
    try {
      response = await fetch(this.form.dataset.autosave, {
        method: "POST",
        body: this.body(digest),
        headers: { Accept: "application/json" },
        signal: AbortSignal.timeout(PATIENCE),
      });
      if (response.status === 401) return this.askForPassword();
      if (response.status === 400 && !isRetry) return this.tryNewToken(response);
      if (response.status === 409) return this.stop(await response.json());
      if (!response.ok) return this.fail(response.status);
      return this.accept(await response.json(), { pairs, text, digest });
    } catch {
      return this.fail(response?.status ?? 0);
    }
  }

  body(digest) {
    const body = new FormData(this.form);
    for (const [name, value] of [...body]) if (typeof value !== "string") body.delete(name);
    body.delete("action");
    if (!digest) body.set("echo", "1");
    return body;
  }

  accept(answer, { pairs, text, digest }) {
    const isSame = digest
      ? answer.digest === digest
      : JSON.stringify(answer.fields) === JSON.stringify(pairs);
    if (!isSame) return this.fail(-1);
    this.failures = 0;
    this.since = undefined;
    this.known = text;
    this.form.elements.base.value = answer.digest;
    this.confirmed(answer);
    if (!this.isBehind) this.tell("saved");
    return true;
  }

  fail(status) {
    this.plan(RETRIES[Math.min(this.failures, RETRIES.length - 1)]);
    this.failures += 1;
    this.tell("failed", status);
    return false;
  }

  stop(answer) {
    this.since = undefined;
    this.tell("conflict");
    this.showConflict(answer);
    return false;
  }

  async askForPassword() {
    this.tell("signed-out");
    if (await this.signIn()) return this.send(true);
    this.isPaused = true;
    return false;
  }

  // Signed in again in another tab: the same person, with a new token for forms.
  async tryNewToken(response) {
    useToken(tokenIn(await response.text()));
    return this.send(true);
  }
}
