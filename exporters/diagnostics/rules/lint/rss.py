"""Rules that only `outfeed lint` applies to RSS, of any version."""

from typing import Final

from exporters.diagnostics.rules.rule import Clause, DiagnosticRule, error, note, warning

_RSS_2: Final = "https://www.rssboard.org/rss-specification"
_PROFILE: Final = "https://www.rssboard.org/rss-profile"
_RSS_1: Final = "https://web.resource.org/rss/1.0/spec"
_EXTENDING: Final = Clause('RSS 2.0, "Extending RSS"', f"{_RSS_2}#extendingRss")
_ROOT: Final = Clause("RSS 2.0, <rss>", f"{_RSS_2}#whatIsRss")
_DATES: Final = Clause("RSS 2.0, dates; RFC 822, §5", "https://www.rfc-editor.org/rfc/rfc822#section-5")
_PEOPLE: Final = Clause("RSS 2.0, <managingEditor>, <author>", f"{_RSS_2}#optionalChannelElements")
_SKIP: Final = Clause("RSS 2.0, <skipHours>, <skipDays>", "https://www.rssboard.org/skip-hours-days")
_CLOUD: Final = Clause("RSS 2.0, <cloud>", f"{_RSS_2}#ltcloudgtSubelementOfLtchannelgt")
_TEXT_INPUT: Final = Clause("RSS 2.0, <textInput>", f"{_RSS_2}#lttextinputgtSubelementOfLtchannelgt")
_ABOUT: Final = Clause("RSS 1.0, §5.3 to §5.6", f"{_RSS_1}#s5.3")
_ITEMS: Final = Clause("RSS 1.0, §5.3.5, <items>", f"{_RSS_1}#s5.3.5")

LINT_RSS: Final[dict[str, DiagnosticRule]] = {
    "rss-version-unknown": error(
        "RSS version is missing or unknown",
        "`<rss>` has no `version`, or one that doesn't exist. Parsers choose their rules by it, and some refuse the "
        "feed.",
        'Write `version="2.0"`.',
        _ROOT,
    ),
    "rss-namespace-wrong": error(
        "elements of RSS have a namespace",
        "The elements of RSS 0.91 to 2.0 have no namespace. Parsers that know namespaces find no channel and no item.",
        "Remove `xmlns` from `<rss>`.",
        _EXTENDING,
    ),
    "rss-element-misplaced": error(
        "element stands at the wrong place",
        "RSS has this element, but not here. Parsers look for it elsewhere, so they don't find it, and they may lose "
        "the text around it.",
        "Move it to where the message says, or remove it.",
        _EXTENDING,
    ),
    "rss-element-missing": error(
        "element lacks a part",
        "A text input, an image, an item of RSS 1.0, or a list of hours or days has no element that the format "
        "requires. Readers ignore the whole.",
        "Add the element that the message names.",
        Clause("RSS 2.0; RSS 1.0, §5.4 to §5.6", f"{_RSS_1}#s5.4"),
    ),
    "rss-element-newer": note(
        "element is newer than the version",
        "The version that `<rss>` declares doesn't have the element. Strict parsers of that version drop it.",
        'Write `version="2.0"`.',
        Clause("RSS history: 0.91, 0.92, 0.93, 2.0", "https://www.rssboard.org/rss-history"),
    ),
    "rss-markup-unescaped": error(
        "markup is not escaped",
        "HTML elements stand in an element that holds text. XML parsers read them as elements, so readers lose what "
        "they contain, often all text after the first tag.",
        "Escape `<` as `&lt;`, or write the HTML in a CDATA section.",
        Clause("RSS 2.0, <description>", f"{_RSS_2}#hrelementsOfLtitemgt"),
    ),
    "rss-attribute-unknown": error(
        "attribute is not in RSS",
        "RSS allows other attributes only with a namespace. Parsers ignore it, so what it says is lost: "
        "`ispermalink`, for example, leaves the guid a permalink.",
        "Write the name that RSS has, give it a namespace, or remove it.",
        _EXTENDING,
    ),
    "rss-text-unexpected": error(
        "text stands between elements",
        "A channel, an item or another element that holds elements contains text. Readers drop it. Often a tag before "
        "it is missing.",
        "Write the text in an element, or remove it.",
        Clause("RSS 2.0, elements of <channel> and <item>", f"{_RSS_2}#requiredChannelElements"),
    ),
    "rss-item-early": warning(
        "item stands before an element of the channel",
        "Readers that parse the feed as it arrives show items before they know the channel's title and image.",
        "Write all items after the other elements of the channel.",
        Clause("RSS Best Practices Profile, <item>", f"{_PROFILE}#element-channel-item"),
    ),
    "feed-date-far": warning(
        "feed date is in the far future",
        "The date is after the year 2099. Readers sort the entry before all others for ever, or ignore the date.",
        "Correct the date.",
        _DATES,
    ),
    "rss-date-unusual": warning(
        "date has an unusual form",
        "RFC 822 allows comments, lower-case letters and spaces in dates, but few parsers know them. The others show "
        '"now" or no date.',
        "Write the date as the message says.",
        _DATES,
    ),
    "rss-build-date-early": note(
        "lastBuildDate is before an item",
        "`lastBuildDate` says when the feed last changed. Readers that compare it with their copy miss the "
        "newest item.",
        "Write the moment at which the feed last changed, or leave it out.",
        Clause("RSS 2.0, <lastBuildDate>", f"{_RSS_2}#optionalChannelElements"),
    ),
    "rss-scheme-unusual": warning(
        "address has an unusual scheme",
        "RSS requires a scheme that IANA has registered. Readers don't open others, such as `feed:` or `javascript:`.",
        "Write an http or https address.",
        Clause('RSS 2.0, "Comments"', f"{_RSS_2}#comments"),
    ),
    "rss-email-invalid": error(
        "person has no e-mail address",
        "`managingEditor`, `webMaster` and `author` hold an e-mail address. Readers show a mere name as an address, or "
        "not at all.",
        "Write `jane@example.org (Jane Doe)`, or the name in `<dc:creator>`.",
        _PEOPLE,
    ),
    "rss-email-form": warning(
        "e-mail address has another form",
        "Readers look for the name in parentheses after the address. In another form they show all of it as the name.",
        "Write `jane@example.org (Jane Doe)`.",
        Clause("RSS Best Practices Profile, e-mail addresses", f"{_PROFILE}#data-types-email"),
    ),
    "rss-email-nameless": note(
        "e-mail address has no name",
        "Readers show the bare address as the name of the person, and so do those who collect addresses.",
        "Add the name: `jane@example.org (Jane Doe)`.",
        Clause("RSS Best Practices Profile, e-mail addresses", f"{_PROFILE}#data-types-email"),
    ),
    "rss-hour-invalid": error(
        "hour is invalid",
        "`hour` holds a number from 0 to 23. Readers ignore the whole list.",
        "Write a whole number from 0 to 23.",
        _SKIP,
    ),
    "rss-hour-midnight": warning(
        "midnight is 24",
        "RSS 2.0 has hours from 0 to 23, RSS 0.91 from 1 to 24. Readers may ignore 24.",
        "Write 0.",
        _SKIP,
    ),
    "rss-day-invalid": error(
        "day is invalid",
        "`day` holds a name from Monday to Sunday, in English. Readers ignore any other.",
        "Write the English name of the day.",
        _SKIP,
    ),
    "rss-skip-repeated": error(
        "hour or day appears twice",
        "RSS allows each hour and each day once. Validators refuse the list.",
        "Keep one.",
        _SKIP,
    ),
    "rss-skip-everything": warning(
        "every hour or every day is skipped",
        "Readers that obey never fetch the feed again.",
        "Leave out the hours or days on which you publish.",
        _SKIP,
    ),
    "rss-cloud-incomplete": error(
        "cloud lacks an attribute",
        "`cloud` requires domain, port, path, registerProcedure and protocol. Readers can't register without them.",
        "Add the attribute that the message names, or remove `cloud`.",
        _CLOUD,
    ),
    "rss-cloud-port-invalid": error(
        "port of cloud is invalid",
        "The port must be a whole number from 1 to 65535. Readers can't connect to any other.",
        "Write the number of the port: 80, for example.",
        _CLOUD,
    ),
    "rss-cloud-address-invalid": warning(
        "domain or path of cloud is invalid",
        "`domain` is a host name, and `path` has no spaces. Readers can't connect to any other.",
        "Write the host name and the path of the service.",
        _CLOUD,
    ),
    "rss-cloud-protocol-unknown": warning(
        "protocol of cloud is unknown",
        "RSS 2.0 names `xml-rpc`, `soap` and `http-post`. Readers don't register with others.",
        "Write one of these.",
        _CLOUD,
    ),
    "rss-textinput-used": warning(
        "text input is used",
        "Few readers show a text input, and the RSS Advisory Board advises against it.",
        "Link to a page with the form.",
        Clause("RSS Best Practices Profile, <textInput>", f"{_PROFILE}#element-channel-textinput"),
    ),
    "rss-textinput-name-invalid": error(
        "name of the text input is invalid",
        "It names a field of a form, which begins with a letter and has no spaces. The server gets no value otherwise.",
        "Write a name such as `q`.",
        _TEXT_INPUT,
    ),
    "rss-source-url-missing": error(
        "source has no address",
        "`source` requires `url`, the address of the feed that the item comes from. Readers can't link to it.",
        'Write `url="…"`, or remove `source`.',
        Clause("RSS 2.0, <source>", f"{_RSS_2}#ltsourcegtSubelementOfLtitemgt"),
    ),
    "rss-enclosure-length-zero": note(
        "enclosure has 0 bytes",
        "Zero is right where the length is unknown. Players that plan downloads by it show no size, or skip the file.",
        "Write the number of bytes, if you know it.",
        Clause("RSS Best Practices Profile, <enclosure>", f"{_PROFILE}#element-channel-item-enclosure"),
    ),
    "rss-title-markup": note(
        "title contains a tag",
        "A title is plain text. Some readers show the tag, others drop it or format the title.",
        "Write plain text, unless people should read the tag.",
        Clause("RSS Best Practices Profile, <title>", f"{_PROFILE}#data-types-characterdata"),
    ),
    "rss-attribute-empty": warning(
        "domain of a category is empty",
        "`domain` identifies a taxonomy. Readers that group categories by it get a group without a name.",
        "Write its value, or remove it.",
        Clause("RSS 2.0, <category>", f"{_RSS_2}#ltcategorygtSubelementOfLtitemgt"),
    ),
    "rss-item-unlinked": note(
        "item has no link",
        "An item without `link`, permalink and enclosure leads nowhere. People can't open the article.",
        "Write the address of the article as `link`.",
        Clause("RSS 2.0, elements of <item>", f"{_RSS_2}#hrelementsOfLtitemgt"),
    ),
    "rss-item-untitled": note(
        "item has no title",
        "RSS 2.0 allows it, for short notes. Lists of articles show the beginning of the text, or nothing.",
        "Write a title.",
        Clause("RSS 2.0, elements of <item>", f"{_RSS_2}#hrelementsOfLtitemgt"),
    ),
    "rss-element-doubled": note(
        "element stands twice",
        "An element of the same name, attributes and text stands before it. Some readers show both.",
        "Keep one.",
        Clause("RSS 2.0, <category>", f"{_RSS_2}#ltcategorygtSubelementOfLtitemgt"),
    ),
    "rss-meaning-repeated": warning(
        "two elements say the same",
        "An element of a module stands beside the element of RSS with the same meaning. Some readers use the one, some "
        "the other.",
        "Keep the element of RSS.",
        _EXTENDING,
    ),
    "rss1-about-missing": error(
        "rdf:about is missing",
        "RSS 1.0 requires `rdf:about` in channel, image, item and textinput, RSS 1.1 in the channel. RDF parsers have "
        "no name for the element without it.",
        'Write `rdf:about="…"` with its address.',
        _ABOUT,
    ),
    "rss1-about-invalid": error(
        "rdf:about is not an address",
        "It must be an absolute address, percent-encoded. RDF parsers can't resolve any other.",
        "Write the whole address.",
        _ABOUT,
    ),
    "rss1-about-repeated": error(
        "two elements have the same rdf:about",
        "RDF parsers make one thing of the two, so an item is lost or has two titles.",
        "Give each element its own address.",
        _ABOUT,
    ),
    "rss1-rdf-invalid": error(
        "element is not valid RDF",
        "In RSS 1.0 and 1.1 everything is RDF: an element of a module holds text or elements, not both, and "
        "`rdf:resource` stands at a property. RDF parsers refuse the document.",
        "Write the text in an element of its own, or `rdf:parseType` where the content is XML.",
        Clause("RDF/XML, §7.2", "https://www.w3.org/TR/rdf-syntax-grammar/#section-Infoset-Grammar"),
    ),
    "rss1-items-invalid": warning(
        "items holds no rdf:Seq",
        "`items` holds a sequence that names every item in its order. RDF parsers know no order without it.",
        "Write `<rdf:Seq>` with an `<rdf:li>` for each item.",
        _ITEMS,
    ),
    "rss1-resource-missing": error(
        "rdf:resource is missing",
        "`rdf:li`, and `image` and `textinput` in the channel, name an element by its `rdf:about`. Without it they "
        "name nothing.",
        'Write `rdf:resource="…"`.',
        _ITEMS,
    ),
    "rss1-reference-broken": warning(
        "rdf:resource leads nowhere",
        "No element has that address as its `rdf:about`. RDF parsers find nothing there.",
        "Add the element, or remove the reference.",
        _ITEMS,
    ),
    "rss1-item-unlisted": warning(
        "channel does not name an element",
        "`items` must list every item, and the channel must name its image and text input. RDF parsers lose the "
        "others.",
        "Add the reference.",
        _ITEMS,
    ),
}
