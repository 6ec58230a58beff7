"""Rules about the addresses of RSS. Spec: RSS 2.0 "Comments": an address begins with a scheme that IANA knows."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from exporters.checks.finding import Finding, Findings
from exporters.checks.rss import ADDRESSES
from exporters.checks.values import url_findings, url_problem
from exporters.diagnostics.diagnostic import Level, quote_value
from exporters.lint.rules.rss.document import RssDocument
from exporters.lint.rules.rss.vocabulary import HTML_INSIDE
from exporters.model.url import is_iri

_ONLY_HTTP: Final = frozenset({"enclosure", "url", "wfw:commentRss", "wfw:comment"})  # elements that are fetched
_FOREIGN: Final = ("xhtml:", "{")  # how names begin of elements whose attributes nobody knows
_SCHEME: Final = re.compile(r"(?!https?:)([A-Za-z][A-Za-z0-9+.-]*):", re.IGNORECASE | re.ASCII)
_REGISTERED: Final = frozenset(
    "ftp news nntp mailto gopher telnet tel sms geo data urn tag cid mid info sip sips xmpp ldap nfs file ipfs dav "
    "rtsp rsync ssh sftp svn git irc ircs magnet gemini at did".split()
)


def url_invalid(document: RssDocument) -> Iterator[Finding]:
    """Readers resolve no relative address. Spec: RSS 2.0 "Comments": "all URLs start with" a registered scheme."""
    for node in document.parsed.nodes:
        if node.name in ADDRESSES and not node.children:
            if url := node.text.strip():
                for finding in _address(url, fetched=node.name in _ONLY_HTTP):
                    yield node.locate(finding)
        elif node.attributes and not node.name.startswith(_FOREIGN) and node.name not in HTML_INSIDE:
            for key in ("url", "href"):
                if url := node.attributes.get(key, "").strip():
                    for finding in _address(url, fetched=node.name in _ONLY_HTTP):
                        yield node.locate(finding, key)


def _address(url: str, *, fetched: bool) -> Findings:
    scheme = _SCHEME.match(url)
    if scheme is None or fetched:
        if url_problem(url) == "a user name or password in an address":
            message = f"{quote_value(url)}: a user name or password in an address"
            fix = "remove it: whoever reads the feed reads it too"
            return (Finding(rule="feed-url-invalid", message=message, fix=fix, level=Level.WARNING),)
        return url_findings(url)
    if not url.isascii() or not is_iri(url):
        message = f"{quote_value(url)}: not a valid address"
        return (Finding(rule="feed-url-invalid", message=message, fix="percent-encode it"),)
    if scheme[1].lower() in _REGISTERED:
        return ()
    message, fix = f"the scheme {scheme[1][:20]} in {quote_value(url)}", "write an http or https address"
    return (Finding(rule="rss-scheme-unusual", message=message, fix=fix, level=Level.WARNING),)


RULES: Final[tuple[Callable[[RssDocument], Iterator[Finding]], ...]] = (url_invalid,)
