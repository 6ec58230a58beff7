"""MappedFields: the fields of one article under Outfeed's names, with what gives each of them."""

from collections.abc import MutableMapping
from typing import Any, Final
from urllib.parse import quote, urljoin

from exporters.bodies.context import SiteFiles
from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.model.site import Site
from exporters.sources.dialects.article import SourceArticle
from exporters.sources.dialects.dialect import FieldValue, ValueSource
from exporters.yamldoc.positions import KeyPath, field_name

SAFE: Final = "!$&'()*+,;=:@/-._~%?"  # of an address. Spec: RFC 3986 §3.3


class MappedFields:
    """The fields in the making."""

    def __init__(
        self,
        article: SourceArticle,
        site: Site,
        sources: MutableMapping[KeyPath, ValueSource] | None,
        files: SiteFiles | None,
    ) -> None:
        """`sources` gets what gives the values that are from elsewhere; `files` are those that pictures may be."""
        self.article = article
        self.dialect = article.dialect
        self.document = article.document
        self.site = site
        self.files = files
        self._sources = sources
        self.value: dict[str, Any] = {}
        self.origins: dict[KeyPath, KeyPath | None] = {}
        self.problems: list[Diagnostic] = []
        self.notes: list[Diagnostic] = []
        self.differs_in_feed = False  # whether the generator's own feed has another id for the article
        self.file_keys = frozenset[str]()  # top-level keys that hold files alone

    def put(self, path: tuple[str], value: Any, found: FieldValue | None) -> None:
        """Set a field to `value`; `found` gives it, None where it is computed."""
        self.value[path[0]] = value
        self.place(path, found)

    def place(self, path: KeyPath, found: FieldValue | None) -> None:
        """Note where a value comes from."""
        self.origins[path] = found.path if found else None
        if self._sources is not None and found is not None and found.source is not None:
            self._sources[path] = found.source

    def find(self, field: str) -> FieldValue | None:
        """Return what a field has: by the settings, by our own name, by the names of the dialect."""
        own = self.document.value.get(field)
        names = self.dialect.fields.get(field, ())
        return (
            self.article.ruled(field)
            or (FieldValue(own, (field,)) if own is not None and own != "" else None)
            or self.article.find(*names)
        )

    def keys_of(self, field: str) -> tuple[str, ...]:
        """Return the key of the front matter that a field comes from; empty where it comes from elsewhere."""
        origin = self.origins.get((field,))
        return (str(origin[0]),) if origin else ()

    def absolute(self, address: str) -> str:
        """Return the address of a file of the site."""
        if "://" in address or address.startswith(("//", "mailto:")):
            return address
        if address.startswith("/") and not self.dialect.adds_base:
            return quote(urljoin(self.site.url, address), safe=SAFE)
        return self.below_site(address)

    def below_site(self, address: str) -> str:
        """Return an absolute address; what is none stands below the home page."""
        address = self.beside_home(address)
        scheme, _, rest = address.partition("://")
        host, slash, path = rest.partition("/")
        encoded = quote(path, safe=SAFE, errors="surrogateescape")  # bytes of a path that are not UTF-8 too
        return f"{scheme}://{host}{slash}{encoded}"

    def beside_home(self, address: str) -> str:
        """Return the same with every character as it is written."""
        return address if "://" in address else self.site.url.rstrip("/") + "/" + address.lstrip("/")

    def note_unread(self, found: FieldValue, message: str, fix: str) -> None:
        """Note a mapping that holds nothing that a feed carries."""
        line, column = self.document.place(found.path) if found.path else (1, 1)
        note = Diagnostic("mapping-unread", message, f"ignored; {fix}", Level.NOTE, line=line, column=column)
        self.notes.append(note._replace(field=field_name(found.path) if found.path else ""))

    def add_problem(self, rule: str, message: str, fix: str) -> None:
        """Add an error about the whole article."""
        self.problems.append(Diagnostic(rule=rule, message=message, fix=fix, line=1, column=1))
