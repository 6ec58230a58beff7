"""Rules about podcasts: what Apple Podcasts and PSP-1 require of a show and of its episodes."""

from typing import Final

from exporters.diagnostics.rules.rule import DiagnosticRule, warning

PODCASTS: Final[dict[str, DiagnosticRule]] = {
    "podcast-tag-missing": warning(
        "podcast lacks something that directories require",
        "Apple Podcasts and PSP-1 require a category, whether the show is explicit, artwork and a language. Without "
        "them a directory refuses the show.",
        "Write the key that the message names.",
    ),
    "podcast-without-rss": warning(
        "podcast has no RSS document",
        "Directories and players of podcasts read RSS alone; Atom and JSON Feed have no such tags.",
        "Add `rss` to the `formats` of the feed.",
    ),
    "podcast-category": warning(
        "category is not in Apple's list",
        "Directories know the categories of Apple's list, by their exact English names, and skip any other.",
        "Write one that the message names, such as `Society & Culture > Documentary`.",
    ),
    "podcast-artwork": warning(
        "artwork is none that directories accept",
        "Artwork of a show or an episode has to be a square JPEG or PNG with sides of 1400 to 3000 pixels, and its "
        "address has to end in `.jpg`, `.jpeg` or `.png`, as its type is. Outfeed measures only files in the folders "
        "of the site.",
        "Export the picture anew in that size and type.",
    ),
    "podcast-text-long": warning(
        "text is longer than directories accept",
        "A description may have 4,000 bytes, and a name 255. Directories cut or refuse longer ones.",
        "Shorten it.",
    ),
    "podcast-enclosure-missing": warning(
        "episode has no file to play",
        "Each item of a podcast needs an `<enclosure>` with address, type and length. Players hide an item without "
        "one. An article that is no episode does not belong in the feed.",
        "Write the file with `type` and `length`, or leave the article out by `where`.",
    ),
    "podcast-enclosure-type": warning(
        "file of an episode has a type that Apple does not play",
        "Apple Podcasts plays MP3, M4A, MP4, M4V and MOV, and shows PDF. The type has to be that of the ending of the "
        "address.",
        "Write the type that the message names, or offer the file in another format.",
    ),
    "podcast-enclosure-extension": warning(
        "address of a file has no known ending",
        "Apple goes by the ending of the address, before any `?`: `.mp3`, `.m4a`, `.mp4`, `.m4v`, `.mov` or `.pdf`.",
        "Let the address end so: `https://example.org/1.mp3?source=feed`.",
    ),
    "podcast-enclosure-repeated": warning(
        "two episodes have the same file",
        "Directories and players recognise an episode by its file too, and may show only one of the two.",
        "Give each episode a file of its own.",
    ),
    "podcast-number-missing": warning(
        "episode of a serial show has no number",
        "Players order the episodes of a serial show by season and number, and Apple requires the number.",
        "Write `episode: 1`, or `episodeType: trailer` or `bonus` for what is outside of the series.",
    ),
    "podcast-duration": warning(
        "time is not within the episode",
        "The episode has a duration of 0, or a chapter or soundbite lies after its end.",
        "Correct the duration, or the time that the message names.",
    ),
    "episode-value": warning(
        "value of an episode can't be used",
        "A key such as `season`, `duration` or `chapters` has a value of another kind, or a wrong address. The feed "
        "leaves it out, and has the episode without it. In an article without a file the message is a note, since "
        "the key may have another meaning there.",
        "Write what the message names, or remove the key.",
    ),
}
