"""The forms by name. Each is imported when it is asked for, since `--help` needs their names alone."""

from importlib import import_module
from typing import Final

from exporters.diagnostics.formatter import Form

TEXT: Final = "text"
_MODULES: Final = {TEXT: "textform", "json": "json_report", "github": "github", "sarif": "sarif"}
NAMES: Final = tuple(_MODULES)


def form(name: str, folder: str) -> Form:
    """The form `name`; `folder` is the current folder as the repository calls it, "" for its root."""
    made: Form = import_module(f"exporters.diagnostics.{_MODULES[name]}").make(folder)
    return made
