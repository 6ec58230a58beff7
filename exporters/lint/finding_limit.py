"""List a bounded number of findings of each rule: hopeless documents have hundreds of thousands of them."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Final, Protocol, TypeVar

from msgspec.structs import replace

from exporters.checks.finding import Finding
from exporters.diagnostics.diagnostic import Diagnostic, Level

MOST_OF_RULE: Final = 1_000  # findings of a rule at one level in one document, besides the one that counts the rest
_FIX: Final = f"correct the first {MOST_OF_RULE:,}, then judge it again"


class _Problem(Protocol):
    """A finding or a diagnostic."""

    @property
    def rule(self) -> str: ...

    @property
    def level(self) -> Level: ...


T = TypeVar("T", bound=_Problem)


def limit_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Return the first 1,000 findings of each rule at each level, and for more of them one that counts the rest."""
    return _limit(
        findings, lambda each, count: replace(each, message=_describe(count), fix=_FIX, field="", occurrences=count)
    )


def limit_diagnostics(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the first 1,000 diagnostics of each rule at each level, and for more of them one that counts the rest."""
    return _limit(
        diagnostics, lambda each, count: each._replace(message=_describe(count), fix=_FIX, field="", occurrences=count)
    )


def _limit(found: Iterable[T], count_rest: Callable[[T, int], T]) -> list[T]:
    listed: list[T] = []
    counts = Counter[tuple[str, Level]]()
    rests: dict[tuple[str, Level], int] = {}  # where the first one that is left out would stand
    for each in found:
        key = (each.rule, each.level)
        counts[key] += 1
        if counts[key] <= MOST_OF_RULE:
            listed.append(each)
        elif key not in rests:
            rests[key] = len(listed)
            listed.append(each)
    for key, at in rests.items():
        rest = counts[key] - MOST_OF_RULE
        if rest > 1:  # else it is the last one itself
            listed[at] = count_rest(listed[at], rest)
    return listed


def _describe(count: int) -> str:
    return f"{count:,} more findings of this rule"
