"""Formulas: MathML Core stays with its text, and nothing else stays in it."""

import pytest

from exporters.bodies.html.clean import CleanedHtml, extract_text
from exporters.bodies.html.mathml import MATHML_ATTRIBUTES, MATHML_TAGS
from tests.bodies.test_html import assert_harmless, cleaned

KATEX = (
    '<span class="katex"><span class="katex-mathml"><math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mrow>'
    '<msup><mi>x</mi><mn>2</mn></msup></mrow><annotation encoding="application/x-tex">x^2</annotation></semantics>'
    '</math></span><span class="katex-html" aria-hidden="true"><span class="base"><span class="strut"></span>'
    "<span>x</span><span>2</span></span></span></span>"
)
FORMULA = "<math><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow></math>"


class TestCore:
    """MathML Core §3: elements and attributes."""

    def test_every_element_and_attribute_stays(self) -> None:
        for name in sorted(MATHML_TAGS - {"math"}):
            attributes = "".join(f' {each}="1"' for each in sorted(MATHML_ATTRIBUTES[name]))
            html = f'<math display="block"><{name}{attributes}>a</{name}></math>'

            assert sorted(cleaned(html).html.replace(">", " ").split()) == sorted(html.replace(">", " ").split())

    @pytest.mark.parametrize(
        ("written", "kept"),
        [
            ("<mi href='javascript:x' xlink:href='javascript:x'>x</mi>", "<mi>x</mi>"),
            ("<mi class=a id=b data-x=c>x</mi>", "<mi>x</mi>"),
            ("<mtext><b>x</b> <a href=/y>z</a></mtext>", "<mtext>x z</mtext>"),
            ("<semantics><mi>x</mi><annotation>TeX</annotation></semantics>", "<mi>x</mi>"),
            (
                "<semantics><mi>x</mi><annotation-xml encoding='text/html'><p>y</p></annotation-xml></semantics>",
                "<mi>x</mi>",
            ),
            ("<maction actiontype='toggle'><mi>x</mi></maction>", "<mrow><mi>x</mi></mrow>"),
            ("<mfenced><mi>x</mi></mfenced>", "<mrow><mo>(</mo><mi>x</mi><mo>)</mo></mrow>"),
            ("<mfenced open='&lt;' close=''><mi>x</mi></mfenced>", "<mrow><mo>&lt;</mo><mi>x</mi></mrow>"),
            ("<menclose notation='box'><mi>x</mi></menclose>", "<mrow><mi>x</mi></mrow>"),
            ("<MI>x</MI><mspace width='1em'/>", '<mi>x</mi><mspace width="1em"></mspace>'),
        ],
    )
    def test_what_else_is_in_a_formula_goes(self, written: str, kept: str) -> None:
        assert cleaned(f"<p>a <math>{written}</math> b</p>").html == f"<p>a <math>{kept}</math> b</p>"

    def test_its_text_is_in_the_summary(self) -> None:
        assert extract_text(cleaned("<p>So <math><mi>x</mi><mo>=</mo><mn>1</mn></math>.</p>").html) == "So x=1."

    def test_rows_of_a_matrix_are_apart(self) -> None:
        rows = "<mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr><mtr><mtd><mn>3</mn></mtd></mtr>"

        assert extract_text(cleaned(f"<math><mtable>{rows}</mtable></math>").html) == "1 2 3"

    def test_handlers_and_styles_are_named(self) -> None:
        made = cleaned("<math onclick='x()'><mi style='color:red'>x</mi></math>")

        assert made == CleanedHtml("<math><mi>x</mi></math>", ("onclick", "style"))

    def test_elements_outside_of_a_formula_leave_their_text(self) -> None:
        assert cleaned("<p>a <mi>b</mi> <mtext>c</mtext></p>").html == "<p>a b c</p>"


class TestTypesetters:
    """KaTeX and MathJax write a formula twice: for the eye, and as MathML."""

    def test_katex(self) -> None:
        assert cleaned(f"<p>{KATEX}</p>").html == f"<p><span><span>{FORMULA}</span></span></p>"

    @pytest.mark.parametrize(
        "html",
        [
            f'<mjx-math aria-hidden="true"><mjx-mi>x</mjx-mi></mjx-math><mjx-a11y>{FORMULA}</mjx-a11y>',
            f'<svg aria-hidden="true"><g><text>x</text></g></svg><mjx-a11y>{FORMULA}</mjx-a11y>',
            f'<nobr aria-hidden="true"><span>x</span></nobr><font>{FORMULA}</font>',
        ],
    )
    def test_mathjax(self, html: str) -> None:
        assert cleaned(f"<p>{html}</p>").html == f"<p>{FORMULA}</p>"


class TestAttacks:
    """Mutation XSS by way of formulas."""

    @pytest.mark.parametrize(
        "attack",
        [
            "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
            "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
            "<math><annotation-xml encoding='text/html'><script>alert(1)</script><img src onerror=alert(1)>",
            "<math><annotation-xml encoding='text/html'><style><img src=x onerror=alert(1)></style></annotation-xml>",
            "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>x</mi></math>",
            "<math><maction actiontype='statusline#http://x' xlink:href='javascript:alert(1)'>c</maction></math>",
            "<math href='javascript:alert(1)'>c</math>",
            "<math><mtext><math><mi><style><a title='</style><img src onerror=alert(1)>'>",
            "<math><mtext><option><x><option></option><mglyph><svg><textarea><a title='</textarea><img onerror=x>'>",
            "<math><mtext></p><script>alert(1)</script>",
            "<svg><math><title><style><img src=x onerror=alert(1)></style></title></math></svg>",
            "<math><!--><img src onerror=alert(1)>--><mi>x</mi></math>",
            "<math><![CDATA[<img src onerror=alert(1)>]]></math>",
            "<math><ms><![CDATA[</ms></math><img src onerror=alert(1)>]]>",
        ],
    )
    def test_nothing_that_runs_is_left(self, attack: str) -> None:
        made = cleaned(attack)

        assert_harmless(made.html)
        assert cleaned(made.html) == CleanedHtml(made.html, ())
