"""Any text comes back from YAML as it was, however hostile it is."""

import yaml as reference
from hypothesis import example, given
from hypothesis import strategies as st

from exporters.scaffold.settings_text import flow, scalar
from exporters.yamldoc.document import read_yaml

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


class TestScalar:
    """YAML 1.1 §5.6: double quotes carry any character, escaped where it is not printable."""

    @given(TEXTS)
    @example("no")
    @example("2021")
    @example("0x1F")
    @example("12:30:45")
    @example("2021-08-24")
    @example("~")
    @example("<<")
    @example("=")
    @example("a: b # {c} [d]")
    @example("quotes \" and ' and \\")
    @example("two\nlines\r\nof\u2028text\u0085")
    @example("\ufeff\x00\x7f\xa0\U0001f600\uffff")
    def test_any_text_is_read_back_as_it_was(self, text: str) -> None:
        written = f"key: {scalar(text)}\n"

        assert len(written.splitlines()) == 1
        assert reference.safe_load(written) == {"key": text}

    @given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
    def test_our_own_reader_agrees(self, text: str) -> None:
        assert read_yaml(f"key: {scalar(text)}\n").value == {"key": text}

    @given(st.dictionaries(TEXTS, st.lists(TEXTS | st.integers() | st.booleans())))
    def test_lists_and_mappings_of_any_texts_are_read_back(self, value: dict[str, list[str | int]]) -> None:
        written = flow(value)

        assert len(written.splitlines()) == 1
        assert reference.safe_load(written) == value

    def test_what_needs_no_quotes_has_none(self) -> None:
        assert flow({"a": ["rss", "https://example.org/", "Europe/Berlin", 5, True]}) == (
            "{a: [rss, https://example.org/, Europe/Berlin, 5, true]}"
        )
        assert [scalar(text) for text in ("two words", "no", "5", "é")] == ['"two words"', '"no"', '"5"', '"é"']
