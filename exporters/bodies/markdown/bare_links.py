"""Bare addresses in prose become links. Spec: GitHub Flavored Markdown §6.9 autolinks."""

import re
from collections.abc import Callable
from typing import Final

from exporters.bodies.markdown.escaping import escape
from exporters.bodies.markdown.rules import MarkdownRules
from exporters.support.lazy_regex import lazy_regex

_ADDRESS: Final = lazy_regex(
    r"(?<![\w/@.:-])(?:https?://|www\.)(?=[\w-]++\.[\w-])[^\s<>\"\xa0\u3000-\u303f\uff00-\uff65“”‘’«»]{1,2000}+"
    r"|(?<![\w.+/:-])[a-z0-9][\w.+-]{0,63}+@[a-z0-9-]++(?>(?:\.[a-z0-9-]++){1,9})(?![\w@/-])",
    re.IGNORECASE | re.ASCII,
)
_TRAILING: Final = "?!.,:*_~'…"
_PLAIN: Final = {"–": "--", "—": "---", "…": "..."}


def link_addresses(text: str, rules: MarkdownRules, write: Callable[[str], str]) -> str:
    """Return `text` as HTML, in which bare addresses are links; `write` returns the HTML of what is between them."""
    parts, at = [], 0
    for found in _ADDRESS.finditer(text):
        written = _trim(found[0])
        address = written
        if rules.has_smart_punctuation:  # an address keeps its hyphens and dots
            for smart, plain in _PLAIN.items():
                address = address.replace(smart, plain)
        scheme = (
            "" if "://" in written[:8] else f"{rules.bare_scheme}://" if written[:4].lower() == "www." else "mailto:"
        )
        shown = escape(address)
        parts += [write(text[at : found.start()]), f'<a href="{scheme}{shown}">{shown}</a>']
        at = found.start() + len(written)
    return "".join((*parts, write(text[at:])))


def _trim(address: str) -> str:
    """Return an address without what ends the sentence around it."""
    closing = address.count(")") - address.count("(")
    end = len(address)
    while end:
        if address[end - 1] == ")" and closing > 0:
            closing -= 1
        elif address[end - 1] not in _TRAILING:
            break
        end -= 1
    return address[:end]
