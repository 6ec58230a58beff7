"""Hostile HTML: nothing that could run is left, by the word of two parsers, however often it is parsed."""

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.bodies.html.clean import CleanedHtml, clean
from tests.bodies.attacks import MARKUP, attacks, flood
from tests.bodies.test_html import absolute, assert_harmless
from tests.profiles import examples

P = "o12345678-"
RUNNING = frozenset("script svg style iframe form input mglyph annotation-xml object embed template base".split())


def parsed_again(html: str) -> list[tuple[str, str, str]]:
    """Elements that may run something, and handlers, when a browser's parser reads what was written once more."""
    found: list[tuple[str, str, str]] = []

    def watch(element: str, attribute: str, value: str) -> str:
        if element in RUNNING or attribute.startswith("on"):
            found.append((element, attribute, value))
        return value

    parser = nh3.Cleaner(
        tags={*RUNNING, "math", "img", "a", "p", "table", "mtext"},
        clean_content_tags=set(),
        attribute_filter=watch,
        generic_attribute_prefixes={""},
        link_rel=None,
    )
    parser.clean(parser.clean(html))
    return found


def assert_tamed(html: str) -> None:
    """What is left of it is harmless, and stays what it is."""
    made = clean(html, absolute, P)

    assert_harmless(made.html)
    assert clean(made.html, absolute, P) == CleanedHtml(made.html, ())
    assert parsed_again(made.html) == []


class TestKnown:
    """Attacks that worked against a browser or a sanitiser."""

    @pytest.mark.parametrize("attack", attacks())
    def test_each_alone(self, attack: str) -> None:
        assert_tamed(attack)

    @pytest.mark.parametrize(
        "around", ["<p>{}</p>", "<math><mtext>{}</mtext></math>", "<svg>{}</svg>", "<table>{}</table>"]
    )
    @pytest.mark.parametrize("attack", MARKUP)
    def test_each_inside(self, around: str, attack: str) -> None:
        assert_tamed(around.format(attack.replace("{", "").replace("}", "")))

    def test_the_judge_sees_what_runs(self) -> None:
        assert parsed_again('<p title="x">a<img src=x onerror=alert(1)></p>') == [("img", "onerror", "alert(1)")] * 2

    def test_all_together(self) -> None:
        assert_tamed("\n".join(MARKUP))

    @examples(2)
    @given(st.lists(st.sampled_from(MARKUP), min_size=2, max_size=4).map("".join))
    def test_some_together(self, html: str) -> None:
        assert_tamed(html)

    def test_ten_thousand_levels_are_refused(self) -> None:
        with pytest.raises(ValueError, match="nested more than 256 deep"):
            clean(flood(), absolute, P)


class TestCut:
    """Half of an attack is one too: a parser closes what is open at the end."""

    @examples(2)
    @given(st.sampled_from(MARKUP), st.data())
    def test_anywhere(self, attack: str, data: st.DataObject) -> None:
        assert_tamed(attack[: data.draw(st.integers(0, len(attack)))])
        assert_tamed(attack[data.draw(st.integers(0, len(attack))) :])
