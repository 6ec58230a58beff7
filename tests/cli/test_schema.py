"""`outfeed schema`: the schemas as they stand in schemas/."""

from pathlib import Path

import pytest

from tests.cli.running import ROOT, outfeed_here


class TestSchema:
    """Editors check front matter and settings with what it prints."""

    @pytest.mark.parametrize("name", ["article", "diagnostics", "export", "manifest", "plan", "settings"])
    def test_it_is_the_file_byte_for_byte(self, tmp_path: Path, name: str) -> None:
        made = outfeed_here("schema", name, cwd=tmp_path)

        assert (made.status, made.err) == (0, "")
        assert made.out.encode() == (ROOT / f"schemas/{name}.schema.json").read_bytes()

    def test_without_a_name_it_is_that_of_articles(self, tmp_path: Path) -> None:
        assert outfeed_here("schema", cwd=tmp_path) == outfeed_here("schema", "article", cwd=tmp_path)

    @pytest.mark.parametrize("name", ["feed", "../outfeed", ""])
    def test_another_name_is_a_usage_error(self, tmp_path: Path, name: str) -> None:
        made = outfeed_here("schema", name, cwd=tmp_path)

        assert (made.status, made.out) == (2, "")
