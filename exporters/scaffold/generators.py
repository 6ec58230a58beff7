"""What a site generator does with files beside its articles: where feeds may lie, and where it writes its own feed.

The table of docs/keep-ids.md says the same for people.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

from exporters.planning.readers.document import Format


class SettingLine(NamedTuple):
    """A line that the user adds to a file of the generator."""

    file: str
    text: str
    reason: str


class GeneratorFolders(NamedTuple):
    """The folders of one generator, relative to that of its settings."""

    out: str  # for our feeds, so that they are published as feeds/
    site: str  # where it writes the finished site
    feeds: Mapping[Format, str]  # its own feeds, below that
    lines: tuple[SettingLine, ...] = ()  # without which it would drop the feeds, or change them
    is_beside: bool = False  # whether our feeds lie among the files of the author, and not in the finished site


_COMMON: Final[Mapping[Format, str]] = {"atom": "atom.xml", "rss": "feed.xml", "json": "feed.json"}
OTHER: Final = GeneratorFolders("out", "", _COMMON)
FOLDERS: Final[Mapping[str, GeneratorFolders]] = {
    "jekyll": GeneratorFolders(
        "_site/feeds",
        "_site",
        {"atom": "feed.xml", "rss": "atom.xml"},
        (
            SettingLine("_config.yml", "keep_files: [feeds]", "`jekyll build` empties _site, the feeds with it"),
            SettingLine("_config.yml", "exclude: [outfeed.yaml, ids.yaml]", "these files would be published"),
        ),
    ),
    "hugo": GeneratorFolders("public/feeds", "public", {"rss": "index.xml", "atom": "atom.xml"}),
    "zola": GeneratorFolders("static/feeds", "public", {"atom": "atom.xml", "rss": "rss.xml"}, is_beside=True),
    "pelican": GeneratorFolders(
        "output/feeds",
        "output",
        {"atom": "feeds/all.atom.xml", "rss": "feeds/all.rss.xml"},
        (SettingLine("publishconf.py", "DELETE_OUTPUT_DIRECTORY = False", "Pelican empties output otherwise"),),
    ),
    "nikola": GeneratorFolders("files/feeds", "output", {"rss": "rss.xml", "atom": "index.atom"}, is_beside=True),
    "hexo": GeneratorFolders(
        "source/feeds",
        "public",
        {"atom": "atom.xml", "rss": "rss2.xml"},
        (SettingLine("_config.yml", 'skip_render: "feeds/**"', "Hexo renders HTML and JSON otherwise"),),
        is_beside=True,
    ),
    "mkdocs": GeneratorFolders(
        "docs/feeds",
        "site",
        {"rss": "feed_rss_created.xml", "json": "feed_json_created.json"},
        is_beside=True,
    ),
    "eleventy": GeneratorFolders(
        "public/feeds",
        "_site",
        {"atom": "feed/feed.xml", "rss": "feed.xml"},
        (
            SettingLine(
                "eleventy.config.js",
                'eleventyConfig.addPassthroughCopy({ public: "/" });',
                "Eleventy copies nothing else",
            ),
            SettingLine(
                "eleventy.config.js",
                'eleventyConfig.ignores.add("public/feeds/**");',
                "Eleventy takes HTML for a template",
            ),
        ),
        is_beside=True,
    ),
    "astro": GeneratorFolders("public/feeds", "dist", {"rss": "rss.xml"}, is_beside=True),
    "docusaurus": GeneratorFolders(
        "static/feeds",
        "build",
        {"atom": "blog/atom.xml", "rss": "blog/rss.xml", "json": "blog/feed.json"},
        is_beside=True,
    ),
    "quarto": GeneratorFolders(
        "feeds",
        "_site",
        {"rss": "index.xml", "atom": "blog.xml"},
        (SettingLine("_quarto.yml", 'project: {resources: ["feeds/**"]}', "Quarto copies nothing else"),),
        is_beside=True,
    ),
}


def folders_of(dialect: str) -> GeneratorFolders:
    """Return the folders of the generator with that dialect; those of a plain folder for any other."""
    return FOLDERS.get(dialect, OTHER)
