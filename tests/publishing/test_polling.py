"""Readers that poll over HTTP while exports publish: some of what `python -m tests.publishing.polls` does."""

from pathlib import Path
from typing import Final

import pytest

from exporters.publishing import manifest
from exporters.publishing.names import MANIFEST
from tests.cli.running import contents
from tests.publishing import polls
from tests.publishing.making import hexed
from tests.publishing.pollers import Seen, State, problem

STATES: Final = 3

Files = dict[str, bytes]


class TestPolling:
    """Promise 2: a reader never sees half a file."""

    def test_eight_exports(self, tmp_path: Path) -> None:
        seen = polls.run(tmp_path, 8, 24, readers=2, seed=1)

        assert [each.wrong for each in seen] == [[], []]
        assert all(each.requests > each.missing > 0 for each in seen)
        assert all(each.between > 0 for each in seen)
        assert all(len(each.states) > 3 for each in seen)

    def test_what_is_put_in_place_half_is_seen(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def halved(folder: Path, state: int, count: int) -> None:
            export(folder, state, count)
            for name in ("rss.xml", "index.html")[: 2 * state]:  # what is there before is whole, as its manifest says
                path = folder / "out" / name
                path.write_bytes(path.read_bytes()[:-1])

        export = polls.export
        states, renames = zip(*polls.meant(tmp_path / "meant", 1, 10), strict=True)
        monkeypatch.setattr(polls, "export", halved)
        monkeypatch.setattr(polls, "meant", lambda *_: zip(states, renames, strict=True))

        (seen,) = polls.run(tmp_path, 1, 10, readers=1, seed=1)

        assert {"rss.xml is not whole", "index.html is not whole"} == set(seen.wrong)


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> list[Files]:
    """The files of the first states of a site."""
    folder, made = tmp_path_factory.mktemp("states"), list[Files]()
    for state in range(STATES):
        polls.export(folder, state, 12)
        made.append(contents(folder / "out"))
    return made


@pytest.fixture(scope="module")
def digests(states: list[Files]) -> list[State]:
    """What they are made of."""
    return [{name: hexed(data) for name, data in files.items()} for files in states]


class TestProblems:
    """What a reader must never see would be found."""

    def test_files_of_a_state_are_right(self, states: list[Files], digests: list[State]) -> None:
        assert [problem(name, data, digests[1:2]) for name, data in states[1].items()] == [""] * len(states[1])

    def test_half_a_file_of_any_kind(self, states: list[Files], digests: list[State]) -> None:
        for name, data in states[0].items():
            assert problem(name, data[: len(data) // 2], digests) in ("not whole", "of another state")
            assert problem(name, data[:-1], digests) == "not whole"
            assert problem(name, b"", digests) == "not whole"

    def test_another_file_that_is_whole(self, states: list[Files], digests: list[State]) -> None:
        assert problem("rss.xml", states[0]["topics/topic-0/rss.xml"], digests) == "of another state"

    @pytest.mark.parametrize(("first", "end", "wrong"), [(0, 1, ""), (0, 3, ""), (1, 3, "of another state")])
    def test_a_file_of_a_state_that_is_past(
        self, states: list[Files], digests: list[State], first: int, end: int, wrong: str
    ) -> None:
        assert problem("rss.xml", states[0]["rss.xml"], digests[first:end]) == wrong

    def test_no_file_where_every_state_has_it(self, digests: list[State]) -> None:
        without = {name: each for name, each in digests[1].items() if name != "rss.xml"}

        assert problem("rss.xml", None, digests) == "missing"
        assert problem("rss.xml", None, [digests[0], without]) == ""

    def test_a_manifest_of_two_states(self, states: list[Files], digests: list[State]) -> None:
        of = [{each.path: each for each in manifest.parse(files[MANIFEST]).files} for files in states]
        both = manifest.encode(manifest.manifest((of[0] | of[1]).values(), (), complete=False))

        assert problem(MANIFEST, both, digests[:2]) == ""
        assert problem(MANIFEST, both, digests[1:]) == "of other states"

    def test_they_are_counted(self, states: list[Files], digests: list[State]) -> None:
        seen = Seen()
        seen.take(MANIFEST, states[0][MANIFEST], digests)
        seen.take("rss.xml", b"<rss", digests)
        seen.take("nothing.xml", None, digests)

        assert (seen.requests, seen.missing, len(seen.states), seen.wrong) == (3, 1, 1, ["rss.xml is not whole"])
        assert polls.told(7, [seen, seen]).splitlines()[0].startswith("7 exports, 2 readers: requests: 6, ")
        assert polls.told(7, [seen]).endswith("invalid: 1\nrss.xml is not whole")
