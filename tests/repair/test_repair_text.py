"""Plain text is put right, and right text never changes."""

from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from exporters.model.text import UNSAFE, is_clean
from exporters.repair.text import clean, identity, is_settled
from tests.profiles import examples

anything = st.text(st.characters(codec=None))
troubled = st.text(
    st.sampled_from("aé—’ \t\n\r\x00\x0b\x85\x92\xa0\u2028\ufeff\ud800&#;3amp9lt<>Ãâ€™”ï»¿Â"), max_size=30
)
typographic = st.lists(
    st.sampled_from(["’", "“", "”", "—", "…", "é", "É", "Â", "Ã", "â€™", "ü", "Î", "Ð", "√", "‚", "Ä", "ï»¿", "«", "»"])
    | st.sampled_from(
        [" ", "  ", "\u3000", "\u200b", "\xad", "&", "&amp;", "word", "漢", "з", "α", "ž", "😀", "\ue000"]
    )
    | st.characters(codec=None),
    max_size=8,
).map("".join)


class TestClean:
    """One line, nothing invisible around it, nothing that XML forbids."""

    @pytest.mark.parametrize(
        ("before", "after", "rules"),
        [
            ("A title", "A title", []),
            ("", "", []),
            (" A  title\r\n", "A title", ["text-spaces"]),
            ("\xa0A\xa0title", "A title", ["text-spaces"]),
            ("A\u2028title\tof\x85mine", "A title of mine", ["text-spaces"]),
            ("Apple&#8217;s &amp; yours", "Apple’s & yours", ["text-entity"]),
            ("&#x2019;&lt;b&gt;&nbsp;x", "’<b> x", ["text-entity", "text-spaces"]),
            ("AT&T &unknown; &; &#; &#x; R&D;", "AT&T &unknown; &; &#; &#x; R&D;", []),
            ("&copy 2021 &times", "&copy 2021 &times", []),
            ("connectionsâ€”a", "connections—a", ["text-mojibake"]),
            ("ï»¿A title", "A title", ["text-mojibake"]),
            ("\ufeffA title", "A title", ["text-mojibake"]),
            ("worldâ€™s", "world’s", ["text-mojibake"]),
            ("a\x00b\x1fc\x7f", "abc", ["text-control"]),
            ("a\x0bb\x0cc", "a b c", ["text-control"]),
            ("a\ud800b\ufffe\uffff", "ab", ["text-control"]),
            ("Microsoft Corp <MSFT.O>", "Microsoft Corp <MSFT.O>", []),
            ("1 < 2 > 0 <br>", "1 < 2 > 0 <br>", []),
            ("“Café” – naïve Ångström", "“Café” – naïve Ångström", []),
            ("漢字　かな", "漢字　かな", []),
            ("zero\u200bwidth \u200emark", "zero\u200bwidth \u200emark", []),
            ("e\u0301", "e\u0301", []),
        ],
    )
    def test_before_and_after(self, before: str, after: str, rules: list[str]) -> None:
        cleaned, changes = clean(before)

        assert cleaned == after
        assert [change.rule for change in changes] == rules

    def test_a_control_of_windows_is_what_it_meant(self) -> None:
        assert clean("the world\x92s \x93best\x94 \x97 ever")[0] == "the world’s “best” — ever"

    @pytest.mark.parametrize("entity", ["&#0;", "&#1;", "&#x1F;", "&#xD800;", "&#xFFFE;", "&#9999999;", "&#x110000;"])
    def test_an_entity_brings_in_nothing_forbidden(self, entity: str) -> None:
        assert is_clean(clean(f"a{entity}b")[0])

    def test_each_change_begins_where_the_last_one_ended(self) -> None:
        before = " Appleâ€™s &amp;\x00 ours"
        cleaned, changes = clean(before)

        assert [change.rule for change in changes] == ["text-entity", "text-control", "text-mojibake", "text-spaces"]
        assert changes[0].before == before
        assert [change.after for change in changes[:-1]] == [change.before for change in changes[1:]]
        assert changes[-1].after == cleaned == "Apple’s & ours"

    @pytest.mark.parametrize(
        ("before", "after"),
        [("x Â\ty", "x y"), ("Â\u2028ta", "ta"), ("â\x80\n\x99", "†™"), ("Â¬™3Â\ra", "ª3 a"), ("Â\u2028¬\x99a", "ªa")],
    )
    def test_mojibake_that_comes_to_light_when_other_things_are_right_is_repaired(
        self, before: str, after: str
    ) -> None:
        assert clean(before)[0] == after

    @given(anything | troubled)
    def test_the_result_is_clean_and_on_one_line(self, text: str) -> None:
        cleaned, _ = clean(text)

        assert is_clean(cleaned)
        assert UNSAFE.search(cleaned) is None
        assert cleaned.splitlines() in ([], [cleaned])
        assert cleaned == cleaned.strip()

    @given((anything | troubled).filter(lambda text: "&" not in text))
    @example("Â\x1f\x80")
    @example("â€\x00™")
    @example("Ã\n\xa0")
    def test_a_second_time_changes_nothing(self, text: str) -> None:
        once, _ = clean(text)

        assert clean(once) == (once, [])

    @given(anything | troubled)
    def test_it_changed_if_it_says_so(self, text: str) -> None:
        cleaned, changes = clean(text)

        assert (cleaned != text) == bool(changes)
        assert all(change.before != change.after for change in changes)

    @examples(10)
    @given(typographic | anything | troubled)
    @example("")
    @example(" ")
    @example("It’s “Café” — naïve…")
    def test_what_looks_settled_is_left_alone_by_every_step(self, text: str) -> None:
        with patch("exporters.repair.text._is_tidy", return_value=False):
            by_all_steps = clean(text)

        assert clean(text) == by_all_steps
        assert not is_settled(text) or by_all_steps == (text, [])

    @pytest.mark.parametrize("text", ["A title", "It’s “café style” — naïve…", "漢字かな", "« L’été » ?", "1 < 2 > 0"])
    def test_most_text_is_settled_at_a_glance(self, text: str) -> None:
        assert is_settled(text)

    @given(st.text(st.characters(codec="ascii", categories=["L", "N"]) | st.sampled_from("漢字あضع"), min_size=1))
    def test_words_in_ascii_chinese_or_arabic_never_change(self, text: str) -> None:
        assert clean(text) == (text, [])


class TestEntities:
    """HTML §13.5: an entity is what it stands for; an unknown one is text."""

    @pytest.mark.parametrize(
        ("entity", "char"),
        [
            ("&CounterClockwiseContourIntegral;", "∳"),  # the longest name that HTML has
            ("&frac12;", "½"),
            ("&lt;", "<"),
            ("&#0008217;", "’"),
            ("&#x002019;", "’"),
            ("&#X2019;", "’"),
            ("&#65;", "A"),
            ("&#x4A;", "J"),
        ],
    )
    def test_it_is_resolved(self, entity: str, char: str) -> None:
        assert clean(entity)[0] == char

    @pytest.mark.parametrize("text", ["&#00008217;", "&#x0002019;", "&a;", "&b.alpha;", f"&{'a' * 33};", "&#x;", "&#;"])
    def test_what_is_none_stays(self, text: str) -> None:
        assert clean(text) == (text, [])

    @pytest.mark.parametrize(
        ("written", "char"),
        [
            ("&amp;quot;", '"'),
            ("&amp;apos;", "'"),
            ("a&amp;nbsp;b", "a b"),
            ("&amp;ldquo;", "“"),
            ("&amp;rdquo;", "”"),
            ("&amp;lsquo;", "‘"),
            ("&amp;rsquo;", "’"),
            ("&amp;mdash;", "—"),
            ("&amp;ndash;", "–"),
            ("&amp;hellip;", "…"),
            ("&amp;#39;", "'"),
            ("&amp;#8217;", "’"),
            ("&amp;#8000;", "ὀ"),
            ("&amp;#8999;", "⌧"),
            ("&amp;#x2019;", "’"),
            ("&amp;#x20AC;", "€"),
            ("&amp;#x20ff;", "⃿"),
        ],
    )
    def test_a_mark_that_was_escaped_twice_is_itself(self, written: str, char: str) -> None:
        assert clean(written)[0] == char

    @pytest.mark.parametrize("name", ["lt", "gt", "amp", "#38", "#60", "#x3c", "copy", "#169", "#80000", "#x2100"])
    def test_others_are_talked_about(self, name: str) -> None:
        """`&amp;lt;` in a title on HTML is the text `&lt;`."""
        assert clean(f"&amp;{name};")[0] == f"&{name};"


class TestSpaces:
    """What parsers and readers fold is one space; what has a width of its own stays."""

    @pytest.mark.parametrize("space", [*"\t\r\n\x0b\x0c\x85\xa0\u2028\u2029", "  ", "\r\n", " \xa0 ", "\xa0\xa0"])
    def test_one_space(self, space: str) -> None:
        assert clean(f"a{space}b")[0] == "a b"

    @pytest.mark.parametrize("space", "\u2002\u2003\u2009\u202f\u3000")
    def test_a_wide_or_narrow_one_stays_but_at_the_ends(self, space: str) -> None:
        assert clean(f"a{space}b")[0] == f"a{space}b"
        assert clean(f"{space}ab{space}")[0] == "ab"

    @pytest.mark.parametrize("char", [*map(chr, (*range(9), *range(14, 32))), *"\x7f\ud800\udfff\ufffe\uffff"])
    def test_controls_part_nothing(self, char: str) -> None:
        assert clean(f"a{char}b")[0] == "ab"
        assert identity(f"a{char}b")[0] == "ab"

    @pytest.mark.parametrize("end", ["\t", "\r", "\n", "\x85", "\u2028", "\u2029", "\r\n\t"])
    def test_line_ends_in_an_id_are_one_space(self, end: str) -> None:
        assert identity(f"a{end}b{end}")[0] == "a b"


class TestIdentity:
    """Another id is another article: only what no format can carry is changed."""

    @pytest.mark.parametrize(
        "kept", ["a&amp;b", "connectionsâ€”a", "A|B", "\ufeffa", "e\u0301", "https://é.org/ä b", "a  b", "a\xa0b"]
    )
    def test_it_stays(self, kept: str) -> None:
        assert identity(kept) == (kept, [])

    @pytest.mark.parametrize(("before", "after"), [("a\x00b", "ab"), (" a\nb ", "a b"), ("a\x92", "a")])
    def test_what_no_format_carries_goes(self, before: str, after: str) -> None:
        assert identity(before)[0] == after

    @given(anything)
    def test_a_second_time_changes_nothing(self, text: str) -> None:
        once, _ = identity(text)

        assert identity(once) == (once, [])
        assert is_clean(once)


class TestControls:
    """Those of Windows-1252 become what they meant, others go."""

    @given(anything)
    def test_none_is_left(self, text: str) -> None:
        assert UNSAFE.search(clean(text)[0]) is None

    @pytest.mark.parametrize(
        ("char", "meant"), [("\x80", "€"), ("\x92", "’"), ("\x97", "—"), ("\x81", ""), ("\x0c", " ")]
    )
    def test_what_it_meant(self, char: str, meant: str) -> None:
        assert clean(f"a{char}b")[0] == f"a{meant}b"
