"""Convert a program's values to plain ones, as YAML has them: text, numbers, flags, lists and mappings."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from exporters.diagnostics.diagnostic import Diagnostic, clip_text
from exporters.model.moment import rfc3339
from exporters.yamldoc.guards import MOST_NESTING
from exporters.yamldoc.positions import KeyPath, field_name

_LARGEST: Final = 2**63  # an integer that is not smaller is text, as in front matter
_MOST_BITS: Final = 256  # of an integer
_ACCEPTED: Final = "pass text, a number, True, False, a date, a list or a mapping"


class PlainValues:
    """Converts values; what can't be converted is left out and listed in `problems`."""

    def __init__(self, private: frozenset[str] = frozenset()) -> None:
        """Leave out the values of `private` keys, given in lower case, at any depth."""
        self._private = private
        self.problems: list[Diagnostic] = []

    def mapping(self, given: object) -> dict[str, Any] | None:
        """Return the items of a mapping or a dataclass without None values; None if `given` is neither."""
        made = self._plain(given, ())
        return made if isinstance(made, dict) else None

    def _plain(self, value: Any, path: KeyPath) -> Any:
        kind = type(value)
        if kind is str or kind is bool or value is None:
            return value
        if len(path) > MOST_NESTING:
            return self._refuse("yaml-nesting", path[:1], f"nested more than {MOST_NESTING} levels deep", "flatten it")
        if isinstance(value, Mapping):
            return self._mapping(value.items(), path)
        if is_dataclass(value) and not isinstance(value, type):
            return self._mapping(((each.name, getattr(value, each.name)) for each in fields(value)), path)
        if isinstance(value, (list, tuple)):
            return [self._plain(each, (*path, at)) for at, each in enumerate(value)]
        return self._scalar(value, path)

    def _mapping(self, items: Any, path: KeyPath) -> dict[str, Any]:
        made = {}
        for key, value in items:
            if not isinstance(key, str):
                self._refuse("type-wrong", path, f"the key {clip_text(repr(key))} is not text", "pass text as the key")
            elif value is not None and _word(key) not in self._private:
                made[str.__str__(key)] = value if type(value) is str else self._plain(value, (*path, key))
        return made

    def _scalar(self, value: Any, path: KeyPath) -> Any:
        if isinstance(value, Enum) and not isinstance(value, (str, int, float)):
            return self._plain(value.value, path)
        if isinstance(value, str):  # of a class of its own, such as text that is marked as safe
            return str.__str__(value)
        if isinstance(value, UUID):
            return str(value)
        if isinstance(value, int) and value.bit_length() <= _MOST_BITS:
            return int(value) if -_LARGEST <= value < _LARGEST else str(value)
        if isinstance(value, float) or (isinstance(value, Decimal) and not value.is_snan()):
            return float(value)
        if isinstance(value, datetime):
            return _moment(value)
        if isinstance(value, date):
            return value.isoformat()
        return self._refuse("type-wrong", path, f"a value of the type {clip_text(type(value).__name__)}", _ACCEPTED)

    def _refuse(self, rule: str, path: KeyPath, message: str, fix: str) -> None:
        self.problems.append(Diagnostic(rule=rule, message=message, fix=fix, field=clip_text(field_name(path))))


@lru_cache(maxsize=1_000)
def _word(key: str) -> str:
    """Return a key in the form in which private keys are compared."""
    return key.partition(":")[0].strip().lower()


def _moment(moment: datetime) -> str:
    """Return a datetime as text: whole seconds, UTC if it has a zone, else without zone."""
    naive = moment.replace(tzinfo=None, microsecond=0).isoformat()
    if moment.utcoffset() is None:
        return naive
    try:
        return rfc3339(moment.astimezone(UTC).replace(microsecond=0))
    except OverflowError:  # of the first year or the last: refused in any zone
        return f"{naive}Z"
