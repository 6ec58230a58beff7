"""Two articles with one computed address are an error that names both; a part of a path without value vanishes."""

import json
from pathlib import Path
from typing import Final

import pytest

from tests.bodies.test_dividers import DOCUSAURUS, HEXO, HUGO, JEKYLL, MKDOCS, NIKOLA, ZOLA
from tests.cli.running import Ran, outfeed_here

DATED: Final = "---\ntitle: A\ndate: 2024-01-02\n"
TOML: Final = "+++\ntitle = 'A'\ndate = 2024-01-02\nslug = 'x'\n+++\nText\n"
ASTRO: Final = {
    "astro.config.mjs": "export default { site: 'https://example.org' };\n",
    "src/pages/blog/[slug].astro": "",
}
PELICAN: Final = "SITEURL = 'https://example.org'\nSITENAME = 'T'\nTIMEZONE = 'UTC'\n"
ELEVENTY: Final = "export default () => {};\n"
SITES: Final = {  # settings, two paths, and the front matter of both
    "jekyll": ({"_config.yml": JEKYLL}, "_posts/2024-01-02-a.md", "_posts/2024-01-03-b.md", f"{DATED}permalink: /x/\n"),
    "hugo": ({"hugo.toml": HUGO}, "content/posts/a.md", "content/posts/b.md", f"{DATED}slug: x\n"),
    "zola": ({"zola.toml": ZOLA}, "content/posts/a.md", "content/posts/b.md", TOML),
    "pelican": ({"pelicanconf.py": PELICAN}, "content/a.md", "content/b.md", "Title: A\nDate: 2024-01-02\nSlug: x\n\n"),
    "nikola": ({"conf.py": NIKOLA + "BLOG_AUTHOR = 'A'\n"}, "posts/a.md", "posts/b.md", f"{DATED}slug: x\n"),
    "hexo": (
        {"_config.yml": HEXO, "package.json": '{"dependencies": {"hexo": "1"}}'},
        "source/_posts/a.md",
        "source/_posts/b.md",
        f"{DATED}permalink: x/\n",
    ),
    "mkdocs": ({"mkdocs.yml": MKDOCS % ""}, "docs/blog/posts/a.md", "docs/blog/posts/b.md", DATED),
    "eleventy": ({"eleventy.config.js": ELEVENTY}, "a.md", "b.md", f"{DATED}permalink: /x/\n"),
    "astro": (ASTRO, "src/content/blog/a.md", "src/content/blog/b.md", f"{DATED}slug: x\n"),
    "docusaurus": ({"docusaurus.config.js": DOCUSAURUS}, "blog/a.md", "blog/b.md", f"{DATED}slug: x\n"),
    "obsidian": ({".obsidian/app.json": "{}"}, "a.md", "b.md", f"{DATED}permalink: x\n"),
    "plain": ({"outfeed.yaml": "source: {permalink: '/{slug}/'}\n"}, "a.md", "b.md", f"{DATED}slug: x\n"),
}


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def run(folder: Path, command: str, *flags: str) -> Ran:
    return outfeed_here(command, ".", "--site-url", "https://example.org/", "--jobs", "1", *flags, cwd=folder)


def ended(fields: str) -> str:
    return f"{fields}---\nText\n" if fields.startswith("---") else f"{fields}Text\n"


@pytest.mark.parametrize("dialect", SITES)
class TestShared:
    """One address that the rules of a generator make of two articles."""

    @pytest.fixture
    def paths(self, dialect: str, tmp_path: Path) -> tuple[str, str]:
        settings, one, other, fields = SITES[dialect]
        text = fields if fields.startswith("+++") else ended(fields)
        write(tmp_path, **settings, **{one: text, other: text})
        return one, other

    def told(self, ran: Ran, paths: tuple[str, str]) -> bool:
        """Whether one error names both."""
        lines = [line for line in (ran.err + ran.out).splitlines() if "[address-shared]" in line]
        return len(lines) == 1 and all(path in lines[0] for path in paths)

    def test_is_an_error_that_names_both(self, paths: tuple[str, str], tmp_path: Path) -> None:
        for command, flags in (("export", ()), ("export", ("--keep-going",)), ("validate", ()), ("plan", ())):
            ran = run(tmp_path, command, *flags)

            assert ran.status == 1, ran.err
            assert self.told(ran, paths), ran.err
        assert not (tmp_path / "out/feed.json").exists()

    def test_whatever_ids_they_have(self, dialect: str, paths: tuple[str, str], tmp_path: Path) -> None:
        for number, path in enumerate(paths):
            text = (tmp_path / path).read_text()
            line = {"zola": f"id = 'i{number}'", "pelican": f"Id: i{number}"}.get(dialect, f"id: i{number}")
            old = {"zola": "slug = 'x'", "pelican": "Slug: x"}.get(dialect, "title: A")
            (tmp_path / path).write_text(text.replace(old, f"{old}\n{line}"))

            assert self.told(run(tmp_path, "export", "--allow-new-ids"), paths)


class TestOneOfThem:
    """One of two articles with one address has an id of its own."""

    @pytest.mark.parametrize("id_of", ["a", "b"])
    def test_is_the_same_error(self, id_of: str, tmp_path: Path) -> None:
        fields = f"{DATED}slug: x\n"
        files = {f"content/posts/{name}.md": ended(fields) for name in "ab"}
        files[f"content/posts/{id_of}.md"] = ended(f"{fields}id: own\n")
        write(tmp_path, **{"hugo.toml": HUGO}, **files)

        for _ in "12":  # with a cache, too
            ran = run(tmp_path, "export")

            [line] = [each for each in ran.err.splitlines() if "[address-shared]" in each]
            assert "content/posts/a.md" in line
            assert "content/posts/b.md" in line

    def test_another_address_is_none(self, tmp_path: Path) -> None:
        write(
            tmp_path,
            **{
                "hugo.toml": HUGO,
                "content/posts/a.md": ended(f"{DATED}id: https://example.org/posts/b/\n"),
                "content/posts/c.md": ended(f"{DATED}id: own\n"),
            },
        )

        assert run(tmp_path, "export").status == 0


@pytest.mark.parametrize(
    ("settings", "file", "address"),
    [
        ({"outfeed.yaml": "source: {permalink: '/{category}/{slug}/'}\n"}, "a.md", "/a/"),
        ({"outfeed.yaml": "source: {permalink: '/x/{section}/{slug}.html'}\n"}, "a.md", "/x/a.html"),
        ({"outfeed.yaml": "source: {permalink: '/{category}/{slug}/'}\n", "hugo.toml": HUGO}, "content/p/a.md", "/a/"),
        (
            {"outfeed.yaml": "source: {permalink: '/b/{category}/{slug}'}\n", "_config.yml": JEKYLL},
            "_posts/2024-01-02-a.md",
            "/b/a",
        ),
        ({"_config.yml": f"{JEKYLL}permalink: /:categories/:title/\n"}, "_posts/2024-01-02-a.md", "/a/"),
        ({"_config.yml": f"{JEKYLL}permalink: /b/:categories/:title\n"}, "_posts/2024-01-02-a.md", "/b/a"),
        ({"hugo.toml": f"{HUGO}[permalinks]\nposts = '/b/:sections[1:]/:slug/'\n"}, "content/posts/a.md", "/b/a/"),
        ({"mkdocs.yml": MKDOCS % "post_url_format: '{categories}/{slug}'"}, "docs/blog/posts/a.md", "/blog/a/"),
    ],
)
def test_a_placeholder_without_value_takes_its_part_away(
    settings: dict[str, str], file: str, address: str, tmp_path: Path
) -> None:
    write(tmp_path, **settings, **{file: ended(DATED)})

    assert run(tmp_path, "export").status == 0
    [item] = json.loads((tmp_path / "out/feed.json").read_text())["items"]
    assert item["url"] == f"https://example.org{address}"
