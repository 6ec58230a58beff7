"""Cases of manifests, and of what hubs were told."""

import json
from random import Random
from typing import Any, Final

from tests.fuzz import mutations, sites
from tests.fuzz.case import SITE, Case, Command

_OUT: Final = f"{SITE}/out"
_IN_THE_WAY: Final = ("x.txt", "topics/y.html", ".outfeed-new/pid", ".outfeed-new/rss.xml", "years/rss.xml")
_EXPORT: Final = ("export", "--jobs", "1")


def manifests(chance: Random) -> Case:
    """A manifest, or what hubs were told, that is damaged or another program's."""
    files = dict(sites.exported(chance.choice((sites.ONE_FEED, sites.ONE_FEED, sites.MANY_FEEDS))))
    name = chance.choice((f"{_OUT}/manifest.json", f"{_OUT}/manifest.json", f"{SITE}/.outfeed/ping.json"))
    if name.endswith("ping.json"):
        made: Any = {"version": 1, "topics": {f"{sites.HOME}feeds/rss.xml": {"https://hub.invalid/": "0" * 64}}}
    else:
        made = json.loads(files[name])
    for _ in range(chance.choice((1, 1, 2))):
        made = mutations.of_json(made, chance)
    files[name] = mutations.json_bytes(made, chance)
    if chance.random() < 0.3:
        files[name] = mutations.of_bytes(files[name], chance)
    _others_gone(files, chance)
    ping: Command = ("ping", "--dry-run")
    check: Command = ("export", "--check", "--jobs", "1")
    plan: Command = ("plan", "--jobs", "1", "--json")
    flags = tuple(flag for flag in ("--adopt", "--prune", "--allow-new-ids") if chance.random() < 0.4)
    first = chance.choice((ping, check, plan))
    return Case("", 0, files, (first, _EXPORT + flags, _EXPORT + flags))


def _others_gone(files: dict[str, bytes], chance: Random) -> None:
    """Sometimes files are missing, and others are in the way."""
    if chance.random() < 0.3:
        del files[chance.choice([name for name in sites.below(files, _OUT) if not name.endswith("manifest.json")])]
    if chance.random() < 0.2:
        files[f"{_OUT}/{chance.choice(_IN_THE_WAY)}"] = b"1\n"
