"""`outfeed init`: write first settings, and the workflow that publishes feeds."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from exporters.cli import options
from exporters.cli.outlets import unwritable
from exporters.cli.say import plural, say, tell
from exporters.diagnostics.diagnostic import Diagnostic, escaped
from exporters.errors import PublishError, UsageError, reason
from exporters.support.paths import absolute, shown_path

if TYPE_CHECKING:  # `--help` must not load them
    from exporters.scaffold.first import NewFile
    from exporters.scaffold.look import FolderFacts


@click.command("init", short_help="Write first settings for what a folder holds.")
@click.argument("folder", type=options.PATH, default=Path(), metavar="[FOLDER]")
@click.option("--site-url", metavar="URL", help="Address of the site's home page. [default: as Jekyll or Hugo say]")
@click.option("--ci", type=click.Choice(["github"]), help="Write the workflow that publishes the feeds, too.")
@click.option("--dry-run", is_flag=True, help="Print the files, write nothing.")
def command(folder: Path, site_url: str | None, ci: str | None, *, dry_run: bool) -> int:
    """Write an outfeed.yaml for what is found in FOLDER: Jekyll's or Hugo's settings, and where articles are.

    Each setting that there is stands in it, most of them as comments. A file that exists is left alone.

    \b
    Examples:
      outfeed init --site-url https://example.org/
      outfeed init blog --ci github

    Ends with 0 when a file was written, 2 when all were there already, the address of the site is not known or settings
    are wrong, 3 when one can't be written.
    """
    if not folder.is_dir():
        right = "name the folder of the site, or of the articles"
        raise UsageError.because("folder-missing", "no such folder", right, path=shown_path(folder))
    from exporters.scaffold import first as starting

    settings, found = starting.settings(folder, site_url, is_replaced=dry_run)
    firsts = [settings, starting.publishing(folder, site_url, is_replaced=dry_run)] if ci else [settings]
    if found is not None:
        say(f"Found {_told(found, folder)}.", err=True)
    for first in firsts:
        _comment(first)
    if dry_run:
        for first in firsts:
            say(f"# {_named(first.file)}\n{first.text}", nl=False)
        return 0
    if not any(first.text for first in firsts):
        raise UsageError([_exists(first.file) for first in firsts])
    for first in firsts:
        _put(first)
    also = "" if absolute(settings.file).parent == Path.cwd() else f" --config {shlex.quote(_named(settings.file))}"
    say(f"Next: outfeed {'export' if found is None or found.is_ready else 'validate'}{also}")
    return 0


def _comment(first: "NewFile") -> None:
    """Say what somebody has to know who has this file now."""
    for note in first.notes:
        say(note, err=True)
    if first.warning is not None:
        tell(first.warning)


def _put(first: "NewFile") -> None:
    """Write a file, or say that it was left alone. Raises PublishError."""
    from exporters.scaffold.first import write

    try:
        is_written = bool(first.text) and write(first.file, first.text)
    except OSError as error:
        message = f"the {first.what} can't be written there: {reason(error)}"
        told = unwritable(error, first.file)._replace(message=message, fix="make it possible and run again")
        raise PublishError(told) from error
    say(f"{_named(first.file)}: {'written' if is_written else 'was there already, and is left as it is'}")


def _told(found: "FolderFacts", folder: Path) -> str:
    """`Jekyll's settings in _config.yml; 12 articles in _posts, with 3 topics and 2 providers`."""
    from exporters.settings.find import FOREIGN

    parts = []
    if found.neighbour is not None:
        whose = "Jekyll's" if found.neighbour.name in FOREIGN[:2] else "Hugo's"
        parts.append(f"{whose} settings in {_named(found.neighbour)}")
    if not found.articles:
        return "; ".join([*parts, "no articles yet"])
    where = _named(folder / found.source)
    about = f"{plural(found.articles, 'article')} {'here' if where == '.' else f'in {where}'}"
    names = [plural(len(found.topics), "topic"), plural(len(found.providers), "provider")]
    about += f", with {' and '.join(names)}"
    parts.append(about)
    if found.toml:
        parts.append(f"{found.toml:,} with front matter in TOML, which has to be YAML")
    if found.lacking:
        missing = ", ".join(f"{count:,} without {name}" for name, count in found.lacking)
        parts.append(f"{missing}: `outfeed validate` tells what is missing")
    return "; ".join(parts)


def _exists(file: Path) -> Diagnostic:
    message, fix = "there already, and left as it is", "give --dry-run to print what would be written"
    return Diagnostic(rule="file-exists", message=message, fix=fix, path=shown_path(file))


def _named(file: Path) -> str:
    return escaped(shown_path(file))
