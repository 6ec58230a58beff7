"""The schemas as they ship: with a version, an address on the site, and words for people and editors."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from jsonschema import Draft202012Validator

from exporters.schema import FIELD, FIX
from exporters.schema_files import OUTPUT_SCHEMAS, SCHEMA_NAMES, schema_text, schema_url
from exporters.yamldoc.document import read_yaml
from tests import write_site
from tests.write_docs import ROOT, blocks, documents

SCHEMAS: Final = {name: json.loads(schema_text(name)) for name in SCHEMA_NAMES}
BRANCHES: Final = ("anyOf", "oneOf")
HINTED: Final = (
    frozenset(  # rules whose messages show a hint; types, and missing and unknown keys, have words of their own
        "anyOf oneOf not enum const pattern format uniqueItems minimum maximum minLength maxLength minItems maxItems "
        "minProperties maxProperties".split()
    )
)


def objects(node: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object in a schema, with its path."""
    if isinstance(node, dict):
        yield path, node
    pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, each in pairs:
        yield from objects(each, f"{path}/{key}")


def resolved(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """`schema` with what it refers to."""
    target = schema.get("$ref", "").rpartition("/")[2]
    return SCHEMAS[name]["$defs"][target] | schema if target else schema


class TestText:
    """Each schema is JSON and says which draft it is in."""

    @pytest.mark.parametrize("name", SCHEMA_NAMES)
    def test_it_is_a_schema_of_2020_12(self, name: str) -> None:
        assert SCHEMAS[name]["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert SCHEMAS[name]["type"] == "object"
        Draft202012Validator.check_schema(SCHEMAS[name])

    def test_each_file_is_one_that_is_printed(self) -> None:
        assert sorted(file.name for file in (ROOT / "schemas").iterdir()) == [
            f"{name}.schema.json" for name in sorted(SCHEMA_NAMES)
        ]

    def test_another_name_is_no_schema(self) -> None:
        with pytest.raises(FileNotFoundError):
            schema_text("none")


class TestAddress:
    """The `$id` of a schema is its address, and holds its version."""

    def test_each_is_unique_and_has_a_version(self) -> None:
        addresses = [schema_url(name) for name in SCHEMA_NAMES]

        assert len(set(addresses)) == len(addresses)
        for name, address in zip(SCHEMA_NAMES, addresses, strict=True):
            assert re.fullmatch(rf"{re.escape(write_site.site_url())}schemas/{name}-[1-9]\d*\.schema\.json", address)

    @pytest.mark.parametrize("name", OUTPUT_SCHEMAS)
    def test_the_version_is_that_of_the_document(self, name: str) -> None:
        assert schema_url(name).endswith(f"/{name}-{SCHEMAS[name]['properties']['version']['const']}.schema.json")

    def test_the_site_has_each_at_its_address(self, tmp_path: Path) -> None:
        write_site.stage(tmp_path)

        for name in SCHEMA_NAMES:
            file = tmp_path / "docs" / schema_url(name).removeprefix(write_site.site_url())
            assert file.read_text(encoding="utf-8") == schema_text(name)


class TestWords:
    """People and editors find words at every key and at every branch of a union."""

    @pytest.mark.parametrize("name", SCHEMA_NAMES)
    def test_every_key_is_described(self, name: str) -> None:
        silent = [
            f"{path}/{key}"
            for path, each in objects(SCHEMAS[name])
            for part in ("properties", "$defs")
            for key, value in each.get(part, {}).items()
            if isinstance(value, dict)
            and not path.endswith("/properties")
            and not resolved(name, value).get("description")
        ]

        assert silent == []

    @pytest.mark.parametrize("name", SCHEMA_NAMES)
    def test_every_branch_of_a_union_has_a_title(self, name: str) -> None:
        untitled = [
            f"{path}/{key}/{at}"
            for path, each in objects(SCHEMAS[name])
            for key in BRANCHES
            for at, branch in enumerate(each.get(key, ()))
            if not branch.get("title")
        ]

        assert untitled == []


class TestHints:
    """What would be right stands under keywords of our own, which the code reads."""

    @pytest.mark.parametrize("name", SCHEMA_NAMES)
    def test_no_other_keyword_is_ours(self, name: str) -> None:
        keys = {key for _, each in objects(SCHEMAS[name]) for key in each}

        assert {key for key in keys if key.startswith("x-")} <= {FIX, FIELD}
        assert "$comment" not in keys

    @pytest.mark.parametrize("name", SCHEMA_NAMES)
    def test_each_stands_where_the_code_reads_it(self, name: str) -> None:
        useless = [
            path
            for path, each in objects(SCHEMAS[name])
            if (FIX in each and not HINTED & set(each)) or (FIELD in each and not set(BRANCHES) & set(each))
        ]

        assert useless == []


class TestStore:
    """docs/settings.md has the entry for SchemaStore, and names each schema."""

    PAGE: Final = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")

    def test_the_entry_is_complete(self) -> None:
        [entry] = [json.loads(block.text) for block in blocks(self.PAGE) if block.kind == "json"]

        assert list(entry) == ["name", "description", "fileMatch", "url"]
        assert (entry["fileMatch"], entry["url"]) == (["outfeed.yaml"], schema_url("settings"))

    @pytest.mark.parametrize("name", SCHEMA_NAMES)
    def test_each_schema_is_named(self, name: str) -> None:
        assert f"[{schema_url(name).rpartition('/')[2]}](../schemas/{name}.schema.json)" in self.PAGE


class TestSettingsFiles:
    """Any validator that knows JSON Schema accepts the settings that we show."""

    def test_those_of_docs_and_seeds_are_valid(self) -> None:
        texts = {"seeds/outfeed.yaml": (ROOT / "seeds" / "outfeed.yaml").read_text(encoding="utf-8")}
        for page in documents():
            for block in blocks(page.read_text(encoding="utf-8")):
                if block.name.endswith("outfeed.yaml"):
                    texts[f"{page.name}: {block.name}"] = block.text
        validator = Draft202012Validator(SCHEMAS["settings"])

        assert len(texts) > 1
        assert {
            where: [e.message for e in validator.iter_errors(read_yaml(text).value)] for where, text in texts.items()
        } == {where: [] for where in texts}
