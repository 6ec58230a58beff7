"""Literals in settings that are written in a programming language: they are read, and nothing is run."""

import ast
import re
from collections.abc import Mapping
from typing import Any, Final

from exporters.support.lazy_regex import lazy_regex

_TEXT: Final = lazy_regex(
    r"""(?<![\w$.])["']?(?P<key>[A-Za-z_$][\w$]{0,60})["']?\s{0,20}[:=]\s{0,20}"""
    r"""(?:"(?P<double>[^"\\\n]{0,2000})"|'(?P<single>[^'\\\n]{0,2000})'|`(?P<tick>[^`\\$]{0,2000})`"""
    r"""|(?P<word>true|false)\b)"""
)
_BRACE: Final = lazy_regex(r"[{}]")
_COMMENT: Final = lazy_regex(r"(?<![:'\"`\w])//[^\n]*|/\*.*?\*/", re.DOTALL)


def of_javascript(text: str) -> dict[str, Any]:
    """The texts and flags that JavaScript or TypeScript gives to keys and names: the first one of each."""
    found: dict[str, Any] = {}
    for each in _TEXT.finditer(_COMMENT.sub("", text)):
        value = each["word"] == "true" if each["word"] else each["double"] or each["single"] or each["tick"] or ""
        found.setdefault(each["key"], value)
    return found


def block(text: str, start: int) -> str:
    """The first `{…}` of JavaScript at or after `start`, to the brace that closes it; braces in texts count too."""
    begin = text.find("{", start)
    depth = 0
    for found in _BRACE.finditer(text, begin) if begin >= 0 else ():
        depth += 1 if found[0] == "{" else -1
        if depth == 0:
            return text[begin : found.end()]
    return text[begin:] if begin >= 0 else ""


class _Names(ast.NodeTransformer):
    """Puts texts and numbers in the place of the names that have them."""

    def __init__(self, known: Mapping[str, Any]) -> None:
        self._known = known

    def visit_Name(self, node: ast.Name) -> ast.expr:
        value = self._known.get(node.id)
        return ast.Constant(value) if isinstance(value, (str, int, float)) else node


def of_python(text: str) -> dict[str, Any]:
    """The literals that Python gives to names at its top level; the last one counts. Empty where it is no Python."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return {}
    found: dict[str, Any] = {}
    for node in tree.body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        value = getattr(node, "value", None)
        for target in targets:
            if isinstance(target, ast.Name) and value is not None:
                try:
                    found[target.id] = ast.literal_eval(_Names(found).visit(value))
                except (ValueError, TypeError, RecursionError, MemoryError):
                    found.pop(target.id, None)
    return found
