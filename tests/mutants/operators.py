"""The small changes of meaning that a slip of the pen makes: what they are for each node of a syntax tree."""

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from tests.mutants.edits import Edit, ModuleText
from tests.mutants.patterns import is_pattern, weaken

_COMPARISONS: Final = {
    "<": ("<=", ">="),
    "<=": ("<", ">"),
    ">": (">=", "<="),
    ">=": (">", "<"),
    "==": ("!=",),
    "!=": ("==",),
    "is not": ("is",),
    "is": ("is not",),
    "not in": ("in",),
    "in": ("not in",),
}
_COMPARISON: Final = re.compile(r"[<>=!]=|[<>]|\bis\s+not\b|\bnot\s+in\b|\bis\b|\bin\b")
_OPERATORS: Final = {"+": "-", "-": "+", "*": "//", "//": "*", "|": "&", "&": "|", "<<": ">>", ">>": "<<", "%": "*"}
_NAMES: Final = {
    "min": "max",
    "max": "min",
    "any": "all",
    "all": "any",
    "sorted": "list",
    "startswith": "endswith",
    "endswith": "startswith",
    "strip": "rstrip",
    "rstrip": "strip",
    "lstrip": "strip",
    "partition": "rpartition",
    "rpartition": "partition",
    "find": "rfind",
    "index": "rindex",
    "match": "search",
    "search": "match",
    "fullmatch": "match",
    "issuperset": "issubset",
    "append": "count",
    "lstat": "stat",
}
_STEPS: Final = frozenset(  # methods whose result is of the kind of what they are called on
    "strip lstrip rstrip lower upper casefold replace removeprefix removesuffix lstrip absolute resolve".split()
)
_WITH_DEFAULT: Final = frozenset(
    {"get", "pop", "next", "getattr", "compile", "sum"}
)  # whose last argument may be left out
_QUESTIONS: Final = frozenset({"any", "all", "bool", "isinstance"})
_ORDERED: Final = frozenset(
    {"isinstance", "map", "filter", "getattr", "setattr", "min", "max"}
)  # swapped, the arguments of these only raise, or make no difference
_NO_NUMBER: Final = (ast.JoinedStr, ast.List, ast.Tuple, ast.ListComp)
_OF_TYPES: Final = frozenset("Annotated Callable Literal dict frozenset list set tuple".split())
_REGEX: Final = frozenset({"compile", "sub", "split", "match", "fullmatch", "search", "findall", "finditer"})


def edits(module: ModuleText) -> Iterator[Edit]:
    """Yield each change there is to make in `module`; not each is valid Python."""
    yield from _within(module, module.tree)


def _within(module: ModuleText, node: ast.AST) -> Iterator[Edit]:
    for child in _children(node):
        yield from _changes(module, child, node)
        yield from _within(module, child)


def _children(node: ast.AST) -> Iterator[ast.AST]:
    """The children that have a meaning at run time, which a test may see."""
    skipped = [getattr(node, name, None) for name in ("annotation", "returns")]
    skipped += getattr(node, "decorator_list", [])
    body = getattr(node, "body", None)
    if isinstance(body, list) and body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        skipped.append(body[0])  # a docstring
    for child in ast.iter_child_nodes(node):
        if child not in skipped and not _is_of_types(child):
            yield child


def _is_of_types(node: ast.AST) -> bool:
    match node:
        case ast.JoinedStr() | ast.Import() | ast.ImportFrom() | ast.alias():
            return True  # an f-string is wording, and Python 3.11 does not say where its parts stand
        case ast.keyword(arg="frozen" | "gc" | "kw_only" | "slots"):
            return True  # of classes: what a type checker sees, and how fast they are
        case ast.Subscript(value=ast.Name(id=name)):
            return name in _OF_TYPES
        case ast.Call(func=ast.Name(id="cast" | "NewType" | "TypeVar")):
            return True
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
        case ast.Assign(targets=[ast.Name(id="__all__")]):
            return True
        case _:
            return False


def _changes(module: ModuleText, node: ast.AST, parent: ast.AST) -> Iterator[Edit]:
    match node:
        case ast.Compare():
            yield from _comparison(module, node)
        case ast.BoolOp():
            yield from _and_or(module, node)
        case ast.UnaryOp(operand=operand):
            yield Edit(module.start(node), module.with_parentheses(operand)[0], "")
        case ast.BinOp():
            yield from _operator(module, node)
        case ast.IfExp(body=body, orelse=orelse):
            yield module.replace(node, module.of(body))
            yield module.replace(node, module.of(orelse))
        case ast.Constant():
            yield from _constant(module, node, parent)
        case ast.Slice(lower=lower, upper=upper):
            yield from (module.replace(each, "") for each in (lower, upper) if each is not None)
        case ast.Set(elts=elements) | ast.Tuple(elts=elements) | ast.List(elts=elements):
            if isinstance(node, ast.Set) or isinstance(parent, ast.ExceptHandler) or _are_constants(elements):
                yield from _without_each(module, [(each, each) for each in elements])
        case ast.Dict(keys=keys, values=values):
            pairs = zip(keys, values, strict=True)
            yield from _without_each(module, [(value if key is None else key, value) for key, value in pairs])
        case ast.Call():
            yield from _call(module, node)
        case ast.If(test=test):
            yield from (module.replace(test, word) for word in ("True", "False"))
        case ast.While(test=test):
            yield module.replace(test, "False")
        case ast.comprehension(ifs=tests):
            yield from (module.replace(test, "True") for test in tests)
        case ast.ExceptHandler(type=ast.AST() as caught):
            yield module.replace(caught, "()")
        case ast.stmt():
            yield from _statement(module, node)


def _comparison(module: ModuleText, node: ast.Compare) -> Iterator[Edit]:
    for left, right in zip([node.left, *node.comparators], node.comparators, strict=False):
        between = module.text(module.end(left), module.start(right))
        if found := _COMPARISON.search(between):
            start = module.end(left) + len(between[: found.start()].encode())
            for other in _COMPARISONS[" ".join(found[0].split())]:
                yield Edit(start, start + len(found[0]), other)


def _and_or(module: ModuleText, node: ast.BoolOp) -> Iterator[Edit]:
    word, other = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
    places = [module.with_parentheses(each) for each in node.values]
    for (_, left), (right, _) in pairwise(places):
        at = left + module.text(left, right).index(word)
        yield Edit(at, at + len(word), other)
    yield from _without_places(places)


def _operator(module: ModuleText, node: ast.BinOp) -> Iterator[Edit]:
    (start, left), (right, end) = module.with_parentheses(node.left), module.with_parentheses(node.right)
    sign = module.text(left, right).strip()
    if sign in _OPERATORS and not any(
        isinstance(each, _NO_NUMBER) or _is_text(each) for each in (node.left, node.right)
    ):
        yield Edit(left, right, f" {_OPERATORS[sign]} ")
    yield Edit(left, end, "")
    yield Edit(start, right, "")


def _constant(module: ModuleText, node: ast.Constant, parent: ast.AST) -> Iterator[Edit]:
    value, written = node.value, module.of(node)
    if isinstance(value, bool):
        yield module.replace(node, str(not value))
    elif isinstance(value, int):
        yield from (module.replace(node, str(value + step)) for step in (1, -1))
    elif isinstance(value, bytes):
        yield module.replace(node, 'b""' if value else 'b"x"')
        if "r" in written[:2] or _is_regex_call(parent):
            yield from _pattern(module, node, written)
    elif isinstance(value, str):
        if isinstance(parent, ast.Attribute) and parent.attr == "split":
            for word in re.finditer(r"[^\s\"']+", written):
                start = module.start(node) + len(written[: word.start()].encode())
                yield Edit(start, start + len(word[0].encode()), "")
        elif not re.search(r"\w \w", value):  # wording
            yield module.replace(node, '""' if value else '"x"')
        if written.startswith("r") or _is_regex_call(parent):
            yield from _pattern(module, node, written)


def _is_regex_call(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _REGEX


def _pattern(module: ModuleText, node: ast.Constant, written: str) -> Iterator[Edit]:
    """Changes of a regular expression that leave one; of several literals beside each other, of each."""
    for start, end, text in _of_literals(written):
        changed = written[:start] + text + written[end:]
        if is_pattern(changed):
            at = module.start(node)
            yield Edit(at + len(written[:start].encode()), at + len(written[:end].encode()), text)


def _of_literals(written: str) -> Iterator[tuple[int, int, str]]:
    for literal in re.finditer(r"[rb]*(\"\"\"|\"|')(?:\\.|(?!\1).)*\1", written, re.DOTALL):
        for start, end, text in weaken(literal[0]):
            yield literal.start() + start, literal.start() + end, text


def _call(module: ModuleText, node: ast.Call) -> Iterator[Edit]:
    name = _name(node)
    name_end = module.end(node.func)
    if name in _NAMES and (name != "sorted" or not node.keywords):
        yield Edit(name_end - len(name), name_end, _NAMES[name])
    if name in _STEPS and isinstance(node.func, ast.Attribute):
        yield Edit(module.end(node.func.value), module.end(node), "")
    if name == "suppress":
        yield Edit(name_end, module.end(node), "()")
    every: list[ast.expr | ast.keyword] = [*node.args, *node.keywords]
    places = [(module.start(each), module.end(each)) for each in every]
    removed = _without_places(places) if len(places) > 1 else []
    for each, edit in zip(every, removed, strict=False):
        if isinstance(each, ast.keyword) or (each is every[-1] and name in _WITH_DEFAULT):
            yield edit
    if len(node.args) > 1 and name not in _ORDERED and not any(isinstance(each, ast.Starred) for each in node.args[:2]):
        first, second = node.args[:2]
        between = module.text(module.end(first), module.start(second))
        swapped = f"{module.of(second)}{between}{module.of(first)}"
        yield Edit(module.start(first), module.end(second), swapped)


def _name(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _statement(module: ModuleText, node: ast.stmt) -> Iterator[Edit]:
    match node:
        case ast.Return(value=ast.AST() as value) if not isinstance(value, ast.Constant) or value.value is not None:
            yield module.replace(value, "None")
            if isinstance(value, ast.BoolOp) or (isinstance(value, ast.Call) and _name(value) in _QUESTIONS):
                yield module.replace(value, f"not ({module.of(value)})")
        case ast.Break() | ast.Continue():
            yield module.replace(node, "continue" if isinstance(node, ast.Break) else "break")
            yield module.replace(node, "pass")
        case ast.Expr() | ast.AugAssign() | ast.Raise() | ast.Delete():
            yield module.replace(node, "pass")
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield module.replace(node, "pass")
        case ast.Assign(targets=[ast.Name(id=name)], value=value) if any(
            isinstance(each, ast.Name) and each.id == name for each in ast.walk(value)
        ):
            yield module.replace(node, "pass")  # it had a value before


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, (str, bytes))


def _are_constants(elements: Iterable[ast.expr]) -> bool:
    return all(isinstance(each, ast.Constant) for each in elements)


def _without_each(module: ModuleText, spans: Sequence[tuple[ast.AST, ast.AST]]) -> Iterator[Edit]:
    return _without_places([(module.start(first), module.end(last)) for first, last in spans])


def _without_places(places: Sequence[tuple[int, int]]) -> Iterator[Edit]:
    """Each of several things in a row left out, with the comma or the word beside it."""
    if len(places) > 1:
        for (start, _), (following, _) in pairwise(places):
            yield Edit(start, following, "")
        yield Edit(places[-2][1], places[-1][1], "")
