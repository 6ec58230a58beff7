"""What is written to be slow in articles and settings of generators is read in bounded time."""

import re
from collections.abc import Callable

import pytest

from exporters.bodies.dividers import divide
from exporters.sources.addresses import slugs
from exporters.sources.dialects import docusaurus, nikola, titles
from tests.deadline import deadline
from tests.sources.test_dialects import Make, make, outcome, settings_of

__all__ = ["make"]
_MIB = 1 << 20


def test_a_hundred_thousand_tags(make: Make) -> None:
    tags = ", ".join(f"t{number}" for number in range(100_000))
    site = make(
        {"_config.yml": "url: https://example.org\n", "_posts/2024-05-01-a.md": f"title: A\ntags: [{tags}, t1]"}
    )

    with deadline(60):
        found = outcome(settings_of(site), "_posts/2024-05-01-a.md")

    assert "100,000 entries" in found.diagnostics[-1].message


def test_tags_that_are_lists_and_tags_that_are_given_twice(make: Make) -> None:
    site = make({"_config.yml": "url: https://example.org\n", "_posts/2024-05-01-a.md": "title: A\ntags: [b, a, b]"})

    article = outcome(settings_of(site), "_posts/2024-05-01-a.md").article

    assert article is not None
    assert article.topics == ("b", "a")


@pytest.mark.parametrize("body", ["`" + "<!--more-->" * 90_000 + "`", "```\n<!--more-->\n```\n" * 50_000])
def test_dividers_that_are_all_code(body: str) -> None:
    with deadline(20):
        assert divide(body, re.compile("<!--more-->")).head is None


@pytest.mark.parametrize(
    ("body", "head"),
    [
        ("`<!--more-->` a\n<!--more-->b", "`<!--more-->` a\n"),
        ("```\n<!--more-->\n```\nc<!--more-->", "```\n<!--more-->\n```\nc"),
        ("`a\n<!--more-->", "`a\n"),
        ("```\n```\nd\n```\n<!--more-->\n```\n<!--more-->", "```\n```\nd\n```\n<!--more-->\n```\n"),
    ],
)
def test_the_first_divider_outside_of_code(body: str, head: str) -> None:
    assert divide(body, re.compile("<!--more-->")).head == head


class TestPatterns:
    """Patterns that try each place of a text again from each other place take hours for a megabyte."""

    def test_teasers_of_nikola_that_do_not_end(self) -> None:
        with deadline(20):
            assert nikola._DIVIDER.search("<!-- TEASER_END: " * 60_000) is None

    @pytest.mark.parametrize("mark", ["TEASER_END", "END_TEASER: Read on", "teaser_end:  \n", "TEASER_END: a \n\t"])
    def test_teasers_of_nikola(self, mark: str) -> None:
        found = nikola._DIVIDER.search(f"a<!-- {mark} -->b")

        assert found is not None
        assert found[0] == f"<!-- {mark} -->"

    @pytest.mark.parametrize("part", ["[", "{", "[a]("])
    def test_headings_of_brackets(self, part: str) -> None:
        with deadline(20):
            assert titles.from_heading("# " + part * _MIB)

    def test_a_heading_keeps_the_text_of_its_links(self) -> None:
        assert titles.from_heading("# A [link](https://example.org/), *so* {#id}\n") == "A link, so"

    def test_options_of_docusaurus_that_do_not_end(self) -> None:
        with deadline(20):
            assert docusaurus._NO_FEED.search("feedOptions:{" * 80_000) is None

    @pytest.mark.parametrize("slugify", [slugs.pelican, slugs.material])
    def test_comments_in_a_title_that_do_not_end(self, slugify: Callable[[str], str]) -> None:
        with deadline(20):
            slug = slugify("a <!-- b -->c <i>d</i>" + "<!--" * (_MIB // 4))

        assert slug.startswith("a-c-d")
