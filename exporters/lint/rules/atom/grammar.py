"""The grammar of Atom 1.0: which elements and attributes stand where, and how often. Spec: RFC 4287 appendix B."""

from collections.abc import Iterator
from typing import Final

from exporters.checks.finding import Finding
from exporters.checks.parsed_xml import XmlElement
from exporters.diagnostics.diagnostic import Level, quote_value
from exporters.lint.rules.atom.atom_document import PERSONS, TEXT_CONSTRUCTS, AtomDocument
from exporters.support.nearest import nearest

_ANY_NUMBER: Final = frozenset({"author", "category", "contributor", "entry", "link"})
_METADATA: Final = frozenset({"author", "category", "contributor", "id", "link", "rights", "title", "updated"})
_OF_SOURCE: Final = _METADATA | {"generator", "icon", "logo", "subtitle"}
_OF_PERSON: Final = frozenset({"name", "uri", "email"})
_CHILDREN: Final[dict[str, frozenset[str]]] = {
    "feed": _OF_SOURCE | {"entry"},
    "entry": _METADATA | {"content", "published", "source", "summary"},
    "source": _OF_SOURCE,
    **dict.fromkeys(PERSONS, _OF_PERSON),
}
_TEXT_ONLY: Final = frozenset({"email", "generator", "icon", "id", "logo", "name", "published", "updated", "uri"})
_EMPTY: Final = frozenset({"category", "link"})  # text constructs and content have rules of their own
_ATTRIBUTES: Final[dict[str, frozenset[str]]] = {
    "category": frozenset({"term", "scheme", "label"}),
    "content": frozenset({"type", "src"}),
    "generator": frozenset({"uri", "version"}),
    "link": frozenset({"href", "rel", "type", "hreflang", "title", "length"}),
    **dict.fromkeys(TEXT_CONSTRUCTS, frozenset({"type"})),
}
_NO_ATTRIBUTES: Final[frozenset[str]] = frozenset()
_ELEMENTS: Final = frozenset().union(*_CHILDREN.values()) | {"feed"}
_OF_XML: Final = frozenset({"xml:base", "xml:id", "xml:lang", "xml:space"})
_MOST_ADVICE: Final = 50  # unknown elements of a document that get the nearest name: finding it takes 0.1 ms
_RIGHT_NAMES: Final = {  # by the name that other formats have
    "copyright": "rights",
    "created": "published",
    "description": "summary or subtitle",
    "guid": "id",
    "homepage": "uri",
    "image": "logo",
    "info": "subtitle",
    "issued": "published",
    "item": "entry",
    "lastBuildDate": "updated",
    "modified": "updated",
    "pubDate": "published",
    "tagline": "subtitle",
    "url": "uri",
    "webMaster": "contributor",
}


def element_undefined(document: AtomDocument) -> Iterator[Finding]:
    """No reader knows it, and Atom reserves its namespace. Spec: RFC 4287 §6.2, appendix B."""
    count = 0
    for parent in _structured(document):
        for child in parent.children:
            if ":" not in child.name and child.name not in _ELEMENTS:
                count += 1
                message = f"<{child.name[:60]}> in the <{parent.name}>"
                fix = _advice(child.name, parent.name) if count <= _MOST_ADVICE else "remove it"
                yield child.finding("atom-element-undefined", message, fix)


def element_misplaced(document: AtomDocument) -> Iterator[Finding]:
    """Readers look for it elsewhere. Spec: RFC 4287 §4.1, §4.2, appendix B."""
    for parent in _structured(document):
        allowed = _CHILDREN[parent.name]
        for child in parent.children:
            if child.name in _ELEMENTS and child.name not in allowed:
                message = f"<{child.name}> in the <{parent.name}>"
                yield child.finding("atom-element-misplaced", message, _place(child.name))
    for node in _atom_elements(document):
        for child in node.children[:1] if _holds_text(node) else ():
            message = f"<{_short_name(child)}> in the <{node.name}>"
            yield child.finding("atom-element-misplaced", message, f"<{node.name}> holds text alone")
        for child in node.children if node.name in _EMPTY else ():
            if ":" not in child.name:
                message = f"<{child.name[:60]}> in the <{node.name}>"
                yield child.finding("atom-element-misplaced", message, f"<{node.name}> holds no elements of Atom")


def element_repeated(document: AtomDocument) -> Iterator[Finding]:
    """Readers keep the first or the last, each its own way. Spec: RFC 4287 §3.2, §4.1.1, §4.1.2, §4.2.11: MUST NOT."""
    for parent in _structured(document):
        if len(parent.children) == len(parent.firsts):
            continue
        allowed = _CHILDREN[parent.name] - _ANY_NUMBER
        for child in parent.children:
            if child.name in allowed and child is not parent.firsts[child.name]:
                yield child.finding("atom-element-repeated", f"a second <{child.name}>", "keep one")


def attribute_undefined(document: AtomDocument) -> Iterator[Finding]:
    """No reader knows it, so what it says is lost. Spec: RFC 4287 appendix B: undefinedAttribute."""
    for node in (*_structured(document), *_atom_elements(document)):
        allowed = _ATTRIBUTES.get(node.name, _NO_ATTRIBUTES)
        for key in node.attributes:
            if ":" not in key and key not in allowed:
                known = f"it has {', '.join(sorted(allowed))}" if allowed else "it has no attributes"
                fix = f"remove it; {known}"
                yield node.locate(_finding("atom-attribute-undefined", f"{key[:60]} of <{node.name}>", fix), key[:60])


def attribute_of_xml_undefined(document: AtomDocument) -> Iterator[Finding]:
    """No parser knows it, so it is a slip of the pen. Spec: XML 1.0 §2.3, §2.10, §2.12; XML Base; xml:id."""
    for key in sorted(key for key in document.parsed.keys if key.startswith("xml:") and key not in _OF_XML):
        for node in document.parsed.with_attribute(key):
            fix = f"write {nearest(key, sorted(_OF_XML)) or 'xml:lang'}, or remove it"
            yield node.locate(_finding("atom-attribute-undefined", f"{key[:60]} of <{node.name[:60]}>", fix), key[:60])


def text_misplaced(document: AtomDocument) -> Iterator[Finding]:
    """Readers drop it. Spec: RFC 4287 §4.1, §3.2, appendix B: these elements hold elements alone."""
    for node in _structured(document):
        if text := node.text.strip() or document.late_text(node):
            message = f"the text {quote_value(text)} directly in the <{node.name}>"
            yield node.finding("atom-text-misplaced", message, "put it into the element that it belongs to")


def metadata_late(document: AtomDocument) -> Iterator[Finding]:
    """Readers that process entries as they arrive miss it. Spec: RFC 4287 §4.1.1: metadata, then entries."""
    if document.feed is None or document.feed.first("entry") is None:
        return
    is_behind = False
    for child in document.feed.children:
        if child.name == "entry":
            is_behind = True
        elif is_behind and child.name in _OF_SOURCE:
            message = f"<{child.name}> behind an <entry>"
            yield child.finding("atom-metadata-late", message, "write it before the first <entry>")


def link_not_empty(document: AtomDocument) -> Iterator[Finding]:
    """Readers show nothing of it. Spec: RFC 4287 §4.2.2, §4.2.7: "no meaning" is assigned to their content."""
    for node in (*document.links, *document.categories):
        if text := node.text.strip():
            message = f"the text {quote_value(text)} in a <{node.name}>"
            key = "href" if node.name == "link" else "term"
            fix = f'write <{node.name} {key}="…"/>: it holds nothing'
            level = Level.WARNING if key in node.attributes else Level.ERROR
            yield node.finding("atom-link-not-empty", message, fix, level)


def _structured(document: AtomDocument) -> Iterator[XmlElement]:
    """Yield the elements of Atom that hold elements of Atom."""
    yield from document.containers
    yield from document.persons


def _atom_elements(document: AtomDocument) -> Iterator[XmlElement]:
    """Yield the other elements of Atom that stand where Atom defines them, without what is in inline content."""
    for parent in _structured(document):
        allowed = _CHILDREN[parent.name]
        for child in parent.children:
            if child.name in allowed and child.name not in _CHILDREN:
                yield child


def _holds_text(node: XmlElement) -> bool:
    return node.name in _TEXT_ONLY


def _finding(rule: str, message: str, fix: str) -> Finding:
    return Finding(rule=rule, message=message, fix=fix)


def _short_name(node: XmlElement) -> str:
    return node.name.rpartition(":")[2][:60] if node.name.startswith(("{", ":")) else node.name[:60]


def _place(name: str) -> str:
    parents = [parent for parent, allowed in _CHILDREN.items() if name in allowed]
    return f"it belongs into {' or '.join(f'<{parent}>' for parent in parents)}" if parents else "it is the root"


def _advice(name: str, parent: str) -> str:
    right = _RIGHT_NAMES.get(name) or nearest(name, sorted(_CHILDREN[parent]))
    return f"write <{right}>, or remove it" if right else "remove it, or put it into a namespace of your own"
