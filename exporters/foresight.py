"""Foresight: what a run would mean for subscribers; an export that would do them harm is refused."""

from exporters.forecasting import against, forecast
from exporters.forecasting.published import Folder, Published
from exporters.forecasting.refusal import refusal
from exporters.forecasting.site import Site
from exporters.paths import shown_path
from exporters.planning.plan import Plan
from exporters.preparing import Prepared
from exporters.publishing.stage import Stage
from exporters.settings.load import require_site
from exporters.settings.values import Settings
from exporters.wishes import Wishes


def elsewhere(settings: Settings, wishes: Wishes) -> Published | None:
    """What --against names; None without it. Raises UsageError, PublishError."""
    if wishes.against is None:
        return None
    feed = next((each for each in settings.feeds if "{" not in each.path), settings.feeds[0])
    wanted = wishes.formats or feed.formats or settings.formats
    return against.published(wishes.against, forecast.documents(feed.path, wanted))


def plan(settings: Settings, wishes: Wishes, prepared: Prepared, stage: Stage) -> Plan:
    """What publishing would mean. Raises PublishError where what is published can't be had."""
    published = prepared.elsewhere or Folder(settings.out, is_held=stage.is_held)
    return forecast.forecast(_prepared(settings, prepared, stage), published, is_whole=not wishes.formats)


def guard(settings: Settings, wishes: Wishes, prepared: Prepared, stage: Stage) -> None:
    """Raise RefusedError where publishing would do subscribers harm that can't be undone."""
    if wishes.allow_new_ids:
        return
    published = prepared.elsewhere or Folder(settings.out, is_held=stage.is_held, is_lenient=True)
    found = forecast.guard(_prepared(settings, prepared, stage), published)
    if not found.is_dangerous:
        return

    def article(identity: str) -> str:
        path = prepared.shelf.path(identity)
        return "" if path is None else shown_path(settings.base / path)

    raise refusal(found, article, stage.place)


def _prepared(settings: Settings, prepared: Prepared, stage: Stage) -> forecast.Prepared:
    shelf = prepared.shelf
    site = Site(require_site(settings).url, shelf, shelf.withdrawn_ids())
    return forecast.Prepared(prepared.feeds, prepared.about, stage, site)
