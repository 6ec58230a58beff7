"""The vocabulary of HTML in feeds: which elements and attributes stay, which are named, which go without a word."""

import re

import pytest

from exporters.bodies.html.clean import CleanedHtml
from tests.bodies.test_html import SAFE_ATTRIBUTES, SAFE_TAGS, cleaned

SITE = "https://example.org/"
SCHEMES = (
    "about blob callto cid data facetime feed file ftp geo intent irc itms-apps javascript magnet market mid ms-word"
    " sftp skype slack sms spotify ssh steam tg urn vbscript view-source viber webcal whatsapp".split()
)
EVERYTHING = (
    "<article><header><hgroup><h1>a</h1><h2>a</h2></hgroup></header><section><h3>a</h3><h4>a</h4><h5>a</h5><h6>a</h6>"
    "</section><aside>a</aside><nav><menu><li>a</li></menu></nav><main><address>a</address></main><footer>a</footer>"
    "</article><div><p><a>a</a><abbr>a</abbr><acronym>a</acronym><b>a</b><bdi>a</bdi><big>a</big><cite>a</cite>"
    "<code>a</code><data>a</data><del>a</del><dfn>a</dfn><em>a</em><i>a</i><ins>a</ins><kbd>a</kbd><mark>a</mark>"
    "<q>a</q><s>a</s><samp>a</samp><small>a</small><span>a</span><strike>a</strike><strong>a</strong><sub>a</sub>"
    "<sup>a</sup><time>a</time><tt>a</tt><u>a</u><var>a</var><br>a<wbr>a</p><hr></div><blockquote>a</blockquote>"
    "<pre>a</pre><ruby>a<rp>(</rp><rt>a</rt><rp>)</rp></ruby><ul><li>a</li></ul><ol><li>a</li></ol>"
    "<dl><dt>a</dt><dd>a</dd></dl><details><summary>a</summary>a</details>"
    f'<figure><picture><source srcset="{SITE}a.webp"><img src="{SITE}a.png"></picture>'
    "<figcaption>a</figcaption></figure>"
    "<table><caption>a</caption><colgroup><col></colgroup><thead><tr><th>a</th></tr></thead><tbody><tr><td>a</td></tr>"
    "</tbody><tfoot><tr><td>a</td></tr></tfoot></table>"
)
ATTRIBUTES = [
    ("<p {}>a</p>", 'title="x"'),
    ("<p {}>a</p>", 'lang="de"'),
    ("<p {}>a</p>", 'dir="rtl"'),
    ("<a {}>a</a>", f'href="{SITE}"'),
    ("<a {}>a</a>", 'hreflang="de"'),
    ("<blockquote {}>a</blockquote>", f'cite="{SITE}"'),
    ("<table><colgroup><col {}></colgroup><tbody><tr><td>a</td></tr></tbody></table>", 'span="2"'),
    ("<table><colgroup {}></colgroup><tbody><tr><td>a</td></tr></tbody></table>", 'span="2"'),
    ("<data {}>a</data>", 'value="7"'),
    ("<del {}>a</del>", f'cite="{SITE}"'),
    ("<del {}>a</del>", 'datetime="2021-08-24"'),
    ("<details {}>a</details>", 'open=""'),
    (f'<img src="{SITE}a.png" {{}}>', f'srcset="{SITE}b.png 2x"'),
    (f'<img src="{SITE}a.png" {{}}>', 'sizes="50vw"'),
    (f'<img src="{SITE}a.png" {{}}>', 'alt="x"'),
    (f'<img src="{SITE}a.png" {{}}>', 'width="7"'),
    (f'<img src="{SITE}a.png" {{}}>', 'height="7"'),
    ("<ins {}>a</ins>", f'cite="{SITE}"'),
    ("<ins {}>a</ins>", 'datetime="2021-08-24"'),
    ("<ul><li {}>a</li></ul>", 'value="7"'),
    ("<ol {}><li>a</li></ol>", 'start="7"'),
    ("<ol {}><li>a</li></ol>", 'reversed=""'),
    ("<ol {}><li>a</li></ol>", 'type="a"'),
    ("<q {}>a</q>", f'cite="{SITE}"'),
    (f'<picture><source {{}}><img src="{SITE}a.png"></picture>', f'srcset="{SITE}a.webp"'),
    (f'<picture><source srcset="{SITE}a.webp" {{}}><img src="{SITE}a.png"></picture>', 'sizes="50vw"'),
    (f'<picture><source srcset="{SITE}a.webp" {{}}><img src="{SITE}a.png"></picture>', 'media="print"'),
    (f'<picture><source srcset="{SITE}a.webp" {{}}><img src="{SITE}a.png"></picture>', 'type="image/webp"'),
    ("<table><tbody><tr><td {}>a</td></tr></tbody></table>", 'colspan="2"'),
    ("<table><tbody><tr><td {}>a</td></tr></tbody></table>", 'rowspan="2"'),
    ("<table><tbody><tr><td {}>a</td></tr></tbody></table>", 'align="right"'),
    ("<table><tbody><tr><th {}>a</th></tr></tbody></table>", 'align="center"'),
    ("<table><tbody><tr><th {}>a</th></tr></tbody></table>", 'colspan="2"'),
    ("<table><tbody><tr><th {}>a</th></tr></tbody></table>", 'rowspan="2"'),
    ("<table><tbody><tr><th {}>a</th></tr></tbody></table>", 'scope="row"'),
    ("<table><tbody><tr><th {}>a</th></tr></tbody></table>", 'abbr="x"'),
    ("<time {}>a</time>", 'datetime="2021-08-24"'),
]


class TestStays:
    """What readers know stays byte for byte."""

    def test_every_element(self) -> None:
        assert {*re.findall(r"<([a-z0-9]+)", EVERYTHING)} == SAFE_TAGS
        assert cleaned(EVERYTHING) == CleanedHtml(EVERYTHING, ())

    @pytest.mark.parametrize(("html", "attribute"), ATTRIBUTES)
    def test_each_attribute(self, html: str, attribute: str) -> None:
        written = html.format(attribute)

        assert cleaned(written) == CleanedHtml(written, ())

    def test_all_attributes_are_tried(self) -> None:
        assert {attribute.partition("=")[0] for _, attribute in ATTRIBUTES} | {"src", "id"} == SAFE_ATTRIBUTES


class TestNamed:
    """What goes is named in the report."""

    @pytest.mark.parametrize(
        "name",
        "applet audio button canvas embed form iframe input marquee meter object progress script style video".split(),
    )
    def test_an_element_that_does_something(self, name: str) -> None:
        made = cleaned(f"a <{name}>x</{name}>")

        assert made.removed_parts == (name,)
        assert re.findall(r"<[^>]*", made.html) == []

    @pytest.mark.parametrize("name", ["select", "svg", "textarea"])
    def test_words_that_go_with_one_are_counted(self, name: str) -> None:
        assert cleaned(f"a<{name}>x, y z</{name}>") == CleanedHtml("a", (f"{name} (3 words)",))

    def test_a_map_of_an_image(self) -> None:
        assert cleaned('a<map name="x"><area href="/b">b</map>') == CleanedHtml("ab", ("map",))

    @pytest.mark.parametrize(
        ("html", "name"),
        [("<p style=x>a</p>", "style"), ("<p onclick=x>a</p>", "onclick"), ("<p on-x=y>a</p>", "on…")]
        + [(f"<p on{'x' * length}=y>a</p>", name) for length, name in ((30, f"on{'x' * 30}"), (31, "on…"))],
    )
    def test_an_attribute_that_does_something(self, html: str, name: str) -> None:
        assert cleaned(html) == CleanedHtml("<p>a</p>", (name,))

    @pytest.mark.parametrize("name", ["iframe", "script", "select", "style", "svg", "textarea"])
    def test_what_is_inside_these_is_no_text(self, name: str) -> None:
        assert cleaned(f"a<{name}>x</{name}>b").html == "ab"

    @pytest.mark.parametrize("name", ["applet", "button", "canvas", "marquee", "meter", "progress"])
    def test_what_is_inside_others_is(self, name: str) -> None:
        assert cleaned(f"a<{name}>x</{name}>b").html == "axb"


class TestUnnamed:
    """What only wraps goes without a word; a name that HTML does not know is text."""

    @pytest.mark.parametrize(
        "name",
        "basefont bdo blink center datalist dialog fieldset font label legend listing meta nobr noscript output param"
        " portal rb rtc search slot keygen link area base track spacer body html head dir nextid option"
        " optgroup isindex frame frameset param".split(),
    )
    def test_a_wrapper(self, name: str) -> None:
        made = cleaned(f"<p>a</p><{name}>")

        assert made == CleanedHtml("<p>a</p>", ())

    @pytest.mark.parametrize("name", ["title", "template", "xml", "noembed", "noframes"])
    def test_what_is_never_text_goes_with_what_is_inside(self, name: str) -> None:
        made = cleaned(f"<p>a</p><{name}>x</{name}>")

        assert (made.html, made.removed_parts) == ("<p>a</p>", ())
        assert [(each.rule, each.message) for each in made.findings] == [
            ("html-hidden", f"<{name}> (1 word)"),
        ]

    @pytest.mark.parametrize("name", ["MSFT.O", "String", "T", "x_1", "user@example.org", "a+b", "x$"])
    def test_another_name_is_text(self, name: str) -> None:
        assert cleaned(f"<p>a <{name}> b</p>") == CleanedHtml(f"<p>a &lt;{name}&gt; b</p>", ())


class TestRaw:
    """What stands inside a script, a style or a field of a form is no element, however many lines it has."""

    @pytest.mark.parametrize("name", ["script", "style", "textarea", "select"])
    @pytest.mark.parametrize("attributes", ["", " title=x"])
    def test_a_player_in_there_swallows_nothing_that_follows(self, name: str, attributes: str) -> None:
        made = cleaned(f'<{name}{attributes}>\n"<video src=/a>"\n</{name}><p>b</p><video src=/c.mp4></video>')

        assert made.html == f'<p>b</p><p><a href="{SITE}c.mp4">c.mp4</a></p>'

    def test_an_address_in_there_is_none(self) -> None:
        assert cleaned("<p>b</p><script>\n\"<iframe src='odd:x'></iframe>\"\n</script>").removed_parts == (
            "iframe",
            "script",
        )


class TestSchemes:
    """A link of any scheme is named, whether the sanitiser knows the scheme or not."""

    @pytest.mark.parametrize("scheme", [*SCHEMES, "unheard-of", "x.y+z"])
    @pytest.mark.parametrize("html", ['<a href="{}:x">a</a>', "<a href={}:x>a</a>", "<a href=' {}:x'>a</a>"])
    def test_it(self, scheme: str, html: str) -> None:
        assert cleaned(html.format(scheme)) == CleanedHtml("<a>a</a>", (f"{scheme}: address",))

    @pytest.mark.parametrize("scheme", SCHEMES)
    def test_one_that_is_known_does_not_hide_in_entities(self, scheme: str) -> None:
        written = "".join(f"&#{ord(char)};" for char in scheme)

        assert cleaned(f'<a href="{written}:x">a</a>') == CleanedHtml("<a>a</a>", (f"{scheme}: address",))

    @pytest.mark.parametrize(
        ("html", "left"),
        [
            ("<q cite=odd:x>a</q>", "<q>a</q>"),
            ("a<img src=odd:x>", "a"),
            ("a<iframe src=odd:x></iframe>", "a"),
            ("a<video poster=odd:x src=/b></video>", f'a<p><a href="{SITE}b">b</a></p>'),
            ("a<object data=odd:x></object>", "a"),
        ],
    )
    def test_addresses_in_other_places_are_named_too(self, html: str, left: str) -> None:
        made = cleaned(html)

        assert made.html == left
        assert "odd: address" in made.removed_parts
