"""A document as fixers see it: its text, and the places of values in it."""

import re
from bisect import bisect
from collections.abc import Iterator
from functools import cached_property
from typing import Final, NamedTuple

from exporters.checks.finding import Finding
from exporters.lint.recognition import DocumentFormat

JSON_FORMATS: Final = frozenset({DocumentFormat.JSON_FEED, DocumentFormat.JSON})
_TAG: Final = re.compile(
    r"<!--|<!\[CDATA\[|<\?|<(?P<end>/?)(?P<name>[A-Za-z_][\w.:-]*)(?P<rest>(?>(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*))>"
)
_CLOSED_BY: Final = {"<!--": "-->", "<![CDATA[": "]]>", "<?": "?>"}
_JSON_TOKEN: Final = re.compile(r'"(?P<string>(?>(?:[^"\\]++|\\.)*))"|[:{}\[\],]|[^\s"{}\[\]:,]+', re.DOTALL)
_BREAK: Final = re.compile("\r\n?|\n")


class TextPatch(NamedTuple):
    """New text for a part of a document."""

    start: int
    end: int
    text: str


class TextValue(NamedTuple):
    """An element without children, or a member of a JSON object whose value is text."""

    name: str  # as it is written, with its prefix; of JSON: the key
    start: int  # of the value as it is written
    end: int
    begin: int  # of the start tag, or the key

    @property
    def local(self) -> str:
        """Return the name without its prefix."""
        return self.name.rpartition(":")[2]


class TextTag(NamedTuple):
    """A start tag, or the tag of an empty element, as it is written."""

    name: str  # with its prefix
    start: int
    end: int

    @property
    def local(self) -> str:
        """Return the name without its prefix."""
        return self.name.rpartition(":")[2]


class FixableDocument:
    """The text of a document, with the findings about it."""

    def __init__(self, text: str, known: DocumentFormat, findings: list[Finding], address: str = "") -> None:
        """`address` is where it is published, "" where nobody says it."""
        self.text = text
        self.format = known
        self.address = address
        self.rules = {each.rule for each in findings}
        self._places = {(each.line, each.column) for each in findings} | {(each.line, 0) for each in findings}

    @property
    def is_json(self) -> bool:
        """Return whether it is JSON."""
        return self.format in JSON_FORMATS

    @cached_property
    def values(self) -> list[TextValue]:
        """Return the values about which something was found, in document order."""
        if not self.is_json:
            return [value for value in _xml_values(self.text) if self._has_finding(value.begin)]
        found = []
        for value in _json_values(self.text):
            lines = range(bisect(self._starts, value.begin), bisect(self._starts, value.end) + 1)
            if any((each, 0) in self._places for each in (*lines, 0)):
                found.append(value)
        return found

    @cached_property
    def tags(self) -> list[TextTag]:
        """Return the start tags in XML about which something was found, in document order."""
        return [tag for tag in _start_tags(self.text) if self._has_finding(tag.start)]

    @cached_property
    def _starts(self) -> list[int]:
        """Where each line begins."""
        return [0, *(found.end() for found in _BREAK.finditer(self.text))]

    def _has_finding(self, start: int) -> bool:
        """Return whether something was found about the element whose tag begins there."""
        line = bisect(self._starts, start)
        mark = int(line == 1 and self.text.startswith("\ufeff"))
        return (line, start - self._starts[line - 1] + 1 - mark) in self._places


def _xml_values(text: str) -> Iterator[TextValue]:
    """Yield the elements that hold text alone; those before the first fault of a broken document."""
    stack: list[list[object]] = []
    for tag in _tags(text):
        if tag["end"]:
            if not stack or stack[-1][0] != tag["name"]:
                return
            name, begin, start, is_parent = stack.pop()
            if not is_parent:
                yield TextValue(str(name), int(str(start)), tag.start(), int(str(begin)))
        else:
            if stack:
                stack[-1][3] = True
            if not tag["rest"].endswith("/"):
                stack.append([tag["name"], tag.start(), tag.end(), False])


def _tags(text: str) -> Iterator[re.Match[str]]:
    """Yield start and end tags outside of comments, CDATA and instructions, up to one of these that does not end."""
    position = 0
    while tag := _TAG.search(text, position):
        position = tag.end()
        if closing := _CLOSED_BY.get(tag[0]):
            end = text.find(closing, position)
            if end < 0:
                return
            position = end + len(closing)
        else:
            yield tag


def _start_tags(text: str) -> Iterator[TextTag]:
    for tag in _tags(text):
        if not tag["end"]:
            yield TextTag(tag["name"], tag.start(), tag.end())


def _json_values(text: str) -> Iterator[TextValue]:
    key: re.Match[str] | None = None
    is_value = False
    for token in _JSON_TOKEN.finditer(text):
        if token[0] == ":":
            is_value = key is not None
            continue
        if token["string"] is not None:
            if is_value and key is not None:
                yield TextValue(key["string"], token.start("string"), token.end("string"), key.start())
                key = None
            else:
                key = token
        else:
            key = None
        is_value = False
