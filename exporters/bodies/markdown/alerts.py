"""Alerts: quotes that begin with a word in brackets, such as `> [!NOTE]`, and may have a title behind it.

Spec: docs.github.com/en/get-started/writing-on-github, "Alerts"; help.obsidian.md/callouts for titles.
"""

from typing import Final

from exporters.support.lazy_regex import lazy_regex

_ALERT: Final = lazy_regex(r"\[!([A-Za-z][\w -]{0,40})(?:\|[^\]\n]{0,80})?\][+-]?[ \t]*")


def split_alert(text: str) -> tuple[str, str]:
    """Return the name of the alert that a quote with `text` is, in words, and the text behind its mark; else ""."""
    found = _ALERT.match(text)
    if found is None:
        return "", text
    return found[1].replace("-", " ").replace("_", " ").capitalize(), text[found.end() :]
