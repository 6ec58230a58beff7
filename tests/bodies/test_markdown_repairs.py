"""Prose in Markdown is repaired and each kind of repair is told once; code stays character for character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.bodies.article_body import ArticleBody
from exporters.bodies.context import BodyContext
from exporters.bodies.markdown.repairs import repair_markdown
from exporters.bodies.render import render

CONTEXT = BodyContext("id", "https://example.org/a/", "https://example.org/")


class TestRepairs:
    """Mojibake, control characters, references of Windows-1252."""

    @pytest.mark.parametrize(
        ("markdown", "repaired", "rule"),
        [
            ("Itâ€™s", "It’s", "text-mojibake"),
            ("wait\x85 it\x92s", "wait… it’s", "text-mojibake"),
            ("bell \x07", "bell ", "text-control"),
            ("Don&#146;t", "Don’t", "text-entity"),
            ("Don&#x92;t", "Don’t", "text-entity"),
            ("&#0128;5", "€5", "text-entity"),
        ],
    )
    def test_prose_is_repaired(self, markdown: str, repaired: str, rule: str) -> None:
        text, repairs = repair_markdown(f"a\n\n{markdown}\n")

        assert text == f"a\n\n{repaired}\n"
        assert [(each.rule, each.before, each.after, each.line, each.lines) for each in repairs] == [
            (rule, markdown, repaired, 3, 1)
        ]

    @pytest.mark.parametrize(
        "code",
        [
            "```\nItâ€™s &#146; \x07\n```\n",
            "`Itâ€™s &#146; \x07`",
            "    Itâ€™s &#146; \x07\n",
            "<pre>Itâ€™s &#146;</pre>\n",
            "a <code>Itâ€™s &#146;</code>\n",
            "> ~~~\n> Itâ€™s &#146;\n> ~~~\n",
        ],
    )
    def test_code_is_not(self, code: str) -> None:
        assert repair_markdown(code) == (code, [])

    def test_prose_beside_code_is(self) -> None:
        text, [repair] = repair_markdown("`Ã©` Itâ€™s `Ã©`\n\nItâ€™s\n")

        assert text == "`Ã©` It’s `Ã©`\n\nIt’s\n"
        assert (repair.line, repair.column, repair.lines) == (1, 8, 2)

    @pytest.mark.parametrize("text", ["&#129;", "&#146", "&amp;#146;", "&#8217;", "plain", "“é”", ""])
    def test_what_is_right_stays(self, text: str) -> None:
        assert repair_markdown(text) == (text, [])

    @given(st.text(st.sampled_from("aé`\n â€™Ã©\x92\x85&#146; >-")))
    def test_what_is_repaired_needs_no_more(self, text: str) -> None:
        once, _ = repair_markdown(text)

        assert repair_markdown(once)[0] == once


class TestNotes:
    """Each kind has one note, at the line of the file."""

    def test_it_has_line_column_and_both_texts(self) -> None:
        body = ArticleBody("One.\n\nItâ€™s.\n\nIsnâ€™t.\n", is_markdown=True, line=10)

        [note] = render(body, CONTEXT).notes

        assert str(note) == ':12:3: note: body: "Itâ€™s."; now "It’s.", and 1 more [text-mojibake]'
        assert (note.before, note.after) == ("Itâ€™s.", "It’s.")
