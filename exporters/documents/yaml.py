"""One YAML document as plain values, each with its place. Spec: YAML 1.1, as PyYAML's safe loader reads it."""

import re
from collections.abc import Iterator
from typing import Any, Final

import yaml

from exporters.diagnostics import Diagnostic, Level, clipped
from exporters.documents.guards import Expansion, too_deep
from exporters.documents.masking import mask, unmask
from exporters.documents.places import Place, Places
from exporters.errors import ArticleError

Path = tuple[str | int, ...]

Loader: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C one where PyYAML was built with it

_TAG: Final = "tag:yaml.org,2002:"
_KNOWN_TAG: Final = re.compile(r"tag:yaml\.org,2002:(python/[a-z/]+|binary|set|omap|pairs)(?![A-Za-z0-9])")
_LONGEST_NUMBER: Final = 64  # characters; a longer one is text, since reading it takes time that grows with its square
_UNPRINTABLE = re.compile(r"#x([0-9a-f]+)")
_OPENED: Final = re.compile(r"while (?:parsing|scanning) a (flow sequence|flow mapping|quoted scalar)")
_UNFINISHED: Final = re.compile("found unexpected end of stream|did not find expected ','")
_OPENED_ADVICE: Final = {
    "flow sequence": "close the [, or put the value in quotes",
    "flow mapping": "close the {, or put the value in quotes",
    "quoted scalar": "close the quote; a quote within quotes is written twice, or with a backslash",
}
_ADVICE: Final = {
    "mapping values are not allowed in this context": "put a value that contains ': ' in quotes",
    "found character that cannot start any token": "put a value that begins with a special character in quotes",
    "found unexpected end of stream": "close the quote",
    "found undefined alias": "put a value that begins with '*' in quotes",
    "could not find expected ':'": "write 'key: value'",
    "did not find expected key": "indent the keys of one level alike, and put quotes around a value that holds quotes",
    "found unknown escape character": "write \\\\ for a backslash, or use single quotes",
}


class Document:
    """A YAML document: `value` holds str, int, float, bool, None, list and dict with text keys, nothing else.

    Dates stay text as they were written, since what a date may look like is not YAML's to decide.
    """

    def __init__(self, root: yaml.Node | None, places: Places, value: Any) -> None:
        """Made by `read`."""
        self._root = root
        self._places = places
        self._known: dict[int, dict[str | int, tuple[yaml.Node, yaml.Node]]] = {}
        self.value = value

    def place(self, path: Path = ()) -> Place:
        """Where the field at `path` begins: its key in a mapping, its value in a list; else the nearest around it."""
        return self._places.at(self._find(path)[0])

    def written(self, path: Path) -> str | None:
        """The scalar at `path` as the file has it (`yes`, `010`); None where there is no scalar."""
        node = self._find(path)[1]
        return unmask(node.value) if isinstance(node, yaml.ScalarNode) else None

    def quoted(self, path: Path) -> bool:
        """Whether the scalar at `path` stands in quotes or in a block, which makes it text."""
        node = self._find(path)[1]
        return isinstance(node, yaml.ScalarNode) and bool(node.style)

    def _children(self, node: yaml.Node | None) -> dict[str | int, tuple[yaml.Node, yaml.Node]]:
        """The children of `node` by key or index, looked up once: long lists are asked for each entry."""
        known = self._known.get(id(node))
        if known is None:
            known = {}
            for part, mark, child in _steps(node):
                known.setdefault(part, (mark, child))
            self._known[id(node)] = known
        return known

    def _find(self, path: Path) -> tuple[int, yaml.Node | None]:
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


def field_name(path: Path) -> str:
    """A path as people write it: `images[0].url`."""
    name = ""
    for part in path:
        name = step_name(name, part)
    return name


def read(original: str, *, first_line: int = 1, private: frozenset[str] = frozenset()) -> Document:
    """Read the one document in `original`, which begins at line `first_line` of its file.

    Characters that YAML refuses (controls, line separators) are kept in the values. What stands under a key that is
    one of `private`, at any depth and whatever its capitals, is neither read nor named in a message.

    Raises ArticleError with every problem found: syntax, a key given twice, a tag, nesting, aliases that explode.
    """
    places = Places(original, first_line)
    text = mask(original)
    try:
        deep = too_deep(text, Loader)
        if deep is not None:
            raise _refusal("yaml-nesting", "nested more than 64 levels deep", "write flat values", places.at(deep))
        root = yaml.compose(text, Loader)
    except yaml.YAMLError as error:
        raise _syntax(error, text, places) from None
    if root is None:
        return Document(None, places, None)
    if "*" in text and (refused := Expansion().refused(root)) is not None:
        place = places.at(refused.start_mark.index)
        raise _refusal("yaml-alias", "aliases that grow without end", "write the values out", place)
    problems: list[Diagnostic] = []
    value = _Values(places, problems, private, _below(root, private) if "*" in text else frozenset()).of(root)
    if problems:
        raise ArticleError(problems)
    return Document(root, places, value)


class _Values:
    """Makes plain values of nodes; scalars mean what PyYAML's SafeConstructor makes of them."""

    def __init__(
        self, places: Places, problems: list[Diagnostic], private: frozenset[str], unspoken: frozenset[int]
    ) -> None:
        self._private = private
        self._unspoken = unspoken  # nodes at or below a private key, by id
        self._places = places
        self._problems = problems
        self._scalars = yaml.constructor.SafeConstructor()

    def of(self, node: yaml.Node) -> Any:
        """The value of `node`."""
        if id(node) in self._unspoken:
            self._alias(node)
            return None
        if isinstance(node, yaml.ScalarNode):
            return unmask(node.value) if node.tag == _TAG + "str" else self._scalar(node)
        if node.tag not in (_TAG + "map", _TAG + "seq"):
            self._tag(node)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node)
        return [self.of(child) for child in node.value]

    def _mapping(self, node: yaml.MappingNode) -> dict[str, Any]:
        own: dict[str, Any] = {}
        merged: dict[str, Any] = {}
        for key, child in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._problem("yaml-key", key, "a key that is a list or a mapping", "write one word as key")
            elif key.tag == _TAG + "merge":
                for name, value in self._merged(child):
                    merged.setdefault(name, value)
            elif key.value in own:
                name = clipped(unmask(key.value))
                self._problem("key-repeated", key, "given twice", "keep one of them", name)
            elif not _is_private(key, self._private):
                own[unmask(key.value)] = self.of(child)
        return {**merged, **own} if merged else own

    def _merged(self, node: yaml.Node) -> Iterator[tuple[str, Any]]:
        """The pairs that `<<` brings in. Of several mappings the first one wins. Spec: yaml.org/type/merge."""
        sources: list[yaml.Node] = node.value if isinstance(node, yaml.SequenceNode) else [node]
        for source in sources:
            if id(source) in self._unspoken:
                self._alias(source)
            elif isinstance(source, yaml.MappingNode):
                yield from self._mapping(source).items()
            else:
                self._problem("yaml-merge", source, "<< without a mapping", "write << with an alias of a mapping")

    def _scalar(self, node: yaml.ScalarNode) -> Any:
        kind = node.tag.removeprefix(_TAG)
        if kind == "null":
            return None
        if kind in ("timestamp", "value") or len(node.value) > _LONGEST_NUMBER:
            return node.value
        try:
            match kind:
                case "bool":
                    return self._scalars.construct_yaml_bool(node)
                case "int":
                    number = self._scalars.construct_yaml_int(node)
                    return number if -(2**63) <= number < 2**63 else node.value
                case "float":
                    return self._scalars.construct_yaml_float(node)
        except (ValueError, KeyError, IndexError):
            return node.value  # looks like a number and is none: `!!int x`, `0b`
        self._tag(node)
        return None

    def _tag(self, node: yaml.Node) -> None:
        found = _KNOWN_TAG.match(node.tag)  # another may be a piece of a private value: it is not shown
        name = f"the tag !!{found[1]}" if found else "a tag"
        right = "write a plain value: text, number, true, false, list or mapping"
        self._problem("yaml-tag", node, name, right)

    def _alias(self, node: yaml.Node) -> None:
        self._problem("private-alias", node, "a private value that an alias brings elsewhere", "write the value out")

    def _problem(self, slug: str, node: yaml.Node, seen: str, right: str, field: str = "") -> None:
        self._problems.append(_problem(slug, seen, right, self._places.at(node.start_mark.index), field))


def _is_private(key: yaml.Node, private: frozenset[str]) -> bool:
    return isinstance(key, yaml.ScalarNode) and key.value.partition(":")[0].strip().lower() in private


def _below(root: yaml.Node, private: frozenset[str]) -> frozenset[int]:
    """The nodes at or below a private key, by id: an alias elsewhere is the same node."""
    found: set[int] = set()
    seen: set[tuple[int, bool]] = set()
    waiting = [(root, False)]
    while waiting:
        node, hidden = waiting.pop()
        if (id(node), hidden) in seen:
            continue
        seen.add((id(node), hidden))
        if hidden:
            found.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            waiting += [(child, hidden) for child in node.value]
        elif isinstance(node, yaml.MappingNode):
            waiting += [(child, hidden or _is_private(key, private)) for key, child in node.value]
    return frozenset(found)


def _steps(node: yaml.Node | None) -> Iterator[tuple[str | int, yaml.Node, yaml.Node]]:
    """Each child of `node`: key or index, the node that marks its begin, its value; own keys before merged ones."""
    if isinstance(node, yaml.SequenceNode):
        for index, child in enumerate(node.value):
            yield index, child, child
    elif isinstance(node, yaml.MappingNode):
        merges = []
        for key, child in node.value:
            if key.tag == _TAG + "merge":
                merges.append(child)
            elif isinstance(key, yaml.ScalarNode):
                yield unmask(key.value), key, child
        for merge in merges:
            for source in merge.value if isinstance(merge, yaml.SequenceNode) else [merge]:
                yield from _steps(source)


def _syntax(error: yaml.YAMLError, text: str, places: Places) -> ArticleError:
    """What the parser could not read, without a piece of the text: it may be private."""
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        index = error.problem_mark.index
        seen = error.problem or "this is not YAML"
        opened = _OPENED.match(error.context or "") if _UNFINISHED.match(seen) else None
        if opened is not None and error.context_mark is not None:
            line, column = places.at(error.context_mark.index)  # where the fault is; the parser gave up far below
            right = _OPENED_ADVICE[opened[1]]
            return _refusal("yaml-syntax", f"{opened[1]} that is not closed", right, Place(line, column))
        if text[index : index + 1] == "\t":
            return _refusal("yaml-tab", "a tab before the first word", "indent with spaces", places.at(index))
    else:
        index = getattr(error, "position", 0)
        found = _UNPRINTABLE.search(str(error))
        seen = f"the character U+{found[1].upper()}" if found else "a character that YAML does not allow"
    return _refusal("yaml-syntax", seen, _ADVICE.get(seen, "write valid YAML"), places.at(index))


def _refusal(slug: str, seen: str, right: str, place: Place) -> ArticleError:
    return ArticleError(_problem(slug, seen, right, place))


def _problem(slug: str, seen: str, right: str, place: Place, field: str = "") -> Diagnostic:
    return Diagnostic(
        slug=slug, level=Level.ERROR, seen=seen, right=right, line=place.line, column=place.column, field=field
    )
