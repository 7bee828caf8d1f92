// Runs in the head, before the first paint: a page that all readers share comes from a
// cache without anybody's theme. Without this script the form posts to /theme and the
// server writes data-theme; both keep the choice in the same cookie.
(function (d) {
  var root = d.documentElement;
  var found = /(?:^|; )theme=(light|dark|auto)/.exec(d.cookie);

  function set(theme) {
    if (theme === "auto") delete root.dataset.theme;
    else root.dataset.theme = theme;
    d.querySelectorAll(".lights button").forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.value === theme));
    });
  }

  function chosen() {
    return found ? found[1] : "auto";
  }

  set(chosen());
  d.addEventListener("DOMContentLoaded", function () { set(chosen()); });
  d.addEventListener("submit", function (event) {
    if (!event.target.matches(".lights") || !event.submitter) return;
    event.preventDefault();
    found = ["", event.submitter.value];
    d.cookie = "theme=" + found[1] + "; path=/; max-age=31536000; samesite=lax" +
      (location.protocol === "https:" ? "; secure" : "");
    set(found[1]);
  });
})(document);
