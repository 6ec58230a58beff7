"""Read and write tags of normalised HTML: the sanitiser escapes `<`, `>` and `"` in values, so patterns suffice."""

import html
import re
from enum import IntEnum
from functools import lru_cache
from typing import Final

from exporters.support.lazy_regex import lazy_regex

START_TAG: Final = lazy_regex(r'<([a-z][a-z0-9]*)((?: [^\s=>]+="[^"]*")+)>')  # a start tag that has attributes
LINKED_TAG: Final = lazy_regex(r'<(a|h[1-6]|img|li|sup)((?: [^\s=>]+="[^"]*")+)>')  # that may have an address or id
_ATTRIBUTE: Final = lazy_regex(r' ([^\s=>]+)="([^"]*)"')


class Markup(IntEnum):
    """What is known of some HTML before it is cleaned; each also has what stands before it."""

    ANY = 0  # nothing
    NORMAL = 1  # it has nothing but allowed tags, escaped as the sanitiser escapes
    SETTLED = 2  # its elements nest as HTML allows, so a parser changes nothing but addresses and ids


VOID_TAGS: Final = frozenset({"br", "col", "embed", "hr", "img", "input", "source", "wbr"})


def find_end(html: str, name: str, start: int) -> range:
    """Return where the end tag of an element stands whose content begins at `start`.

    Without an end tag it is an empty range at the end of `html`.
    """
    level = 1
    for match in _tags_of(name).finditer(html, start):
        level += -1 if match[1] else 1
        if not level:
            return range(match.start(), match.end())
    return range(len(html), len(html))


@lru_cache(maxsize=256)
def _tags_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"<(/?){re.escape(name)}(?: [^<>]*)?>")


def parse_attributes(source: str) -> dict[str, str]:
    """Return the attributes of a start tag, entities decoded."""
    if "&" not in source:
        return dict(_ATTRIBUTE.findall(source))
    return {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(source)}


def write_start_tag(name: str, values: dict[str, str]) -> str:
    """Return a start tag as the serialiser writes it."""
    parts = [name, *(f'{key}="{escape(value, quote=True)}"' for key, value in values.items())]
    return f"<{' '.join(parts)}>"


def escape(text: str, *, quote: bool = False) -> str:
    """Return `text` escaped for text content, or for an attribute value in double quotes. Spec: HTML §13.3.

    Most texts have none of the characters, and to look for one takes a tenth of a replacement of none.
    """
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "\xa0" in text:
        text = text.replace("\xa0", "&nbsp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text.replace('"', "&quot;") if quote and '"' in text else text
