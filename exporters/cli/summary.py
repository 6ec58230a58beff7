"""Print the last lines of an export: the files written, and the articles left out."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from exporters.cli.printing import format_size, plural, say
from exporters.diagnostics.diagnostic import Level, escape_controls
from exporters.model import moment
from exporters.publishing.publication import FileChange
from exporters.run import RunReport
from exporters.support.paths import shown_path

_MAX_LISTED: Final = 12  # files that are listed one by one
_PAGE: Final = "index.html"
_STATES: Final = ("new", "changed", "removed", "left")


def print_summary(report: RunReport, out: Path, *, quiet: bool, verbose: bool = False) -> int:
    """Print the result of a run; return the exit status."""
    folder = escape_controls(shown_path(out))
    if report.is_failed:
        unchanged_note = f" {folder}/ is as it was." if out.exists() else ""
        say(f"Nothing was written: {describe_failure(report)}.{unchanged_note}", err=True)
        return 1
    if not quiet:
        (_print_files if verbose or len(report.changes) <= _MAX_LISTED else _print_folders)(report, folder)
        if report.page_kinds:
            say(describe_pages(report))
        say(
            f"{_count_articles(report)}; newest {moment.rfc3339(report.newest)}."
            if report.newest
            else _count_articles(report)
        )
        if sentence := describe_dialect(report):
            say(sentence)
        if any(each.name == _PAGE and each.state not in ("removed", "left") for each in report.changes):
            say(f"Look at {folder}/{_PAGE}.")
    if verbose and report.without_cache:
        say(f"Without the cache: {report.without_cache}.", err=True)
    return 0


def describe_failure(report: RunReport) -> str:
    """Return why a run failed: `2 errors`; `2 errors, 1 warning` with --strict; or that --strict alone stopped it."""
    errors = plural(report.count(Level.ERROR), "error")
    warnings = plural(report.count(Level.WARNING), "warning")
    if not report.strict:
        return errors
    return f"{errors}, {warnings}" if report.count(Level.ERROR) else f"{warnings}, and --strict stops on warnings"


def describe_dialect(report: RunReport) -> str:
    """Return `Read the articles by the rules of jekyll, recognised from _config.yml.`; "" without a generator."""
    names = [name for name, count in report.dialects.items() if name and count]
    parts = [
        f"by the rules of {name}, {_origin(name, report)}"
        for name in sorted(names, key=[*report.recognised_from].index)
    ]
    return escape_controls(f"Read the articles {'; '.join(parts)}.") if parts else ""


def describe_pages(report: RunReport) -> str:
    """Return `1,240 pages read, 312 articles (left out: 800 lists, 128 noindex)`; "" if no built site was read."""
    counts = report.page_kinds
    if not counts:
        return ""
    parts = ", ".join(f"{count:,} {_page_kind(name, count)}" for name, count in _other_kinds(counts))
    found = f"{plural(counts.total(), 'page')} read, {plural(counts['article'], 'article')}"
    found += f" (left out: {parts})" if parts else ""
    is_recognised = report.is_site_recognised
    return f"{found}; recognised as a finished site (format html): no file is Markdown" if is_recognised else found


def _page_kind(name: str, count: int) -> str:
    return f"{name}s" if name in ("list", "redirect") and count != 1 else name


def _other_kinds(counts: Counter[str]) -> list[tuple[str, int]]:
    """Return the kinds of pages that are not articles, the most frequent first."""
    return sorted(
        ((name, count) for name, count in counts.items() if name != "article"), key=lambda each: (-each[1], each[0])
    )


def _origin(dialect: str, report: RunReport) -> str:
    """Return how Outfeed found the dialect of articles."""
    if dialect == "plain":
        return "since no generator was recognised"
    files = report.recognised_from[dialect]
    return f"recognised from {files}" if files else "as the settings say"


def _print_files(report: RunReport, folder: str) -> None:
    """Print a line per file."""
    width = max((len(escape_controls(each.name)) for each in report.changes), default=0)
    for each in report.changes:
        say(f"{folder}/{escape_controls(each.name):{width}}  {format_size(each.size):>9}  {each.state}")


def _print_folders(report: RunReport, folder: str) -> None:
    """Print a line per path template in the settings, with the totals of its feeds; one more for removed files."""
    templates = {"": "", **{each.feed.path: each.template for each in report.feeds}}
    files: dict[str, list[FileChange]] = {template: [] for template in templates.values()}
    feeds, entries = Counter[str](), Counter[str]()
    for feed in report.feeds:
        feeds[feed.template] += 1
        entries[feed.template] += feed.count
    others: list[FileChange] = []
    for each in report.changes:
        template = templates.get(each.name.rpartition("/")[0])
        (others if template is None else files[template]).append(each)
    names = {template: escape_controls(f"{folder}/{template}/" if template else f"{folder}/") for template in files}
    width = max(map(len, names.values()))
    for template, changes in files.items():
        if changes:
            counts = f"{plural(feeds[template], 'feed'):>12}  {plural(entries[template], 'entry', 'entries'):>14}"
            size = format_size(sum(each.size for each in changes if each.state != "removed"))
            say(f"{names[template]:{width}}  {counts}  {size:>11}  {_count_states(changes)}")
    removed_names = [each.name for each in others if each.state == "removed"]
    if removed_names:
        folders = {name.rpartition("/")[0] for name in removed_names}
        feeds_text = plural(len(folders), "former feed", "former feeds")
        say(f"Removed {plural(len(removed_names), 'file')} of {feeds_text}.")


def _count_states(changes: Sequence[FileChange]) -> str:
    """Return `unchanged`, or the count of each state: `5 new, 2 changed`."""
    counts = Counter(each.state for each in changes)
    parts = [f"{counts[state]:,} {state}" for state in _STATES if counts[state]]
    return ", ".join(parts) or "unchanged"


def _count_articles(report: RunReport) -> str:
    """Return `674 articles read, 50 exported (left out: 249 drafts)`."""
    article_count = report.read
    omitted = [
        (report.kinds["rejected"], "rejected"),
        (report.kinds["draft"], "draft" if report.kinds["draft"] == 1 else "drafts"),
        (report.kinds["withdrawn"], "withdrawn"),
        (report.later, f"later than {report.later_than}"),
        (report.expired, "expired"),
        (report.repeated, "repeated"),
        (report.articles - report.entries, "beyond the limit" if report.is_limited else "in no feed"),
    ]
    parts = ", ".join(f"{count:,} {name}" for count, name in omitted if count)
    return f"{plural(article_count, 'article')} read, {report.entries:,} exported" + (
        f" (left out: {parts})" if parts else ""
    )
