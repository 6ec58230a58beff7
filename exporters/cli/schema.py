"""`outfeed schema`: print a JSON Schema."""

import click

from exporters.cli.printing import say
from exporters.schema_files import SCHEMA_NAMES, schema_text


@click.command("schema", short_help="Print the JSON Schema of a file that Outfeed reads or writes.")
@click.argument("name", type=click.Choice(SCHEMA_NAMES), default="article", metavar="[NAME]")
def command(name: str) -> int:
    """Print the JSON Schema NAME: `article` (the default: front matter after repairs) or `settings` (outfeed.yaml).

    `diagnostics`, `export`, `manifest` and `plan` describe the output for programs: --diagnostics json, export --json,
    manifest.json and plan --json.

    Each schema is published at the address in its `$id`, which holds its version. An editor completes and checks
    outfeed.yaml after the first line that `outfeed init` writes: `# yaml-language-server: $schema=` and that address.
    """
    say(schema_text(name), nl=False)
    return 0
