"""Headings that repeat the title of the article, which every reader shows above the content."""

import unicodedata
from collections.abc import Callable, Iterator
from typing import Final

from exporters.bodies.html_tree import HEADINGS, HtmlElement, parse_tree
from exporters.model.text import is_visible
from exporters.support.lazy_regex import lazy_regex

_ANCHOR_WORDS: Final = frozenset(
    ("permalink", "anchor", "link", "direct link", "link to heading", "link to this heading", "link to this section")
)
_QUOTES: Final = str.maketrans("‘’‚‛“”„‟′″–—−", "''''\"\"\"\"'\"---")
_HEADING_END: Final = lazy_regex(r"</h[1-6]>")
_TOKEN: Final = lazy_regex(r"<(/?)([a-z][a-z0-9-]*)[^<>]*>|[^<]+")
_OPEN: Final = lazy_regex(r"<(div|header|hgroup|section)(?: [^<>]*)?>\s*\Z")
_LONGEST_TAG: Final = 300  # characters, of a start tag that may stand around a heading alone
_ID: Final = lazy_regex(r' id="([^"]+)"')


def without_title(content: str, title: str) -> str:
    """Return clean HTML without headings at its beginning that repeat the title; "" where nothing visible is left.

    A heading stays that something else in the content links to.
    """
    at = 0
    while (found := _first_heading(content, at)) is not None:
        begin, end = found
        heading = parse_tree(content[begin:end])
        if not is_same_text(heading_text(heading, _has_fragment), title) or _is_target(content, begin, end):
            break
        content, at = _remove(content, begin, end)
        if not ("<img" in content or is_visible(parse_tree(content).text)):
            return ""
    return content


def is_same_text(one: str, other: str) -> bool:
    """Return whether two lines of text are the same but for case, quotation marks, dashes and white space."""
    return _fold(one) == _fold(other)


def _fold(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).translate(_QUOTES).casefold().split())


def heading_text(heading: HtmlElement, leads_here: Callable[[HtmlElement], bool]) -> str:
    """Return the text of a heading without anchors: links to a part of the page that name nothing."""
    return " ".join("".join(_without_anchors(heading, heading.text, leads_here)).split())


def _without_anchors(element: HtmlElement, whole: str, leads_here: Callable[[HtmlElement], bool]) -> Iterator[str]:
    for each in element.children:
        if isinstance(each, str):
            yield each
        elif not (
            each.get("aria-hidden") == "true" or (each.name == "a" and leads_here(each) and _is_anchor(each, whole))
        ):
            yield from _without_anchors(each, whole, leads_here)


def _is_anchor(link: HtmlElement, whole: str) -> bool:
    """Return whether a link in a heading whose text is `whole` names nothing."""
    text = link.text
    if not any(char.isalnum() for char in text):
        return True
    return text != whole and _fold(text).strip(" #¶§") in _ANCHOR_WORDS


def _has_fragment(link: HtmlElement) -> bool:
    return "#" in link.get("href")


def _first_heading(content: str, start: int) -> tuple[int, int] | None:
    """Return where the first heading stands; None where there is none, or a text stands before it."""
    for token in _TOKEN.finditer(content, start):
        if token[2] in HEADINGS and not token[1]:
            end = _HEADING_END.search(content, token.end())
            return (token.start(), end.end()) if end else None
        if not token[2] and is_visible(token[0].replace("&nbsp;", " ")):
            return None
    return None


def _is_target(content: str, begin: int, end: int) -> bool:
    """Return whether a link outside of a heading leads to it."""
    rest = content[:begin] + content[end:]
    return any(f'#{each}"' in rest for each in _ID.findall(content[begin:end]))


def _remove(content: str, begin: int, end: int) -> tuple[str, int]:
    """Return the content without a part, and without elements that hold nothing else, and where that stood."""
    before, after = content[:begin], content[end:].lstrip()
    while (opened := _OPEN.search(before, max(0, len(before) - _LONGEST_TAG))) and after.startswith(f"</{opened[1]}>"):
        before, after = before[: opened.start()], after.removeprefix(f"</{opened[1]}>").lstrip()
    return before + after, len(before)
