"""What tables can't say of Media RSS: values that an attribute of the same element gives their meaning."""

import re
from collections.abc import Iterator
from typing import Final

from exporters.checks.finding import Finding
from exporters.checks.parsed_xml import XmlElement
from exporters.diagnostics.diagnostic import Level, quote_value
from exporters.lint.rules.modules.countries import COUNTRIES
from exporters.lint.rules.modules.credit_roles import EBU_ROLES
from exporters.lint.rules.modules.families import MRSS_RULES
from exporters.lint.rules.modules.value_kinds import URI

_HASH_LENGTHS: Final = {"md5": 32, "sha-1": 40}  # digits
_HEX: Final = re.compile("[0-9A-Fa-f]+", re.ASCII)
_RATINGS: Final = {  # by the scheme. Spec: Media RSS <media:rating>; the schemes' own lists
    "urn:simple": frozenset({"adult", "nonadult"}),
    "urn:mpaa": frozenset("g m nc-17 pg pg-13 r x".split()),
    "urn:v-chip": frozenset("14+ 18+ c c8 g pg tv-14 tv-g tv-ma tv-pg tv-y tv-y7 tv-y7-fv".split()),
}
_ICRA_LABEL: Final = r"(?:[nsvlocx]z [01]|(?:n[a-c]|s[a-f]|v[a-j]|l[a-c]|o[a-h]|c[ab]|x[a-e]) 1)"
_ICRA: Final = re.compile(rf"r \({_ICRA_LABEL}(?: {_ICRA_LABEL}){{0,99}}\)", re.ASCII)
_MARKUP: Final = re.compile(
    r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>|&(?:[A-Za-z][A-Za-z0-9]{1,30}|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});"
)


def group_without_alternatives(node: XmlElement, _parent: XmlElement) -> Iterator[Finding]:
    """Readers look for other versions of a work in it. Spec: Media RSS <media:group>: "only be used for this"."""
    contents = node.all("media:content")
    if len(contents) < 2:
        message = f"a <media:group> with {'one' if contents else 'no'} <media:content>"
        fix = "write the content without a group, or its other versions too"
        yield node.finding("mrss-group-single", message, fix, Level.WARNING)
    defaults = [each for each in contents if each.attributes.get("isDefault", "").strip().lower() == "true"]
    for each in defaults[1:]:
        message, fix = "a second default in the <media:group>", 'write isDefault="true" once'
        yield each.finding("mrss-default-repeated", message, fix, Level.WARNING)


def content_without_address(node: XmlElement, parent: XmlElement) -> Iterator[Finding]:
    """There is nothing to show. Spec: Media RSS <media:content> url: "If not included, a <media:player> must be"."""
    has_player = any(each.first("media:player") for each in (node, parent))
    if not node.attributes.get("url", "").strip() and not has_player:
        message = f"no url in the <{node.name}>, and no <media:player>"
        yield node.finding(MRSS_RULES.attribute_missing, message, 'write url="…"')


def rating_invalid(node: XmlElement, _parent: XmlElement) -> Iterator[Finding]:
    """Readers can't hide what should be hidden. Spec: Media RSS <media:rating>."""
    scheme, text = node.attributes.get("scheme", "").strip() or "urn:simple", node.text.strip()
    if scheme in _RATINGS:
        if text.lower() not in _RATINGS[scheme]:
            yield _value_invalid(node, text, f"write one of {', '.join(sorted(_RATINGS[scheme]))}")
    elif scheme == "urn:icra":
        if not _ICRA.fullmatch(" ".join(text.split())):
            yield _value_invalid(node, text, "write an ICRA label: r (cz 1 lz 1 nz 1 oz 1 vz 1)")
    elif not text:
        yield _value_invalid(node, text, "write the rating")
    elif not URI.fits(scheme):
        message = f"scheme={quote_value(scheme)} of <{node.name}>"
        yield node.locate(Finding(rule=MRSS_RULES.value_invalid, message=message, fix=URI.right), "scheme")


def hash_invalid(node: XmlElement, _parent: XmlElement) -> Iterator[Finding]:
    """A program that verifies the file refuses it. Spec: Media RSS <media:hash>: md5 unless it says otherwise."""
    algorithm = node.attributes.get("algo", "md5")
    length = _HASH_LENGTHS.get(algorithm)
    text = node.text.strip()
    if length and not (len(text) == length and _HEX.fullmatch(text)):
        yield _value_invalid(node, text, f"write {length} hexadecimal digits for {algorithm}")


def credit_role_invalid(node: XmlElement, _parent: XmlElement) -> Iterator[Finding]:
    """Programs compare roles letter by letter. Spec: Media RSS <media:credit> role: "Must be lowercase"; urn:ebu."""
    role, scheme = node.attributes.get("role", "").strip(), node.attributes.get("scheme", "").strip() or "urn:ebu"
    if role != role.lower():
        fix = "write it in small letters"
    elif role and scheme == "urn:ebu" and role not in EBU_ROLES:
        fix = "write a role of the EBU, or name the scheme that has it"
    else:
        return
    message = f"role={quote_value(role)} of <{node.name}>"
    yield node.locate(Finding(rule=MRSS_RULES.value_invalid, message=message, fix=fix), "role")


def restriction_invalid(node: XmlElement, _parent: XmlElement) -> Iterator[Finding]:
    """Readers show it to people who may not see it, or hide it from all. Spec: Media RSS <media:restriction>."""
    kind, text = node.attributes.get("type", "").strip(), node.text.strip()
    if kind == "country":
        wrong = next((code for code in text.split() if code.upper() not in COUNTRIES), "")
        if wrong or not text:
            yield _value_invalid(node, wrong, "write codes of two letters, parted by spaces, ISO 3166-1: au us")
    elif kind == "uri":
        wrong = next((address for address in text.split() if not URI.fits(address)), "")
        if wrong:
            yield _value_invalid(node, wrong, URI.right)
    elif not kind and text not in {"", "all", "none"}:
        yield _value_invalid(node, text, 'write all or none, or type="country" for codes of countries')


def markup_in_plain_text(node: XmlElement, _parent: XmlElement) -> Iterator[Finding]:
    """A person reads the tags. Spec: Media RSS <media:title> type: plain unless it says html."""
    if node.attributes.get("type", "plain").strip() == "plain" and (found := _MARKUP.search(node.text)):
        message = f"{quote_value(found[0])} in the plain text of <{node.name}>"
        yield node.finding("mrss-text-markup", message, 'write type="html", or the text without tags', Level.WARNING)


def _value_invalid(node: XmlElement, text: str, fix: str) -> Finding:
    message = f"{quote_value(text)} in <{node.name}>"
    return node.finding(MRSS_RULES.value_invalid, message, fix)
