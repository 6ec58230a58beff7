"""The exception tree. Every error has a rule that is a heading in docs/diagnostics.md."""

from collections.abc import Sequence
from typing import Self

from exporters.diagnostics.diagnostic import Diagnostic


class OutfeedError(Exception):
    """Anything that Outfeed refuses to do; `diagnostics` says why, place by place."""

    status = 1

    def __init__(self, diagnostics: Diagnostic | Sequence[Diagnostic]) -> None:
        """Hold the diagnostics that explain the error: one at least."""
        self.diagnostics = (diagnostics,) if isinstance(diagnostics, Diagnostic) else tuple(diagnostics)
        super().__init__("\n".join(map(str, self.diagnostics)))

    def __reduce__(self) -> tuple[type[Self], tuple[tuple[Diagnostic, ...]]]:
        """How it passes from one process to another."""
        return type(self), (self.diagnostics,)

    @classmethod
    def because(cls, rule: str, message: str, fix: str = "", *, path: str = "") -> Self:
        """The error of one sentence that needs no place in a file."""
        return cls(Diagnostic(rule=rule, message=message, fix=fix, path=path))


def reason(error: OSError) -> str:
    """What the system refused, as a message says it."""
    return (error.strerror or str(error)).lower()


class TerminationSignal(BaseException):
    """SIGTERM came: a run ends as it does on Ctrl-C."""


class ArticleError(OutfeedError):
    """One article can't be taken (status 1)."""


class OutputError(OutfeedError):
    """A finished document is wrong, or an exporter failed while writing it (status 1)."""


class FeedError(OutfeedError):
    """A feed lacks what a format needs (status 1)."""


class RunFailedError(OutfeedError):
    """Articles or outputs are wrong, so nothing was published (status 1); `diagnostics` are what stopped the run."""


class UsageError(OutfeedError):
    """Flags, settings, a missing source or an unknown format (status 2)."""

    status = 2


class SettingsError(UsageError):
    """A settings file can't be taken (status 2)."""


class ExecutorError(OutfeedError):
    """The executor that a program handed over failed (status 3)."""

    status = 3


class PublishError(OutfeedError):
    """The outputs could not be put in place (status 3)."""

    status = 3
