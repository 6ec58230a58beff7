"""What the grammar of Atom rejects, lint rejects: RFC 4287 appendix B as RELAX NG, in tests/checks/atom.rng."""

from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from exporters.checks.namespaces import ATOM
from exporters.diagnostics.diagnostic import Level
from exporters.lint.lint import lint
from tests.lint.planting import KINDS, Fault, faults, insertions, plant

FOLDER: Final = Path(__file__).parents[1] / "checks"
GRAMMAR: Final = etree.RelaxNG(etree.parse(FOLDER / "atom.rng"))
ASSERTIONS: Final = {  # the Schematron rules of appendix B
    "//a:feed": "a:author or not(a:entry[not(a:author)])",
    "//a:entry": "(a:link[@rel='alternate'] or a:link[not(@rel)] or a:content) "
    "and (a:author or ../a:author or a:source/a:author)",
}
NAMES: Final = {"a": ATOM}
GOLDEN: Final = (Path(__file__).parent / "golden" / "atom.xml").read_bytes()
PLANTED: Final = [pytest.param(fault, id=str(fault)) for fault in (*faults(GOLDEN), *insertions(GOLDEN))]
CASES: Final = sorted((FOLDER / "cases" / "atom").rglob("*.xml"))
XHTML: Final = "{http://www.w3.org/1999/xhtml}"


def is_rejected(data: bytes) -> bool:
    """Whether the grammar rejects a document, without what lint accepts on purpose."""
    root = etree.fromstring(data)
    accept_exceptions(root)
    is_valid = GRAMMAR.validate(root)
    return not is_valid or any(
        not node.xpath(test, namespaces=NAMES) for path, test in ASSERTIONS.items() for node in found(root, path)
    )


def found(root: etree._Element, path: str) -> list[etree._Element]:
    """The elements at an XPath."""
    elements: Any = root.xpath(path, namespaces=NAMES)
    return list(elements)


def accept_exceptions(root: etree._Element) -> None:
    """Change what the grammar rejects and lint does not.

    - Elements of other namespaces behind the entries: RFC 6721 §3 has <at:deleted-entry> anywhere in the feed.
    - Other namespaces in XHTML: MathML and SVG are parts of XHTML 5, and the rest is a warning.
    - The second 60: RFC 3339 §5.6 has it, xsd:dateTime has none.
    - xml:lang="": XML 1.0 §2.12 allows it, the pattern of the grammar does not.
    - The author of a source is that of its entry: RFC 4287 §4.2.1; the assertion about feeds forgets it.
    """
    if root.tag == f"{{{ATOM}}}feed":
        for child in list(root):
            if isinstance(child.tag, str) and not child.tag.startswith(f"{{{ATOM}}}"):
                tail, child.tail = child.tail, None
                if tail and tail.strip():
                    root.text = (root.text or "") + tail
                root.insert(0, child)
    for node in root.iter(f"{{{ATOM}}}updated", f"{{{ATOM}}}published"):
        node.text = (node.text or "").replace(":60", ":59")
    for node in found(root, "//*[@xml:lang='']"):
        del node.attrib["{http://www.w3.org/XML/1998/namespace}lang"]
    for div in list(root.iter(f"{XHTML}div")):
        for node in [each for each in div.iter() if isinstance(each.tag, str) and not each.tag.startswith(XHTML)]:
            is_foreign = node.tag.startswith("{") and not node.tag.startswith(f"{{{ATOM}}}")
            if is_foreign and node.getparent() is not None:
                node.getparent().remove(node)  # type: ignore[union-attr]
    for entry in root.iter(f"{{{ATOM}}}entry"):
        if entry.find("a:author", NAMES) is None and (author := entry.find("a:source/a:author", NAMES)) is not None:
            entry.insert(0, etree.fromstring(etree.tostring(author)))


def has_error(data: bytes) -> bool:
    return any(each.level is Level.ERROR for each in lint(data))


@pytest.mark.parametrize("fault", PLANTED)
def test_lint_rejects_what_the_grammar_rejects(fault: Fault) -> None:
    assert has_error(fault.data) or not is_rejected(fault.data)


@given(st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 200)), min_size=2, max_size=5))
def test_lint_rejects_what_the_grammar_rejects_with_several_faults(planted: list[tuple[str, int]]) -> None:
    data = GOLDEN
    for kind, number in planted:
        data = plant(data, kind, number)

    assert has_error(data) or not is_rejected(data)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_lint_rejects_the_cases_that_the_grammar_rejects(path: Path) -> None:
    data = path.read_bytes()

    assert has_error(data) or not is_rejected(data)


def test_the_grammar_knows_right_from_wrong() -> None:
    rejected = sum(is_rejected(fault.data) for fault in (*faults(GOLDEN), *insertions(GOLDEN)))

    assert not is_rejected(GOLDEN)
    assert rejected > 300
