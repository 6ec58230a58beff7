"""Sites for the browser: one with hundreds of feeds, and one whose every text wants to break out."""

from typing import Final

from msgspec.structs import replace

from exporters.model.article import Article, Image, Provider
from exporters.settings.values import PageSettings
from tests.makers import article, site
from tests.pages.making import Told, pages, root, told

NAMES: Final = ("Künstliche Intelligenz", "Straße", "Οδός", "R&D", "机器学习", "التعلم الآلي", "Café society")
LONG: Final = (
    "What a very long title of an article says about the attention that its author wants from the people who read it"
    " on a telephone while they wait for the bus, which is late again as it is every day at"
)  # 198 letters
ATTACKS: Final = (
    "<script>attacked = 1</script>",
    "</title><script>attacked = 2</script>",
    '"onmouseover="attacked = 3" autofocus onfocus="attacked = 4',
    "<img src=x onerror='attacked = 5'>",
    "</style></code></script><svg onload='attacked = 6'>",
    "{{ 7*7 }}",
    "unbroken" * 40,
    "\u202ereversed",
)


def large() -> list[Told]:
    """300 feeds: the whole site, names in many scripts, and numbered ones."""
    names = [*NAMES, *(f"Topic {number}" for number in range(292))]
    return [root(_usual(), name="Everything"), *(told(name, _usual()) for name in names)]


def crowded() -> list[Told]:
    """187 feeds in four groups, with thousands of entries; one has a long name, and an entry with a long title."""
    feeds = [root(_usual(), name="Everything"), told("Most discussed", _usual(), group="", path="hot")]
    for group, count in (("Topics", 120), ("Authors", 59), ("Years", 5)):
        feeds += [told(f"{group[:-1]} {number} and others", _usual(), group=group) for number in range(count)]
    long = article(title=LONG, images=(Image(url="https://img.example.net/long.png", title="A bus"),))
    feeds.append(told(LONG, long, group="", path="long", title=LONG))
    return [each._replace(listed=replace(each.listed, count=12_345)) for each in feeds]


def hostile() -> dict[str, bytes]:
    """Pages on which every text of site, feeds and articles is an attack; with pictures."""
    where = site(title=ATTACKS[1], description=ATTACKS[2], language="ar")
    articles = [_attack(number, text) for number, text in enumerate(ATTACKS)]
    feeds = [root(*articles, name=ATTACKS[0], site=where)]
    feeds += [
        told(text, *articles, group=ATTACKS[3], path=f"t/{number}", title=text, site=where)
        for number, text in enumerate(ATTACKS)
    ]
    return pages(feeds, PageSettings(images=True))


def _usual() -> Article:
    return article(title="A title", summary="An excerpt.", provider=Provider(name="Wired"))


def _attack(number: int, text: str) -> Article:
    return article(
        url=f"https://example.org/{number}",
        title=text,
        summary=f"{text}!",
        provider=Provider(name=text),
        images=(Image(url=f"https://img.example.net/{number}.png", width=1200, height=700, title=text),),
    )
