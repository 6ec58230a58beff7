"""A folder of articles: which files are read, and in which order."""

import errno
import os
import stat
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from exporters.diagnostics.diagnostic import Diagnostic
from exporters.model.outcome import ReadOutcome
from exporters.sources.patterns import matcher
from exporters.store.inputs import FileStamp
from exporters.support.files import read_regular

SUFFIXES: Final = (".md", ".markdown", ".html")
OTHER_FOLDERS: Final = frozenset({"node_modules", "out", "_drafts", "_includes", "_layouts", "_site"})  # Jekyll's
_OTHER_FILES: Final = frozenset({"readme", "changelog", "license", "contributing"})


class ArticleFile(NamedTuple):
    """A file to be read. `name` is its path below the folder, with `/`; "" is the folder itself, or a single file."""

    name: str
    stamp: FileStamp | None  # None: no regular file, which reading it will say


class _Entry(NamedTuple):
    """What lies in a folder; `key` puts it where its path stands among all paths."""

    key: str
    name: str
    is_folder: bool
    stamp: FileStamp | None


def files(
    root: Path,
    *,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    skipped: Collection[Path] = (),
    suffixes: tuple[str, ...] = SUFFIXES,
    passed_over: Collection[str] = OTHER_FOLDERS,
    is_site: bool = False,
    within: str | None = None,
) -> Iterator[ArticleFile]:
    """The article files at or below `root`, in code-point order of their paths, whatever the file system's order is.

    `include` and `exclude` are patterns of gitignore: with `include` only what fits is read, what fits `exclude` is
    not. `skipped` are folders without articles: outputs, templates; so are those with a name of `passed_over`. Links to
    folders are followed, once each. One folder at a time is held in memory. `is_site`: all of it is a built site, where
    a file may have any name, and no link leads out or to a folder. `within` is a folder below `root`, "" for `root`
    itself: only the files that lie directly in it are wanted; None: all are.
    """
    if not root.is_dir():
        yield ArticleFile("", _stamp(root))
        return
    is_wanted = _fitting(include, exclude)
    seen = {_identity(Path(os.path.realpath(each))) for each in skipped}
    kinds = _FileKinds(suffixes, passed_over, os.path.realpath(root) + os.sep if is_site else "")
    waiting = [iter([_Entry("", "", is_folder=True, stamp=None)])]
    while waiting:
        entry = next(waiting[-1], None)
        if entry is None:
            waiting.pop()
        elif not entry.is_folder:
            if (within is None or entry.name.rpartition("/")[0] == within) and is_wanted(entry.name):
                yield ArticleFile(entry.name, entry.stamp)
        elif within is not None and not f"{within}/".startswith(f"{entry.name}/" if entry.name else ""):
            continue
        elif (identity := _identity(root / entry.name)) not in seen or not entry.name:
            seen.add(identity)
            try:
                waiting.append(iter(_list_folder(root / entry.name, f"{entry.name}/" if entry.name else "", kinds)))
            except OSError:
                if is_wanted(entry.name):
                    yield ArticleFile(entry.name, None)


class _FileKinds(NamedTuple):
    """What is looked at in a folder."""

    suffixes: tuple[str, ...]
    passed_over: Collection[str]
    site: str  # the folder of a built site, which ends with a separator; "" for articles


def _fitting(include: Sequence[str], exclude: Sequence[str]) -> Callable[[str], bool]:
    """Whether a path below the folder is to be read."""
    if not include and not exclude:
        return lambda name: True  # noqa: ARG005
    is_included = matcher(include) if include else None
    is_excluded = matcher(exclude)
    return lambda name: (is_included is None or is_included(name)) and not is_excluded(name)


def _list_folder(folder: Path, prefix: str, kinds: _FileKinds) -> list[_Entry]:
    """The articles and folders in `folder`, sorted as their whole paths are: `a.md` comes before what is in `a/`."""
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            name = entry.name
            if name == "manifest.json" and prefix and _is_ours(Path(entry.path)):
                return []  # what was published there: pages are no articles
            if name.startswith("."):
                continue
            if kinds.site and entry.is_symlink() and not _leads_within(entry, kinds.site):
                continue
            if _is_folder(entry):
                if name not in kinds.passed_over:
                    found.append(_Entry(f"{name}/", prefix + name, is_folder=True, stamp=None))
            elif name.lower().endswith(kinds.suffixes) if kinds.site else may_be_article(name, kinds.suffixes):
                found.append(_Entry(name, prefix + name, is_folder=False, stamp=_stamp(entry)))
    return sorted(found)


def _is_ours(manifest: Path) -> bool:
    """Whether a manifest is that of an out folder of ours."""
    try:
        return b'"generator": "Outfeed"' in read_regular(manifest, 99)
    except OSError:
        return False


def _identity(folder: Path) -> tuple[int, int] | Path:
    """What a folder has in common with itself under another name; one that can't be looked at is its own."""
    try:
        status = folder.stat()
    except OSError:
        return folder
    return status.st_dev, status.st_ino


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError as error:  # one that can't be looked at is told when it is listed
        return error.errno != errno.ELOOP  # links that lead in a circle


def _leads_within(link: "os.DirEntry[str]", site: str) -> bool:
    """Whether a link leads to a file of the built site."""
    return os.path.realpath(link.path).startswith(site) and not _is_folder(link)


def may_be_article(name: str, suffixes: tuple[str, ...]) -> bool:
    """Whether a file of that name may be an article: README and the like are none."""
    lowered = name.lower()
    return lowered.endswith(suffixes) and lowered.rpartition(".")[0] not in _OTHER_FILES


def _stamp(file: "os.DirEntry[str] | Path") -> FileStamp | None:
    try:
        status = file.stat()
    except OSError:
        return None
    if not stat.S_ISREG(status.st_mode):
        return None
    return FileStamp(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino & (2**63 - 1))


MOST_BYTES: Final = 8 * 1024 * 1024  # of a file; the largest real one seen has 0.3 MB
_FLAGS: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)  # no pipe is waited for


def contents(path: str, shown: str) -> bytes | ReadOutcome:
    """The bytes of the file at `path`, which messages call `shown`, one too many where there are too many.

    Where it can't be read, the reason. Done by hand, since what `open` does around it takes three times as long.
    """
    try:
        handle = os.open(path, _FLAGS)
        try:
            status = os.fstat(handle)
            if stat.S_ISDIR(status.st_mode):
                return _unreadable(shown, "this folder can't be listed", "make it readable, or exclude it")
            if not stat.S_ISREG(status.st_mode):
                return _unreadable(shown, "not a regular file", "remove it, or exclude it")
            return _read(handle, min(status.st_size, MOST_BYTES + 1))
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno == errno.ENXIO:  # what opening a socket gives
            return _unreadable(shown, "not a regular file", "remove it, or exclude it")
        return _unreadable(shown, (error.strerror or "can't be read").lower(), "make the file readable, or exclude it")


def _read(handle: int, size: int) -> bytes:
    """The first `size` bytes; a read may bring fewer than there are."""
    data = os.read(handle, size)
    while 0 < len(data) < size and (more := os.read(handle, size - len(data))):
        data += more
    return data


def _unreadable(path: str, message: str, fix: str) -> ReadOutcome:
    told = Diagnostic(rule="file-unreadable", message=message, fix=fix, path=path)
    return ReadOutcome(path=path, kind="rejected", diagnostics=(told,))
