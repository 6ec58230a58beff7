"""Print how the articles of a site agree with the feed that its generator wrote."""

from typing import TYPE_CHECKING, Final

from exporters.cli.printing import plural, say
from exporters.diagnostics.diagnostic import clip_text, escape_controls, quote_value

if TYPE_CHECKING:  # `--help` must not load it
    from exporters.scaffold.old_ids import OldIds

_MOST: Final = 5  # entries that are listed


def print_old_ids(old: "OldIds") -> None:
    """Print the share of entries whose id a rule makes, and list the others."""
    say(f"Compared with {escape_controls(old.place)}: {_sentence(old)}", err=True)
    if old.permalink:
        say(f"Their addresses follow the rule {old.permalink}.", err=True)
    for url, identity in list(old.others.items())[:_MOST]:
        say(f"  another id: {_text(url)} has {quote_value(identity)}", err=True)
    _say_rest(len(old.others))
    for each in old.missing[:_MOST]:
        say(f"  no article: {_text(each.link or each.id)}", err=True)
    _say_rest(len(old.missing))


def _sentence(old: "OldIds") -> str:
    if not old.entries:
        return "it has no entries."
    parts = [f"the rule {old.rule} makes the ids of {old.same:,} of {plural(old.entries, 'entry', 'entries')}"]
    if not old.rule:
        parts = [f"no rule makes the id of any of {plural(old.entries, 'entry', 'entries')}"]
    if old.others:
        parts.append(f"{plural(len(old.others), 'article has another id', 'articles have other ids')}")
    if old.missing:
        parts.append(f"{plural(len(old.missing), 'entry is', 'entries are')} of no article")
    return f"{', '.join(parts)}."


def _text(address: str) -> str:
    return escape_controls(clip_text(address))


def _say_rest(count: int) -> None:
    if count > _MOST:
        say(f"  and {count - _MOST:,} more", err=True)
