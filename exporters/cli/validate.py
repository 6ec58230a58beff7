"""`outfeed validate`: tell every problem and every repair."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from exporters.cli import options
from exporters.cli.outlets import DiagnosticsOutputs, diagnostics_option
from exporters.cli.say import plural, say
from exporters.cli.summary import dialect_sentence
from exporters.cli.voice import ConsoleReporter
from exporters.cli.words import ChangedFilesCommand
from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.run import RunOptions, RunReport
from exporters.settings.places import check_sources
from exporters.support.paths import absolute

if TYPE_CHECKING:  # `--help` must not load them
    from exporters.settings.values import Settings


@click.command("validate", cls=ChangedFilesCommand, short_help="Tell every problem and every repair; write nothing.")
@options.common
@options.reading
@click.option("--changed", is_flag=True, help="Take SOURCE as files that changed, and pass over what is no article.")
@options.jobs
@click.option("--strict", is_flag=True, help="Let warnings count as errors.")
@click.option("--quiet", "-q", is_flag=True, help="Leave out the notes on repairs.")
@options.verbose("Print each line, where many say the same too.")
@diagnostics_option(err=False)
def command(
    sources: tuple[Path, ...],
    config: Path | None,
    site_url: str | None,
    dialect: str | None,
    permalink: str | None,
    *,
    changed: bool,
    jobs: int | None,
    strict: bool,
    quiet: bool,
    verbose: bool,
    outlets: DiagnosticsOutputs,
) -> int:
    """Tell every problem and every repair in the articles in SOURCE; write nothing.

    Drafts and withdrawn articles are judged too. The lines go to standard output, a summary to standard error.

    With --changed, SOURCE are files as git names them. Each is judged by the nearest outfeed.yaml above it; what is no
    article by that, or does not exist any more, is passed over. A word that names a file is that file, even where it
    begins with a dash; after -- every word is one.

    \b
    Examples:
      outfeed validate articles
      outfeed validate articles/2021-08-24-chips.md --strict
      git diff --name-only --relative -z main | xargs -0 outfeed validate --changed --

    Ends with 0 when every article can be exported, 1 when not, 2 when flags or settings are wrong.
    """
    from exporters.support.workers import rarely

    rarely()
    voice = ConsoleReporter(each_note=True, each=verbose or outlets.shows_each, quiet=quiet, err=False, also=(outlets,))
    judge = partial(_judge, strict=strict, jobs=jobs or options.cores(), voice=voice, outlets=outlets)
    if changed:
        from exporters.sources.changed import groups

        found = groups(sources, config=config, site_url=site_url)
        with voice:
            reports = [judge(each.settings, each.articles) for each in found if each.articles]
        passed = len({absolute(source) for source in sources}) - sum(report.read for report in reports)
        over = f"; {plural(passed, 'file')} passed over" if passed else ""
    else:
        from exporters.settings.load import load
        from exporters.sources.dialects.recognise import recognise

        check_sources(sources)
        settings = recognise(
            load(
                sources[0] if sources else None,
                config=config,
                site_url=site_url,
                dialect=dialect,
                permalink=permalink,
                reads=True,
            )
        )
        with voice:
            reports, over = [judge(settings, sources or (settings.source,))], ""
    counts = [plural(sum(report.count(level) for report in reports), level) for level in Level]
    read = sum(report.read for report in reports)
    say(f"{plural(read, 'article')} read: {', '.join(counts)}{over}.", err=True)
    for said in dict.fromkeys(filter(None, map(dialect_sentence, reports))):
        say(said, err=True)
    return 1 if any(report.failed for report in reports) else 0


def _judge(
    settings: "Settings",
    sources: Sequence[Path],
    *,
    strict: bool,
    jobs: int,
    voice: ConsoleReporter,
    outlets: DiagnosticsOutputs,
) -> RunReport:
    """Tell all that is wrong in `sources`."""
    from exporters import pipeline
    from exporters.sources import listing

    outlets.keep_out_of(settings.out)
    wishes = RunOptions(sources=sources, now=options.now(), strict=strict, jobs=jobs)
    voice.follow(partial(listing.count, settings, wishes))
    report = pipeline.validate(settings, wishes, voice)
    if settings.site is None and "url-relative" in voice.rules:
        voice.add(_placeholder())
    return report


def _placeholder() -> Diagnostic:
    message = "the address of the site is not known, so https://site.invalid/ stands for it"
    return Diagnostic(
        rule="site-url-missing", level=Level.NOTE, message=message, fix="give --site-url to see the real ones"
    )
