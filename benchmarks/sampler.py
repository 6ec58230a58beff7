"""Run `outfeed` in this process, and note at each tick of its processor time which step it is at.

sampler.py REPORT ARGUMENT…: REPORT is a JSON file of the samples of each step. A function of a library counts for the
step that called it, and so does one of the rooms that serve all others.
"""

import atexit
import json
import signal
import sys
from collections import Counter
from pathlib import Path
from types import FrameType
from typing import Final

PACKAGE: Final = str(Path(__file__).parents[1] / "exporters") + "/"
INTERVAL: Final = 0.001  # seconds of processor time; most systems tick every 4 ms
BEGINNING: Final = "loading the program"
REST: Final = "the rest"
# The rooms of each step; the longest name that fits counts.
STEPS: Final = {
    "sources/": "files, fields, the article",
    "sources/frontmatter/": "front matter",
    "yamldoc/": "front matter",
    "repair/": "repairs and schema",
    "schema.py": "repairs and schema",
    "bodies/": "bodies: the rest",
    "bodies/markdown/": "bodies: Markdown to HTML",
    "bodies/html/": "bodies: clean HTML",
    "bodies/marks/": "bodies: template marks",
    "store/": "the store",
    "feeds/": "the store",
    "formats/": "entries in all formats",
    "checks/": "checks",
    "lint/": "checks",
    "build/": "documents",
    "pages/": "documents",
    "planning/": "documents",
    "publishing/": "documents",
}
_ROOMS: Final = sorted(STEPS, key=len, reverse=True)


def step(frame: FrameType | None) -> str:
    """Return the step that the innermost function of a room belongs to."""
    while frame is not None:
        file = frame.f_code.co_filename
        if file.startswith("<frozen importlib"):
            return BEGINNING
        if file.startswith(PACKAGE):
            name = file[len(PACKAGE) :]
            for room in _ROOMS:
                if name.startswith(room):
                    return STEPS[room]
        frame = frame.f_back
    return REST


def main() -> None:
    """Sample a command, and write the report when the process ends."""
    report, *arguments = sys.argv[1:]
    seen = Counter[str]()

    def end() -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)
        Path(report).write_text(json.dumps(seen), encoding="utf-8")

    atexit.register(end)
    signal.signal(signal.SIGPROF, lambda _, frame: seen.update((step(frame),)))
    signal.setitimer(signal.ITIMER_PROF, INTERVAL, INTERVAL)
    sys.argv = ["outfeed", *arguments]
    from exporters.cli.main import main as run

    run()


if __name__ == "__main__":
    main()
