"""`outfeed ping`: whom it tells, what it prints, how it ends."""

import json
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from exporters.http.request import post
from exporters.websub import ping
from exporters.websub.memory import lock_folder
from tests.cli.forking import outfeed_forked
from tests.cli.running import contents, outfeed_here, seen
from tests.deadline import deadline
from tests.http.serving import Asked, Server, Told, answer, serving
from tests.websub.blog import FEEDS, Blog, blog
from tests.websub.waiting import Hands

TAKEN = answer(status="204 No Content")


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Blog]:
    """A blog that is published."""
    with blog(tmp_path) as here:
        here.publish()
        yield here


@pytest.fixture(autouse=True)
def hands(monkeypatch: pytest.MonkeyPatch) -> Hands:
    """Nobody waits for real."""
    moved = Hands()
    monkeypatch.setattr("exporters.websub.ping.SYSTEM_CLOCK", moved.clock)
    return moved


@contextmanager
def hub(made: Blog, answers: Callable[[Asked], Told] | Told = TAKEN) -> Iterator[Server]:
    """A hub that answers so, which the settings of the blog name."""
    with serving(answers) as server:
        made.settings([server.url])
        yield server


def topics(server: Server) -> list[str]:
    """The names of the documents that a hub was told of."""
    forms = [parse_qs(each.body.decode(), strict_parsing=True) for each in server.asked]
    assert all(each["hub.mode"] == ["publish"] for each in forms)
    return [each["hub.url"][0].rpartition("/feeds/")[2] for each in forms]


class TestTold:
    """Every hub is told of every feed that it does not know."""

    def test_what_it_prints(self, made: Blog) -> None:
        with hub(made) as server:
            done = made.ping()

        assert done.out.splitlines() == [
            *(f"{server.url}: notified of {url}" for url in made.urls()),
            f"{server.url}: notified of 3 of 3 documents.",
        ]
        assert (done.status, done.err) == (0, "")
        assert topics(server) == list(FEEDS)
        assert {url: set(hubs) for url, hubs in made.remembered().items()} == {url: {server.url} for url in made.urls()}

    def test_one_hub_that_fails_is_told_next_time_and_the_other_is_not(self, made: Blog) -> None:
        is_up = False
        with serving(TAKEN) as good, serving(lambda _: TAKEN if is_up else answer(status="403 No")) as bad:
            made.settings([bad.url, good.url])
            first = made.ping()
            is_up = True
            second = made.ping()

        assert (first.status, second.status) == (3, 0)
        assert topics(good) == list(FEEDS)
        assert topics(bad) == [*FEEDS, *FEEDS]
        assert first.out.splitlines()[-2:] == [
            f"{bad.url}: notified of 0 of 3 documents.",
            f"{good.url}: notified of 3 of 3 documents.",
        ]
        assert second.out.splitlines()[-1] == f"{bad.url}: notified of 3 of 3 documents."

    def test_a_new_hub_is_told_of_everything(self, made: Blog) -> None:
        with hub(made):
            made.ping()
        with hub(made) as another:
            made.ping()

            assert topics(another) == list(FEEDS)
            assert {hub for hubs in made.remembered().values() for hub in hubs} == {another.url}

    def test_a_feed_that_is_gone_is_forgotten(self, made: Blog) -> None:
        with hub(made) as server:
            made.ping()
            made.settings([server.url], "formats: [atom, csv]\n")
            made.write("first", title="Other")
            made.publish()
            done = made.ping()

        assert done.status == 0
        assert topics(server)[3:] == ["atom.xml"]
        assert list(made.remembered()) == made.urls("atom.xml")


class TestHubs:
    """Hubs fail, each in its own way."""

    def test_one_that_is_busy_at_first(self, made: Blog, hands: Hands) -> None:
        said = iter([answer(status="503 Later"), answer(b"", "Retry-After: 20", status="503 Later")])
        with hub(made, lambda _: next(said, TAKEN)) as server:
            done = made.ping()

        assert (done.status, done.err) == (0, "")
        assert topics(server) == ["atom.xml"] * 3 + ["feed.json", "rss.xml"]
        assert hands.slept == [2, 20]

    def test_one_that_never_answers(self, made: Blog, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(ping, "post", partial(post, seconds=0.3))
        with hub(made, lambda _: server.drip(b"", b"")) as server:
            done = made.ping()

        assert done.status == 3
        assert len(server.asked) == 4
        [line] = done.told("error")
        assert line == (
            f"error: {server.url} was not notified of {made.urls()[0]} (with 2 more): it did not answer within 0.3 s; "
            "the next ping tries again; if it never works, correct `hubs` in the settings [hub-failed]"
        )
        assert made.remembered() == {}

    def test_one_that_refuses(self, made: Blog) -> None:
        with hub(made, answer(b"<p>No such hub</p>", status="404 Not Found")) as server:
            done = made.ping()

        assert done.status == 3
        assert len(server.asked) == 3
        [line] = done.told("error")
        assert "(with 2 more): it answered 404 Not Found: No such hub; " in line

    def test_one_that_is_not_there(self, made: Blog) -> None:
        with hub(made) as server:
            pass
        done = made.ping()

        assert done.status == 3
        assert "it can't be reached: connection refused; " in done.err
        assert server.asked == []


class TestPublished:
    """A hub is told of what can be fetched."""

    def test_feeds_that_lag_are_not_told(self, made: Blog) -> None:
        made.write("second")
        made.export()
        with hub(made) as server:
            done = made.ping()

        assert (done.status, server.asked) == (3, [])
        [line] = done.told("error")
        assert line == (
            f"out/atom.xml: error: {made.urls()[0]} (with 2 more) has other content than this file, so no hub was "
            "notified; publish it, or wait for that with --wait 5m [feed-unpublished]"
        )

    def test_they_are_waited_for(self, made: Blog, hands: Hands) -> None:
        made.write("second")
        made.export()
        hands.after = lambda: made.deploy() if hands.now() > 10 else None
        with hub(made) as server:
            done = made.ping("--wait", "5m")

        assert (done.status, done.err) == (0, "Waiting up to 5m for 3 documents to be published.\n")
        assert hands.slept == [2, 4, 8]
        assert topics(server) == list(FEEDS)

    def test_one_that_never_comes_does_not_hold_up_the_others(self, made: Blog, hands: Hands) -> None:
        made.write("second")
        made.export()
        for name in ("feed.json", "rss.xml"):
            shutil.copy(made.folder / "out" / name, made.folder / "public" / name)
        with hub(made) as server:
            done = made.ping("--wait", "90s")

        assert done.status == 3
        assert topics(server) == ["feed.json", "rss.xml"]
        assert sum(hands.slept) == 90
        [line] = done.told("error")
        assert line.startswith(f"out/atom.xml: error: {made.urls()[0]} has other content than this file")
        assert "publish the out folder, and ping again" in line

    def test_a_first_publication_that_is_not_there(self, made: Blog) -> None:
        shutil.rmtree(made.folder / "public")
        with hub(made) as server:
            done = made.ping()

        assert (done.status, server.asked) == (3, [])
        assert "is not there yet, so no hub was notified" in done.err

    def test_what_hubs_know_is_not_fetched(self, made: Blog) -> None:
        with hub(made):
            made.ping()
            made.asked.clear()
            made.ping()

        assert made.asked == []


class TestSince:
    """--since MANIFEST: where nothing is kept between two runs, as in CI."""

    def test_only_what_changed_is_told(self, made: Blog) -> None:
        shutil.copy(made.folder / "out/manifest.json", made.folder / "before.json")
        made.write("first", title="Other")
        made.publish()
        before = json.loads((made.folder / "before.json").read_bytes())
        now = {each["path"]: each["sha256"] for each in before["files"]}
        now["atom.xml"] = next(
            each["sha256"]
            for each in json.loads((made.folder / "out/manifest.json").read_bytes())["files"]
            if each["path"] == "atom.xml"
        )
        for each in before["files"]:
            each["sha256"] = now[each["path"]]
        (made.folder / "before.json").write_text(json.dumps(before), encoding="utf-8")
        with hub(made) as server:
            done = made.ping("--since", "before.json", "--no-cache")

        assert done.status == 0
        assert topics(server) == ["feed.json", "rss.xml"]

    def test_nothing_changed(self, made: Blog) -> None:
        with hub(made) as server:
            done = made.ping("--since", "out/manifest.json")

        assert (done.status, done.out) == (0, "Nothing to send: no feed changed.\n")
        assert (server.asked, made.asked) == ([], [])

    def test_one_that_is_missing(self, made: Blog) -> None:
        done = made.ping("--since", "nowhere.json")

        assert done.status == 2
        assert "nowhere.json: error: can't be read: no such file or directory; " in done.err


class TestDryRun:
    """--dry-run asks and tells nobody."""

    def test_it_prints_whom_it_would_tell(self, made: Blog) -> None:
        with hub(made) as server:
            made.memory.unlink(missing_ok=True)
            before = contents(made.folder)
            done = made.ping("--dry-run")

            assert contents(made.folder) == before
        assert done.out.splitlines() == [f"{server.url}: would be notified of {url}" for url in made.urls()]
        assert (done.status, done.err, server.asked, made.asked) == (0, "", [], [])

    def test_it_makes_no_folder(self, made: Blog) -> None:
        done = made.ping("--dry-run", "--cache", "kept")

        assert done.status == 0
        assert not (made.folder / "kept").exists()

    def test_of_what_it_knows_it_would_not(self, made: Blog) -> None:
        with hub(made):
            made.ping()
            before = seen(made.folder)
            done = made.ping("--dry-run")

            assert seen(made.folder) == before
        assert done.out == "Nothing to send: hubs know every feed.\n"


class TestMemory:
    """.outfeed/ping.json, or where --cache says."""

    def test_it_is_written_after_each_hub_answered(self, made: Blog) -> None:
        kept: list[int] = []

        def answers(_: Asked) -> bytes:
            kept.append(len(made.remembered()))
            return TAKEN

        with hub(made, answers):
            made.ping()

        assert kept == [0, 1, 2]

    def test_a_run_that_is_killed_repeats_nothing_that_it_noted(self, made: Blog) -> None:
        code = (
            "import os, signal\nfrom exporters.websub import memory\n"
            "note = memory.PingMemory.note\n"
            "def noted(self, *args):\n    note(self, *args)\n    os.kill(os.getpid(), signal.SIGKILL)\n"
            "memory.PingMemory.note = noted"
        )
        with hub(made) as server:
            for _ in range(3):
                done = outfeed_forked("ping", "articles", cwd=made.folder, before=code)
                assert done.status == -signal.SIGKILL
            last = made.ping()

        assert topics(server) == list(FEEDS)
        assert last.out == "Nothing to send: hubs know every feed.\n"

    def test_a_damaged_one_is_told_and_counts_as_none(self, made: Blog) -> None:
        with hub(made) as server:
            made.ping()
            made.memory.write_bytes(b"{")
            done = made.ping()

        assert done.status == 0
        assert [line.partition(": ")[0] for line in done.told("warning")] == ["articles/.outfeed/ping.json"]
        assert topics(server) == [*FEEDS, *FEEDS]

    def test_it_may_lie_elsewhere(self, made: Blog) -> None:
        with hub(made) as server:
            made.ping("--cache", "kept")
            again = made.ping("--cache", "kept")
            made.ping("--no-cache")
            made.ping("--no-cache")

        assert (made.folder / "kept/ping.json").is_file()
        assert not made.memory.exists()
        assert again.out == "Nothing to send: hubs know every feed.\n"
        assert len(server.asked) == 9

    def test_it_outlives_the_cache(self, made: Blog) -> None:
        with hub(made):
            made.ping()
            outfeed_here("cache", "clear", "articles", cwd=made.folder)
            done = made.ping()

        assert done.out == "Nothing to send: hubs know every feed.\n"

    @pytest.mark.parametrize("plant", [os.mkfifo, lambda path: path.symlink_to("../../victim")])
    def test_nothing_that_was_planted_is_written_to_or_waited_for(
        self, made: Blog, plant: Callable[[Path], None]
    ) -> None:
        (made.folder / "victim").write_text("precious", encoding="utf-8")
        plant(made.memory.with_name("ping.json.new"))
        with hub(made), deadline(20):
            done = made.ping()

        assert (done.status, len(made.remembered())) == (0, 3)
        assert (made.folder / "victim").read_text(encoding="utf-8") == "precious"

    def test_a_folder_that_is_a_link_keeps_nothing(self, made: Blog) -> None:
        (made.folder / "victim").mkdir()
        shutil.rmtree(made.memory.parent)
        made.memory.parent.symlink_to("../victim")
        with hub(made) as server:
            done = made.ping()

        assert (done.status, server.asked, list((made.folder / "victim").iterdir())) == (3, [], [])
        assert "the record of pings can't be written: .outfeed is a link; " in done.err

    def test_a_file_that_is_a_link_counts_as_none(self, made: Blog) -> None:
        with hub(made):
            made.ping()
            made.memory.rename(made.folder / "victim")
            made.memory.symlink_to("../../victim")
            before = (made.folder / "victim").read_bytes()
            done = made.ping()

        assert (done.status, len(made.remembered()), (made.folder / "victim").read_bytes()) == (0, 3, before)
        assert "[ping-forgotten]" in done.err
        assert not made.memory.is_symlink()

    def test_a_file_that_can_not_be_written(self, made: Blog, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(_handle: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("os.fsync", full)
        with hub(made) as server:
            done = made.ping()

        assert (done.status, server.asked) == (3, [])
        assert "[ping-memory]" in done.err

    def test_two_at_once(self, made: Blog) -> None:
        with hub(made) as server, lock_folder(made.memory.parent):
            done = made.ping()

        assert (done.status, server.asked) == (3, [])
        assert "another ping is running; wait until it ends [ping-locked]" in done.err


class TestRefused:
    """What has to be there before anybody can be told."""

    def test_no_hub(self, made: Blog) -> None:
        made.settings([])
        done = made.ping()

        assert done.status == 2
        assert "articles/outfeed.yaml: error: the settings name no hub; write hubs: [https://hub.example/]" in done.err

    def test_no_feeds(self, made: Blog) -> None:
        shutil.rmtree(made.folder / "out")
        done = made.ping()

        assert done.status == 3
        assert "[nothing-published]" in done.err

    def test_an_export_that_is_not_done(self, made: Blog) -> None:
        file = made.folder / "out/manifest.json"
        file.write_text(json.dumps(json.loads(file.read_bytes()) | {"complete": False}), encoding="utf-8")
        done = made.ping()

        assert done.status == 3
        assert "run `outfeed export` again [export-unfinished]" in done.err

    @pytest.mark.parametrize(
        "address", ["http://us:topsecret@127.0.0.1/rss.xml", "http://127.0.0.1/\nhttps://hub.example/ was told of all"]
    )
    def test_a_manifest_that_somebody_edited(self, made: Blog, address: str) -> None:
        file = made.folder / "out/manifest.json"
        whole = json.loads(file.read_bytes())
        whole["feeds"][0]["self_urls"]["rss"] = address
        file.write_text(json.dumps(whole), encoding="utf-8")
        with hub(made):
            done = made.ping("--dry-run")
            since = made.ping("--dry-run", "--since", "out/manifest.json")

        assert (done.status, done.out, since.status, since.out) == (3, "", 2, "")
        assert "[manifest-broken]" in done.err
        assert "[since-wrong]" in since.err
        assert "topsecret" not in done.err + since.err
        assert (len(done.err.splitlines()), len(since.err.splitlines())) == (1, 1)

    @pytest.mark.parametrize("span", ["", "5", "5 minutes", "25h", "-5m", "1d", "9999999999s"])
    def test_a_span_that_is_none(self, made: Blog, span: str) -> None:
        done = made.ping("--wait", span)

        assert done.status == 2
        assert "write seconds, minutes or hours, up to a day: 90s, 5m, 1h [wait-wrong]" in done.err

    def test_a_cache_among_the_feeds(self, made: Blog) -> None:
        assert made.ping("--cache", "out/kept").status == 2

    def test_settings_among_the_feeds_leave_no_place(self, made: Blog) -> None:
        with hub(made) as server:
            shutil.copytree(made.folder / "out", made.folder / "articles", dirs_exist_ok=True)
            done = made.ping("--out", "articles", "--dry-run")

        assert server.asked == []
        assert "articles/.outfeed: warning: would lie in the out folder" in done.err


class TestDiagnostics:
    """What fails is told to programs too."""

    def test_json(self, made: Blog) -> None:
        with hub(made, answer(status="400 No")):
            done = made.ping("--diagnostics", "json")

        told = json.loads(done.err)
        assert done.status == 3
        assert "hub-failed" in json.dumps(told)
