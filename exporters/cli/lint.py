"""`outfeed lint`: judge feeds that anybody wrote."""

from typing import Final

import click

from exporters.cli import options
from exporters.cli.console import ConsoleReporter
from exporters.cli.diagnostics_outputs import DiagnosticsOutputs, diagnostics_option
from exporters.cli.printing import plural, say
from exporters.diagnostics.diagnostic import Level

_LEVELS: Final = {Level.ERROR: 0, Level.WARNING: 1, Level.NOTE: 2}
_RULES: Final = "{} Names of rules, apart by commas; `atom-*` stands for all that begin so."


def _names(_ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


def _levels(_ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    wrong = next((value for value in values if "=" not in value), None)
    if wrong is not None:
        message = f"{wrong} has no level; write {wrong}=note, warning, error or off"
        raise click.BadParameter(message)
    return dict(value.split("=", 1) for value in values)


@click.command("lint", short_help="Judge any feed: a file, a folder, an address.")
@click.argument("given", nargs=-1, metavar="[FILE|FOLDER|URL|-]...")
@click.option("--select", multiple=True, callback=_names, metavar="RULES", help=_RULES.format("Judge by these alone."))
@click.option("--ignore", multiple=True, callback=_names, metavar="RULES", help=_RULES.format("Leave these out."))
@click.option(
    "--level",
    "levels",
    multiple=True,
    callback=_levels,
    metavar="RULE=LEVEL",
    help="Give a rule the level note, warning, error or off.",
)
@click.option(
    "--fail-on",
    type=click.Choice([*map(str, Level), "never"]),
    default=str(Level.ERROR),
    show_default=True,
    help="Exit with 1 when something of this level, or a worse one, was found.",
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
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    levels: dict[str, str],
    fail_on: str,
    rule: str | None,
    quiet: bool,
    verbose: bool,
    outputs: DiagnosticsOutputs,
) -> int:
    """Judge feeds, whoever wrote them: RSS, Atom, JSON Feed and CSV.

    Outfeed recognises the format by the content. In a FOLDER it judges every file that is a feed. "-" is standard
    input. Only a URL is asked for over the network; nothing that a feed refers to is.

    \b
    Examples:
      outfeed lint public
      outfeed lint https://example.org/feed.xml --fail-on warning
      outfeed lint feed.xml --ignore 'html-*' --level guid-missing=error
      outfeed lint --explain guid-repeated

    Exits with 0 when nothing of the level of --fail-on was found, 1 when something was, 2 when flags are wrong or a
    document does not exist, 3 when one can't be read.
    """
    from exporters.lint.documents import documents
    from exporters.lint.levels import LevelChoice
    from exporters.lint.lint import lint

    if rule is not None:
        return _explain(rule)
    if not given:
        message = "name a file, a folder or an address, or - for standard input."
        raise click.UsageError(message)
    choice = LevelChoice(selected=select, ignored=ignore, levels=levels)
    console = ConsoleReporter(
        every_note=True, each=verbose or outputs.shows_each, quiet=quiet, err=False, collectors=(outputs,)
    )
    counts = dict.fromkeys(Level, 0)
    count = 0
    with console:
        for document in (document for each in given for document in documents(each)):
            count += 1
            for finding in choice.apply(lint(document.data)):
                counts[finding.level] += 1
                console.add(finding.as_diagnostic(document.name))
    said = ", ".join(plural(counts[level], level) for level in Level)
    say(f"{plural(count, 'document')} judged: {said}.", err=True)
    worst = -1 if fail_on == "never" else _LEVELS[Level(fail_on)]
    return 1 if any(counts[level] and _LEVELS[level] <= worst for level in Level) else 0


def _explain(name: str) -> int:
    """Print what a rule means."""
    from exporters.errors import UsageError
    from exporters.lint.levels import LINT_RULES
    from exporters.support.nearest import did_you_mean

    rule = LINT_RULES.get(name)
    if rule is None:
        raise UsageError.because("rule-unknown", f"there is no rule {name}", did_you_mean(name, LINT_RULES))
    say(f"{name}: {rule.title} ({rule.level})\n\n{rule.explanation}\n\n{rule.fix}")
    if rule.clause:
        say(f"\n{rule.clause.name}: {rule.clause.url}")
    return 0
