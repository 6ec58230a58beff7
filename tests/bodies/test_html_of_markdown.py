"""HTML that Markdown became is cleaned with one pass of the sanitiser or without, to the same result as with all."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from exporters.bodies.html import clean as cleaning
from exporters.bodies.html.allowed_html import LAST_PASS
from exporters.bodies.html.clean import clean
from exporters.bodies.html.linear_sanitiser import sanitise
from exporters.bodies.html.markup import Markup
from exporters.bodies.markdown.render import render
from exporters.bodies.markdown.rules import MarkdownRules
from exporters.repair.url import resolve as resolve_address
from tests.bodies.attacks import JAVASCRIPT
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
HOSTS = ("[a](http://1.2.3.4.5/)", "[a](http://xn--a/)", "[a](//b%41)", "[a](http://0x1/)", "![a](http://[::1]/ 'b')")
PIECES = st.sampled_from((*SIGNS, *BLOCKS, *LINKS, *HOSTS, "<!--", "-->", "<p>", "</p>", "<b"))
ODD = (  # what a parser reads in another way than the writer wrote it, or may read so
    '![a <!-- x > " onerror="alert(1)" --> b](c.png)',
    '<!-- a -->\n\n    <img src="b.png" onerror="alert(1)">\n\nc',
    "a\n\n<!-- b --> \xa0\n\nc",
    "> [!NOTE] *a\n> b* c",
    "*a ==b* *c== d*",
    "[a [^1]](b)\n\n[^1]: c",
    "[a <https://b.org/>](c) and [www.f.org](g)",
    "https://a.org/^b^ and https://a.org/~b~c",
    "[a](mailto://[) [b](tel:+1\xa0'2)",
    "<!-- a -->\n\n    <script>alert(1)</script>\n\nb",
    "[a <!-- </a> --> https://b.org](https://c.org)",
    "![https://a.org/~b~c](javascript:d)",
    "<!-- a -->\u00a0\n\nb",
    "![*a ==*](b.png) c== ![{: .d}](e.png)",
    "![*\u00c3*\u00a9](a.png) &#x1; &#xfdd0; &#xfeff;",
    f"{'> ' * 120}a",
    f"{'> ' * 98}| a |\n{'> ' * 98}|---|\n{'> ' * 98}| b |",
    f"{'*a **b ' * 130}{'** c*' * 130}",
    "[a](http://999.1.1.1/) [b](http://xn--/) [c](http://a.0x7/) [d](http://e_.org:0/)",
    *(f'[a]({each}) ![b](<{each}> "c\'d")\n\n[^1]: [e][f]\n\n[f]: <{each}>\n' for each in JAVASCRIPT),
)


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
        _assert_same(text, rules)

    @pytest.mark.parametrize("rules", [MarkdownRules(), RULES], ids=["usual", "all"])
    @pytest.mark.parametrize("text", ODD)
    def test_what_is_odd_has_the_same_result_too(self, text: str, rules: MarkdownRules) -> None:
        _assert_same(text, rules)

    @pytest.mark.parametrize("html", ['<p onclick="x()">a</p>', "<p>a<script>b</script>", "<a><a>b</a></a>", "a<b>c"])
    def test_what_is_not_normal_is_cleaned_all_the_same(self, html: str) -> None:
        assert clean(html, resolve, markup=Markup.NORMAL) == clean(html, resolve)

    def test_html_that_absolute_addresses_make_too_long_is_refused(self) -> None:
        html, markup = render("[a](b)" * 15_000)

        assert markup is Markup.SETTLED
        with pytest.raises(ValueError, match="characters of HTML, more than 1,000,000"):
            clean(html, lambda address: f"https://example.org/{'a' * 60}/{address}", "o-", markup)

    def test_a_post_needs_no_pass(self, monkeypatch: pytest.MonkeyPatch) -> None:
        html, markup = render(POST.replace("[!NOTE]", ""))
        monkeypatch.setattr(cleaning, "sanitise", None)

        assert "no comment" in clean(html, resolve, "o-", markup).html

    def test_what_may_nest_wrongly_needs_one_pass(self, monkeypatch: pytest.MonkeyPatch) -> None:
        html, markup = render(POST, RULES)
        monkeypatch.setattr(cleaning, "FIRST_PASS", None)

        assert "no comment" in clean(html, resolve, "o-", markup).html
        assert markup is Markup.NORMAL

    @pytest.mark.parametrize("written", ["a <b>c</b>", "<div>\n\na\n\n</div>", "<!-- a --><p>", "# a {: lang=en}"])
    def test_tags_and_attributes_of_the_author_are_told(self, written: str) -> None:
        assert render(written).markup is Markup.ANY


def _assert_same(text: str, rules: MarkdownRules) -> None:
    html, markup = render(text, rules)
    if markup is not Markup.ANY:
        quick, thorough = clean(html, resolve, "o-", markup), clean(html, resolve, "o-")
        assert quick == clean(html, resolve, "o-", Markup.NORMAL)
        assert (quick.html, quick.findings) == (thorough.html, thorough.findings)
        assert set(quick.removed_parts) >= set(thorough.removed_parts)  # a first pass drops `http://a[b` untold
        assert sanitise(LAST_PASS, quick.html) == quick.html
