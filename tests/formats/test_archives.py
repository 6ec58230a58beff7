"""Archives: from the document that people subscribe to, links lead to every older entry. RFC 5005, JSON Feed 1.1."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any, Final

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from exporters.checks.run import findings
from exporters.model.article import Article
from exporters.model.feed import Feed, FeedLink
from tests.makers import LINKS, MADE, Element, article, attributes, document, feed, texts, xml
from tests.profiles import examples

FORMATS: Final = {link.format: link.media_type for link in LINKS if link.format != "csv"}
FH: Final = "{http://purl.org/syndication/history/1.0}"
HEADS: Final = {"rss": "channel", "atom": "."}  # where links stand


def links(period: str) -> tuple[FeedLink, ...]:
    """Where the documents of a period are published: rss-2021-08.xml."""
    named = (link for link in LINKS if link.format in FORMATS)
    return tuple(replace(link, url=f"-{period}.".join(link.url.rsplit(".", 1))) for link in named)


def subscribed(*entries: Article, **fields: Any) -> Feed:
    """The document that people subscribe to."""
    return feed(*entries, **{"older": links("2021-08"), **fields})


def archive(*entries: Article, **fields: Any) -> Feed:
    """The archive document of August 2021, before which there is one of July."""
    made = {"period": "2021-08", "links": links("2021-08"), "current": LINKS, "older": links("2021-07")}
    return feed(*entries, **{**made, **fields})


def head(name: str, made: Feed) -> Element:
    """The element that holds the links."""
    found = xml(name, made).find(HEADS[name])
    assert found is not None
    return found


def related(name: str, made: Feed) -> list[tuple[str, str]]:
    """Relation and address of the links of a document in XML, but for those to other formats."""
    found = [(each["rel"], each["href"].removeprefix(MADE)) for each in attributes(head(name, made), "a:link")]
    return [each for each in found if each[0] not in ("related", "alternate")]


def read(made: Feed) -> dict[str, Any]:
    """The JSON Feed."""
    value: dict[str, Any] = json.loads(document("json", made))
    return value


@pytest.mark.parametrize(("name", "file"), [("rss", "rss"), ("atom", "atom")])
class TestLinks:
    """RFC 5005 §4: prev-archive, current; never next-archive, which would change a finished document."""

    def test_the_subscription_document_leads_to_the_newest_archive(self, name: str, file: str) -> None:
        assert related(name, subscribed()) == [("self", f"{file}.xml"), ("prev-archive", f"{file}-2021-08.xml")]

    def test_an_archive_leads_to_itself_the_current_document_and_the_one_before(self, name: str, file: str) -> None:
        assert related(name, archive()) == [
            ("self", f"{file}-2021-08.xml"),
            ("current", f"{file}.xml"),
            ("prev-archive", f"{file}-2021-07.xml"),
        ]

    def test_the_oldest_archive_leads_no_further(self, name: str, file: str) -> None:
        assert related(name, archive(older=())) == [("self", f"{file}-2021-08.xml"), ("current", f"{file}.xml")]

    def test_a_link_names_its_media_type(self, name: str, file: str) -> None:
        found = attributes(head(name, archive()), "a:link")
        kinds = {each["href"]: each["type"] for each in found if each["rel"] in ("current", "prev-archive")}

        assert kinds == {f"{MADE}{file}.xml": FORMATS[name], f"{MADE}{file}-2021-07.xml": FORMATS[name]}

    def test_a_format_that_is_not_archived_has_no_link(self, name: str, file: str) -> None:
        others = tuple(link for link in links("2021-08") if link.format != name)

        assert related(name, subscribed(older=others)) == [("self", f"{file}.xml")]

    def test_other_formats_of_an_archive_are_archives(self, name: str, file: str) -> None:
        found = [each["href"] for each in attributes(head(name, archive()), "a:link") if each["rel"] == "related"]

        assert found == [link.url for link in links("2021-08") if link.format != name]
        assert f"{MADE}{file}-2021-08.xml" not in found


@pytest.mark.parametrize("name", HEADS)
class TestMark:
    """RFC 5005 §4 <fh:archive>: in archive documents alone, and its namespace too."""

    @pytest.mark.parametrize("entries", [(), (article(),)])
    def test_an_archive_says_that_it_is_one(self, name: str, entries: tuple[Article, ...]) -> None:
        made = head(name, archive(*entries))

        assert [each.tag for each in made if str(each.tag).startswith(FH)] == [f"{FH}archive"]

    def test_it_stands_before_the_entries(self, name: str) -> None:
        tags = [each.tag for each in head(name, archive(article()))]

        assert tags.index(f"{FH}archive") < len(tags) - 1
        assert str(tags[-1]).endswith(("item", "entry"))

    def test_the_subscription_document_does_not(self, name: str) -> None:
        assert b"purl.org/syndication/history" not in document(name, subscribed(article()))

    def test_its_namespace_is_declared_once(self, name: str) -> None:
        written = document(name, archive(article(), article(id="2")))

        assert written.count(b'xmlns:fh="http://purl.org/syndication/history/1.0"') == 1
        assert xml(name, archive()).nsmap["fh"] == FH[1:-1]


class TestIdentity:
    """RFC 5005 §1.2: all documents of an archived feed are one logical feed."""

    def test_the_id_is_that_of_the_subscription_document(self) -> None:
        assert texts(xml("atom", archive()), "a:id") == texts(xml("atom", subscribed()), "a:id")


class TestJson:
    """JSON Feed 1.1 `next_url`: the next older items."""

    def test_the_subscription_document_leads_to_the_newest_archive(self) -> None:
        made = read(subscribed())

        assert (made["feed_url"], made["next_url"]) == (f"{MADE}feed.json", f"{MADE}feed-2021-08.json")
        assert "current" not in made["_outfeed"]

    def test_an_archive_leads_to_the_one_before(self) -> None:
        made = read(archive())

        assert (made["feed_url"], made["next_url"]) == (f"{MADE}feed-2021-08.json", f"{MADE}feed-2021-07.json")

    def test_an_archive_tells_what_people_subscribe_to(self) -> None:
        assert read(archive())["_outfeed"]["current"] == f"{MADE}feed.json"

    def test_the_oldest_archive_leads_no_further(self) -> None:
        assert "next_url" not in read(archive(older=()))

    def test_a_feed_without_archives_has_none(self) -> None:
        assert "next_url" not in read(feed())

    def test_archives_in_other_formats_are_none(self) -> None:
        assert "next_url" not in read(subscribed(older=links("2021-08")[:2]))


def month(each: Article) -> str:
    """The period it belongs to."""
    return each.published.strftime("%Y-%m")


def published(articles: Sequence[Article], limit: int) -> dict[str, Feed]:
    """Every document, by period: archives of all months but the newest; "" holds that month, or more up to `limit`."""
    newest = sorted(articles, key=lambda each: each.published, reverse=True)
    months = {name: tuple(group) for name, group in groupby(newest, month)}
    _, *closed = [*months] or [""]
    first = next(iter(months.values()), ())
    periods = [*closed, None]
    older = {one: links(two) if two else () for one, two in zip(["", *closed], periods, strict=True)}
    documents = {"": feed(*newest[: max(limit, len(first))], older=older[""])}
    for name in closed:
        documents[name] = archive(*months[name], period=name, links=links(name), older=older[name])
    return documents


def by_feedparser(data: bytes) -> tuple[list[str], str | None]:
    """The ids in a document in XML, and where older ones are."""
    parsed = feedparser.parse(data)
    older = [link.href for link in parsed.feed.links if link.rel == "prev-archive"]
    assert not parsed.bozo
    assert len(older) <= 1
    return [entry.id for entry in parsed.entries], older[0] if older else None


def by_json(data: bytes) -> tuple[list[str], str | None]:
    """The same of a JSON Feed."""
    made = json.loads(data)
    return [item["id"] for item in made["items"]], made.get("next_url")


def walked(name: str, documents: dict[str, Feed]) -> list[list[str]]:
    """The ids of the documents that links lead to one after the other, from the one that people subscribe to."""
    at = {made.self_url(name): document(name, made) for made in documents.values()}
    url: str | None = documents[""].self_url(name)
    found = []
    while url:
        ids, url = (by_json if name == "json" else by_feedparser)(at.pop(url))  # a document met twice is a KeyError
        found.append(ids)
    return found


START: Final = datetime(2021, 1, 1, tzinfo=UTC)
DAYS: Final = st.lists(st.integers(0, 400), unique=True, max_size=12)  # so few that there are months without any


def on(days: list[int]) -> list[Article]:
    """An article on each of these days after the start."""
    return [article(url=f"https://example.org/{day}", published=START + timedelta(days=day)) for day in days]


class TestWalk:
    """Who follows the links has every entry once, after merging by id. Spec: RFC 5005 §4.2."""

    @given(DAYS, st.integers(0, 12))
    @examples(0.6)
    def test_any_archived_feed_is_found_whole(self, days: list[int], limit: int) -> None:
        articles = on(days)
        documents = published(articles, limit)

        for name in FORMATS:
            first, *archives = walked(name, documents)
            archived = [identity for ids in archives for identity in ids]

            assert {*first, *archived} == {each.id for each in articles}, name
            assert len(archived) == len(set(archived)), name
            assert len(archives) == len(documents) - 1, name

    @given(DAYS, st.integers(0, 12))
    @examples(0.3)
    def test_nobody_complains_about_its_documents(self, days: list[int], limit: int) -> None:
        for made in published(on(days), limit).values():
            for name, media_type in FORMATS.items():
                assert findings(document(name, made), media_type) == []
