"""Mojibake is undone, and right text in any script stays as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.model.text import UNSAFE
from exporters.repair.mojibake import is_suspicious, repair
from tests.profiles import examples


class TestRepair:
    """UTF-8 that was read as something else is read again."""

    @pytest.mark.parametrize(
        ("broken", "right"),
        [
            ("connectionsâ€”a", "connections—a"),
            ("itâ€™s", "it’s"),
            ("weÃ¢â‚¬â„¢re", "we’re"),
            ("Ã¼ber", "über"),
            ("Ã la carte", "à la carte"),
            ("GRAÃ§A", "GRAçA"),
            ("25Â°", "25°"),
            ("3Ã—4", "3×4"),
            ("Ä°stanbul", "İstanbul"),
            ("Ð¿Ñ€Ð¸Ð²ÐµÑ‚", "привет"),
            ("РїСЂРёРІРµС‚", "привет"),
            ("ä¸\xadæ–‡", "中文"),
            ("ðŸ˜€", "😀"),
            ("HÃ\xa0 Ná»™i", "Hà Nội"),
            ("ÃŠÃ”", "ÊÔ"),
            ("Î”Î¯Î±", "Δία"),
            ("√©t√©", "été"),
            ("it\x92s", "it’s"),
            ("Ð“ÐžÐ”", "ГОД"),
            ("cafĂ©", "café"),
            ("KГ¤se", "Käse"),
            ("Ğ¨Ğ£Ğ¢", "ШУТ"),
            ("fĆ¼r", "für"),
        ],
    )
    def test_mojibake_is_undone(self, broken: str, right: str) -> None:
        assert repair(broken) == right
        assert is_suspicious(broken)

    @pytest.mark.parametrize("marked", ["ï»¿a", "\ufeffa", "aï»¿", "ïï»¿»¿a", "ï\ufeff»¿a", "\ufeff\ufeffa"])
    def test_stray_byte_order_marks_go(self, marked: str) -> None:
        assert repair(marked) == "a"

    def test_a_mark_beside_a_quotation_mark_leaves_it(self) -> None:
        assert repair("« mot »ï»¿") == "« mot »"

    @pytest.mark.parametrize("text", ["ï" * 50_000 + "»¿" * 50_000, "Ã" * 500_000, "â€" * 300_000, "“Ã”" * 100_000])
    def test_it_ends_on_anything(self, text: str) -> None:
        assert isinstance(repair(text), str)


class TestRightText:
    """What is right never changes."""

    @pytest.mark.parametrize(
        "text",
        [
            "Plain ASCII, 100 % of it",
            "« L’été, déjà… » — NOËL À L’ÎLE",
            "CAFÉ® MARQUÉ… “RÉSUMÉ” Beyoncé™ Citroën™",
            "„Äpfel“ und ÖL – GRÖSSE",
            "São Paulo, “AMANHÃ” e MÃE, IRMÃ…",
            "El «NIÑO» señor™",
            "İstanbul’da ŞİŞLİ, Iğdır “ÇAĞ”",
            "NGÃ TƯ SỞ, MÃ SỐ THUẾ, “ĐÃ” PHỞ…",
            "BORÐ” ORÐ… LANDIÐ – HÚSIÐ ER",
            "A COBORÎ… A URÎ”",
            "Łódź, ŻÓŁĆ „Ą”, Škoda™",
            "Обычный русский текст, её «ёлка»…",
            "Ελληνικά «κείμενο»…",
            "العربية «نص»، עברית",
            "中文，日本語「かな」한국어",
            "हिन्दी ไทย 😀👩‍👩‍👧 ℝ ∑ √2 ¬p",
            "ø Å Ø Æ Þ ð ß ÿ Œuvre",
        ],
    )
    def test_right_text_stays(self, text: str) -> None:
        assert repair(text) == text

    @examples(5)
    @given(st.text(st.characters(min_codepoint=0x370, exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff")))
    def test_text_without_latin_letters_stays(self, text: str) -> None:
        assert is_suspicious(text) or repair(text) == text

    @examples(5)
    @given(
        st.lists(
            st.text("aàâäbcçdeéèêëiîïnñoôöuùûüßÀÉÈÖÜŞİĞışğąęłńóśźżăđơưạảấầ", min_size=2, max_size=10),
            min_size=1,
            max_size=8,
        ),
        st.sampled_from([" ", ", ", "… ", " – ", "’", "” “", " « "]),
    )
    def test_words_with_marks_between_them_stay(self, words: list[str], mark: str) -> None:
        text = mark.join(word[0] + word[1:].lower() for word in words)

        assert repair(text) == text

    @examples(5)
    @given(st.text(st.sampled_from("ÃÂâï»¿€™©\x92\xa0\ufeff a“”Ð°é"), max_size=12))
    def test_repairing_twice_is_repairing_once(self, text: str) -> None:
        assert repair(repair(text)) == repair(text)

    @given(st.text(st.characters(exclude_categories=["Cs"])))
    def test_the_cheap_look_never_misses(self, text: str) -> None:
        assert is_suspicious(text) or (repair(text) == text and not UNSAFE.search(text))

    @pytest.mark.parametrize("text", ["a", "Zürich’s café – 10\xa0€…", "\n\t", "日本"])
    def test_right_text_is_not_suspicious(self, text: str) -> None:
        assert not is_suspicious(text)
