"""The names of the rules that tables apply, for each family of modules."""

from typing import Final, NamedTuple


class RuleFamily(NamedTuple):
    """The rules of one or more modules: one for each fact that a table can state."""

    value_invalid: str
    attribute_missing: str
    attribute_unknown: str
    element_misplaced: str
    element_repeated: str
    element_missing: str
    element_unknown: str
    element_obsolete: str


ITUNES_RULES: Final = RuleFamily(
    value_invalid="itunes-value-invalid",
    attribute_missing="itunes-attribute-missing",
    attribute_unknown="itunes-attribute-unknown",
    element_misplaced="itunes-element-misplaced",
    element_repeated="itunes-element-repeated",
    element_missing="itunes-element-missing",
    element_unknown="itunes-element-unknown",
    element_obsolete="itunes-element-obsolete",
)
PODCASTING_RULES: Final = RuleFamily(
    value_invalid="podcasting-value-invalid",
    attribute_missing="podcasting-attribute-missing",
    attribute_unknown="podcasting-attribute-unknown",
    element_misplaced="podcasting-element-misplaced",
    element_repeated="podcasting-element-repeated",
    element_missing="podcasting-element-missing",
    element_unknown="podcasting-element-unknown",
    element_obsolete="podcasting-element-obsolete",
)
MRSS_RULES: Final = RuleFamily(
    value_invalid="mrss-value-invalid",
    attribute_missing="mrss-attribute-missing",
    attribute_unknown="mrss-attribute-unknown",
    element_misplaced="mrss-element-misplaced",
    element_repeated="mrss-element-repeated",
    element_missing="mrss-element-missing",
    element_unknown="mrss-element-unknown",
    element_obsolete="mrss-element-obsolete",
)
EXTENSION_RULES: Final = RuleFamily(
    value_invalid="extension-value-invalid",
    attribute_missing="extension-attribute-missing",
    attribute_unknown="extension-attribute-unknown",
    element_misplaced="extension-element-misplaced",
    element_repeated="extension-element-repeated",
    element_missing="extension-element-missing",
    element_unknown="extension-element-unknown",
    element_obsolete="extension-element-obsolete",
)
