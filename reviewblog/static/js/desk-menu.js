// A drawer of the desk's menu closes when somebody looks elsewhere, or presses Escape.
const drawers = document.querySelectorAll(".drawer");

function close(except) {
  drawers.forEach((drawer) => {
    if (drawer !== except) drawer.open = false;
  });
}

document.addEventListener("click", (event) => close(event.target.closest(".drawer")));
document.addEventListener("focusin", (event) => close(event.target.closest(".drawer")));
document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && event.target.closest(".drawer[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});
