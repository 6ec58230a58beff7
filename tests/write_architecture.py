"""The parts of docs/architecture.md that come from the code: the drawing of imports, and the table of layers.

`make docs` writes them between two marks; tests/test_architecture.py fails where they are old.
"""

import ast
import re
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Final

from tests.test_layers import ALLOWED, LAYERS, MODULES, OPEN, PACKAGE, layer, layers

PAGE: Final = Path(__file__).parents[1] / "docs" / "architecture.md"
_ENTRY: Final = frozenset({"__main__", "__init__"})  # how programs and people begin; they hold nothing


def imports() -> dict[str, set[str]]:
    """The layers that each layer imports, without those that are open to all."""
    found: dict[str, set[str]] = {name: set() for name in LAYERS if name not in _ENTRY}
    for module in MODULES:
        if layer(module) in found:
            found[layer(module)] |= {name for name, _ in layers(module)} - OPEN - _ENTRY - {layer(module)}
    return found


def reduced(edges: dict[str, set[str]]) -> dict[str, set[str]]:
    """`edges` without those that a longer way implies."""
    below: dict[str, set[str]] = {}
    for name in TopologicalSorter(edges).static_order():
        below[name] = edges[name].union(*(below[each] for each in edges[name]))
    return {
        name: {each for each in targets if not any(each in below[other] for other in targets)}
        for name, targets in edges.items()
    }


def drawing() -> str:
    """The imports as a mermaid graph: an arrow leads from a layer to one that it imports."""
    lines = [
        f"    {name} --> {target}"
        for name, targets in reversed(reduced(imports()).items())
        for target in sorted(targets, key=list(LAYERS).index, reverse=True)
    ]
    return "\n".join(["```mermaid", "graph TD", *lines, "```"])


def table() -> str:
    """Each layer, what it does, and what it may import."""
    rows = [(name, "open to all") for name in sorted(OPEN - _ENTRY)]
    rows += [
        (name, ", ".join(f"`{each}`" for each in sorted(ALLOWED[name])) or "none of these")
        for name in LAYERS
        if name not in _ENTRY
    ]
    lines = [f"| `{name}` | {described(name)} | {others} |" for name, others in rows]
    return "\n".join(["| layer | what it does | may import |", "|---|---|---|", *lines])


def described(name: str) -> str:
    """The first line of what a layer says of itself."""
    file = PACKAGE / name / "__init__.py" if (PACKAGE / name).is_dir() else PACKAGE / f"{name}.py"
    text = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return text.partition("\n")[0].removesuffix(".")


def written(page: str) -> str:
    """`page` with what the code says now between its marks."""
    for name, text in (("imports", drawing()), ("layers", table())):
        marks = re.compile(rf"(?s)(<!-- {name}: begin.*?-->\n).*?(<!-- {name}: end -->)")
        literal = text.replace("\\", r"\\")
        page, count = marks.subn(rf"\g<1>\n{literal}\n\n\g<2>", page)
        assert count == 1, name
    return page


def main() -> None:
    """Write them."""
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
