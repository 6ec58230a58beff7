"""Folders that are one, however they are spelled: a link to the out folder is the out folder."""

from pathlib import Path

import pytest

from tests.cli.running import SITE, outfeed_here, post


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The current folder of a run, with two articles in `news`, and a link to each folder."""
    for name in ("a", "b"):
        post(tmp_path / "news", name)
    (tmp_path / "out").mkdir()
    for name in ("news", "out"):
        (tmp_path / f"{name}-link").symlink_to(name)
    return tmp_path


def status(folder: Path, *words: str) -> int:
    """The status of an export."""
    return outfeed_here("export", *words, *SITE, "--quiet", cwd=folder).status


@pytest.mark.parametrize("command", ["export", "validate", "plan"])
def test_diagnostics_are_not_published_by_way_of_a_link(site: Path, command: str) -> None:
    (site / "to").symlink_to("out/x.json")
    (site / "out/from").symlink_to("../x.json")

    for name in ("out-link/x.json", "to", "out-link/../out/x.json", "out/from"):
        ran = outfeed_here(command, "news", *SITE, "--diagnostics", f"json={name}", cwd=site)
        assert (ran.status, "would lie in the out folder" in ran.err) == (2, True)

    assert [path.name for path in (site / "out").iterdir()] == ["from"]


def test_ids_are_not_published_by_way_of_a_link(site: Path) -> None:
    ran = outfeed_here("plan", "news", *SITE, "--write-ids", "out-link/ids.yaml", cwd=site)

    assert (ran.status, "would lie in the out folder" in ran.err) == (2, True)


@pytest.mark.parametrize(("out", "cache"), [("out", "out-link/c"), ("out", "out-link"), ("out-link", "out/c")])
def test_a_cache_is_not_published_by_way_of_a_link(site: Path, out: str, cache: str) -> None:
    ran = outfeed_here("export", "news", *SITE, "--out", out, "--cache", cache, cwd=site)

    assert (ran.status, "cache-in-out" in ran.err) == (2, True)
    assert list((site / "out").iterdir()) == []


def test_the_usual_cache_is_not_published_by_way_of_a_link(site: Path) -> None:
    assert status(site, "news", "--out", "news-link") == 0

    assert not (site / "news/.outfeed").exists()


@pytest.mark.parametrize("source", ["news", "news-link"])
@pytest.mark.parametrize("out", ["news", "news-link"])
def test_pages_among_the_articles_are_no_articles(site: Path, source: str, out: str) -> None:
    assert status(site, "news", "--out", "news") == 0

    assert status(site, source, "--out", out) == 0


@pytest.mark.parametrize("source", ["news/sub", "news-link/sub", "news/sub/index.html"])
def test_pages_below_are_no_articles_either(site: Path, source: str) -> None:
    post(site / "news/sub", "c")
    settings = "site: {title: T, url: https://example.org/}\nout: .\nfeeds: [{path: ''}, {path: sub}]\n"
    (site / "news/outfeed.yaml").write_text(settings)
    assert outfeed_here("export", "news", "--quiet", cwd=site).status == 0

    ran = outfeed_here("validate", source, "--config", "news/outfeed.yaml", cwd=site)

    assert "front-matter-missing" not in ran.out


def test_no_article_is_adopted_by_way_of_a_link(site: Path) -> None:
    article = (site / "news/a.md").read_text()
    (site / "news/index.html").write_text(article)

    assert status(site, "news", "--out", "news-link", "--adopt") == 3

    assert (site / "news/index.html").read_text() == article
