"""Plain: articles of no known generator, with the usual names for what they say."""

import re
from collections.abc import Callable
from typing import Any, Final

from msgspec.structs import replace

from exporters.settings.source_site import SourceSite
from exporters.sources.dialects.dialect import Dialect, DialectArticle, FieldValue, NameParts, TopicName
from exporters.sources.dialects.names import DATES, DRAFTS
from exporters.sources.dialects.patterns import fill_pattern
from exporters.sources.dialects.site_folder import SiteFolder, SiteReading
from exporters.sources.frontmatter.parts import FrontMatterFormat
from exporters.support.lazy_regex import lazy_regex

_HELD: Final = frozenset("draft private hidden pending future scheduled trash members paid".split())
_NAME: Final = lazy_regex(r"(\d{4}-\d{2}-\d{2})[-_ ]?(.*)", re.ASCII)
ADDRESS_KEYS: Final = ("permalink", "url", "link", "canonical_url")


def name_parts(path: str, _site: SourceSite) -> NameParts:
    """A date at the beginning of the name, and what is left; of an `index` that of its folder."""
    *folders, name = path.split("/")
    stem = name.rpartition(".")[0] or name
    if stem == "index" and folders:
        stem = folders[-1]
    found = _NAME.fullmatch(stem)
    return NameParts(found[2] or stem, found[1]) if found else NameParts(stem)


def is_held(article: DialectArticle) -> bool:
    """A draft by any usual word, or in a folder of drafts."""
    words = (article.text(name).strip().lower() for name in ("status", "post_status", "visibility"))
    return (
        article.flag("draft") is True
        or any(article.flag(name) is False for name in ("published", "publish", "public", "permalink"))
        or any(article.flag(name) is True for name in ("private", "hidden", "wip", "unlisted", "is_page"))
        or any(word in _HELD for word in words)
        or bool(article.text("password").strip())
        or (not article.site.takes_all and not DRAFTS.isdisjoint(article.folders))
    )


def address(article: DialectArticle) -> str:
    """What the article says itself."""
    for name in ADDRESS_KEYS:
        text = article.text(name).strip()
        if text.startswith(("/", "http://", "https://")):
            return text
    return ""


def categories(article: DialectArticle) -> list[FieldValue]:
    """Under either name."""
    return article.named(TopicName("categories"), TopicName("category"))


def plain_dialect(
    name: str, documentation: str, recognise: Callable[[SiteFolder], str], *, permalink: str = "", **rules: Any
) -> Dialect:
    """Return the dialect `plain` under another name, for a generator that has its usual names.

    `recognise` returns what a site is recognised from, "" where it is another's. `permalink` is the rule of addresses,
    as in `source.permalink`: /notes/{slug}/. `rules` are further fields of Dialect.
    """
    if permalink:
        rules.setdefault("rule", lambda _site: permalink)
        rules.setdefault(
            "address", lambda article: address(article) or fill_pattern("outfeed", permalink, article.address_parts())
        )
    return replace(DIALECT, name=name, documentation=documentation, recognise=recognise, **rules)


DIALECT: Final = Dialect(
    name="plain",
    documentation="https://github.com/everyday-cc/outfeed/blob/main/docs/settings.md",
    recognise=lambda _folder: "",
    read_site=lambda _folder: SiteReading(),
    is_article=lambda _path, _site: True,
    rule=lambda _site: "",
    address=address,
    name_parts=name_parts,
    is_held=is_held,
    categories=categories,
    formats=frozenset({FrontMatterFormat.YAML, FrontMatterFormat.TOML, FrontMatterFormat.JSON}),
    fields={
        "title": ("title", "headline", "name"),
        "excerpt": ("excerpt", "description", "summary", "subtitle", "meta_description"),
        "publishedDateTime": DATES,
        "updatedDateTime": ("updated", "lastmod", "modified", "updated_at", "last_modified_at", "updatedDate"),
    },
    tags=(TopicName("tags"), TopicName("tag"), TopicName("keywords", "commas")),
    address_keys=ADDRESS_KEYS,
    images=("image", "cover", "thumbnail", "featured_image", "heroImage", "meta_image"),
    known=frozenset("draft layout slug permalink url link status lang".split()),
)
