"""Cases of templates that somebody wrote."""

from random import Random
from typing import Final

from tests.fuzz import mutations, pieces, sites
from tests.fuzz.case import SITE, Case
from tests.fuzz.kinds.articles import sequence

_TEMPLATES: Final = (
    "base.html",
    "feed.html",
    "root.html",
    "about.html",
    "subscribe.html",
    "latest.html",
    "entry.html",
    "page.css",
    "page.js",
    "x.html",
    "a/b.svg",
)


def templates(chance: Random) -> Case:
    """Templates that somebody wrote: broken ones, and some that would go on for ever."""
    files = sites.small(sites.ONE_FEED + "pages: {templates: templates, images: true}\n", chance.choice((1, 3)))
    for name in chance.sample(_TEMPLATES, chance.choice((1, 1, 2))):
        drawer = (*pieces.JINJA, *(f"{{% include '{other}' %}}" for other in ("page.css", "outfeed/about.html", name)))
        text = chance.choice(
            ("", "", "{% extends 'outfeed/base.html' %}{% block main %}", "<title>x</title>")
        ) + "".join(chance.choice(drawer) for _ in range(chance.randrange(1, 5)))
        data = text.encode("utf-8", "replace")
        files[f"{SITE}/templates/{name}"] = mutations.of_bytes(data, chance) if chance.random() < 0.15 else data
    files.setdefault(f"{SITE}/templates/x.html", b"{% macro y() %}z{% endmacro %}x")
    return Case("", 0, files, sequence(chance))
