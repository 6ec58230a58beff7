"""The last lines of an export: what was written, and how many articles were not."""

from pathlib import Path

from exporters.cli.say import say
from exporters.cli.tell import as_size, plural
from exporters.diagnostics import Level, escaped
from exporters.model import moment
from exporters.paths import shown_path
from exporters.report import Report


def summary(report: Report, out: Path, *, quiet: bool, verbose: bool = False) -> int:
    """Print what became of the run; the status that the process ends with comes back."""
    folder = escaped(shown_path(out))
    if report.failed:
        problems = plural(report.count(Level.ERROR), "error")
        warnings = f", {plural(report.count(Level.WARNING), 'warning')}" if report.strict else ""
        kept = f" {folder}/ is as it was." if out.exists() else ""
        say(f"Nothing was written: {problems}{warnings}.{kept}", err=True)
        return 1
    if not quiet:
        _files(report, folder)
        say(f"{_articles(report)}; newest {moment.rfc3339(report.newest)}." if report.newest else _articles(report))
    if verbose and report.without_cache:
        say(f"Without the cache: {report.without_cache}.", err=True)
    if verbose and report.plain:
        share = report.plain[True] / report.plain.total()
        say(f"{share:.1%} of {report.plain.total():,} front matters took the fast way.", err=True)
    return 0


def _files(report: Report, folder: str) -> None:
    width = max((len(each.name) for each in report.written), default=0)
    for each in report.written:
        say(f"{folder}/{each.name:{width}}  {as_size(each.size):>9}  {each.state}")


def _articles(report: Report) -> str:
    """`674 articles read, 50 exported; left out: 249 drafts`."""
    read = report.kinds.total()
    left_out = [
        (report.kinds["rejected"], "rejected"),
        (report.kinds["draft"], "draft" if report.kinds["draft"] == 1 else "drafts"),
        (report.kinds["withdrawn"], "withdrawn"),
        (report.later, "later than --as-of"),
        (report.repeated, "repeated"),
        (report.articles - report.entries, "beyond the limit"),
    ]
    said = ", ".join(f"{count:,} {name}" for count, name in left_out if count)
    return f"{plural(read, 'article')} read, {report.entries:,} exported" + (f" (left out: {said})" if said else "")
