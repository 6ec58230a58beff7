"""Cases of published documents: edited, damaged, or another program's."""

from collections.abc import Callable
from random import Random
from typing import Final

from tests.fuzz import document_mutations, mutations, sites
from tests.fuzz.case import SITE, Case, Command

_OUT: Final = f"{SITE}/out"
_EXPORT: Final = ("export", "--jobs", "1")
_DOCUMENTS: Final = (
    "rss.xml",
    "atom.xml",
    "feed.json",
    "feed.csv",
    "topics/ai/atom.xml",
    "years/2021/rss.xml",
    "feeds.opml",
    "sitemap.xml",
    "index.html",
)


def published(chance: Random) -> Case:
    """Published documents that somebody edited, or that another program wrote."""
    files = dict(sites.exported(chance.choice((sites.ONE_FEED, sites.ONE_FEED, sites.MANY_FEEDS))))
    known = [name for name in (f"{_OUT}/{each}" for each in _DOCUMENTS) if name in files]
    for name in chance.sample(known, chance.choice((1, 1, 2, 3))):
        change: Callable[[bytes, Random], bytes] = (
            document_mutations.of_json_text
            if name.endswith("json")
            else document_mutations.of_tags
            if name.endswith("xml")
            else mutations.of_bytes
        )
        for _ in range(chance.choice((1, 1, 2))):
            files[name] = (mutations.of_bytes if chance.random() < 0.3 else change)(files[name], chance)
    if chance.random() < 0.3:
        del files[f"{_OUT}/manifest.json"]
    flags: tuple[str, ...] = ()
    if chance.random() < 0.4:
        files = sites.moved(files, f"{_OUT}/", f"{SITE}/before/")
        flags = ("--against", "before")
    if chance.random() < 0.3:
        number = chance.randrange(3)
        name = f"{SITE}/articles/{number}.md"
        files[name] = mutations.of_yaml(files[name].decode(), chance).encode("utf-8", "replace")
    more = tuple(flag for flag in ("--adopt", "--allow-new-ids", "--keep-going") if chance.random() < 0.5)
    first: Command = chance.choice(
        (
            ("plan", "--jobs", "1"),
            ("plan", "--jobs", "1", "--json"),
            ("plan", "--jobs", "1", "--all"),
            ("export", "--check", "--jobs", "1"),
        )
    )
    again = () if flags else (_EXPORT + more,)
    return Case("", 0, files, (first + flags, _EXPORT + flags + more, *again), is_private=False)
