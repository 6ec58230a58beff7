"""How articles were read, as the manifest records it: another generator or rule would move every address."""

from collections.abc import Mapping

from exporters.errors import PublishError
from exporters.publishing.manifest import Manifest, SourceRecord
from exporters.settings.values import Settings
from exporters.sources.dialects import registry


def source_record(settings: Settings, dialects: Mapping[str, int]) -> SourceRecord | None:
    """The record of a run; None where every article has Outfeed's own names. `dialects` counts articles."""
    source = settings.source_site
    if source is None or not any(count for name, count in dialects.items() if name):
        return None
    rule = source.permalink or registry.find(source.dialect).rule(source)
    return SourceRecord(dialect=source.dialect, permalink=rule)


def check_recorded(before: Manifest | None, settings: Settings, now: SourceRecord | None) -> None:
    """Raise PublishError where articles would be read in another way, `now`, than those that are published.

    What our own settings say is meant; what is recognised may have changed by a file that somebody added.
    """
    was = before.source if before else None
    if was is None or was == now:
        return
    is_same_rule = now is None or was.permalink == now.permalink
    if settings.dialect != "auto" and (settings.permalink is not None or is_same_rule):
        return
    here = f"{now.dialect} with {now.permalink or 'no permalink pattern'}" if now else "Outfeed's own names"
    right = f"write source: {{dialect: {was.dialect}, permalink: …}} to keep the published addresses"
    if now:
        right += f", or dialect: {now.dialect} with a permalink to change them"
    there = f"{was.dialect} with {was.permalink or 'no permalink pattern'}"
    raise PublishError.because(
        "dialect-changed", f"the published feeds were read as {there}, the articles now as {here}", right
    )
