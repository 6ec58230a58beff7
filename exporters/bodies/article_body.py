"""ArticleBody: the text of an article below its fields, and how it is written."""

from typing import NamedTuple

from exporters.bodies.rules import BodyRules


class ArticleBody(NamedTuple):
    """The text of an article, and where it stands."""

    text: str
    is_markdown: bool = False
    field: str = "body"  # what messages call it
    line: int = 0  # of its file, counted from 1, where `before` begins; 0: it stands in no file
    modified: int = 0  # when the file was changed, ns since 1970; 0: it is none
    rules: BodyRules = BodyRules()
    is_mdx: bool = False  # whether its Markdown holds modules and expressions of JavaScript
    before: str = ""  # what stands between that line and the text, such as front matter

    @property
    def first_line(self) -> int:
        """Where the text begins; 0: it stands in no file. Lines are counted here, since few articles ask."""
        return self.line + self.before.count("\n") if self.line else 0

    @property
    def is_page(self) -> bool:
        """Whether it is the main part of a finished page."""
        return self.field == "page"
