"""Watch the files that a build reads: by events of the system where there are any, else by looking again and again."""

import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Event, Thread
from typing import Any, Final, NamedTuple

from exporters.run import RunOptions
from exporters.serve.media_files import site_media_folders
from exporters.serve.workspace import OWN_CACHE
from exporters.settings.values import Settings
from exporters.support.paths import CACHE, absolute

try:
    import watchfiles
except ImportError:  # the extra `outfeed[serve]` is not installed
    watchfiles = None  # type: ignore[assignment]

HAS_EVENTS: Final = watchfiles is not None
_IGNORED: Final = frozenset({CACHE, OWN_CACHE, ".git", ".hg", ".svn", "node_modules", "__pycache__", ".venv"})
_PAUSE: Final = 1.0  # seconds between two looks, at least
_SHARE: Final = 20  # a look may take one part in so many of the time
_DEBOUNCE: Final = 400  # ms that a burst of events may last before it is told
_STEP: Final = 40  # ms without an event that end a burst
_JOIN: Final = 0.3  # seconds


class WatchedPlaces(NamedTuple):
    """What is watched: folders with all that is below them, and folders alone."""

    trees: tuple[Path, ...]
    folders: tuple[Path, ...]

    @classmethod
    def of(cls, settings: Settings | None, options: RunOptions | None, config: Path | None = None) -> "WatchedPlaces":
        """Return the places of everything that shapes a build; of the settings file alone where they can't be read."""
        if settings is None or options is None:
            return cls((), (absolute(config).parent if config else Path.cwd(),))
        site = settings.source_site
        trees = [*options.sources, *(Path(each.folder) for each in settings.built_sites)]
        trees += [Path(each.path) for each in site_media_folders(settings)]
        trees += [Path(site.root)] if site is not None and site.is_recognised and site.root else []
        trees += [settings.pages.templates] if settings.pages and settings.pages.templates else []
        folders = [settings.base, *(each.parent for each in (settings.file, settings.ids_file) if each)]
        wanted = {absolute(each) for each in trees}
        tops = _outermost(wanted)
        # the system tells nothing of a folder that is gone, so the one where it may come back is watched
        inside = {
            _nearest_folder(absolute(each)) for each in (*folders, *(each for each in wanted if not each.exists()))
        }
        return cls(tops, tuple(sorted(each for each in inside if not any(each.is_relative_to(top) for top in tops))))


def _outermost(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Those of the paths that are there and lie in no other one; a file stands for its folder's entry."""
    found = sorted({each for each in paths if each.exists()})
    return tuple(each for each in found if not any(each != other and each.is_relative_to(other) for other in found))


def _nearest_folder(path: Path) -> Path:
    """The folder itself, or the first one above it that is there."""
    return next((each for each in (path, *path.parents) if each.is_dir()), path)


def _identity(path: Path) -> tuple[int, int]:
    """What another folder of the same name has not."""
    try:
        status = path.stat()
    except OSError:
        return (0, 0)
    return status.st_dev, status.st_ino


class ChangeWatcher:
    """Calls a function after each burst of changes, in a thread of its own."""

    def __init__(self, changed: Callable[[], None], *, polls: bool) -> None:
        """`polls`: look again and again, whatever the system can."""
        self._ignored = ""
        self._changed = changed
        self._polls = polls or watchfiles is None
        self._watched: object = None  # the places, which folders they were then, and what is ignored
        self._stop = Event()
        self._threads: list[Thread] = []

    def watch(self, places: WatchedPlaces, out: Path | None) -> None:
        """Watch these places from now on, without the folder `out`."""
        ignored = str(out) if out else ""
        watched = (places, [_identity(each) for paths in places for each in paths], ignored)
        if watched == self._watched and self._threads:
            return
        self.stop()
        self._ignored = ignored
        self._watched, self._stop = watched, Event()
        if self._polls:
            self._start(self._poll, places, self._look(places))
            return
        for paths, is_recursive in ((places.trees, True), (places.folders, False)):
            if paths:
                self._start(self._follow, paths, is_recursive)

    def stop(self) -> None:
        """Watch nothing any more."""
        self._stop.set()
        for each in self._threads:
            each.join(_JOIN)
        self._threads = []

    def _start(self, target: Callable[..., None], *arguments: Any) -> None:
        thread = Thread(target=target, args=(self._stop, *arguments), name="watch", daemon=True)
        thread.start()
        self._threads.append(thread)

    def _follow(self, stop: Event, paths: tuple[Path, ...], is_recursive: bool) -> None:  # noqa: FBT001
        is_new = True
        try:
            for changes in watchfiles.watch(
                *paths,
                watch_filter=lambda _, path: self._is_watched(path),
                debounce=_DEBOUNCE,
                step=_STEP,
                stop_event=stop,
                recursive=is_recursive,
                rust_timeout=200,
                raise_interrupt=False,
                ignore_permission_denied=True,
                yield_on_timeout=True,
            ):
                if changes or is_new:  # what changed before the system began to watch is found by another build
                    self._changed()
                is_new = False
        except (OSError, RuntimeError):  # a network mount, or no watch is left: look again and again
            places = WatchedPlaces(paths, ()) if is_recursive else WatchedPlaces((), paths)
            self._poll(stop, places, self._look(places))

    def _poll(self, stop: Event, places: WatchedPlaces, known: dict[str, tuple[int, int]]) -> None:
        pause = _PAUSE
        while not stop.wait(pause):
            begun = time.perf_counter()
            now = self._look(places)
            pause = max(_PAUSE, _SHARE * (time.perf_counter() - begun))
            if now != known:
                known = now
                self._changed()

    def _look(self, places: WatchedPlaces) -> dict[str, tuple[int, int]]:
        """The time and the size of each file."""
        found = dict[str, tuple[int, int]]()
        waiting = [(str(each), True) for each in places.trees] + [(str(each), False) for each in places.folders]
        while waiting:
            folder, is_tree = waiting.pop()
            try:
                with os.scandir(folder) as entries:
                    for entry in entries:
                        if not self._is_watched(entry.path):
                            continue
                        if entry.is_dir(follow_symlinks=False):
                            if is_tree:
                                waiting.append((entry.path, True))
                        else:
                            about = entry.stat()
                            found[entry.path] = (about.st_mtime_ns, about.st_size)
            except NotADirectoryError:
                about = os.stat(folder)  # noqa: PTH116 - paths are texts here
                found[folder] = (about.st_mtime_ns, about.st_size)
            except OSError:  # it is gone meanwhile
                continue
        return found

    def _is_watched(self, path: str) -> bool:
        if self._ignored and (path == self._ignored or path.startswith(self._ignored + os.sep)):
            return False
        if path.endswith(("~", ".swp", ".swx", ".tmp", "/4913")):  # what editors write beside a file
            return False
        return _IGNORED.isdisjoint(Path(path).parts)
