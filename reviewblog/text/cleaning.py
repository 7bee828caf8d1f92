"""What bleach makes of a text, in the only module that knows it.

It is loaded with the first text that needs it: with what it stands on, that takes
longer than cleaning a hundred texts.
"""

import threading
from collections.abc import Iterator
from html import unescape
from typing import Any

from bleach import html5lib_shim
from bleach.html5lib_shim import BleachHTMLParser, BleachHTMLTokenizer
from bleach.sanitizer import Cleaner

from reviewblog.text.addresses import AUTHOR_SCHEMES
from reviewblog.text.policies import RULES, Policy

_READER_REL = "ugc nofollow noopener"

_shim: Any = html5lib_shim  # whose stubs leave out what comes from html5lib
_CHARACTERS: int = _shim.constants.tokenTypes["Characters"]
_SPACES: int = _shim.constants.tokenTypes["SpaceCharacters"]
_Filter: Any = _shim.Filter
_EtreeWalker: Any = _shim.getTreeWalker("etree")


def cleaned(html: str, policy: Policy) -> str:
    """Keep what the policy allows and nothing else."""
    return _cleaners.by_policy[policy].clean(html)


class _Cleaners(threading.local):
    """One set of cleaners for each thread: a shared one mixes up their texts."""

    def __init__(self) -> None:
        self.by_policy = {policy: _cleaner(policy) for policy in Policy}


def _cleaner(policy: Policy) -> Cleaner:
    rules = RULES[policy]

    def is_kept(tag: str, attribute: str, value: str) -> bool:
        check = rules[tag].get(attribute)
        # bleach hands over the value as it was typed, character references and all.
        return check is not None and bool(check(unescape(value)))

    cleaner = Cleaner(
        tags=frozenset(rules),
        attributes=is_kept,
        protocols=AUTHOR_SCHEMES,
        strip=True,
        filters=[_ReaderLinks] if policy is Policy.COMMENT else [],
    )
    cleaner.parser = _Parser(
        tags=frozenset(rules),
        strip=True,
        consume_entities=False,
        namespaceHTMLElements=False,
    )
    cleaner.walker = _Walker  # type: ignore[assignment]  # a class, as in bleach
    return cleaner


class _ReaderLinks(_Filter):  # type: ignore[misc]  # no types, as above
    """Mark every link in a reader's text as not ours to vouch for."""

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for token in super().__iter__():
            if token["type"] == "StartTag" and token["name"] == "a":
                token["data"][None, "rel"] = _READER_REL
            yield token


class _Parser(BleachHTMLParser):
    """bleach's parser, with a tokenizer that spares the tree quadratic work."""

    def mainLoop(self) -> None:  # noqa: N802 (html5lib's name)
        """Change the tokenizer, whose class bleach names amid a longer method."""
        self.tokenizer.__class__ = _Tokenizer
        super().mainLoop()


class _Tokenizer(BleachHTMLTokenizer):
    """A tokenizer that hands over each text whole.

    The tree would copy what it has of a text for every further piece.
    """

    def __iter__(self) -> Iterator[Any]:
        pieces: list[str] = []
        token: Any
        for token in super().__iter__():
            is_text = token["type"] == _CHARACTERS and token["data"] != "\0"
            if is_text or (pieces and token["type"] == _SPACES):
                pieces.append(token["data"])
                continue
            if pieces:
                yield {"type": _CHARACTERS, "data": "".join(pieces)}
                pieces.clear()
            yield token
        if pieces:
            yield {"type": _CHARACTERS, "data": "".join(pieces)}


class _Walker(_EtreeWalker):  # type: ignore[misc]  # no types, as above
    """A walker that knows each element's place among its siblings.

    The original looks for it on leaving every element, which is quadratic in siblings.
    """

    def __init__(self, tree: Any) -> None:  # noqa: ANN401 (html5lib's tree has no type)
        super().__init__(tree)
        self.places = {
            child: place for parent in tree.iter() for place, child in enumerate(parent)
        }

    def getParentNode(self, node: Any) -> Any:  # noqa: ANN401, N802 (html5lib's name)
        """Step up from a node, as the original does."""
        *_, parents, flag = node
        if flag == "text":
            return super().getParentNode(node)
        parent = parents.pop()
        return (parent, self.places[parent], parents, None) if parents else parent


_cleaners = _Cleaners()
