"""`outfeed export`: write the feeds of a folder of articles."""

from pathlib import Path

import click

from exporters.cli import documents, options
from exporters.cli.outlets import Outlets
from exporters.cli.summary import summary
from exporters.cli.voice import Voice


@click.command("export", short_help="Write the feeds of a folder of articles.")
@options.common
@options.out
@options.formats
@options.selection
@click.option("--prune", is_flag=True, help="Remove feeds that lost their last article; without it they stay, empty.")
@click.option("--adopt", is_flag=True, help="Replace files in the way that Outfeed did not write.")
@options.jobs
@options.cache
@click.option("--quiet", "-q", is_flag=True, help="Print nothing but problems.")
@click.option("--verbose", "-v", is_flag=True, help="Print each repair, with before and after.")
@documents.option()
def command(
    sources: tuple[Path, ...],
    config: Path | None,
    site_url: str | None,
    out: Path | None,
    formats: tuple[str, ...],
    limit: int | None,
    as_of: str | None,
    *,
    drafts: bool,
    jobs: int | None,
    cache: Path | None,
    no_cache: bool,
    keep_going: bool,
    strict: bool,
    prune: bool,
    adopt: bool,
    quiet: bool,
    verbose: bool,
    outlets: Outlets,
) -> int:
    """Write the feeds of the articles in SOURCE.

    SOURCE is a folder of Markdown or HTML files with front matter, or such a file; without it the folder of the
    nearest outfeed.yaml is taken. Nothing is written before every article has been read: where one can't be taken, all
    problems are told and the feeds stay as they are.

    \b
    Examples:
      outfeed export articles --site-url https://example.org/
      outfeed export seeds --out public/feeds --limit 20
      outfeed export --format rss --format json --keep-going

    Ends with 0 when done, 1 when articles or outputs are wrong, 2 when flags or settings are, 3 when the feeds could
    not be put in place.
    """
    from exporters import pipeline
    from exporters.reading import here
    from exporters.settings.load import load
    from exporters.wishes import Wishes
    from exporters.workers import rarely

    rarely()
    options.check_sources(sources)
    settings = load(sources[0] if sources else None, config=config, site_url=site_url, out=out, limit=limit)
    outlets.keep_out_of(settings.out)
    moment, told = options.moment_to_hold(as_of, hold_future=settings.hold_future)
    wishes = Wishes(
        sources=sources or (settings.source,),
        formats=formats,
        drafts=drafts,
        as_of=moment,
        now=options.now(),
        keep_going=keep_going,
        strict=strict,
        prune=prune,
        adopt=adopt,
        jobs=jobs or options.cores(),
        cache=None if no_cache else options.cache_beside(settings, cache),
    )
    voice = Voice(each_note=verbose, quiet=quiet, files=lambda: here.count(settings, wishes), also=outlets.told)
    for each in told:
        voice.told(each)
    with voice:
        report = pipeline.export(settings, wishes, voice)
    return summary(report, settings.out, quiet=quiet, verbose=verbose)
