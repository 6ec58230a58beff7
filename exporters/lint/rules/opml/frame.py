"""Rules about the frame of an OPML document: root, version, head, body, and what stands where."""

from collections.abc import Iterator
from typing import Final

from exporters.checks.finding import Finding
from exporters.checks.parsed_xml import ParsedXml, XmlElement
from exporters.diagnostics.diagnostic import Level, quote_value
from exporters.lint.rules.opml.outline_list import OutlineList
from exporters.support.nearest import nearest

VERSIONS: Final = ("1.0", "1.1", "2.0")
HEAD: Final = (
    "title dateCreated dateModified ownerName ownerEmail ownerId docs expansionState vertScrollState windowTop "
    "windowLeft windowBottom windowRight"
).split()
_CHILDREN: Final[dict[str, tuple[str, ...]]] = {
    "opml": ("head", "body"),
    "outlineDocument": ("head", "body"),
    "head": tuple(HEAD),
    "body": ("outline",),
    "outline": ("outline",),
}
_MOST_ADVISED: Final = 100  # unknown names of a document that are compared with the known ones


def namespace_used(parsed: ParsedXml) -> Iterator[Finding]:
    """Programs look for <opml> without a namespace. Spec: OPML 2.0 "Extending OPML"."""
    if parsed.namespace:
        message = f"the namespace {quote_value(parsed.namespace)}"
        yield parsed.root.finding("opml-namespace-used", message, "remove it: elements of OPML have none")


def root_old(opml: OutlineList) -> Iterator[Finding]:
    """Programs of today look for <opml>. Spec: OPML 2.0 "Compatibility"."""
    if opml.root.name == "outlineDocument":
        message, fix = "the root element <outlineDocument>", 'write <opml version="2.0">'
        yield opml.root.finding("opml-root-old", message, fix, Level.WARNING)


def version_wrong(opml: OutlineList) -> Iterator[Finding]:
    """Programs read a document by its version. Spec: OPML 2.0 <opml>: the version attribute is required."""
    version = opml.root.attributes.get("version")
    if version in VERSIONS or (version is None and opml.root.name != "opml"):
        return
    message = "no version" if version is None else f"the version {quote_value(version)}"
    yield opml.root.locate(Finding(rule="opml-version-wrong", message=message, fix="write 1.0, 1.1 or 2.0"), "version")


def element_missing(opml: OutlineList) -> Iterator[Finding]:
    """Programs refuse the document. Spec: OPML 2.0: one head, one body, and one or more outlines in it."""
    for name in ("head", "body"):
        if opml.root.first(name) is None:
            yield opml.root.finding("opml-element-missing", f"no <{name}>", f"write <{name}>")
    body = opml.root.first("body")
    if body is not None and body.first("outline") is None:
        yield body.finding("opml-element-missing", "a <body> without <outline>", "write one outline at least")


def element_repeated(opml: OutlineList) -> Iterator[Finding]:
    """Some programs take the first, others the last. Spec: OPML 2.0: "one and only one" head and body."""
    head = opml.root.first("head")
    holders = [opml.root] if head is None else [opml.root, head]
    for holder in holders:
        for name in _CHILDREN.get(holder.name, ()):
            for node in holder.all(name)[1:]:
                yield node.finding("opml-element-repeated", f"a second <{name}>", "keep one")


def head_late(opml: OutlineList) -> Iterator[Finding]:
    """Programs that read a stream need the head first. Spec: OPML 2.0 <opml>: a head and a body."""
    names = [child.name for child in opml.root.children]
    if "head" in names and "body" in names[: names.index("head")]:
        head = opml.root.firsts["head"]
        yield head.finding("opml-head-late", "the head after the body", "write it first", Level.WARNING)


def element_unknown(opml: OutlineList) -> Iterator[Finding]:
    """Programs skip it, with all outlines in it. Spec: OPML 2.0 "Extending OPML": others need a namespace."""
    advised = 0
    stack = [opml.root]
    while stack:
        holder = stack.pop()
        allowed = _CHILDREN.get(holder.name, ())
        for child in holder.children:
            if child.name in allowed:
                stack.append(child)
            elif ":" not in child.name:
                advised += 1
                meant = nearest(child.name, allowed) if advised <= _MOST_ADVISED else ""
                fix = f"write <{meant}>" if meant else "remove it, move it, or give it a namespace"
                message = f"<{child.name[:60]}> in <{holder.name}>"
                yield child.finding("opml-element-unknown", message, fix)


def text_stray(opml: OutlineList) -> Iterator[Finding]:
    """Programs drop it: what people read stands in attributes. Spec: OPML 2.0 <outline>, text."""
    texts = [(node, node.text.strip(), node.line, node.column) for node in _holders(opml)]
    texts += [(each.element, each.text.strip(), each.line, each.column) for each in opml.texts]
    for node, text, line, column in texts:
        if text and (node.name in _CHILDREN):
            message = f"the text {quote_value(text)} in <{node.name}>"
            finding = Finding(rule="opml-text-stray", message=message, fix='write it as text="…" of an outline')
            yield finding.at(node.path, line, column)


def attribute_of_frame_unknown(opml: OutlineList) -> Iterator[Finding]:
    """Programs ignore it. Spec: OPML 1.0, 2.0: only <outline> has attributes beside the version of the root."""
    for node in [opml.root, *(child for child in opml.root.children if child.name in {"head", "body"})]:
        for name in node.attributes:
            if ":" not in name and not (name == "version" and node is opml.root):
                message, fix = f"the attribute {quote_value(name)} of <{node.name}>", "remove it"
                finding = Finding(rule="opml-attribute-unknown", message=message, fix=fix)
                yield node.locate(finding, name)


def _holders(opml: OutlineList) -> Iterator[XmlElement]:
    yield opml.root
    yield from (child for child in opml.root.children if child.name in {"head", "body"})
    yield from opml.outlines
