"""Findings in JSON have a JSON Pointer, line and column; broken JSON is described in human words."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.checks.finding import Finding
from exporters.lint.json_text.document import judge_json
from exporters.lint.json_text.reader import MOST_LEVELS, JsonTextReader
from exporters.lint.json_text.tokens import MOST_PROBLEMS
from exporters.lint.lint import lint

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=20,
)


def problems(text: str | bytes) -> list[tuple[int, int, str]]:
    data = text if isinstance(text, bytes) else text.encode()
    return [(each.line, each.column, each.message) for each in judge_json(data, lambda _: [])]


def place(text: str, path: str, rule: str = "x") -> tuple[str, int, int]:
    (found,) = judge_json(text.encode(), lambda _: [Finding(rule=rule, message="", fix="", field=path)])
    return found.field, found.line, found.column


class TestPlaces:
    """RFC 6901: a path becomes a pointer, at the place of its value."""

    TEXT = '{"title": "Ä𝄞", "items": [\n  {"id": 1},\n  {"id": 2, "a/b~c": {"d": [0, null]}}]}'

    @pytest.mark.parametrize(
        ("path", "expected"),
        [
            ("", ("", 1, 1)),
            ("items", ("/items", 1, 26)),
            ("items[0]", ("/items/0", 2, 3)),
            ("items[1].id", ("/items/1/id", 3, 10)),
            ("items[1].a/b~c", ("/items/1/a~1b~0c", 3, 22)),
            ("items[1].a/b~c.d[1]", ("/items/1/a~1b~0c/d/1", 3, 32)),
        ],
    )
    def test_of_a_value(self, path: str, expected: tuple[str, int, int]) -> None:
        assert place(self.TEXT, path) == expected

    def test_what_is_missing_has_the_place_of_its_holder(self) -> None:
        assert place(self.TEXT, "items[1].url") == ("/items/1/url", 3, 3)
        assert place(self.TEXT, "hubs[2].type") == ("/hubs/2/type", 1, 1)

    def test_an_unknown_key_has_the_place_of_the_key(self) -> None:
        assert place(self.TEXT, "items[1].id", "jsonfeed-key-unknown") == ("/items/1/id", 3, 4)

    def test_of_a_key_with_dots_and_brackets(self) -> None:
        assert place('{"a": 1, "a.b[0]": 2}', "a.b[0]") == ("/a.b[0]", 1, 20)

    def test_in_text_with_problems(self) -> None:
        assert [each.field for each in judge_json(b'{"a": [1,,{"b": 2}],}', rule_b)] == ["", "/a/1/b", ""]

    @given(JSON)
    def test_json_is_read_as_python_reads_it(self, value: object) -> None:
        text = json.dumps(value, ensure_ascii=False)
        plain = JsonTextReader(text)
        plain.read()

        assert plain.is_whole
        assert plain.problems == []
        assert json.dumps(plain.value, ensure_ascii=False) == text


def rule_b(_value: object) -> list[Finding]:
    return [Finding(rule="x", message="", fix="", field="a[1].b")]


class TestWords:
    """RFC 8259: what people write that is no JSON, where it stands, and what is read on."""

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ('{"a": 1,\n}', [(1, 8, "a comma before }")]),
            ("[1, 2, ]", [(1, 6, "a comma before ]")]),
            ("[,1]", [(1, 2, "a comma before the first member")]),
            ("[1,,2]", [(1, 4, "two commas in a row")]),
            ("['a']", [(1, 2, "single quotes")]),
            ('{a: "b"}', [(1, 2, 'the key "a" without quotation marks')]),
            ('{"a" "b"}', [(1, 6, 'no colon after the key "a"')]),
            ('{"a" = "b"}', [(1, 6, "= between a key and its value")]),
            ('{"a": , "b": 1}', [(1, 7, 'the key "a" has no value')]),
            ('["a" "b"]', [(1, 6, "no comma before this")]),
            ("[1] // x", [(1, 5, 'the comment "// x"')]),
            ("[/* x */1]", [(1, 2, 'the comment "/* x */"')]),
            ("[1\u00a0]", [(1, 3, "the white space '\\xa0'")]),
            ("[None]", [(1, 2, "None, which JSON calls null")]),
            ("[NaN]", [(1, 2, "the number NaN")]),
            ("[-Infinity]", [(1, 2, "the number -Infinity")]),
            ("[01]", [(1, 2, 'the number "01" begins with 0')]),
            ("[0xFF]", [(1, 2, 'the hexadecimal number "0xFF"')]),
            ("[+1]", [(1, 2, '"+1" is not a number of JSON')]),
            ("[yes]", [(1, 2, 'the text "yes" without quotation marks')]),
            ('["a\tb"]', [(1, 4, "a tab within a text")]),
            ('["a\x01b"]', [(1, 4, "a control character U+0001 within a text")]),
            ('["a\\\\\\xb"]', [(1, 6, 'the unknown escape "\\x"')]),
            ('["a\nb"]', [(1, 4, 'a text that does not end on its line: ""a"')]),
            ('["a', [(1, 2, 'a text without " at its end')]),
            ("[“a”]", [(1, 2, "the quotation mark “")]),
            ("[1}", [(1, 3, "} closes what [ of line 1 opened")]),
            ("[\n1", [(2, 2, "the text ends within the list that begins in line 1")]),
            ("[1]\n[2]", [(2, 1, "text after the end of the JSON")]),
            ("[1; 2]", [(1, 3, '";" where a comma or the end is due')]),
            ("[*]", [(1, 2, '"*" where a value is due')]),
            ('{"a": 1, "b": 2, "a": 3}', [(1, 18, 'the key "a" twice in one object')]),
            ('\ufeff{"a": 1}', [(1, 1, "a byte order mark before the JSON")]),
            ("[" * (MOST_LEVELS + 1), [(1, MOST_LEVELS + 1, f"more than {MOST_LEVELS} levels of objects and lists")]),
            (f"[{'9' * 5_000}]", [(1, 2, "a number of 5,000 digits")]),
        ],
    )
    def test_one_problem_is_told_once(self, text: str, expected: list[tuple[int, int, str]]) -> None:
        assert problems(text) == expected

    @pytest.mark.parametrize("value", ["9" * 5_000, "007", "0x1F", "+1", "NaN"])
    def test_no_rule_judges_what_stands_in_for_an_unreadable_number(self, value: str) -> None:
        rules = [Finding(rule="x", message="", fix="", field=field) for field in ("title", "items")]
        found = judge_json(f'{{"title": {value}, "items": 1}}'.encode(), lambda _: rules)

        assert [each.rule for each in found] == ["json-number-unreal" if value == "NaN" else "json-not-wellformed", "x"]

    def test_several_are_told_in_one_run(self) -> None:
        assert [line for line, _, _ in problems("{\na: 1,\n'b': True,\n}")] == [2, 3, 3, 3]

    def test_the_rules_see_text_that_is_read_to_its_end(self) -> None:
        values: list[object] = []

        def rules(value: object) -> list[Finding]:
            values.append(value)
            return []

        judge_json(b'{\'a\': [1,], b: True, /* x */ "c" = "\\t"}', rules)
        judge_json(b'{"a": [1}', rules)

        assert values == [{"a": [1], "b": True, "c": "\t"}]

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"])
    def test_other_encodings(self, encoding: str) -> None:
        (found,) = problems('{"a": "ä"}'.encode(encoding))

        assert found[2].startswith(f"JSON in {encoding[:6].upper()}")

    def test_bytes_of_latin_1(self) -> None:
        assert problems('{"a":\n"xä"}'.encode("latin-1")) == [(2, 3, "bytes that are not UTF-8: e4 22 7d")]

    def test_very_many(self) -> None:
        assert len(problems("[" + "1,,[" * 10 + "1 " * 5_000)) == MOST_PROBLEMS


class TestHostile:
    """Any text ends in findings."""

    @given(st.text(alphabet="{}[]:,\"'\\/*#-+01.eEaNtrue \n\t“\x00\ud800", max_size=60))
    def test_any_text(self, text: str) -> None:
        data = text.encode(errors="surrogatepass")

        assert all(each.line >= 0 for each in judge_json(data, lambda _: []))

    @given(st.binary(max_size=60))
    def test_any_bytes(self, data: bytes) -> None:
        judge_json(data, lambda _: [])

    @given(JSON)
    def test_json_has_no_problem(self, value: object) -> None:
        assert problems(json.dumps(value, ensure_ascii=False)) == []

    @pytest.mark.parametrize("part", ['["a\\q",', "{'a", "[", "/*", '"\\', "[1 ", '{"a":1,"a":', "'"])
    def test_a_repeated_beginning_takes_no_time(self, part: str) -> None:
        assert problems(part * 50_000)


class TestValues:
    """Messages have the words of JSON, not those of the program that reads it."""

    @pytest.mark.parametrize(
        ("member", "message"),
        [
            ('"image": {"url": "https://example.org/a.png"}', "image is an object"),
            ('"image": ["https://example.org/a.png"]', "image is a list"),
            ('"image": true', "image is true"),
            ('"image": 1.5', "image is 1.5"),
            ('"image": null', "the value null"),
            ('"image": {}', "image is {}"),
            ('"tags": []', "the value []"),
            ('"title": "<img src=\'a\'>"', "<img> in plain text: \"<img src='a'>\""),
        ],
    )
    def test_of_a_value(self, member: str, message: str) -> None:
        head = (
            '{"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": [{"id": "1", "content_text": "a", '
        )

        assert message in [each.message for each in lint(f"{head}{member}}}]}}".encode())]
