"""Where a run reads and keeps things: what is wrong with the folders that it is given."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from exporters.diagnostics.diagnostic import Diagnostic
from exporters.errors import UsageError
from exporters.support.paths import CACHE, absolute, lies_in, shown_path
from exporters.support.stdin import is_stdin

if TYPE_CHECKING:  # `--help` must not load them
    from exporters.settings.values import Settings


def check_sources(sources: Sequence[Path], *, has_stdin: bool = False) -> None:
    """Raise UsageError for every source that does not exist. `has_stdin`: the word `-` is standard input."""
    missing = [source for source in sources if not os.path.lexists(source) and not (has_stdin and is_stdin(source))]
    if missing:
        raise UsageError(
            [
                Diagnostic(
                    rule="source-missing",
                    message="no such file or folder",
                    fix="name a folder of articles, or a file that holds many",
                    path=shown_path(source),
                )
                for source in missing
            ]
        )


def check_no_stdin(changed: Sequence[Path]) -> None:
    """Raise UsageError where standard input is named among files that changed. A file may be called `-` too."""
    if any(is_stdin(each) and not os.path.lexists(each) for each in changed):
        message = "- is standard input, not a file that can change"
        raise UsageError.because("source-format", message, "name files, or remove --changed")


def cache_beside(settings: "Settings", given: Path | None) -> Path | None:
    """The folder of the cache: the one that was given, else .outfeed beside the settings, but never among the feeds.

    Raises UsageError where the given one is in the out folder; None where that is so of the other.
    """
    folder = absolute(given or settings.base / CACHE)
    is_published = lies_in(folder, settings.out)
    if is_published and given is not None:
        message, fix = "the cache would lie in the out folder, and be published", "name another folder"
        raise UsageError.because("cache-in-out", message, fix, path=shown_path(given))
    return None if is_published or (given is None and lies_in(settings.out, folder)) else folder
