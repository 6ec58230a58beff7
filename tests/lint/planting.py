"""Plant faults into a document in XML, one at a time: drop, double, empty, move, rename and garble what it has."""

from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Final, NamedTuple

from lxml import etree

GARBAGE: Final = "?? \u00a7 ??"  # no date, number, address, language or type


class Fault(NamedTuple):
    """A document with one fault."""

    kind: str  # drop, double, empty, move, rename, garble
    path: str  # feed/entry[2]/link@href
    data: bytes

    def __str__(self) -> str:
        return f"{self.kind} {self.path}"


def faults(document: bytes) -> Iterator[Fault]:
    """Yield the document once for each fault that can be planted into an element or an attribute."""
    root = etree.fromstring(document)
    paths = dict(_paths(root))
    for number, element in enumerate(_elements(root)):
        for kind, plant in _IN_ELEMENTS.items():
            if data := _planted(document, number, plant):
                yield Fault(kind, paths[element], data)
        for key in element.attrib:
            for kind, change in _IN_ATTRIBUTES.items():
                if data := _planted(document, number, lambda node, change=change, key=key: change(node, key)):  # type: ignore[misc]
                    yield Fault(kind, f"{paths[element]}@{_name(root, str(key))}", data)


def insertions(document: bytes) -> Iterator[Fault]:
    """Yield the document once for each thing that no element needs, at the start and at the end of each element."""
    root = etree.fromstring(document)
    paths = dict(_paths(root))
    for number, element in enumerate(_elements(root)):
        for kind, insert in _INSERTIONS.items():
            yield Fault(kind, paths[element], _planted(document, number, insert))


def plant(document: bytes, kind: str, number: int) -> bytes:
    """Return the document with a fault of that kind in one of its elements; the same where that can't have it."""
    count = len(_elements(etree.fromstring(document)))
    return _planted(document, number % count, (_IN_ELEMENTS | _INSERTIONS)[kind]) or document


def _planted(document: bytes, number: int, plant: Callable[[etree._Element], bool]) -> bytes:
    """Return the document with a fault in the element of that number; nothing if it can't have the fault."""
    root = etree.fromstring(document)
    return etree.tostring(root, encoding="utf-8") if plant(_elements(root)[number]) else b""


def _elements(root: etree._Element) -> list[etree._Element]:
    return [element for element in root.iter() if isinstance(element.tag, str)]


def _paths(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Yield each element with its path; an element among several of its name has a number."""
    stack = [(root, _name(root, root.tag))]
    while stack:
        element, path = stack.pop()
        yield element, path
        counts, numbers = Counter(child.tag for child in element), Counter[str]()
        for child in element:
            numbers[child.tag] += 1
            number = f"[{numbers[child.tag]}]" if counts[child.tag] > 1 else ""
            stack.append((child, f"{path}/{_name(root, child.tag)}{number}"))


def _name(root: etree._Element, tag: str) -> str:
    """Return a name with the prefix that the root has for its namespace."""
    name = etree.QName(tag)
    prefix = next((key for key, space in root.nsmap.items() if key and space == name.namespace), "")
    prefix = "xml" if name.namespace == "http://www.w3.org/XML/1998/namespace" else prefix
    return f"{prefix}:{name.localname}" if prefix else name.localname


def _drop(element: etree._Element) -> bool:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
    return parent is not None


def _double(element: etree._Element) -> bool:
    if element.getparent() is not None:
        element.addnext(deepcopy(element))
    return element.getparent() is not None


def _empty(element: etree._Element) -> bool:
    """Remove the text and the children."""
    has_content = len(element) > 0 or bool(element.text)
    del element[:]
    element.text = None
    return has_content


def _move(element: etree._Element) -> bool:
    """Move a child of the root into the first element with grandchildren, any other element one level up."""
    parent = element.getparent()
    if parent is None:
        return False
    above = parent.getparent()
    if above is not None:
        parent.addprevious(element)
        return True
    target = next((each for each in parent if each is not element and any(len(child) for child in each)), None)
    if target is not None:
        target.insert(0, element)
    return target is not None


def _rename(element: etree._Element) -> bool:
    name = etree.QName(element)
    element.tag = etree.QName(name.namespace, f"{name.localname[:-1]}x").text
    return element.getparent() is not None


def _garble(element: etree._Element) -> bool:
    if len(element) or not element.text:
        return False
    element.text = GARBAGE
    return True


def _drop_attribute(element: etree._Element, key: str) -> bool:
    del element.attrib[key]
    return True


def _empty_attribute(element: etree._Element, key: str) -> bool:
    element.set(key, "")
    return True


def _move_attribute(element: etree._Element, key: str) -> bool:
    """Move an attribute to the parent."""
    parent = element.getparent()
    if parent is not None:
        parent.set(key, element.attrib.pop(key))
    return parent is not None


def _rename_attribute(element: etree._Element, key: str) -> bool:
    element.set(f"{key[:-1]}x", element.attrib.pop(key))
    return True


def _garble_attribute(element: etree._Element, key: str) -> bool:
    element.set(key, GARBAGE)
    return True


def _insert_text(element: etree._Element) -> bool:
    element.text = f"text{element.text or ''}"
    return True


def _append_text(element: etree._Element) -> bool:
    if len(element):
        element[-1].tail = "text"
    else:
        element.text = f"{element.text or ''}text"
    return True


def _insert_sibling_name(element: etree._Element) -> bool:
    """Insert an element of the namespace of the root that no specification has."""
    space = etree.QName(element.getroottree().getroot()).namespace
    element.insert(0, etree.Element(etree.QName(space, "unheardof").text))
    return True


def _insert_foreign_element(element: etree._Element) -> bool:
    element.insert(0, etree.Element("{https://example.org/ns}foreign"))
    return True


def _append_foreign_element(element: etree._Element) -> bool:
    etree.SubElement(element, "{https://example.org/ns}foreign")
    return True


def _insert_attribute(element: etree._Element) -> bool:
    element.set("unheardof", "x")
    return True


def _insert_foreign_attribute(element: etree._Element) -> bool:
    element.set("{https://example.org/ns}foreign", "x")
    return True


_INSERTIONS: Final = {
    "text first": _insert_text,
    "text last": _append_text,
    "own element": _insert_sibling_name,
    "foreign element first": _insert_foreign_element,
    "foreign element last": _append_foreign_element,
    "attribute": _insert_attribute,
    "foreign attribute": _insert_foreign_attribute,
}
_IN_ELEMENTS: Final = {
    "drop": _drop,
    "double": _double,
    "empty": _empty,
    "move": _move,
    "rename": _rename,
    "garble": _garble,
}
KINDS: Final = (*_IN_ELEMENTS, *_INSERTIONS)
_IN_ATTRIBUTES: Final = {
    "drop": _drop_attribute,
    "empty": _empty_attribute,
    "move": _move_attribute,
    "rename": _rename_attribute,
    "garble": _garble_attribute,
}
