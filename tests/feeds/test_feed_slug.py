"""Folder names of values: readable, the same for ever, safe on every file system."""

import re
import unicodedata
from collections.abc import Sequence
from hashlib import sha256
from itertools import product
from typing import Final
from urllib.parse import unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from exporters.feeds.slug import LONGEST, folder_name, percent_encode
from exporters.settings.names import fold

TEXTS: Final = st.text() | st.text(alphabet="aB1-_ .+/\\:ßİς\u0301\u0345\u200d\ufe0f한ि🚀", max_size=60)
DEVICES: Final = ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³")]


def digits(value: str) -> str:
    """What stands behind the name of a value that lost something; `value` is tidy, and in NFC."""
    return sha256(value.encode()).hexdigest()[:6]


def nfc_folded(text: str) -> str:
    return unicodedata.normalize("NFC", text.casefold())


class TestReadable:
    """Letters, marks and numbers of every script stay; case and spaces are all that goes without a trace."""

    @pytest.mark.parametrize(
        ("value", "name"),
        [
            ("AI", "ai"),
            ("AI Hardware", "ai-hardware"),
            ("künstliche Intelligenz", "künstliche-intelligenz"),
            ("机器学习", "机器学习"),
            ("Обработка языка", "обработка-языка"),
            ("한국어", "한국어"),
            ("हिन्दी समाचार", "हिन्दी-समाचार"),
            ("تعلم الآلة", "تعلم-الآلة"),
            ("ภาษาไทย", "ภาษาไทย"),
            ("Straße", "strasse"),
            ("İzmir", "i̇zmir"),
            ("ΛΌΓΟΣ", "λόγοσ"),  # the final sigma folds to the other one
            ("300\u212a", "300k"),  # KELVIN SIGN
            ("snake_case", "snake_case"),
            ("GPT-4", "gpt-4"),
            ("a - b", "a---b"),
            ("2021-08", "2021-08"),
            ("½", "½"),
        ],
    )
    def test_a_name_that_keeps_everything_carries_no_hash(self, value: str, name: str) -> None:
        assert folder_name(value, "topic") == name

    @pytest.mark.parametrize(
        ("value", "kept"),
        [
            ("C++", "c"),
            ("C#", "c"),
            (".NET", "net"),
            ("R&D", "r-d"),
            ("R & D", "r-d"),
            ("Q&A -- live!", "q-a-live"),
            ("Wired.com", "wired-com"),
            ("می\u200cخواهم", "می-خواهم"),  # ZERO WIDTH NON-JOINER
            ("I ❤\ufe0f Tokyo", "i-tokyo"),  # the selector goes with the heart it stands on
            ("../../etc", "etc"),
            ("C:\\Windows", "c-windows"),
            ("-x", "x"),
            ("x-", "x"),
            ("_drafts", "drafts"),  # GitHub Pages leaves such a folder out
            ("\u0301x", "x"),  # a mark on nothing
            ("x-\u0301y", "x-y"),
            ("x \u0301y", "x-y"),
            ("x_\u0301y", "x_-y"),
        ],
    )
    def test_one_that_lost_more_carries_the_hash_of_the_value(self, value: str, kept: str) -> None:
        assert folder_name(value, "topic") == f"{kept}-{digits(value)}"

    @pytest.mark.parametrize("value", ["🚀", "++", "..", "/", "___", "--", "\u0301", "\ufffd"])
    def test_where_nothing_is_left_the_placeholder_stands(self, value: str) -> None:
        assert folder_name(value, "topic") == f"topic-{digits(value)}"
        assert folder_name(value, "author") == f"author-{digits(value)}"

    def test_the_hash_is_that_of_the_value_in_nfc(self) -> None:
        assert folder_name("C++", "topic") == "c-" + sha256(b"C++").hexdigest()[:6] == "c-f1deb7"
        assert folder_name("c++", "topic") == "c-" + sha256(b"c++").hexdigest()[:6] == "c-cedb1b"
        assert (
            folder_name("Ü+", "topic")
            == folder_name(" U\u0308+", "topic")
            == "ü-" + sha256("Ü+".encode()).hexdigest()[:6]
        )


class TestSame:
    """Values that differ only in case or spaces share a folder, where nothing else is lost."""

    @pytest.mark.parametrize(
        "value", ["künstliche Intelligenz", "GPT-4 für alle", "ΛΌΓΟΣ ΚΑΙ", "Ёлка и ёж", "Straße 5"]
    )
    @pytest.mark.parametrize("space", ["  ", "\t", "\u00a0", "\n\u3000"])
    def test_however_they_are_written(self, value: str, space: str) -> None:
        spaced = space + space.join(value.split()) + space
        variants = {spaced, spaced.upper(), spaced.lower(), unicodedata.normalize("NFD", spaced), spaced.swapcase()}

        assert {folder_name(variant, "topic") for variant in variants} == {folder_name(value, "topic")}

    def test_hangul_in_parts_is_hangul(self) -> None:
        assert folder_name(unicodedata.normalize("NFD", "한국어"), "topic") == "한국어"

    @given(TEXTS, st.text(alphabet=" \t\n\r\u00a0\u2003\u3000", min_size=1, max_size=3))
    def test_spaces_change_nothing(self, value: str, space: str) -> None:
        assert folder_name(space + space.join(value.split()) + space, "topic") == folder_name(value, "topic")

    @given(TEXTS)
    def test_neither_do_case_and_composition(self, value: str) -> None:
        kept = folder_name(value, "topic") == fold(value).replace(" ", "-")
        assert kept <= (folder_name(fold(value), "topic") == folder_name(value, "topic"))
        assert folder_name(unicodedata.normalize("NFD", value), "topic") == folder_name(value, "topic")


class TestSafe:
    """Nothing climbs out of the out folder, and no file system refuses a name or takes two for one."""

    @given(TEXTS, st.sampled_from(["topic", "author"]))
    @example("", "topic")
    @example("e" + "\u0301" * 100, "topic")
    def test_whatever_the_value(self, value: str, placeholder: str) -> None:
        name = folder_name(value, placeholder)

        assert name == nfc_folded(name) == fold(name)
        assert all(unicodedata.category(char)[0] in "LMN" or char in "-_" for char in name)
        assert 1 <= len(name.encode()) <= LONGEST
        assert name[0] not in "-_"
        assert name[-1] != "-"
        assert unicodedata.category(name[0])[0] != "M"
        assert name not in DEVICES

    def test_every_single_character(self) -> None:
        every = [chr(code) for code in range(0x3000) if not 0xD800 <= code < 0xE000]
        names = [folder_name(text, "topic") for char in every for text in (char, f"a{char}b")]

        assert [name for name in names if name != nfc_folded(name)] == []
        assert re.search(r"[^\w\u0300-\u3000-]", "".join(names)) is None

    @pytest.mark.parametrize("value", [*DEVICES, "CON", "Lpt1", "COM³"])
    def test_windows_devices_carry_the_hash(self, value: str) -> None:
        assert folder_name(value, "topic") == f"{value.casefold()}-{digits(value)}"

    @pytest.mark.parametrize("value", ["console", "com", "com10", "nulls"])
    def test_what_only_begins_like_one_does_not(self, value: str) -> None:
        assert folder_name(value, "topic") == value


class TestLong:
    """A name takes 80 bytes at most."""

    @pytest.mark.parametrize("letter", ["x", "ü", "机", "𝒳"])
    def test_300_characters_are_cut_between_characters(self, letter: str) -> None:
        letter = fold(letter)
        size = len(letter.encode())

        assert folder_name(letter * 300, "topic") == f"{letter * (73 // size)}-{digits(letter * 300)}"

    def test_80_bytes_are_kept_and_81_are_not(self) -> None:
        assert folder_name("x" * 80, "topic") == "x" * 80
        assert folder_name("x" * 81, "topic") == f"{'x' * 73}-{digits('x' * 81)}"

    def test_a_name_with_a_hash_is_cut_as_well(self) -> None:
        assert folder_name("x" * 79 + "!", "topic") == f"{'x' * 73}-{digits('x' * 79 + '!')}"

    @pytest.mark.parametrize("before", range(68, 74))
    def test_a_letter_keeps_all_its_marks_or_goes(self, before: int) -> None:
        value = "x" * before + "q\u0323\u0301" + "y" * 30  # one byte, and two for each mark
        whole = before + 5 <= 73

        name, _, hashed = folder_name(value, "topic").rpartition("-")

        assert name == "x" * before + ("q\u0323\u0301" if whole else "")
        assert hashed == digits(value)

    def test_marks_alone_leave_nothing(self) -> None:
        value = "q" + "\u0301" * 60

        assert folder_name(value, "topic") == f"topic-{digits(value)}"

    def test_no_dash_is_doubled_at_the_cut(self) -> None:
        value = "x" * 72 + " " + "y" * 30

        assert folder_name(value, "topic") == f"{'x' * 72}-{digits(value)}"


class TestDistinct:
    """Values that differ in more than case and spaces have folders of their own."""

    def test_over_a_large_sample(self) -> None:
        signs = ["", "+", "++", "#", ".", "&", "!", "/", "'", "🚀"]
        values = {f"{a}{b}{c}" for a, b, c in product([*signs, "c", "机", "é"], ["c", "net", "r d", "é"], signs)}
        values |= {f"topic {number}!" for number in range(500)} | {"x" * length for length in range(1, 300)}

        assert len({folder_name(value, "topic") for value in values}) == len(values) > 1200

    @pytest.mark.parametrize(("lossy", "kept"), [("C++", "c-f1deb7"), ("🚀", "topic-ebbc0b")])
    def test_none_can_be_made_to_meet_the_hash_of_another(self, lossy: str, kept: str) -> None:
        assert folder_name(lossy, "topic") == kept
        assert folder_name(kept, "topic") == f"{kept}-{digits(kept)}"
        assert (
            folder_name(kept.upper().replace("-", " "), "topic") == f"{kept}-{digits(kept.upper().replace('-', ' '))}"
        )

    @given(st.lists(st.text(alphabet="ab-_ ", min_size=1, max_size=6), min_size=2, max_size=2))
    def test_words_are_told_apart_by_their_letters(self, pair: Sequence[str]) -> None:
        one, other = (fold(value).replace(" ", "-") for value in pair)

        assert (folder_name(pair[0], "topic") == folder_name(pair[1], "topic")) <= (one == other)


class TestPercent:
    """RFC 3986 §3.3: a path in an address is ASCII."""

    def test_letters_are_encoded_and_slashes_stay(self) -> None:
        assert percent_encode("topics/künstliche-intelligenz") == "topics/k%C3%BCnstliche-intelligenz"
        assert percent_encode("themen/机器_1") == "themen/%E6%9C%BA%E5%99%A8_1"

    @given(TEXTS)
    def test_a_server_finds_the_folder_again(self, value: str) -> None:
        path = f"topics/{folder_name(value, 'topic')}"

        assert unquote(percent_encode(path)) == path
        assert re.fullmatch(r"[A-Za-z0-9_/%-]+", percent_encode(path))
