"""A clock of which the hands are moved by those who sleep."""

from collections.abc import Callable

from exporters.websub.ping import MonotonicClock


class Hands:
    """Time passes at once; `after` is called when somebody has slept."""

    def __init__(self, after: Callable[[], object] = lambda: None) -> None:
        self.slept: list[float] = []
        self.after = after

    @property
    def clock(self) -> MonotonicClock:
        return MonotonicClock(self.now, self.sleep)

    def now(self) -> float:
        return sum(self.slept)

    def sleep(self, seconds: float) -> None:
        assert seconds > 0
        self.slept.append(seconds)
        self.after()
