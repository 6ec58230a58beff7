"""Findings about the members of JSON objects."""

from exporters.checks.finding import Finding
from exporters.diagnostics.diagnostic import Level


def member_finding(rule: str, message: str, fix: str, path: str, level: Level = Level.ERROR) -> Finding:
    """Return a finding at a path such as `items[3].id`, which becomes a JSON Pointer later."""
    return Finding(rule=rule, message=message, fix=fix, level=level, field=path)
