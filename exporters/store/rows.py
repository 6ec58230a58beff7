"""What a cache holds of one file, as bytes: MessagePack with a check sum, never pickle."""

from typing import TypeVar
from zlib import crc32

import msgspec
from msgspec import Struct

from exporters.diagnostics.diagnostic import Diagnostic
from exporters.model.article import Article
from exporters.model.outcome import FieldOrigin, Held, Kind, ReadOutcome
from exporters.store.database import BrokenCacheError

T = TypeVar("T")


class OutcomeRow(Struct, frozen=True, array_like=True, kw_only=True):
    """What became of a file, but for the article itself."""

    kind: Kind
    id: str = ""  # of the article, with the next two
    published: int = 0  # seconds since 1970
    updated: int = 0  # seconds since 1970
    held: Held | None = None  # what it is to the public, though it was asked for
    dated: FieldOrigin | None = None  # what the article is dated by
    numbered: FieldOrigin | None = None  # what gives the article an id that is a bare number
    opens: int | None = None  # seconds since 1970, as the next: from when on it is public, where that is not its date
    expires: int | None = None  # from when on it is not
    dialect: str = ""  # that it was read by
    page: str = ""  # the permalink whose finished page was asked for
    told: tuple[Diagnostic, ...] = ()  # without paths, which depend on the current folder


def of(outcome: ReadOutcome) -> OutcomeRow:
    """Return the row that the cache keeps of an outcome."""
    article = outcome.article
    return OutcomeRow(
        kind=outcome.kind,
        id=article.id if article else "",
        published=int(article.published.timestamp()) if article else 0,
        updated=int(article.updated.timestamp()) if article else 0,
        held=outcome.held,
        dated=outcome.dated,
        numbered=outcome.numbered,
        opens=int(outcome.opens.timestamp()) if outcome.opens else None,
        expires=int(outcome.expires.timestamp()) if outcome.expires else None,
        dialect=outcome.dialect,
        told=tuple(each.at("") for each in outcome.diagnostics),
    )


_ENCODER = msgspec.msgpack.Encoder()
_ROWS = msgspec.msgpack.Decoder(OutcomeRow)
_ARTICLES = msgspec.msgpack.Decoder(Article)
_CHECK = 4  # bytes of the check sum behind the content


def packed(value: Struct) -> bytes:
    """`value` with a check sum: what comes back after a disk was full or a file was torn must not be believed."""
    data = _ENCODER.encode(value)
    return data + crc32(data).to_bytes(_CHECK, "little")


def unpacked(data: object) -> bytes:
    """The content of `data`. Raises BrokenCacheError where it is not what was written."""
    if isinstance(data, bytes):
        content = data[:-_CHECK]
        if crc32(content) == int.from_bytes(data[-_CHECK:], "little"):
            return content
    message = "a check sum is wrong"
    raise BrokenCacheError(message)


def row(data: object) -> OutcomeRow:
    """The row that `packed` made `data` of. Raises BrokenCacheError."""
    return decoded(_ROWS, data)


def article(data: object) -> Article:
    """The article that `packed` made `data` of; it checks itself. Raises BrokenCacheError."""
    return decoded(_ARTICLES, data)


def decoded(decoder: msgspec.msgpack.Decoder[T], data: object) -> T:
    """What `decoder` makes of `data`, which `packed` made. Raises BrokenCacheError."""
    try:
        return decoder.decode(unpacked(data))
    except msgspec.MsgspecError as error:
        raise BrokenCacheError(str(error)) from error
