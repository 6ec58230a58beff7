"""YAML as PyYAML's safe loader reads it, each value with its place in the file."""

from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from exporters.errors import ArticleError
from exporters.yamldoc.document import find_comment, read_yaml
from exporters.yamldoc.positions import KeyPath, field_name


def told(text: str) -> list[tuple[str, int, int, str]]:
    """Slug, line, column and field of every problem that `read` raises for `text`."""
    with pytest.raises(ArticleError) as caught:
        read_yaml(text)
    return [(each.rule, each.line, each.column, each.field) for each in caught.value.diagnostics]


class TestPlaces:
    """A field is at its key, an entry of a list at its value, as an editor counts lines and columns."""

    NESTED = (
        "---\n"
        "title: One\n"
        "provider:\n"
        "  name: Two\n"
        "  authors:\n"
        "    - name: Three\n"
        "      url: https://example.org/\n"
        "    - Four\n"
        "images: [{url: a, width: 5}, {url: b}]\n"
    )

    @pytest.mark.parametrize(
        ("path", "place"),
        [
            ((), (1, 1)),
            (("title",), (2, 1)),
            (("provider",), (3, 1)),
            (("provider", "name"), (4, 3)),
            (("provider", "authors"), (5, 3)),
            (("provider", "authors", 0), (6, 7)),
            (("provider", "authors", 0, "name"), (6, 7)),
            (("provider", "authors", 0, "url"), (7, 7)),
            (("provider", "authors", 1), (8, 7)),
            (("images", 0, "width"), (9, 19)),
            (("images", 1), (9, 30)),
            (("images", 1, "url"), (9, 31)),
        ],
    )
    def test_a_field_is_where_its_key_is(self, path: KeyPath, place: tuple[int, int]) -> None:
        assert read_yaml(self.NESTED).place(path) == place

    @pytest.mark.parametrize("path", [("title",), ("provider", "authors", 1), ("images", 1, "url")])
    def test_carriage_returns_move_nothing(self, path: KeyPath) -> None:
        with_returns = read_yaml(self.NESTED.replace("\n", "\r\n"))

        assert with_returns.place(path) == read_yaml(self.NESTED).place(path)
        assert with_returns.value == read_yaml(self.NESTED).value

    @pytest.mark.parametrize(
        ("path", "place"),
        [
            (("provider", "url"), (3, 1)),
            (("provider", "authors", 9, "url"), (5, 3)),
            (("provider", "authors", 1, "url"), (8, 7)),
            (("title", "deeper"), (2, 1)),
            (("webUrl",), (1, 1)),
        ],
    )
    def test_what_is_missing_is_at_the_nearest_around_it(self, path: KeyPath, place: tuple[int, int]) -> None:
        document = read_yaml(self.NESTED)

        assert document.place(path) == place
        assert document.source_text(path) is None

    @pytest.mark.parametrize(
        "long",
        [
            "text: |\n" + "  line\n" * 500,
            "text: >-\n" + "  line\n\n" * 250,
            'text: "' + "line\n  " * 499 + '"\n',
            "text: line\n" + "  line\n" * 499,
            "text: # a comment\n" + "  # more\n" * 498 + "  'x'\n",
        ],
    )
    def test_below_a_long_value_lines_are_right(self, long: str) -> None:
        document = read_yaml(long + "below: here\n")

        assert document.place(("below",)) == (long.count("\n") + 1, 1)
        assert document.value["below"] == "here"

    @pytest.mark.parametrize("before", ["é", "漢", "😀", "\x00", "\x85", "\u2028", "\ufffe", "\U0010fe00"])
    def test_columns_count_characters_not_bytes(self, before: str) -> None:
        document = read_yaml(f'{{a: "{before}{before}", b: 1}}')

        assert document.place(("b",)) == (1, 11)

    def test_line_separators_end_no_line(self) -> None:
        document = read_yaml('a: "x\u2028y\x85z"\nb: 1\n')

        assert document.place(("b",)) == (2, 1)

    def test_lines_count_from_where_the_document_begins_in_its_file(self) -> None:
        document = read_yaml("a: 1\nb: 2\n", first_line=40)

        assert document.place(("b",)) == (41, 1)

    def test_a_merged_field_is_where_it_is_written(self) -> None:
        document = read_yaml("base: &b {x: 1, y: 2}\nown:\n  <<: *b\n  y: 3\n")

        assert document.place(("own", "x")) == (1, 11)
        assert document.place(("own", "y")) == (4, 3)

    @given(st.lists(st.sampled_from(["x: 1", "# note", "", "x: |\n  a\n  b", "x: 'a\n\n  b'", "x:\n  - a\n  - b"])))
    def test_a_key_below_anything_is_at_the_line_a_person_counts(self, parts: list[str]) -> None:
        above = "".join(part.replace("x", f"x{rank}", 1) + "\n" for rank, part in enumerate(parts))

        assert read_yaml(above + "below: 1\n").place(("below",)) == (above.count("\n") + 1, 1)


class TestFieldName:
    """A path as people write it."""

    @pytest.mark.parametrize(
        ("path", "name"),
        [((), ""), (("title",), "title"), (("images", 0, "url"), "images[0].url"), (("a", 0, 1), "a[0][1]")],
    )
    def test_keys_are_joined_by_dots_and_entries_in_brackets(self, path: KeyPath, name: str) -> None:
        assert field_name(path) == name


class TestWritten:
    """A scalar as the file has it, and whether it was quoted."""

    @pytest.mark.parametrize(
        ("line", "written", "quoted"),
        [
            ("x: yes", "yes", False),
            ("x: 010", "010", False),
            ("x: 1_000", "1_000", False),
            ("x: 12:30:45", "12:30:45", False),
            ("x: '010'", "010", True),
            ('x: "a\\tb"', "a\tb", True),
            ("x: |\n  a", "a", True),
            ("x: [1]", None, False),
            ("x:", "", False),
            ("y: 1", None, False),
            ('x: "a\x01b"', "a\x01b", True),
        ],
    )
    def test_it_is_told_as_written(self, line: str, written: str | None, quoted: bool) -> None:
        document = read_yaml(line)

        assert document.source_text(("x",)) == written
        assert document.is_quoted(("x",)) == quoted


class TestMeaning:
    """Values mean what CSafeLoader makes of them, but dates and keys stay text."""

    @pytest.mark.parametrize(
        ("written", "value"),
        [
            ("2021-08-24", "2021-08-24"),
            ("2021-08-24T07:30:00Z", "2021-08-24T07:30:00Z"),
            ("2021-02-30", "2021-02-30"),
            ("0001-01-01", "0001-01-01"),
            ("010", 8),
            ("0x1F", 31),
            ("08", "08"),
            ("1e3", "1e3"),
            ("1.5e+3", 1500.0),
            ("12:30:45", 45045),
            ("yes", True),
            ("Off", False),
            ("y", "y"),
            ("~", None),
            ("", None),
            ("=", "="),
            ("0b_", "0b_"),  # CSafeLoader raises ValueError
            ("!!int x", "x"),
            ("!!str 010", "010"),
            ("9223372036854775807", 2**63 - 1),
            ("9223372036854775808", "9223372036854775808"),
            ("-9223372036854775808", -(2**63)),
            ("-9223372036854775809", "-9223372036854775809"),
            ("7" * 64, "7" * 64),
            ("7" * 1_000_000, "7" * 1_000_000),
            ("1" + ":1" * 500_000, "1" + ":1" * 500_000),
            ("1" + ":1" * 500_000 + ".5", "1" + ":1" * 500_000 + ".5"),
            ("0b" + "1" * 1_000_000, "0b" + "1" * 1_000_000),
            ("1:" * 20 + "1", "1:" * 20 + "1"),
        ],
        ids=lambda value: str(value)[:20],
    )
    def test_a_scalar(self, written: str, value: object) -> None:
        read_value = read_yaml(f"x: {written}").value["x"]

        assert read_value == value
        assert type(read_value) is type(value)

    def test_keys_are_text(self) -> None:
        assert read_yaml("1: a\nyes: b\n2021-01-01: c\n~: d\n").value == {
            "1": "a",
            "yes": "b",
            "2021-01-01": "c",
            "~": "d",
        }

    def test_own_keys_win_over_merged_ones_and_the_first_mapping_over_the_second(self) -> None:
        text = "a: &a {x: 1, y: 1}\nb: &b {x: 2, y: 2, z: 2}\nc: {y: 3, <<: [*a, *b]}\n"

        assert read_yaml(text).value["c"] == yaml.load(text, yaml.CSafeLoader)["c"] == {"x": 1, "y": 3, "z": 2}

    @pytest.mark.parametrize("text", ["", "---\n", "# a comment\n", "--- # a comment\n"])
    def test_nothing_is_none(self, text: str) -> None:
        document = read_yaml(text)

        assert document.value is None
        assert document.place(("title",)) == (1, 1)

    scalars = st.sampled_from(
        "Some words|two  spaces|'q: #1'|\"\\u00e9\\n\"|2021|010|0o7|08|-1|+2|1_000|0x1f|0b101|1e3|1.5|.5|-.inf|.NaN|1."
        "|6.8523015e+5|12:30|190:20:30.15|yes|No|on|OFF|true|FALSE|y|null|~||2021-08-24|2021-08-24 07:30:00"
        "|2021-08-24T07:30:00.5+02:00|2021-8-4|a:b|a#b|-a|?a|http://a/?b=c#d|é|漢字|😀|x: y|[a|*a".split("|")
    ).filter(lambda scalar: ": " not in scalar and scalar[:1] not in ("[", "*"))
    keys = st.lists(st.sampled_from(["title", "yes", "7", "2021-01-01", "a b", "é", "null", "1.5"]), unique=True)

    @given(keys, st.data())
    def test_plain_front_matter_reads_as_the_reference_reads_it(self, keys: list[str], data: st.DataObject) -> None:
        shape = st.sampled_from(["{}", "\n  - {}\n  - {}", "\n- {}", "\n  name: {}\n  1: {}", "[1, yes]", "|\n  {}"])
        text = ""
        for key in keys:
            made = data.draw(shape)
            while "{}" in made:
                made = made.replace("{}", data.draw(self.scalars), 1)
            text += f"{key}: {made}\n"

        assert repr(read_yaml(text).value) == repr(as_documented(text))


def as_documented(text: str) -> Any:
    """What CSafeLoader reads, with dates and keys as they are written."""

    def both(safe: Any, plain: Any) -> Any:
        if isinstance(safe, dict):
            pairs = zip(safe.values(), plain.items(), strict=True)
            return {key: both(value, written) for value, (key, written) in pairs}
        if isinstance(safe, list):
            return [both(*pair) for pair in zip(safe, plain, strict=True)]
        return plain if isinstance(safe, date) else safe

    return both(yaml.load(text, yaml.CSafeLoader), yaml.load(text, yaml.CBaseLoader))  # noqa: S506 — text only


class TestRefusedCharacters:
    """Controls and line separators arrive in the values, for the text repairs to judge."""

    @pytest.mark.parametrize(
        "char", ["\x00", "\x01", "\x0b", "\x0c", "\x1f", "\x7f", "\x85", "\x9f", "\u2028", "\u2029", "\ufffe", "\uffff"]
    )
    @pytest.mark.parametrize("line", ["x: a{}b", "x: 'a{}b'", 'x: "a{}b"', "x: |-\n  a{}b", "x: >-\n  a{}b"])
    def test_one_inside_a_value_is_kept(self, line: str, char: str) -> None:
        assert read_yaml(line.format(char) + "\ny: 1\n").value == {"x": f"a{char}b", "y": 1}

    def test_one_inside_a_key_is_kept(self) -> None:
        document = read_yaml("a\x01b: 1\n")

        assert document.value == {"a\x01b": 1}
        assert document.place(("a\x01b",)) == (1, 1)

    def test_a_line_of_nothing_else_is_blank(self) -> None:
        assert read_yaml("a: 1\n\x00\x00\nb: 2\n").value == {"a": 1, "b": 2}


class TestProblems:
    """Every problem is told at its place, and never quotes the text around it."""

    @pytest.mark.parametrize(
        ("text", "problems"),
        [
            ("a: 1\na: 2\n", [("key-repeated", 2, 1, "a")]),
            ("a: 1\n'a': 2\nb: {c: 1, c: 2}\n", [("key-repeated", 2, 1, "a"), ("key-repeated", 3, 11, "c")]),
            ("a: x: y\n", [("yaml-syntax", 1, 5, "")]),
            ("a: 1\n\tb: 2\n", [("yaml-tab", 2, 1, "")]),
            ("a:\n  - b\n\t- c\n", [("yaml-tab", 3, 1, "")]),
            ("a: 1\nb: @x\n", [("yaml-syntax", 2, 4, "")]),
            ("a: *none\n", [("yaml-syntax", 1, 4, "")]),
            ("? [a]\n: 1\n", [("yaml-key", 1, 3, "")]),
            ("<<: 1\n", [("yaml-merge", 1, 5, "")]),
            ("<<: [1, {a: 1}]\n", [("yaml-merge", 1, 6, "")]),
            ("a: !!python/object/apply:os.system [ls]\n", [("yaml-tag", 1, 4, "")]),
            ("a: !!binary aGk=\n", [("yaml-tag", 1, 4, "")]),
            ("a: !!set {x, y}\n", [("yaml-tag", 1, 4, "")]),
            ("a: !own x\nb: !own [x]\n", [("yaml-tag", 1, 4, ""), ("yaml-tag", 2, 4, "")]),
        ],
    )
    def test_slug_and_place(self, text: str, problems: list[tuple[str, int, int, str]]) -> None:
        assert told(text) == problems

    @pytest.mark.parametrize("text", ["a: 'x\n", 'a: "x\n', "a: [1\n", "a: {b: 1\n", "a: 1\n b: 2\n", "- a\nb: 1\n"])
    def test_broken_syntax_is_told_within_the_text(self, text: str) -> None:
        [(rule, line, column, field)] = told(text)

        assert (rule, field) == ("yaml-syntax", "")
        assert 1 <= line <= text.count("\n") + 1
        assert column >= 1

    def test_a_second_document_is_refused(self) -> None:
        assert told("a: 1\n--- \nb: 2\n")[0][0] == "yaml-syntax"

    @given(st.text(st.sampled_from("ab:- \n\t\r'\"[]{},#&*!|>?%@`0123~<=\\\x00\x85\u2028é"), max_size=40))
    def test_any_text_is_read_or_refused(self, text: str) -> None:
        try:
            document = read_yaml(text)
        except ArticleError as error:
            places = [(each.line, each.column) for each in error.diagnostics]
            lines = text.split("\n")
            assert all(1 <= line <= len(lines) and 1 <= column <= len(lines[line - 1]) + 1 for line, column in places)
        else:
            assert is_plain(document.value)


def is_plain(value: object) -> bool:
    """Whether `value` is made of what a Document may hold."""
    if isinstance(value, dict):
        return all(isinstance(key, str) and is_plain(each) for key, each in value.items())
    return all(map(is_plain, value)) if isinstance(value, list) else isinstance(value, str | int | float | None)


class TestPrivate:
    """What stands under a private key is gone before anything looks at it."""

    @pytest.mark.parametrize("key", ["secured", "Secured", "SECURED", '" secured "', '"secured:x"'])
    def test_it_goes_at_any_depth(self, key: str) -> None:
        text = f"a: [{{{key}: 1, b: {{{key}: [2], c: 3}}}}]\n{key}: {{d: 4}}\n"

        assert read_yaml(text, private=frozenset({"secured"})).value == {"a": [{"b": {"c": 3}}]}

    def test_words_that_hold_it_stay(self) -> None:
        text = "unsecured: 1\na: secured\n"

        assert read_yaml(text, private=frozenset({"secured"})).value == {"unsecured": 1, "a": "secured"}

    def test_what_is_wrong_in_it_is_not_told(self) -> None:
        text = "secured: {VALUE: 1, VALUE: !!VALUE 2}\n"

        assert read_yaml(text, private=frozenset({"secured"})).value == {}


class TestQuotes:
    """A value that begins with a character of YAML is told so, where it begins, and in quotes it is right."""

    @pytest.mark.parametrize(
        "value",
        [
            "[Sponsored] A thing",
            "[a](https://e.org)",
            "{a} b",
            "> x",
            ">x",
            "| x",
            "*",
            "**bold**",
            "&amp; co",
            "- x",
            "-",
            "? x",
            ", x",
        ],
    )
    @pytest.mark.parametrize("begin", ["title: ", "a:\n  my title: ", "- "])
    def test_it_is_told(self, begin: str, value: str) -> None:
        if begin == "- " and value in ("- x", "-", "? x"):  # a list in a list, a key
            return
        text = f"{begin}{value}\nother: x\n" if begin != "- " else f"{begin}{value}\n- x\n"
        with pytest.raises(ArticleError) as caught:
            read_yaml(text)

        [told] = caught.value.diagnostics
        assert (told.message, told.fix) == (f"a value that begins with {value[0]}", "put the value in quotes")
        assert (told.line, told.column) == (begin.count("\n") + 1, len(begin.rpartition("\n")[2]) + 1)
        assert read_yaml(f"{begin}'{value}'\n").value

    @pytest.mark.parametrize("value", ["{{ page.title }}", "{{page.title}}"])
    def test_template_marks(self, value: str) -> None:
        with pytest.raises(ArticleError) as caught:
            read_yaml(f"title: {value}\n")

        assert "in quotes" in caught.value.diagnostics[0].fix

    @pytest.mark.parametrize(
        "text", ["a:\n  - b\n - c\n", "a: b\n c: [d]\n", '"a" b: c\n', "a: 'b' c\n", "? [a]\n: b\n"]
    )
    def test_other_faults_are_other_faults(self, text: str) -> None:
        with pytest.raises(ArticleError) as caught:
            read_yaml(text)

        assert caught.value.diagnostics[0].fix != "put the value in quotes"


class TestComments:
    """Where a comment cuts a plain value."""

    @pytest.mark.parametrize(
        ("text", "place"),
        [
            ("a: b # c\n", (1, 6)),
            ("a: b   #c\n", (1, 8)),
            ("a: # b\n", (1, 4)),
            ("x: y\na: b\n  c # d\n", (3, 5)),
            ("a: 'b' # c\n", None),
            ("a: b#c\n", None),
            ("a: b\n# c\n", None),
            ("a: |\n  b # c\n", None),
            ("a: [b] # c\n", None),
            ("d: e # f\na: b\n", None),
        ],
    )
    def test_place(self, text: str, place: tuple[int, int] | None) -> None:
        assert find_comment(read_yaml(text), ("a",)) == place
