"""Origin: where in its file an article says what a feed shows of it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from exporters.errors import ArticleError
from exporters.model.outcome import FieldOrigin
from exporters.sources import frontmatter
from exporters.sources.folder import MOST_BYTES
from exporters.sources.items import split_key
from exporters.support.files import read_regular
from exporters.support.paths import shown_path
from exporters.yamldoc.document import read_yaml

BODY: Final = "body"  # what messages call the text below the front matter


class ArticleOrigins:
    """Finds fields in the files of articles, which the cache names by their paths from a folder."""

    def __init__(self, base: Path) -> None:
        """`base` is that folder."""
        self._base = base

    def shown(self, path: str) -> str:
        """Return the path of a file as messages show it."""
        file, place = split_key(path)
        return "-" if file == "-" and place else shown_path(self._base / file)

    def line(self, path: str) -> FieldOrigin | None:
        """Return where in its file an item begins; None where the file is the article."""
        place = split_key(path).place
        return place and FieldOrigin("", *place)

    def find(self, path: str, fields: Sequence[str]) -> FieldOrigin | None:
        """Return the first of `fields` that the file has; None where it has none, or can't be read any more."""
        try:
            return _origin(read_regular(self._base / path, MOST_BYTES), fields)
        except (OSError, ArticleError):  # it was read a moment ago
            return None


def _origin(data: bytes, fields: Sequence[str]) -> FieldOrigin | None:
    parts = frontmatter.split(frontmatter.decode(data))
    document = read_yaml(parts.front)
    written = document.value if isinstance(document.value, dict) else {}
    for field in fields:
        if field == BODY and parts.body.strip():
            return FieldOrigin(BODY, parts.body_line, 1)
        if field in written:
            return FieldOrigin(field, *document.place((field,)))
    return None
