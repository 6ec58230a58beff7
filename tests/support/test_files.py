"""What settings and flags name may be no regular file: it is never waited for. What is written is put in place."""

import os
import socket
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest

from exporters.support import files
from exporters.support.files import NotRegularError, open_regular, put_file, read_regular
from tests.cli.running import SITE, outfeed_here, post
from tests.deadline import deadline


def make_socket(path: Path) -> None:
    """Leave a socket that nobody listens to; its name is relative, since a long one is refused."""
    before = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(before)


Make = Callable[[Path], None]
SPECIAL: Final[dict[str, Make]] = {
    "pipe": os.mkfifo,
    "socket": make_socket,
    "device": lambda path: path.symlink_to("/dev/zero"),
    "terminal": lambda path: path.symlink_to("/dev/tty"),
}
SETTINGS: Final = "site: {title: T, url: https://example.org/}\nsource: {path: news}\n"


@pytest.fixture(autouse=True)
def no_hang() -> Iterator[None]:
    """What waits for ever fails."""
    with deadline(20):
        yield


@pytest.fixture(params=SPECIAL)
def special(request: pytest.FixtureRequest) -> Make:
    """What makes a file of a kind that is not regular."""
    return SPECIAL[request.param]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder with settings and an article."""
    post(tmp_path / "news", "a")
    (tmp_path / "outfeed.yaml").write_text(SETTINGS, encoding="utf-8")
    return tmp_path


class TestRegular:
    """A regular file is opened; nothing else is."""

    def test_its_bytes_come_back_and_at_most_one_too_many(self, tmp_path: Path) -> None:
        (tmp_path / "a").write_bytes(b"12345")

        assert [read_regular(tmp_path / "a", most) for most in (9, 5, 4, 3)] == [b"12345", b"12345", b"12345", b"1234"]

    def test_one_that_grows_meanwhile_is_read_to_its_end(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "a").write_bytes(b"12345")
        (tmp_path / "empty").write_bytes(b"")
        empty = (tmp_path / "empty").stat()
        monkeypatch.setattr(os, "fstat", lambda _: empty)

        assert [read_regular(tmp_path / "a", most) for most in (9, 5, 4, 3)] == [b"12345", b"12345", b"12345", b"1234"]

    def test_a_small_one_takes_little_memory(self, tmp_path: Path) -> None:
        (tmp_path / "a").write_bytes(b"12345")
        tracemalloc.start()
        read_regular(tmp_path / "a", 256 << 20)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()

        assert peak < 1 << 20

    def test_a_link_leads_to_one(self, tmp_path: Path) -> None:
        (tmp_path / "a").write_bytes(b"1")
        (tmp_path / "b").symlink_to("a")

        assert read_regular(tmp_path / "b", 9) == b"1"

    def test_another_kind_is_refused(self, tmp_path: Path, special: Make) -> None:
        special(tmp_path / "a")

        with pytest.raises(NotRegularError, match="Not a regular file"):
            open_regular(tmp_path / "a")

    def test_a_folder_is_refused_as_ever(self, tmp_path: Path) -> None:
        with pytest.raises(IsADirectoryError):
            open_regular(tmp_path)

    def test_one_that_takes_the_name_in_between_is_refused_too(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "a").write_bytes(b"1")
        checked = files._check

        def check_and_replace(about: os.stat_result, path: Path) -> None:
            checked(about, path)
            path.unlink()
            os.mkfifo(path)

        monkeypatch.setattr(files, "_check", check_and_replace)

        with pytest.raises(NotRegularError):
            open_regular(tmp_path / "a")


class TestPut:
    """A file is put in place whole or not at all, and nothing else is touched."""

    def test_a_link_is_replaced_and_not_followed(self, tmp_path: Path) -> None:
        (tmp_path / "victim").write_bytes(b"precious")
        (tmp_path / "a").symlink_to("victim")

        put_file(tmp_path / "a", [b"new", b"er"])

        assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == {"a": b"newer", "victim": b"precious"}
        assert not (tmp_path / "a").is_symlink()

    def test_a_name_that_somebody_foresaw_is_not_taken(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("secrets.token_hex", lambda _: "known")
        (tmp_path / "victim").write_bytes(b"precious")
        (tmp_path / ".outfeed-known").symlink_to("victim")

        with pytest.raises(FileExistsError):
            put_file(tmp_path / "a", [b"new"])

        assert (tmp_path / "victim").read_bytes() == b"precious"
        assert (tmp_path / ".outfeed-known").is_symlink()

    def test_what_fails_leaves_nothing(self, tmp_path: Path) -> None:
        def broken() -> Iterator[bytes]:
            yield b"half"
            raise KeyboardInterrupt

        (tmp_path / "a").write_bytes(b"old")

        with pytest.raises(KeyboardInterrupt):
            put_file(tmp_path / "a", broken())

        assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == {"a": b"old"}


class TestNamed:
    """Every file that settings or flags name: status 2, and the message says what it is."""

    NAMED: Final[dict[str, tuple[str, str, tuple[str, ...]]]] = {
        "ids": ("ids.yaml", "ids: ids.yaml", ("export",)),
        "config": ("other.yaml", "", ("export", "--config", "other.yaml")),
        "template": ("own/root.html", "pages: {templates: own}", ("export",)),
        "asset": ("own/page.css", "pages: {templates: own}", ("export",)),
        "against": ("before", "", ("plan", "--against", "before")),
        "since": ("before.json", "hubs: [https://hub.example/]", ("ping", "--since", "before.json")),
    }

    @pytest.mark.parametrize("name", NAMED)
    def test_it_is_refused(self, site: Path, special: Make, name: str) -> None:
        file, more, command = self.NAMED[name]
        (site / "outfeed.yaml").write_text(f"{SETTINGS}{more}\n", encoding="utf-8")
        (site / file).parent.mkdir(exist_ok=True)
        special(site / file)

        ran = outfeed_here(*command, cwd=site)

        assert (ran.status, (site / "out").exists()) == (2, False)
        (error,) = ran.told("error")
        assert file in error
        assert "not a regular file" in error or "a link that leads out of the folder of templates" in error

    @pytest.mark.parametrize("file", ["outfeed.yaml", "outfeed.yml", "_config.yml", "hugo.toml", "hugo.json"])
    def test_settings_that_were_found_are_refused(self, site: Path, file: str) -> None:
        (site / "outfeed.yaml").unlink()
        os.mkfifo(site / file)

        ran = outfeed_here("validate", "news", *SITE, cwd=site)

        assert (ran.status, ran.told("error")[0]) == (
            2,
            f"{file}: error: not a regular file; name a file, not a pipe or a device [settings-unreadable]",
        )


class TestFound:
    """Files that are looked into on the way: one that is not regular is not what is looked for."""

    def test_manifest_among_the_articles(self, site: Path, special: Make) -> None:
        post(site / "news/sub", "b")
        special(site / "news/sub/manifest.json")

        assert outfeed_here("validate", cwd=site).err.startswith("2 articles read")

    @pytest.mark.parametrize("command", [["export", "--check"], ["export"], ["plan"]])
    def test_a_published_file(self, site: Path, special: Make, command: list[str]) -> None:
        outfeed_here("export", cwd=site)
        for name in ("rss.xml", "feed.json", "index.html"):
            (site / "out" / name).unlink()
            special(site / "out" / name)

        ran = outfeed_here(*command, cwd=site)

        status = {"plan": 0, "--check": 1}.get(command[-1], 3)  # an export replaces nothing that Outfeed did not write
        foreign = [error for error in ran.told("error") if "[file-foreign]" in error]
        assert (ran.status, len(ran.told("error")), len(foreign)) == (status, *([3] * 2 if status == 3 else [0] * 2))

    def test_the_mark_of_a_cache(self, site: Path, special: Make) -> None:
        (site / "kept").mkdir()
        (site / "kept/articles.sqlite3").write_bytes(b"of another program")
        special(site / "kept/CACHEDIR.TAG")

        ran = outfeed_here("export", "--cache", "kept", cwd=site)

        assert ran.status == 0
        assert (site / "kept/articles.sqlite3").read_bytes() == b"of another program"
