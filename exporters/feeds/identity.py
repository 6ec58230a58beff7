"""Identity: what stands for an article in a format that does not take every id."""

from urllib.parse import quote

from exporters.model.url import is_iri


def atom_id(identity: str, site_url: str) -> str:
    """The id that Atom writes: an absolute IRI; another one stands below the site's address. Spec: RFC 4287 §4.2.6."""
    return identity if is_iri(identity) else f"{prefix(site_url)}{quote(identity, safe='')}"


def prefix(site_url: str) -> str:
    """What Atom writes before an id that is no IRI."""
    return f"{site_url}#id="
