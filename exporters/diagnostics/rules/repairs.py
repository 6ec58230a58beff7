"""What was repaired, and is told for the record."""

from typing import Final

from exporters.diagnostics.rules.rule import Rule, note

REPAIRS: Final[dict[str, Rule]] = {
    "text-spaces": note(
        "white space tidied",
        "Text had white space around it, line breaks, tabs, no-break spaces or several spaces in a row.",
        "None is needed.",
    ),
    "text-entity": note(
        "HTML entities in plain text read",
        "Plain text held entities, such as `&#8217;` or `&amp;`, which readers would show as they are written.",
        "Write the characters themselves.",
    ),
    "text-mojibake": note(
        "mojibake repaired",
        "Text was once read in a wrong encoding: `connectionsâ€”a` is `connections—a`.",
        "Repair the program that wrote the text.",
    ),
    "text-control": note(
        "control characters removed",
        (
            "Text held characters that XML forbids. Those of Windows-1252 became what they meant; the "
            "others were removed."
        ),
        "Remove them.",
    ),
    "text-empty": note(
        "empty values left out",
        "A field held nothing that a reader could see.",
        "Write something, or leave the field out.",
    ),
    "text-scalar": note(
        "numbers and flags taken as text",
        ('A text field held a number, a date, true or false; it was taken as it is written: `title: 010` is "010".'),
        "Put it in quotes.",
    ),
    "url-relative": note(
        "relative addresses made absolute",
        "An address began with `/` and was resolved under `site.url`, its path included.",
        "None is needed while `site.url` is right.",
    ),
    "url-encoded": note(
        "addresses percent-encoded",
        "An address held spaces, letters outside ASCII, or other characters that RFC 3986 does not allow.",
        "Write it percent-encoded.",
    ),
    "url-entity": note(
        "HTML entities in addresses read",
        "An address held `&amp;` or `&#038;`, which is how HTML writes `&`.",
        "Write `&`.",
    ),
    "url-spaces": note(
        "white space in addresses removed",
        "An address had white space around it, or line breaks or control characters in it.",
        "Remove them.",
    ),
    "domain-address": note(
        "host taken from an address",
        "`provider.domain` held an address, or capital letters.",
        "Write the host name alone, in small letters.",
    ),
    "date-quoted": note(
        "quoted dates taken",
        "A date stood in quotes, which makes it text in YAML.",
        "Remove the quotes.",
    ),
    "date-only": note(
        "dates without hour taken as midnight",
        "A date named no hour, so midnight in its zone was taken.",
        "Write the hour.",
    ),
    "date-zone": note(
        "dates without zone given the configured one",
        "A date named no time zone, so `source.timezone` was taken.",
        "Write the zone.",
    ),
    "date-order": note(
        "updates before publication moved",
        "`updatedDateTime` was before `publishedDateTime`, so the latter was taken.",
        "Write the right moment.",
    ),
    "number-text": note(
        "quoted numbers taken",
        "A number stood in quotes.",
        "Remove the quotes.",
    ),
    "flag-text": note(
        "words taken as true or false",
        "`published`, `draft` or `removed` held a word in quotes, or 0 or 1.",
        "Write true or false.",
    ),
    "list-single": note(
        "single values taken as lists",
        "One value stood where a list is wanted.",
        "Write it as a list: `[AI]`.",
    ),
    "list-repeated": note(
        "repeated list entries left out",
        "A list held the same entry twice.",
        "Remove one.",
    ),
    "csv-separator": note(
        "`|` in CSV lists replaced",
        "An entry of a list held `|`, which parts entries in the CSV; there, and only there, it became `¦`.",
        "None is needed.",
    ),
    "html-unsafe": note(
        "unsafe HTML left out",
        (
            "The body held what feeds must not carry: scripts, frames, forms, styles. Embedded videos "
            "became links with a picture."
        ),
        "None is needed, unless something is missed.",
    ),
    "liquid-raw": note(
        "Liquid marks left out",
        "The body held `{% raw %}` or `{% endraw %}`, which tell Jekyll to leave alone what is between them.",
        "None is needed.",
    ),
    "related-unlinked": note(
        "related articles without address left out",
        "An entry of `related` has neither `webUrl` nor `originalUrl`, so nothing can be linked.",
        "Write its `webUrl`.",
    ),
    "key-extra": note(
        "key that feeds do not carry",
        (
            "The front matter has a key that no format writes. At the top level it is kept as `extra`, "
            "for exporters of third parties; further down it is left out. It is told once a run, in case "
            "it is a slip of the pen."
        ),
        "Correct the name if it was meant to be another.",
    ),
}
