"""What a cache must not hold, looked for in the bytes of its files: what is secured, and what is held back."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import outfeed_here
from tests.store.sites import KEPT, export, kept, replaced, site, written

SECURED = "4f1c9d2ab7e8035566aa90d1c3f7b2e84455d0e1f2a3b4c5"
ODD = "9081726354433221-mistaken"
HELD = {
    "title": "Embargoed until tomorrow",
    "excerpt": "Nobody may know of the merger.",
    "webUrl": "https://example.org/the-merger",
    "id": "82736455",  # a bare number, which the checks tell
    "topics": "[Takeover]",
    "note": "Confidential remark",
}
BODY = "The board meets in Zanzibar.\n"


def pieces(text: str, length: int = 8) -> Iterator[bytes]:
    """Every piece of `text` that is so long."""
    return (text[at : at + length].encode() for at in range(len(text) - length + 1))


def told(text: str, folder: Path) -> list[bytes]:
    """The pieces of `text` that the cache in `folder` holds."""
    data = kept(folder)
    return [piece for piece in pieces(text) if piece in data]


def leaked(folder: Path) -> list[str]:
    """What of an article that is held back the cache in `folder` holds."""
    data = kept(folder)
    return [text for text in (*HELD.values(), BODY.strip(), "Takeover", "the-merger") if text.encode() in data]


def held(folder: Path, **flags: str) -> Path:
    """An article of the site in `folder` with something to keep to itself."""
    path = written(folder, 77, **HELD, **flags)
    path.write_text(path.read_text() + BODY)
    return path


class TestSecured:
    """No eight characters of a `secured` value, wherever it stands and whatever else is wrong."""

    @pytest.mark.parametrize("flags", [[], ["--drafts"], ["--keep-going", "--drafts"]])
    def test_of_no_article(self, tmp_path: Path, flags: list[str]) -> None:
        site(tmp_path)
        written(tmp_path, 5, secured=SECURED)
        written(tmp_path, 6, secured=f"{{cipher: [{SECURED}]}}")
        written(tmp_path, 7, secured=SECURED, draft="true")
        written(tmp_path, 8, secured=SECURED, removed="true")
        written(tmp_path, 9, SECURED=f'"{SECURED}"', webUrl="https://example.org/a b", id="9")
        written(tmp_path, 10, note=f"{{secured: {SECURED}}}")

        assert export(tmp_path, *flags).status == 0
        assert told(SECURED, tmp_path / "site/.outfeed") == []

    @pytest.mark.parametrize(
        "text",
        [
            f"secured: [{SECURED}\n",
            f"secured: !!{SECURED} x\n",
            f"secured: &{SECURED} x\nother: *{SECURED}\n",
            f"secured: {SECURED}\nsecured: {SECURED}\n",
            f'secured: "{SECURED}\n',
            f"secured: |\n  {SECURED}\n {SECURED}\n",
            f"{{secured: {SECURED}",
            f"? [secured, {SECURED}]\n: x\n",
            f"secured: {SECURED}\nwebUrl: nowhere\n",
        ],
    )
    def test_of_no_broken_one(self, tmp_path: Path, text: str) -> None:
        site(tmp_path)
        (tmp_path / "site/broken.md").write_text(f"---\ntitle: A\n{text}---\n")

        ran = export(tmp_path, "--keep-going")

        assert ran.status == 0
        assert "site/broken.md" in ran.err
        assert told(SECURED, tmp_path / "site/.outfeed") == []

    def test_nor_of_one_that_was_written_by_mistake(self, tmp_path: Path) -> None:
        """A value that stood under another key goes with the content that it stood in."""
        path = written(site(tmp_path), 5, secure=ODD)
        export(tmp_path)
        assert told(ODD, tmp_path / "site/.outfeed") != []
        replaced(path, b"secure:", b"secured:")

        export(tmp_path)

        assert told(ODD, tmp_path / "site/.outfeed") == []


@pytest.mark.parametrize("flag", ["draft", "removed"])
class TestHeld:
    """Nothing of a draft or a withdrawn article but its path, the digest of its bytes, and what it is."""

    @pytest.mark.parametrize("flags", [[], ["--drafts"], ["--drafts", "--format", "rss"]])
    def test_that_was_never_public(self, tmp_path: Path, flag: str, flags: list[str]) -> None:
        held(site(tmp_path), **{flag: "true"})

        for _ in range(2):
            assert export(tmp_path, *flags).status == 0
            assert leaked(tmp_path / "site/.outfeed") == []
        assert b"p77.md" in kept(tmp_path / "site/.outfeed")

    def test_that_is_broken(self, tmp_path: Path, flag: str) -> None:
        path = held(site(tmp_path), **{flag: "true"})
        replaced(path, b"https://example.org/the-merger", b"Nobody may know of the merger.")

        for flags in ([], ["--drafts", "--keep-going"]):
            assert export(tmp_path, *flags).status == 0
            assert leaked(tmp_path / "site/.outfeed") == []

    def test_that_was_public_before(self, tmp_path: Path, flag: str) -> None:
        """Whichever feeds told of it by then."""
        held(site(tmp_path, 40))
        for flags in ([], ["--format", "rss"], ["--limit", "0"]):
            assert export(tmp_path, *flags).status == 0
        assert leaked(tmp_path / "site/.outfeed") != []
        held(tmp_path, **{flag: "true"})

        assert export(tmp_path).status == 0
        assert leaked(tmp_path / "site/.outfeed") == []

    def test_that_was_public_and_is_held_back_by_a_run_that_fails(self, tmp_path: Path, flag: str) -> None:
        held(site(tmp_path))
        assert export(tmp_path).status == 0
        held(tmp_path, **{flag: "true"})
        written(tmp_path, 3, webUrl="nowhere")

        assert export(tmp_path).status == 1
        assert leaked(tmp_path / "site/.outfeed") == []


class TestRemoved:
    """An article that is not there any more."""

    def test_leaves_nothing_behind(self, tmp_path: Path) -> None:
        held(site(tmp_path))
        export(tmp_path)
        (tmp_path / "site/p77.md").unlink()

        export(tmp_path)

        assert leaked(tmp_path / "site/.outfeed") == []
        assert b"p77.md" not in kept(tmp_path / "site/.outfeed")

    def test_nor_do_the_settings_under_which_it_was_read(self, tmp_path: Path) -> None:
        held(site(tmp_path))
        export(tmp_path, "--cache", "kept")
        (tmp_path / "site/p77.md").unlink()
        (tmp_path / "outfeed.yaml").write_text("site: {title: Another}\n")

        export(tmp_path, "--cache", "kept")

        assert leaked(tmp_path / "kept") == []


class TestMachine:
    """Only relative paths: the same content makes the same rows wherever it lies."""

    @pytest.mark.parametrize("flags", [[], ["--cache", "kept"]])
    def test_no_path_of_it_is_kept(self, tmp_path: Path, flags: list[str]) -> None:
        (tmp_path / "outfeed.yaml").write_text("source: {path: site}\n")
        written(site(tmp_path), 5, id="5")
        (tmp_path / "site/broken.md").write_text("---\ntitle: [\n---\n")

        ran = outfeed_here("export", "--site-url", "https://example.org/", *flags, "--keep-going", cwd=tmp_path)

        assert ran.status == 0
        data = kept(tmp_path / (flags[1] if flags else ".outfeed"))
        assert b"site/p5.md" in data
        assert str(tmp_path).encode() not in data
        assert tmp_path.name.encode() not in data

    def test_nor_the_folder_of_a_run(self, tmp_path: Path) -> None:
        """Messages are kept without what the file was called from there."""
        written(site(tmp_path / "somewhere"), 5, webUrl="nowhere")
        export(tmp_path / "somewhere", "--keep-going")
        shutil.copytree(tmp_path / "somewhere/site", tmp_path / "elsewhere/site")
        one = export(tmp_path / "somewhere", "--keep-going")
        other = export(tmp_path / "elsewhere", "--keep-going")

        assert b"somewhere" not in kept(tmp_path / "somewhere/site/.outfeed")
        assert one.err == other.err
        assert (tmp_path / "elsewhere" / KEPT).is_file()
