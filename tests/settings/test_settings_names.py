"""Names are compared without case, white space and encoding."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.settings.names import canonical, fold

HEAPS = st.text(alphabet="ab é한ㄱ\u1100\u1161\u11a8\u0301\u0323", min_size=200, max_size=900).filter(
    lambda text: "\u0301" * 9 not in text
)


class TestFolded:
    """Spec: Unicode §3.13 D145, canonical caseless matching."""

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("ML", "ml"),
            (" Machine\u00a0 Learning\n", "machine learning"),
            ("STRASSE", "Straße"),
            ("Ä", "a\u0308"),
            ("ΟΔΟΣ", "οδος"),
        ],
    )
    def test_what_people_take_for_one_name_is_one(self, one: str, other: str) -> None:
        assert fold(one) == fold(other)

    @pytest.mark.parametrize(("one", "other"), [("C", "C++"), ("a b", "ab"), ("resume", "résumé"), ("²", "2")])
    def test_what_people_take_for_two_is_two(self, one: str, other: str) -> None:
        assert fold(one) != fold(other)

    @given(st.text())
    def test_for_any_text_folding_again_changes_nothing(self, text: str) -> None:
        assert fold(fold(text)) == fold(text)


class TestCanonical:
    """Spec: UAX #15. It takes no time that grows with the square of a run of marks."""

    @given(st.text())
    def test_any_text_becomes_its_nfc(self, text: str) -> None:
        assert canonical(text) == unicodedata.normalize("NFC", text)

    @given(HEAPS)
    def test_long_text_does_so_too_though_it_is_taken_in_pieces(self, text: str) -> None:
        assert canonical(text) == unicodedata.normalize("NFC", text)

    def test_half_a_million_marks_on_one_letter_come_to_an_end(self) -> None:
        marked = "a" + "\u0301\u0323" * 250_000

        assert len(canonical(marked)) <= len(marked)
