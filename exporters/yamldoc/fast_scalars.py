"""What stands behind a key on one line, as PyYAML's safe loader reads it: plain and quoted scalars, lists of them."""

import re
from functools import cache
from typing import Any, Final

import yaml

from exporters.yamldoc.positions import PositionFinder
from exporters.yamldoc.values import TAG, ValueBuilder

_MOST_KNOWN: Final = 10_000  # scalars that are remembered: about 1 MB
_LONGEST_KNOWN: Final = 64  # characters; a longer one hardly comes twice
_RESOLVERS: Final = yaml.SafeLoader.yaml_implicit_resolvers  # first character: tags and what they look like
_VALUES: Final = ValueBuilder(PositionFinder(""), [], frozenset(), frozenset())

_INDICATORS: Final = frozenset("?:,[]{}#&*!|>'\"%@`<=-")  # `<<` and `=` have meanings of their own
_MOMENT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_NEGATIVE: Final = re.compile(r"-[A-Za-z0-9.]")
_SINGLE: Final = re.compile(r"'((?>(?:[^']++|'')*))'")
_DOUBLE: Final = re.compile(r'"([^"\\]*+)"')
_WORD: Final = r"[A-Za-z0-9_\x80-\U0010ffff][A-Za-z0-9_.+/\x80-\U0010ffff-]*+"
_ENTRY: Final = rf"""(?:(?>{_WORD}(?: ++{_WORD})*)|"[^"\\]*+"|'[^']*+')"""

_ESCAPES: Final = {'"': '"', "\\": "\\", "/": "/", "n": "\n", "r": "\r", "t": "\t"}
_ESCAPE: Final = re.compile(r'\\(?:(["\\/nrt])|u([0-9A-Fa-f]{4}))')
_TEXT: Final = re.compile(  # surrogates are refused
    r'(?>(?:[^"\\]++|\\["\\/nrt]|\\u(?![Dd][89A-Fa-f])[0-9A-Fa-f]{4})*)'
)
_BREAKS: Final = re.compile(r"(?<! ) *+\n[ \n]*+")  # looks at no run of blanks twice
_MARKERS: Final = ("\n---", "\n...")  # at the begin of a line they end the document, quotes or not


class NotPlainError(Exception):
    """What stands there is for the reference to read, or to refuse."""


class ScalarCache(dict[str, Any]):
    """What a scalar means, remembered: `article`, `true` and `1200` stand in every file.

    Being asked for one that is not known raises NotPlainError where it may mean anything else than it seems.
    """

    def __missing__(self, rest: str) -> Any:
        """Find out, and remember what can't be changed by who gets it."""
        if _MOMENT.fullmatch(rest):  # each comes once, and is text to us: no use in asking, nor in remembering
            return rest
        written = rest.rstrip(" ")
        if written[:1] in ("[", "{"):
            return _flow(written)
        value = _unquoted(written) if written[:1] in ('"', "'") else _resolved(written)
        if len(rest) <= _LONGEST_KNOWN:
            if len(self) >= _MOST_KNOWN:
                self.clear()
            self[rest] = value
        return value


def as_written(rest: str) -> str | None:
    """The scalar `rest` as text; None where it is a list or a mapping."""
    written = rest.rstrip(" ")
    if written[:1] in ("[", "{"):
        return None
    return _unquoted(written) if written[:1] in ('"', "'") else written


def unescaped(text: str) -> str:
    r"""What a text in double quotes means: `\n` is a line break, and a line break is a space."""
    if _TEXT.fullmatch(text) is None or any(marker in text for marker in _MARKERS):
        raise NotPlainError
    if "\n" in text:
        text = _BREAKS.sub(lambda found: "\n" * (found[0].count("\n") - 1) or " ", text)
    return _ESCAPE.sub(lambda found: _ESCAPES[found[1]] if found[1] else chr(int(found[2], 16)), text)


@cache
def _list() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What a list on one line looks like, and an entry of it: 15 ms to compile, for runs that meet one."""
    return re.compile(rf"\[ *+(?>(?:{_ENTRY} *+(?:, *+{_ENTRY} *+)*)?)\]"), re.compile(_ENTRY)


def _flow(written: str) -> list[Any] | dict[str, Any]:
    """The list `[a, "b c", 1]`, or an empty mapping."""
    if written == "{}":
        return {}
    whole, entry = _list()
    if whole.fullmatch(written) is None:
        raise NotPlainError
    return [_unquoted(each) if each[0] in ('"', "'") else _resolved(each) for each in entry.findall(written)]


def _unquoted(written: str) -> str:
    found = _DOUBLE.fullmatch(written) or _SINGLE.fullmatch(written)
    if found is None:
        raise NotPlainError
    return found[1] if written[0] == '"' else found[1].replace("''", "'")


def _resolved(written: str) -> Any:
    """What a plain scalar means. The tests of PyYAML itself are asked, by the first character as it asks them."""
    first = written[:1]
    if not first or (first in _INDICATORS and _NEGATIVE.match(written) is None):
        raise NotPlainError
    if ": " in written or " #" in written or written[-1] == ":":
        raise NotPlainError
    for tag, looks in _RESOLVERS.get(first, ()):
        if looks.match(written):
            return written if tag == TAG + "timestamp" else _VALUES.of(yaml.ScalarNode(tag, written))
    return written
