// HTML from a clipboard as Markdown. The document is parsed, never shown: no script of
// it runs and no picture is fetched.
const MEANS_SOMETHING =
  "a[href], strong, b, em, i, cite, h1, h2, h3, h4, h5, h6, li, blockquote, code, pre, hr, [style*=italic], [style*=bold], [style*='font-weight']";
const BLOCKS = /^(P|DIV|SECTION|ARTICLE|MAIN|HEADER|FOOTER|FIGURE|FIGCAPTION|TABLE|TBODY|TR|DD|DT|DL|H[1-6]|UL|OL|LI|BLOCKQUOTE|PRE|HR)$/;
const SILENT = /^(SCRIPT|STYLE|HEAD|TITLE|META|LINK|TEMPLATE|NOSCRIPT|IFRAME|OBJECT|SVG)$/i;

// Empty when the formatting says nothing: then the plain text serves as well.
export function markdownOf(html) {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  if (!body.querySelector(MEANS_SOMETHING)) return "";
  return blocks(body).join("\n\n").trim();
}

function blocks(parent) {
  const found = [];
  let run = "";
  const endRun = () => {
    const text = tidy(run);
    if (text) found.push(text);
    run = "";
  };
  for (const node of parent.childNodes) {
    if (node.nodeType === Node.ELEMENT_NODE && (BLOCKS.test(node.tagName) || hasBlocks(node))) {
      endRun();
      found.push(...block(node));
    } else {
      run += inline(node);
    }
  }
  endRun();
  return found;
}

function block(node) {
  const name = node.tagName;
  if (/^H[1-6]$/.test(name)) {
    const text = tidy(children(node)).replace(/\n/g, " ").replace(/^\*\*(.*)\*\*$/, "$1");
    return text ? [`${"#".repeat(Math.max(2, Number(name[1])))} ${text}`] : [];
  }
  if (name === "HR") return ["---"];
  if (name === "PRE") return ["```\n" + node.textContent.trimEnd() + "\n```"];
  if (name === "BLOCKQUOTE") return [prefixed(blocks(node).join("\n\n"), "> ", "> ")];
  if (name === "UL" || name === "OL") return [list(node)];
  if (name === "TR") return [[...node.cells].map((cell) => tidy(children(cell))).join(" | ")];
  return blocks(node);
}

function list(node) {
  let number = Number(node.getAttribute("start")) || 1;
  return [...node.children].map((item) => {
    const mark = node.tagName === "OL" ? `${number++}. ` : "- ";
    const parts = item.tagName === "LI" ? blocks(item) : block(item);
    return prefixed(parts.join("\n"), mark, " ".repeat(mark.length));
  }).join("\n");
}

function prefixed(text, first, others) {
  return text.split("\n").map((line, place) => (place ? others : first) + line).join("\n");
}

function hasBlocks(node) {
  return [...node.children].some((child) => BLOCKS.test(child.tagName) || hasBlocks(child));
}

function children(node) {
  return [...node.childNodes].map(inline).join("");
}

function inline(node) {
  if (node.nodeType === Node.TEXT_NODE) return escaped(node.data.replace(/[ \t\n\r]+/g, " "));
  if (node.nodeType !== Node.ELEMENT_NODE || SILENT.test(node.tagName)) return "";
  const name = node.tagName;
  if (name === "BR") return "\n";
  if (name === "IMG") return node.alt && !/^data:/.test(node.getAttribute("src") ?? "") ? picture(node) : "";
  if (name === "CODE") return "`" + node.textContent + "`";
  let text = children(node);
  const look = (node.getAttribute("style") ?? "").toLowerCase();
  if (isItalic(name, look)) text = marked(text, "*");
  if (isBold(name, look)) text = marked(text, "**");
  const address = name === "A" ? node.getAttribute("href") ?? "" : "";
  return /^(https?:|mailto:)/i.test(address) && text.trim() ? `[${text.trim()}](${safe(address)})` : text;
}

function picture(node) {
  const address = node.getAttribute("src") ?? "";
  return /^https:/i.test(address) ? `![${escaped(node.alt)}](${safe(address)})` : "";
}

function isItalic(name, look) {
  return /^(EM|I|CITE)$/.test(name) ? !/font-style:\s*normal/.test(look) : /font-style:\s*italic/.test(look);
}

// Word processors wrap everything in a <b> that is not bold.
function isBold(name, look) {
  if (/font-weight:\s*(normal|[1-4]00)/.test(look)) return false;
  return /^(STRONG|B)$/.test(name) || /font-weight:\s*(bold|[6-9]00)/.test(look);
}

// Marks stand close to the words, spaces outside of them.
function marked(text, mark) {
  const [, before, words, after] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text);
  return words ? before + mark + words + mark + after : text;
}

function escaped(text) {
  return text.replace(/[\\`*_[\]]/g, "\\$&").replace(/>!/g, "\\>!");
}

function safe(address) {
  return address.replace(/[()\s]/g, encodeURIComponent).replace(/\(/g, "%28").replace(/\)/g, "%29");
}

function tidy(text) {
  return text.replace(/[ \u00a0]*\n[ \u00a0]*/g, "\n").replace(/^\s+|\s+$/g, "").replace(/^(#|>|[-+] |\d+\. )/, "\\$1");
}
