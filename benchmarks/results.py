"""What was measured, and the JSON file that keeps it."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any, Self


@dataclass(frozen=True, kw_only=True)
class Run:
    """One run of one subject."""

    corpus: str  # "large-5000"
    subject: str  # "outfeed warm"
    turn: int  # the round, from 0
    wall: float = 0  # seconds
    cpu: float = 0  # seconds
    peak: int = 0  # bytes
    problem: str = ""  # why it counts for nothing


@dataclass(frozen=True, kw_only=True)
class Typical:
    """The medians of the runs of one subject."""

    wall: float  # seconds
    least: float  # wall time of the fastest run
    most: float  # and of the slowest
    cpu: float  # seconds
    peak: float  # bytes
    rounds: int


@dataclass(kw_only=True)
class Results:
    """All runs of one benchmark."""

    date: str
    machine: dict[str, str]
    versions: dict[str, str]
    quick: bool
    runs: list[Run] = field(default_factory=list)
    missing: dict[str, str] = field(default_factory=dict)  # programs that are not here, and why

    def of(self, corpus: str, subject: str) -> list[Run]:
        """The runs of one subject."""
        return [run for run in self.runs if (run.corpus, run.subject) == (corpus, subject)]

    def typical(self, corpus: str, subject: str) -> Typical | None:
        """The medians; nothing where it did not run or did not do the job."""
        good = [run for run in self.of(corpus, subject) if not run.problem]
        if not good:
            return None

        def middle(part: Callable[[Run], float]) -> float:
            return median(map(part, good))

        return Typical(
            wall=middle(lambda run: run.wall),
            least=min(run.wall for run in good),
            most=max(run.wall for run in good),
            cpu=middle(lambda run: run.cpu),
            peak=middle(lambda run: run.peak),
            rounds=len(good),
        )

    def corpora(self) -> list[str]:
        """In the order they were measured."""
        return list(dict.fromkeys(run.corpus for run in self.runs))

    def subjects(self, corpus: str) -> list[str]:
        """In the order they were measured."""
        return list(dict.fromkeys(run.subject for run in self.runs if run.corpus == corpus))

    def save(self, path: Path) -> None:
        """Write the file, in one go."""
        new = path.with_suffix(".new")
        new.write_text(json.dumps(asdict(self), indent=1) + "\n", encoding="utf-8")
        new.replace(path)

    @classmethod
    def load(cls, path: Path) -> Self:
        """What `save` wrote."""
        raw: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return cls(**{**raw, "runs": [Run(**run) for run in raw["runs"]]})
