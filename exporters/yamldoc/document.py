"""One YAML document as plain values, each with its place. Spec: YAML 1.1, as PyYAML's safe loader reads it."""

import re
from typing import Any, Final

import yaml

from exporters.diagnostics.diagnostic import Diagnostic
from exporters.errors import ArticleError
from exporters.yamldoc.fast_places import FastDocument
from exporters.yamldoc.fast_scan import scan
from exporters.yamldoc.guards import ExpansionGuard, too_deep
from exporters.yamldoc.positions import KeyPath, PositionFinder, TextPosition, YamlDocument
from exporters.yamldoc.values import ValueBuilder, below, mask, steps, unmask

Loader: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C one where PyYAML was built with it

_UNPRINTABLE = re.compile(r"#x([0-9a-f]+)")
_OPENED: Final = re.compile(r"while (?:parsing|scanning) a (flow sequence|flow mapping|quoted scalar)")
_UNFINISHED: Final = re.compile("found unexpected end of stream|did not find expected ','")
_OPENED_ADVICE: Final = {
    "flow sequence": "close the [, or put the value in quotes",
    "flow mapping": "close the {, or put the value in quotes",
    "quoted scalar": "close the quote; double a quote inside quotes, or write a backslash before it",
}
_ADVICE: Final = {
    "mapping values are not allowed in this context": "put a value that contains ': ' in quotes",
    "found character that cannot start any token": "put a value that begins with a special character in quotes",
    "found unexpected end of stream": "close the quote",
    "found undefined alias": "put a value that begins with '*' in quotes",
    "could not find expected ':'": "write 'key: value'",
    "did not find expected key": "indent all keys of a level alike, and put a value that contains quotes in quotes",
    "found unknown escape character": "write \\\\ for a backslash, or use single quotes",
}


class _Composed:
    """A document as the reference reads it: any YAML."""

    def __init__(self, root: yaml.Node | None, places: PositionFinder, value: Any) -> None:
        """Made by `_compose`."""
        self._root = root
        self._places = places
        self._known: dict[int, dict[str | int, tuple[yaml.Node, yaml.Node]]] = {}
        self.value = value
        self.plain = False

    def place(self, path: KeyPath = ()) -> TextPosition:
        return self._places.at(self._find(path)[0])

    def written(self, path: KeyPath) -> str | None:
        node = self._find(path)[1]
        return unmask(node.value) if isinstance(node, yaml.ScalarNode) else None

    def quoted(self, path: KeyPath) -> bool:
        node = self._find(path)[1]
        return isinstance(node, yaml.ScalarNode) and bool(node.style)

    def _children(self, node: yaml.Node | None) -> dict[str | int, tuple[yaml.Node, yaml.Node]]:
        """The children of `node` by key or index, looked up once: long lists are asked for each entry."""
        known = self._known.get(id(node))
        if known is None:
            known = {}
            for part, mark, child in steps(node):
                known.setdefault(part, (mark, child))
            self._known[id(node)] = known
        return known

    def _find(self, path: KeyPath) -> tuple[int, yaml.Node | None]:
        index, node = 0, self._root
        for part in path:
            found = self._children(node).get(part)
            if found is None:
                return index, None
            index, node = found[0].start_mark.index, found[1]
        return index, node


def step_name(name: str, part: str | int) -> str:
    """The name of a field within `name`: `images` and 0 make `images[0]`, and `url` makes `images[0].url`."""
    if isinstance(part, int):
        return f"{name}[{part}]"
    return f"{name}.{part}" if name else part


def field_name(path: KeyPath) -> str:
    """A path as people write it: `images[0].url`."""
    name = ""
    for part in path:
        name = step_name(name, part)
    return name


def placed(diagnostic: Diagnostic, document: YamlDocument, path: KeyPath) -> Diagnostic:
    """The diagnostic at the field at `path`."""
    return diagnostic.in_field(field_name(path), *document.place(path))


def read_yaml(
    original: str, *, first_line: int = 1, private: frozenset[str] = frozenset(), plain: bool = True
) -> YamlDocument:
    """Read the one document in `original`, which begins at line `first_line` of its file.

    Characters that YAML refuses (controls, line separators) are kept in the values. What stands under a key that is
    one of `private`, at any depth and whatever its capitals, is neither read nor named in a message. What is `plain`
    is scanned in an eighth of the time; with False the reference reads it all the same.

    Raises ArticleError with every problem found: syntax, a key given twice, a tag, nesting, aliases that explode.
    """
    scanned = scan(original, private) if plain else None
    if scanned is None:
        return _compose(original, first_line, private)
    return FastDocument(scanned, first_line, lambda: _compose(original, first_line, private))


def _compose(original: str, first_line: int, private: frozenset[str]) -> YamlDocument:
    """The document in `original`, as PyYAML reads it."""
    places = PositionFinder(original, first_line)
    text = mask(original)
    try:
        deep = too_deep(text, Loader)
        if deep is not None:
            raise _refusal("yaml-nesting", "nested more than 64 levels deep", "flatten the values", places.at(deep))
        root = yaml.compose(text, Loader)
    except yaml.YAMLError as error:
        raise _syntax(error, text, places) from None
    if root is None:
        return _Composed(None, places, None)
    if "*" in text and (refused := ExpansionGuard().refused(root)) is not None:
        place = places.at(refused.start_mark.index)
        raise _refusal("yaml-alias", "aliases that expand without end", "write the values out", place)
    problems: list[Diagnostic] = []
    value = ValueBuilder(places, problems, private, below(root, private) if "*" in text else frozenset()).of(root)
    if problems:
        raise ArticleError(problems)
    return _Composed(root, places, value)


def _syntax(error: yaml.YAMLError, text: str, places: PositionFinder) -> ArticleError:
    """What the parser could not read, without a piece of the text: it may be private."""
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        index = error.problem_mark.index
        seen = error.problem or "this is not YAML"
        opened = _OPENED.match(error.context or "") if _UNFINISHED.match(seen) else None
        if opened is not None and error.context_mark is not None:
            line, column = places.at(error.context_mark.index)  # where the fault is; the parser gave up far below
            right = _OPENED_ADVICE[opened[1]]
            return _refusal("yaml-syntax", f"a {opened[1]} that is not closed", right, TextPosition(line, column))
        if text[index : index + 1] == "\t":
            return _refusal("yaml-tab", "a tab before the first word", "indent with spaces", places.at(index))
    else:
        index = getattr(error, "position", 0)
        found = _UNPRINTABLE.search(str(error))
        seen = f"the character U+{found[1].upper()}" if found else "a character that YAML forbids"
    return _refusal("yaml-syntax", seen, _ADVICE.get(seen, "write valid YAML"), places.at(index))


def _refusal(rule: str, message: str, fix: str, place: TextPosition) -> ArticleError:
    return ArticleError(_problem(rule, message, fix, place))


def _problem(rule: str, message: str, fix: str, place: TextPosition, field: str = "") -> Diagnostic:
    return Diagnostic(rule=rule, message=message, fix=fix, line=place.line, column=place.column, field=field)
