"""HTML in feeds: safe, absolute, closed, and the report names what went."""

from html.parser import HTMLParser
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from exporters.bodies.html.clean import CleanedHtml, clean, extract_text
from exporters.bodies.html.mathml import MATHML_ATTRIBUTES, MATHML_TAGS
from exporters.model.text import is_clean
from exporters.model.url import is_url
from tests.profiles import examples

PAGE = "https://example.org/2021/post/"
VIDEO = "oWfYZg25qLs"
WATCH = f"https://www.youtube.com/watch?v={VIDEO}"
POSTER = f"https://i.ytimg.com/vi/{VIDEO}/hqdefault.jpg"


def absolute(address: str) -> str | None:
    """The simplest `resolve` that keeps its word."""
    try:
        url = urljoin(PAGE, address.replace(" ", "%20"))
    except ValueError:
        return None
    return url if is_url(url) else None


def cleaned(html: str) -> CleanedHtml:
    return clean(html, absolute)


class Tags(HTMLParser):
    """Python's own parser, as the judge of what the sanitiser wrote."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


class TestAddresses:
    """Absolute `href`, `src`, `srcset` and `cite`, whatever was written."""

    @pytest.mark.parametrize(
        ("written", "expected"),
        [
            ('<a href="/x?a=1&amp;b=2">k</a>', '<a href="https://example.org/x?a=1&amp;b=2">k</a>'),
            ("<a href=../y>k</a>", '<a href="https://example.org/2021/y">k</a>'),
            ('<a href=" //cdn.example.net/a b ">k</a>', '<a href="https://cdn.example.net/a%20b">k</a>'),
            ('<a href="#part">k</a>', f'<a href="{PAGE}#part">k</a>'),
            ("<img src=a.png>", f'<img src="{PAGE}a.png">'),
            ('<blockquote cite="/q">k</blockquote>', '<blockquote cite="https://example.org/q">k</blockquote>'),
            (
                '<a href="mailto:a@example.org?subject=x%20y">k</a>',
                '<a href="mailto:a@example.org?subject=x%20y">k</a>',
            ),
            ('<a href="tel:+1 234">k</a>', '<a href="tel:+1%20234">k</a>'),
        ],
    )
    def test_an_address_becomes_absolute(self, written: str, expected: str) -> None:
        assert cleaned(written) == CleanedHtml(expected, ())

    def test_srcset_keeps_its_sizes(self) -> None:
        made = cleaned('<img src="/a.jpg" srcset="/a.jpg 1x, /b,c.jpg 2x,data:image/png;base64,AA 3x" sizes="50vw">')

        assert 'srcset="https://example.org/a.jpg 1x, https://example.org/b,c.jpg 2x"' in made.html
        assert made.removed_parts == ("data: address",)

    def test_an_image_with_srcset_alone_gets_its_first_address(self) -> None:
        assert '<img src="https://example.org/a.jpg" srcset=' in cleaned('<img srcset="/a.jpg 480w, /b.jpg 2x">').html

    @pytest.mark.parametrize(
        ("address", "name"),
        [
            ("javascript:alert(1)", "javascript: address"),
            ("java&#10;script:alert(1)", "javascript: address"),
            (" &#1;JavaScript:alert(1)", "javascript: address"),
            ("vbscript:x", "vbscript: address"),
            ("data:text/html,x", "data: address"),
            ("ftp://example.org/x", "ftp: address"),
            ("unheard-of:x", "unheard-of: address"),
        ],
    )
    def test_a_link_that_cannot_be_used_stays_as_text(self, address: str, name: str) -> None:
        assert cleaned(f'<p><a href="{address}">k</a></p>') == CleanedHtml("<p><a>k</a></p>", (name,))

    def test_what_resolve_returns_is_not_trusted(self) -> None:
        made = clean('<p><a href="x">k</a><img src="y"></p>', lambda _: "javascript:alert(1)")

        assert made == CleanedHtml("<p><a>k</a></p>", ("unusable address",))

    def test_an_image_without_usable_address_goes(self) -> None:
        assert cleaned('<p>a<img src="data:image/png;base64,AA">b</p>') == CleanedHtml("<p>ab</p>", ("data: address",))
        assert cleaned("<p>a<img alt=x>b</p>") == CleanedHtml("<p>ab</p>", ("image without address",))


class TestUnsafe:
    """No script, no style, no handler, no form; each is named."""

    def test_what_runs_goes_with_its_content_and_is_named(self) -> None:
        made = cleaned('<p onclick="x()" style="color:red">a</p><script>b</script><style>c{}</style><svg><text>d</svg>')

        assert made == CleanedHtml("<p>a</p>", ("onclick", "script", "style", "svg (1 word)"))

    def test_a_form_leaves_its_text(self) -> None:
        made = cleaned("<form><label>Name</label><input><select><option>x</select><textarea>y</textarea></form>")

        assert made == CleanedHtml("Name", ("form", "input", "select (1 word)", "textarea (1 word)"))

    def test_a_word_in_the_text_or_a_comment_is_not_reported(self) -> None:
        made = cleaned("<p>a &lt;script&gt; on line, style=x <!-- <script>x</script> --></p>")

        assert made.removed_parts == ()

    def test_ids_classes_and_targets_go_unmentioned(self) -> None:
        made = cleaned('<p id="a" class="b"><a href="/x" target="_blank" rel="nofollow">k</a></p>')

        assert made == CleanedHtml('<p><a href="https://example.org/x">k</a></p>', ())

    def test_a_flood_of_names_is_cut(self) -> None:
        made = cleaned("".join(f"<a href=s{number}:x>k</a>" for number in range(100)))

        assert len(made.removed_parts) == 31
        assert made.removed_parts[-1] == "70 more"

    @pytest.mark.parametrize(("count", "last"), [(30, "s9: address"), (31, "1 more")])
    def test_thirty_names_are_no_flood_and_one_more_is_counted(self, count: int, last: str) -> None:
        made = cleaned("".join(f"<a href=s{number}:x>k</a>" for number in range(count)))

        assert (len(made.removed_parts), made.removed_parts[-1]) == (count, last)

    @pytest.mark.parametrize(
        "attack",
        [
            '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
            '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
            '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
            '<svg><desc><table><style><a title="</style><img src onerror=alert(1)>">',
            "<select><iframe><script>alert(1)</script></select>",
            "<nosc<noscript>ript><img src=x onerror=alert(1)>",
            "<scr\x00ipt>alert(1)</scr\x00ipt><scr<script>ipt>alert(1)</script>",
            '<a href="x" onclick="1" onclick=2 style=3>k</a>',
            '<iframe src="javascript:alert(1)"></iframe><iframe srcdoc="<script>alert(1)</script>"></iframe>',
            "<!--><img src=x onerror=alert(1)>--><![CDATA[><img src=x onerror=alert(1)>]]>",
        ],
    )
    def test_known_attacks_leave_nothing_behind(self, attack: str) -> None:
        made = cleaned(attack)

        assert_harmless(made.html)
        assert cleaned(made.html) == CleanedHtml(made.html, ())


class TestDocuments:
    """Newsletters are whole documents; a feed carries what is in their body."""

    def test_the_head_vanishes(self) -> None:
        made = cleaned(
            "<!DOCTYPE html><html><head><title>T</title><meta name=x><style>s{}</style>"
            "<!--[if mso]><xml>m</xml><![endif]--></head><body class=b>"
            "<center><font color=red><p>text</p></font></center></body></html>"
        )

        assert made == CleanedHtml("<p>text</p>", ("style",))

    def test_structure_that_readers_know_stays(self) -> None:
        html = (
            "<h2>a</h2><table><thead><tr><th>b</th></tr></thead><tbody><tr><td>c</td></tr></tbody></table>"
            '<figure><img src="https://example.org/a.png" alt="d" width="3" height="2">'
            "<figcaption>e</figcaption></figure>"
            "<pre><code>  f &lt; g\n</code></pre><details><summary>h</summary>x<sup>2</sup></details>"
            '<ol start="3"><li>i</li></ol><time datetime="2021-08-24">j</time><abbr title="k">l</abbr><br><hr>'
        )

        assert cleaned(html) == CleanedHtml(html, ())

    def test_open_tags_are_closed(self) -> None:
        assert cleaned("<ul><li>a<li><b>b").html == "<ul><li>a</li><li><b>b</b></li></ul>"

    def test_pseudo_tags_are_text(self) -> None:
        made = cleaned("<p>Microsoft Corp <MSFT.O> and List<String>, <unknown>but not this</unknown></p>")

        assert made.html == "<p>Microsoft Corp &lt;MSFT.O&gt; and List&lt;String&gt;, but not this</p>"

    def test_beside_a_pseudo_tag_a_tag_that_nothing_closes_stays_one(self) -> None:
        assert cleaned("<p>List<String><br>x").html == "<p>List&lt;String&gt;<br>x</p>"

    @pytest.mark.parametrize("html", ["", " \n", "<p>&nbsp;</p>", "<div><br></div><hr>", "<p>\u200b</p>", "<!-- x -->"])
    def test_nothing_visible_is_nothing(self, html: str) -> None:
        assert cleaned(html) == CleanedHtml("", ())

    def test_an_image_is_something(self) -> None:
        assert cleaned("<p><img src=/a.png></p>").html == '<p><img src="https://example.org/a.png"></p>'


class TestImages:
    """Images that wait for a script, and those that nobody is to see."""

    def test_a_lazy_image_uses_its_later_address(self) -> None:
        made = cleaned('<img src="data:image/gif;base64,AA" data-src="/a.png" alt="x">')

        assert made == CleanedHtml('<img src="https://example.org/a.png" alt="x">', ())

    def test_a_lazy_image_and_its_fallback_are_one(self) -> None:
        made = cleaned('<img data-src="/a.png"> <noscript><img src="/a.png" alt="x"></noscript>')

        assert made == CleanedHtml('<img src="https://example.org/a.png">', ())

    def test_a_tracking_pixel_goes_and_is_named(self) -> None:
        assert cleaned('<p>a<img src=/t.gif width=1 height="1"></p>') == CleanedHtml("<p>a</p>", ("tracking pixel",))


class TestEmbeds:
    """An embedded video becomes a link with its poster image."""

    @pytest.mark.parametrize(
        "address",
        [
            f"https://www.youtube.com/embed/{VIDEO}",
            f"//www.youtube.com/embed/{VIDEO}?start=3&amp;rel=0",
            f"https://www.youtube-nocookie.com/embed/{VIDEO}",
            f"https://youtu.be/{VIDEO}",
            f"https://www.youtube.com/watch?a=b&amp;v={VIDEO}",
            f"//cdn.embedly.com/widgets/media.html?url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3D{VIDEO}&amp;key=1",
        ],
    )
    def test_youtube_is_its_poster_and_a_link(self, address: str) -> None:
        made = cleaned(f'<p><iframe src="{address}" title="A talk"></iframe></p>')

        assert made == CleanedHtml(f'<p><a href="{WATCH}"><img src="{POSTER}" alt="A talk"></a></p>', ("iframe",))

    @pytest.mark.parametrize(
        ("written", "link"),
        [
            (
                "<iframe src=https://player.vimeo.com/video/123?h=1></iframe>",
                ("https://vimeo.com/123", "Video on Vimeo"),
            ),
            ("<iframe src=//maps.example.net/m title='A map'></iframe>", ("https://maps.example.net/m", "A map")),
            ("<iframe data-src=//maps.example.net/m></iframe>", ("https://maps.example.net/m", "maps.example.net")),
            (
                "<iframe src=https://www.youtube.com/embed/videoseries?list=PL1></iframe>",
                ("https://www.youtube.com/playlist?list=PL1", "Playlist on YouTube"),
            ),
            ("<audio src='/a%20b.mp3' controls></audio>", ("https://example.org/a%20b.mp3", "a b.mp3")),
            ("<video><source src=/a.mp4>Sorry</video>", ("https://example.org/a.mp4", "a.mp4")),
        ],
    )
    def test_without_poster_the_link_is_text(self, written: str, link: tuple[str, str]) -> None:
        made = cleaned(written)

        assert made.html == f'<p><a href="{link[0]}">{link[1]}</a></p>'
        assert len(made.removed_parts) == 1

    def test_a_video_keeps_its_poster(self) -> None:
        made = cleaned('<video src="/a.mp4" poster="/a.png"></video>')

        assert made.html == (
            '<p><a href="https://example.org/a.mp4"><img src="https://example.org/a.png" alt="a.mp4"></a></p>'
        )

    def test_text_around_a_video_stays_in_its_order(self) -> None:
        made = cleaned(f"<p>before <iframe src=https://youtu.be/{VIDEO}></iframe></p><p>after</p>")

        assert made.html.startswith("<p>before </p><p><a href=")
        assert made.html.endswith("</a></p><p>after</p>")

    def test_an_old_object_is_its_embed(self) -> None:
        made = cleaned(
            f'<object data="x.swf"><param name="a"><embed src="https://www.youtube.com/v/{VIDEO}&hl=en"></object>'
        )

        assert made.html == f'<p><a href="{WATCH}"><img src="{POSTER}" alt="Video on YouTube"></a></p>'
        assert made.removed_parts == ("embed", "object")

    def test_a_video_without_address_leaves_what_is_inside(self) -> None:
        assert cleaned("<video><p>Sorry</p></video>") == CleanedHtml("<p>Sorry</p>", ("video",))

    def test_another_host_is_not_youtube(self) -> None:
        made = cleaned(f"<iframe src=https://youtube.com.example.net/embed/{VIDEO}></iframe>")

        assert f'href="https://youtube.com.example.net/embed/{VIDEO}"' in made.html


class TestText:
    """Text nodes are repaired; values of attributes are left alone."""

    def test_mojibake_is_repaired_in_text_alone(self) -> None:
        made = cleaned('<p title="aâ€”b">connectionsâ€”a, Â&nbsp;b &acirc;€™</p>')

        assert made.html == '<p title="aâ€”b">connections—a, &nbsp;b ’</p>'

    def test_escaped_text_stays_escaped(self) -> None:
        assert cleaned("<p>Ã©&lt;b&gt; &amp;lt;</p>").html == "<p>é&lt;b&gt; &amp;lt;</p>"

    def test_characters_that_xml_forbids_go_everywhere(self) -> None:
        assert cleaned('<p title="a\x01b">c\x0bd&#2;\ufffe\ud800</p>').html == '<p title="ab">cd</p>'

    def test_what_their_going_puts_together_is_repaired(self) -> None:
        assert cleaned("<p>Ã\x01©</p>").html == "<p>é</p>"

    def test_line_ends_are_line_feeds(self) -> None:
        assert cleaned("<pre>\r\n\na&#13;b\r\nc</pre>").html == "<pre>a\nb\nc</pre>"


class TestVisibleText:
    """The plain text of clean HTML, on one line."""

    @pytest.mark.parametrize(
        ("html", "text"),
        [
            ("", ""),
            ("plain &amp; simple", "plain & simple"),
            ("<p>a</p><p>b<br>c</p>", "a b c"),
            ("a<b>b</b>c <sup>2</sup>", "abc 2"),
            ("<ul><li>a</li><li>b</li></ul>\n <td>c</td>", "a b c"),
            ("x &lt;p&gt; &amp;lt; y&nbsp; z", "x <p> &lt; y z"),
            ('<img src="https://example.org/" alt="no text">a', "a"),
        ],
    )
    def test_blocks_are_apart_and_inline_is_not(self, html: str, text: str) -> None:
        assert extract_text(html) == text

    @pytest.mark.parametrize(
        "name",
        "address article aside blockquote br caption dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6"
        " header hgroup hr li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul".split(),
    )
    def test_each_block_is_apart(self, name: str) -> None:
        assert extract_text(f"a<{name}>b") == extract_text(f'a</{name}>b<{name} title="x">').strip() == "a b"

    @pytest.mark.parametrize("name", ["b", "a", "span", "wbr", "img", "headers", "dlx", "h7", "pr"])
    def test_nothing_else_is(self, name: str) -> None:
        assert extract_text(f"a<{name}>b</{name}>c") == "abc"

    @pytest.mark.parametrize("html", ["<" * 1_000_000, "<p " * 300_000, "&" * 1_000_000, "<p>" * 300_000])
    def test_it_ends_on_anything(self, html: str) -> None:
        assert isinstance(extract_text(html), str)


class TestBounds:
    """Hostile input ends: it is refused with a sentence, or cleaned. Without the bounds each of these takes minutes."""

    @pytest.mark.parametrize(
        ("html", "sentence"),
        [
            ("<div>" * 200_000, "200,000 tags, more than 40,000"),
            ("<a" * 500_000, "500,000 tags"),
            ("<b>" * 100_000, "100,000 tags"),
            ("<div>" * 15_000, "elements nested more than 256 deep"),
            ("x" * 1_000_001, "1,000,001 characters of HTML"),
            ("<a " + " ".join(f"a{n}=1" for n in range(100_000)) + ">x</a>", "more than 50,000 different words"),
            ("".join(f"<b title={n}><p>x" for n in range(10_000)), "too many different <b>"),
            ("".join(f'<b title=">{n}"><p>x' for n in range(10_000)), "too many different <b>"),
            ("".join(f"<b title={n}><p>x" for n in range(700)), "nested more than 256 deep"),
            ("<img src=x>" * 39_000, "characters of HTML"),
        ],
    )
    def test_what_would_take_minutes_is_refused(self, html: str, sentence: str) -> None:
        with pytest.raises(ValueError, match=sentence):
            cleaned(html)

    @pytest.mark.parametrize(
        "html",
        [
            "<p>" * 39_000,
            "<a>" * 5_000 + "text",
            "<font color=red><p>x" * 5_000,
            '<a href="' * 10_000,
            "&" * 150_000,
            "<!--" * 39_000,
            "</p>" * 39_000,
            "<script>" + "<!--" * 15_000,
            "<noscript>" * 39_000,
            "<p>x<iframe src=//youtu.be/oWfYZg25qLs></iframe>" * 500,
            "<img src=x srcset='" + "a 1x," * 190_000 + "'>",
            "<p>" + " " * 900_000 + "<iframe src=x>",
            "â€™" * 100_000,
            "<td>" + "word " * 100_000,
            "<b><i>" * 100 + "<p>x</p>" * 1_000,
            "<title>" * 39_000 + "</p></title>",
            "<template>" * 19_000 + "</template>" * 19_000,
            "<svg>" * 19_000 + "</svg>" * 19_000,
            "<select>" * 39_000 + "</p></select>",
            "<p>a <title>" * 19_000 + "</title>",
            "<foo>x</foo>" * 19_000,
            "".join(f"<x{n} href=/a>a</x{n}>" for n in range(9_000)),
            "<div aria-hidden=true>" * 250 + "x " * 450_000,
            "<p style='display:none'>a</p>" * 15_000,
            '<p style="display' + " " * 900_000 + 'x">a</p>',
            "<center>a</center>" * 19_000,
            "".join(f"<a id=a{n} href=#a{n}>x</a>" for n in range(15_000)),
            "".join(f"<a href=http://localhost/{n}>x</a>" for n in range(15_000)),
            "<picture><source srcset=a><img></picture>" * 5_000,
            "<math>" + "<mi>" * 39_000,
            "Ã©<b>x</b>" * 19_000,
            "<a " + "= " * 450_000,
            "<!x" * 39_000,
            "</3" * 39_000,
            '<img data-src=a src="' + "/lazy" * 180_000 + '">',
        ],
    )
    def test_what_can_be_cleaned_is(self, html: str) -> None:
        assert_harmless(cleaned(html).html)

    def test_inline_images_do_not_count(self) -> None:
        made = cleaned('<p>a<img src="data:image/png;base64,' + "A" * 3_000_000 + '"></p>')

        assert made == CleanedHtml("<p>a</p>", ("data: address",))


TAGS = (
    "a b i p div span table tr td ul li pre h1 img br form button select option textarea svg math mtext mglyph style"
    " script iframe video source object embed title noscript template font nobr figure foreignObject frameset body head"
    " html caption plaintext xmp image unknown"
).split()
ATTRIBUTES = (
    "href=/x",
    "href=javascript:x",
    "src=a.png",
    'src="data:x"',
    "data-src=b.png",
    "style=x",
    "onclick=y",
    'title="a<b>&quot;\'"',
    'srcset="a 1x, javascript:b 2x"',
    "width=1 height=1",
    "cite=//[x",
    'title="</style>"',
    'poster="p>"',
    "data=d",
)
TEXTS = (
    "x",
    "â€™",
    "Ã",
    "©",
    "\x92",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "\0",
    "&nbsp;",
    '"',
    "<",
    "\r",
    "\ufeff",
    "<MSFT.O>",
)
PIECES = st.one_of(
    st.builds(
        lambda tag, some: f"<{' '.join([tag, *some])}>", st.sampled_from(TAGS), st.lists(st.sampled_from(ATTRIBUTES))
    ),
    st.builds("</{}>".format, st.sampled_from(TAGS)),
    st.sampled_from(TEXTS),
    st.text(max_size=5),
)
SOUP = st.lists(PIECES, max_size=30).map("".join)


def assert_harmless(html: str) -> None:
    """No construct that a feed must not carry, by the word of two parsers that are not the sanitiser's."""
    assert is_clean(html)
    for tag, values in Tags(html).seen:
        assert_harmless_tag(tag, values)
    for element in lxml_html.fragment_fromstring(html, create_parent="main").iter() if html else ():
        assert isinstance(element.tag, str), "a comment"
        assert_harmless_tag(element.tag, dict(element.attrib.items()))


def assert_harmless_tag(tag: str, values: dict[str, str | None]) -> None:
    assert tag in SAFE_TAGS | MATHML_TAGS
    for name, value in values.items():
        assert name in (SAFE_ATTRIBUTES if tag in SAFE_TAGS else MATHML_SAFE)
        if name in {"href", "src", "cite"}:
            assert value is not None
            assert is_url(value) or value.startswith(("mailto:", "tel:", "#"))
        if name == "srcset":
            assert value is not None
            assert all(is_url(candidate.split(" ")[0]) for candidate in value.split(", "))
    assert tag != "img" or "src" in values


SAFE_TAGS = frozenset(
    "a abbr acronym address article aside b bdi big blockquote br caption cite code col colgroup data dd del details"
    " dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li main mark menu nav"
    " ol p picture pre q rp rt ruby s samp section small source span strike strong sub summary sup table tbody td tfoot"
    " th thead time tr tt u ul var wbr".split()
)
SAFE_ATTRIBUTES = frozenset(
    "abbr align alt cite colspan datetime dir height href hreflang id lang media open reversed rowspan scope sizes span"
    " src srcset start title type value width".split()
)
MATHML_SAFE = frozenset().union(*MATHML_ATTRIBUTES.values()) | {"dir", "id", "lang", "title"}


class TestAnyHtml:
    """For any HTML."""

    @examples(3)
    @given(SOUP)
    def test_what_comes_out_is_harmless_and_stays_as_it_is(self, html: str) -> None:
        made = cleaned(html)

        assert_harmless(made.html)
        assert cleaned(made.html) == CleanedHtml(made.html, ())

    @examples(2)
    @given(st.lists(st.text(st.characters(codec="ascii", exclude_categories=["Cc"])), min_size=1))
    def test_the_text_of_paragraphs_survives(self, paragraphs: list[str]) -> None:
        escaped = [text.replace("&", "&amp;").replace("<", "&lt;") for text in paragraphs]
        made = cleaned("".join(f"<p>{text}</p>" for text in escaped))

        assert extract_text(made.html) == " ".join(" ".join(paragraphs).split())
        assert "".join(Tags(made.html).text.split()) == "".join("".join(paragraphs).split())

    @given(SOUP)
    def test_visible_text_is_what_a_parser_sees(self, html: str) -> None:
        made = cleaned(html).html

        assert "".join(extract_text(made).split()) == "".join(Tags(made).text.split())
