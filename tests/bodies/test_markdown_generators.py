"""The Markdown of generators is read as they read it: `generators/` holds bodies, and what they made of them."""

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pytest
from lxml import html

from exporters.bodies.markdown.rules import MarkdownRules
from exporters.settings.source_site import SourceSite
from exporters.sources.dialects import markdown
from tests.bodies.markdown_html import render

FOLDER: Final = Path(__file__).parent / "generators"
MATERIAL: Final = {
    "markdown_extensions": [
        "attr_list",
        "def_list",
        "footnotes",
        "smarty",
        {"pymdownx.arithmatex": {"generic": True}},
        "pymdownx.caret",
        "pymdownx.magiclink",
        "pymdownx.mark",
        {"pymdownx.tasklist": {"custom_checkbox": True}},
        "pymdownx.tilde",
    ]
}
SITES: Final[Mapping[str, Mapping[str, Any]]] = {
    "astro": {},
    "hexo": {},
    "hugo": {},
    "jekyll": {},
    "mkdocs": MATERIAL,
    "pelican": {},
}
COMPARED: Final = frozenset(
    "h1 h2 h3 ul ol li dl dt dd table tr th td blockquote pre code em strong s mark sup sub a br img".split()
)
NAMES: Final = {"del": "s"}
ALERTS: Final = {"hugo"}  # whose themes show what begins with [!NOTE] as an alert; without a theme it is text


def rules(generator: str) -> MarkdownRules:
    """The rules of a site with the settings above."""
    found: MarkdownRules = getattr(markdown, f"of_{generator}")(SourceSite(settings=SITES[generator]))
    return found


def parsed(source: str) -> html.HtmlElement:
    """The HTML of a body without what a generator adds to it: links of headings and of notes, check boxes."""
    tree = html.fragment_fromstring(source, create_parent="div")
    for each in list(tree.iter("a", "input", "h2")):
        text = each.text_content().strip("\ufe0e")
        if each.get("class") == "headerlink" or (each.tag == "a" and text[:1] == "↩") or text == "Footnotes":
            each.drop_tree()
    return tree


def words(tree: html.HtmlElement) -> list[str]:
    """Its words, without the signs of check boxes and the number behind a repeated back link."""
    for each in tree.iter("h1", "h2", "h3", "p", "li", "dt", "dd", "td", "th", "pre", "br"):
        each.tail = f" {each.tail or ''}"
    text = re.sub("[☐☑\ufe0e]|\\[[x ]\\]", " ", tree.text_content())
    return re.findall(r"[^\s–—]+", re.sub(r"\[!(\w)(\w+)\]", lambda found: found[1] + found[2].lower(), text))


def elements(tree: html.HtmlElement) -> Counter[str]:
    """How many there are of each kind."""
    found = Counter(NAMES.get(each.tag, each.tag) for each in tree.iter() if isinstance(each.tag, str))
    return Counter({name: count for name, count in found.items() if name in COMPARED})


@pytest.mark.parametrize("generator", SITES)
class TestGenerators:
    """Each reads a body that has all constructs."""

    def test_the_words_are_the_same(self, generator: str) -> None:
        made = parsed(render((FOLDER / f"{generator}.md").read_text("utf-8"), rules(generator)))
        built = parsed((FOLDER / f"{generator}.html").read_text("utf-8"))

        assert words(made) == words(built)

    def test_the_elements_are_the_same(self, generator: str) -> None:
        made = elements(parsed(render((FOLDER / f"{generator}.md").read_text("utf-8"), rules(generator))))
        built = elements(parsed((FOLDER / f"{generator}.html").read_text("utf-8")))
        if generator in ALERTS:
            made["strong"] -= 1

        assert made == built

    def test_the_ids_of_headings_are_the_same(self, generator: str) -> None:
        made = parsed(render((FOLDER / f"{generator}.md").read_text("utf-8"), rules(generator)))
        built = parsed((FOLDER / f"{generator}.html").read_text("utf-8"))

        assert [each.get("id") for each in made.iter("h1", "h2", "h3")] == [
            each.get("id") for each in built.iter("h1", "h2", "h3")
        ]
