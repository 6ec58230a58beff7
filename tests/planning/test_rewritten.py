"""A new article under the id of an old one: who has the old one never sees it, so export and plan warn."""

from pathlib import Path

import pytest

from tests.cli.running import SITE, Ran, outfeed_here, post

RULE = "[article-rewritten]"


def write(folder: Path, *, day: str, title: str, body: str) -> None:
    """The one article of the site."""
    path = post(folder / "news", "a", title=title, publishedDateTime=f"{day}T10:00:00Z", topics="[x]")
    path.write_text(path.read_text(encoding="utf-8") + body, encoding="utf-8")


def told(ran: Ran) -> list[str]:
    return [line for line in (ran.out + ran.err).splitlines() if line.endswith(RULE)]


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """A site that is published."""
    settings = "site: {url: https://example.org/}\nfeeds: [{path: ''}, {path: 'topics/{topic}'}]\n"
    write(tmp_path, day="2017-05-01", title="Old post", body="The old text.\n")
    (tmp_path / "news/outfeed.yaml").write_text(settings, encoding="utf-8")
    assert outfeed_here("export", "news", *SITE, cwd=tmp_path).status == 0
    return tmp_path


class TestTold:
    """Another title, another text and a date far away."""

    def test_both_commands_warn_once_at_the_article(self, published: Path) -> None:
        write(published, day="2024-05-01", title="A new one", body="Other words.\n")

        planned, exported = (outfeed_here(command, "news", cwd=published) for command in ("plan", "export"))

        assert told(planned) == told(exported)
        [line] = told(exported)
        assert line.startswith("news/a.md:4:1: warning: id: its id ")
        assert '"Old post" of 2017-05-01' in line

    def test_a_strict_export_publishes_nothing(self, published: Path) -> None:
        before = (published / "out/rss.xml").read_bytes()
        write(published, day="2024-05-01", title="A new one", body="Other words.\n")

        ran = outfeed_here("export", "news", "--strict", cwd=published)

        assert (ran.status, (published / "out/rss.xml").read_bytes()) == (1, before)

    def test_once_it_is_published_nothing_is_told(self, published: Path) -> None:
        write(published, day="2024-05-01", title="A new one", body="Other words.\n")
        outfeed_here("export", "news", cwd=published)

        assert told(outfeed_here("export", "news", cwd=published)) == []


@pytest.mark.parametrize(
    ("day", "title", "body"),
    [
        ("2024-05-01", "Old post", "Other words.\n"),
        ("2024-05-01", "A new one", "The old text.\n"),
        ("2017-05-20", "A new one", "Other words.\n"),
    ],
)
def test_a_part_that_stayed_makes_it_the_same_article(published: Path, day: str, title: str, body: str) -> None:
    write(published, day=day, title=title, body=body)

    assert told(outfeed_here("plan", "news", cwd=published)) == []
    assert told(outfeed_here("export", "news", cwd=published)) == []
