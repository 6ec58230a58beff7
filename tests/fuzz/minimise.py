"""Minimise: a smaller case that fails in the same way."""

import time
from collections.abc import Iterator
from typing import Final

from tests.fuzz.case import Case
from tests.fuzz.child import failures
from tests.fuzz.failure import Failure

SECONDS: Final = 20  # that one case is worth


def minimised(case: Case, failure: Failure) -> Case:
    """The smallest case that was found in time: fewer files, fewer commands, fewer lines."""
    end = time.monotonic() + SECONDS
    smaller = True
    while smaller and time.monotonic() < end:
        smaller = False
        for each in _smaller(case):
            if time.monotonic() > end:
                break
            if any(other.signature == failure.signature for other in failures(each)):
                case, smaller = each, True
                break
    return case


def _smaller(case: Case) -> Iterator[Case]:
    for name in case.files:
        yield case._replace(files={other: data for other, data in case.files.items() if other != name})
    for at in range(len(case.commands)):
        yield case._replace(commands=case.commands[:at] + case.commands[at + 1 :])
    for name, data in case.files.items():
        for piece in _shorter(data):
            yield case._replace(files={**case.files, name: piece})


def _shorter(data: bytes) -> Iterator[bytes]:
    lines = data.splitlines(keepends=True)
    size = len(lines) // 2
    while size:
        for at in range(0, len(lines), size):
            yield b"".join(lines[:at] + lines[at + size :])
        size //= 2
