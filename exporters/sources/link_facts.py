"""Link facts: whether what an article was rendered by in an earlier run is still so."""

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from exporters.sources.article_files import name_keys
from exporters.sources.link_targets import LinkTargets, ReadTarget
from exporters.sources.source_files import SourceFiles, problem_of, unlisted
from exporters.store.inputs import STAMP_RESOLUTION, KnownFile
from exporters.store.links import LinkFact, LinkTarget

TargetOf = Callable[[LinkFact, str], ReadTarget | None]


def is_current(known: KnownFile, path: str, files: SourceFiles) -> bool:
    """Whether the links of the article at the absolute `path` lead where they did, by the stamps of files alone."""

    def target_of(fact: LinkFact, target: str) -> ReadTarget | None:
        listed = files.listed(target)
        stamp = listed.stamp if listed else None
        is_same = stamp is not None and stamp == fact.stamp and stamp.mtime + STAMP_RESOLUTION <= known.read_at
        return ReadTarget(fact.target, fact.stamp, fact.digest) if is_same else None

    return renewed(known.row.links, path, known.row.opening, files, target_of) is not None


def renewed_by_content(
    facts: Sequence[LinkFact], path: str, opens: int, targets: LinkTargets
) -> tuple[LinkFact, ...] | None:
    """The same facts with the stamps of today, by what the files hold; None where one has another answer."""

    def target_of(fact: LinkFact, target: str) -> ReadTarget:
        content = targets.content(target)
        return content._replace(target=fact.target) if content.digest == fact.digest else targets.target(target)

    return renewed(facts, path, opens, targets.files, target_of)


def renewed(
    facts: Sequence[LinkFact], path: str, opens: int, files: SourceFiles, target_of: TargetOf
) -> tuple[LinkFact, ...] | None:
    """The facts as they are today; None where one has another answer, or `target_of` does not know what it leads to.

    `path` is that of the article that they shape, `opens` when that is public.
    """
    found = []
    for fact in facts:
        now = _renewed(fact, path, opens, files, target_of)
        if now is None or now.meaning != fact.meaning:
            return None
        found.append(now)
    return tuple(found)


def _renewed(fact: LinkFact, path: str, opens: int, files: SourceFiles, target_of: TargetOf) -> LinkFact | None:
    if fact.kind == "name":
        return replace(fact, names=name_keys(files, files.named(fact.asked)))
    if fact.kind == "attachment":
        return replace(fact, names=name_keys(files, files.attachments(fact.asked, path)))
    target = files.path(fact.asked)
    if fact.kind == "file":
        return replace(fact, target=LinkTarget("file" if files.is_file(target, files.root(path)) else "missing"))
    if files.listed(target) is None:
        now = unlisted(target, files.root(path))
        return LinkFact("article", fact.asked, now, problem_of(now))
    read = target_of(fact, target)
    if read is None:
        return None
    problem = files.problem(read.target, target, opens=opens)
    return LinkFact("article", fact.asked, read.target.public, problem, read.stamp, read.digest)
