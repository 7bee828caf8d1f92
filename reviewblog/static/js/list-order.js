// Puts the entries of a list in order without a journey to the server: the arrows move a
// row in place, and a row can be dragged by whatever of it is no control. The places are
// fields of the form, so saving works the same with and without this script.
import { letDrag } from "./drag.js";

const list = document.querySelector("[data-places]");

function rows() {
  return [...list.children];
}

function renumber() {
  rows().forEach((row, index, all) => {
    row.querySelector("[name=position]").value = index + 1;
    row.querySelector("[data-move='-1']").disabled = index === 0;
    row.querySelector("[data-move='1']").disabled = index === all.length - 1;
  });
}

function tell(row) {
  const name = row.querySelector("[data-name]").textContent;
  const place = rows().indexOf(row) + 1;
  document.querySelector("[data-said]").textContent = `${name}: place ${place} of ${rows().length}, not saved yet.`;
}

function move(row, step) {
  const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  if (step < 0) other.before(row);
  else other.after(row);
  renumber();
  tell(row);
}

if (list) {
  letDrag(list, (row) => {
    renumber();
    tell(row);
  });
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (!button) return;
    event.preventDefault();
    const step = Number(button.dataset.move);
    const row = button.closest(".place");
    move(row, step);
    // At either end the button that was pressed is off: its neighbour takes over.
    if (button.disabled) row.querySelector(`[data-move='${-step}']`).focus();
    else button.focus();
  });
}
