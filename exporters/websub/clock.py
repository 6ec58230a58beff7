"""The time that passes while hubs and servers are waited for."""

import time
from collections.abc import Callable
from typing import Final, NamedTuple


class Clock(NamedTuple):
    """A clock that never goes back, and sleep."""

    now: Callable[[], float]  # seconds
    sleep: Callable[[float], None]  # for so many seconds


SYSTEM_CLOCK: Final = Clock(time.monotonic, time.sleep)
