"""`outfeed lint`: judge feeds that anybody wrote."""

from typing import Any, Final

import click

from exporters.cli import options
from exporters.cli.changed_files import ChangedFilesCommand
from exporters.cli.console import ConsoleReporter
from exporters.cli.diagnostics_outputs import DiagnosticsOutputs, diagnostics_option
from exporters.cli.printing import say
from exporters.diagnostics.diagnostic import Diagnostic, Level

_RULES: Final = "{} Names of rules, separated by commas; `atom-*` stands for all that begin so."


def _names(_ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


@click.command("lint", cls=ChangedFilesCommand, short_help="Judge any feed: a file, a folder, an address.")
@click.argument("given", nargs=-1, metavar="[FILE|FOLDER|URL|-]...")
@click.option("--config", type=options.PATH, metavar="FILE", help="Settings file. [default: the nearest outfeed.yaml]")
@click.option("--select", multiple=True, callback=_names, metavar="RULES", help=_RULES.format("Judge by these alone."))
@click.option("--ignore", multiple=True, callback=_names, metavar="RULES", help=_RULES.format("Leave these out."))
@click.option(
    "--profile",
    multiple=True,
    callback=_names,
    metavar="NAMES",
    help="Judge by what others ask for: apple-podcasts, google-news, psp-1, rss-board, w3c.",
)
@options.levels
@click.option(
    "--fail-on",
    type=click.Choice([*map(str, Level), "never"]),
    help="Exit with 1 when something of this level or a worse one was found. [default: from the settings, else error]",
)
@click.option("--baseline", type=options.PATH, metavar="FILE", help="Report only what this file does not know yet.")
@click.option("--write-baseline", is_flag=True, help="Write what was found to the file of --baseline.")
@click.option("--fix", is_flag=True, help="Show what has one right answer as a diff; write nothing.")
@click.option("--write", is_flag=True, help="Write to the files what --fix shows.")
@click.option("--together", is_flag=True, help="Judge all documents as one feed in several formats.")
@click.option("--before", metavar="FILE|URL", callback=options.not_empty, help="Compare with the feed as it was.")
@click.option(
    "--changed", is_flag=True, help="Take FILEs for changed files: skip those that are no feeds or do not exist."
)
@click.option(
    "--explain", "rule", metavar="RULE", callback=options.not_empty, help="Explain a rule, and judge nothing."
)
@click.option("--quiet", "-q", is_flag=True, help="Leave out notes.")
@options.verbose(options.EACH_PROBLEM)
@diagnostics_option(err=False)
def command(
    given: tuple[str, ...],
    *,
    changed: bool,
    rule: str | None,
    quiet: bool,
    verbose: bool,
    outputs: DiagnosticsOutputs,
    **flags: Any,
) -> int:
    """Judge feeds, whoever wrote them: RSS, Atom, JSON Feed and CSV, OPML, sitemaps and chapters.

    Outfeed recognises the format by the content. In a FOLDER it judges every file that is one of these. "-" is standard
    input. It fetches a URL, and nothing that a feed refers to. Flags win over what outfeed.yaml says under `lint`.

    \b
    Examples:
      outfeed lint public
      outfeed lint https://example.org/feed.xml --fail-on warning
      outfeed lint feed.xml --ignore 'html-*' --level guid-missing=error
      outfeed lint podcast.xml --profile apple-podcasts
      outfeed lint public --baseline known.json --write-baseline
      outfeed lint feed.xml --fix --write
      outfeed lint --explain guid-repeated

    Exits with 0 when nothing of the level of --fail-on was found, 1 when something was, 2 when flags or settings are
    wrong or a document does not exist, 3 when one can't be read. Other documents are judged all the same.
    """
    if rule is not None:
        return _explain(rule)
    if not given:
        if changed:
            return 0
        message = "name a file, a folder or an address, or - for standard input."
        raise click.UsageError(message)
    from exporters.cli.lint_run import LintFlags, LintRun

    each = verbose or outputs.shows_each
    console = ConsoleReporter(
        every_note=True,
        each=each,
        quiet=quiet,
        err=False,
        has_lines=not outputs.replaces_lines,
        collectors=(outputs,),
    )
    run = LintRun(given, LintFlags(**flags), console)
    with console:
        for document in given:
            run.judge(document, are_changed=changed)
        run.finish()
    return run.end()


def _explain(name: str) -> int:
    """Print what a rule means."""
    from exporters.diagnostics.level_choice import lint_rules, rule_problem
    from exporters.errors import UsageError
    from exporters.lint.lint import level_of_rule

    rule = lint_rules().get(name)
    if rule is None:
        message = f"there is no rule {name}"
        raise UsageError(rule_problem(name) or Diagnostic("rule-unknown", message, "name one rule, without *"))
    level = level_of_rule(name)
    own = "" if level is rule.level else f"; {rule.level} in feeds of Outfeed"
    say(f"{name}: {rule.title} ({level}{own})\n\n{rule.explanation}\n\n{rule.fix}")
    if rule.clause:
        say(f"\n{rule.clause.name}: {rule.clause.url}")
    return 0
