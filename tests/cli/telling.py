"""Makers for tests of `--diagnostics`: a broken article, and what a JSON document tells."""

import json
from pathlib import Path
from typing import Any, Final

from tests.cli.running import post
from tests.diagnostics.test_told_json import SCHEMA

JSON: Final = ("--diagnostics", "json")
REPAIRS: Final = ["text-mojibake", "url-relative", "url-encoded", "url-encoded"]  # of the owner's five articles


def read(text: str) -> dict[str, Any]:
    """The one JSON document that `text` is."""
    document = json.loads(text)
    SCHEMA.validate(document)
    assert isinstance(document, dict)
    return document


def rules(text: str) -> list[str]:
    """What a JSON document tells of."""
    return [each["rule"] for each in read(text)["diagnostics"]]


def broken(folder: Path) -> Path:
    """`folder`, with an article in it that has three faults and two repairs, and one that has none."""
    post(folder / "news", "a", title="", publishedDateTime='"24/13/2021"', webUrl="/a", images="[1, {url: /b.png}]")
    post(folder / "news", "b")
    return folder
