"""Every diagnostic there is: what it says, why it comes, what to do. The docs and all reports are made from it."""

from typing import Final, NamedTuple

from exporters.diagnostics import Level

_E, _W, _N = Level.ERROR, Level.WARNING, Level.NOTE


class Rule(NamedTuple):
    """One kind of diagnostic. `title` is the sentence that stands for many of its kind."""

    level: Level  # as a rule: `--keep-going` turns errors of articles into warnings
    title: str
    cause: str
    remedy: str


FILES: Final = {
    "file-unreadable": Rule(_E, "file that can't be read", "The file may not be read, is a broken or circular link, or is no regular file.", "Make it readable, or leave it out with `source.exclude`."),
    "file-too-large": Rule(_E, "file too large", "An article file has more than 8 MiB.", "Keep pictures and data out of the article; link to them."),
    "not-utf-8": Rule(_E, "file not in UTF-8", "The file is in another encoding, such as Latin-1 or UTF-16. The place is that of the first byte that does not fit.", "Save it as UTF-8; a byte order mark is fine."),
    "front-matter-missing": Rule(_E, "no front matter", "The file is empty, or its first line is not `---`. TOML (`+++`) and JSON front matter are not read.", "Begin the file with `---`, write the fields as YAML, and end them with `---`."),
    "front-matter-open": Rule(_E, "front matter without end", "There is no second line of `---`.", "Write `---` below the last field."),
    "front-matter-shape": Rule(_E, "front matter that is no mapping", "The front matter is a list or a single value.", "Write lines of `key: value`."),
    "body-wrong": Rule(_E, "body that can't be taken", "The Markdown or HTML of the article is larger or more deeply nested than feeds can carry.", "Shorten or simplify it."),
}  # fmt: skip
