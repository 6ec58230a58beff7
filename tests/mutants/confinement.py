"""Confines a mutant to its scratch folder: one of publishing may write or remove anything, the password file too.

A copy of this module lies in the scratch folder as `sitecustomize.py`, so that every Python process there loads it.
Where the environment names no folder, it does nothing.
"""

import os
import sys
from collections.abc import Callable, Mapping
from typing import Any, Final

VARIABLE: Final = "MUTANT_FOLDER"
_WRITES: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_PATHS: Final[Mapping[str, Callable[[tuple[Any, ...]], tuple[Any, ...]]]] = {  # what each event changes
    "open": lambda args: args[:1] if args[2] & _WRITES else (),
    "os.chmod": lambda args: args[:1],
    "os.chown": lambda args: args[:1],
    "os.link": lambda args: args[1:2],
    "os.mkdir": lambda args: args[:1],
    "os.remove": lambda args: args[:1],
    "os.rename": lambda args: args[:2],
    "os.rmdir": lambda args: args[:1],
    "os.symlink": lambda args: args[1:2],
    "os.truncate": lambda args: args[:1],
    "os.utime": lambda args: args[:1],
    "shutil.rmtree": lambda args: args[:1],
}


def confine(folder: str) -> None:
    """Refuse every change outside of `folder` from now on, and every signal to what is no process of its own."""
    within = (os.path.realpath(folder) + os.sep, "/dev/", "/proc/self/")

    def audit(event: str, args: tuple[Any, ...]) -> None:
        if event == "os.kill" and args[0] <= 1 and args[1] != 0:
            raise PermissionError(f"a mutant sends signal {args[1]} to {args[0]}")
        if event in _PATHS:
            for path in _PATHS[event](args):
                if not isinstance(path, int) and not os.path.realpath(os.fsdecode(path)).startswith(within):
                    raise PermissionError(f"a mutant changes {os.fsdecode(path)}")

    sys.addaudithook(audit)


if VARIABLE in os.environ:
    confine(os.environ[VARIABLE])
