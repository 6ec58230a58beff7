"""Hidden elements: what a browser does not show is in no feed, and a note says how many words it had."""

import pytest

from tests.bodies.test_html import cleaned

SITE = "https://example.org/"


def told(html: str) -> list[str]:
    """The messages on hidden text."""
    return [each.message for each in cleaned(html).findings if each.rule == "html-hidden"]


class TestHidden:
    """HTML §6.1, §4.11.4; CSS 2 §9.2.4, §11.2."""

    @pytest.mark.parametrize(
        ("html", "reason"),
        [
            ("<div hidden>{}</div>", "hidden element"),
            ("<div HIDDEN='until-found'>{}</div>", "hidden element"),
            ("<p style='display:none'>{}</p>", "element hidden by its style"),
            ("<p style='color:red; DISPLAY : none !important'>{}</p>", "element hidden by its style"),
            ("<p style='visibility:hidden'>{}</p>", "element hidden by its style"),
            ("<dialog>{}</dialog>", "closed <dialog>"),
            ("<dialog class=x>{}</dialog>", "closed <dialog>"),
        ],
    )
    def test_it_goes_with_all_that_is_inside(self, html: str, reason: str) -> None:
        inside = "<div>one <div>two</div> three</div> <img src=/a.png> four"
        written = "<p>a</p>" + html.format(inside.replace("div", "span") if "<p " in html else inside) + "<p>b</p>"

        assert cleaned(written).html == "<p>a</p><p>b</p>"
        assert told(written) == [f"{reason} (4 words)"]

    @pytest.mark.parametrize(
        "html",
        [
            "<dialog open>{}</dialog>",
            "<div hidden style='display:block'>{}</div>",
            "<div style='display:block'>{}</div>",
            "<div data-style='display:none'>{}</div>",
            "<div style='--x-display:none'>{}</div>",
            "<div title='display:none' style='color:red'>{}</div>",
            "<div aria-hidden=false>{}</div>",
            "<div aria-hidden=true>{}</div>",
            "<details><summary>s</summary>{}</details>",
        ],
    )
    def test_what_a_browser_shows_stays(self, html: str) -> None:
        written = html.format("some text")

        assert "some text" in cleaned(written).html
        assert told(written) == []

    def test_each_reason_is_counted_once(self) -> None:
        assert told("<p hidden>a b</p><p>x</p><p hidden>c</p><dialog>d</dialog>") == [
            "hidden element (3 words)",
            "closed <dialog> (1 word)",
        ]

    def test_a_hidden_picture_that_a_script_shows_stays(self) -> None:
        made = cleaned('<p>a<img style="display:none" data-src="/a.png"><img hidden src="/b.png"></p>')

        assert made.html == f'<p>a<img src="{SITE}a.png"></p>'

    def test_hidden_elements_within_each_other_are_one(self) -> None:
        assert told("<div hidden>a<div hidden>b</div></div>c") == ["hidden element (2 words)"]


class TestDecoration:
    """`aria-hidden` hides from screen readers alone: what it decorates stays, and what repeats other content goes."""

    @pytest.mark.parametrize(
        "mark",
        [
            '<a href="#x" aria-hidden="true">Link to this heading</a>',
            '<a href="#x" aria-hidden="true"><span></span></a>',
            '<span aria-hidden="true">#</span>',
            '<span aria-hidden="true">¶</span>',
        ],
    )
    def test_the_anchor_of_a_heading_goes(self, mark: str) -> None:
        assert cleaned(f"<h2>Title{mark}</h2>").html == "<h2>Title</h2>"

    @pytest.mark.parametrize("text", ["→", "🎉", "word"])
    def test_what_people_see_stays(self, text: str) -> None:
        assert cleaned(f'<p>More <span aria-hidden="true">{text}</span></p>').html == f"<p>More <span>{text}</span></p>"

    def test_a_picture_stays(self) -> None:
        assert "<img " in cleaned('<p>a<span aria-hidden="true"><img src="/a.png"></span></p>').html
