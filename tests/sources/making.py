"""Makers: an article file of which a test names only the lines that matter, and what becomes of it."""

from datetime import tzinfo
from typing import Final

from exporters.model.outcome import ReadOutcome
from exporters.model.site import Site
from exporters.sources.parse import ArticleReader

SITE: Final = Site(
    title="AI Every Day",
    description="News",
    url="https://example.org/ai/",
    feeds_url="https://example.org/ai/feeds/",
)
REQUIRED: Final = {  # lines 2, 3 and 4 of every file
    "title": "title: A title",
    "publishedDateTime": "publishedDateTime: 2021-08-24T07:30:00Z",
    "webUrl": "webUrl: https://example.org/1",
}


def file(*lines: str, body: str = "") -> bytes:
    """An article: a line with a key that is required stands in its place (2 to 4), others follow from line 5 on."""
    given = {line.partition(":")[0]: line for line in lines}
    required = [given.get(key, line) for key, line in REQUIRED.items()]
    further = [line for line in lines if line.partition(":")[0] not in REQUIRED]
    return "\n".join(["---", *required, *further, "---", body]).encode()


def outcome(
    data: bytes, path: str = "x.md", *, zone: tzinfo | None = None, drafts: bool = False, withdrawn: bool = False
) -> ReadOutcome:
    """What becomes of the file at `path` that holds `data`."""
    return ArticleReader(SITE, zone, drafts=drafts, withdrawn=withdrawn).read(data, path)


def told(result: ReadOutcome) -> list[str]:
    """Each diagnostic as `line:column slug field`, without empty parts."""
    return [
        " ".join(part for part in (f"{each.line}:{each.column}" if each.line else "", each.rule, each.field) if part)
        for each in result.diagnostics
    ]
