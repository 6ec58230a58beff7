"""Read the flags of a command that reads articles: settings, and the options of the run."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from exporters.cli import options
from exporters.diagnostics.diagnostic import Diagnostic
from exporters.diagnostics.level_choice import LevelChoice, check_rules
from exporters.errors import UsageError
from exporters.formats import registry
from exporters.run import RunOptions
from exporters.settings.places import cache_folder, check_sources

if TYPE_CHECKING:  # `--help` must not load it
    from exporters.settings.values import Settings


def with_levels(settings: "Settings", levels: dict[str, str]) -> "Settings":
    """Return the settings with the levels that flags give to rules. Raises UsageError for one that does not exist."""
    if not levels:
        return settings
    from msgspec.structs import replace

    if problems := check_rules(LevelChoice(levels=levels)):
        raise UsageError([problem.in_field("--level") for problem in problems])
    return replace(settings, lint=replace(settings.lint, level={**settings.lint.level, **levels}))


class RunRequest(NamedTuple):
    """The settings and options of a run, with the diagnostics of reading them."""

    settings: "Settings"
    run_options: RunOptions
    notes: list[Diagnostic]


def read_run_options(
    *,
    sources: tuple[Path, ...],
    config: Path | None,
    site_url: str | None,
    dialect: str | None,
    permalink: str | None,
    out: Path | None,
    limit: int | None,
    as_of: str | None,
    jobs: int | None,
    cache: Path | None,
    no_cache: bool,
    levels: dict[str, str],
    **run_flags: Any,
) -> RunRequest:
    """Return the settings and the run options that the flags ask for; `others` are further run options by name.

    Raises UsageError.
    """
    from exporters.sources.dialects.recognise import load_site

    check_sources(sources, has_stdin=True)
    settings = load_site(
        sources[0] if sources else None,
        config=config,
        site_url=site_url,
        dialect=dialect,
        permalink=permalink,
        out=out,
        limit=limit,
        formats=registry.find_problems,
    )
    settings = with_levels(settings, levels)
    moment, name, notes = options.find_hold_moment(as_of, hold_future=settings.future == "hold")
    run_options = RunOptions(
        sources=sources or settings.paths,
        as_of=moment,
        as_of_name=name,
        holds_from=options.read_clock() if settings.hold_future else None,
        now=options.read_clock(),
        jobs=jobs or options.count_cores(),
        cache=None if no_cache else cache_folder(settings, cache),
        **run_flags,
    )
    return RunRequest(settings, run_options, notes)
