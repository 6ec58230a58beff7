"""What an address is made of, and what a pattern of one can do."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from msgspec import Struct, field


class AddressError(ValueError):
    """No address can be made: `seen` says why, `right` what to write."""

    def __init__(self, message: str, fix: str) -> None:
        """Both are parts of a message: `seen; right`."""
        super().__init__(f"{message}; {fix}")
        self.seen = message
        self.right = fix

    def __reduce__(self) -> tuple[type["AddressError"], tuple[str, str]]:
        """How it passes from one process to another."""
        return type(self), (self.seen, self.right)


class AddressDateError(AddressError):
    """An address needs a date, and the article has none."""


class AddressParts(Struct, frozen=True, kw_only=True):
    """What is known of one article."""

    moment: datetime | None = None  # aware, in the zone it was written in
    title: str = ""
    slug: str | None = None  # as the front matter has it
    name: str = ""  # of the file, without extension and language
    extension: str = ".md"
    folders: tuple[str, ...] = ()  # below the folder of the articles; Jekyll: those above `_posts` first
    sections: tuple[str, ...] | None = None  # Hugo: folders that are sections; None: `folders`
    section_slugs: tuple[str, ...] = ()  # Hugo: slug or title of each section
    categories: tuple[str, ...] = ()
    collection: str = ""
    language: str = ""
    author: str = ""
    output_extension: str = ".html"
    fields: Mapping[str, str] = field(default_factory=dict)  # other fields that a pattern may name


class PatternOptions(Struct, frozen=True, kw_only=True):
    """Settings of a site that decide how a pattern is filled."""

    date_format: str = "yyyy/MM/dd"  # MkDocs Material `post_url_date_format`
    most_categories: int = 1  # MkDocs Material `post_url_max_categories`
    default_category: str = "uncategorized"  # Hexo `default_category`
    is_lower: bool = True  # Hugo: not `disablePathToLower`
    is_unicode: bool = False  # Pelican `SLUGIFY_USE_UNICODE`
    keeps_case: bool = False  # Pelican `SLUGIFY_PRESERVE_CASE`
    slug_source: str = "title"  # Pelican `SLUGIFY_SOURCE`: title or basename
    is_front_matter: bool = False  # Hugo: the pattern is `url` of the front matter, which is not sanitised
    slug_mode: str = "on"  # Zola `slugify.paths`: on, safe, off
    is_pretty: bool = True  # Nikola `PRETTY_URLS`, MkDocs `use_directory_urls`, Hugo without `uglyURLs`


class AddressPattern(Protocol):
    """A pattern that was understood."""

    def path(self, parts: AddressParts) -> str:
        """Return the path of the article: begins with /, percent-encoded. Raises AddressError where a value lacks."""
