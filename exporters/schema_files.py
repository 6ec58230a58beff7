"""Read the JSON Schemas from their files, in the wheel or in the checkout."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Final

INPUT_SCHEMAS: Final = ("article", "settings")  # of what Outfeed reads
OUTPUT_SCHEMAS: Final = ("diagnostics", "export", "manifest", "plan")  # of what it writes for programs
SCHEMA_NAMES: Final = (*INPUT_SCHEMAS, *OUTPUT_SCHEMAS)


def schema_text(name: str) -> str:
    """Return the schema `name` as JSON text, from the wheel or from the checkout's `schemas/`."""
    packaged = files("exporters").joinpath("schemas", f"{name}.schema.json")
    if packaged.is_file():
        return packaged.read_text(encoding="utf-8")
    return (Path(__file__).parents[1] / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8")


def schema_url(name: str) -> str:
    """Return the address of the schema `name` on the documentation site: its `$id`, which holds its version."""
    return str(json.loads(schema_text(name))["$id"])
