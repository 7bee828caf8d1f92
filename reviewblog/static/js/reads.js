// Tells the site that this review is being read: once, after some seconds in sight. Only
// which review, and the name of the site with the link to it; no cookie goes with it.
const SECONDS = 5;
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

if (!declines && !isAgain) {
  document.addEventListener("visibilitychange", watch);
  watch();
}
