"""python -m benchmarks.steps: where the time of a cold export goes, step by step.

One process exports the articles, in all four formats; `sampler.py` looks where it is, some hundred times a second.
"""

import json
import shutil
import sys
from collections import Counter
from pathlib import Path
from statistics import median
from typing import Final

import click

from benchmarks import sampler
from benchmarks.corpus import Corpus
from benchmarks.docs import replace
from benchmarks.measure import measure
from benchmarks.table import markdown

WORK: Final = Path(__file__).parent / ".work"
ROOT: Final = Path(__file__).parents[1]
CORPORA: Final = {  # with the head of the column
    "large, 27 KB": Corpus(kind="large", count=1000),
    "small, 1.3 KB": Corpus(kind="small", count=5000),
    "blog, 6 KB of Markdown": Corpus(kind="blog", count=1000),
}
ORDER: Final = list(dict.fromkeys([*sampler.STEPS.values(), sampler.BEGINNING, sampler.REST]))
TOGETHER: Final = "together"
LIMIT: Final = 1_800.0  # seconds


def steps(corpus: Corpus, work: Path) -> dict[str, float]:
    """Return how many seconds of processor time each step of one export takes."""
    site, report = work / "steps", work / "steps.json"
    shutil.rmtree(site, ignore_errors=True)
    flags = ["--site-url", "https://example.org/", "--limit", "0", "--jobs", "1", "--quiet"]
    folders = ["--out", str(site / "out"), "--cache", str(site / "cache")]
    line = [sys.executable, sampler.__file__, str(report), "export", str(corpus.make(work)), *flags, *folders]
    done = measure(line, work, cwd=None, env={"PYTHONPATH": str(ROOT)}, limit=LIMIT)
    if done.status:
        raise SystemExit(done.output)
    seen = Counter[str](json.loads(report.read_text(encoding="utf-8")))
    return {name: done.cpu * seen[name] / seen.total() for name in ORDER}


def table(work: Path, rounds: int) -> str:
    """Return the table: microseconds of an article, and the share of each step."""
    columns = [_column(corpus, [steps(corpus, work) for _ in range(rounds)]) for corpus in CORPORA.values()]
    rows = [(name, *(column[name] for column in columns)) for name in [*ORDER, TOGETHER]]
    return "\n".join(markdown(("step", *CORPORA), rows, right=range(1, len(CORPORA) + 1)))


def _column(corpus: Corpus, exports: list[dict[str, float]]) -> dict[str, str]:
    typical = {name: median(export[name] for export in exports) / corpus.count * 1e6 for name in ORDER}
    total = sum(typical.values())
    return {name: f"{taken:,.0f} ({taken / total:.0%})" for name, taken in typical.items()} | {
        TOGETHER: f"{total:,.0f}"
    }


@click.command()
@click.option("--rounds", default=3, show_default=True, type=click.IntRange(min=1), help="Exports of each corpus.")
@click.option("--work", default=WORK, type=click.Path(path_type=Path, file_okay=False), help="Folder for everything.")
@click.option("--docs", "to_docs", is_flag=True, help="Write the table in docs/benchmarks.md too.")
def main(*, rounds: int, work: Path, to_docs: bool) -> None:
    """Measure where the time of a cold export goes, and print a table in Markdown."""
    work = work.absolute()
    work.mkdir(parents=True, exist_ok=True)
    text = table(work, rounds)
    click.echo(text)
    if to_docs:
        replace(ROOT / "docs" / "benchmarks.md", "steps", f"{text}\n", command="python -m benchmarks.steps --docs")


if __name__ == "__main__":
    main()
