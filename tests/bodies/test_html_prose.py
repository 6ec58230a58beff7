"""Repairs of text in HTML: each is told with before and after, and code stays character for character."""

import pytest

from tests.bodies.test_html import cleaned


def told(html: str) -> list[tuple[str, str | None, str | None]]:
    """The repairs that are reported."""
    return [(each.rule, each.before, each.after) for each in cleaned(html).findings]


class TestRepaired:
    """Prose."""

    @pytest.mark.parametrize(
        ("html", "rule", "before", "after"),
        [
            ("<p>Itâ€™s naÃ¯ve.</p>", "text-mojibake", "Itâ€™s naÃ¯ve.", "It’s naïve."),
            ("<p>wait\x85 it\x92s</p>", "text-mojibake", "wait\x85 it\x92s", "wait… it’s"),
            ("<p>bell \x07 escape</p>", "text-control", "bell \x07 escape", "bell  escape"),
            ("<p>a&#2;b &lt; c</p>", "text-control", "a\x02b < c", "ab < c"),
            ("<p>a\0b</p>", "text-control", "<p>a\0b</p>", "<p>ab</p>"),
            ("<p>a\ud800</p>", "text-control", "<p>a\ud800</p>", "<p>a</p>"),
        ],
    )
    def test_a_repair_is_told(self, html: str, rule: str, before: str, after: str) -> None:
        assert told(html) == [(rule, before, after)]

    def test_each_text_is_told(self) -> None:
        assert [before for _, before, _ in told("<p>Ã©<b>Ã¯</b></p>")] == ["Ã©", "Ã¯"]

    def test_a_flood_is_counted(self) -> None:
        made = cleaned("<p>Ã©</p>" * 100).findings

        assert len(made) == 21
        assert made[-1].message == "80 more"

    def test_clean_text_is_not(self) -> None:
        assert told("<p>It’s naïve — “é” &amp; Ñandú; NGÃ TƯ</p>") == []


class TestCode:
    """`pre`, `code`, `kbd` and `samp`, whatever is in them."""

    @pytest.mark.parametrize("name", ["pre", "code", "kbd", "samp"])
    @pytest.mark.parametrize("text", ["Ã©", "â€™", "ï»¿", "a\x92b", "\ufeff", "<b>Ã©</b>", "Ã©<br>Ã©"])
    def test_it_stays(self, name: str, text: str) -> None:
        html = f"<{name}>'{text}'</{name}>"

        assert cleaned(html).html == html
        assert told(html) == []

    def test_prose_beside_it_is_repaired(self) -> None:
        assert cleaned("<p>Ã© <code>Ã©</code> Ã©</p><pre><code>Ã©</code>Ã©</pre>Ã©").html == (
            "<p>é <code>Ã©</code> é</p><pre><code>Ã©</code>Ã©</pre>é"
        )

    def test_what_no_feed_can_carry_goes_and_is_told(self) -> None:
        assert told("<pre>a\x07\x92</pre>") == [("text-control", "a\x07\x92", "a\x92")]
