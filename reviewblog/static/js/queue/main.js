// The queue without waiting: what is decided leaves the page at once and is sent in the
// background; what the server refuses comes back. Everything here is also a form.
import { listen } from "./keys.js";
import { Orders } from "./orders.js";
import { Rows, boxOf, idOf, nameIn } from "./rows.js";

const form = document.getElementById("queue");
const list = document.querySelector(".queue");
if (form && list) start();

function start() {
  const rows = new Rows(list);
  const orders = new Orders(form, { done, failed });
  const toast = document.querySelector("[data-toast]");
  const undone = toast.querySelector("[data-undo]");
  const help = document.querySelector("[data-help]");
  const all = form.querySelector("[data-all]");
  const made = [];

  function say(words, { canUndo = false, isBad = false } = {}) {
    for (const served of document.querySelectorAll(".toast:not([data-toast])")) served.remove();
    toast.hidden = false;
    toast.toggleAttribute("data-bad", isBad);
    toast.querySelector("[data-said]").textContent = words;
    document.querySelector("[data-live]").textContent = words;
    undone.hidden = !canUndo;
  }

  function decide(action, chosen, reply) {
    const words = wordsOf(action, chosen);
    const pairs = [["action", action], ["read_at", form.elements.read_at.value]];
    for (const row of chosen) pairs.push(["comment_id", idOf(row)]);
    if (reply) pairs.push(["reply_body", reply]);
    const order = { action, rows: chosen, pairs: () => pairs, canUndo: action !== "reply" };
    made.push(order);
    const isLeft = rows.take(chosen);
    say(words, { canUndo: order.canUndo });
    if (!isLeft) showEnd();
    orders.add(order);
  }

  function undo() {
    const order = made.pop();
    if (!order) return say("There is nothing to undo.");
    if (!order.canUndo) return say("A reply cannot be undone here: delete it among the approved comments.");
    hideEnd();
    rows.bringBack(order.rows);
    say(`Undone for ${named(order.rows)}.`);
    if (orders.cancel(order)) return;
    const pairs = () => (order.answer?.undo ?? []).map((id) => ["decision_id", id]);
    orders.add({ action: "undo", rows: order.rows, pairs: () => (pairs().length ? [["action", "undo"], ...pairs()] : []) });
  }

  function done(order) {
    recount(order);
    const left = rows.find(order.answer.left);
    if (left.length) comeBack(order, left, order.answer.said);
  }

  function failed(order, complaint) {
    if (order.action === "undo") {
      rows.take(order.rows);
      return say(`Not undone for ${named(order.rows)}: ${complaint}`, { isBad: true });
    }
    comeBack(order, order.rows, `${named(order.rows)} came back. ${complaint}`);
  }

  function comeBack(order, back, words) {
    const place = made.indexOf(order);
    if (place >= 0) made.splice(place, 1);
    hideEnd();
    // Whoever is typing elsewhere is not taken away from it.
    rows.bringBack(back, { focus: !document.activeElement?.closest("textarea, input, dialog") });
    say(words, { isBad: true });
  }

  function press(action) {
    const row = rows.current;
    if (!row) return rows.step(0);
    const button = row.querySelector(`[data-decides] [name=action][value=${action}]`);
    if (button) decide(action, [row]);
    else say(`${nameIn(row)}: it is so already.`);
  }

  function open(selector, field) {
    const part = (rows.current ?? rows.all[0])?.querySelector(selector);
    if (!part) return;
    part.open = true;
    part.querySelector(field).focus();
    part.scrollIntoView({ block: "nearest" });
  }

  function pressSelected(action) {
    const { selected } = rows;
    if (selected.length) decide(action, selected);
    else say("Nothing is selected. X selects the current comment.");
  }

  function select() {
    const row = rows.current;
    if (!row) return;
    boxOf(row).checked = !boxOf(row).checked;
    say(boxOf(row).checked ? `Selected ${named(rows.selected)}.` : `${nameIn(row)} is not selected.`);
  }

  // Whatever was decided before is sent before the page is left.
  async function edit() {
    const link = rows.current?.querySelector("[data-edit]");
    if (!link) return;
    await orders.drained();
    location.assign(link.href);
  }

  function search() {
    const sift = document.querySelector("[data-sift]");
    sift.open = true;
    sift.querySelector("[name=q]").focus();
  }

  list.addEventListener("click", (event) => {
    const link = event.target.closest("[data-thread]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    showThread(link);
  });
  document.addEventListener("submit", (event) => {
    const target = event.target.closest("[data-decides], #queue");
    const action = event.submitter?.value;
    if (!target || !action || action.endsWith("pin")) return;
    const chosen = target === form ? rows.selected : [target.closest(".q")];
    event.preventDefault();
    if (action === "insert") return insert(target, chosen[0]);
    if (chosen.length) decide(action, chosen, target.elements.reply_body?.value);
    else say("Please select at least one comment first.", { isBad: true });
  });
  list.addEventListener("keydown", (event) => {
    const area = event.target.closest("textarea");
    if (!area) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) area.form.requestSubmit(area.form.querySelector("[type=submit][value=reply]"));
    if (event.key === "Escape") rows.go(area.closest(".q"));
  });
  undone.addEventListener("click", undo);
  all.addEventListener("change", () => {
    for (const row of rows.all) boxOf(row).checked = all.checked;
  });
  document.querySelector("[data-keys]").addEventListener("click", () => help.showModal());
  help.querySelector("[data-close]").addEventListener("click", () => help.close());
  for (const part of document.querySelectorAll("[data-scripted]")) part.hidden = false;
  for (const part of document.querySelectorAll("[data-unscripted]")) part.hidden = true;
  document.querySelector("[data-more]").addEventListener("click", async (event) => {
    event.preventDefault();
    await orders.drained();
    location.assign(event.target.href);
  });

  const next = { run: () => rows.step(1), mayRepeat: true };
  const previous = { run: () => rows.step(-1), mayRepeat: true };
  listen({
    j: next, ArrowDown: next, k: previous, ArrowUp: previous,
    a: { run: () => press("approve") },
    s: { run: () => press("spam") },
    d: { run: () => press("delete") },
    u: { run: undo },
    x: { run: select },
    "Shift+A": { run: () => pressSelected("approve") },
    r: { run: () => open("[data-reply]", "textarea") },
    e: { run: edit },
    "/": { run: search },
    "?": { run: () => help.showModal() },
  }, { help });
  rows.mark(rows.all[0]);
}

// The whole talk, in place: the page of its own is there for whoever has no script.
async function showThread(link) {
  try {
    const response = await fetch(link.href);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const thread = page.querySelector("[data-conversation]");
    if (!thread) throw new Error("no thread");
    link.closest(".q__around").after(document.adoptNode(thread));
    thread.tabIndex = -1;
    thread.focus({ preventScroll: true });
    link.remove();
  } catch {
    location.assign(link.href);
  }
}

// The same as the server would do: what is there already stays before it.
function insert(reply, row) {
  const kept = document.querySelector(`template[data-kept="${reply.elements.canned_id.value}"]`);
  const area = reply.elements.reply_body;
  const title = row.querySelector("[data-title]").textContent;
  const text = kept.content.textContent.split("{name}").map((part) => part.split("{title}").join(title)).join(nameIn(row));
  area.value = [area.value.trimEnd(), text].filter(Boolean).join("\n\n");
  area.focus();
}

function showEnd() {
  const end = document.querySelector("[data-end]");
  end.hidden = false;
  end.querySelector("a").focus();
}

function hideEnd() {
  document.querySelector("[data-end]").hidden = true;
}

// The numbers on the page follow what the server says has moved.
function recount({ answer }) {
  for (const { before, after } of answer.moved) {
    step(before, -1);
    step(after, 1);
  }
  const waiting = document.querySelector("[data-count=pending]");
  const heading = document.querySelector("[data-waiting]");
  if (heading && waiting) heading.textContent = waitingWords(shownBy(waiting));
}

function step(status, by) {
  for (const shown of document.querySelectorAll(`[data-count=${status}]`)) {
    shown.textContent = Math.max(0, shownBy(shown) + by).toLocaleString("en");
  }
}

function shownBy(shown) {
  return Number(shown.textContent.replaceAll(/\D/g, ""));
}

function waitingWords(count) {
  if (!count) return "No comment is waiting";
  return `${count.toLocaleString("en")} ${count === 1 ? "comment" : "comments"} waiting`;
}

function named(rows) {
  return rows.length === 1 ? `the comment by ${nameIn(rows[0])}` : `${rows.length} comments`;
}

const DONE = {
  approve: (what) => `Approved ${what}.`,
  spam: (what) => `Marked ${what} as spam.`,
  delete: (what) => `Deleted ${what}.`,
  hold: (what) => `Put ${what} back to wait.`,
  restore: (what) => `Restored ${what}.`,
  reply: (what) => `Approved and answered ${what}.`,
};

const wordsOf = (action, rows) => DONE[action](named(rows));
