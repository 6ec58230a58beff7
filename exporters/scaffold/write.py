"""Puts first files in place, never over what is there."""

from contextlib import suppress
from pathlib import Path


def write(file: Path, text: str) -> bool:
    """Write a new file and the folders above it; false where something has that name. Raises OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        out = file.open("x", encoding="utf-8", newline="\n")  # O_EXCL: a link that leads nowhere is something, too
    except FileExistsError:
        return False
    try:
        with out:
            out.write(text)
    except OSError:
        with suppress(OSError):  # half a file would be in the way of the next try
            file.unlink()
        raise
    return True
