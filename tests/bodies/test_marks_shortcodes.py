"""Shortcodes of Hugo, Quarto, Nikola and Zola, and the addresses of Zola, Pelican, Nikola and Ghost."""

import pytest

from tests.bodies.marks import HOME, NEXT, told, translated
from tests.bodies.test_marks_liquid import VIDEO


class TestHugo:
    """Spec: gohugo.io/shortcodes."""

    @pytest.mark.parametrize(
        ("written", "shown"),
        [
            ('[a]({{< ref "next.md#b" >}})', f"[a]({NEXT}#b)"),
            ("[a]({{< relref path='/posts/next' >}})", f"[a]({NEXT})"),
            ("[a]({{% ref next %}})", f"[a]({NEXT})"),
            ('[a]({{< ref "#b" >}})', "[a](#b)"),
            ("{{< youtube dQw4w9WgXcQ >}}", f"<p>{VIDEO}</p>"),
            ('{{< youtube id="dQw4w9WgXcQ" autoplay="true" >}}', f"<p>{VIDEO}</p>"),
            ("{{< vimeo 19899678 >}}", '<p><a href="https://vimeo.com/19899678">Video on Vimeo</a></p>'),
            ("{{< gist a 50a7 >}}", '<p><a href="https://gist.github.com/a/50a7">Gist on GitHub</a></p>'),
            ('{{< x user="a" id="14" >}}', '<p><a href="https://x.com/a/status/14">Post on X</a></p>'),
            ("{{< tweet 14 >}}", '<p><a href="https://x.com/i/status/14">Post on X</a></p>'),
            ("{{< instagram C1 >}}", '<p><a href="https://www.instagram.com/p/C1/">Post on Instagram</a></p>'),
            ("By {{< param author >}}.", "By A."),
            ("{{</* ref x */>}}", "{{&lt; ref x &gt;}}"),
            ("{{%/* ref x */%}}", "{{% ref x %}}"),
            (
                '{{< figure src="/a.png" title="Cap" >}}',
                '<figure><img src="/a.png" alt="Cap"><figcaption>Cap</figcaption></figure>',
            ),
            (
                '{{< figure\n  src="a.png"\n  alt="A & B"\n  link="https://example.com/"\n>}}\nText',
                '<figure><a href="https://example.com/"><img src="a.png" alt="A &amp; B"></a></figure>\n\nText',
            ),
            ('In {{< figure src="a.png" >}} a line', 'In <img src="a.png" alt=""> a line'),
            ('{{% img src="/a.jpg" class="b" %}}', '<figure><img src="/a.jpg" alt=""></figure>'),
        ],
    )
    def test_those_with_a_meaning(self, written: str, shown: str) -> None:
        body = translated(
            written,
            "hugo",
            folder="content",
            values=(("author", "A"),),
            paths={"next.md": NEXT, "/content/posts/next.md": NEXT},
            names={"next": NEXT},
        )

        assert (body.text, told(body)) == (shown, [])

    def test_a_caption_may_be_markdown(self) -> None:
        text = translated('{{< figure src="a.png" caption="*b*" attr="C" attrlink="https://c.org/" >}}', "hugo").text

        assert "<figcaption>\n\n*b* [C](https://c.org/)\n\n</figcaption>" in text

    def test_highlight_is_code(self) -> None:
        text = '{{< highlight go "linenos=table" >}}\na := `{{< b >}}` // <c>\n{{< /highlight >}}\n'

        assert (
            translated(text, "hugo").text
            == '<pre><code class="language-go">a := `{{&lt; b &gt;}}` // &lt;c&gt;\n</code></pre>\n'
        )

    def test_details_are_a_quote_under_the_summary(self) -> None:
        text = '{{< details summary="S" >}}\n*a*\n{{< /details >}}\n'

        assert translated(text, "hugo").text == "<blockquote>\n\n**S**\n\n*a*\n\n</blockquote>\n"

    def test_the_text_of_an_unknown_pair_stays(self) -> None:
        body = translated("{{% tip a %}}\nText {{< /* */ >}} *b*.\n{{% /tip %}}\n\n{{< c />}}\n", "hugo")

        assert "*b*." in body.text
        assert "tip" not in body.text
        assert told(body)[0] == (1, "{{% tip a %}}")
        assert told(body)[-1] == (5, "{{< c />}}")

    def test_a_page_that_is_not_known_is_told(self) -> None:
        body = translated('a\n\n[b]({{< ref "gone.md" >}})', "hugo")

        assert (body.text, told(body)) == ("a\n\n[b](gone.md)", [(3, '{{< ref "gone.md" >}}')])


class TestQuarto:
    """Spec: quarto.org/docs/authoring/videos.html."""

    def test_videos_are_links(self) -> None:
        assert translated("{{< video https://youtu.be/dQw4w9WgXcQ >}}", "quarto").text == f"<p>{VIDEO}</p>"
        assert '<a href="a.mp4">' in translated("{{< video a.mp4 >}}", "quarto").text

    def test_a_third_brace_keeps_a_mark(self) -> None:
        assert translated("Write {{{< include a.qmd >}}}.", "quarto") == ("Write {{&lt; include a.qmd &gt;}}.", ())

    def test_others_are_left_out(self) -> None:
        assert told(translated("{{< include _a.qmd >}}", "quarto")) == [(1, "{{< include _a.qmd >}}")]


class TestNikola:
    """Spec: getnikola.com/handbook.html#shortcodes."""

    def test_shortcodes(self) -> None:
        text = '{{% thumbnail "/a.png" alt="A" %}}Cap{{% /thumbnail %}}\n\n{{% raw %}}{{% b %}}{{% /raw %}} {{% c %}}\n'

        body = translated(text, "nikola")

        figure = '<figure><img src="/a.png" alt="A"><figcaption>Cap</figcaption></figure>'
        assert body.text == f"{figure}\n\n{{{{% b %}}}} \n"
        assert told(body) == [(3, "{{% c %}}")]

    def test_a_post_is_linked(self) -> None:
        text = "{{% doc %}}The next <next>{{% /doc %}} [a](link://slug/next) [b](link://filename/posts/next.md) [c](link://root)"

        body = translated(text, "nikola", "nikola-links", paths={"/posts/next.md": NEXT}, names={"next": NEXT})

        assert body == (f'<a href="{NEXT}">The next</a> [a]({NEXT}) [b]({NEXT}) [c]({HOME})', ())


class TestZola:
    """Spec: getzola.org/documentation/content/shortcodes, getzola.org/documentation/content/linking."""

    def test_links(self) -> None:
        text = (
            "[a](@/blog/next.md#b) <a href='@/blog/next.md'>c</a>\n\n[d]: @/blog/next.md\n\nme@/home, (@/blog/a.md)\n"
        )

        body = translated(text, "zola", folder="content", paths={"/content/blog/next.md": NEXT})

        assert body == (
            f"[a]({NEXT}#b) <a href='{NEXT}'>c</a>\n\n[d]: {NEXT}\n\nme@/home, (@/blog/a.md)\n",
            (),
        )

    def test_shortcodes(self) -> None:
        text = '{{ youtube(id="dQw4w9WgXcQ") }}\n\n{{ a(b=1) }}\n\n{{/* a() */}} {{ c }} {% d %}\n'

        body = translated(text, "zola")

        assert body.text == f"<p>{VIDEO}</p>\n\n\n{{{{ a() }}}} {{{{ c }}}} {{% d %}}\n"
        assert told(body) == [(3, "{{ a(b=1) }}")]

    def test_a_body_between_two_marks_stays(self) -> None:
        text = '{% quote(author="A") %}\nB\n{% end %}\n\n{% c() %}\nD\n{% end %}\n'

        body = translated(text, "zola")

        assert body.text == "<blockquote>\n\nB\n\n<footer>A</footer>\n</blockquote>\n\nD\n"
        assert told(body) == [(5, "{% c() %}")]


def test_addresses_of_pelican() -> None:
    """Spec: docs.getpelican.com/en/latest/content.html#linking-to-internal-content."""
    text = (
        "[a]({filename}next.md#b) [c](|filename|/posts/next.md) ![d]({static}/images/d.png) [e]({attach}e.pdf)\n"
        "[f]({tag}A B) [g]({index}) {filename} and {static} in prose\n\n[h]: {filename}gone.md\n"
    ).replace("A B", "A")

    body = translated(text, "pelican", folder="content", paths={"next.md": NEXT, "/content/posts/next.md": NEXT})

    assert body.text == (
        f"[a]({NEXT}#b) [c]({NEXT}) ![d]({HOME}images/d.png) [e](e.pdf)\n"
        f"[f]({HOME}tag/a.html) [g]({HOME}) {{filename}} and {{static}} in prose\n\n[h]: gone.md\n"
    )
    assert told(body) == [(4, "{filename}gone.md")]


def test_the_address_of_a_ghost_site() -> None:
    text = '<p><img src="__GHOST_URL__/content/a.png"> <code>__GHOST_URL__</code></p>'

    assert translated(text, "ghost", is_markdown=False).text == (
        f'<p><img src="{HOME}content/a.png"> <code>__GHOST_URL__</code></p>'
    )
