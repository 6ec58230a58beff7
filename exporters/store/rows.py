"""Encode and decode cache rows: MessagePack with a check sum, never pickle."""

from typing import TypeVar
from zlib import crc32

import msgspec
from msgspec import Struct

from exporters.diagnostics.diagnostic import Diagnostic
from exporters.media.lookup import MediaStamp
from exporters.model.article import Article
from exporters.model.outcome import FieldOrigin, Held, Kind, ReadOutcome
from exporters.store.database import BrokenCacheError
from exporters.store.links import LinkFact

T = TypeVar("T")


class OutcomeRow(Struct, frozen=True, array_like=True, kw_only=True):
    """The outcome of reading a file, without the article."""

    kind: Kind
    id: str = ""  # of the article, like the next two
    published: int = 0  # seconds since 1970
    updated: int = 0  # seconds since 1970
    public_state: Held | None = None  # its public state, where drafts or withdrawn articles are read
    date_origin: FieldOrigin | None = None  # what the article is dated by
    doubtful_id: FieldOrigin | None = None  # the field that gives the article an id that a check may report
    id_origin: FieldOrigin | None = None  # the field that gives an item its id, None for an article of its own
    opens: int | None = None  # seconds since 1970, as the next: from when on it is public, where that is not its date
    expires: int | None = None  # from when on it is not
    dialect: str = ""  # that it was read by
    differs_in_feed: bool = False  # whether its generator's own feed has another id for it
    address: str = ""  # that the dialect gave the article, where it has another id
    has_enclosures: bool = False  # whether the article has files
    built_page: str = ""  # the permalink whose finished page was asked for
    media: tuple[MediaStamp, ...] = ()  # of files that its pictures and enclosures were looked for in
    media_digest: bytes = b""  # of what those files say; it is part of the digest of the file
    page_kind: str = ""  # of a page of a built site
    diagnostics: tuple[Diagnostic, ...] = ()  # without paths, which depend on the current folder
    links: tuple[LinkFact, ...] = ()  # what the article was rendered by that stands in other files

    @property
    def opening(self) -> int:
        """From when on the article is public, seconds since 1970."""
        return self.published if self.opens is None else self.opens


def row_of(outcome: ReadOutcome) -> OutcomeRow:
    """Return the row of an outcome."""
    article = outcome.article
    return OutcomeRow(
        kind=outcome.kind,
        id=article.id if article else "",
        published=int(article.published.timestamp()) if article else 0,
        updated=int(article.updated.timestamp()) if article else 0,
        public_state=outcome.public_state,
        date_origin=outcome.date_origin,
        doubtful_id=outcome.doubtful_id,
        id_origin=outcome.id_origin,
        opens=int(outcome.opens.timestamp()) if outcome.opens else None,
        expires=int(outcome.expires.timestamp()) if outcome.expires else None,
        dialect=outcome.dialect,
        differs_in_feed=outcome.differs_in_feed,
        address=article.url if article and outcome.dialect and article.id != article.url else "",
        has_enclosures=bool(article and article.enclosures),
        page_kind=outcome.page_kind,
        diagnostics=tuple(each.at("") for each in outcome.diagnostics),
    )


_ENCODER = msgspec.msgpack.Encoder()
_ROWS = msgspec.msgpack.Decoder(OutcomeRow)
_ARTICLES = msgspec.msgpack.Decoder(Article)
_CHECK = 4  # bytes of the check sum behind the content


def pack(value: Struct) -> bytes:
    """Encode `value` with a check sum, which detects rows that a full disk or a torn write damaged."""
    data = _ENCODER.encode(value)
    return data + crc32(data).to_bytes(_CHECK, "little")


def unpack(data: object) -> bytes:
    """Return the content of `data`. Raises BrokenCacheError if the check sum is wrong."""
    if isinstance(data, bytes):
        content = data[:-_CHECK]
        if crc32(content) == int.from_bytes(data[-_CHECK:], "little"):
            return content
    message = "a check sum is wrong"
    raise BrokenCacheError(message)


def decode_row(data: object) -> OutcomeRow:
    """Decode a row. Raises BrokenCacheError."""
    return decode(_ROWS, data)


def decode_article(data: object) -> Article:
    """Decode an article, which validates itself. Raises BrokenCacheError."""
    return decode(_ARTICLES, data)


def decode(decoder: msgspec.msgpack.Decoder[T], data: object) -> T:
    """Decode `data`, which `pack` encoded, with `decoder`. Raises BrokenCacheError."""
    try:
        return decoder.decode(unpack(data))
    except msgspec.MsgspecError as error:
        raise BrokenCacheError(str(error)) from error
