"""SIGKILL at random moments: some of the kills that `python -m tests.publishing.kills` does by the hundred."""

from pathlib import Path
from typing import Final

import pytest

from tests.publishing import kills
from tests.publishing.kills import problems, run, site
from tests.publishing.making import is_right, publish

LAST: Final = 1 + sum(
    site(0, 30).get(name) != data for name, data in site(1, 30).items()
)  # that of the manifest, after all files


class TestKills:
    """After each, every file is whole, old or new, and known; the next export repairs everything."""

    def test_fifteen(self, tmp_path: Path) -> None:
        assert run(tmp_path, 15, 150, seed=1).total() == 15  # it asserts the rest after each of them

    @pytest.mark.parametrize(
        ("rename", "phase"), [(0, "preparing"), (1, "publishing"), (9, "publishing"), (LAST, "publishing")]
    )
    def test_at_a_rename(self, tmp_path: Path, rename: int, phase: str) -> None:
        publish(tmp_path, site(0, 30))

        kills.killed_at(tmp_path, 1, 30, rename)
        came = kills.phase(tmp_path, site(1, 30))
        wrong = list(problems(tmp_path, site(0, 30), site(1, 30)))
        publish(tmp_path, site(1, 30))

        assert (came, wrong) == (phase, [])
        assert is_right(tmp_path, site(1, 30))

    def test_an_export_that_is_not_killed_is_done(self, tmp_path: Path) -> None:
        kills.killed(tmp_path, 1, 30, "start", None)

        assert is_right(tmp_path, site(1, 30))


class TestProblems:
    """What a kill must never lead to would be found."""

    def test_half_a_file(self, tmp_path: Path) -> None:
        publish(tmp_path, site(1, 9))
        (tmp_path / "topics/0/0.xml").write_bytes(b"0 of")

        assert list(problems(tmp_path, site(0, 9), site(1, 9))) == [
            "topics/0/0.xml is neither old nor new",
            "the manifest does not know every file",
        ]

    @pytest.mark.parametrize(("name", "is_missed"), [("topics/0/0.xml", True), ("topics/0/2.xml", False)])
    def test_a_file_that_should_be_there_in_any_case(self, tmp_path: Path, name: str, is_missed: bool) -> None:
        publish(tmp_path, site(0, 9))
        (tmp_path / name).unlink()

        assert list(problems(tmp_path, site(0, 9), site(1, 9))) == ([f"{name} is missing"] if is_missed else [])

    def test_a_file_that_nobody_knows(self, tmp_path: Path) -> None:
        publish(tmp_path, site(0, 9))
        (tmp_path / "topics/0/1.xml").write_bytes(site(1, 9)["topics/0/1.xml"])

        assert list(problems(tmp_path, site(0, 9), site(1, 9))) == ["the manifest does not know every file"]
