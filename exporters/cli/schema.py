"""`outfeed schema`: print a JSON Schema."""

import click

from exporters.cli.printing import say
from exporters.schema_files import SCHEMA_NAMES, schema_text


@click.command("schema", short_help="Print a JSON Schema, of what Outfeed reads or writes.")
@click.argument("name", type=click.Choice(SCHEMA_NAMES), default="article", metavar="[NAME]")
def command(name: str) -> int:
    """Print the JSON Schema NAME: `article` (the default: front matter after repairs) or `settings` (outfeed.yaml).

    `diagnostics`, `export`, `manifest` and `plan` describe what programs read: --diagnostics json, export --json,
    manifest.json and plan --json.

    Editors complete and check with it; for YAML files say so in a first line:
    `# yaml-language-server: $schema=settings.schema.json`.
    """
    say(schema_text(name), nl=False)
    return 0
