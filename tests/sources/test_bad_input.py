"""The table of bad input: for each file one line per problem, with its place; never an exception."""

import errno
import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.model.outcome import ReadOutcome
from exporters.sources.parse import ArticleReader
from tests.plainly import files, read, read_one
from tests.sources.making import SITE, file, outcome, told

GOOD = file()
BOMB = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9) if n else 'x'}]" for n in range(12)]
MERGES = [f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9) if n else ''}], k{n}: 1}}" for n in range(12)]
MILLION = 1_000_000


def errors(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Those of level error."""
    return [each for each in diagnostics if each.level is Level.ERROR]


def rejected(data: bytes) -> list[str]:
    """The problems of a file that must be rejected."""
    result = outcome(data)

    assert (result.kind, result.article) == ("rejected", None)
    assert errors(result.diagnostics)
    return told(result)


def taken(data: bytes) -> list[str]:
    """The notes of a file that must be taken."""
    result = outcome(data)

    assert (result.kind, errors(result.diagnostics)) == ("article", [])
    assert result.article is not None
    return told(result)


class TestFiles:
    """What is no article file at all."""

    @pytest.mark.parametrize(
        ("data", "problem"),
        [
            (b"", "1:1 front-matter-missing"),
            (b" \r\n\t", "1:1 front-matter-missing"),
            (b"\xef\xbb\xbf", "1:1 front-matter-missing"),
            (b"Just words\n", "1:1 front-matter-missing"),
            (b"\n" + GOOD, "1:1 front-matter-missing"),
            (b"+++\ntitle = 'A'\n+++\n", "1:1 front-matter-missing"),
            (GOOD[:-5], "4:30 front-matter-open"),
            (b"\x00\x00\x00\x00", "1:1 not-utf-8"),
            (file("title: Café").decode().encode("latin-1"), "2:11 not-utf-8"),
            (GOOD.decode().encode("utf-16"), "1:1 not-utf-8"),
            (GOOD.decode().encode("utf-16-le"), "1:1 not-utf-8"),
            (GOOD.decode().encode("utf-16-be"), "1:1 not-utf-8"),
            (GOOD.decode().encode("utf-32"), "1:1 not-utf-8"),
            (b"\xef\xbb\xbf" + file("title: Café").replace(b"\xc3\xa9", b"\xe9"), "2:11 not-utf-8"),
            (b"\xef\xbb\xbf" + file("title: éé") + b"\x80", "6:1 not-utf-8"),
            (b"\xef\xbb\xbf" + "---\ntitle: ééé".encode() + b"\x80", "2:11 not-utf-8"),
            (GOOD + b" " * 8 * 1024 * 1024, "1:1 file-too-large"),
        ],
        ids=lambda value: repr(value)[:30],
    )
    def test_rejected(self, data: bytes, problem: str) -> None:
        assert rejected(data) == [problem]

    @pytest.mark.parametrize(
        "data", [b"\xef\xbb\xbf" + GOOD, GOOD.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + GOOD.replace(b"\n", b"\r\n")]
    )
    def test_a_mark_and_carriage_returns_are_fine(self, data: bytes) -> None:
        assert taken(data) == []


class TestYaml:
    """Front matter that is no mapping of plain values."""

    @pytest.mark.parametrize(
        ("data", "problem"),
        [
            (b"---\n- a\n---\n", "1:1 front-matter-shape"),
            (b"---\njust words\n---\n", "1:1 front-matter-shape"),
            (b"---\n7\n---\n", "1:1 front-matter-shape"),
            (file("type: a: b"), "5:8 yaml-syntax"),
            (file("type: 'open"), "5:7 yaml-syntax"),
            (file("type: @a"), "5:7 yaml-syntax"),
            (file("type: [a", "heat: 1"), "5:7 yaml-syntax"),
            (file("type: *a"), "5:7 yaml-syntax"),
            (file('type: "\\q"'), "5:8 yaml-syntax"),
            (file("provider:", "\tname: a"), "6:1 yaml-tab"),
            (file("\ttype: a"), "5:1 yaml-tab"),
            (file("type: a", "type: b"), "6:1 key-repeated type"),
            (file("provider: {name: a, name: b}"), "5:21 key-repeated name"),
            (file("type: !!python/object/apply:os.system ['echo']"), "5:7 yaml-tag"),
            (file("type: !!python/name:os.system"), "5:7 yaml-tag"),
            (file("type: !!binary aGk="), "5:7 yaml-tag"),
            (file("? [a]", ": b"), "5:3 yaml-key"),
            (file("<<: a"), "5:5 yaml-merge"),
            (file("type: " + "[" * 100_000), "5:70 yaml-nesting"),
            (file("type: " + "[" * 100_000 + "]" * 100_000), "5:70 yaml-nesting"),
            (file("type: " + "{a: " * 100_000), "5:259 yaml-nesting"),
            (file("type:", " " + "- " * 100_000), "6:128 yaml-nesting"),
            (file("type: &a [*a]"), "5:7 yaml-alias"),
        ],
        ids=lambda value: repr(value[-80:])[:40],
    )
    def test_rejected(self, data: bytes, problem: str) -> None:
        assert rejected(data)[0] == problem

    @pytest.mark.parametrize("lines", [BOMB, MERGES], ids=["lists", "merges"])
    def test_an_alias_bomb(self, lines: list[str]) -> None:
        [problem] = rejected(file(*lines))

        assert problem.endswith(" yaml-alias")

    def test_nothing_is_carried_out(self, tmp_path: Path) -> None:
        rejected(file(f"type: !!python/object/apply:os.mkdir ['{tmp_path}/made']"))

        assert not (tmp_path / "made").exists()

    def test_all_faults_of_the_yaml_come_at_once(self) -> None:
        lines = ["type: a", "type: b", "heat: !!binary aGk=", "provider: {name: 1, name: 2}"]

        assert rejected(file(*lines)) == ["6:1 key-repeated type", "7:7 yaml-tag", "8:21 key-repeated name"]


class TestFields:
    """Fields that are missing, of another type, or out of bounds."""

    @pytest.mark.parametrize("data", [b"---\ntype: a\n---\n", b"---\n---\n", b"---\n# nothing\n---\n"])
    def test_three_missing_fields_are_three_problems(self, data: bytes) -> None:
        assert rejected(data) == [
            "1:1 field-missing publishedDateTime",
            "1:1 field-missing title",
            "1:1 field-missing webUrl",
        ]

    def test_problems_of_every_kind_come_together_and_in_order(self) -> None:
        lines = [
            "title: []",
            "publishedDateTime: soon",
            "webUrl: x",
            "images: [{width: 0}]",
            "quality: a",
            "topics: AI",
        ]

        assert rejected(file(*lines)) == [
            "2:1 type-wrong title",
            "3:1 date-unreadable publishedDateTime",
            "4:1 url-wrong webUrl",
            "5:10 field-missing images[0].url",
            "5:11 value-wrong images[0].width",
            "6:1 type-wrong quality",
            "7:1 list-single topics",
        ]

    @pytest.mark.parametrize(
        ("line", "problem"),
        [
            ("title: ''", "2:1 field-missing title"),
            ("title: ~", "2:1 field-missing title"),
            ("title: ' \u200b '", "2:1 field-missing title"),
            ("title: [A, B]", "2:1 type-wrong title"),
            ("title: {en: A}", "2:1 type-wrong title"),
            ("title: " + "a" * MILLION, "2:1 value-wrong title"),
            ("title: '" + "é " * (MILLION // 2) + "'", "2:1 value-wrong title"),
            ("title: " + "[]" * 30 + "x", "2:8 yaml-syntax"),
            ("provider: 7", "5:1 type-wrong provider"),
            ("provider: [Wired]", "5:1 type-wrong provider"),
            ("provider: {domain: 'a b'}", "5:12 value-wrong provider.domain"),
            ("provider: {domain: '['}", "5:12 value-wrong provider.domain"),
            ("provider: {domain: '[::1'}", "5:12 value-wrong provider.domain"),
            ("provider: {domain: 'https://['}", "5:12 value-wrong provider.domain"),
            ("provider: {authors: [{url: 'https://a.b/'}]}", "5:22 field-missing provider.authors[0].name"),
            ("images: [{url: 'https://a.b/', width: -1}]", "5:32 value-wrong images[0].width"),
            ("images: [{url: 'https://a.b/', width: 1.5}]", "5:32 type-wrong images[0].width"),
            ("images: [{url: 'https://a.b/', width: wide}]", "5:32 type-wrong images[0].width"),
            ("images: [{url: 'https://a.b/', width: .nan}]", "5:32 type-wrong images[0].width"),
            ("images: [7]", "5:10 type-wrong images[0]"),
            ("images: {width: 5}", "5:1 field-missing images[0].url"),
            ("quality: .inf", "5:1 value-wrong quality"),
            ("quality: -.inf", "5:1 value-wrong quality"),
            ("quality: .nan", "5:1 type-wrong quality"),
            ("quality: 1" + "0" * 30, "5:1 type-wrong quality"),
            ("quality: 9" + "9" * MILLION, "5:1 type-wrong quality"),
            ("quality: 1" + ":1" * (MILLION // 2), "5:1 type-wrong quality"),
            ("quality: '1e999'", "5:1 value-wrong quality"),
            ("quality: 'nan'", "5:1 type-wrong quality"),
            ("id: " + "a" * 2_001, "5:1 value-wrong id"),
            ("topics: [[AI]]", "5:10 type-wrong topics[0]"),
            ("topics: [AI, AI, [AI]]", "5:18 type-wrong topics[2]"),
            ("images: ['', {width: 5}]", "5:14 field-missing images[1].url"),
            ("related: [~, 7]", "5:14 type-wrong related[1]"),
            ("published: perhaps", "5:1 type-wrong published"),
        ],
        ids=lambda value: value[:40],
    )
    def test_rejected(self, line: str, problem: str) -> None:
        assert problem in rejected(file(line))

    @pytest.mark.parametrize(
        ("line", "note"),
        [
            ("title: 2021", "2:1 text-scalar title"),
            ("title: yes", "2:1 text-scalar title"),
            ("title: 010", "2:1 text-scalar title"),
            ("title: 12:30:45", "2:1 text-scalar title"),
            ("title: .inf", "2:1 text-scalar title"),
            ("topics: AI", "5:1 list-single topics"),
            ("images: [{url: 'https://a.b/', width: '1200'}]", "5:32 number-text images[0].width"),
            ("title: 'a\x00b'", "2:1 text-control title"),
            ("title: a\x01\x0b\x1f\x7fb", "2:1 text-control title"),
            ("title: a\u2028b", "2:1 text-spaces title"),
            ("title: a\ufeffb", "2:1 text-mojibake title"),
            ("title: a\ufffeb\uffff", "2:1 text-control title"),
            ("id: 'a\x00'", "5:1 text-control id"),
            ("x\x01y: 1", "5:1 key-extra x\x01y"),
        ],
    )
    def test_taken_with_a_note(self, line: str, note: str) -> None:
        assert taken(file(line)) == [note]

    @pytest.mark.parametrize(
        ("line", "title"),
        [
            ("title: 2021", "2021"),
            ("title: yes", "yes"),
            ("title: 010", "010"),
            ("title: 2021-08-24", "2021-08-24"),
            ("title: 12:30:45", "12:30:45"),
            ("title: 'a\x00b'", "ab"),
            ("title: a\u2028b", "a b"),
            ("title: Microsoft Corp <MSFT.O>", "Microsoft Corp <MSFT.O>"),
            ("title: 7" + "7" * 9_000, "7" + "7" * 9_000),
            ("title: '" + "[" * 9_000 + "'", "[" * 9_000),
        ],
        ids=lambda value: value[:30],
    )
    def test_a_title_is_what_is_written(self, line: str, title: str) -> None:
        result = outcome(file(line))

        assert result.article is not None
        assert result.article.title == title


class TestDates:
    """A date that names no moment rejects; one that needs a guess is told."""

    @pytest.mark.parametrize(
        ("written", "rule"),
        [
            ("2021-08-24", "date-without-zone"),
            ("2021-08-24 07:30:00", "date-without-zone"),
            ("'2021-08-24 07:30:00'", "date-without-zone"),
            ("2021-02-30", "date-unreal"),
            ("2021-02-30T00:00:00Z", "date-unreal"),
            ("2021-08-24T25:00:00Z", "date-unreal"),
            ("0001-01-01T00:00:00Z", "date-out-of-range"),
            ("0001-01-01", "date-out-of-range"),
            ("0000-01-01", "date-out-of-range"),
            ("9999-12-31T23:59:59Z", "date-out-of-range"),
            ("9999-12-31T23:59:59-14:00", "date-out-of-range"),
            ("24/08/2021", "date-unreadable"),
            ("1629790200", "date-unreadable"),
            ("2021", "date-unreadable"),
            ("yes", "date-unreadable"),
            ("9" + "9" * MILLION, "date-unreadable"),
            ("2021-08-24T07:30:00." + "9" * MILLION + "x", "date-unreadable"),
            ("[2021-08-24, 2021-08-25]", "type-wrong"),
            ("~", "field-missing"),
            ("''", "field-missing"),
        ],
        ids=lambda value: value[:30],
    )
    def test_rejected(self, written: str, rule: str) -> None:
        assert f"3:1 {rule} publishedDateTime" in rejected(file(f"publishedDateTime: {written}"))

    @pytest.mark.parametrize(
        "written", ["'2021-08-24T07:30:00Z'", '"2021-08-24T07:30:00Z"', ">-\n  2021-08-24T07:30:00Z"]
    )
    def test_a_quoted_one_is_taken(self, written: str) -> None:
        assert taken(file(f"publishedDateTime: {written}")) == ["3:1 date-quoted publishedDateTime"]

    def test_a_bad_update_rejects_too(self) -> None:
        assert rejected(file("updatedDateTime: 2021-02-30T00:00:00Z")) == ["5:1 date-unreal updatedDateTime"]


class TestAddresses:
    """An address that can't be made one rejects; nothing is made up."""

    @pytest.mark.parametrize(
        "address",
        [
            "a/b",
            "example.org",
            "javascript:alert(1)",
            '"java\\nscript:alert(1)"',
            '"\\x01javascript:alert(1)"',
            "'javascript&#58;alert(1)'",
            "JAVASCRIPT://example.org/%0aalert(1)",
            "data:text/html,a",
            "vbscript:a",
            "file:///etc/passwd",
            "ftp://example.org/",
            "mailto:a@example.org",
            "https://",
            "https:///a",
            "'https://#a'",
            "https://user:password@example.org/",
            "https://user@example.org/",
            "'https://exa mple.org/'",
            "'https://[::1/'",
            "'//['",
            "'https://[é]/'",
            "'https://a:b:c/'",
            "https://example.org:99999/",
            "https://example.org:" + "9" * 5_000 + "/",
            "https://example.org/" + "a" * MILLION,
            "https://example.org/" + "é" * MILLION,
            "https://" + "é." * (MILLION // 2) + "org/",
            "https://a..b/",
        ],
        ids=lambda value: value[:40],
    )
    def test_rejected(self, address: str) -> None:
        assert rejected(file(f"webUrl: {address}"))[0] == "4:1 url-wrong webUrl"

    @pytest.mark.parametrize(
        ("address", "url", "rules"),
        [
            ("/x", "https://example.org/ai/x", ["url-relative"]),
            ("https://example.org/a b", "https://example.org/a%20b", ["url-encoded"]),
            ("' https://example.org/ '", "https://example.org/", ["url-spaces"]),
            ("https://münchen.de/ä", "https://xn--mnchen-3ya.de/%C3%A4", ["url-encoded"]),
            ("https://a.b/?c=1&#038;d=2", "https://a.b/?c=1&d=2", ["url-entity"]),
            ("https://[2001:db8::1]:8080/a", "https://[2001:db8::1]:8080/a", []),
            ("http://192.0.2.1/", "http://192.0.2.1/", []),
            ("https://a.b/%zz", "https://a.b/%25zz", ["url-encoded"]),
        ],
    )
    def test_repaired(self, address: str, url: str, rules: list[str]) -> None:
        result = outcome(file(f"webUrl: {address}"))

        assert result.article is not None
        assert result.article.url == url
        assert told(result) == [f"4:1 {rule} webUrl" for rule in rules]

    @pytest.mark.parametrize("field", ["originalUrl", "ampWebUrl", "cdnAmpWebUrl"])
    def test_every_address_of_the_article_is_judged(self, field: str) -> None:
        assert rejected(file(f"{field}: 'javascript:alert(1)'")) == [f"5:1 url-wrong {field}"]

    def test_and_those_in_lists(self) -> None:
        lines = ["images: ['data:a,b', {url: x}]", "provider: {authors: [{name: A, url: 'javascript:1'}]}"]

        assert rejected(file(*lines, "related: [{webUrl: y}]")) == [
            "5:10 url-wrong images[0]",
            "5:23 url-wrong images[1].url",
            "6:32 url-wrong provider.authors[0].url",
            "7:12 url-wrong related[0].webUrl",
        ]


class TestBodies:
    """A body that feeds can't carry rejects, where it begins."""

    @pytest.mark.parametrize(
        ("body", "of"),
        [
            ("<b>" * 100_000, "md html"),
            ("<div>" * 300, "md html"),
            ("a" * 1_000_001, "md html"),
            ("[" * 100_000, ""),
            ("> " * 100_000, ""),
        ],
        ids=lambda value: value[:10],
    )
    @pytest.mark.parametrize("suffix", ["md", "html"])
    def test_too_much_of_it_rejects(self, body: str, of: str, suffix: str) -> None:
        result = outcome(file(body=body), f"x.{suffix}")

        assert told(result) == (["6:1 body-wrong body"] if suffix in of.split() else [])

    @pytest.mark.parametrize("char", ["\x00", "\x0b", "\x1f", "\ufffe"])
    def test_a_control_character_goes_and_is_told(self, char: str) -> None:
        assert taken(file(body=f"a{char}b")) == ["6:2 text-control body"]

    @pytest.mark.parametrize("char", ["\u2028", "\x85"])
    def test_a_line_separator_harms_nothing(self, char: str) -> None:
        assert taken(file(body=f"a{char}b")) == []


class TestDisk:
    """What lies on the disk may not be what its name says."""

    reader = ArticleReader(SITE)

    def only(self, root: Path) -> ReadOutcome:
        """What became of the one file found below `root`."""
        [result] = read(files(root), self.reader)
        return result

    def test_a_file_without_permission(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "x.md").write_bytes(GOOD)
        monkeypatch.chdir(tmp_path)

        def refuse(*_: object, **__: object) -> None:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(tmp_path / "x.md"))

        monkeypatch.setattr(os, "open", refuse)
        result = self.only(tmp_path)

        assert (result.path, result.kind, told(result)) == ("x.md", "rejected", ["file-unreadable"])
        assert str(result.diagnostics[0]) == (
            "x.md: error: permission denied; make the file readable, or exclude it [file-unreadable]"
        )
        assert str(tmp_path) not in repr(result)

    def test_a_file_that_is_gone(self, tmp_path: Path) -> None:
        assert told(read_one(tmp_path / "x.md", self.reader)) == ["file-unreadable"]

    def test_a_folder_named_like_an_article(self, tmp_path: Path) -> None:
        (tmp_path / "x.md").mkdir()
        (tmp_path / "x.md/y.md").write_bytes(GOOD)

        assert files(tmp_path) == [tmp_path / "x.md/y.md"]
        assert self.only(tmp_path).kind == "article"

    def test_links_to_files_that_end_nowhere(self, tmp_path: Path) -> None:
        (tmp_path / "a.md").symlink_to("b.md")
        (tmp_path / "b.md").symlink_to("a.md")
        (tmp_path / "c.md").symlink_to("c.md")
        (tmp_path / "d.md").symlink_to("nothing.md")

        assert [told(each) for each in read(files(tmp_path), self.reader)] == [["file-unreadable"]] * 4

    def test_links_to_folders_that_go_in_circles(self, tmp_path: Path) -> None:
        (tmp_path / "a/b").mkdir(parents=True)
        (tmp_path / "a/b/x.md").write_bytes(GOOD)
        (tmp_path / "a/b/up").symlink_to(tmp_path, target_is_directory=True)
        (tmp_path / "a/here").symlink_to(".", target_is_directory=True)
        (tmp_path / "loop").symlink_to("loop", target_is_directory=True)

        assert files(tmp_path) == [tmp_path / "a/b/x.md"]

    def test_a_pipe_is_not_waited_for(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "x.md")

        result = self.only(tmp_path)

        assert told(result) == ["file-unreadable"]
        assert result.diagnostics[0].message == "not a regular file"

    def test_nor_is_a_device_read(self, tmp_path: Path) -> None:
        (tmp_path / "x.md").symlink_to("/dev/zero")

        assert told(self.only(tmp_path)) == ["file-unreadable"]

    def test_one_bad_file_hides_no_other(self, tmp_path: Path) -> None:
        for name, data in {"a": b"", "b": GOOD, "c": b"\xff", "d": file("title: []"), "e": GOOD}.items():
            (tmp_path / f"{name}.md").write_bytes(data)
        os.mkfifo(tmp_path / "f.md")

        kinds = [each.kind for each in read(files(tmp_path), self.reader)]
        assert kinds == ["rejected", "article", "rejected", "rejected", "article", "rejected"]


VALUE = "Mw9Zq7Kx3Tb5Vn1Lp8Rd"  # no piece of it is a word of any message
SECURED = [
    "secured: VALUE",
    "Secured: VALUE",
    "SECURED: VALUE",
    '" secured ": VALUE',
    "'secured': 'VALUE'",
    "? secured\n: VALUE",
    "secured: [VALUE, {VALUE: VALUE}]",
    "secured: {VALUE: VALUE, secured: VALUE}",
    "secured: |\n  VALUE\n  VALUE",
    "secured: VALUE\n  VALUE",
    "secured: VALUE\nsecured: VALUE",
    "secured: VALUE\nsecured: VALUE\ntype: []",
    "secured: VALUE\nSecured: VALUE\ntitel: x",
    "provider: {name: A, secured: VALUE}",
    "provider: {name: A, SECURED: VALUE, authors: [{name: B, secured: VALUE}]}",
    "provider: {name: [], secured: VALUE}",
    "images: [{url: 'https://a.b/', secured: VALUE}]",
    "images: {url: 'https://a.b/', secured: VALUE}",
    "images: {secured: VALUE}",
    "related: {secured: VALUE, webUrl: x}",
    "topics: [{secured: VALUE}]",
    "topics: {secured: VALUE}",
    "title: {secured: VALUE}",
    "webUrl: {secured: VALUE}",
    "publishedDateTime: {secured: VALUE}",
    "published: {secured: VALUE}",
    "quality: [{secured: VALUE}]",
    "other: {secured: VALUE, deep: [[{Secured: VALUE}]]}",
    "base: &b {secured: VALUE}\nprovider: {<<: *b}",
    "published: false\nsecured: VALUE",
    "removed: true\nsecured: VALUE",
]
BROKEN = [
    "secured: 'VALUE",
    'secured: "VALUE',
    'secured: "\\VALUE"',
    "secured: VALUE: VALUE",
    "secured: VALUE\n  VALUE: VALUE",
    "secured: @VALUE",
    "secured: `VALUE",
    "secured: %VALUE",
    "secured: *VALUE",
    "secured: &VALUE",
    "secured: &VALUE &VALUE x",
    "secured: !VALUE x",
    "secured: !VALUE!VALUE x",
    "secured: !<VALUE> x",
    "secured: !!VALUE x",
    "secured: !!VALUE [x]",
    "secured: !!VALUE {x: y}",
    "secured: !!python/object/apply:VALUE [x]",
    "secured: !<tag:yaml.org,2002:VALUE> x",
    "secured: [VALUE",
    "secured: {VALUE: VALUE",
    "secured: {VALUE: 1, VALUE: 2}",
    "secured: [{VALUE: 1, VALUE: 2}]",
    "secured:\n  VALUE: 1\n  VALUE: 2",
    "Secured: {a: {VALUE: 1, VALUE: 2}}",
    "provider: {secured: {VALUE: 1, VALUE: 2}}",
    "secured: {? [VALUE] : x}",
    "secured: {<<: VALUE}",
    "secured: {<<: [VALUE]}",
    "secured: &a [*a, VALUE]",
    "secured: &VALUE [*VALUE]",
    "secured: " + "[" * 100 + "VALUE",
    "secured: >VALUE",
    "secured: |VALUE",
    "secured: VALUE\n\tVALUE",
    "secured: 'VALUE' VALUE",
    "secured:\n- VALUE\nVALUE",
    "secured: VALUE\nsecured: 'VALUE",
    "secured: |\n    VALUE\n  VALUE\n VALUE: 1",
    "secured: !!int VALUE\nsecured: !!float VALUE",
    "secured: !!timestamp VALUE",
    "secured: !!bool VALUE",
    "secured: !!null VALUE",
    "provider: {secured: 'VALUE}",
    "? {secured: VALUE}\n: x",
]


class TestSecured:
    """Private cipher text never leaves the source: not in an article, not in a message."""

    PIECES = tuple(VALUE[start : start + 8] for start in range(len(VALUE) - 7))

    def leaked(self, said: str) -> list[str]:
        """The pieces of the value that `said` holds."""
        return [piece for piece in self.PIECES if piece.lower() in said.lower()]

    def everything(self, data: bytes) -> str:
        """All that can be said about what became of a file."""
        results = [outcome(data), outcome(data, "x.html", drafts=True, withdrawn=True)]
        return "\n".join([*map(repr, results), *(str(each) for result in results for each in result.diagnostics)])

    @pytest.mark.parametrize("lines", SECURED)
    def test_no_piece_of_it_is_told(self, lines: str) -> None:
        assert self.leaked(self.everything(file(lines.replace("VALUE", VALUE)))) == []

    @pytest.mark.parametrize("lines", BROKEN)
    def test_nor_where_the_yaml_is_broken_right_there(self, lines: str) -> None:
        assert self.leaked(self.everything(file(lines.replace("VALUE", VALUE)))) == []

    @pytest.mark.parametrize(
        "data",
        [
            b"---\nsecured: VALUE",
            b"secured: VALUE\n---\n",
            b"---\nsecured: VALUE\xff\n---\n",
            f"---\nsecured: {VALUE}\n---\n".encode("utf-16"),
            b"---\nsecured: VALUE\x00\x01\n---\n",
            b"---\n- secured: VALUE\n---\n",
            b"---\nsecured:VALUE\n---\n",
            b"---\n\tsecured: VALUE\n---\n",
        ],
    )
    def test_nor_where_the_file_is_no_article(self, data: bytes) -> None:
        assert self.leaked(self.everything(data.replace(b"VALUE", VALUE.encode()))) == []

    def test_it_is_seen_where_it_is_told(self) -> None:
        assert self.leaked(self.everything(file(f"type: {VALUE}"))) == list(self.PIECES)
