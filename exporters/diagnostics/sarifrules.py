"""The catalogue of diagnostics as SARIF has it. Spec: SARIF 2.1.0 §3.49 reportingDescriptor."""

from typing import Any, Final

from exporters.diagnostics.diagnostic import Level
from exporters.diagnostics.formatter import help_address
from exporters.diagnostics.rules import RULES, SECTIONS
from exporters.diagnostics.rules.rule import Rule

INDEX: Final = {slug: number for number, slug in enumerate(RULES)}
_SEVERITY: Final = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "recommendation"}


def rules() -> list[dict[str, Any]]:
    """Every rule, not only those that a run found broken: code scanning shows what was looked for.

    Then the index of a rule is the same in every run too, and known before the run ends.
    """
    return [rule(slug, each, section) for section, every in SECTIONS.items() for slug, each in every.items()]


def rule(slug: str, each: Rule, section: str) -> dict[str, Any]:
    """One rule, with the texts that the docs have."""
    return {
        "id": slug,
        "name": "".join(word.capitalize() for word in slug.split("-")),
        "shortDescription": {"text": f"{each.title[:1].upper()}{each.title[1:]}"},
        "fullDescription": {"text": _plain(each.cause)},
        "help": {
            "text": f"{_plain(each.cause)}\n\nRemedy: {_plain(each.remedy)}",
            "markdown": f"{each.cause}\n\n**Remedy:** {each.remedy}",
        },
        "helpUri": help_address(slug),
        "defaultConfiguration": {"level": each.level},
        "properties": {"tags": [section.lower()], "problem.severity": _SEVERITY[each.level]},
    }


def _plain(markdown: str) -> str:
    """A text of the catalogue without its marks: backticks are the only ones. Braces are doubled. Spec: §3.11.5."""
    return markdown.replace("`", "").replace("{", "{{").replace("}", "}}")
