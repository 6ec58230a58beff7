"""ArticleBody: the text of an article below its fields."""

from typing import NamedTuple


class ArticleBody(NamedTuple):
    """The text of an article, and where it stands."""

    text: str
    is_markdown: bool = False
    field: str = "body"  # what messages call it
    line: int = 0  # of its file, counted from 1; 0: it stands in no file
    modified: int = 0  # when the file was changed, ns since 1970; 0: it is none
    marks: int = 0  # {% raw %} and {% endraw %} that were taken out of it
