"""What text may hold."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from exporters.model.text import _INVISIBLE, FORBIDDEN, UNSAFE, check_text, is_clean, is_visible

EVERY = [chr(code) for code in range(sys.maxunicode + 1)]


class TestIsClean:
    """XML 1.0 §2.2 Char: no control but tab and line ends, no surrogate, no U+FFFE or U+FFFF."""

    @pytest.mark.parametrize("char", ["\t", "\n", "\r", "\x7f", "\x85", "\x9f", "\xa0", "\ufeff", "\ufffd", "😀", "<"])
    def test_what_xml_can_carry(self, char: str) -> None:
        assert is_clean(f"a{char}b")

    @pytest.mark.parametrize(
        "char",
        ["\x00", "\x08", "\x0b", "\x0c", "\x0e", "\x1f", "\ud800", "\udfff", "\ufffe", "\uffff"],  # noqa: PT014 — two surrogates
    )
    def test_what_it_can_not(self, char: str) -> None:
        assert not is_clean(f"a{char}b")

    def test_empty_text_is_clean(self) -> None:
        assert is_clean("")

    @given(st.text(st.characters(codec=None)))
    def test_lxml_agrees(self, text: str) -> None:
        element = etree.Element("x")
        try:
            element.text = text
        except (ValueError, UnicodeEncodeError):
            taken = False
        else:
            taken = True

        # lxml takes U+FFFE and U+FFFF of later planes as XML 1.0 does
        assert is_clean(text) == taken

    def test_no_character_that_is_printable_is_forbidden(self) -> None:
        assert [char for char in EVERY if char.isprintable() and FORBIDDEN.search(char)] == []


class TestCheckText:
    """Text that people see, and that XML can carry."""

    @given(st.text(st.characters(codec=None) | st.sampled_from("a \n\x00\u200b\ud800"), max_size=3))
    def test_what_is_right_at_a_glance_is_clean_and_visible(self, text: str) -> None:
        try:
            check_text("title", text)
        except ValueError:
            is_taken = False
        else:
            is_taken = True

        assert is_taken == (is_clean(text) and is_visible(text))


class TestUnsafe:
    """What repairs remove: what XML forbids, and the controls that it discourages but for NEXT LINE."""

    @pytest.mark.parametrize("code", [*range(9), 11, 12, *range(14, 32), *range(127, 133), *range(134, 160), 0xFFFE])
    def test_a_control_is_unsafe(self, code: int) -> None:
        assert UNSAFE.fullmatch(chr(code))

    @pytest.mark.parametrize("char", ["\t", "\n", "\r", " ", "\x85", "\xa0", "a", "\ufeff", "\ufffd"])
    def test_text_is_not(self, char: str) -> None:
        assert UNSAFE.search(char) is None

    @given(st.text(st.characters(codec=None)))
    def test_text_without_it_is_clean(self, text: str) -> None:
        assert is_clean(UNSAFE.sub("", text))


class TestIsVisible:
    """White space and marks without width alone are as good as nothing."""

    @pytest.mark.parametrize("text", ["", " ", "\t\n", "\xa0", "\u200b", "\ufeff", "\u2028", "\u00ad", "\u200e \u3000"])
    def test_nothing_is_seen(self, text: str) -> None:
        assert not is_visible(text)

    @pytest.mark.parametrize("text", [".", " a ", "\u200bé", "😀", "\u0301"])
    def test_something_is_seen(self, text: str) -> None:
        assert is_visible(text)

    def test_no_letter_and_no_digit_is_invisible(self) -> None:
        assert [char for char in EVERY if char.isalnum() and unicodedata.category(char) in _INVISIBLE] == []

    @given(st.text(st.characters(codec=None) | st.sampled_from(" \t\xa0\u200b\ufeffa")))
    def test_each_character_counts(self, text: str) -> None:
        assert is_visible(text) == any(unicodedata.category(char) not in _INVISIBLE for char in text)
