"""Foresight: what a run would mean for subscribers; an export that would do them harm is refused."""

from msgspec.structs import replace

from exporters.build.build import Prepared
from exporters.model.outcome import IDENTITY
from exporters.plan import against, forecast
from exporters.plan.plan import Plan, Planned
from exporters.plan.published import Folder, Published
from exporters.plan.readers.document import Item
from exporters.plan.refusal import Around, Spot, refusal
from exporters.plan.site_ids import Site
from exporters.publishing.stage import Stage
from exporters.settings.load import require_site
from exporters.settings.values import Settings
from exporters.sources.origin import ArticleOrigins
from exporters.store import rows
from exporters.wishes import Wishes


def elsewhere(settings: Settings, wishes: Wishes) -> Published | None:
    """What --against names; None without it. Raises UsageError, PublishError."""
    if wishes.against is None:
        return None
    feed = next((each for each in settings.feeds if "{" not in each.path), settings.feeds[0])
    wanted = wishes.formats or feed.formats or settings.formats
    names = {name: file for name, file in forecast.documents(feed.path).items() if name in wanted}
    return against.published(wishes.against, names)


def plan(settings: Settings, prepared: Prepared, stage: Stage) -> Plan:
    """What publishing would mean. Raises PublishError where what is published can't be had."""
    published = prepared.elsewhere or Folder(settings.out, is_held=stage.is_held)
    return forecast.forecast(_prepared(settings, prepared, stage), published)


def guard(settings: Settings, wishes: Wishes, prepared: Prepared, stage: Stage) -> None:
    """Raise RefusedError where publishing would do subscribers harm that can't be undone."""
    if wishes.allow_new_ids:
        return
    published = prepared.elsewhere or Folder(settings.out, is_held=stage.is_held, is_lenient=True)
    made = _prepared(settings, prepared, stage)
    found = forecast.guard(made, published)
    if wishes.allow_new_address:
        found = replace(found, feeds=tuple(map(_at_any_address, found.feeds)))
    if not found.is_dangerous:
        return

    origins = ArticleOrigins(settings.base)

    def article(identity: str) -> Spot:
        path = prepared.shelf.path(identity)
        if path is None:
            return Spot("")
        origin = origins.find(path, IDENTITY)
        return Spot(origins.shown(path), *(origin[1:] if origin else ()))

    raise refusal(found, Around(made.site, article, stage.place))


def _at_any_address(planned: Planned) -> Planned:
    changes = tuple(each for each in planned.plan.changes if each.what != "self")
    return replace(planned, plan=replace(planned.plan, changes=changes))


def _prepared(settings: Settings, prepared: Prepared, stage: Stage) -> forecast.Prepared:
    shelf = prepared.shelf

    def about(identity: str) -> Item | None:
        packed = shelf.packed(identity)
        if packed is None:
            return None
        article = rows.article(packed)
        return Item(id=identity, link=article.url, title=article.title, published=article.published)

    site = Site(require_site(settings).url, shelf, shelf.withdrawn_ids(), shelf.repeated, about)
    return forecast.Prepared(prepared.feeds, prepared.about, stage, site)
