"""Template marks in code stay as they are, and everything else about marks holds for each language."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.bodies.marks.code_finder import find_html_code, find_markdown_code
from exporters.bodies.marks.translate import LANGUAGES
from tests.bodies.marks import told, translated
from tests.deadline import deadline

MARKS = (
    "{% include a.html %} {{ a }} {{< a >}} {{% a %}} {{ a() }} {filename}a.md link://slug/a [[a]] ![[a.png]] "
    "__GHOST_URL__ [gallery ids='1'] %%a%% {a} :material-a: {:toc} [TOC] {% youtube(id='a') %} {/* a */}"
)
LINES = (":::note", "!!! note", "import a from 'a'", "[[toc]]", "--8<-- 'a'", "{:toc}", '=== "a"')
PIECES = (
    "{%", "%}", "{{", "}}", "{{<", ">}}", "{{%", "%}}", "{#", "#}", "[[", "]]", "![[", "%%", "{", "}",
    "<A b={1}", "/>", "{% raw %}", "{% endraw %}", "{% highlight a %}", "{% endhighlight %}", "{% if a %}",
    "{% endif %}", "[caption a='b']", "[/caption]", "<img src='a.png'>", "[code]", "[/code]",
    "{{< highlight a >}}", "{{< /highlight >}}", "{{< figure src='a' >}}", ":::note\n", ":::\n", "!!! note\n",
    "    ", "\n", "\n\n", "`", "```\n", "~~~\n", "<pre>", "</pre>", "<code>", "</code>", "<!--", "-->", "$$",
    "\\(", "\\)", "a ", "é", "- ", "> ", "@/a.md", "](", ")", "import a from 'b'\n", "export const a = 1\n",
    "{a}", "{'a'}", "{filename}a.md", "{:toc}", "[TOC]\n", "link://slug/a", "__GHOST_URL__",
    "https://e.org/a", "\t", "a b ^c\n",
)  # fmt: skip
BODIES = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)
NAMES = sorted(LANGUAGES)


CODE = (
    "```\n%s\n```\n",
    "~~~~ liquid\n%s\n~~~~\n",
    "Text.\n\n    %s\n\nMore.\n",
    "Text ``%s`` more.\n",
    "<pre>%s</pre>\n",
    "Text <code>%s</code> more.\n",
    "<pre><code class='a'>\n\n%s\n\n</code></pre>\n",
    "$$ %s $$\n",
    "<!-- %s -->\n",
    "- a\n\n  ```\n  %s\n  ```\n",
    "> ```\n> %s\n> ```\n",
)


@pytest.mark.parametrize("language", NAMES)
class TestCode:
    """Code arrives character for character, whichever language runs."""

    def test_marks_in_code_stay(self, language: str) -> None:
        for code, marks in product(CODE, (MARKS, *LINES)):
            text = "First.\n\n" + code % marks

            assert translated(text, language) == (text, ())

    def test_marks_in_code_of_html_stay(self, language: str) -> None:
        for marks in (MARKS, *LINES):
            text = f"<p>First.</p>\n<pre>\n{marks}\n</pre>\n<p><code>{marks}</code></p>"

            assert translated(text, language, is_markdown=False) == (text, ())

    def test_prose_without_marks_keeps_its_bytes(self, language: str) -> None:
        text = "A {brace, 100 % of [it], a | b, 5 %% c.\n\nIt costs $5 {or $6}.\r\n\n* TOC\n\n[note] [sic]\n"
        text = text.replace("{", "(").replace("}", ")") if language == "mdx" else text
        text = text.replace("%%", "%") if language == "obsidian" else text

        assert translated(text, language) == (text, ())


@pytest.mark.parametrize("language", NAMES)
class TestProperties:
    """For any body."""

    @given(text=BODIES)
    def test_code_is_in_the_result(self, language: str, text: str) -> None:
        code = [] if language == "admonitions" else find_markdown_code(text)

        result = translated(text, language).text

        at = 0
        for each in code:
            whole = text[each.start : each.stop]
            at = result.find(whole, at)
            assert at >= 0 or has_around_code(text, each.start)
            at = max(0, at)

    @given(text=BODIES)
    def test_each_note_has_a_line_of_the_text(self, language: str, text: str) -> None:
        for note in translated(text, language).notes:
            assert 1 <= note.line <= text.count("\n") + 1
            assert note.message.isprintable() or not text.isprintable()

    @given(text=BODIES)
    def test_html_is_translated_too(self, language: str, text: str) -> None:
        result = translated(text, language, is_markdown=False).text

        for each in [] if language == "admonitions" else find_html_code(text):
            assert text[each.start : each.stop] in result or has_around_code(text, each.start)


def has_around_code(text: str, at: int) -> bool:
    """Whether a tag around code stands before a place: what follows may be the code of that language."""
    before = text[:at]
    return any(each in before for each in ("{% highlight", "{{< highlight", "[code]", "{% raw"))


class TestNotes:
    """A note for each kind, with the first mark of it."""

    def test_marks_of_a_kind_share_a_note(self) -> None:
        body = translated("A {{< a 1 >}}\n\nB {{< b >}}\n\n{{< a 2 >}}\n{{< a 3 >}}\n", "hugo")

        assert told(body) == [(1, "{{< a 1 >}} and 2 more like it"), (3, "{{< b >}}")]

    def test_a_long_mark_is_clipped(self) -> None:
        body = translated("A {{< a " + "x" * 200 + " >}}", "hugo")

        assert told(body) == [(1, "{{< a " + "x" * 73 + "…")]

    def test_the_line_is_that_of_the_author_after_other_languages(self) -> None:
        body = translated(
            '!!! note "N"\n    Text.\n\n    More.\n\nAn :material-star: icon.\n', "admonitions", "material"
        )

        assert told(body) == [(6, ":material-star:")]

    def test_a_line_of_marks_leaves_no_line(self) -> None:
        assert translated("a\n  {{< x >}} {{< y >}}\nb\n", "hugo").text == "a\nb\n"
        assert translated("a\n\n{{< x >}}", "hugo").text == "a\n\n"


HOSTILE = (
    "{{", "{%", "{{ ", "{% ", "[[", "![[", "%%", "{", "<A b={", "<", "[", "[a ", "[[a]]", ":::\n", ":::a\n",
    "!!! a\n", "$$", "\\(", "{{< a >}}", "{{% /a %}}", "{% if a %}", "{% endif %}", "{% raw %}", "{{</*",
    "<pre>", "<!--", "`", "import a\n", '{{< x "', "{% highlight a %}`\n{% endhighlight %}\n",
    "export const a = {\n", "https://a ", "a ^b\n", "{:toc}\n* TOC\n", "(@/a ", "$a{\\",
)  # fmt: skip


@pytest.mark.parametrize("language", NAMES)
def test_a_body_of_marks_takes_seconds(language: str) -> None:
    with deadline(120):
        for piece in HOSTILE:
            translated(piece * (100_000 // len(piece)), language)


def test_deep_pairs_take_seconds() -> None:
    opening = "".join(f"{{{{% a{number} %}}}}" for number in range(100_000))
    closing = "".join(f"{{{{% /a{number} %}}}}" for number in reversed(range(100_000)))

    with deadline(60):
        body = translated(f"{opening}text{closing}", "hugo")

    assert body.text == "text"
    assert told(body)[-1] == (1, "99,970 more kinds of template marks")
