"""Which elements a fragment has is what a browser's algorithm makes of it. Spec: HTML §13.2.

The right sides are what the tree builders lexbor (in selectolax 1.0.2) and html5lib 1.1 make of the fragments, without
the `tbody` and `tr` that they imply.
"""

from typing import Final

import pytest

from exporters.checks.markup import html_findings
from exporters.checks.parsed_html import html

TREES: Final = {  # a fragment: the elements in it
    "<p>One <b>two</b></p>": "p b",
    # elements that hold text alone
    "<xmp><script>x</script></xmp>": "xmp",
    "<iframe><b>x</b></iframe>": "iframe",
    "<noembed><script></script></noembed>": "noembed",
    "<noframes><b></noframes><i></i>": "noframes i",
    "<plaintext><script>x</script>": "plaintext",
    "<textarea><script></textarea><i>x</i>": "textarea i",
    "<title><b></title><i>x</i>": "title i",
    "<style><b></style><i>x</i>": "style i",
    "<script>a<b</script><i></i>": "script i",
    "<script><!-- </script> --><i></i>": "script i",
    # comments, and what becomes one
    "<!-- <b> --><i>x</i>": "i",
    "<!--><b>x</b>": "b",
    "<!---><b>x</b>": "b",
    "<!-- x --!><b>x</b>": "b",
    "<!-- unclosed <b>x</b>": "",
    "<!-- a <!-- b --> <b>x</b>": "b",
    "<?php <b> ?><i>x</i>": "i",
    "</ b><i>x</i>": "i",
    "</<b><i>x</i>": "i",
    "</><b>x</b>": "b",
    "<![CDATA[ <b>x</b> ]]>": "",
    # what is no tag
    "1 < 2 <3 < b": "",
    "a<b and c>d": "b",
    "<b": "",
    "<b title='x>y": "",
    '<a title="<b>">y</a>': "a",
    "<a title='>' href=x>y</a>": "a",
    "<code>&lt;script&gt;</code>": "code",
    # tags that cross, and tags that are left out
    "<b><i>x</b>y</i>": "b i",
    "<p>1<ul><li>2</ul></p>": "p ul li",
    "<li>1<li>2": "li",
    "<table>text<tr><td>1</table>": "table td",
    "<table><b>x</b><tr><td>1</td></tr></table>": "table b td",
    "<TABLE><TR><TD>x</TABLE>": "table td",
    # other vocabularies
    "<svg/><b>x</b>": "svg b",
    "<svg><path d='x'/><circle/></svg>": "svg path circle",
    "<svg><foreignObject><b>x</b></foreignObject></svg>": "svg foreignobject b",
    "<math><mi>x</mi><mo>+</mo></math>": "math mi mo",
    # within them no element holds text alone, but in what holds HTML
    "<svg><style><img src=x></style></svg>": "svg style img",
    "<svg><title>a<em>b</em></title></svg>": "svg title em",
    "<Svg><title>a<em>b</em></title></Svg>": "svg title em",
    "<svg><script>a<circle/></script></svg>": "svg script circle",
    "<svg><textarea><rect/></textarea></svg>": "svg textarea rect",
    "<svg><style/><rect/></svg><i>x</i>": "svg style rect i",
    "<svg><foreignObject><style><b></style></foreignObject><style><g/></style></svg>": "svg foreignobject style g",
    "<svg><title><style><b></style></title></svg>": "svg title style",
    "<svg><g><p>x<style><b></style></svg>": "svg g p style",
    "<math><mtext><style><b></style></mtext><style><mo/></style></math>": "math mtext style mo",
    "<svg><br><style><b></style></svg>": "svg br style",
    "<math><mi><title><b></title></mi></math>": "math mi title",
    "<svg></svg><style><b></style>": "svg style",
    "<svg><![CDATA[ <b> > ]]><rect/></svg><![CDATA[ <i> ]]>": "svg rect",
    "<svg><desc><![CDATA[ <b> ]]><i>x</i></desc></svg>": "svg desc i",
}
BALANCED: Final = (  # fragments without a tag that is not closed or not opened
    "<svg/><b>x</b>",
    "<svg><path d='x'/><g/></svg>",
    "<math><mspace/></math>",
    "<xmp><b></xmp>",
    "<iframe><p></iframe>",
    "<noframes><b></noframes>",
    "<image src='https://example.org/a.png'>",
    "<keygen>",
    "<li>1<li>2",
)
MODERN: Final = (  # elements and attributes that older validators don't know
    '<figure data-id="1"><img alt="" src="https://example.org/a.png"><figcaption></figcaption></figure>',
    '<p aria-label="One" role="note" data-a-b="2" hidden inert popover="auto" enterkeyhint="go">One</p>',
    '<search><slot name="a"></slot></search><dialog open>One</dialog><my-element part="x">One</my-element>',
    "<details><summary>One</summary><meter value='1'>1</meter><progress></progress><output></output></details>",
    "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby><bdi>One</bdi><wbr><time datetime='2021'>2021</time>",
    "<pre><code>&lt;script&gt;alert(1)&lt;/script&gt; &lt;iframe&gt; &lt;b</code></pre>",
    "<video controls poster='https://example.org/p.png'><source src='https://example.org/v.mp4'><track></video>",
    "<picture><source srcset='https://example.org/a.webp 2x'><img alt='' src='https://example.org/a.png'></picture>",
)


@pytest.mark.parametrize(("fragment", "names"), TREES.items())
def test_elements_are_those_of_a_tree_builder(fragment: str, names: str) -> None:
    assert sorted(set(html(fragment).names) - {"tr", "tbody"}) == sorted(names.split())


@pytest.mark.parametrize(
    ("fragment", "names"),
    [("<body><p>x</body>", {"body", "p"}), ("<td>1</td>", {"td"}), ("<frameset></frameset>", {"frameset"})],
)
def test_tags_that_browsers_ignore_are_kept(fragment: str, names: set[str]) -> None:
    """Rules need them: readers put the content into a page of their own."""
    assert set(html(fragment).names) == names


@pytest.mark.parametrize("fragment", BALANCED)
def test_tags_are_balanced(fragment: str) -> None:
    assert html(fragment).unbalanced_tag == ""


@pytest.mark.parametrize("fragment", ["<g/>x<b>", "<div/>x", "<svg><g></svg>", "<b title='x>y"])
def test_tags_are_not_balanced(fragment: str) -> None:
    assert html(fragment).unbalanced_tag != ""


@pytest.mark.parametrize(
    ("fragment", "rule"),
    [
        ('<svg><a xlink:href="javascript:x()"><text>One</text></a></svg>', "html-url-script"),
        ('<svg><use xlink:href="sprite.svg#a"/></svg>', "html-url-relative"),
        ('<svg><style><img src="https://example.org/a.png" onerror="x()"></style></svg>', "html-handler"),
    ],
)
def test_what_svg_hides_is_found(fragment: str, rule: str) -> None:
    assert rule in {each.rule for each in html_findings(fragment)}


def test_a_part_of_the_same_picture_is_no_address() -> None:
    fragment = '<svg><path id="a" d="M0 0"></path><use xlink:href="#a"></use></svg>'

    assert not any(each.rule.startswith("html-url") for each in html_findings(fragment))


@pytest.mark.parametrize("fragment", MODERN)
def test_what_html_has_raises_no_finding(fragment: str) -> None:
    assert html_findings(fragment) == ()


@pytest.mark.parametrize("name", "script style textarea title xmp iframe noembed noframes".split())
def test_an_element_that_holds_text_alone_holds_no_elements(name: str) -> None:
    for written in (name, name.upper()):
        assert list(html(f"<{written}><b></{written}>").names) == [name]


def test_an_attribute_is_judged_in_each_kind_of_element() -> None:
    fragment = '<iframe src="a"></iframe><img src="a"><img src="a">'

    assert "html-url-relative" in {each.rule for each in html_findings(fragment)}  # in the <iframe> it is no matter
