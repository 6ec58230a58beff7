"""Small changes of regular expressions: quantifiers, alternatives, classes, anchors and what stands around."""

import ast
import re
from collections.abc import Iterator
from typing import Final

_ESCAPED: Final = r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|.)"
_TOKEN: Final = re.compile(
    rf"{_ESCAPED}"
    r"|(?P<group>\(\?P<\w+>|\(\?(?:[:=!>]|<[=!])|\()"
    rf"|\[\^?\]?(?P<inside>(?:{_ESCAPED}|[^\]\\])*)\]"
    r"|(?P<bounds>\{(?P<least>[0-9]*),?(?P<most>[0-9]*)\})|.",
    re.DOTALL,
)
_MEMBER: Final = re.compile(rf"(?:{_ESCAPED}|[^\\])(?:-(?:{_ESCAPED}|[^\\]))?", re.DOTALL)
_TURNED: Final = {"(?=": "(?!", "(?!": "(?=", "(?<=": "(?<!", "(?<!": "(?<="}


def weaken(written: str) -> Iterator[tuple[int, int, str]]:
    """Yield changes of the literal `written`, quotes and all: from where to where, and what it becomes."""
    quote = re.match(r"[a-zA-Z]*(\"\"\"|'''|\"|')", written)
    if quote is None:
        return
    stop = len(written) - len(quote[1])
    open_at: list[int] = []  # where the alternative that is read began, of each group that is open
    ends: list[tuple[int, int]] = []
    previous = ""
    begin = quote.end()
    for token in _TOKEN.finditer(written, begin, stop):
        found, at = token[0], token.span()
        if token["inside"] is not None:
            for member in _MEMBER.finditer(token["inside"]):
                yield token.start("inside") + member.start(), token.start("inside") + member.end(), ""
        elif token["bounds"] is not None:
            for name, step in (("least", 1), ("least", -1), ("most", 1), ("most", -1)):
                if token[name]:
                    yield *token.span(name), str(max(0, int(token[name]) + step))
        elif token["group"] is not None:
            open_at.append(at[1])
            if found in _TURNED:
                yield *at, _TURNED[found]
        elif found in ("|", ")"):
            start = open_at.pop() if open_at else begin
            if found == "|" or written[start - 1] == "|":
                ends.append((start, at[0]))
                yield (start - 1, at[0], "") if written[start - 1] == "|" else (start, at[1], "")
            if found == "|":
                open_at.append(at[1])
        elif found in ("+", "*"):
            yield (*at, "*" if found == "+" else "+") if previous not in ("+", "*", "?") else (*at, "")
        elif found in ("?", "^", "$", r"\b", r"\Z"):
            yield *at, ""
        previous = found


def is_pattern(written: str) -> bool:
    """Whether the Python literal `written` is a regular expression."""
    try:
        re.compile(ast.literal_eval(f"({written})"))
    except (SyntaxError, re.error):
        return False
    return True
