"""Makes plain values of YAML nodes; what can't be one is told."""

import re
from collections.abc import Iterator
from typing import Any, Final

import yaml

from exporters.diagnostics.diagnostic import Diagnostic, Level, clipped
from exporters.yamldoc.masking import unmask
from exporters.yamldoc.nodes import TAG, is_private
from exporters.yamldoc.positions import Places

_KNOWN_TAG: Final = re.compile(r"tag:yaml\.org,2002:(python/[a-z/]+|binary|set|omap|pairs)(?![A-Za-z0-9])")
_LONGEST_NUMBER: Final = 64  # characters; a longer one is text, since reading it takes time that grows with its square


class Values:
    """Makes plain values of nodes; scalars mean what PyYAML's SafeConstructor makes of them."""

    def __init__(
        self, places: Places, problems: list[Diagnostic], private: frozenset[str], unspoken: frozenset[int]
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
                self._problem("yaml-key", key, "a key that is a list or a mapping", "write one word as key")
            elif key.tag == TAG + "merge":
                for name, value in self._merged(child):
                    merged.setdefault(name, value)
            elif key.value in own:
                name = clipped(unmask(key.value))
                self._problem("key-repeated", key, "given twice", "keep one of them", name)
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
                self._problem("yaml-merge", source, "<< without a mapping", "write << with an alias of a mapping")

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
        self._problem("private-alias", node, "a private value that an alias brings elsewhere", "write the value out")

    def _problem(self, slug: str, node: yaml.Node, seen: str, right: str, field: str = "") -> None:
        line, column = self._places.at(node.start_mark.index)
        self._problems.append(
            Diagnostic(slug=slug, level=Level.ERROR, seen=seen, right=right, line=line, column=column, field=field)
        )
