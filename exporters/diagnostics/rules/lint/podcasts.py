"""Rules about RSS documents that are podcasts."""

from typing import Final

from exporters.diagnostics.rules.rule import Clause, DiagnosticRule, note, warning

_APPLE: Final = Clause(
    "Apple, Podcast RSS feed requirements", "https://podcasters.apple.com/support/823-podcast-requirements"
)
_GUIDE: Final = Clause(
    "Apple, A Podcaster's Guide to RSS", "https://help.apple.com/itc/podcasts_connect/#/itcb54353390"
)
_PSP: Final = Clause("PSP-1", "https://github.com/Podcast-Standards-Project/PSP-1-Podcast-RSS-Specification")

PODCAST_FEEDS: Final[dict[str, DiagnosticRule]] = {
    "show-language-missing": warning(
        "podcast has no language",
        "Apple Podcasts and PSP-1 require the language of a show, and directories list shows by it. Without it they "
        "refuse the show.",
        "Write `<language>` in the channel.",
        _GUIDE,
    ),
    "show-artwork-unsupported": note(
        "address of artwork does not end in .jpg or .png",
        "Apple takes a square JPEG or PNG with sides of 1400 to 3000 pixels, whose address has the right ending.",
        "Let the address end in `.jpg`, `.jpeg` or `.png`; a query may follow.",
        _GUIDE,
    ),
    "show-description-long": note(
        "description is longer than directories show",
        "Apple and PSP-1 allow 4,000 bytes in the description of a show or an episode, and cut the rest.",
        "Shorten it, or write the rest in `content:encoded`.",
        _PSP,
    ),
    "episode-enclosure-missing": note(
        "item of a podcast has no file",
        "Players hide an item without a file, and directories require one in each.",
        "Write `<enclosure>` with address, length and type, or publish such items in a feed of their own.",
        _GUIDE,
    ),
    "episode-title-missing": warning(
        "episode has no title",
        "Players list episodes by their titles alone.",
        "Write `<title>`.",
        _PSP,
    ),
    "episode-file-unsupported": warning(
        "file of an episode is of a kind that Apple does not play",
        "Apple Podcasts plays MP3, M4A, MP4, M4V and MOV, and shows PDF. It goes by the type, and by the ending of the "
        "address before any query. An address without an ending is a note.",
        "Offer the file in one of these formats, with its own type and ending.",
        _APPLE,
    ),
    "episode-file-repeated": warning(
        "two episodes have the same file",
        "Directories and players recognise an episode by its file too, and may show only one of the two.",
        "Give each episode a file of its own.",
        _APPLE,
    ),
    "episode-number-missing": warning(
        "episode of a serial show has no number",
        "Players order the episodes of a serial show by their numbers. Trailers and bonus episodes need none.",
        "Write `<itunes:episode>`.",
        _GUIDE,
    ),
    "apple-recommended-missing": note(
        "podcast lacks an element that Apple recommends",
        "Apple shows less of the show or the episode. Counts only with `--profile apple-podcasts`.",
        "Write the element where it applies.",
        _APPLE,
    ),
    "psp-recommended-missing": note(
        "podcast lacks an element that PSP-1 recommends",
        "Apps of Podcasting 2.0 offer less. Counts only with `--profile psp-1`.",
        "Write the element where it applies.",
        _PSP,
    ),
}
