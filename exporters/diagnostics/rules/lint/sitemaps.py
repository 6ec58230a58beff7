"""Rules about sitemaps."""

from typing import Final

from exporters.diagnostics.rules.rule import Clause, DiagnosticRule, error, note, warning

_SPEC: Final = "https://www.sitemaps.org/protocol.html"
_GOOGLE: Final = "https://developers.google.com/search/docs"
_TAGS: Final = Clause("Sitemaps XML format, XML tag definitions", f"{_SPEC}#xmlTagDefinitions")
_LIMITS: Final = Clause("Sitemaps XML format, Sitemap index files", f"{_SPEC}#index")
_NEWS: Final = Clause("Google, News sitemaps", f"{_GOOGLE}/crawling-indexing/sitemaps/news-sitemap")
_IMAGES: Final = Clause("Google, Image sitemaps", f"{_GOOGLE}/crawling-indexing/sitemaps/image-sitemaps")
_VIDEOS: Final = Clause("Google, Video sitemaps", f"{_GOOGLE}/crawling-indexing/sitemaps/video-sitemaps")
_LANGUAGES: Final = Clause(
    "Google, Localized versions of your pages", f"{_GOOGLE}/specialty/international/localized-versions"
)
_EXTENSIONS: Final = Clause(
    "Google, Combine sitemap extensions", f"{_GOOGLE}/crawling-indexing/sitemaps/combine-sitemap-extensions"
)

SITEMAPS: Final[dict[str, DiagnosticRule]] = {
    "sitemap-namespace-wrong": error(
        "sitemap or extension has the wrong namespace",
        "Search engines recognise a sitemap, and each extension of it, by its namespace, letter by letter: with https "
        "or another ending they refuse the sitemap or ignore the extension.",
        "Write the namespace as the message gives it.",
        _TAGS,
    ),
    "gzip-damaged": error(
        "compressed document is damaged",
        "The document is compressed with gzip, as sitemaps may be, but the file is cut or its checksum is wrong. "
        "Search engines read nothing of it.",
        "Compress the document again.",
        _LIMITS,
    ),
    "sitemap-empty": warning(
        "sitemap has no entries",
        "Search engines report an error for an empty sitemap.",
        "Write at least one entry, or publish no sitemap.",
        _TAGS,
    ),
    "sitemap-large": error(
        "sitemap is too large",
        "A sitemap has at most 50,000 addresses and 50 MiB, uncompressed. Search engines refuse the whole file.",
        "Split it, and list the parts in a sitemap index.",
        _LIMITS,
    ),
    "sitemap-element-unknown": error(
        "element is not in sitemaps",
        "An element without a namespace of its own must be one that sitemaps have at this place. Validators refuse any "
        "other, and search engines ignore it. It is a warning within an extension.",
        "Correct its name, or remove it.",
        _TAGS,
    ),
    "sitemap-text-stray": warning(
        "text is between the elements of a sitemap",
        "Search engines skip it. Often a tag around it is missing. In a plain-text sitemap it is a line that is no "
        "address: these hold nothing else, no comments either.",
        "Write the element that it belongs to, or remove it.",
        _TAGS,
    ),
    "sitemap-element-repeated": error(
        "element of an entry appears twice",
        "Search engines use one of the two, so the other is lost.",
        "Keep one; a second address needs an entry of its own.",
        _TAGS,
    ),
    "sitemap-address-missing": error(
        "entry has no address",
        "The address in `loc` is the only element that sitemaps require. Search engines report an error.",
        "Write the address of the page, or remove the entry.",
        _TAGS,
    ),
    "sitemap-address-long": error(
        "address has 2,048 characters or more",
        "Search engines drop longer addresses.",
        "Shorten it.",
        _TAGS,
    ),
    "sitemap-address-repeated": warning(
        "address is listed twice",
        "Search engines count it twice against the limit of 50,000, and take one of its dates.",
        "Keep one.",
        _TAGS,
    ),
    "sitemap-host-differs": error(
        "address is of another host",
        "All addresses of a sitemap have one host, also with and without `www.`. Search engines drop the others, "
        "unless the owner proved that all hosts are theirs. It is a warning in an index.",
        "Write the address of the same host, or list it in a sitemap of its host.",
        Clause("Sitemaps XML format, Sitemap file location", f"{_SPEC}#location"),
    ),
    "sitemap-date-invalid": error(
        "date is not a W3C date",
        "Search engines ignore the date, and some the entry. News and videos need a day at least.",
        "Write `2021-08-24`, or `2021-08-24T07:30:00Z` with a zone.",
        Clause("W3C, Date and Time Formats", "https://www.w3.org/TR/NOTE-datetime"),
    ),
    "sitemap-frequency-wrong": error(
        "changefreq has an unknown value",
        "Search engines ignore it, and validators refuse the sitemap. It is a warning where only the case is wrong.",
        "Write always, hourly, daily, weekly, monthly, yearly or never.",
        _TAGS,
    ),
    "sitemap-priority-wrong": error(
        "priority is not from 0.0 to 1.0",
        "Search engines ignore it, and validators refuse the sitemap.",
        "Write a number from `0.0` to `1.0`, with a point.",
        _TAGS,
    ),
    "sitemap-extension-incomplete": error(
        "news, image or video lacks what is required",
        "Google ignores the article, the image or the video, and reports an error.",
        "Add the element that the message names.",
        _EXTENSIONS,
    ),
    "sitemap-element-retired": note(
        "Google no longer reads the element",
        "It has no effect any more, and makes the sitemap larger.",
        "Remove it.",
        _EXTENSIONS,
    ),
    "sitemap-value-empty": error(
        "element of news, an image or a video is empty",
        "Google ignores the article, the image or the video if the element is required; else it is a warning.",
        "Write the value, or remove the element where it is not required.",
        _EXTENSIONS,
    ),
    "news-language-wrong": error(
        "language of a publication has more than a code of two or three letters",
        "Google News knows ISO 639 codes, and of longer ones `zh-cn` and `zh-tw` alone.",
        "Write a code such as `en`.",
        _NEWS,
    ),
    "news-name-bracketed": warning(
        "name of a publication has brackets",
        "The name must be the one that articles have on news.google.com, where nothing stands in brackets behind it.",
        "Write the name without them.",
        _NEWS,
    ),
    "news-many": error(
        "news sitemap has more than 1,000 articles",
        "Google News reads at most 1,000.",
        "Split it into several sitemaps.",
        _NEWS,
    ),
    "news-old": warning(
        "article is too old for a news sitemap",
        "Google News wants articles of the last two days. lint does not look at the clock, so it can't say that all "
        "articles are old; it reports those that are more than two days older than the newest one.",
        "Remove the article, or its `news:news`.",
        _NEWS,
    ),
    "images-many": error(
        "page has more than 1,000 images",
        "Google reads at most 1,000 images of one page.",
        "Keep the most important ones.",
        _IMAGES,
    ),
    "video-value-wrong": error(
        "value of a video is wrong",
        "Google ignores the value, or the whole video: a duration has 1 to 28,800 whole seconds, a rating goes from "
        "0.0 to 5.0, a description has at most 2,048 characters, an uploader 255, flags are yes or no, relationships "
        "allow or deny, countries two capital letters, platforms web, mobile or tv. More than 32 "
        "tags are a warning.",
        "Write what the message says.",
        _VIDEOS,
    ),
    "sitemap-alternate-incomplete": error(
        "link to another language is incomplete",
        'It needs rel="alternate", the language and the address. Search engines ignore it.',
        "Add the attribute that the message names.",
        _LANGUAGES,
    ),
    "sitemap-alternate-repeated": warning(
        "page has two addresses for one language",
        "Search engines use one of the two, or none.",
        "Keep one.",
        _LANGUAGES,
    ),
    "sitemap-alternate-one-way": warning(
        "versions of a page do not link to each other",
        "Each version lists itself and all others. Search engines ignore links that lead one way.",
        "Add the link that the message names.",
        _LANGUAGES,
    ),
}
