"""Cases of documents for `outfeed lint`: of every format that it judges, each with a few changes."""

from functools import cache
from pathlib import Path
from random import Random
from typing import Final

from exporters.lint.profiles.profile import profile_names
from tests.fuzz import document_mutations, mutations
from tests.fuzz.case import SITE, Case
from tests.lint.test_lint_cases import CASES, document

_TESTS: Final = Path(__file__).parents[2]
_FOLDERS: Final = ("golden", "lint/golden", "sites")  # besides the cases of rules
_SUFFIXES: Final = frozenset({".xml", ".rss", ".atom", ".rdf", ".opml", ".json", ".csv"})
_MOST_BYTES: Final = 60_000  # of a document before it is changed
_LONGEST: Final = 200_000  # bytes of a document that is changed once more: some changes make it 200 times as long
_AT_ONCE: Final = 20  # documents of a case: a process for each would take longer than its document
_FLAGS: Final = (
    *((), (), ("--verbose",), ("--quiet",), ("--together",), ("--fix",), ("--fix", "--write")),
    *((f"--diagnostics={form}",) for form in ("json", "sarif", "github", "junit")),
)


@cache
def documents() -> tuple[bytes, ...]:
    """The cases of rules, the golden documents, and the feeds that generators wrote."""
    paths = [path for folder in _FOLDERS for path in (_TESTS / folder).rglob("*") if path.suffix in _SUFFIXES]
    return tuple(
        document(path)
        for path in (*sorted(CASES.rglob("*.*")), *sorted(paths))
        if path.is_file() and path.stat().st_size <= _MOST_BYTES
    )


def linted(chance: Random) -> Case:
    """Documents with faults that nobody planted with care, and a command that judges them."""
    names = [f"{number}{chance.choice(('.xml', '.xml', '.json', ''))}" for number in range(_AT_ONCE)]
    files = {f"{SITE}/{name}": _changed(chance.choice(documents()), chance) for name in names}
    flags = chance.choice(_FLAGS)
    if chance.random() < 0.2:
        flags = (*flags, "--profile", chance.choice(profile_names()))
    return Case("", 0, files, (("lint", *names, *flags),), is_private=False)


def _changed(data: bytes, chance: Random) -> bytes:
    for _ in range(chance.choice((1, 1, 1, 2, 3, 5))):
        if len(data) > _LONGEST:
            break
        match chance.randrange(20):
            case 0 | 1 | 2 | 3:
                data = mutations.of_bytes(data, chance)
            case 4:
                data = document_mutations.of_encoding(data, chance)
            case 5 | 6:
                data = document_mutations.spliced(data, chance.choice(documents()), chance)
            case 7:
                data = document_mutations.compressed(data, chance)
            case _ if data.lstrip()[:1] in (b"{", b"["):
                data = document_mutations.of_json_text(data, chance)
            case 8 | 9 | 10:
                data = document_mutations.of_tags(data, chance)
            case _:
                data = document_mutations.of_elements(data, chance)
    return data
