"""Makes plain values of YAML nodes; what can't be one is told."""

import re
from collections.abc import Iterator
from typing import Any, Final

import yaml

from exporters.diagnostics.diagnostic import Diagnostic, clipped
from exporters.yamldoc.positions import PositionFinder

_REFUSED: Final = [*range(9), 11, 12, *range(14, 32), *range(127, 160), 0x2028, 0x2029, 0xFFFE, 0xFFFF]
_STANDS_FOR: Final = {0x10FE00 + rank: code for rank, code in enumerate(_REFUSED)}  # in private use plane 16
_MASK: Final = {code: chr(mask) for mask, code in _STANDS_FOR.items()} | dict.fromkeys(_STANDS_FOR, "\ufffd")
_UNMASK: Final = {mask: chr(code) for mask, code in _STANDS_FOR.items()}
_MASKED: Final = re.compile(f"[{chr(min(_STANDS_FOR))}-{chr(max(_STANDS_FOR))}]")
_NEEDED: Final = re.compile(f"[{re.escape(''.join(map(chr, _REFUSED)))}]|{_MASKED.pattern}")
_BLANK: Final = re.compile("(?m)^[ \t\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]+$")


def mask(text: str) -> str:
    """`text`, as long as before, without a character that YAML refuses; a line of nothing else becomes blank."""
    if _NEEDED.search(text) is None:
        return text
    blanked = _BLANK.sub(lambda found: " " * len(found[0]), text)
    return blanked.translate(_MASK)


def unmask(text: str) -> str:
    """The characters that `mask` hid, as they were."""
    return text.translate(_UNMASK) if _MASKED.search(text) else text


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


_KNOWN_TAG: Final = re.compile(r"tag:yaml\.org,2002:(python/[a-z/]+|binary|set|omap|pairs)(?![A-Za-z0-9])")
_LONGEST_NUMBER: Final = 64  # characters; a longer one is text, since reading it takes time that grows with its square


class ValueBuilder:
    """Makes plain values of nodes; scalars mean what PyYAML's SafeConstructor makes of them."""

    def __init__(
        self, places: PositionFinder, problems: list[Diagnostic], private: frozenset[str], unspoken: frozenset[int]
    ) -> None:
        """What is wrong goes into `problems`; `unspoken` are the nodes at or below a private key, by id."""
        self._private = private
        self._unspoken = unspoken
        self._places = places
        self._problems = problems
        self._scalars = yaml.constructor.SafeConstructor()

    def of(self, node: yaml.Node) -> Any:
        """The value of `node`."""
        if id(node) in self._unspoken:
            self._alias(node)
            return None
        if isinstance(node, yaml.ScalarNode):
            return unmask(node.value) if node.tag == TAG + "str" else self._scalar(node)
        if node.tag not in (TAG + "map", TAG + "seq"):
            self._tag(node)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node)
        return [self.of(child) for child in node.value]

    def _mapping(self, node: yaml.MappingNode) -> dict[str, Any]:
        own: dict[str, Any] = {}
        merged: dict[str, Any] = {}
        for key, child in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._problem("yaml-key", key, "a key that is a list or a mapping", "use one word as the key")
            elif key.tag == TAG + "merge":
                for name, value in self._merged(child):
                    merged.setdefault(name, value)
            elif key.value in own:
                name = clipped(unmask(key.value))
                self._problem("key-repeated", key, "appears twice", "keep one of them", name)
            elif not is_private(key, self._private):
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
                self._problem("yaml-merge", source, "<< without a mapping", "write << with the alias of a mapping")

    def _scalar(self, node: yaml.ScalarNode) -> Any:
        kind = node.tag.removeprefix(TAG)
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
        self._problem("private-alias", node, "an alias copies a private value to another field", "write the value out")

    def _problem(self, rule: str, node: yaml.Node, message: str, fix: str, field: str = "") -> None:
        line, column = self._places.at(node.start_mark.index)
        self._problems.append(Diagnostic(rule=rule, message=message, fix=fix, line=line, column=column, field=field))
