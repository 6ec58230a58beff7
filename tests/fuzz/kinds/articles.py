"""Cases of articles: front matter, bodies, bytes."""

import re
from random import Random
from typing import Final

import yaml

from tests.fuzz import mutations, pieces, sites
from tests.fuzz.case import SECURED, SITE, Case, Command

_FLAGS: Final = ("--keep-going", "--drafts", "--strict", "--verbose", "--limit=1", "--as-of=2021-08-24", "--quiet")
_UNKNOWN: Final = {  # flags of an export that other commands lack
    "validate": ("--keep-going", "--drafts", "--verbose", "--limit=1", "--limit=0", "--as-of=2021-08-24", "--out=out"),
    "plan": ("--verbose", "--quiet"),
    "feeds": ("--verbose", "--quiet"),
}
_SECURED_LINE: Final = re.compile(rf'^secured: "{SECURED}"\r?$', re.MULTILINE)
_NAMES: Final = (
    "a.md",
    "b.markdown",
    "c.html",
    "ä.md",
    " .md",
    "-x.md",
    "a\nb.md",
    "\udcff.md",
    "\u202ea.md",
    "a b&c'\".md",
    "CON.md",
    "x" * 200 + ".md",
    "%2e%2e.md",
    "#.md",
    "[a].md",
    ".md.md",
)
_OTHERS: Final[tuple[Command, ...]] = (
    ("validate", "--jobs", "1"),
    ("validate", "--jobs", "1", "--diagnostics=json"),
    ("validate", "--jobs", "1", "--diagnostics=sarif"),
    ("validate", "--jobs", "1", "--diagnostics=github"),
    ("plan", "--exit-code", "--jobs", "1"),
    ("feeds", "--json", "--jobs", "1"),
    ("export", "--check", "--jobs", "1"),
    ("export", "--jobs", "1", "--no-cache", "--out", "other"),
    ("export", "--jobs", "1", "--no-cache", "--out", "other"),
    ("export", "--jobs", "2", "--no-cache", "--out", "other"),
)


def articles(chance: Random) -> Case:
    """Articles whose front matter is wrong in a few places."""

    def mutated() -> str:
        text = _seed(chance)
        for _ in range(chance.choice((1, 1, 2, 4))):
            text = mutations.of_yaml(text, chance)
        return text

    return _case(chance, [mutated().encode("utf-8", "surrogatepass") for _ in range(chance.choice((1, 2, 3)))])


def bodies(chance: Random) -> Case:
    """Articles with bodies of hostile markup, and fields of hostile text."""

    def made() -> str:
        front, _, _ = sites.article(chance.randrange(3)).rpartition("---\n")
        text = f"{front}---\n{pieces.body(chance)}"
        return mutations.of_yaml(text, chance) if chance.random() < 0.3 else text

    return _case(chance, [made().encode("utf-8", "replace") for _ in range(chance.choice((1, 2)))])


def encodings(chance: Random) -> Case:
    """Articles whose bytes were changed by what knows nothing of them."""

    def mutated() -> bytes:
        data = _seed(chance).encode() if chance.random() < 0.5 else chance.choice(sites.real_articles())
        for _ in range(chance.choice((1, 1, 2, 5))):
            data = mutations.of_bytes(data, chance)
        return data

    return _case(chance, [mutated() for _ in range(chance.choice((1, 2, 3)))])


def sequence(chance: Random, *flags: str) -> tuple[Command, ...]:
    """An export, the same again, and something that must agree with it."""
    export = ("export", "--jobs", "1", *flags)
    other = chance.choice(_OTHERS)
    known = [flag for flag in flags if flag not in _UNKNOWN.get(other[0], ())]
    agreeing = (other[0], *known, *other[1:])
    return (export, export, agreeing) if chance.random() < 0.8 else (agreeing, export)


def _seed(chance: Random) -> str:
    if chance.random() < 0.7:
        return sites.article(chance.randrange(3))
    return chance.choice(sites.real_articles()).decode()


def _case(chance: Random, written: list[bytes]) -> Case:
    text = chance.choice((sites.ONE_FEED, *[sites.ONE_FEED + "pages: false\n"] * 4, sites.MANY_FEEDS))
    files = sites.small(text, chance.choice((0, 1, 1, 2)))
    for number, data in enumerate(written):
        name = (
            chance.choice(_NAMES)
            if chance.random() < 0.2
            else f"m{number}{chance.choice(('.md', '.md', '.html', '.markdown'))}"
        )
        files[f"{SITE}/articles/{name}"] = data
    flags = [flag for flag in _FLAGS if chance.random() < (0.75 if flag == "--keep-going" else 0.1)]
    return Case("", 0, files, sequence(chance, *flags), all(_is_private(data) for data in written))


def _is_private(data: bytes) -> bool:
    """Whether SECURED stands in the front matter, under `secured`, and nowhere else."""
    text = data.decode(errors="replace")
    if text.count(SECURED) != 1 or not _SECURED_LINE.search(text):
        return SECURED not in text
    _, _, rest = text.partition("---\n")
    front, mark, _ = rest.partition("\n---\n")
    if not mark:
        return False
    try:
        value = yaml.load(front.replace("\r\n", "\n"), Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError, TypeError, AttributeError, LookupError, RecursionError):
        return False
    return isinstance(value, dict) and value.get("secured") == SECURED
