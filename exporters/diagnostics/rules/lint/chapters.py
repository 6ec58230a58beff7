"""Rules about JSON chapters."""

from typing import Final

from exporters.diagnostics.rules.rule import Clause, DiagnosticRule, error, note, warning

_SPEC: Final = "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/examples/chapters/jsonChapters.md"
_ROOT: Final = Clause("JSON chapters 1.2, the chapters object", f"{_SPEC}#chapters-object")
_CHAPTER: Final = Clause("JSON chapters 1.2, the chapter object", f"{_SPEC}#the-chapter-object")
_LOCATION: Final = Clause("JSON chapters 1.2, the location object", f"{_SPEC}#the-location-object")

CHAPTERS: Final[dict[str, DiagnosticRule]] = {
    "chapters-root-wrong": error(
        "chapters are not in an object",
        "JSON chapters are an object with `version` and `chapters`. Players find nothing in a bare list.",
        "Write the object around the list.",
        _ROOT,
    ),
    "chapters-key-missing": error(
        "required key of chapters is missing",
        "The file needs `version` and `chapters`, each chapter `startTime`, a location `name` and `geo`. Players "
        "refuse the file or skip the chapter.",
        "Add the key that the message names.",
        _ROOT,
    ),
    "chapters-version-unknown": warning(
        "version of the chapters is unknown",
        "The format has the versions 1.0, 1.1 and 1.2. Players may read others by other rules.",
        "Write `1.2.0`.",
        _ROOT,
    ),
    "chapters-none": warning(
        "file has no chapters",
        "Players show an empty list of chapters.",
        "Write a chapter, or don't link to the file.",
        _ROOT,
    ),
    "chapters-type-wrong": error(
        "value in chapters has the wrong type",
        "Players in typed languages fail on the whole file: times are numbers of seconds, flags true or false.",
        "Write the type that the message names.",
        _CHAPTER,
    ),
    "chapters-value-empty": warning(
        "value in chapters is null or empty",
        "Typed players fail on null, others show an empty title or a broken image. It is an error for required keys.",
        "Write the value, or remove the key where it is not required.",
        _CHAPTER,
    ),
    "chapters-key-misspelled": warning(
        "key of chapters looks like a misspelled one",
        "The format has no such key, but one that is spelled almost the same. Players ignore the value. It "
        "is an error where the right key is required.",
        "Write the key as the message says.",
        _CHAPTER,
    ),
    "chapters-key-unknown": note(
        "key of chapters is unknown",
        "The format has no such key, so most players ignore it.",
        "Remove it, unless you know a player that reads it.",
        _CHAPTER,
    ),
    "chapters-time-wrong": error(
        "time of a chapter is impossible",
        "A chapter begins at 0 seconds or later, and ends after its beginning. Players jump to a wrong place.",
        "Write the times in seconds from the beginning of the episode.",
        _CHAPTER,
    ),
    "chapters-order-wrong": warning(
        "chapters are not in the order of their times",
        "Players expect ascending times, and show the wrong chapter while the episode plays.",
        "Sort the chapters by `startTime`.",
        _ROOT,
    ),
    "chapters-title-missing": note(
        "chapter has no title",
        "Players show a number or an empty line in the list of chapters.",
        "Write a title, or `toc: false` if the chapter is not for the list.",
        _CHAPTER,
    ),
    "chapters-place-wrong": error(
        "place of a chapter is invalid",
        "`geo` is a geo URI with latitude and longitude, `osm` a letter N, W or R and a number. Players show no map.",
        "Write them like `geo:48.858093,2.294694` and `R113314`.",
        _LOCATION,
    ),
}
