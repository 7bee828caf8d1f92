// Edits of a text area that its undo knows about.
export function replace(area, start, end, text, [from, to] = [start + text.length, start + text.length]) {
  area.focus();
  area.setSelectionRange(start, end);
  const command = text ? "insertText" : "delete";
  // The one way of editing that leaves the history of undo whole, in every browser.
  if ((text || start < end) && !document.execCommand(command, false, text)) {
    area.setRangeText(text, start, end, "end");
    area.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
  area.setSelectionRange(from, to);
}

// Puts marks around the selection, or takes them away.
export function wrap(area, before, after = before, filler = "") {
  const { selectionStart: start, selectionEnd: end, value } = area;
  const chosen = value.slice(start, end) || filler;
  const isInside = value.slice(start - before.length, start) === before &&
    value.slice(end, end + after.length) === after &&
    !(before === "*" && value.slice(start - 2, start) === "**" && value.slice(start - 3, start) !== "***");
  if (isInside) {
    const from = start - before.length;
    replace(area, from, end + after.length, value.slice(start, end), [from, from + end - start]);
  } else {
    const from = start + before.length;
    replace(area, start, end, before + chosen + after, [from, from + chosen.length]);
  }
}

// Begins each chosen line with a mark, or takes it away where all have it.
export function prefix(area, mark) {
  const [start, end] = lines(area);
  const chosen = area.value.slice(start, end).split("\n");
  const hasAll = chosen.every((line) => line.startsWith(mark));
  const text = chosen.map((line) => (hasAll ? line.slice(mark.length) : mark + line)).join("\n");
  const isOne = chosen.length === 1;
  replace(area, start, end, text, isOne ? undefined : [start, start + text.length]);
}

export function link(area) {
  const { selectionStart: start, selectionEnd: end, value } = area;
  const chosen = value.slice(start, end);
  if (/^https?:\/\/\S+$/.test(chosen)) {
    return replace(area, start, end, `[](${chosen})`, [start + 1, start + 1]);
  }
  const at = start + chosen.length + 3;
  return replace(area, start, end, `[${chosen}](https://)`, [at, at + 8]);
}

export function note(area) {
  const taken = [...area.value.matchAll(/\[\^(\d+)\]/g)].map((match) => Number(match[1]));
  const name = `[^${Math.max(0, ...taken) + 1}]`;
  const place = area.selectionEnd;
  replace(area, place, place, name);
  const end = area.value.trimEnd().length;
  const gap = /\n\[\^\d+\]:[^\n]*$/.test(area.value.slice(0, end)) ? "\n" : "\n\n";
  replace(area, end, area.value.length, `${gap}${name}: `);
}

export function hideBlock(area) {
  const [start, end] = lines(area);
  const chosen = area.value.slice(start, end);
  const before = "::: spoiler ";
  const title = "How it ends";
  const from = start + before.length;
  replace(area, start, end, `${before}${title}\n${chosen}\n:::`, [from, from + title.length]);
}

function lines({ value, selectionStart, selectionEnd }) {
  const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const end = value.indexOf("\n", selectionEnd);
  return [start, end < 0 ? value.length : end];
}
