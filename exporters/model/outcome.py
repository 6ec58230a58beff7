"""The outcome of reading one article file."""

from datetime import datetime
from typing import Final, Literal, NamedTuple

from msgspec import Struct

from exporters.diagnostics.diagnostic import Diagnostic
from exporters.model.article import Article

Held = Literal["draft", "withdrawn"]
Kind = Literal["article", "rejected", "page"] | Held  # a page of the site is no article

IDENTITY: Final = ("id", "webUrl", "originalUrl")  # fields that give an article its id, in order of precedence


class FieldOrigin(NamedTuple):
    """A field of an article, and its position in the file."""

    field: str
    line: int
    column: int


class ReadOutcome(Struct, frozen=True, kw_only=True):
    """The outcome of reading one file: an article, or the reason why there is none.

    `diagnostics` are in file order and never hold a piece of a `secured` value. An unwanted draft or withdrawn article
    has neither article nor diagnostics. A withdrawn one that is read for its tombstone has an article
    alone, and only if it has no problems.
    """

    path: str  # as messages show it, relative to the current folder
    kind: Kind
    article: Article | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    date_origin: FieldOrigin | None = None  # what the article is dated by
    opens: datetime | None = None  # from when on it is public, where that is not its date; UTC
    expires: datetime | None = None  # from when on it is not; UTC
    dialect: str = ""  # that it was read by; "" where it has Outfeed's own names
    differs_in_feed: bool = False  # whether its generator's own feed has another id for it
    doubtful_id: FieldOrigin | None = None  # the field that gives the article an id that a check may report
    id_origin: FieldOrigin | None = None  # the field that gives an item its id; None: the file is the article
    public_state: Held | None = None  # its public state, where drafts or withdrawn articles are read
    page_kind: str = ""  # of a page of a built site: "article", else why it is none
