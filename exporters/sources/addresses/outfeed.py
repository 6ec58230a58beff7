"""Outfeed's `source.permalink`: names in braces; a part of the path whose placeholders are all empty vanishes."""

from collections.abc import Callable
from typing import Final

from msgspec import Struct

from exporters.sources.addresses import slugs
from exporters.sources.addresses.encode import encode_path, finished
from exporters.sources.addresses.moments import STRFTIME
from exporters.sources.addresses.parts import AddressError, AddressParts, PatternOptions
from exporters.sources.addresses.pelican import fields_of
from exporters.sources.addresses.template import Fill, date_placeholder, required_placeholder, unknown_placeholder

DEFAULT: Final = "/{path}/"


def _slug(parts: AddressParts) -> str:
    return parts.slug or slugs.outfeed(parts.title) or slugs.outfeed(parts.name)


def _join_slugs(values: Callable[[AddressParts], tuple[str, ...]]) -> Fill:
    return lambda parts: "/".join(filter(None, map(slugs.outfeed, values(parts))))


PLACEHOLDERS: Final[dict[str, Fill]] = {
    "year": date_placeholder("{year}", STRFTIME["Y"]),
    "month": date_placeholder("{month}", STRFTIME["m"]),
    "day": date_placeholder("{day}", STRFTIME["d"]),
    "slug": required_placeholder("{slug}", _slug, "write a slug or a title"),
    "name": required_placeholder("{name}", lambda parts: parts.name, "give the file a name"),
    "path": required_placeholder(
        "{path}", lambda parts: "/".join((*parts.folders, parts.name)), "give the file a name"
    ),
    "section": lambda parts: (parts.folders or ("",))[0],
    "category": _join_slugs(lambda parts: parts.categories[:1]),
    "title": required_placeholder("{title}", lambda parts: slugs.outfeed(parts.title), "write a title"),
}


class OwnPattern(Struct, frozen=True):
    """The parts of a path, each of text and placeholders."""

    segments: tuple[tuple[str | Fill, ...], ...]
    end: str

    def path(self, parts: AddressParts) -> str:
        """Return the path of the article: begins with /, percent-encoded. Raises AddressError where a value lacks."""
        made: list[str] = []
        for segment in self.segments:
            filled = [piece if isinstance(piece, str) else piece(parts) for piece in segment]
            values = [text for text, piece in zip(filled, segment, strict=True) if not isinstance(piece, str)]
            if not values or any(values):
                made.append("".join(filled).strip("/"))
        if not any(made):
            raise AddressError("an empty address", "write a pattern with {slug} or {path}")
        return finished(encode_path("/".join(filter(None, made))) + self.end)


def parse(text: str, options: PatternOptions) -> OwnPattern:  # noqa: ARG001
    """Return the pattern. Raises AddressError where a name is unknown."""
    segments: list[list[str | Fill]] = [[]]
    for literal, name, layout in fields_of(text):
        first, *others = literal.split("/")
        segments[-1].append(first)
        segments += [[other] for other in others]
        if name is None:
            continue
        if name not in PLACEHOLDERS or layout:
            raise unknown_placeholder(f"{name}:{layout}" if layout else name, PLACEHOLDERS)
        segments[-1].append(PLACEHOLDERS[name])
    shown = [tuple(piece for piece in segment if piece != "") for segment in segments]
    return OwnPattern(tuple(segment for segment in shown if segment), "/" if text.endswith("/") else "")
