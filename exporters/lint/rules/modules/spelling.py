"""Find the name that was probably meant, in a time that doesn't grow with the number of known names."""

from collections.abc import Iterator
from functools import cache
from typing import Final

_LONGEST: Final = 40  # characters of a name that is looked up


def similar_name(name: str, known: tuple[str, ...]) -> str:
    """Return the known name that differs by one letter, by two neighbours or by capitals; "" if there is none."""
    index = _index(known)
    return next((index[each] for each in _variants(name) if each in index), "") if len(name) <= _LONGEST else ""


@cache
def _index(known: tuple[str, ...]) -> dict[str, str]:
    return {each: name for name in known for each in _variants(name)} | {name.lower(): name for name in known}


def _variants(name: str) -> Iterator[str]:
    """Yield a name in lower case, then without each of its letters: two similar names have one in common."""
    lower = name.lower()
    yield lower
    for place in range(len(lower)):
        yield lower[:place] + lower[place + 1 :]
