"""An RSS document of any version, from 0.90 to 2.0, as its rules need it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from exporters.checks.parsed_xml import ParsedXml, UnreadableDocumentError, XmlElement

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RSS_1_0: Final = "http://purl.org/rss/1.0/"
RSS_1_1: Final = "http://purl.org/net/rss1.1#"
_VERSIONS: Final = {  # by namespace of the elements: the versions that are RDF
    RSS_1_0: "1.0",
    "http://my.netscape.com/rdf/simple/0.9/": "0.90",
    "http://channel.netscape.com/rdf/simple/0.9/": "0.90",
    RSS_1_1: "1.1",
}
WITHOUT_RDF: Final = ("0.91", "0.92", "0.93", "0.94", "2.0")  # what `version` of <rss> may say, oldest first


@dataclass(frozen=True, slots=True, kw_only=True)
class RssDocument:
    """A channel with its items, wherever the version puts them."""

    parsed: ParsedXml
    root: XmlElement
    version: str  # 0.90 … 2.0; what <rss> says, without white space
    channel: XmlElement
    items: list[XmlElement]
    images: list[XmlElement]
    text_inputs: list[XmlElement]

    @property
    def is_rdf(self) -> bool:
        """Whether this is RSS 0.90, 1.0 or 1.1: the elements stand in a namespace, the root is rdf:RDF or Channel."""
        return self.root.name != "rss"

    @property
    def age(self) -> int:
        """Return the place of the version among those that are no RDF; that of 2.0 for an unknown version."""
        return WITHOUT_RDF.index(self.version) if self.version in WITHOUT_RDF else len(WITHOUT_RDF) - 1


def choose_namespace(tags: Sequence[str]) -> str:
    """Return the namespace of RSS in a document, from the tags of the root and its children."""
    space, root = _split_tag(tags[0])
    if root != "RDF":
        return space
    spaces = [_split_tag(tag) for tag in tags[1:]]
    known = [space for space, _ in spaces if space in _VERSIONS]
    named = [space for space, name in spaces if name in {"channel", "item"} and space]
    return next(iter((*known, *named)), RSS_1_0)


def read_rss(parsed: ParsedXml) -> RssDocument:
    """Return the channel of a document. Raises UnreadableDocumentError if there is none."""
    root = parsed.root
    if root.name == "Channel":
        items = [item for list_ in root.all("items") for item in list_.all("item")]
        return _document(parsed, "1.1", root, [*items, *root.all("item")], root)
    channel = root.first("channel")
    if channel is None or root.name not in {"rss", "rdf:RDF"}:
        message = f"<{root.name[:60]}> without <channel>" if root.name in {"rss", "rdf:RDF"} else f"<{root.name[:60]}>"
        raise UnreadableDocumentError(
            "rss-root-wrong", f"the root element {message}", 'write <rss version="2.0"><channel>', root.line
        )
    if root.name == "rss":
        return _document(parsed, root.attributes.get("version", "").strip(), channel, channel.all("item"), channel)
    return _document(parsed, _VERSIONS.get(parsed.namespace, "1.0"), channel, root.all("item"), root)


def _document(
    parsed: ParsedXml, version: str, channel: XmlElement, items: list[XmlElement], parent: XmlElement
) -> RssDocument:
    """Return the document; `parent` is the element that holds image and text input."""
    return RssDocument(
        parsed=parsed,
        root=parsed.root,
        version=version,
        channel=channel,
        items=items,
        images=parent.all("image"),
        text_inputs=[*parent.all("textInput"), *parent.all("textinput")],
    )


def _split_tag(tag: str) -> tuple[str, str]:
    space, _, name = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
    return space, name
