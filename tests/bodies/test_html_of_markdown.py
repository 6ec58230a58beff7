"""HTML that Markdown became is cleaned with one pass of the sanitiser, and to the same result as with all passes."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from exporters.bodies.html import clean as cleaning
from exporters.bodies.html.clean import clean
from exporters.bodies.markdown.render import render
from exporters.bodies.markdown.rules import MarkdownRules
from exporters.repair.url import resolve as resolve_address
from tests.profiles import examples

RULES = MarkdownRules(
    has_definition_lists=True,
    has_marks=True,
    has_scripts=True,
    has_single_tildes=True,
    has_smart_punctuation=True,
    has_bare_links=True,
    has_all_heading_ids=True,
)
POST = """# Heading "one" & two

Prose with a no-break\u00a0space, `code < "value"`, [a link](/a "title" ), ![a *picture* "b"](c.png 'd') and &copy;.[^1]

<!--more-->

> [!NOTE]
> A quote.

```html
<p class="x" onclick='y()'><!-- no comment --></p>
```

| left | right |
|:-----|------:|
| 1    | *2*   |

1. one
   - [x] done
   - [ ] open

[^1]: A note with [a link](javascript:alert(1)) and ''' marks.
"""
SIGNS = (
    *"ab *_`[]()<>!#-|\\\n\t&~\"'1.:/é\u00a0=^\f\u200b",
    "\n\n",
    "    ",
    "\r\n",
    "â€™",
    "&amp;",
    "&#0;",
    "~~",
    "==",
    ": ",
)
BLOCKS = ("[^1]: ", "```\n", "> ", "> [!TIP] ", "- ", "1. ", "| a | b |\n|---|--:|\n")
LINKS = ("[^1]", "](", "![", "javascript:", "https://a.org/", "www.b.org", "#a", "mailto:c@d.org")
PIECES = st.sampled_from((*SIGNS, *BLOCKS, *LINKS, "<!--", "-->", "<p>", "</p>", "<b"))


def resolve(address: str) -> str | None:
    return resolve_address(address, "https://example.org/", "https://example.org/post/")


class TestClean:
    """Whether HTML is normal is never decided wrongly."""

    @examples(10)
    @given(st.lists(PIECES, max_size=40).map("".join), st.sampled_from([MarkdownRules(), RULES]))
    @example(POST, RULES)
    @example("<!-- a --> b\n\n<!--\nc\n-->", RULES)
    @example("a <!--> b --> c", RULES)
    def test_html_of_markdown_has_the_same_result_with_fewer_passes(self, text: str, rules: MarkdownRules) -> None:
        html, has_written_html = render(text, rules)

        if not has_written_html:
            quick, thorough = clean(html, resolve, "o-", is_normal=True), clean(html, resolve, "o-")
            assert (quick.html, quick.findings) == (thorough.html, thorough.findings)
            assert set(quick.removed_parts) >= set(thorough.removed_parts)  # a first pass drops `http://a[b` untold

    @pytest.mark.parametrize("html", ['<p onclick="x()">a</p>', "<p>a<script>b</script>", "<a><a>b</a></a>", "a<b>c"])
    def test_what_is_not_normal_is_cleaned_all_the_same(self, html: str) -> None:
        assert clean(html, resolve, is_normal=True) == clean(html, resolve)

    def test_a_post_needs_no_other_pass(self, monkeypatch: pytest.MonkeyPatch) -> None:
        html, has_written_html = render(POST, RULES)
        monkeypatch.setattr(cleaning, "FIRST_PASS", None)

        assert "no comment" in clean(html, resolve, "o-", is_normal=True).html
        assert not has_written_html

    @pytest.mark.parametrize("written", ["a <b>c</b>", "<div>\n\na\n\n</div>", "<!-- a --><p>", "# a {: lang=en}"])
    def test_tags_and_attributes_of_the_author_are_told(self, written: str) -> None:
        assert render(written).has_written_html
