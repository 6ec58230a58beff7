"""Apply every rule about sitemaps."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from exporters.checks.finding import Finding
from exporters.checks.parsed_xml import ParsedXml, UnreadableDocumentError, xml
from exporters.diagnostics.diagnostic import Level, quote_value
from exporters.lint.rules.sitemaps import alternates, entries, frame, images, news, videos
from exporters.lint.rules.sitemaps.sitemap import SITEMAP, ParsedSitemap, bytes_many, sitemap
from exporters.lint.xml_document import judge_parsed

UTF_8: Final = frozenset({"utf-8", "ascii"})
RULES: Final[tuple[Callable[[ParsedSitemap], Iterator[Finding]], ...]] = (
    frame.entry_missing,
    frame.entries_many,
    frame.encoding_wrong,
    frame.element_unknown,
    frame.text_stray,
    frame.element_repeated,
    frame.namespace_of_extension_wrong,
    frame.address_repeated,
    frame.host_differs,
    entries.address_missing,
    entries.address_wrong,
    entries.date_wrong,
    entries.frequency_wrong,
    entries.priority_wrong,
    news.news_wrong,
    news.news_many,
    news.news_old,
    images.image_wrong,
    images.images_many,
    videos.video_wrong,
    videos.player_missing,
    videos.page_as_video,
    videos.tags_many,
    videos.relationship_wrong,
    alternates.link_wrong,
    alternates.language_repeated,
    alternates.page_itself_missing,
    alternates.way_back_missing,
)


def judge_sitemap(data: bytes) -> list[Finding]:
    """Return the findings of a sitemap or of an index of sitemaps, in document order."""
    try:
        parsed = xml(data, _namespace, has_columns=True)
    except UnreadableDocumentError as error:
        return [error.finding]
    found = [*bytes_many(data, parsed.root), *_namespace_wrong(parsed), *judge_parsed(parsed, _findings)]
    if parsed.encoding in UTF_8:
        return found
    return [each for each in found if each.rule != "xml-not-utf8" or each.level is Level.ERROR]  # a warning elsewhere


def _findings(parsed: ParsedXml) -> list[Finding]:
    listed = sitemap(parsed)
    return [finding for rule in RULES for finding in rule(listed)]


def _namespace(tags: Sequence[str]) -> str:
    """Return the namespace of the root, whichever it is: the rules apply in spite of a wrong one."""
    return tags[0].rpartition("}")[0].removeprefix("{")


def _namespace_wrong(parsed: ParsedXml) -> Iterator[Finding]:
    """Search engines refuse the sitemap. Spec: sitemaps.org <urlset>: "references the current protocol standard"."""
    if parsed.namespace != SITEMAP:
        message = f"the namespace {quote_value(parsed.namespace)}" if parsed.namespace else "no namespace"
        yield parsed.root.finding("sitemap-namespace-wrong", message, f'write xmlns="{SITEMAP}"')
