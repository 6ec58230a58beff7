"""Players in HTML become links: what they play, what the link is called, and what stands around it."""

import pytest

from exporters.bodies.html.clean import CleanedHtml
from tests.bodies.test_html import POSTER, VIDEO, WATCH, cleaned

SITE = "https://example.org"


def linked(url: str, text: str) -> str:
    """A paragraph with a link."""
    return f'<p><a href="{url}">{text}</a></p>'


def framed(address: str) -> str:
    """What becomes of an iframe of that address."""
    return cleaned(f'<iframe src="{address}"></iframe>').html


class TestYoutube:
    """Addresses of one video lead to its page; those of a playlist to the playlist."""

    @pytest.mark.parametrize(
        "address",
        [
            f"HTTP://WWW.YOUTUBE.COM/EMBED/{VIDEO}",
            f"https://m.youtube.com/v/{VIDEO}",
            f"https://a-b.c_d.youtube.com/v/{VIDEO}",
            f"https://youtube.com/shorts/{VIDEO}",
            f"https://www.youtube.com/live/{VIDEO}?a=b",
            f"https://www.youtube.com/watch?v={VIDEO}",
            f"https://www.youtube.com/watch?a=b&amp;c=d&amp;v={VIDEO}",
            f"https://www.youtube.com/embed/{VIDEO}?list=PL1",
        ],
    )
    def test_a_video(self, address: str) -> None:
        assert framed(address) == f'<p><a href="{WATCH}"><img src="{POSTER}" alt="Video on YouTube"></a></p>'

    @pytest.mark.parametrize(
        "address",
        [
            f"https://www.youtube.com/embed/{VIDEO}X",
            f"https://www.youtube.com/embed/{VIDEO[:-1]}",
            f"https://www.youtube.com/watch#?v={VIDEO}",
            f"https://www.youtube.com/channel/{VIDEO}",
            f"https://example.net/?u=https://www.youtube.com/embed/{VIDEO}",
            "https://example.net/?u=https://www.youtube.com/embed/x?list=PL1",
            "https://www.youtube.com/embed/x#?list=PL1",
            f"https://youtube.com.example.net/embed/{VIDEO}",
            f"https://notyoutube.com/embed/{VIDEO}",
            "https://player.vimeo.com/video/x",
            "https://player.vimeo.com/123",
        ],
    )
    def test_anything_else_leads_where_it_says(self, address: str) -> None:
        assert framed(address) == linked(address, address.split("/")[2])

    @pytest.mark.parametrize(
        "address",
        [
            "https://www.youtube.com/playlist?list=PL_1-x",
            "https://a-b.youtube-nocookie.com/embed/videoseries?a=b&amp;list=PL_1-x",
        ],
    )
    def test_a_playlist(self, address: str) -> None:
        assert framed(address) == linked("https://www.youtube.com/playlist?list=PL_1-x", "Playlist on YouTube")


class TestVimeo:
    """Its player leads to the page of the video."""

    @pytest.mark.parametrize(
        "address", ["https://player.vimeo.com/video/123?h=1", "https://vimeo.com/123", "http://www.vimeo.com/123#t=1"]
    )
    def test_a_video(self, address: str) -> None:
        assert framed(address) == linked("https://vimeo.com/123", "Video on Vimeo")


class TestEmbedly:
    """Its frames wrap another address, and a picture."""

    def test_the_other_address_and_the_picture_are_taken(self) -> None:
        made = framed(
            "https://cdn.embedly.com/widgets/media.html?src=https%3A%2F%2Fplayer.vimeo.com%2Fvideo%2F7"
            "&amp;image=https%3A%2F%2Fexample.net%2F7.jpg"
        )

        assert (
            made
            == '<p><a href="https://vimeo.com/7"><img src="https://example.net/7.jpg" alt="Video on Vimeo"></a></p>'
        )

    def test_of_two_the_page_counts(self) -> None:
        wrapped = "url=https%3A%2F%2Fexample.net%2F&amp;src=https%3A%2F%2Fexample.com%2F"

        assert framed(f"https://embedly.com/x?{wrapped}") == linked("https://example.net/", "example.net")

    def test_without_one_it_is_what_it_says(self) -> None:
        assert framed("https://cdn.embedly.com/x") == linked("https://cdn.embedly.com/x", "cdn.embedly.com")

    def test_another_host_wraps_nothing(self) -> None:
        url = "https://notembedly.com/?url=https%3A%2F%2Fexample.net%2F"

        assert framed(url) == linked(url, "notembedly.com")


class TestLazyPlayers:
    """A script would move the address into `src`; feed readers run none."""

    @pytest.mark.parametrize("name", ["data-src", "data-lazy-src", "data-original"])
    @pytest.mark.parametrize("src", ["", "src=''", "src=' '", "src=about:blank", "src='data:text/html,x'"])
    def test_the_later_address_is_taken(self, name: str, src: str) -> None:
        made = cleaned(f"<iframe {src} {name}=//maps.example.net/m></iframe>")

        assert made == CleanedHtml(linked("https://maps.example.net/m", "maps.example.net"), ("iframe",))

    def test_a_player_that_loads_at_once_keeps_its_address(self) -> None:
        made = cleaned("<iframe src=//example.net/a data-src=//example.net/b></iframe>")

        assert made.html == linked("https://example.net/a", "example.net")

    @pytest.mark.parametrize("src", ["", "src=''", "src=about:blank", "src=' about:blank '"])
    def test_without_any_it_goes(self, src: str) -> None:
        assert cleaned(f"a<iframe {src} title=x></iframe>b") == CleanedHtml("ab", ("iframe",))

    def test_one_that_cannot_be_used_is_named(self) -> None:
        assert cleaned("a<iframe src='javascript:x'>y</iframe>") == CleanedHtml("a", ("iframe", "javascript: address"))


class TestText:
    """What the link is called."""

    @pytest.mark.parametrize(
        ("player", "text"),
        [
            ("<iframe src=//example.net/c title=' A map '></iframe>", "A map"),
            ("<iframe src=//example.net/c title=' '></iframe>", "example.net"),
            ("<iframe src=//example.net/c title='<b>&amp;'></iframe>", "&lt;b&gt;&amp;"),
            ("<audio src=//example.net/c title=' T ' aria-label=L></audio>", "T"),
            ("<audio src=//example.net/c title=' ' aria-label=' L '></audio>", "L"),
            ("<audio src=//example.net/c></audio>", "c"),
            ("<embed src=//example.net/c>", "example.net"),
            ("<object data=//example.net/c></object>", "example.net"),
        ],
    )
    def test_it(self, player: str, text: str) -> None:
        assert cleaned(player).html == linked("https://example.net/c", text)

    def test_a_file_without_name_is_called_by_its_host(self) -> None:
        assert cleaned("<audio src=//example.net/></audio>").html == linked("https://example.net/", "example.net")


class TestFiles:
    """A video or audio element plays the first file that can be used."""

    @pytest.mark.parametrize(
        "player",
        [
            "<video src=/a.mp4><source src=/b.mp4></video>",
            "<video><source src=''><source src=/a.mp4><source src=/b.mp4></video>",
            "<video><source><source type=video/mp4 src=/a.mp4></video>",
            "<video src=/a.mp4>\n<p>Your reader\nplays no films</p></video>",
        ],
    )
    def test_it_is_the_first(self, player: str) -> None:
        assert cleaned(player) == CleanedHtml(linked(f"{SITE}/a.mp4", "a.mp4"), ("video",))

    def test_one_that_cannot_be_used_is_passed_over(self) -> None:
        assert cleaned("<audio src='javascript:x'><source src=/a.mp3></audio>").html == linked(f"{SITE}/a.mp3", "a.mp3")

    def test_a_poster_that_cannot_be_used_is_none(self) -> None:
        made = cleaned("<video src=/a.mp4 poster='javascript:x'></video>")

        assert made == CleanedHtml(linked(f"{SITE}/a.mp4", "a.mp4"), ("javascript: address", "video"))


class TestObjects:
    """An object is a link to its data, with what is inside it; a link in there says more."""

    def test_its_data_and_what_is_inside(self) -> None:
        assert (
            cleaned("<object data=/a.pdf><p>x</p></object>").html == linked(f"{SITE}/a.pdf", "example.org") + "<p>x</p>"
        )

    def test_a_link_inside_is_enough(self) -> None:
        made = cleaned("<object data=/a.pdf>x <a href=/b>b</a></object>")

        assert made.html == f'x <a href="{SITE}/b">b</a>'

    def test_an_embed_without_address_goes(self) -> None:
        assert cleaned("a<embed type=x>b") == CleanedHtml("ab", ("embed",))


class TestParagraphs:
    """The link is a paragraph of its own; text beside the player stays in one."""

    LINK = linked(f"{SITE}/a.mp4", "a.mp4")

    @pytest.mark.parametrize(
        ("before", "after", "expected"),
        [
            ("<p>", "</p>", LINK),
            ("<p> ", " </p>", LINK),
            ("<p title=x>", "</p>", LINK),
            ("<p>a", "</p>", f"<p>a</p>{LINK}"),
            ("<p>", "b</p>", f"{LINK}<p>b</p>"),
            ('<p title="x">', "b</p>", f'{LINK}<p title="x">b</p>'),
            ("<div>a", "b</div>", f"<div>a{LINK}b</div>"),
            ("<p>a</p>", "<p>b</p>", f"<p>a</p>{LINK}<p>b</p>"),
        ],
    )
    def test_around(self, before: str, after: str, expected: str) -> None:
        assert cleaned(f"{before}<video src=/a.mp4></video>{after}").html == expected

    @pytest.mark.parametrize(("before", "after"), [("<p>", "b</p>"), ("<p>a", "</p>"), ("<p>a", "b</p>")])
    def test_a_player_without_address_leaves_its_paragraph(self, before: str, after: str) -> None:
        assert cleaned(f"{before}<video>i</video>{after}").html == f"{before}i{after}"
