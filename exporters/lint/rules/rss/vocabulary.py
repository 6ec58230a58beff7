"""Which elements and attributes each version of RSS has, where they stand, and which of them a parent needs.

Spec: RSS 2.0 and its "Extending RSS"; RSS 0.91 (Netscape, UserLand), 0.92, 0.93, 0.94; RDF Site Summary 0.90, 1.0, 1.1.
"""

from typing import Final

from exporters.lint.rules.rss.document import RssDocument

Names = frozenset[str]


def _names(text: str) -> Names:
    return frozenset(text.split())


_CHANNEL: Final = _names(
    "title link description language copyright managingEditor webMaster pubDate lastBuildDate category generator docs "
    "cloud ttl image rating textInput skipHours skipDays item"
)
_ITEM: Final = _names("title link description author category comments enclosure guid pubDate source")
_TEXT_INPUT: Final = _names("title description name link")
CHILDREN: Final[dict[str, Names]] = {  # of elements that hold elements, in RSS 0.91 to 2.0
    "rss": _names("channel"),
    "channel": _CHANNEL,
    "item": _ITEM,
    "image": _names("url title link width height description"),
    "textInput": _TEXT_INPUT,
    "textinput": _TEXT_INPUT,
    "skipHours": _names("hour"),
    "skipDays": _names("day"),
    "podcast:liveItem": _ITEM,
    "sx:conflicts": _names("item"),
}
_RDF_PARTS: Final = {
    "item": _names("title link description"),
    "image": _names("title url link"),
    "textinput": _TEXT_INPUT,
    "items": _names(""),
}
CHILDREN_OF_RDF: Final[dict[str, Names]] = {  # in RSS 0.90 and 1.0
    "rdf:RDF": _names("channel item image textinput"),
    "channel": _names("title link description image items textinput"),
    **_RDF_PARTS,
}
CHILDREN_OF_RSS_1_1: Final[dict[str, Names]] = {
    "Channel": _names("title link description image items"),
    **_RDF_PARTS,
    "items": _names("item"),
}
NAMES: Final[Names] = frozenset[str]().union(  # of all elements of RSS
    *CHILDREN.values(), *CHILDREN_OF_RDF.values(), *CHILDREN_OF_RSS_1_1.values()
)
REQUIRED: Final[dict[str, tuple[str, ...]]] = {
    "channel": ("title", "link", "description"),
    "textInput": ("title", "description", "name", "link"),
    "textinput": ("title", "description", "name", "link"),
}
REQUIRED_OF_RDF: Final[dict[str, tuple[str, ...]]] = {
    **REQUIRED,
    "Channel": ("title", "link", "description", "items"),
    "item": ("title", "link"),
    "image": ("title", "url", "link"),
}
REPEATABLE: Final = _names("item category enclosure hour day")
ATTRIBUTES: Final[dict[str, Names]] = {  # without namespace, of RSS 0.91 to 2.0
    "rss": _names("version"),
    "category": _names("domain"),
    "cloud": _names("domain port path registerProcedure protocol"),
    "enclosure": _names("url length type"),
    "guid": _names("isPermaLink"),
    "source": _names("url"),
}
SINCE: Final[dict[tuple[str, str], str]] = {  # parent and element: the first version that has it
    ("channel", "cloud"): "0.92",
    ("channel", "category"): "2.0",
    ("channel", "generator"): "2.0",
    ("channel", "ttl"): "2.0",
    ("item", "enclosure"): "0.92",
    ("item", "category"): "0.92",
    ("item", "source"): "0.92",
    ("item", "pubDate"): "0.93",
    ("item", "author"): "2.0",
    ("item", "comments"): "2.0",
    ("item", "guid"): "2.0",
}
OTHER_NAMES: Final = {  # of Atom and JSON Feed: what RSS calls the same
    "entry": "item",
    "id": "guid",
    "published": "pubDate",
    "updated": "pubDate",
    "date": "pubDate",
    "summary": "description",
    "content": "description",
    "subtitle": "description",
    "rights": "copyright",
    "logo": "image",
    "icon": "image",
    "url": "link",
}
HTML_INSIDE: Final = _names(  # what authors forget to escape
    "a abbr b big blockquote body br center code dd del div dl dt em embed figure font form h1 h2 h3 h4 h5 h6 hr i "
    "iframe img ins li ol p pre q s script small span strike strong style sub sup table tbody td th thead tr u ul video"
)


def children_of(document: RssDocument) -> dict[str, Names]:
    """Return which elements the parents of the document's version hold."""
    if not document.is_rdf:
        return CHILDREN
    return CHILDREN_OF_RSS_1_1 if document.version == "1.1" else CHILDREN_OF_RDF
