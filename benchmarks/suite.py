"""Which corpora there are, and what runs on each."""

from dataclasses import dataclass
from typing import Final

from benchmarks.corpus import Corpus

SITUATIONS: Final = ("outfeed cold", "outfeed warm", "outfeed fresh mtimes", "outfeed one changed", "outfeed no cache")
OTHERS: Final = ("plain script, CSafeLoader", "hugo", "eleventy", "pelican")
SAFE: Final = "plain script, SafeLoader"
ALL: Final = (*SITUATIONS, "floor", SAFE, *OTHERS)
BLOG: Final = (*SITUATIONS, "floor", "hugo", "eleventy", "pelican")  # those that render Markdown
CURVE: Final = ("outfeed cold", "outfeed warm", "floor", SAFE, *OTHERS)  # enough for a point of the plot


@dataclass(frozen=True, kw_only=True)
class Suite:
    """The corpora by what they are for, since the bars speak of them; and what runs on each."""

    large: Corpus
    small: Corpus
    many: Corpus
    most: Corpus
    blog: Corpus
    plans: tuple[tuple[Corpus, tuple[str, ...]], ...]


def suite(few: int, large: int, fewer: int, small: int, many: int, most: int, blog: int) -> Suite:
    """Two sizes of large articles, four of small ones, a blog. Only Outfeed and the floor see the largest."""
    corpora = {
        "large": Corpus(kind="large", count=large),
        "small": Corpus(kind="small", count=small),
        "many": Corpus(kind="small", count=many),
        "most": Corpus(kind="small", count=most),
        "blog": Corpus(kind="blog", count=blog),
    }
    plans = (
        (Corpus(kind="large", count=few), CURVE),
        (corpora["large"], ALL),
        (Corpus(kind="small", count=fewer), CURVE),
        (corpora["small"], ALL),
        (corpora["many"], (*SITUATIONS, "floor", *OTHERS)),
        (corpora["blog"], BLOG),
        (corpora["most"], (*SITUATIONS[:3], "floor")),
    )
    return Suite(**corpora, plans=plans)


FULL: Final = suite(few=1000, large=5000, fewer=5000, small=20_000, many=100_000, most=1_000_000, blog=10_000)
QUICK: Final = suite(few=100, large=300, fewer=100, small=300, many=600, most=1200, blog=300)
