// Lets the rows of a list be dragged, by whatever of them is no control. `dropped` is told
// which row has moved, once it is let go.
const CONTROLS = "input, textarea, select, button, label, a";

export function letDrag(list, dropped) {
  list.addEventListener("pointerdown", (event) => {
    const row = [...list.children].find((each) => each.contains(event.target));
    if (!row || event.button !== 0 || event.target.closest(CONTROLS)) return;
    event.preventDefault();
    row.dataset.dragged = "";
    list.setPointerCapture(event.pointerId);

    function follow(moved) {
      const over = [...list.children].find((other) => {
        const box = other.getBoundingClientRect();
        return other !== row && moved.clientY > box.top && moved.clientY < box.bottom;
      });
      if (!over) return;
      const box = over.getBoundingClientRect();
      if (moved.clientY < box.top + box.height / 2) over.before(row);
      else over.after(row);
    }

    const whileDragged = new AbortController();
    function drop() {
      whileDragged.abort();
      delete row.dataset.dragged;
      dropped(row);
    }

    const { signal } = whileDragged;
    list.addEventListener("pointermove", follow, { signal });
    list.addEventListener("pointerup", drop, { signal });
    list.addEventListener("pointercancel", drop, { signal });
  });
}
