"""Read one YAML document as plain values, each with its position. Spec: YAML 1.1, as PyYAML's safe loader reads it."""

from typing import Any, Final

import yaml

from exporters.diagnostics.diagnostic import Diagnostic
from exporters.errors import ArticleError
from exporters.support.lazy_regex import lazy_regex
from exporters.yamldoc.fast_places import FastDocument
from exporters.yamldoc.fast_scan import RangeFinder, scan
from exporters.yamldoc.guards import ExpansionGuard, find_too_deep
from exporters.yamldoc.positions import KeyPath, PositionFinder, TextPosition, YamlDocument
from exporters.yamldoc.values import ValueBuilder, find_private, iter_children, mask, unmask

Loader: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C loader where PyYAML has it

_UNPRINTABLE = lazy_regex(r"#x([0-9a-f]+)")
_OPEN_CONSTRUCT: Final = lazy_regex(r"while (?:parsing|scanning) a (flow sequence|flow mapping|quoted scalar)")
_END_MISSING: Final = lazy_regex("found unexpected end of stream|did not find expected ','")
_OPEN_CONSTRUCT_FIXES: Final = {
    "flow sequence": "close the [, or put the value in quotes",
    "flow mapping": "close the {, or put the value in quotes",
    "quoted scalar": "close the quote; double a quote inside quotes, or write a backslash before it",
}
_NO_COLON: Final = "could not find expected ':'"
_SYNTAX_FIXES: Final = {
    "mapping values are not allowed in this context": "put a value that contains ': ' in quotes",
    "found character that cannot start any token": "put a value that begins with a special character in quotes",
    "found unexpected end of stream": "close the quote",
    "found undefined alias": "put a value that begins with '*' in quotes",
    _NO_COLON: "write 'key: value'",
    "did not find expected key": "indent all keys of a level alike, and put a value that contains quotes in quotes",
    "did not find expected node content": "put a value that begins with a special character in quotes",
    "did not find expected alphabetic or numeric character": "put a value that begins with '*' or '&' in quotes",
    "did not find expected comment or line break": "put a value that begins with '|' or '>' in quotes",
    "did not find expected hexdecimal number": "write \\\\ for a backslash, or use single quotes",
    "found unknown escape character": "write \\\\ for a backslash, or use single quotes",
}


_QUOTES_FIX: Final = "put the value in quotes"
_BEGIN_FAULTS: Final = frozenset(  # what the parser says where a plain value begins with a character that means more
    (
        "did not find expected key",
        "did not find expected '-' indicator",
        "did not find expected comment or line break",
        "did not find expected alphabetic or numeric character",
        "did not find expected node content",
        "block sequence entries are not allowed in this context",
        "mapping keys are not allowed in this context",
    )
)
_SPECIAL_VALUE: Final = lazy_regex(r"[ ]*(?:-[ ]+)*(?:[^\s:#'\"\[\]{},][^\n:#]{0,99}:[ ]+|-[ ]+)([\[{>|*&!,?-])[^\n]*")
_COMMENT: Final = lazy_regex(r"[ \t]*(?<=\s)#[^\n]*")


class _ComposedDocument:
    """A YamlDocument that PyYAML read: any YAML."""

    def __init__(self, root: yaml.Node | None, places: PositionFinder, value: Any, text: str = "") -> None:
        """Hold `root` as PyYAML composed it of `text`, and the `value` that it stands for."""
        self._root = root
        self._text = text
        self._places = places
        self._children_by_node: dict[int, dict[str | int, tuple[yaml.Node, yaml.Node]]] = {}
        self.value = value
        self.is_fast = False

    def place(self, path: KeyPath = ()) -> TextPosition:
        return self._places.at(self._find(path)[0])

    def source_text(self, path: KeyPath) -> str | None:
        node = self._find(path)[1]
        return unmask(node.value) if isinstance(node, yaml.ScalarNode) else None

    def is_quoted(self, path: KeyPath) -> bool:
        node = self._find(path)[1]
        return isinstance(node, yaml.ScalarNode) and bool(node.style)

    def comment(self, path: KeyPath) -> TextPosition | None:
        """Return where the comment begins that follows the scalar without quotes at `path`; None without one."""
        node = self._find(path)[1]
        if not isinstance(node, yaml.ScalarNode) or node.style or node.end_mark is None:
            return None
        found = _COMMENT.match(self._text, node.end_mark.index)
        return self._places.at(self._text.index("#", found.start())) if found else None

    def _children(self, node: yaml.Node | None) -> dict[str | int, tuple[yaml.Node, yaml.Node]]:
        """Return the children of `node` by key or index; indexed once, since callers ask for each entry of a list."""
        children = self._children_by_node.get(id(node))
        if children is None:
            children = {}
            for part, mark, child in iter_children(node):
                children.setdefault(part, (mark, child))
            self._children_by_node[id(node)] = children
        return children

    def _find(self, path: KeyPath) -> tuple[int, yaml.Node | None]:
        index, node = 0, self._root
        for part in path:
            child = self._children(node).get(part)
            if child is None:
                return index, None
            index, node = child[0].start_mark.index, child[1]
        return index, node


def find_comment(document: YamlDocument, path: KeyPath) -> TextPosition | None:
    """Return where a comment begins that cuts the plain scalar at `path`, as in `title: C # and F`; None: nowhere.

    The fast scanner reads no such line.
    """
    return document.comment(path) if isinstance(document, _ComposedDocument) else None


def read_yaml(
    original: str,
    *,
    first_line: int = 1,
    private: frozenset[str] = frozenset(),
    use_fast_scan: bool = True,
    find_unneeded: RangeFinder | None = None,
) -> YamlDocument:
    """Return the one document in `original`, which begins at line `first_line` of its file.

    Values keep characters that YAML refuses (controls, line separators). Values of the keys in `private`, at any depth
    and in any case, are neither read nor shown in a message. The fast scanner reads plain YAML in an eighth of the
    time; without `use_fast_scan` PyYAML reads it, with the same result. Entries of lists that `find_unneeded` finds may
    be null: they are plain YAML that nobody needs.

    Raises ArticleError with every problem: syntax, a repeated key, a tag, deep nesting, aliases that expand too far.
    """
    result = scan(original, private, find_unneeded) if use_fast_scan else None
    if result is None:
        return _compose(original, first_line, private)
    return FastDocument(result, first_line, lambda: _compose(original, first_line, private))


def _compose(original: str, first_line: int, private: frozenset[str]) -> YamlDocument:
    """Return the document in `original`, as PyYAML reads it. Raises ArticleError with every problem."""
    places = PositionFinder(original, first_line)
    text = mask(original)
    try:
        offset = find_too_deep(text, Loader)
        if offset is not None:
            raise _make_error(
                "yaml-nesting", "nested more than 64 levels deep", "flatten the values", places.at(offset)
            )
        root = yaml.compose(text, Loader)
    except yaml.YAMLError as error:
        raise _syntax_error(error, text, places) from None
    if root is None:
        return _ComposedDocument(None, places, None)
    if "*" in text and (node := ExpansionGuard().find_refused(root)) is not None:
        place = places.at(node.start_mark.index)
        raise _make_error("yaml-alias", "aliases that expand without end", "write the values out", place)
    problems: list[Diagnostic] = []
    value = ValueBuilder(places, problems, private, find_private(root, private) if "*" in text else frozenset()).of(
        root
    )
    if problems:
        raise ArticleError(problems)
    return _ComposedDocument(root, places, value, text)


def _syntax_error(error: yaml.YAMLError, text: str, places: PositionFinder) -> ArticleError:
    """Return the syntax error as an ArticleError. It quotes nothing of `text`, which may be private."""
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        index = error.problem_mark.index
        message = error.problem or "this is not YAML"
        construct = _OPEN_CONSTRUCT.match(error.context or "") if _END_MISSING.match(message) else None
        if construct is not None and error.context_mark is not None:
            line, column = places.at(error.context_mark.index)  # where the construct opens; the parser stops far below
            fix = _OPEN_CONSTRUCT_FIXES[construct[1]]
            return _make_error("yaml-syntax", f"a {construct[1]} that is not closed", fix, TextPosition(line, column))
        if message == _NO_COLON and error.context_mark is not None:
            index = error.context_mark.index  # where the words begin; the parser stops at the end of their line
        elif text[index : index + 1] == "\t":
            return _make_error("yaml-tab", "a tab before the first word", "indent with spaces", places.at(index))
        if message in _BEGIN_FAULTS and (begin := _find_special(text, index)) is not None:
            seen = f"a value that begins with {text[begin]}"
            return _make_error("yaml-syntax", seen, _QUOTES_FIX, places.at(begin))
    else:
        index = getattr(error, "position", 0)
        character = _UNPRINTABLE.search(str(error))
        message = f"the character U+{character[1].upper()}" if character else "a character that YAML forbids"
    return _make_error("yaml-syntax", message, _SYNTAX_FIXES.get(message, "write valid YAML"), places.at(index))


def _find_special(text: str, index: int) -> int | None:
    """Return where the value on the line of `index` begins, if that is with a character that means more than itself."""
    found = _SPECIAL_VALUE.match(text, text.rfind("\n", 0, index) + 1)
    return found.start(1) if found and found.start(1) <= index <= found.end() else None


def _make_error(rule: str, message: str, fix: str, place: TextPosition) -> ArticleError:
    return ArticleError(_problem(rule, message, fix, place))


def _problem(rule: str, message: str, fix: str, place: TextPosition, field: str = "") -> Diagnostic:
    return Diagnostic(rule=rule, message=message, fix=fix, line=place.line, column=place.column, field=field)
