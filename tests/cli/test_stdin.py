"""`-` is standard input: whatever comes through a pipe, the program tells what it is or exports it."""

import subprocess
from pathlib import Path

import pytest

from tests.cli.forking import start

ROW = b'{"title": "A", "url": "https://e.org/a", "date": "2024-01-02T10:00:00Z"}\n'
CSV = b"title,url,date\nA,https://e.org/a,2024-01-02T10:00:00Z\n"
RSS = (
    b"<rss version='2.0'><channel><title>T</title><item><title>A</title><link>https://e.org/a</link>"
    b"<pubDate>Tue, 02 Jan 2024 10:00:00 GMT</pubDate></item></channel></rss>"
)


def piped(folder: Path, data: bytes, before: str = "") -> tuple[int, str]:
    """The status of an export of what comes through a pipe, and what it says."""
    flags = ("export", "-", "--site-url", "https://e.org/", "--out", "out", "--no-cache", "--jobs", "1")
    process = start(
        *flags, cwd=folder, before=before, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    _, said = process.communicate(data, timeout=60)
    return process.returncode, said.decode()


@pytest.mark.parametrize("data", [ROW, b"[" + ROW + b"]", CSV, CSV.replace(b",", b";").decode().encode("utf-16"), RSS])
def test_articles_are_exported(tmp_path: Path, data: bytes) -> None:
    status, said = piped(tmp_path, data)

    assert status == 0, said
    assert b"<title>A</title>" in (tmp_path / "out" / "rss.xml").read_bytes()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "standard input is empty"),
        (b" \n\n", "standard input is empty"),
        (b"words and words", "the format of standard input is unknown"),
        (b"\x7fELF\x02\x01" + bytes(1_000), "the format of standard input is unknown"),
        (b"\x1f\x8b\x08\x00", "standard input is gzip data"),
        (b"<!doctype html><title>404</title>", "standard input is a page of HTML"),
    ],
)
def test_anything_else_is_named(tmp_path: Path, data: bytes, message: str) -> None:
    status, said = piped(tmp_path, data)

    assert (status, said.count("\n")) == (2, 1)
    assert said.startswith(f"-: error: {message}; ")
    assert not (tmp_path / "out").exists()


def test_a_standard_input_that_is_closed(tmp_path: Path) -> None:
    status, said = piped(tmp_path, b"", before="import sys; sys.stdin = None")

    assert (status, said.count("\n")) == (2, 1)
    assert said.startswith("-: error: standard input is closed; ")


def test_a_wrong_row_has_its_line(tmp_path: Path) -> None:
    status, said = piped(tmp_path, ROW + b'{"title": "B"\n' + ROW)

    assert status == 1
    assert said.startswith("-:2:14: error: ")
