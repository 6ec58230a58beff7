"""The permalink of an article, and its id."""

from exporters.diagnostics.diagnostic import Diagnostic, quote_value
from exporters.sources.addresses.parts import AddressDateError, AddressError
from exporters.sources.dialects import ids, permalinks
from exporters.sources.dialects.dialect import FieldValue
from exporters.sources.dialects.fields.mapped_fields import MappedFields
from exporters.yamldoc.positions import field_name


def add_address(fields: MappedFields) -> None:
    """Add the permalink and the id: by the settings, else as the generator makes them."""
    article = fields.article
    ruled = article.ruled("webUrl")
    if ruled is not None:
        fields.put(("webUrl",), ruled.value, ruled)
        _add_id(fields, str(ruled.value))
        return
    pattern = article.site.permalink
    found = None if pattern else _own_address(fields)
    origin = found.path if found else None
    try:
        address = permalinks.address(pattern, article) if pattern else fields.dialect.address(article)
        if "://" in address and not address.startswith(("http://", "https://")):
            raise AddressError(f"{quote_value(address)} is neither a path nor an http or https address", "write /path/")
    except AddressError as error:
        if not _is_consequence(fields, error):
            line, column = fields.document.place(origin) if origin else (1, 1)
            wrong = Diagnostic("address-unknown", error.seen, error.right, line=line, column=column)
            fields.problems.append(wrong._replace(field=field_name(origin) if origin else ""))
        return
    if address:
        fields.put(("webUrl",), fields.below_site(address), found)
        _add_id(fields, fields.beside_home(address))
    elif article.date is not None or not fields.dialect.rule(article.site):
        right = "write source.permalink: /blog/{slug}/ in outfeed.yaml, with the path of your articles"
        fields.add_problem("address-unknown", "the article has no address", right)


def _own_address(fields: MappedFields) -> FieldValue | None:
    """What the dialect takes for the address of the article, or for the pattern of it."""
    return fields.article.find(*fields.dialect.address_keys) if fields.dialect.address_keys else None


def _is_consequence(fields: MappedFields, error: AddressError) -> bool:
    """Whether another problem of the article is the cause: its date or its title, which is told of those."""
    title = fields.article.titling
    is_title_wrong = title is not None and isinstance(title.value, (list, dict))
    return (fields.article.date is None and isinstance(error, AddressDateError)) or is_title_wrong


def _add_id(fields: MappedFields, address: str) -> None:
    """The id by the rule of our settings, where the article has none; without a rule it is the permalink."""
    site = fields.article.site
    if "id" in fields.value:
        return
    both = ids.ArticleAddress(str(fields.value["webUrl"]), address, fields.site.url)
    if site.ids:
        identity = ids.make_id(site.ids, fields.article, both)
        if identity != both.url:
            fields.put(("id",), identity, None)
    elif site.has_feed:
        fields.differs_in_feed = ids.make_id(fields.dialect.feed_ids, fields.article, both) != both.url
