"""Numbers that look random and are the same on every machine and with every version of Python."""

from collections.abc import Sequence
from typing import Final, TypeVar

Item = TypeVar("Item")

BITS: Final = (1 << 64) - 1
FACTOR: Final = 6364136223846793005  # of Knuth's MMIX
STEP: Final = 1442695040888963407


class Dice:
    """A linear congruential generator, of which the upper bits are used. Spec: Knuth, TAOCP 2, 3.3.4."""

    def __init__(self, seed: int) -> None:
        """Begin at a place that is far from that of the seeds beside it."""
        self._state = (seed + 1) * 0x9E3779B97F4A7C15 & BITS
        self.below(2)
        self._state ^= self._state >> 29

    def below(self, limit: int) -> int:
        """A number from 0 to limit - 1."""
        self._state = (self._state * FACTOR + STEP) & BITS
        return (self._state >> 33) % limit

    def pick(self, items: Sequence[Item]) -> Item:
        """One of `items`."""
        self._state = (self._state * FACTOR + STEP) & BITS
        return items[(self._state >> 33) % len(items)]

    def in_hundred(self, share: int) -> bool:
        """True in `share` of a hundred cases."""
        return self.below(100) < share
