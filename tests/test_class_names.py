"""Each class has a name of its own that says what kind of thing it is; functions and modules are no participles."""

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


PARTICIPLES: Final = frozenset(  # words that say neither what a function does nor what a module holds
    "above alone around asked before below beside bounded broken changed checked chosen cleaned clipped compared "
    "copied counted covered cut dated decoded described displaced earlier elsewhere encoded escaped examined "
    "expected explained failed filled first fixed folded foreign found fresh given guarded having here hidden "
    "joined judged kept known last left likely listed loaded located locked lowered made mapped marked matched "
    "meant mended merged missing moved named needed never new now old ordered others ours own parsed placed "
    "plain planned published quoted raised recorded refused renamed repaired repeated required resolved rest "
    "said seen settled shared shown sized split stored stripped styled taken there tidied told typed unescaped "
    "unguarded unknown unquoted unread untyped updated used wanted warned whole worded written wrong".split()
)
PUBLIC: Final = (  # the module of the dialect `plain`, as each dialect has one; names in the interface of dialects
    "sources/dialects/plain.py",
    "sources/dialects/dates.py: Dated",
    "sources/dialects/dialect.py: never",
)


def _words() -> dict[str, str]:
    """The functions, classes and modules that have one word as name, by where they stand; without those of `PUBLIC`."""
    words = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        place = file.relative_to(PACKAGE).as_posix()
        words[place] = file.stem
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                words[f"{place}: {node.name}"] = node.name
    for name in PUBLIC:
        del words[name]
    return {place: word.strip("_").lower() for place, word in words.items() if "_" not in word.strip("_")}


class TestWords:
    """A function is a verb, and a module is named after what it holds."""

    def test_there_are_many(self) -> None:
        assert len(_words()) > 100

    def test_none_is_a_bare_participle_or_adverb(self) -> None:
        assert {place: word for place, word in _words().items() if word in PARTICIPLES} == {}
