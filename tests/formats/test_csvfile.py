"""CSV: one row an article, what a spreadsheet would calculate made harmless; and the metadata beside it."""

import csv
import io
import json
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.checks.csvfile import remove_guards
from exporters.formats.csvfile import EXPORTER, guard
from exporters.model.article import Enclosure, Image, Person, Provider, Related
from exporters.model.feed import Feed
from tests.makers import LATER, article, document, feed

MP3: Final = Enclosure(
    url="https://example.org/a.mp3", media_type="audio/mpeg", length=123, duration=61, title="Episode one"
)
PAGE: Final = Enclosure(url="https://example.org/a.pdf")
HEADER: Final = (
    "id,url,original_url,title,summary,published,updated,authors,provider_name,provider_domain,provider_image_url,"
    "topics,category,type,image_url,image_width,image_height,related_urls,quality,heat,amp_url,amp_cdn_url"
)


def rows(made: Feed) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(document("csv", made).decode(), newline="")))


def row(**fields: object) -> dict[str, str]:
    return rows(feed(article(**fields)))[0]


def metadata(**fields: object) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(EXPORTER.companions(feed(**fields))["feed.csv-metadata.json"])
    return value


class TestColumns:
    """The columns, in their order."""

    def test_the_header_names_them(self) -> None:
        assert document("csv", feed()).decode().splitlines() == [HEADER]

    def test_a_row_has_as_many_cells_as_the_header(self) -> None:
        made = document("csv", feed(article(), article(title="a,b\r\nc"))).decode()

        assert {len(each) for each in csv.reader(io.StringIO(made, newline=""))} == {22}

    def test_columns_of_files_come_last_and_only_where_the_site_has_files(self) -> None:
        podcast = feed(article(enclosures=(MP3,)), article(id="2"), has_enclosures=True)

        lines = document("csv", podcast).decode().splitlines()

        names = [f"enclosure_{name}" for name in ("url", "type", "length", "duration", "title")]
        assert lines[0] == ",".join([HEADER, *names])
        assert lines[1].endswith(",https://example.org/a.mp3,audio/mpeg,123,61,Episode one")
        assert lines[2].endswith(",,,,,")
        assert [each["name"] for each in metadata(has_enclosures=True)["tableSchema"]["columns"]] == lines[0].split(",")

    @pytest.mark.parametrize(
        ("files", "url"),
        [
            ((PAGE, MP3), "https://example.org/a.mp3"),
            ((PAGE,), "https://example.org/a.pdf"),
            ((), ""),
        ],
    )
    def test_the_file_is_that_of_rss_else_the_first(self, files: tuple[Enclosure, ...], url: str) -> None:
        [only] = rows(feed(article(enclosures=files), has_enclosures=True))

        assert only["enclosure_url"] == url

    def test_what_is_not_given_is_an_empty_cell(self) -> None:
        given = {"id", "url", "title", "summary", "published", "updated", "authors"}

        assert {name for name, cell in row().items() if cell} == given

    @pytest.mark.parametrize(
        ("fields", "column", "cell"),
        [
            ({"id": "chips 2021"}, "id", "chips 2021"),
            ({"url": "https://example.org/?a=1&b=2"}, "url", "https://example.org/?a=1&b=2"),
            ({"original_url": "https://elsewhere.example/1"}, "original_url", "https://elsewhere.example/1"),
            ({"title": "<b>bold?</b> & 人"}, "title", "<b>bold?</b> & 人"),
            ({"summary": "Q&amp;A"}, "summary", "Q&amp;A"),
            ({}, "published", "2024-01-02T03:04:05Z"),
            ({}, "updated", "2024-01-02T03:04:05Z"),
            ({"updated": LATER}, "updated", "2024-01-03T03:04:05Z"),
            ({"authors": (Person(name="Ann"), Person(name="Bob"))}, "authors", "Ann|Bob"),
            ({"provider": Provider(name="Wired")}, "provider_name", "Wired"),
            ({"provider": Provider(domain="wired.com")}, "provider_domain", "wired.com"),
            (
                {"provider": Provider(image=Image(url="https://wired.com/l.png"))},
                "provider_image_url",
                "https://wired.com/l.png",
            ),
            ({"topics": ("AI", "R&D")}, "topics", "AI|R&D"),
            ({"category": "news"}, "category", "news"),
            ({"type": "video"}, "type", "video"),
            (
                {"images": (Image(url="https://e.example/1"), Image(url="https://e.example/2"))},
                "image_url",
                "https://e.example/1",
            ),
            ({"images": (Image(url="https://e.example/1", width=640),)}, "image_width", "640"),
            ({"images": (Image(url="https://e.example/1", height=480),)}, "image_height", "480"),
            (
                {"related": (Related(url="https://r.example/2"), Related(url="https://r.example/1"))},
                "related_urls",
                "https://r.example/2|https://r.example/1",
            ),
            ({"quality": 204}, "quality", "204"),
            ({"quality": 0}, "quality", "0"),
            ({"heat": -3.5}, "heat", "-3.5"),
            ({"amp_url": "https://example.org/amp"}, "amp_url", "https://example.org/amp"),
            ({"amp_cdn_url": "https://cdn.example/amp"}, "amp_cdn_url", "https://cdn.example/amp"),
        ],
    )
    def test_a_cell_holds_its_field(self, fields: dict[str, object], column: str, cell: str) -> None:
        assert row(**fields)[column] == cell

    def test_rows_keep_the_order_of_the_feed(self) -> None:
        assert [each["id"] for each in rows(feed(*(article(id=each) for each in "cab")))] == ["c", "a", "b"]


class TestLists:
    """Lists are joined with `|`; a `|` inside a value becomes `¦`."""

    def test_a_separator_in_a_topic_is_replaced(self) -> None:
        assert row(topics=("a|b", "c"))["topics"] == "a¦b|c"

    def test_a_separator_in_a_name_is_replaced(self) -> None:
        assert row(authors=(Person(name="Ann | Co"),))["authors"] == "Ann ¦ Co"

    def test_outside_lists_it_stays(self) -> None:
        assert row(title="a|b")["title"] == "a|b"


class TestGuard:
    """OWASP, CSV Injection: no cell begins as a formula does."""

    @pytest.mark.parametrize(
        "title",
        ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\tx", "\rx", "=HYPERLINK(1)", "+", "-", "-5%", "+1 555"],
    )
    def test_text_that_could_calculate_is_guarded(self, title: str) -> None:
        assert row(title=title)["title"] == f"'{title}"

    @pytest.mark.parametrize("title", [" =1", "\u3000=1", "＝1+1", "＋1", "－1", "＠a", "' =1"])
    def test_signs_that_are_full_width_or_follow_spaces_calculate_too(self, title: str) -> None:
        assert row(title=title)["title"] == f"'{title}"

    @pytest.mark.parametrize("title", ["-5", "+5", "-3.5", "5", "2021"])
    def test_plain_numbers_are_not(self, title: str) -> None:
        assert row(title=title)["title"] == title

    @pytest.mark.parametrize("title", ["a=b", "1+1", "'a", "'", "e@x.example", "a; b", "; a", "a;'b"])
    def test_other_text_is_not(self, title: str) -> None:
        assert row(title=title)["title"] == title

    @pytest.mark.parametrize("title", ["'=1", "''+a", "'-5"])
    def test_text_that_looks_guarded_is_guarded_so_that_one_mark_can_be_taken_off(self, title: str) -> None:
        assert row(title=title)["title"] == f"'{title}"

    @pytest.mark.parametrize(
        ("title", "cell"),
        [
            (";=1", ";'=1"),
            ("a;=1", "a;'=1"),
            ("a; =1;＝2", "a;' =1;'＝2"),
            ("a\t=1", "a\t'=1"),
            ("a\r=1", "a\r'=1"),
            ("a\n=1", "a\n'=1"),
            ("a;\t=1", "a;'\t'=1"),
            ("a;'=1", "a;''=1"),
            ("=1;=2", "'=1;'=2"),
        ],
    )
    def test_a_formula_after_what_other_spreadsheets_split_at_is_guarded(self, title: str, cell: str) -> None:
        assert row(title=title)["title"] == cell

    @given(st.text(alphabet=";'=\t\r\n -＠a1", max_size=9))
    def test_the_guard_can_be_taken_off(self, title: str) -> None:
        assert remove_guards(guard(title) or "") == title

    @given(st.text(alphabet=";'=\t\r\n -＠a1", max_size=9))
    def test_a_letter_before_a_text_changes_nothing_behind_it(self, rest: str) -> None:
        assert guard(f" a{rest}") == f" {guard(f'a{rest}')}"  # the blank takes the long way

    @pytest.mark.parametrize("column", ["id", "summary", "category", "type"])
    def test_it_stands_in_every_text_column(self, column: str) -> None:
        assert row(**{column: "=1"})[column] == "'=1"

    def test_it_stands_before_a_list(self) -> None:
        assert row(topics=("=1", "=2"))["topics"] == "'=1|=2"

    def test_numbers_are_numbers(self) -> None:
        assert row(heat=-3.5)["heat"] == "-3.5"

    def test_no_cell_is_calculated_whatever_the_article_holds(self) -> None:
        made = row(
            id="=1",
            title="+a",
            summary="-a",
            authors=(Person(name="@a"),),
            provider=Provider(name="=a"),
            topics=("=a",),
            category="=a",
            type="=a",
        )

        assert [cell for cell in made.values() if cell[:1] in {"=", "+", "-", "@", "\t", "\r"}] == []


class TestQuoting:
    """RFC 4180 §2: quotes only where needed, doubled inside."""

    def test_a_plain_cell_has_no_quotes(self) -> None:
        assert b'"' not in document("csv", feed(article()))

    @pytest.mark.parametrize(
        ("title", "written"), [("a,b", '"a,b"'), ('a"b', '"a""b"'), ("a\nb", '"a\nb"'), ("a\r\nb", '"a\r\nb"')]
    )
    def test_a_cell_that_needs_them_has_quotes(self, title: str, written: str) -> None:
        assert written in document("csv", feed(article(title=title))).decode()

    def test_rows_end_with_cr_lf(self) -> None:
        made = document("csv", feed(article(), article(id="2")))

        assert made.count(b"\r\n") == made.count(b"\n") == 3
        assert made.endswith(b"\r\n")

    def test_there_is_no_byte_order_mark(self) -> None:
        assert document("csv", feed()).startswith(b"id,")


class TestMetadata:
    """CSV on the Web, Metadata Vocabulary for Tabular Data."""

    def test_it_describes_the_file_beside_it(self) -> None:
        assert metadata()["url"] == "feed.csv"

    def test_the_context_is_csvw_in_the_language_of_the_feed(self) -> None:
        assert metadata(language="en-us")["@context"] == ["http://www.w3.org/ns/csvw", {"@language": "en-us"}]

    def test_the_copyright_is_that_of_the_feed(self) -> None:
        assert metadata(copyright="© 2024 <Ann> & Co")["dc:rights"] == "© 2024 <Ann> & Co"
        assert "dc:rights" not in metadata()

    @given(st.text(st.sampled_from("aé漢😀\"'\\/<&\t\n\u2028\x7f ")))
    def test_it_is_indented_and_keeps_letters_as_they_are(self, text: str) -> None:
        data = EXPORTER.companions(feed(title=text))["feed.csv-metadata.json"]

        assert data.decode() == json.dumps(json.loads(data), ensure_ascii=False, indent=2) + "\n"
        assert json.loads(data)["dc:title"] == text

    def test_its_columns_are_those_of_the_file(self) -> None:
        names = [column["name"] for column in metadata()["tableSchema"]["columns"]]

        assert ",".join(names) == HEADER

    def test_its_titles_are_the_headers(self) -> None:
        assert all(column["titles"] == column["name"] for column in metadata()["tableSchema"]["columns"])

    def test_the_primary_key_is_the_id(self) -> None:
        assert metadata()["tableSchema"]["primaryKey"] == "id"

    @pytest.mark.parametrize(
        ("datatype", "names"),
        [
            (
                "anyURI",
                "url original_url provider_image_url image_url related_urls amp_url amp_cdn_url",
            ),
            ("string", "id title summary authors provider_name provider_domain topics category type"),
            ("dateTime", "published updated"),
            ("integer", "image_width image_height"),
            ("number", "quality heat"),
        ],
    )
    def test_datatypes(self, datatype: str, names: str) -> None:
        columns = metadata()["tableSchema"]["columns"]

        assert [column["name"] for column in columns if column["datatype"] == datatype] == names.split()

    def test_lists_name_their_separator(self) -> None:
        lists = {
            each["name"]: each["separator"] for each in metadata()["tableSchema"]["columns"] if "separator" in each
        }

        assert lists == {"authors": "|", "topics": "|", "related_urls": "|"}

    def test_required_is_what_every_article_has(self) -> None:
        required = [column["name"] for column in metadata()["tableSchema"]["columns"] if column.get("required")]

        assert required == ["id", "url", "title", "summary", "published", "updated", "authors"]

    def test_the_dialect_is_that_of_the_file(self) -> None:
        dialect = metadata()["dialect"]

        assert dialect["encoding"] == "utf-8"
        assert dialect["lineTerminators"] == ["\r\n"]


class TestWrite:
    """Exporter.write: the same feed makes the same bytes."""

    def test_it_is_repeatable(self) -> None:
        made = feed(article(topics=("AI",)), article(id="2", content_html="<p>x</p>"))

        assert document("csv", made) == document("csv", made)

    def test_it_names_its_media_type_and_file(self) -> None:
        assert (EXPORTER.name, EXPORTER.media_type, EXPORTER.filename, EXPORTER.scope) == (
            "csv",
            "text/csv",
            "feed.csv",
            "feed",
        )
