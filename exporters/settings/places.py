"""Check the sources and the cache folder of a run."""

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
    """Raise UsageError for every source that does not exist. `has_stdin`: `-` means standard input."""
    absent = [source for source in sources if not os.path.lexists(source) and not (has_stdin and is_stdin(source))]
    if absent:
        raise UsageError(
            [
                Diagnostic(
                    rule="source-missing",
                    message="no such file or folder",
                    fix="name a folder of articles, or a file that holds many",
                    path=shown_path(source),
                )
                for source in absent
            ]
        )


def check_no_stdin(files: Sequence[Path]) -> None:
    """Raise UsageError if standard input is among the changed `files`; a file may have the name `-` too."""
    if any(is_stdin(file) and not os.path.lexists(file) for file in files):
        message = "- is standard input, not a file that can change"
        raise UsageError.because("source-format", message, "name files, or remove --changed")


def cache_folder(settings: "Settings", cache: Path | None) -> Path | None:
    """Return the folder of the cache: `cache`, or else .outfeed next to the settings, never in the out folder.

    None: .outfeed would be in the out folder. Raises UsageError if `cache` is.
    """
    folder = absolute(cache or settings.base / CACHE)
    is_published = lies_in(folder, settings.out)
    if is_published and cache is not None:
        message, fix = "the cache would lie in the out folder, and be published", "name another folder"
        raise UsageError.because("cache-in-out", message, fix, path=shown_path(cache))
    return None if is_published or (cache is None and lies_in(settings.out, folder)) else folder
