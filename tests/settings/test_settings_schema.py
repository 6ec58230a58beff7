"""schemas/settings.schema.json: what editors complete and check with."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, get_args

import pytest

from exporters.model.feed import ImagePlace
from exporters.schema import load_schema
from exporters.schema_files import schema_text
from exporters.settings.aliases import NAME_PLACEHOLDERS
from exporters.settings.conditions import FIELDS, MOST, MOST_VALUES
from exporters.settings.feeds import MOST as MOST_FEEDS
from exporters.settings.spans import LARGEST, SMALLEST
from exporters.settings.values import LIMIT, Content, FeedSettings, Order, Period
from tests.cli.running import ROOT

CONTENTS: Final = json.loads(schema_text("settings"))
FEED: Final = CONTENTS["properties"]["feeds"]["items"]["properties"]
OPEN: Final = ("names", "where", "categories", "showCategory")  # mappings whose keys people choose
DOCS: Final = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    """`schema` with what it refers to."""
    name = schema.get("$ref", "").rpartition("/")[2]
    return CONTENTS["$defs"][name] | schema if name else schema


def keys(schema: dict[str, Any], name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every key in `schema`, with its own schema."""
    for key, child in schema.get("properties", {}).items():
        yield f"{name}{key}", child
        yield from keys(resolved(child), f"{name}{key}.")
    for child in (schema.get("items"), *schema.get("anyOf", ())):
        if isinstance(child, dict):
            yield from keys(resolved(child), f"{name[:-1]}[].")


EVERY: Final = dict(keys(CONTENTS, ""))
DEFINED: Final = {f"$defs.{name}": each for name, each in CONTENTS["$defs"].items()}


class TestExplains:
    """Every key says what it is, what would be right, and how it may look."""

    def test_all_are_looked_at(self) -> None:
        assert {"site.author.name", "feeds[].where.heat[].min", "aliases.topic", "pages.images"} <= set(EVERY)

    @pytest.mark.parametrize("name", [*EVERY, *DEFINED])
    def test_every_key_is_described(self, name: str) -> None:
        schema = resolved((EVERY | DEFINED)[name])

        assert schema["description"].endswith(".")
        assert schema.get("examples") or schema["type"] == "boolean"

    @pytest.mark.parametrize("name", [*EVERY, *DEFINED])
    def test_every_mapping_is_closed(self, name: str) -> None:
        schema = resolved((EVERY | DEFINED)[name])

        if "object" in str(schema.get("type")) and not any(
            schema == resolved(DEFINED[f"$defs.{each}"]) | schema for each in OPEN
        ):
            assert schema["additionalProperties"] is False

    @pytest.mark.parametrize("key", FEED)
    def test_every_example_of_a_feed_is_right(self, key: str) -> None:
        path = {} if key == "path" else {"path": "topics/{topic}"}

        for example in FEED[key].get("examples", ()):
            assert load_schema("settings").accepts({"feeds": [path | {key: example}]}), example

    def test_every_example_of_a_condition_is_right(self) -> None:
        for name, schema in CONTENTS["$defs"]["where"]["properties"].items():
            for example in schema["examples"]:
                assert load_schema("settings").accepts({"feeds": [{"where": {name: example}}]}), (name, example)

    @pytest.mark.parametrize("name", [name for name in EVERY if ".where." not in name])
    def test_every_key_stands_in_the_docs(self, name: str) -> None:
        parts = name.split(".")
        own = [".".join(parts[at:]) for at in range(len(parts))]

        assert any(f"`{each}`" in DOCS or f"`{each}." in DOCS or f"`{each}[]" in DOCS for each in own)

    @pytest.mark.parametrize(
        "name", [*FIELDS, "any", "not", "text", "min", "max", "after", "before", "has", "extra.KEY"]
    )
    def test_every_word_of_a_condition_stands_in_the_docs(self, name: str) -> None:
        assert f"`{name}`" in DOCS


class TestAgrees:
    """The schema and the rules speak of the same things."""

    def test_a_feed_has_the_keys_that_its_value_has(self) -> None:
        assert set(FEED) == set(FeedSettings.__struct_fields__) - {"line", "column"}

    def test_words_are_those_of_the_values(self) -> None:
        assert FEED["order"]["enum"] == list(get_args(Order))
        assert FEED["content"]["enum"] == list(get_args(Content))
        assert FEED["image"]["enum"] == list(get_args(ImagePlace))
        assert FEED["archive"]["enum"] == list(get_args(Period))
        assert list(CONTENTS["properties"]["aliases"]["properties"]) == list(NAME_PLACEHOLDERS)

    def test_bounds_and_defaults_are_those_of_the_rules(self) -> None:
        assert CONTENTS["properties"]["feeds"]["maxItems"] == MOST_FEEDS
        assert CONTENTS["$defs"]["where"]["maxProperties"] == MOST
        assert CONTENTS["$defs"]["texts"]["anyOf"][1]["maxItems"] == MOST_VALUES
        assert (FEED["max_bytes"]["minimum"], FEED["max_bytes"]["maximum"]) == (SMALLEST, LARGEST)
        assert FEED["limit"]["default"] == LIMIT
        assert {key: each["default"] for key, each in FEED.items() if "default" in each} == {
            key: getattr(FeedSettings(), key) for key in ("path", "order", "limit", "content", "image")
        }

    def test_fields_and_their_operators_are_those_of_the_rules(self) -> None:
        fields = CONTENTS["$defs"]["where"]["properties"]

        assert list(fields) == list(FIELDS)
        for name, schema in fields.items():
            found = resolved(schema)
            operators = found.get("properties") or found["anyOf"][1]["properties"]
            assert tuple(operators) == FIELDS[name].operators, name

    @pytest.mark.parametrize(
        "where",
        [
            {},
            [],
            {"topcs": "AI"},
            {"extra": "AI"},
            {"topics": []},
            {"topics": {}},
            {"topics": None},
            {"topics": [["AI"]]},
            {"topics": {"min": 5}},
            {"heat": "5"},
            {"heat": {"min": "5"}},
            {"heat": {"after": "2021-01-01"}},
            {"published": "2021-01-01"},
            {"published": {"after": 2021}},
            {"images": True},
            {"images": {"has": 1}},
            {"extra.x": {"is": 1}},
        ],
    )
    def test_an_editor_marks_what_the_rules_refuse(self, where: Any) -> None:
        assert not load_schema("settings").accepts({"feeds": [{"where": where}]})

    @pytest.mark.parametrize("path", ["/a", "a/", "a//b", "a\\b", "a.b", "a/b/c/d/e/f/g/h/i"])
    def test_an_editor_marks_paths_that_are_none(self, path: str) -> None:
        assert not load_schema("settings").accepts({"feeds": [{"path": path}]})


class TestDocs:
    """Every piece of settings in docs/settings.md is right."""

    @pytest.mark.parametrize("number", range(len(re.findall(r"(?ms)^```yaml\n(.*?)^```$", DOCS))))
    def test_a_piece_can_be_taken(self, folder: Path, number: int) -> None:
        from tests.settings.saying import settings

        text = re.findall(r"(?ms)^```yaml\n(.*?)^```$", DOCS)[number]
        for name in re.findall(r"templates: (\w+)", text):
            (folder / name).mkdir()

        assert settings(folder, text)
