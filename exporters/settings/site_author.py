"""The author of the site, who stands at each article without one: without an e-mail address, as feeds are public."""

from collections.abc import Iterator

from msgspec.structs import replace

from exporters.diagnostics.diagnostic import Diagnostic, Level, quote_value
from exporters.model.article import Person
from exporters.model.text import without_mail
from exporters.settings.values import Settings
from exporters.support.paths import shown_path


def public_author(author: Person | None) -> Person | None:
    """Return an author without e-mail address; None if the name is nothing else."""
    if author is None or (name := without_mail(author.name)) == author.name:
        return author
    return replace(author, name=name) if name else None


def note_mail(settings: Settings) -> Iterator[Diagnostic]:
    """Yield a note if the settings have an e-mail address in the name of the author."""
    given = settings.own_site.over(settings.foreign_site).author
    shown = public_author(given)
    if settings.site is None or given is None or given == shown:
        return
    path = shown_path(settings.file) if settings.file and settings.own_site.author else ""
    message, fix = "contains an e-mail address", f"now {quote_value(shown.name)}" if shown else "left out"
    yield Diagnostic("author-email", message, fix, Level.NOTE, path=path, field="site.author.name")
