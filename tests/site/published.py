"""What an export published, read as readers do: ids and moments of each document, links from one to another."""

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple
from urllib.parse import unquote

from lxml import etree

from exporters.checks.finding import Finding
from exporters.checks.run import findings

HOME: Final = "https://everyday.example/"
FEEDS: Final = f"{HOME}feeds/"
KINDS: Final = {
    "rss.xml": "application/rss+xml",
    "atom.xml": "application/atom+xml",
    "feed.json": "application/feed+json",
    "feed.csv": "text/csv",
}
DOCUMENTS: Final = tuple(KINDS)
NAMESPACES: Final = {"a": "http://www.w3.org/2005/Atom", "content": "http://purl.org/rss/1.0/modules/content/"}
_DOCUMENT: Final = re.compile(r"(rss|atom|feed)(?:-\d{4}(?:-\d\d)?)?(\.xml|\.json|\.csv)")
_MADE_ID: Final = f"{HOME}#id="


class Published(NamedTuple):
    """The files of an out folder, by name."""

    files: dict[str, bytes]

    def ids(self, path: str) -> list[str]:
        """The ids of a feed in their order; every format that it has says the same."""
        prefix = f"{path}/" if path else ""
        found = [ids(name, self.files[prefix + name]) for name in DOCUMENTS if prefix + name in self.files]
        assert found
        assert all(each == found[0] for each in found)
        return found[0]

    def feeds(self, prefix: str) -> dict[str, list[str]]:
        """The ids of each feed below a folder, by what comes behind it."""
        folders = {name.rpartition("/")[0] for name in self.files if name.startswith(prefix)}
        return {each.removeprefix(prefix): self.ids(each) for each in folders}

    def json(self, name: str) -> Any:
        """The value of a JSON document."""
        return json.loads(self.files[name])

    @property
    def listed(self) -> dict[str, dict[str, Any]]:
        """The feeds of the manifest, by path."""
        return {each["path"]: each for each in self.json("manifest.json")["feeds"]}

    def documents(self) -> dict[str, bytes]:
        """The documents of entries, archived ones too."""
        return {name: data for name, data in self.files.items() if kind(name)}

    def findings(self) -> list[tuple[str, Finding]]:
        """What the checks find in the documents."""
        return [(name, each) for name, data in self.documents().items() for each in findings(data, kind(name))]


def kind(name: str) -> str:
    """The media type of a document of entries; "" for another file."""
    found = _DOCUMENT.fullmatch(name.rpartition("/")[2])
    return KINDS[found[1] + found[2]] if found else ""


def ids(name: str, data: bytes) -> list[str]:
    """The ids of a document, in its order; those that Atom made an address of as they were."""
    match kind(name):
        case "application/rss+xml":
            return [each.text or "" for each in etree.fromstring(data).findall("channel/item/guid")]
        case "application/atom+xml":
            found = [each.text or "" for each in etree.fromstring(data).findall("a:entry/a:id", NAMESPACES)]
            return [unquote(each.removeprefix(_MADE_ID)) if each.startswith(_MADE_ID) else each for each in found]
        case "application/feed+json":
            return [each["id"] for each in json.loads(data)["items"]]
    return [row["id"] for row in csv.DictReader(io.StringIO(data.decode(), newline=""))]


def older(name: str, data: bytes) -> str | None:
    """The name of the document that this one calls the archive before it. Spec: RFC 5005 §4."""
    found = _linked(name, data, "prev-archive")
    assert len(found) < 2
    return next((unquote(each.removeprefix(FEEDS)) for each in found), None)


def _linked(name: str, data: bytes, relation: str) -> list[str]:
    if name.endswith(".json"):
        return [url] if (url := json.loads(data).get("next_url")) else []
    links = etree.fromstring(data).iter("{http://www.w3.org/2005/Atom}link")
    return [str(each.get("href")) for each in links if each.get("rel") == relation]


def walked(published: Published, name: str) -> Iterator[str]:
    """The names of a document and of all archives that one comes to by following links alone."""
    at: str | None = name
    seen = set[str]()
    while at is not None:
        assert at not in seen
        seen.add(at)
        yield at
        at = older(at, published.files[at])
