"""A document in any format but YAML: its values, and where each of them stands."""

import math
from typing import Any, Final

from exporters.diagnostics.diagnostic import Diagnostic, clip_text
from exporters.errors import ArticleError
from exporters.support.lazy_regex import lazy_regex
from exporters.yamldoc.guards import MOST_NESTING
from exporters.yamldoc.positions import KeyPath, PositionFinder, TextPosition

LONGEST_NUMBER: Final = 64  # characters; reading a longer one takes time that grows with its square
_UNFIT: Final = lazy_regex("[\x00\ud800-\udfff]")


class FieldMark:
    """Where a value begins (its key, in a mapping), and how it is written."""

    __slots__ = ("children", "is_quoted", "offset", "written")

    def __init__(
        self,
        offset: int,
        written: str | None = None,
        *,
        is_quoted: bool = False,
        children: "dict[str | int, FieldMark] | None" = None,
    ) -> None:
        """`written` is the text of a scalar without quotes; `children` are those of a list or a mapping."""
        self.offset = offset
        self.written = written
        self.is_quoted = is_quoted
        self.children = children


class MarkedDocument:
    """A document whose values all have a mark. It satisfies `YamlDocument`."""

    def __init__(self, value: Any, root: FieldMark, places: PositionFinder) -> None:
        """`root` is the mark of the mapping at the top."""
        self._root = root
        self._places = places
        self.value = value
        self.is_fast = False

    def place(self, path: KeyPath = ()) -> TextPosition:
        """Where the field at `path` begins: its key in a mapping, its value in a list; else the nearest around it."""
        return self._places.at(self._find(path)[0].offset)

    def source_text(self, path: KeyPath) -> str | None:
        """The scalar at `path` as the file has it; None where there is no scalar."""
        mark, is_found = self._find(path)
        return mark.written if is_found else None

    def is_quoted(self, path: KeyPath) -> bool:
        """Whether the scalar at `path` stands in quotes, which makes it text."""
        mark, is_found = self._find(path)
        return is_found and mark.is_quoted

    def _find(self, path: KeyPath) -> tuple[FieldMark, bool]:
        """The mark of `path`, or the nearest around it, and which of both."""
        mark = self._root
        for part in path:
            child = (mark.children or {}).get(part)
            if child is None:
                return mark, False
            mark = child
        return mark, True


class SyntaxProblems:
    """Collects what is wrong with one document; none of it quotes a value, which may be private."""

    def __init__(self, syntax: str, places: PositionFinder) -> None:
        """`syntax` is the rule of the format: `toml-syntax`."""
        self._syntax = syntax
        self._places = places
        self._found: list[Diagnostic] = []

    def note(self, rule: str, offset: int, message: str, fix: str, field: str = "") -> None:
        """Note a problem after which reading can go on."""
        self._found.append(self._problem(rule, offset, message, fix, field))

    def repeated(self, offset: int, name: str) -> None:
        """Note that the key `name` stands twice in one mapping."""
        self.note("key-repeated", offset, "appears twice", "keep one of them", clip_text(name))

    def syntax(self, offset: int, message: str, fix: str) -> ArticleError:
        """Return the error of what can't be read at all, with what was found before it."""
        return ArticleError([*self._found, self._problem(self._syntax, offset, message, fix, "")])

    def nesting(self, offset: int, depth: int) -> None:
        """Raise ArticleError where `depth` is too deep."""
        if depth > MOST_NESTING:
            raise self.syntax(offset, f"nested more than {MOST_NESTING} levels deep", "flatten the values")

    def text(self, offset: int, text: str) -> None:
        """Note a character that no text may hold: NUL, or half of a surrogate pair."""
        if found := _UNFIT.search(text):
            seen = f"the character U+{ord(found[0]):04X}"
            right = "remove it" if found[0] == "\x00" else "write the character itself"
            self.note(self._syntax, offset, seen, right)

    def number(self, offset: int, number: float) -> None:
        """Note a number that other programs can't hold."""
        if isinstance(number, float) and not math.isfinite(number):
            self.note("value-wrong", offset, "not a finite number", "write a number, or remove the key")
        elif isinstance(number, int) and not -(2**63) <= number < 2**63:
            self.note("value-wrong", offset, "a number over 64 bits", "write it in quotes, as text")

    def is_long(self, offset: int, digits: str) -> bool:
        """Whether a number is longer than any real one, which is then noted."""
        if len(digits) > LONGEST_NUMBER:
            right = f"keep it under {LONGEST_NUMBER} characters, or write it in quotes, as text"
            self.note("value-wrong", offset, f"a number of {len(digits):,} characters", right)
        return len(digits) > LONGEST_NUMBER

    def check(self) -> None:
        """Raise ArticleError with every problem that was noted."""
        if self._found:
            raise ArticleError(self._found)

    def _problem(self, rule: str, offset: int, message: str, fix: str, field: str) -> Diagnostic:
        line, column = self._places.at(offset)
        return Diagnostic(rule=rule, message=message, fix=fix, line=line, column=column, field=field)


def is_private_key(name: str, private: frozenset[str]) -> bool:
    """Whether `name` is one of `private`, whatever its capitals."""
    return name.partition(":")[0].strip().lower() in private
