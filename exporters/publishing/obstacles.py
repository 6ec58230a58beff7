"""Pre-flight checks: path conflicts, other file systems, files Outfeed does not own."""

import os
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.errors import PublishError
from exporters.publishing.contents import PublishedStamp, is_folder, is_there, stamp
from exporters.publishing.names import MANIFEST, folders_of
from exporters.support.paths import shown_path


def check_folders(out: Path, names: Iterable[str]) -> None:
    """Raise PublishError if a folder is at the path of a file, or something else at that of a folder."""
    names, missing = list(names), set[str]()
    for folder in sorted(folders_of(names), key=lambda each: each.split("/")):
        path = out / folder
        if not is_there(path):
            missing.add(folder)
            continue
        if not path.is_dir():
            raise _blocked_error(out, f"{folder or '.'} is not a folder")
        if path.stat().st_dev != out.stat().st_dev:
            raise _blocked_error(out, f"{folder} is on another disk", "move it to the disk of the out folder")
        if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(out)):
            raise _blocked_error(out, f"{folder} is a link out of the out folder")
    for name in (*names, MANIFEST):
        if name.rpartition("/")[0] not in missing and is_folder(f"{out}/{name}"):
            raise _blocked_error(out, f"{name} is a folder")


def check_foreign(out: Path, names: Iterable[str], ours: Collection[str] | None) -> None:
    """Raise PublishError that lists the files in `names` that are not `ours`; None skips the check.

    Without `ours`, the manifest is one of them: it is another program's, or damaged.
    """
    foreign = [name for name in names if ours is None or name not in ours]
    if ours is None and is_there(f"{out}/{MANIFEST}"):
        foreign.append(MANIFEST)
    if foreign:
        spellings = NameSpellings(out, ours or ())
        foreign = [name for name in foreign if not spellings.have(name)]
    if foreign:
        raise PublishError([_describe_foreign(f"{shown_path(out)}/{name}") for name in foreign])


def check_unchanged(
    out: Path, names: Iterable[str], stamps: Mapping[str, PublishedStamp | None], *, begun: bool
) -> None:
    """Raise PublishError that lists the `names` that changed since `stamps` were taken.

    `begun` says that some files are renamed already.
    """
    changed_names = [name for name in names if stamp(f"{out}/{name}") != stamps.get(name)]
    if changed_names:
        raise PublishError([_describe_changed(f"{shown_path(out)}/{name}", begun=begun) for name in changed_names])


class NameSpellings:
    """File names and their other spellings: some file systems treat `AI` and `ai` as one file."""

    def __init__(self, out: Path, names: Iterable[str]) -> None:
        """`names` are the names of files below `out`."""
        self._out = out
        self._names = {_fold(name): name for name in names}

    def have(self, name: str) -> bool:
        """Return whether `name` is the same file as another name."""
        similar = self._names.get(_fold(name), name)
        try:
            return similar != name and (self._out / name).samefile(self._out / similar)
        except OSError:
            return False


def is_within(out: Path, name: str) -> bool:
    """Return whether the file lies in the out folder after links are resolved: a linked folder may lead anywhere."""
    return Path(os.path.realpath((out / name).parent)).is_relative_to(os.path.realpath(out))


def _fold(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _blocked_error(out: Path, message: str, fix: str = "remove it") -> PublishError:
    return PublishError.because("out-unwritable", message, fix, path=shown_path(out))


def _describe_foreign(path: str) -> Diagnostic:
    message = "Outfeed did not write it, and would replace it"
    fix = "choose another --out, or replace it with --adopt"
    return Diagnostic(rule="file-foreign", level=Level.ERROR, message=message, fix=fix, path=path)


def _describe_changed(path: str, *, begun: bool) -> Diagnostic:
    message = "another program changed it during the export, so Outfeed left it alone"
    message += "; every published file is whole, old or new" if begun else ""
    fix = "find that program, and run again"
    return Diagnostic(rule="file-changed", level=Level.ERROR, message=message, fix=fix, path=path)
