"""Posts in other languages than that of the site, which the feeds of its generator do not hold either."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.settings.values import Settings
from exporters.sources import walk
from exporters.sources.dialects import registry
from exporters.support.paths import absolute, shown_path


def find_other_languages(settings: Settings, sources: Sequence[Path]) -> Iterator[Diagnostic]:
    """Yield a note for each site that counts them below `sources` by language, and says how they get feeds."""
    counts: dict[str, Counter[str]] = {}
    patterns: dict[str, str] = {}
    for root in map(absolute, sources):
        site = settings.site_of(settings.of_source(root))
        if site is None or not site.is_recognised or not root.is_dir() or settings.of_source(root).is_html:
            continue
        dialect = registry.find(site.dialect)
        if dialect.other_language is None or not site.setting("languages"):
            continue
        for file in walk.files(root, settings, suffixes=dialect.suffixes):
            language = dialect.other_language(site.within(str(root / file.name)), site)
            if language:
                counts.setdefault(site.root, Counter())[language] += 1
                patterns.setdefault(site.root, _pattern(file.name, language))
    for folder, found in counts.items():
        yield _left_out(Path(folder), found, patterns[folder])


def _pattern(name: str, language: str) -> str:
    """What includes the files of a language, by the name of one of them."""
    folders, _, file = name.rpartition("/")
    if f".{language}." in file.lower():
        return f"**/*.{language}.*"
    before = f"/{folders}/".lower().partition(f"/{language}/")[0]
    return f"{before.lstrip('/')}/{language}/**".lstrip("/")


def _left_out(folder: Path, counts: Counter[str], pattern: str) -> Diagnostic:
    posts = ", ".join(f"{count:,} in {language}" for language, count in sorted(counts.items()))
    message = f"posts in other languages are in no feed: {posts}"
    fix = f"give a language settings of its own, with source: {{include: ['{pattern}']}}"
    return Diagnostic("languages-left-out", message, fix, Level.NOTE, path=shown_path(folder))
