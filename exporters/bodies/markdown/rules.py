"""MarkdownRules: which Markdown the authors of one site write. Each dialect states its own set."""

from typing import Literal

from msgspec import Struct

AttributeSyntax = Literal["", "headings", "colon", "braces"]
HeadingIds = Literal["", "github", "goldmark", "kramdown", "python", "pandoc", "rust", "obsidian", "marked"]


class MarkdownRules(Struct, frozen=True, kw_only=True):
    """What is more than CommonMark in the Markdown of one site. The defaults are what GitHub shows.

    Tables and footnotes are always on: authors who write them have them on.

    Spec: GitHub Flavored Markdown; docs.github.com/en/get-started/writing-on-github.
    """

    has_task_lists: bool = True  # - [x] done
    has_alerts: bool = True  # > [!NOTE]
    has_definition_lists: bool = False  # : below a term
    has_marks: bool = False  # ==marked==
    has_scripts: bool = False  # x^2^ and H~2~O
    has_strikethrough: bool = True  # ~~struck~~
    has_single_tildes: bool = False  # ~struck~ too
    has_dollar_math: bool = False  # $x$; what stands in $$, \( and \[ is TeX without it
    has_smart_punctuation: bool = False  # quotes, dashes and dots become typographic ones
    has_bare_links: bool = False  # https://example.org is a link
    bare_scheme: str = "http"  # of bare addresses that begin with www.
    has_hard_breaks: bool = False  # each end of a line is a <br>
    attributes: AttributeSyntax = "colon"  # headings: {#id} there; colon: {: .x} too; braces: {.x} too
    heading_ids: HeadingIds = "github"  # how ids of headings are made; "": there are none
    has_all_heading_ids: bool = False  # else only those that a link in the same body leads to
