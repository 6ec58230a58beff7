"""Looks at a folder: whose settings are there, where articles are, and what they are about."""

import os
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final, NamedTuple

from msgspec import Struct

from exporters.documents import yaml
from exporters.errors import ArticleError
from exporters.paths import absolute
from exporters.settings import find, foreign
from exporters.settings.rules import tidy
from exporters.settings.values import Known
from exporters.sources import folder as walking
from exporters.sources import frontmatter
from exporters.sources.file import contents

MOST: Final = 5000  # files that are opened: they show what a site is like
_DATE: Final = "publishedDateTime"


class Tool(NamedTuple):
    """A program that makes sites."""

    name: str
    articles: str  # its folder of articles
    site: str  # where it puts the finished site; "" for none


JEKYLL: Final = Tool("Jekyll", "_posts", "_site")
HUGO: Final = Tool("Hugo", "content", "public")
NONE: Final = Tool("", "", "")


class Found(Struct, frozen=True, kw_only=True):
    """What there is in a folder."""

    tool: Tool = NONE  # whose settings are in this folder itself
    neighbour: Path | None = None  # the settings file of a tool, here or in a folder above
    known: Known = Known()  # what that tells
    source: str = "."  # where the articles seem to be, from the folder
    articles: int = 0  # files with front matter there
    dated: int = 0  # of which have the date that feeds need, under its name
    topics: tuple[str, ...] = ()  # most frequent first
    providers: tuple[str, ...] = ()  # the same

    @property
    def out(self) -> str:
        """Where the feeds go, from the folder: among the files of the finished site, where there is one."""
        return f"{self.tool.site}/feeds" if self.tool.site else "out"


class _Article(NamedTuple):
    """A file with front matter."""

    name: str  # path below the folder that was searched
    fields: dict[str, Any]

    @property
    def is_dated(self) -> bool:
        return _DATE in self.fields


def look(folder: Path) -> Found:
    """What there is in `folder`. Raises SettingsError where the settings of Jekyll or Hugo can't be read."""
    neighbour = find.foreign(folder)
    tool = tool_of(neighbour, folder)
    usual = tool.articles if tool.articles and (folder / tool.articles).is_dir() else "."
    articles = list(_articles(folder / usual))
    likely = [each for each in articles if each.is_dated] or [each for each in articles if "title" in each.fields]
    below = _common(likely) if usual == "." else "."
    inside = [each for each in articles if below == "." or each.name.startswith(f"{below}/")]
    return Found(
        tool=tool,
        neighbour=neighbour,
        known=foreign.read(neighbour) if neighbour else Known(),
        source=below if usual == "." else usual,
        articles=len(inside) if likely else 0,
        dated=sum(each.is_dated for each in inside),
        topics=_names(topic for each in inside for topic in _topics(each.fields)),
        providers=_names(name for each in inside if (name := _provider(each.fields))),
    )


def tool_of(neighbour: Path | None, folder: Path) -> Tool:
    """The tool that makes the site in `folder`, by the settings file that was found there or above."""
    if neighbour is None or neighbour.parent != absolute(folder):
        return NONE
    return JEKYLL if neighbour.stem == "_config" else HUGO


def _articles(folder: Path) -> Iterator[_Article]:
    for file in islice(walking.files(folder), MOST):
        data = contents(str(folder / file.name), file.name)
        if not isinstance(data, bytes):
            continue
        try:
            document = yaml.read(frontmatter.split(frontmatter.decode(data)).front)
        except ArticleError:
            continue
        if isinstance(document.value, dict):
            yield _Article(file.name, document.value)


def _common(articles: list[_Article]) -> str:
    """The deepest folder that holds all of them."""
    parents = [each.name.rpartition("/")[0] for each in articles]
    return (os.path.commonpath(parents) if parents and all(parents) else "") or "."


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
