// What the page of a review can do by itself. One file: each costs a reader a request.

// "I have seen it": opens all spoilers of a work, in the review and in the comments. Which
// works somebody has seen stays in their browser.
{
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
}

// A comment that is being written stays in this tab: "Reply" and other pages are a journey
// to the server, and the field would come back empty. What was posted is forgotten.
{
  const field = document.querySelector("#respond [name=body]");
  const key = `comment:${location.pathname.replace(/comments\/?$/, "")}`;
  const sent = `${key}:sent`;

  function keep() {
    try {
      if (field.value.trim()) sessionStorage.setItem(key, field.value);
      else sessionStorage.removeItem(key);
    } catch { /* Then it is lost, as it is without this script. */ }
  }

  function putBack() {
    const isPosted = sessionStorage.getItem(sent) && location.hash.startsWith("#comment-");
    sessionStorage.removeItem(sent);
    if (isPosted) sessionStorage.removeItem(key);
    else if (!field.value) field.value = sessionStorage.getItem(key) ?? "";
  }

  try {
    if (field) putBack();
  } catch { /* This browser keeps nothing. */ }
  field?.addEventListener("input", keep);
  field?.form.addEventListener("submit", () => {
    try { sessionStorage.setItem(sent, "yes"); } catch { /* Nor this. */ }
  });
}

// Tells the site that this review is being read: once, after some seconds in sight. Only
// which review, and the name of the site with the link to it; no cookie goes with it.
{
  const SECONDS = 5;
  const isWanted = document.querySelector("[data-counted]") !== null;
  const declines = navigator.doNotTrack === "1" || navigator.globalPrivacyControl === true;
  const [visit] = performance.getEntriesByType("navigation");
  const isAgain = visit?.type === "reload" || visit?.type === "back_forward";
  let timer;

  function from() {
    try { return new URL(document.referrer).host; } catch { return ""; }
  }

  function tell() {
    document.removeEventListener("visibilitychange", watch);
    const body = new URLSearchParams({ page: location.pathname, from: from() });
    fetch("/reads", { method: "POST", body, credentials: "omit", keepalive: true })
      .catch(() => { /* Then it is not counted. */ });
  }

  function watch() {
    clearTimeout(timer);
    if (document.visibilityState === "visible") timer = setTimeout(tell, SECONDS * 1000);
  }

  if (isWanted && !declines && !isAgain) {
    document.addEventListener("visibilitychange", watch);
    watch();
  }
}
