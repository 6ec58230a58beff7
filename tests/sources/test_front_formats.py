"""Front matter in formats other than YAML: how it is found, what it holds, where each value stands."""

import datetime as dt
import json
import tomllib
from collections.abc import Collection, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.errors import ArticleError
from exporters.sources import frontmatter
from exporters.sources.frontmatter import FrontMatterFormat
from exporters.yamldoc.positions import KeyPath, YamlDocument

EVERY = tuple(FrontMatterFormat)
PELICAN = (FrontMatterFormat.HEADER, FrontMatterFormat.HTML)
HEXO = (FrontMatterFormat.YAML, FrontMatterFormat.UNFENCED, FrontMatterFormat.JSON)
HUGO = (FrontMatterFormat.YAML, FrontMatterFormat.TOML, FrontMatterFormat.JSON)


def document(
    text: str, allowed: Collection[FrontMatterFormat] = HUGO, private: frozenset[str] = frozenset()
) -> YamlDocument:
    """The front matter of a file."""
    return frontmatter.read_front_matter(frontmatter.split_article(text, allowed), private)


def toml(text: str) -> YamlDocument:
    """A document in TOML, whose first line is line 2."""
    return document(f"+++\n{text}\n+++\n")


class TestFormats:
    """Each format is found by how it begins, and ends where its program ends it."""

    @pytest.mark.parametrize(
        ("text", "allowed", "format_", "value", "body", "line"),
        [
            ("---\na: 1\n---\nb", HUGO, FrontMatterFormat.YAML, {"a": 1}, "b", 4),
            ("\n\n---\na: 1\n---\nb", HUGO, FrontMatterFormat.YAML, {"a": 1}, "b", 6),
            ("+++\na = 1\n+++\nb", HUGO, FrontMatterFormat.TOML, {"a": 1}, "b", 4),
            (" \n+++ \r\na = 1\r\n+++\r\nb", HUGO, FrontMatterFormat.TOML, {"a": 1}, "b", 5),
            ("+++\n+++\nb", HUGO, FrontMatterFormat.TOML, {}, "b", 3),
            ('{\n"a": "}",\n"b": {"c": 1}\n}\n\nb', HUGO, FrontMatterFormat.JSON, {"a": "}", "b": {"c": 1}}, "\nb", 5),
            ('{"a": 1} b', HUGO, FrontMatterFormat.JSON, {"a": 1}, " b", 1),
            ("{}", HUGO, FrontMatterFormat.JSON, {}, "", 1),
            ('---json\n{"a": 1}\n---\nb', HUGO, FrontMatterFormat.JSON, {"a": 1}, "b", 4),
            ('"a": 1,\n"b": []\n;;;\nb', HEXO, FrontMatterFormat.JSON, {"a": 1, "b": []}, "b", 4),
            (';;;\n"a": 1\n;;;\nb', HEXO, FrontMatterFormat.JSON, {"a": 1}, "b", 4),
            ('{"a": 1}\n;;;\nb', HEXO, FrontMatterFormat.JSON, {"a": 1}, "b", 3),
            ("a: 1\nb: x\n---\nb", HEXO, FrontMatterFormat.UNFENCED, {"a": 1, "b": "x"}, "b", 4),
            (
                "Title: A: b\nTAGS: x, y\n\nb\n",
                PELICAN,
                FrontMatterFormat.HEADER,
                {"title": "A: b", "tags": "x, y"},
                "b\n",
                4,
            ),
            ("---\r\nTitle: A\r\n---\r\nb", PELICAN, FrontMatterFormat.HEADER, {"title": "A"}, "b", 4),
            (
                "Summary: one\n    two\n     three\n\nb",
                PELICAN,
                FrontMatterFormat.HEADER,
                {"summary": "one\ntwo\nthree"},
                "b",
                5,
            ),
            ("a: 1", PELICAN, FrontMatterFormat.HEADER, {"a": "1"}, "", 1),
            (".. title: A: b\n.. tags:\n\nb", EVERY, FrontMatterFormat.NIKOLA, {"title": "A: b", "tags": ""}, "b", 4),
            (
                "<!--\n.. title: A\n\n.. slug: a\n-->\n\nb",
                EVERY,
                FrontMatterFormat.NIKOLA,
                {"title": "A", "slug": "a"},
                "\nb",
                6,
            ),
            (
                "---\ntitle: 'A': b\nlink: https://a/#b\n---\nb",
                (FrontMatterFormat.BEAR,),
                FrontMatterFormat.BEAR,
                {"title": "'A': b", "link": "https://a/#b"},
                "b",
                5,
            ),
            (
                (
                    "<html>\n<head>\n<title>A &amp; b</title>\n<!-- <meta name=no content=x> -->\n"
                    "<meta name='Keywords' content=\"x, 'y'\" />\n<meta charset=utf-8>\n"
                    "<meta name=date contents=2024-01-02></head>\n<body class=x>\n<p>b</p></body></html>"
                ),
                PELICAN,
                FrontMatterFormat.HTML,
                {"title": "A & b", "tags": "x, 'y'", "date": "2024-01-02"},
                "\n<p>b</p>",
                8,
            ),
        ],
        ids=repr,
    )
    def test_a_file_is_taken_apart(
        self,
        text: str,
        allowed: Collection[FrontMatterFormat],
        format_: FrontMatterFormat,
        value: Any,
        body: str,
        line: int,
    ) -> None:
        parts = frontmatter.split_article(text, allowed)

        assert (parts.format, parts.body, parts.body_line) == (format_, body, line)
        assert frontmatter.read_front_matter(parts).value == value

    @pytest.mark.parametrize(
        ("text", "allowed", "problem"),
        [
            ("", EVERY, "1:1: error: an empty file; begin with YAML between two lines of --- or TOML"),
            ("words", HUGO, "1:1: error: no front matter; begin with YAML between two lines of --- or TOML between"),
            ("+++\na = 1\n+++\n", HEXO, "1:1: error: front matter in TOML; begin with YAML between"),
            (
                "---\na: 1\n---\n",
                (FrontMatterFormat.TOML,),
                "1:1: error: front matter in YAML; begin with TOML between",
            ),
            ("+++\na = 1\n", HUGO, r"2:6: error: no second line of \+\+\+; end the front matter with \+\+\+"),
            ('{"a": {"b": 1}\n', HUGO, "1:15: error: no } that closes the first {; end the front matter with }"),
            ("a: 1\n\nwords\n", HEXO, "3:6: error: no line of ---; end the front matter with ---"),
            ('"a": 1\n', HEXO, "1:7: error: no second line of ;;;"),
            ("<!-- .. title: a\n", EVERY, "1:17: error: a comment that is not closed"),
            ("<html><head></head>", PELICAN, "1:20: error: no <body>"),
            ("+++\na = '" + "x" * 1_100_000 + "'\n+++\n", HUGO, "1:1: error: front matter of 1,100,0.. characters"),
            ('{"a": "' + "x" * 1_100_000 + '"}', HUGO, "1:1: error: front matter of 1,100,0.. characters"),
            ("{" * 1_200_000, HUGO, "1:1: error: front matter of 1,100,0.. characters"),
        ],
        ids=lambda value: repr(value)[:40],
    )
    def test_what_is_missing_has_one_message(
        self, text: str, allowed: Collection[FrontMatterFormat], problem: str
    ) -> None:
        with pytest.raises(ArticleError, match=f"^:?{problem}") as caught:
            frontmatter.split_article(text, allowed)
        assert len(caught.value.diagnostics) == 1

    @given(st.text(st.sampled_from('-+{}.;:"a=< \r\n'), max_size=40))
    def test_nothing_of_a_file_is_lost(self, text: str) -> None:
        try:
            parts = frontmatter.split_article(text, set(EVERY) - {FrontMatterFormat.HTML})
        except ArticleError:
            return

        assert parts.front + parts.fence + parts.body == text


TOML = """\
title = "A \\"b\\""  # words
date = 2024-01-02T10:00:00+02:00
local = 2024-01-02 10:00:00.5
day = 2024-01-02
hour = 10:00:00
flag = true
size = 0x1F
part = 1_0.5e1
long = '''
a
'''
lines = [
  "a", # one
  'b',
]
inline = { x = 1, "y z" = { w = [2, {v = 3}] } }
a.b."c d" = 1

[params]
author = "Ann"

[params.deep.er]
x = 1

[[params.list]]
x = 1

[[params.list]]
x = 2
[params.list.sub]
y = 3
"""


class TestToml:
    """Spec: toml.io v1.0.0."""

    def test_values_are_those_of_tomllib_and_dates_stay_text(self) -> None:
        value = toml(TOML).value

        dates = {key: value[key] for key in ("date", "local", "day", "hour")}
        assert dates == {
            "date": "2024-01-02T10:00:00+02:00",
            "local": "2024-01-02 10:00:00.5",
            "day": "2024-01-02",
            "hour": "10:00:00",
        }
        assert {**value, **dict.fromkeys(dates)} == {**tomllib.loads(TOML), **dict.fromkeys(dates)}

    @pytest.mark.parametrize(
        ("path", "place"),
        [
            ((), (1, 1)),
            (("title",), (2, 1)),
            (("long",), (10, 1)),
            (("lines",), (13, 1)),
            (("lines", 0), (14, 3)),
            (("lines", 1), (15, 3)),
            (("lines", 2), (13, 1)),
            (("inline", "x"), (17, 12)),
            (("inline", "y z"), (17, 19)),
            (("inline", "y z", "w", 1, "v"), (17, 38)),
            (("a", "b", "c d"), (18, 5)),
            (("a", "b"), (18, 3)),
            (("params",), (20, 2)),
            (("params", "author"), (21, 1)),
            (("params", "deep"), (23, 9)),
            (("params", "deep", "er", "x"), (24, 1)),
            (("params", "list"), (26, 10)),
            (("params", "list", 0), (26, 1)),
            (("params", "list", 1, "x"), (30, 1)),
            (("params", "list", 1, "sub", "y"), (32, 1)),
            (("params", "nothing"), (20, 2)),
        ],
    )
    def test_a_place_is_that_of_the_key(self, path: KeyPath, place: tuple[int, int]) -> None:
        assert toml(TOML).place(path) == place

    @pytest.mark.parametrize(
        ("path", "written", "is_quoted"),
        [
            (("title",), 'A "b"', True),
            (("size",), "0x1F", False),
            (("part",), "1_0.5e1", False),
            (("long",), "a\n", True),
            (("date",), "2024-01-02T10:00:00+02:00", False),
            (("lines",), None, False),
            (("nothing",), None, False),
        ],
    )
    def test_scalars_are_known_as_written(self, path: KeyPath, written: str | None, is_quoted: bool) -> None:
        assert (toml(TOML).source_text(path), toml(TOML).is_quoted(path)) == (written, is_quoted)

    @pytest.mark.parametrize(
        ("text", "problem"),
        [
            ("a", "2:2 toml-syntax no = after a key"),
            ("a: 1", "2:2 toml-syntax a : after a key"),
            ("a b = 1", "2:3 toml-syntax no = after a key"),
            ("= 1", "2:1 toml-syntax no key"),
            ("é = 1", "2:1 toml-syntax a key with a character that needs quotes"),
            ("a =", "2:4 toml-syntax no value"),
            ("a = words", "2:5 toml-syntax text without quotes"),
            ("a = True", "2:5 toml-syntax text without quotes"),
            ("a = 1 b = 2", "2:6 toml-syntax more text after a value"),
            ("a = 1,", "2:6 toml-syntax a comma after a value"),
            ("a = 'x", "2:5 toml-syntax quotes that are not closed"),
            ('a = "x\ny"', "2:5 toml-syntax quotes that are not closed"),
            ('a = """x', "2:5 toml-syntax quotes that are not closed"),
            ('"a = 1', "2:1 toml-syntax quotes that are not closed"),
            ('a = "\\q"', "2:8 toml-syntax a backslash that escapes nothing"),
            ('a = "\\uD800"', "2:12 toml-syntax an escape sequence for a character that does not exist"),
            ('a = "\\u0000"', "2:1 toml-syntax the character U+0000"),
            ('"\\u0000" = 1', "2:1 toml-syntax the character U+0000"),
            ("a = '\x00'", "2:6 toml-syntax a control character"),
            ("# \x00", "2:3 toml-syntax a control character"),
            ("a = [1, 2", "2:5 toml-syntax a list that is not closed"),
            ("a = [1 2]", "2:8 toml-syntax no comma between two values"),
            ("a = [,]", "2:6 toml-syntax no value"),
            ("a = {x = 1,}", "2:11 toml-syntax a comma after the last value"),
            ("a = {x = 1", "2:5 toml-syntax an inline table over several lines"),
            ("a = {x = 1,\ny = 2}", "2:5 toml-syntax an inline table over several lines"),
            ("a = {x = 1 y = 2}", "2:12 toml-syntax no comma between two values"),
            ("[a", "2:3 toml-syntax no ] after the name of a table"),
            ("[[a]", "2:4 toml-syntax no ]] after the name of a table"),
            ("[]", "2:2 toml-syntax no key"),
            ("[a] x", "2:4 toml-syntax more text after a value"),
            ("a = 2024-13-01", "2:9 toml-syntax a value that is not valid TOML"),
            ("a = 1.", "2:6 toml-syntax a value that is not valid TOML"),
            ("a = 010", "2:6 toml-syntax a value that is not valid TOML"),
            ("a = 9223372036854775808", "2:1 value-wrong a number over 64 bits"),
            ("a = [1, -9223372036854775809]", "2:9 value-wrong a number over 64 bits"),
            ("a = " + "9" * 5000, "2:5 value-wrong a number of 5,000 characters"),
            ("a = nan", "2:1 value-wrong not a finite number"),
            ("a = -inf", "2:1 value-wrong not a finite number"),
            ("a = 1e999", "2:1 value-wrong not a finite number"),
            ("a = 1\na = 2", "3:1 key-repeated appears twice"),
            ("a = {b = 1, b = 2}", "2:13 key-repeated appears twice"),
            ("a.b = 1\na.b = 2", "3:3 key-repeated appears twice"),
            ("a = 1\na.b = 2", "3:1 key-repeated appears twice"),
            ("a = {}\n[a]", "3:2 key-repeated appears twice"),
            ("[a]\n[a]", "3:2 key-repeated appears twice"),
            ("[a]\n[[a]]", "3:3 key-repeated appears twice"),
            ("[[a]]\n[a]", "3:2 key-repeated appears twice"),
            ("a = []\n[[a]]", "3:3 key-repeated appears twice"),
            ("a.b = 1\n[a]", "3:3 toml-syntax a table that appears twice"),
            ("a = " + "[" * 100 + "]" * 100, "2:68 toml-syntax nested more than 64 levels deep"),
            ("a = " + "[" * 100_000, "2:68 toml-syntax nested more than 64 levels deep"),
            ("a = " + "{a = " * 100_000, "2:320 toml-syntax nested more than 64 levels deep"),
            (".".join("a" * 100_000) + " = 1", "2:1 toml-syntax nested more than 64 levels deep"),
            ("[" + ".".join("a" * 100_000) + "]", "2:2 toml-syntax nested more than 64 levels deep"),
            ("\n".join("[[" + ".".join("a" * n) + "]]" for n in range(1, 60)), "33:1 toml-syntax nested more than 64"),
        ],
        ids=lambda value: repr(value)[:40],
    )
    def test_what_is_wrong_has_one_place(self, text: str, problem: str) -> None:
        [found] = problems(f"+++\n{text}\n+++\n")

        assert found.startswith(problem)

    def test_every_problem_is_told_in_one_run(self) -> None:
        assert len(problems("+++\na = 1\na = 2\nb = 1\nb = 2\n+++\n")) == 2


class TestJson:
    """Spec: RFC 8259."""

    @pytest.mark.parametrize(
        ("path", "place"),
        [
            ((), (2, 1)),
            (("a",), (3, 3)),
            (("b",), (3, 11)),
            (("b", 0), (4, 4)),
            (("b", 1), (4, 7)),
            (("b", 1, "c"), (4, 8)),
            (("b", 2), (3, 11)),
        ],
    )
    def test_a_place_is_that_of_the_key(self, path: KeyPath, place: tuple[int, int]) -> None:
        assert document('\n{\n  "a": 1, "b": [\n   1, {"c": true}]\n}').place(path) == place

    @pytest.mark.parametrize(
        ("path", "written", "is_quoted"),
        [(("a",), "1.50", False), (("b",), "é", True), (("c",), None, False), (("d",), "null", False)],
    )
    def test_scalars_are_known_as_written(self, path: KeyPath, written: str | None, is_quoted: bool) -> None:
        made = document('{"a": 1.50, "b": "\\u00e9", "c": [], "d": null}')

        assert (made.source_text(path), made.is_quoted(path)) == (written, is_quoted)

    @pytest.mark.parametrize(
        ("text", "problem"),
        [
            ("{a: 1}", "1:2 json-syntax a key without double quotes"),
            ("{'a': 1}", "1:2 json-syntax a key without double quotes"),
            ('{"a"}', "1:5 json-syntax no : after a key"),
            ('{"a" 1}', "1:6 json-syntax no : after a key"),
            ('{"a": }', "1:7 json-syntax no value"),
            ('{"a": words}', "1:7 json-syntax text without quotes"),
            ('{"a": True}', "1:7 json-syntax text without quotes"),
            ("{\"a\": 'b'}", "1:7 json-syntax text in single quotes"),
            ('{"a": 1,}', "1:8 json-syntax a comma after the last value"),
            ('{"a": [1,]}', "1:9 json-syntax a comma after the last value"),
            ('{"a": 1 "b": 2}', "1:9 json-syntax no comma between two values"),
            ('{"a": [1 2]}', "1:10 json-syntax no comma between two values"),
            ('{"a": [1}', "1:9 json-syntax no comma between two values"),
            ('{,"a": 1}', "1:2 json-syntax a key without double quotes"),
            ('{"a": 1 // words\n}', "1:9 json-syntax no comma between two values"),
            ('{"a": // words\n1}', "1:7 json-syntax a comment"),
            ('{"a": 01}', "1:7 json-syntax a number that is not valid JSON"),
            ('{"a": .5}', "1:7 json-syntax a number that is not valid JSON"),
            ('{"a": +1}', "1:7 json-syntax a number that is not valid JSON"),
            ('{"a": 0x1F}', "1:7 json-syntax a number that is not valid JSON"),
            ('{"a": 1.}', "1:7 json-syntax a number that is not valid JSON"),
            ('{"a": NaN}', "1:7 json-syntax not a finite number"),
            ('{"a": -Infinity}', "1:7 json-syntax not a finite number"),
            ('{"a": 1e999}', "1:7 value-wrong not a finite number"),
            ('{"a": 9223372036854775808}', "1:7 value-wrong a number over 64 bits"),
            ('{"a": ' + "9" * 5000 + "}", "1:7 value-wrong a number of 5,000 characters"),
            ('{"a": "x\ny"}', "1:7 json-syntax quotes that are not closed on their line"),
            ('{"a": "x\ty"}', "1:9 json-syntax the character U+0009"),
            ('{"a": "\x00"}', "1:8 json-syntax the character U+0000"),
            ('{"a": "\\u0000"}', "1:7 json-syntax the character U+0000"),
            ('{"a": "\\ud800"}', "1:7 json-syntax the character U+D800"),
            ('{"\\udc00": 1}', "1:2 json-syntax the character U+DC00"),
            ('{"a": "\\q"}', "1:8 json-syntax an escape sequence that JSON does not know"),
            ('{"a": "\\u12"}', "1:8 json-syntax an escape sequence that JSON does not know"),
            ('{"a": 1, "a": 2}', "1:10 key-repeated appears twice"),
            ('{"a": {"b": 1, "\\u0062": 2}}', "1:16 key-repeated appears twice"),
            ('---json\n{"a": 1}\nwords\n---\n', "3:1 json-syntax more text after the last }"),
            ('---json\n{"a": [1\n---\n', "3:1 json-syntax no closing ]"),
            ('---json\n{"a": "x\n---\n', "2:7 json-syntax quotes that are not closed on their line"),
            ("---json\n[1]\n---\n", "2:1 json-syntax a key without double quotes"),
            ('{"a": ' + "[" * 100_000 + "}", "1:70 json-syntax nested more than 64 levels deep"),
            ('{"a":' * 70 + "1" + "}" * 70, "1:321 json-syntax nested more than 64 levels deep"),
        ],
        ids=lambda value: repr(value)[:40],
    )
    def test_what_is_wrong_has_one_place(self, text: str, problem: str) -> None:
        assert problems(text) == [problem]


class TestLines:
    """Lines of `key: value`: Python-Markdown `meta`, Nikola, Bear."""

    @pytest.mark.parametrize(
        ("text", "key", "place"),
        [
            ("Title: a\n  Date: b\n\n", "date", (2, 3)),
            ("---\nTitle: a\n---\n", "title", (2, 1)),
            (".. title: a\n.. slug:  b\n\n", "slug", (2, 4)),
            ("<!-- .. title: a\n.. slug: b -->\n\n", "title", (1, 9)),
            ("<html><head>\n <meta name=a content=b><body>", "a", (2, 2)),
            ("<html><head>\n <meta name=a content=b><body>", "b", (1, 1)),
        ],
    )
    def test_a_place_is_that_of_the_key(self, text: str, key: str, place: tuple[int, int]) -> None:
        assert (
            document(
                text, set(EVERY) - {FrontMatterFormat.YAML, FrontMatterFormat.BEAR, FrontMatterFormat.UNFENCED}
            ).place((key,))
            == place
        )

    def test_values_are_text_without_quotes(self) -> None:
        made = document("Size: 010\n\n", PELICAN)

        assert (made.value, made.source_text(("size",)), made.is_quoted(("size",))) == ({"size": "010"}, "010", False)

    def test_a_name_that_stands_twice_in_a_page_makes_a_list(self) -> None:
        made = document("<html><head><meta name=a content=b>\n<meta name=A content=c>\n<body>", PELICAN)

        assert (made.value, made.place(("a", 1)), made.source_text(("a", 1))) == ({"a": ["b", "c"]}, (2, 1), "c")

    @pytest.mark.parametrize(
        ("text", "problem"),
        [
            ("Title: a\nwords\n\n", "2:1 header-syntax a line that is not a key with a value"),
            ("Title: a\n   more\n\n", "2:1 header-syntax a line that is not a key with a value"),
            ("Title: a\nä: b\n\n", "2:1 header-syntax a line that is not a key with a value"),
            ("Title: a\n: b\n\n", "2:1 header-syntax a line that is not a key with a value"),
            ("---\n    words\n---\n", "2:1 header-syntax a line that is not a key with a value"),
            ("Title: a\nTITLE: b\n\n", "2:1 key-repeated appears twice"),
            ("Title: a\x00\n\n", "1:9 header-syntax the character U+0000"),
            (".. title: a\nwords\n\n", "2:1 header-syntax a line that is not a key with a value"),
            (".. title: a\n.. words\n\n", "2:1 header-syntax a line that is not a key with a value"),
            (".. title: a\n.. : words\n\n", "2:1 header-syntax a line without a key"),
            (".. title: a\n.. title: b\n\n", "2:4 key-repeated appears twice"),
            ("<html><head><title>a<body>", "1:13 header-syntax a <title> that is not closed"),
            ("<html><head><meta name='a><body>", "1:13 header-syntax a <meta> that is not closed"),
            ("<html><head><!-- <body>", "1:13 header-syntax a comment that is not closed"),
            ("<html><head><meta name=a content='&#0;\x00'><body>", "1:13 header-syntax the character U+0000"),
        ],
        ids=repr,
    )
    def test_what_is_wrong_has_one_place(self, text: str, problem: str) -> None:
        assert problems(
            text, set(EVERY) - {FrontMatterFormat.YAML, FrontMatterFormat.BEAR, FrontMatterFormat.UNFENCED}
        ) == [problem]

    @pytest.mark.parametrize(
        "text",
        [
            "<html><head>" + "<meta '" * 100_000 + "<body>",
            "<html>" + "<title>" * 100_000 + "<body>",
            "<html>" + "<!--" * 200_000 + "<body>",
            "<html>" + "<body " * 100_000,
            "a:" + " " * 1_000_000 + "\n\n",
            ".. " * 300_000 + "\n\n",
            "<!--" * 200_000,
            "<!-- " + " " * 1_000_000 + "-",
            "{" + '"' * 1_000_001,
            "{" + '"\\' * 500_000,
            "a.b = '" * 100_000,
        ],
        ids=lambda text: text[:12],
    )
    def test_long_nonsense_takes_no_long_time(self, text: str) -> None:
        with pytest.raises(ArticleError):
            document(text, EVERY)


def problems(text: str, allowed: Collection[FrontMatterFormat] = HUGO) -> list[str]:
    """What is wrong with a file: place, rule and what was seen."""
    with pytest.raises(ArticleError) as caught:
        document(text, allowed)
    return [f"{each.line}:{each.column} {each.rule} {each.message}" for each in caught.value.diagnostics]


class TestPrivate:
    """What stands under `secured` is neither kept nor named."""

    PRIVATE = frozenset({"secured"})

    @pytest.mark.parametrize(
        "text",
        [
            '{"a": 1, "Secured": {"key": "x", "key": 2, "n": 1e999, "u": "\\u0000"}}',
            '{"a": 1, "secured": [NUMBER], "secured": 1}'.replace("NUMBER", "9" * 100),
            "+++\na = 1\nSECURED = 'x'\nsecured.b = 1\nsecured.b = nan\n+++\n",
            "+++\na = 1\n[secured]\nx = 1\nx = 2\n[[secured]]\n[secured.b]\nc = " + "9" * 100 + "\n+++\n",
            "a: 1\nsecured: x\n    y\nSecured: z\n\n",
            ".. a: 1\n.. secured: x\n\n",
            "<html><head><meta name=a content=1><meta name=Secured content=x><body>",
        ],
        ids=lambda text: text[:30],
    )
    def test_nothing_of_it_is_kept(self, text: str) -> None:
        made = document(text, set(EVERY) - {FrontMatterFormat.YAML, FrontMatterFormat.UNFENCED}, self.PRIVATE)

        assert made.value in ({"a": 1}, {"a": "1"})
        assert made.place(("secured",)) == made.place()

    def test_it_may_stand_in_a_table_on_one_line(self) -> None:
        made = document("+++\na = {secured = 'x', b = 1, c = [{secured.d = 'y', e = 2}]}\n+++\n", HUGO, self.PRIVATE)

        assert made.value == {"a": {"b": 1, "c": [{"e": 2}]}}

    @pytest.mark.parametrize(
        "text", ['{"secured": "x\ny"}', '{"secured": TOP}', "+++\nsecured = TOP\n+++\n", "+++\nsecured = 'TOP\n+++\n"]
    )
    def test_a_message_does_not_quote_it(self, text: str) -> None:
        with pytest.raises(ArticleError) as caught:
            document(text, HUGO, self.PRIVATE)
        assert "TOP" not in str(caught.value)
        assert "secured" not in str(caught.value)


SCALARS = (
    st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]))
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.booleans()
)
KEYS = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=6) | st.sampled_from(
    ["a", "b-c", "1", "d.e", '"', "'", "#"]
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=12
)
MAPPINGS = st.dictionaries(KEYS, VALUES, max_size=5)


def quoted(text: str) -> str:
    """A text in TOML."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def inline(value: Any) -> str:
    """A value in TOML on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{quoted(key)} = {inline(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(inline, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return quoted(value) if isinstance(value, str) else repr(value)


def tables(value: dict[str, Any], name: str = "") -> Iterator[str]:
    """The lines of a mapping in TOML: tables for mappings, lists of tables where all entries are mappings."""
    below = {}
    for key, each in value.items():
        is_list = isinstance(each, list) and each and all(isinstance(entry, dict) for entry in each)
        if isinstance(each, dict) or is_list:
            below[key] = each
        else:
            yield f"{quoted(key)} = {inline(each)} # {name}"
    for key, each in below.items():
        inner = f"{name}.{quoted(key)}".lstrip(".")
        for entry in each if isinstance(each, list) else [each]:
            yield f"[[{inner}]]" if isinstance(each, list) else f"[{inner}]"
            yield from tables(entry, inner)


def paths(value: Any, path: KeyPath = ()) -> Iterator[KeyPath]:
    """Every path in a value."""
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for part, each in children:
        yield (*path, part)
        yield from paths(each, (*path, part))


def at(text: str, place: tuple[int, int]) -> str:
    """What stands at a place."""
    return text.split("\n")[place[0] - 1][place[1] - 1 :]


class TestAnyValue:
    """Whatever is written is read, and each place leads to its key."""

    @given(MAPPINGS, st.sampled_from([None, 0, 2]))
    def test_json(self, value: dict[str, Any], indent: int | None) -> None:
        text = json.dumps(value, indent=indent, ensure_ascii=indent == 0)

        made = document(text)

        assert made.value == value
        for path in paths(value):
            if isinstance(path[-1], str):
                written = json.dumps(path[-1], ensure_ascii=indent == 0)
                assert at(text, made.place(path)).startswith(written + ":")

    @given(MAPPINGS, st.booleans())
    def test_toml(self, value: dict[str, Any], is_inline: bool) -> None:
        lines = [f"{quoted(key)} = {inline(each)}" for key, each in value.items()] if is_inline else tables(value)
        text = "\n".join(["+++", *lines, "+++", ""]).replace("\r", "\\r")

        made = document(text)

        assert made.value == value
        for path in paths(value):
            there = at(text, made.place(path))
            if isinstance(path[-1], str):
                assert there.startswith(quoted(path[-1]))
            else:
                entry = _get(value, path)
                assert there.startswith(inline(entry)) or (isinstance(entry, dict) and there.startswith("[["))

    @given(st.text(st.sampled_from("[]{}=.,\"'ab1 \n#\\-:T"), max_size=30))
    def test_toml_that_tomllib_reads_is_read(self, text: str) -> None:
        try:
            value = tomllib.loads(text)
        except tomllib.TOMLDecodeError:
            value = None
        try:
            made = toml(text).value
        except ArticleError:
            made = None

        assert made == _with_text(value)

    @given(st.text(st.sampled_from("[]{}:,\"'ab1 \n\\-.e"), max_size=30))
    def test_json_that_json_reads_is_read(self, inside: str) -> None:
        text = "{" + inside + "}"
        try:
            value = json.loads(text, object_pairs_hook=_without_repetition)
        except ValueError:
            value = None
        try:
            parts = frontmatter.split_article(f"---json\n{text}\n---\n", HUGO)
            made = frontmatter.read_front_matter(parts).value
        except ArticleError:
            made = None

        assert made == value


def _without_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A mapping. Raises ValueError where a key stands twice."""
    if len(dict(pairs)) < len(pairs):
        raise ValueError
    return dict(pairs)


def _get(value: Any, path: KeyPath) -> Any:
    for part in path:
        value = value[part]
    return value


def _with_text(value: Any) -> Any:
    """Dates and times as text."""
    if isinstance(value, dict):
        return {key: _with_text(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_with_text(each) for each in value]
    return str(value) if isinstance(value, dt.date | dt.time) else value
