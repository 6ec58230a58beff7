"""A JSON document with a list of articles, at the top or under a key, read as a stream. Spec: RFC 8259."""

import codecs
import json
from collections.abc import Iterator
from typing import BinaryIO, Final

from exporters.sources.row_fields import read_row
from exporters.sources.rows import check_encoding, read_object
from exporters.sources.source import (
    MOST_ITEM_BYTES,
    ItemContent,
    SourceFile,
    SourceItem,
    item_problem,
    too_large,
    unfit,
)
from exporters.support.lazy_regex import lazy_regex
from exporters.yamldoc.positions import TextPosition

_CHUNK: Final = 1 << 20  # bytes
_SPACE: Final = lazy_regex(r"[ \t\r\n]*+")
_TOKEN: Final = lazy_regex(r'"(?>(?:[^"\\\n]|\\.)*)"?|[{}\[\],]')  # a string ends with its line, closed or not
_REST: Final = lazy_regex(r'(?>(?:[^"\\\n]|\\.)*)"?')  # of a string that began before
_FIX: Final = 'write [{"title": …}, …], or {"articles": [{"title": …}, …]}'


class JsonListSource:
    """Reads rows that are the entries of a list."""

    name = "json"
    suffixes = (".json",)

    def recognises(self, head: bytes) -> bool:
        """Whether it begins as a list or an object."""
        return head.removeprefix(codecs.BOM_UTF8).lstrip()[:1] in (b"[", b"{")

    def items(self, file: SourceFile) -> Iterator[SourceItem]:
        """Each entry of the list."""
        with file.open() as stream:
            yield from list_items(stream)

    def content(self, item: SourceItem) -> ItemContent:
        """The fields and the body of a row."""
        return read_row(read_object(item), item.place.line, item.pointer)


def list_items(stream: BinaryIO, wanted: str | None = None) -> Iterator[SourceItem]:
    """The entries of the list in `stream`: at the top, or under the key `wanted`, or under the first key with objects.

    Raises ArticleError where there is no such list, or where it ends early.
    """
    text = _JsonText(stream)
    first = text.peek()
    if first == "[" and wanted is None:
        yield from _entries(text, "")
        _check_end(text, "keep one list in the file")
    elif first == "{":
        yield from _members(text, wanted)
    else:
        message = "an empty file" if not first else "no list of rows"
        raise unfit("rows-missing", message, _FIX, text.place())


def _members(text: "_JsonText", wanted: str | None) -> Iterator[SourceItem]:
    """The entries of the list that is a member of the object at the top."""
    begin = text.place()
    text.skip(1)
    found = ""
    while (first := text.peek()) != "}":
        if first == ",":
            text.skip(1)
            continue
        if not first:
            raise unfit("json-syntax", "no } that closes the object", "write }", text.place())
        if first != '"':
            raise unfit("json-syntax", "no key", 'write "key": value', text.place())
        place = text.place()
        key = text.take_string()
        if text.peek() != ":":
            raise unfit("json-syntax", "no : after a key", 'write "key": value', text.place())
        text.skip(1)
        is_list = text.peek() == "[" and (key == wanted if wanted is not None else text.begins_with_object())
        if is_list and found:
            message = f"two lists of rows: {json.dumps(found)} and {json.dumps(key)}"
            raise unfit("rows-ambiguous", message, "keep one list in the file", place)
        if is_list:
            found = key
            yield from _entries(text, "/" + key.replace("~", "~0").replace("/", "~1"))
        else:
            text.pass_over()
    text.skip(1)
    _check_end(text, "keep one list in the file" if found else "write [ and ] around all rows, or set format: jsonl")
    if not found:
        message = f"no list under the key {wanted}" if wanted else "no list of rows under a key"
        raise unfit("rows-missing", message, _FIX, begin)


def _entries(text: "_JsonText", pointer: str) -> Iterator[SourceItem]:
    """Each entry of the list that begins here."""
    begin = text.place()
    text.skip(1)
    number = 0
    comma: TextPosition | None = begin  # that no value follows as yet
    while (first := text.peek()) != "]":
        if first == ",":
            if comma is not None:
                yield _without_value(text.place(), f"{pointer}/{number}")
            comma = text.place()
            text.skip(1)
            continue
        comma = None
        if not first:
            raise unfit("json-syntax", "no ] that closes the list", "write ]", begin)
        place = text.place()
        data = text.take()
        at = f"{pointer}/{number}"
        if data is None:
            yield too_large(place, at)
        else:
            yield SourceItem(data, place, at)
        number += 1
        if (following := text.peek()) not in (",", "]", "") and not text.is_cut:
            message = "no comma between two rows"
            yield SourceItem(
                b"", text.place(), problems=(item_problem("json-syntax", message, "write ,", text.place(), at),)
            )
            if following == "}":
                text.skip(1)
    if comma is not None and number:
        yield _without_value(comma, f"{pointer}/{number}")
    text.skip(1)


def _without_value(place: TextPosition, pointer: str) -> SourceItem:
    """What stands for a comma beside which a row is missing."""
    problem = item_problem("json-syntax", "a comma without a row", "take the comma out", place, pointer)
    return SourceItem(b"", place, problems=(problem,))


def _check_end(text: "_JsonText", fix: str) -> None:
    if text.peek():
        raise unfit("json-syntax", "more text after the end", fix, text.place())


class _JsonText:
    """The text of a stream, of which no more is in memory than the value at hand."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        self._scanner = json.JSONDecoder(parse_int=str)  # int refuses 5,000 digits; the row's own reader tells them
        self._at = 0
        self._line, self._column = 1, 1
        self.is_cut = False  # whether the value before was ended where the next one begins
        first = stream.read(_CHUNK)
        check_encoding(first)
        self._buffer = self._decoder.decode(first.removeprefix(codecs.BOM_UTF8))
        self._is_whole = not first

    def place(self) -> TextPosition:
        """Where the next character stands."""
        return TextPosition(self._line, self._column)

    def peek(self) -> str:
        """The next character that is no white space, "" at the end."""
        while True:
            self.skip(_SPACE.match(self._buffer, self._at).end() - self._at)  # type: ignore[union-attr]
            if self._at < len(self._buffer) or not self._more():
                return self._buffer[self._at : self._at + 1]

    def skip(self, count: int) -> None:
        """Pass over so many characters."""
        end = self._at + count
        if breaks := self._buffer.count("\n", self._at, end):
            self._line += breaks
            self._column = end - self._buffer.rindex("\n", self._at, end)
        else:
            self._column += count
        self._at = end

    def begins_with_object(self) -> bool:
        """Whether the list that begins here has an object as its first entry; no entry counts too."""
        while True:
            after = _SPACE.match(self._buffer, self._at + 1).end()  # type: ignore[union-attr]
            if after < len(self._buffer) or not self._more():
                return self._buffer[after : after + 1] in ("{", "]")

    def take_string(self) -> str:
        """The string that begins here. Raises ArticleError where nothing ends it."""
        place = self.place()
        data = self.take()
        try:
            value = str(json.loads(data or b""))
            value.encode()
        except ValueError:
            raise unfit("json-syntax", "a key that can't be read", 'write "key": value', place) from None
        return value

    def pass_over(self) -> None:
        """Pass over the value that begins here, however large."""
        place = self.place()
        self.peek()
        begin = self._at
        self.take()
        if self._at == begin:
            raise unfit("json-syntax", "no value", "write a value", place)

    def take(self) -> bytes | None:
        """The value that begins here, as far as it goes where it is wrong; None where it is too large."""
        self.is_cut = False
        end = self._end()
        if end is None:
            self._skip_large()
            return None
        data = self._buffer[self._at : end].encode("utf-8", "surrogateescape")
        self.skip(end - self._at)
        return None if len(data) > MOST_ITEM_BYTES else data

    def _end(self) -> int | None:
        """The offset behind the value that begins here; None where it is too large to be held."""
        while True:
            try:
                _, end = self._scanner.raw_decode(self._buffer, self._at)
                if end < len(self._buffer) or self._is_whole:
                    return end
            except RecursionError:
                pass
            except json.JSONDecodeError as error:
                is_cut = error.pos + 16 >= len(self._buffer) or error.msg.startswith("Unterminated string")
                if self._is_whole or not is_cut:
                    return self._scan()
            if not self._more(self._at):
                return self._scan()
            if len(self._buffer) - self._at > 2 * MOST_ITEM_BYTES:
                return None

    def _scan(self) -> int:
        """The offset behind a value that is no JSON: the comma or bracket that parts it from the next one."""
        depth, offset, column = 0, self._at, self._column
        while True:
            found = _TOKEN.search(self._buffer, offset)
            if found is None or found.end() == len(self._buffer):
                before = self._at
                if len(self._buffer) - before <= 2 * MOST_ITEM_BYTES and self._more(before):
                    offset -= before
                    continue
                if found is None:
                    return len(self._buffer)
            mark = found[0]
            if mark == "{" and depth > 0 and self._starts_line(found.start(), column):
                self.is_cut = True
                row = self._buffer[self._at : found.start()].rstrip()
                return self._at + len(row.removesuffix(","))
            if mark in ("{", "["):
                depth += 1
            elif mark in ("}", "]"):
                if depth == 0 and mark == "]":
                    return found.start()
                depth = max(0, depth - 1)
            elif mark == "," and depth == 0:
                return found.start()
            offset = found.end()

    def _starts_line(self, offset: int, column: int) -> bool:
        """Whether an object begins its line where the one at hand began its own: a brace is missing before it."""
        begin = self._buffer.rfind("\n", self._at, offset) + 1
        return begin > 0 and not self._buffer[begin:offset].strip() and offset - begin + 1 == column

    def _skip_large(self) -> None:
        """Pass over a value without holding it."""
        depth, is_text = 0, False
        while True:
            found = _REST.match(self._buffer, self._at) if is_text else _TOKEN.search(self._buffer, self._at)
            end = found.end() if found else len(self._buffer)
            is_text = (is_text or (found is not None and found[0][0] == '"')) and end >= len(self._buffer) - 1
            is_text = is_text and not (found and len(found[0]) > 1 and found[0].endswith('"'))
            self.skip(end - self._at)
            if found and not is_text:
                depth += (found[0] in ("{", "[")) - (found[0] in ("}", "]"))
                if depth <= 0 and found[0] != ",":
                    return
            if (found is None or is_text) and not self._more():
                return

    def _more(self, keep: int | None = None) -> bool:
        """Read on; whether there was more. What stands before `keep`, else before the next character, is forgotten."""
        if self._is_whole:
            return False
        begin = self._at if keep is None else keep
        size = max(_CHUNK, len(self._buffer) - begin)
        data = self._stream.read(size)
        self._is_whole = not data
        self._buffer = self._buffer[begin:] + self._decoder.decode(data, final=not data)
        self._at -= begin
        return bool(data)
