"""The facts in a generator's pages, the entries of its feeds, and the expectation made of both."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import unescape
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

from lxml import etree

FACTS: Final = re.compile(r'<script[^>]*\bclass="?facts"?[^>]*>(.*?)</script>', re.DOTALL)
ARTICLES: Final = frozenset(".adoc .htm .html .ipynb .markdown .md .mdx .mkd .org .qmd .rst .txt".split())
TEMPLATES: Final = frozenset({"_includes", "_layouts", "layouts", "overrides", "templates", "themes"})
MTIME: Final = datetime(2001, 2, 3, 4, 5, 6, tzinfo=UTC)
"""The time of change that every file of the copy has, so that a date taken from the file shows itself."""
EPOCH: Final = datetime(2024, 12, 1, tzinfo=UTC)
"""The moment of the build, for generators that can be told one."""
ATOM: Final = "{http://www.w3.org/2005/Atom}"
DC: Final = "{http://purl.org/dc/elements/1.1/}"

Facts = dict[str, Any]


@dataclass(frozen=True)
class FeedEntry:
    """One entry of the generator's own feed."""

    link: str
    id: str | None
    published: datetime | None
    authors: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class SiteBuild:
    """One run of a generator: the facts of pages by source file, the entries of feeds by decoded address."""

    state: str
    started: datetime
    pages: dict[str, Facts]
    entries: dict[str, FeedEntry]


def read_build(folder: Path, feeds: Iterable[Path], state: str, started: datetime) -> SiteBuild:
    """Return what one run wrote into `folder`."""
    pages: dict[str, Facts] = {}
    for _, facts in read_pages(folder):
        pages[facts["file"]] = facts
    entries: dict[str, FeedEntry] = {}
    for feed in feeds:
        for entry in read_feed(feed):
            entries.setdefault(decoded(entry.link), entry)
    return SiteBuild(state, started, pages, entries)


def read_pages(folder: Path) -> Iterator[tuple[Path, Facts]]:
    """Yield each page that states facts, and these."""
    for page in sorted(path for path in folder.rglob("*.html") if path.is_file()):
        if found := FACTS.search(page.read_text(encoding="utf-8")):
            yield page, json.loads(found[1])


def read_feed(path: Path) -> Iterator[FeedEntry]:
    """Yield the entries of a feed, Atom or RSS."""
    root = etree.parse(path).getroot()
    for entry in root.iterfind(f"{ATOM}entry"):
        links = [each for each in entry.iterfind(f"{ATOM}link") if each.get("rel", "alternate") == "alternate"]
        names = [name.text for name in entry.iterfind(f"{ATOM}author/{ATOM}name") if name.text]
        moment = entry.findtext(f"{ATOM}published") or entry.findtext(f"{ATOM}updated") or ""
        link = str(links[0].get("href"))
        yield FeedEntry(link, entry.findtext(f"{ATOM}id"), datetime.fromisoformat(moment), names)
    for item in root.iterfind("channel/item"):
        names = [each.text for tag in ("author", f"{DC}creator") for each in item.iterfind(tag) if each.text]
        moment = item.findtext("pubDate") or ""
        published = parsedate_to_datetime(moment) if moment else None
        yield FeedEntry(item.findtext("link") or "", item.findtext("guid"), published, names)


def decoded(link: str) -> str:
    """Return an address by which a page and a feed's entry find each other; one plug-in escapes it twice."""
    return unquote(unescape(link))


def expectation(source: Path, builds: list[SiteBuild], version: str, prefix: str) -> dict[str, Any]:
    """Return the content of expected.json: the posts of all builds, each with the state in which it first appears.

    `prefix` is the folder to which the paths in the facts are relative.
    """
    posts: dict[str, dict[str, Any]] = {}
    for build in builds:
        for file, facts in build.pages.items():
            path = prefix + file.removeprefix("./")
            post = post_of(path, facts, build)
            posts.setdefault(path, post)["authors"] = posts.get(path, post)["authors"] or post["authors"]
    missing = [path for path in posts if not (source / path).is_file()]
    if missing:
        raise SystemExit(f"{source}: the pages name sources that do not exist: {', '.join(missing)}")
    others = {path.relative_to(source).as_posix() for path in source.rglob("*") if path.suffix in ARTICLES}
    return {
        "version": version,
        "posts": [posts[path] for path in sorted(posts)],
        "no_articles": sorted(each for each in others - posts.keys() if path_is_content(each)),
    }


def path_is_content(path: str) -> bool:
    """Return whether a file is no template of the generator."""
    return not TEMPLATES & set(Path(path).parts[:-1])


def post_of(path: str, facts: Facts, build: SiteBuild) -> dict[str, Any]:
    """Return one post of expected.json."""
    link = facts["link"]
    entry = build.entries.get(decoded(link))
    if entry and unquote(entry.link) == unquote(link):
        link = entry.link
    published = moment_of(facts["published"])
    state = facts.get("state") or build.state
    stated = entry.published if entry else None
    if (
        stated
        and published
        and not is_of_the_clock(stated, build.started)
        and round((stated - published).total_seconds())
    ):
        raise SystemExit(f"{path}: the page says {published}, the feed {stated}")
    if state == "published" and not entry:
        state = "hidden"
    date = moment_of(facts.get("date")) or published
    dates = {"date": date.isoformat(timespec="seconds")} if date and date != published else {}
    if published and is_of_the_clock(published, build.started):
        if f"{published:%Y/%m/%d}" in link:
            link = None
        published = None
    updated = moment_of(facts.get("updated"))
    if updated and is_of_the_clock(updated, build.started):
        updated = None
    return {
        "file": path,
        "link": link,
        "title": facts["title"],
        "published": published.isoformat(timespec="seconds") if published else None,
        **dates,  # where the generator has a date for the address beside that for the feed
        "updated": updated.isoformat(timespec="seconds") if updated else None,
        "authors": facts.get("authors", entry.authors if entry else []),
        "tags": facts.get("tags") or [],
        "categories": facts.get("categories") or [],
        "summary": facts.get("summary") or None,
        "state": state,
        "feed_id": entry.id if entry and state == "published" else None,
    }


def moment_of(text: str | None) -> datetime | None:
    """Return the moment that a page states, None where it states none."""
    if not text or text.startswith("0001-01-01"):
        return None
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise SystemExit(f"{text!r} has no zone: the template must write one")
    return moment


def is_of_the_clock(moment: datetime, started: datetime) -> bool:
    """Return whether a moment comes from the file's times or from the clock, not from what the author wrote."""
    return (
        moment in (MTIME, EPOCH) or started.timestamp() - 5 <= moment.timestamp() <= datetime.now(UTC).timestamp() + 5
    )
