"""Each class of the package has a name of its own that says what kind of thing it is."""

import ast
from collections import defaultdict
from pathlib import Path
from typing import Final

PACKAGE: Final = Path(__file__).parents[1] / "exporters"
BARE: Final = frozenset(  # words that name no kind of thing
    "Alone Around Asked Before Beside Chosen Copied Covered Each Earlier Found Fresh Given Here Kept Known Listed "
    "Looked Made New Old Ours Own Planned Seen Shown Told Wanted Written Wrong".split()
)


def _classes() -> dict[str, list[str]]:
    """The modules of each class at the top of a module, by its name; private ones are left out."""
    modules = defaultdict(list)
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                modules[node.name].append(file.relative_to(PACKAGE).as_posix())
    return modules


class TestClassNames:
    """A name leads to one class."""

    def test_there_are_many(self) -> None:
        assert len(_classes()) > 200

    def test_each_stands_once(self) -> None:
        assert {name: modules for name, modules in _classes().items() if len(modules) > 1} == {}

    def test_none_is_a_bare_participle_or_adverb(self) -> None:
        assert BARE & _classes().keys() == set()
