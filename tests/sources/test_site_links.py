"""Settings and data of a generator that are links: those that lead out of the site are not read."""

from pathlib import Path

import pytest

from tests.cli.running import Ran, outfeed_here

_FILES = {
    "jekyll": {
        "_config.yml": "url: https://example.org\n",
        "_posts/2024-01-02-a.md": "---\ntitle: A\nauthor: ada\n---\nB\n",
    },
    "hugo": {
        "hugo.toml": 'baseURL = "https://example.org/"\n',
        "content/_index.md": "+++\n+++\n",
        "content/posts/a.md": "---\ntitle: A\ndate: 2024-01-02\n---\nB\n",
    },
    "eleventy": {
        ".eleventy.js": "",
        "posts/a.md": "---\ntitle: A\ndate: 2024-01-02\n---\nB\n",
    },
}
_ELSEWHERE = {
    "jekyll": ("_data/authors.yml", "ada: {name: Secret}\n"),
    "hugo": ("content/posts/_index.md", "---\ncascade: {author: Secret, title: Secret, tags: [Secret]}\n---\n"),
    "eleventy": ("posts/posts.json", '{"tags": ["Secret"]}'),
}


@pytest.fixture(params=sorted(_FILES))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def export(folder: Path, name: str, target: Path) -> tuple[Ran, str]:
    """What an export says, and its feeds, where a data file is a link to `target`."""
    for path, text in _FILES[name].items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    link, text = _ELSEWHERE[name]
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text)
    (folder / link).parent.mkdir(parents=True, exist_ok=True)
    (folder / link).symlink_to(target)
    made = outfeed_here(
        "export", ".", "--site-url", "https://example.org", "--permalink", "/{slug}/", "--out", "feeds", cwd=folder
    )
    return made, (folder / "feeds/atom.xml").read_text() if (folder / "feeds/atom.xml").exists() else ""


def test_data_outside_of_the_site_is_not_read(tmp_path: Path, name: str) -> None:
    made, feed = export(tmp_path / "site", name, tmp_path / "private" / Path(_ELSEWHERE[name][0]).name)

    assert made.status == 0
    assert "<title>A</title>" in feed
    assert "Secret" not in feed
    assert made.err.count("[site-link-outside]") == 1
    assert f"{_ELSEWHERE[name][0]}: warning: a link that leads out of the folder of the site" in made.err


def test_a_link_within_the_site_is_read(tmp_path: Path, name: str) -> None:
    made, feed = export(tmp_path / "site", name, tmp_path / "site/_shared" / Path(_ELSEWHERE[name][0]).name)

    assert made.status == 0
    assert "Secret" in feed
    assert "site-link-outside" not in made.err


def test_settings_outside_of_the_site_give_neither_title_nor_generator(tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "_posts").mkdir(parents=True)
    (site / "_posts/2024-01-02-a.md").write_text("---\ntitle: A\ndate: 2024-01-02\n---\nB\n")
    (tmp_path / "other").mkdir()
    (tmp_path / "other/_config.yml").write_text("title: Secret\nurl: https://example.org\n")
    (site / "_config.yml").symlink_to(tmp_path / "other/_config.yml")

    made = outfeed_here("export", "_posts", "--site-url", "https://example.org", "--permalink", "/{slug}/", cwd=site)

    assert made.err.count("[site-link-outside]") == 1
    assert "jekyll" not in made.out
    assert not [each for each in site.rglob("*.xml") if "Secret" in each.read_text()]


def test_an_article_that_is_a_link_is_read_as_one_in_a_folder_that_is_a_link(tmp_path: Path) -> None:
    site, other = tmp_path / "site", tmp_path / "other"
    (site / "_posts").mkdir(parents=True)
    other.mkdir()
    (site / "_config.yml").write_text("url: https://example.org\n")
    (other / "2024-01-02-a.md").write_text("---\ntitle: A\n---\nB\n")
    (site / "_posts/2024-01-02-a.md").symlink_to(other / "2024-01-02-a.md")
    (site / "_posts/more").symlink_to(other, target_is_directory=True)

    made = outfeed_here("validate", "--explain", "_posts/2024-01-02-a.md", cwd=site)
    folder = outfeed_here("validate", "--explain", "_posts/more/2024-01-02-a.md", cwd=site)

    assert made.out.startswith("_posts/2024-01-02-a.md: exported")
    assert folder.out.startswith("_posts/more/2024-01-02-a.md: exported")
