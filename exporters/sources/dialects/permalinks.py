"""The rule of addresses in our settings, `source.permalink: /blog/{year}/{slug}/`, and patterns of `source.fields`."""

from typing import TYPE_CHECKING, Final

from exporters.sources.dialects.patterns import fill_pattern
from exporters.support.lazy_regex import lazy_regex

if TYPE_CHECKING:
    from exporters.sources.dialects.dialect import DialectArticle

_PLACEHOLDER: Final = lazy_regex(r"\{([A-Za-z_][\w.-]*)\}")


def address(pattern: str, article: "DialectArticle") -> str:
    """The path that `pattern` makes of an article. Raises AddressError."""
    slug = article.dialect.slugify(article.text("slug") or article.parts.slug)
    return fill_pattern("outfeed", pattern, article.address_parts(slug=slug or None))


def text(pattern: str, article: "DialectArticle") -> str:
    """The text that a pattern of `source.fields` makes of keys of the front matter; "" where one of them lacks."""
    slug = article.dialect.slugify(article.text("slug") or article.parts.slug)
    found = {name: article.text(name) or {"slug": slug}.get(name, "") for name in _PLACEHOLDER.findall(pattern)}
    return _PLACEHOLDER.sub(lambda each: found[each[1]], pattern) if all(found.values()) else ""
