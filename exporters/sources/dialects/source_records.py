"""How articles were read, as the manifest records it: other addresses or ids would make old articles new."""

from collections.abc import Iterator, Mapping

from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.errors import PublishError
from exporters.publishing.manifest import Manifest, SourceRecord
from exporters.run import RunReport
from exporters.settings.source_site import SourceSite
from exporters.settings.values import Settings
from exporters.sources.dialects import registry
from exporters.sources.dialects.ids import record_name


def source_record(settings: Settings, dialects: Mapping[str, int]) -> SourceRecord | None:
    """The record of a run; None where every article has Outfeed's own names. `dialects` counts articles."""
    sites = [each for each in _sites(settings) if dialects.get(each.dialect)]
    rules = dict.fromkeys((each.dialect, each.permalink or registry.find(each.dialect).rule(each)) for each in sites)
    if not rules:
        return None
    return SourceRecord(
        dialect=", ".join(name for name, _ in rules), permalink=", ".join(rule for _, rule in rules), ids=_ids(settings)
    )


def _sites(settings: Settings) -> list[SourceSite]:
    """The sites that articles may belong to."""
    return [each for each in (settings.source_site, *settings.source_sites.values()) if each is not None]


def _ids(settings: Settings) -> str:
    """The rule of ids; where sources have several, all of them."""
    names = {record_name(each.ids) for each in settings.sources} or {record_name(settings.id_rule)}
    return ", ".join(sorted(names))


def is_id_rule_given(settings: Settings) -> bool:
    """Whether our own settings say what ids are made of."""
    return bool(settings.id_rule) or any(each.ids for each in settings.sources)


def check_recorded(before: Manifest | None, settings: Settings, now: SourceRecord | None) -> None:
    """Raise PublishError where articles would be read in another way, `now`, than those that are published.

    What our own settings say is meant; what is recognised may have changed by a file that somebody added.
    """
    was = before.source if before else None
    if was is None or was == now:
        return
    problems = [*_address_problems(was, settings, now), *_id_problems(was, settings, now)]
    if problems:
        raise PublishError(problems)


def _address_problems(was: SourceRecord, settings: Settings, now: SourceRecord | None) -> Iterator[Diagnostic]:
    """Another generator, or another rule of addresses."""
    is_same_rule = now is None or was.permalink == now.permalink
    if now is not None and was.dialect == now.dialect and is_same_rule:
        return
    folders = [(each.dialect, each.permalink) for each in settings.sources if each.path.is_dir() and not each.is_html]
    given = folders or [(settings.dialect, settings.permalink)]
    if all(dialect != "auto" and (rule is not None or is_same_rule) for dialect, rule in given):
        return
    here = f"{now.dialect} with {now.permalink or 'no permalink pattern'}" if now else "Outfeed's own names"
    right = f"write source: {{dialect: {was.dialect}, permalink: …}} to keep the published addresses"
    if settings.sources:
        right = "write dialect and permalink into each entry of sources"
    elif now:
        right += f", or dialect: {now.dialect} with a permalink to change them"
    there = f"{was.dialect} with {was.permalink or 'no permalink pattern'}"
    yield Diagnostic("dialect-changed", f"the published feeds were read as {there}, the articles now as {here}", right)


def _id_problems(was: SourceRecord, settings: Settings, now: SourceRecord | None) -> Iterator[Diagnostic]:
    """Another rule of ids."""
    if now is None or was.ids == now.ids or is_id_rule_given(settings):
        return
    message = f"ids were made by the rule {was.ids}, now it is {now.ids}"
    right = f"write source: {{ids: {was.ids}}} to keep the published ids, or ids: {now.ids} to change them"
    yield Diagnostic("id-rule-changed", message, right)


def warn_of_other_ids(before: Manifest | None, settings: Settings, report: RunReport) -> Iterator[Diagnostic]:
    """A warning before the first publication where the generator's own feed has other ids than ours would have.

    What our own settings say of ids is meant.
    """
    if before is not None or not report.other_ids or settings.ids or is_id_rule_given(settings):
        return
    sites = [each for each in _sites(settings) if report.dialects.get(each.dialect) and each.has_feed]
    if not sites:
        return
    name = sites[0].dialect
    some = "1 article has another id" if report.other_ids == 1 else f"{report.other_ids:,} articles have other ids"
    message = f"{some} in the feed that {name} itself writes, so its subscribers would see them as new"
    rule = registry.find(name).feed_ids
    fix = f"run `outfeed init --against` with the address of that feed, or write source: {{ids: {rule}}}"
    right = f"{fix}; ids: permalink where nobody has subscribed to it"
    yield Diagnostic("feed-ids-other", message, right, Level.WARNING)
