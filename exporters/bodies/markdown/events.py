"""The events of Markdown: what the parser finds, in the order of the text."""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from exporters.support.lazy_regex import lazy_regex

if TYPE_CHECKING:
    from pyromark import Markdown

_CHUNK: Final = lazy_regex(r"(?:[^\n]*\S[^\n]*\n?)+|[ \t]*\n")  # lines up to an empty one, or an empty one
HTML_START: Final = {"Start": "HtmlBlock"}
HTML_END: Final = {"End": "HtmlBlock"}
_TAG: Final = lazy_regex(r"[ \t]*</?[A-Za-z]")


@cache
def parser(options: tuple[str, ...]) -> "Markdown":
    """Return the parser with the extensions `options`, as pyromark names them in lower case."""
    from pyromark import Markdown, Options

    flags = Options(0)
    for option in options:
        flags |= Options[f"ENABLE_{option.upper()}"]
    return Markdown(options=flags)


def places_of_code(text: str, options: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Yield where the blocks and spans of code begin and end in `text`, counted in bytes of UTF-8."""
    begins_with_html: bool | None = None
    previous: Any = None
    for event, place in parser(options).events_with_range(text):
        if begins_with_html is None:
            begins_with_html = event == HTML_START
        if event.__class__ is dict:
            tag: Any = event.get("Start")
            if "Code" in event:
                yield place["start"], place["end"]
            elif tag.__class__ is dict and "CodeBlock" in tag:
                start, end = place["start"], place["end"]
                if tag["CodeBlock"] == "Indented" and begins_with_html and previous == HTML_END:
                    start += html_length(text.encode()[start:end].decode())
                if start < end:
                    yield start, end
        previous = event


def html_length(block: str) -> int:
    """Return how many bytes at the start of an indented block are no code, but HTML.

    Indented tags that follow HTML, in a text that begins with HTML, are HTML with blank lines in it: 8 of 118 real
    articles have some, and showed `<div class=…` to their readers.
    """
    end = 0
    for chunk in _CHUNK.finditer(block):
        if not chunk[0].isspace() and not _TAG.match(chunk[0]):
            break
        end = chunk.end()
    return len(block[:end].encode())
