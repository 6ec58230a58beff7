"""Id rules: the ids that generators write into their own feeds, so that subscribers keep what they have read.

Each rule names the program whose feeds have such ids, and the page or source file that says so.
"""

import html
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote, unquote, urlparse, urlsplit

from exporters.settings.id_rules import PERMALINK
from exporters.support.lazy_regex import lazy_regex

if TYPE_CHECKING:
    from exporters.sources.dialects.dialect import DialectArticle

_MEDIUM: Final = lazy_regex(r"-([0-9a-f]{8,12})\Z")
_SEGMENT: Final = "-._~!$&'()*+,;=:@/"  # what Addressable leaves in a path as it is


class ArticleAddress(NamedTuple):
    """The address of an article in its two forms."""

    url: str  # the permalink
    written: str  # the same as its generator writes it: nothing is percent-encoded that was not before
    home: str  # the home page


class IdRule(NamedTuple):
    """What an id is made of. Without `make` it is the permalink."""

    source: str  # the page, or the file of the program, that says so
    make: "Callable[[DialectArticle, ArticleAddress], str] | None" = None


def _jekyll_feed(article: "DialectArticle", address: ArticleAddress) -> str:
    """The folder of the address and the slug as it is written, without slash and suffix.

    Spec: `{{ post.id | absolute_url }}` of feed.xml; `Jekyll::Document#id`, `#populate_title`.
    """
    slug = article.text("slug") or article.parts.slug.rstrip(".")
    parts = urlsplit(address.url)
    folder = parts.path.rstrip("/").rpartition("/")[0]
    return f"{parts.scheme}://{parts.netloc}{folder}/{quote(unquote(slug), _SEGMENT, errors='replace')}"


def _pelican(article: "DialectArticle", address: ArticleAddress) -> str:
    """A tag URI of host, day and path, without escapes. Spec: `get_tag_uri` of feedgenerator; RFC 4151."""
    parts = urlparse(address.written)
    path = parts.path if article.text("url") else unquote(parts.path)  # a `url` stays as the author wrote it
    day = f",{article.day:%Y-%m-%d}" if article.day else ""
    fragment = f"/{parts.fragment}" if parts.fragment else ""
    return f"tag:{parts.hostname}{day}:{path}{fragment}"


def _nikola(article: "DialectArticle", address: ArticleAddress) -> str:
    """The `guid` of the article, else its address."""
    return article.text("guid").strip() or address.url


def _docusaurus(_article: "DialectArticle", address: ArticleAddress) -> str:
    """The address with letters and spaces as they are written."""
    return address.written


def _eleventy(_article: "DialectArticle", address: ArticleAddress) -> str:
    """The address, which the template of the plugin escapes once more than XML does."""
    return html.escape(address.url, quote=True).replace("&#x27;", "&#39;")


def _quarto(_article: "DialectArticle", address: ArticleAddress) -> str:
    """The address of the file."""
    return f"{address.url}index.html" if address.url.endswith("/") else address.url


def _wordpress(article: "DialectArticle", address: ArticleAddress) -> str:
    """The `guid` that an importer kept, else it is made of the number of the post."""
    if guid := article.text("guid", "wordpress_url").strip():
        return guid
    number = article.text("wordpress_id").strip()
    return f"{address.home}?p={number}" if number.isdecimal() else address.url


def _medium(article: "DialectArticle", address: ArticleAddress) -> str:
    """The number in hexadecimal digits at the end of the file's name."""
    found = _MEDIUM.search(article.path.rpartition("/")[2].rpartition(".")[0])
    return f"https://medium.com/p/{found[1]}" if found else address.url


RULES: Final[Mapping[str, IdRule]] = {
    PERMALINK: IdRule("https://github.com/everyday-cc/outfeed/blob/main/docs/keep-ids.md"),
    "astro": IdRule("https://docs.astro.build/en/recipes/rss/"),
    "docusaurus": IdRule("facebook/docusaurus: packages/docusaurus-plugin-content-blog/src/feed.ts", _docusaurus),
    "eleventy": IdRule("11ty/eleventy-plugin-rss: src/virtualTemplate.js", _eleventy),
    "ghost": IdRule("https://ghost.org/docs/admin-api/"),  # files that Ghost exports hold the id of each article
    "hexo": IdRule("hexojs/hexo-generator-feed: atom.xml, rss2.xml"),
    "hugo": IdRule("gohugoio/hugo: tpl/tplimpl/embedded/templates/rss.xml"),
    "jekyll-feed": IdRule("jekyll/jekyll-feed: lib/jekyll-feed/feed.xml", _jekyll_feed),
    "medium": IdRule("gautamdhameja/medium-2-md: lib/reader.js", _medium),
    "mkdocs": IdRule("https://guts.github.io/mkdocs-rss-plugin/"),
    "nikola": IdRule("https://getnikola.com/handbook.html", _nikola),
    "pelican": IdRule("getpelican/feedgenerator: feedgenerator/django/utils/feedgenerator.py", _pelican),
    "quarto": IdRule("quarto-dev/quarto-cli: src/project/types/website/listing/website-listing-feed.ts", _quarto),
    "substack": IdRule("https://support.substack.com/hc/en-us"),
    "wordpress": IdRule("jekyll/jekyll-import: lib/jekyll-import/importers/wordpress.rb", _wordpress),
    "zola": IdRule("getzola/zola: components/templates/src/builtins/atom.xml"),
}


def record_name(rule: str) -> str:
    """Return the name under which the manifest has a rule: rules that make the same ids share one."""
    return rule if rule in RULES and RULES[rule].make else PERMALINK


def make_id(rule: str, article: "DialectArticle", address: ArticleAddress) -> str:
    """Return the id of an article by the rule of that name; "" is no rule, which gives the permalink."""
    make = RULES[rule].make if rule else None
    try:
        return make(article, address) if make else address.url
    except ValueError:  # of an address that is none, which is reported as such
        return address.url
