"""`render`: a document of articles that a program hands over."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import pytest
from lxml import etree

import exporters
from exporters import (
    Article,
    ArticleError,
    Diagnostic,
    Level,
    OutputError,
    SettingsError,
    Site,
    UsageError,
    render,
    render_to,
)
from exporters.checks.run import findings
from exporters.formats import registry
from tests.cli.running import environment
from tests.makers import LATER, MOMENT, article, site

SITE: Final = {"title": "Site", "url": "https://example.org/"}
WEST: Final = timezone(-timedelta(hours=3))
FORMATS: Final = ("rss", "atom", "json", "csv")


def given(**fields: Any) -> dict[str, Any]:
    """An article with what is required."""
    return {"title": "Title", "webUrl": "https://example.org/1", "publishedDateTime": MOMENT} | fields


def items(*articles: Any, **options: Any) -> list[dict[str, Any]]:
    """The items of the JSON Feed of `articles`."""
    made: list[dict[str, Any]] = json.loads(render(SITE, articles, "json", **options))["items"]
    return made


def refused(*articles: Any, **options: Any) -> list[str]:
    """What the error says of `articles`."""
    with pytest.raises(ArticleError) as caught:
        render(SITE, articles, **options)
    return list(map(str, caught.value.diagnostics))


class TestDocument:
    """The document is that of an export."""

    @pytest.mark.parametrize("name", FORMATS)
    def test_checks_find_nothing_in_it(self, name: str) -> None:
        document = render(SITE, [given(), given(webUrl="/2", content_html="<p>Hi</p>")], name)

        assert findings(document, registry.get_built_in(name).media_type) == []

    @pytest.mark.parametrize("name", FORMATS)
    def test_a_stream_gets_the_same_bytes_entry_by_entry(self, name: str) -> None:
        articles = [given(id=str(number), excerpt="word " * 100) for number in range(20)]
        pieces: list[bytes] = []

        class Stream(BytesIO):
            def write(self, data: Any) -> int:
                pieces.append(bytes(data))
                return len(data)

            def writelines(self, lines: Any) -> None:
                for line in lines:
                    self.write(line)

        render_to(Stream(), SITE, articles, name, on_problem=lambda _: None)

        assert b"".join(pieces) == render(SITE, articles, name)
        assert max(map(len, pieces)) < 2_500

    def test_the_newest_comes_first_and_equal_ones_by_id(self) -> None:
        articles = [given(id="b"), given(id="c", publishedDateTime=LATER), given(id="a")]

        assert [each["id"] for each in items(*articles)] == ["c", "a", "b"]

    def test_without_articles_it_is_a_feed_without_entries(self) -> None:
        assert json.loads(render(SITE, [], "json"))["items"] == []
        assert b"lastBuildDate" not in render(SITE, [])

    def test_articles_may_come_from_a_generator(self) -> None:
        assert len(json.loads(render(SITE, (given(id=name) for name in "ab"), "json"))["items"]) == 2

    def test_the_same_from_many_threads(self) -> None:
        articles = [given(id=str(number), content_html=f"<p>{number}</p>") for number in range(10)]
        once = render(SITE, articles)

        with ThreadPoolExecutor(8) as pool:
            made = list(pool.map(lambda _: render(SITE, articles), range(40)))

        assert set(made) == {once}

    @pytest.mark.parametrize("name", FORMATS)
    def test_the_locale_of_the_process_is_left_alone(self, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        def switch(*_: Any) -> str:
            raise AssertionError("a locale belongs to all threads")

        monkeypatch.setattr("locale.setlocale", switch)

        assert render(SITE, [given()], name)


class TestSite:
    """The site is a mapping with the names of the settings, or a `Site`."""

    def test_a_site_and_its_mapping_make_the_same_document(self) -> None:
        mapping = {"title": "Site", "description": "About it", "url": "https://example.org"}

        assert render(mapping, [given()]) == render(site(), [given()])

    def test_what_is_left_out_is_made_of_the_address(self) -> None:
        made = json.loads(render({"url": "https://example.org/blog/"}, [], "json"))

        assert (made["title"], made["feed_url"]) == ("example.org", "https://example.org/blog/feeds/feed.json")

    def test_every_problem_is_told(self) -> None:
        wrong = {"titel": "Site", "url": "ftp://example.org/", "author": {"url": "https://example.org/"}}

        with pytest.raises(SettingsError) as caught:
            render(wrong, [])

        assert [each.field for each in caught.value.diagnostics] == ["site.author.name", "site.titel", "site.url"]

    def test_an_address_is_needed(self) -> None:
        with pytest.raises(SettingsError, match=r"site\.url: the address of the site is missing"):
            render({"title": "Site"}, [])

    def test_a_feed_has_a_title_a_path_and_a_limit_of_its_own(self) -> None:
        feed = {"path": "topics/ai", "title": "AI", "limit": 1}
        made = json.loads(render(SITE, [given(id="a"), given(id="b")], "json", feed=feed))

        assert (made["title"], len(made["items"])) == ("AI", 1)
        assert made["feed_url"] == "https://example.org/feeds/topics/ai/feed.json"

    def test_a_feed_of_excerpts_has_no_content(self) -> None:
        made = items(given(content_html="<p>Hi</p>"), feed={"content": "excerpt"})

        assert "content_html" not in made[0]

    @pytest.mark.parametrize(
        ("feed", "told"),
        [
            ({"where": {"topics": "AI"}}, "feed.where: chooses articles or formats"),
            ({"path": "topics/{topic}"}, 'feed.path: "topics/{topic}" contains a placeholder'),
            ({"ttl": "soon"}, 'feed.ttl: "soon" is text'),
            ({"path": "../x"}, "feed.path: "),
        ],
    )
    def test_what_a_feed_can_not_be_is_told(self, feed: dict[str, Any], told: str) -> None:
        with pytest.raises(SettingsError) as caught:
            render(SITE, [], feed=feed)

        assert told in str(caught.value)

    def test_a_document_is_published_where_the_program_says(self) -> None:
        made = json.loads(render(SITE, [], "json", self_url="https://example.org/news.json"))

        assert made["feed_url"] == "https://example.org/news.json"
        with pytest.raises(SettingsError, match="self_url: "):
            render(SITE, [], self_url="/news.json")


class Kind(Enum):
    """What an article is."""

    NEWS = "news"


class Safe(str):
    """Text that a framework has marked."""

    __slots__ = ()


@dataclass
class Picture:
    """A picture."""

    url: str
    width: int | None = None


@dataclass
class Post:
    """An article as a program has it."""

    title: str
    webUrl: str  # noqa: N815
    publishedDateTime: datetime  # noqa: N815
    images: list[Picture] = field(default_factory=list)
    excerpt: str | None = None


class TestArticles:
    """Articles are mappings, dataclasses or `Article` values."""

    def test_a_dataclass_is_taken_by_the_names_of_its_fields(self) -> None:
        post = Post("Title", "https://example.org/1", MOMENT, [Picture("https://example.org/a.png", 12)])

        assert render(SITE, [post]) == render(SITE, [given(images=[{"url": "https://example.org/a.png", "width": 12}])])

    def test_an_article_is_taken_as_it_is(self) -> None:
        made = article(title="Title", summary="Title", authors=(exporters.Person(name="Site"),))

        assert render(SITE, [made]) == render(SITE, [given()])

    def test_the_html_of_an_article_is_sanitised_too(self) -> None:
        told: list[Diagnostic] = []
        made = article(content_html='<p onclick="x()">Hi<script>alert(1)</script></p>')

        assert b"<p>Hi</p>" in render(SITE, [made], "json", on_problem=told.append)
        assert [str(each) for each in told] == [
            "articles[0]: note: content_html: contains onclick, script; removed [html-unsafe]"
        ]

    def test_drafts_and_withdrawn_articles_are_left_out(self) -> None:
        hidden = [given(published=False), given(draft=True), given(removed=True), given(published="no")]
        hidden_articles = [article(is_draft=True), article(is_withdrawn=True)]

        assert items(*hidden, *hidden_articles) == []

    def test_of_articles_with_one_id_the_latest_stays(self) -> None:
        told: list[Diagnostic] = []
        articles = [given(title="old"), given(title="new", updatedDateTime=LATER), given(title="older")]

        assert [each["title"] for each in items(*articles, on_problem=told.append)] == ["new"]
        assert [(each.rule, each.path) for each in told] == [
            ("id-repeated", "articles[0]"),
            ("id-repeated", "articles[2]"),
        ]

    def test_private_values_never_leave(self) -> None:
        made = given(secured="cipher", provider={"name": "P", "SECURED": "cipher"})

        assert all(b"cipher" not in render(SITE, [made], name) for name in FORMATS)

    @pytest.mark.parametrize("wrong", [None, 7, "text", ["list"]])
    def test_anything_else_is_refused_by_its_type(self, wrong: object) -> None:
        assert "pass a mapping, a dataclass or an Article [type-wrong]" in refused(wrong)[0]


class TestValues:
    """Articles are values of Python; a value that no article can have is an error with its name."""

    @pytest.mark.parametrize(
        "moment",
        [
            MOMENT,
            MOMENT.astimezone(timezone(timedelta(hours=5, minutes=30))),
            MOMENT.replace(microsecond=999_999),
            "2024-01-02T03:04:05Z",
            "2024-01-02T04:04:05.123456+01:00",
        ],
    )
    def test_moments_become_whole_seconds_of_utc(self, moment: object) -> None:
        assert items(given(publishedDateTime=moment))[0]["date_published"] == "2024-01-02T03:04:05Z"

    def test_a_moment_without_zone_takes_the_one_that_is_given(self) -> None:
        naive = given(publishedDateTime=datetime(2024, 7, 2, 3, 4, 5))  # noqa: DTZ001

        assert items(naive, timezone="Europe/Berlin")[0]["date_published"] == "2024-07-02T01:04:05Z"
        assert items(naive, timezone=UTC)[0]["date_published"] == "2024-07-02T03:04:05Z"
        assert "pass a datetime that has a time zone, or give timezone" in refused(naive)[0]
        with pytest.raises(SettingsError, match="did you mean Europe/Berlin"):
            render(SITE, [], timezone="Europe/Berln")

    def test_a_date_is_its_midnight(self) -> None:
        made = items(given(publishedDateTime=date(2024, 7, 2)), timezone="Europe/Berlin")

        assert made[0]["date_published"] == "2024-07-01T22:00:00Z"

    @pytest.mark.parametrize(
        "moment", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=timezone(-timedelta(hours=3)))]
    )
    def test_a_moment_at_the_end_of_the_calendar_is_out_of_range(self, moment: datetime) -> None:
        assert "[date-out-of-range]" in refused(given(publishedDateTime=moment))[0]

    def test_values_of_many_types_are_text_or_numbers(self) -> None:
        made = items(
            given(
                id=UUID(int=7),
                title=Safe("<b>"),
                category=Kind.NEWS,
                quality=Decimal("1.5"),
                heat=7,
                topics=("a", Safe("b")),
            )
        )[0]

        assert made["id"] == "00000000-0000-0000-0000-000000000007"
        assert (made["title"], made["tags"]) == ("<b>", ["a", "b"])
        assert made["_outfeed"] == {"category": "news", "quality": 1.5, "heat": 7}

    def test_a_long_number_as_id_is_text(self) -> None:
        assert items(given(id=2**70))[0]["id"] == str(2**70)

    @pytest.mark.parametrize(
        "value", [b"bytes", object(), {1, 2}, 10**400, Decimal("sNaN"), [object()], {"a": object()}]
    )
    def test_a_value_of_another_type_is_named(self, value: object) -> None:
        said = refused(given(anything=value))

        assert [line.partition("; ")[2] for line in said] == [
            "pass text, a number, True, False, a date, a list or a mapping [type-wrong]"
        ]
        assert ": error: anything" in said[0]

    def test_a_mapping_that_holds_itself_is_refused(self) -> None:
        endless = given()
        endless["provider"] = endless

        assert any("nested more than 64 levels deep" in line for line in refused(endless))

    def test_a_key_that_is_no_text_is_refused(self) -> None:
        assert "the key 7 is not text" in refused(given() | {7: "x"})[0]

    def test_two_bodies_are_one_too_many(self) -> None:
        assert (
            "content_markdown: content_html is given too; keep one of them"
            in refused(given(content_html="a", content_markdown="b"))[0]
        )

    def test_a_body_is_text(self) -> None:
        assert "content_html: not text; pass text" in refused(given(content_html=7))[0]

    def test_markdown_becomes_html_and_html_stays(self) -> None:
        markdown, html = items(
            given(id="a", content_markdown="*Hi* {% raw %}"), given(id="b", content_html="*Hi* {% raw %}")
        )

        assert markdown["content_html"] == "<p><em>Hi</em> {% raw %}</p>"
        assert html["content_html"] == "*Hi* {% raw %}"


class TestHostile:
    """What is hostile in a file is harmless here too."""

    @pytest.mark.parametrize("body", ["content_html", "content_markdown"])
    @pytest.mark.parametrize("name", ["rss", "atom", "json"])
    def test_nothing_runs(self, name: str, body: str) -> None:
        hostile = '<p>Hi</p><script>alert(1)</script><a href="javascript:alert(1)" onclick="x()">b</a><iframe src=x>'
        document = render(SITE, [given(**{body: hostile, "title": "<script>t</script>"})], name)

        assert not any(word in document for word in (b"alert", b"onclick", b"iframe"))

    @pytest.mark.parametrize("name", FORMATS)
    def test_no_control_character_arrives(self, name: str) -> None:
        text = "a\x00b\x0bc\ud800d\ufffe\x1b[31m"
        made = given(
            id=text, title=text, excerpt=text, content_html=f"<p>{text}</p>", topics=[text], extra={text: text}
        )
        document = render(SITE, [made], name)

        assert not set(document.decode()) & set("\x00\x0b\x1b\ufffe")
        assert findings(document, registry.get_built_in(name).media_type) == []

    def test_markdown_with_surrogates_is_taken(self) -> None:
        assert items(given(content_markdown="a\ud800b"))[0]["content_html"] == "<p>ab</p>"

    def test_a_table_runs_no_formula(self) -> None:
        assert b"'=1+1" in render(SITE, [given(title="=1+1")], "csv")

    def test_an_address_of_another_scheme_is_refused(self) -> None:
        assert "[url-wrong]" in refused(given(webUrl="javascript:alert(1)"))[0]

    def test_html_that_would_take_too_long_is_refused(self) -> None:
        assert "[body-wrong]" in refused(given(content_html="<b>" * 50_000))[0]
        assert "[body-wrong]" in refused(article(content_html="<b>" * 50_000))[0]


class TestProblems:
    """Problems are raised, all of them, or told one by one."""

    def test_every_problem_of_every_article_is_raised(self) -> None:
        assert refused(given(title=None), given(), given(webUrl=None, publishedDateTime="soon")) == [
            "articles[0]: error: title: missing; write title: … [field-missing]",
            (
                'articles[2]: error: publishedDateTime: "soon" is not a date; '
                "write it like 2021-08-24T07:30:00Z [date-unreadable]"
            ),
            "articles[2]: error: webUrl: missing; write webUrl: https://… [field-missing]",
        ]

    def test_nothing_is_written_where_one_is_refused(self) -> None:
        stream = BytesIO()

        with pytest.raises(ArticleError):
            render_to(stream, SITE, [given(), given(title=None)])

        assert stream.getvalue() == b""

    def test_a_function_is_told_all_and_the_others_are_shown(self) -> None:
        told: list[Diagnostic] = []
        made = items(given(id="a", title=" x "), given(title=None), given(id="b", odd=1), on_problem=told.append)

        assert [each["id"] for each in made] == ["a", "b"]
        assert [(each.level, each.rule, each.path) for each in told] == [
            (Level.NOTE, "text-spaces", "articles[0]"),
            (Level.ERROR, "field-missing", "articles[1]"),
            (Level.NOTE, "key-extra", "articles[2]"),
        ]

    def test_an_old_date_and_a_bare_number_are_warnings(self) -> None:
        told: list[Diagnostic] = []
        old = given(id="7", publishedDateTime="1980-01-01T00:00:00Z")

        render(SITE, [old], on_problem=told.append)
        assert [each.rule for each in told] == ["date-old", "guid-bare-number"]
        told.clear()
        render(SITE, [old], "atom", on_problem=told.append)
        assert [each.rule for each in told] == ["date-old"]

    def test_a_format_that_does_not_exist_is_named(self) -> None:
        with pytest.raises(UsageError, match="no format atm; did you mean atom"):
            render(SITE, [], "atm")

    def test_what_the_stream_raises_is_raised(self) -> None:
        class Closed(BytesIO):
            def write(self, _data: Any) -> int:
                raise BrokenPipeError

            def writelines(self, _lines: Any) -> None:
                raise BrokenPipeError

        with pytest.raises(BrokenPipeError):
            render_to(Closed(), SITE, [given()])


class TestPlugin:
    """A plugin's format is rendered like ours; what it raises is told."""

    class Titles:
        """Writes titles; fails at one of them."""

        name, media_type, filename, scope = "titles", "text/plain", "titles.txt", "feed"

        def write(self, feed: exporters.Feed, out: Any) -> None:
            for each in feed.entries:
                out.write(f"{each.title}\n".encode())
                if each.title == "bad":
                    raise ValueError("no such title")

    @pytest.fixture(autouse=True)
    def installed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(registry, "find_exporters", lambda _: [self.Titles()])

    def test_it_is_written(self) -> None:
        assert render(SITE, [given()], "titles") == b"Title\n"

    def test_its_error_is_told_and_nothing_is_written(self) -> None:
        stream = BytesIO()

        with pytest.raises(OutputError, match="the format titles failed: ValueError: no such title"):
            render_to(stream, SITE, [given(title="bad")], "titles")

        assert stream.getvalue() == b""


WATCHED: Final = """
import sys
from exporters import render

touched, watching = [], False
def audit(event, arguments):
    if watching and event.partition(".")[0] in ("open", "os", "subprocess", "socket", "shutil", "tempfile", "sqlite3"):
        touched.append((event, arguments))

sys.addaudithook(audit)
site = {"url": "https://example.org/"}
articles = [
    {"title": "A", "webUrl": "/a", "publishedDateTime": "2024-01-02T03:04:05Z", "content_html": "<p>Hi</p>"},
    {"title": "B", "webUrl": "/b", "publishedDateTime": "2024-01-02T03:04:05Z", "content_markdown": "*Hi*"},
]
for name in ("rss", "atom", "json", "csv"):
    for watching in (False, True):  # the first time, it loads
        render(site, articles, name)
    watching = False
assert touched == [], touched
"""


class TestQuiet:
    """No disk, no process, nothing printed, once it is loaded."""

    def test_nothing_outside_is_touched(self, tmp_path: Path) -> None:
        done = subprocess.run(
            [sys.executable, "-c", WATCHED],
            cwd=tmp_path,
            env=environment(),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_site_value_is_one_of_the_public_ones() -> None:
    assert isinstance(site(), Site)
    assert isinstance(article(), Article)
    assert etree.fromstring(render(site(), [article()])).tag == "rss"
