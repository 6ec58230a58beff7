"""`outfeed validate --explain`: print one article field by field."""

import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from exporters.cli import options
from exporters.cli.printing import print_diagnostic, say
from exporters.diagnostics.diagnostic import Diagnostic, Level, escape_controls
from exporters.run import RunOptions
from exporters.settings.places import check_sources

if TYPE_CHECKING:  # `--help` must not load them
    from exporters.settings.values import Settings
    from exporters.sources.explain.explanation import FieldExplanation
    from exporters.sources.explain.target import ExplainTarget

_WIDTH: Final = 100  # columns of a line
_GAP: Final = 2  # columns between two of them
_VALUE: Final = 46  # most columns that a value has before what it comes from stands below it


def explain(
    text: str,
    sources: Sequence[Path],
    *,
    config: Path | None,
    site_url: str | None,
    dialect: str | None,
    permalink: str | None,
    strict: bool,
) -> int:
    """Print what becomes of the article that `text` names; return the status of `outfeed validate` for it.

    Raises UsageError where it names none.
    """
    from exporters import pipeline
    from exporters.sources.explain import target as targets

    target = targets.read_target(text)
    check_sources(sources)
    flags: dict[str, Any] = {"config": config, "site_url": site_url, "dialect": dialect, "permalink": permalink}
    settings, known = _settings(target, sources, flags)
    source = targets.find_source(target, known)
    moment, name, _ = options.find_hold_moment(None, hold_future=settings.future == "hold")
    run_options = RunOptions(
        sources=[source],
        as_of=moment,
        as_of_name=name,
        holds_from=options.read_clock() if settings.hold_future else None,
        now=options.read_clock(),
    )
    found = pipeline.explain(settings, run_options, target, source, "--permalink" if permalink else "")
    say(f"{escape_controls(found.shown)}: {escape_controls(found.outcome)}")
    say(escape_controls(found.reading))
    if found.fields:
        say("")
        for line in table(found.fields):
            say(line)
    diagnostics = [*found.diagnostics, *([] if settings.site else [site_unknown()])]
    if diagnostics:
        say("")
    for each in diagnostics:
        print_diagnostic(each, err=False)
    levels = {each.level for each in found.diagnostics}
    return 1 if Level.ERROR in levels or (strict and Level.WARNING in levels) else 0


def site_unknown() -> Diagnostic:
    """Return the note that addresses are not the real ones."""
    message = "the address of the site is unknown, so messages show https://site.invalid/"
    return Diagnostic(
        rule="site-url-missing", level=Level.NOTE, message=message, fix="give --site-url to see the real addresses"
    )


def _settings(
    target: "ExplainTarget", sources: Sequence[Path], flags: dict[str, Any]
) -> tuple["Settings", Sequence[Path]]:
    """The settings of the run that reads the file, and its sources."""
    from exporters.sources.dialects.recognise import load_site
    from exporters.sources.explain.target import is_item_file

    if sources:
        return load_site(sources[0], **flags), sources
    settings = load_site(target.file, **flags)
    if settings.file is not None:  # it says what the sources are
        settings = load_site(None, **{**flags, "config": settings.file})
        return settings, settings.paths
    if is_item_file(target, settings):
        return settings, [target.file]
    site = settings.source_site
    folder = Path(site.root) if site is not None and site.is_recognised else target.path.parent
    return load_site(folder, **flags), [folder]


def table(fields: Sequence["FieldExplanation"]) -> Iterator[str]:
    """Yield the lines of a table in `_WIDTH` columns: name, value, origin; details stand below the value."""
    first = max(_columns(each.name) for each in fields) + _GAP
    second = min(max(_columns(each.value) for each in fields), _VALUE) + _GAP
    for each in fields:
        value, *others = _lines(each.value, _WIDTH - first)
        is_long = _columns(value) + _GAP > second
        if is_long or not each.origin:
            yield f"{_padded(each.name, first)}{value}"
            yield from (f"{' ' * first}{other}" for other in others)
        else:
            yield from _fold(f"{_padded(each.name, first)}{_padded(value, second)}", each.origin, first + second)
        if is_long and each.origin:
            yield from _fold(" " * (first + second), each.origin, first + second)
        for detail in each.details:
            yield from _fold(" " * (first + _GAP), detail, first + 2 * _GAP)


def _fold(begin: str, text: str, indent: int) -> Iterator[str]:
    """`text` behind `begin`, folded at words; further lines begin at column `indent`."""
    line, is_empty = begin, True
    for word in text.split(" "):
        if not is_empty and _columns(line) + 1 + _columns(word) > _WIDTH:
            yield line
            line, is_empty = " " * indent, True
        line += word if is_empty else f" {word}"
        is_empty = False
    yield line


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(unicodedata.combining(char) > 0 for char in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _columns(text))


def _lines(text: str, width: int) -> list[str]:
    """The lines of an address that is too long; the beginning of any other text."""
    if _columns(text) <= width:
        return [text]
    if text.isascii() and " " not in text:
        return [text[at : at + width] for at in range(0, len(text), width)]
    used, end = 0, 0
    while end < len(text) and (used := used + _columns(text[end])) < width:
        end += 1
    return [f"{text[:end]}…"]
