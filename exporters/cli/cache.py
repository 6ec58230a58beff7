"""`outfeed cache`: show or remove the cache."""

from pathlib import Path

import click

from exporters.cli import options
from exporters.cli.printing import format_size, plural, say
from exporters.diagnostics.diagnostic import escape_controls
from exporters.settings.places import check_sources
from exporters.support.paths import CACHE, absolute, shown_path


@click.group("cache", short_help="Show or remove the cache.")
def command() -> None:
    """Show or remove the cache, which saves the next run from reading unchanged articles again.

    It is in .outfeed next to the settings, or in the folder that --cache names. You can remove it at any time: a run
    without it takes longer, and gives the same bytes and the same messages.
    """


@command.command("info")
@options.cache_folder
@options.common
def info(sources: tuple[Path, ...], config: Path | None, site_url: str | None, cache: Path | None) -> int:
    """Show the path, the contents and the size of the cache of SOURCE."""
    from exporters.store.info import cache_info

    folder = _folder(sources, config, site_url, cache)
    info = cache_info(folder)
    shown_folder = escape_controls(shown_path(folder))
    if info is None:
        say(f"{shown_folder}: no cache that can be read.")
        return 0
    kinds = [plural(info.kinds["article"], "article"), plural(info.kinds["draft"], "draft")]
    kinds += [f"{info.kinds[kind]:,} {kind}" for kind in ("rejected", "withdrawn")]
    counts = ", ".join(kind for kind in kinds if not kind.startswith("0 ")) or "nothing"
    say(f"{shown_folder}: {counts}; {format_size(info.size)}.")
    return 0


@command.command("clear")
@options.cache_folder
@options.common
def clear(sources: tuple[Path, ...], config: Path | None, site_url: str | None, cache: Path | None) -> int:
    """Remove the cache of SOURCE."""
    from exporters.store.folder import remove

    folder = _folder(sources, config, site_url, cache)
    size = remove(folder)
    result = f"removed, {format_size(size)}" if size else "no cache"
    say(f"{escape_controls(shown_path(folder))}: {result}.")
    return 0


def _folder(sources: tuple[Path, ...], config: Path | None, site_url: str | None, cache: Path | None) -> Path:
    """Return the cache folder that an export of the same SOURCE uses."""
    from exporters.settings.load import load

    if cache is not None:
        return absolute(cache)
    check_sources(sources)
    return absolute(load(sources[0] if sources else None, config=config, site_url=site_url).base / CACHE)
