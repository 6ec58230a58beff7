"""Which namespaces readers know, and which differ from such a one by a letter: readers compare each letter."""

from collections.abc import Iterator
from typing import Final

from exporters.checks.finding import Finding
from exporters.checks.namespaces import PREFIXES
from exporters.checks.parsed_xml import ParsedXml
from exporters.diagnostics.diagnostic import quote_value


def _normal(space: str) -> str:
    return space.strip().lower().removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/#")


_KNOWN: Final = {_normal(space): space for space in reversed(PREFIXES)}  # the first of several is the usual one


_COMMON: Final = frozenset(  # of extensions that readers or services read, and that no table describes
    {
        "http://podlove.org/simple-chapters",
        "http://podlove.org/simple-chapters/",
        "http://bitlove.org",
        "http://webfeeds.org/rss/1.0",
        "http://www.rawvoice.com/rawvoiceRssModule/",
        "https://blubrry.com/developer/rawvoice-rss/",
        "https://schema.acast.com/1.0/",
        "https://omny.fm/rss-extensions",
        "http://www.npr.org/rss/",
        "http://www.itunesu.com/feed",
        "http://fireside.fm/modules/rss/fireside",
        "http://www.youtube.com/xml/schemas/2015",
        "http://gdata.youtube.com/schemas/2007",
        "http://schemas.google.com/g/2005",
        "http://schemas.google.com/blogger/2008",
        "http://schemas.google.com/docs/2007",
        "com-wordpress:feed-additions:1",
        "http://activitystrea.ms/spec/1.0/",
        "http://portablecontacts.net/spec/1.0",
        "http://purl.org/syndication/atommedia",
        "http://arxiv.org/schemas/atom",
        "http://prismstandard.org/namespaces/basic/2.0/",
        "http://prismstandard.org/namespaces/1.2/basic/",
        "http://newsgator.com/schema/extensions",
        "http://www.pheedo.com/namespace/pheedo",
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1998/Math/MathML",
        "http://www.w3.org/1999/xlink",
    }
)


def is_common(path: str) -> bool:
    """Return whether the last namespace in a path of elements is one that some readers know."""
    return path.rpartition("{")[2].partition("}")[0] in _COMMON


def misspelt_namespaces(parsed: ParsedXml) -> Iterator[Finding]:
    """Readers ignore every element of it. Spec: Namespaces in XML §2.3: "identical", letter by letter."""
    spaces = {space for name in parsed.names if (space := name.rpartition(":")[0]).startswith("{")}
    wrong = {space: known for space in spaces if (known := _KNOWN.get(_normal(space[1:-1])))}
    for node in parsed.nodes if wrong else ():
        space = node.name.rpartition(":")[0]
        if known := wrong.pop(space, None):
            message = f"the namespace {quote_value(space[1:-1])}"
            yield node.finding("namespace-misspelt", message, f"write {known}")
