"""Real feed readers, as libraries, read back what the articles say: plain text arrives as the same plain text."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final, NamedTuple

import fastfeedparser
import feedparser
import pytest
from reader import make_reader

from exporters.model.article import Article, Person
from exporters.model.ids import atom_id
from tests.makers import LATER, article, document, feed, site

TITLES: Final = (
    '5 < 6 & "q" > 3',
    "<b>bold?</b>",
    "Q&amp;A",
    "Q&A",
    "]]>",
    "<!-- no comment -->",
    "List<String> of Microsoft Corp <MSFT.O>",
    "🙂 👩‍👩‍👧 🇺🇳 👍🏽",
    "مرحبا بالعالم (2024)",
    "人工智能:“新”芯片,𠮷野家",
    "It's “quoted” — ‘so’",
    "=HYPERLINK(1)",
    "2021",
)
ARTICLES: Final = (
    *(
        article(
            id=f"https://example.org/{i}" if i % 3 else f"own id {i}",
            url=f"https://example.org/{i}?a=1&b=2",
            title=title,
            summary=f"Of {title} it is said.",
            content_html=f"<p>Body &amp; <b>soul</b> &lt;{i}&gt;</p>" if i % 2 else None,
            updated=LATER,
            authors=(Person(name=f"Ann {title}", url="https://ann.example/"), Person(name="Bob")),
            topics=("AI", title),
            category="news",
            type="video",
        )
        for i, title in enumerate(TITLES)
    ),
    article(id="https://example.org/bare", url="https://example.org/bare"),
)
FEED: Final = feed(
    *ARTICLES,
    site=site(title="AI & <you>", description='5 < 6 & "q"', language="en-us", author=Person(name="The <Editors>")),
)
FILES: Final = {"rss": "rss.xml", "atom": "atom.xml", "json": "feed.json"}

Entry = dict[str, Any]  # what a reader exposes of an entry; None where it has nothing


class Read(NamedTuple):
    """What a reader made of a document."""

    feed: Entry
    entries: list[Entry]


def by_feedparser(name: str, folder: Path) -> Read:
    parsed = feedparser.parse((folder / FILES[name]).read_bytes())
    assert not parsed.bozo
    about = {"title": parsed.feed.title, "link": parsed.feed.link, "description": parsed.feed.subtitle}
    return Read(
        about | {"language": parsed.feed.get("language")},
        [
            {
                "id": each.id,
                "title": each.title,
                "link": each.link,
                "summary": each.summary,
                "content": each.content[0].value if "content" in each else None,
                "published": _utc(each.published_parsed),
                "updated": _utc(each.updated_parsed) if "updated_parsed" in each else None,
                "authors": [person.name for person in each.authors],
                "tags": [tag.term for tag in each.get("tags", ()) if tag.scheme is None],
                "category": [tag.term for tag in each.get("tags", ()) if tag.scheme == "https://example.org/#category"],
            }
            for each in parsed.entries
        ],
    )


def by_reader(name: str, folder: Path) -> Read:
    with make_reader(":memory:", feed_root=str(folder)) as reader:
        reader.add_feed(FILES[name])
        reader.update_feed(FILES[name])
        about = reader.get_feed(FILES[name])
        entries = {each.id: each for each in reader.get_entries(feed=FILES[name])}
    wanted = [atom_id(each.id, "https://example.org/") if name == "atom" else each.id for each in ARTICLES]
    assert sorted(entries) == sorted(wanted)  # its order is that of its own clock
    return Read(
        {"title": about.title, "link": about.link, "description": about.subtitle},
        [
            {
                "id": each.id,
                "title": each.title,
                "link": each.link,
                "summary": each.summary,
                "content": each.content[0].value if each.content else None,
                "published": each.published,
                "updated": each.updated,
                "authors": [person.name for person in each.authors],
            }
            for each in (entries[identity] for identity in wanted)
        ],
    )


def by_fastfeedparser(name: str, folder: Path) -> Read:
    parsed = fastfeedparser.parse((folder / FILES[name]).read_text(encoding="utf-8"))
    about = {"title": parsed.feed["title"], "link": parsed.feed["link"], "description": parsed.feed["subtitle"]}
    return Read(
        about,
        [
            {
                "id": each["id"],
                "title": each["title"],
                "link": each["link"],
                "summary": each["description"],
                "content": each["content"][0]["value"] if "content" in each else None,
                "published": datetime.fromisoformat(each["published"]),
                "updated": datetime.fromisoformat(each["updated"]) if "updated" in each else None,
                "authors": [person["name"] for person in each["authors"]],
                "tags": [tag["term"] for tag in each.get("tags", ()) if tag["scheme"] is None],
                "category": [
                    tag["term"] for tag in each.get("tags", ()) if tag["scheme"] == "https://example.org/#category"
                ],
            }
            for each in parsed.entries
        ],
    )


def _utc(moment: time.struct_time) -> datetime:
    return datetime(*moment[:6], tzinfo=UTC)


class _Shown(HTMLParser):
    """What a browser shows of HTML; a tag leaves a trace, so that text which became markup is no equal."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.shown = ""

    def handle_data(self, data: str) -> None:
        self.shown += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.shown += f"\0{tag}{attrs}"

    def handle_comment(self, data: str) -> None:
        self.shown += f"\0{data}"


def shown(html: str | None) -> str | None:
    """The text that this HTML shows."""
    if html is None:
        return None
    parser = _Shown()
    parser.feed(html)
    parser.close()
    return parser.shown


def as_it_is(value: Any) -> Any:
    """What the reader exposes is the value itself."""
    return value


class Kept(NamedTuple):
    """What an article says in a field, and how the value that a reader exposes is to be taken."""

    said: Callable[[Article], Any]
    taken: Callable[[Any], Any] = as_it_is


ID: Final = Kept(lambda a: a.id)
ATOM_ID: Final = Kept(lambda a: atom_id(a.id, "https://example.org/"))  # RFC 4287 demands an IRI
TITLE: Final = Kept(lambda a: a.title)
LINK: Final = Kept(lambda a: a.url)
PLAIN: Final = Kept(lambda a: a.summary)
HTML: Final = Kept(lambda a: a.summary, shown)  # the reader hands out HTML, which shows the plain text
BODY: Final = Kept(lambda a: a.content_html)
BODY_OR_HTML: Final = Kept(lambda a: shown(a.content_html) or a.summary, shown)  # without a body, the description
BODY_OR_TEXT: Final = Kept(lambda a: a.content_html or a.summary)  # without a body, content_text
PUBLISHED: Final = Kept(lambda a: a.published)
UPDATED: Final = Kept(lambda a: a.updated)
UPDATED_LATER: Final = Kept(lambda a: a.updated if a.updated != a.published else None)  # told only where it differs
AUTHORS: Final = Kept(lambda a: [person.name for person in a.authors])
FIRST_AUTHOR: Final = Kept(lambda a: [a.authors[0].name])
LAST_AUTHOR: Final = Kept(lambda a: [a.authors[-1].name])
TAGS: Final = Kept(lambda a: list(a.topics))
CATEGORY: Final = Kept(lambda a: [a.category] if a.category else [])

# Which reader keeps which field of which format, and what it does on its own:
# - feedparser takes a title in RSS for HTML where it holds a pair of tags, and cuts what is dangerous out of it: the
#   title `<b onclick="x">y</b>` arrives as `<b>y</b>` there, and only there, since Atom says that titles are text.
#   It reads no JSON Feed.
# - reader has no tags of entries, and of several authors in RSS and Atom it keeps the last.
# - fastfeedparser keeps the first author, and takes the description for the content of an item without content.
TABLE: Final[dict[tuple[str, str], dict[str, Kept]]] = {
    ("feedparser", "rss"): {
        "id": ID,
        "title": TITLE,
        "link": LINK,
        "summary": HTML,
        "content": BODY,
        "published": PUBLISHED,
        "updated": UPDATED_LATER,
        "authors": AUTHORS,
        "tags": TAGS,
        "category": CATEGORY,
    },
    ("feedparser", "atom"): {
        "id": ATOM_ID,
        "title": TITLE,
        "link": LINK,
        "summary": PLAIN,
        "content": BODY,
        "published": PUBLISHED,
        "updated": UPDATED,
        "authors": AUTHORS,
        "tags": TAGS,
        "category": CATEGORY,
    },
    ("reader", "rss"): {
        "id": ID,
        "title": TITLE,
        "link": LINK,
        "summary": HTML,
        "content": BODY,
        "published": PUBLISHED,
        "updated": UPDATED_LATER,
        "authors": LAST_AUTHOR,
    },
    ("reader", "atom"): {
        "id": ATOM_ID,
        "title": TITLE,
        "link": LINK,
        "summary": PLAIN,
        "content": BODY,
        "published": PUBLISHED,
        "updated": UPDATED,
        "authors": LAST_AUTHOR,
    },
    ("reader", "json"): {
        "id": ID,
        "title": TITLE,
        "link": LINK,
        "summary": PLAIN,
        "content": BODY_OR_TEXT,
        "published": PUBLISHED,
        "updated": UPDATED_LATER,
        "authors": AUTHORS,
    },
    ("fastfeedparser", "rss"): {
        "id": ID,
        "title": TITLE,
        "link": LINK,
        "summary": HTML,
        "content": BODY_OR_HTML,
        "published": PUBLISHED,
        "updated": UPDATED_LATER,
        "authors": FIRST_AUTHOR,
        "tags": TAGS,
        "category": CATEGORY,
    },
    ("fastfeedparser", "atom"): {
        "id": ATOM_ID,
        "title": TITLE,
        "link": LINK,
        "summary": PLAIN,
        "content": BODY,
        "published": PUBLISHED,
        "updated": UPDATED,
        "authors": FIRST_AUTHOR,
        "tags": TAGS,
        "category": CATEGORY,
    },
    ("fastfeedparser", "json"): {
        "id": ID,
        "title": TITLE,
        "link": LINK,
        "summary": PLAIN,
        "content": BODY_OR_TEXT,
        "published": PUBLISHED,
        "updated": UPDATED_LATER,
        "authors": FIRST_AUTHOR,
        "tags": TAGS,
    },
}
READERS: Final[dict[str, Callable[[str, Path], Read]]] = {
    "feedparser": by_feedparser,
    "reader": by_reader,
    "fastfeedparser": by_fastfeedparser,
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The feed in every format that readers take."""
    made = tmp_path_factory.mktemp("feeds")
    for name, file in FILES.items():
        (made / file).write_bytes(document(name, FEED))
    return made


@pytest.mark.parametrize(
    ("reader", "name", "field"), [(*where, field) for where, fields in TABLE.items() for field in fields]
)
def test_a_reader_finds_what_the_articles_say(reader: str, name: str, field: str, folder: Path) -> None:
    kept = TABLE[reader, name][field]

    entries = READERS[reader](name, folder).entries

    assert [kept.taken(each[field]) for each in entries] == [kept.said(each) for each in ARTICLES]


@pytest.mark.parametrize(("reader", "name"), TABLE)
class TestFeed:
    """What readers show above the entries."""

    def test_the_title_is_that_of_the_site(self, reader: str, name: str, folder: Path) -> None:
        assert READERS[reader](name, folder).feed["title"] == "AI & <you>"

    def test_the_link_is_the_home_page(self, reader: str, name: str, folder: Path) -> None:
        assert READERS[reader](name, folder).feed["link"] == "https://example.org/"

    def test_the_description_is_that_of_the_site(self, reader: str, name: str, folder: Path) -> None:
        assert READERS[reader](name, folder).feed["description"] == '5 < 6 & "q"'


@pytest.mark.parametrize("name", ["rss", "atom"])
def test_feedparser_finds_the_language(name: str, folder: Path) -> None:
    assert by_feedparser(name, folder).feed["language"] == "en-us"
