"""Standard input as a file: it can be read once, and a run reads its sources as often as it needs."""

import atexit
import os
import shutil
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Final

STDIN: Final = Path("-")  # as it is named on the command line


def is_stdin(source: Path) -> bool:
    """Whether a source that was named is standard input."""
    return source == STDIN


def has_stdin() -> bool:
    """Whether the process was started with a standard input that is open."""
    return sys.stdin is not None


@cache
def spooled_stdin() -> Path:
    """The temporary file that holds all of standard input. It is gone when the process ends. Raises OSError."""
    handle, name = tempfile.mkstemp(prefix="outfeed-")
    atexit.register(_remove, name)
    with os.fdopen(handle, "wb") as out:
        shutil.copyfileobj(sys.stdin.buffer, out, 1 << 20)
    return Path(name)


def _remove(name: str) -> None:
    Path(name).unlink(missing_ok=True)
