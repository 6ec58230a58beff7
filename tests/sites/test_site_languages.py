"""A site in several languages: the feeds hold what the generator's own feed has, and a note counts the rest."""

import json
import shutil
from pathlib import Path

import pytest
from lxml import etree

from tests.cli.running import outfeed_here

SITES = Path(__file__).parent
NOTES = {
    "hugo-languages": "1 in en, 1 in ja; give a language settings of its own, with source: {include: ['**/*.ja.*']}",
    "zola": "1 in en; give a language settings of its own, with source: {include: ['**/*.en.*']}",
}


def links(out: Path) -> list[str]:
    """The addresses in the feed of the whole site."""
    return [each["url"] for each in json.loads((out / "feed.json").read_text(encoding="utf-8"))["items"]]


@pytest.mark.parametrize(("site", "note"), NOTES.items())
def test_posts_in_other_languages_are_counted(tmp_path: Path, site: str, note: str) -> None:
    shutil.copytree(SITES / site / "source", tmp_path / "site")

    made = outfeed_here("export", ".", "--out", "../out", "--keep-going", cwd=tmp_path / "site")

    (line,) = [each for each in made.err.splitlines() if "[languages-left-out]" in each]
    assert line == f".: note: posts in other languages are in no feed: {note} [languages-left-out]"
    assert not any("/en/" in each or "/ja/" in each for each in links(tmp_path / "out"))


@pytest.mark.parametrize("language", ["", "en", "ja"])
def test_each_feed_has_the_posts_of_hugos_own(tmp_path: Path, language: str) -> None:
    shutil.copytree(SITES / "hugo-languages" / "source", tmp_path / "site")
    include = f', "include": ["**/*.{language}.md"]' if language else ""
    (tmp_path / "site/outfeed.yaml").write_text(f'source: {{"path": .{include}}}\nout: ../out\n', encoding="utf-8")

    outfeed_here("export", cwd=tmp_path / "site")

    theirs = etree.parse(SITES / "hugo-languages" / "built" / language / "index.xml")
    assert links(tmp_path / "out") == [each.text for each in theirs.iterfind("channel/item/link")]


def test_a_folder_for_each_language(tmp_path: Path) -> None:
    settings = (
        'baseURL = "https://e.org/"\ndefaultContentLanguage = "en"\n[languages.en]\ncontentDir = "content/en"\n'
        '[languages.de]\ncontentDir = "content/de"\n'
    )
    (tmp_path / "hugo.toml").write_text(settings, encoding="utf-8")
    for language in ("en", "de"):
        file = tmp_path / "content" / language / "posts" / "a.md"
        file.parent.mkdir(parents=True)
        file.write_text("---\ntitle: A\ndate: 2024-01-02\n---\nText\n", encoding="utf-8")

    made = outfeed_here("export", ".", cwd=tmp_path)
    told = outfeed_here("validate", "--explain", "content/de/posts/a.md", cwd=tmp_path)
    (tmp_path / "outfeed.yaml").write_text("source: {path: ., include: ['content/de/**']}\n", encoding="utf-8")
    german = outfeed_here("export", "--out", "de", cwd=tmp_path)

    assert "1 in de; give a language settings of its own, with source: {include: ['content/de/**']}" in made.err
    assert links(tmp_path / "out") == ["https://e.org/posts/a/"]
    assert "not exported: it is in de, and no pattern of source.include names that language" in told.out
    assert "languages-left-out" not in german.err
    assert links(tmp_path / "de") == ["https://e.org/de/posts/a/"]
