"""Where feeds have to lie in what is published, so that they are at the address that they name."""

import posixpath
from urllib.parse import unquote, urlsplit

from exporters.diagnostics.diagnostic import escaped


def below(feeds_url: str, site_url: str) -> str | None:
    """The folder of the feeds within that of the site, "" for that itself; None where addresses don't tell one.

    `https://example.org/news/rss/` of the site at `https://example.org/news/` is `rss`.
    """
    feeds, site = urlsplit(feeds_url), urlsplit(site_url)
    folders, home = _folders(feeds.path), _folders(site.path)
    if feeds.netloc.lower() != site.netloc.lower() or folders[: len(home)] != home:
        return None
    rest = folders[len(home) :]
    return "/".join(rest) if all(map(_is_folder, rest)) else None


def amiss(feeds_url: str, site_url: str, out: str, path: str) -> str:
    """What to tell of feeds that lie in the folder `out` of the folder `path`, which is published; "" for nothing.

    Only what is certain is told: `path` may be published anywhere on the host of the site.
    """
    inside = posixpath.relpath(out, path) if posixpath.isabs(out) == posixpath.isabs(path) else ".."
    folders, feeds, site = inside.split("/"), urlsplit(feeds_url), urlsplit(site_url)
    if folders[0] in (".", "..") or feeds.netloc.lower() != site.netloc.lower():
        return ""
    if _folders(feeds.path)[-len(folders) :] == folders:
        return ""
    return escaped(
        f"The feeds are written to {out}, so they are published at an address that ends with /{inside}/. "
        f"They name {feeds_url}: write that as feeds_url, or another out."
    )


def _folders(path: str) -> list[str]:
    return [unquote(each) for each in path.split("/") if each]


def _is_folder(name: str) -> bool:
    """Whether a part of an address is the name of a folder on any system."""
    return name not in (".", "..") and name.isprintable() and not set(name) & set('/\\:*?"<>|')
