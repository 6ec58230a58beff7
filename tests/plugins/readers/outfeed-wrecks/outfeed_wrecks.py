"""Plugins that can't be used."""

from collections.abc import Iterator
from typing import Any

from exporters import ItemContent, SourceFile, SourceItem, plain_dialect


class Partial:
    """A source without methods."""

    name = "partial"
    suffixes = ()


class Failing:
    """A source that fails while it reads."""

    name = "failing"
    suffixes = (".failing",)

    def recognises(self, head: bytes) -> bool:
        return False

    def items(self, file: SourceFile) -> Iterator[SourceItem]:
        raise KeyError("a secret of its own")

    def content(self, item: SourceItem) -> ItemContent:
        raise AssertionError


def fail(article: Any) -> str:
    raise ZeroDivisionError("no address")


RAISING = plain_dialect(
    "raising", "https://example.org/", recognise=lambda site: site.has("raising.toml"), address=fail
)
