"""What the texts and the id of a feed may hold: the placeholders of its path, and braces written twice."""

import re
from typing import Final

from exporters.diagnostics.diagnostic import shown
from exporters.settings import rules
from exporters.settings.paths import PLACEHOLDERS, filled, placeholders
from exporters.settings.rules import Wrong
from exporters.support.nearest import did_you_mean

_TEMPLATE_TOKEN: Final = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_WORDS: Final = tuple(f"{{{name}}}" for name in PLACEHOLDERS)
_LONGEST: Final = 20  # characters that are compared
_SAMPLE: Final = dict.fromkeys(PLACEHOLDERS, "x")


def template(value: str, path: str) -> Wrong | None:
    """A text of the feed in the folder `path`: a word in braces that nothing replaces would be shown to people."""
    known = placeholders(path)
    for found in _TEMPLATE_TOKEN.finditer(value):
        name = found[1]
        if name is None:
            if found[0] in ("{", "}"):
                return Wrong("brace-alone", f"{shown(value)} has a brace alone", "write {{ or }} for a brace")
        elif name not in PLACEHOLDERS:
            near = did_you_mean(found[0][:_LONGEST], _WORDS)
            right = f"{near}{'' if near.endswith('?') else ';'} {{{{ is a brace"
            return Wrong("placeholder-unknown", f"{shown(found[0])} is no placeholder", right)
        elif name not in known:
            right = f"write {{{name}}} into the path too, or take it out here"
            return Wrong("placeholder-absent", f"the path has no {{{name}}}", right)
    return None


def identity(value: str, path: str) -> Wrong | None:
    """The id of the feed in the folder `path`: an address for each feed that the path stands for."""
    if wrong := template(value, path):
        return wrong
    held = placeholders(value)
    lost = [f"{{{name}}}" for name in placeholders(path) if name not in held]
    if lost:
        words = " and ".join(lost)
        right = f"write {words} into it, or leave the key out"
        return Wrong("feed-id-alike", f"{shown(value)} has no {words}: else all these feeds share one id", right)
    wrong = rules.identity(filled(value, _SAMPLE))
    return wrong and wrong._replace(seen=f"{shown(value)} is not an absolute address")
