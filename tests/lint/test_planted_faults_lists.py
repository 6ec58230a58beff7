"""One fault at a time in an OPML document and in sitemaps without any: lint finds it, by the rule that names it."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Final, NamedTuple

import pytest
from lxml import etree

from exporters.lint.lint import lint

OPML: Final = b"""<opml version="2.0">
<head>
<title>Feeds</title>
<dateCreated>Tue, 24 Aug 2021 07:30:00 +0000</dateCreated>
<dateModified>Wed, 25 Aug 2021 07:30:00 +0000</dateModified>
<ownerName>Ann</ownerName>
<ownerEmail>ann@example.org</ownerEmail>
<ownerId>https://example.org/ann</ownerId>
<docs>https://opml.org/spec2.opml</docs>
<expansionState>1</expansionState>
<vertScrollState>1</vertScrollState>
<windowTop>10</windowTop>
<windowLeft>10</windowLeft>
<windowBottom>600</windowBottom>
<windowRight>800</windowRight>
</head>
<body>
<outline text="Folder" created="Tue, 24 Aug 2021 07:30:00 +0000" category="/a/b" isComment="false" isBreakpoint="false">
<outline type="rss" text="A" title="A" description="D" language="en" version="RSS" htmlUrl="https://example.org/"\
 xmlUrl="https://example.org/a.xml"/>
</outline>
<outline type="link" text="L" url="https://example.org/"/>
<outline type="include" text="I" url="https://example.org/b.opml"/>
</body>
</opml>"""
SITEMAP: Final = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"
 xmlns:video="http://www.google.com/schemas/sitemap-video/1.1" xmlns:xhtml="http://www.w3.org/1999/xhtml">
<url><loc>https://example.org/1</loc><lastmod>2021-08-24</lastmod><changefreq>daily</changefreq>\
<priority>0.5</priority>
<news:news><news:publication><news:name>N</news:name><news:language>en</news:language></news:publication>\
<news:publication_date>2021-08-24</news:publication_date><news:title>T</news:title></news:news>
<image:image><image:loc>https://example.org/1.png</image:loc></image:image>
<video:video><video:thumbnail_loc>https://example.org/1.png</video:thumbnail_loc><video:title>T</video:title>\
<video:description>D</video:description><video:content_loc>https://example.org/1.mp4</video:content_loc>\
<video:duration>60</video:duration><video:expiration_date>2031-08-24</video:expiration_date>\
<video:rating>4.5</video:rating><video:view_count>12</video:view_count>\
<video:publication_date>2021-08-24</video:publication_date><video:family_friendly>yes</video:family_friendly>\
<video:restriction relationship="allow">AT DE</video:restriction>\
<video:platform relationship="deny">tv</video:platform>\
<video:requires_subscription>no</video:requires_subscription><video:uploader>Ann</video:uploader>\
<video:live>no</video:live></video:video>
<xhtml:link rel="alternate" hreflang="en" href="https://example.org/1"/>
<xhtml:link rel="alternate" hreflang="de" href="https://example.org/2"/></url>
<url><loc>https://example.org/2</loc>
<xhtml:link rel="alternate" hreflang="en" href="https://example.org/1"/>
<xhtml:link rel="alternate" hreflang="de" href="https://example.org/2"/></url>
</urlset>"""
INDEX: Final = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://example.org/1.xml</loc><lastmod>2021-08-24</lastmod></sitemap>
<sitemap><loc>https://example.org/2.xml</loc></sitemap>
</sitemapindex>"""
SITEMAP_SPACE: Final = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


class PlantedFault(NamedTuple):
    """A document with one fault, and the rule that must find it."""

    name: str
    data: bytes
    rule: str


OPML_DROPPED: Final = {
    "head": "opml-element-missing",
    "body": "opml-element-missing",
    "opml@version": "opml-version-wrong",
    "outline@text": "opml-text-missing",
    "outline@type rss": "opml-type-missing",
    "outline@title": "opml-title-missing",
    "outline@xmlUrl": "opml-address-missing",
    "outline@url": "opml-address-missing",
}
OPML_EMPTY: Final = {
    "title": "opml-value-empty",
    "dateCreated": "rfc822-date-invalid",
    "dateModified": "rfc822-date-invalid",
    "ownerName": "opml-value-empty",
    "ownerEmail": "opml-email-wrong",
    "ownerId": "feed-url-invalid",
    "docs": "feed-url-invalid",
    **dict.fromkeys("vertScrollState windowTop windowLeft windowBottom windowRight".split(), "opml-number-wrong"),
    "opml@version": "opml-version-wrong",
    "outline@text": "opml-value-empty",
    "outline@type rss": "opml-type-missing",
    "outline@title": "opml-title-missing",
    "outline@xmlUrl": "opml-address-missing",
    "outline@url": "opml-address-missing",
    "outline@created": "rfc822-date-invalid",
    "outline@isComment": "opml-flag-wrong",
    "outline@isBreakpoint": "opml-flag-wrong",
    "outline@version": "opml-outline-version-unknown",
    **dict.fromkeys("outline@htmlUrl outline@description outline@language".split(), "opml-value-empty"),
    "outline@category": "opml-value-empty",
}
OPML_WRONG: Final = {
    **dict.fromkeys(("dateCreated", "dateModified", "outline@created"), ("2021-08-24", "rfc822-date-invalid")),
    "ownerEmail": ("ann", "opml-email-wrong"),
    **dict.fromkeys(("ownerId", "docs", "outline@htmlUrl", "outline@xmlUrl", "outline@url"), ("x", "feed-url-invalid")),
    "expansionState": ("one", "opml-expansion-wrong"),
    **dict.fromkeys(
        "vertScrollState windowTop windowLeft windowBottom windowRight".split(), ("x", "opml-number-wrong")
    ),
    "opml@version": ("0.9", "opml-version-wrong"),
    "outline@type rss": ("atom", "opml-type-unknown"),
    "outline@language": ("english", "language-invalid"),
    "outline@version": ("3", "opml-outline-version-unknown"),
    **dict.fromkeys(("outline@isComment", "outline@isBreakpoint"), ("yes", "opml-flag-wrong")),
}
REQUIRED: Final = (
    "publication publication_date title name language thumbnail_loc description content_loc"  # of news and videos
).split()
SITEMAP_EMPTY: Final = {
    "loc": "sitemap-address-missing",
    "lastmod": "sitemap-date-invalid",
    "changefreq": "sitemap-frequency-wrong",
    "priority": "sitemap-priority-wrong",
}
SITEMAP_WRONG: Final = {
    "loc": ("1", "feed-url-invalid"),
    "lastmod": ("24 Aug 2021", "sitemap-date-invalid"),
    "changefreq": ("often", "sitemap-frequency-wrong"),
    "priority": ("2", "sitemap-priority-wrong"),
    "language": ("en-gb", "news-language-wrong"),
    "name": ("N (free)", "news-name-bracketed"),
    "publication_date": ("2021-08", "sitemap-date-invalid"),
    "expiration_date": ("never", "sitemap-date-invalid"),
    "thumbnail_loc": ("1.png", "feed-url-invalid"),
    "content_loc": ("1.mp4", "feed-url-invalid"),
    **dict.fromkeys("duration rating view_count family_friendly restriction platform live".split(), ("?", "")),
    "requires_subscription": ("?", ""),
    "description": ("x" * 2_049, ""),
    "uploader": ("x" * 256, ""),
}
LINK_WRONG: Final = {
    "rel": ("next", "sitemap-alternate-incomplete"),
    "hreflang": ("english", "language-invalid"),
    "href": ("2", "feed-url-invalid"),
    "relationship": ("only", "video-value-wrong"),
}


def local(element: etree._Element) -> str:
    return etree.QName(element).localname


def count(data: bytes) -> range:
    return range(len(list(etree.fromstring(data).iter())))


def at(data: bytes, number: int) -> tuple[etree._Element, etree._Element]:
    """The root of a copy of the document, and its element of that number."""
    root = etree.fromstring(data)
    return root, list(root.iter())[number]


def attributes(element: etree._Element) -> list[str]:
    return [str(name) for name in element.attrib]


def attribute_key(element: etree._Element, name: str) -> str:
    key = f"{local(element)}@{name}"
    return f"{key} {element.get('type')}" if key == "outline@type" else key


def element_faults(data: bytes) -> Iterator[tuple[str, str, bytes]]:
    """What happened, to which element, the document: each element but the root without, twice, empty, misspelled."""
    for number in count(data)[1:]:
        for fault in ("drop", "double", "empty", "misspell"):
            root, element = at(data, number)
            parent = element.getparent()
            assert parent is not None
            name = local(element)
            if fault == "drop":
                parent.remove(element)
            elif fault == "double":
                element.addnext(deepcopy(element))
            elif fault == "empty":
                for child in list(element):
                    element.remove(child)
                element.text = None
            else:
                element.tag = f"{element.tag}x"
            yield fault, f"{local(parent)}/{name}", etree.tostring(root)


def attribute_faults(data: bytes) -> Iterator[tuple[str, str, bytes]]:
    for number in count(data):
        for name in attributes(at(data, number)[1]):
            for fault in ("drop", "empty", "misspell"):
                root, element = at(data, number)
                key = attribute_key(element, name)
                value = element.attrib.pop(name)
                if fault != "drop":
                    element.set(name if fault == "empty" else f"{name}X", "" if fault == "empty" else value)
                yield fault, key, etree.tostring(root)


def opml_faults() -> Iterator[PlantedFault]:
    for fault, path, data in element_faults(OPML):
        name = path.partition("/")[2]
        rule = {
            "drop": OPML_DROPPED.get(name),
            "double": None if name == "outline" else "opml-element-repeated",
            "empty": "opml-element-missing" if name == "body" else OPML_EMPTY.get(name),
            "misspell": "opml-element-unknown",
        }[fault]
        if rule:
            yield PlantedFault(f"{fault} {path}", data, rule)
    for fault, key, data in attribute_faults(OPML):
        misspelled = "opml-version-wrong" if key == "opml@version" else "opml-attribute-unknown"
        rule = {"drop": OPML_DROPPED.get(key), "empty": OPML_EMPTY.get(key), "misspell": misspelled}[fault]
        if rule:
            yield PlantedFault(f"{fault} {key}", data, rule)
    for number in count(OPML):
        root, element = at(OPML, number)
        if found := OPML_WRONG.get(local(element)):
            element.text = found[0]
            yield PlantedFault(f"wrong {local(element)}", etree.tostring(root), found[1])
        for name in attributes(at(OPML, number)[1]):
            root, element = at(OPML, number)
            if found := OPML_WRONG.get(attribute_key(element, name)):
                element.set(name, found[0])
                yield PlantedFault(f"wrong {attribute_key(element, name)}", etree.tostring(root), found[1])
            if name.lower() != name:
                element.set(name.lower(), element.attrib.pop(name))
                yield PlantedFault(f"case {name}", etree.tostring(root), "opml-attribute-misspelled")
    yield from opml_moves()


def opml_moves() -> Iterator[PlantedFault]:
    root, head = at(OPML, 1)
    root.append(head)
    yield PlantedFault("move head", etree.tostring(root), "opml-head-late")
    for tag, target in (("outline", "head"), ("outline", "."), ("title", "body"), ("head", "body"), ("body", "head")):
        root = etree.fromstring(OPML)
        element, holder = next(root.iter(tag)), root.find(target)
        assert holder is not None
        holder.append(element)
        yield PlantedFault(f"move {tag} to {target}", etree.tostring(root), "opml-element-unknown")
    root, body = at(OPML, 1)
    body.tail = "stray"
    yield PlantedFault("text", etree.tostring(root), "opml-text-stray")
    space = OPML.replace(b"<opml", b'<opml xmlns="http://opml.org/spec2"')
    yield PlantedFault("namespace", space, "opml-namespace-used")
    yield PlantedFault("root", OPML.replace(b"opml", b"outlineDocument"), "opml-root-old")
    yield PlantedFault("feed", OPML.replace(b"b.opml", b"b").replace(b'"link"', b'"rss"'), "opml-address-missing")


def sitemap_faults(document: bytes, kind: str) -> Iterator[PlantedFault]:
    entry = "sitemap" if kind == "index" else "url"
    for fault, path, data in element_faults(document):
        parent, _, name = path.partition("/")
        if rule := sitemap_rule(fault, parent, name, entry):
            yield PlantedFault(f"{kind}: {fault} {path}", data, rule)
    for fault, key, data in attribute_faults(document):
        is_link = key.startswith("link@")
        rule = "sitemap-alternate-incomplete" if is_link else "video-value-wrong"
        yield PlantedFault(f"{kind}: {fault} {key}", data, rule)
    for number in count(document):
        root, element = at(document, number)
        if found := SITEMAP_WRONG.get(local(element)):
            element.text = found[0]
            yield PlantedFault(f"{kind}: wrong {local(element)}", etree.tostring(root), found[1] or "video-value-wrong")
        for name in attributes(at(document, number)[1]):
            root, element = at(document, number)
            element.set(name, LINK_WRONG[name][0])
            yield PlantedFault(f"{kind}: wrong {name}", etree.tostring(root), LINK_WRONG[name][1])
    for wrong in (b"", b"https://www.sitemaps.org/schemas/sitemap/0.9", b"http://www.sitemaps.org/schemas/sitemap/1.0"):
        data = document.replace(SITEMAP_SPACE.strip("{}").encode(), wrong, 1)
        yield PlantedFault(f"{kind}: namespace {wrong.decode()}", data, "sitemap-namespace-wrong")


def sitemap_rule(fault: str, parent: str, name: str, entry: str) -> str:
    """The rule that must find the fault; "" for what is none."""
    is_plain = parent == entry and name in SITEMAP_EMPTY
    if name == entry:
        return {"double": "sitemap-address-repeated", "empty": "sitemap-address-missing"}.get(
            fault, "sitemap-element-unknown" if fault == "misspell" else ""
        )
    if name in {"news", "image", "video", "link"}:
        return {
            "double": {"news": "sitemap-element-repeated", "link": "sitemap-alternate-repeated"}.get(name, ""),
            "empty": "" if name == "link" else "sitemap-extension-incomplete",
            "drop": "sitemap-alternate-one-way" if name == "link" else "",
        }.get(fault, "")
    if fault == "double":
        return "sitemap-element-repeated"
    if fault == "misspell":
        return "sitemap-element-unknown"
    if is_plain:
        return SITEMAP_EMPTY[name] if fault == "empty" or name == "loc" else ""
    is_required = (name in REQUIRED and (parent, name) != ("video", "publication_date")) or (parent, name) == (
        "image",
        "loc",
    )
    if fault == "drop":
        return "sitemap-extension-incomplete" if is_required else ""
    return "sitemap-value-empty"


FAULTS: Final = [*opml_faults(), *sitemap_faults(SITEMAP, "sitemap"), *sitemap_faults(INDEX, "index")]


@pytest.mark.parametrize("data", [OPML, SITEMAP, INDEX], ids=["OPML", "sitemap", "index"])
def test_the_documents_have_no_fault(data: bytes) -> None:
    assert lint(data) == []


def test_there_are_many_faults() -> None:
    assert len(FAULTS) > 200


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_is_found_by_the_rule_that_names_it(fault: PlantedFault) -> None:
    assert fault.rule in [each.rule for each in lint(fault.data)]
