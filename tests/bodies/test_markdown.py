"""Markdown becomes HTML, and HTML in Markdown stays HTML."""

import subprocess
import sys
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.bodies.markdown.rules import MarkdownRules
from tests.bodies.markdown_html import render
from tests.deadline import deadline
from tests.profiles import examples

EVERYTHING: Final = MarkdownRules(
    has_definition_lists=True,
    has_marks=True,
    has_scripts=True,
    has_dollar_math=True,
    has_smart_punctuation=True,
    has_bare_links=True,
    attributes="braces",
    heading_ids="github",
)


class TestRender:
    """CommonMark, with tables and strikethrough."""

    @pytest.mark.parametrize(
        ("markdown", "html"),
        [
            ("", ""),
            ("# a\n\nb *c*", "<h1>a</h1>\n<p>b <em>c</em></p>\n"),
            ('[a](/b "c")', '<p><a href="/b" title="c">a</a></p>\n'),
            ("~~a~~", "<p><s>a</s></p>\n"),
            ("```py\na < b\n```", "<pre><code>a &lt; b\n</code></pre>\n"),
            ("Microsoft <MSFT.O> & co", "<p>Microsoft &lt;MSFT.O&gt; &amp; co</p>\n"),
            ('"quotes" -- and https://example.org', '<p>"quotes" -- and https://example.org</p>\n'),
            ("a\0b", "<p>ab</p>\n"),
        ],
    )
    def test_markdown_becomes_html(self, markdown: str, html: str) -> None:
        assert render(markdown) == html

    def test_tables_are_tables(self) -> None:
        made = render("| a | b | c |\n|---|:-:|--:|\n| 1 | 2 | 3 |\n")

        assert "<th>a</th>" in made
        assert '<td>1</td>\n<td align="center">2</td>\n<td align="right">3</td>' in made

    @pytest.mark.parametrize(
        "html",
        [
            '<p>a</p><p>&nbsp;</p><p><span class="x"><img src="/a.png"></span> *b*</p>',
            '<div class="a">\n<iframe src="//www.youtube.com/embed/x"></iframe>\n</div>',
            "<table><tr><td>a | b</td></tr></table>",
        ],
    )
    def test_html_stays_as_it_is(self, html: str) -> None:
        assert render(html) == html

    def test_html_with_blank_lines_and_indentation_stays_html(self) -> None:
        assert render("<p>a</p>\n\n        <div>\n        b\n\n        </div>\n") == (
            "<p>a</p>\n        <div>\n        b\n        </div>\n"
        )

    @pytest.mark.parametrize(
        "markdown",
        [
            "text\n\n    <b>code</b>\n",
            "<p>a</p>\n\ntext\n\n    <b>code</b>\n",
            "<p>a</p>\n\n    if a < b:\n",
            "<p>a</p>\n\n- list\n\n      <b>code</b>\n",
            "<p>a</p>\n\n```\n\n    <b>code</b>\n```\n",
        ],
    )
    def test_other_indented_text_is_code(self, markdown: str) -> None:
        assert "<pre><code>" in render(markdown)
        assert "<b>" not in render(markdown)

    def test_lists_nest_as_deep_as_people_write_them(self) -> None:
        made = render("\n".join("  " * level + f"- level {level}" for level in range(16)))

        assert "level 15" in made

    @examples(3)
    @given(st.text(st.sampled_from('ab *_`[]()<>!#-|\\\n\t>&~"1.:/é'), max_size=40))
    def test_any_text_is_some_html_and_the_same_again(self, markdown: str) -> None:
        assert render(markdown) == render(markdown)

    @given(st.lists(st.text("abcé ü中😀", min_size=1).filter(str.strip), min_size=1))
    def test_the_words_of_plain_paragraphs_survive(self, paragraphs: list[str]) -> None:
        made = render("\n\n".join(text.strip() for text in paragraphs))

        assert made == "".join(f"<p>{text.strip()}</p>\n" for text in paragraphs)


class TestBounds:
    """Hostile input ends."""

    @pytest.mark.parametrize(
        ("markdown", "sentence"),
        [
            ("x" * 1_000_001, "1,000,001 characters of Markdown, more than 1,000,000"),
            ("|a" * 1_000 + "|\n" + "|-" * 1_000 + "|\n" + "|a\n" * 1_000, "more than 100,000 elements in Markdown"),
        ],
    )
    def test_what_would_take_long_is_refused(self, markdown: str, sentence: str) -> None:
        with deadline(5), pytest.raises(ValueError, match=sentence):
            render(markdown)

    @pytest.mark.parametrize(
        "markdown",
        [
            ">" * 100_000,
            "[" * 3_000 + "]" * 3_000,
            "*a **a " * 5_000,
            "a**b" + "c* " * 10_000,
            " ".join("`" * length for length in range(300)),
            "|" * 30_000 + "\n" + "|-" * 30_000,
            "<!" * 100_000,
            "<!--" * 50_000,
            "<?" * 100_000,
            "<a " * 50_000,
            "\n".join("  " * level + "- a" for level in range(300)),
            "[a](" * 5_000,
            "&" * 100_000,
            "<p>a</p>\n\n" + "    <b>\n\n" * 10_000,
            ">>> a\n" * 10_000,
            "[" * 500_000,
            ">" * 40 + " a\n" + "a\n" * 30_000,
            "1. > - " * 12 + "a\n" + "a\n" * 99_999,
            "[^" * 100_000,
            "[^1]: a\n" * 50_000,
            "[^1]: a\n\n" + "[^1]" * 50_000,
            "> [!NOTE]\n" * 50_000,
            "".join(">" * depth + " [!NOTE]\n" for depth in range(1, 500)),
            "==a " * 50_000,
            "a\n: b\n" * 50_000,
            "# a {#b}\n" * 20_000,
            "a {#b}" + " " * 200_000 + "x",
            "*a*{: #a} " * 20_000,
            "[" * 50_000 + "a" + "]{.b}" * 50_000,
            "{: .a" * 50_000,
            r"\(a" * 50_000,
            "$a $$b " * 50_000,
            "https://a.b/" + ")" * 200_000,
            "a@a." * 50_000,
            "![" * 50_000 + "a" + "](b)" * 50_000,
        ],
    )
    def test_what_can_be_rendered_is(self, markdown: str) -> None:
        with deadline(10):
            assert render(markdown, EVERYTHING)


def test_importing_the_module_does_not_load_the_library() -> None:
    said = subprocess.run(
        [sys.executable, "-c", "import sys, exporters.bodies.markdown.render; print('pyromark' in sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert said.stdout.strip() == "False"
