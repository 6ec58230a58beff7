"""Summaries: what a person reads of an article in a list, and that its content says nothing twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.bodies.cutting import cut_text, is_between_characters
from exporters.bodies.summary import texts
from exporters.bodies.title_headings import without_title

PAGE = "https://example.org/p/"


def summary(content: str, title: str = "A title") -> str:
    """The summary of an article without excerpt."""
    return texts(title, None, content, PAGE).summary


class TestProse:
    """What of a body is no prose, and what is."""

    @pytest.mark.parametrize(
        "furniture",
        [
            "<h1>A title</h1>",
            "<h2>a  TITLE</h2>",
            '<h2>A title <a href="#a-title">#</a></h2>',
            f'<h2><a href="{PAGE}#a-title">¶</a> A title</h2>',
            '<h2>A title<a href="#a-title">Permalink</a></h2>',
            '<h2>A <em>title</em> <a href="#x" aria-hidden="true">Read this part</a></h2>',
            "<pre><code>x = 1</code></pre>",
            "<nav><a href='/'>Home</a></nav>",
            '<ul><li><a href="#one">One</a><ul><li><a href="#two">Two</a></li></ul></li></ul>',
            f'<h2>Contents</h2><ol><li><a href="{PAGE}#one">One</a></li></ol>',
            '<details><summary>Table of contents</summary><ul><li><a href="#one">One</a></li></ul></details>',
            '<figure><img src="https://e.example/x.png" alt="x"><figcaption>A lake</figcaption></figure>',
            '<p><img src="https://e.example/x.png" alt="x"><br><em>A lake</em></p>',
            '<p><a href="https://www.youtube.com/watch?v=dQw4w9WgXcQ">Video on YouTube</a></p>',
            '<p><a href="https://e.example/talk.mp3">talk.mp3</a></p>',
            '<p><a href="https://e.example/frame">e.example</a></p>',
        ],
    )
    def test_what_stands_before_it(self, furniture: str) -> None:
        assert summary(f"{furniture}<p>The text.</p>") == "The text."

    @pytest.mark.parametrize(
        ("mark", "note"),
        [
            ('<sup><a href="#fn1">1</a></sup>', '<ol><li id="fn1"><p>A note <a href="#r1">↩</a></p></li></ol>'),
            ('<a href="#fn1"><sup>[1]</sup></a>', '<h2>Footnotes</h2><ol><li id="fn1">A note</li></ol>'),
            ('<sup id="h-r1"><a href="#h-n1">a</a></sup>', '<section><p id="h-n1">A note</p></section>'),
            (f'<a href="{PAGE}#fn1">[12]</a>', f'<ol><li>A note <a href="{PAGE}#r">↩︎</a></li></ol>'),
            ('<sup><a href="#a">1</a> <a href="#b">2</a></sup>', '<aside id="a">A note</aside><div id="b">No</div>'),
            ('<sup><a href="#n">†</a></sup>', '<dl><dd>A note <a href="#r">^</a></dd></dl>'),
        ],
    )
    def test_footnotes(self, mark: str, note: str) -> None:
        assert summary(f"<p>The text{mark}.</p>{note}") == "The text."

    @pytest.mark.parametrize(
        ("content", "text"),
        [
            ("<h2>Monday</h2><p>It rains.</p>", "Monday It rains."),
            ("<p>x<sup>2</sup> and y<sup>n</sup></p>", "x2 and yn"),
            ('<p>See <a href="https://example.org/other/#x">1</a>.</p>', "See 1."),
            ('<p>See <a href="#x">the part below</a>.</p>', "See the part below."),
            ('<ul><li><a href="#one">One</a>: the first</li></ul>', "One: the first"),
            ('<ul><li><a href="https://e.example/#one">One</a></li></ul>', "One"),
            ('<p>Look: <img src="https://e.example/x.png" alt="x"> a lake</p>', "Look: a lake"),
            ('<p><a href="https://e.example/talk.mp3">A talk</a></p>', "A talk"),
            ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
            ("<p>use <code>a &lt; b</code></p>", "use a < b"),
            ("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>", "漢"),
            ("<p>one<br>two</p>three", "one two three"),
        ],
    )
    def test_prose(self, content: str, text: str) -> None:
        assert summary(content) == text

    @pytest.mark.parametrize(
        ("content", "text"),
        [
            ('<figure><img src="https://e.example/x.png" alt="x"><figcaption>A lake</figcaption></figure>', "A lake"),
            ('<p><a href="https://e.example/talk.mp3">talk.mp3</a></p>', "talk.mp3"),
            ("<pre>x = 1</pre>", "A title"),
            ("<h1>A title</h1>", "A title"),
            ('<p><img src="https://e.example/x.png" alt="x"></p>', "A title"),
        ],
    )
    def test_where_there_is_no_prose(self, content: str, text: str) -> None:
        assert summary(content) == text

    def test_a_long_body_is_read_as_far_as_it_takes(self) -> None:
        code = f"<pre>{'x' * 20_000}</pre>"

        assert summary(f"{code}<p>The text.</p>") == "The text."
        assert summary("<p>One &amp; two.</p>" * 5_000).startswith("One & two. One & two.")


class TestCutting:
    """At most 300 characters, and no word or character in parts."""

    @pytest.mark.parametrize(
        ("text", "length", "cut"),
        [
            ("one two three", 13, "one two three"),
            ("one two three", 12, "one two…"),
            ("one two three", 8, "one two…"),
            ("onetwothree", 4, "one…"),
            ("AI 是一种技术，它很重要", 9, "AI 是一种技术…"),
            ("AI 是一种技术，它很重要", 8, "AI 是一种技…"),
            ("これはペンです。それは本です", 9, "これはペンです。…"),
            ("コーヒーとケーキ", 5, "コーヒー…"),
            ("コーヒーとケーキ", 4, "コー…"),  # a long vowel stays with its syllable
            ("ภาษาไทยง่าย", 9, "ภาษาไทย…"),
            ("กำกำกำ", 4, "กำ…"),  # U+0E33 belongs to the letter before it
            ("e\u0301" * 5, 4, "e\u0301…"),
            ("👩‍👩‍👧👩‍👩‍👧", 8, "👩‍👩‍👧…"),
            ("🇩🇪🇫🇷🇮🇹", 4, "🇩🇪…"),
            ("👍🏽👍🏽👍🏽", 4, "👍🏽…"),
            ("क्षक्षक्ष", 5, "क्ष…"),
            ("\u1100\u1161\u11a8" * 3, 6, "\u1100\u1161\u11a8…"),
            ("مرحبا بالعالم", 8, "مرحبا…"),
            ("שלום עולם", 6, "שלום…"),
            ("一" * 10, 5, "一一一一…"),
            ("a" + "\u0301" * 10, 5, "a\u0301\u0301\u0301…"),
        ],
    )
    def test_scripts(self, text: str, length: int, cut: str) -> None:
        assert cut_text(text, length) == cut

    @given(st.text(st.characters(exclude_categories=["Cs"])), st.integers(2, 40))
    def test_it_is_a_beginning(self, text: str, length: int) -> None:
        text = " ".join(text.split())
        cut = cut_text(text, length)

        assert len(cut) <= length
        assert cut == text or (cut.endswith("…") and text.startswith(cut[:-1]))

    @given(st.text(st.sampled_from("ก ำ่e\u0301👩\u200d👧🇩🇪字क्ष각。")), st.integers(3, 20))
    def test_it_ends_between_two_characters(self, text: str, length: int) -> None:
        text = " ".join(text.split())
        cut = cut_text(text, length)
        at = len(cut) - 1
        ends = [each for each in range(1, length) if each < len(text) and is_between_characters(text, each)]

        assert cut == text or at not in range(1, len(text)) or is_between_characters(text, at) or not ends


class TestExcerpt:
    """An excerpt stands before a body that is shorter, unless the body says the same."""

    @pytest.mark.parametrize(
        ("excerpt", "content"),
        [
            ("A post about chips…", "<p>A post about chips</p>"),
            ("A post about chips [...]", "<p>A post about chips.</p>"),
            ("A **post** about `chips`.", "<p>A <strong>post</strong> about <code>chips</code>.</p>"),
            ("A [post](https://e.example/a-long-address) about chips", "<p>A post about chips</p>"),
            ("A <b>post</b> about chips", "<p>A <b>post</b> about chips</p>"),
            ("“A post” about chips — and more", "<p>A post about chips and more</p>"),
            ("A POST ABOUT CHIPS!", '<p><a href="https://e.example/">A post about chips</a></p>'),
            ("A post about chips. Read more", "<p>A post about chips.</p>"),
            ("A post about chips. Continue reading →", "<p>A post about chips.</p>"),
            ("Über Chips. Weiterlesen »", "<p>Über Chips.</p>"),
            ("芯片。继续阅读", "<p>芯片。</p>"),
            ("The lake at dawn", '<p><img src="https://e.example/l.jpg" alt="The lake at dawn"></p>'),
            ("The lake, at dawn", '<p><img src="https://e.example/l.jpg" alt="The lake at dawn"></p>\n<p>Us</p>'),
        ],
    )
    def test_a_body_that_repeats_it(self, excerpt: str, content: str) -> None:
        found = texts("A title", excerpt, content)

        assert found.content_html == content
        assert len(found.summary) <= len(content)

    @pytest.mark.parametrize(
        ("excerpt", "content"),
        [
            ("A post about chips and fish", "<p>A post about chips</p>"),
            ("C++ is older", "<p>See below</p>"),
            ("🎉🎉🎉", "<p>🎄</p>"),
            ("The lake at dawn", '<p><img src="https://e.example/l.jpg" alt="The sea"></p>'),
            (
                "A: B",
                '<p><img src="https://e.example/l.jpg" alt="A"><img src="https://e.example/m.jpg" alt="A: B"></p>',
            ),
            ("…", "<p>!</p>"),
            ("<wbr><wbr>", "<p>A longer text.</p>"),  # escaped, it is longer than the content
        ],
    )
    def test_a_body_that_says_something_else(self, excerpt: str, content: str) -> None:
        found = texts("A title", excerpt, content)

        assert found.summary == excerpt
        assert found.content_html is not None
        assert found.content_html.endswith(f"</p>\n{content}") or len(content) > len(excerpt) > 0

    def test_the_summary_is_never_longer_than_the_content(self) -> None:
        content = "<p>A post.</p>"

        assert texts("A title", "A post. Continue reading", content) == ("A post.", content)


class TestTitle:
    """A first heading that is the title."""

    @pytest.mark.parametrize(
        ("content", "rest"),
        [
            ("<h1>Chips &amp; fish</h1>\n<p>x</p>", "<p>x</p>"),
            ("<h2>CHIPS &amp; Fish</h2><p>x</p>", "<p>x</p>"),
            ('<h1>Chips &amp; fish</h1><h2>Chips &amp; fish <a href="#x">#</a></h2><p>x</p>', "<p>x</p>"),
            (
                '<div lang="en"><header><h1>Chips &amp; fish</h1></header><p>x</p></div>',
                '<div lang="en"><p>x</p></div>',
            ),
            ('<p><img src="https://e.example/"></p><h1>Chips &amp; fish</h1>', '<p><img src="https://e.example/"></p>'),
            ("<h1>Chips &amp; fish</h1>", ""),
            ("<h1>Chips &amp; fish</h1>\n<hr>", ""),
        ],
    )
    def test_it_is_left_out(self, content: str, rest: str) -> None:
        assert without_title(content, "Chips & fish") == rest

    @pytest.mark.parametrize(
        "content",
        [
            "<h1>Chips</h1><p>x</p>",
            "<h1>Chips &amp; fish, part 2</h1><p>x</p>",
            "<p>x</p><h1>Chips &amp; fish</h1>",
            "x<h1>Chips &amp; fish</h1>",
            '<h1 id="top">Chips &amp; fish</h1><p><a href="#top">up</a></p>',
            '<h1>Chips &amp; fish <a href="#x">and more</a></h1>',
            "<p>Chips &amp; fish</p>",
        ],
    )
    def test_other_beginnings_stay(self, content: str) -> None:
        assert without_title(content, "Chips & fish") == content

    def test_signs_make_a_difference(self) -> None:
        assert without_title("<h1>C</h1><p>x</p>", "C++") == "<h1>C</h1><p>x</p>"
