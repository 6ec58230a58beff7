"""Pre-flight checks: path conflicts, other file systems, files Outfeed does not own."""

import os
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path, PurePosixPath

from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.errors import PublishError
from exporters.publishing.contents import PublishedStamp, is_there, stamp
from exporters.publishing.names import MANIFEST
from exporters.support.paths import shown_path


def check_folders(out: Path, names: Iterable[str]) -> None:
    """Raise PublishError if a folder is at the path of a file, or something else at that of a folder."""
    folders = {above for name in names for above in PurePosixPath(name).parents}
    for folder in sorted(folders):
        place = out / folder
        if not is_there(place):
            continue
        if not place.is_dir():
            raise _in_the_way(out, f"{folder} is not a folder")
        if place.stat().st_dev != out.stat().st_dev:
            raise _in_the_way(out, f"{folder} is on another disk", "move it to the disk of the out folder")
        if place.is_symlink() and not Path(os.path.realpath(place)).is_relative_to(os.path.realpath(out)):
            raise _in_the_way(out, f"{folder} is a link out of the out folder")
    for name in (*names, MANIFEST):
        if (out / name).is_dir():
            raise _in_the_way(out, f"{name} is a folder")


def check_foreign(out: Path, names: Iterable[str], ours: Collection[str] | None) -> None:
    """Raise PublishError that lists the files in `names` that are not `ours`; None skips the check.

    The manifest is one of them where nothing is known, since then it is another program's, or damaged.
    """
    foreign = [name for name in names if ours is None or name not in ours]
    if ours is None and is_there(out / MANIFEST):
        foreign.append(MANIFEST)
    if foreign:
        spellings = NameSpellings(out, ours or ())
        foreign = [name for name in foreign if not spellings.have(name)]
    if foreign:
        raise PublishError([_foreign(f"{shown_path(out)}/{name}") for name in foreign])


def check_unchanged(
    out: Path, names: Iterable[str], stamps: Mapping[str, PublishedStamp | None], *, begun: bool
) -> None:
    """Raise PublishError that lists the `names` that changed since `stamps` were taken.

    `begun` says that some files are renamed already.
    """
    changed = [name for name in names if stamp(out / name) != stamps.get(name)]
    if changed:
        raise PublishError([_changed(f"{shown_path(out)}/{name}", begun=begun) for name in changed])


class NameSpellings:
    """File names and their other spellings: some file systems treat `AI` and `ai` as one file."""

    def __init__(self, out: Path, names: Iterable[str]) -> None:
        """Compare files in `out`."""
        self._out = out
        self._names = {_folded(name): name for name in names}

    def have(self, name: str) -> bool:
        """Return whether `name` is the same file as another name."""
        other = self._names.get(_folded(name), name)
        try:
            return other != name and (self._out / name).samefile(self._out / other)
        except OSError:
            return False


def is_within(out: Path, name: str) -> bool:
    """Return whether the file really lies in the out folder: a linked folder may lead anywhere."""
    return Path(os.path.realpath((out / name).parent)).is_relative_to(os.path.realpath(out))


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _in_the_way(out: Path, message: str, fix: str = "remove it") -> PublishError:
    return PublishError.because("out-unwritable", message, fix, path=shown_path(out))


def _foreign(path: str) -> Diagnostic:
    message = "Outfeed did not write it, and would replace it"
    fix = "choose another --out, or replace it with --adopt"
    return Diagnostic(rule="file-foreign", level=Level.ERROR, message=message, fix=fix, path=path)


def _changed(path: str, *, begun: bool) -> Diagnostic:
    message = "another program changed it during the export, so Outfeed left it alone"
    message += "; every published file is whole, old or new" if begun else ""
    fix = "find that program, and run again"
    return Diagnostic(rule="file-changed", level=Level.ERROR, message=message, fix=fix, path=path)
