"""Say in human words what is wrong in JSON text. Spec: RFC 8259."""

import math
import re
from typing import Any, Final, NamedTuple

from exporters.diagnostics.diagnostic import quote_value

WRONG: Final = "json-not-wellformed"
REPEATED: Final = "json-key-repeated"
UNREAL: Final = "json-number-unreal"
_UNREAL: Final = frozenset({"NaN", "Infinity", "-Infinity"})
_OTHER_LITERALS: Final = {  # how other languages write them: how JSON does, and the value
    "True": ("true", True),
    "TRUE": ("true", True),
    "False": ("false", False),
    "FALSE": ("false", False),
    "None": ("null", None),
    "NULL": ("null", None),
    "Null": ("null", None),
    "nil": ("null", None),
    "undefined": ("null", None),
}
_HEX: Final = re.compile(r"[+-]?0[xX][0-9A-Fa-f]+", re.ASCII)
_LEADING_ZERO: Final = re.compile(r"-?0\d[\d.eE+-]*", re.ASCII)
_ODD_NUMBER: Final = re.compile(r"[+-]?[\d.]+(?:[eE][+-]?\d*)?", re.ASCII)
_CONTROL: Final = re.compile(r"[\x00-\x1f]")
_BAD_ESCAPE: Final = re.compile(r"(?:[^\\]|\A)(?>(?:\\\\)*)(\\(?![\"\\/bfnrt]|u[0-9A-Fa-f]{4}).?)", re.DOTALL)


class SyntaxProblem(NamedTuple):
    """One problem of JSON text."""

    rule: str
    message: str
    fix: str
    start: int  # its offset in the text
    pointer: str = ""
    is_unread: bool = False  # whether nobody knows the value that stands there


def describe_word(word: str, start: int) -> tuple[SyntaxProblem, Any]:
    """Return the problem of a bare word where a value is due, and what it probably means."""
    if word in _UNREAL:
        fix = "remove the key: JSON has no such number"
        return SyntaxProblem(UNREAL, f"the number {word}", fix, start, is_unread=True), math.nan
    if word in _OTHER_LITERALS:
        right, value = _OTHER_LITERALS[word]
        return SyntaxProblem(WRONG, f"{word}, which JSON calls {right}", f"write {right}", start), value
    if _HEX.fullmatch(word):
        message, fix = f"the hexadecimal number {quote_value(word)}", "write it in decimal digits"
    elif _LEADING_ZERO.fullmatch(word):
        message, fix = f"the number {quote_value(word)} begins with 0", "write it without leading zeros, or as a text"
    elif _ODD_NUMBER.fullmatch(word):
        message, fix = f"{quote_value(word)} is not a number of JSON", "write digits before and after the point, no +"
    else:
        message, fix = f"the text {quote_value(word)} without quotation marks", f'write "{word[:60]}"'
        return SyntaxProblem(WRONG, message, fix, start), word
    return SyntaxProblem(WRONG, message, fix, start, is_unread=True), 0


def describe_string(text: str, start: int) -> SyntaxProblem:
    """Return the problem of a text in quotation marks that JSON does not allow. Spec: RFC 8259 §7."""
    if control := _CONTROL.search(text):
        at = start + control.start()
        if control[0] in "\r\n":
            message = f"a text that does not end on its line: {quote_value(text[: control.start()])}"
            return SyntaxProblem(WRONG, message, 'write " where it ends, or \\n for the line break', at)
        right = "\\t" if control[0] == "\t" else f"\\u{ord(control[0]):04x}"
        name = "tab" if control[0] == "\t" else f"control character U+{ord(control[0]):04X}"
        return SyntaxProblem(WRONG, f"a {name} within a text", f"write {right}", at)
    escape = _BAD_ESCAPE.search(text)
    seen = escape[1] if escape else text
    at = start + (escape.start(1) if escape else 0)
    return SyntaxProblem(WRONG, f"the unknown escape {quote_value(seen)}", "write \\\\ for a backslash", at)
