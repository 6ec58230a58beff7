"""Render pages to HTML with Jinja2, with the same bytes every time."""

import base64
import hashlib
import os
import traceback
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from markupsafe import Markup

from exporters.diagnostics.diagnostic import Diagnostic
from exporters.errors import UsageError, reason
from exporters.pages.page import FeedPage, PageEntry, day, readable_address
from exporters.support.files import read_regular
from exporters.support.paths import shown_path

if TYPE_CHECKING:
    from jinja2 import Environment

    from exporters.pages.meter import WorkMeter
    from exporters.pages.metered import MeteredEnvironment


OUR_TEMPLATES: Final = Path(__file__).parent / "templates"
PREFIX: Final = "outfeed/"  # `outfeed/feed.html` is the built-in template, also if the site has a `feed.html`
_LARGEST: Final = 1_000_000  # bytes of a template; ours have a few thousand, and style and script stand in every page
_SUFFIXES: Final = frozenset({".html", ".css", ".js", ".svg"})

TemplateSource = tuple[str, Path]  # text and file of a template
Sources = Mapping[str, TemplateSource]  # by name
_Kind = TypeVar("_Kind", bound="Environment")


def read_templates(folder: Path | None) -> Sources:
    """Return every template by name: those in `folder` replace the built-in ones. Raises UsageError."""
    built_in = dict(_read(OUR_TEMPLATES))
    if folder is None:
        return built_in
    if not folder.is_dir():
        message, fix = "no folder of templates", "correct pages.templates"
        raise UsageError.because("templates-missing", message, fix, path=shown_path(folder))
    return built_in | {PREFIX + name: source for name, source in built_in.items()} | dict(_read(folder))


def templates_digest(sources: Sources) -> bytes:
    """Return a digest of the templates."""
    parts = ((name.encode(), text.encode()) for name, (text, _) in sorted(sources.items()))
    return hashlib.sha256(b"".join(b"%d:%b%d:%b" % (len(a), a, len(b), b) for a, b in parts)).digest()


def _read(folder: Path) -> Iterator[tuple[str, TemplateSource]]:
    place = Path(os.path.realpath(folder))
    for path in sorted(folder.rglob("*")):
        if path.suffix in _SUFFIXES and path.exists() and not path.is_dir():
            if not Path(os.path.realpath(path)).is_relative_to(place):  # the content of a template is published
                message, fix = "a link that leads out of the folder of templates", "put the file itself there"
                raise template_error(path, 0, message, fix)
            yield path.relative_to(folder).as_posix(), (_text(path), path)


def _text(path: Path) -> str:
    """Return the text of a template with its line ends unchanged."""
    try:
        data = read_regular(path, _LARGEST)
    except OSError as error:
        raise template_error(path, 0, reason(error), "make it a readable file, or remove it") from error
    if len(data) > _LARGEST:
        raise template_error(
            path, 0, f"larger than {_LARGEST // 1_000_000} MB", "write the frame of pages only, no data"
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise template_error(path, line, "not UTF-8", "save it as UTF-8") from error


def template_error(path: Path, line: int, message: str, fix: str = "") -> UsageError:
    """Return the error of a template that can't be used."""
    problem = Diagnostic("template-broken", message, fix, path=shown_path(path), line=line, column=1 if line else 0)
    return UsageError(problem)


MAX_ENTRIES: Final = 20  # latest entries on a page
_MOST_KEPT: Final = 10_000  # entries of about 2 kB that stand on several pages
LARGEST: Final = 50_000  # bytes of a page, besides the list
_ROW: Final = 200  # bytes more for each feed in the list
_UNITS: Final = 200_000  # of work for a page, a hundred times what the built-in templates need
_FEED_UNITS: Final = 200  # more for each feed in the list
_RUN_UNITS: Final = 1_000_000_000  # for the pages of all feeds, about 20 minutes
_LEAST_UNITS: Final = 60_000  # for a page, however many there are; the built-in templates need 15,000
_LONGEST: Final = 200  # characters of a message of Jinja2, which may quote any text


class PageTemplates:
    """The built-in templates, overridden by those of the site."""

    def __init__(self, folder: Path | None, feeds: int = 1) -> None:
        """Read every template once. Raises UsageError for an unreadable folder or file.

        The pages of `feeds` share the work of a run. The share is the same for each page, in any process,
        and changes only when the number of feeds doubles, so that other pages stay up to date.
        """
        templates = read_templates(folder)
        self._share = max(_LEAST_UNITS, _RUN_UNITS >> max(0, feeds - 1).bit_length())
        self._sources = tuple(sorted(templates.items()))
        self._files = {str(path) for _, (_, path) in self._sources if path.parent != OUR_TEMPLATES}
        self._entries: dict[PageEntry, Markup] = {}  # as the built-in templates show them, on any page
        share = b"" if folder is None else b"%d" % self._share
        self.digest: Final = templates_digest(templates) + share

    def render(self, page: FeedPage, entries: Sequence[PageEntry]) -> bytes:
        """Return the HTML of `page` with the latest entries: 20, or as many as its size allows.

        Raises UsageError for a broken template of the site.
        """
        try:
            return self._render(page, entries)
        except Exception as error:
            explained = self._explain_error(error)
            if explained is None:
                raise
            raise explained from error

    def _render(self, page: FeedPage, entries: Sequence[PageEntry]) -> bytes:
        name, units = "root.html" if page.is_list else "feed.html", _UNITS + _FEED_UNITS * page.total
        share = self._share_of(page)
        values = entries[:MAX_ENTRIES]
        media = sorted({each.player.origin for each in values if each.player})
        latest = [self._entry(each, share, page) for each in values]
        lang = Markup(' lang="{}"').format(page.language) if page.language else ""
        html = f"{self._text(name, units, share, page=page, entries=latest, lang=lang, media=media)}\n".encode()
        excess = len(html) - LARGEST - _ROW * page.total
        if excess > 0:
            while latest and excess > 0:
                excess -= len(latest.pop().encode())
            html = f"{self._text(name, units, share, page=page, entries=latest, lang=lang, media=media)}\n".encode()
        return html

    def _share_of(self, page: FeedPage) -> "WorkMeter | None":
        """Return the work that all templates of a page may do; None if all of them are built in."""
        if not self._files:
            return None
        from exporters.pages.meter import WorkMeter

        return WorkMeter(self._share + 2 * _FEED_UNITS * page.total)

    def _entry(self, value: PageEntry, share: "WorkMeter | None", page: FeedPage) -> Markup:
        """Render an entry; a template of the site may show the page as well."""
        if (html := self._entries.get(value)) is None:
            html = Markup(self._text("entry.html", _UNITS, share, page=page, entry=value))  # noqa: S704
            if not self._files and len(self._entries) < _MOST_KEPT:
                self._entries[value] = html
        return html

    def _text(self, name: str, units: int, share: "WorkMeter | None", **values: object) -> str:
        """Render the template `name`, within `units` and the page's `share` if it has one."""
        html: str
        if share is None:
            html = _environment(self._sources).get_template(name).render(**values)
            return html
        from exporters.pages.meter import WorkMeter

        metered = _metered_environment(self._sources)
        metered.meter = WorkMeter(units, share)
        html = metered.get_template(name).render(**values)
        return html

    def _explain_error(self, error: Exception) -> Exception | None:
        """Return the error to report if a template of the site caused `error`, else None."""
        from jinja2 import TemplateNotFound, TemplateSyntaxError

        from exporters.pages.meter import WorkLimitError

        if isinstance(error, TemplateNotFound):
            message = f"no template {error}"
        elif isinstance(error, RecursionError):
            message = "a template or a macro that uses itself without end; extend ours as outfeed/root.html"
        else:
            message = f"{error}" or type(error).__name__
        message = message if len(message) <= _LONGEST else f"{message[:_LONGEST]}…"
        if isinstance(error, TemplateSyntaxError):
            file = error.filename or error.name or ""  # the lexer of Jinja2 passes the file as the name
            if file in self._files:
                return template_error(Path(file), error.lineno, message)
        for frame in reversed(traceback.extract_tb(error.__traceback__)):
            if frame.filename in self._files:
                return template_error(Path(frame.filename), frame.lineno or 0, message)
        if isinstance(error, WorkLimitError) and self._files:  # the work was used up before a built-in template began
            return template_error(Path(min(self._files, key=_by_cost)), 1, message)
        return None


def _by_cost(file: str) -> tuple[bool, str]:
    """Order files of templates: that of an entry first, which is rendered once for each."""
    return Path(file).name != "entry.html", file


@lru_cache(maxsize=4)
def _environment(sources: tuple[tuple[str, TemplateSource], ...]) -> "Environment":
    """Return the environment of the built-in templates, which need no sandbox: a page takes a third of the time."""
    from jinja2 import Environment

    return _make_environment(Environment, sources)


@lru_cache(maxsize=4)
def _metered_environment(sources: tuple[tuple[str, TemplateSource], ...]) -> "MeteredEnvironment":
    """Return the sandbox with limits, for templates of a site."""
    from exporters.pages.metered import MeteredEnvironment

    return _make_environment(MeteredEnvironment, sources)


def _make_environment(kind: type[_Kind], sources: tuple[tuple[str, TemplateSource], ...]) -> _Kind:
    """Return a Jinja2 environment. Importing it and compiling templates is slow, so it happens with the first page.

    Runs of one process share the compiled code: 25 of the 40 ms that a small site took.
    """
    from jinja2 import FunctionLoader, StrictUndefined

    by_name = dict(sources)

    def load(name: str) -> tuple[str, str, None] | None:
        text, path = by_name.get(name, ("", None))
        return None if path is None else (text, str(path), None)

    environment = kind(
        loader=FunctionLoader(load),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=-1,
        auto_reload=False,
    )
    style, script, player = (by_name[name][0].strip() for name in ("page.css", "page.js", "player.css"))
    environment.filters.update(day=day, readable_address=readable_address)
    environment.globals.update(
        style=Markup(style),  # noqa: S704  template files, which hold no text of an article
        script=Markup(script),  # noqa: S704
        policy=_policy(script, style),
        player_style=Markup(player),  # noqa: S704
        player_policy=_policy(script, style, player),
    )
    return environment


def _policy(script: str, *styles: str) -> str:
    """Return the policy: pictures, these styles and this script alone. Spec: CSP 3 §2.3.1."""
    allowed_styles, other_rules = " ".join(map(_hash_source, styles)), "base-uri 'none'; form-action 'none'"
    return f"default-src 'none'; style-src {allowed_styles}; script-src {_hash_source(script)}; {other_rules}"


def _hash_source(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
