"""`outfeed validate`: tell every problem and every repair."""

from pathlib import Path

import click

from exporters.cli import documents, options
from exporters.cli.outlets import Outlets
from exporters.cli.say import say
from exporters.cli.tell import plural
from exporters.cli.voice import Voice
from exporters.diagnostics import Diagnostic, Level


@click.command("validate", short_help="Tell every problem and every repair; write nothing.")
@options.common
@options.jobs
@click.option("--strict", is_flag=True, help="Let warnings count as errors.")
@click.option("--quiet", "-q", is_flag=True, help="Leave out the notes on repairs.")
@documents.option(err=False)
def command(
    sources: tuple[Path, ...],
    config: Path | None,
    site_url: str | None,
    *,
    jobs: int | None,
    strict: bool,
    quiet: bool,
    outlets: Outlets,
) -> int:
    """Tell every problem and every repair in the articles in SOURCE; write nothing.

    Drafts and withdrawn articles are judged too. The lines go to standard output, a summary to standard error.

    \b
    Examples:
      outfeed validate articles
      outfeed validate articles/2021-08-24-chips.md --strict

    Ends with 0 when every article can be exported, 1 when not, 2 when flags or settings are wrong.
    """
    from exporters import pipeline
    from exporters.reading import here
    from exporters.settings.load import load
    from exporters.wishes import Wishes
    from exporters.workers import rarely

    rarely()
    options.check_sources(sources)
    settings = load(sources[0] if sources else None, config=config, site_url=site_url)
    outlets.keep_out_of(settings.out)
    wishes = Wishes(
        sources=sources or (settings.source,), now=options.now(), strict=strict, jobs=jobs or options.cores()
    )
    voice = Voice(each_note=True, quiet=quiet, err=False, files=lambda: here.count(settings, wishes), also=outlets.told)
    with voice:
        report = pipeline.validate(settings, wishes, voice)
        if settings.site is None and "url-relative" in voice.slugs:
            voice.told(_placeholder())
    counts = [plural(report.count(level), level) for level in Level]
    say(f"{plural(report.kinds.total(), 'article')} read: {', '.join(counts)}.", err=True)
    return 1 if report.failed else 0


def _placeholder() -> Diagnostic:
    seen = "the address of the site is not known, so https://site.invalid/ stands for it"
    return Diagnostic(
        slug="site-url-missing", level=Level.NOTE, seen=seen, right="give --site-url to see the real ones"
    )
