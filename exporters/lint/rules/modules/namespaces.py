"""Find namespaces that differ from a known one by a capital, a slash or the scheme: readers compare each letter."""

from collections.abc import Iterator
from typing import Final

from exporters.checks.finding import Finding
from exporters.checks.parsed_xml import PREFIXES, ParsedXml
from exporters.diagnostics.diagnostic import quote_value


def _normal(space: str) -> str:
    return space.strip().lower().removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/#")


_KNOWN: Final = {_normal(space): space for space in reversed(PREFIXES)}  # the first of several is the usual one


def misspelt_namespaces(parsed: ParsedXml) -> Iterator[Finding]:
    """Readers ignore every element of it. Spec: Namespaces in XML §2.3: "identical", letter by letter."""
    spaces = {space for name in parsed.names if (space := name.rpartition(":")[0]).startswith("{")}
    wrong = {space: known for space in spaces if (known := _KNOWN.get(_normal(space[1:-1])))}
    for node in parsed.nodes if wrong else ():
        space = node.name.rpartition(":")[0]
        if known := wrong.pop(space, None):
            message = f"the namespace {quote_value(space[1:-1])}"
            yield node.finding("namespace-misspelt", message, f"write {known}")
