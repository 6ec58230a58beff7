"""Examine a folder: which generator's settings it has, where articles are, and their topics."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from msgspec import Struct

from exporters.scaffold.articles import REQUIRED, SampleArticle
from exporters.scaffold.articles import articles as articles_of
from exporters.scaffold.generators import folders_of
from exporters.settings import find, foreign_settings
from exporters.settings.rules import tidy
from exporters.settings.values import SiteSettings
from exporters.sources import frontmatter
from exporters.sources.dialects import registry
from exporters.sources.dialects.articles import is_everyday
from exporters.sources.dialects.names import PLAIN_DATES
from exporters.sources.dialects.recognise import recognised
from exporters.sources.dialects.site_folder import SiteFolder
from exporters.support.paths import absolute


class SiteGenerator(NamedTuple):
    """A static site generator."""

    name: str
    articles: str  # its folder of articles
    site: str  # where it puts the finished site; "" for none


JEKYLL: Final = SiteGenerator("Jekyll", "_posts", "_site")
HUGO: Final = SiteGenerator("Hugo", "content", "public")
NONE: Final = SiteGenerator("", "", "")


class FolderFacts(Struct, frozen=True, kw_only=True):
    """Facts about a folder."""

    dialect: str = ""  # of the generator that was recognised; "" where none was
    named_dialect: str = ""  # the same for the settings: also that of a folder above, plain or everyday
    ids: str = ""  # the rule of ids in the generator's own feed; "" where it is not known
    ids_file: str = ""  # the file of further ids; "" for none
    feed_id: str = ""  # of the generator's own feed; "" where it is not known
    podcast: Mapping[str, Any] = {}  # what the generator's own feed says as a podcast; empty where it is none
    permalink: str = ""  # the rule of addresses, where it is not the generator's
    tool: SiteGenerator = NONE  # whose settings are in this folder itself
    neighbour: Path | None = None  # the settings file of a tool, here or in a folder above
    known: SiteSettings = SiteSettings()  # what that tells
    source: str = "."  # where the articles seem to be, from the folder
    format: str = ""  # of the source; "": articles are files of their own
    built: str = ""  # the finished site that has their pages; "" for none
    articles: int = 0  # files with front matter there
    drafts: int = 0  # of which are no articles for the public
    toml: int = 0  # of which have front matter in TOML
    rejected: int = 0  # of which an export rejects, where a generator was recognised
    lacking: tuple[tuple[str, int], ...] = ()  # a field that feeds need, and how many of the others lack it
    topics: tuple[str, ...] = ()  # most frequent first
    providers: tuple[str, ...] = ()  # the same

    @property
    def out(self) -> str:
        """Return the folder for the feeds, from which the generator publishes them as feeds/."""
        return f"{self.tool.site}/feeds" if self.tool.site else folders_of(self.dialect).out

    @property
    def is_ready(self) -> bool:
        """Return whether an export finds articles, and no field is missing in all of them."""
        return self.articles > self.drafts and not self.toml and not self.lacking and not self.rejected


def look(folder: Path) -> FolderFacts:
    """What there is in `folder`. Raises SettingsError where the settings of Jekyll or Hugo can't be read."""
    dialect, known = recognised(folder)
    neighbour = find.find_foreign(folder)
    tool = tool_of(neighbour, folder, dialect)
    usual = tool.articles if tool.articles and (folder / tool.articles).is_dir() else "."
    if dialect == "jekyll" and any(
        "/_posts/" in path for path in SiteFolder(absolute(folder)).find("", (".md", ".html"))
    ):
        usual = "."  # a folder above another `_posts` is a category
    formats = registry.find(dialect).formats if dialect else frontmatter.YAML_ONLY
    articles = list(articles_of(folder / usual, formats))
    likely = [each for each in articles if each.is_dated] or [each for each in articles if each.is_titled]
    below = _common(likely) if usual == "." and not dialect else "."
    inside = [each for each in articles if below == "." or each.name.startswith(f"{below}/")]
    return FolderFacts(
        dialect=dialect,
        named_dialect=dialect or _plain_dialect(inside),
        tool=tool,
        neighbour=neighbour,
        known=known if dialect else foreign_settings.read(neighbour) if neighbour else SiteSettings(),
        source=below if usual == "." else usual,
        articles=len(inside) if likely else 0,
        drafts=sum(each.is_held for each in inside) if likely else 0,
        toml=0 if dialect else sum(each.is_toml for each in inside),
        lacking=_lacking(each for each in inside if not dialect or is_everyday(each.fields)) if likely else (),
        topics=sort_names(topic for each in inside for topic in _topics(each.fields)),
        providers=sort_names(name for each in inside if (name := _provider(each.fields))),
    )


def _plain_dialect(articles: list[SampleArticle]) -> str:
    """Return the dialect of articles of no generator: everyday or plain; "" where nothing tells it."""
    if articles and all(is_everyday(each.fields) for each in articles):
        return "everyday"
    return "plain" if any(not PLAIN_DATES.isdisjoint(each.fields) for each in articles) else ""


def tool_of(neighbour: Path | None, folder: Path, dialect: str) -> SiteGenerator:
    """Return the generator of the site in `folder`: that of `dialect`, else by the settings file in it or above."""
    if dialect:
        return {"jekyll": JEKYLL, "hugo": HUGO}.get(dialect, NONE)
    if neighbour is None or neighbour.parent != absolute(folder):
        return NONE
    return JEKYLL if neighbour.stem == "_config" else HUGO


def _common(articles: list[SampleArticle]) -> str:
    """Return the deepest folder that holds all of them."""
    parents = [each.name.rpartition("/")[0] for each in articles]
    return (os.path.commonpath(parents) if parents and all(parents) else "") or "."


def _lacking(articles: Iterable[SampleArticle]) -> tuple[tuple[str, int], ...]:
    """Count missing fields of the articles that an export would read, in the order of the fields."""
    read = (each for each in articles if not each.is_toml and not each.is_held)
    counted = Counter(name for each in read for name in each.lacks)
    return tuple((names[0], counted[names[0]]) for names in REQUIRED if counted[names[0]])


def sort_names(names: Iterable[str]) -> tuple[str, ...]:
    """Return tidy names, the most frequent first."""
    counted = Counter(filter(None, map(tidy, names)))
    return tuple(sorted(counted, key=lambda name: (-counted[name], name)))


def _topics(fields: dict[str, Any]) -> Iterator[str]:
    value = fields.get("topics")
    return (each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str))


def _provider(fields: dict[str, Any]) -> str:
    value = fields.get("provider")
    found = [value.get("name"), value.get("domain")] if isinstance(value, dict) else []
    return next((each for each in found if isinstance(each, str) and each.strip()), "")
