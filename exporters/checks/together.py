"""The documents of one feed, each read once: what is wrong with each, and where they differ."""

from collections.abc import Mapping
from dataclasses import dataclass

from exporters.checks.agree import Listing, compared, listed
from exporters.checks.finding import Finding
from exporters.checks.parsed import UnreadableError
from exporters.checks.run import judged, kind_of, read


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """What `findings` and `disagreements` say of the documents of one feed."""

    findings: dict[str, list[Finding]]  # by media type, each in document order
    disagreements: list[Finding]


def examined(documents: Mapping[str, bytes]) -> Examined:
    """What is wrong with the documents, by media type, and where they differ: each is read once for both."""
    told: dict[str, list[Finding]] = {}
    listings: list[Listing] = []
    for media_type, data in documents.items():
        kind = kind_of(media_type)
        try:
            parsed = read(data, kind)
            told[media_type] = judged(parsed, kind)
            listings += listed(parsed, media_type)
        except UnreadableError as error:
            told[media_type] = [error.finding]
    return Examined(findings=told, disagreements=compared(listings))
