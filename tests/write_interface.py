"""The interface for programs as text: `make interface` writes tests/public_interface.txt, a test compares it.

Everything is taken from source, so that it is the same for every version of Python: each name of `exporters`, with its
signature or its members, and each class of ours that these name in turn.
"""

import ast
import inspect
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from exporters import api

RECORD: Final = Path(__file__).parent / "public_interface.txt"


def described() -> str:
    """The whole interface."""
    waiting = [(name, getattr(api, name)) for name in api.__all__]
    known = {id(value) for _, value in waiting}
    public = len(waiting)
    texts = []
    for rank, (name, value) in enumerate(waiting):
        if rank == public:
            texts.append("# What these name in turn")
        lines = list(lines_of(name, value))
        texts.append("\n".join(lines))
        for each in named(value, lines):
            if id(each) not in known:
                known.add(id(each))
                waiting.append((each.__name__, each))
    return "\n\n".join(texts) + "\n"


def lines_of(name: str, value: object) -> Iterator[str]:
    """What may be relied on of `value`: a function's signature, a class's members, anything else as it is written."""
    if inspect.isfunction(value):
        yield signature(parsed(value))
    elif inspect.isclass(value):
        node = parsed(value)
        assert isinstance(node, ast.ClassDef)
        yield from (f"@{ast.unparse(each)}" for each in node.decorator_list)
        bases = ", ".join(ast.unparse(each) for each in (*node.bases, *node.keywords))
        yield f"class {name}({bases})" if bases else f"class {name}"
        yield from (f"    {line}" for line in members(node))
    else:
        yield f"{name} = {assigned(name)}"


def parsed(value: object) -> ast.ClassDef | ast.FunctionDef:
    """The syntax tree of a class or a function."""
    source = inspect.getsource(value)  # type: ignore[arg-type]
    node = ast.parse(source).body[0]
    assert isinstance(node, (ast.ClassDef, ast.FunctionDef))
    return node


def members(node: ast.ClassDef | ast.FunctionDef) -> Iterator[str]:
    """The public fields and methods of a class, and how it is made."""
    for each in node.body:
        if isinstance(each, ast.AnnAssign):
            if not ast.unparse(each.target).startswith("_"):
                yield ast.unparse(each)
        elif isinstance(each, ast.Assign):
            yield ast.unparse(each)
        elif isinstance(each, ast.FunctionDef) and (each.name == "__init__" or not each.name.startswith("_")):
            yield from (f"@{ast.unparse(decorator)}" for decorator in each.decorator_list)
            yield signature(each)
            if each.name == "__init__":
                for inner in ast.walk(each):
                    if isinstance(inner, ast.Attribute) and isinstance(inner.ctx, ast.Store):
                        yield f"    {ast.unparse(inner)}"


def signature(node: ast.ClassDef | ast.FunctionDef) -> str:
    """`def name(arguments) -> type`."""
    assert isinstance(node, ast.FunctionDef)
    returned = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    return f"def {node.name}({ast.unparse(node.args)}){returned}"


def assigned(name: str) -> str:
    """What a name of a type stands for, as its module writes it."""
    for module in (each for key, each in sorted(sys.modules.items()) if key.startswith("exporters.")):
        if name in vars(module):
            for node in ast.parse(inspect.getsource(module)).body:
                if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name:
                    return ast.unparse(node.value)
    raise LookupError(name)


def named(value: object, lines: list[str]) -> Iterator[type]:
    """Classes of ours that stand in the lines of `value`, as its module has them."""
    module = inspect.getmodule(value)
    if module is None:
        return
    words = {each.id for line in lines for each in ast.walk(loosely(line)) if isinstance(each, ast.Name)}
    for word in sorted(words):
        found = getattr(module, word, None)
        if inspect.isclass(found) and found.__module__.startswith("exporters."):
            yield found


def loosely(line: str) -> ast.AST:
    """The syntax tree of a line; of a decorator, nothing."""
    text = line.strip()
    if text.startswith("@"):
        return ast.Module([], [])
    return ast.parse(f"{text}: ..." if text.startswith(("def ", "class ")) else text)


def main() -> None:
    """Write the record."""
    RECORD.write_text(described(), encoding="utf-8")
    sys.stdout.write(f"{RECORD.name}: {len(api.__all__)} names\n")


if __name__ == "__main__":
    main()
