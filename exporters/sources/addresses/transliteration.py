"""Letters and signs in ASCII, as the library Unidecode writes them, which Pelican and Nikola use.

Spec: pypi.org/project/Unidecode 1.4. Scripts with large tables (Chinese, Japanese, Korean, Indic) are not here.
"""

import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from exporters.sources.addresses.parts import AddressError

_LATIN: Final = (
    "ÆAE ÐD ØO ÞTh ßss æae ðd øo þth ĐD đd ĦH ħh ıi ĸk ĿL ŀl ŁL łl ŉ'n ŊNG ŋng ŒOE œoe ŦT ŧt Ə@ ƐE ƑF ẚa ẛS ẞSS"
)
_GREEK: Final = (
    "ΑA ΒB ΓG ΔD ΕE ΖZ ΗE ΘTh ΙI ΚK ΛL ΜM ΝN ΞKs ΟO ΠP ΡR ΣS ΤT ΥU ΦPh ΧKh ΨPs ΩO αa βb γg δd εe ζz "
    "ηe θth ιi κk λl μm νn ξx οo πp ρr ςs σs τt υu φph χkh ψps ωo"
)
_CYRILLIC: Final = (
    "ЀIe ЁIo ЂDj ЃGj ЄIe ЅDz ІI ЇYi ЈJ ЉLj ЊNj ЋTsh ЌKj ЍI ЎU ЏDzh АA БB ВV ГG ДD ЕE ЖZh ЗZ ИI ЙI КK "
    "ЛL МM НN ОO ПP РR СS ТT УU ФF ХKh ЦTs ЧCh ШSh ЩShch Ъ' ЫY Ь' ЭE ЮIu ЯIa аa бb вv гg дd еe жzh "
    "зz иi йi кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh щshch ъ' ыy ь' эe юiu яia ѐie ёio ђdj "
    "ѓgj єie ѕdz іi їyi јj љlj њnj ћtsh ќkj ѝi ўu џdzh"
)
_SIGNS: Final = (
    "¡! ¢C/ £PS ¤$? ¦| §SS ¨\" ©(c) «<< ¬! ®(r) ¯- °deg ±+- ´' µu ¶P ·* ¸, »>> ¿? ×x ÷/ ‐- ‑- ‒- –- "
    "—-- ―-- ‖|| ‗_ ‘' ’' ‚, ‛' “\" ”\" „,, ‟\" †+ ‡++ •* ‣*> ‰%0 ‱%00 ′' ″'' ‴''' ‵` ‶`` ‷``` ‸^ ‹< "
    "›> ※* ‽!? ‾- ‿_ ₠ECU ₡CL ₢Cr ₣FF ₤L ₥mil ₦N ₧Pts ₩W ₪NS ₫D €EUR ₭K ₮T ₯Dr ₰Pf ₱P ₲G ₳A ₴UAH "
    "™(tm)"
)
_TABLE: Final = {pair[0]: pair[1:] for text in (_LATIN, _GREEK, _CYRILLIC, _SIGNS) for pair in text.split()} | {
    "\u00a0": " ",
    "\u00ad": "",
    "…": "...",
    "¼": " 1/4 ",
    "½": " 1/2 ",
    "¾": " 3/4 ",
    "\u2044": "/",
    "\u200b": "",
    "№": "No. ",
}
LATIN: Final = frozenset(pair[0] for text in (_LATIN, _SIGNS) for pair in text.split()) | {"\u00a0", "…"}


def transliterate(
    text: str,
    own: Mapping[str, str] = MappingProxyType({}),
    *,
    is_latin_only: bool = False,
    drops_emoji: bool = True,
) -> str:
    """`text` in ASCII; `own` comes before the table of Unidecode.

    Raises AddressError for a letter that is in neither, so that no address is guessed.
    """
    return "".join(
        char if char < "\x80" else own[char] if char in own else _ascii(char, own, is_latin_only, drops_emoji)
        for char in text
    )


def _ascii(char: str, own: Mapping[str, str], is_latin_only: bool, drops_emoji: bool) -> str:  # noqa: FBT001
    if char in _TABLE and (char in LATIN or not is_latin_only):
        return _TABLE[char]
    parts = unicodedata.normalize("NFKD", char)
    if unicodedata.combining(char):
        return ""
    if parts != char and (parts[0] < "\x80" or not is_latin_only):
        return "".join(
            part if part < "\x80" else own.get(part) or _ascii(part, own, is_latin_only, drops_emoji) for part in parts
        )
    if (char >= "\U0001f000" and drops_emoji) or char == "\ufe0f":
        return ""
    raise AddressError(f"no Latin letters are known for {char}", "write a slug in the front matter")
