"""Finding: one problem of a finished document, for a validator, a reader or an importer."""

from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from exporters.diagnostics.diagnostic import Diagnostic, Level


class Finding(Struct, frozen=True, kw_only=True):
    """A problem of a finished document. `rule` is the name of a rule in `exporters.diagnostics.rules`."""

    rule: str
    message: str  # the problem
    fix: str  # what to write instead
    level: Level = Level.ERROR
    line: int = 0  # counted from 1; 0: the whole document
    column: int = 0  # counted from 1; 0: where the line begins
    field: str = ""  # element or key: `item/guid`, `items[3].id`
    occurrences: int = 1  # more: it stands for that many further findings of its rule, which are not listed

    def at(self, field: str, line: int = 0, column: int = 0) -> "Finding":
        """Return the finding at its place: findings about a value have none."""
        return replace(self, field=field, line=line, column=column)

    def as_diagnostic(self, path: str) -> Diagnostic:
        """Return the finding as a diagnostic of the file `path`."""
        return Diagnostic(
            rule=self.rule,
            level=self.level,
            message=self.message,
            fix=self.fix,
            path=path,
            line=self.line,
            column=self.column or (1 if self.line else 0),
            field=self.field,
            occurrences=self.occurrences,
        )


LONGEST_FIELD: Final = 250  # characters: elements stand hundreds of levels deep, keys of JSON are as long as they like
_ENDS: Final = 120  # characters of a longer field that stay at its beginning, and at its end


def shorten_field(field: str) -> str:
    """Return a field without the middle of a longer one."""
    return field if len(field) <= LONGEST_FIELD else f"{field[:_ENDS]}…{field[-_ENDS:]}"


Findings = tuple[Finding, ...]  # about one value
