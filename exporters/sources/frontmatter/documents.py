"""Front matter becomes a document: values, and the place of each, in whatever format it is written."""

from exporters.sources.frontmatter.parts import ArticleParts, FrontMatterFormat
from exporters.yamldoc.document import read_yaml
from exporters.yamldoc.fast_scan import RangeFinder
from exporters.yamldoc.positions import YamlDocument


def read_front_matter(
    parts: ArticleParts, private: frozenset[str] = frozenset(), find_unneeded: RangeFinder | None = None
) -> YamlDocument:
    """The document in `parts.front`.

    What stands under a key that is one of `private`, at any depth and whatever its capitals, is neither kept nor named.
    In YAML, entries of lists that `find_unneeded` finds may be null. Raises ArticleError with every problem found.
    """
    match parts.format:
        case FrontMatterFormat.YAML | FrontMatterFormat.UNFENCED:
            return read_yaml(parts.front, private=private, find_unneeded=find_unneeded)
        case FrontMatterFormat.TOML:
            from exporters.sources.frontmatter.toml_document import read_toml

            return read_toml(parts.front, private)
        case FrontMatterFormat.JSON:
            from exporters.sources.frontmatter.json_document import read_json

            return read_json(parts.front, private)
        case FrontMatterFormat.HTML:
            from exporters.sources.frontmatter.html_document import read_html

            return read_html(parts.front, private)
        case FrontMatterFormat.HEADER | FrontMatterFormat.NIKOLA | FrontMatterFormat.BEAR:
            from exporters.sources.frontmatter.line_document import read_lines

            return read_lines(parts.front, parts.format, private)
