"""Rules about extension namespaces in RSS and Atom: the same facts for iTunes, Podcasting 2.0, Media RSS and others."""

from typing import Final, NamedTuple

from exporters.diagnostics.rules.rule import Clause, DiagnosticRule, error, note, warning


class _Family(NamedTuple):
    """Modules whose rules have names with the same beginning."""

    prefix: str
    element: str  # how titles call an element
    readers: str  # who suffers
    clause: Clause


_APPLE: Final = Clause(
    "Apple, A Podcaster's Guide to RSS", "https://help.apple.com/itc/podcasts_connect/#/itcb54353390"
)
_CATEGORIES: Final = Clause(
    "Apple Podcasts categories", "https://podcasters.apple.com/support/1691-apple-podcasts-categories"
)
_MEDIA: Final = Clause("Media RSS 1.5.1", "https://www.rssboard.org/media-rss")
_FAMILIES: Final = (
    _Family(
        "itunes",
        "itunes element",
        "Apple Podcasts and most other podcast apps read these elements",
        _APPLE,
    ),
    _Family(
        "podcasting",
        "podcast element",
        "Podcast apps that know Podcasting 2.0 read these elements",
        Clause(
            "Podcast namespace",
            "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md",
        ),
    ),
    _Family(
        "mrss",
        "media element",
        "News intakes, picture and video readers read these elements",
        _MEDIA,
    ),
    _Family(
        "extension",
        "element of a module",
        "The readers that know the module read these elements",
        Clause("RSS 2.0, Extending RSS", "https://www.rssboard.org/rss-specification#extendingRss"),
    ),
)


def _rules(family: _Family) -> dict[str, DiagnosticRule]:
    """Return the rules of a family by name."""
    prefix, element, readers, clause = family
    return {
        f"{prefix}-value-invalid": error(
            f"{element} or its attribute has a wrong value",
            f"{readers}, and ignore a value of another kind: a number with letters, a word that is not in the list.",
            "Write a value of the kind that the message names.",
            clause,
        ),
        f"{prefix}-attribute-missing": error(
            f"{element} lacks an attribute",
            f"{readers}. Without the attribute they can't use the element, and skip it.",
            "Write the attribute that the message names.",
            clause,
        ),
        f"{prefix}-attribute-unknown": _UNKNOWN_ATTRIBUTE.get(prefix, warning)(
            f"{element} has an unknown attribute",
            f"{readers}, and skip an attribute that the specification lacks. It is an error where another element "
            "carries it, or where only its capitals are wrong: then its value is lost.",
            "Correct its name, or remove it.",
            clause,
        ),
        f"{prefix}-element-misplaced": error(
            f"{element} stands in the wrong place",
            f"{readers}, each in its place, and skip it in another one.",
            "Move it into the element that the message names.",
            clause,
        ),
        f"{prefix}-element-repeated": error(
            f"{element} appears twice",
            f"{readers}. Some use the first one, others the last.",
            "Keep one.",
            clause,
        ),
        f"{prefix}-element-missing": error(
            f"{element} lacks a part",
            f"{readers}. Without the part they can't use the element, and skip it.",
            "Write the element that the message names.",
            clause,
        ),
        f"{prefix}-element-unknown": _UNKNOWN.get(prefix, error)(
            f"{element} does not exist",
            f"{readers}, and skip an element that the specification lacks. The cause is often a typing error.",
            "Correct its name, or remove it.",
            clause,
        ),
        f"{prefix}-element-obsolete": note(
            f"{element} is obsolete",
            "The specification has replaced or dropped it, so new readers don't read it.",
            "Write what the message names.",
            clause,
        ),
    }


_UNKNOWN_ATTRIBUTE: Final = {"podcasting": note}
_UNKNOWN: Final = {"itunes": warning, "podcasting": note}
MODULES: Final[dict[str, DiagnosticRule]] = {
    "namespace-misspelt": error(
        "namespace is nearly a known one",
        "Readers compare the name of a namespace letter by letter. With another capital, without its slash or with "
        "`https` for `http` it is another namespace, so readers skip every element in it.",
        "Write the name as the message shows it.",
        Clause("Namespaces in XML 1.0 §2.3", "https://www.w3.org/TR/xml-names/#NSNameComparison"),
    ),
    **{name: rule for family in _FAMILIES for name, rule in _rules(family).items()},
    "itunes-text-long": error(
        "text is longer than Apple takes",
        "Apple takes 4,000 characters in `itunes:summary`, 255 in names and titles, and cuts or refuses longer ones.",
        "Shorten it.",
        _APPLE,
    ),
    "itunes-category-unknown": error(
        "category is not in Apple's list",
        "Directories know the categories of Apple's list, by their exact English names, and skip any other: then the "
        "show is listed nowhere. A sub-category stands within its own category.",
        "Write one of the list.",
        _CATEGORIES,
    ),
    "itunes-category-obsolete": warning(
        "category left Apple's list",
        "Apple changed its list in August 2019, and maps old names to new ones or to none.",
        "Write one of the present list.",
        _CATEGORIES,
    ),
    "itunes-explicit-old": note(
        "explicit has a value of before 2019",
        "Apple's guide has `true` and `false`; apps still read `yes`, `no`, `clean` and `explicit`.",
        "Write `true` or `false`.",
        _APPLE,
    ),
    "mrss-group-single": warning(
        "media group has fewer than two versions",
        "A group holds versions of one work, such as two sizes of a film, and readers choose one of them. With a "
        "single version it says nothing.",
        "Write the content without a group, or the other versions too.",
        _MEDIA,
    ),
    "mrss-default-repeated": warning(
        "media group has two defaults",
        "Readers play the default version of a group: with two of them, either the first or the last.",
        'Write `isDefault="true"` once in each group.',
        _MEDIA,
    ),
    "mrss-text-markup": warning(
        "plain text of a media element has markup",
        "Titles, descriptions and texts are plain text unless `type` is `html`, so people read the tags.",
        'Write `type="html"`, or the text without tags.',
        _MEDIA,
    ),
}
