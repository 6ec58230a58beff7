"""Judge what a server says about a document: media type, character set, redirects, and what spares requests."""

import gzip
import re
from collections.abc import Callable, Iterator
from email.message import Message
from typing import Final, NamedTuple

from exporters.checks.finding import Finding
from exporters.diagnostics.diagnostic import Level, quote_value
from exporters.http.address import hide_login, parse_address
from exporters.http.failure import FetchError
from exporters.http.request import HttpAnswer
from exporters.lint.facts import FeedFacts, feed_facts
from exporters.lint.recognition import DocumentFormat, recognise

_ANY_XML: Final = frozenset({"application/xml", "text/xml"})
_TYPES: Final = {  # the right ones first
    DocumentFormat.RSS: ("application/rss+xml", *sorted(_ANY_XML)),
    DocumentFormat.RSS_1: ("application/rdf+xml", "application/rss+xml", *sorted(_ANY_XML)),
    DocumentFormat.ATOM: ("application/atom+xml", *sorted(_ANY_XML)),
    DocumentFormat.JSON_FEED: ("application/feed+json", "application/json"),
    DocumentFormat.CSV: ("text/csv",),
    DocumentFormat.OPML: ("text/x-opml", "text/x-opml+xml", "application/opml+xml", *sorted(_ANY_XML)),
    DocumentFormat.SITEMAP: ("application/xml", "text/xml"),
    DocumentFormat.TEXT_SITEMAP: ("text/plain",),
}
_PERMANENT: Final = (301, 308)
_LEAST_COMPRESSED: Final = 1_400  # bytes: a smaller document fits into one packet anyway
_ENCODING_NAMES: Final = re.compile(r"[\w.:-]{1,40}")


class JudgedAnswer(NamedTuple):
    """An answer with what the rules need to know of it."""

    asked: str  # the address as it was given
    answer: HttpAnswer
    format: DocumentFormat
    facts: FeedFacts | None  # None: the document is no feed that can be read
    media_type: str  # without parameters, in small letters
    charset: str  # in small letters; "" where there is none


def http_findings(asked: str, answer: HttpAnswer) -> list[Finding]:
    """Return what is wrong with the answer for the address `asked`; nothing is requested."""
    data, header = answer.document.data, Message()
    header["Content-Type"] = answer.document.media_type or ""
    parts = (answer.document.media_type or "").partition(";")
    charset = str(header.get_param("charset", "")).lower()
    judged = JudgedAnswer(
        asked=asked,
        answer=answer,
        format=recognise(data),
        facts=feed_facts(data),
        media_type=parts[0].strip().lower(),
        charset=charset if _ENCODING_NAMES.fullmatch(charset) else "",
    )
    return [finding for rule in RULES for finding in rule(judged)]


def media_type_wrong(judged: JudgedAnswer) -> Iterator[Finding]:
    """Browsers show the text, and readers that go by the type look for links in it. Spec: RFC 9110 §8.3."""
    right = _TYPES.get(judged.format)
    if right is None or judged.media_type in right:
        return
    fix = f"send {right[0]}"
    if not judged.media_type:
        yield _answer_finding("http-type-missing", "no Content-Type", fix)
    elif judged.media_type == "text/html":
        yield _answer_finding("http-type-html", f"{judged.format.value} is sent as text/html", fix)
    else:
        message = f"{judged.format.value} is sent as {quote_value(judged.media_type)}"
        yield _answer_finding("http-type-wrong", message, fix)


def charset_differs(judged: JudgedAnswer) -> Iterator[Finding]:
    """Readers that obey the header show wrong letters. Spec: RFC 7303 §3.2."""
    own = judged.facts.encoding if judged.facts else ""
    if not own or not judged.charset or _same(judged.charset, own) or own == "ascii":
        return
    data = judged.answer.document.data
    level = Level.WARNING if data.isascii() else Level.ERROR
    message = f"charset={quote_value(judged.charset)}, where the document is in {own}"
    yield _answer_finding("http-charset-differs", message, f"send charset={own}, or no charset", level)


def validator_missing(judged: JudgedAnswer) -> Iterator[Finding]:
    """Every reader gets the whole document with each request. Spec: RFC 9110 §8.8."""
    if not judged.answer.headers.get("etag") and not judged.answer.headers.get("last-modified"):
        message = "neither ETag nor Last-Modified"
        yield _answer_finding(
            "http-validator-missing", message, "send one of them, and answer 304 to who has that version"
        )


def compression_missing(judged: JudgedAnswer) -> Iterator[Finding]:
    """A feed becomes a fifth of its size. Spec: RFC 9110 §8.4, §12.5.3."""
    data = judged.answer.document.data
    if judged.answer.headers.get("content-encoding") or len(data) < _LEAST_COMPRESSED:
        return
    size = len(gzip.compress(data, 6))
    message = f"{len(data):,} bytes without compression, where gzip was asked for and makes {size:,}"
    yield _answer_finding("http-uncompressed", message, "let the server compress this media type", Level.NOTE)


def redirected(judged: JudgedAnswer) -> Iterator[Finding]:
    """Readers follow again each time, and lose the feed when the redirect ends. Spec: RFC 9110 §15.4."""
    first = next(iter(judged.answer.redirects), None)
    if first is None:
        return
    final = quote_value(judged.answer.document.address)
    if all(each.status in _PERMANENT for each in judged.answer.redirects):
        message = f"redirects for good ({first.status}) to {final}"
        yield _answer_finding("http-redirect-permanent", message, "write the new address wherever the feed is named")
    else:
        status = next(each.status for each in judged.answer.redirects if each.status not in _PERMANENT)
        message = f"redirects for now ({status}) to {final}"
        yield _answer_finding(
            "http-redirect-temporary", message, "answer with the feed itself, or with 301", Level.NOTE
        )


def self_differs(judged: JudgedAnswer) -> Iterator[Finding]:
    """Readers that take the link subscribe to another address. Spec: RFC 4287 §4.2.7.2; JSON Feed 1.1 `feed_url`."""
    if judged.facts is None:
        return
    links = [link for link in judged.facts.links if link.relation == "self"]
    known = {_normal(judged.asked), _normal(judged.answer.document.address)}
    if links and not any(_normal(link.address) in known for link in links):
        link = links[0]
        source = quote_value(hide_login(judged.asked))
        message = f"the address {quote_value(link.address)}, where the document came from {source}"
        finding = _answer_finding("self-link-differs", message, "write the address at which it is published")
        yield finding.at(link.field, link.line, link.column)


def _answer_finding(rule: str, message: str, fix: str, level: Level = Level.WARNING) -> Finding:
    return Finding(rule=rule, message=message, fix=fix, level=level)


def _same(one: str, other: str) -> bool:
    return one.replace("-", "").replace("_", "") == other.replace("-", "").replace("_", "")


def _normal(address: str) -> str:
    """Return an address as it is compared: without fragment and login, host in small letters."""
    try:
        return parse_address(address).url
    except FetchError:
        return address


RULES: Final[tuple[Callable[[JudgedAnswer], Iterator[Finding]], ...]] = (
    redirected,
    media_type_wrong,
    charset_differs,
    self_differs,
    validator_missing,
    compression_missing,
)
