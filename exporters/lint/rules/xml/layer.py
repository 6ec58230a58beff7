"""The XML of a document, whatever its format: add what its bytes say to what its judge finds."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from html import unescape
from typing import Final

from msgspec.structs import replace

from exporters.checks.finding import Finding
from exporters.checks.parsed_xml import UnreadableDocumentError
from exporters.lint.rules.xml import characters, encoding, prefixes
from exporters.lint.rules.xml.encoding import DIFFERS
from exporters.lint.rules.xml.syntax import RULE, explain_syntax
from exporters.lint.rules.xml.xml_text import XmlText, read_xml_text

RULES: Final[tuple[Callable[[XmlText], Iterator[Finding]], ...]] = (
    *encoding.RULES,
    *prefixes.RULES,
    *characters.RULES,
)


_LONG_NAME: Final = re.compile(r"\{([^{}]*)\}:")
_PREFIX: Final = re.compile(r"\sxmlns:([\w.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


def with_own_prefixes(text: str, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings with names of unknown namespaces as the document has them: `psc:chapters`."""
    prefixes: dict[str, str] | None = None
    for finding in findings:
        if "}:" not in finding.field and "}:" not in finding.message:
            yield finding
            continue
        if prefixes is None:
            prefixes = {unescape(one or two): f"{prefix}:" for prefix, one, two in _PREFIX.findall(text)}
        shorten = partial(_shorten, prefixes)
        field, message = _LONG_NAME.sub(shorten, finding.field), _LONG_NAME.sub(shorten, finding.message)
        yield replace(finding, field=field, message=message)


def _shorten(prefixes: Mapping[str, str], found: re.Match[str]) -> str:
    return prefixes.get(found[1], "")


def with_xml_rules(judge: Callable[[bytes], list[Finding]]) -> Callable[[bytes], list[Finding]]:
    """Return a judge that also applies the rules of XML, and says in plain words why a document is no XML."""

    def judge_both(data: bytes) -> list[Finding]:
        found = judge(data)
        broken = next((finding for finding in found if finding.rule == RULE), None)
        if broken is not None:
            found = [explain_syntax(data, broken), *(finding for finding in found if finding.rule != RULE)]
        try:
            document = read_xml_text(data)
        except UnreadableDocumentError:  # the judge said so
            return found
        found = [*with_own_prefixes(document.text, found)]
        more = [finding for rule in RULES for finding in rule(document)]
        if broken is not None:  # nobody reads what follows; a wrong declaration may be why
            return [finding for finding in more if finding.rule == DIFFERS] or found
        return sorted([*found, *more], key=lambda each: (each.line, each.column)) if more else found

    return judge_both
