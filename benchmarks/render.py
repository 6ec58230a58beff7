"""`python -m benchmarks.render`: how long a program waits for a document of articles that it has in memory."""

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from benchmarks import prose
from benchmarks.article import HTML
from benchmarks.dice import Dice
from exporters import render

SITE: Final = {"title": "Site", "url": "https://example.org/", "language": "en"}
COUNTS: Final = (10, 50, 500)  # articles
ROUNDS: Final = 20
FIRST: Final = datetime(2024, 1, 1, tzinfo=UTC)


def article(number: int) -> dict[str, Any]:
    """An article as a program has it: its body is HTML of a few paragraphs."""
    dice = Dice(number)
    said = [prose.excerpt(dice) for _ in range(4)]
    return {
        "id": f"post-{number}",
        "title": prose.headline(dice),
        "webUrl": f"/posts/{number}/",
        "excerpt": prose.excerpt(dice),
        "publishedDateTime": FIRST + timedelta(hours=number),
        "topics": ["AI", "Chips"],
        "content_html": HTML.format(said[0], said[1], number, said[2], said[3]),
    }


def fastest(work: Callable[[], object]) -> float:
    """The shortest of some rounds, in milliseconds of this process: it waits for nothing, so that is all the time."""
    times = []
    for _ in range(ROUNDS):
        begin = time.process_time()
        work()
        times.append(time.process_time() - begin)
    return 1000 * min(times)


def main() -> None:
    """Print a table: a row for each format, milliseconds for so many articles."""
    sys.stdout.write(f"{'':6}" + "".join(f"{count:>10,}" for count in COUNTS) + "\n")
    for name in ("rss", "atom", "json", "csv"):
        cells = []
        for count in COUNTS:
            articles = [article(number) for number in range(count)]
            render(SITE, articles, name)  # loads what it takes
            cells.append(f"{fastest(lambda: render(SITE, articles, name)):>7.1f} ms")  # noqa: B023 - called at once
        sys.stdout.write(f"{name:6}{''.join(cells)}\n")


if __name__ == "__main__":
    main()
