"""Words of elements: their text, their classes, and what of a heading is its text."""

import re
from collections.abc import Callable
from typing import Final

from lxml import etree

from exporters.support.lazy_regex import lazy_regex

_PERMALINK: Final = lazy_regex(r"[\s#¶§†🔗⚓︎\u200b\u200d\ufe0f]*")  # what links of headings to themselves show
_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_NO_TEXT: Final = frozenset({"script", "style", "template", "svg"})


def tokens(element: etree._Element) -> set[str]:
    """The classes of an element, in small letters."""
    return set((element.get("class") or "").lower().split())


def text(element: etree._Element, *, is_left_out: Callable[[etree._Element], bool] = lambda _: False) -> str:
    """The text of an element on one line, without scripts and what is to be left out."""
    parts: list[str] = []
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, each in walk:
        if event == "end":
            parts.append(each.tail or "" if each is not element else "")
        elif each.tag in _NO_TEXT or is_left_out(each):
            walk.skip_subtree()
        else:
            parts.append(each.text or "")
    return one_line("".join(parts))


def one_line(written: str) -> str:
    """`written` on one line."""
    return " ".join(written.split())


def is_heading(element: etree._Element) -> bool:
    """Whether an element is one of h1 to h6."""
    return element.tag in _HEADINGS


def is_permalink(element: etree._Element) -> bool:
    """Whether an element is the link of a heading to itself, which shows a mark or nothing."""
    return (
        element.tag == "a"
        and (element.get("href") or "").startswith("#")
        and _PERMALINK.fullmatch(text(element)) is not None
        and element.find(".//img") is None
    )


def heading_text(heading: etree._Element) -> str:
    """The text of a heading, without its link to itself."""
    return text(heading, is_left_out=is_permalink)


def fold_spelling(written: str) -> str:
    """`written` as two spellings of one title agree: whatever the case, the spaces and the kind of quotes."""
    return re.sub(r"[\W_]+", " ", written.casefold()).strip() or written
