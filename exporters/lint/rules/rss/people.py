"""Rules about the people of RSS: their e-mail addresses. Spec: RSS 2.0 <managingEditor>, <webMaster>, <author>."""

import re
from collections.abc import Callable, Iterator
from typing import Final
from urllib.parse import unquote

from exporters.checks.finding import Finding, Findings
from exporters.diagnostics.diagnostic import Level, quote_value
from exporters.lint.rules.rss.document import RssDocument

_PEOPLE: Final = frozenset({"managingEditor", "webMaster", "author"})
_LONGEST: Final = 2_000  # characters
_ATOM: Final = r"[^\s()<>@,;:\\\"\[\].]+"
_LOCAL: Final = rf"(?:\"[^\"\\]+\"|{_ATOM}(?:\.{_ATOM})*\.?)"
_DOMAIN: Final = r"(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9_-]+)*|\[[0-9A-Fa-f.:]+\])"
_EMAIL: Final = re.compile(rf"{_LOCAL}@{_DOMAIN}")
_NAMED: Final = re.compile(rf"(?P<email>{_LOCAL}@{_DOMAIN})\s*(?:\((?P<name>.+)\))?", re.DOTALL)
_WORDS: Final = re.compile(r"[\s,;:<>]+")
_COMMENT: Final = re.compile(r"\([^()]*+\)")
_SWAPPED: Final = re.compile(rf"(?P<name>[^()<>@]{{1,200}}+)[(<]\s*(?P<email>{_LOCAL}@{_DOMAIN})\s*[)>]")
_RIGHT: Final = "write jane@example.org (Jane Doe)"


def email_wrong(document: RssDocument) -> Iterator[Finding]:
    """Readers show it as it is, or nothing. Spec: RSS 2.0: "email address for person"."""
    for parent in (document.channel, *document.items):
        for child in parent.children:
            if child.name in _PEOPLE and (text := child.text.strip()):
                for finding in _judge(text[:_LONGEST]):
                    yield child.locate(finding)


def _judge(text: str) -> Findings:
    address = text
    if text[:7].lower() == "mailto:":
        address = unquote(text[7:].partition("?")[0]).strip()
    found = _NAMED.fullmatch(address)
    if found and address == text:
        if found["name"]:
            return ()
        message, fix = f"{quote_value(text)} names no person", f"write {quote_value(text)[1:-1]} (Jane Doe)"
        return (Finding(rule="rss-email-nameless", message=message, fix=fix, level=Level.NOTE),)
    swapped = _SWAPPED.fullmatch(text)
    right = f"write {swapped['email']} ({swapped['name'].strip()})" if swapped else _RIGHT
    if found or any(_EMAIL.fullmatch(word) for word in _WORDS.split(_COMMENT.sub(" ", address))):
        message = f"{quote_value(text)} is not an address followed by a name"
        return (Finding(rule="rss-email-form", message=message, fix=right, level=Level.WARNING),)
    if swapped:
        message = f"{quote_value(text)} is a name followed by an address"
        return (Finding(rule="rss-email-invalid", message=message, fix=right),)
    message = f"{quote_value(text)} is not an e-mail address"
    return (Finding(rule="rss-email-invalid", message=message, fix=f"{right}, or use <dc:creator> for a name"),)


RULES: Final[tuple[Callable[[RssDocument], Iterator[Finding]], ...]] = (email_wrong,)
