"""Read what lxml does not tell: where each element of an XML document begins, text between elements, prefixes."""

from dataclasses import dataclass, field
from typing import Final, NamedTuple

Place = tuple[int, int]  # line and column, both from 1
_UTF8: Final = "utf-8"
_XMLNS: Final = "xmlns"


class TextBetween(NamedTuple):
    """Text after a child of an element, where most formats have only white space."""

    parent: int  # the number of the element, from 0
    text: str
    line: int
    column: int


class NamespaceDeclaration(NamedTuple):
    """A namespace as an element declares it."""

    element: int  # the number of the element, from 0
    prefix: str  # "" for the default namespace
    address: str


@dataclass(slots=True)
class XmlSource:
    """What the text of a document says beyond its tree. Elements are numbered in document order."""

    places: list[Place] = field(default_factory=list)  # of each start tag
    texts: list[TextBetween] = field(default_factory=list)  # the first one of each gap between elements
    declarations: list[NamespaceDeclaration] = field(default_factory=list)


def read_source(text: str) -> XmlSource | None:
    """Return what the text of a document says; None if expat refuses what lxml accepts."""
    from xml.parsers import expat  # an export asks for no columns

    source = XmlSource()
    parser = expat.ParserCreate(_UTF8)  # whatever the declaration says: `text` is decoded
    open_elements: list[int] = []
    gap = -1  # the element whose child just ended; its text would be between elements

    def start(_name: str, attributes: dict[str, str]) -> None:
        nonlocal gap
        gap = -1
        number = len(source.places)
        open_elements.append(number)
        source.places.append((parser.CurrentLineNumber, parser.CurrentColumnNumber + 1))
        for key, value in attributes.items():
            if key.startswith(_XMLNS):
                prefix = key[len(_XMLNS) + 1 :]
                source.declarations.append(NamespaceDeclaration(number, prefix, value))

    def end(_name: str) -> None:
        nonlocal gap
        open_elements.pop()
        gap = open_elements[-1] if open_elements else -1

    def characters(piece: str) -> None:
        nonlocal gap
        if gap >= 0 and (words := piece.lstrip()):
            column = parser.CurrentColumnNumber + 1 + len(piece) - len(words)
            source.texts.append(TextBetween(gap, words.rstrip(), parser.CurrentLineNumber, column))
            gap = -1

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    try:
        parser.Parse(text.encode(_UTF8), True)  # noqa: FBT003 - the only way to say that it is all
    except expat.ExpatError:  # names with letters of Unicode 3 and later: expat knows those of XML 1.0, 4th edition
        return None
    return source
