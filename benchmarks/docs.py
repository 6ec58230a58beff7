"""The parts of docs/benchmarks.md and benchmarks/README.md that are generated, and the plot."""

from pathlib import Path
from typing import Final

from benchmarks.results import Results
from benchmarks.suite import Suite
from benchmarks.table import bar_table, table

HERE: Final = Path(__file__).parent
DOCS: Final = HERE.parent / "docs"
PICTURE: Final = "![Time and memory against the number of articles](benchmarks.png)"


def write(results: Results, suite: Suite, docs: Path = DOCS, bars: Path = HERE / "README.md") -> Path:
    """Write tables and plot to `docs`, and the bars to the page `bars`; return the page of the tables."""
    from benchmarks.plot import plot  # a large import that measuring does without

    page = docs / "benchmarks.md"
    has_plot = plot(results, docs / "benchmarks.png")
    replace(page, "benchmarks", f"{table(results)}\n{PICTURE}\n" if has_plot else table(results))
    replace(bars, "bars", bar_table(results, suite))
    return page


def replace(page: Path, name: str, text: str, command: str = "python -m benchmarks --docs") -> None:
    """Put `text` between the two comments of `page` that `name` what is generated, and the command that does it."""
    begin = f"<!-- {name}: begin; `{command}` writes what follows -->"
    end = f"<!-- {name}: end -->"
    before, has_begin, rest = page.read_text(encoding="utf-8").partition(begin)
    _, has_end, after = rest.partition(end)
    if not has_begin or not has_end:
        raise SystemExit(f"{page}: write the lines {begin} and {end} where the text belongs")
    page.write_text(f"{before}{begin}\n\n{text}\n{end}{after}", encoding="utf-8")
