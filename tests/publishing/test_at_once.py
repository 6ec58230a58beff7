"""Several exports at once, each a process of its own: one wins, the others say so, and what is published is right."""

import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.cli.running import ROOT, environment
from tests.publishing.making import held, is_right, names, publish

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
            published = said(processes[winner], "go\n")
        finally:
            for each in processes:
                each.communicate()

        assert published == "published"
        assert between == before
        others = [answer for number, answer in enumerate(answers) if number != winner]
        assert all("another export is writing to this folder" in answer for answer in others)
        assert all(f": process {processes[winner].pid};" in answer or ": process" not in answer for answer in others)
        assert is_right(out, files(winner))
        assert [name for name in names(tmp_path) if "outfeed" in name] == []
