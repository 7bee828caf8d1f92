"""Where the comments of a thread stand: below what they answer, and on which page."""

from collections.abc import Sequence

from reviewblog.web.thread_entries import Entry, age

# Deeper replies stand beside each other: on a phone nothing else can be read.
DEEPEST = 3
# About as much as a phone draws at once, and as somebody reads in one sitting.
PAGE_SIZE = 100


def pruned(entries: dict[int, Entry]) -> dict[int, Entry]:
    """Leave out what cannot be seen, unless something visible hangs below it."""
    kept: dict[int, Entry] = {}
    for entry in entries.values():
        climbing: Entry | None = entry if entry.is_shown else None
        while climbing and climbing.comment.id not in kept:
            kept[climbing.comment.id] = climbing
            climbing = entries.get(climbing.comment.parent_id or 0)
    return kept


def arranged(entries: dict[int, Entry], *, newest_first: bool = False) -> list[Entry]:
    """Hang every entry where it is shown, parents first, without recursion.

    Replies are a talk, so they stay in its order; what begins one may be turned round.
    What was pinned comes first.
    """
    below: dict[int, list[Entry]] = {}
    roots = []
    for entry in sorted(entries.values(), key=age):
        if entry.comment.parent_id in entries:
            below.setdefault(entry.comment.parent_id, []).append(entry)
        else:
            roots.append(entry)
    queue = list(roots)
    for parent in queue:
        for reply in below.get(parent.comment.id, ()):
            _hang(reply, parent)
            queue.append(reply)
    for entry in queue:
        entry.replies.sort(key=age)
    if newest_first:
        roots.reverse()
    return sorted(roots, key=lambda entry: not entry.is_pinned)


def paginate(roots: Sequence[Entry]) -> list[list[Entry]]:
    """Give every entry its page; there is always a first one.

    Branches stay whole where that leaves no page half empty. A longer one goes on
    on the next page.
    """
    pages: list[list[Entry]] = [[]]
    for root in roots:
        branch = list(root.everything())
        is_half_full = len(pages[-1]) * 2 >= PAGE_SIZE
        if is_half_full and len(pages[-1]) + len(branch) > PAGE_SIZE:
            pages.append([])
        for entry in branch:
            if len(pages[-1]) == PAGE_SIZE:
                pages.append([])
            pages[-1].append(entry)
            entry.page = len(pages)
    return pages


def cut_out(page: Sequence[Entry]) -> list[Entry]:
    """Take a page out of its thread: return what stands at its left edge.

    A reply whose place is on an earlier page stands there too, and says whom
    it answers.
    """
    edge = []
    for entry in page:
        if entry.holder is None or entry.holder.page != entry.page:
            entry.answers = entry.parent
            edge.append(entry)
        elif entry.parent is not entry.holder:
            entry.answers = entry.parent
        entry.replies = [reply for reply in entry.replies if reply.page == entry.page]
    return edge


def _hang(reply: Entry, parent: Entry) -> None:
    reply.parent = parent
    # An entry of the deepest level has a holder; the others hold their replies.
    reply.holder = (parent.holder if parent.level == DEEPEST else None) or parent
    reply.level = reply.holder.level + 1
    reply.holder.replies.append(reply)
