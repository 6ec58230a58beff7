"""The elements of Apple Podcasts. Spec: Apple, A Podcaster's Guide to RSS; Podcast RSS feed requirements.

https://help.apple.com/itc/podcasts_connect/#/itcb54353390, https://podcasters.apple.com/support/823-podcast-requirements
"""

from collections.abc import Callable, Collection, Iterator
from typing import Final

from exporters.checks.finding import Finding
from exporters.checks.parsed_xml import XmlElement
from exporters.checks.podcasts.shows import LONGEST_DESCRIPTION, LONGEST_NAME, apple_categories
from exporters.diagnostics.diagnostic import Level, quote_value
from exporters.lint.rules.modules.families import ITUNES_RULES
from exporters.lint.rules.modules.spelling import similar_name
from exporters.lint.rules.modules.tables import EPISODE, FEED, FEED_OR_ENTRY, ElementRule, Module
from exporters.lint.rules.modules.value_kinds import (
    ADDRESS,
    EMAIL,
    POSITIVE,
    RFC822,
    WHOLE,
    WORDS,
    one_of,
    pattern,
)

_CATEGORY: Final = "itunes:category"
_OLD_CATEGORIES: Final = {  # until August 2019
    "Arts": ("Literature",),
    "Arts & Entertainment": (),
    "Audio Blogs": (),
    "Business": ("Business News", "Finance", "Management & Marketing", "News", "Shopping"),
    "Comedy": (),
    "Education": (
        "Education Technology",
        "Educational Technology",
        "Higher Education",
        "K-12",
        "Language Courses",
        "Training",
    ),
    "Family": (),
    "Food": (),
    "Games & Hobbies": (),
    "Government & Organizations": (),
    "Health": (),
    "International": (),
    "Movies & Television": (),
    "News & Politics": (),
    "Politics": (),
    "Public Radio": (),
    "Religion & Spirituality": ("New Age", "Other", "Philosophy"),
    "Science & Medicine": (),
    "Society & Culture": ("History",),
    "Sports & Recreation": (),
    "Talk Radio": (),
    "Technology": (
        "Computers",
        "Developers",
        "Gadgets",
        "Information Technology",
        "News",
        "Operating Systems",
        "Podcasting",
        "Smart Phones",
        "Software How-To",
        "Tech News",
        "Text/Speech",
    ),
    "Transportation": (),
    "Travel": (),
}


def category_unknown(node: XmlElement, parent: XmlElement) -> Iterator[Finding]:
    """Directories skip it, and list the show nowhere. Spec: Apple Podcasts categories."""
    name, main = node.attributes.get("text", "").strip(), parent.attributes.get("text", "").strip()
    if not name:
        return
    known: tuple[str, ...] = tuple(apple_categories())
    old: Collection[str] = _OLD_CATEGORIES
    kind = "category"
    if parent.name == _CATEGORY:
        if main not in apple_categories():
            return
        known, old, kind = apple_categories()[main], _OLD_CATEGORIES.get(main, ()), f"sub-category of {main}"
    if name not in known:
        message = f"{quote_value(name)} is no {kind} in Apple's list"
        if name in old:
            fix = "use one of the list of 2019" if known else "write the category alone"
            yield node.finding("itunes-category-obsolete", f"{message} any more", fix, Level.WARNING)
        else:
            guess = similar_name(name, known)
            fix = f"did you mean {guess}?" if guess else "write one of the list, by its exact English name"
            yield node.finding("itunes-category-unknown", message, fix)


def _limit(characters: int) -> Callable[[XmlElement, XmlElement], Iterator[Finding]]:
    def text_long(node: XmlElement, _parent: XmlElement) -> Iterator[Finding]:
        """Apple cuts or refuses it. Spec: A Podcaster's Guide to RSS: 4,000 characters, others 255."""
        if (size := len(node.text.strip())) > characters:
            fix = f"write at most {characters:,}"
            yield node.finding("itunes-text-long", f"{size:,} characters in <{node.name}>", fix)

    return text_long


def explicit_old(node: XmlElement, _parent: XmlElement) -> Iterator[Finding]:
    """Apple's guide has `true` and `false` since 2019. Spec: Apple, <itunes:explicit>."""
    value = node.text.strip().lower()
    if value in _OLD_EXPLICIT:
        message, fix = f"{quote_value(value)} in <{node.name}>", f"write {_OLD_EXPLICIT[value]}"
        yield node.finding("itunes-explicit-old", message, fix, Level.NOTE)


_OLD_EXPLICIT: Final = {"yes": "true", "explicit": "true", "no": "false", "clean": "false"}
_NAME: Final = ElementRule(parents=FEED_OR_ENTRY, once=True, check=_limit(LONGEST_NAME))
_OLD_NAME: Final = _NAME._replace(obsolete="remove it, or keep it for old players: Apple reads it no more")
_YES: Final = "write Yes, or remove it: any other value means nothing"

ITUNES: Final = Module(
    "itunes",
    "Apple's guide",
    {
        # of a show and of an episode
        "author": _NAME,
        "title": _NAME,
        "block": ElementRule(one_of("Yes No", any_case=True), FEED_OR_ENTRY, once=True, keeps_space=True),
        "explicit": ElementRule(
            one_of("true false yes no clean explicit", any_case=True)._replace(right="write true or false"),
            FEED_OR_ENTRY,
            once=True,
            keeps_space=True,
            check=explicit_old,
        ),
        "image": ElementRule(parents=FEED_OR_ENTRY, once=True, attributes={"href": ADDRESS}, required=("href",)),
        "subtitle": _OLD_NAME,
        "keywords": _OLD_NAME,
        "summary": ElementRule(
            parents=FEED_OR_ENTRY,
            once=True,
            check=_limit(LONGEST_DESCRIPTION),
            obsolete="remove it, or keep it for old players: Apple reads <description> instead",
        ),
        # of a show
        "category": ElementRule(
            parents=FEED | {_CATEGORY}, attributes={"text": WORDS}, required=("text",), check=category_unknown
        ),
        "owner": ElementRule(None, FEED, once=True, children=("itunes:email",)),
        "name": ElementRule(parents=frozenset({"itunes:owner"}), once=True, check=_limit(LONGEST_NAME)),
        "email": ElementRule(EMAIL, frozenset({"itunes:owner"}), once=True),
        "type": ElementRule(one_of("Episodic Serial", any_case=True), FEED, once=True),
        "complete": ElementRule(one_of("Yes No", any_case=True)._replace(right=_YES), FEED, once=True),
        "new-feed-url": ElementRule(ADDRESS, FEED, once=True),
        "applepodcastsverify": ElementRule(
            parents=FEED, once=True, obsolete='write <podcast:txt purpose="applepodcastsverify">'
        ),
        "pubDate": ElementRule(RFC822, FEED, once=True, obsolete="write <pubDate>"),
        # of an episode
        "duration": ElementRule(
            pattern(r"[0-9]{1,9}(?::[0-5]?[0-9]){0,2}", "write seconds, or 1:07:04 with hours, minutes and seconds"),
            EPISODE,
            once=True,
        ),
        "episode": ElementRule(POSITIVE, EPISODE, once=True),
        "season": ElementRule(POSITIVE, EPISODE, once=True),
        "episodeType": ElementRule(one_of("Full Trailer Bonus", any_case=True), EPISODE, once=True),
        "order": ElementRule(WHOLE, EPISODE, once=True, obsolete="write <itunes:episode>"),
        "isClosedCaptioned": ElementRule(
            one_of("Yes No", any_case=True), EPISODE, once=True, obsolete="write <podcast:transcript>"
        ),
    },
    ITUNES_RULES,
    unknown=Level.WARNING,
)
