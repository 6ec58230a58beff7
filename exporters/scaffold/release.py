"""Find the version of our action for a workflow: the tag of the installed release, else a branch."""

import json
from importlib.metadata import PackageNotFoundError, distribution
from typing import Any, Final

from exporters import __version__
from exporters.support.lazy_regex import lazy_regex

BRANCH: Final = "main"  # what there is where no release is installed
_RELEASED: Final = lazy_regex(r"[0-9]+(\.[0-9]+)*((a|b|rc)[0-9]+)?(\.post[0-9]+)?")  # PEP 440, no .dev and no +local


def revision() -> str:
    """Return the tag or branch of the repository for the installed program."""
    try:
        origin = distribution("outfeed").read_text("direct_url.json")
    except PackageNotFoundError:  # run from a folder
        return BRANCH
    return revision_of(__version__, json.loads(origin) if origin else None)


def revision_of(version: str, origin: dict[str, Any] | None) -> str:
    """Return the tag of `version` if that release is installed, else the branch.

    `origin` is `direct_url.json`, which installers write; None of a package from an index. An editable install runs a
    checkout, which changes while its version stays. What was installed from the repository is the release only where
    its tag was asked for. Spec: PEP 440, PEP 610.
    """
    tag, about = f"v{version}", origin or {}
    is_release = _RELEASED.fullmatch(version) and not about.get("dir_info", {}).get("editable")
    asked = about.get("vcs_info", {}).get("requested_revision", "") if "vcs_info" in about else tag
    return tag if is_release and asked == tag else BRANCH
