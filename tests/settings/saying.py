"""Messages about an outfeed.yaml."""

import re
from pathlib import Path

import pytest

from exporters.errors import SettingsError
from exporters.settings.own_settings import OwnSettings, read


def settings(folder: Path, text: str | bytes) -> OwnSettings:
    """What an outfeed.yaml with `text` in `folder` says."""
    file = folder / "outfeed.yaml"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return read(file)


def problems(folder: Path, text: str | bytes) -> list[str]:
    """Return the problems of an outfeed.yaml with `text`."""
    with pytest.raises(SettingsError) as caught:
        settings(folder, text)
    return str(caught.value).split("\n")


def problem(folder: Path, text: str) -> str:
    """The one thing that is said against an outfeed.yaml with `text`, behind the name of the file."""
    (said,) = problems(folder, text)
    return said.removeprefix("site/outfeed.yaml:")


def rules(folder: Path, text: str) -> list[str]:
    """Line, column and name of each problem: `3:5 window-wrong`."""
    found = [re.fullmatch(r"site/outfeed\.yaml:(\d+:\d+): .* \[([a-z-]+)\]", each) for each in problems(folder, text)]
    return [f"{each[1]} {each[2]}" for each in found if each]
