"""Long HTML goes through the sanitiser with some characters aside, and comes out as it would without that."""

from html.entities import html5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.bodies.html import linear_sanitiser as module
from exporters.bodies.html.allowed_html import LAST_PASS
from exporters.bodies.html.clean import clean
from exporters.bodies.html.linear_sanitiser import sanitise

PIECES = [
    *("&", "&amp;", "&amp", "&lt", "&x;", "&ampx", "&notit;", "&notin", "&#", "&#x", "&#65;", "&#x41", "&#128;"),
    *("&nbsp", "\xa0", "\x85", "\x80", "°", "â", "a", " ", "\n", "<p>", "</p>", "'", '"', ">", "=", "<!--", "-->"),
    *("<a href='http://example.org/?a=1&b=2&copy=3\xa0'>", '<a title="x\xa0&y">', "<a href='java&#115;cript:x'>"),
    *("<b\xa0c>", '<b&c="d">', "<script>", "</script>", "<textarea>", "</textarea>", "<svg>", "</svg>", "<table>"),
    *("<iframe src='//example.org'>", "</iframe>", "<pre>\n", "<xmp>", "\U000f0026", "\U000f00a0", "\U0010ffff"),
]


@pytest.fixture
def all_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """No HTML is short."""
    monkeypatch.setattr(module, "_SHORT_LENGTH", -1)


class TestSame:
    """No character is lost, added or read another way."""

    @given(st.lists(st.sampled_from(PIECES), max_size=16).map("".join))
    def test_any_html(self, html: str) -> None:
        def cleaned(short: int) -> object:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(module, "_SHORT_LENGTH", short)
                return clean(html, lambda address: address if address.startswith("http") else None)

        assert cleaned(-1) == cleaned(len(html))

    @pytest.mark.usefixtures("all_is_long")
    def test_every_reference(self) -> None:
        html = "".join(f"<p>&{name}x &{name[:-1]}y z&{name} &#{number};</p>" for number, name in enumerate(html5, 1))

        assert sanitise(LAST_PASS, html) == LAST_PASS.clean(html)

    @pytest.mark.usefixtures("all_is_long")
    def test_every_character_of_two_bytes(self) -> None:
        html = "".join(f'<p title="{chr(code)}">{chr(code)}</p>' for code in range(0x7F, 0x800))

        assert sanitise(LAST_PASS, html) == LAST_PASS.clean(html)

    @pytest.mark.usefixtures("all_is_long")
    def test_characters_for_private_use(self) -> None:
        html = "&\xa0" + "".join(map(chr, range(0xF0000, 0x10FF00, 0x80)))

        assert sanitise(LAST_PASS, html) == LAST_PASS.clean(html)

    @pytest.mark.usefixtures("all_is_long")
    def test_those_of_every_block_are_refused(self) -> None:
        with pytest.raises(ValueError, match="private use from all 512 blocks"):
            sanitise(LAST_PASS, "".join(map(chr, range(0xF0000, 0x110000, 0x80))))


class TestPieces:
    """What the sanitiser is given has no characters that cut its text, where it would cost time."""

    @pytest.mark.parametrize("html", ["\x85\x80â", "\xa0", "© ", "& ", "&&", "&x;", "&#", "x &a"])
    def test_none_is_left(self, html: str) -> None:
        given = list[str]()

        class Watching:
            def clean(self, html: str) -> str:
                given.append(html)
                return html

        sanitise(Watching(), html * 30_001)  # type: ignore[arg-type]

        assert "&" not in given[0]
        assert not {chr(code) for code in range(0x80, 0xC0)} & set(given[0])
