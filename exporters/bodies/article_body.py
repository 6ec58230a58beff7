"""ArticleBody: the text of an article below its fields, and how it is written."""

from typing import NamedTuple

from exporters.bodies.rules import BodyRules


class ArticleBody(NamedTuple):
    """The text of an article, and where it stands."""

    text: str
    is_markdown: bool = False
    field: str = "body"  # what messages call it
    line: int = 0  # of its file, counted from 1; 0: it stands in no file
    modified: int = 0  # when the file was changed, ns since 1970; 0: it is none
    rules: BodyRules = BodyRules()
    is_mdx: bool = False  # whether its Markdown holds modules and expressions of JavaScript

    @property
    def is_page(self) -> bool:
        """Whether it is the main part of a finished page."""
        return self.field == "page"
