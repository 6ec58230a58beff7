"""Refuses YAML that would cost unbounded time or memory, before and after it is composed."""

import re
from contextlib import suppress
from typing import Any, Final

import yaml

MOST_NESTING: Final = 64  # levels; real articles have 6
MOST_VALUES: Final = 500_000  # after aliases are expanded; a real article of 27 KB has about 1,000

_LEADING = re.compile(r"(?m)^[ ?:-]*")
_OPEN = (yaml.SequenceStartEvent, yaml.MappingStartEvent)
_CLOSE = (yaml.SequenceEndEvent, yaml.MappingEndEvent)


def too_deep(text: str, loader: Any) -> int | None:
    """The offset where `text` is nested deeper than `MOST_NESTING`, None where it is not.

    Composing recurses in C: 100,000 brackets would crash the interpreter, so this looks first. A level costs a bracket
    or at least one column of indentation; only a text that may be too deep by that count is read event by event.
    """
    flow = text.count("[") + text.count("{")
    block = max(map(len, _LEADING.findall(text)))
    if flow + 2 * block < MOST_NESTING:  # 2: a list may stand at the column of its key
        return None
    try:
        return _first_too_deep(text, loader)
    except yaml.MarkedYAMLError as error:
        # libyaml reads up to 1,024 characters ahead of its events, and since 0.2.6 refuses the thousandth level there
        if error.problem_mark is None:
            raise
        with suppress(yaml.YAMLError):  # the text ends early, so that it is wrong says nothing
            offset = _first_too_deep(text[: error.problem_mark.index], loader)
            if offset is not None:
                return offset
        raise


def _first_too_deep(text: str, loader: Any) -> int | None:
    """Return the offset of the first value nested too deep. Raises yaml.YAMLError where the text is not YAML."""
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
    """Measures what a node becomes when its aliases are expanded."""

    def __init__(self) -> None:
        """Nothing is measured yet."""
        self._known: dict[int, tuple[int, int] | None] = {}

    def refused(self, root: yaml.Node) -> yaml.Node | None:
        """The first node that holds itself, or grows over `MOST_VALUES` or `MOST_NESTING`; None where all is well."""
        try:
            self._measure(root)
        except _ExpansionRefusedError as refused:
            return refused.node
        return None

    def _measure(self, node: yaml.Node) -> tuple[int, int]:
        """Values and levels below `node`. Anchors precede their aliases: the recursion is no deeper than the text."""
        if isinstance(node, yaml.ScalarNode):
            return 1, 0
        if id(node) in self._known:
            known = self._known[id(node)]
            if known is None:
                raise _ExpansionRefusedError(node)
            return known
        self._known[id(node)] = None
        size, depth = 1, 0
        children = node.value if isinstance(node, yaml.SequenceNode) else [side for pair in node.value for side in pair]
        for child in children:
            values, levels = self._measure(child)
            size, depth = size + values, max(depth, levels + 1)
        if size > MOST_VALUES or depth > MOST_NESTING:
            raise _ExpansionRefusedError(node)
        self._known[id(node)] = size, depth
        return size, depth


class _ExpansionRefusedError(Exception):
    def __init__(self, node: yaml.Node) -> None:
        super().__init__()
        self.node = node
