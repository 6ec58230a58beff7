"""The part of docs/benchmarks.md that is generated, and the plot beside it."""

from pathlib import Path
from typing import Final

from benchmarks.results import Results
from benchmarks.suite import Suite
from benchmarks.table import table

DOCS: Final = Path(__file__).parent.parent / "docs"
BEGIN: Final = "<!-- benchmarks: begin; `python -m benchmarks --docs` writes what follows -->"
END: Final = "<!-- benchmarks: end -->"


def write(results: Results, suite: Suite, docs: Path = DOCS) -> Path:
    """Put the tables between the two comments of the page, which is made where there is none."""
    page = docs / "benchmarks.md"
    text = page.read_text(encoding="utf-8") if page.is_file() else f"# How fast it is\n\n{BEGIN}\n{END}\n"
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise SystemExit(f"docs/benchmarks.md: write the lines {BEGIN} and {END} where the tables belong")
    from benchmarks.plot import plot  # a large import that measuring does without

    plot(results, docs / "benchmarks.png")
    picture = "![Time and memory against the number of articles](benchmarks.png)"
    page.write_text(f"{before}{BEGIN}\n\n{table(results, suite)}\n{picture}\n\n{END}{after}", encoding="utf-8")
    return page
