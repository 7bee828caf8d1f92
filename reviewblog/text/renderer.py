"""From tokens to HTML, where the house writes it differently from markdown-it."""

from collections.abc import Sequence

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from reviewblog.text import stills
from reviewblog.text.addresses import is_allowed
from reviewblog.text.wording import plain_words


class HouseRenderer(RendererHTML):
    """Each public method writes the tokens of the type that it is named after."""

    def text(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """Write what the author typed."""
        return _escape(tokens[idx].content)

    def code_inline(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """Write code within a line."""
        return f"<code>{_escape(tokens[idx].content)}</code>"

    def code_block(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """Write code in lines of its own."""
        return f"<pre><code>{_escape(tokens[idx].content)}</code></pre>\n"

    def image(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """Write a picture, or its words where no picture can be."""
        token = tokens[idx]
        words = plain_words(token.children or [])
        address = str(token.attrs.get("src", ""))
        if not is_allowed(address):
            return _escape(words)
        if still := env.get("stills", {}).get(stills.hash_in(address)):
            return stills.picture(still, alt=words or still.alt)
        token.attrs |= {"alt": words, "loading": "lazy", "decoding": "async"}
        return self.renderToken(tokens, idx, options, env)

    def fence(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """Write a block of code without the class that names its language."""
        return self.code_block(tokens, idx, options, env)

    def note_ref(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """Write the number that leads to a note."""
        token = tokens[idx]
        return f"<a{self.renderAttrs(token)}>{_escape(token.content)}</a>"

    def note_back(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """Write the way back from a note."""
        return self.note_ref(tokens, idx, options, env)


def _escape(text: str) -> str:
    """Escape what text must; quotes and ">" are spared, for bleach is slow on each."""
    return text.replace("&", "&amp;").replace("<", "&lt;")
