"""A deterministic limit on the work of a template: counted rather than timed."""

from collections.abc import Collection, Iterator, Mapping
from types import BuiltinFunctionType, FunctionType, GeneratorType, MethodType, MethodWrapperType
from typing import Any, Final

from jinja2 import Undefined
from jinja2.utils import Namespace
from msgspec import Struct

_DEEPEST: Final = 50  # levels of nested lists
_NO_TEXT: Final = (BuiltinFunctionType, FunctionType, GeneratorType, MethodType, MethodWrapperType)
_SMALL: Final = 20  # assumed characters of a value without length


class WorkLimitError(Exception):
    """A template exceeds its limit of work."""


class WorkMeter:
    """Counts work in units of about a microsecond: a hundred characters, ten elements, or one call."""

    def __init__(self, units: int, share: "WorkMeter | None" = None) -> None:
        """Allow `units`, each also taken from a `share` that several meters have in common."""
        self._left = units
        self._share = share
        self._weights: dict[int, tuple[object, int]] = {}  # by id; holds the value too, so that its id is not reused

    def spend(self, units: int) -> None:
        """Count `units`. Raises WorkLimitError if none are left."""
        self._left -= units
        if self._left < 0:
            raise WorkLimitError("more work than a template may do: it loops too often, or writes too much text")
        if self._share is not None:
            self._share.spend(units)

    def weigh(self, value: Any, depth: int = 0) -> int:
        """Return about how many characters `value` has as text; repeated values count each time.

        Each collection is read once. Raises WorkLimitError if it is nested too deep, and ValueError if
        the text would differ from run to run.
        """
        if isinstance(value, (str, bytes)):
            return len(value)
        if isinstance(value, range):
            return _SMALL * len(value)
        if isinstance(value, Undefined) or not isinstance(value, (Collection, Struct, Namespace)):
            _check_text(value)
            return value.bit_length() if isinstance(value, int) else _SMALL
        entry = self._weights.get(id(value))
        if entry is not None:
            return entry[1]
        if depth == _DEEPEST:
            raise WorkLimitError(f"values nested more than {_DEEPEST} deep")
        self.spend(elements(value) // 10)
        weight = _SMALL + sum(self.weigh(each, depth + 1) for each in _parts(value))
        if not isinstance(value, Namespace):  # the only mutable type
            self._weights[id(value)] = value, weight
        return weight

    def count_items(self, items: Iterator[Any]) -> Iterator[Any]:
        """Yield the items, and spend a unit for each."""
        for item in items:
            self.spend(1)
            yield item


def _check_text(value: Any) -> None:
    """Raise ValueError if the text of `value` would hold its memory address, which differs from run to run."""
    kind: Any = type(value)
    is_plain = kind.__repr__ is object.__repr__ and kind.__str__ is object.__str__
    if isinstance(value, _NO_TEXT) or is_plain:
        if isinstance(value, GeneratorType):
            message = "a generator has no text: make a list of it with |list"
        elif isinstance(value, _NO_TEXT):
            message = "a function has no text: call it with ()"
        else:
            message = f"an object has no text: this is a {kind.__name__.lower()}, so use what it has"
        raise ValueError(message)


def elements(value: Any) -> int:
    """Return the number of elements of `value`, 1 if it is not a collection or undefined."""
    return len(value) if isinstance(value, Collection) and not isinstance(value, Undefined) else 1


def _parts(value: Any) -> Iterator[Any]:
    if isinstance(value, Struct):
        yield from (getattr(value, name) for name in value.__struct_fields__)
    elif isinstance(value, Mapping):
        yield from value
        yield from value.values()
    elif isinstance(value, Namespace):
        yield value._Namespace__attrs
    else:
        yield from value
