// The note that this browser has text of a form which the server never got. Whatever is
// answered, its author goes on writing.
const date = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

export function offerText(panel, at, { take, drop, writing }) {
  const time = panel.querySelector("[data-local-time]");
  time.dateTime = new Date(at).toISOString();
  time.textContent = date.format(at);
  panel.hidden = false;
  const answer = (button, act) => panel.querySelector(button).addEventListener("click", () => {
    panel.hidden = true;
    act();
    writing.focus();
  });
  answer("[data-local-take]", take);
  answer("[data-local-drop]", drop);
}
