"""docs/architecture.md says what stands: its drawing, its table of layers, and the functions that it names."""

import re
from importlib import import_module
from typing import Any, Final

import pytest

from tests import write_architecture
from tests.test_layers import LAYERS, PACKAGE

TEXT: Final = write_architecture.PAGE.read_text(encoding="utf-8")
WALKS: Final = TEXT.partition("\n## Three walks\n")[2].partition("\n## ")[0]
NAMED: Final = sorted(set(re.findall(r"`([a-z_]+(?:\.\w+)+)`", WALKS)) - {"outfeed.yaml", "rss.xml"})
PATHS: Final = sorted(set(re.findall(r"`([a-z_]+/[a-z_/]*(?:\.py)?)`", TEXT)))


def found(name: str) -> Any:
    """What `sources.parse.ArticleReader.read` names in the package. Raises ImportError, AttributeError."""
    parts = name.split(".")
    for count in range(len(parts), 0, -1):
        path = PACKAGE.joinpath(*parts[:count])
        if path.is_dir() or path.with_suffix(".py").is_file():
            value: Any = import_module(".".join(["exporters", *parts[:count]]))
            for each in parts[count:]:
                value = getattr(value, each)
            return value
    raise ImportError(name)


class TestWritten:
    """The parts that come from the code are those that `make docs` writes."""

    def test_the_page_is_what_the_code_says(self) -> None:
        assert write_architecture.written(TEXT) == TEXT, "run `make docs`"

    def test_the_table_has_each_layer_once(self) -> None:
        rows = re.findall(r"(?m)^\| `(\w+)` \|", write_architecture.table())

        assert len(rows) == len(set(rows))
        assert set(rows) >= set(LAYERS) - {"__main__"}

    def test_what_a_longer_way_implies_is_not_drawn(self) -> None:
        edges = {"a": {"b", "c"}, "b": {"c"}, "c": set[str]()}

        assert write_architecture.reduced(edges) == {"a": {"b"}, "b": {"c"}, "c": set()}


class TestNames:
    """Every function and every file that the page names exists."""

    def test_each_walk_names_functions(self) -> None:
        walks = WALKS.split("\n### ")[1:]

        assert len(walks) == 3
        assert all(len(re.findall(r"(?m)^\d+\. .*`[a-z_]+\.", walk)) >= 5 for walk in walks)

    @pytest.mark.parametrize("name", NAMED)
    def test_a_function_exists(self, name: str) -> None:
        assert callable(found(name))

    @pytest.mark.parametrize("path", PATHS)
    def test_a_file_exists(self, path: str) -> None:
        root = write_architecture.PAGE.parents[1]

        assert (PACKAGE / path).exists() or (root / path).exists() or path in ("site/", "out/")

    def test_it_is_short(self) -> None:
        assert len(TEXT.splitlines()) < 300
