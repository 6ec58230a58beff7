"""python -m benchmarks.feeds: what many feeds cost, by the number of feeds and of entries in them.

10,000 articles with five topics each; of few topics each has many articles, of many each has few. The articles are
read from the cache and the out folder is empty, so what is measured is choosing, writing, checking and publishing.
"""

import random
import shutil
import statistics
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import click

from benchmarks.corpus import SETTLED, set_times
from benchmarks.measure import measure

WORK: Final = Path(__file__).parent / ".work"
ARTICLES: Final = 10_000
TOPICS: Final = (20, 200, 2_000)
LIMITS: Final = (5, 50)
SETTINGS: Final = """\
site: {{title: Site, url: "https://example.org/"}}
feeds:
  - path: ""
  - path: topics/{{topic}}
    limit: {limit}
"""
LIMIT: Final = 1_800  # seconds


def make(folder: Path, topics: int) -> None:
    """Write the articles: the same bytes every time."""
    chance = random.Random(topics)  # noqa: S311 - no secret
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    sentence = "A network of a hundred layers learned to say the same thing in fewer words. "
    for number in range(ARTICLES):
        published = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=37 * number)
        names = ", ".join(f"Topic {each}" for each in sorted(chance.sample(range(topics), 5)))
        head = f"title: Article {number}\npublishedDateTime: {published:%Y-%m-%dT%H:%M:%SZ}\n"
        head += f"webUrl: https://example.org/{number}/\ntopics: [{names}]\n"
        text = f"---\n{head}---\n\n" + f"{sentence * 4}\n\n" * 3
        (folder / f"{number:05}.md").write_text(text, encoding="utf-8")
    set_times(folder, datetime.now(UTC).timestamp() - SETTLED)


def seconds(site: Path, limit: int, rounds: int) -> float:
    """How long an export into an empty out folder takes, with the articles in the cache; the median."""
    (site / "outfeed.yaml").write_text(SETTINGS.format(limit=limit), encoding="utf-8")
    line = [sys.executable, "-m", "exporters", "export", "--quiet"]
    taken = []
    for _ in range(rounds + 1):
        shutil.rmtree(site / "out", ignore_errors=True)
        done = measure(line, site.parent, cwd=site, env={"PYTHONPATH": str(Path(__file__).parents[1])}, limit=LIMIT)
        if done.status:
            raise SystemExit(done.output)
        taken.append(done.wall)
    return statistics.median(taken[1:])  # the first one fills the cache


def entries(site: Path) -> tuple[int, int, int]:
    """Feeds, entries and files that were written."""
    tables = list((site / "out").rglob("feed.csv"))
    files = sum(each.is_file() for each in (site / "out").rglob("*"))
    return len(tables), sum(each.read_bytes().count(b"\r\n") - 1 for each in tables), files


def rows(work: Path, rounds: int) -> Iterator[tuple[str, ...]]:
    """A row of the table for each number of topics and each limit."""
    for topics in TOPICS:
        site = work / f"feeds-{topics}"
        make(site, topics)
        for limit in LIMITS:
            taken = seconds(site, limit, rounds)
            feeds, count, files = entries(site)
            each = f"{taken / count * 1e6:,.0f} µs"
            yield f"{topics:,}", f"{limit}", f"{feeds:,}", f"{count:,}", f"{files:,}", f"{taken:.2f} s", each


@click.command()
@click.option("--rounds", default=3, show_default=True, type=click.IntRange(min=1), help="Runs of each.")
@click.option("--work", default=WORK, type=click.Path(path_type=Path, file_okay=False), help="Folder for everything.")
def main(*, rounds: int, work: Path) -> None:
    """Measure what many feeds cost, and print a table in Markdown."""
    heads = ("topics", "limit", "feeds", "entries", "files", "wall", "wall ÷ entries")
    click.echo(f"| {' | '.join(heads)} |\n|{'--:|' * len(heads)}")
    for row in rows(work.absolute(), rounds):
        click.echo(f"| {' | '.join(row)} |")


if __name__ == "__main__":
    main()
