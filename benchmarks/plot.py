"""The plot: time and peak memory against the number of articles."""

# mypy: disable-error-code="import-untyped,import-not-found"

from pathlib import Path
from typing import Final

import matplotlib as mpl
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.ticker import LogLocator

from benchmarks.results import Results
from benchmarks.suite import SAFE

mpl.use("agg")

LINES: Final = {
    "outfeed cold": ("#d62728", "-"),
    "outfeed warm": ("#ff9896", "-"),
    "floor": ("#7f7f7f", ":"),
    "hugo": ("#1f77b4", "--"),
    "eleventy": ("#2ca02c", "--"),
    "pelican": ("#9467bd", "--"),
    "plain script, CSafeLoader": ("#8c564b", "-."),
    SAFE: ("#bcbd22", "-."),
}


def plot(results: Results, path: Path) -> bool:
    """Write a PNG: a row for large articles and one for small ones, both axes logarithmic.

    Return False, and write none, if no kind has two counts.
    """
    kinds = [kind for kind in ("large", "small") if len(_counts(results, kind)) > 1]
    if not kinds:
        return False
    figure, rows = plt.subplots(len(kinds), 2, figsize=(12, 4.6 * len(kinds)), squeeze=False, layout="constrained")
    for kind, (time, memory) in zip(kinds, rows, strict=True):
        for subject, (colour, style) in LINES.items():
            seen = [(count, results.typical(f"{kind}-{count}", subject)) for count in _counts(results, kind)]
            points = [(count, each.wall, each.peak / 1e6) for count, each in seen if each is not None]
            if points:
                counts, walls, peaks = zip(*points, strict=True)
                time.plot(counts, walls, style, color=colour, marker="o", label=subject)
                memory.plot(counts, peaks, style, color=colour, marker="o", label=subject)
        _dress(time, f"{kind.capitalize()} articles: wall time, seconds", _counts(results, kind))
        _dress(memory, f"{kind.capitalize()} articles: peak memory, MB", _counts(results, kind))
    figure.legend(*rows[-1][0].get_legend_handles_labels(), loc="outside lower center", ncols=4, frameon=False)
    about = results.machine
    figure.suptitle(
        f"{results.date}: {about['processor']}, {about['cores']} cores, Python {about['Python']}", fontsize=10
    )
    figure.savefig(path, dpi=110, metadata={"Software": None})
    plt.close(figure)
    return True


def _counts(results: Results, kind: str) -> list[int]:
    return sorted(int(name.partition("-")[2]) for name in results.corpora() if name.startswith(f"{kind}-"))


def _dress(axes: Axes, title: str, counts: list[int]) -> None:
    axes.set_title(title, fontsize=11)
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xticks(counts, [f"{count:,}" for count in counts])
    axes.minorticks_off()
    axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,g}")
    axes.grid(visible=True, alpha=0.3)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
