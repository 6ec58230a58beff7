"""Each article of each site is explained: every field says what it comes from."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from exporters import pipeline
from exporters.run import RunOptions
from exporters.sources import walk
from exporters.sources.explain.explanation import ArticleExplanation
from exporters.sources.explain.target import ExplainTarget
from tests.sites.test_sites import NOW, RECOGNISED, settings

GIVEN: Final = {  # what a site gives from elsewhere: a field, and the end of what it comes from
    "docusaurus": ("authors", "authors, line 3, found among the authors of the site"),
    "eleventy-data": ("authors", "src/posts/posts.json"),
    "hugo-ugly": ("authors", "params.author, given by cascade in content/posts/_index"),
    "jekyll": ("topics", "the folder of the file; categories, line 3"),
    "jekyll-none": ("url", "permalink, given by defaults[1] in _config.yml"),
    "mkdocs-file": ("authors", "docs/news/beitraege/.meta.yml"),
    "nikola": ("published", "date, given by the metadata beside posts/two-files"),
    "pelican": ("category", "DEFAULT_CATEGORY of the site, else the generator's default"),
    "pelican-paths": ("category", "category, given by the path of the file"),
    "pelican-slugs": ("summary", "summary, given by EXTRA_PATH_METADATA in pelicanconf.py"),
    "quarto": ("authors", "posts/_metadata.yml"),
}


def explained(site: str, out: Path) -> Iterator[ArticleExplanation]:
    """The explanations of the files that are read in a site."""
    known = settings(site, out)
    options = RunOptions(sources=[known.source], now=NOW)
    for file in walk.files(known.source, known):
        yield pipeline.explain(known, options, ExplainTarget(file=known.source / file.name), known.source)


@pytest.mark.parametrize("site", sorted(RECOGNISED))
def test_every_field_of_every_article_has_an_origin(site: str, tmp_path: Path) -> None:
    made = list(explained(site, tmp_path / "out"))

    fields = [(each.shown, row) for each in made for row in each.fields]
    articles = [each for each in made if each.fields]
    assert articles
    assert [(shown, row) for shown, row in fields if not row.origin and row.value != "as url"] == []
    assert {"title", "url", "published"} <= {row.name for _, row in fields}
    assert {each.outcome for each in articles if not each.diagnostics} >= {"exported"}


@pytest.mark.parametrize(("site", "field", "end"), [(site, *told) for site, told in GIVEN.items()])
def test_what_a_site_gives_names_its_place(site: str, field: str, end: str, tmp_path: Path) -> None:
    origins = {row.origin for each in explained(site, tmp_path / "out") for row in each.fields if row.name == field}

    assert any(origin.endswith(end) for origin in origins), origins


def test_the_address_of_every_pattern_is_taken_apart(tmp_path: Path) -> None:
    found = {}
    for site in ("hexo", "hugo-permalinks", "jekyll", "mkdocs", "pelican", "zola"):
        made = list(explained(site, tmp_path / "out"))
        found[site] = next(row.details[-1] for each in made for row in each.fields if row.name == "url")

    assert all("=" in detail for detail in found.values()), found
