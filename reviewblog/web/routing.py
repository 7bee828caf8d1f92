"""Rules of addresses that learn to build one when somebody asks for it.

Werkzeug compiles two functions for each rule: for two hundred rules a twentieth of a
start, while a page needs a few of them.
"""

from collections.abc import Callable
from functools import cache

from werkzeug.routing import Rule

Builder = Callable[..., tuple[str, str]]


class LazyRule(Rule):
    """Werkzeug's rule; one that did not ask this method would simply be itself."""

    def _compile_builder(self, append_unknown: bool = True) -> Builder:  # noqa: FBT001, FBT002 -- Werkzeug's
        compiled = cache(super()._compile_builder)

        def build(rule: Rule, **values: object) -> tuple[str, str]:
            return compiled(append_unknown)(rule, **values)

        return build
