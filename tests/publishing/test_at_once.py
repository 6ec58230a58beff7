"""Several exports at once, each a process of its own: one wins, the others say so, and what is published is right."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest

from exporters.publishing.names import AREA
from tests.cli.running import ROOT, contents, environment, outfeed_here
from tests.publishing.making import held, is_right, names, publish
from tests.site.making import FIRST, settings, small, written

PROGRAM: Final = """
import sys
from pathlib import Path
from exporters.errors import PublishError
from exporters.publishing.stage import staging
from tests.publishing.making import of, prepare
out, number = Path(sys.argv[1]), sys.argv[2]
files = {f"{name}/{name}.xml": number.encode() * 1000 for name in range(20)}
print("ready", flush=True)
sys.stdin.readline()
try:
    with staging(out) as stage:
        print("holds", flush=True)
        sys.stdin.readline()
        prepare(stage, files)
        stage.publish(of(out, files))
        print("published", flush=True)
except PublishError as error:
    print(error, flush=True)
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


def start(out: Path, number: int) -> "subprocess.Popen[str]":
    """An export that waits for a line before it begins, and for another one before it publishes."""
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(out), str(number)],
        cwd=ROOT,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def said(process: "subprocess.Popen[str]", line: str) -> str:
    """The next line that a process says when it is told to go on."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(line)
    process.stdin.flush()
    return process.stdout.readline().rstrip("\n")


@pytest.mark.parametrize("count", [2, 8])
@pytest.mark.parametrize("is_there", [True, False])
class TestAtOnce:
    """Out is made by one of them, or was there."""

    def test_one_wins_and_the_others_say_who(self, tmp_path: Path, count: int, is_there: bool) -> None:
        out = tmp_path / "a/out"
        if is_there:
            publish(out, files(100))
        before = held(out)
        processes = [start(out, number) for number in range(count)]
        try:
            assert [said(each, "") for each in processes] == ["ready"] * count
            for each in processes:  # all begin before the first answer is read
                assert each.stdin is not None
                each.stdin.write("go\n")
                each.stdin.flush()
            answers = [said(each, "") for each in processes]
            winner = answers.index("holds")
            between = held(out)
            late = start(out, count)
            processes.append(late)
            refused = said(late, "go\n"), said(late, "")  # it may have ended
            published = said(processes[winner], "go\n")
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


def command(folder: Path, number: int, before: str = "") -> "subprocess.Popen[str]":
    """`outfeed export` of one article, that of the number; it begins when it is given a line."""
    written(folder / f"news{number}", "only", small(number, FIRST + timedelta(days=number)))
    code = f"import os, sys\nfrom exporters.cli.main import main\nprint('ready', flush=True)\n{before}\n"
    return subprocess.Popen(
        [sys.executable, "-c", f"{code}sys.stdin.readline()\nmain()", "export", f"news{number}", "--jobs", "2"],
        cwd=folder,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


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
            assert [said(each, "") for each in (winner, *others)] == ["ready"] * count
            assert said(winner, "go\n") == "holds"
            ends = [(*each.communicate("go\n"), each.returncode) for each in others]
            between = contents(folder / "out")
            winner.communicate("go\n")
        finally:
            for each in (winner, *others):
                each.kill()
                each.communicate()

        told = f"out: error: another export is writing to this folder: process {winner.pid}; wait until it is done"
        assert ends == [("", f"{told} [out-locked]\n", 3)] * (count - 1)
        assert {name: data for name, data in between.items() if not name.startswith(AREA)} == before
        assert winner.returncode == 0
        assert contents(folder / "out") == alone(tmp_path / "alone", 0)

    def test_whoever_wins_all_is_of_the_same_run(self, tmp_path: Path, count: int) -> None:
        folder = site(tmp_path / "site")
        processes = [command(folder, number) for number in range(count)]
        assert [said(each, "") for each in processes] == ["ready"] * count
        for each in processes:
            assert each.stdin is not None
            each.stdin.write("go\n")
            each.stdin.flush()
        ends = [(*each.communicate(), each.returncode) for each in processes]

        winners = [number for number, (_, _, status) in enumerate(ends) if status == 0]
        assert winners
        assert all((out, status) == ("", 3) and "[out-locked]" in err for out, err, status in ends if status)
        assert contents(folder / "out") in [alone(tmp_path / f"{number}", number) for number in winners]
        assert [name for name in names(folder) if AREA in name] == []
