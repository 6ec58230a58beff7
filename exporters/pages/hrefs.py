"""Addresses of files of the out folder as a page links to them: relative, so that they work wherever it is opened."""

import posixpath
import re
from typing import Final

INDEX: Final = "index.html"  # named in links too: a folder that is opened as a file shows no index
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9._~/\-\u00a1-\U0010ffff]")


def file(folder: str, name: str) -> str:
    """The path below the out folder of `name` in the feed's folder."""
    return f"{folder}/{name}" if folder else name


def href(path: str, *, seen_from: str) -> str:
    """`path`, which is below the out folder, seen from a page in the folder `seen_from` below it.

    Letters outside ASCII stay as they are: browsers encode them, and it is a third as long. Spec: HTML §2.4.1.
    """
    relative = posixpath.relpath(f"/{path}", f"/{seen_from}")
    return _UNSAFE.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), relative)
