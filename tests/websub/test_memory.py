"""What hubs were told is kept, whole, by one process at a time."""

import json
import os
from pathlib import Path

import pytest

from exporters.errors import PublishError
from exporters.websub.memory import PingMemory, lock_folder
from exporters.websub.ping import due
from exporters.websub.topics import HubTopic

RSS = HubTopic("https://example.org/rss.xml", "rss.xml", "a" * 64, 7)
ATOM = HubTopic("https://example.org/atom.xml", "atom.xml", "b" * 64, 7)
ONE, TWO = "https://one.example/", "https://two.example/"


def changed(topic: HubTopic) -> HubTopic:
    """The same with other bytes."""
    return topic._replace(sha256="c" * 64)


class TestKept:
    """ping.json: SHA-256 by hub, by topic."""

    def test_another_process_knows_it(self, tmp_path: Path) -> None:
        PingMemory(tmp_path).note(ONE, RSS)
        made = PingMemory(tmp_path)

        assert made.has(ONE, RSS)
        assert not made.has(TWO, RSS)
        assert not made.has(ONE, ATOM)
        assert not made.has(ONE, changed(RSS))
        assert json.loads((tmp_path / "ping.json").read_bytes()) == {
            "version": 1,
            "topics": {RSS.url: {ONE: RSS.sha256}},
        }

    def test_nothing_else_stays_in_the_folder(self, tmp_path: Path) -> None:
        made = PingMemory(tmp_path)
        made.note(ONE, RSS)
        made.note(TWO, RSS)

        assert [each.name for each in tmp_path.iterdir()] == ["ping.json"]

    def test_topics_and_hubs_that_are_gone_are_forgotten(self, tmp_path: Path) -> None:
        made = PingMemory(tmp_path)
        for hub in (ONE, TWO):
            for topic in (RSS, ATOM):
                made.note(hub, topic)

        made.keep([changed(RSS)], [TWO])

        assert json.loads((tmp_path / "ping.json").read_bytes())["topics"] == {RSS.url: {TWO: RSS.sha256}}

    def test_without_a_folder_it_holds_for_the_run(self) -> None:
        made = PingMemory(None)
        made.note(ONE, RSS)

        assert made.has(ONE, RSS)
        assert not PingMemory(None).has(ONE, RSS)

    @pytest.mark.parametrize(
        "data",
        [b"", b"[]", b'{"version": 2, "topics": {}}', b'{"version": 1, "topics": {"a": 1}}', b'"\xff', b"[" * 100_000],
        ids=["empty", "list", "later version", "number", "no text", "deep"],
    )
    def test_a_damaged_one_counts_as_none(self, tmp_path: Path, data: bytes) -> None:
        (tmp_path / "ping.json").write_bytes(data)
        made = PingMemory(tmp_path)

        assert made.damage is not None
        assert made.damage.rule == "ping-forgotten"
        assert not made.has(ONE, RSS)

        made.note(ONE, RSS)

        assert PingMemory(tmp_path).damage is None

    def test_one_that_can_not_be_read_stops_the_run(self, tmp_path: Path) -> None:
        (tmp_path / "ping.json").mkdir()

        with pytest.raises(PublishError, match=r"\[ping-memory\]"):
            PingMemory(tmp_path)

    def test_one_that_can_not_be_written_stops_the_run(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        made = PingMemory(tmp_path)
        made.note(ONE, RSS)

        def full(_: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(PublishError, match=r"no space left on device.*\[ping-memory\]"):
            made.note(ONE, ATOM)

        assert not PingMemory(tmp_path).has(ONE, ATOM)
        assert PingMemory(tmp_path).has(ONE, RSS)


class TestLock:
    """Two at once would tell everything twice."""

    def test_one_at_a_time(self, tmp_path: Path) -> None:
        with (
            lock_folder(tmp_path),
            pytest.raises(PublishError, match=r"another ping is running.*\[ping-locked\]"),
            lock_folder(tmp_path),
        ):
            raise AssertionError

    def test_it_is_given_back(self, tmp_path: Path) -> None:
        for _ in range(2):
            with lock_folder(tmp_path):
                assert list(tmp_path.iterdir()) == []

    def test_without_memory_there_is_none(self) -> None:
        entered = []

        with lock_folder(None):
            entered.append("first")
            with lock_folder(None):
                entered.append("second")

        assert entered == ["first", "second"]


class TestDue:
    """Each hub is told what it was not told."""

    def test_at_first_everything(self) -> None:
        assert due([RSS, ATOM], [ONE, TWO], PingMemory(None), None) == {RSS: [ONE, TWO], ATOM: [ONE, TWO]}

    def test_then_what_that_hub_does_not_know(self) -> None:
        memory = PingMemory(None)
        memory.note(ONE, RSS)
        memory.note(ONE, ATOM)
        memory.note(TWO, ATOM)

        assert due([RSS, ATOM], [ONE, TWO], memory, None) == {RSS: [TWO]}
        assert due([changed(RSS), ATOM], [ONE, TWO], memory, None) == {changed(RSS): [ONE, TWO]}

    def test_since_a_manifest_only_what_changed_or_is_new(self) -> None:
        since = {RSS.url: RSS.sha256}

        assert due([RSS, ATOM], [ONE], PingMemory(None), since) == {ATOM: [ONE]}
        assert due([changed(RSS)], [ONE], PingMemory(None), since) == {changed(RSS): [ONE]}

    def test_and_not_what_the_hub_knows(self) -> None:
        memory = PingMemory(None)
        memory.note(ONE, ATOM)

        assert due([ATOM], [ONE, TWO], memory, {}) == {ATOM: [TWO]}
