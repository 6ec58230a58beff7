"""Read the value after a key on one line, as PyYAML's safe loader does: plain and quoted scalars, and lists of them."""

import re
from functools import cache
from typing import Any, Final

import yaml

from exporters.support.lazy_regex import lazy_regex
from exporters.yamldoc.positions import PositionFinder
from exporters.yamldoc.values import TAG, ValueBuilder

_MOST_CACHED: Final = 10_000  # scalars in the cache: about 1 MB
_LONGEST_CACHED: Final = 64  # characters; a longer scalar is rarely repeated
_RESOLVERS: Final = yaml.SafeLoader.yaml_implicit_resolvers  # by first character: tags, and the pattern of each
_VALUES: Final = ValueBuilder(PositionFinder(""), [], frozenset(), frozenset())

_INDICATORS: Final = frozenset("?:,[]{}#&*!|>'\"%@`<=-")  # `<<` and `=` are special in YAML 1.1
_MOMENT: Final = lazy_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_NEGATIVE: Final = lazy_regex(r"-[A-Za-z0-9.]")
_SINGLE: Final = lazy_regex(r"'((?>(?:[^']++|'')*))'")
_DOUBLE: Final = lazy_regex(r'"([^"\\]*+)"')
_PLAIN_SCALAR: Final = r"[A-Za-z0-9_\x80-\U0010ffff][A-Za-z0-9_.+/\x80-\U0010ffff-]*+"
_ENTRY: Final = rf"""(?:(?>{_PLAIN_SCALAR}(?: ++{_PLAIN_SCALAR})*)|"[^"\\]*+"|'[^']*+')"""

_ESCAPES: Final = {'"': '"', "\\": "\\", "/": "/", "n": "\n", "r": "\r", "t": "\t"}
_ESCAPE: Final = lazy_regex(r'\\(?:(["\\/nrt])|u([0-9A-Fa-f]{4}))')
_TEXT: Final = lazy_regex(  # surrogates are refused
    r'(?>(?:[^"\\]++|\\["\\/nrt]|\\u(?![Dd][89A-Fa-f])[0-9A-Fa-f]{4})*)'
)
_BREAKS: Final = lazy_regex(r"(?<! ) *+\n[ \n]*+")  # reads no run of blanks twice
_MARKERS: Final = ("\n---", "\n...")  # at the start of a line they end the document, even in quotes


class NotPlainError(Exception):
    """The text is not plain YAML: PyYAML has to read or refuse it."""


class ScalarCache(dict[str, Any]):
    """Values by their scalars. Scalars such as `article`, `true` and `1200` are in every file.

    A lookup parses a scalar that is missing. It raises NotPlainError if the scalar can be read in more than one way.
    """

    def __missing__(self, source: str) -> Any:
        """Return the value of `source`, and cache it unless it is a list, which callers could change."""
        if _MOMENT.fullmatch(source):  # each occurs once and stays text: no resolver has to run, and no cache helps
            return source
        text = source.rstrip(" ")
        if text[:1] in ("[", "{"):
            return _parse_flow(text)
        value = _unquote(text) if text[:1] in ('"', "'") else _resolve(text)
        if len(source) <= _LONGEST_CACHED:
            if len(self) >= _MOST_CACHED:
                self.clear()
            self[source] = value
        return value


def scalar_text(source: str) -> str | None:
    """Return the scalar `source` as text, without quotes; None if it is a list or a mapping."""
    text = source.rstrip(" ")
    if text[:1] in ("[", "{"):
        return None
    return _unquote(text) if text[:1] in ('"', "'") else text


def unescape(text: str) -> str:
    r"""Return the value of a text in double quotes: `\n` is a line break, and a line break is a space.

    Raises NotPlainError for an escape that only PyYAML reads. Spec: YAML 1.1 §5.6, §9.1.1.
    """
    if _TEXT.fullmatch(text) is None or any(marker in text for marker in _MARKERS):
        raise NotPlainError
    if "\n" in text:
        text = _BREAKS.sub(lambda match: "\n" * (match[0].count("\n") - 1) or " ", text)
    return _ESCAPE.sub(lambda match: _ESCAPES[match[1]] if match[1] else chr(int(match[2], 16)), text)


@cache
def _list_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the pattern of a list on one line and that of its entry. They take 15 ms to compile, so only on demand."""
    return re.compile(rf"\[ *+(?>(?:{_ENTRY} *+(?:, *+{_ENTRY} *+)*)?)\]"), re.compile(_ENTRY)


def _parse_flow(text: str) -> list[Any] | dict[str, Any]:
    """Return the value of a list such as `[a, "b c", 1]`, or an empty mapping."""
    if text == "{}":
        return {}
    list_, entry = _list_patterns()
    if list_.fullmatch(text) is None:
        raise NotPlainError
    return [_unquote(item) if item[0] in ('"', "'") else _resolve(item) for item in entry.findall(text)]


def _unquote(text: str) -> str:
    match = _DOUBLE.fullmatch(text) or _SINGLE.fullmatch(text)
    if match is None:
        raise NotPlainError
    return match[1] if text[0] == '"' else match[1].replace("''", "'")


def _resolve(text: str) -> Any:
    """Return the value of a plain scalar, by PyYAML's own resolvers. Raises NotPlainError if it is not plain."""
    indicator = text[:1]
    if not indicator or (indicator in _INDICATORS and _NEGATIVE.match(text) is None):
        raise NotPlainError
    if ": " in text or " #" in text or text[-1] == ":":
        raise NotPlainError
    for tag, pattern in _RESOLVERS.get(indicator, ()):
        if pattern.match(text):
            return text if tag == TAG + "timestamp" else _VALUES.of(yaml.ScalarNode(tag, text))
    return text
