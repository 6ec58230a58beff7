"""Outfeed's `source.permalink`: names in braces; a part of the path whose placeholders are all empty vanishes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from exporters.sources.addresses import slugs
from exporters.sources.addresses.encode import encoded, finished
from exporters.sources.addresses.moments import STRFTIME
from exporters.sources.addresses.parts import AddressError, AddressParts, PatternOptions
from exporters.sources.addresses.pelican import fields_of
from exporters.sources.addresses.template import Fill, dated, required, unknown

DEFAULT: Final = "/{path}/"


def _slug(parts: AddressParts) -> str:
    return parts.slug or slugs.plain(parts.title) or slugs.plain(parts.name)


def _joined(values: Callable[[AddressParts], tuple[str, ...]]) -> Fill:
    return lambda parts: "/".join(filter(None, map(slugs.plain, values(parts))))


PLACEHOLDERS: Final[dict[str, Fill]] = {
    "year": dated("{year}", STRFTIME["Y"]),
    "month": dated("{month}", STRFTIME["m"]),
    "day": dated("{day}", STRFTIME["d"]),
    "slug": required("{slug}", _slug, "write a slug or a title"),
    "name": required("{name}", lambda parts: parts.name, "give the file a name"),
    "path": required("{path}", lambda parts: "/".join((*parts.folders, parts.name)), "give the file a name"),
    "section": lambda parts: (parts.folders or ("",))[0],
    "category": _joined(lambda parts: parts.categories[:1]),
    "title": required("{title}", lambda parts: slugs.plain(parts.title), "write a title"),
}


@dataclass(frozen=True, slots=True)
class OwnPattern:
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
        return finished(encoded("/".join(filter(None, made))) + self.end)


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
            raise unknown(f"{name}:{layout}" if layout else name, PLACEHOLDERS)
        segments[-1].append(PLACEHOLDERS[name])
    shown = [tuple(piece for piece in segment if piece != "") for segment in segments]
    return OwnPattern(tuple(segment for segment in shown if segment), "/" if text.endswith("/") else "")
