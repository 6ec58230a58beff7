"""What Outfeed reads of a site equals what its generator wrote: address, title, moment, authors, topics, state."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import pytest
from msgspec.structs import replace

from exporters import pipeline
from exporters.diagnostics.diagnostic import Diagnostic
from exporters.run import RunObserver, RunOptions, RunReport
from exporters.settings.load import load
from exporters.settings.values import Settings
from exporters.sources.dialects.recognise import recognise

SITES: Final = Path(__file__).parent
NOW: Final = datetime(2026, 6, 1, tzinfo=UTC)
_MAIL: Final = re.compile(r"\s*\S+@\S+")
RECOGNISED: Final = {
    **dict.fromkeys(("jekyll", "jekyll-custom", "jekyll-none", "jekyll-ordinal", "jekyll-pretty"), "jekyll"),
    "jekyll-weekdate": "jekyll",
    **dict.fromkeys(("hugo", "hugo-languages", "hugo-permalinks", "hugo-tokens", "hugo-ugly"), "hugo"),
    "zola": "zola",
    **dict.fromkeys(("pelican", "pelican-paths", "pelican-slugs"), "pelican"),
    **dict.fromkeys(("hexo", "hexo-root", "hexo-title"), "hexo"),
    **dict.fromkeys(("nikola", "nikola-plain", "nikola-root"), "nikola"),
    **dict.fromkeys(("eleventy", "eleventy-data"), "eleventy"),
    **dict.fromkeys(("astro", "astro-base"), "astro"),
    **dict.fromkeys(("docusaurus", "docusaurus-root"), "docusaurus"),
    "quarto": "quarto",
    "obsidian": "obsidian",
    **dict.fromkeys(("mkdocs", "mkdocs-categories", "mkdocs-file"), "mkdocs"),
}
ID_RULES: Final = {"jekyll": "jekyll-feed"}  # where the rule has not the name of the generator
OTHER_IDS: Final = {  # how many articles have other ids in the generator's own feed
    "jekyll": 13,
    "jekyll-custom": 1,
    "jekyll-none": 2,
    "jekyll-ordinal": 3,
    "jekyll-pretty": 2,
    "jekyll-weekdate": 3,
    "pelican": 14,
    "pelican-paths": 2,
    "pelican-slugs": 3,
    "docusaurus": 3,
    "docusaurus-root": 2,
    "eleventy": 1,
}
BUILT: Final = sorted(site for site in RECOGNISED if (SITES / site / "built").is_dir())
ADDRESSES: Final = {"obsidian": "https://obsidian.example/"}  # a vault names none
LANGUAGES: Final = {  # what takes the posts in other languages too, which feeds leave out
    "hugo-languages": ("content/**", "**/*.en.md", "**/*.ja.md"),
    "zola": ("content/**", "**/*.en.md"),
}
ONE_CATEGORY: Final = frozenset({"pelican", "nikola"})
NOT_READ: Final = {
    ".rst": "Outfeed reads no reStructuredText",
    ".org": "Outfeed reads no Org",
    ".njk": "Outfeed reads no Nunjucks",
    "content/blog/script.md": "front matter in JavaScript is never run",
    "content/blog/permalink-template.md": "a permalink that is a template with filters of Eleventy",
    "content/posts/2024-07-01-date-in-name.md": "no date is taken from the clock or the file",
    "content/blog/日本.md": "no Latin letters are known for 日",
    "content/日本語の記事.md": "no Latin letters are known for 日",
    "posts/日本語の記事.md": "no Latin letters are known for 日",
    "_notes/deep/Eine Notiz.md": "of collections only posts are articles, unless source.include names them",
}


def expectation(site: str) -> Mapping[str, Any]:
    """What the generator wrote."""
    read: Mapping[str, Any] = json.loads((SITES / site / "expected.json").read_text(encoding="utf-8"))
    return read


def settings(site: str, out: Path, id_rule: str = "") -> Settings:
    """The settings of an untouched site, but for the rule of ids."""
    loaded = load(SITES / site / "source", out=out, site_url=ADDRESSES.get(site))
    return recognise(replace(loaded, id_rule=id_rule, include=LANGUAGES.get(site, loaded.include)))


def export(site: str, out: Path, id_rule: str = "") -> tuple[dict[str, Any], RunReport]:
    """The items of the feed of the whole site, by address."""
    asked = settings(site, out, id_rule)
    wishes = RunOptions(
        sources=(asked.source,),
        formats=("json",),
        as_of=NOW if asked.hold_future else None,
        now=NOW,
        keep_going=True,
    )
    report = pipeline.export(_unlimited(asked), wishes)
    document = json.loads((out / "feed.json").read_text(encoding="utf-8"))
    return {item["url"]: item for item in document["items"]}, report


def _unlimited(asked: Settings) -> Settings:
    return replace(asked, feeds=tuple(replace(each, limit=0) for each in asked.feeds))


def encoded(link: str | None) -> str:
    """An address as feeds have it: Docusaurus writes letters and spaces into its feeds."""
    return quote(link or "", safe="!$&'()*+,;=:@/-._~%")


def moment(written: str) -> str:
    """A moment as feeds have it."""
    return datetime.fromisoformat(written).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def is_read(post: Mapping[str, Any]) -> bool:
    """Whether Outfeed can read the file of a post."""
    return post["file"] not in NOT_READ and Path(post["file"]).suffix not in NOT_READ


@pytest.mark.parametrize("site", RECOGNISED)
class TestUntouched:
    """No settings at all: the files of a site tell its generator, and its rules hold."""

    def test_the_generator_is_recognised(self, site: str, tmp_path: Path) -> None:
        source = settings(site, tmp_path).source_site

        assert source is not None
        assert (source.dialect, bool(source.sign)) == (RECOGNISED[site], True)

    def test_every_post_is_as_the_generator_wrote_it(self, site: str, tmp_path: Path) -> None:
        items, _ = export(site, tmp_path)
        wrong = []
        for post in filter(is_read, expectation(site)["posts"]):
            item = items.get(encoded(post["link"]))
            if (item is not None) != (post["state"] == "published"):
                wrong.append(f"{post['file']}: {post['state']}, and {post['link']} is {'' if item else 'not '}there")
            elif item is not None:
                wrong += [f"{post['file']}: {each}" for each in differences(RECOGNISED[site], post, item)]

        assert wrong == []

    def test_nothing_else_is_an_article(self, site: str, tmp_path: Path) -> None:
        items, _ = export(site, tmp_path)
        links = {encoded(post["link"]) for post in expectation(site)["posts"] if post["link"]}
        odd = {"https://hexo.example/2024/06/02/page/"}  # a post in HTML whose facts can't be read as JSON

        assert set(items) - links - odd == set()


def differences(dialect: str, post: Mapping[str, Any], item: Mapping[str, Any]) -> list[str]:
    """What an item has that is not as the generator wrote it."""
    topics = post["tags"] + ([] if dialect in ONE_CATEGORY else post["categories"])
    authors = [_MAIL.sub("", each) for each in post["authors"] if each]  # no e-mail address gets into a feed
    found = {
        "title": (post["title"], item["title"]),
        "date": (moment(post["published"]), item["date_published"]),
        "topics": (sorted(set(topics)), sorted(item.get("tags", []))),
        "authors": (authors, [each["name"] for each in item["authors"]]),
        "updated": (post["updated"] and moment(post["updated"]), item.get("date_modified")),
    }
    if not post["title"]:
        del found["title"]  # Hexo writes none; a feed needs one
    if not authors:
        del found["authors"]  # the site's stands in
    if post["file"] == "content/multi.md":
        del found["topics"]  # Pelican takes the first of several lines alone, and here that is empty
    if found["updated"][0] is None or found["updated"][0] <= found["date"][0]:
        del found["updated"]
    return [f"{name} is {got!r}, not {want!r}" for name, (want, got) in found.items() if want != got]


class FeedIdsListener(RunObserver):
    """Keeps the warnings of other ids."""

    def __init__(self) -> None:
        self.told: list[Diagnostic] = []

    def add(self, diagnostic: Diagnostic) -> None:
        if diagnostic.rule == "feed-ids-other":
            self.told.append(diagnostic)


@pytest.mark.parametrize("site", BUILT)
class TestIds:
    """`source.ids`: the ids of the generator's own feed, which its subscribers have."""

    def test_the_rule_gives_the_ids_of_the_generators_feed(self, site: str, tmp_path: Path) -> None:
        dialect = RECOGNISED[site]

        items, _ = export(site, tmp_path, ID_RULES.get(dialect, dialect))

        posts = [post for post in filter(is_read, expectation(site)["posts"]) if post["state"] == "published"]
        assert posts
        assert {post["file"]: items[encoded(post["link"])]["id"] for post in posts} == {
            post["file"]: post["feed_id"] for post in posts
        }

    def test_without_a_rule_ids_are_permalinks_and_the_others_are_counted(self, site: str, tmp_path: Path) -> None:
        items, report = export(site, tmp_path)

        assert [item["id"] for item in items.values()] == list(items)
        assert report.other_ids == OTHER_IDS.get(site, 0)

    def test_the_first_publication_warns_where_ids_are_others(self, site: str, tmp_path: Path) -> None:
        asked = settings(site, tmp_path)
        wishes = RunOptions(sources=(asked.source,), formats=("json",), as_of=NOW, now=NOW, keep_going=True)
        first, second = FeedIdsListener(), FeedIdsListener()

        for listener in (first, second):
            pipeline.export(asked, wishes, listener)

        dialect = RECOGNISED[site]
        assert len(first.told) == (site in OTHER_IDS)
        assert all(f"ids: {ID_RULES.get(dialect, dialect)}}}" in each.fix for each in first.told)
        assert all("outfeed init" in each.fix for each in first.told)
        assert second.told == []
