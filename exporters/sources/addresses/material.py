"""MkDocs Material `post_url_format`. Spec: squidfunk.github.io/mkdocs-material/plugins/blog/#config.post_url_format."""

import posixpath
from typing import Final

from exporters.sources.addresses import slugs
from exporters.sources.addresses.moments import babel, moment_of
from exporters.sources.addresses.parts import AddressError, PatternOptions
from exporters.sources.addresses.pelican import fields_of
from exporters.sources.addresses.template import (
    Fill,
    TemplatePattern,
    plain_path,
    required_placeholder,
    unknown_placeholder,
)

DEFAULT: Final = "{date}/{slug}"
NAMES: Final = ("date", "slug", "categories", "file")


def parse(text: str, options: PatternOptions) -> TemplatePattern:
    """Return the pattern; its paths begin below the folder of the blog. Raises AddressError where a name is unknown."""
    part = babel(options.date_format)
    known: dict[str, Fill] = {
        "date": lambda parts: part(moment_of(parts, "{date}")),
        "slug": required_placeholder(
            "{slug}", lambda parts: parts.slug or slugs.material(parts.title), "write a title or a slug"
        ),
        "categories": lambda parts: "/".join(map(slugs.material, parts.categories[: options.most_categories])),
        "file": required_placeholder("{file}", lambda parts: parts.name, "give the file a name"),
    }
    pieces: list[str | Fill] = []
    for literal, name, layout in fields_of(text):
        pieces.append(literal)
        if name is None:
            continue
        if name not in known:
            raise unknown_placeholder(name, NAMES)
        if layout:
            raise AddressError(f"{{{name}:{layout}}} is not a placeholder", "set post_url_date_format")
        pieces.append(known[name])

    def finish(path: str) -> str:
        inner = plain_path(path)
        inner = posixpath.normpath(inner).strip("/")
        return f"/{inner}/" if options.is_pretty else f"/{inner}.html"

    return TemplatePattern(tuple(pieces), finish)
