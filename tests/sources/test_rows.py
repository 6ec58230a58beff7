"""Rows of JSON Lines, JSON and CSV are articles; each problem has its line, and none hides the next row."""

import json
from pathlib import Path

import pytest

from exporters.model.outcome import ReadOutcome
from exporters.model.site import Site
from exporters.sources import source_registry
from exporters.sources.items import read_items, refused_item
from exporters.sources.parse import ArticleReader
from exporters.sources.read_item import read_item
from exporters.sources.source import MOST_ITEM_BYTES, SourceFile

SITE = Site(title="Site", description="Site", url="https://example.org/", feeds_url="https://example.org/feeds/")
ROW = {"title": "A", "url": "https://example.org/a", "date": "2024-01-02T10:00:00Z"}
HEAD = "title,url,date\n"


def read(folder: Path, name: str, content: str | bytes) -> list[ReadOutcome]:
    """What became of each item of a file, whose format its content tells."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    file = SourceFile(path, name)
    source, reader = source_registry.recognise(file), ArticleReader(SITE)
    return [
        refused_item(item, name) if item.problems else read_item(reader, source, item, name)
        for item in read_items(source, file)
    ]


def told(outcomes: list[ReadOutcome]) -> list[str]:
    """The errors: line, column, rule, field."""
    every = [each for outcome in outcomes for each in outcome.diagnostics if each.level == "error"]
    return [" ".join(filter(None, (f"{each.line}:{each.column}", each.rule, each.field))) for each in every]


def titles(outcomes: list[ReadOutcome]) -> list[str]:
    return [each.article.title for each in outcomes if each.article]


class TestSummary:
    """The summary ends at the divider, where a body has one."""

    @pytest.mark.parametrize(
        ("name", "body", "summary"),
        [
            ("content_html", "<p>a</p><!-- excerpt --><p>b</p>", "a"),
            ("content_markdown", "*a*\n\n<!--more-->\n\nb", "a"),
            ("content_text", "a <!--more--> b", "a <!--more--> b"),
        ],
    )
    def test_a_divider(self, tmp_path: Path, name: str, body: str, summary: str) -> None:
        (outcome,) = read(tmp_path, "a.jsonl", json.dumps(ROW | {name: body}))

        assert outcome.article is not None
        assert outcome.article.summary == summary


class TestNames:
    """Rows have Outfeed's own names or the usual plain ones."""

    def test_a_slip_of_the_pen_is_compared_with_the_names_of_the_other_columns(self, tmp_path: Path) -> None:
        table = "title,url,date,updated_at,authors\nOne,https://e.org/1,2024-01-02T10:00:00Z,2024-01-03,Ada\n"

        (made,) = read(tmp_path, "rows.csv", table)

        assert [(each.field, each.fix) for each in made.diagnostics] == [
            ("updated_at", "did you mean updated?"),
            ("authors", "did you mean author?"),
        ]

    def test_plain_names(self, tmp_path: Path) -> None:
        row = ROW | {
            "id": "1a",
            "updated": "2024-01-03T10:00:00Z",
            "tags": ["x"],
            "author": "Ann",
            "summary": "S",
            "image": "https://example.org/i.png",
            "content_text": "a & b\n\nc",
        }
        (outcome,) = read(tmp_path, "a.jsonl", json.dumps(row))
        article = outcome.article

        assert article is not None
        assert outcome.diagnostics == ()
        assert (article.id, article.topics, article.summary) == ("1a", ("x",), "S")
        assert article.content_html == "<p>a &amp; b</p>\n<p>c</p>"
        assert [each.name for each in article.authors] == ["Ann"]
        assert [each.url for each in article.images] == ["https://example.org/i.png"]
        assert article.updated > article.published

    def test_private_values_are_gone_at_any_depth(self, tmp_path: Path) -> None:
        row = ROW | {"secured": "never-seen", "more": {"Secured": ["never-seen"], "kept": 1}}
        (outcome,) = read(tmp_path, "a.jsonl", json.dumps(row))

        assert outcome.article is not None
        assert outcome.article.extra == {"more": {"kept": 1}}
        assert "never-seen" not in repr(outcome)

    def test_a_private_column(self, tmp_path: Path) -> None:
        (outcome,) = read(
            tmp_path, "a.csv", f"{HEAD.strip()},secured\nA,https://e.org/,2024-01-02T10:00:00Z,never-seen\n"
        )

        assert outcome.article is not None
        assert "never-seen" not in repr(outcome)


class TestJsonLines:
    """One object a line."""

    @pytest.mark.parametrize(
        ("line", "problem"),
        [
            ('{"title": "A"', "2:14 json-syntax"),
            ('{"title": "A}', "2:11 json-syntax"),
            ('{"title": A}', "2:11 json-syntax"),
            ("{'title': 1}", "2:2 json-syntax"),
            ('{"a": 1,}', "2:8 json-syntax"),
            ('{"a" 1}', "2:6 json-syntax"),
            ('{"a": 1 "b": 2}', "2:9 json-syntax"),
            ('{"a": 1} x', "2:10 json-syntax"),
            ('{"a": NaN}', "2:7 json-syntax"),
            ('{"a": 01}', "2:7 json-syntax"),
            ('{"a": "\\x"}', "2:8 json-syntax"),
            ('{"a": "\\ud800"}', "2:7 json-syntax"),
            ('{"a": "\\u0000"}', "2:7 json-syntax"),
            ('{"a": "\t"}', "2:8 json-syntax"),
            ('{"a": 1e999}', "2:7 value-wrong"),
            ('{"a": 1, "a": 2}', "2:10 key-repeated a"),
            ("[1]", "2:1 row-shape"),
            ('"text"', "2:1 row-shape"),
            ("null", "2:1 row-shape"),
            ("12", "2:1 row-shape"),
            ("words", "2:1 row-shape"),
            (f'{{"a": {"[" * 100}}}', "2:70 json-syntax"),
            (json.dumps(ROW | {"date": "soon"}), "2:48 date-unreadable date"),
            (json.dumps(ROW | {"date": []}), "2:48 type-wrong date"),
            (json.dumps(ROW | {"url": "ftp://e.org/"}), "2:16 url-wrong url"),
            (json.dumps(ROW | {"title": []}), "2:2 type-wrong title"),
            (json.dumps(ROW | {"author": {"url": "https://e.org/"}}), "2:80 field-missing author.name"),
            (json.dumps(ROW | {"content_html": 1}), "2:80 type-wrong content_html"),
            (json.dumps(ROW | {"content_html": "a", "content_text": "b"}), "2:101 key-repeated content_text"),
            ('{"url": "https://e.org/", "date": "2024-01-02T10:00:00Z"}', "2:1 field-missing title"),
            ("\x00", "2:1 row-shape"),
        ],
    )
    def test_a_bad_line_is_told_at_its_place_and_hides_no_other(self, tmp_path: Path, line: str, problem: str) -> None:
        outcomes = read(tmp_path, "a.jsonl", f"{json.dumps(ROW)}\n{line}\n\n{json.dumps(ROW | {'title': 'B'})}\n")

        assert told(outcomes) == [problem]
        assert titles(outcomes) == ["A", "B"]

    def test_a_byte_that_is_not_utf_8(self, tmp_path: Path) -> None:
        outcomes = read(tmp_path, "a.jsonl", json.dumps(ROW).encode() + b'\n{"a": "\xff"}\n' + json.dumps(ROW).encode())

        assert told(outcomes) == ["2:8 not-utf-8"]
        assert len(titles(outcomes)) == 2

    def test_a_row_that_is_too_large(self, tmp_path: Path) -> None:
        outcomes = read(tmp_path, "a.jsonl", f'{{"a": "{"x" * MOST_ITEM_BYTES}"}}\n{json.dumps(ROW)}\n')

        assert told(outcomes) == ["1:1 file-too-large"]
        assert titles(outcomes) == ["A"]

    def test_utf_16(self, tmp_path: Path) -> None:
        assert told(read(tmp_path, "a.jsonl", json.dumps(ROW).encode("utf-16"))) == ["1:1 not-utf-8"]


class TestJsonList:
    """A list of objects, at the top or under a key; a field is a JSON Pointer."""

    @pytest.mark.parametrize(
        ("before", "after", "pointer"), [("[", "]", ""), ('{"n": [1], "posts": [', "]}", "/posts")], ids=["top", "key"]
    )
    @pytest.mark.parametrize("indent", [None, 2])
    def test_each_entry_is_an_article(
        self, tmp_path: Path, before: str, after: str, pointer: str, indent: int | None
    ) -> None:
        rows = [ROW, ROW | {"title": "B", "date": "soon"}, ROW | {"title": "C"}]
        text = ",\n".join(json.dumps(row, indent=indent) for row in rows)
        outcomes = read(tmp_path, "a.json", f"{before}\n{text}\n{after}")

        assert titles(outcomes) == ["A", "C"]
        assert [each.split()[1:] for each in told(outcomes)] == [["date-unreadable", f"{pointer}/1/date"]]

    @pytest.mark.parametrize(
        ("entry", "problem"),
        [
            ('{"title": "A",', "3:14 json-syntax /1"),
            ('{"title": "open, "x": 1},', "3:19 json-syntax /1"),
            ("[1],", "3:1 row-shape /1"),
            ("1,", "3:1 row-shape /1"),
            ('{"a": [1, 2},', "3:12 json-syntax /1"),
            ('{"a": }},', "3:7 json-syntax /1"),
        ],
    )
    def test_a_bad_entry_hides_no_other(self, tmp_path: Path, entry: str, problem: str) -> None:
        good, other = json.dumps(ROW), json.dumps(ROW | {"title": "B"})
        outcomes = read(tmp_path, "a.json", f"[\n{good},\n{entry}\n{other}\n]")

        assert problem in told(outcomes)
        assert titles(outcomes) == ["A", "B"]

    @pytest.mark.parametrize(
        ("text", "rule"),
        [
            ("", "rows-missing"),
            ("1", "rows-missing"),
            ('{"a": 1}', "rows-missing"),
            ('{"a": [{}], "b": [{}]}', "rows-ambiguous"),
            ('[{"a": 1}', "json-syntax"),
            ("[] x", "json-syntax"),
            ('{"a": [{}]', "json-syntax"),
            ("{a: 1}", "json-syntax"),
        ],
    )
    def test_what_is_no_list(self, tmp_path: Path, text: str, rule: str) -> None:
        assert rule in " ".join(told(read(tmp_path, "a.json", text)))

    def test_an_entry_that_is_too_large(self, tmp_path: Path) -> None:
        large = json.dumps({"a": "x" * (3 * MOST_ITEM_BYTES)})
        outcomes = read(tmp_path, "a.json", f"[{large}, {json.dumps(ROW)}]")

        assert told(outcomes) == ["1:2 file-too-large /0"]
        assert titles(outcomes) == ["A"]


class TestCsv:
    """A table: the first row names the columns."""

    GOOD = "B,https://example.org/b,2024-01-02T10:00:00Z\n"

    @pytest.mark.parametrize(
        ("row", "problem"),
        [
            ('"A,b,c', "2:1 csv-syntax"),
            ('"A" x,b,c', "2:4 csv-syntax"),
            ("A,b", "2:3 csv-columns"),
            ("A,b,c,d", "2:7 csv-columns"),
            ("A,https://e.org/,soon", "2:18 date-unreadable date"),
            ("A,ftp://e.org/,2024-01-02T10:00:00Z", "2:3 url-wrong url"),
            (",https://e.org/,2024-01-02T10:00:00Z", "2:1 field-missing title"),
        ],
    )
    def test_a_bad_row_hides_no_other(self, tmp_path: Path, row: str, problem: str) -> None:
        outcomes = read(tmp_path, "a.csv", f"{HEAD}{row}\n{self.GOOD}")

        assert told(outcomes) == [problem]
        assert titles(outcomes) == ["B"]

    @pytest.mark.parametrize(
        ("head", "rule"),
        [
            ("", "rows-missing"),
            ("a,b\n", "csv-header"),
            ("title,title\n", "csv-header"),
            ("title,,url\n", "csv-header"),
            ('title,"url\n', "csv-syntax"),
        ],
    )
    def test_names_of_columns_that_can_not_be_used(self, tmp_path: Path, head: str, rule: str) -> None:
        assert [each.split()[1] for each in told(read(tmp_path, "a.csv", head + self.GOOD if head else ""))] == [rule]

    @pytest.mark.parametrize("delimiter", [";", "\t", "|"])
    def test_the_delimiter_is_found_and_said(self, tmp_path: Path, delimiter: str) -> None:
        (outcome,) = read(tmp_path, "a.csv", (HEAD + self.GOOD).replace(",", delimiter))

        assert titles([outcome]) == ["B"]
        assert [each.rule for each in outcome.diagnostics] == ["csv-dialect"]

    def test_the_encoding_is_found_and_said(self, tmp_path: Path) -> None:
        (outcome,) = read(tmp_path, "a.csv", (HEAD + self.GOOD.replace("B,", "Bé,")).encode("cp1252"))

        assert titles([outcome]) == ["Bé"]
        assert "Windows-1252" in outcome.diagnostics[0].message

    def test_a_cell_of_several_lines(self, tmp_path: Path) -> None:
        head = "title,url,date,content_html,tags,provider.name\n"
        row = '"A ""b""",https://example.org/a,2024-01-02T10:00:00Z,"<p>one\ntwo</p>",x|y,Acme\n'
        (outcome, other) = read(tmp_path, "a.csv", head + row + "C,https://example.org/c,soon,,,\n")

        assert outcome.article is not None
        assert outcome.article.title == 'A "b"'
        assert outcome.article.content_html == "<p>one\ntwo</p>"
        assert outcome.article.topics == ("x", "y")
        assert outcome.article.provider is not None
        assert outcome.article.provider.name == "Acme"
        assert told([other]) == ["4:25 date-unreadable date"]
