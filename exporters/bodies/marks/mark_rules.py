"""MarkRules: which template languages the bodies of a site are written in, and what their names stand for."""

from msgspec import Struct


class MarkRules(Struct, frozen=True, kw_only=True):
    """The template languages of one site; without any, what looks like a mark is text."""

    languages: tuple[str, ...] = ()  # names in `exporters.bodies.marks.translate.LANGUAGES`, in the order of their work
    mdx_languages: tuple[str, ...] = ()  # those of files in .mdx, in place of `languages`
    folder: str = ""  # of the site, below which marks name articles by paths that begin with /; "" is the site itself
    values: tuple[tuple[str, str], ...] = ()  # what marks such as {{ site.title }} stand for, by name
