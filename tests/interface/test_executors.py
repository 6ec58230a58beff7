"""`executor` of `export`: the same bytes and messages, whoever works."""

import multiprocessing
import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from exporters import Diagnostic, ExecutorError, export
from tests.cli.running import SEEDS, contents, post

Submit = Callable[..., Future[Any]]


@pytest.fixture(scope="module")
def processes() -> Iterator[Executor]:
    """A stock pool of two processes, which know nothing of this one."""
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield pool


@pytest.fixture
def threads() -> Iterator[Executor]:
    """A stock pool of threads."""
    with ThreadPoolExecutor(3) as pool:
        yield pool


class Counting(Executor):
    """Hands work on to `pool`; at the task `number`, what `instead` says is done."""

    def __init__(
        self, pool: Executor, number: int = 0, instead: Callable[[Executor], Future[Any]] | None = None
    ) -> None:
        self.tasks = 0
        self.futures: list[Future[Any]] = []
        self._pool = pool
        self._number = number
        self._instead = instead

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.tasks += 1
        if self._instead and self.tasks == self._number:
            self.futures.append(self._instead(self._pool))
        else:
            self.futures.append(self._pool.submit(fn, *args, **kwargs))
        return self.futures[-1]


def told_by(out: str, source: Path, executor: Executor | None) -> list[Diagnostic]:
    """What an export tells."""
    told: list[Diagnostic] = []
    export(source, out=out, keep_going=True, on_problem=told.append, executor=executor)
    return told


class TestSame:
    """Nobody can see who has worked."""

    @pytest.mark.parametrize("kind", ["processes", "threads"])
    def test_bytes_and_messages(
        self, tmp_path: Path, kind: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        executor = Counting(request.getfixturevalue(kind))
        alone = told_by("alone", SEEDS, None)
        there = told_by("there", SEEDS, executor)

        assert contents(tmp_path / "there") == contents(tmp_path / "alone")
        assert there == alone
        assert executor.tasks > 10  # files, and sections of each feed

    def test_files_that_can_not_be_taken(
        self, tmp_path: Path, threads: Executor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        (tmp_path / "outfeed.yaml").write_text("site: {url: https://example.org/}\n", encoding="utf-8")
        for number in range(30):
            post(tmp_path, str(number), title="" if number % 3 else "Title")
        os.mkfifo(tmp_path / "pipe.md")

        assert told_by("there", tmp_path, threads) == told_by("alone", tmp_path, None)
        assert contents(tmp_path / "there") == contents(tmp_path / "alone")

    def test_files_are_handed_over_and_not_read_there(
        self, tmp_path: Path, processes: Executor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        file = post(tmp_path, "a")
        seen: list[Any] = []

        class Watching(Executor):
            def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
                seen.append(args)
                return processes.submit(fn, *args, **kwargs)

        export(tmp_path, site_url="https://example.org/", executor=Watching())

        assert seen[0][1][0].data == file.read_bytes()

    def test_processes_may_work_in_another_folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        site = Path("site")
        (site / "_posts").mkdir(parents=True)
        (site / "_config.yml").write_text("url: https://example.org\n", encoding="utf-8")
        (site / "_posts" / "2024-01-02-a.md").write_text("---\ntitle: A\n---\n", encoding="utf-8")
        context = multiprocessing.get_context("spawn")

        with ProcessPoolExecutor(1, context, initializer=os.chdir, initargs=(os.sep,)) as elsewhere:
            export(site, out="there", executor=elsewhere, as_of=datetime(2026, 1, 1, tzinfo=UTC))
        export(site, out="here", as_of=datetime(2026, 1, 1, tzinfo=UTC))

        assert b"2024/01/02/a.html" in Path("here/rss.xml").read_bytes()
        assert contents(Path("there")) == contents(Path("here"))

    def test_the_executor_stays_open(self, tmp_path: Path, threads: Executor) -> None:
        export(SEEDS, out=tmp_path / "out", executor=threads)

        assert threads.submit(int, "7").result() == 7


class TestFailure:
    """What fails is told, and the out folder is as it was."""

    @pytest.fixture
    def published(self, tmp_path: Path) -> dict[str, bytes]:
        export(SEEDS, out=tmp_path / "out", limit=2)
        return contents(tmp_path / "out")

    @pytest.mark.parametrize("number", [1, 6])
    def test_a_killed_process(self, tmp_path: Path, published: dict[str, bytes], number: int) -> None:
        with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
            executor = Counting(pool, number, lambda pool: pool.submit(os._exit, 1))
            with pytest.raises(ExecutorError, match="the executor failed: BrokenProcessPool: ") as caught:
                export(SEEDS, out=tmp_path / "out", executor=executor)

        assert [each.rule for each in caught.value.diagnostics] == ["executor-failed"]
        assert contents(tmp_path / "out") == published

    @pytest.mark.parametrize("number", [1, 6])
    def test_an_interrupt(self, tmp_path: Path, published: dict[str, bytes], threads: Executor, number: int) -> None:
        def interrupted(_: Executor) -> Future[Any]:
            future: Future[Any] = Future()
            future.set_exception(KeyboardInterrupt())
            return future

        executor = Counting(threads, number, interrupted)
        with pytest.raises(KeyboardInterrupt):
            export(SEEDS, out=tmp_path / "out", executor=executor)

        assert contents(tmp_path / "out") == published

    def test_what_nobody_has_begun_is_taken_back(self, tmp_path: Path, threads: Executor) -> None:
        waiting: list[Future[Any]] = []

        class Stuck(Executor):
            def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
                if len(waiting) == 0 and not hasattr(args[1][0], "feed"):
                    return threads.submit(fn, *args, **kwargs)  # files are read
                waiting.append(Future())
                if len(waiting) == 1:
                    waiting[0].set_exception(KeyboardInterrupt())
                return waiting[-1]

        with pytest.raises(KeyboardInterrupt):
            export(SEEDS, out=tmp_path / "out", executor=Stuck())

        assert len(waiting) > 5
        assert all(each.cancelled() for each in waiting[1:])

    def test_one_that_is_shut_down(self, tmp_path: Path, published: dict[str, bytes]) -> None:
        pool = ThreadPoolExecutor(1)
        pool.shutdown()

        with pytest.raises(ExecutorError, match="cannot schedule new futures after shutdown"):
            export(SEEDS, out=tmp_path / "out", executor=pool)
        assert contents(tmp_path / "out") == published
