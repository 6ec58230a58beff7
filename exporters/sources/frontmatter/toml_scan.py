"""Where each value of a TOML document stands: `tomllib` says what it is, but not where. Spec: toml.io v1.0.0."""

import re
import tomllib
from typing import Final, NamedTuple

from exporters.sources.frontmatter.marks import FieldMark, SyntaxProblems, is_private_key
from exporters.support.lazy_regex import lazy_regex

_BLANK: Final = lazy_regex(r"(?>(?:[ \t\r\n]++|#[^\n]*+)*)")  # comments too
_SPACE: Final = lazy_regex(r"[ \t]*+")
_LINE_END: Final = lazy_regex(r"[ \t]*+(?>(?:#[^\n]*+)?)\r?(?:\n|\Z)")
_BARE_KEY: Final = lazy_regex(r"[A-Za-z0-9_-]++")
_BASIC: Final = lazy_regex(r'"((?>(?:[^"\\\n]|\\[^\n])*))"')
_LITERAL: Final = lazy_regex(r"'([^'\n]*+)'")
_LONG_BASIC: Final = lazy_regex(r'"""(?>(?:[^"\\]|\\.|"{1,2}+(?!"))*)"{3,5}', re.DOTALL)
_LONG_LITERAL: Final = lazy_regex(r"'''(?>(?:[^']|'{1,2}+(?!'))*)'{3,5}")
_BARE: Final = lazy_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ ][0-9]{2}:[^\s,\]}#]*+|[^\s,\]}#=\"'\[{]++")
_KNOWN: Final = lazy_regex(r"true|false|[+-]?(?:inf|nan|[0-9.][0-9A-Za-z_.:+ -]*+)")
_NUMBER: Final = lazy_regex(r"[+-]?[0-9.][0-9A-Za-z_.+-]*+")


class TomlScan(NamedTuple):
    """The marks of a document, and the stretches that are private."""

    root: FieldMark
    hidden: list[tuple[int, int]]


class TomlKey(NamedTuple):
    """One part of a dotted key."""

    name: str
    offset: int


class TomlScanner:
    """Goes through a document from top to bottom."""

    def __init__(self, text: str, begin: int, private: frozenset[str], problems: SyntaxProblems) -> None:
        """The document begins at offset `begin` of `text`."""
        self._text = text
        self._begin = begin
        self._private = private
        self._problems = problems
        self._declared: set[FieldMark] = set()  # tables that a header names
        self._open: set[FieldMark] = set()  # lists of tables: a header adds to them
        self._closed: set[FieldMark] = set()  # lists and mappings on one line: nothing adds to them

    def scan(self) -> TomlScan:
        """Return the marks. Raises ArticleError at the first place that is no TOML."""
        root = FieldMark(0, children={})
        hidden: list[tuple[int, int]] = []
        table: FieldMark = root
        depth, is_hidden = 1, False
        at = self._skip(self._begin)
        while at < len(self._text):
            begin = at
            if self._text.startswith("[", at):
                keys, at, is_entry = self._header(at)
                is_hidden = self._is_private(keys)
                self._problems.nesting(begin, len(keys) + is_entry + 1)
                if not is_hidden:
                    table, depth = self._table(root, keys, begin, is_entry=is_entry)
                hide = is_hidden
            else:
                keys, at = self._keys(at)
                hide = is_hidden or self._is_private(keys)
                at = self._assignment(FieldMark(at, children={}) if hide else table, keys, at, depth, is_hidden=hide)
            if hide:
                hidden.append((begin, at))
            ending = _LINE_END.match(self._text, at)
            if ending is None:
                raise self._problems.syntax(at, *self._trailing(at))
            at = self._skip(ending.end())
        return TomlScan(root, hidden)

    def _is_private(self, keys: list[TomlKey]) -> bool:
        return any(is_private_key(key.name, self._private) for key in keys)

    def _header(self, at: int) -> tuple[list[TomlKey], int, bool]:
        """The keys of `[a.b]` or `[[a.b]]`, the offset behind them, and whether it is the latter."""
        is_entry = self._text.startswith("[[", at)
        keys, end = self._keys(self._space(at + 1 + is_entry))
        closing = "]]" if is_entry else "]"
        end = self._space(end)
        if not self._text.startswith(closing, end):
            raise self._problems.syntax(end, f"no {closing} after the name of a table", f"write {closing}")
        return keys, end + len(closing), is_entry

    def _table(self, root: FieldMark, keys: list[TomlKey], begin: int, *, is_entry: bool) -> tuple[FieldMark, int]:
        """The table that a header opens, and its depth."""
        mark, depth = root, 1
        for key in keys[:-1]:
            mark, depth = self._step(mark, key, depth)
        last = keys[-1]
        children = mark.children if mark.children is not None else {}
        found = children.get(last.name)
        if is_entry:
            if found is None:
                found = children[last.name] = FieldMark(last.offset, children={})
                self._open.add(found)
            elif found not in self._open:
                self._problems.repeated(last.offset, last.name)
                return FieldMark(begin, children={}), depth
            entries = found.children or {}
            found.children = entries
            entry = entries[len(entries)] = FieldMark(begin, children={})
            depth += 2
            self._problems.nesting(begin, depth)
            return entry, depth
        if found is None:
            found = children[last.name] = FieldMark(last.offset, children={})
        elif found.children is None or self._is_complete(found):
            self._problems.repeated(last.offset, last.name)
            return FieldMark(begin, children={}), depth
        self._declared.add(found)
        self._problems.nesting(begin, depth + 1)
        return found, depth + 1

    def _is_complete(self, table: FieldMark) -> bool:
        return any(table in tables for tables in (self._declared, self._open, self._closed))

    def _step(self, mark: FieldMark, key: TomlKey, depth: int) -> tuple[FieldMark, int]:
        """The mapping below `key`, which may be the last of a list of tables; one is made where there is none."""
        children = mark.children if mark.children is not None else {}
        found = children.get(key.name)
        if found is None:
            found = children[key.name] = FieldMark(key.offset, children={})
        elif found.children is None or found in self._closed:
            self._problems.repeated(key.offset, key.name)
            return FieldMark(key.offset, children={}), depth + 1
        if found in self._open and found.children:
            return found.children[len(found.children) - 1], depth + 2
        return found, depth + 1

    def _assignment(self, table: FieldMark, keys: list[TomlKey], at: int, depth: int, *, is_hidden: bool) -> int:
        """Put the value of `a.b = value` into `table`; the offset behind it comes back."""
        at = self._space(at)
        if not self._text.startswith("=", at):
            raise self._problems.syntax(at, *self._no_equals(at))
        self._problems.nesting(keys[0].offset, depth + len(keys) - 1)
        for key in keys[:-1]:
            table, depth = self._step(table, key, depth)
        mark = FieldMark(keys[-1].offset)
        at = self._value(self._space(at + 1), mark, depth, is_hidden=is_hidden)
        children = table.children if table.children is not None else {}
        if keys[-1].name in children and not is_hidden:
            self._problems.repeated(keys[-1].offset, keys[-1].name)
        else:
            children[keys[-1].name] = mark
        return at

    def _keys(self, at: int) -> tuple[list[TomlKey], int]:
        """The parts of a dotted key, and the offset behind it."""
        keys: list[TomlKey] = []
        while True:
            bare = _BARE_KEY.match(self._text, at)
            quoted = bare or _BASIC.match(self._text, at) or _LITERAL.match(self._text, at)
            if quoted is None:
                raise self._problems.syntax(at, *self._no_key(at))
            name = quoted[0] if bare else _name(quoted[1], is_literal=self._text[at] == "'")
            keys.append(TomlKey(name, at))
            self._problems.nesting(keys[0].offset, len(keys))
            end = self._space(quoted.end())
            if not self._text.startswith(".", end):
                return keys, quoted.end()
            at = self._space(end + 1)

    def _value(self, at: int, mark: FieldMark, depth: int, *, is_hidden: bool) -> int:
        """Fill `mark` with how the value at `at` is written; the offset behind it comes back."""
        first = self._text[at : at + 1]
        if first in ('"', "'"):
            return self._string(at, mark)
        if first in ("[", "{"):
            self._problems.nesting(at, depth + 1)
            mark.children = {}
            self._closed.add(mark)
            inside = self._array if first == "[" else self._inline
            return inside(at + 1, mark, depth + 1, is_hidden=is_hidden)
        bare = _BARE.match(self._text, at)
        if bare is None:
            raise self._problems.syntax(at, "no value", "write a value, with text in quotes")
        if not _KNOWN.fullmatch(bare[0]):
            raise self._problems.syntax(at, "text without quotes", 'put text in quotes ("…")')
        if not is_hidden and _NUMBER.fullmatch(bare[0]):
            self._problems.is_long(at, bare[0])
        mark.written = bare[0]
        return bare.end()

    def _string(self, at: int, mark: FieldMark) -> int:
        quote = self._text[at]
        is_long = self._text.startswith(quote * 3, at)
        basic, literal = (_LONG_BASIC, _LONG_LITERAL) if is_long else (_BASIC, _LITERAL)
        found = (basic if quote == '"' else literal).match(self._text, at)
        if found is None:
            right = (
                f"close the quotes with {quote * 3}"
                if is_long
                else "close the quotes; text of several lines needs three"
            )
            raise self._problems.syntax(at, "quotes that are not closed", right)
        mark.is_quoted = True
        return found.end()

    def _array(self, at: int, mark: FieldMark, depth: int, *, is_hidden: bool) -> int:
        opening = at - 1
        at = self._skip(at)
        children = mark.children if mark.children is not None else {}
        while not self._text.startswith("]", at):
            if at >= len(self._text):
                raise self._problems.syntax(opening, "a list that is not closed", "write ] after its last value")
            child = children[len(children)] = FieldMark(at)
            at = self._skip(self._value(at, child, depth, is_hidden=is_hidden))
            if self._text.startswith(",", at):
                at = self._skip(at + 1)
            elif at < len(self._text) and not self._text.startswith("]", at):
                raise self._problems.syntax(at, "no comma between two values", "write , or ]")
        return at + 1

    def _inline(self, at: int, mark: FieldMark, depth: int, *, is_hidden: bool) -> int:
        opening = at - 1
        at = self._space(at)
        if self._text.startswith("}", at):
            return at + 1
        while True:
            if self._text[at : at + 1] in ("", "\n", "\r", "#"):
                right = "close it with } on the same line, or write a table below a line of [name]"
                raise self._problems.syntax(opening, "an inline table over several lines", right)
            keys, at = self._keys(at)
            hide = is_hidden or self._is_private(keys)
            inside = FieldMark(at, children={}) if hide else mark
            at = self._space(self._assignment(inside, keys, at, depth, is_hidden=hide))
            if self._text.startswith("}", at):
                return at + 1
            if not self._text.startswith(",", at):
                if self._text[at : at + 1] not in ("", "\n", "\r", "#"):
                    raise self._problems.syntax(at, "no comma between two values", "write , or }")
                continue
            comma, at = at, self._space(at + 1)
            if self._text.startswith("}", at):
                raise self._problems.syntax(comma, "a comma after the last value", "remove the comma")

    def _no_key(self, at: int) -> tuple[str, str]:
        """What stands where a key is wanted, and what would be right."""
        following = self._text[at : at + 1]
        if following in ('"', "'"):
            return "quotes that are not closed", "close them"
        if following in ("", "\n", "\r", "=", ".", "]"):
            return "no key", "write key = value"
        return "a key with a character that needs quotes", 'write "key" = value'

    def _no_equals(self, at: int) -> tuple[str, str]:
        if self._text.startswith(":", at):
            return "a : after a key", "write key = value"
        return "no = after a key", 'write key = value, and put a key of several words in quotes ("…")'

    def _trailing(self, at: int) -> tuple[str, str]:
        if self._text[self._space(at) : self._space(at) + 1] == ",":
            return "a comma after a value", "remove the comma"
        return "more text after a value", "put text in quotes, and write each key on a line of its own"

    def _skip(self, at: int) -> int:
        return _BLANK.match(self._text, at).end()  # type: ignore[union-attr]

    def _space(self, at: int) -> int:
        return _SPACE.match(self._text, at).end()  # type: ignore[union-attr]


def _name(text: str, *, is_literal: bool) -> str:
    """What a key in quotes means."""
    if is_literal or "\\" not in text:
        return text
    try:
        [name] = tomllib.loads(f'"{text}" = 1')
    except tomllib.TOMLDecodeError:  # it will be told where the whole is read
        return text
    return name
