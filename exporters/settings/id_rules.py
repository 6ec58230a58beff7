"""The rules that make the ids of articles, by the names that `source.ids` may have."""

from typing import Final

from exporters.diagnostics.diagnostic import Diagnostic, quote_value
from exporters.support.nearest import nearest

PERMALINK: Final = "permalink"  # what ids are where nobody says otherwise
ID_RULES: Final = (
    PERMALINK,
    "astro",
    "docusaurus",
    "eleventy",
    "ghost",
    "hexo",
    "hugo",
    "jekyll-feed",
    "medium",
    "mkdocs",
    "nikola",
    "pelican",
    "quarto",
    "substack",
    "wordpress",
    "zola",
)


def id_rule(name: str) -> Diagnostic | None:
    """What is wrong with the name of an id rule; None where nothing is."""
    if name in ID_RULES:
        return None
    near = nearest(name, ID_RULES)
    right = f"{f'did you mean {near}? ' if near else ''}known are {', '.join(ID_RULES)}"
    return Diagnostic("id-rule-unknown", f"{quote_value(name)} is no rule of ids", right)
