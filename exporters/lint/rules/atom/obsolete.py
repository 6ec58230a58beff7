"""Judge an Atom 0.3 document: say that it is obsolete, and what Atom 1.0 calls what it has. Spec: RFC 4287."""

from typing import Final

from exporters.checks.finding import Finding
from exporters.checks.parsed_xml import ParsedXml, UnreadableDocumentError, xml
from exporters.checks.run import document_order

OLD_NAMESPACE: Final = "http://purl.org/atom/ns#"
_CHANGES: Final = {  # in the order of a document
    "tagline": "<tagline> to <subtitle>",
    "info": "<info> to <subtitle>",
    "copyright": "<copyright> to <rights>",
    "modified": "<modified> to <updated>",
    "issued": "<issued> to <published>",
    "created": "<created> to <published>",
    "url": "<url> of people to <uri>",
}
_REQUIRED: Final = {"feed": ("title", "modified"), "entry": ("title", "id", "issued", "modified")}


def judge_atom_03(data: bytes) -> list[Finding]:
    """Return that the document is obsolete, and what it lacks to be Atom 0.3 at all."""
    try:
        parsed = xml(data, OLD_NAMESPACE, has_columns=True)
    except UnreadableDocumentError as error:
        return [error.finding]
    return sorted([_obsolete(parsed), *_missing_elements(parsed)], key=document_order)


def _obsolete(parsed: ParsedXml) -> Finding:
    changes = [change for name, change in _CHANGES.items() if name in parsed.names]
    if "mode" in parsed.keys:
        changes.append('mode="escaped" to type="html"')
    changes += ["the namespace to http://www.w3.org/2005/Atom", "version to nothing"]
    return parsed.root.finding("atom-obsolete", "Atom 0.3, a draft of 2003", f"change {', '.join(changes)}")


def _missing_elements(parsed: ParsedXml) -> list[Finding]:
    holders = [parsed.root, *parsed.root.all("entry")]
    return [
        holder.finding("atom-element-missing", f"no <{name}> in the <{holder.name}>", "write one")
        for holder in holders
        for name in _REQUIRED.get(holder.name, ())
        if holder.first(name) is None
    ]
