"""Rules about the prefixes that the root element declares. Spec: Namespaces in XML §3."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from exporters.checks.finding import Finding
from exporters.checks.namespaces import PREFIXES
from exporters.diagnostics.diagnostic import Level, quote_value
from exporters.lint.rules.xml.xml_text import XmlText

_Place = tuple[int, int]  # line and column
_BEFORE_ROOT: Final = re.compile(
    r"(?>(?:\s++|<\?(?>(?:[^?]++|\?(?!>))*)\?>|<!--(?>(?:[^-]++|-(?!->))*)-->|"
    r"<![A-Za-z](?>(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*)>)*)"
)
_ROOT: Final = re.compile(r"<[^\s/>]+(?P<attributes>(?>(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*))")
_DECLARED: Final = re.compile(r"\sxmlns:(?P<prefix>[^\s=]+)\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')")
_FREE: Final = frozenset(  # too short, or usual, or with several names in its own specification
    "xml xhtml rdf rdfs l at app source access g cf ev ag cc opensearch opensearch10".split()
)
_DIGITS: Final = "0123456789."  # versions of a namespace may have one prefix
_KNOWN: Final = {prefix: address for address, prefix in reversed(PREFIXES.items()) if prefix not in _FREE}


def prefix_of_another(document: XmlText) -> Iterator[Finding]:
    """Readers that look at prefixes alone take its elements for others. Spec: Namespaces in XML §3; RSS modules."""
    for prefix, address, place in _declarations(document.text):
        known, usual = _KNOWN.get(prefix), PREFIXES.get(address, "")
        if usual.rstrip(_DIGITS) == prefix or (
            not usual and known and _plain_address(address) == _plain_address(known)
        ):
            continue  # as it is, or misspelt, which is another rule
        if known:
            message = f"the prefix {prefix} for {quote_value(address)}"
            fix = f"use another prefix: readers know {prefix} as that of {known}"
            yield _at(place, "xml-prefix-reserved", message, fix, Level.WARNING)
        elif usual in _KNOWN:
            message = f"the prefix {prefix[:40]} for {quote_value(address)}"
            fix = f"write {usual}: some readers know that prefix alone"
            yield _at(place, "xml-prefix-unusual", message, fix, Level.NOTE)


def _plain_address(address: str) -> str:
    """Return an address without what authors often mistake: scheme, case, last slash."""
    return address.strip().lower().partition("://")[2].removeprefix("www.").rstrip("/#")


def _declarations(text: str) -> Iterator[tuple[str, str, _Place]]:
    """Yield the prefixes that the root element declares, their addresses, and where they stand."""
    before = _BEFORE_ROOT.match(text)
    root = _ROOT.match(text, before.end() if before else 0)
    if root is None:
        return
    line, line_start, counted = 1, 0, 0
    for found in _DECLARED.finditer(text, root.start("attributes"), root.end("attributes")):
        start = found.start("prefix") - len("xmlns:")
        if breaks := text.count("\n", counted, start):
            line, line_start = line + breaks, text.rfind("\n", counted, start) + 1
        counted = start
        yield found["prefix"], found["double"] or found["single"] or "", (line, start - line_start + 1)


def _at(place: _Place, rule: str, message: str, fix: str, level: Level) -> Finding:
    return Finding(rule=rule, message=message, fix=fix, level=level, line=place[0], column=place[1])


RULES: Final[tuple[Callable[[XmlText], Iterator[Finding]], ...]] = (prefix_of_another,)
