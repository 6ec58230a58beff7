"""Front matter in JSON, each value with its place. Spec: RFC 8259; Hexo writes the members without braces."""

import json
from typing import Any, Final

from exporters.sources.frontmatter.marks import FieldMark, MarkedDocument, SyntaxProblems, is_private_key
from exporters.support.lazy_regex import lazy_regex
from exporters.yamldoc.positions import PositionFinder

_SPACE: Final = lazy_regex(r"[ \t\r\n]*+")
_FENCE: Final = lazy_regex(r"[ \t\r\n]*+(?:---json|;;;+)[ \t]*\r?(?:\n|\Z)")
_TEXT: Final = lazy_regex(r'"((?>(?:[^"\\\x00-\x1f]|\\[^\x00-\x1f])*))"')
_NUMBER: Final = lazy_regex(r"-?(?:0|[1-9][0-9]*+)(?>(\.[0-9]++)?)(?>([eE][+-]?[0-9]++)?)")
_ESCAPED: Final = lazy_regex(r'(?>(?:[^\\]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*)')
_UNFINISHED: Final = lazy_regex(r'"(?>(?:[^"\\\x00-\x1f]|\\[^\x00-\x1f])*)')
_BARE: Final = lazy_regex(r"[^\s,:\]}\[{\"']++")
_WORDS: Final[dict[str, bool | None]] = {"true": True, "false": False, "null": None}


def read_json(front: str, private: frozenset[str] = frozenset(), name: str = "the front matter") -> MarkedDocument:
    """The object in `front`. What stands under a key of `private`, at any depth, is neither kept nor named.

    `name` is what messages call all of it. Raises ArticleError with every problem found.
    """
    return _JsonReader(front, private, name).read()


class _JsonReader:
    """Reads one object from left to right."""

    def __init__(self, text: str, private: frozenset[str], name: str) -> None:
        self._text = text
        self._name = name
        self._private = private
        self._places = PositionFinder(text)
        self._problems = SyntaxProblems("json-syntax", self._places)
        self._hidden = 0  # how many private keys are around

    def read(self) -> MarkedDocument:
        fence = _FENCE.match(self._text)
        begin = _SPACE.match(self._text, fence.end() if fence else 0).end()  # type: ignore[union-attr]
        mark = FieldMark(begin)
        if self._text.startswith("{", begin):
            value, end = self._object(begin + 1, mark, 1, "}")
        else:
            value, end = self._object(begin, mark, 1, "")
        end = self._skip(end)
        if end < len(self._text):
            raise self._problems.syntax(end, "more text after the last }", f"end {self._name} there")
        self._problems.check()
        return MarkedDocument(value, mark, self._places)

    def _object(self, at: int, mark: FieldMark, depth: int, closing: str) -> tuple[dict[str, Any], int]:
        """The members from `at` on, and the offset behind the brace that ends them."""
        value: dict[str, Any] = {}
        names: set[str] = set()
        mark.children = {}
        at = self._skip(at)
        while not self._is_end(at, closing):
            if names:
                at = self._comma(at, closing or "}")
            key_at = at
            key, at = self._key(at, closing)
            at = self._colon(at)
            is_private = is_private_key(key, self._private)
            child = FieldMark(key_at)
            self._hidden += is_private
            item, at = self._value(at, child, depth)
            self._hidden -= is_private
            if key in names and not (is_private or self._hidden):
                self._problems.repeated(key_at, key)
            elif not is_private:
                value[key] = item
                mark.children[key] = child
            names.add(key)
            at = self._skip(at)
        return value, at + len(closing)

    def _array(self, at: int, mark: FieldMark, depth: int) -> tuple[list[Any], int]:
        value: list[Any] = []
        mark.children = {}
        at = self._skip(at)
        while not self._is_end(at, "]"):
            if value:
                at = self._comma(at, "]")
            child = FieldMark(at)
            item, at = self._value(at, child, depth)
            mark.children[len(value)] = child
            value.append(item)
            at = self._skip(at)
        return value, at + 1

    def _value(self, at: int, mark: FieldMark, depth: int) -> tuple[Any, int]:
        first = self._text[at : at + 1]
        if first in ("{", "["):
            self._problems.nesting(at, depth + 1)
            if first == "{":
                return self._object(at + 1, mark, depth + 1, "}")
            return self._array(at + 1, mark, depth + 1)
        if first == '"':
            mark.written, end = self._string(at)
            mark.is_quoted = True
            return mark.written, end
        return self._scalar(at, mark)

    def _scalar(self, at: int, mark: FieldMark) -> tuple[Any, int]:
        bare = _BARE.match(self._text, at)
        word = bare[0] if bare else ""
        mark.written = word
        if word in _WORDS:
            return _WORDS[word], at + len(word)
        number = _NUMBER.fullmatch(word)
        if number is None:
            raise self._problems.syntax(at, *self._no_value(at, word))
        if not self._hidden and self._problems.is_long(at, word):
            return None, at + len(word)
        is_whole = number[1] is None and number[2] is None
        value = None if self._hidden else int(word) if is_whole else float(word)
        if value is not None:
            self._problems.number(at, value)
        return value, at + len(word)

    def _no_value(self, at: int, word: str) -> tuple[str, str]:
        """What stands where a value is wanted, and what would be right."""
        following = self._text[at : at + 1]
        if word.startswith(("//", "/*", "#")):
            return "a comment", "remove it: JSON has no comments"
        if word in ("NaN", "Infinity", "-Infinity"):
            return "not a finite number", "write a number or null"
        if word[:1].isdigit() or word[:1] in ("-", "+", "."):
            return "a number that is not valid JSON", "write 1, -1 or 1.5, or put it in quotes"
        if word:
            return "text without quotes", 'put text in double quotes ("…"); words are true, false, null'
        if following == "'":
            return "text in single quotes", 'put text in double quotes ("…")'
        return (f"the end of {self._name}" if not following else "no value"), "write a value"

    def _key(self, at: int, closing: str) -> tuple[str, int]:
        if self._text.startswith('"', at):
            return self._string(at)
        if self._is_end(at, closing):
            raise self._problems.syntax(at, "a comma after the last value", "remove the comma")
        raise self._problems.syntax(at, "a key without double quotes", 'write "key": value')

    def _string(self, at: int) -> tuple[str, int]:
        found = _TEXT.match(self._text, at)
        if found is None:
            raise self._problems.syntax(*self._unfinished(at))
        text = found[1]
        if "\\" in text:
            try:
                text = json.loads(found[0])
            except json.JSONDecodeError:
                where = _ESCAPED.match(self._text, at + 1).end()  # type: ignore[union-attr]
                raise self._problems.syntax(
                    where, "an escape sequence that JSON does not know", "write \\\\ for a backslash"
                ) from None
            if not self._hidden:
                self._problems.text(at, text)
        return text, found.end()

    def _unfinished(self, at: int) -> tuple[int, str, str]:
        """Where a string ends that nothing closes, what stands there, and what would be right."""
        begin = _UNFINISHED.match(self._text, at)
        end = begin.end() if begin else at
        following = self._text[end : end + 1].removeprefix("\\")
        if following in ("", "\n", "\r"):
            return at, "quotes that are not closed on their line", "close them; write \\n for the end of a line"
        return end, f"the character U+{ord(following):04X}", f"write \\u{ord(following):04x}"

    def _colon(self, at: int) -> int:
        at = self._skip(at)
        if not self._text.startswith(":", at):
            raise self._problems.syntax(at, "no : after a key", 'write "key": value')
        return self._skip(at + 1)

    def _comma(self, at: int, closing: str) -> int:
        if not self._text.startswith(",", at):
            raise self._problems.syntax(at, "no comma between two values", f"write , or {closing}")
        after = self._skip(at + 1)
        if self._text[after : after + 1] in ("", closing):
            raise self._problems.syntax(at, "a comma after the last value", "remove the comma")
        return after

    def _is_end(self, at: int, closing: str) -> bool:
        """Whether the list or the object ends at `at`. Raises ArticleError where the text does, but nothing closed."""
        if closing and at >= len(self._text):
            raise self._problems.syntax(at, f"no closing {closing}", f"write {closing}")
        return self._text.startswith(closing, at) if closing else at >= len(self._text)

    def _skip(self, at: int) -> int:
        return _SPACE.match(self._text, at).end()  # type: ignore[union-attr]
