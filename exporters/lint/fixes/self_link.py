"""Add the link of a feed to itself, where its address is known."""

import json
import re
from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import quoteattr

from exporters.lint.fixes.fixable import FixableDocument, TextPatch
from exporters.lint.recognition import DocumentFormat

_ATOM: Final = "http://www.w3.org/2005/Atom"
_ATTRIBUTES: Final = r"(?>(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*)"
_ROOT: Final = re.compile(rf"<(?P<name>(?:(?P<prefix>[\w.-]+):)?(?:rss|feed))\b(?P<rest>{_ATTRIBUTES})>")
_CHANNEL: Final = re.compile(rf"<channel\b{_ATTRIBUTES}>(?P<space>\s*)")
_DECLARED: Final = re.compile(rf"\sxmlns:(?P<prefix>[\w.-]+)\s*=\s*[\"']{re.escape(_ATOM)}[\"']")
_VERSION: Final = re.compile(r'\s*\{(?P<space>\s*)"version"\s*:\s*"[^"\\]*"')
_SPACE: Final = re.compile(r"\s*")


def fix_self_link(document: FixableDocument) -> Iterator[TextPatch]:
    """Readers and hubs learn the address from it. Spec: RFC 4287 §4.2.7.2; JSON Feed 1.1 `feed_url`."""
    if not document.address:
        return
    if document.format is DocumentFormat.JSON_FEED and '"feed_url"' not in document.text:
        if version := _VERSION.match(document.text):
            at = version.end()
            yield TextPatch(at, at, f',{version["space"]}"feed_url": {json.dumps(document.address)}')
        return
    root = _ROOT.search(document.text)
    if root is None or "self-link-missing" not in document.rules:
        return
    address = quoteattr(document.address)
    if document.format is DocumentFormat.ATOM:
        name = f"{root['prefix']}:link" if root["prefix"] else "link"
        space = _SPACE.match(document.text, root.end())
        link = f'{space[0] if space else ""}<{name} rel="self" type="application/atom+xml" href={address}/>'
        yield TextPatch(root.end(), root.end(), link)
        return
    channel = _CHANNEL.search(document.text, root.end())
    if document.format is not DocumentFormat.RSS or channel is None:
        return
    declared = _DECLARED.search(root["rest"])
    name = f"{declared['prefix'] if declared else 'atom'}:link"
    link = f'{channel["space"]}<{name} rel="self" type="application/rss+xml" href={address}/>'
    start, end = root.end("name"), channel.start("space")  # the namespace and the link are one fix
    between = document.text[start:end]
    yield TextPatch(start, end, f"{between}{link}" if declared else f' xmlns:atom="{_ATOM}"{between}{link}')
