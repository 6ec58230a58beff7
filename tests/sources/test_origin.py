"""Where in its file an article says what a feed shows of it."""

from pathlib import Path

import pytest

from exporters.model.outcome import FieldOrigin
from exporters.sources.origin import ArticleOrigins

ARTICLE = """\
---
title: A
webUrl: https://example.org/a
provider: {name: P}
images:
  - url: /a.png
---

Text.
"""


class TestFind:
    """The first field that is there."""

    @pytest.mark.parametrize(
        ("fields", "found"),
        [
            (["id", "webUrl"], FieldOrigin("webUrl", 3, 1)),
            (["images", "title"], FieldOrigin("images", 5, 1)),
            (["body", "excerpt"], FieldOrigin("body", 8, 1)),
            (["id", "excerpt"], None),
            ([], None),
        ],
    )
    def test_it_is_told_with_its_place(self, tmp_path: Path, fields: list[str], found: FieldOrigin | None) -> None:
        (tmp_path / "a.md").write_text(ARTICLE, encoding="utf-8")

        assert ArticleOrigins(tmp_path).find("a.md", fields) == found

    def test_a_body_of_white_space_is_none(self, tmp_path: Path) -> None:
        (tmp_path / "a.md").write_text(ARTICLE.replace("Text.", "  "), encoding="utf-8")

        assert ArticleOrigins(tmp_path).find("a.md", ["body", "title"]) == FieldOrigin("title", 2, 1)

    @pytest.mark.parametrize("text", [None, "no front matter", "---\n- a list\n---\n", "---\n[\n---\n"])
    def test_a_file_that_is_another_one_by_now_has_none(self, tmp_path: Path, text: str | None) -> None:
        if text is not None:
            (tmp_path / "a.md").write_text(text, encoding="utf-8")

        assert ArticleOrigins(tmp_path).find("a.md", ["title"]) is None
