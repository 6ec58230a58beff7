"""Check values with the same rules in every format: addresses, languages, media types, plain text.

Findings have no place, so they can be cached; the caller adds the place of the value.
"""

import re
from functools import lru_cache
from html.entities import html5
from typing import Final

from exporters.checks.finding import Finding, Findings
from exporters.diagnostics.diagnostic import Level, quote_value
from exporters.model import url as urls
from exporters.support.lazy_regex import lazy_regex

# ISO 639-1; a longer code needs only the right form
_LANGUAGES: Final = frozenset(
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en "
    "eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik in io is it iu iw "
    "ja ji jv jw ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mo mr ms mt "
    "my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm "
    "sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh "
    "zu".split()
)
_TAG: Final = lazy_regex(r"([A-Za-z]{2,3}|[xi](?=-))(?:-[A-Za-z0-9]{1,8})*", re.ASCII)
_NAME: Final = r"[A-Za-z0-9!#$&^_.+-]+"  # RFC 6838 §4.2
_MEDIA_TYPE: Final = lazy_regex(rf"{_NAME}/{_NAME}(?:\s*;\s*{_NAME}=(?:{_NAME}|\"[^\"]*\"))*", re.ASCII)
_REFERENCE: Final = lazy_regex(r"&(?:#[0-9]+|#[xX][0-9A-Fa-f]+|([A-Za-z][A-Za-z0-9]*));", re.ASCII)


_LONGEST_FIX: Final = 160  # characters of an address that a message names
CACHE_SIZE: Final = 4096  # results of each function: the formats of a feed repeat values
url_problem = lru_cache(CACHE_SIZE)(urls.url_problem)


def url_findings(url: str) -> Findings:
    """Readers resolve no relative address and encode no letter. Spec: RFC 3986 §4.3; RSS 2.0, JSON Feed 1.1 "URL"."""
    if problem := url_problem(url):
        encoded = urls.encode_url(url) if len(url) <= urls.LONGEST else ""
        right = encoded if len(encoded) <= _LONGEST_FIX else ""
        fix = f"write {right or 'an absolute http or https address, percent-encoded'}"
        return (Finding(rule="feed-url-invalid", message=f"{quote_value(url)}: {problem}", fix=fix),)
    return ()


@lru_cache(CACHE_SIZE)
def language_findings(tag: str) -> Findings:
    """A reader chooses fonts, hyphenation and voices by it. Spec: BCP 47 §2.1; RSS 2.0 <language>."""
    match = _TAG.fullmatch(tag)
    if match is None or (len(match[1]) == 2 and match[1].lower() not in _LANGUAGES):
        message = f"{quote_value(tag)} is not a language code"
        return (Finding(rule="language-invalid", message=message, fix="write one like en or en-us"),)
    return ()


@lru_cache(CACHE_SIZE)
def media_type_findings(media_type: str) -> Findings:
    """A player chooses itself by it. Spec: RFC 6838 §4.2."""
    if not _MEDIA_TYPE.fullmatch(media_type):
        message = f"{quote_value(media_type)} is not a media type"
        return (Finding(rule="media-type-invalid", message=message, fix="write one like audio/mpeg"),)
    return ()


def plain_text_findings(text: str) -> Findings:
    """A person reads `AT&amp;T`. Spec: RFC 4287 §3.1.1.1; JSON Feed 1.1 "plain text"; RSS 2.0 <title>."""
    for match in _REFERENCE.finditer(text) if "&" in text else ():
        if match[1] is None or f"{match[1]};" in html5:
            message = f"the plain text {quote_value(text)} shows {match[0]} to people"
            fix = "write the character itself: plain text is not escaped a second time"
            return (Finding(rule="text-escaped-twice", message=message, fix=fix, level=Level.WARNING),)
    return ()
