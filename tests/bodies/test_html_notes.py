"""Notes on HTML: each has the line where the author wrote what it is about."""

import pytest

from exporters.bodies.article_body import ArticleBody
from exporters.bodies.context import BodyContext
from exporters.bodies.render import render

CONTEXT = BodyContext("https://example.org/1", "https://example.org/1", "https://example.org/")


def told(text: str, *, is_markdown: bool = True, featured: str = "") -> list[str]:
    """Line, rule and field of each note on a body that begins in line 10."""
    notes = render(ArticleBody(text, is_markdown=is_markdown, line=10), CONTEXT, featured).notes
    return [f"{each.line} {each.rule} {each.level} {each.field}" for each in notes]


class TestLine:
    """It is the first that shows the cause."""

    @pytest.mark.parametrize(
        ("text", "note"),
        [
            ("a\n\n<x-card>b</x-card>", "12 html-unknown note body"),
            ("`<x-card>`\n\n```\n<x-card>\n```\n\n<x-card>b</x-card>", "16 html-unknown note body"),
            ("a\n\n<div hidden>b</div>", "12 html-hidden note body"),
            ("a\n\n<p style='display:none'>b</p>", "12 html-hidden note body"),
            ("a\n\n<dialog>b</dialog>", "12 html-hidden note body"),
            ("a\n\n<div><template>b</template></div>", "12 html-hidden note body"),
            ("a\n\nItâ€™s", "12 text-mojibake note body"),
            ("a\n\nIt&#146;s", "12 text-entity note body"),
            ("a\n\nb &acirc;€™ c", "12 text-mojibake note body"),
            ("a\n\nb \x07 c", "12 text-control note body"),
            ("a\n\n<script>b</script>", "12 html-unsafe note body"),
            ("a\n\n<p onclick=x>b</p>", "12 html-unsafe note body"),
            ("a\n\n<a href='java&#10;script:x'>b</a>", "10 html-unsafe note body"),
            ("a\n\n<a href='javascript:x'>b</a>", "12 html-unsafe note body"),
            ("a\n\n<textarea>b c</textarea>", "12 html-unsafe note body"),
            ("a\n\n[b](http://localhost:1313/?a=1&b=2)", "12 address-local warning body"),
            ("a\n\n![b](//127.0.0.1/x.png)", "12 address-local warning body"),
        ],
    )
    def test_it_is_found(self, text: str, note: str) -> None:
        assert told(text) == [note]

    def test_in_html_too(self) -> None:
        assert told("<p>a</p>\n\n<p>Ã©</p>\n<x-y>b</x-y>", is_markdown=False) == [
            "13 html-unknown note body",
            "12 text-mojibake note body",
        ]

    def test_the_field_before_the_body_has_notes_of_its_own(self) -> None:
        assert told("a", featured="<p>Ã©</p><script>x</script>") == [
            "0 html-unsafe note featuredContent",
            "0 text-mojibake note featuredContent",
        ]

    def test_a_repair_has_its_text_before_and_after(self) -> None:
        note = render(ArticleBody("Itâ€™s &lt;", line=1), CONTEXT).notes[0]

        assert (note.before, note.after) == ("Itâ€™s <", "It’s <")
        assert (note.message, note.fix) == ('"Itâ€™s <"', 'now "It’s <"')


class TestLocal:
    """Addresses that nobody else can open."""

    def test_they_are_counted(self) -> None:
        text = "[a](http://localhost/1) [b](http://localhost/2) [a](http://localhost/1)"
        note = render(ArticleBody(text, is_markdown=True, line=1), CONTEXT).notes[0]

        assert note.message == "http://localhost/1 and 1 more"

    def test_a_relative_address_on_a_local_site_is_none(self) -> None:
        context = BodyContext("x", "http://localhost:4000/a/", "http://localhost:4000/")

        assert render(ArticleBody("[a](/b) ![c](d.png)", is_markdown=True), context).notes == ()
