"""`outfeed init`: write first settings, ids of an old feed, and the workflow that publishes feeds."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from exporters.cli import options
from exporters.cli.diagnostics_outputs import describe_write_failure
from exporters.cli.printing import plural, print_diagnostic, say
from exporters.diagnostics.diagnostic import Diagnostic, escape_controls
from exporters.errors import PublishError, UsageError, reason
from exporters.support.paths import absolute, shown_path

if TYPE_CHECKING:  # `--help` must not load them
    from exporters.scaffold.folder_facts import FolderFacts
    from exporters.scaffold.new_files import NewFile


@click.command("init", short_help="Write a first outfeed.yaml for a folder.")
@click.argument("folder", type=options.PATH, default=Path(), metavar="[FOLDER]")
@click.option(
    "--site-url", metavar="URL", help="Address of the site's home page. [default: from the settings of Jekyll or Hugo]"
)
@click.option(
    "--against",
    metavar="URL|DIR",
    callback=options.not_empty,
    help="The feed that subscribers have, whose ids to keep. [default: that in the finished site]",
)
@click.option("--ci", type=click.Choice(["github"]), help="Also write the workflow that publishes the feeds.")
@click.option("--dry-run", is_flag=True, help="Print the files; write nothing.")
def command(folder: Path, site_url: str | None, against: str | None, ci: str | None, *, dry_run: bool) -> int:
    """Write an outfeed.yaml for FOLDER, from the settings of its generator and its articles.

    It lists every setting, most of them as comments. An existing file is left alone.

    Where the generator wrote a feed itself, in the finished site or at the address of --against, init finds the rule of
    its ids, so that subscribers keep what they have read. It writes the rule into outfeed.yaml, and ids that no rule
    makes into ids.yaml. Lines for other files are printed, not written.

    \b
    Examples:
      outfeed init --site-url https://example.org/
      outfeed init blog --ci github
      outfeed init --against https://example.org/feed.xml

    Exits with 0 when a file was written or a feed compared, 2 when all files exist already, the address of the site is
    unknown, settings are wrong or there is no feed, 3 when a file can't be written or the feed can't be read.
    """
    if not folder.is_dir():
        fix = "name the folder of the site, or of the articles"
        raise UsageError.because("folder-missing", "no such folder", fix, path=shown_path(folder))
    from exporters.scaffold import new_files
    from exporters.scaffold.first_settings import first_settings

    found = first_settings(folder, site_url, is_replaced=dry_run, against=against)
    settings, facts = found.file, found.facts
    files = [settings, *([found.ids] if found.ids else [])]
    if ci:
        files.append(new_files.publishing(folder, site_url, is_replaced=dry_run))
    if facts is not None:
        say(f"Found {_describe(facts, folder)}.", err=True)
    if found.old is not None:
        from exporters.cli.old_feed import print_old_ids

        print_old_ids(found.old)
    for new_file in files:
        _print_notes(new_file)
    if dry_run:
        for new_file in files:
            say(f"# {_show_path(new_file.file)}\n{new_file.text}", nl=False)
        return 0
    if found.old is None and not any(new_file.text for new_file in files):
        raise UsageError([_exists(new_file.file) for new_file in files])
    for new_file in files:
        _write(new_file)
    config = (
        "" if absolute(settings.file).parent == Path.cwd() else f" --config {shlex.quote(_show_path(settings.file))}"
    )
    say(f"Next: outfeed {'export' if facts is None or facts.is_ready else 'validate'}{config}")
    return 0


def _print_notes(new_file: "NewFile") -> None:
    """Print the notes and the warning of a new file."""
    for note in new_file.notes:
        say(note, err=True)
    if new_file.warning is not None:
        print_diagnostic(new_file.warning)


def _write(new_file: "NewFile") -> None:
    """Write a file, or say that it exists. Raises PublishError."""
    from exporters.scaffold.new_files import write

    try:
        is_written = bool(new_file.text) and write(new_file.file, new_file.text)
    except OSError as error:
        message = f"the {new_file.what} can't be written there: {reason(error)}"
        diagnostic = describe_write_failure(error, new_file.file)._replace(
            message=message, fix="fix that and run again"
        )
        raise PublishError(diagnostic) from error
    say(f"{_show_path(new_file.file)}: {'written' if is_written else 'already exists, so Outfeed left it as it is'}")


def _describe(facts: "FolderFacts", folder: Path) -> str:
    """Return one sentence: `Jekyll's settings in _config.yml; 12 articles in _posts, with 3 topics and 2 providers`."""
    from exporters.settings.find import FOREIGN_NAMES

    parts = []
    if facts.dialect and facts.tool.name.lower() != facts.dialect:
        parts.append(f"a site of {facts.dialect}")
    elif facts.neighbour is not None:
        whose = "Jekyll's" if facts.neighbour.name in FOREIGN_NAMES[:2] else "Hugo's"
        parts.append(f"{whose} settings in {_show_path(facts.neighbour)}")
    if not facts.articles:
        return "; ".join([*parts, "no articles yet"])
    folder_name = _show_path(folder / facts.source)
    articles = f"{plural(facts.articles, 'article')} {'here' if folder_name == '.' else f'in {folder_name}'}"
    names = {"topic": len(facts.topics), "provider": len(facts.providers)}
    counts = [plural(count, name) for name, count in names.items() if count]
    articles += f", with {' and '.join(counts)}" if counts else ""
    parts.append(articles)
    if facts.toml:
        parts.append(f"{facts.toml:,} with front matter in TOML, which has to be YAML")
    if facts.rejected and not facts.lacking:
        parts.append(f"an export rejects {facts.rejected:,} of them: `outfeed validate` shows why")
    if facts.lacking:
        fields = ", ".join(f"{count:,} without {name}" for name, count in facts.lacking)
        parts.append(f"{fields}: `outfeed validate` shows what is missing")
    return "; ".join(parts)


def _exists(file: Path) -> Diagnostic:
    message, fix = "already exists, so Outfeed leaves it as it is", "give --dry-run to print what would be written"
    return Diagnostic(rule="file-exists", message=message, fix=fix, path=shown_path(file))


def _show_path(file: Path) -> str:
    return escape_controls(shown_path(file))
