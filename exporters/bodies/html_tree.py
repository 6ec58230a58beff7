"""HtmlElement: clean HTML as a tree, for what asks which elements stand around a text."""

import html as entities
from collections.abc import Iterator
from typing import Final

from exporters.bodies.html.markup import parse_attributes
from exporters.support.lazy_regex import lazy_regex

_TOKEN: Final = lazy_regex(r"<(/?)([a-z][a-z0-9-]*)((?: [^<>]*)?)>|([^<]+)|<")
_VOID: Final = frozenset({"br", "col", "hr", "img", "input", "source", "wbr"})
_BLOCKS: Final = frozenset(
    "address article aside blockquote br caption dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header"
    " hgroup hr li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


class HtmlElement:
    """An element, with its children in order: elements, and texts whose entities are decoded."""

    __slots__ = ("_attributes", "children", "name")

    def __init__(self, name: str, attributes: str = "") -> None:
        """`attributes` are as the start tag has them."""
        self.name = name
        self._attributes = attributes
        self.children: list[HtmlElement | str] = []

    def get(self, attribute: str) -> str:
        """Return the value of an attribute, "" where there is none."""
        return parse_attributes(self._attributes).get(attribute, "") if self._attributes else ""

    @property
    def is_block(self) -> bool:
        """Whether a space separates its text from what stands around it."""
        return self.name in _BLOCKS

    @property
    def elements(self) -> "Iterator[HtmlElement]":
        """Yield the children that are elements."""
        return (each for each in self.children if isinstance(each, HtmlElement))

    def find_all(self, name: str) -> "Iterator[HtmlElement]":
        """Yield each element with that name in it, in order."""
        for each in self.elements:
            if each.name == name:
                yield each
            yield from each.find_all(name)

    @property
    def text(self) -> str:
        """The whole text on one line."""
        return " ".join("".join(self._pieces()).split())

    def _pieces(self) -> Iterator[str]:
        for each in self.children:
            if isinstance(each, str):
                yield each
            elif each.is_block:
                yield " "
                yield from each._pieces()
                yield " "
            else:
                yield from each._pieces()


def parse_tree(html: str) -> HtmlElement:
    """Return a root without name that holds clean HTML, or its beginning: what is open at the end is closed."""
    root = HtmlElement("")
    path = [root]
    for slash, name, attributes, text in _TOKEN.findall(html):
        if text:
            path[-1].children.append(entities.unescape(text) if "&" in text else text)
        elif slash:
            if len(path) > 1 and path[-1].name == name:
                path.pop()
        elif name:
            element = HtmlElement(name, attributes)
            path[-1].children.append(element)
            if name not in _VOID:
                path.append(element)
    return root
