"""Finding: one thing that a validator, a reader or an intake would complain about in a finished document."""

from dataclasses import dataclass, replace

from exporters.diagnostics.diagnostic import Diagnostic, Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What is wrong in a finished document. `rule` names a rule of `exporters.diagnostics.rules`."""

    rule: str
    message: str  # what was seen
    fix: str  # what would be right
    level: Level = Level.ERROR
    line: int = 0  # counted from 1; 0: the whole document
    field: str = ""  # element or key: `item/guid`, `items[3].id`

    def at(self, field: str, line: int = 0) -> "Finding":
        """The same, told at that place: judgments of a value know none."""
        return replace(self, field=field, line=line)

    def of(self, path: str) -> Diagnostic:
        """The finding as a diagnostic of the file `path`."""
        return Diagnostic(
            rule=self.rule,
            level=self.level,
            message=self.message,
            fix=self.fix,
            path=path,
            line=self.line,
            column=1 if self.line else 0,
            field=self.field,
        )


Findings = tuple[Finding, ...]  # judgments of one value
