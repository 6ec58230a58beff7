"""Schemas decide, and say what is wrong at its place in words."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from exporters.model import url
from exporters.schema import JsonSchema, load_schema
from exporters.yamldoc.document import read_yaml

GOOD = {"title": "A", "publishedDateTime": "2021-08-24T07:30:00Z", "webUrl": "https://example.org/1"}


def told(text: str, schema: JsonSchema | None = None) -> list[str]:
    """What the schema of articles says about the YAML in `text`."""
    document = read_yaml(text)
    return [str(each) for each in (schema or load_schema("article")).problems(document.value, document)]


class TestProblems:
    """Each at its place, with what was seen and what would be right."""

    START = "title: A\npublishedDateTime: 2021-08-24T07:30:00Z\nwebUrl: https://example.org/1\n"

    def test_valid_front_matter_has_none(self) -> None:
        assert told(self.START) == []

    @pytest.mark.parametrize(
        ("lines", "problem"),
        [
            (
                "images: [{url: https://a.b/}, {width: 5}]",
                ":4:31: error: images[1].url: missing; write url: … [field-missing]",
            ),
            ("topics: 5", ":4:1: error: topics: 5 is a number; write a list [type-wrong]"),
            ("topics: [[a]]", ':4:10: error: topics[0]: a list; write text, such as "a" [type-wrong]'),
            ("quality: x", ':4:1: error: quality: "x" is text; write a number, such as 204 [type-wrong]'),
            ("published: {}", ":4:1: error: published: a mapping; write true or false [type-wrong]"),
            ("type: ~", ":4:1: error: type: nothing; write text [type-wrong]"),
            ("topics:", ":4:1: error: topics: nothing; write a list, or remove the key [type-wrong]"),
            ("category: ''", ":4:1: error: category: empty; write a few words [value-wrong]"),
        ],
    )
    def test_one_line_each(self, lines: str, problem: str) -> None:
        assert told(self.START + lines) == [problem]

    def test_an_example_is_written_as_yaml_has_it(self) -> None:
        [said] = told("tombstones: maybe", load_schema("settings"))

        assert said.endswith('tombstones: "maybe" is text; write true or false, such as true [type-wrong]')

    def test_a_side_below_one_pixel_is_named(self) -> None:
        [said] = told(self.START + "images:\n  - url: https://a.b/\n    width: -1\n")

        assert said == (
            ":6:5: error: images[0].width: -1 is less than 1; write a whole number of pixels, at least 1 [value-wrong]"
        )

    def test_all_that_is_missing_is_told_at_once(self) -> None:
        assert [each.split("error: ")[1] for each in told("type: a")] == [
            "publishedDateTime: missing; write publishedDateTime: 2021-08-24T07:30:00Z [field-missing]",
            "title: missing; write title: … [field-missing]",
            "webUrl: missing; write webUrl: https://… [field-missing]",
        ]

    def test_problems_come_in_the_order_of_the_file(self) -> None:
        said = told("heat: x\n" + self.START + "quality: x\nscore: 1\ntype: []\n")

        assert [each.split(":")[1] for each in said] == ["1", "5", "7"]

    def test_a_format_is_what_it_was_said_to_be(self) -> None:
        schema = JsonSchema("article", {"uri": lambda text: text == "https://example.org/1"})

        assert told(self.START, schema) == []
        assert told(self.START + "ampWebUrl: https://example.org/2\n", schema) == [
            ':4:1: error: ampWebUrl: "https://example.org/2" is not a uri; write https://… [value-wrong]'
        ]

    def test_a_format_that_is_settled_is_looked_at_only_to_explain(self) -> None:
        settled = JsonSchema("article", {"uri": lambda _: False, "host": url.is_host}, trusted_formats={"uri"})

        assert told(self.START, settled) == []
        assert told(self.START + "provider: {domain: a b}\n", settled) == [
            ':3:1: error: webUrl: "https://example.org/1" is not a uri; write https://… [value-wrong]',
            ':4:12: error: provider.domain: "a b" is not a host; write a host name, such as wired.com [value-wrong]',
        ]

    def test_a_format_that_was_not_told_is_not_checked(self) -> None:
        assert told("title: A\npublishedDateTime: yesterday\nwebUrl: a b\n") == []

    @pytest.mark.parametrize("name", ["article", "settings"])
    def test_the_schema_is_itself_valid(self, name: str) -> None:
        validator = load_schema(name)._explaining_validator

        assert isinstance(validator.schema, dict)
        Draft202012Validator.check_schema(validator.schema)


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["url", "width", "name"]), inner),
    max_leaves=4,
)
fields = st.sampled_from("id title type quality published provider topics images related featuredContent other".split())


class TestEngines:
    """The engine that decides and the engine that explains agree."""

    @given(st.dictionaries(fields, json_values, max_size=3))
    def test_what_is_refused_is_explained_by_a_rule_with_words(self, given_fields: dict[str, Any]) -> None:
        schema = JsonSchema(
            "article", {"uri": url.is_url, "host": url.is_host, "date-time": lambda text: text.endswith("Z")}
        )
        value = GOOD | given_fields
        problems = schema.problems(value, read_yaml(""))

        assert schema.accepts(value) == (not problems)
        assert "schema" not in [each.rule for each in problems]
