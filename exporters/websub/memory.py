"""The memory of a ping: which bytes of each topic each hub was told of, so that nothing is sent twice."""

import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal

import msgspec
from msgspec import Struct

from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.errors import PublishError, reason
from exporters.support.files import put_file, read_regular
from exporters.support.paths import shown_path
from exporters.websub.topics import HubTopic

NAME: Final = "ping.json"  # in the folder of the cache
_LARGEST: Final = 64 << 20  # bytes


class _PingFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The JSON file."""

    version: Literal[1]  # of this format
    topics: dict[str, dict[str, str]]  # SHA-256 by hub, by topic


class PingMemory:
    """What hubs were told, in a file; without a folder nothing is stored."""

    def __init__(self, folder: Path | None) -> None:
        """Read the file in `folder`. A damaged one counts as empty, and `damage` says so.

        Raises PublishError where it can't be read.
        """
        self._file = folder / NAME if folder else None
        self._told: dict[str, dict[str, str]] = {}
        self.damage: Diagnostic | None = None
        if self._file is not None:
            self._recall(self._file)

    def has(self, hub: str, topic: HubTopic) -> bool:
        """Return whether the hub was told of these bytes."""
        return self._told.get(topic.url, {}).get(hub) == topic.sha256

    def keep(self, topics: Collection[HubTopic], hubs: Collection[str]) -> None:
        """Drop all other topics and hubs, and write the file. Raises PublishError.

        So a file that can't be written is found before any hub is told.
        """
        urls = {topic.url for topic in topics}
        self._told = {
            url: {hub: digest for hub, digest in told.items() if hub in hubs}
            for url, told in self._told.items()
            if url in urls
        }
        self._write()

    def note(self, hub: str, topic: HubTopic) -> None:
        """Record that the hub was told, and write the file. Raises PublishError."""
        self._told.setdefault(topic.url, {})[hub] = topic.sha256
        self._write()

    def _recall(self, file: Path) -> None:
        try:
            if file.is_symlink():
                raise msgspec.ValidationError("a link, which may lead anywhere")
            data = read_regular(file, _LARGEST)
            if len(data) > _LARGEST:
                raise msgspec.ValidationError("larger than it ever gets")
            self._told = msgspec.json.decode(data, type=_PingFile).topics
        except FileNotFoundError:
            return
        except OSError as error:
            raise unusable(error, file) from error
        except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
            self.damage = Diagnostic(
                rule="ping-forgotten",
                level=Level.WARNING,
                message=f"can't be used: {str(error)[:200]}",
                fix="Outfeed notifies hubs of every feed again",
                path=shown_path(file),
            )

    def _write(self) -> None:
        """Write the file atomically: a run may be killed between two hubs."""
        if self._file is None:
            return
        data = msgspec.json.encode(_PingFile(version=1, topics=self._told), order="deterministic")
        try:
            put_file(self._file, [msgspec.json.format(data, indent=2), b"\n"])
        except OSError as error:
            raise unusable(error, self._file) from error


def unusable(error: OSError, file: Path) -> PublishError:
    """Return the error for a file or folder that can't be read or written."""
    seen = f"the record of pings can't be written: {reason(error)}"
    right = "make it writable, or name another folder with --cache"
    return PublishError.because("ping-memory", seen, right, path=shown_path(file))


try:
    import fcntl
except ImportError:  # Windows can't lock a folder
    fcntl = None  # type: ignore[assignment]


@contextmanager
def lock_folder(folder: Path | None) -> Iterator[None]:
    """Lock `folder`, if there is one. Raises PublishError if another ping holds the lock.

    The system gives it back when the process ends, however that happens.
    """
    if folder is None or fcntl is None:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            message, fix = "another ping is running", "wait until it ends"
            raise PublishError.because("ping-locked", message, fix, path=shown_path(folder)) from None
        yield
    finally:
        os.close(handle)
