"""Front matter: an article file in two parts, whatever format the fields are written in."""

from exporters.sources.frontmatter.documents import read_front_matter
from exporters.sources.frontmatter.parts import MOST_FRONT, ArticleParts, FrontMatterFormat, decode, with_line_feeds
from exporters.sources.frontmatter.splitter import YAML_ONLY, split_article

__all__ = [
    "MOST_FRONT",
    "YAML_ONLY",
    "ArticleParts",
    "FrontMatterFormat",
    "decode",
    "read_front_matter",
    "split_article",
    "with_line_feeds",
]
