"""BodyRules: how the authors of one site write bodies. Each dialect states its own."""

from msgspec import Struct, field

from exporters.bodies.markdown.rules import MarkdownRules
from exporters.bodies.marks.mark_rules import MarkRules


class BodyRules(Struct, frozen=True, kw_only=True):
    """What is Markdown or a template mark in the bodies of one site, and where their addresses lead."""

    is_at_root: bool = False  # whether /x lies at the root of the host, as in a browser; else below the home page
    markdown: MarkdownRules = field(default_factory=MarkdownRules)
    marks: MarkRules = field(default_factory=MarkRules)  # the template languages of the bodies
