"""SourceFiles: the article files of a site's sources, as a run lists them, by their paths and names."""

import os
import stat
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple

from exporters.run import RunOptions
from exporters.settings.source_formats import FOLDER
from exporters.settings.source_site import SourceSite
from exporters.settings.values import Settings, SourceSettings
from exporters.sources import walk
from exporters.sources.date_limits import HoldRule, hold_rule
from exporters.sources.folder import OTHER_FOLDERS
from exporters.store.inputs import FileStamp
from exporters.store.links import LinkState, LinkTarget
from exporters.support.paths import absolute, decode_path, encode_path, lies_in, relative

_BUNDLES: Final = ("index", "_index")  # names of files that stand for their folder
_MOST_FILES: Final = 100_000  # of a vault that are looked at


class ListedFile(NamedTuple):
    """A file that a run reads as an article."""

    stamp: FileStamp | None  # when it was listed; None: no regular file
    source: SourceSettings  # that it belongs to


class SourceFiles:
    """Which files the sources of a site have. A folder is listed once in a process, when somebody asks for a file."""

    def __init__(self, settings: Settings, options: RunOptions) -> None:
        """`settings` are those of the site, recognised; `options` say which of its sources are read, and when."""
        self._settings = settings
        self._folders = tuple(_folders(settings, options.sources))
        self._rule: HoldRule = hold_rule(settings, options)
        self._base = str(absolute(settings.base))
        self._has_sites = settings.source_site is not None or bool(settings.source_sites)
        self._listings = dict[str, dict[str, ListedFile]]()  # by folder, then by path
        self._real_folders = dict[str, str]()  # where folders are without links, by their paths
        self._attachments = dict[str, dict[str, list[str]]]()  # by the folder of a vault, then by name in small letters

    def listed(self, path: str) -> ListedFile | None:
        """What is known of the file at the absolute `path`; None where no run reads it as an article."""
        folder = os.path.dirname(path)  # noqa: PTH120 - paths are texts here
        if folder not in self._listings:
            root = self._folder_of(path)
            is_there = root is not None and os.path.isdir(folder)  # noqa: PTH112 - as above
            self._listings[folder] = self._list(root, _relative_folder(folder, root)) if root and is_there else {}
        return self._listings[folder].get(path)

    def _list(self, root: str, within: str | None) -> dict[str, ListedFile]:
        source = self._settings.of_source(Path(root))
        found = walk.files(Path(root), self._settings, source, within=within)
        return {f"{root}{os.sep}{name}": ListedFile(stamp, source) for name, stamp in found}

    def _folder_of(self, path: str) -> str | None:
        """The folder of the source that the file at `path` lies in."""
        return next((each for each in self._folders if path.startswith(each.rstrip(os.sep) + os.sep)), None)

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        """The paths of all files by their names without suffix, in small letters; by that of the folder too."""
        found = dict[str, list[str]]()
        for path in (path for root in self._folders for path in self._list(root, None)):
            folder, _, name = path.rpartition(os.sep)
            stem = name.rpartition(".")[0].lower()
            found.setdefault(stem, []).append(path)
            if stem in _BUNDLES:
                found.setdefault(folder.rpartition(os.sep)[2].lower(), []).append(path)
        return found

    def named(self, name: str) -> list[str]:
        """The paths of the files that are called `name`, with or without suffix and the folders above.

        Where none has the same letters, the case of letters means nothing.
        """
        wanted = name.strip("/")
        last = wanted.rpartition("/")[2].lower()
        candidates = dict.fromkeys(
            (*self._by_name.get(last, ()), *self._by_name.get(last.rpartition(".")[0] or last, ()))
        )
        found = [path for path in candidates if is_called(path.replace(os.sep, "/"), wanted)]
        return found or [path for path in candidates if is_called(path.replace(os.sep, "/").lower(), wanted.lower())]

    def attachments(self, name: str, path: str) -> list[str]:
        """The paths of all files of a vault that are called `name`, which may begin with folders.

        `path` is that of a note in it. Names that begin with a dot are passed over.
        """
        root = self.root(path)
        if root not in self._attachments:
            self._attachments[root] = _by_name(root)
        wanted = f"/{name.strip('/')}".lower()
        found = self._attachments[root].get(wanted.rpartition("/")[2], ())
        return [each for each in found if each.replace(os.sep, "/").lower().endswith(wanted) and is_file(each, root)]

    def site_of(self, path: str) -> SourceSite | None:
        """The site that the file at `path` belongs to; None where no generator is known."""
        if not self._has_sites:
            return None
        listed = self.listed(path)
        site = self._settings.site_of(listed.source) if listed else self._settings.source_site
        is_of_it = site is not None and site.is_recognised and path.startswith(f"{site.root}{os.sep}")
        return site if is_of_it else None

    def root(self, path: str) -> str:
        """The folder outside of which nothing belongs to the file at `path`: that of its site, else of its source."""
        site = self.site_of(path)
        return site.root if site else self._folder_of(path) or os.path.dirname(path)  # noqa: PTH120 - as above

    def key(self, path: str) -> str:
        """What the cache calls a file."""
        return encode_path(relative(Path(path), self._settings.base))

    def path(self, key: str) -> str:
        """The absolute path of the file that the cache calls `key`."""
        return os.path.normpath(os.path.join(self._base, decode_path(key)))  # noqa: PTH118 - paths are texts here

    def is_file(self, path: str, root: str) -> bool:
        """Whether a file of `root` is at `path`, as the function of this name tells; each folder is resolved once."""
        folder, name = os.path.split(path)
        try:
            status = os.lstat(path)
        except (OSError, ValueError):
            return False
        if not stat.S_ISREG(status.st_mode):
            return is_file(path, root)  # of a link
        return f"{self._real_folder(folder)}{os.sep}{name}".startswith(self._real_folder(root).rstrip(os.sep) + os.sep)

    def _real_folder(self, folder: str) -> str:
        if folder not in self._real_folders:
            self._real_folders[folder] = os.path.realpath(folder)
        return self._real_folders[folder]

    def problem(self, target: LinkTarget, path: str, *, opens: int, is_draft: bool = False) -> LinkState:
        """Why a link to the file at `path` does not lead to its article, "" where it does.

        `opens` is when the article that has the link is public, `is_draft` whether it is none yet.
        """
        if target.kind != "article":
            return "" if target.kind == "draft" and is_draft and target.url else problem_of(target)
        if self._rule.is_expired(target):
            return "expired"
        listed = self.listed(path)
        source = listed.source if listed and listed.source.differs else None
        return "later" if target.opening > opens and self._rule.is_later(target, source) else ""


def _by_name(root: str) -> dict[str, list[str]]:
    """The paths of the files below a folder, by their names in small letters."""
    found = dict[str, list[str]]()
    count = 0
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(each for each in folders if not each.startswith(".") and each not in OTHER_FOLDERS)
        for name in sorted(files):
            found.setdefault(name.lower(), []).append(f"{folder}{os.sep}{name}")
        count += len(files)
        if count > _MOST_FILES:
            break
    return found


def unlisted(path: str, root: str) -> LinkTarget:
    """What a link to a file that no run reads leads to; nothing outside of `root` is looked for."""
    if not path.startswith(root.rstrip(os.sep) + os.sep):
        return LinkTarget("outside")
    return LinkTarget("file" if is_file(path, root) else "missing")


def problem_of(target: LinkTarget) -> LinkState:
    """Why a link to a file does not lead to an article of a run, whenever that is; "" where it does."""
    return "" if target.kind == "article" else target.kind


def is_file(path: str, root: str) -> bool:
    """Whether there is a regular file at `path` below `root`, through no link that leads out of it."""
    real, folder = os.path.realpath(path), os.path.realpath(root)
    return real.startswith(folder.rstrip(os.sep) + os.sep) and os.path.isfile(real)  # noqa: PTH113 - as above


def _relative_folder(folder: str, root: str) -> str:
    """The path of a folder below `root`, with `/`."""
    return folder[len(root.rstrip(os.sep)) + 1 :].replace(os.sep, "/")


def is_called(path: str, name: str) -> bool:
    """Whether the file at `path` has that name, or that of its folder, which may lack the suffix."""
    stem = path.rpartition(".")[0]
    folder, _, last = stem.rpartition("/")
    bundle = folder if last in _BUNDLES else ""
    return any(f"/{each}".endswith(f"/{name}") for each in (path, stem, bundle) if each)


def _folders(settings: Settings, sources: Sequence[Path]) -> Iterator[str]:
    """The folders of the sources. Of a run that reads a part of one it is the whole."""
    found = list[Path]()
    for source in dict.fromkeys((*settings.paths, *map(absolute, sources))):
        if settings.of_source(source).format not in ("", FOLDER) or any(lies_in(source, each) for each in found):
            continue
        folder = source if source.is_dir() else source.parent
        folder = folder if settings.sources else _search_root(folder, settings)
        if folder.is_dir():
            found.append(folder)
            yield str(folder)


def _search_root(folder: Path, settings: Settings) -> Path:
    """The source that `folder` is a part of: as the settings say, else the site."""
    whole, site = settings.whole_source, settings.source_site
    if whole is not None and whole.is_dir() and lies_in(folder, whole):
        return whole
    if site is not None and site.is_recognised and lies_in(folder, Path(site.root)):
        return Path(site.root)
    return folder
