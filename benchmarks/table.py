"""The tables, in Markdown: the bars, and every corpus."""

from collections.abc import Iterator, Sequence

from benchmarks.bars import Bar, bars
from benchmarks.results import Results
from benchmarks.suite import Suite

VERDICTS = {True: "met", False: "**not met**", None: "not measured"}


def table(results: Results) -> str:
    """Return the tables of every corpus, with machine, date and versions above them."""
    return "\n".join([*_head(results), *_corpora(results)]) + "\n"


def bar_table(results: Results, suite: Suite) -> str:
    """Return the bars, and whether the figures keep them."""
    return "\n".join(_bars(bars(results, suite), judged=not results.quick)) + "\n"


def _head(results: Results) -> Iterator[str]:
    about = results.machine
    yield (
        f"- {results.date}: {about['processor']}, {about['cores']} cores, {about['memory']} of memory, "
        f"{about['system']}, Python {about['Python']}."
    )
    yield "- Versions: " + ", ".join(f"{name} {number}" for name, number in results.versions.items()) + "."
    for name, reason in results.missing.items():
        yield f"- Not measured: {name} ({reason})."
    if results.quick:
        yield "- A quick run: so few articles say that everything works, and nothing about the bars."


def _bars(all_bars: Iterator[Bar], *, judged: bool) -> Iterator[str]:
    rows = [
        (
            bar.claim,
            ""
            if bar.seen is None
            else f"{bar.seen:,.3g}{bar.unit}"
            if bar.seen < 100
            else f"{bar.seen:,.0f}{bar.unit}",
            f"{'at least' if bar.least else 'at most'} {bar.limit:.3g}{bar.unit}",
            VERDICTS[bar.met] if judged else "",
        )
        for bar in all_bars
    ]
    return markdown(("what", "seen", "bar", ""), rows, right=(1,))


def _corpora(results: Results) -> Iterator[str]:
    for corpus in results.corpora():
        rows = [_row(results, corpus, subject) for subject in results.subjects(corpus)]
        kind, _, count = corpus.partition("-")
        title = f"{int(count):,} {kind} articles" if count else "How long programs take to begin"
        yield from ("", f"### {title}", "")
        heads = ("", "wall", "least–most", "CPU", "peak memory", "time ÷ first row", "memory ÷ first row", "rounds")
        yield from markdown(heads, rows, right=range(1, 8))


def _row(results: Results, corpus: str, subject: str) -> tuple[str, ...]:
    first = results.typical(corpus, results.subjects(corpus)[0])
    seen = results.typical(corpus, subject)
    if seen is None:
        return (subject, results.of(corpus, subject)[-1].problem, "", "", "", "", "", "0")
    ratios = ("", "") if first is None else (f"{seen.wall / first.wall:.2f}×", f"{seen.peak / first.peak:.2f}×")
    spread = f"{_seconds(seen.least)}–{_seconds(seen.most)}" if seen.rounds > 1 else ""
    measured = (_seconds(seen.wall), spread, _seconds(seen.cpu), f"{seen.peak / 1e6:,.0f} MB")
    return (subject, *measured, *ratios, str(seen.rounds))


def _seconds(value: float) -> str:
    return f"{value * 1000:.0f} ms" if value < 1 else f"{value:,.2f} s" if value < 100 else f"{value:,.0f} s"


def markdown(heads: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int]) -> Iterator[str]:
    """Yield the lines of a table whose columns also line up in a terminal; `right` are the columns of numbers."""
    widths = [max(len(row[at]) for row in (heads, *rows)) for at in range(len(heads))]

    def line(cells: Sequence[str]) -> str:
        padded = (
            cell.rjust(width) if at in right else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(cells, widths, strict=True))
        )
        return f"| {' | '.join(padded)} |"

    yield line(heads)
    yield "|" + "|".join("-" * (width + 1) + (":" if at in right else "-") for at, width in enumerate(widths)) + "|"
    yield from map(line, rows)
