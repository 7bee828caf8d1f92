// "I have seen it": opens all spoilers of a work, in the review and in the comments. Which
// works somebody has seen stays in their browser.
const button = document.querySelector("[data-seen]");
const key = button && `seen:${button.dataset.seen}`;

function remembered() {
  try { return localStorage.getItem(key) === "yes"; } catch { return false; }
}

function remember(isSeen) {
  try {
    if (isSeen) localStorage.setItem(key, "yes");
    else localStorage.removeItem(key);
  } catch { /* Private windows may keep nothing: it holds for this page. */ }
}

function show(isSeen) {
  button.setAttribute("aria-pressed", String(isSeen));
  document.documentElement.toggleAttribute("data-spoiled", isSeen);
  for (const spoiler of document.querySelectorAll("details.spoiler")) spoiler.open = isSeen;
}

if (button && document.querySelector(".spoiler, .spoiler-inline")) {
  button.hidden = false;
  if (remembered()) show(true);
  button.addEventListener("click", () => {
    const isSeen = button.getAttribute("aria-pressed") !== "true";
    remember(isSeen);
    show(isSeen);
  });
}
