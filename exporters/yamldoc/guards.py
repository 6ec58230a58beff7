"""Refuse YAML that would take unbounded time or memory, before and after PyYAML composes it."""

from contextlib import suppress
from typing import Any, Final

import yaml

from exporters.support.lazy_regex import lazy_regex

MOST_NESTING: Final = 64  # levels; real articles have 6
MOST_VALUES: Final = 500_000  # after aliases are expanded; a real article of 27 KB has about 1,000

_LEADING = lazy_regex(r"(?m)^[ ?:-]*")
_OPEN = (yaml.SequenceStartEvent, yaml.MappingStartEvent)
_CLOSE = (yaml.SequenceEndEvent, yaml.MappingEndEvent)


def find_too_deep(text: str, loader: Any) -> int | None:
    """Return the offset where `text` is nested deeper than `MOST_NESTING`; None if it is not.

    PyYAML's composer recurses in C: 100,000 brackets would crash the interpreter, so this runs first. A level takes a
    bracket or at least one column of indentation; only a text that may be too deep by that count is read by events.
    """
    flow = text.count("[") + text.count("{")
    block = max(map(len, _LEADING.findall(text)))
    if flow + 2 * block < MOST_NESTING:  # 2: a list may stand at the column of its key
        return None
    try:
        return _scan_depth(text, loader)
    except yaml.MarkedYAMLError as error:
        # libyaml reads up to 1,024 characters ahead of its events, and since 0.2.6 refuses the thousandth level there
        if error.problem_mark is None:
            raise
        with suppress(yaml.YAMLError):  # the text is cut, so an error in it means nothing
            offset = _scan_depth(text[: error.problem_mark.index], loader)
            if offset is not None:
                return offset
        raise


def _scan_depth(text: str, loader: Any) -> int | None:
    """Return the offset of the first value nested too deep. Raises yaml.YAMLError if the text is not YAML."""
    depth = 0
    for event in yaml.parse(text, loader):
        if isinstance(event, _OPEN):
            depth += 1
            if depth > MOST_NESTING:
                return event.start_mark.index if event.start_mark else 0
        elif isinstance(event, _CLOSE):
            depth -= 1
    return None


class ExpansionGuard:
    """Measures the size of a node whose aliases are expanded."""

    def __init__(self) -> None:
        """Begin without a measured node."""
        self._sizes: dict[int, tuple[int, int] | None] = {}

    def find_refused(self, root: yaml.Node) -> yaml.Node | None:
        """Return the first node that contains itself, or exceeds `MOST_VALUES` or `MOST_NESTING`; None if none does."""
        try:
            self._measure(root)
        except _ExpansionRefusedError as error:
            return error.node
        return None

    def _measure(self, node: yaml.Node) -> tuple[int, int]:
        """Return the numbers of values and levels below `node`.

        Anchors precede their aliases, so the recursion is no deeper than the text. Raises _ExpansionRefusedError.
        """
        if isinstance(node, yaml.ScalarNode):
            return 1, 0
        if id(node) in self._sizes:
            measured = self._sizes[id(node)]
            if measured is None:
                raise _ExpansionRefusedError(node)
            return measured
        self._sizes[id(node)] = None
        size, depth = 1, 0
        children = node.value if isinstance(node, yaml.SequenceNode) else [side for pair in node.value for side in pair]
        for child in children:
            values, levels = self._measure(child)
            size, depth = size + values, max(depth, levels + 1)
        if size > MOST_VALUES or depth > MOST_NESTING:
            raise _ExpansionRefusedError(node)
        self._sizes[id(node)] = size, depth
        return size, depth


class _ExpansionRefusedError(Exception):
    def __init__(self, node: yaml.Node) -> None:
        super().__init__()
        self.node = node
