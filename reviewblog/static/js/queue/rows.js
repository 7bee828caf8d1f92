// The comments of the page: which is the current one, which are still there.
const ROW = ".q";

export class Rows {
  constructor(list) {
    this.list = list;
    for (const article of list.querySelectorAll(".q__main")) article.tabIndex = -1;
    list.addEventListener("focusin", (event) => this.mark(event.target.closest(ROW)));
  }

  get all() {
    return [...this.list.querySelectorAll(`${ROW}:not([hidden])`)];
  }

  get current() {
    return this.list.querySelector(`${ROW}[aria-current]:not([hidden])`);
  }

  get selected() {
    return this.all.filter((row) => boxOf(row).checked);
  }

  find(ids) {
    return ids.map((id) => document.getElementById(`q-${id}`)?.closest(ROW)).filter(Boolean);
  }

  mark(row) {
    for (const other of this.list.querySelectorAll(`${ROW}[aria-current]`)) other.removeAttribute("aria-current");
    row?.setAttribute("aria-current", "true");
  }

  go(row) {
    if (!row) return false;
    this.mark(row);
    row.querySelector(".q__main").focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
    return true;
  }

  step(by) {
    const { all, current } = this;
    const place = current ? all.indexOf(current) + by : 0;
    return this.go(all[Math.max(0, Math.min(place, all.length - 1))]);
  }

  // Takes rows off the page and moves on to the one below; false if none is left.
  take(rows) {
    const wasCurrent = rows.includes(this.current) || !this.current;
    const { all } = this;
    const last = all.indexOf(rows.at(-1));
    const next = all.slice(last + 1).find((row) => !rows.includes(row))
      ?? all.slice(0, last).reverse().find((row) => !rows.includes(row));
    for (const row of rows) {
      row.hidden = true;
      boxOf(row).checked = false;
    }
    if (wasCurrent) return this.go(next);
    return this.all.length > 0;
  }

  bringBack(rows, { focus = true } = {}) {
    for (const row of rows) row.hidden = false;
    if (focus) this.go(rows[0]);
  }
}

export function boxOf(row) {
  return row.querySelector("input[name=comment_id][type=checkbox]");
}

export function idOf(row) {
  return boxOf(row).value;
}

export function nameIn(row) {
  return row.querySelector(".comment__name").textContent;
}
