"""Makers: feeds as lists show them, and whole sites of pages."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from lxml import html

from exporters.feeds.slug import folder_name, percent_encode
from exporters.model.article import Article
from exporters.model.feed import FeedLink
from exporters.model.listing import FeedListing
from exporters.model.site import Site
from exporters.pages.maker import PageMaker
from exporters.pages.page import FeedPage, entry
from exporters.pages.render import PageTemplates
from exporters.settings.load import load
from exporters.settings.values import PageSettings
from exporters.sources.parse import ArticleReader
from tests.makers import LINKS, MADE, article, feed

SEEDS: Final = Path(__file__).parents[2] / "seeds"
TEMPLATES: Final = PageTemplates(None)


class Told(NamedTuple):
    """A feed of a site, and what it tells."""

    listed: FeedListing
    articles: Sequence[Article]


def told(name: str, *articles: Article, group: str = "Topics", path: str | None = None, **fields: Any) -> Told:
    """A feed of `group` that lies in a folder of its own; the feed of the whole site where `path` is "" ."""
    where = f"{group.lower()}/{folder_name(name, 'topic')}" if path is None else path
    site = fields.get("site")
    base = (site.feeds_url if site else MADE) + (f"{percent_encode(where)}/" if where else "")
    links = tuple(
        FeedLink(format=link.format, media_type=link.media_type, url=base + link.url.removeprefix(MADE))
        for link in LINKS
    )
    made = feed(**({"path": where, "title": name, "page": base, "links": links} | fields))
    newest = max((each.published for each in articles), default=None)
    return Told(FeedListing(feed=made, group=group, name=name, count=len(articles), newest=newest), articles)


def root(*articles: Article, **fields: Any) -> Told:
    """The feed of the whole site."""
    return told(fields.pop("name", "Site"), *articles, group="", path="", **fields)


def maker(feeds: Iterable[Told], settings: PageSettings | None = None) -> PageMaker:
    """The maker of their pages."""
    listing = [each.listed for each in feeds]
    return PageMaker(listing[0].feed.site, listing, settings or PageSettings())


def render(made: FeedPage, articles: Iterable[Article], templates: PageTemplates = TEMPLATES) -> bytes:
    """A page with these articles."""
    return templates.render(made, [entry(each, images=made.images, plays=made.is_show) for each in articles])


def pages(
    feeds: Sequence[Told], settings: PageSettings | None = None, templates: PageTemplates = TEMPLATES
) -> dict[str, bytes]:
    """Every page by its path below the out folder: the first of `feeds` is that of the whole site, or there is none."""
    make = maker(feeds, settings)
    made = {
        f"{each.listed.feed.path}/index.html": render(make.page(each.listed), each.articles, templates)
        for each in feeds
        if each.listed.feed.path
    }
    whole = next((each for each in feeds if not each.listed.feed.path), None)
    made["index.html"] = render(make.root(whole.listed if whole else None), whole.articles if whole else (), templates)
    return made


def page(*articles: Article, settings: PageSettings | None = None, **fields: Any) -> str:
    """The page of one feed."""
    made = root(*articles, **fields)
    other = told("AI")
    return render(maker([other, made], settings).page(made.listed), articles).decode()


def parsed(document: str | bytes) -> html.HtmlElement:
    """The elements of a page."""
    return html.document_fromstring(document if isinstance(document, bytes) else document.encode())


def text(found: html.HtmlElement) -> str:
    """What an element says, on one line."""
    return " ".join(str(found.text_content()).split())


def many(count: int, **fields: Any) -> list[Article]:
    """Articles with addresses of their own."""
    return [article(url=f"https://example.org/{number}", **fields) for number in range(count)]


def write(made: dict[str, bytes], out: Path) -> None:
    """Put the pages where they belong."""
    for name, data in made.items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def seeds() -> list[Told]:
    """The owner's five articles as feeds: of the whole site, of each topic and of each provider."""
    site = seeds_site()
    articles = _seeds(site)
    topics = sorted({topic for each in articles for topic in each.topics})
    providers = sorted({_provider(each) for each in articles})
    made = [root(*articles, name=site.title, site=site)]
    for group, names in (("Topics", topics), ("Providers", providers)):
        for name in names:
            fitting = [each for each in articles if name in each.topics or _provider(each) == name]
            title = f"{site.title}: {name}"
            made.append(told(name, *fitting, group=group, site=site, title=title, description=title))
    return made


def _provider(article: Article) -> str:
    return (article.provider.name if article.provider else None) or ""


def seeds_site() -> Site:
    """The site of the seeds."""
    site = load(None, config=SEEDS / "outfeed.yaml").site
    assert site is not None
    return site


def _seeds(site: Site) -> list[Article]:
    reader = ArticleReader(site, None, drafts=False, withdrawn=False)
    read = [reader.read(path.read_bytes(), path.name).article for path in sorted(SEEDS.glob("*.md"))]
    return sorted((each for each in read if each), key=lambda each: each.published, reverse=True)
