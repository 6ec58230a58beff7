"""`outfeed init`: write first settings, and the workflow that publishes feeds."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from exporters.cli import options
from exporters.cli.drafts import unwritable
from exporters.cli.say import say
from exporters.cli.tell import plural
from exporters.diagnostics import Diagnostic, Level, escaped
from exporters.errors import PublishError, UsageError
from exporters.paths import absolute, shown_path

if TYPE_CHECKING:  # `--help` must not load them
    from exporters.starting.look import Found


class _First(NamedTuple):
    """A file that is wanted."""

    file: Path
    text: str  # "" where it is there already


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

    Ends with 0 when a file was written, 2 when all were there already or the address of the site is not known, 3 when
    one can't be written.
    """
    if not folder.is_dir():
        right = "name the folder of the site, or of the articles"
        raise UsageError.because("folder-missing", "no such folder", right, path=shown_path(folder))
    firsts = _firsts(folder, site_url, wants_workflow=ci is not None, is_replaced=dry_run)
    if dry_run:
        for first in firsts:
            say(f"# {_named(first.file)}\n{first.text}", nl=False)
        return 0
    if not any(first.text for first in firsts):
        raise UsageError([_exists(first.file) for first in firsts])
    for first in firsts:
        _put(first)
    settings = firsts[0].file
    also = "" if absolute(settings).parent == Path.cwd() else f" --config {_named(settings)}"
    say(f"Next: outfeed export{also}")
    return 0


def _firsts(folder: Path, site_url: str | None, *, wants_workflow: bool, is_replaced: bool) -> list[_First]:
    """The settings, and the workflow where it is wanted; `is_replaced` says whether what is there counts as nothing.

    Raises UsageError where no address is known.
    """
    from exporters.settings import find
    from exporters.starting import workflow
    from exporters.starting.look import look, tool_of

    there = next((folder / name for name in find.OWN if os.path.lexists(folder / name)), None)
    settings = there or folder / find.OWN[0]
    firsts = [_First(settings, "")]
    if there is None or is_replaced:
        found = look(folder)
        firsts = [_First(settings, _settings(found, site_url))]
        say(f"Found {_told(found, folder)}.", err=True)
    if wants_workflow:
        root = workflow.root(folder)
        config = Path(os.path.relpath(absolute(settings), root)).as_posix()
        site = tool_of(find.foreign(folder), folder).site or workflow.SITE
        place = _relative(root) / workflow.PLACE
        firsts.append(
            _First(place, "" if os.path.lexists(place) and not is_replaced else workflow.publish(config, site))
        )
    return firsts


def _settings(found: "Found", site_url: str | None) -> str:
    """The text of the settings. Raises UsageError where the address is not known, or is none."""
    from exporters.settings import rules
    from exporters.starting.settingsfile import text

    if site_url is not None and (wrong := rules.address(site_url)):
        raise UsageError(wrong.diagnostic("--site-url"))
    url = rules.base(site_url) if site_url else found.known.url
    if url is None:
        seen, right = "the address of the site is not known", "give --site-url https://…, the home page of the site"
        raise UsageError.because("site-url-missing", seen, right)
    return text(found, url)


def _put(first: _First) -> None:
    """Write a file, or say that it was left alone. Raises PublishError."""
    from exporters.starting.write import write

    try:
        is_written = bool(first.text) and write(first.file, first.text)
    except OSError as error:
        raise PublishError(unwritable(error, first.file)) from error
    say(f"{_named(first.file)}: {'written' if is_written else 'was there already, and is left as it is'}")


def _told(found: "Found", folder: Path) -> str:
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
    if found.dated < found.articles:
        about += (
            f"; {found.articles - found.dated:,} without publishedDateTime: `outfeed validate` tells what is missing"
        )
    return "; ".join([*parts, about])


def _exists(file: Path) -> Diagnostic:
    seen, right = "there already, and left as it is", "give --dry-run to print what would be written"
    return Diagnostic(slug="file-exists", level=Level.ERROR, seen=seen, right=right, path=shown_path(file))


def _relative(root: Path) -> Path:
    return Path(os.path.relpath(root))


def _named(file: Path) -> str:
    return escaped(shown_path(file))
