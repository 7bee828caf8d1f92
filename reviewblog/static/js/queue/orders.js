// Decisions on their way to the server: one request at a time, in the order in which they
// were made, tried again while there is no answer. Nobody waits for them.
const PAUSES = [500, 1500, 4000, 8000];
const PATIENCE = 20000;

export class Orders {
  constructor(form, { done, failed }) {
    Object.assign(this, { form, done, failed, waiting: [], isSending: false });
    addEventListener("beforeunload", (event) => {
      if (this.isBusy) event.preventDefault();
    });
  }

  get isBusy() {
    return this.isSending || this.waiting.length > 0;
  }

  add(order) {
    this.waiting.push(order);
    if (!this.isSending) this.sendAll();
  }

  // Takes back what has not been sent yet; false if it is too late for that.
  cancel(order) {
    const place = this.waiting.indexOf(order);
    if (place >= 0) this.waiting.splice(place, 1);
    return place >= 0;
  }

  // Resolves when nothing is on its way any more.
  async drained() {
    while (this.isBusy) await new Promise((done) => { setTimeout(done, 50); });
  }

  async sendAll() {
    this.isSending = true;
    this.form.dataset.busy = "";
    while (this.waiting.length) {
      const order = this.waiting.shift();
      // Whatever an undo would take back may have failed: then there is nothing to undo.
      const pairs = order.pairs();
      if (pairs.length) await this.send(order, pairs);
    }
    this.isSending = false;
    delete this.form.dataset.busy;
  }

  async send(order, pairs) {
    for (const pause of [...PAUSES, 0]) {
      const { answer, complaint, isFinal } = await this.attempt(pairs);
      if (answer) {
        order.answer = answer;
        return this.done(order);
      }
      if (isFinal || !pause) return this.failed(order, complaint);
      await new Promise((done) => { setTimeout(done, pause); });
    }
  }

  async attempt(pairs) {
    const body = new URLSearchParams([["csrf_token", this.form.elements.csrf_token.value], ...pairs]);
    try {
      const response = await fetch(this.form.getAttribute("action"), {
        method: "POST",
        body,
        headers: { Accept: "application/json" },
        keepalive: true,
        signal: AbortSignal.timeout(PATIENCE),
      });
      if (response.ok) return { answer: await response.json() };
      return { complaint: await complaintOf(response), isFinal: response.status < 500 && response.status !== 429 };
    } catch {
      return { complaint: "The server does not answer." };
    }
  }
}

async function complaintOf(response) {
  if (response.status === 401) return "You are not signed in any more.";
  if (response.status === 400) return "This page is too old. Please reload it.";
  try {
    return (await response.json()).said;
  } catch {
    return `The server answered with ${response.status}.`;
  }
}
