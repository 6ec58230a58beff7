"""How articles were read, as the manifest records it: another generator or rule would move every address."""

from collections.abc import Mapping

from exporters.errors import PublishError
from exporters.publishing.manifest import Manifest, SourceRecord
from exporters.settings.values import Settings
from exporters.sources.dialects import registry


def source_record(settings: Settings, dialects: Mapping[str, int]) -> SourceRecord | None:
    """The record of a run; None where every article has Outfeed's own names. `dialects` counts articles."""
    every = (settings.source_site, *settings.source_sites.values())
    sites = [each for each in every if each is not None and dialects.get(each.dialect)]
    rules = dict.fromkeys((each.dialect, each.permalink or registry.find(each.dialect).rule(each)) for each in sites)
    if not rules:
        return None
    return SourceRecord(dialect=", ".join(name for name, _ in rules), permalink=", ".join(rule for _, rule in rules))


def check_recorded(before: Manifest | None, settings: Settings, now: SourceRecord | None) -> None:
    """Raise PublishError where articles would be read in another way, `now`, than those that are published.

    What our own settings say is meant; what is recognised may have changed by a file that somebody added.
    """
    was = before.source if before else None
    if was is None or was == now:
        return
    is_same_rule = now is None or was.permalink == now.permalink
    folders = [(each.dialect, each.permalink) for each in settings.sources if each.path.is_dir() and not each.is_html]
    given = folders or [(settings.dialect, settings.permalink)]
    if all(dialect != "auto" and (rule is not None or is_same_rule) for dialect, rule in given):
        return
    here = f"{now.dialect} with {now.permalink or 'no rule of addresses'}" if now else "Outfeed's own names"
    right = f"write source: {{dialect: {was.dialect}, permalink: …}} to keep the published addresses"
    if settings.sources:
        right = "write dialect and permalink into each entry of sources"
    elif now:
        right += f", or dialect: {now.dialect} with a permalink to change them"
    there = f"{was.dialect} with {was.permalink or 'no rule of addresses'}"
    raise PublishError.because("dialect-changed", f"the feeds were made of {there}, now it is {here}", right)
