"""A case: the files of a site as they lie on the disk, and the commands that run on them, one after the other."""

import base64
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

SITE: Final = "site"  # the folder that the commands run in, below the scratch folder
SECURED: Final = "PRIVATE-cipher-text-5d41402a"  # of every article: never in an output or a message

Command = tuple[str, ...]


class Case(NamedTuple):
    """What a run of the fuzzer tries; the same kind and seed give the same case."""

    kind: str
    seed: int
    files: dict[str, bytes]  # by path below the folder; what is no UTF-8 in a name is a surrogate
    commands: tuple[Command, ...]
    is_private: bool = True  # SECURED stands under `secured` alone, so it must not appear anywhere

    @property
    def name(self) -> str:
        """How the command line names it."""
        return f"{self.kind}:{self.seed}"


def write(case: Case, folder: Path) -> None:
    """Put the files of the case into the folder."""
    write_files(case.files, folder)
    (folder / SITE).mkdir(exist_ok=True)


def write_files(files: Mapping[str, bytes], folder: Path) -> None:
    """Write the files, each at its path below the folder."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def to_json(case: Case) -> str:
    """The case as a file that a person can read and change."""
    files = {name: _text(data) for name, data in case.files.items()}
    return json.dumps(case._asdict() | {"files": files}, indent=1) + "\n"


def from_json(text: str) -> Case:
    """The case that `to_json` wrote."""
    value = json.loads(text)
    files = {name: _bytes(data) for name, data in value.pop("files").items()}
    commands = tuple(tuple(each) for each in value.pop("commands"))
    return Case(**value, files=files, commands=commands)


def _text(data: bytes) -> Any:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(data).decode()}


def _bytes(value: Any) -> bytes:
    return value.encode() if isinstance(value, str) else base64.b64decode(value["base64"])
