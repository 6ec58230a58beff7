"""The rounds: in each, everything runs once, one after the other, so that all see the same machine."""

import contextlib
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from benchmarks import check
from benchmarks.corpus import Corpus
from benchmarks.floor import floor
from benchmarks.measure import measure
from benchmarks.others import TOOLS
from benchmarks.others.tool import NotInstalledError
from benchmarks.outfeed import OUTFEED, Installation
from benchmarks.results import Results, Run
from benchmarks.scripts import BEGINNING, FLOOR, PLAIN_C, PLAIN_SAFE
from benchmarks.subject import Place, Subject
from benchmarks.suite import SITUATIONS, Suite

LIMIT: Final = 1800.0  # seconds, after which a program is ended
SLOW: Final = 60.0  # seconds; what takes longer runs once
BEGINNINGS: Final = 15  # rounds of what takes a tenth of a second
BEFORE: Final = ", before"  # what the situations of an earlier Outfeed are called in the tables
NO_ARTICLES: Final = Corpus(kind="small", count=0)


def say(text: str) -> None:
    """Tell how far things are."""
    sys.stderr.write(f"{text}\n")


def subjects(work: Path, results: Results, before: str) -> dict[str, Subject]:
    """All that can run here, by name; tools are installed, and `results` tells those that can't be.

    `before` is the `outfeed` of an earlier version; "" where there is none.
    """
    mine = Installation(program=OUTFEED).subjects()
    earlier = Installation(program=before, note=BEFORE).subjects() if before else []
    found = {subject.name: subject for subject in (*mine, *earlier, FLOOR, PLAIN_SAFE, PLAIN_C)}
    for kind in TOOLS:
        tool = kind(work)
        say(f"Installing {tool.name} …")
        try:
            results.versions[tool.name] = tool.install()
        except NotInstalledError as error:
            results.missing[tool.name] = str(error)
            say(f"{tool.name} is left out: {error}")
        else:
            found[tool.name] = tool.subject()
    return found


def run(
    suite: Suite, work: Path, results: Results, *, rounds: int, only: Sequence[str], before: str = ""
) -> Iterator[None]:
    """Measure; `results` grows, and comes up for saving after each run."""
    if not only or "beginning" in only:
        for turn in range(BEGINNINGS):
            for subject in BEGINNING:
                results.runs.append(_once(subject, "beginning", _place(subject, NO_ARTICLES, work, work, turn), work))
                yield
    known = subjects(work, results, before)
    for corpus, planned in suite.plans:
        mine = [name for name in planned if name in SITUATIONS]
        names = [*mine, *(name + BEFORE for name in mine), *(name for name in planned if name not in mine)]
        chosen = [known[name] for name in names if name in known and _wanted(only, names, corpus, name)]
        if chosen:
            yield from _corpus(corpus, chosen, work, results, rounds)


def _wanted(only: Sequence[str], names: Sequence[str], corpus: Corpus, name: str) -> bool:
    """Whether `only` names this corpus and this subject; a word that names no subject names corpora."""
    here = [word for word in only if not any(word in each for each in names)]
    there = [word for word in only if word not in here]
    return (not here or corpus.name in here or corpus.kind in here) and (
        not there or any(word in name for word in there)
    )


def _corpus(corpus: Corpus, chosen: Sequence[Subject], work: Path, results: Results, rounds: int) -> Iterator[None]:
    say(f"{corpus.name}: generating …")
    folder = corpus.make(work)
    floor(str(folder))  # so that all find the files in the memory of the system
    for turn in range(rounds):
        for subject in chosen:
            earlier = results.of(corpus.name, subject.name)
            if earlier and (earlier[-1].problem or earlier[-1].wall > SLOW):
                continue
            results.runs.append(_once(subject, corpus.name, _place(subject, corpus, folder, work, turn), work))
            yield
    shutil.rmtree(work / "out" / corpus.name, ignore_errors=True)


def _place(subject: Subject, corpus: Corpus, folder: Path, work: Path, turn: int) -> Place:
    home = work / "out" / corpus.name / subject.home
    return Place(corpus=corpus, folder=folder, out=home / "feeds", cache=home / "cache", turn=turn)


def _once(subject: Subject, corpus: str, place: Place, work: Path) -> Run:
    place.out.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as after:
        after.callback(subject.restore, place)
        try:
            subject.prepare(place)
        except subprocess.CalledProcessError as error:
            return Run(
                corpus=corpus,
                subject=subject.name,
                turn=place.turn,
                problem=f"not made ready, status {error.returncode}",
            )
        command = subject.command(place)
        seen = measure(command.line, work, cwd=command.cwd, env=command.env, limit=LIMIT)
        if seen.wall >= LIMIT:
            problem = f"not done after {LIMIT:,.0f} s"
        elif seen.status:
            problem = f"ended with status {seen.status}"
        else:
            problem = check.problem(subject, place)
    say(f"{corpus}, round {place.turn + 1}: {subject.name}: {seen.wall:.2f} s, {seen.peak / 1e6:.0f} MB {problem}")
    if problem:
        say(seen.output[-2000:])
    return Run(
        corpus=corpus,
        subject=subject.name,
        turn=place.turn,
        wall=seen.wall,
        cpu=seen.cpu,
        peak=seen.peak,
        problem=problem,
    )
