"""A document of JSON chapters as its rules need it."""

from collections.abc import Iterator
from typing import Any, Final

from msgspec import Struct

from exporters.checks.jsonfeed import Shape
from exporters.checks.parsed_json import json_path

ROOT: Final[Shape] = {
    **dict.fromkeys("version author title podcastName description fileName".split(), str),
    "chapters": list,
    "waypoints": bool,
}
CHAPTER: Final[Shape] = {
    **dict.fromkeys("title img url".split(), str),
    **dict.fromkeys(("startTime", "endTime"), float),
    "toc": bool,
    "location": dict,
}
LOCATION: Final[Shape] = dict.fromkeys("name geo osm".split(), str)
Holder = tuple[str, dict[str, Any], Shape]  # a path, the object at it, and the types of its keys


class ChapterList(Struct, frozen=True):
    """The root of a document, and the chapters that are objects, each with its path."""

    root: dict[str, Any]
    chapters: list[tuple[str, dict[str, Any]]]

    def holders(self) -> Iterator[Holder]:
        """Yield every object: the root, each chapter and its location."""
        yield "", self.root, ROOT
        for path, chapter in self.chapters:
            yield path, chapter, CHAPTER
            if isinstance(location := chapter.get("location"), dict):
                yield json_path(path, "location"), location, LOCATION


def chapter_list(root: dict[str, Any]) -> ChapterList:
    """Return the chapters in a JSON object."""
    listed = root.get("chapters")
    entries = listed if isinstance(listed, list) else []
    return ChapterList(root, [(f"chapters[{i}]", each) for i, each in enumerate(entries) if isinstance(each, dict)])


def number(value: Any) -> float | None:
    """Return a number of JSON; None for anything else."""
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None
