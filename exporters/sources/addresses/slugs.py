"""Slugs: parts of addresses made of titles and file names, by the rules of each generator."""

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from exporters.sources.addresses.parts import AddressError
from exporters.sources.addresses.transliteration import transliterate
from exporters.support.lazy_regex import lazy_regex

Slugify = Callable[[str], str]

# Jekyll `Utils.slugify` (jekyllrb.com/docs/liquid/filters/#options-for-the-slugify-filter)
_JEKYLL_KEPT: Final = {"default": "", "pretty": "._~!$&'()+,;=@"}
_JEKYLL_ASCII: Final = lazy_regex(r"[^A-Za-z0-9]+")
_EDGE_DASH: Final = lazy_regex(r"\A-|-\Z")
# Pelican `SLUG_REGEX_SUBSTITUTIONS` (docs.getpelican.com/en/latest/settings.html#url-settings)
PELICAN_SUBSTITUTIONS: Final = ((r"[^\w\s-]", ""), (r"(?u)\A\s*", ""), (r"(?u)\s*\Z", ""), (r"[-\s]+", "-"))
_COMMENT: Final = lazy_regex(r"<!--.*?-->", re.DOTALL)
_TAG: Final = lazy_regex(r"<[^<>]*+>")
_NIKOLA_BAD: Final = "/\\?#\"'\r\n\t*:<>|"  # `utils.slugify` with `USE_SLUGIFY = False`
# hexo-util `slugize`
_HEXO_SPECIAL: Final = lazy_regex(r"[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'<>,.?/]+")
_HEXO_LETTERS: Final = dict(
    zip("ßÆæŒœØøŁłĐđĦħŦŧ", ["s", "AE", "ae", "OE", "oe", "O", "o", "L", "l", "D", "d", "H", "h", "T", "t"], strict=True)
)
# @sindresorhus/slugify
_ELEVENTY_LETTERS: Final = {
    "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ẞ": "Ss",
    "“": '"', "”": '"', "—": "-", "…": "...", "’": "’", "‘": "'", "–": "-",
}  # fmt: skip
_HUGO_KEPT: Final = "./\\_#+~-@"


def jekyll(text: str, mode: str = "default", *, keeps_case: bool = False) -> str:
    """Jekyll: `none`, `raw`, `default`, `pretty`, `ascii` or `latin`."""
    if mode in ("raw", "default", "pretty", "ascii", "latin"):
        if mode == "latin":
            text = "".join(_latin(char) for char in text)
        if mode == "raw":
            text = re.sub(r"[ \t\r\n\f\v]+", "-", text)
        elif mode == "ascii":
            text = _JEKYLL_ASCII.sub("-", text)
        else:
            text = _replaced(text, _JEKYLL_KEPT.get(mode, ""))
        text = _EDGE_DASH.sub("", text)
    return text if keeps_case else text.lower()


def _replaced(text: str, kept: str) -> str:
    """`text` with one dash for each run of what is no letter, mark, decimal digit, nor `kept`."""
    made: list[str] = []
    for char in text:
        category = unicodedata.category(char)
        if category[0] in "LM" or category == "Nd" or char in kept:
            made.append(char)
        elif not made or made[-1] != "\x00":
            made.append("\x00")  # unlike a dash of the text
    return "".join(made).replace("\x00", "-")


def _latin(char: str) -> str:
    """One letter as I18n.transliterate has it: Latin-1 and Latin Extended-A without accents, all else `?`."""
    if char < "\x80":
        return char
    if not "À" <= char <= "ž":
        return "?"
    return {"ŉ": "'n", "Þ": "Th", "ĸ": "k", "ſ": "?"}.get(char) or transliterate(char)


def hugo(text: str, *, is_lower: bool = True) -> str:
    """Hugo `urlize`, before it is percent-encoded. Spec: gohugo.io/functions/urls/urlize; `paths.Sanitize`."""
    made: list[str] = []
    is_space_before = was_dash = False
    for at, char in enumerate(text):
        category = unicodedata.category(char)
        is_escape = char == "%" and re.match("[0-9A-Fa-f]{2}", text[at + 1 : at + 3]) is not None
        if char in _HUGO_KEPT or category[0] in "LM" or category == "Nd" or is_escape:
            was_dash = char == "-"
            if is_space_before and not was_dash:
                made.append("-")
            is_space_before = False
            made.append(char)
        elif made and not was_dash and char.isspace():
            is_space_before = True
    slug = "".join(made)
    return slug.lower() if is_lower else slug


def zola(text: str, mode: str = "on") -> str:
    """Zola `slugify.paths`: `on`, `safe` or `off`. Spec: getzola.org/documentation/getting-started/configuration."""
    if mode == "off":
        return text
    if mode == "safe":
        kept = re.sub(r'[<>:"/\\|?*\r\n\t\x00-\x1f]', "", text)
        return kept.rstrip(" .") or kept
    plain = transliterate(text, drops_emoji=False).lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _without_tags(text: str) -> str:
    """A text without comments and tags of HTML."""
    end = text.rfind("-->") + 3 if "-->" in text else 0  # no comment ends later, so none is looked for
    return _TAG.sub("", _COMMENT.sub("", text[:end]) + text[end:])


def pelican(text: str, *, is_unicode: bool = False, keeps_case: bool = False) -> str:
    """Pelican `utils.slugify` with the default substitutions."""
    text = unicodedata.normalize("NFKC", " ".join(_without_tags(text).split()))
    if not is_unicode:
        text = transliterate(text)
    for pattern, replacement in PELICAN_SUBSTITUTIONS:
        text = re.sub(pattern, replacement, text, flags=re.IGNORECASE)
    return (text if keeps_case else text.lower()).strip()


def nikola(text: str, *, is_on: bool = True) -> str:
    """Nikola `utils.slugify`; `is_on` is `USE_SLUGIFY`."""
    if not is_on:
        return re.sub(f"[{re.escape(_NIKOLA_BAD)}]", "-", text)
    text = re.sub(r"[^+\w\s-]", "", transliterate(text)).strip().lower()
    return re.sub(r"[-\s]+", "-", text)


def hexo(text: str, *, is_lower: bool = False) -> str:
    """hexo-util `slugize`."""
    plain = re.sub("[\x00-\x1f]", "", "".join(_without_accent(char) for char in text))
    slug = _HEXO_SPECIAL.sub("-", plain).strip("-")
    return slug.lower() if is_lower else slug


def _without_accent(char: str) -> str:
    if char in _HEXO_LETTERS:
        return _HEXO_LETTERS[char]
    base = unicodedata.normalize("NFD", char)[0]
    return base if base.isascii() else char


def material(text: str) -> str:
    """MkDocs Material: `pymdownx.slugs.slugify(case="lower")`. Spec: facelessuser.github.io/pymdown-extensions."""
    slug = _without_tags(unicodedata.normalize("NFC", text)).strip().lower()
    return re.sub(r"[^\w\- ]", "", slug).replace(" ", "-")


def github(text: str) -> str:
    """github-slugger, which Astro uses: letters of all scripts stay, spaces become dashes, all else goes."""
    kept = [
        char for char in text.lower()
        if char in " -_" or unicodedata.category(char) in _GITHUB_KEPT
    ]  # fmt: skip
    return "".join(kept).replace(" ", "-")


_GITHUB_KEPT: Final = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "Pc"})


def docusaurus(text: str) -> str:
    """Docusaurus: the text of the file name as it is. Spec: docusaurus.io/docs/blog#blog-post-date."""
    return text


def eleventy(text: str) -> str:
    """Eleventy's filter `slugify`: @sindresorhus/slugify. Spec: 11ty.dev/docs/filters/slugify."""
    text = text.replace("&", " and ").replace("🦄", " unicorn ").replace("♥", " love ")
    plain = transliterate(text, _ELEVENTY_LETTERS, is_latin_only=True)
    plain = re.sub(r"([A-Z]{2})(\d+)", r"\1 \2", plain)
    plain = re.sub(r"([a-z\d])([A-Z])", r"\1 \2", plain)
    plain = re.sub(r"([A-Z])([A-Z](?!s(?![a-z]))[a-z\d]+)", r"\1 \2", plain).lower()
    plain = re.sub(r"([a-z\d])['’]([ts])(?![a-z\d])", r"\1\2", plain)
    return re.sub(r"[^a-z\d]+", "-", plain).strip("-")


def outfeed(text: str) -> str:
    """Outfeed's own: letters and digits of all scripts in small letters, one dash for each run of anything else."""
    return _replaced(unicodedata.normalize("NFC", text).lower(), "").strip("-")


SLUGS: Final[dict[str, Slugify]] = {
    "jekyll": jekyll,
    "hugo": hugo,
    "zola": zola,
    "pelican": pelican,
    "nikola": nikola,
    "hexo": hexo,
    "mkdocs": material,
    "docusaurus": docusaurus,
    "eleventy": eleventy,
    "astro": github,
    "plain": outfeed,
}


def require_slug(text: str, source: str) -> str:
    """Return a slug that is not empty. Raises AddressError that names where it would come from."""
    if not text:
        raise AddressError(f"the {source} gives no slug", "write a slug in the front matter")
    return text
