"""Build plain values from YAML nodes; what cannot be one becomes a diagnostic."""

import re
from collections.abc import Iterator
from typing import Any, Final

import yaml

from exporters.diagnostics.diagnostic import Diagnostic, clip_text
from exporters.support.lazy_regex import lazy_regex
from exporters.yamldoc.positions import PositionFinder

_REFUSED_CODES: Final = [*range(9), 11, 12, *range(14, 32), *range(127, 160), 0x2028, 0x2029, 0xFFFE, 0xFFFF]
_CODE_BY_MASK: Final = {
    0x10FE00 + rank: code for rank, code in enumerate(_REFUSED_CODES)
}  # in the private use area of plane 16
_MASK: Final = {code: chr(mask) for mask, code in _CODE_BY_MASK.items()} | dict.fromkeys(_CODE_BY_MASK, "\ufffd")
_UNMASK: Final = {mask: chr(code) for mask, code in _CODE_BY_MASK.items()}
_MASK_CHARACTER: Final = lazy_regex(f"[{chr(min(_CODE_BY_MASK))}-{chr(max(_CODE_BY_MASK))}]")
_NEEDS_MASK: Final = lazy_regex(f"[{re.escape(''.join(map(chr, _REFUSED_CODES)))}]|{_MASK_CHARACTER.pattern}")
_BLANK: Final = lazy_regex("(?m)^[ \t\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]+$")


def mask(text: str) -> str:
    """Return `text` with a mask for each character that YAML refuses; a line of nothing else becomes blank.

    The length stays the same, so offsets do too. Spec: YAML 1.1 §5.1.
    """
    if _NEEDS_MASK.search(text) is None:
        return text
    blanked = _BLANK.sub(lambda match: " " * len(match[0]), text)
    return blanked.translate(_MASK)


def unmask(text: str) -> str:
    """Return `text` with the characters that `mask` replaced."""
    return text.translate(_UNMASK) if _MASK_CHARACTER.search(text) else text


TAG: Final = "tag:yaml.org,2002:"


def iter_children(node: yaml.Node | None) -> Iterator[tuple[str | int, yaml.Node, yaml.Node]]:
    """Yield each child of `node`: key or index, the node where it begins, its value; own keys before merged ones."""
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
                yield from iter_children(source)


def is_private(key: yaml.Node, private: frozenset[str]) -> bool:
    """Return whether `key` is one of `private`, whatever its case."""
    return isinstance(key, yaml.ScalarNode) and key.value.partition(":")[0].strip().lower() in private


def find_private(root: yaml.Node, private: frozenset[str]) -> frozenset[int]:
    """Return the ids of the nodes at or below a private key: an alias in another place is the same node."""
    private_nodes: set[int] = set()
    visited: set[tuple[int, bool]] = set()
    stack = [(root, False)]
    while stack:
        node, is_below_private = stack.pop()
        if (id(node), is_below_private) in visited:
            continue
        visited.add((id(node), is_below_private))
        if is_below_private:
            private_nodes.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            stack += [(child, is_below_private) for child in node.value]
        elif isinstance(node, yaml.MappingNode):
            stack += [(child, is_below_private or is_private(key, private)) for key, child in node.value]
    return frozenset(private_nodes)


_KNOWN_TAG: Final = lazy_regex(r"tag:yaml\.org,2002:(python/[a-z/]+|binary|set|omap|pairs)(?![A-Za-z0-9])")
_LONGEST_NUMBER: Final = 64  # characters; a longer one is text, since parsing takes time that grows with its square


class ValueBuilder:
    """Builds plain values from nodes. Scalars have the values of PyYAML's SafeConstructor."""

    def __init__(
        self, places: PositionFinder, problems: list[Diagnostic], private: frozenset[str], private_nodes: frozenset[int]
    ) -> None:
        """Add diagnostics to `problems`. `private_nodes` are the ids of the nodes at or below a private key."""
        self._private = private
        self._private_nodes = private_nodes
        self._places = places
        self._problems = problems
        self._scalars = yaml.constructor.SafeConstructor()

    def of(self, node: yaml.Node) -> Any:
        """Return the value of `node`."""
        if id(node) in self._private_nodes:
            self._refuse_alias(node)
            return None
        if isinstance(node, yaml.ScalarNode):
            return unmask(node.value) if node.tag == TAG + "str" else self._build_scalar(node)
        if node.tag not in (TAG + "map", TAG + "seq"):
            self._refuse_tag(node)
        if isinstance(node, yaml.MappingNode):
            return self._build_mapping(node)
        return [self.of(child) for child in node.value]

    def _build_mapping(self, node: yaml.MappingNode) -> dict[str, Any]:
        own_pairs: dict[str, Any] = {}
        merged_pairs: dict[str, Any] = {}
        for key, child in node.value:
            if not isinstance(key, yaml.ScalarNode):
                is_template = key.start_mark.index == node.start_mark.index + 1  # {{ page.title }}
                fix = "put a value that begins with {{ in quotes" if is_template else "use one word as the key"
                self._add_problem("yaml-key", key, "a key that is a list or a mapping", fix)
            elif key.tag == TAG + "merge":
                for name, value in self._merged_pairs(child):
                    merged_pairs.setdefault(name, value)
            elif key.value in own_pairs:
                name = clip_text(unmask(key.value))
                self._add_problem("key-repeated", key, "appears twice", "keep one of them", name)
            elif not is_private(key, self._private):
                own_pairs[unmask(key.value)] = self.of(child)
        return {**merged_pairs, **own_pairs} if merged_pairs else own_pairs

    def _merged_pairs(self, node: yaml.Node) -> Iterator[tuple[str, Any]]:
        """Yield the pairs that `<<` merges. Of several mappings the first one wins. Spec: yaml.org/type/merge."""
        sources: list[yaml.Node] = node.value if isinstance(node, yaml.SequenceNode) else [node]
        for source in sources:
            if id(source) in self._private_nodes:
                self._refuse_alias(source)
            elif isinstance(source, yaml.MappingNode):
                yield from self._build_mapping(source).items()
            else:
                self._add_problem("yaml-merge", source, "<< without a mapping", "write << with the alias of a mapping")

    def _build_scalar(self, node: yaml.ScalarNode) -> Any:
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
            return node.value  # looks like a number, but is not: `!!int x`, `0b`
        self._refuse_tag(node)
        return None

    def _refuse_tag(self, node: yaml.Node) -> None:
        match = _KNOWN_TAG.match(node.tag)  # any other tag may be part of a private value, so it is not shown
        name = f"the tag !!{match[1]}" if match else "a tag"
        fix = "write a plain value: text, number, true, false, list or mapping; put text that begins with ! in quotes"
        self._add_problem("yaml-tag", node, name, fix)

    def _refuse_alias(self, node: yaml.Node) -> None:
        self._add_problem(
            "private-alias", node, "an alias copies a private value to another field", "write the value out"
        )

    def _add_problem(self, rule: str, node: yaml.Node, message: str, fix: str, field: str = "") -> None:
        line, column = self._places.at(node.start_mark.index)
        self._problems.append(Diagnostic(rule=rule, message=message, fix=fix, line=line, column=column, field=field))
