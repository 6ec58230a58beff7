"""JSON-LD of a page: what it states of its article. Spec: JSON-LD 1.1 §7, schema.org Article."""

import json
from collections.abc import Iterator
from functools import cached_property
from typing import Any, Final

from exporters.sources.pages.document import PageDocument
from exporters.sources.pages.words import one_line
from exporters.support.lazy_regex import lazy_regex

ARTICLES: Final = frozenset(
    """Article BlogPosting NewsArticle TechArticle ScholarlyArticle Report SocialMediaPosting LiveBlogPosting
    OpinionNewsArticle AnalysisNewsArticle ReviewNewsArticle ReportageNewsArticle AdvertiserContentArticle
    SatiricalArticle BackgroundNewsArticle DiscussionForumPosting""".split()
)
LISTS: Final = frozenset("Blog CollectionPage ItemList SearchResultsPage".split())
_MOST_CHARACTERS: Final = 1_000_000  # of one script
_MOST_NODES: Final = 2_000
_WRAPPER: Final = lazy_regex(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")

Node = dict[str, Any]


class LinkedData:
    """The nodes of all JSON-LD of a page. What is no JSON is passed over, as search engines do."""

    def __init__(self, page: PageDocument) -> None:
        """Read the scripts of `page`."""
        self.nodes: tuple[Node, ...] = tuple(_nodes(page))

    @cached_property
    def types(self) -> frozenset[str]:
        """The types of all nodes."""
        return frozenset(name for node in self.nodes for name in _types(node))

    @cached_property
    def article(self) -> Node:
        """The first node that is an article; empty without one, and where several are: a list of articles."""
        found = [node for node in self.nodes if not ARTICLES.isdisjoint(_types(node))]
        return found[0] if len(found) == 1 else {}

    @property
    def article_count(self) -> int:
        """How many nodes are articles."""
        return sum(not ARTICLES.isdisjoint(_types(node)) for node in self.nodes)

    def first_text(self, *keys: str) -> str:
        """The first text that the article has under one of `keys`; "" without one."""
        return next(filter(None, (next(iter(texts(self.article.get(key))), "") for key in keys)), "")

    def names(self, key: str) -> list[str]:
        """The names of people or things that the article has under `key`."""
        return [name for each in _as_list(self.article.get(key)) if (name := self._name(each))]

    def _name(self, value: Any) -> str:
        if isinstance(value, dict):
            if "name" not in value and "@id" in value:  # a reference to a node of its own
                value = next((node for node in self.nodes if node.get("@id") == value["@id"] and "name" in node), {})
            return next(iter(texts(value.get("name"))), "")
        return one_line(value) if isinstance(value, str) else ""


def texts(value: Any) -> list[str]:
    """The texts in a value of JSON-LD: a text, a list of them, or mappings with `@value`, `url` or `@id`."""
    found = []
    for each in _as_list(value):
        if isinstance(each, dict):
            each = next((each[key] for key in ("@value", "url", "@id") if isinstance(each.get(key), str)), "")  # noqa: PLW2901
        if isinstance(each, str) and (written := one_line(each)):
            found.append(written)
    return found


def _as_list(value: Any) -> list[Any]:
    if isinstance(value, dict) and "@list" in value:
        value = value["@list"]
    return value if isinstance(value, list) else [] if value is None else [value]


def _types(node: Node) -> list[str]:
    return [str(each).rpartition("/")[2] for each in _as_list(node.get("@type")) if isinstance(each, str)]


def _nodes(page: PageDocument) -> Iterator[Node]:
    left = _MOST_NODES
    for script in page.root.iter("script"):
        if (script.get("type") or "").partition(";")[0].strip().lower() != "application/ld+json":
            continue
        waiting = [_parse_script(script.text or "")]
        while waiting and left:
            each = waiting.pop(0)
            if isinstance(each, list):
                waiting[:0] = each[:left]
            elif isinstance(each, dict):
                left -= 1
                yield each
                waiting[:0] = [each[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in each]


def _parse_script(written: str) -> Any:
    """The value of a script; None where it is no JSON, or more than a page needs."""
    written = _WRAPPER.sub("", _WRAPPER.sub("", written))
    if len(written) > _MOST_CHARACTERS:
        return None
    try:
        return json.loads(written, strict=False)  # themes leave line ends in texts
    except (ValueError, RecursionError):  # no JSON, or brackets thousands deep
        return None
