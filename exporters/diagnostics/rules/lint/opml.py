"""Rules about OPML documents."""

from typing import Final

from exporters.diagnostics.rules.rule import Clause, DiagnosticRule, error, note, warning

_SPEC: Final = "https://opml.org/spec2.opml"
_OPML: Final = Clause("OPML 2.0, <opml>, <head>, <body>", _SPEC)
_HEAD: Final = Clause("OPML 2.0, <head>", _SPEC)
_OUTLINE: Final = Clause("OPML 2.0, <outline>", _SPEC)
_FEEDS: Final = Clause("OPML 2.0, Subscription lists", _SPEC)
_EXTENDING: Final = Clause("OPML 2.0, Extending OPML", _SPEC)

OPML: Final[dict[str, DiagnosticRule]] = {
    "opml-root-old": warning(
        "OPML has the root element outlineDocument",
        "The format had this root element before version 1.0. Programs of today look for `<opml>`, and find nothing.",
        'Write `<opml version="2.0">`.',
        Clause("OPML 2.0, Compatibility", _SPEC),
    ),
    "opml-namespace-used": error(
        "OPML has a namespace",
        "The elements of OPML have none, so that programs for older versions read them. Most programs look for "
        "`<opml>` without a namespace, and find nothing.",
        "Remove `xmlns` from the root element.",
        _EXTENDING,
    ),
    "opml-version-wrong": error(
        "version of OPML is missing or unknown",
        "OPML requires the version. Strict programs refuse the list without it.",
        "Write `2.0`; 1.0 and 1.1 are valid too.",
        _OPML,
    ),
    "opml-element-missing": error(
        "OPML lacks head, body or outline",
        "OPML requires one head, and one body with at least one outline. Strict programs refuse the list.",
        "Add the element that the message names; a head may be empty.",
        _OPML,
    ),
    "opml-element-repeated": error(
        "OPML element appears twice",
        "Some programs read the first one, others the last, so people lose what is in the other.",
        "Keep one.",
        _OPML,
    ),
    "opml-head-late": warning(
        "head comes after the body",
        "Programs that read the list as a stream look for the title before the outlines.",
        "Write the head first.",
        _OPML,
    ),
    "opml-element-unknown": error(
        "element is not in OPML, or not at this place",
        "An element without a namespace must be one that OPML has at this place. Programs skip any other, with all "
        "outlines in it.",
        "Move it to its place, correct its name, give it a namespace, or remove it.",
        _EXTENDING,
    ),
    "opml-text-stray": error(
        "text is outside of attributes",
        "What people read in an outline is its attribute `text`. Programs drop text between the tags.",
        'Write `<outline text="…"/>`.',
        _OUTLINE,
    ),
    "opml-attribute-unknown": error(
        "attribute is not in OPML",
        "OPML 2.0 wants every other attribute in a namespace; programs ignore it, and a later version may give the "
        "name another meaning. It is a note in 1.0 and 1.1, which allow any attribute of an outline.",
        "Give it a namespace, or remove it.",
        _EXTENDING,
    ),
    "opml-attribute-misspelled": error(
        "attribute of an outline is misspelled",
        "Names in XML have capital and small letters: with `xmlurl` most readers find no feed.",
        "Write the name as the message says.",
        _OUTLINE,
    ),
    "opml-value-empty": warning(
        "text in OPML is empty",
        "Programs show an empty line or an empty title. It is a note for attributes that an outline needs not have.",
        "Write the text, or remove the element.",
        _HEAD,
    ),
    "opml-email-wrong": error(
        "owner has no valid e-mail address",
        "Directories that contact the owner of a list can't.",
        "Write an address such as `ann@example.org`.",
        _HEAD,
    ),
    "opml-expansion-wrong": error(
        "expansionState is no list of lines",
        "It lists the lines that an outliner shows expanded, with commas between them. Outliners ignore anything else, "
        "or fail.",
        "Write it like `1,3,17`, or remove it.",
        _HEAD,
    ),
    "opml-lines-missing": note(
        "expansionState names lines that do not exist",
        "The outline has fewer lines, so an outliner shows others expanded than were when it was saved.",
        "Write the numbers anew, or remove the element.",
        _HEAD,
    ),
    "opml-number-wrong": error(
        "place of the window is not a number",
        "`vertScrollState` and the edges of the window are whole numbers. Outliners fail, or open it elsewhere.",
        "Write digits, or remove the element.",
        _HEAD,
    ),
    "opml-text-missing": error(
        "outline has no text",
        "OPML requires it: it is what people read. Programs show an empty line, or skip the outline.",
        "Write `text`; the title of a feed stands in both `text` and `title`.",
        _OUTLINE,
    ),
    "opml-address-missing": error(
        "outline has no address",
        "A feed needs `xmlUrl`, a link and an included list need `url`. Readers skip the outline. It is a warning in "
        "1.0 and 1.1, which do not know these types.",
        "Write the address, or remove the type.",
        _FEEDS,
    ),
    "opml-title-missing": warning(
        "feed has no title",
        "Some readers show the title of a feed, not its text.",
        "Write it, mostly the same as `text`.",
        _FEEDS,
    ),
    "opml-type-missing": warning(
        "outline of a feed has no type",
        "OPML requires `type` of a feed. Readers that go by it don't see one.",
        'Write `type="rss"`.',
        _FEEDS,
    ),
    "opml-type-unknown": warning(
        "type of an outline is unknown",
        "A feed has the type rss, whatever its format: readers that go by it don't see a feed in others. For outlines "
        "that are no feeds it is a note, and only in 1.0 and 1.1.",
        'Write `type="rss"` for a feed.',
        _OUTLINE,
    ),
    "opml-flag-wrong": error(
        "isComment or isBreakpoint is neither true nor false",
        "Outliners take any other value for false, so they run a line that is a comment.",
        "Write `true` or `false`.",
        _OUTLINE,
    ),
    "opml-outline-version-unknown": warning(
        "version of a feed in OPML is unknown",
        "OPML knows RSS, RSS1 and scriptingNews. Readers ignore other values, or guess.",
        "Write one of them, or remove `version`: readers find out by the feed itself.",
        _FEEDS,
    ),
    "opml-feed-repeated": note(
        "feed is listed twice",
        "Some readers subscribe twice, others keep it in one of two folders.",
        "Keep one, unless both folders shall have it.",
        _FEEDS,
    ),
}
