"""The XML of a document, whatever its format: add what its bytes say to what its judge finds."""

from collections.abc import Callable, Iterator
from typing import Final

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
        more = [finding for rule in RULES for finding in rule(document)]
        if broken is not None:  # nobody reads what follows; a wrong declaration may be why
            return [finding for finding in more if finding.rule == DIFFERS] or found
        return sorted([*found, *more], key=lambda each: (each.line, each.column)) if more else found

    return judge_both
