// Formatted text that is pasted becomes Markdown; with Shift it comes as plain text.
import { replace } from "./marks.js";
import { markdownOf } from "./markdown.js";

export function setUpPaste(area) {
  let isPlain = false;
  area.addEventListener("keydown", (event) => { isPlain = event.shiftKey; });
  area.addEventListener("keyup", () => { isPlain = false; });
  area.addEventListener("paste", (event) => {
    const data = event.clipboardData;
    const html = data?.getData("text/html");
    if (isPlain || !html || event.defaultPrevented || data.files.length) return;
    const text = markdownOf(html);
    if (!text) return;
    event.preventDefault();
    replace(area, area.selectionStart, area.selectionEnd, text);
  });
}
