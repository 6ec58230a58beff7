"""File names are UTF-8 in every locale: the same site has the same folders everywhere."""

import os
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Final

import pytest

from exporters.cli.encoding import use_utf8_names
from exporters.cli.exit_outcome import exit_outcome
from tests.cli.running import SITE, contents, outfeed, outfeed_here, post

ASCII: Final = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}  # what C meant before Python 3.7
FEEDS: Final = 'feeds: [{path: ""}, {path: "themen/{topic}"}]\n'
FOLDER: Final = "themen/機械"
FROZEN: Final = "import sys; sys.frozen = True"  # as in a program that holds its Python: it can't be started again


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder whose article, topic and settings have names that ASCII and ISO 8859-1 can't hold."""
    articles = post(tmp_path / "статьи", "ö機", topics="[機械]").parent
    (tmp_path / "outfeed.yaml").write_text(f"source: {{path: {articles.name}}}\n{FEEDS}", encoding="utf-8")
    return tmp_path


class TestOtherLocale:
    """A locale whose encoding is not UTF-8 changes nothing in what is published, read and told."""

    def test_files_and_their_bytes_are_the_same(self, folder: Path) -> None:
        outfeed_here("export", *SITE, "--no-cache", cwd=folder)
        expected = contents(folder / "out")

        ran = outfeed("export", *SITE, "--out", "aus/出", cwd=folder, env=ASCII)

        assert ran.status == 0, ran.err
        assert contents(folder / "aus/出") == expected
        assert f"{FOLDER}/rss.xml" in expected

    def test_messages_name_the_same_files(self, folder: Path) -> None:
        post(folder / "статьи", "ü機", title="")
        expected = outfeed_here("validate", cwd=folder)

        ran = outfeed("validate", cwd=folder, env=ASCII)

        assert ran == expected
        assert "статьи/ü機.md:1:1: error: title: " in ran.out

    def test_what_is_printed_keeps_its_encoding(self, monkeypatch: pytest.MonkeyPatch) -> None:
        begun = list[tuple[object, ...]]()
        monkeypatch.delenv("PYTHONIOENCODING", raising=False)
        monkeypatch.setattr(os, "execve", lambda *args: begun.append((*args[:2], args[2]["PYTHONIOENCODING"])))
        monkeypatch.setattr(sys, "getfilesystemencoding", lambda: "iso8859-1")
        monkeypatch.setattr(sys, "orig_argv", ["python3", "-m", "exporters", "feeds"])
        monkeypatch.setattr(sys, "stdout", TextIOWrapper(BytesIO(), encoding="iso8859-1"))

        use_utf8_names()

        utf8_mode = [sys.executable, "-X", "utf8", "-m", "exporters", "feeds"]
        assert begun == [(sys.executable, utf8_mode, "iso8859-1")]
        assert "PYTHONIOENCODING" not in os.environ


class TestOnlyThatEncoding:
    """Where Python can't be started again, a name that can't be encoded is an error that names it."""

    def test_it_is_told(self, folder: Path) -> None:
        post(folder / "news", "a", topics="[機械]")
        (folder / "outfeed.yaml").write_text(f"source: {{path: news}}\n{FEEDS}", encoding="utf-8")

        ran = outfeed("export", *SITE, cwd=folder, env=ASCII, before=FROZEN)

        assert (ran.status, (folder / "out").exists()) == (3, False)
        (error,) = ran.told("error")
        assert error == (
            'error: "機械" is not a file name in ascii, the encoding of the locale; '
            "run it with LC_ALL=C.UTF-8 or PYTHONUTF8=1 [name-unencodable]"
        )

    def test_an_error_of_another_cause_is_none(self) -> None:
        with pytest.raises(UnicodeEncodeError) as caught:
            os.fsencode("\ud800")

        with pytest.raises(UnicodeEncodeError):
            exit_outcome(caught.value)
