"""The Markdown of each generator: what it reads by default, and what the settings of a site change."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from exporters.bodies.markdown.rules import MarkdownRules
from exporters.settings.source_site import SourceSite

_PYTHON_DEFAULTS: Final[Mapping[str, tuple[str, ...]]] = {  # extensions that are on without a setting
    "mkdocs": ("toc", "tables", "fenced_code"),  # mkdocs.org/user-guide/configuration/#markdown_extensions
    "pelican": ("codehilite", "extra", "meta"),  # docs.getpelican.com, MARKDOWN
    "nikola": ("fenced_code", "codehilite", "extra"),  # getnikola.com/conf.html, MARKDOWN_EXTENSIONS
}
_PYTHON_SETS: Final = frozenset({"extra", "pymdownx.extra"})  # each has footnotes, def_list, attr_list and tables


def of_jekyll(site: SourceSite) -> MarkdownRules:
    """Spec: jekyllrb.com/docs/configuration/markdown, kramdown.gettalong.org/options.html."""
    if str(site.setting("markdown") or "kramdown").lower() != "kramdown":
        options = {str(each).upper() for each in _entries(site.setting("commonmark.options"))}
        extensions = {str(each).lower() for each in _entries(site.setting("commonmark.extensions"))}
        return MarkdownRules(
            has_alerts=False,
            has_smart_punctuation="SMART" in options,
            has_hard_breaks="HARDBREAKS" in options,
            has_bare_links="autolink" in extensions,
            heading_ids="github",
            has_all_heading_ids=True,
        )
    quotes = site.setting("kramdown.smart_quotes")
    return MarkdownRules(
        has_alerts=False,
        has_definition_lists=True,
        has_smart_punctuation="apos" not in str(quotes),
        has_hard_breaks=site.setting("kramdown.hard_wrap") is True,
        attributes="colon",
        heading_ids="kramdown" if site.setting("kramdown.auto_ids") is not False else "",
        has_all_heading_ids=True,
    )


def of_hugo(site: SourceSite) -> MarkdownRules:
    """Spec: gohugo.io/configuration/markup, whose defaults these are."""
    goldmark = _lower(_lower(site.setting("markup")).get("goldmark"))
    extensions, parser = _lower(goldmark.get("extensions")), _lower(goldmark.get("parser"))
    typographer, extras = extensions.get("typographer"), _lower(extensions.get("extras"))
    is_smart = not _lower(typographer).get("disable") if isinstance(typographer, Mapping) else typographer is not False
    formulas = _lower(extensions.get("passthrough"))
    inline = _lower(formulas.get("delimiters")).get("inline")
    attribute = _lower(parser.get("attribute"))
    return MarkdownRules(
        has_task_lists=extensions.get("tasklist") is not False,
        has_definition_lists=extensions.get("definitionlist") is not False,
        has_marks=_is_on(extras, "mark"),
        has_scripts=_is_on(extras, "superscript") or _is_on(extras, "subscript"),
        has_strikethrough=extensions.get("strikethrough") is not False,
        has_single_tildes=extensions.get("strikethrough") is not False and not _is_on(extras, "subscript"),
        has_dollar_math=formulas.get("enable") is True and ["$", "$"] in list(_entries(inline)),
        has_smart_punctuation=is_smart,
        has_bare_links=extensions.get("linkify") is not False,
        bare_scheme=str(extensions.get("linkifyprotocol") or "https"),
        has_hard_breaks=_lower(goldmark.get("renderer")).get("hardwraps") is True,
        attributes="braces" if attribute.get("block") is True else "colon",
        heading_ids="goldmark" if parser.get("autoheadingid") is not False else "",
        has_all_heading_ids=True,
    )


def of_zola(site: SourceSite) -> MarkdownRules:
    """Spec: getzola.org/documentation/getting-started/configuration, section `markdown`."""
    return MarkdownRules(
        has_alerts=site.setting("markdown.github_alerts") is True,
        has_definition_lists=site.setting("markdown.definition_list") is True,
        has_smart_punctuation=site.setting("markdown.smart_punctuation") is True,
        has_single_tildes=True,
        heading_ids="rust",
        has_all_heading_ids=True,
    )


def of_hexo(site: SourceSite) -> MarkdownRules:
    """Spec: github.com/hexojs/hexo-renderer-marked; hexo-renderer-markdown-it has its settings under `markdown`."""
    other = site.setting("markdown.render")
    if isinstance(other, Mapping):  # github.com/hexojs/hexo-renderer-markdown-it
        return MarkdownRules(
            has_alerts=False,
            has_bare_links=other.get("linkify") is not False,
            has_smart_punctuation=other.get("typographer") is not False,
            has_hard_breaks=other.get("breaks") is not False,
            has_scripts=True,
            has_marks=True,
            heading_ids="github",
            has_all_heading_ids=True,
        )
    return MarkdownRules(
        has_alerts=False,
        has_bare_links=site.setting("marked.autolink") is not False,
        has_single_tildes=True,
        has_smart_punctuation=site.setting("marked.smartypants") is not False,
        has_hard_breaks=site.setting("marked.breaks") is not False,
        has_definition_lists=site.setting("marked.descriptionLists") is not False,
        heading_ids="marked" if site.setting("marked.headerIds") is not False else "",
        has_all_heading_ids=True,
    )


def of_mkdocs(site: SourceSite) -> MarkdownRules:
    """Spec: mkdocs.org/user-guide/configuration/#markdown_extensions, squidfunk.github.io/mkdocs-material/setup."""
    return _python((*_PYTHON_DEFAULTS["mkdocs"], *_names(site.setting("markdown_extensions"))))


def of_pelican(site: SourceSite) -> MarkdownRules:
    """Spec: docs.getpelican.com, settings MARKDOWN, TYPOGRIFY and PLUGINS."""
    own: Any = site.setting("MARKDOWN")
    names = _PYTHON_DEFAULTS["pelican"]
    if isinstance(own, Mapping):
        names = (*_names(own.get("extension_configs")), *_names(own.get("extensions")))
    return _python(
        names,
        is_smart=site.setting("TYPOGRIFY") is True,
        has_dollar_math=any("math" in each or "katex" in each for each in _names(site.setting("PLUGINS"))),
    )


def of_nikola(site: SourceSite) -> MarkdownRules:
    """Spec: getnikola.com/handbook.html, settings MARKDOWN_EXTENSIONS and MARKDOWN_EXTENSION_CONFIGS."""
    names = tuple(_names(site.setting("MARKDOWN_EXTENSIONS"))) or _PYTHON_DEFAULTS["nikola"]
    return _python(names, has_dollar_math="'$'" in str(site.setting("KATEX_AUTO_RENDER")))


def of_docusaurus(site: SourceSite) -> MarkdownRules:
    """Spec: docusaurus.io/docs/markdown-features; MDX with remark-gfm."""
    return MarkdownRules(
        has_alerts=False,
        has_bare_links=True,
        has_single_tildes=True,
        has_dollar_math=site.setting("has_math") is True,
        attributes="headings",
        heading_ids="github",
        has_all_heading_ids=True,
    )


def of_astro(site: SourceSite) -> MarkdownRules:
    """Spec: docs.astro.build/en/reference/configuration-reference/#markdown-options: remark-gfm and smartypants."""
    has_gfm = site.setting("gfm") is not False
    return MarkdownRules(
        has_alerts=False,
        has_task_lists=has_gfm,
        has_bare_links=has_gfm,
        has_single_tildes=has_gfm,
        has_smart_punctuation=site.setting("smartypants") is not False,
        has_dollar_math=site.setting("has_math") is True,
        heading_ids="github",
        has_all_heading_ids=True,
    )


def of_eleventy(site: SourceSite) -> MarkdownRules:
    """Spec: 11ty.dev/docs/languages/markdown: markdown-it with HTML, and the plugins that its configuration names."""
    plugins = set(_entries(site.setting("markdown_plugins")))
    return MarkdownRules(
        has_alerts="alert" in plugins,
        has_task_lists="task" in plugins,
        has_definition_lists="deflist" in plugins,
        has_marks="mark" in plugins,
        has_scripts=bool(plugins & {"sub", "sup"}),
        has_dollar_math=bool(plugins & {"katex", "texmath", "mathjax"}),
        has_smart_punctuation=site.setting("typographer") is True,
        has_bare_links=site.setting("linkify") is True,
        has_hard_breaks=site.setting("breaks") is True,
        attributes="braces" if "attrs" in plugins else "colon",
        has_all_heading_ids="anchor" in plugins,
    )


def of_quarto(site: SourceSite) -> MarkdownRules:
    """Spec: quarto.org/docs/authoring/markdown-basics.html, pandoc.org/MANUAL.html#pandocs-markdown."""
    written = str(site.setting("from") or "markdown")
    return MarkdownRules(
        has_alerts=False,
        has_definition_lists=True,
        has_marks="+mark" in written,
        has_scripts=True,
        has_dollar_math="-tex_math_dollars" not in written,
        has_smart_punctuation="-smart" not in written,
        has_bare_links="+autolink_bare_uris" in written,
        has_hard_breaks="+hard_line_breaks" in written,
        attributes="braces",
        heading_ids="pandoc",
        has_all_heading_ids=True,
    )


def of_obsidian(site: SourceSite) -> MarkdownRules:
    """Spec: help.obsidian.md/syntax, help.obsidian.md/advanced-syntax, help.obsidian.md/callouts."""
    return MarkdownRules(
        has_marks=True,
        has_dollar_math=True,
        has_bare_links=True,
        has_hard_breaks=site.setting("strictLineBreaks") is not True,
        heading_ids="obsidian",
        has_all_heading_ids=True,
    )


def _python(names: Iterable[str], *, is_smart: bool = False, has_dollar_math: bool = False) -> MarkdownRules:
    """Return the rules of Python-Markdown with these extensions. Spec: python-markdown.github.io/extensions."""
    on = {each.removeprefix("markdown.extensions.") for each in names}
    has_extra = bool(on & _PYTHON_SETS)
    return MarkdownRules(
        has_alerts=any("callouts" in each or "gfm_admonition" in each for each in on),
        has_strikethrough="pymdownx.tilde" in on,
        has_task_lists="pymdownx.tasklist" in on,
        has_definition_lists=has_extra or "def_list" in on,
        has_marks="pymdownx.mark" in on,
        has_scripts=bool(on & {"pymdownx.caret", "pymdownx.tilde"}),
        has_dollar_math=has_dollar_math or "pymdownx.arithmatex" in on,
        has_smart_punctuation=is_smart or "smarty" in on,
        has_bare_links="pymdownx.magiclink" in on,
        has_hard_breaks="nl2br" in on,
        attributes="braces" if has_extra or "attr_list" in on else "colon",
        heading_ids="python" if "toc" in on else "github",
        has_all_heading_ids="toc" in on,
    )


def _entries(value: object) -> Iterable[Any]:
    return value if isinstance(value, (list, tuple)) else ()


def _names(value: object) -> Iterable[str]:
    """Yield the names in a list of names and of mappings with one name, or in a mapping."""
    for each in value if isinstance(value, Mapping) else _entries(value):
        yield from (map(str, each) if isinstance(each, Mapping) else (str(each),))


def _lower(value: object) -> Mapping[str, Any]:
    """Return a mapping with its keys in small letters: they mean the same in Hugo. Else an empty one."""
    return {str(key).lower(): each for key, each in value.items()} if isinstance(value, Mapping) else {}


def _is_on(extras: Mapping[str, Any], name: str) -> bool:
    return _lower(extras.get(name)).get("enable") is True
