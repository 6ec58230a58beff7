"""Rules about the head of an OPML document: dates, the owner, and the window of an outliner."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from exporters.checks.dates import rfc822_findings
from exporters.checks.finding import Finding, Findings
from exporters.checks.values import url_findings
from exporters.diagnostics.diagnostic import Level, quote_value
from exporters.lint.rules.opml.outline_list import OutlineList

_EMAIL: Final = re.compile(r"[^\s@<>()\[\],;:\"]+@[A-Za-z0-9-]+(?>(?:\.[A-Za-z0-9-]+)*)")
_LINES: Final = re.compile(r"\d+(?>(?:\s*,\s*\d+)*)", re.ASCII)
_NUMBER: Final = re.compile(r"\d{1,9}", re.ASCII)
_NEGATIVE: Final = re.compile(r"-\d{1,9}", re.ASCII)


def value_wrong(opml: OutlineList) -> Iterator[Finding]:
    """Outliners and directories can't use it. Spec: OPML 2.0 <head>."""
    head = opml.root.first("head")
    for node in head.children if head is not None else ():
        if check := _CHECKS.get(node.name):
            yield from map(node.locate, check(node.text.strip()))


def lines_missing(opml: OutlineList) -> Iterator[Finding]:
    """The outliner expands other lines. Spec: OPML 2.0 expansionState: line numbers of the outline."""
    head = opml.root.first("head")
    node = head.first("expansionState") if head is not None else None
    if node is None or not _LINES.fullmatch(node.text.strip()):
        return
    numbers = re.findall(r"\d+", node.text, re.ASCII)
    highest = max((number.lstrip("0") for number in numbers), key=lambda each: (len(each), each))
    if len(highest) > 9 or int(highest or "0") > len(opml.outlines):
        message = f"line {highest[:20]} in an outline of {len(opml.outlines):,} lines"
        yield node.finding("opml-lines-missing", message, "write the lines that are expanded", Level.NOTE)


def _text(value: str) -> Findings:
    if value:
        return ()
    return (Finding(rule="opml-value-empty", message="no text", fix="write it, or remove it", level=Level.WARNING),)


def _email(value: str) -> Findings:
    if _EMAIL.fullmatch(value):
        return ()
    message = f"{quote_value(value)} is not an e-mail address"
    return (Finding(rule="opml-email-wrong", message=message, fix="write one like ann@example.org"),)


def _lines(value: str) -> Findings:
    if not value or _LINES.fullmatch(value):
        return ()
    message, fix = f"{quote_value(value)} is no list of lines", "write line numbers with commas: 1,3,17"
    return (Finding(rule="opml-expansion-wrong", message=message, fix=fix),)


def _number(value: str) -> Findings:
    if _NUMBER.fullmatch(value):
        return ()
    level = Level.WARNING if _NEGATIVE.fullmatch(value) else Level.ERROR  # a window may begin left of a screen
    message = f"{quote_value(value)} is not a number of 0 or more"
    return (Finding(rule="opml-number-wrong", message=message, fix="write digits, or remove it", level=level),)


_CHECKS: Final[dict[str, Callable[[str], Findings]]] = {
    "title": _text,
    "dateCreated": rfc822_findings,
    "dateModified": rfc822_findings,
    "ownerName": _text,
    "ownerEmail": _email,
    "ownerId": url_findings,
    "docs": url_findings,
    "expansionState": _lines,
    "vertScrollState": _number,
    "windowTop": _number,
    "windowLeft": _number,
    "windowBottom": _number,
    "windowRight": _number,
}
