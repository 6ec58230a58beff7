"""Shortcodes of WordPress, and marks where nothing says which language they are of."""

import pytest

from exporters.bodies.marks.plain_fields import plain_marks
from tests.bodies.marks import HOME, told, translated
from tests.bodies.test_marks_liquid import VIDEO

PICTURE = '<img src="a.jpg" alt="b" />'


class TestWordPress:
    """Spec: codex.wordpress.org/Shortcode_API, wordpress.com/support/shortcodes."""

    @pytest.mark.parametrize(
        ("written", "shown"),
        [
            (
                f'[caption id="a_1" align="left" width="30"]{PICTURE} The <em>text</em>[/caption]',
                f"<figure>{PICTURE}<figcaption>The <em>text</em></figcaption></figure>",
            ),
            (
                f'[wp_caption caption="c"]<a href="a">{PICTURE}</a>[/wp_caption]',
                f'<figure><a href="a">{PICTURE}</a><figcaption>c</figcaption></figure>',
            ),
            ("[embed]https://youtu.be/dQw4w9WgXcQ[/embed]", f"<p>{VIDEO}</p>"),
            ("[youtube https://www.youtube.com/watch?v=dQw4w9WgXcQ]", f"<p>{VIDEO}</p>"),
            ("[youtube=https://www.youtube.com/watch?v=dQw4w9WgXcQ]", f"<p>{VIDEO}</p>"),
            ("[vimeo 123]", '<p><a href="https://vimeo.com/123">Video on Vimeo</a></p>'),
            ('[audio mp3="https://e.org/a.mp3"][/audio]', '<p><a href="https://e.org/a.mp3">a.mp3</a></p>'),
            ('[video src="/a.mp4"]', '<p><a href="/a.mp4">a.mp4</a></p>'),
            ("<p>https://youtu.be/dQw4w9WgXcQ</p>", f"<p>{VIDEO}</p>"),
            (
                "<p>https://e.org/?a=1&amp;b</p>",
                '<p><a href="https://e.org/?a=1&amp;b">https://e.org/?a=1&amp;b</a></p>',
            ),
            (
                '[sourcecode language="c"]a &lt;b&gt;<br>\nc [gallery][/sourcecode]',
                '<pre><code class="language-c">a &lt;b&gt;\nc [gallery]\n</code></pre>',
            ),
            ("Write [[gallery]] so.", "Write [gallery] so."),
        ],
    )
    def test_those_with_a_meaning(self, written: str, shown: str) -> None:
        body = translated(written, "wordpress", is_markdown=False)

        assert (body.text, told(body)) == (shown, [])

    def test_others_are_left_out(self) -> None:
        text = '[gallery ids="1,2"]\n<p>a [b c="d"] e [f]g[/f] [contact-form-7]</p>'

        body = translated(text, "wordpress", is_markdown=False)

        assert body.text == "<p>a  e g </p>"
        assert [message for _, message in told(body)] == ['[gallery ids="1,2"]', '[b c="d"]', "[f]", "[contact-form-7]"]

    def test_brackets_in_prose_stay(self) -> None:
        text = "<p>As he said [sic], [1] [2,3] [the video] [x] [code] [video of it] a[i] [Note: b] [...]</p>"

        assert translated(text, "wordpress", is_markdown=False) == (text, ())


class TestEveryday:
    """Only what no author can have meant as text is a mark."""

    @pytest.mark.parametrize(
        ("written", "shown"),
        [
            (
                '{{< figure src="/a.png" title="Cap" >}}',
                '<figure><img src="/a.png" alt="Cap"><figcaption>Cap</figcaption></figure>',
            ),
            ("![x]({{ site.baseurl }}/a.png){: .wide }", f"![x]({HOME}a.png){{: .wide }}"),
            ("<img src=\"{{ '/a.png' | relative_url }}\">", f'<img src="{HOME}a.png">'),
            ("{% highlight c %}\n{{ a }}\n{% endhighlight %}", '<pre><code class="language-c">{{ a }}\n</code></pre>'),
            (
                '[caption id="x"]<img src="/a.jpg"> Cap[/caption]',
                '<figure><img src="/a.jpg"><figcaption>Cap</figcaption></figure>',
            ),
            ('<img src="__GHOST_URL__/a.png">', f'<img src="{HOME}a.png">'),
            ("{% comment %}\na\n{% endcomment %}\nb", "b"),
        ],
    )
    def test_what_has_a_meaning(self, written: str, shown: str) -> None:
        assert translated(written, "everyday") == (shown, ())

    @pytest.mark.parametrize(
        "mark",
        ["* TOC\n{:toc}", "[TOC]", "{% include a.html %}", "{{< a >}}", "import A from './a'", "[gallery ids='1']"],
    )
    def test_a_block_without_a_meaning_is_left_out(self, mark: str) -> None:
        body = translated(f"a\n\n{mark}\n\nb\n", "everyday")

        assert (body.text, [line for line, _ in told(body)]) == ("a\n\n\nb\n", [3])
        assert [each.rule for each in body.notes] == ["template-mark"]

    def test_raw_is_a_mark_around_text(self) -> None:
        body = translated("{% raw %}{{ a }}{% endraw %}", "everyday")

        assert (body.text, [each.rule for each in body.notes]) == ("{{ a }}", ["liquid-raw"])

    def test_what_may_be_text_stays_and_is_told(self) -> None:
        text = "a\n\nVue shows {{ b }} and {{ c }}; Django has {% url 'd' %} and {% if %}.\n"

        body = translated(text, "everyday")

        assert body.text == text
        assert [each.rule for each in body.notes] == ["template-text"]
        assert told(body) == [(3, "{{ b }} and 3 more like it")]

    def test_prose_stays(self) -> None:
        text = (
            "import duties are high. [embed play] [caption] [a][embed] [[Note]] {x} 100 %} of {{\n\nexport of goods\n\n"
            "[embed play]: https://example.com/\n\n:::note\n\n!!! note\n\n@/a [b]({filename}c.md) %%d%% ${toc} x\n"
        )

        assert translated(text, "everyday") == (text, ())


class TestPlainFields:
    """A title and an excerpt are plain text, also for generators."""

    def test_a_mark_in_one_is_told(self) -> None:
        notes = list(plain_marks({"title": "On {{ a }}", "excerpt": "{% b %} c", "category": "{{ d }}"}))

        assert [(each.field, each.message) for each in notes] == [
            ("title", 'contains "{{ a }}"'),
            ("excerpt", 'contains "{% b %}"'),
        ]

    def test_braces_are_no_mark(self) -> None:
        assert list(plain_marks({"title": "{a} 5 %} {{", "excerpt": "f{{x"})) == []
