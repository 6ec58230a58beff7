"""Node: one element of an XML document as rules see it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Self

from exporters.checks.finding import Finding
from exporters.diagnostics import Level


@dataclass(slots=True, kw_only=True)
class Node:
    """One element. Its name has a well-known prefix, or none in the namespace of the format: `guid`, `dc:creator`."""

    name: str
    text: str  # before the first child, white space kept
    attributes: dict[str, str]
    line: int
    path: str
    children: list[Self] = field(default_factory=list)

    def all(self, name: str) -> list[Self]:
        """The children of that name."""
        return [child for child in self.children if child.name == name]

    def first(self, name: str) -> Self | None:
        """The first child of that name."""
        return next((child for child in self.children if child.name == name), None)

    def value(self, name: str) -> str:
        """The stripped text of the first child of that name, "" where there is none."""
        child = self.first(name)
        return child.text.strip() if child else ""

    def walk(self) -> Iterator[Self]:
        """This element and all below, in document order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))

    def finding(self, slug: str, seen: str, right: str, level: Level = Level.ERROR) -> Finding:
        """A finding at this element."""
        return Finding(slug=slug, seen=seen, right=right, level=level, line=self.line, field=self.path)
