"""Nothing is lost in silence: the words of a body, less those that a note counts, are the words of what feeds carry."""

import re
from collections import Counter
from html.parser import HTMLParser
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.bodies.html.clean import CleanedHtml, extract_text
from tests.bodies.markdown_html import render
from tests.bodies.test_html import cleaned
from tests.cli.running import ROOT
from tests.profiles import examples

BLOCKS = "div p blockquote section center fieldset form ul details x-card Card article dir main text".split()
INLINE = "b em span a font nobr blink label x-note Badge code sup ins tt strike button abbr o:p".split()
PLACEHOLDERS = ["<{}>", "<{} {}>", "<{} extends {}>", "<{}/>", "<{}@{}.org>", "<{}", "&lt;{}&gt;", "{} < {}", "</{}"]
SWALLOWING = "title textarea select template noembed noframes xmp iframe script style svg math plaintext".split()
HIDDEN = [
    "<div hidden>{}</div>",
    '<p style="display: none">{}</p>',
    "<dialog>{}</dialog>",
    "<template>{}</template>",
    '<select name="x"><option>{}</option></select>',
    '<textarea name="x">{}</textarea>',
    '<svg width="1"><text>{}</text></svg>',
    '<svg width="1"><foreignObject><div>{}</div></foreignObject></svg>',
    "<noframes>{}</noframes>",
]
FORMULAS = [
    "<math><mi>{}</mi></math>",
    "<math><mtext><b>{}</b></mtext></math>",
    "<math><a>{}</a></math>",
    "<mi>{}</mi>",
    "<path>{}</path>",
]
WORDS = re.compile(r"\bw[0-9]+\b")


def fill(template: str, words: "count[int]") -> str:
    """The template with a word of its own in each place."""
    while "{}" in template:
        template = template.replace("{}", f"w{next(words)}", 1)
    return template


@st.composite
def bodies(draw: st.DrawFn) -> str:
    """HTML as people write it, in which no word stands twice."""
    words = count()

    def inline(depth: int) -> str:
        kind = draw(st.integers(0, 7))
        if kind == 0:
            return " " + fill(draw(st.sampled_from(PLACEHOLDERS)), words) + " "
        if kind == 1:
            return f" the <{draw(st.sampled_from(SWALLOWING))}> element {fill('{}', words)} "
        if kind == 2:
            return " " + fill(draw(st.sampled_from(FORMULAS)), words) + " "
        if kind in (3, 4) and depth:
            name = draw(st.sampled_from(INLINE))
            return f" <{name}>{inline(depth - 1)}</{name}> "
        return fill(" {} ", words)

    def block(depth: int) -> str:
        kind = draw(st.integers(0, 5))
        if kind == 0:
            return fill(draw(st.sampled_from(HIDDEN)), words)
        if kind in (1, 2) and depth:
            name = draw(st.sampled_from(BLOCKS))
            inside = [block(depth - 1) for _ in range(draw(st.integers(1, 2)))] if name != "p" else [inline(2)]
            return f"<{name}>{''.join(inside)}</{name}>"
        if kind == 3:
            name = draw(st.sampled_from(BLOCKS))
            return "".join(fill(f"<{name}>{{}}</{name}>", words) for _ in range(2))
        return f"<p>{inline(2)}{inline(2)}</p>"

    return "\n".join(block(2) for _ in range(draw(st.integers(1, 5))))


def told(made: CleanedHtml) -> int:
    """How many words the notes count."""
    messages = [*made.removed_parts, *(each.message for each in made.findings if each.rule == "html-hidden")]
    return sum(int(found.replace(",", "")) for found in re.findall(r"\(([0-9,]+) words?\)", " ".join(messages)))


class TestGenerated:
    """For any body: text, placeholders, names of elements, hidden and unknown elements, formulas, in any order."""

    @examples(5)
    @given(bodies())
    def test_each_word_arrives_or_is_counted(self, html: str) -> None:
        made = cleaned(html)
        lost = set(WORDS.findall(html)) - set(WORDS.findall(extract_text(made.html)))

        assert len(lost) == told(made), (lost, made)

    @given(bodies())
    def test_words_keep_their_order(self, html: str) -> None:
        arrived = WORDS.findall(extract_text(cleaned(html).html))

        assert arrived == sorted(arrived, key=html.index)


class Words(HTMLParser):
    """The words that Python's own parser sees in a body."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.words = Counter[str]()
        self._is_text = True
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._is_text = tag not in {"script", "style", "title"}

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002
        self._is_text = True

    def handle_data(self, data: str) -> None:
        if self._is_text:
            self.words.update(re.findall(r"\w+", data))


SEEDS = sorted((ROOT / "seeds").rglob("*.md")) + sorted((ROOT / "tests" / "golden").rglob("*.md"))


class TestWritten:
    """For the articles of this repository."""

    @pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
    def test_each_word_arrives(self, path: object) -> None:
        text = ROOT.joinpath(str(path)).read_text(encoding="utf-8").split("\n---\n", 1)[-1]
        html = render(text) if text.strip() else ""
        made = cleaned(html)
        lost = Words(html).words - Words(made.html).words

        assert lost.total() <= told(made), lost
