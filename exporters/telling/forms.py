"""The forms by name. Each is imported when it is asked for, since `--help` needs their names alone."""

from importlib import import_module
from typing import Final

from exporters.telling.form import Form

TEXT: Final = "text"
NAMES: Final = (TEXT, "json", "github", "sarif")


def form(name: str, folder: str) -> Form:
    """The form `name`; `folder` is the current folder as the repository calls it, "" for its root."""
    made: Form = import_module(f"exporters.telling.{name}form").make(folder)
    return made
