"""The machine and the versions of everything that was measured."""

# mypy: disable-error-code="import-untyped,import-not-found"

import os
import platform
import re
from importlib.metadata import version
from pathlib import Path
from typing import Final

import psutil

OURS: Final = ("outfeed", "PyYAML", "jsonschema", "feedgen", "lxml", "click")


def machine() -> dict[str, str]:
    """What the figures depend on."""
    return {
        "processor": _processor(),
        "cores": str(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()),
        "memory": f"{psutil.virtual_memory().total / 2**30:.0f} GiB",
        "system": f"{platform.system()} {platform.release()}",
        "Python": platform.python_version(),
    }


def versions() -> dict[str, str]:
    """Outfeed, and the packages of the plain script."""
    return {name: version(name) for name in OURS}


def _processor() -> str:
    facts = Path("/proc/cpuinfo")
    found = re.search(r"^model name\s*: (.+)$", facts.read_text(), re.MULTILINE) if facts.is_file() else None
    return found[1] if found else platform.processor() or platform.machine()
