"""What is more than CommonMark: each construct, where a site has it and where it has not."""

import re
from collections.abc import Mapping
from typing import Any

import pytest

from exporters.bodies.markdown.rules import MarkdownRules
from exporters.settings.source_site import SourceSite
from exporters.sources.dialects import markdown
from tests.bodies.markdown_html import render

BRACES = MarkdownRules(attributes="braces")


class TestFootnotes:
    """Spec: GitHub Flavored Markdown; numbers in the order of the marks, links both ways."""

    def test_marks_and_notes_lead_to_each_other(self) -> None:
        assert render("A.[^b] B.[^a] C.[^b]\n\n[^a]: One.\n[^b]: Two\n    lines.\n") == (
            '<p>A.<sup id="fnref1"><a href="#fn1">1</a></sup>'
            ' B.<sup id="fnref2"><a href="#fn2">2</a></sup>'
            ' C.<sup id="fnref1-2"><a href="#fn1">1</a></sup></p>\n'
            "<section>\n<hr>\n<ol>\n"
            '<li id="fn1">\n<p>Two\nlines. <a href="#fnref1">↩</a></p>\n</li>\n'
            '<li id="fn2">\n<p>One. <a href="#fnref2">↩</a></p>\n</li>\n'
            "</ol>\n</section>\n"
        )

    def test_a_note_without_a_mark_is_not_lost(self) -> None:
        assert '<li id="fn1">\n<p>Alone.</p>\n</li>' in render("Text.\n\n[^a]: Alone.\n")

    def test_a_mark_without_a_note_is_text(self) -> None:
        assert render("Text.[^a]\n") == "<p>Text.[^a]</p>\n"

    def test_a_note_may_end_with_code(self) -> None:
        assert '</pre>\n<p><a href="#fnref1"' in render("A.[^a]\n\n[^a]:\n        code\n")


class TestAlerts:
    """Spec: docs.github.com, help.obsidian.md/callouts."""

    @pytest.mark.parametrize(
        ("written", "shown"),
        [
            ("> [!NOTE]\n> Text.", "<p><strong>Note</strong></p>\n<p>Text.</p>"),
            ("> [!tip]- My *title*\n> Text.", "<p><strong>My <em>title</em></strong></p>\n<p>Text.</p>"),
            ("> [!WARNING]", "<p><strong>Warning</strong></p>"),
            ("> [!NOTE]\n>\n> - a", "<p><strong>Note</strong></p>\n<ul>\n<li>a</li>\n</ul>"),
            ("> Not [!NOTE]", "<p>Not [!NOTE]</p>"),
            ("> - [!NOTE]", "<ul>\n<li>[!NOTE]</li>\n</ul>"),
            ("> **[!NOTE]**", "<p><strong>[!NOTE]</strong></p>"),
        ],
    )
    def test_the_name_becomes_a_title(self, written: str, shown: str) -> None:
        assert render(written) == f"<blockquote>\n{shown}\n</blockquote>\n"

    def test_it_is_text_where_a_site_has_none(self) -> None:
        assert "[!NOTE]" in render("> [!NOTE]\n> a", MarkdownRules(has_alerts=False))

    def test_a_quote_that_begins_with_a_picture_is_none(self) -> None:
        assert render("> ![a](b.png)") == '<blockquote>\n<p><img src="b.png" alt="a"></p>\n</blockquote>\n'


class TestFormulas:
    """TeX arrives as it was written."""

    @pytest.mark.parametrize(
        "formula",
        [
            r"\(x_1 * y_2 * \{z\}\)",
            r"\(x\)",
            r"\[y = \frac{a}{b}\]",
            "\\[\ny\n\\]",
            "$$a_1 &= b \\\\\nc_1 &= d$$",
            r"$$\begin{aligned} a_1 \end{aligned}$$",
        ],
    )
    def test_it_is_kept_everywhere(self, formula: str) -> None:
        assert render(f"Text {formula} *text*.") == (f"<p>Text {formula.replace('&', '&amp;')} <em>text</em>.</p>\n")

    @pytest.mark.parametrize("formula", ["$x_1 *a* y_2$", r"$\{a\}$"])
    def test_one_dollar_counts_where_a_site_has_formulas(self, formula: str) -> None:
        rules = MarkdownRules(has_dollar_math=True)

        assert render(f"In {formula}.", rules) == f"<p>In {formula}.</p>\n"
        assert render(f"In {formula}.") != f"<p>In {formula}.</p>\n"
        assert render(f"In {formula} or \\(x\\).") == f"<p>In {formula} or \\(x\\).</p>\n"

    @pytest.mark.parametrize(
        ("written", "shown"),
        [
            ("It costs $5 *and* $6.", "It costs $5 <em>and</em> $6."),
            ("From $5 to $*6*", "From $5 to $<em>6</em>"),
            (r"item\(s\) \[1\] \(optional\)", "item(s) [1] (optional)"),
            ("$$ *a*", "$$ <em>a</em>"),
            (r"`\(x_1\)` and `$$`", r"<code>\(x_1\)</code> and <code>$$</code>"),
            (r"\\(x_1\\)", r"\(x_1\)"),
        ],
    )
    def test_prose_is_none(self, written: str, shown: str) -> None:
        assert render(written, MarkdownRules(has_dollar_math=True)) == f"<p>{shown}</p>\n"

    def test_it_ends_in_its_paragraph(self) -> None:
        assert render("$$ *a*\n\n*b* $$") == "<p>$$ <em>a</em></p>\n<p><em>b</em> $$</p>\n"

    def test_the_marks_of_a_quote_around_it_go(self) -> None:
        assert render("> $$\n> x_1\n> $$\n") == "<blockquote>\n<p>$$\nx_1\n$$</p>\n</blockquote>\n"

    def test_it_may_hold_the_border_of_a_cell(self) -> None:
        assert "<td>$$|x|$$</td>" in render("| a |\n|---|\n| $$|x|$$ |\n")


class TestAttributes:
    """Spec: kramdown, Python-Markdown's attr_list, Goldmark, Pandoc."""

    @pytest.mark.parametrize(
        ("written", "shown"),
        [
            ("# A {#b}", '<h1 id="b">A</h1>\n'),
            ("# A {#b} #", '<h1 id="b">A</h1>\n'),
            ("A {#b .c}\n=", '<h1 id="b">A</h1>\n'),
            ("# A\n{: #b}", "<h1>A</h1>\n"),
            ("*a*{: #b .c} d", '<p><em id="b">a</em> d</p>\n'),
            ("_a_{: .c} d", "<p><em>a</em> d</p>\n"),
            ("a\n{: .b #c}", '<p id="c">a</p>\n'),
            ("- a\n- b\n{: .c}", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
            ("a\n\n{: .b}\n\nc", "<p>a</p>\n<p>c</p>\n"),
            ('![a](b){: width="300" onclick="x"}', '<p><img src="b" alt="a" width="300"></p>\n'),
            ("{:b: .c}\n\na", "<p>a</p>\n"),
            ("`a`{.b} {c} [d]{.e}", "<p><code>a</code>{.b} {c} [d]{.e}</p>\n"),
            ("`{: .a}`\n\n    {: .b}", "<p><code>{: .a}</code></p>\n<pre><code>{: .b}</code></pre>\n"),
        ],
    )
    def test_those_with_a_colon_count_everywhere(self, written: str, shown: str) -> None:
        assert render(written) == shown

    def test_they_may_begin_the_text_for_a_picture(self) -> None:
        assert render("![{: .a}](b.png)\n\n*c* ![{: .a} d](e.png)") == (
            '<p><img src="b.png" alt=""></p>\n<p><em>c</em> <img src="e.png" alt=" d"></p>\n'
        )

    def test_those_below_a_table_are_no_row(self) -> None:
        table = "| a | b |\n|---|---|\n| c |  |\n|  |  |\n"

        assert render(f"{table}{{: .d }}\n\ne\n") == render(f"{table}\ne\n")

    def test_a_row_whose_first_cell_has_only_attributes_stays(self) -> None:
        assert "<td>c</td>" in render("| a | b |\n|---|---|\n| {: .d} | c |\n")

    @pytest.mark.parametrize(
        ("written", "shown"),
        [
            ("`a`{.b} {c}", "<p><code>a</code> {c}</p>\n"),
            ("![a](b){width=50%}", '<p><img src="b" alt="a" width="50%"></p>\n'),
            ("[a]{#b .c} d", '<p><span id="b">a</span> d</p>\n'),
            ("a\n{.b #c}", '<p id="c">a</p>\n'),
        ],
    )
    def test_braces_count_where_a_site_has_them(self, written: str, shown: str) -> None:
        assert render(written, BRACES) == shown


class TestHeadingIds:
    """Ids are there where a link in the same body leads to them, or the generator makes them."""

    def test_a_linked_one_has_one(self) -> None:
        assert render("[a](#b-c)\n\n# B *C*\n\n# D\n") == (
            '<p><a href="#b-c">a</a></p>\n<h1 id="b-c">B <em>C</em></h1>\n<h1>D</h1>\n'
        )

    @pytest.mark.parametrize(
        ("kind", "ids"),
        [
            ("github", ["a--é-12", "a--é-12-1", ""]),
            ("kramdown", ["a--é-12", "a--é-12-1", "section"]),
            ("goldmark", ["a--é-12", "a--é-12-1", "heading"]),
            ("python", ["a-e-12", "a-e-12_1", "_1"]),
            ("pandoc", ["a--é-1.2", "a--é-1.2-1", "section"]),
            ("rust", ["a-e-1-2", "a-e-1-2-1", ""]),
            ("marked", ["A-e-1-2", "A-e-1-2-1", ""]),
            ("obsidian", ["A-+é+1.2", "A-+é+1.2-1", "!"]),
        ],
    )
    def test_each_generator_has_its_rule(self, kind: Any, ids: list[str]) -> None:
        made = render("# A- é 1.2\n\n# A- é 1.2\n\n# !\n", MarkdownRules(heading_ids=kind, has_all_heading_ids=True))

        assert re.findall(r'<h1(?: id="([^"]*)")?>', made) == ids


class TestText:
    """What a site has on alone."""

    @pytest.mark.parametrize(
        ("rules", "written", "shown"),
        [
            ({"has_marks": True}, "==a *b*== c == d ===", "<mark>a <em>b</em></mark> c == d ==="),
            ({"has_marks": True}, "*==a* b==", "<em>==a</em> b=="),
            ({"has_marks": True}, "![*==*](a.png) b==", '<img src="a.png" alt="=="> b=='),
            ({"has_marks": True}, "==![*a==*](b.png)", '==<img src="b.png" alt="a==">'),
            ({"has_marks": True}, "==a ![==b==](c.png)==", '<mark>a <img src="c.png" alt="b"></mark>'),
            ({"has_scripts": True}, "x^2^ H~2~O a ^ b", "x<sup>2</sup> H<sub>2</sub>O a ^ b"),
            ({"has_single_tildes": True}, "~a~ ~/b", "<s>a</s> ~/b"),
            (
                {"has_scripts": True, "has_bare_links": True},
                "x^2^ https://a.org/~b~c^d^",
                'x<sup>2</sup> <a href="https://a.org/~b~c^d^">https://a.org/~b~c^d^</a>',
            ),
            (
                {"has_single_tildes": True, "has_bare_links": True},
                "![https://a.org/b~c~d](e.png)",
                '<img src="e.png" alt="https://a.org/b~c~d">',
            ),
            (
                {"has_bare_links": True},
                "[a <!-- </a> --> https://b.org](https://c.org)",
                '<a href="https://c.org">a  https://b.org</a>',
            ),
            ({"has_hard_breaks": True}, "a\nb", "a<br>\nb"),
            ({"has_smart_punctuation": True}, "\"a\" 'b' -- it's...", "“a” ‘b’ – it’s…"),
            ({"has_strikethrough": False}, "~~a~~", "~~a~~"),
            ({"has_task_lists": False}, "[x] a", "[x] a"),
            (
                {"has_bare_links": True, "has_smart_punctuation": True},
                "https://a.org/b--c. (www.d.org) e@f.org `https://g.org`",
                (
                    '<a href="https://a.org/b--c">https://a.org/b--c</a>. (<a href="http://www.d.org">www.d.org</a>) '
                    '<a href="mailto:e@f.org">e@f.org</a> <code>https://g.org</code>'
                ),
            ),
            (
                {"has_bare_links": True},
                "[https://a.org](b) <a href='c'>https://d.org</a> http://localhost x@y",
                "<a href=\"b\">https://a.org</a> <a href='c'>https://d.org</a> http://localhost x@y",
            ),
        ],
    )
    def test_it_reads_as_there(self, rules: Mapping[str, Any], written: str, shown: str) -> None:
        assert render(written, MarkdownRules(**rules)) == f"<p>{shown}</p>\n"

    @pytest.mark.parametrize(
        "written", ["==a== x^2^ ~b~", '"a" -- it\'s...', "https://a.org www.b.org c@d.org", "a\n: b", "{c} {.d}"]
    )
    def test_it_stays_without(self, written: str) -> None:
        assert render(written) == f"<p>{written}</p>\n"

    def test_definition_lists_have_terms(self) -> None:
        assert render("a\n: b\n: c", MarkdownRules(has_definition_lists=True)) == (
            "<dl>\n<dt>a</dt>\n<dd>b</dd>\n<dd>c</dd>\n</dl>\n"
        )

    def test_a_comment_is_no_text_for_a_picture(self) -> None:
        written = '![a <!-- > " onerror="alert(1) --> b](c.png)'

        assert render(written) == '<p><img src="c.png" alt="a  b"></p>\n'

    def test_pictures_have_plain_texts(self) -> None:
        assert render("![a *b* \"c\" ![d](e)](f 'g')") == '<p><img src="f" alt="a b &quot;c&quot; d" title="g"></p>\n'


class TestSettings:
    """The settings of a site turn things on and off."""

    @pytest.mark.parametrize(
        ("generator", "settings", "field", "value"),
        [
            ("jekyll", {}, "has_smart_punctuation", True),
            ("jekyll", {"kramdown": {"smart_quotes": "apos,apos,quot,quot"}}, "has_smart_punctuation", False),
            ("jekyll", {"kramdown": {"auto_ids": False}}, "heading_ids", ""),
            ("jekyll", {"markdown": "CommonMarkGhPages"}, "has_smart_punctuation", False),
            ("jekyll", {"markdown": "CommonMark", "commonmark": {"options": ["SMART"]}}, "has_smart_punctuation", True),
            ("hugo", {}, "has_bare_links", True),
            ("hugo", {"markup": {"goldmark": {"extensions": {"typographer": False}}}}, "has_smart_punctuation", False),
            (
                "hugo",
                {"markup": {"goldmark": {"extensions": {"typographer": {"disable": True}}}}},
                "has_smart_punctuation",
                False,
            ),
            (
                "hugo",
                {
                    "markup": {
                        "goldmark": {
                            "extensions": {"passthrough": {"enable": True, "delimiters": {"inline": [["$", "$"]]}}}
                        }
                    }
                },
                "has_dollar_math",
                True,
            ),
            ("hugo", {"markup": {"goldmark": {"parser": {"attribute": {"block": True}}}}}, "attributes", "braces"),
            ("zola", {}, "has_smart_punctuation", False),
            ("zola", {"markdown": {"smart_punctuation": True}}, "has_smart_punctuation", True),
            ("zola", {"markdown": {"github_alerts": True}}, "has_alerts", True),
            ("hexo", {}, "has_hard_breaks", True),
            ("hexo", {"marked": {"breaks": False}}, "has_hard_breaks", False),
            ("mkdocs", {}, "has_definition_lists", False),
            ("mkdocs", {"markdown_extensions": {"smarty": {}}}, "has_smart_punctuation", True),
            ("mkdocs", {"markdown_extensions": ["nl2br"]}, "has_hard_breaks", True),
            ("pelican", {}, "has_definition_lists", True),
            ("pelican", {"TYPOGRIFY": True}, "has_smart_punctuation", True),
            ("pelican", {"PLUGINS": ["render_math"]}, "has_dollar_math", True),
            ("pelican", {"MARKDOWN": {"extensions": ["toc"]}}, "has_definition_lists", False),
            ("nikola", {}, "attributes", "braces"),
            ("nikola", {"MARKDOWN_EXTENSIONS": ["markdown.extensions.toc"]}, "heading_ids", "python"),
            ("docusaurus", {"has_math": True}, "has_dollar_math", True),
            ("astro", {}, "has_smart_punctuation", True),
            ("astro", {"smartypants": False}, "has_smart_punctuation", False),
            ("eleventy", {}, "has_bare_links", False),
            ("eleventy", {"linkify": True}, "has_bare_links", True),
            ("eleventy", {"markdown_plugins": ["mark"]}, "has_marks", True),
            ("quarto", {}, "has_smart_punctuation", True),
            ("quarto", {"from": "markdown-smart"}, "has_smart_punctuation", False),
            ("obsidian", {}, "has_hard_breaks", True),
            ("obsidian", {"strictLineBreaks": True}, "has_hard_breaks", False),
        ],
    )
    def test_they_count(self, generator: str, settings: Mapping[str, Any], field: str, value: object) -> None:
        rules = getattr(markdown, f"of_{generator}")(SourceSite(settings=settings))

        assert getattr(rules, field) == value

    @pytest.mark.parametrize("value", [None, 3, "text", ["a"], {"goldmark": [1]}, {"a": {"b": None}}])
    @pytest.mark.parametrize("generator", [name for name in dir(markdown) if name.startswith("of_")])
    def test_odd_settings_are_none(self, generator: str, value: object) -> None:
        names = (
            "markdown kramdown commonmark markup marked markdown_extensions MARKDOWN PLUGINS markdown_plugins".split()
        )

        assert getattr(markdown, generator)(SourceSite(settings=dict.fromkeys(names, value)))
