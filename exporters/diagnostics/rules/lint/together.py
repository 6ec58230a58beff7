"""Rules about documents that belong together, and about today's feed beside yesterday's."""

from typing import Final

from exporters.diagnostics.rules.rule import Clause, DiagnosticRule, error, note, our_docs, warning

_ARCHIVES: Final = Clause("RFC 5005, Archived Feeds", "https://www.rfc-editor.org/rfc/rfc5005.html#section-4")
_DATES: Final = Clause("RFC 4287, atom:published", "https://www.rfc-editor.org/rfc/rfc4287.html#section-4.2.9")
_AUTODISCOVERY: Final = Clause("RSS Autodiscovery", "https://www.rssboard.org/rss-autodiscovery")
_MOVED: Final = Clause("RFC 9110, 301 Moved Permanently", "https://www.rfc-editor.org/rfc/rfc9110.html#section-15.4.2")
_DELETED: Final = Clause("RFC 6721, at:deleted-entry", "https://www.rfc-editor.org/rfc/rfc6721.html#section-3")
_IDS: Final = Clause("RFC 4287, atom:id", "https://www.rfc-editor.org/rfc/rfc4287.html#section-4.2.6")

TOGETHER: Final[dict[str, DiagnosticRule]] = {
    "archive-missing": error(
        "a link leads to an archive document that does not exist",
        "The folder is published at the address that its feeds say, and the document that a link of the archive "
        "names is not in it. Readers that fetch the history of the feed stop there.",
        "Publish that document, or remove the link.",
        _ARCHIVES,
    ),
    "archive-chain-circular": error(
        "archive documents lead back to themselves",
        "Each archive document links to the one before it. Here a reader that follows the links comes back to where "
        "it was, never ends, and never reaches older entries.",
        "Link each archive to the one before it; the oldest has no `prev-archive` link.",
        _ARCHIVES,
    ),
    "listed-feed-missing": warning(
        "a list or a page names a feed that does not exist",
        "An OPML list, an index of sitemaps or the autodiscovery link of a page in the folder names a feed that is "
        "not in it. People who import the list, or subscribe on the page, get an error.",
        "Publish the feed, or correct the address.",
        _AUTODISCOVERY,
    ),
    "entry-id-changed": error(
        "an entry has another id than before",
        "The feed of before has an entry with the same link and another id. Readers recognise entries by their ids, "
        "so every subscriber sees it again as new and unread.",
        "Keep the id that was published, whatever it looks like.",
        _IDS,
    ),
    "entry-date-moved": warning(
        "the date of an entry moved",
        "The entry has the same id as before and another date of publication. Readers sort by it, so the entry "
        "jumps, or is shown above newer ones.",
        "Keep the date of the first publication; what changed later belongs into `updated`.",
        _DATES,
    ),
    "entry-link-moved": note(
        "the link of an entry changed",
        "The entry has the same id as before and another link. Bookmarks and shared links still lead to the old "
        "address.",
        "Redirect the old address to the new one.",
        _MOVED,
    ),
    "entry-lost": note(
        "an entry is gone, though older ones are still in the feed",
        "The feed of before has an entry that is newer than the oldest one of today, and today's feed lacks it. "
        "Readers that had not fetched it never get it.",
        "Nothing, if it was withdrawn on purpose; Atom can say so with `at:deleted-entry`.",
        _DELETED,
    ),
    "documents-not-compared": note(
        "documents that were not compared",
        "The documents of one run have more bytes than `outfeed lint` keeps in memory, so those beyond were judged "
        "one by one only. Or `--together` was given, and there are no two feeds that can be read; then this is a "
        "warning.",
        "Judge fewer of them in one run, or name feeds of one site.",
        our_docs("lint", "Documents that belong together", "documents-that-belong-together"),
    ),
}
