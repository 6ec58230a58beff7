"""What holds for every test."""

import os
import signal
from collections.abc import Sequence
from typing import Final

import pytest

from tests import profiles

SECONDS: Final = 0.032  # that a test takes on one core, on average: 194 s on two for 12,292, 2026-11-28

# A shell starts what runs behind it with Ctrl-C ignored, and every process below would inherit that.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

profiles.load()


def pytest_collection_finish(session: pytest.Session) -> None:
    """Say how many tests there are, where this process runs them itself."""
    if "PYTEST_XDIST_WORKER" not in os.environ and not session.config.getoption("numprocesses", None):
        _announce(session.config, len(session.items), 1)


class Announcement:
    """Says how many tests there are as soon as one of several processes knows."""

    def __init__(self, config: pytest.Config) -> None:
        """`config` is that of the process that hands the tests out."""
        self._config = config
        self._is_made = False

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: Sequence[str]) -> None:
        """Say it once."""
        if not self._is_made:
            self._is_made = True
            _announce(self._config, len(ids), len(self._config.getoption("tx", [])))


def pytest_configure(config: pytest.Config) -> None:
    """Have the number of tests announced where several processes run them."""
    config.pluginmanager.register(Announcement(config))


def _announce(config: pytest.Config, tests: int, processes: int) -> None:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None and not config.getoption("collectonly"):
        minutes = tests * SECONDS / processes / 60
        about = f"about {minutes:.0f} minutes" if minutes >= 1.5 else "about a minute or less"
        reporter.write_line(f"{tests:,} tests, {about} with {processes} at a time.")
