"""The exception tree. Every error has a rule that is a heading in docs/diagnostics.md."""

from collections.abc import Sequence
from typing import Self

from exporters.diagnostics.diagnostic import Diagnostic


class OutfeedError(Exception):
    """Outfeed refuses or fails; `diagnostics` says why and where."""

    status = 1

    def __init__(self, diagnostics: Diagnostic | Sequence[Diagnostic]) -> None:
        """Store the diagnostics that explain the error, at least one."""
        self.diagnostics = (diagnostics,) if isinstance(diagnostics, Diagnostic) else tuple(diagnostics)
        super().__init__("\n".join(map(str, self.diagnostics)))

    def __reduce__(self) -> tuple[type[Self], tuple[tuple[Diagnostic, ...]]]:
        """Return how to pickle the error for another process."""
        return type(self), (self.diagnostics,)

    @classmethod
    def because(cls, rule: str, message: str, fix: str = "", *, path: str = "") -> Self:
        """Return an error with one diagnostic."""
        return cls(Diagnostic(rule=rule, message=message, fix=fix, path=path))


def reason(error: OSError) -> str:
    """Return the reason of an OSError, in lower case."""
    return (error.strerror or str(error)).lower()


class TerminationSignal(BaseException):
    """SIGTERM arrived: the run ends as on Ctrl-C."""


class ArticleError(OutfeedError):
    """An article is rejected (status 1)."""


class OutputError(OutfeedError):
    """A finished document is wrong, or an exporter failed to write it (status 1)."""


class FeedError(OutfeedError):
    """A feed lacks what a format needs (status 1)."""


class RunFailedError(OutfeedError):
    """Articles or outputs are wrong, so nothing was published (status 1); `diagnostics` stopped the run."""


class UsageError(OutfeedError):
    """Flags or settings are wrong, a source is missing or a format is unknown (status 2)."""

    status = 2


class SettingsError(UsageError):
    """A settings file is rejected (status 2)."""


class ExecutorError(OutfeedError):
    """The caller's executor failed (status 3)."""

    status = 3


class PublishError(OutfeedError):
    """The outputs could not be published (status 3)."""

    status = 3
