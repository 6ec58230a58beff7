"""The bars: what Outfeed promises about speed and memory, and whether the figures keep it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks.corpus import Corpus
from benchmarks.results import Results, Typical
from benchmarks.suite import SAFE, Suite

PLAIN_C = "plain script, CSafeLoader"
TOOLS = ("hugo", "eleventy", "pelican")


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One promise."""

    claim: str
    seen: float | None  # nothing where one side is missing
    limit: float
    least: bool = False  # the limit is the least that is wanted, else the most
    unit: str = "×"

    @property
    def met(self) -> bool | None:
        """Whether it is kept; nothing where nobody knows."""
        if self.seen is None:
            return None
        return self.seen >= self.limit if self.least else self.seen <= self.limit


def bars(results: Results, suite: Suite) -> Iterator[Bar]:
    """All of them, in the order of the table."""

    def ratio(over: tuple[str, str], under: tuple[str, str], part: Callable[[Typical], float]) -> float | None:
        top, bottom = results.typical(*over), results.typical(*under)
        return None if top is None or bottom is None else part(top) / part(bottom)

    def faster(corpus: Corpus, other: str, limit: float, scenario: str = "cold") -> Bar:
        seen = ratio((corpus.name, other), (corpus.name, f"outfeed {scenario}"), _wall)
        return Bar(claim=f"{_named(corpus)}, {scenario}: faster than {other}", seen=seen, limit=limit, least=True)

    def within(corpus: Corpus, scenario: str, other: str, limit: float) -> Bar:
        seen = ratio((corpus.name, f"outfeed {scenario}"), (corpus.name, other), _wall)
        return Bar(claim=f"{_named(corpus)}, {scenario}: time of {other}", seen=seen, limit=limit)

    large, small, many, most = suite.large, suite.small, suite.many, suite.most
    yield faster(large, SAFE, 60)
    yield faster(large, PLAIN_C, 20)
    yield from (faster(large, tool, 5) for tool in TOOLS)
    memory = ratio((large.name, "outfeed cold"), (large.name, "hugo"), _peak)
    yield Bar(claim=f"{_named(large)}, cold: memory of hugo", seen=memory, limit=1 / 3)
    yield from (faster(small, other, 5) for other in (PLAIN_C, *TOOLS))
    for scenario, limit in (("cold", 2), ("warm", 10)):
        yield from (faster(suite.blog, tool, limit, scenario) for tool in TOOLS)
    for corpus in (large, small, many, most):
        yield within(corpus, "warm", "floor", 3)
        yield within(corpus, "fresh mtimes", "floor", 3)
        if corpus is not most:
            yield within(corpus, "one changed", "outfeed warm", 1.2)
    last = results.typical(most.name, "outfeed cold")
    peak = None if last is None else last.peak / 1e6
    yield Bar(claim=f"{_named(most)}, cold: peak memory", seen=peak, limit=500, unit=" MB")
    cold = (most.name, "outfeed cold"), (many.name, "outfeed cold")
    yield Bar(claim=f"{_named(most)}, cold: memory of {many.count:,}", seen=ratio(*cold, _peak), limit=1.5)
    yield Bar(claim=f"{_named(most)}, cold: time of {many.count:,}", seen=ratio(*cold, _wall), limit=11)
    for command in ("outfeed --version", "outfeed export --help"):
        seen = ratio(("beginning", command), ("beginning", "python -c 'import click'"), _wall)
        yield Bar(claim=f"{command}: time of python -c 'import click'", seen=seen, limit=2)


def _wall(typical: Typical) -> float:
    return typical.wall


def _peak(typical: Typical) -> float:
    return typical.peak


def _named(corpus: Corpus) -> str:
    return f"{corpus.count:,} {corpus.kind}"
