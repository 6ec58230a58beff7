"""BuiltSite: the folder of finished pages from which article bodies come. Worker processes receive it."""

from pathlib import Path
from typing import Any

from msgspec import Struct

from exporters.diagnostics.diagnostic import Diagnostic, clip_text
from exporters.settings import rules
from exporters.settings.section import SettingsSection
from exporters.support.paths import absolute


class BuiltSite(Struct, frozen=True, kw_only=True):
    """The folder of the finished pages, and the CSS selector of the article in a page."""

    folder: str  # absolute
    select: str | None = None  # CSS selector of the main part; None: found by the markup of common themes

    @property
    def digest(self) -> bytes:
        """The part of a cache key that depends on these settings; the pages have keys of their own."""
        return f"built\0{self.select or ''}".encode("utf-8", "surrogatepass")


def read_built(source: SettingsSection, folder: Path, *, is_read: bool) -> BuiltSite | None:
    """Return the value of `source.built`: a folder, or a mapping with `path` and `select`. Add problems.

    `folder` is that of the settings. `is_read`: the run reads pages, so their folder must exist.
    """
    value: Any = source.values.get("built")
    section = source.subsection("built") if isinstance(value, dict) else source
    key = "path" if isinstance(value, dict) else "built"
    path = section.text(key, rules.text)
    select = section.text("select", check_selector) if isinstance(value, dict) else None
    if path is None:
        return None
    if is_read and not (folder / path).is_dir():
        fix = "build the site first, or name the folder that its generator writes, relative to this file"
        section.add(key, Diagnostic("built-missing", f"no folder {clip_text(path)}", fix))
    return BuiltSite(folder=str(absolute(folder / path)), select=select)


def check_selector(value: str) -> Diagnostic | None:
    """Return the problem if `value` is not a CSS selector."""
    import cssselect  # only if there is a selector

    try:
        cssselect.HTMLTranslator().css_to_xpath(value)
    except cssselect.SelectorError as error:
        fix = "write one such as main .post-content"
        return Diagnostic("selector-wrong", f"{clip_text(value)} is not a CSS selector ({str(error).rstrip('.')})", fix)
    return None
