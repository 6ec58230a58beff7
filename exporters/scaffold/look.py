"""Examine a folder: which generator's settings it has, where articles are, and their topics."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from msgspec import Struct

from exporters.scaffold.articles import REQUIRED, SampleArticle
from exporters.scaffold.articles import articles as articles_of
from exporters.settings import find, foreign
from exporters.settings.rules import tidy
from exporters.settings.values import ForeignSettings
from exporters.sources.dialects.articles import is_everyday
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
    tool: SiteGenerator = NONE  # whose settings are in this folder itself
    neighbour: Path | None = None  # the settings file of a tool, here or in a folder above
    known: ForeignSettings = ForeignSettings()  # what that tells
    source: str = "."  # where the articles seem to be, from the folder
    format: str = ""  # of the source; "": articles are files of their own
    built: str = ""  # the finished site that has their pages; "" for none
    articles: int = 0  # files with front matter there
    drafts: int = 0  # of which are no articles for the public
    toml: int = 0  # of which have front matter in TOML
    lacking: tuple[tuple[str, int], ...] = ()  # a field that feeds need, and how many of the others lack it
    topics: tuple[str, ...] = ()  # most frequent first
    providers: tuple[str, ...] = ()  # the same

    @property
    def out(self) -> str:
        """Return the folder for the feeds: in the finished site, if there is one."""
        return f"{self.tool.site}/feeds" if self.tool.site else "out"

    @property
    def is_ready(self) -> bool:
        """Return whether an export finds articles, and no field is missing in all of them."""
        return self.articles > self.drafts and not self.toml and not self.lacking


def look(folder: Path) -> FolderFacts:
    """What there is in `folder`. Raises SettingsError where the settings of Jekyll or Hugo can't be read."""
    dialect, known = recognised(folder)
    neighbour = find.foreign(folder)
    tool = tool_of(neighbour, folder)
    usual = tool.articles if tool.articles and (folder / tool.articles).is_dir() else "."
    if dialect == "jekyll" and any(
        "/_posts/" in path for path in SiteFolder(absolute(folder)).find("", (".md", ".html"))
    ):
        usual = "."  # a folder above another `_posts` is a category
    articles = list(articles_of(folder / usual))
    likely = [each for each in articles if each.is_dated] or [each for each in articles if "title" in each.fields]
    below = _common(likely) if usual == "." and not dialect else "."
    inside = [each for each in articles if below == "." or each.name.startswith(f"{below}/")]
    return FolderFacts(
        dialect=dialect,
        tool=tool,
        neighbour=neighbour,
        known=known if dialect else foreign.read(neighbour) if neighbour else ForeignSettings(),
        source=below if usual == "." else usual,
        articles=len(inside) if likely else 0,
        drafts=sum(each.is_held for each in inside) if likely else 0,
        toml=0 if dialect else sum(each.is_toml for each in inside),
        lacking=_lacking(each for each in inside if not dialect or is_everyday(each.fields)) if likely else (),
        topics=_names(topic for each in inside for topic in _topics(each.fields)),
        providers=_names(name for each in inside if (name := _provider(each.fields))),
    )


def tool_of(neighbour: Path | None, folder: Path) -> SiteGenerator:
    """Return the generator of the site in `folder`, by the settings file in it or above."""
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


def _names(names: Iterator[str]) -> tuple[str, ...]:
    counted = Counter(filter(None, map(tidy, names)))
    return tuple(sorted(counted, key=lambda name: (-counted[name], name)))


def _topics(fields: dict[str, Any]) -> Iterator[str]:
    value = fields.get("topics")
    return (each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str))


def _provider(fields: dict[str, Any]) -> str:
    value = fields.get("provider")
    found = [value.get("name"), value.get("domain")] if isinstance(value, dict) else []
    return next((each for each in found if isinstance(each, str) and each.strip()), "")
