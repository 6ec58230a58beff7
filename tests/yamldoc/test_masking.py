"""Characters that YAML refuses pass the parser and come out as they were."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from exporters.yamldoc.values import mask, unmask

refused = st.sampled_from([*map(chr, range(32)), *map(chr, range(127, 160)), "\u2028", "\u2029", "\ufffe", "\uffff"])
ordinary = st.characters(exclude_categories=["Cs"], max_codepoint=0x10FDFF)


class TestMask:
    """As long as before, and nothing in it that YAML refuses."""

    @given(st.text(refused | ordinary))
    def test_the_length_stays(self, text: str) -> None:
        assert len(mask(text)) == len(text)

    @given(st.text(refused | ordinary))
    def test_no_character_is_refused_afterwards(self, text: str) -> None:
        assert yaml.reader.Reader.NON_PRINTABLE.search(mask(text)) is None

    @given(st.lists(st.text((refused | ordinary).filter(lambda char: char != "\n"))))
    def test_unmasking_gives_back_what_was_masked(self, lines: list[str]) -> None:
        text = "\n".join("x" + line for line in lines)

        assert unmask(mask(text)) == text

    @given(st.text(st.characters(exclude_categories=["Cs", "Cc"], max_codepoint=0x2027)))
    def test_ordinary_text_is_the_same_object(self, text: str) -> None:
        assert mask(text) is text

    @pytest.mark.parametrize("line", ["\x00", " \x01 ", "\t\x85", "\x0c"])
    def test_a_line_of_controls_alone_becomes_blank(self, line: str) -> None:
        assert mask(f"a: 1\n{line}\nb: 2") == f"a: 1\n{' ' * len(line)}\nb: 2"

    def test_a_character_used_for_masking_is_replaced(self) -> None:
        masked = mask("\U0010fe00\x00")

        assert masked[0] == "\ufffd"
        assert unmask(masked) == "\ufffd\x00"

    def test_the_next_line_mark_does_not_end_a_line(self) -> None:
        assert yaml.safe_load(mask("a: 'x\x85y'"))["a"].count("\n") == 0
