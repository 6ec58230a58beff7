"""Foresight: what a run would mean for subscribers; an export that would do them harm is refused."""

from pathlib import Path

from msgspec.structs import replace

from exporters.cache import rows
from exporters.documents import yaml
from exporters.errors import ArticleError
from exporters.forecasting import against, forecast
from exporters.forecasting.published import Folder, Published
from exporters.forecasting.refusal import Around, Spot, refusal
from exporters.forecasting.site import Site
from exporters.paths import shown_path
from exporters.planning.document import Item
from exporters.planning.plan import Plan, Planned
from exporters.preparing import Prepared
from exporters.publishing.stage import Stage
from exporters.settings.load import require_site
from exporters.settings.values import Settings
from exporters.sources import frontmatter
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

    def article(identity: str) -> Spot:
        path = prepared.shelf.path(identity)
        return Spot("") if path is None else _spot(settings.base / path)

    raise refusal(found, Around(made.site, article, stage.place))


def _at_any_address(planned: Planned) -> Planned:
    changes = tuple(each for each in planned.plan.changes if each.what != "self")
    return replace(planned, plan=replace(planned.plan, changes=changes))


def _spot(file: Path) -> Spot:
    """Where an article says what its id is: in `id`, else in the permalink."""
    shown = shown_path(file)
    try:
        document = yaml.read(frontmatter.split(frontmatter.decode(file.read_bytes())).front)
    except (OSError, ArticleError):  # it was read a moment ago
        return Spot(shown)
    fields = document.value if isinstance(document.value, dict) else {}
    key = next((each for each in ("id", "webUrl") if each in fields), None)
    return Spot(shown, *document.place((key,))) if key else Spot(shown)


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
