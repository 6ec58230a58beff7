"""BuiltSite: the folder of finished pages that bodies of articles are taken from. It passes to processes."""

from pathlib import Path
from typing import Any

from msgspec import Struct

from exporters.diagnostics.diagnostic import Diagnostic, clipped
from exporters.settings import rules
from exporters.settings.section import SettingsSection
from exporters.support.paths import absolute


class BuiltSite(Struct, frozen=True, kw_only=True):
    """Where the finished pages are, and where in a page its article is."""

    folder: str  # absolute
    select: str | None = None  # CSS selector of the main part; None: found by the marks of themes

    @property
    def digest(self) -> bytes:
        """What tells two of them apart for the cache, but for the pages themselves."""
        return f"built\0{self.select or ''}".encode("utf-8", "surrogatepass")


def read_built(source: SettingsSection, folder: Path, *, is_read: bool) -> BuiltSite | None:
    """The value of `source.built`: a folder, or a mapping with `path` and `select`. Add what is wrong.

    `folder` is that of the settings. `is_read` says whether pages will be read, so that their folder has to be there.
    """
    value: Any = source.values.get("built")
    section = source.within("built") if isinstance(value, dict) else source
    key = "path" if isinstance(value, dict) else "built"
    path = section.text(key, rules.text)
    select = section.text("select", selector) if isinstance(value, dict) else None
    if path is None:
        return None
    if is_read and not (folder / path).is_dir():
        right = "build the site first, or name the folder that its generator writes, relative to this file"
        section.add(key, Diagnostic("built-missing", f"no folder {clipped(path)}", right))
    return BuiltSite(folder=str(absolute(folder / path)), select=select)


def selector(value: str) -> Diagnostic | None:
    """What is wrong with a CSS selector; None where nothing is."""
    import cssselect  # loaded where a selector is given

    try:
        cssselect.HTMLTranslator().css_to_xpath(value)
    except cssselect.SelectorError as error:
        right = "write one such as main .post-content"
        return Diagnostic("selector-wrong", f"{clipped(value)} is no CSS selector ({str(error).rstrip('.')})", right)
    return None
