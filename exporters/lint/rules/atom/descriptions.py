"""Rules about categories, generators and sources, and about elements and attributes that say nothing."""

from collections.abc import Iterator
from typing import Final

from exporters.checks.finding import Finding
from exporters.checks.parsed_xml import XmlElement
from exporters.diagnostics.diagnostic import Level, quote_value
from exporters.lint.rules.atom.atom_document import AtomDocument

_REQUIRED: Final = frozenset({"email", "id", "published", "updated"})  # an empty one is not of its form
_OPTIONAL: Final = frozenset(
    {"content", "generator", "icon", "logo", "name", "rights", "subtitle", "summary", "title", "uri"}
)
_EMPTY_BY_DESIGN: Final = frozenset({"", "fh", "xhtml"})  # prefixes of elements that need no value
_ATTRIBUTES: Final = {
    "category": ("term", "scheme", "label"),
    "generator": ("uri", "version"),
    "link": ("title",),
    "content": ("src",),
}


def category_without_term(document: AtomDocument) -> Iterator[Finding]:
    """Readers tag by the term. Spec: RFC 4287 §4.2.2.1: MUST."""
    for category in document.categories:
        if "term" not in category.attributes:
            yield category.finding("atom-category-termless", "a category without term", "write its term")


def category_repeated(document: AtomDocument) -> Iterator[Finding]:
    """Readers show the tag twice. Spec: RFC 4287 §4.2.2."""
    for container in document.containers:
        keys = set[tuple[str, str]]()
        for category in container.all("category"):
            key = category.attributes.get("term", ""), category.attributes.get("scheme", "")
            if key in keys and key[0]:
                message = f"the category {quote_value(key[0])} appears again"
                yield category.finding("atom-category-repeated", message, "keep one", Level.NOTE)
            keys.add(key)


def source_incomplete(document: AtomDocument) -> Iterator[Finding]:
    """Readers can't say where the entry comes from. Spec: RFC 4287 §4.2.11: SHOULD have id, title and updated."""
    for source in document.sources:
        missing = [name for name in ("id", "title", "updated") if source.first(name) is None]
        if missing:
            message = f"a <source> without {', '.join(f'<{name}>' for name in missing)}"
            yield source.finding("atom-source-incomplete", message, "copy them from its feed", Level.WARNING)


def element_empty(document: AtomDocument) -> Iterator[Finding]:
    """An empty date, id or name is worse than none: readers use it. Spec: RFC 4287 §3.2, §3.3, §4.2.6."""
    for node in _leaves(document):
        if node.children or node.text.strip():
            continue
        if node.name in _REQUIRED:
            yield node.finding("element-empty", f"an empty <{node.name}>", "write its value, or remove it")
        elif node.name in _OPTIONAL and "src" not in node.attributes and node.attributes.get("type") != "xhtml":
            fix = "write its value, or remove it"
            yield node.finding("element-empty", f"an empty <{node.name}>", fix, Level.WARNING)


def xhtml_empty(document: AtomDocument) -> Iterator[Finding]:
    """Readers show nothing. Spec: RFC 4287 §3.1.1.3."""
    for node in document.atom.texts:
        div = node.first("xhtml:div")
        if div and not (div.children or div.text.strip()):
            fix = "write the text, or remove it"
            yield div.finding("element-empty", f"a <div> without text in <{node.name}>", fix, Level.WARNING)


def extension_empty(document: AtomDocument) -> Iterator[Finding]:
    """Readers use the empty value instead of that of Atom. Spec: RFC 4287 §6.4."""
    for node in document.parsed.nodes:
        prefix, colon, _ = node.name.partition(":")
        is_known = colon and prefix not in _EMPTY_BY_DESIGN and not node.name.startswith("{")
        if is_known and not (node.children or node.attributes or node.text.strip()):
            fix = "write its value, or remove it"
            yield node.finding("element-empty", f"an empty <{node.name}>", fix, Level.WARNING)


def attribute_empty(document: AtomDocument) -> Iterator[Finding]:
    """Readers show an empty tag, or link to the feed itself. Spec: RFC 4287 §4.2.2, §4.2.4, §4.2.7."""
    for node in (*document.categories, *document.generators, *document.links):
        for name in _ATTRIBUTES[node.name]:
            if name in node.attributes and not node.attributes[name].strip():
                if name == "uri" and not node.attributes[name]:
                    continue  # an empty address is relative
                finding = Finding(
                    rule="atom-attribute-empty",
                    message=f"an empty {name} of a <{node.name}>",
                    fix="write its value, or remove it",
                    level=Level.WARNING,
                )
                yield node.locate(finding, name)


def _leaves(document: AtomDocument) -> Iterator[XmlElement]:
    for container in document.containers:
        yield from container.children
    for person in document.persons:
        yield from person.children
