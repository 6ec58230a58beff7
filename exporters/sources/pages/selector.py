"""A CSS selector that settings give: where the main part of a page is."""

from typing import Final

import cssselect
from lxml import etree

_LONGEST: Final = 500  # characters


class PageSelector:
    """A compiled CSS selector. Spec: Selectors Level 3, as cssselect knows it."""

    def __init__(self, text: str) -> None:
        """Compile `text`. Raises ValueError, with a sentence, where it is no selector."""
        if len(text) > _LONGEST:
            raise ValueError(f"a selector of {len(text):,} characters")
        try:
            self._find = etree.XPath(cssselect.HTMLTranslator().css_to_xpath(text))
        except cssselect.SelectorError as error:
            raise ValueError(str(error).rstrip(".")) from None
        self.text = text

    def select(self, root: etree._Element) -> list[etree._Element]:
        """The elements that fit, in document order."""
        found = self._find(root)
        return [each for each in found if isinstance(each, etree._Element)] if isinstance(found, list) else []
