// One box that ticks all boxes of a list; without this script it stays hidden.
const all = document.querySelector("[data-select-all]");
const boxes = [...document.querySelectorAll("[data-selectable] input[type=checkbox]")];

if (all && boxes.length > 1) {
  const box = all.querySelector("input");

  function show() {
    const ticked = boxes.filter((one) => one.checked).length;
    box.checked = ticked === boxes.length;
    box.indeterminate = ticked > 0 && ticked < boxes.length;
  }

  box.addEventListener("change", () => {
    for (const one of boxes) one.checked = box.checked;
  });
  for (const one of boxes) one.addEventListener("change", show);
  all.hidden = false;
  show();
}
