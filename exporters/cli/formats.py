"""`outfeed formats`: list the formats, including plugins."""

import click

from exporters.cli.printing import print_diagnostic, say
from exporters.formats import registry


@click.command("formats", short_help="List the formats, including plugins.")
def command() -> int:
    """List the formats for `--format`: name, media type, file name, and package.

    Standard error names each installed plugin that can't be used.
    """
    rows = [
        (each.name, each.exporter.media_type, each.exporter.filename, each.origin)
        for each in registry.load_all()
        if each.exporter is not None
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        say("  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)).rstrip())
    for warning in registry.find_broken_plugins():
        print_diagnostic(warning)
    return 0
