"""Kept: a file beside the feeds that is left alone where it would hold what it holds already."""

from collections.abc import Callable, Iterable
from typing import BinaryIO, NamedTuple

from exporters.build.context import Desk
from exporters.publishing.stage import Contents
from exporters.store import key
from exporters.store.outputs import Document, Written


class Kept(NamedTuple):
    """A file, and what it was made of; `contents` where it is published as that made it."""

    name: str
    slot: bytes
    inputs: bytes
    contents: Contents | None

    def finish(self, made: bytes | None, desk: Desk) -> None:
        """Write what was made, and remember that; None: what is published stays."""
        desk.describe([self.name])
        if made is None and self.contents is not None:
            desk.stage.hold({self.name: self.contents})
        elif made is not None:
            desk.stage.write(self.name, _put(made))
            document = Document(self.name, *desk.stage.contents(self.name))
            desk.documents.keep(self.slot, Written(inputs=self.inputs, documents=(document,)), ())


def keep(name: str, inputs: Iterable[bytes], make: Callable[[], bytes], desk: Desk) -> None:
    """Write the file `name`, unless it is published as the same `inputs` made it."""
    kept = known(name, inputs, desk)
    kept.finish(make() if kept.contents is None else None, desk)


def known(name: str, inputs: Iterable[bytes], desk: Desk) -> Kept:
    """What is known of the file `name`, which is made of `inputs`."""
    slot, digest = key.of([b"beside", name.encode()]), key.of(inputs)
    before = desk.documents.known(slot)
    contents = None
    if before is not None and before.inputs == digest:
        document = before.documents[0]
        contents = Contents(document.size, document.digest)
        if desk.stage.published(name, contents) is None:
            contents = None
    return Kept(name, slot, digest, contents)


def _put(data: bytes) -> Callable[[BinaryIO], None]:
    def put(out: BinaryIO) -> None:
        out.write(data)

    return put
