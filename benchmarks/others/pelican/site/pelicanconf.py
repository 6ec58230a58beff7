"""All entries in RSS and Atom, and nothing else: an empty *_SAVE_AS means no such page."""  # noqa: INP001

# mypy: disable-error-code="import-untyped,import-not-found,misc"

from typing import Any

import yaml
from pelican.readers import BaseReader, MarkdownReader
from pelican.urlwrappers import Author, Category, Tag
from pelican.utils import SafeDatetime


class FrontMatter(MarkdownReader):
    """Pelican knows no YAML, and needs its own names of fields."""

    enabled = True
    file_extensions = ["md"]  # noqa: RUF012 -- as Pelican has it

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """The body as HTML, and the fields that its feeds show."""
        with open(source_path, encoding="utf-8") as file:  # noqa: PTH123
            _, front, body = file.read().split("---\n", 2)
        fields = yaml.load(front, Loader=yaml.CSafeLoader)
        moment = fields["publishedDateTime"]
        metadata = {
            "title": fields["title"].strip(),
            "summary": fields["excerpt"].strip(),
            "date": SafeDatetime.fromtimestamp(moment.timestamp(), moment.tzinfo),
            "category": Category(fields["category"], self.settings),
            "tags": [Tag(topic, self.settings) for topic in fields["topics"]],
            "authors": [Author(fields["provider"]["name"], self.settings)],
            "slug": fields["webUrl"],
            "weburl": fields["webUrl"],
        }
        return (self._markdown(body) if body.strip() else ""), metadata

    def _markdown(self, body: str) -> str:
        from markdown import Markdown

        made: str = Markdown(**self.settings["MARKDOWN"]).convert(body)
        return made


READERS: dict[str, type[BaseReader]] = {"md": FrontMatter}

SITENAME = "Example"
SITEURL = "https://example.org"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
PATH = "articles"
ARTICLE_PATHS = [""]
PAGE_PATHS: list[str] = []
STATIC_PATHS: list[str] = []
THEME_STATIC_PATHS: list[str] = []
DIRECT_TEMPLATES: list[str] = []
SLUGIFY_SOURCE = "title"

FEED_ALL_RSS = "rss.xml"
FEED_ALL_ATOM = "atom.xml"
FEED_MAX_ITEMS = None
CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None

ARTICLE_URL = "{weburl}"
ARTICLE_SAVE_AS = ARTICLE_LANG_SAVE_AS = DRAFT_SAVE_AS = DRAFT_LANG_SAVE_AS = ""
CATEGORY_SAVE_AS = TAG_SAVE_AS = AUTHOR_SAVE_AS = ARCHIVES_SAVE_AS = INDEX_SAVE_AS = ""
