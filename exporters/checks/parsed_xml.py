"""Parse XML without network, DTD or entities, for the rules."""

import codecs
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html.entities import name2codepoint
from itertools import islice
from typing import Any, Final, NamedTuple, Self

from lxml import etree
from msgspec import Struct, field

from exporters.checks.finding import LONGEST_FIELD, Finding, shorten_field
from exporters.checks.namespaces import prefixed_name
from exporters.checks.places import read_source
from exporters.diagnostics.diagnostic import Level, quote_value
from exporters.support.lazy_regex import lazy_regex

CHILDLESS: Final[list[Any]] = []  # the children of all elements without elements
NO_FIRSTS: Final[dict[str, Any]] = {}


class XmlElement(Struct, eq=False, gc=False):  # it has no reference to its parent, so there is no reference cycle
    """One element. Its name has a well-known prefix, or none in the namespace of the format: `guid`, `dc:creator`."""

    name: str
    text: str  # before the first child, white space kept
    attributes: Mapping[str, str]
    line: int
    parent_path: str  # path of the parent, "" where there is none
    count: int  # its number among the elements of its name in the document, from 1; 0: not in NUMBERED_ELEMENTS
    children: list[Self]
    firsts: dict[str, Self]  # the first child of each name
    column: int = 0  # of its start tag, from 1; 0: nobody asked for it

    @property
    def path(self) -> str:
        """Its path: `channel/title`, `item[3]/guid`. Built on demand, since few elements have findings."""
        if self.count:
            return f"{self.name}[{self.count}]"
        path = f"{self.parent_path}/{self.name}" if self.parent_path else self.name
        return path if len(path) <= LONGEST_FIELD else shorten_field(path)

    def all(self, name: str) -> list[Self]:
        """Return the children with that name."""
        return [child for child in self.children if child.name == name] if name in self.firsts else []

    def first(self, name: str) -> Self | None:
        """Return the first child with that name; None if there is none."""
        return self.firsts.get(name)

    def value(self, name: str) -> str:
        """Return the stripped text of the first child with that name; "" if there is none."""
        child = self.firsts.get(name)
        return child.text.strip() if child else ""

    def walk(self) -> Iterator[Self]:
        """Yield this element and its descendants, in document order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))

    def finding(self, rule: str, message: str, fix: str, level: Level = Level.ERROR) -> Finding:
        """Return a finding at this element."""
        return Finding(
            rule=rule, message=message, fix=fix, level=level, line=self.line, column=self.column, field=self.path
        )

    def locate(self, finding: Finding, attribute: str = "") -> Finding:
        """Return a finding about the text of this element, or about one of its attributes, at its place."""
        return finding.at(f"{self.path}@{attribute}" if attribute else self.path, self.line, self.column)


MOST_ATTRIBUTES: Final = 200  # of one element: lxml searches for each from the first one on
_FIRST_CHILDREN: Final = 100  # of the root, which tell the namespace of a format
NUMBERED_ELEMENTS: Final = frozenset({"item", "entry"})  # elements with a number in paths: item[3]/guid

_NO_ATTRIBUTES: Final[dict[str, str]] = {}  # attributes of all elements without any
_DECLARATION: Final = lazy_regex(r"\ufeff?<\?xml\s[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"'][^>]*\?>")
_ENCODINGS: Final = lazy_regex(
    r"utf-?(?:8|16|32)|(?:us-)?ascii|(?:iso-|windows-|cp|koi8-|gb|big5|shift_jis|euc-|mac-|tis-)[a-z0-9-]*|macintosh"
)
_SAME_BYTES: Final = frozenset({"utf-8", "ascii"})  # encodings whose bytes are those of UTF-8
_PROLOG: Final = lazy_regex(r"(?>(?:\s++|<\?(?>(?:[^?]++|\?(?!>))*)\?>|<!--(?>(?:[^-]++|-(?!->))*)-->)*)")
_DOCUMENT_TYPE: Final = lazy_regex(r"<!DOCTYPE(?>(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*)>?")
_SUBSET: Final = lazy_regex(r"<!DOCTYPE(?>(?:[^\[>\"']++|\"[^\"]*+\"|'[^']*+')*)\[")


_ENTITY: Final = lazy_regex(r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|&([A-Za-z][A-Za-z0-9]*);", re.DOTALL)
_OF_XML: Final = frozenset({"amp", "lt", "gt", "quot", "apos"})  # entities of every document
NamespaceChooser = Callable[[Sequence[str]], str]  # tags of the root and its children -> the namespace of the format


class UnreadableDocumentError(Exception):
    """A document that cannot be parsed; `finding` says why."""

    def __init__(self, rule: str, message: str, fix: str, line: int = 0, column: int = 0) -> None:
        """Hold the finding."""
        super().__init__(message)
        self.finding = Finding(rule=rule, message=message, fix=fix, line=line, column=column)


class StrayText(NamedTuple):
    """Text after a child of an element, where most formats have only white space."""

    element: XmlElement
    text: str
    line: int
    column: int


class DeclaredPrefix(NamedTuple):
    """A namespace with the prefix that an element declares for it."""

    element: XmlElement
    prefix: str  # "" for the default namespace
    address: str


class ParsedXml(Struct, frozen=True, kw_only=True):
    """A well-formed document."""

    root: XmlElement
    nodes: list[XmlElement]  # root and its descendants, in document order
    blank: list[XmlElement]  # those of them whose text is white space or nothing
    names: set[str]  # of all elements
    keys: set[str]  # of all attributes
    encoding: str  # from the declaration or the first bytes: utf-8
    prolog: str  # the text before the root element
    doctype: bool
    namespace: str = ""  # of the elements without prefix
    document_type: str = ""  # the whole <!DOCTYPE …>
    texts: list[StrayText] = field(default_factory=list)  # between elements, where `has_columns` asked for them
    prefixes: list[DeclaredPrefix] = field(default_factory=list)  # as declared, where `has_columns` asked for them

    def with_attribute(self, key: str) -> list[XmlElement]:
        """Return the elements with that attribute, in document order."""
        return [node for node in self.nodes if key in node.attributes] if key in self.keys else []

    def within(self, node: XmlElement) -> list[XmlElement]:
        """Return a child of the root and its descendants, in document order."""
        siblings = self.root.children
        after = siblings[siblings.index(node) + 1 :]
        return self.nodes[self.nodes.index(node) : self.nodes.index(after[0]) if after else None]


def xml(data: bytes, namespace: str | NamespaceChooser = "", *, has_columns: bool = False) -> ParsedXml:
    """Return the document in `data`; elements of `namespace` have names without prefix. Spec: XML 1.0 §2.1.

    `has_columns`: elements have the line and the column of their start tags; else the line where those end. The
    document then has its texts between elements and its prefixes too, and entities of HTML that a DOCTYPE names
    become their characters.

    Raises UnreadableDocumentError: not decodable, not well-formed, or with entities of its own.
    """
    text, encoding = decode_xml(data)
    end = _PROLOG.match(text, 1 if text.startswith("\ufeff") else 0)
    prolog = text[: end.end()] if end else ""
    if _SUBSET.match(text, len(prolog)):  # before the parser, which would expand entities in attributes
        line = 1 + prolog.count("\n")
        raise UnreadableDocumentError("xml-doctype", "a DOCTYPE that defines entities", "remove the DOCTYPE", line)
    doctype = text.startswith("<!DOCTYPE", len(prolog))
    content = data if encoding in _SAME_BYTES else text.encode()
    if doctype and has_columns:
        content = _expand_html_entities(text).encode()
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        message = f"not well-formed XML: {quote_value(error.msg)[1:-1]}" if error.msg else "not well-formed XML"
        raise UnreadableDocumentError(
            "xml-not-wellformed", message, "escape text and close every element", error.lineno or 0
        ) from None
    chosen = namespace if isinstance(namespace, str) else namespace(_first_tags(root))
    nodes, blank, names, keys = _nodes(root, chosen)
    parsed = ParsedXml(
        root=nodes[0],
        nodes=nodes,
        blank=blank,
        names=names,
        keys=keys,
        encoding=encoding,
        prolog=prolog,
        doctype=doctype,
        namespace=chosen,
        document_type=_document_type(text, len(prolog)) if doctype else "",
    )
    if has_columns:
        _add_source(parsed, text)
    return parsed


def _first_tags(root: etree._Element) -> list[str]:
    children = [child.tag for child in islice(root, _FIRST_CHILDREN) if isinstance(child.tag, str)]
    return [root.tag, *children]


def _document_type(text: str, start: int) -> str:
    found = _DOCUMENT_TYPE.match(text, start)
    return found[0] if found else ""


def _expand_html_entities(text: str) -> str:
    """Return the text with characters for entities of HTML. Nothing else is known of an external DTD."""

    def expand(found: re.Match[str]) -> str:
        name = found[1]
        return chr(name2codepoint[name]) if name in name2codepoint and name not in _OF_XML else found[0]

    return _ENTITY.sub(expand, text)


def _add_source(parsed: ParsedXml, text: str) -> None:
    source, nodes = read_source(text), parsed.nodes
    if source is None or len(source.places) != len(nodes):
        return
    for node, (line, column) in zip(nodes, source.places, strict=True):
        node.line, node.column = line, column
    parsed.texts.extend(StrayText(nodes[between.parent], *between[1:]) for between in source.texts)
    parsed.prefixes.extend(
        DeclaredPrefix(nodes[each.element], each.prefix, each.address) for each in source.declarations
    )


def decode_xml(data: bytes) -> tuple[str, str]:
    """Return the text of a document and its encoding. Raises UnreadableDocumentError if it can't be decoded."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    if encoding == "utf-8" and (declaration := _DECLARATION.match(data[:200].decode("latin-1").removeprefix("ï»¿"))):
        encoding = declaration[1].lower()
    try:
        if not _ENCODINGS.fullmatch(encoding):  # Python's own punycode takes quadratic time
            raise LookupError(encoding)
        text = data.decode(encoding)
        encoding = codecs.lookup(encoding).name
    except LookupError:
        message = f"the unknown encoding {quote_value(encoding)}"
        raise UnreadableDocumentError("xml-not-wellformed", message, "write UTF-8", 1) from None
    except UnicodeError as error:
        line = 1 + data.count(b"\n", 0, getattr(error, "start", 0))
        raise UnreadableDocumentError(
            "xml-not-wellformed", f"bytes that are not {encoding}", "write UTF-8", line
        ) from None
    return text, encoding


def _nodes(root: etree._Element, namespace: str) -> tuple[list[XmlElement], list[XmlElement], set[str], set[str]]:
    """Return the nodes in document order, those with blank text, the names of elements, and those of attributes."""
    names: dict[Any, str] = {}  # by the tag as lxml writes it; "" for an entity of an outside DTD
    keys = set[str]()
    counts = dict.fromkeys(NUMBERED_ELEMENTS, 0)
    nodes, blank = list[XmlElement](), list[XmlElement]()
    siblings, eldest, parent_path = list[XmlElement](), dict[str, XmlElement](), ""  # of the parent
    missing = 1  # how many of its children have not come yet
    outer: list[tuple[list[XmlElement], dict[str, XmlElement], str, int]] = []  # the same of the elements around it
    for element in root.iter():  # deep documents would exhaust Python's own stack
        while not missing:
            siblings, eldest, parent_path, missing = outer.pop()
        missing -= 1
        tag = element.tag
        name = names.get(tag)
        if name is None:
            name = names[tag] = prefixed_name(tag, namespace) if isinstance(tag, str) else ""
        if not name:
            continue
        count = 0
        if name in counts:
            count = counts[name] = counts[name] + 1
        keys_of_element: Any = element.keys()
        attributes = _attributes(element, keys_of_element, keys) if keys_of_element else _NO_ATTRIBUTES
        line: Any = element.sourceline
        text = element.text or ""
        if size := len(element):
            node = XmlElement(name, text, attributes, line or 0, parent_path, count, [], {})
        else:
            node = XmlElement(name, text, attributes, line or 0, parent_path, count, CHILDLESS, NO_FIRSTS)
        nodes.append(node)
        if not text or text.isspace():
            blank.append(node)
        siblings.append(node)
        if name not in eldest:
            eldest[name] = node
        if size:
            outer.append((siblings, eldest, parent_path, missing))
            siblings, eldest, missing = node.children, node.firsts, size
            parent_path = "" if name == "rss" else node.path
    return nodes, blank, {*names.values()} - {""}, keys


def _attributes(element: etree._Element, names: list[str], keys: set[str]) -> dict[str, str]:
    """Return up to MOST_ATTRIBUTES attributes of an element; add their names to `keys`."""
    few = len(names) <= MOST_ATTRIBUTES  # lxml searches for each from the first one on, and `items` for all
    pairs: Any = element.items() if few else [(name, element.get(name)) for name in names[:MOST_ATTRIBUTES]]
    attributes: dict[str, str] = dict(pairs)
    if not keys.issuperset(attributes):  # names in `keys` are clean; others may have a namespace, as in {…}lang
        attributes = {prefixed_name(key, ""): value for key, value in attributes.items()}
        keys.update(attributes)
    return attributes
