"""Moments as pages write them: which of several is the most exact, and which texts are none."""

from collections.abc import Iterable
from datetime import UTC
from typing import Final

from exporters.model import moment

_LONGEST: Final = 50  # characters


def most_exact(written: Iterable[str]) -> str:
    """The first of `written` that is a moment, or a later one of the same day that knows more of it; "" without one.

    Pages state one moment several times: the day for people, the second with its zone for programs.
    """
    found = [each for each in (one.strip() for one in written) if is_moment(each)]
    if not found:
        return ""
    return max((each for each in found if each[:10] == found[0][:10]), key=_exactness)


def is_moment(written: str) -> bool:
    """Whether a text is a date or a moment that an article may have."""
    if len(written) > _LONGEST:
        return False
    try:
        moment.parse(written, UTC)
    except moment.UnreadableMomentError:
        return False
    return True


def _exactness(written: str) -> int:
    return moment.has_hour(written) + moment.has_zone(written)
