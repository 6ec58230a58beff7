"""The arguments of a mark: values, and values by name."""

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from exporters.support.lazy_regex import lazy_regex

MOST_CHARACTERS: Final = 20_000  # of the arguments of one mark; longer ones are not read
_ARGUMENT: Final = lazy_regex(
    r"""(?:(?P<name>[\w.-]+)\s*=\s*)?"""
    r"""(?:"(?P<double>(?>(?:[^"\\]|\\.)*))"|'(?P<single>(?>(?:[^'\\]|\\.)*))'|`(?P<raw>[^`]*)`|“(?P<curly>[^”]*)”|(?P<bare>[^\s,"'`]+))""",
    re.DOTALL,
)
_ESCAPED: Final = lazy_regex(r"\\(.)", re.DOTALL)


class Arguments(NamedTuple):
    """What stands behind the name of a mark."""

    values: tuple[str, ...] = ()  # those without a name
    named: Mapping[str, str] = {}

    def get(self, *names: str) -> str:
        """Return the first of the named values that is not empty, "" where there is none."""
        return next((self.named[name] for name in names if self.named.get(name)), "")

    def at(self, index: int) -> str:
        """Return a value without a name, "" where there are fewer."""
        return self.values[index] if index < len(self.values) else ""

    def first(self, *names: str) -> str:
        """Return the named value, else the first without a name."""
        return self.get(*names) or self.at(0)


def read_arguments(text: str) -> Arguments:
    """Return the arguments in `text`: name="value", 'value', `value` or value, with spaces or commas between."""
    if len(text) > MOST_CHARACTERS:
        return Arguments()
    values: list[str] = []
    named: dict[str, str] = {}
    for found in _ARGUMENT.finditer(text):
        value = next((found[kind] for kind in ("raw", "curly", "bare") if found[kind] is not None), None)
        if value is None:
            value = _ESCAPED.sub(_unescape, found["double"] if found["double"] is not None else found["single"])
        if found["name"]:
            named.setdefault(found["name"], value)
        else:
            values.append(value)
    return Arguments(tuple(values), named)


def _unescape(found: re.Match[str]) -> str:
    return {"n": "\n", "t": "\t"}.get(found[1], found[1])
