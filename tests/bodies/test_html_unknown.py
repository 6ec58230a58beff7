"""Elements that HTML does not know: each is named, and one with an address becomes a link or a picture."""

import pytest

from tests.bodies.test_html import POSTER, VIDEO, WATCH, cleaned

SITE = "https://example.org/"
VIDEO_LINK = f'<p><a href="{WATCH}"><img src="{POSTER}" alt="Video on YouTube"></a></p>'


def told(html: str) -> list[tuple[str, str]]:
    """The elements that are named, and what became of them."""
    return [(each.message, each.fix) for each in cleaned(html).findings if each.rule == "html-unknown"]


class TestTranslated:
    """One with an address or the id of a video."""

    @pytest.mark.parametrize(
        "html",
        [
            f'<lite-youtube videoid="{VIDEO}"></lite-youtube>',
            f'<lite-youtube video-id="{VIDEO}">Play</lite-youtube>'.replace("Play", ""),
            f'<YouTube id="{VIDEO}" />',
            f"<YouTube id='{VIDEO}'/>",
            f'<youtube-video src="https://www.youtube.com/watch?v={VIDEO}"></youtube-video>',
            f'<amp-youtube data-videoid="{VIDEO}" layout="responsive"></amp-youtube>',
            f'<amp-iframe src="https://www.youtube.com/embed/{VIDEO}"></amp-iframe>',
        ],
    )
    def test_a_video_is_a_link_with_its_picture(self, html: str) -> None:
        assert cleaned(html).html == VIDEO_LINK
        assert [fix for _, fix in told(html)] == ["now a link"]

    @pytest.mark.parametrize(
        ("html", "link"),
        [
            ('<Vimeo id="123"/>', '<a href="https://vimeo.com/123">Video on Vimeo</a>'),
            ('<Tweet id="1"/>', '<a href="https://twitter.com/i/status/1">Post on Twitter</a>'),
            (
                '<amp-twitter data-tweetid="12"></amp-twitter>',
                '<a href="https://twitter.com/i/status/12">Post on Twitter</a>',
            ),
            ('<x-card href="/y" title="A card"></x-card>', f'<a href="{SITE}y">A card</a>'),
            ('<Bookmark url="https://example.net/"/>', '<a href="https://example.net/">example.net</a>'),
            ('<amp-video src="/a.mp4"></amp-video>', f'<a href="{SITE}a.mp4">example.org</a>'),
        ],
    )
    def test_another_address_is_a_link(self, html: str, link: str) -> None:
        assert cleaned(html).html == f"<p>{link}</p>"

    @pytest.mark.parametrize(
        ("html", "kept"),
        [
            ('<x-link href="/y">click <b>me</b></x-link>', f'<a href="{SITE}y">click <b>me</b></a>'),
            ('<Card to="/y">Title</Card>', f'<a href="{SITE}y">Title</a>'),
        ],
    )
    def test_its_text_is_the_text_of_the_link(self, html: str, kept: str) -> None:
        assert cleaned(f"<p>a {html} b</p>").html == f"<p>a {kept} b</p>"

    def test_blocks_in_it_follow_the_link(self) -> None:
        made = cleaned('<x-card href="/y"><p>Text</p></x-card>')

        assert made.html == f'<p><a href="{SITE}y">example.org</a></p><p>Text</p>'

    @pytest.mark.parametrize(
        ("html", "picture"),
        [
            (
                '<amp-img src="/a" alt="A" width="2" height="3"></amp-img>',
                f'<img src="{SITE}a" alt="A" width="2" height="3">',
            ),
            ('<amp-img src="/a.jpg" srcset="/b.jpg 2x"/>', f'<img src="{SITE}a.jpg" srcset="{SITE}b.jpg 2x">'),
            ('<Zoom src="/a.PNG"/>', f'<img src="{SITE}a.PNG">'),
        ],
    )
    def test_a_picture_is_one(self, html: str, picture: str) -> None:
        assert cleaned(html).html == picture
        assert [fix for _, fix in told(html)] == ["now a picture"]

    @pytest.mark.parametrize(
        "html",
        [
            '<x-y href="javascript:alert(1)"></x-y>',
            '<x-y src="data:text/html,x"></x-y>',
            '<YouTube id="../../x"/>',
            '<x-y to="some words"></x-y>',
        ],
    )
    def test_what_is_no_address_is_none(self, html: str) -> None:
        assert cleaned(f"<p>a</p>{html}").html == "<p>a</p>"


class TestNamed:
    """All others leave their text."""

    def test_each_is_named_once_as_it_is_written(self) -> None:
        assert told("<Callout>a</Callout> <x-y>b</x-y><x-y>c</x-y>") == [
            ("<Callout>", "tag removed, text kept"),
            ("<x-y>", "tag removed, text kept"),
        ]

    def test_their_text_stays_in_words(self) -> None:
        assert cleaned("<x-y>a</x-y><x-y>b</x-y>c<x-z>d</x-z>").html == "a bcd"

    def test_those_of_word_processors_go_without_a_word(self) -> None:
        assert told("<p>a<o:p>b</o:p></p>") == []

    def test_many_are_counted(self) -> None:
        made = told("".join(f"<x-{number}>a</x-{number}>" for number in range(40)))

        assert len(made) == 31
        assert made[-1] == ("10 more", "tags removed, text kept")
