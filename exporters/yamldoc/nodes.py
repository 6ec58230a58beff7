"""The nodes of a YAML document: their children, and which of them are private."""

from collections.abc import Iterator
from typing import Final

import yaml

from exporters.yamldoc.masking import unmask

TAG: Final = "tag:yaml.org,2002:"


def steps(node: yaml.Node | None) -> Iterator[tuple[str | int, yaml.Node, yaml.Node]]:
    """Each child of `node`: key or index, the node that marks its begin, its value; own keys before merged ones."""
    if isinstance(node, yaml.SequenceNode):
        for index, child in enumerate(node.value):
            yield index, child, child
    elif isinstance(node, yaml.MappingNode):
        merges = []
        for key, child in node.value:
            if key.tag == TAG + "merge":
                merges.append(child)
            elif isinstance(key, yaml.ScalarNode):
                yield unmask(key.value), key, child
        for merge in merges:
            for source in merge.value if isinstance(merge, yaml.SequenceNode) else [merge]:
                yield from steps(source)


def is_private(key: yaml.Node, private: frozenset[str]) -> bool:
    """Whether `key` is one of `private`, whatever its capitals."""
    return isinstance(key, yaml.ScalarNode) and key.value.partition(":")[0].strip().lower() in private


def below(root: yaml.Node, private: frozenset[str]) -> frozenset[int]:
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
            waiting += [(child, hidden or is_private(key, private)) for key, child in node.value]
    return frozenset(found)
