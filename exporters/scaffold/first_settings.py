"""First settings of a site: what was found in its folder and in the generator's own feed, as files to write."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from exporters.diagnostics.diagnostic import escape_controls
from exporters.errors import UsageError
from exporters.publishing.names import MANIFEST
from exporters.scaffold import settings_text
from exporters.scaffold.built_folder import with_built_site
from exporters.scaffold.folder_facts import FolderFacts, look
from exporters.scaffold.generators import SettingLine, folders_of
from exporters.scaffold.new_files import NewFile, find_settings, path_within
from exporters.scaffold.old_feed import find_at, find_in_site
from exporters.scaffold.old_ids import OldIds, compare_with_feed
from exporters.scaffold.settings_text import flow
from exporters.scaffold.site_articles import count_articles
from exporters.settings import find, rules
from exporters.settings.aliases import ids_text
from exporters.settings.values import Settings, SiteSettings
from exporters.sources.dialects.recognise import load_site, recognise
from exporters.support.files import read_regular
from exporters.support.paths import absolute, shown_path

_IDS: Final = "ids.yaml"
_PUBLISHED: Final = "Feeds are published already, and their manifest.json has the rule of their ids: none was written."


class FirstSettings(Struct, frozen=True, kw_only=True):
    """The settings file, and what it was made of."""

    file: NewFile
    facts: FolderFacts | None = None  # None where the file exists already
    old: OldIds | None = None  # how articles agree with the generator's own feed; None where that was not found
    ids: NewFile | None = None  # the file of ids that no rule makes


def first_settings(
    folder: Path, site_url: str | None, *, is_replaced: bool, against: str | None = None
) -> FirstSettings:
    """Return the settings file and what it was made of.

    `is_replaced` says whether what is there counts as nothing. `against` is where the generator's own feed is; without
    it that is looked for in the finished site.

    Raises UsageError where the address of the site is not known, or is none, or no feed is at `against`; SettingsError
    where settings can't be read; PublishError where the feed can't be had or read.
    """
    there = find_settings(folder)
    if there is not None and not is_replaced:
        return _beside_settings(folder, there, site_url, against)
    file, found = there or folder / find.OWN_NAMES[0], look(folder)
    url = _url(found, site_url)
    found = with_built_site(found, folder, url)
    known = _known_settings(folder, found, url)
    is_published = (known.out / MANIFEST).exists()
    if known.source_site is not None and known.source_site.sign:
        found = replace(found, named_dialect=known.source_site.dialect)
        found = count_articles(found, known) if found.dialect else found
    old = _old_ids(folder, known, against, is_published=is_published)
    ids, notes = None, tuple(_setting_lines(folder, found))
    if old is not None and is_published:
        notes = (_PUBLISHED, *notes)
    elif old is not None:
        ids = _ids_file(old, folder, is_replaced=is_replaced)
        feed_id = old.feed_id if old.feed_id and not rules.identity(old.feed_id) else ""
        ids_name = _IDS if ids and ids.text else ""
        found = replace(found, ids=old.rule, permalink=old.permalink, ids_file=ids_name, feed_id=feed_id)
        found = replace(found, podcast=old.podcast)
    new = NewFile(what="settings", file=file, text=settings_text.text(found, url), notes=notes)
    return FirstSettings(file=new, facts=found, old=old, ids=ids)


def _beside_settings(folder: Path, file: Path, site_url: str | None, against: str | None) -> FirstSettings:
    """The same where there are settings, which stay as they are: what they lack is told."""
    if against is None:
        return FirstSettings(file=NewFile(what="settings", file=file))
    known = load_site(folder, config=file, site_url=site_url, reads=False)
    is_published = (known.out / MANIFEST).exists()
    old = compare_with_feed(find_at(against, folders_of(_dialect_of(known))), known)
    notes = (_PUBLISHED,) if is_published else tuple(_lines_to_write(old, folder, file))
    ids = None if is_published else _ids_file(old, folder, is_replaced=False)
    return FirstSettings(file=NewFile(what="settings", file=file, notes=notes), old=old, ids=ids)


def _known_settings(folder: Path, found: FolderFacts, url: str) -> Settings:
    """The settings with which the articles are read."""
    return recognise(
        Settings(
            site=None,
            source=absolute(folder / found.source),
            timezone=None,
            out=absolute(folder / found.out),
            own_site=SiteSettings(url=url),
            foreign_site=found.known,
        )
    )


def _dialect_of(known: Settings) -> str:
    return known.source_site.dialect if known.source_site else ""


def _old_ids(folder: Path, known: Settings, against: str | None, *, is_published: bool) -> OldIds | None:
    """Return how articles agree with the feed at `against`, else in the finished site; None without such a feed."""
    generator = folders_of(_dialect_of(known))
    if against is not None:
        return compare_with_feed(find_at(against, generator), known)
    source = known.source_site
    root = Path(source.root) if source and source.sign else folder
    feed = None if is_published else find_in_site(root, generator)
    return compare_with_feed(feed, known) if feed is not None and feed.document.items else None


def _ids_file(old: OldIds, folder: Path, *, is_replaced: bool) -> NewFile | None:
    """Return the file of ids that the rule does not make; None where it makes all."""
    if not old.others:
        return None
    file = folder / _IDS
    is_there = os.path.lexists(file) and not is_replaced
    return NewFile(what="ids", file=file, text="" if is_there else ids_text(old.others))


def _lines_to_write(old: OldIds, folder: Path, file: Path) -> Iterator[str]:
    """Yield a sentence with each setting that the existing file lacks."""
    name = escape_controls(shown_path(file))
    values = {"permalink": old.permalink, "ids": old.rule}
    if given := {key: value for key, value in values.items() if value}:
        yield f"Write into {name}: source: {flow(given)}"
    feed: dict[str, Any] = {"id": old.feed_id} if old.feed_id and not rules.identity(old.feed_id) else {}
    if old.podcast:
        feed["podcast"] = old.podcast
    if feed:
        yield f"Write into {name}: feeds: {flow([{'path': '', **feed}])}"
    if old.others and not os.path.lexists(folder / _IDS):
        yield f"Write into {name}: ids: {_IDS}"


def _setting_lines(folder: Path, found: FolderFacts) -> Iterator[str]:
    """Yield a sentence for each line that the generator's files lack, as far as their text tells."""
    dialect = found.dialect or found.tool.name.lower()
    generator = folders_of(dialect)
    lines = list(generator.lines)
    root = find.find_project(folder)
    if root is not None and generator.is_beside:
        ignored = f"/{path_within(root, folder / generator.out)}/"
        lines.append(SettingLine(".gitignore", ignored, "each export writes the feeds anew"))
    for file, text, reason in lines:
        place = root / file if root is not None and file == ".gitignore" else folder / file
        if text not in _text_of(place):
            yield f"Add to {file}: {text} ({reason})."


def _text_of(file: Path) -> str:
    with suppress(OSError, ValueError):
        return read_regular(file, find.LARGEST).decode("utf-8", "replace")
    return ""


def _url(found: FolderFacts, site_url: str | None) -> str:
    """Return the home page. Raises UsageError if it is unknown, or `site_url` is not valid."""
    if site_url is not None and (wrong := rules.address(site_url)):
        raise UsageError(wrong.in_field("--site-url"))
    url = rules.base(site_url) if site_url else found.known.url
    if url is None:
        message, fix = "the address of the site is unknown", "give --site-url https://…, the home page of the site"
        raise UsageError.because("site-url-missing", message, fix)
    return url
