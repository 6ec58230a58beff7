"""Jekyll `permalink`. Spec: jekyllrb.com/docs/permalinks; `Jekyll::URL`, `Jekyll::Drops::UrlDrop`."""

import re
from typing import Final

from exporters.sources.addresses import slugs
from exporters.sources.addresses.encode import encode_path, finished
from exporters.sources.addresses.filenames import jekyll_name
from exporters.sources.addresses.moments import STRFTIME
from exporters.sources.addresses.parts import AddressParts, PatternOptions
from exporters.sources.addresses.template import (
    Fill,
    TemplatePattern,
    date_placeholder,
    required_placeholder,
    unknown_placeholder,
)
from exporters.support.lazy_regex import lazy_regex

STYLES: Final = {  # "Built-in formats for posts"
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
DEFAULT: Final = STYLES["date"]
_DATES: Final = {  # "Placeholders": name, directive of strftime
    "year": "Y", "short_year": "y", "month": "m", "short_month": "b", "long_month": "B", "day": "d",
    "y_day": "j", "short_day": "a", "long_day": "A", "w_day": "u", "week": "V", "w_year": "G",
    "hour": "H", "minute": "M", "second": "S",
}  # fmt: skip
_NAME: Final = lazy_regex(":([a-z_]+)")


def _slug(parts: AddressParts) -> str:
    return parts.slug or jekyll_name(parts.name).slug


PLACEHOLDERS: Final[dict[str, Fill]] = {
    **{name: date_placeholder(f":{name}", STRFTIME[directive]) for name, directive in _DATES.items()},
    "i_month": date_placeholder(":i_month", lambda at: str(at.month)),
    "i_day": date_placeholder(":i_day", lambda at: str(at.day)),
    "title": required_placeholder(
        ":title",
        lambda parts: slugs.jekyll(_slug(parts), "pretty", keeps_case=True),
        "write a slug in the front matter",
    ),
    "slug": required_placeholder(":slug", lambda parts: slugs.jekyll(_slug(parts)), "write a slug in the front matter"),
    "name": required_placeholder(":name", lambda parts: slugs.jekyll(parts.name), "give the file a name"),
    "path": required_placeholder(":path", lambda parts: "/".join((*parts.folders, parts.name)), "give the file a name"),
    "collection": required_placeholder(":collection", lambda parts: parts.collection, "name the collection"),
    "categories": lambda parts: "/".join(dict.fromkeys(each.lower() for each in parts.categories)),
    "slugified_categories": lambda parts: "/".join(dict.fromkeys(slugs.jekyll(each) for each in parts.categories)),
    "output_ext": lambda parts: parts.output_extension,
}


def parse(text: str, options: PatternOptions) -> TemplatePattern:  # noqa: ARG001
    """Return the pattern of a style or a template. Raises AddressError where a placeholder is unknown."""
    template = STYLES.get(text, text)
    pieces: list[str | Fill] = []
    copied = 0
    for found in _NAME.finditer(template):
        name = found[1]
        if name not in PLACEHOLDERS and name.endswith("_"):
            name = name[:-1]  # ":month_:day" is ":month" and "_"
        if name not in PLACEHOLDERS:
            raise unknown_placeholder(found[1], PLACEHOLDERS, ":")
        pieces += [template[copied : found.start()], _escaping(PLACEHOLDERS[name])]
        copied = found.start() + 1 + len(name)
    return TemplatePattern((*pieces, template[copied:]), _finish)


def _escaping(fill: Fill) -> Fill:
    """As `URL.escape_path`: a % is encoded too."""
    return lambda parts: encode_path(fill(parts).replace("%", "%25"))


def _finish(text: str) -> str:
    """As `URL#sanitize_url`: dots that climb vanish."""
    path = re.sub("/{2,}", "/", f"/{text}".replace("..", "/").replace("./", ""))
    return finished(encode_path(path))
