"""MDX, admonitions of Docusaurus, Quarto and MkDocs, tables of contents, and notes of Obsidian."""

import pytest

from tests.bodies.marks import NEXT, told, translated


class TestMdx:
    """Spec: mdxjs.com/docs/what-is-mdx."""

    def test_modules_are_left_out(self) -> None:
        text = "import A from './a'\nimport {B,\n  C} from 'b'\n\nexport const d = [\n\n  1,\n];\n\nText, import it.\n"

        body = translated(text, "mdx")

        assert body.text == "\n\nText, import it.\n"
        assert [line for line, _ in told(body)] == [1, 5]

    @pytest.mark.parametrize(
        ("written", "shown"),
        [
            ("a{' '}b {'c'} {`d`}", "a b c `d`"),
            ("a {/* b\n\nc */}d", "a d"),
            ("## a {#b}", "## a {#b}"),
            ("$\\frac{1}{2}$ and $$\n\\sqrt{x}\n$$", "$\\frac{1}{2}$ and $$\n\\sqrt{x}\n$$"),
            ("a \\{b}", "a \\{b}"),
            (
                "<img src='a.png' width={20} alt={'b'} style={{margin: 1}} />",
                '<img src=\'a.png\' width="20" alt="b" />',
            ),
            ("<img src={require('./a.png').default} />", '<img src="./a.png" />'),
            ("<A.B c={true} onClick={() => d()}>e</A.B>", "<A-B c>e</A-B>"),
            ("<>a</>", "a"),
            ("a < b and c > d", "a < b and c > d"),
            ("export const a = 42;\n\nIt is {a}.", "It is 42."),
            ("export const a = 'b';\n\nIt is {a}.", "It is b."),
        ],
    )
    def test_what_means_text_becomes_text(self, written: str, shown: str) -> None:
        body = translated(written, "mdx")

        assert (body.text.lstrip("\n"), told(body)) == (shown, [])

    def test_an_imported_picture_is_found(self) -> None:
        text = "import photo from './photo.jpg'\n\n<img src={photo} alt='a' />\n"

        assert translated(text, "mdx").text == "\n<img src=\"./photo.jpg\" alt='a' />\n"

    def test_other_expressions_are_named(self) -> None:
        body = translated("a {b.map(c => {\n  d\n})} e {f}\n", "mdx")

        assert body.text == "a  e \n"
        assert told(body) == [(1, "{b.map(c => { d })} and 1 more like it")]


class TestMdxBlocks:
    """Spec: mdxjs.com/docs/what-is-mdx/#jsx: lines between tags are Markdown."""

    @pytest.mark.parametrize("tag", ["<Tabs>", "<TabItem value=\"a\" label='B'>", "<A b={() => c()} />", "</details>"])
    @pytest.mark.parametrize("text", ["*a*", "```js\nb\n```", "   - a"])
    def test_markdown_below_a_tag_begins_a_block(self, tag: str, text: str) -> None:
        assert translated(f"First.\n\n{tag}\n{text}\n", "mdx-blocks") == (f"First.\n\n{tag}\n\n{text}\n", ())

    def test_braces_in_code_below_a_tag_stay(self) -> None:
        item = "<TabItem>\n```json\n{a: {b}}\n```\n</TabItem>\n"
        text = f"<Tabs>\n{item}{item}</Tabs>\n"

        body = translated(text, "mdx-blocks", "mdx")

        assert body == (text.replace("<TabItem>\n", "<TabItem>\n\n"), ())

    def test_notes_name_the_line_of_the_author(self) -> None:
        assert told(translated("<A>\nb\n</A>\n\n{c}\n", "mdx-blocks", "mdx")) == [(5, "{c}")]

    @pytest.mark.parametrize(
        "text",
        [
            "<p>\n*a*\n</p>\n",
            "a\n<br />\nb\n",  # within a paragraph
            "<Tabs>\n<TabItem>\n\na\n",
            "<div>\n    a\n</div>\n",  # would become code
            "```jsx\n<A>\nb\n```\n",
            "<B>\n\n```jsx\n<A>\nb\n```\n",
            "<pre>\na\n</pre>\n",
            "<A>b</A>\nc\n",
        ],
    )
    def test_other_lines_stay(self, text: str) -> None:
        assert translated(text, "mdx-blocks") == (text, ())

    def test_a_fence_that_is_indented_with_its_tag_is_one(self) -> None:
        code = "    ```js\n    {a}\n\n      <B>\n  c\n    ```\n"
        rest = "  </TabItem>\n</Tabs>\n\n```\n  a\n```\n"

        body = translated(f"<Tabs>\n  <TabItem>\n{code}{rest}", "mdx-blocks", "mdx")

        code = "```js\n{a}\n\n  <B>\nc\n```\n"
        assert body == (f"<Tabs>\n  <TabItem>\n\n{code}{rest}", ())

    def test_a_fence_below_text_keeps_its_spaces(self) -> None:
        text = "<A>\n\n1. a\n\n    ```js\n    b\n    ```\n"

        assert translated(text, "mdx-blocks") == (text, ())

    def test_a_fence_below_a_tag_hides_its_own_tags(self) -> None:
        text = "<B>\n```jsx\n<A>\nb\n```\n"

        assert translated(text, "mdx-blocks").text == "<B>\n\n```jsx\n<A>\nb\n```\n"


class TestDirectives:
    """Spec: docusaurus.io/docs/markdown-features/admonitions, quarto.org/docs/authoring/callouts.html."""

    @pytest.mark.parametrize(
        ("opening", "title"),
        [
            (":::note", "Note"),
            (":::tip[Do *this*]", "Do *this*"),
            ("::: warning Look out", "Look out"),
            (":::info {#a}", "Info"),
        ],
    )
    def test_an_admonition_is_a_quote_under_its_title(self, opening: str, title: str) -> None:
        body = translated(f"a\n\n{opening}\n\nb\n\n:::\n\nc\n", "directives")

        assert body == (f"a\n\n<blockquote>\n\n**{title}**\n\nb\n\n\n</blockquote>\n\nc\n", ())

    def test_they_nest(self) -> None:
        text = ":::::note\n\na\n\n::::tip\n\nb\n\n::::\n\n:::::\n"

        assert translated(text, "directives").text.count("<blockquote>") == 2
        assert translated(text, "directives").text.count("</blockquote>") == 2

    def test_one_in_a_list_stays_there(self) -> None:
        text = "1. a\n\n   :::note\n   b\n   :::\n"

        assert (
            translated(text, "directives").text
            == "1. a\n\n   <blockquote>\n\n   **Note**\n\n   b\n   \n   </blockquote>\n"
        )

    def test_one_without_an_end_ends_with_the_body(self) -> None:
        assert translated(":::note\n\na\n", "directives").text.endswith("a\n\n\n</blockquote>\n")

    def test_the_text_of_another_name_stays(self) -> None:
        body = translated(":::slides\n\na\n\n:::\n", "directives")

        assert (body.text, told(body)) == ("\na\n\n", [(1, ":::slides")])

    def test_a_callout_has_the_title_of_its_heading(self) -> None:
        text = '::: {.callout-note}\n## The *title*\n\na\n:::\n\n::: {.callout-tip title="T"}\nb\n:::\n'

        assert "**The *title***" in translated(text, "divs").text
        assert "**T**" in translated(text, "divs").text
        assert "##" not in translated(text, "divs").text

    def test_a_div_has_no_mark(self) -> None:
        text = ":::: {.columns}\n\n::: {.column width=40%}\na\n:::\n\n::: column-margin\nb\n:::\n\n::::\n"

        assert translated(text, "divs") == ("\na\n\nb\n\n", ())


class TestAdmonitions:
    """Spec: python-markdown.github.io/extensions/admonition, …/pymdown-extensions/extensions/tabbed."""

    @pytest.mark.parametrize(
        ("opening", "title"),
        [
            ("!!! note", "Note"),
            ('!!! warning "Look *out*"', "Look *out*"),
            ('!!! tip inline end "A"', "A"),
            ("??? info", "Info"),
            ('???+ example "B"', "B"),
        ],
    )
    def test_one_is_a_quote_under_its_title(self, opening: str, title: str) -> None:
        body = translated(f"a\n\n{opening}\n\n    b\n\n    ```\n        c\n    ```\n\nd\n", "admonitions")

        assert body.text == f"a\n\n\n<blockquote>\n\n**{title}**\n\n\nb\n\n```\n    c\n```\n\n</blockquote>\n\n\nd\n"
        assert body.notes == ()

    def test_one_without_title(self) -> None:
        assert translated('!!! note ""\n    a\n', "admonitions").text == "<blockquote>\n\na\n\n</blockquote>\n\n"

    def test_they_nest(self) -> None:
        text = "!!! note\n    a\n\n    !!! tip\n        b\n\n    c\n\nd\n"

        assert "    " not in translated(text, "admonitions").text
        assert translated(text, "admonitions").text.count("</blockquote>") == 2

    def test_tabs_are_text_under_their_titles(self) -> None:
        text = '=== "C"\n\n    ``` c\n    a\n    ```\n\n=== "D"\n\n    b\n'

        assert translated(text, "admonitions").text == "**C**\n\n\n``` c\na\n```\n\n\n**D**\n\n\nb\n"

    def test_one_in_a_list_stays_there(self) -> None:
        text = "- a\n\n    !!! note\n\n        b\n"

        assert "    <blockquote>\n\n    **Note**" in translated(text, "admonitions").text

    def test_indented_code_stays(self) -> None:
        text = "a\n\n    !!! note\n        b\n"

        assert translated(text, "admonitions").text == text

    def test_icons_and_included_files_are_left_out(self) -> None:
        body = translated('A :material-star:{ .b } c :smile:\n\n--8<-- "d.md"\n', "material")

        assert (body.text, told(body)) == ("A  c :smile:\n\n", [(1, ":material-star:{ .b }"), (3, '--8<-- "d.md"')])


class TestContents:
    """Spec: kramdown.gettalong.org/converter/html.html#toc, python-markdown.github.io/extensions/toc."""

    @pytest.mark.parametrize(
        "mark",
        ["* TOC\n{:toc}", "1. Contents\n{: toc}", "{:toc .a}", "[TOC]", "[[toc]]", "[[_TOC_]]", "${toc}", "@[toc]"],
    )
    def test_a_mark_on_a_line_is_left_out(self, mark: str) -> None:
        body = translated(f"a\n\n{mark}\n\n## b\n{{:.no_toc}}\n", "contents")

        assert (body.text, [line for line, _ in told(body)]) == ("a\n\n\n## b\n{:.no_toc}\n", [3])

    def test_one_in_prose_stays(self) -> None:
        text = "Write [TOC] or {:toc}.\n\n* TOC\n"

        assert translated(text, "contents") == (text, ())


class TestObsidian:
    """Spec: help.obsidian.md/links, help.obsidian.md/embeds."""

    @pytest.mark.parametrize(
        ("written", "shown"),
        [
            ("[[Next]]", f'<a href="{NEXT}">Next</a>'),
            ("[[Next|label]]", f'<a href="{NEXT}">label</a>'),
            ("[[Next\\|label]]", f'<a href="{NEXT}">label</a>'),
            ("[[Next#A b]]", f'<a href="{NEXT}#A+b">Next &gt; A b</a>'),
            ("[[Next#^c1]]", f'<a href="{NEXT}">Next &gt; ^c1</a>'),
            ("[[#A b]]", '<a href="#A+b">A b</a>'),
            ("[[notes/Next]]", f'<a href="{NEXT}">notes/Next</a>'),
            ("![[a b.png|300]]", '<img src="a%20b.png" alt="a b.png" width="300">'),
            ("![[pictures/a.png|Words|30x20]]", '<img src="/pictures/a.png" alt="Words" width="30" height="20">'),
            ("![[a.pdf]]", '<a href="a.pdf">a.pdf</a>'),
            ("a %%b\n\nc%% d", "a  d"),
            ("a ^b1", "a"),
        ],
    )
    def test_what_has_a_meaning(self, written: str, shown: str) -> None:
        body = translated(written, "obsidian", paths={"/notes/Next.md": NEXT}, names={"Next": NEXT})

        assert (body.text, told(body)) == (shown, [])

    def test_a_note_that_is_no_article_leaves_its_label(self) -> None:
        body = translated("a\n\n[[Gone|the note]]", "obsidian")

        assert (body.text, told(body)) == ("a\n\nthe note", [(3, "[[Gone|the note]]")])

    def test_an_embedded_note_is_a_link_and_told(self) -> None:
        body = translated("![[Next]]", "obsidian", names={"Next": NEXT})

        assert (body.text, told(body)) == (f'<a href="{NEXT}">Next</a>', [(1, "![[Next]]")])
