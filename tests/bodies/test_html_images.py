"""Images in HTML: which are nothing to look at, and where the address of the others is."""

import pytest

from exporters.bodies.html.clean import CleanedHtml
from tests.bodies.test_html import cleaned

SITE = "https://example.org"


class TestTrackingPixels:
    """An image of at most one pixel in both directions counts visits; a line that is one pixel thin is a picture."""

    @pytest.mark.parametrize(
        "size", ["width=1 height=1", "width=0 height=0", "width=1px height=0px", "width=' 1 ' height=0"]
    )
    def test_one_pixel_goes(self, size: str) -> None:
        assert cleaned(f"<p>a<img src=/t.gif {size}></p>") == CleanedHtml("<p>a</p>", ("tracking pixel",))

    @pytest.mark.parametrize(
        "size", ['width="1" height="500"', 'width="500" height="1"', 'width="1"', 'height="0"', 'width="2" height="2"']
    )
    def test_a_picture_stays(self, size: str) -> None:
        html = f'<img src="{SITE}/line.png" {size}>'

        assert cleaned(html) == CleanedHtml(html, ())


class TestLazyImages:
    """A script would move the address into `src`; feed readers run none."""

    @pytest.mark.parametrize("name", "data-src data-lazy-src data-original data-lazy data-actualsrc data-image".split())
    @pytest.mark.parametrize(
        "src",
        [
            *("", "src=''", "src=' '", "src=about:blank", "src='data:image/gif;base64,R0lGODlh'", "src=/i/spacer.gif"),
            *("src=placeholder.svg", "src=https://example.net/blank.png?v=1", "src=/loading-1x1.gif"),
        ],
    )
    def test_the_later_address_is_taken(self, name: str, src: str) -> None:
        assert cleaned(f"<img {src} {name}=/a.png>") == CleanedHtml(f'<img src="{SITE}/a.png">', ())

    def test_an_image_that_loads_at_once_keeps_its_address(self) -> None:
        assert cleaned("<img src=/a.png data-src=/b.png>") == CleanedHtml(f'<img src="{SITE}/a.png">', ())

    def test_an_empty_address_is_none(self) -> None:
        assert cleaned("<img data-src=' ' data-original=/a.png>") == CleanedHtml(f'<img src="{SITE}/a.png">', ())

    def test_its_sizes_wait_in_another_attribute_too(self) -> None:
        made = cleaned("<img data-srcset='/a.png 1x, /b.png 2x'>")

        assert made == CleanedHtml(f'<img src="{SITE}/a.png" srcset="{SITE}/a.png 1x, {SITE}/b.png 2x">', ())

    def test_sizes_that_stand_there_count_before_later_ones(self) -> None:
        made = cleaned("<img src=/a.png srcset='/b.png 2x' data-srcset='/c.png 2x'>")

        assert made == CleanedHtml(f'<img src="{SITE}/a.png" srcset="{SITE}/b.png 2x">', ())

    def test_sources_of_a_picture_wait_as_well(self) -> None:
        made = cleaned("<picture><source data-srcset='/a.webp 1x'><img src=/a.png></picture>")

        assert made == CleanedHtml(f'<picture><source srcset="{SITE}/a.webp 1x"><img src="{SITE}/a.png"></picture>', ())

    def test_sources_that_have_an_address_keep_it(self) -> None:
        made = cleaned("<picture><source srcset=/a.webp data-srcset=/b.webp><img src=/a.png></picture>")

        assert made == CleanedHtml(f'<picture><source srcset="{SITE}/a.webp"><img src="{SITE}/a.png"></picture>', ())


class TestPlaceholders:
    """What stands in `src` until a script puts the picture there."""

    def test_sizes_count_before_a_placeholder(self) -> None:
        made = cleaned('<img src="data:image/gif;base64,AA" srcset="/a.png 1x, /b.png 2x">')

        assert made == CleanedHtml(f'<img src="{SITE}/a.png" srcset="{SITE}/a.png 1x, {SITE}/b.png 2x">', ())

    @pytest.mark.parametrize("src", ["/spacer-design.png", "/reloading.gif", "/a/blank/b.png", "/lazy.html"])
    def test_a_picture_with_such_a_word_in_its_name_is_one(self, src: str) -> None:
        assert 'src="https://example.org' in cleaned(f"<img src={src}>").html

    def test_a_picture_without_an_image_of_its_own_shows_its_last_source(self) -> None:
        made = cleaned('<picture><source srcset="/a.webp"><source data-srcset="/b.jpg 1x"><img alt="x"></picture>')

        assert made == CleanedHtml(
            f'<picture><source srcset="{SITE}/a.webp"><source srcset="{SITE}/b.jpg 1x">'
            f'<img src="{SITE}/b.jpg" srcset="{SITE}/b.jpg 1x" alt="x"></picture>',
            (),
        )


class TestBase:
    """HTML §4.2.3: the first `<base href>` of a document is what its addresses are relative to."""

    @pytest.mark.parametrize(
        "base", ["https://cdn.example.net/a/", "//cdn.example.net/a/b", "https://cdn.example.net/a/?x#y"]
    )
    def test_it_counts(self, base: str) -> None:
        made = cleaned(
            f'<head><base target=x><base href="{base}"><base href="/no"></head><img src="b.png"><a href=/c>c</a>'
        )

        assert made.html == '<img src="https://cdn.example.net/a/b.png"><a href="https://cdn.example.net/c">c</a>'

    @pytest.mark.parametrize("base", ["javascript:x", "//[", "", "data:,"])
    def test_one_that_cannot_be_used_does_not(self, base: str) -> None:
        assert cleaned(f'<base href="{base}"><img src="/b.png">').html == f'<img src="{SITE}/b.png">'

    def test_an_absolute_address_keeps_its_own(self) -> None:
        assert cleaned('<base href="https://x.example/"><a href="https://y.example/z">a</a>').html == (
            '<a href="https://y.example/z">a</a>'
        )


class TestCheckBoxes:
    """GitHub Flavored Markdown §5.3: task lists."""

    @pytest.mark.parametrize(
        ("written", "kept"),
        [
            ('<ul><li><input type="checkbox" disabled> a</li></ul>', "<ul><li>☐ a</li></ul>"),
            ('<ul><li><input checked="" disabled="" type="checkbox"> a</li></ul>', "<ul><li>☑ a</li></ul>"),
            ("<ul><li>\n<p><input type=checkbox>a</p></li></ul>", "<ul><li>\n<p>☐ a</p></li></ul>"),
            ("<p><input type=checkbox checked disabled>\na</p>", "<p>☑\na</p>"),
        ],
    )
    def test_they_are_drawn(self, written: str, kept: str) -> None:
        assert cleaned(written) == CleanedHtml(kept, ())

    @pytest.mark.parametrize("html", ["<p>a <input type=checkbox></p>", "<ul><li><input type=radio>a</li></ul>"])
    def test_fields_of_a_form_go(self, html: str) -> None:
        made = cleaned(html)

        assert made.removed_parts == ("input",)
        assert "☐" not in made.html


class TestAlignment:
    """The alignment of cells is what tables in Markdown have."""

    @pytest.mark.parametrize("value", ["left", "right", "center", "justify"])
    def test_a_style_that_says_nothing_else_is_an_attribute(self, value: str) -> None:
        made = cleaned(f'<table><tr><td style="text-align: {value};">a</td></tr></table>')

        assert made == CleanedHtml(f'<table><tbody><tr><td align="{value}">a</td></tr></tbody></table>', ())

    @pytest.mark.parametrize("cell", ['<td align="char">', '<td align="expression(x)">'])
    def test_another_value_goes(self, cell: str) -> None:
        assert cleaned(f"<table><tr>{cell}a</table>").html == "<table><tbody><tr><td>a</td></tr></tbody></table>"

    @pytest.mark.parametrize(
        "html", ['<table><tr><td style="color:red">a</table>', '<p style="text-align:right">a</p>']
    )
    def test_other_styles_are_named(self, html: str) -> None:
        assert cleaned(html).removed_parts == ("style",)


class TestWithoutAddress:
    """Nothing can be shown."""

    @pytest.mark.parametrize("html", ["<img>", "<img alt=x>", "<img src=''>", "<img src=' ' alt=x>"])
    def test_the_image_goes_and_is_named(self, html: str) -> None:
        assert cleaned(f"a{html}") == CleanedHtml("a", ("image without address",))

    def test_sizes_that_cannot_be_used_are_no_address(self) -> None:
        assert cleaned("a<img srcset='data:x 1x'>").removed_parts == ("data: address", "image without address")

    def test_a_source_of_a_picture_goes_without_a_word(self) -> None:
        made = cleaned("<picture><source><img src=/a.png></picture>")

        assert made == CleanedHtml(f'<picture><img src="{SITE}/a.png"></picture>', ())


class TestSrcset:
    """HTML §4.8.4.2.1: candidates are an address and a descriptor, with commas between them."""

    @pytest.mark.parametrize(
        ("written", "kept"),
        [
            ("/a.png", f"{SITE}/a.png"),
            ("/a.png, /b.png 2x", f"{SITE}/a.png, {SITE}/b.png 2x"),
            (",, /a.png 1x,/b.png 2x", f"{SITE}/a.png 1x, {SITE}/b.png 2x"),
            ("/a.png 100w, /b.png 1.5x, /c.png 20h", f"{SITE}/a.png 100w, {SITE}/b.png 1.5x, {SITE}/c.png 20h"),
            ("/a.png 2q, /b.png x, /c.png 1x 2x, /d.png 2x", f"{SITE}/d.png 2x"),
            ("/a.png 1234567890w, /b.png 123456789w", f"{SITE}/b.png 123456789w"),
            ("/a,b.png 1x", f"{SITE}/a,b.png 1x"),
        ],
    )
    def test_a_candidate_stays_where_both_are_right(self, written: str, kept: str) -> None:
        assert cleaned(f"<img src=/x.png srcset='{written}'>").html == f'<img src="{SITE}/x.png" srcset="{kept}">'

    def test_fifty_candidates_are_kept(self) -> None:
        written = ", ".join(f"{SITE}/a.png {width}w" for width in range(1, 61))

        assert cleaned(f"<img src=/x.png srcset='{written}'>").html.count("/a.png") == 50
