"""The two parts of an article file, the formats of the first one, and the decoding of both."""

import codecs
from enum import StrEnum
from typing import Final, NamedTuple

from exporters.diagnostics.diagnostic import Diagnostic
from exporters.errors import ArticleError
from exporters.sources.folder import MOST_BYTES
from exporters.sources.foreign_content import HEAD, foreign_data
from exporters.yamldoc.positions import PositionFinder, TextPosition

MOST_FRONT: Final = 1_100_000  # characters; the largest real one seen has 0.1 million
_START: Final = TextPosition(1, 1)


class FrontMatterFormat(StrEnum):
    """How front matter is written; the value is its name in messages."""

    YAML = "YAML between two lines of ---"
    TOML = "TOML between two lines of +++"
    JSON = "JSON between { and }"
    UNFENCED = "YAML above a line of ---"  # Hexo
    HEADER = "lines of Key: value above an empty line"  # Pelican, Python-Markdown `meta`
    NIKOLA = "lines of .. key: value above an empty line"
    BEAR = "lines of key: value between two lines of ---"
    HTML = "<meta name= content=> in <head>"  # Pelican


class ArticleParts(NamedTuple):
    """A file taken apart. `front` begins where the file does, so that its lines are those of the file."""

    front: str
    fence: str  # the line that ends it
    body: str
    format: FrontMatterFormat = FrontMatterFormat.YAML

    @property
    def body_line(self) -> int:
        """Where the body begins, counted from 1."""
        return self.front.count("\n") + self.fence.count("\n") + 1


def decode(data: bytes) -> str:
    """The text of a file in UTF-8; a byte order mark is taken off. Raises ArticleError on any other encoding."""
    if len(data) > MOST_BYTES:
        raise refusal("file-too-large", f"{len(data):,} bytes", f"keep an article under {MOST_BYTES:,} bytes")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data[:4]:
        _check_content(data)
        raise refusal("not-utf-8", "a file in UTF-16 or UTF-32", "save it as UTF-8", TextPosition(1, 1))
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        _check_content(data)
        good = data[: error.start].decode()
        seen = f"the byte 0x{data[error.start]:02X} is not UTF-8"
        raise refusal("not-utf-8", seen, "save the file as UTF-8", PositionFinder(good).at(len(good))) from None


def with_line_feeds(text: str) -> str:
    """The text with LF in place of CR, where CR alone ends its lines, as once on the Mac."""
    return text.replace("\r", "\n") if "\r" in text and "\n" not in text else text


def _check_content(data: bytes) -> None:
    """Raise ArticleError where a file that is no text is known: compressed, a picture, a spreadsheet."""
    if (found := foreign_data(data[:HEAD])) is not None:
        raise refusal("content-foreign", *found, TextPosition(1, 1))


def refusal(rule: str, message: str, fix: str, place: TextPosition = _START) -> ArticleError:
    """Return the error of one problem."""
    return ArticleError(Diagnostic(rule=rule, message=message, fix=fix, line=place.line, column=place.column))
