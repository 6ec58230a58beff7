"""Liquid of Jekyll and Eleventy, and the tags of Hexo."""

import pytest

from tests.bodies.marks import HOME, NEXT, PAGE, told, translated

VIDEO = (
    '<a href="https://www.youtube.com/watch?v=dQw4w9WgXcQ">'
    '<img src="https://i.ytimg.com/vi/dQw4w9WgXcQ/hqdefault.jpg" alt="Video on YouTube"></a>'
)


class TestAddresses:
    """Values that stand for addresses become them. Spec: jekyllrb.com/docs/variables, …/docs/liquid/filters."""

    @pytest.mark.parametrize(
        ("written", "address"),
        [
            ("{{ site.baseurl }}/y", HOME + "y"),
            ("{{site.baseurl}}", HOME),
            ("{{ site.url }}{{ site.baseurl }}/y", HOME + "y"),
            ("{{ site.url }}/y", "https://example.org/y"),
            ("{{ '/y' | relative_url }}", HOME + "y"),
            ('{{- "y" | absolute_url -}}', HOME + "y"),
            ("{{ '/y' | prepend: site.baseurl }}", HOME + "y"),
            ("{{ '/y' | prepend: site.baseurl | prepend: site.url }}", HOME + "y"),
            ("{{ '/y' | url }}", HOME + "y"),
            ("{{ '/y' | append: '.html' | relative_url }}", HOME + "y.html"),
            ("{{ page.url }}", PAGE),
            ("{% post_url 2024-01-31-next %}", NEXT),
            ("{% link _posts/2024-01-31-next.md %}", NEXT),
            ("{{ site.baseurl }}{% post_url 2024-01-31-next %}", NEXT),
            ("{{site.baseurl}}{%- link _posts/2024-01-31-next.md -%}", NEXT),
            ("{{ site.url }}{% post_url 2024-01-31-next %}", NEXT),
            ("{{ site.url }}{{ site.baseurl }}{% post_url 2024-01-31-next %}", NEXT),
        ],
    )
    def test_in_a_link(self, written: str, address: str) -> None:
        body = translated(
            f"[a]({written}) and <a href='{written}'>b</a>\n",
            "liquid",
            paths={"/_posts/2024-01-31-next.md": NEXT},
            names={"2024-01-31-next": NEXT},
        )

        assert body.text == f"[a]({address}) and <a href='{address}'>b</a>\n"
        assert told(body) == []

    def test_values_of_the_settings_do_not_stand_before_an_address(self) -> None:
        text = "[a]({{ site.url }}{{ site.baseurl }}{% post_url next %})\n"
        values = (("site.url", "https://example.org"), ("site.baseurl", "/blog"))

        assert translated(text, "liquid", values=values, names={"next": NEXT}).text == f"[a]({NEXT})\n"

    def test_a_name_of_no_article_is_told(self) -> None:
        body = translated("a\n\n[b]({% post_url 2024-01-31-gone %})\n", "liquid")

        assert body.text == "a\n\n[b](2024-01-31-gone)\n"
        assert told(body) == [(3, "{% post_url 2024-01-31-gone %}")]
        assert [each.rule for each in body.notes] == ["template-link"]


class TestValues:
    """What is known is shown, what is not known is named."""

    def test_settings_are_shown(self) -> None:
        body = translated("By {{ site.author.name }} of {{site.title}}.", "liquid", values=(("site.title", "T"),))

        assert (body.text, told(body)) == ("By  of T.", [(1, "{{ site.author.name }}")])

    def test_text_in_quotes_is_shown(self) -> None:
        assert translated("Write {{ '{{ x }' }} or {{ \"{% raw %}\" }}.", "liquid").text == "Write {{ x } or {% raw %}."

    def test_what_is_assigned_is_shown(self) -> None:
        assert translated('{% assign a = "b" %}\nIt is {{ a }}.\n', "liquid") == ("It is b.\n", ())

    def test_a_filter_that_is_not_known_leaves_the_value_out(self) -> None:
        assert told(translated('{{ "a" | upcase }}', "liquid")) == [(1, '{{ "a" | upcase }}')]


class TestTags:
    """Tags around code or text."""

    def test_highlight_is_a_block_of_code(self) -> None:
        """The words in it are code, whatever else they would be."""
        text = "Text.\n{% highlight ruby linenos %}\n`a <b>\n\n    {{ c }} {% if d %}\n```\n{% endhighlight %}\nMore.\n"

        body = translated(text, "liquid")

        code = "`a &lt;b&gt;\n\n    {{ c }} {% if d %}\n```\n"
        assert body.text == f'Text.\n<pre><code class="language-ruby">{code}</code></pre>\n\nMore.\n'
        assert told(body) == []

    def test_raw_in_highlight_belongs_to_it(self) -> None:
        text = "{% highlight html %}\n{% raw %}\n{{ a }}\n{% endraw %}\n{% endhighlight %}\n"

        assert "raw" not in translated(text, "liquid").text
        assert "{{ a }}" in translated(text, "liquid").text

    def test_raw_keeps_its_text(self) -> None:
        body = translated("{% raw %}{{ a }} and {:toc} *b*{% endraw %} {{ c }}", "liquid", "contents")

        assert body.text == "{{ a }} and {:toc} *b* "
        assert told(body) == [(1, "{% raw %}"), (1, "{{ c }}")]

    def test_comments_vanish(self) -> None:
        text = "a {% comment %} b\n\nc {{ d }} {% endcomment %}e {# f #}"

        assert translated(text, "nunjucks") == ("a e ", ())

    def test_the_text_between_two_tags_stays(self) -> None:
        body = translated("{% if a %}\nb\n{% else %}\nc\n{% endif %}\n", "liquid")

        assert body.text == "b\nc\n"
        assert told(body) == [(1, "{% if a %}"), (3, "{% else %}")]

    def test_an_included_picture_or_video_is_shown(self) -> None:
        figure = translated('{% include figure image_path="/a.jpg" alt="A" caption="B" %}', "liquid")
        video = translated('{% include video id="dQw4w9WgXcQ" provider="youtube" %}', "liquid")
        youtube = translated("{% include youtube.html id='dQw4w9WgXcQ' %}", "liquid")

        assert figure.text == '<figure><img src="/a.jpg" alt="A"><figcaption>B</figcaption></figure>'
        assert video.text == youtube.text == f"<p>{VIDEO}</p>"
        assert told(translated("{% include a.html b=c %}", "liquid")) == [(1, "{% include a.html b=c %}")]


class TestHexo:
    """Spec: hexo.io/docs/tag-plugins."""

    @pytest.mark.parametrize(
        ("written", "shown"),
        [
            ("a {% youtube dQw4w9WgXcQ %} b", f"a {VIDEO} b"),
            ("{% vimeo 82090131 %}", '<p><a href="https://vimeo.com/82090131">Video on Vimeo</a></p>'),
            (
                '{% img left /a.png 20 10 "T" "A" %}',
                '<p><img src="/a.png" alt="A" title="T" width="20" height="10"></p>',
            ),
            ("{% asset_img a.png Words %}", '<p><img src="a.png" alt="Words" title="Words"></p>'),
            ("[a]({% asset_path a.pdf %})", "[a](a.pdf)"),
            ("{% asset_link a.pdf 'The file' %}", '<a href="a.pdf">The file</a>'),
            ("{% post_link next 'After this' %}", f'<a href="{NEXT}">After this</a>'),
            ("[a]({% post_path next %})", f"[a]({NEXT})"),
            ("{% link Words https://example.com/ %}", '<a href="https://example.com/">Words</a>'),
            ("{% gist b6365e79be6052e7531e7ba6ea8caf23 %}", None),
            ("{% iframe https://player.example.com/1 300 200 %}", None),
        ],
    )
    def test_tags_have_their_meaning(self, written: str, shown: str | None) -> None:
        body = translated(written, "hexo", folder="source/_posts", paths={"/source/_posts/next.md": NEXT})

        assert told(body) == []
        assert body.text == shown if shown else "<a href=" in body.text

    def test_a_quote_names_its_source(self) -> None:
        text = "{% blockquote A B, C https://example.com/ D %}\nSome *text*.\n{% endblockquote %}\n"

        assert translated(text, "hexo").text == (
            "<blockquote>\n\nSome *text*.\n\n"
            '<footer>A B, C, <a href="https://example.com/">D</a></footer>\n</blockquote>\n'
        )

    def test_a_block_of_code_is_one(self) -> None:
        text = "{% codeblock Title lang:js %}\nlet a = `{{ b }}`;\n{% endcodeblock %}\n"

        assert translated(text, "hexo").text == '<pre><code class="language-js">let a = `{{ b }}`;\n</code></pre>\n'
