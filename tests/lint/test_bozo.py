"""What feedparser calls bozo, lint rejects: documents that no XML parser reads, and bytes that are not as declared.

Exception: a byte order mark within a name. XML 1.0 allows it since its fifth edition; expat knows the fourth.
"""

import warnings
from pathlib import Path
from typing import Final

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.diagnostics.diagnostic import Level
from exporters.lint.lint import lint

CASES: Final = Path(__file__).parents[1] / "checks" / "cases"
FEEDS: Final = (
    (Path(__file__).parent / "golden" / "atom.xml").read_bytes(),
    (CASES / "rss" / "clean.xml").read_bytes(),
)
PIECES: Final = (  # that break a document, in some places
    *(
        b"&",
        b"<",
        b">",
        b"&nbsp;",
        b"&bogus;",
        b"&#0;",
        b"&#x110000;",
        b"&#55296;",
        b"]]>",
        b"<![CDATA[",
        b"<!--",
        b"-->",
    ),
    *(b"<b>", b"</b>", b"<x:y/>", b" xmlns:x='y'", b" a='1' a='2'", b'"', b"'", b"<?pi", b"?>"),
    *(b"\x00", b"\x0b", b"\xff", b"\xc3", b"\xed\xa0\x80", b"<!DOCTYPE feed>", b"<!DOCTYPE x [<!ENTITY a 'b'>]>"),
    *(b"<?xml version='1.0' encoding='latin-1'?>", b"<?xml version='1.0' encoding='utf-16'?>"),
)


def is_bozo(data: bytes) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # dates of feeds that it guesses
        try:
            return bool(feedparser.parse(data).bozo)
        except (UnicodeError, ValueError, TypeError):  # its own parser for broken XML fails on some characters
            return True


def has_error(data: bytes) -> bool:
    return any(each.level is Level.ERROR for each in lint(data))


@given(st.sampled_from(FEEDS), st.sampled_from(PIECES), st.data())
def test_a_piece_that_breaks_it(feed: bytes, piece: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(feed)))
    broken = feed[:at] + piece + feed[at:]

    assert has_error(broken) or not is_bozo(broken)


@given(st.sampled_from(FEEDS), st.data())
def test_a_piece_that_is_lost(feed: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(feed)))
    broken = feed[:at] + feed[at + data.draw(st.integers(1, 40)) :]

    assert has_error(broken) or not is_bozo(broken)


@given(st.sampled_from(FEEDS), st.data())
def test_a_document_that_is_cut(feed: bytes, data: st.DataObject) -> None:
    broken = feed[: data.draw(st.integers(0, len(feed) - 2))]

    assert has_error(broken)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "latin-1", "cp1252", "koi8-r"])
@pytest.mark.parametrize("declared", ["utf-8", "utf-16", "latin-1", "us-ascii", "unheard-of"])
def test_bytes_that_are_not_as_declared(encoding: str, declared: str) -> None:
    text = FEEDS[0].decode().replace("News", "Ðåë" if encoding == "koi8-r" else "Ünicode")
    data = f'<?xml version="1.0" encoding="{declared}"?>\n{text}'.encode(encoding, "replace")

    assert has_error(data) or not is_bozo(data)


def test_both_accept_the_feeds() -> None:
    assert not any(has_error(feed) or is_bozo(feed) for feed in FEEDS)
