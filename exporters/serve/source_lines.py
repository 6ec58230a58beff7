"""The line of a source file that a problem is about; never one of a `secured` value."""

import re
from pathlib import Path
from typing import Final

from exporters.support.files import read_regular

_MOST_BYTES: Final = 8 << 20  # of a file
_MOST: Final = 300  # characters of a line
_FRONT_MATTER: Final = (".md", ".markdown", ".html", ".mdx", ".htm")
_KEY: Final = re.compile(r"""["']?([A-Za-z_][\w.-]*)["']?\s*[:=]""", re.ASCII)
_ESCAPE: Final = re.compile(r"\\(?:u00|x)([0-9A-Fa-f]{2})")
_SECURED: Final = "secured"


def line_text(path: Path, line: int) -> str | None:
    """Return the text of a line, counted from 1, at most 300 characters; None where it can't be shown."""
    if line < 1:
        return None
    try:
        data = read_regular(path, _MOST_BYTES)
    except (OSError, ValueError):
        return None
    lines = re.split(r"\r\n|\r|\n", data.decode("utf-8", "replace"))
    if len(data) > _MOST_BYTES or line > len(lines) or _is_secured(lines, line - 1, path.suffix.lower()):
        return None
    text = lines[line - 1]
    return text if len(text) <= _MOST else text[: _MOST - 1] + "…"


def _is_secured(lines: list[str], index: int, suffix: str) -> bool:
    """Whether a line may hold a piece of a `secured` value.

    In front matter that is the line of the key, and all that follow until another key begins at the margin. In a file
    of other structure each line counts, once the name occurs.
    """
    if not any(_SECURED in _unescape(each) for each in lines):
        return False
    if suffix not in _FRONT_MATTER:
        return True
    if _SECURED in _unescape(lines[index]):
        return True
    for each in reversed(lines[: index + 1]):
        if (key := _KEY.match(_unescape(each))) is not None:
            return key[1].lower() == _SECURED
        if each.rstrip() in ("---", "+++", "---js", "---json", "---toml") or each.startswith(("{", "}")):
            return _SECURED in _unescape(each)
        if _SECURED in _unescape(each):
            return True
    return False


def _unescape(text: str) -> str:
    """The text in lower case, with the escapes of letters that JSON and YAML have."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text).lower()
