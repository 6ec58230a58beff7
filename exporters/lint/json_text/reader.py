"""Read JSON text step by step: go on after what people often write, and note where each value begins."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from json import JSONDecoder
from typing import Any, Final, NamedTuple, NoReturn

from exporters.checks.parsed_json import json_path
from exporters.diagnostics.diagnostic import quote_value
from exporters.lint.json_text.tokens import JsonTokenReader, UnclearTextError
from exporters.lint.json_text.words import REPEATED, SyntaxProblem

MOST_LEVELS: Final = 256  # of objects and lists in each other
_DECODE: Final = JSONDecoder().raw_decode
_VALUE_BEGINS: Final = frozenset("\"'{[-")


class JsonPlace(NamedTuple):
    """Where a value stands: its JSON Pointer, and the offsets of its key and of itself."""

    pointer: str
    key_start: int  # that of the value where it has no key
    start: int


@dataclass(slots=True)
class _Holder:
    """An object or a list that is not closed yet."""

    value: Any
    start: int
    path: str | None  # None: nobody asks for places in it
    key: str = ""
    key_start: int = 0
    comma: int = -1  # the offset of the comma before the next member; -1: none


_Step = Callable[[str], Any]  # takes the next character, "" at the end, and returns the step that follows


@dataclass(slots=True)
class JsonTextReader(JsonTokenReader):
    """Reads one text. It has, after `read`: its value, its problems, and the places of the paths in `wanted`."""

    wanted: Collection[str] = ()  # with the paths of all that holds them
    is_valid: bool = False  # whether the text is known to be JSON: what nobody asks for is skipped
    value: Any = None
    is_whole: bool = False  # whether the text was read to its end
    places: dict[str, JsonPlace] = field(default_factory=dict)
    _holders: list[_Holder] = field(default_factory=list)

    def read(self) -> None:
        """Read the text. Spec: RFC 8259 §2."""
        step: _Step | None = self._value
        try:
            while step is not None:
                self.skip_space()
                step = step(self.text[self.at : self.at + 1])
            self.skip_space()
            if self.at < len(self.text):
                self.stop("text after the end of the JSON", "write one value alone")
            self.is_whole = True
        except UnclearTextError:
            pass

    def _value(self, char: str) -> Any:
        start = self.at
        holder = self._holders[-1] if self._holders else None
        if char in {"{", "["}:
            return self._skip_holder() if self.is_valid and not self._is_wanted() else self._open(char, start)
        if char == '"' or char == "'":
            return self._add(self.string(), start)
        if char in {",", "]", "}"} and holder is not None:
            return self._no_value(holder, char)
        if not char:
            self._end_early()
        return self._add(self.scalar(), start)

    def _open(self, char: str, start: int) -> Any:
        if len(self._holders) == MOST_LEVELS:
            self.stop(f"more than {MOST_LEVELS} levels of objects and lists", "flatten it: a feed needs only a few")
        value: Any = {} if char == "{" else []
        path = self._place(start)
        self._attach(value)
        self._holders.append(_Holder(value, start, path))
        self.at += 1
        return self._key if char == "{" else self._value

    def _skip_holder(self) -> Any:
        value, self.at = _DECODE(self.text, self.at)
        self._attach(value)
        return self._end_of_value()

    def _no_value(self, holder: _Holder, char: str) -> Any:
        """Go on where a value is missing: after a colon, after a comma, or in an empty list."""
        if isinstance(holder.value, dict):
            self.report(f"the key {quote_value(holder.key)} has no value", "write its value, or remove the key")
            return self._add(None, self.at)
        if char == ",":
            return self._skip_comma(holder)
        return self._close(char)

    def _key(self, char: str) -> Any:
        holder = self._holders[-1]
        if char == ",":
            return self._skip_comma(holder)
        if char == "}":
            return self._close(char)
        if not char:
            self._end_early()
        start = self.at
        key = self.string() if char in {'"', "'"} else self.bare_key()
        holder.key, holder.key_start = key, start
        if key in holder.value:
            message = f"the key {quote_value(key)} twice in one object"
            self.note(SyntaxProblem(REPEATED, message, "keep one", start, self.pointer()))
        return self._colon

    def _colon(self, char: str) -> Any:
        if not char:
            self._end_early()
        if char in {",", "}"}:
            return self._value
        if char == ":":
            self.at += 1
        elif char == "=":
            self.report("= between a key and its value", "write :")
            self.at += 1
        else:
            self.report(f"no colon after the key {quote_value(self._holders[-1].key)}", "write : between key and value")
        return self._value

    def _after(self, char: str) -> Any:
        holder = self._holders[-1]
        following = self._key if isinstance(holder.value, dict) else self._value
        if char == ",":
            holder.comma = self.at
            self.at += 1
            return following
        if char in {"}", "]"}:
            return self._close(char)
        if not char:
            self._end_early()
        if char in _VALUE_BEGINS or char.isalnum():
            self.report("no comma before this", "write a comma between two members")
            return following
        return self.stop(f"{quote_value(char)} where a comma or the end is due", "write a comma or the closing bracket")

    def _close(self, char: str) -> Any:
        holder = self._holders[-1]
        is_object = isinstance(holder.value, dict)
        if is_object != (char == "}"):
            opening = "{" if is_object else "["
            line = self.text.count("\n", 0, holder.start) + 1
            self.stop(f"{char} closes what {opening} of line {line} opened", f"write {'}' if is_object else ']'}")
        if holder.comma >= 0:
            self.report(f"a comma before {char}", "remove it: nothing follows", holder.comma)
        self._holders.pop()
        self.at += 1
        return self._end_of_value()

    def _skip_comma(self, holder: _Holder) -> Any:
        message = "two commas in a row" if holder.comma >= 0 else "a comma before the first member"
        self.report(message, "remove it")
        self.at += 1
        return self._key if isinstance(holder.value, dict) else self._value

    def _add(self, value: Any, start: int) -> Any:
        self._place(start)
        self._attach(value)
        return self._end_of_value()

    def _attach(self, value: Any) -> None:
        if not self._holders:
            self.value = value
            return
        holder = self._holders[-1]
        holder.comma = -1
        if isinstance(holder.value, dict):
            holder.value[holder.key] = value
        else:
            holder.value.append(value)

    def _end_of_value(self) -> Any:
        return self._after if self._holders else None

    def _path(self) -> str | None:
        """Return the path of the value that is not attached yet; None if nobody asks for places beside it."""
        if not self._holders:
            return ""
        holder = self._holders[-1]
        if holder.path is None:
            return None
        return json_path(holder.path, holder.key if isinstance(holder.value, dict) else len(holder.value))

    def _is_wanted(self) -> bool:
        return self._path() in self.wanted

    def _place(self, start: int) -> str | None:
        """Note the place of the value that is not attached yet; return its path if someone asks for it."""
        path = self._path() if self.wanted else None
        if path is None or path not in self.wanted:
            return None
        is_member = bool(self._holders) and isinstance(self._holders[-1].value, dict)
        self.places[path] = JsonPlace(self.pointer(), self._holders[-1].key_start if is_member else start, start)
        return path

    def pointer(self) -> str:
        """Return the JSON Pointer of the member that is being read. Spec: RFC 6901 §3."""
        if not self._holders:
            return ""
        *outer, last = self._holders
        keys = [each.key if isinstance(each.value, dict) else str(len(each.value) - 1) for each in outer]
        keys.append(last.key if isinstance(last.value, dict) else str(len(last.value)))
        return "".join(f"/{escape_key(key)}" for key in keys)

    def _end_early(self) -> NoReturn:
        holder = self._holders[-1] if self._holders else None
        if holder is None:
            self.stop("no value", "write one object")
        kind = "object" if isinstance(holder.value, dict) else "list"
        line = self.text.count("\n", 0, holder.start) + 1
        self.stop(f"the text ends within the {kind} that begins in line {line}", "write it to its end")


def escape_key(key: str) -> str:
    """Return a key as a JSON Pointer has it. Spec: RFC 6901 §3."""
    return key.replace("~", "~0").replace("/", "~1")
