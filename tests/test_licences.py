"""What people install with Outfeed is under permissive licences, all the way down, but for two that are named."""

import re
from importlib.metadata import distribution
from pathlib import Path
from typing import Final

import pytest

LOCK: Final = Path(__file__).parents[1] / "requirements" / "run.txt"
NAMES: Final = re.findall(r"(?m)^([A-Za-z0-9._-]+)==", LOCK.read_text(encoding="utf-8"))
PERMISSIVE: Final = re.compile(
    r"apache(?:-2\.0|.*2\.0| software license)|bsd|mit\b|psf-2\.0|python software foundation", re.IGNORECASE
)
OTHER: Final = {  # each is named here, so that no other one comes in unnoticed
    "feedgen": "BSD or LGPL, as the user chooses",
    "pathspec": "MPL 2.0: copyleft for its own files alone, which are used unchanged",
}
COPYLEFT: Final = re.compile(r"gpl|mpl|mozilla|eupl|affero|cddl|epl-", re.IGNORECASE)


def stated(name: str) -> list[str]:
    """What a distribution says of its licence, the shortest statement that it has."""
    about = distribution(name).metadata.json
    classifiers = [each for each in about.get("classifier", []) if each.startswith("License ::")]
    text = str(about.get("license_expression", ""))
    return [text] if text else classifiers or str(about.get("license", "")).splitlines()[:1] or title(name)


def title(name: str) -> list[str]:
    """The first line of a distribution's file LICENSE."""
    files = [each for each in distribution(name).files or () if each.name == "LICENSE"]
    return files[0].read_text().splitlines()[:1] if files else []


@pytest.mark.parametrize("name", [each for each in NAMES if each not in OTHER])
def test_it_is_permissive(name: str) -> None:
    """Spec: the Open Source Initiative calls licences without copyleft permissive."""
    said = " ".join(stated(name))

    assert PERMISSIVE.search(said), said
    assert not COPYLEFT.search(said), said
