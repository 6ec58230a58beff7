"""newsboat, the feed reader, reads what we write: its cache holds what the articles say. Needs the program newsboat."""

import html
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest

from exporters.model.article import Article, Person
from exporters.model.ids import atom_id
from tests.makers import LATER, MOMENT, article, document, feed, site

TITLES: Final = (
    '5 < 6 & "q" > 3',
    "<b>bold?</b>",
    "Q&amp;A",
    "]]>",
    "List<String> of Microsoft Corp <MSFT.O>",
    "🙂 👩‍👩‍👧",
    "مرحبا بالعالم",
    "人工智能",
    "=HYPERLINK(1)",
)
ARTICLES: Final = (
    *(
        article(
            id=f"https://example.org/{i}" if i % 3 else f"own id {i}",
            url=f"https://example.org/{i}?a=1&b=2",
            original_url="https://elsewhere.example/",
            title=title,
            summary=f"Of {title} it is said.",
            content_html=f"<p>Body &amp; <b>soul</b> &lt;{i}&gt;</p>" if i % 2 else None,
            published=MOMENT - timedelta(hours=i),
            updated=LATER,
            authors=(Person(name="Ann", url="https://ann.example/"), Person(name=f"Bob {title}")),
        )
        for i, title in enumerate(TITLES)
    ),
    article(id="https://example.org/bare", url="https://example.org/bare", published=MOMENT - timedelta(days=9)),
)
FEED: Final = feed(*ARTICLES, site=site(title="AI & <you>", language="en-us", author=Person(name="The Editors")))
FILES: Final = {"rss": "rss.xml", "atom": "atom.xml"}


class Read(NamedTuple):
    """What newsboat keeps: the rows of its cache, entries in the order of the feed."""

    feed: dict[str, Any]
    entries: list[dict[str, Any]]


def newsboat(name: str, folder: Path) -> Read:
    """Let newsboat read the feed in that format from a file, with settings, cache and home of its own."""
    (folder / FILES[name]).write_bytes(document(name, FEED))
    (folder / "urls").write_text(f"file://{folder / FILES[name]}\n", encoding="utf-8")
    (folder / "config").write_text("", encoding="utf-8")
    own = ["-u", str(folder / "urls"), "-c", str(folder / "cache.db"), "-C", str(folder / "config")]
    subprocess.run(
        ["newsboat", *own, "-x", "reload"],
        env={"PATH": "/usr/bin:/bin:/usr/local/bin", "HOME": str(folder), "LANG": "C.UTF-8", "TZ": "America/New_York"},
        check=True,
        capture_output=True,
        timeout=60,
    )
    with closing(sqlite3.connect(folder / "cache.db")) as cache:
        cache.row_factory = sqlite3.Row
        (about,) = map(dict, cache.execute("SELECT * FROM rss_feed"))
        # It stores the last entry first.
        entries = [dict(row) for row in cache.execute("SELECT * FROM rss_item ORDER BY id DESC")]
    return Read(about, entries)


@pytest.fixture(scope="module", params=FILES)
def read(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Read]:
    """The format, and what newsboat made of it."""
    return request.param, newsboat(request.param, tmp_path_factory.mktemp(request.param))


def identity(name: str, each: Article) -> str:
    """The id that the format writes."""
    return atom_id(each.id, "https://example.org/") if name == "atom" else each.id


def authors(name: str, each: Article) -> str:
    """newsboat keeps the last dc:creator of an item, and all authors of an entry."""
    names = [person.name for person in each.authors]
    return ", ".join(names) if name == "atom" else names[-1]


SAID: Final[dict[str, Callable[[str, Article], Any]]] = {
    "guid": identity,
    "title": lambda _, each: each.title,
    "url": lambda _, each: each.url,
    "author": authors,
    "pubDate": lambda _, each: int(each.published.timestamp()),
    # It keeps HTML; where there is no body, the summary as HTML.
    "content": lambda _, each: each.content_html or html.escape(each.summary, quote=False),
}


@pytest.mark.parametrize("field", SAID)
def test_newsboat_keeps_what_the_articles_say_in_their_order(read: tuple[str, Read], field: str) -> None:
    name, made = read

    assert [each[field] for each in made.entries] == [SAID[field](name, each) for each in ARTICLES]


def test_every_entry_is_unread_and_new(read: tuple[str, Read]) -> None:
    assert [each["unread"] for each in read[1].entries] == [1] * len(ARTICLES)


def test_no_entry_has_a_file_to_download(read: tuple[str, Read]) -> None:
    assert {each["enclosure_url"] for each in read[1].entries} <= {None, ""}


def test_the_title_of_the_feed_is_that_of_the_site(read: tuple[str, Read]) -> None:
    assert read[1].feed["title"] == "AI & <you>"


def test_the_link_of_the_feed_is_the_home_page_and_no_other_format(read: tuple[str, Read]) -> None:
    assert read[1].feed["url"] == "https://example.org/"


def test_no_entry_is_dated_by_the_clock(read: tuple[str, Read]) -> None:
    newest = max(datetime.fromtimestamp(each["pubDate"], UTC) for each in read[1].entries)

    assert newest == MOMENT
