"""The last lines of an export: what was written, and how many articles were not."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from exporters.cli.say import as_size, plural, say
from exporters.diagnostics.diagnostic import Level, escaped
from exporters.model import moment
from exporters.publishing.publication import FileChange
from exporters.run import RunReport
from exporters.support.paths import shown_path

_FEW: Final = 12  # files that are listed one by one
_PAGE: Final = "index.html"
_STATES: Final = ("new", "changed", "removed", "left")


def summary(report: RunReport, out: Path, *, quiet: bool, verbose: bool = False) -> int:
    """Print what became of the run; the status that the process ends with comes back."""
    folder = escaped(shown_path(out))
    if report.failed:
        kept = f" {folder}/ is as it was." if out.exists() else ""
        say(f"Nothing was written: {failure(report)}.{kept}", err=True)
        return 1
    if not quiet:
        (_files if verbose or len(report.written) <= _FEW else _folders)(report, folder)
        say(f"{_articles(report)}; newest {moment.rfc3339(report.newest)}." if report.newest else _articles(report))
        if said := dialect_sentence(report):
            say(said)
        if any(each.name == _PAGE and each.state not in ("removed", "left") for each in report.written):
            say(f"Look at {folder}/{_PAGE}.")
    if verbose and report.without_cache:
        say(f"Without the cache: {report.without_cache}.", err=True)
    return 0


def failure(report: RunReport) -> str:
    """Why a run failed: `2 errors`, `2 errors, 1 warning` where warnings count too, or that they alone stopped it."""
    errors = plural(report.count(Level.ERROR), "error")
    warnings = plural(report.count(Level.WARNING), "warning")
    if not report.strict:
        return errors
    return f"{errors}, {warnings}" if report.count(Level.ERROR) else f"{warnings}, and --strict lets none pass"


def dialect_sentence(report: RunReport) -> str:
    """`Read as jekyll writes them, recognised from _config.yml and _posts.`; "" where articles have our names."""
    if not sum(count for name, count in report.dialects.items() if name):
        return ""
    origin = f"recognised from {report.recognised_from}" if report.recognised_from else "as the settings say"
    if report.dialect == "plain":
        origin = "since no generator was recognised"
    return escaped(f"Articles are read as {report.dialect} has them, {origin}.")


def _files(report: RunReport, folder: str) -> None:
    """A line for each file."""
    width = max((len(escaped(each.name)) for each in report.written), default=0)
    for each in report.written:
        say(f"{folder}/{escaped(each.name):{width}}  {as_size(each.size):>9}  {each.state}")


def _folders(report: RunReport, folder: str) -> None:
    """A line for the feeds of each path in the settings, with all that lies in their folders; one for what is gone."""
    templates = {"": "", **{each.feed.path: each.template for each in report.feeds}}
    files: dict[str, list[FileChange]] = {template: [] for template in templates.values()}
    feeds, entries = Counter[str](), Counter[str]()
    for feed in report.feeds:
        feeds[feed.template] += 1
        entries[feed.template] += feed.count
    gone: list[FileChange] = []
    for each in report.written:
        template = templates.get(each.name.rpartition("/")[0])
        (gone if template is None else files[template]).append(each)
    names = {template: escaped(f"{folder}/{template}/" if template else f"{folder}/") for template in files}
    width = max(map(len, names.values()))
    for template, written in files.items():
        if written:
            counts = f"{plural(feeds[template], 'feed'):>12}  {plural(entries[template], 'entry', 'entries'):>14}"
            size = as_size(sum(each.size for each in written if each.state != "removed"))
            say(f"{names[template]:{width}}  {counts}  {size:>11}  {_states(written)}")
    removed = [each.name for each in gone if each.state == "removed"]
    if removed:
        folders = {name.rpartition("/")[0] for name in removed}
        lost = plural(len(folders), "feed that is", "feeds that are")
        say(f"Removed {plural(len(removed), 'file')} of {lost} gone.")


def _states(written: Sequence[FileChange]) -> str:
    """`unchanged`, or what became of the files: `5 new, 2 changed`."""
    counts = Counter(each.state for each in written)
    said = [f"{counts[state]:,} {state}" for state in _STATES if counts[state]]
    return ", ".join(said) or "unchanged"


def _articles(report: RunReport) -> str:
    """`674 articles read, 50 exported; left out: 249 drafts`."""
    read = report.read
    left_out = [
        (report.kinds["rejected"], "rejected"),
        (report.kinds["draft"], "draft" if report.kinds["draft"] == 1 else "drafts"),
        (report.kinds["withdrawn"], "withdrawn"),
        (report.later, f"later than {report.later_than}"),
        (report.expired, "expired"),
        (report.repeated, "repeated"),
        (report.articles - report.entries, "beyond the limit" if report.is_limited else "in no feed"),
    ]
    said = ", ".join(f"{count:,} {name}" for count, name in left_out if count)
    return f"{plural(read, 'article')} read, {report.entries:,} exported" + (f" (left out: {said})" if said else "")
