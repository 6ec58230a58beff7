"""HTML as a reader in a terminal shows it."""

import pytest

from exporters.serve.page.plain_text import plain_text


class TestPlainText:
    """Blocks on lines of their own, links by number."""

    @pytest.mark.parametrize(
        ("html", "text"),
        [
            ("<p>one  two\nthree</p><p>four</p>", "one two three\n\nfour"),
            ("<p>a<br>b</p>", "a\nb"),
            ("<h2>Title</h2>text", "Title\n\ntext"),
            ("<ul><li>one</li><li><p>two</p></li></ul>", "  * one\n\n  * two"),
            ('<ol start="3"><li>three</li><li>four</li></ol>', "  3. three\n  4. four"),
            ("<blockquote><p>one</p><p>two</p></blockquote>", "> one\n\n> two"),
            ("<pre><code>a\n  b\n</code></pre>", "a\n  b"),
            ("<p>&lt;b&gt; &amp; &eacute;</p>", "<b> & é"),
            ("", ""),
        ],
    )
    def test_it_has_the_structure_of_the_html(self, html: str, text: str) -> None:
        assert plain_text(html) == text

    def test_links_and_pictures_have_numbers(self) -> None:
        html = (
            '<p><a href="https://a.example/">one</a> <img src="https://b.example/p.png" alt="a chip">'
            ' <a href="https://a.example/">again</a> <a href="#note">here</a></p>'
        )

        assert plain_text(html) == (
            "one[1] [image 2: a chip] again[1] here\n\n"
            "Links:\n[1]: https://a.example/ (link)\n[2]: https://b.example/p.png (image)"
        )

    def test_many_open_elements_are_no_problem(self) -> None:
        assert plain_text("<ul><li><blockquote><a>" * 20_000 + "x").endswith("x")
