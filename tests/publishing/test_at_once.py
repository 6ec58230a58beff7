"""Several exports at once, each a process of its own: one wins, the others say so, and what is published is right."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest

from exporters.errors import PublishError
from exporters.publishing.names import AREA
from exporters.publishing.stage import staging
from tests.cli.forking import fork, start
from tests.cli.running import contents, outfeed_here
from tests.publishing.making import finish, held, is_right, names, of, prepare, publish
from tests.site.making import FIRST, settings, small, written

READY: Final = """
import os, sys
print("ready", flush=True)
sys.stdin.readline()
"""
HOLDING: Final = """
replace = os.replace
def holding(*args):
    os.replace = replace
    print("holds", flush=True)
    sys.stdin.readline()
    replace(*args)
os.replace = holding
"""


def files(number: int) -> dict[str, bytes]:
    """What the process of that number publishes."""
    return {f"{name}/{name}.xml": str(number).encode() * 1000 for name in range(20)}


def export(out: Path, number: int) -> None:
    """Publish these files: after a line that is read, and another one while the folder is held."""
    say("ready")
    sys.stdin.readline()
    try:
        with staging(out) as stage:
            say("holds")
            sys.stdin.readline()
            prepare(stage, files(number))
            finish(stage, of(out, files(number)))
            say("published")
    except PublishError as error:
        say(f"{error}")


def say(line: str) -> None:
    """Say it to the process that waits for it."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def begun(out: Path, number: int) -> "subprocess.Popen[bytes]":
    """A process that exports so."""
    return fork(lambda: export(out, number), cwd=out.parent.parent, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def go(process: "subprocess.Popen[bytes]") -> None:
    """Let a process go on."""
    assert process.stdin is not None
    process.stdin.write(b"go\n")
    process.stdin.flush()


def said(process: "subprocess.Popen[bytes]") -> str:
    """The next line that a process says."""
    assert process.stdout is not None
    return process.stdout.readline().decode().rstrip("\n")


@pytest.mark.parametrize("count", [2, 8])
@pytest.mark.parametrize("is_there", [True, False])
class TestAtOnce:
    """Out is made by one of them, or was there."""

    def test_one_wins_and_the_others_say_who(self, tmp_path: Path, count: int, is_there: bool) -> None:
        out = tmp_path / "a/out"
        if is_there:
            publish(out, files(100))
        before = held(out)
        processes = [begun(out, number) for number in range(count)]
        try:
            assert [said(each) for each in processes] == ["ready"] * count
            for each in processes:  # all begin before the first answer is read
                go(each)
            answers = [said(each) for each in processes]
            winner = answers.index("holds")
            between = held(out)
            late = begun(out, count)
            processes.append(late)
            go(late)
            refused = said(late), said(late)
            go(processes[winner])
            published = said(processes[winner])
        finally:
            for each in processes:
                each.communicate()

        assert published == "published"
        assert between == before
        others = [answer for number, answer in enumerate(answers) if number != winner]
        assert all("another export is writing to this folder" in answer for answer in others)
        assert all(f": process {processes[winner].pid};" in answer or ": process" not in answer for answer in others)
        assert refused[0] == "ready"
        assert f": process {processes[winner].pid};" in refused[1]  # by now it has said who it is
        assert is_right(out, files(winner))
        assert [name for name in names(tmp_path) if "outfeed" in name] == []


def command(folder: Path, number: int, before: str = "") -> "subprocess.Popen[bytes]":
    """`outfeed export` of one article, that of the number; it begins when it is given a line."""
    written(folder / f"news{number}", "only", small(number, FIRST + timedelta(days=number)))
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return start("export", f"news{number}", "--jobs", "2", cwd=folder, before=READY + before, env=None, **pipes)


def site(folder: Path) -> Path:
    """A folder with settings, in which something was published."""
    settings(folder, Path("news"), {"path": ""})
    written(folder / "news", "only", small(100, FIRST))
    assert outfeed_here("export", cwd=folder).status == 0
    return folder


def alone(folder: Path, number: int) -> dict[str, bytes]:
    """What is published after an export of the article of that number with which nobody interferes."""
    written(site(folder) / f"news{number}", "only", small(number, FIRST + timedelta(days=number)))
    assert outfeed_here("export", f"news{number}", cwd=folder).status == 0
    return contents(folder / "out")


@pytest.mark.parametrize("count", [2, 8])
class TestCommands:
    """The same of whole runs, which share a cache too."""

    def test_while_one_publishes_the_others_are_refused(self, tmp_path: Path, count: int) -> None:
        folder = site(tmp_path / "site")
        before = contents(folder / "out")
        winner = command(folder, 0, HOLDING)
        others = [command(folder, number) for number in range(1, count)]
        try:
            assert [said(each) for each in (winner, *others)] == ["ready"] * count
            go(winner)
            assert said(winner) == "holds"
            ends = [(*each.communicate(b"go\n"), each.returncode) for each in others]
            between = contents(folder / "out")
            winner.communicate(b"go\n")
        finally:
            for each in (winner, *others):
                each.kill()
                each.communicate()

        told = f"out: error: another export is writing to this folder: process {winner.pid}; wait until it ends"
        assert ends == [(b"", f"{told} [out-locked]\n".encode(), 3)] * (count - 1)
        assert {name: data for name, data in between.items() if not name.startswith(AREA)} == before
        assert winner.returncode == 0
        assert contents(folder / "out") == alone(tmp_path / "alone", 0)

    def test_whoever_wins_all_is_of_the_same_run(self, tmp_path: Path, count: int) -> None:
        folder = site(tmp_path / "site")
        processes = [command(folder, number) for number in range(count)]
        assert [said(each) for each in processes] == ["ready"] * count
        for each in processes:
            go(each)
        ends = [(*each.communicate(), each.returncode) for each in processes]

        winners = [number for number, (_, _, status) in enumerate(ends) if status == 0]
        assert winners
        assert all((out, status) == (b"", 3) and b"[out-locked]" in err for out, err, status in ends if status)
        assert contents(folder / "out") in [alone(tmp_path / f"{number}", number) for number in winners]
        assert [name for name in names(folder) if AREA in name] == []
