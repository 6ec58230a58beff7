"""Folders that vanish and come back, as when a branch is switched, are watched on."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from queue import SimpleQueue
from typing import Final

import pytest

from exporters.run import RunOptions
from exporters.serve.watching import ChangeWatcher, WatchedPlaces
from exporters.sources.dialects.recognise import load_site
from tests.serve.serving import site

PATIENT: Final = 30  # seconds


class WatcherClient:
    """A watcher of one site, as a session has it."""

    def __init__(self, source: Path) -> None:
        self.source = source
        self.settings = load_site(source)
        self.options = RunOptions(sources=self.settings.paths, now=datetime.now(UTC))
        self._changes: SimpleQueue[None] = SimpleQueue()
        self.watcher = ChangeWatcher(lambda: self._changes.put(None), polls=False)

    @property
    def places(self) -> WatchedPlaces:
        """What is watched now."""
        return WatchedPlaces.of(self.settings, self.options)

    def watch(self) -> None:
        """Watch what is there now, as after a build; wait until that has begun."""
        self.watcher.watch(self.places, None)
        self.wait()

    def wait(self) -> None:
        """Wait for a burst of changes. Raises Empty where none is told."""
        self._changes.get(timeout=PATIENT)
        while not self._changes.empty():
            self._changes.get()


@pytest.fixture
def client(tmp_path: Path) -> Iterator[WatcherClient]:
    """A watcher that has begun."""
    client = WatcherClient(site(tmp_path))
    client.watch()
    yield client
    client.watcher.stop()


class TestFolders:
    """By events of the system."""

    def test_one_that_vanished_is_found_when_it_comes_back(self, client: WatcherClient, tmp_path: Path) -> None:
        client.source.rename(tmp_path / "elsewhere")
        client.wait()

        assert client.places == WatchedPlaces((), (tmp_path,))

        client.watch()
        (tmp_path / "elsewhere").rename(client.source)
        client.wait()

        assert client.places.trees == (client.source,)

    def test_one_that_was_replaced_is_watched_anew(self, client: WatcherClient, tmp_path: Path) -> None:
        client.source.rename(tmp_path / "elsewhere")
        (tmp_path / "second").mkdir()
        site(tmp_path / "second").rename(client.source)
        client.wait()
        client.watch()
        (client.source / "1.md").touch()

        client.wait()
