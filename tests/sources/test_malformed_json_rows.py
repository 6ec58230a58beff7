"""JSON Lines and lists in JSON that are wrong: each fault has its line and column, and the other rows arrive."""

import json
from pathlib import Path
from typing import Any

import pytest

from exporters.settings.values import SourceSettings
from exporters.sources import source_registry
from exporters.sources.items import digest_of, read_items
from exporters.sources.source import SourceFile
from tests.sources.malformed import FOREIGN, are_clear, case
from tests.sources.test_rows import ROW, read, titles, told

GOOD = json.dumps(ROW | {"title": "Good"}).encode()
LAST = json.dumps(ROW | {"title": "Last"}).encode()


def row(**changes: Any) -> bytes:
    return json.dumps(ROW | changes).encode()


ROWS = [  # a row in place of an object that is right; its column in a line of its own, its rule and its field
    case("cut behind the brace", b"{", "2 json-syntax"),
    case("cut in a key", b'{"ti', "2 json-syntax"),
    case("cut behind a key", b'{"title"', "9 json-syntax"),
    case("cut behind a colon", b'{"title":', "10 json-syntax"),
    case("cut in a value", b'{"title": "A', "11 json-syntax"),
    case("cut in an escape", b'{"title": "\\u00', "11 json-syntax"),
    case("cut in a word", b'{"draft": tru', "11 json-syntax"),
    case("cut behind a value", b'{"title": "A"', "14 json-syntax"),
    case("cut behind a comma", b'{"title": "A",', "14 json-syntax"),
    case("a comma behind the last value", b'{"title": "A",}', "14 json-syntax"),
    case("no comma", b'{"title": "A" "url": "B"}', "15 json-syntax"),
    case("no colon", b'{"title" "A"}', "10 json-syntax"),
    case("a key in single quotes", b"{'title': 'A'}", "2 json-syntax"),
    case("a key without quotes", b'{title: "A"}', "2 json-syntax"),
    case("a value without quotes", b'{"title": A}', "11 json-syntax"),
    case("a comment", b'{"title": "A" /* x */}', "15 json-syntax"),
    case("quotes of a word processor", '{“title”: "A"}'.encode(), "2 json-syntax"),
    case("a no-break space", '\u00a0{"title": "A"}'.encode(), "1 json-syntax"),
    case("a mark in the middle of the file", '\ufeff{"title": "A"}'.encode(), "1 row-shape"),
    case("an escape that JSON lacks", b'{"title": "\\x41"}', "12 json-syntax"),
    case("a tab in text", b'{"title": "\t"}', "12 json-syntax"),
    case("NUL in text", b'{"title": "\x00"}', "12 json-syntax"),
    case("NUL as an escape", b'{"title": "\\u0000"}', "11 json-syntax"),
    case("half a surrogate pair", b'{"title": "\\ud83d"}', "11 json-syntax"),
    case("half a surrogate pair in a key", b'{"\\ud83d": 1}', "2 json-syntax"),
    case("half a surrogate pair in bytes", b'{"title": "\xed\xa0\x80"}', "12 not-utf-8"),
    case("Latin-1", b'{"title": "Caf\xe9"}', "15 not-utf-8"),
    case("a letter in more bytes than it needs", b'{"title": "\xc0\xaf"}', "12 not-utf-8"),
    case("NaN", b'{"quality": NaN}', "13 json-syntax"),
    case("infinity", b'{"quality": -Infinity}', "13 json-syntax"),
    case("a number that overflows", b'{"quality": 1e999}', "13 value-wrong"),
    case("a number over 64 bits", b'{"quality": 9223372036854775808}', "13 value-wrong"),
    case("a number of 10,000 digits", b'{"quality": %s}' % (b"9" * 10_000), "13 value-wrong"),
    case("an octal number", b'{"quality": 017}', "13 json-syntax"),
    case("a hexadecimal number", b'{"quality": 0x1F}', "13 json-syntax"),
    case("a key twice", b'{"title": "A", "title": "B"}', "16 key-repeated title"),
    case("100,000 lists in each other", b'{"tags": %s' % (b"[" * 100_000), "73 json-syntax"),
    case("100,000 objects in each other", b'{"x":' * 100_000, "321 json-syntax"),
    case("100,000 lists that are closed", b'{"tags": %s%s}' % (b"[" * 100_000, b"]" * 100_000), "73 json-syntax"),
    case("a row of 9 MiB", b'{"x": "%s"}' % (b"x" * (9 << 20)), "1 file-too-large"),
    case("a list", b"[1]", "1 row-shape"),
    case("text", b'"A"', "1 row-shape"),
    case("a number", b"-5", "1 row-shape"),
    case("null", b"null", "1 row-shape"),
    case("HTML", b"<p>A</p>", "1 row-shape"),
    case("YAML", b"title: A", "1 row-shape"),
    case("no title", b'{"url": "https://e.org/", "date": "2024-01-02T00:00:00Z"}', "1 field-missing title"),
    case("a title that is null", row(title=None), "2 field-missing title"),
    case("a title that is an object", row(title={}), "2 type-wrong title"),
    case("a title that is a list", row(title=["A", "B"]), "2 type-wrong title"),
    case("an address that is a list", row(url=["x", "y"]), "16 type-wrong url"),
    case("an address that is a number", row(url=7), "16 type-wrong url"),
    case("an address of another scheme", row(url="file:///etc/passwd"), "16 url-wrong url"),
    case("a date that is an object", row(date={"y": 2024}), "48 type-wrong date"),
    case("a date that is a number", row(date=1704189600), "48 date-unreadable date"),
    case("a date that is yes or no", row(date=True), "48 date-unreadable date"),
    case("a date that does not exist", row(date="2024-02-30T00:00:00Z"), "48 date-unreal date"),
    case("an id that is a list", row(id=[1]), "80 type-wrong id"),
    case("tags that are an object", row(tags={"a": 1}), "80 type-wrong tags[0]"),
    case("a tag that is a list", row(tags=["a", ["b"]]), "94 type-wrong tags[1]"),
    case("an author that is a number", row(author=5), "80 type-wrong author"),
    case("an author without name", row(author={"url": "https://e.org/"}), "80 field-missing author.name"),
    case("a picture that is a number", row(image=5), "80 type-wrong image"),
    case("a width that is text", row(image={"url": "https://e.org/i", "width": "w"}), "116 type-wrong image.width"),
    case("a provider that is a list", row(provider=["Acme"]), "80 type-wrong provider"),
    case("related that is no list", row(related=1), "80 type-wrong related"),
    case("a quality that is a list", row(quality=[]), "80 type-wrong quality"),
    case("a summary that is an object", row(summary={}), "80 type-wrong summary"),
    case("a body that is a list", row(content_html=["a"]), "80 type-wrong content_html"),
    case("two bodies", row(content_html="a", content_text="a"), "101 key-repeated content_text"),
]


@pytest.mark.parametrize(("data", "problem"), ROWS)
class TestRows:
    """The second row of three is wrong."""

    def test_of_lines(self, tmp_path: Path, data: bytes, problem: str) -> None:
        outcomes = read(tmp_path, "a.jsonl", b"\n".join([GOOD, data, b"", LAST]))

        assert told(outcomes)[0] == f"2:{problem}"
        assert titles(outcomes) == ["Good", "Last"]
        assert are_clear(outcomes)

    def test_of_a_list(self, tmp_path: Path, data: bytes, problem: str) -> None:
        outcomes = read(tmp_path, "a.json", b"[\n%s,\n%s,\n%s\n]" % (GOOD, data, LAST))
        first = told(outcomes)[0].split()

        assert first[:2] == f"3:{problem}".split()[:2]
        assert first[2] == "/1" or first[2].startswith("/1/")
        assert titles(outcomes) == ["Good", "Last"]
        assert are_clear(outcomes)


class TestLines:
    """A file that is no JSON Lines."""

    @pytest.mark.parametrize("data", FOREIGN)
    def test_content_of_another_kind_is_named(self, tmp_path: Path, data: bytes) -> None:
        assert told(read(tmp_path, "a.jsonl", data)) == ["1:1 content-foreign"]

    @pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\n\n", b" \t\r\n"])
    def test_an_empty_file(self, tmp_path: Path, data: bytes) -> None:
        assert told(read(tmp_path, "a.jsonl", data)) == ["1:1 rows-missing"]

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
    @pytest.mark.parametrize("name", ["a.jsonl", "a.json"])
    def test_an_encoding_that_json_never_has(self, tmp_path: Path, encoding: str, name: str) -> None:
        assert told(read(tmp_path, name, GOOD.decode().encode(encoding))) == ["1:1 not-utf-8"]

    @pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r", b"\n\n"])
    def test_each_end_of_a_line(self, tmp_path: Path, end: bytes) -> None:
        outcomes = read(tmp_path, "a.jsonl", end.join([GOOD, b'{"a": 1', LAST]) + end)

        assert titles(outcomes) == ["Good", "Last"]
        assert [each.split(":")[0] for each in told(outcomes)] == ["3" if end == b"\n\n" else "2"]

    def test_an_object_that_ends_with_its_line_where_the_next_one_stands_on_it(self, tmp_path: Path) -> None:
        outcomes = read(tmp_path, "a.jsonl", GOOD + b"\n" + GOOD + LAST + b"\n" + LAST)

        assert told(outcomes) == [f"2:{len(GOOD) + 1} json-syntax"]
        assert titles(outcomes) == ["Good", "Last"]


KEY = b'{"posts": [%s]}' % GOOD
LISTS = [  # a whole file, what is told first, and how many rows of it arrive
    case("empty", b"", "1:1 rows-missing", 0),
    case("a mark alone", b"\xef\xbb\xbf", "1:1 rows-missing", 0),
    case("spaces", b" \n ", "2:2 rows-missing", 0),
    case("a text", b'"A"', "1:1 rows-missing", 0),
    case("a number", b"1", "1:1 rows-missing", 0),
    case("words", b"not json", "1:1 rows-missing", 0),
    case("an empty object", b"{}", "1:1 rows-missing", 0),
    case("one row", GOOD, "1:1 rows-missing", 0),
    case("a list that is not closed", b"[%s" % GOOD, "1:1 json-syntax", 1),
    case("a list under a key that is not closed", b'{"posts": [%s' % GOOD, "1:11 json-syntax", 1),
    case("an object that is not closed", KEY[:-1], f"1:{len(KEY)} json-syntax", 1),
    case("a brace instead of a bracket", b"[%s}" % GOOD, f"1:{len(GOOD) + 2} json-syntax /0", 1),
    case("two lists one after the other", b"[%s]\n[%s]" % (GOOD, LAST), "2:1 json-syntax", 1),
    case("text behind the end", b"[%s] x" % GOOD, f"1:{len(GOOD) + 4} json-syntax", 1),
    case("two lists under two keys", b'{"a": [%s], "b": [%s]}' % (GOOD, LAST), f"1:{len(GOOD) + 11} rows-ambiguous", 1),
    case("a key twice", b'{"a": [%s], "a": [%s]}' % (GOOD, LAST), f"1:{len(GOOD) + 11} rows-ambiguous", 1),
    case("a key without quotes", b"{posts: [%s]}" % GOOD, "1:2 json-syntax", 0),
    case("a key in Latin-1", b'{"p\xf6sts": [%s]}' % GOOD, "1:2 json-syntax", 0),
    case("a key with half a surrogate pair", b'{"\\ud83d": [%s]}' % GOOD, "1:2 json-syntax", 0),
    case("a key with an escape that JSON lacks", b'{"\\x": [%s]}' % GOOD, "1:2 json-syntax", 0),
    case("a key of 9 MiB", b'{"%s": [%s]}' % (b"k" * (9 << 20), GOOD), "1:2 json-syntax", 0),
    case("no colon", b'{"posts" [%s]}' % GOOD, "1:10 json-syntax", 0),
    case("no value", b'{"n": , "posts": [%s]}' % GOOD, "1:7 json-syntax", 0),
    case("a comma before the first row", b"[, %s]" % GOOD, "1:2 json-syntax /0", 1),
    case("two commas", b"[%s,, %s]" % (GOOD, LAST), f"1:{len(GOOD) + 3} json-syntax /1", 2),
    case("a comma behind the last row", b"[%s, ]" % GOOD, f"1:{len(GOOD) + 2} json-syntax /1", 1),
    case("commas alone", b"[,]", "1:2 json-syntax /0", 0),
    case("no comma", b"[%s %s]" % (GOOD, LAST), f"1:{len(GOOD) + 3} json-syntax /0", 2),
    case("lists in a list", b"[[%s]]" % GOOD, "1:2 row-shape /0", 0),
    case("100,000 lists in each other", b"[" * 100_000, "1:2 row-shape /0", 0),
    case("100,000 objects in each other", b'{"a":' * 100_000, "1:500001 json-syntax", 0),
    case("100,000 lists and commas", b"[" + b"[," * 100_000, "1:2 row-shape /0", 0),
    case("100,000 quotes", b'["' * 100_000, "1:2 row-shape /0", 0),
    case("JSON Lines", b'{"a": 1}\n{"a": 2}', "2:1 json-syntax", 0),
    case("half a character at the end", '[{"title": "é'.encode()[:-1], "1:13 not-utf-8 /0", 0),
]


class TestList:
    """A document without a list that is right."""

    @pytest.mark.parametrize(("data", "problem", "count"), LISTS)
    def test_the_first_fault_has_its_place(self, tmp_path: Path, data: bytes, problem: str, count: int) -> None:
        outcomes = read(tmp_path, "a.json", data)

        assert told(outcomes)[0] == problem
        assert len(titles(outcomes)) == count
        assert are_clear(outcomes)

    @pytest.mark.parametrize("data", FOREIGN)
    def test_content_of_another_kind_is_named(self, tmp_path: Path, data: bytes) -> None:
        assert told(read(tmp_path, "a.json", data)) == ["1:1 content-foreign"]

    @pytest.mark.parametrize("before", [b"9" * 10_000, b"[" * 100_000 + b"]" * 100_000, b'"%s"' % (b"x" * (9 << 20))])
    def test_what_stands_beside_the_list_is_passed_over(self, tmp_path: Path, before: bytes) -> None:
        outcomes = read(tmp_path, "a.json", b'{"n": %s, "posts": [%s]}' % (before, GOOD))

        assert (titles(outcomes), told(outcomes)) == (["Good"], [])

    def test_many_objects_without_their_brace(self, tmp_path: Path) -> None:
        outcomes = read(tmp_path, "a.json", b"[\n" + b'{"a": "x",\n' * 2_000 + GOOD + b"\n]")

        assert len(told(outcomes)) == 2_000
        assert titles(outcomes) == ["Good"]


@pytest.mark.parametrize(("name", "data"), [(name, data) for name in ("a.jsonl", "a.json") for data in (GOOD, KEY)])
def test_every_item_has_a_digest(tmp_path: Path, name: str, data: bytes) -> None:
    """The cache must be able to name an item, whatever its pointer holds."""
    (tmp_path / name).write_bytes(data.replace(b"posts", "pösts \\u0000 \\n".encode()))
    file = SourceFile(tmp_path / name, name)
    format_ = source_registry.recognise(file)

    assert all(len(digest_of(format_, each, SourceSettings(path=tmp_path))) > 8 for each in read_items(format_, file))
