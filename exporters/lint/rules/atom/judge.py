"""Judge an Atom document: the rules about its XML, about Atom itself, and about the namespaces that extend it."""

from collections.abc import Callable, Iterator
from typing import Final

from exporters.checks import archives, atom, atom_entries, document
from exporters.checks.atom import ParsedAtom
from exporters.checks.finding import Finding
from exporters.checks.namespaces import ATOM
from exporters.checks.parsed_xml import ParsedXml, UnreadableDocumentError, xml
from exporters.checks.run import not_empty
from exporters.lint.rules.atom import (
    addresses,
    content,
    dates,
    deleted,
    descriptions,
    grammar,
    history,
    identifiers,
    links,
    persons,
    publishing,
    texts,
)
from exporters.lint.rules.atom.atom_document import AtomDocument, atom_document
from exporters.lint.rules.modules.module import join_findings, module_findings


def _namespace_unknown(parsed: ParsedXml) -> Iterator[Finding]:
    """Readers ignore what is in it. SVG and MathML are known as parts of texts. Spec: RFC 4287 §6."""
    for finding in document.namespace_unknown(parsed):
        if not any(name in finding.field for name in texts.OTHER_VOCABULARIES):
            yield finding


XML_RULES: Final[tuple[Callable[[ParsedXml], Iterator[Finding]], ...]] = (
    document.encoding_unusual,
    document.stylesheet_xslt,
    document.base_declared,
    document.language_of_element,
    _namespace_unknown,
)
EXPORT_RULES: Final[tuple[Callable[[ParsedAtom], Iterator[Finding]], ...]] = (  # as every export passes them
    atom.element_missing,
    atom.person_nameless,
    atom_entries.alternate_missing,
    atom_entries.enclosure_repeated,
    atom_entries.summary_missing,
    atom_entries.plain_text_escaped_twice,
    *atom.DELETED_RULES,
)
RULES: Final[tuple[Callable[[AtomDocument], Iterator[Finding]], ...]] = (
    grammar.element_undefined,
    grammar.element_misplaced,
    grammar.element_repeated,
    grammar.attribute_undefined,
    grammar.attribute_of_xml_undefined,
    grammar.text_misplaced,
    grammar.metadata_late,
    grammar.link_not_empty,
    identifiers.id_spaced,
    identifiers.id_invalid,
    identifiers.tag_uri_invalid,
    identifiers.urn_invalid,
    identifiers.id_not_normal,
    identifiers.id_repeated,
    identifiers.id_of_the_feed,
    dates.date_spaced,
    dates.date_invalid,
    dates.date_far,
    dates.leap_second_unreal,
    dates.published_late,
    persons.email_invalid,
    persons.author_missing,
    persons.name_with_markup,
    addresses.address_spaced,
    addresses.address_invalid,
    addresses.address_relative,
    addresses.address_not_ascii,
    links.href_missing,
    links.relation_invalid,
    links.relation_unregistered,
    links.alternate_repeated,
    links.self_link_missing,
    links.self_link_repeated,
    links.self_link_of_another_type,
    links.attribute_invalid,
    links.enclosure_incomplete,
    links.reply_count_misplaced,
    links.reply_count_invalid,
    links.edit_link_repeated,
    texts.type_unknown,
    texts.markup_not_escaped,
    texts.xhtml_without_div,
    texts.text_beside_div,
    texts.element_not_xhtml,
    texts.title_not_text,
    texts.html_unsafe,
    texts.html_in_text,
    texts.html_without_markup,
    content.content_type_invalid,
    content.composite_type,
    content.content_src_type,
    content.content_src_not_empty,
    content.content_elsewhere,
    content.base64_invalid,
    content.xml_content_shape,
    descriptions.category_without_term,
    descriptions.category_repeated,
    descriptions.source_incomplete,
    descriptions.element_empty,
    descriptions.xhtml_empty,
    descriptions.extension_empty,
    descriptions.attribute_empty,
    deleted.ref_invalid,
    deleted.deleted_repeated,
    deleted.deleted_misplaced,
    deleted.deleted_by_nobody,
    publishing.edited_wrong,
    publishing.draft_wrong,
    publishing.element_outside_entry,
    publishing.element_unknown,
    deleted.element_unknown,
)


def judge_atom(data: bytes) -> list[Finding]:
    """Return the findings of an Atom document, in document order."""
    try:
        not_empty(data)
        parsed = xml(data, ATOM, has_columns=True)
        of_modules = () if parsed.doctype else module_findings(parsed)
        return join_findings(_findings(parsed), of_modules)
    except UnreadableDocumentError as error:
        return [error.finding]


def _findings(parsed: ParsedXml) -> Iterator[Finding]:
    if parsed.doctype:
        yield from document.document_type_declared(parsed)
        return
    for rule in XML_RULES:
        yield from rule(parsed)
    found = atom_document(parsed)
    for export_rule in EXPORT_RULES:
        yield from export_rule(found.atom)
    for atom_rule in RULES:
        yield from atom_rule(found)
    if found.feed:
        head = archives.DocumentHead(node=found.feed, links=found.feed.all("link"))
        for head_rule in (*archives.RULES, *history.RULES):
            yield from head_rule(head)
    yield from history.page_links_in_entries(found.atom.entries, "link")
