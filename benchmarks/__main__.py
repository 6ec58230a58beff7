"""python -m benchmarks: generate, measure, print the tables."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from benchmarks import docs
from benchmarks.machine import machine, versions
from benchmarks.results import Results
from benchmarks.run import run, say
from benchmarks.suite import FULL, QUICK
from benchmarks.table import bar_table, table

WORK = Path(__file__).parent / ".work"


@click.command()
@click.option("--quick", is_flag=True, help="A few hundred articles: whether everything works, in three minutes.")
@click.option(
    "--only", multiple=True, metavar="NAME", help="Corpora or programs; may be given again: small-20000, hugo."
)
@click.option("--rounds", default=3, show_default=True, type=click.IntRange(min=1), help="Runs of each.")
@click.option(
    "--work", default=WORK, type=click.Path(path_type=Path, file_okay=False), help="Folder for everything made."
)
@click.option(
    "--before",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="OUTFEED",
    help="Measure another installed version beside this one: before/.venv/bin/outfeed.",
)
@click.option(
    "--from", "earlier", type=click.Path(path_type=Path, exists=True), help="Measure nothing; take this JSON."
)
@click.option(
    "--docs",
    "to_docs",
    is_flag=True,
    help="Write the tables in docs/benchmarks.md, the bars in benchmarks/README.md and the plot too.",
)
def main(
    *,
    quick: bool,
    only: tuple[str, ...],
    rounds: int,
    work: Path,
    before: Path | None,
    earlier: Path | None,
    to_docs: bool,
) -> None:
    """Measure Outfeed beside other programs, and print the tables.

    After each run results.json in the work folder is written, so Ctrl-C loses nothing; at the end, plot.png.
    """
    work = work.absolute()
    work.mkdir(parents=True, exist_ok=True)
    if earlier:
        results = Results.load(earlier)
    else:
        today = datetime.now(UTC).strftime("%Y-%m-%d")
        results = Results(date=today, machine=machine(), versions=versions(), quick=quick)
        try:
            suite, program = QUICK if quick else FULL, str(before.absolute()) if before else ""
            for _ in run(suite, work, results, rounds=rounds, only=only, before=program):
                results.save(work / "results.json")
        except KeyboardInterrupt:
            say("Interrupted; what was measured until now:")
    suite = QUICK if results.quick else FULL
    sys.stdout.write(f"{table(results)}\n{bar_table(results, suite)}")
    from benchmarks.plot import plot

    plot(results, work / "plot.png")
    if to_docs:
        say(f"{docs.write(results, suite)} is written")


main()
