// For threads of several pages. A comment's address may name one that is on another page,
// while its id is on a link to it here, or one that is folded away. Without this script
// the reader presses that link, and browsers open what is folded.
const COMMENT = /^#comment-(\d+)$/;

function goToComment() {
  const asked = COMMENT.exec(location.hash);
  if (!asked) return;
  const found = document.getElementById(asked[0].slice(1));
  if (!found && document.querySelector(".elsewhere")) location.replace(`/comments/${asked[1]}`);
  else if (found?.matches(".elsewhere a")) location.replace(found.href);
  else if (found) open(found);
}

function open(comment) {
  const folds = [];
  for (let fold = comment.closest(".fold"); fold; fold = fold.parentElement.closest(".fold")) {
    folds.push(fold);
  }
  const closed = folds.filter((fold) => !fold.open);
  for (const fold of closed) fold.open = true;
  if (closed.length) comment.scrollIntoView();
}

addEventListener("hashchange", goToComment);
goToComment();
