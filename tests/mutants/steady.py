"""A plugin of pytest that ends a test which hangs."""

import faulthandler
from collections.abc import Iterator
from typing import Final

import pytest

_PATIENCE: Final = 120.0  # seconds of one test, the slowest of which takes 8 on a quiet machine


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol() -> Iterator[None]:
    """End the process where a test hangs."""
    faulthandler.dump_traceback_later(_PATIENCE, exit=True)
    try:
        return (yield)
    finally:
        faulthandler.cancel_dump_traceback_later()
