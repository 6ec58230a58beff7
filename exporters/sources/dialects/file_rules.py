"""FileRules: where a generator publishes the files of a site that are no articles."""

from typing import Final, NamedTuple

from msgspec import Struct

from exporters.support.lazy_regex import lazy_regex

_PAGE: Final = lazy_regex(r"(?P<host>https?://[^/?#]*)(?P<path>[^?#]*)")


class StaticFolder(NamedTuple):
    """A folder whose files are published as they are."""

    folder: str  # below the folder of the site, "" for that itself
    address: str = ""  # below the home page, "" for the home page itself


class FileRules(Struct, frozen=True, kw_only=True):
    """Where the pictures and other files of one site are published."""

    folders: tuple[StaticFolder, ...] = ()  # the first one that holds a file says its address
    has_bundles: bool = True  # whether files beside an `index` lie beside its page
    has_asset_folders: bool = False  # whether those of `x.md` lie in the folder `x`
    renames: bool = False  # whether linked files are published under names of their own
    is_complete: bool = False  # whether a file elsewhere is certainly not published
    hides_underscores: bool = False  # whether a file is not published that has `_` before its name or a folder's
    is_vault: bool = False  # whether links may start at the folder of the site, or name a file alone
    strips_html: bool = False  # whether the files of /x.html lie below /x/


def page_folder(page: str, *, strips_html: bool = False) -> str:
    """The address below which the files of the page at `page` lie: that of the page as a folder."""
    found = _PAGE.match(page)
    if found is None:
        return page
    folder, _, name = found["path"].rpartition("/")
    if name == "index.html":
        name = ""
    elif strips_html:
        name = name.removesuffix(".html")
    if "." not in name:
        folder = f"{folder}/{name}" if name else folder
    return f"{found['host']}{folder}/"
