"""Where the values of an entry come from, as `outfeed validate --explain` says it."""

import re
from pathlib import Path
from threading import Lock
from typing import Any, Final

from exporters import pipeline
from exporters.errors import OutfeedError
from exporters.run import RunOptions
from exporters.serve.preview import EntryKey
from exporters.settings.values import Settings
from exporters.sources.explain.explanation import ArticleExplanation
from exporters.sources.explain.target import ExplainTarget, find_source
from exporters.sources.items import split_key
from exporters.support.paths import shown_path

_LINE: Final = re.compile(r"\bline (\d{1,9})", re.ASCII)
_RULE: Final = re.compile(r" \[([a-z][a-z0-9-]*)\]\Z")


class OriginFinder:
    """Reads single articles again, one at a time: what fills in addresses belongs to one reading."""

    def __init__(self) -> None:
        """Start."""
        self._lock = Lock()

    def find(self, key: EntryKey, settings: Settings, options: RunOptions) -> dict[str, Any]:
        """Return the outcome, the reading and the origins of an entry; none where its file is gone."""
        path, place = split_key(key.path)
        file = settings.base / path
        target = ExplainTarget(
            file=Path(shown_path(file)), line=place.line if place else 0, column=place.column if place else 0
        )
        try:
            with self._lock:
                source = find_source(target, options.sources)
                found = pipeline.explain(settings, options, target, source)
        except (OutfeedError, OSError) as error:
            return {"outcome": str(error), "reading": "", "origins": []}
        return {"outcome": found.outcome, "reading": found.reading, "origins": _origins(found, shown_path(file))}


def _origins(found: ArticleExplanation, file: str) -> list[dict[str, Any]]:
    return [
        {
            "field": each.name,
            "value": each.value,
            "from": each.origin,
            "details": [text for text in each.details if not _RULE.search(text)],
            "file": file,
            "line": int(line[1]) if (line := _LINE.search(each.origin)) else None,
            "repairs": [
                {"rule": rule[1], "text": _RULE.sub("", text)} for text in each.details if (rule := _RULE.search(text))
            ],
        }
        for each in found.fields
    ]
