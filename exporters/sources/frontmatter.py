"""An article file in two parts: YAML between lines of `---`, and the body after them. Spec: Jekyll front matter."""

import codecs
import re
from typing import Final, NamedTuple

from exporters.diagnostics.diagnostic import Diagnostic
from exporters.errors import ArticleError
from exporters.sources.folder import MOST_BYTES
from exporters.yamldoc.positions import Place, Places

MOST_FRONT: Final = 1_100_000  # characters; the largest real one seen has 0.1 million
_FENCE: Final = re.compile(r"---[ \t]*\r?(?:\n|\Z)")
_END: Final = re.compile(r"\n(?P<line>(?:---|\.\.\.)[ \t]*\r?(?:\n|\Z))")  # (?m)^ would take ten times as long
_WHOLE_FILE: Final = Place(0, 0)
_LATER: Final = re.compile(r"(?m)^---[ \t]*\r?$")


class Parts(NamedTuple):
    """A file taken apart. `front` begins with the opening line, so that its lines are those of the file."""

    front: str
    fence: str  # the line that ends it
    body: str

    @property
    def body_line(self) -> int:
        """Where the body begins, counted from 1."""
        return self.front.count("\n") + self.fence.count("\n") + 1


def decode(data: bytes) -> str:
    """The text of a file in UTF-8; a byte order mark is taken off. Raises ArticleError on any other encoding."""
    if len(data) > MOST_BYTES:
        raise _error("file-too-large", f"{len(data):,} bytes", f"keep an article under {MOST_BYTES:,} bytes")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data[:4]:
        raise _error("not-utf-8", "a file in UTF-16 or UTF-32", "save it as UTF-8", Place(1, 1))
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        good = data[: error.start].decode()
        seen = f"the byte 0x{data[error.start]:02X} is not UTF-8"
        raise _error("not-utf-8", seen, "save the file as UTF-8", Places(good).at(len(good))) from None


def split(text: str) -> Parts:
    """Front matter and body. Raises ArticleError where there is no front matter or its end is missing."""
    opening = _FENCE.match(text)
    if opening is None:
        if not text.strip():
            raise _error("front-matter-missing", "an empty file", "begin with front matter between two lines of ---")
        seen, right = _instead(text)
        raise _error("front-matter-missing", seen, right, Place(1, 1))
    closing = _END.search(text, opening.end() - 1)  # the first line may be followed by the last
    if closing is None:
        end = Places(text).at(len(text.rstrip()))
        raise _error("front-matter-open", "no second line of ---", "end the front matter with ---", end)
    length = closing.start("line")
    if length > MOST_FRONT:
        seen, right = f"front matter of {length:,} characters", f"keep it under {MOST_FRONT:,}"
        raise _error("file-too-large", seen, right, Place(1, 1))
    return Parts(text[:length], closing["line"], text[closing.end() :])


def _instead(text: str) -> tuple[str, str]:
    """What stands there instead of front matter, and what would be right."""
    for mark, language in (("+++", "TOML"), ("{", "JSON")):
        if text.lstrip().startswith(mark):
            return f"front matter in {language}", "write the fields as YAML (key: value) between two lines of ---"
    begin = "begin with --- on the first line"
    later = _LATER.search(text[:10_000])
    if later is not None and later.start():
        return f"front matter begins at line {Places(text).at(later.start()).line}, not at line 1", begin
    return "no front matter", begin


def _error(slug: str, seen: str, right: str, place: Place = _WHOLE_FILE) -> ArticleError:
    return ArticleError(Diagnostic(slug=slug, seen=seen, right=right, line=place.line, column=place.column))
