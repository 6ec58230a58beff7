"""The state of a preview as JSON: its feeds, its problems, and the articles that are in no feed."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from exporters.diagnostics.diagnostic import Diagnostic
from exporters.diagnostics.formatter import help_address
from exporters.diagnostics.json_report import as_object
from exporters.diagnostics.rules import RULES
from exporters.model import moment
from exporters.serve.preview import HeldArticle, Preview, PreviewFeed, PreviewFile
from exporters.serve.source_lines import line_text
from exporters.support.paths import shown_path

_MOST_LINES: Final = 100  # problems that come with the text of their line


def describe_state(preview: Preview, *, is_building: bool, is_shared: bool) -> dict[str, Any]:
    """Return the state. `is_shared`: other machines may ask, so nothing of what is not published is in it."""
    settings, options = preview.settings, preview.options
    site = settings.site if settings else None
    sources = ", ".join(shown_path(each) for each in options.sources) if options and not is_shared else ""
    against = (options.against or shown_path(settings.out)) if options and settings and not is_shared else ""
    of_feeds = {file.name for feed in preview.feeds for file in feed.files}
    return {
        "version": preview.version,
        "building": is_building,
        "is_current": preview.is_current,
        "is_shared": is_shared,
        "shows_drafts": bool(options and options.drafts),
        "source": sources,
        "site": {"title": site.title, "url": site.url} if site else None,
        "against": against,
        "seconds": round(preview.seconds, 3),
        "built": moment.rfc3339(preview.built) if preview.built else None,
        "feeds": [_feed(each) for each in preview.feeds],
        "others": [_file(each) for each in preview.files.values() if each.name not in of_feeds],
        "problems": _problems(preview.problems, is_shared=is_shared),
        "problem_counts": preview.counts,
        "rejected": _articles(preview.rejected, is_shared=is_shared),
        "drafts": _articles(preview.drafts, is_shared=is_shared),
        "held": _articles(preview.held, is_shared=is_shared),
    }


def _feed(feed: PreviewFeed) -> dict[str, Any]:
    return {
        "path": feed.path,
        "title": feed.title,
        "group": feed.group,
        "page": feed.page,
        "entries": len(feed.keys),
        "updated": moment.rfc3339(feed.updated),
        "kind": "podcast" if feed.is_podcast else "feed",
        "files": [_file(each) for each in feed.files],
    }


def _file(file: PreviewFile) -> dict[str, Any]:
    values: dict[str, Any] = msgspec.to_builtins(file)
    return values


def _problems(problems: Sequence[Diagnostic], *, is_shared: bool) -> list[dict[str, Any]]:
    if is_shared:  # messages quote articles, and name their files
        return [
            {"rule": each.rule, "level": each.level, "message": RULES[each.rule].title, "help": help_address(each.rule)}
            for each in problems
        ]
    return [_problem(each, has_text=index < _MOST_LINES) for index, each in enumerate(problems)]


def _problem(problem: Diagnostic, *, has_text: bool) -> dict[str, Any]:
    has_line = has_text and bool(problem.path) and problem.line > 0 and "://" not in problem.path
    return {
        **as_object(problem),
        "help": help_address(problem.rule),
        "line_text": line_text(Path(problem.path), problem.line) if has_line else None,
    }


def _articles(articles: Sequence[HeldArticle], *, is_shared: bool) -> list[dict[str, Any]]:
    if is_shared:
        return []
    return [
        {
            "path": each.path,
            "title": each.title,
            "published": moment.rfc3339(each.published) if each.published else None,
            "reason": each.reason,
        }
        for each in articles
    ]
