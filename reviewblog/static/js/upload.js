// Pictures pasted or dropped into a text area are uploaded, and stand in the text as
// Markdown, with the cursor where the words for those who do not see them belong.
const FAILED = "The picture could not be sent. Is the network there? Try again.";
const SIGNED_OUT = "Your session has ended. Save first, then add the picture.";

for (const area of document.querySelectorAll("textarea[data-upload]")) {
  const status = document.createElement("p");
  status.className = "meta";
  status.setAttribute("role", "status");
  area.after(status);
  area.addEventListener("paste", (event) => take(event, event.clipboardData));
  area.addEventListener("drop", (event) => take(event, event.dataTransfer));

  function take(event, data) {
    const files = [...(data?.files ?? [])].filter((file) => file.type.startsWith("image/"));
    if (!files.length) return;
    event.preventDefault();
    send(files);
  }

  function send(files) {
    const body = new FormData();
    for (const file of files) body.append("picture", file);
    body.append("csrf_token", area.form.elements.csrf_token.value);
    const request = new XMLHttpRequest();
    request.open("POST", area.dataset.upload);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      status.textContent = `Uploading: ${Math.floor((100 * loaded) / (total || 1))} %`;
    });
    request.addEventListener("error", () => { status.textContent = FAILED; });
    request.addEventListener("load", () => finish(request));
    request.send(body);
  }

  function finish(request) {
    let answer;
    try {
      answer = JSON.parse(request.responseText);
    } catch {
      const isOut = request.status === 400 || request.status === 401;
      status.textContent = isOut ? SIGNED_OUT : FAILED;
      return;
    }
    const refused = answer.refused.map(({ name, reason }) => `${name}: ${reason}`);
    if (answer.pictures.length) insert(answer.pictures);
    const done = answer.pictures.length ? ["Uploaded. Say in the brackets what it shows."] : [];
    status.textContent = [...done, ...refused].join(" ");
  }

  function insert(pictures) {
    const at = area.selectionStart;
    const before = area.value.slice(0, at);
    const gap = !before || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
    const text = pictures.map(({ address, alt }) => `![${alt}](${address})\n\n`).join("");
    area.setRangeText(gap + text, at, area.selectionEnd, "end");
    const words = at + gap.length + 2;
    area.focus();
    area.setSelectionRange(words, words + pictures[0].alt.length);
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
