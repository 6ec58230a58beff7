"""Where something is: GeoRSS with GML, the W3C's basic geo vocabulary, and two older modules.

Spec: https://docs.ogc.org/cs/17-002r1/17-002r1.html (GeoRSS); https://www.w3.org/2003/01/geo/.
"""

import re
from collections.abc import Iterable
from typing import Final

from exporters.lint.rules.modules.tables import ElementRule, Module
from exporters.lint.rules.modules.value_kinds import (
    ANY,
    DECIMAL,
    INTEGER,
    LATITUDE,
    LONGITUDE,
    NUMBER,
    URI,
    ValueKind,
)

_PARTS: Final = re.compile(r"[\s,]+")
_PAIR: Final = "write the latitude, a space and the longitude: 45.256 -71.92"
_PAIRS: Final = "write pairs of latitude and longitude, parted by spaces: 45.256 -110.45 46.46 -109.48"


def _are_pairs(text: str, least: int) -> bool:
    """Return whether `text` is `least` pairs of degrees or more, each a latitude and a longitude."""
    numbers = _PARTS.split(text)
    if len(numbers) < 2 * least or len(numbers) % 2:
        return False
    return all(map(LATITUDE.fits, numbers[::2])) and all(map(LONGITUDE.fits, numbers[1::2]))


def _are_numbers(text: str, counts: Iterable[int]) -> bool:
    """Return whether `text` is so many numbers: a coordinate system of its own says what they mean."""
    numbers = text.split()
    return len(numbers) in counts and all(map(DECIMAL.fits, numbers))


_POINT: Final = ValueKind(lambda text: len(_PARTS.split(text)) == 2 and _are_pairs(text, 1), _PAIR)
_LINE: Final = ValueKind(lambda text: _are_pairs(text, 2), _PAIRS)
_POLYGON: Final = ValueKind(lambda text: _are_pairs(text, 4), f"{_PAIRS}; the last pair is the first")
_BOX: Final = ValueKind(lambda text: len(_PARTS.split(text)) == 4 and _are_pairs(text, 2), _PAIRS)
_CIRCLE: Final = ValueKind(
    lambda text: len(parts := _PARTS.split(text)) == 3 and _POINT.fits(" ".join(parts[:2])) and NUMBER.fits(parts[2]),
    "write the latitude, the longitude and the radius in metres: 42.94 -71.03 500",
)
_POSITION: Final = ValueKind(
    lambda text: _are_numbers(_PARTS.sub(" ", text), (2, 3)), f"{_PAIR}; a third number is the height"
)
_POSITIONS: Final = ValueKind(lambda text: all(map(DECIMAL.fits, _PARTS.split(text))), _PAIRS)
_PROPERTIES: Final = {"featuretypetag": ANY, "relationshiptag": ANY, "featurename": ANY, "elev": DECIMAL}
_PROPERTIES_OF_SHAPES: Final = {**_PROPERTIES, "floor": INTEGER, "radius": NUMBER}

GEORSS: Final = Module(
    "georss",
    "GeoRSS",
    {
        "point": ElementRule(_POINT, attributes=_PROPERTIES_OF_SHAPES),
        "line": ElementRule(_LINE, attributes=_PROPERTIES_OF_SHAPES),
        "polygon": ElementRule(_POLYGON, attributes=_PROPERTIES_OF_SHAPES),
        "box": ElementRule(_BOX, attributes=_PROPERTIES_OF_SHAPES),
        "circle": ElementRule(_CIRCLE, attributes=_PROPERTIES_OF_SHAPES),
        "where": ElementRule(None, attributes=_PROPERTIES_OF_SHAPES),
        **dict.fromkeys(("featureTypeTag", "featuretypetag", "relationshipTag", "relationshiptag"), ElementRule()),
        **dict.fromkeys(("featureName", "featurename"), ElementRule()),
        "elev": ElementRule(DECIMAL),
        "floor": ElementRule(INTEGER),
        "radius": ElementRule(NUMBER),
    },
)
GML: Final = Module(
    "gml",
    "GML",
    {
        "pos": ElementRule(_POSITION, attributes=None),
        "lowerCorner": ElementRule(_POSITION, attributes=None),
        "upperCorner": ElementRule(_POSITION, attributes=None),
        "posList": ElementRule(_POSITIONS, attributes=None),
        **dict.fromkeys(
            "Point LineString Polygon Envelope exterior interior LinearRing Circle".split(),
            ElementRule(None, attributes=None),
        ),
    },
    is_open=True,
)
GEO: Final = Module(
    "geo",
    "the W3C's geo vocabulary",
    {
        "Point": ElementRule(None, attributes=None, children=("geo:lat", "geo:long")),
        "lat": ElementRule(LATITUDE, once=True, attributes=None),
        "long": ElementRule(LONGITUDE, once=True, attributes=None),
        "alt": ElementRule(DECIMAL, once=True, attributes=None),
        "lat_long": ElementRule(_POINT, attributes=None),
        "location": ElementRule(attributes={"rdf:resource": URI}),
        "SpatialThing": ElementRule(None, attributes=None),
    },
)
_DEGREES: Final = {"latitude": ElementRule(LATITUDE, once=True), "longitude": ElementRule(LONGITUDE, once=True)}
GEOURL: Final = Module("geourl", "the GeoURL module", _DEGREES)
ICBM: Final = Module("icbm", "the ICBM module", _DEGREES)
