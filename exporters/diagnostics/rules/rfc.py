"""Sections of RFCs, as clauses of rules."""

from exporters.diagnostics.rules.rule import Clause


def rfc(number: int, section: str) -> Clause:
    """Return a section or an appendix of an RFC."""
    anchor = f"appendix-{section}" if section[0].isalpha() else f"section-{section}"
    name = f"appendix {section}" if section[0].isalpha() else f"§{section}"
    return Clause(f"RFC {number} {name}", f"https://www.rfc-editor.org/rfc/rfc{number}#{anchor}")
