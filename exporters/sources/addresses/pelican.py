"""Pelican `ARTICLE_URL`. Spec: docs.getpelican.com/en/latest/settings.html#url-settings; `Content.url_format`."""

from collections.abc import Callable
from string import Formatter
from typing import Final

from exporters.sources.addresses import slugs
from exporters.sources.addresses.moments import moment_of, strftime
from exporters.sources.addresses.parts import AddressError, AddressParts, PatternOptions
from exporters.sources.addresses.template import Fill, TemplatePattern, field, plain_path, required_placeholder

DEFAULT: Final = "{slug}.html"
DEFAULT_LANGUAGE: Final = "{slug}-{lang}.html"
NAMES: Final = ("slug", "title", "lang", "date", "author", "category", "path")  # and any other metadata of the article


def parse(text: str, options: PatternOptions) -> TemplatePattern:
    """Return the pattern. Raises AddressError where it is no format string."""
    pieces: list[str | Fill] = []
    for literal, name, layout in fields_of(text):
        pieces.append(literal)
        if name is not None:
            pieces.append(_fill(name, layout, options))
    return TemplatePattern(tuple(pieces), plain_path)


def fields_of(text: str) -> list[tuple[str, str | None, str]]:
    """The parts of a format string: text, name of the field behind it, its format."""
    try:
        fields = list(Formatter().parse(text))
    except ValueError as error:
        raise AddressError("a { or } that has no partner", "write {{ or }} for a brace") from error
    for _, name, layout, conversion in fields:
        if name is not None and (not name.isidentifier() or conversion or "{" in (layout or "")):
            raise AddressError(f"{{{name}}} is not a placeholder", "write a name between braces: {slug}")
    return [(literal, name, layout or "") for literal, name, layout, _ in fields]


def _fill(name: str, layout: str, options: PatternOptions) -> Fill:
    if name == "date":
        part = strftime(layout or "%Y-%m-%d %H:%M:%S")
        return lambda parts: part(moment_of(parts, "{date}"))
    if layout:
        raise AddressError(f"{{{name}:{layout}}} is not a placeholder", "only {date} takes a format: {date:%Y}")

    def slugify(value: str) -> str:
        return slugs.pelican(value, is_unicode=options.is_unicode, keeps_case=options.keeps_case)

    values: dict[str, Callable[[AddressParts], str | None]] = {
        "slug": lambda parts: parts.slug or slugify(parts.name if options.slug_source == "basename" else parts.title),
        "lang": lambda parts: parts.language,
        "title": lambda parts: parts.title,
        "author": lambda parts: slugify(parts.author),
        "category": lambda parts: slugify(parts.categories[0]) if parts.categories else "",
        "path": lambda parts: "/".join((*parts.folders, parts.name + parts.extension)),
    }
    if name not in values:
        return field(name, f"{{{name}}}", NAMES)
    return required_placeholder(f"{{{name}}}", values[name], f"write {name} in the front matter")
