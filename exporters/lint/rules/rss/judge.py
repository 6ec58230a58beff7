"""Judge an RSS document of any version: the rules of export that fit its version, those of lint, and of modules."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeVar

from exporters.checks import archives, document, rss, rss_items
from exporters.checks.finding import Finding
from exporters.checks.parsed_xml import ParsedXml, UnreadableDocumentError, xml
from exporters.checks.rss import ParsedRss
from exporters.lint.rules.atom import history
from exporters.lint.rules.modules.module import join_findings, module_findings
from exporters.lint.rules.rss import addresses, dates, parts, people, rdf, rdf_syntax, schedule, structure, texts
from exporters.lint.rules.rss.document import RssDocument, choose_namespace, read_rss
from exporters.lint.rules.rss.twins import element_doubled
from exporters.lint.rules.xml import doctype

T = TypeVar("T")
_RULES: Final = (
    *structure.RULES,
    *texts.RULES,
    *addresses.RULES,
    *dates.RULES,
    *people.RULES,
    *schedule.RULES,
    *parts.RULES,
    *rdf.RULES,
    *rdf_syntax.RULES,
)
_RULES_OF_EXPORT_HERE: Final = frozenset(  # lint has its own, which know other versions and forms
    {
        rss.version_old,
        rss.channel_element_missing,
        rss.element_repeated,
        rss.element_unknown,
        rss.url_invalid,
        rss.date_wrong,
        document.element_empty,
    }
)
_OF_RSS_2: Final = (*rss.RULES, *rss.IMAGE_RULES, *rss_items.GUID_RULES, *rss_items.RULES)
_ONLY_RSS_2: Final = frozenset({rss.self_link_missing, rss_items.guid_missing})
_OF_RDF: Final = (rss.language_wrong, rss_items.title_escaped_twice, rss_items.html_unsafe)


def judge_rss(data: bytes) -> list[Finding]:
    """Return the findings of an RSS document, in document order."""
    try:
        parsed = xml(data, choose_namespace, has_columns=True)
        feed = read_rss(parsed)
    except UnreadableDocumentError as error:
        return [error.finding]
    found = join_findings(_apply(parsed, feed), module_findings(parsed))
    return sorted([*found, *element_doubled(feed, found)], key=lambda finding: (finding.line, finding.column))


def _apply(parsed: ParsedXml, feed: RssDocument) -> Iterator[Finding]:
    yield from doctype.document_type(parsed, feed.version)
    yield from _run(document.RULES, parsed)
    yield from _run(_RULES, feed)
    yield from _run(_rules_of_export(feed), _as_checked(feed))
    head = archives.DocumentHead(node=feed.channel, links=feed.channel.all("atom:link"))
    yield from _run((*archives.RULES, *history.RULES), head)
    yield from history.page_links_in_entries(feed.items, "atom:link")


def _run(rules: Iterable[Callable[[T], Iterator[Finding]]], subject: T) -> Iterator[Finding]:
    for rule in rules:
        if rule not in _RULES_OF_EXPORT_HERE:
            yield from rule(subject)


def _rules_of_export(feed: RssDocument) -> Iterable[Callable[[ParsedRss], Iterator[Finding]]]:
    if feed.is_rdf:
        return _OF_RDF
    return [rule for rule in _OF_RSS_2 if feed.version == "2.0" or rule not in _ONLY_RSS_2]


def _as_checked(feed: RssDocument) -> ParsedRss:
    """Return the document as the rules of export need it."""
    return ParsedRss(
        root=feed.root,
        channel=feed.channel,
        items=feed.items,
        parents=[feed.channel, *feed.items],
        within=feed.parsed.nodes,
        names=feed.parsed.names,
    )
