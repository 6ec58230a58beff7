"""Rules about the outlines of an OPML document, and the feeds, links and lists that they lead to."""

import re
from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from exporters.checks.dates import rfc822_findings
from exporters.checks.finding import Finding
from exporters.checks.values import language_findings, url_findings
from exporters.diagnostics.diagnostic import Level, quote_value
from exporters.lint.rules.opml.outline_list import OutlineList, outline_finding

ATTRIBUTES: Final = frozenset(
    "category created description htmlUrl isBreakpoint isComment language text title type url version xmlUrl".split()
)
_BY_LETTERS: Final = {name.lower(): name for name in ATTRIBUTES}
_TYPES: Final = frozenset({"rss", "link", "include"})
_OF_FEEDS: Final = ("xmlUrl", "htmlUrl", "description", "language", "title", "version")
_OPTIONAL: Final = ("htmlUrl", "description", "language", "category")
_VERSIONS: Final = frozenset({"RSS", "RSS1", "RSS2", "scriptingNews"})
_OTHER_SCHEME: Final = re.compile(r"(?!https?:|javascript:)[A-Za-z][A-Za-z0-9+.-]*:[^\s]", re.IGNORECASE)


def text_missing(opml: OutlineList) -> Iterator[Finding]:
    """Programs show an empty line. Spec: OPML 2.0 text: every outline "must have at least a text attribute"."""
    for number, node in enumerate(opml.outlines, 1):
        text = node.attributes.get("text")
        if text is None:
            fix = "write text, which people read" if "title" not in node.attributes else "write the title as text too"
            finding = Finding(rule="opml-text-missing", message="an outline without text", fix=fix)
            yield outline_finding(number, "text", node, finding)
        elif not text.strip():
            finding = Finding(rule="opml-value-empty", message="an empty text", fix="write it", level=Level.WARNING)
            yield outline_finding(number, "text", node, finding)


def attribute_empty(opml: OutlineList) -> Iterator[Finding]:
    """Programs show an empty line, or take it for a value. Spec: OPML 2.0 "Subscription lists": these are optional."""
    for number, node in enumerate(opml.outlines, 1):
        for name in _OPTIONAL:
            if name in node.attributes and not node.attributes[name].strip():
                finding = Finding(
                    rule="opml-value-empty", message=f"an empty {name}", fix="write it, or remove it", level=Level.NOTE
                )
                yield outline_finding(number, name, node, finding)


def address_missing(opml: OutlineList) -> Iterator[Finding]:
    """Programs have nothing to subscribe to or to open. Spec: OPML 2.0 xmlUrl (rss), url (link, include)."""
    for number, node in enumerate(opml.outlines, 1):
        kind = node.attributes.get("type", "").strip().lower()
        name = "xmlUrl" if kind == "rss" else "url"
        if kind in _TYPES and not node.attributes.get(name, "").strip():
            if any(each.lower() == name.lower() and each != name for each in node.attributes):
                continue  # a misspelled one, which attribute_misspelled reports
            message = f'an outline of type="{kind}" without {name}'
            finding = Finding(
                rule="opml-address-missing",
                message=message,
                fix=f"write {name}, or remove the type",
                level=opml.level_of_newer_rule,
            )
            yield outline_finding(number, name, node, finding)


def title_missing(opml: OutlineList) -> Iterator[Finding]:
    """Some readers show the title alone. Spec: OPML 2.0 "Subscription lists": it "should not be omitted"."""
    for number, node in enumerate(opml.outlines, 1):
        if node.attributes.get("type", "").lower() == "rss" and not node.attributes.get("title", "").strip():
            finding = Finding(
                rule="opml-title-missing",
                message="a feed without title",
                fix="write it: mostly the same as text",
                level=Level.WARNING,
            )
            yield outline_finding(number, "title", node, finding)


def type_missing(opml: OutlineList) -> Iterator[Finding]:
    """Readers don't see a feed in it. Spec: OPML 2.0 "Subscription lists": type, text and xmlUrl are required."""
    for number, node in enumerate(opml.outlines, 1):
        names = [name for name in _OF_FEEDS if name in node.attributes]
        if names and not node.attributes.get("type", "").strip():
            message = f"{names[0]} in an outline without type"
            finding = Finding(rule="opml-type-missing", message=message, fix='write type="rss"', level=Level.WARNING)
            yield outline_finding(number, "type", node, finding)


def type_unknown(opml: OutlineList) -> Iterator[Finding]:
    """Programs show such a line as text alone. Spec: OPML 2.0 type."""
    for number, node in enumerate(opml.outlines, 1):
        kind = node.attributes.get("type", "").strip()
        is_feed = "xmlUrl" in node.attributes
        if kind and kind.lower() not in _TYPES and (is_feed or opml.is_version_1):
            level = Level.WARNING if is_feed else Level.NOTE
            fix = 'write type="rss", whatever the format of the feed' if is_feed else "write rss, link, or no type"
            message = f"the type {quote_value(kind)}"
            finding = Finding(rule="opml-type-unknown", message=message, fix=fix, level=level)
            yield outline_finding(number, "type", node, finding)


def attribute_misspelled(opml: OutlineList) -> Iterator[Finding]:
    """Programs ignore it: names of attributes have the right case. Spec: XML 1.0 §1.2; OPML 2.0."""
    for number, node in enumerate(opml.outlines, 1):
        for name in node.attributes:
            right = _BY_LETTERS.get(name.lower().replace("-", "").replace("_", ""))
            if right and name != right and right not in node.attributes:
                finding = Finding(
                    rule="opml-attribute-misspelled",
                    message=f"the attribute {quote_value(name)}",
                    fix=f"write {right}",
                )
                yield outline_finding(number, name, node, finding)


def attribute_unknown(opml: OutlineList) -> Iterator[Finding]:
    """Programs ignore it. Spec: OPML 2.0 "Extending OPML": others need a namespace; 1.0 admits "arbitrary" ones."""
    for number, node in enumerate(opml.outlines, 1):
        for name in node.attributes:
            letters = name.lower().replace("-", "").replace("_", "")
            if ":" in name or name in ATTRIBUTES:
                continue
            if letters in _BY_LETTERS and _BY_LETTERS[letters] not in node.attributes:
                continue
            finding = Finding(
                rule="opml-attribute-unknown",
                message=f"the attribute {quote_value(name)} of <outline>",
                fix="give it a namespace, or remove it",
                level=Level.NOTE if opml.is_version_1 else Level.ERROR,
            )
            yield outline_finding(number, name, node, finding)


def value_wrong(opml: OutlineList) -> Iterator[Finding]:
    """Programs can't use it. Spec: OPML 2.0 "Common attributes", "Subscription lists"."""
    for number, node in enumerate(opml.outlines, 1):
        attributes = node.attributes
        for name in ("xmlUrl", "htmlUrl", "url"):
            value = attributes.get(name, "").strip()
            for finding in url_findings(value) if value else ():
                level = Level.WARNING if _OTHER_SCHEME.match(value) else Level.ERROR
                yield outline_finding(number, name, node, replace(finding, level=level))
        if "created" in attributes:
            for finding in rfc822_findings(attributes["created"].strip()):
                yield outline_finding(number, "created", node, finding)
        for finding in language_findings(attributes["language"].strip()) if attributes.get("language") else ():
            yield outline_finding(number, "language", node, finding)


def flag_wrong(opml: OutlineList) -> Iterator[Finding]:
    """Outliners treat the line as none. Spec: OPML 2.0 isComment, isBreakpoint: "true" or "false"."""
    for number, node in enumerate(opml.outlines, 1):
        for name in ("isComment", "isBreakpoint"):
            value = node.attributes.get(name, "false")
            if value not in {"true", "false"}:
                message = f"{name} is {quote_value(value)}"
                finding = Finding(rule="opml-flag-wrong", message=message, fix="write true or false")
                yield outline_finding(number, name, node, finding)


def version_unknown(opml: OutlineList) -> Iterator[Finding]:
    """Readers go by it, or ignore it. Spec: OPML 2.0 "Subscription lists": RSS, RSS1 or scriptingNews."""
    for number, node in enumerate(opml.outlines, 1):
        version = node.attributes.get("version")
        if version is not None and version not in _VERSIONS:
            finding = Finding(
                rule="opml-outline-version-unknown",
                message=f"the version {quote_value(version)} of a feed",
                fix="write RSS, RSS1 or scriptingNews, or remove it",
                level=Level.WARNING,
            )
            yield outline_finding(number, "version", node, finding)


def feed_repeated(opml: OutlineList) -> Iterator[Finding]:
    """Readers subscribe twice, or skip one. Spec: OPML 2.0 "Subscription lists"."""
    numbers: dict[str, int] = {}
    for number, node in enumerate(opml.outlines, 1):
        address = node.attributes.get("xmlUrl", "").strip()
        if address and address in numbers:
            finding = Finding(
                rule="opml-feed-repeated",
                message=f"the feed {quote_value(address)} of outline[{numbers[address]}] again",
                fix="keep one, unless both folders shall have it",
                level=Level.NOTE,
            )
            yield outline_finding(number, "xmlUrl", node, finding)
        numbers.setdefault(address, number)
