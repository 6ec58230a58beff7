"""Google Base, whose namespace product feeds of Google Merchant Center still have.

Spec: Google Base attributes (2005); https://support.google.com/merchants/answer/7052112. A shop has names of its own.
"""

from typing import Final

from exporters.lint.rules.modules.tables import ElementRule, Module
from exporters.lint.rules.modules.value_kinds import (
    POSITIVE,
    URI,
    WHOLE,
    ValueKind,
    one_of,
    one_of_texts,
    pattern,
)
from exporters.lint.rules.modules.w3c_dates import is_iso8601_date

_MOST: Final = 10  # of pictures and of labels
_NUMBER: Final = pattern(r"[0-9]{1,15}(?:\.[0-9]{0,15})?\s*(?:\w.{0,99})?", "write a number and its unit: 120 mg")
_AMOUNT: Final = pattern(r"[0-9]{1,15}(?:\.[0-9]{0,15})?\s*[^\W\d]*", "write a number and its unit: 5.95 usd")
_INTEGER: Final = pattern(
    r"[0-9]{1,3}(?:,[0-9]{3}){1,5}(?:\s.{1,99})?|[0-9]{1,15}(?:\s.{1,99})?", "write a whole number"
)
_DATE: Final = ValueKind(is_iso8601_date, "write a date of ISO 8601: 2021-08-24")
_BOOLEAN: Final = one_of("true false", any_case=True)
_PLACE: Final = pattern(r"[^,]+(?:,[^,]+){1,2}", "write a city, its region and its country, parted by commas")
_ADDRESS: Final = pattern(
    r"\s*[^,\s][^,]*(?:,\s*[^,\s][^,]*){4}", "write street, city, region, code and country, parted by commas"
)
_LABEL: Final = ValueKind(lambda text: "," not in text, "write one label in each element")

GOOGLE_BASE: Final = Module(
    "g",
    "Google Base",
    {
        **dict.fromkeys(("age", "bathrooms", "bedrooms", "quantity"), ElementRule(WHOLE, once=True)),
        **dict.fromkeys(
            "calories cholesterol cooking_time fiber hoa_dues salary saturated_fat servings sodium total_carbs "
            "total_fat".split(),
            ElementRule(_NUMBER, once=True),
        ),
        **dict.fromkeys(
            "delivery_radius megapixels memory preparation_time price processor_speed protein weight".split(),
            ElementRule(_AMOUNT, once=True),
        ),
        **dict.fromkeys(("expiration_date_time", "expiration_date", "publish_date"), ElementRule(_DATE, once=True)),
        **dict.fromkeys(("from_location", "to_location"), ElementRule(_PLACE, once=True)),
        **dict.fromkeys(("listing_type", "pickup"), ElementRule(_BOOLEAN, once=True)),
        **dict.fromkeys(("price_type", "salary_type"), ElementRule(one_of("negotiable starting"), once=True)),
        "currency": ElementRule(pattern("[A-Za-z]{3}", "write a code of three letters, ISO 4217: USD"), once=True),
        "gender": ElementRule(one_of("Male M Female F male female unisex"), once=True),
        "image_link": ElementRule(URI, most=_MOST),
        "label": ElementRule(_LABEL, most=_MOST),
        "location": ElementRule(_ADDRESS, once=True),
        "marital_status": ElementRule(
            one_of_texts(
                ("single", "divorced", "separated", "widowed", "married", "in relationship"),
                "write single, divorced, separated, widowed, married or in relationship",
            ),
            once=True,
        ),
        "mileage": ElementRule(_INTEGER, once=True),
        "pages": ElementRule(POSITIVE, once=True),
        "payment_accepted": ElementRule(one_of("Cash Check Visa MasterCard AmericanExpress Discover WireTransfer")),
        "rating": ElementRule(one_of("1 2 3 4 5"), once=True),
        "reviewer_type": ElementRule(one_of("editorial user"), once=True),
        "url_of_item_being_reviewed": ElementRule(URI, once=True),
        "year": ElementRule(pattern("(?:19|20)[0-9]{2}", "write four digits"), once=True),
    },
    is_open=True,
)
