"""JSON Feed, and exports of WordPress and Ghost, that are wrong: each fault has its place, and the others arrive."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.sources.malformed import FOREIGN, are_clear, case
from tests.sources.test_foreign_items import GHOST_POST, JSON_ITEM, POST, ghost, json_feed, wxr
from tests.sources.test_rows import read, titles, told

DIGITS = "9" * 5_000
NOT_TEXT: tuple[Any, ...] = (5, True, [], {}, ["a"], {"a": "b"})


def raw(text: str, name: str, value: str) -> str:
    """The text with another first value at `name`, one that no program would write."""
    begin, _, rest = text.partition(f'"{name}": "')
    return f'{begin}"{name}": {value}{rest[rest.index(chr(34)) + 1 :]}'


def of_feed(**changes: Any) -> str:
    return json_feed(JSON_ITEM | changes, JSON_ITEM | {"id": "2", "title": "Good"})


FEED_ITEMS = [
    *(
        case(f"{name} is {value!r}", of_feed(**{name: value}), f"type-wrong /items/0/{name}")
        for name in ("title", "summary", "content_html", "content_text", "url", "image")
        for value in NOT_TEXT
    ),
    case("an id that is a list", of_feed(id=[1]), "type-wrong /items/0/id"),
    case("an id of 5,000 digits", raw(of_feed(), "id", DIGITS), "value-wrong /items/0"),
    case("a date of words", of_feed(date_published="soon"), "date-unreadable /items/0/date_published"),
    case("a date that is a number", of_feed(date_published=1_704_189_600), "date-unreadable /items/0/date_published"),
    case("a date that is null", of_feed(date_published=None), "field-missing /items/0/date_published"),
    case("no such date", of_feed(date_published="2024-02-30T00:00:00Z"), "date-unreal /items/0/date_published"),
    case("a change of words", of_feed(date_modified="soon"), "date-unreadable /items/0/date_modified"),
    case("tags that are an object", of_feed(tags={"a": 1}), "type-wrong /items/0/tags/0"),
    case("a tag that is a list", of_feed(tags=["a", []]), "type-wrong /items/0/tags/1"),
    case("authors that are text", of_feed(authors="Ann"), "type-wrong /items/0/authors"),
    case("authors that are texts", of_feed(authors=["Ann"]), "type-wrong /items/0/authors"),
    case("an author whose name is a number", of_feed(authors=[{"name": 5}]), "type-wrong /items/0/authors"),
    case("an author that is text", of_feed(author="Ann"), "type-wrong /items/0/author"),
    case("attachments that are text", of_feed(attachments="a.mp3"), "type-wrong /items/0/attachments"),
    case("attachments that are numbers", of_feed(attachments=[5]), "type-wrong /items/0/attachments"),
    case("an address of an attachment", of_feed(attachments=[{"url": "x"}]), "url-wrong /items/0/attachments/0/url"),
    case("an address of another scheme", of_feed(url="ftp://e.org/"), "url-wrong /items/0/url"),
    case("half a surrogate pair", of_feed(title="\ud83d"), "json-syntax /items/0"),
    case("NaN", raw(of_feed(), "url", "NaN"), "json-syntax /items/0"),
    case("a key twice", raw(of_feed(), "url", '"a", "url": "b"'), "key-repeated /items/0/url"),
    case("an item that is text", json_feed("x", JSON_ITEM | {"title": "Good"}), "row-shape /items/0"),
    case("an item that is null", json_feed(None, JSON_ITEM | {"title": "Good"}), "row-shape /items/0"),
    case("an item that is a list", json_feed([], JSON_ITEM | {"title": "Good"}), "row-shape /items/0"),
    case("100,000 lists", raw(of_feed(), "url", f"{'[' * 100_000}{']' * 100_000}"), "json-syntax /items/0"),
]


class TestJsonFeed:
    """Spec: jsonfeed.org/version/1.1."""

    @pytest.mark.parametrize(("text", "problem"), FEED_ITEMS)
    def test_an_item_that_is_wrong_hides_no_other(self, tmp_path: Path, text: str, problem: str) -> None:
        outcomes = read(tmp_path, "a.json", text)

        assert told(outcomes)[0].partition(" ")[2] == problem
        assert told(outcomes)[0].startswith("1:")
        assert titles(outcomes) == ["Good"]
        assert are_clear(outcomes)

    @pytest.mark.parametrize("address", ["http://[", "http://[x", "https://a:b:c/", "javascript:x", "", "//x"])
    def test_a_home_page_that_is_no_address(self, tmp_path: Path, address: str) -> None:
        text = json_feed(JSON_ITEM).replace('"https://j.example/"', json.dumps(address), 1)

        assert titles(read(tmp_path, "a.json", text)) == ["J"]

    @pytest.mark.parametrize("items", ["{}", "null", "5", '"x"'])
    def test_items_that_are_no_list(self, tmp_path: Path, items: str) -> None:
        text = json_feed().replace("[]", items)

        assert told(read(tmp_path, "a.json", text)) == ["1:1 rows-missing"]

    def test_a_feed_that_is_cut(self, tmp_path: Path) -> None:
        text = json_feed(JSON_ITEM, JSON_ITEM)
        outcomes = read(tmp_path, "a.json", text[:-30])

        assert [each.split()[1] for each in told(outcomes)] == ["json-syntax", "json-syntax"]
        assert titles(outcomes) == ["J"]


def of_ghost(**changes: Any) -> str:
    return ghost(GHOST_POST | changes, GHOST_POST | {"id": "5f2", "title": "Good"})


GHOST_POSTS = [
    *(
        case(f"{name} is {value!r}", of_ghost(**{name: value}), f"type-wrong {name}")
        for name in (
            "title",
            "slug",
            "html",
            "custom_excerpt",
            "feature_image",
            "canonical_url",
            "status",
            "visibility",
        )
        for value in NOT_TEXT
    ),
    case("no slug", of_ghost(slug=""), "field-missing slug"),
    case("no title", of_ghost(title="", html=""), "field-missing title"),
    case("half a surrogate pair", of_ghost(title="\ud83d"), "field-missing title"),
    case("a date of words", of_ghost(published_at="soon"), "date-unreadable published_at"),
    case("no such date", of_ghost(published_at="2024-02-30 00:00:00"), "date-unreal published_at"),
    case("a date that is a list", of_ghost(published_at=[]), "field-missing published_at"),
    case("a date far away", of_ghost(published_at=10**18), "date-unreadable published_at"),
    case("a date of 5,000 digits", raw(of_ghost(), "published_at", DIGITS), "date-unreadable published_at"),
    case("a date that is no number", raw(of_ghost(), "published_at", "NaN"), "date-unreadable published_at"),
    case("a date without end", raw(of_ghost(), "published_at", "1e999"), "date-unreadable published_at"),
    case("a change of words", of_ghost(updated_at="soon"), "date-unreadable updated_at"),
    case("a picture of words", of_ghost(feature_image="x y"), "url-wrong feature_image"),
    case("a body of 9 MiB", of_ghost(html="x" * (9 << 20)), "body-wrong html"),
    case("a post that is text", ghost("x", GHOST_POST | {"title": "Good"}), "row-shape"),
    case("a post that is null", ghost(None, GHOST_POST | {"title": "Good"}), "row-shape"),
    case("a post that is a list", ghost([1], GHOST_POST | {"title": "Good"}), "row-shape"),
]
GHOST_FILES = [
    case("cut in a post", of_ghost()[:60], "1:36 json-syntax"),
    case("cut at the end", of_ghost()[:-1], f"1:{len(of_ghost())} json-syntax"),
    case("two exports", of_ghost() * 2, f"1:{len(of_ghost()) + 1} json-syntax"),
    case("two commas", of_ghost().replace(",", ",,", 1), "1:63 json-syntax"),
    case("a control character", raw(of_ghost(), "title", '"\x01"'), "1:74 json-syntax"),
    case("100,000 lists", raw(of_ghost(), "title", "[" * 100_000), "1:1 json-syntax"),
    case("no posts", '{"db": [{"data": {}}]}', "1:1 rows-missing"),
    case("posts that are an object", '{"db": [{"data": {"posts": {}}}]}', "1:1 rows-missing"),
    case("data that is null", '{"db":[{"data": null}]}', "1:1 rows-missing"),
    case("no database", '{"db":[]}', "1:1 rows-missing"),
    case("UTF-16", of_ghost().encode("utf-16"), "1:1 not-utf-8"),
    case("Latin-1", of_ghost().encode().replace(b'"G"', b'"\xe9"'), "1:74 not-utf-8"),
]


class TestGhost:
    """A post, or a whole export of Ghost."""

    @pytest.mark.parametrize(("text", "problem"), GHOST_POSTS)
    def test_a_post_that_is_wrong_hides_no_other(self, tmp_path: Path, text: str, problem: str) -> None:
        outcomes = read(tmp_path, "a.json", text)
        rule, _, field = problem.partition(" ")

        assert told(outcomes)[0].split()[1:] == [rule, f"/db/0/data/posts/0/{field}".rstrip("/")]
        assert titles(outcomes) == ["Good"]
        assert are_clear(outcomes)

    @pytest.mark.parametrize(("data", "problem"), GHOST_FILES)
    def test_what_is_no_export_has_one_place(self, tmp_path: Path, data: str | bytes, problem: str) -> None:
        outcomes = read(tmp_path, "a.json", data)

        assert told(outcomes) == [problem]
        assert are_clear(outcomes)

    @pytest.mark.parametrize("table", ["x", 5, None, {}, [1, None, "x", []], [{"id": [], "post_id": {}, "name": 5}]])
    def test_tables_of_another_shape_say_nothing(self, tmp_path: Path, table: Any) -> None:
        names = ("tags", "users", "posts_tags", "posts_authors", "posts_meta")
        outcomes = read(tmp_path, "a.json", ghost(GHOST_POST, **dict.fromkeys(names, table)))

        assert (titles(outcomes), told(outcomes)) == (["G"], [])


GOOD = POST.replace("Hello", "Good").replace("?p=1", "?p=2")
DATE = "2024-01-02 03:04:05"


def of_wxr(was: str, now: str) -> str:
    """An export whose first post, in line 3, is wrong."""
    assert was in POST
    return wxr(POST.replace(was, now, 1), GOOD)


FAULTS = [  # what stands in place of the title, in column 14, and where the fault is
    case("an ampersand", "A & B", "3:17"),
    case("less than", "a < b", "3:17"),
    case("a control character", "\x01", "3:14"),
    case("NUL", "\x00", "3:14"),
    case("a reference to NUL", "&#0;", "3:14"),
    case("a reference to half a surrogate pair", "&#xD800;", "3:14"),
    case("an entity of HTML", "a&nbsp;b", "3:15"),
    case("a tag that is not closed", "<b>", "3:19"),
    case("a tag that was not opened", "</b>", "3:16"),
    case("tags that cross", "<b><i></b></i>", "3:22"),
    case("an attribute twice", "<b a='' a=''/>", "3:22"),
    case("an attribute without quotes", "<b a=x/>", "3:19"),
    case("a comment with dashes", "<!-- a -- b -->", "3:23"),
    case("an end of CDATA", "]]>", "3:16"),
    case("a declaration", "<?xml version='1.0'?>", "3:14"),
    case("100,000 tags", "<a>" * 100_000, "3:770"),
    case("100,000 tags that are closed", "<a>" * 100_000 + "</a>" * 100_000, "3:770"),
]
FIELDS = [
    case("no link", "<link>https://w.example/hello/</link>", "", "field-missing link"),
    case("a link of another scheme", "https://w.example/hello/", "javascript:x", "url-wrong link"),
    case("a link of words", "https://w.example/hello/", "no link", "url-wrong link"),
    case("a date of words", DATE, "soon", "date-unreadable wp:post_date_gmt"),
    case("no such date", DATE, "2024-02-30 00:00:00", "date-unreal wp:post_date_gmt"),
    case("an empty date", DATE, "0000-00-00 00:00:00", "field-missing wp:post_date_gmt"),
    case("a date in the year 1", DATE, "0001-01-01 00:00:00", "date-out-of-range wp:post_date_gmt"),
    case("a title of 100,000 characters", "Hello", "x" * 100_000, "value-wrong title"),
    case("a body of 9 MiB", "Hi</p>", "x" * (9 << 20), "file-too-large"),
    case("a body of 100,000 tags", "Hi</p>", "<p>" * 100_000, "body-wrong content:encoded"),
]
EXPORT = wxr(POST, GOOD)
EXPORTS = [
    case("cut in the first tag", EXPORT[:200], "1:1", []),
    case("cut in the first post", EXPORT[: EXPORT.index("<dc:creator>")], "3:64", []),
    case("cut in the second post", EXPORT[:-200], "4:330", ["Hello"]),
    case("no end", EXPORT.replace("</channel></rss>", ""), "5:1", ["Hello", "Good"]),
    case("no end of the channel", EXPORT.replace("</channel>", ""), "5:3", ["Hello", "Good"]),
    case("two roots", EXPORT + EXPORT, "5:17", ["Hello", "Good"] * 2),
    case("text behind the end", EXPORT + "x", "5:17", ["Hello", "Good"]),
    case("a space before the declaration", f" <?xml version='1.0'?>{EXPORT}", "1:2", ["Hello", "Good"]),
    case("entities", f"<!DOCTYPE rss [<!ENTITY a 'x'>]>{EXPORT}", "1:16", ["Hello", "Good"]),
    case("an entity of a file", f"<!DOCTYPE rss [<!ENTITY a SYSTEM 'file:///x'>]>{EXPORT}", "1:16", ["Hello", "Good"]),
    case("Latin-1", EXPORT.replace("Hello", "Héllo").encode("latin-1"), "3:15", ["Héllo", "Good"]),
    case("an unknown encoding", f"<?xml version='1.0' encoding='x-no'?>{EXPORT}", "1:1", ["Hello", "Good"]),
]


class TestWordPress:
    """A post, or a whole export of WordPress."""

    @pytest.mark.parametrize(("title", "place"), FAULTS)
    def test_a_post_that_is_not_well_formed_hides_no_other(self, tmp_path: Path, title: str, place: str) -> None:
        outcomes = read(tmp_path, "a.xml", of_wxr("Hello", title))

        assert told(outcomes) == [f"{place} feed-syntax"]
        assert titles(outcomes) == ["Good"]
        assert are_clear(outcomes)

    @pytest.mark.parametrize(("was", "now", "problem"), FIELDS)
    def test_a_post_with_a_wrong_field_hides_no_other(self, tmp_path: Path, was: str, now: str, problem: str) -> None:
        outcomes = read(tmp_path, "a.xml", of_wxr(was, now))

        assert told(outcomes) == [f"3:1 {problem}"]
        assert titles(outcomes) == ["Good"]

    @pytest.mark.parametrize(("data", "place", "arriving"), EXPORTS)
    def test_the_first_fault_of_an_export_has_its_place(
        self, tmp_path: Path, data: str | bytes, place: str, arriving: list[str]
    ) -> None:
        outcomes = read(tmp_path, "a.wxr", data)

        assert told(outcomes)[0].split()[0] == place
        assert titles(outcomes) == arriving
        assert are_clear(outcomes)

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
    def test_a_draft_stays_one_in_any_encoding(self, tmp_path: Path, encoding: str) -> None:
        """An export that is taken for another feed would show what nobody published."""
        draft = POST.replace(">publish<", ">draft<").replace("<wp:status>", f"<pubDate>{DATE}</pubDate><wp:status>")
        outcomes = read(tmp_path, "a.xml", wxr(draft, GOOD).encode(encoding))

        assert "Hello" not in titles(outcomes)

    def test_a_draft_stays_one_beside_a_post_that_is_not_well_formed(self, tmp_path: Path) -> None:
        draft = POST.replace(">publish<", ">draft<").replace("Hello", "Draft")
        outcomes = read(tmp_path, "a.xml", wxr(POST.replace("Hello", "&"), draft, GOOD))

        assert titles(outcomes) == ["Good"]

    def test_a_namespace_whose_address_is_none(self, tmp_path: Path) -> None:
        """libxml2 refuses what expat takes."""
        outcomes = read(tmp_path, "a.wxr", EXPORT.replace("xmlns:wp", "xmlns:x='http://a|b/' xmlns:wp"))

        assert titles(outcomes) == ["Hello", "Good"]
        assert [each.split()[1] for each in told(outcomes)] == ["feed-syntax"]

    @pytest.mark.parametrize("data", FOREIGN)
    def test_content_of_another_kind_is_named(self, tmp_path: Path, data: bytes) -> None:
        assert told(read(tmp_path, "a.wxr", data)) == ["1:1 content-foreign"]
