"""python -m benchmarks.beside: what a running `outfeed serve` costs an export of the same site.

In each round an article gets another title, and an export follows: once with a preview beside it, which has built by
then, and once without. The order changes from round to round.
"""

# mypy: disable-error-code="import-untyped,import-not-found"

import shutil
import statistics
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click

from benchmarks.corpus import SETTLED, Corpus, set_times, write
from benchmarks.measure import ENVIRONMENT, Measured, measure
from benchmarks.outfeed import OUTFEED
from benchmarks.reload import SETTLES, WORK

LIMIT: Final = 600.0  # seconds


class EditedSite:
    """A copy of the articles, which are edited and exported."""

    def __init__(self, corpus: Corpus, folder: Path) -> None:
        """Copy `corpus` to `folder`, and export it once."""
        self._corpus, self._folder, self._turn = corpus, folder, 0
        articles = folder / "articles"
        self.flags = [str(articles), "--site-url", "https://example.org/", "--limit", "0", "--out", str(folder / "out")]
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(corpus.make(folder.parent), articles)
        set_times(articles, time.time() - SETTLED)
        self.export()

    def export(self) -> Measured:
        """Edit an article, wait for what watches it, export."""
        self._turn += 1
        path, data = self._corpus.file(101 * self._turn % self._corpus.count)
        write(f"{self._folder}/articles/{path}", data.replace(b'\ntitle: "', b'\ntitle: "Edit %d: ' % self._turn, 1))
        time.sleep(2 * SETTLES)
        done = measure([OUTFEED, "export", *self.flags], self._folder, cwd=self._folder, env={}, limit=LIMIT)
        if done.status or "without" in done.output:  # without a cache
            raise SystemExit(done.output)
        return done

    @contextmanager
    def preview(self) -> Iterator[None]:
        """A preview of the site."""
        line = [OUTFEED, "serve", *self.flags, "--port", "0"]
        process = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=ENVIRONMENT)  # noqa: S603 - our own command
        try:
            if process.stdout is None or not process.stdout.readline():
                message = "outfeed serve does not start"
                raise SystemExit(message)
            yield
        finally:
            process.terminate()
            process.wait()


@click.command()
@click.option("--rounds", default=9, show_default=True, type=click.IntRange(min=1), help="Exports of each kind.")
@click.option("--work", default=WORK, type=click.Path(path_type=Path, file_okay=False), help="Folder for everything.")
def main(*, rounds: int, work: Path) -> None:
    """Measure exports with and without a preview beside them."""
    site = EditedSite(Corpus(kind="large", count=5_000), work.absolute() / "beside")
    found: dict[str, list[Measured]] = {"alone": [], "beside a preview": []}
    for turn in range(rounds):
        for name in list(found)[:: -1 if turn % 2 else 1]:
            if name == "alone":
                found[name].append(site.export())
            else:
                with site.preview():
                    found[name].append(site.export())
    click.echo("| export | wall, median | least | processor, median |\n|---|--:|--:|--:|")
    for name, every in found.items():
        walls, processor = [each.wall for each in every], statistics.median(each.cpu for each in every)
        click.echo(f"| {name} | {statistics.median(walls):.2f} s | {min(walls):.2f} s | {processor:.2f} s |")


if __name__ == "__main__":
    main()
