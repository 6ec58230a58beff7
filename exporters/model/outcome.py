"""Outcome: what became of one file."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, NamedTuple

from exporters.diagnostics.diagnostic import Diagnostic
from exporters.model.article import Article

Held = Literal["draft", "withdrawn"]
Kind = Literal["article", "rejected", "page"] | Held  # a page of the site is no article

IDENTITY: Final = ("id", "webUrl", "originalUrl")  # fields that say what the id of an article is, the first one first


class FieldOrigin(NamedTuple):
    """A field of an article, and where it stands."""

    field: str
    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOutcome:
    """What became of one file: an article, or the reason why there is none.

    `diagnostics` are in order of place and never hold a piece of a `secured` value. A draft or a withdrawn article
    that was not asked for has neither article nor diagnostics. Of a withdrawn one that is only to be known there is
    the article alone, and that only where nothing is wrong in it.
    """

    path: str  # as messages show it: relative to the current folder
    kind: Kind
    article: Article | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    dated: FieldOrigin | None = None  # what the article is dated by
    opens: datetime | None = None  # from when on it is public, where that is not its date; UTC
    expires: datetime | None = None  # from when on it is not; UTC
    dialect: str = ""  # that it was read by; "" where it has Outfeed's own names
    numbered: FieldOrigin | None = None  # what gives the article an id that is a bare number
    held: Held | None = None  # what it is to the public, though it was asked for
