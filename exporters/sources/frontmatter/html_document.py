"""The fields of a page: `<title>`, and `<meta name="…" content="…">` in `<head>`. Spec: Pelican `HTMLReader`."""

import re
from html import unescape
from typing import Any, Final

from exporters.sources.frontmatter.marks import FieldMark, MarkedDocument, SyntaxProblems, is_private_key
from exporters.support.lazy_regex import lazy_regex
from exporters.yamldoc.positions import PositionFinder

_TAG: Final = lazy_regex(r"<(?:!--|(?:meta|title|/head)(?=[\s/>]))", re.IGNORECASE)
_ATTRIBUTE: Final = lazy_regex(r"""[\s/]*+([^\s=<>/"']++)(?>(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>"']++)))?)""")
_TAG_END: Final = lazy_regex(r"[\s/]*+>")
_TITLE_END: Final = lazy_regex(r"</title\s*+>", re.IGNORECASE)
_RENAMED: Final = {"keywords": "tags"}  # Pelican: "keywords" of HTML are its tags


def read_html(front: str, private: frozenset[str] = frozenset()) -> MarkedDocument:
    """The fields of `front`, all of them text; a name that stands twice makes a list, as Pelican has it.

    Raises ArticleError with every problem found: a tag or a comment that is not closed, NUL.
    """
    return _HeadReader(front, private).read()


class _HeadReader:
    """Reads the head of one page from left to right."""

    def __init__(self, text: str, private: frozenset[str]) -> None:
        self._text = text
        self._private = private
        self._places = PositionFinder(text)
        self._problems = SyntaxProblems("header-syntax", self._places)
        self._value: dict[str, Any] = {}
        self._marks: dict[str | int, FieldMark] = {}

    def read(self) -> MarkedDocument:
        at = 0
        while found := _TAG.search(self._text, at):
            tag = found[0].lower()
            if tag == "</head":
                break
            if tag == "<!--":
                end = self._text.find("-->", found.end())
                if end < 0:
                    raise self._problems.syntax(found.start(), "a comment that is not closed", "close it with -->")
                at = end + 3
            elif tag == "<title":
                at = self._title(found.start())
            else:
                at = self._meta(found.start(), found.end())
        self._problems.check()
        return MarkedDocument(self._value, FieldMark(0, children=self._marks), self._places)

    def _title(self, at: int) -> int:
        begin = self._text.find(">", at) + 1
        closing = _TITLE_END.search(self._text, begin) if begin else None
        if closing is None:
            raise self._problems.syntax(at, "a <title> that is not closed", "close it with </title>")
        self._value.pop("title", None)  # the last one counts
        self._add("title", unescape(self._text[begin : closing.start()]).strip(), at)
        return closing.end()

    def _meta(self, begin: int, at: int) -> int:
        attributes: dict[str, str] = {}
        while (found := _ATTRIBUTE.match(self._text, at)) is not None:
            attributes.setdefault(found[1].lower(), unescape(found[2] or found[3] or found[4] or ""))
            at = found.end()
        closing = _TAG_END.match(self._text, at)
        if closing is None:
            raise self._problems.syntax(begin, "a <meta> that is not closed", 'write <meta name="…" content="…">')
        if name := attributes.get("name", "").lower():
            self._add(_RENAMED.get(name, name), attributes.get("content") or attributes.get("contents", ""), begin)
        return closing.end()

    def _add(self, name: str, text: str, at: int) -> None:
        if is_private_key(name, self._private):
            return
        self._problems.text(at, name + text)
        if name not in self._value:
            self._value[name] = text
            self._marks[name] = FieldMark(at, text, is_quoted=True)
            return
        if not isinstance(self._value[name], list):
            first = self._marks[name]
            self._value[name] = [self._value[name]]
            self._marks[name] = FieldMark(first.offset, children={0: first})
        entries = self._value[name]
        (self._marks[name].children or {})[len(entries)] = FieldMark(at, text, is_quoted=True)
        entries.append(text)
