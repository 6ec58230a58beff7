"""The documentation as a site: `python -m tests.write_site` builds it into site/, with MkDocs, where a warning fails.

MkDocs gets a folder with docs/, CHANGELOG.md, a page for each diagnostic, the JSON Schemas at the addresses in their
`$id`, and the feed of our releases. Links to other files lead to the repository.
"""

import os
import posixpath
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import yaml
from lxml import html

from exporters import PROJECT_URL
from exporters.diagnostics.rules import SECTIONS
from exporters.diagnostics.rules.rule import DiagnosticRule
from exporters.schema_files import SCHEMA_NAMES, schema_text, schema_url
from tests import write_releases

ROOT: Final = Path(__file__).parents[1]
DOCS: Final = ROOT / "docs"
CONFIG: Final = ROOT / "mkdocs.yml"
SITE: Final = ROOT / "site"
_LINK: Final = re.compile(r"\]\((?P<file>\.\./[^)#\s]*)(?P<heading>#[^)\s]*)?\)")
_FROM_DOCS: Final = re.compile(r"\]\(([\w-]+\.md)")  # a link of a rule, as docs/diagnostics.md has it
_LISTED: Final = re.compile(r"(?m)^(\| \[`([a-z0-9-]+)`\])\(#\2\)")
_CELL_CODE: Final = re.compile(r"`[^`\n]*`")
_FENCED: Final = re.compile(r"(?ms)^```.*?^```$")
_WITHIN: Final = {"CHANGELOG.md": "changelog.md", "README.md": "index.md"}  # files that are pages of the site
_SUBSCRIBE: Final = "Subscribe to new versions: [RSS]({0}rss.xml), [Atom]({0}atom.xml), [JSON Feed]({0}feed.json)."
_RELEASES: Final = "releases/"
_CSS_OUTSIDE: Final = re.compile(r"(?:@import\s+|url\()\s*[\"']?(?:https?:)?//[^\"')]*")


class _Loader(yaml.SafeLoader):
    """Reads mkdocs.yml, in which a tag names a function of Python."""


_Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda *_: None)


def config() -> dict[str, Any]:
    """What mkdocs.yml says."""
    found: dict[str, Any] = yaml.load(CONFIG.read_text(encoding="utf-8"), _Loader)  # noqa: S506 (a SafeLoader)
    return found


def site_url() -> str:
    """The address of the site."""
    return str(config()["site_url"])


def schema_path(name: str) -> str:
    """Where the site has the schema `name`: `schemas/settings-1.schema.json`."""
    return schema_url(name).removeprefix(site_url())


def linked(text: str, folder: str = "docs") -> str:
    """`text`, a page in `folder`, with links out of docs/ as the site has them."""

    schemas = {f"schemas/{name}.schema.json": schema_path(name) for name in SCHEMA_NAMES}

    def turn(found: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(folder, found["file"]))
        if target.startswith("docs/"):
            return found[0]
        if page := _WITHIN.get(target) or schemas.get(target):
            page = posixpath.relpath(posixpath.join("docs", page), folder)
            return f"]({page}{found['heading'] or ''})"
        kind = "tree" if (ROOT / target).is_dir() else "blob"
        return f"]({PROJECT_URL}/{kind}/main/{target}{found['heading'] or ''})"

    return _outside_code(text, lambda piece: _LINK.sub(turn, piece))


def piped(text: str) -> str:
    r"""`text` with `\|` as `|` in the code of tables: there Python-Markdown, unlike GitHub, shows the backslash."""
    rows = (
        _CELL_CODE.sub(lambda found: found[0].replace(r"\|", "|"), line) if line.startswith("| ") else line
        for line in text.split("\n")
    )
    return "\n".join(rows)


def _outside_code(text: str, change: Callable[[str], str]) -> str:
    """`text`, changed everywhere but in blocks of code."""
    made, end = [], 0
    for block in _FENCED.finditer(text):
        made += [change(text[end : block.start()]), block[0]]
        end = block.end()
    return "".join([*made, change(text[end:])])


def diagnostic(slug: str, rule: DiagnosticRule, section: str) -> str:
    """The page of a diagnostic."""
    explanation, fix = (_FROM_DOCS.sub(r"](../\1", text) for text in (rule.explanation, rule.fix))
    lines = [f"# {slug}", "", f"*{rule.level}: {rule.title}*", "", explanation, "", f"**Fix:** {fix}"]
    return "\n".join([*lines, "", f"All of [{section}](../diagnostics.md#{_anchor(section)}).", ""])


def _anchor(title: str) -> str:
    """The anchor of a heading."""
    return title.lower().replace(" ", "-")


def pages() -> Iterator[tuple[str, str]]:
    """Each page that MkDocs gets: its path and its text."""
    for file in [*sorted(DOCS.glob("*.md")), *sorted(DOCS.glob("generators/*.md"))]:
        text = linked(file.read_text(encoding="utf-8"), file.parent.relative_to(ROOT).as_posix())
        if file.name == "diagnostics.md":
            text = _LISTED.sub(r"\1(diagnostics/\2.md)", text)
        yield file.relative_to(DOCS).as_posix(), _outside_code(text, piped)
    for section, rules in SECTIONS.items():
        for slug, rule in rules.items():
            yield f"diagnostics/{slug}.md", diagnostic(slug, rule, section)
    head, break_, rest = write_releases.CHANGELOG.read_text(encoding="utf-8").partition("\n## ")
    yield "changelog.md", f"{head}\n{_SUBSCRIBE.format(_RELEASES)}\n{break_}{rest}"


def stage(folder: Path) -> None:
    """Write what MkDocs gets to `folder`."""
    docs = folder / "docs"
    shutil.copytree(DOCS, docs, ignore=lambda _, names: [name for name in names if name.endswith(".md")])
    for path, text in pages():
        file = docs / path
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (docs / "schemas").mkdir()
    for name in SCHEMA_NAMES:
        (docs / schema_path(name)).write_text(schema_text(name), encoding="utf-8")
    write_releases.write(write_releases.CHANGELOG.read_text(encoding="utf-8"), site_url(), docs / _RELEASES)
    shutil.copy(CONFIG, folder)


def loaded_from_elsewhere(folder: Path) -> Iterator[str]:
    """What pages and style sheets in `folder` load from other hosts: none of it is wanted."""
    for file in sorted(folder.rglob("*.html")):
        for element in html.parse(str(file)).getroot().iter("script", "link", "img", "iframe", "source", "video"):
            address = element.get("src") or (element.get("href") if element.tag == "link" else None) or ""
            is_told_only = element.tag == "link" and element.get("rel") in ("canonical", "alternate", "prev", "next")
            if re.match(r"(?:https?:)?//", address) and not is_told_only:
                yield f"{file.relative_to(folder)}: {address}"
    for file in sorted(folder.rglob("*.css")):
        for found in _CSS_OUTSIDE.findall(file.read_text(encoding="utf-8")):
            yield f"{file.relative_to(folder)}: {found}"


def main() -> None:
    """Build the site."""
    with tempfile.TemporaryDirectory() as folder:
        stage(Path(folder))
        command = [  # without --quiet: MkDocs then counts no warning, and --strict lets everything pass
            "build",
            "--strict",
            "--config-file",
            str(Path(folder, "mkdocs.yml")),
            "--site-dir",
            str(SITE),
        ]
        environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}  # an advertisement of the theme's makers
        if subprocess.run([sys.executable, "-m", "mkdocs", *command], check=False, env=environment).returncode:
            sys.exit("The site was not built: see the lines above.")
    if found := list(loaded_from_elsewhere(SITE)):
        sys.exit("\n".join(["The site loads from other hosts:", *found]))
    files = [file for file in SITE.rglob("*") if file.is_file()]
    size = sum(file.stat().st_size for file in files) / 1e6
    sys.stdout.write(f"site/: {len(files)} files, {size:.1f} MB. Open site/index.html.\n")


if __name__ == "__main__":
    main()
