"""Judge the elements of extension namespaces in a feed: each by the table of its module."""

from collections.abc import Iterable, Iterator
from typing import Final

from exporters.checks.finding import Finding
from exporters.checks.parsed_xml import ParsedXml, XmlElement
from exporters.checks.run import document_order
from exporters.diagnostics.diagnostic import Level, quote_value
from exporters.lint.rules.modules import registry
from exporters.lint.rules.modules.families import EXTENSION_RULES, RuleFamily
from exporters.lint.rules.modules.namespaces import is_common, misspelt_namespaces
from exporters.lint.rules.modules.spelling import similar_name
from exporters.lint.rules.modules.tables import ENTRY, ElementRule, Module
from exporters.lint.rules.modules.value_kinds import RFC3339, ValueKind
from exporters.lint.rules.podcasts.feed import podcast_findings

_CORE: Final = frozenset("rss channel feed source item entry image textinput textInput author contributor".split())

_UNKNOWN_ATTRIBUTE: Final = {Level.NOTE: Level.NOTE}  # by the level of an unknown element of the same module


def module_findings(parsed: ParsedXml) -> Iterator[Finding]:
    """Yield what is wrong with the elements and attributes of modules in an RSS or Atom document."""
    yield from misspelt_namespaces(parsed)
    prefixes = {name: name.partition(":")[0] for name in parsed.names if ":" in name and not name.startswith("{")}
    known = registry.MODULES_OF_RDF if parsed.root.name == "rdf:RDF" else registry.MODULES
    modules = {name: known[prefix] for name, prefix in prefixes.items() if prefix in known}
    if modules:
        yield from _children_findings(parsed, modules)
    yield from _foreign_attributes(parsed)
    yield from podcast_findings(parsed)


def join_findings(findings: Iterable[Finding], of_modules: Iterable[Finding]) -> list[Finding]:
    """Return the findings of a format and those of modules, in document order, each cause once."""
    general = list(findings)
    addresses = {(each.line, each.column, each.field) for each in general if each.rule == "feed-url-invalid"}
    empties = {_place(each) for each in general if each.rule == "element-empty"}
    precise = [
        each
        for each in of_modules
        if (each.line, each.column, each.field) not in addresses and not _repeats(each, empties)
    ]
    places = {_place(each) for each in precise if each.level is Level.ERROR}
    untitled = {_place(each) for each in precise if each.rule == "episode-title-missing"}
    untyped = {_place(each) for each in general if each.rule == "media-type-invalid"}
    precise = [each for each in precise if not (each.rule == "episode-file-unsupported" and _place(each) in untyped)]
    texts = {_place(each) for each in general if each.rule == "atom-link-not-empty"}
    every = [
        each
        for each in general
        if not (each.rule in _VAGUE and _place(each) in places)
        and not (each.rule == "rss-item-untitled" and _place(each) in untitled)
        and not (each.rule == "namespace-unknown" and is_common(each.field))
        and not (each.rule == "atom-link-without-href" and _place(each) in texts)
    ]
    return sorted(dict.fromkeys([*every, *precise]), key=_place_order)


def _place_order(finding: Finding) -> tuple[int, int, list[int]]:
    return finding.line, finding.column, document_order(finding)[1]


def _repeats(finding: Finding, empties: set[tuple[int, int, str]]) -> bool:
    """Return whether it says once more that an element is empty."""
    is_empty = finding.message.startswith("an empty <") and finding.level is not Level.ERROR
    return is_empty and _place(finding) in empties


_VAGUE: Final = frozenset({"element-empty", "namespace-unknown"})  # rules whose cause a finding about a module tells


def _place(finding: Finding) -> tuple[int, int, str]:
    return finding.line, finding.column, finding.field.partition("@")[0]


def _children_findings(parsed: ParsedXml, modules: dict[str, Module]) -> Iterator[Finding]:
    rules = {name: _find_rule(name.partition(":")[2], module) for name, module in modules.items()}
    for parent in parsed.nodes:
        if modules.keys().isdisjoint(parent.firsts):
            continue
        counts = dict[str, int]()
        for child in parent.children:
            if (module := modules.get(child.name)) is None:
                continue
            rule = rules[child.name]
            if rule is None:
                yield from _unknown_element(child, module)
                continue
            counts[child.name] = count = counts.get(child.name, 0) + 1
            if rule.once and count > 1:
                message = f"a second <{child.name}> in the <{parent.name}>"
                level = module.repeated_in_entry if parent.name in ENTRY else Level.ERROR
                yield child.finding(module.rules.element_repeated, message, "keep one", level)
            elif rule.most and count == rule.most + 1:
                message = f"more than {rule.most} <{child.name}> in the <{parent.name}>"
                yield child.finding(module.rules.element_repeated, message, f"keep {rule.most}")
            yield from _misplaced_element(child, parent, rule, module)
            yield from _element_findings(child, parent, rule, module)


def _find_rule(local: str, module: Module) -> ElementRule | None:
    """Return the rule of an element; a qualified one, as in `dc:date.taken`, has that of its first part."""
    return module.elements.get(local) or module.elements.get(local.partition(".")[0])


def _unknown_element(node: XmlElement, module: Module) -> Iterator[Finding]:
    guess = similar_name(node.name.partition(":")[2], tuple(module.elements))
    if module.is_open and not guess:
        return
    fix = f"did you mean {module.prefix}:{guess}?" if guess else "remove it: readers skip it"
    message = f"<{quote_value(node.name)[1:-1]}>, which {module.title} lacks"
    level = Level.WARNING if module.is_open else module.unknown
    if guess and level is not Level.NOTE and not module.is_open:
        level = Level.ERROR
    yield node.finding(module.rules.element_unknown, message, fix, level)


def _misplaced_element(node: XmlElement, parent: XmlElement, rule: ElementRule, module: Module) -> Iterator[Finding]:
    """Yield a finding for an element where it means nothing; who knows what elements of unknown modules hold."""
    if rule.parents and parent.name not in rule.parents and (parent.name in _CORE or _is_known(parent.name)):
        places = ", ".join(f"<{name}>" for name in sorted(rule.parents - {"feed", "source", "entry"}) or rule.parents)
        message = f"<{node.name}> in the <{parent.name}>"
        yield node.finding(module.rules.element_misplaced, message, f"{module.title} has it in {places}")


def _is_known(name: str) -> bool:
    """Return whether a table has the element."""
    prefix, _, local = name.partition(":")
    return prefix in registry.MODULES and _find_rule(local, registry.MODULES[prefix]) is not None


def _element_findings(node: XmlElement, parent: XmlElement, rule: ElementRule, module: Module) -> Iterator[Finding]:
    if rule.obsolete:
        message = f"<{node.name}>, which is obsolete"
        yield node.finding(module.rules.element_obsolete, message, rule.obsolete, Level.NOTE)
    text = node.text.strip()
    yield from _attribute_findings(node, rule, module)
    for name in rule.children:
        if node.first(name) is None:
            message = f"no <{name}> in the <{node.name}>"
            yield node.finding(module.rules.element_missing, message, "write one")
    if not (text or node.attributes or node.children) and module.rules is EXTENSION_RULES:
        return  # an empty element: a warning in any format
    if rule.value is not None and (text or not rule.value.may_be_blank) and not (node.children and not text):
        yield from _value_findings(node, node.text if rule.keeps_space else text, rule.value, module.rules)
    if rule.check:
        yield from rule.check(node, parent)


def _attribute_findings(node: XmlElement, rule: ElementRule, module: Module) -> Iterator[Finding]:
    for name in rule.required:
        is_misspelt = name not in node.attributes and name.lower() in map(str.lower, node.attributes)
        if not node.attributes.get(name, "").strip() and not is_misspelt:
            message = f"no {name} in the <{node.name}>"
            yield node.finding(module.rules.attribute_missing, message, f'write {name}="…"')
    if rule.attributes is None:
        return
    for name, value in node.attributes.items():
        if kind := rule.attributes.get(name):
            if value.strip() or name not in rule.required:
                yield from _value_findings(node, value.strip(), kind, module.rules, name)
        elif ":" not in name:
            guess = similar_name(name, tuple(rule.attributes))
            fix = f"did you mean {guess}?" if guess else "remove it: readers skip it"
            message = f"the attribute {quote_value(name)[1:-1]} of <{node.name}>"
            is_misspelt = name.lower() in {known.lower() for known in rule.attributes}
            level = Level.ERROR if is_misspelt else _UNKNOWN_ATTRIBUTE.get(module.unknown, Level.WARNING)
            yield node.finding(module.rules.attribute_unknown, message, fix, level)


def _value_findings(
    node: XmlElement, text: str, kind: ValueKind, rules: RuleFamily, attribute: str = ""
) -> Iterator[Finding]:
    if attribute and not text and kind is not RFC3339:
        message, fix = f"an empty {attribute} of <{node.name}>", "write its value, or remove it"
        yield node.locate(Finding(rule=rules.value_invalid, message=message, fix=fix, level=Level.WARNING), attribute)
    elif kind.findings:
        for finding in kind.findings(text):
            yield node.locate(finding, attribute)
    elif not kind.fits(text):
        value = quote_value(text)
        where = f"{value} in" if text.strip() else "an empty"
        message = f"{attribute}={value} of <{node.name}>" if attribute else f"{where} <{node.name}>"
        finding = Finding(rule=rules.value_invalid, message=message, fix=kind.right, level=kind.level)
        yield node.locate(finding, attribute)


_JUDGED_BY_ATOM: Final = frozenset({"thr:count", "thr:updated"})  # where Atom has them: in its own links


def _foreign_attributes(parsed: ParsedXml) -> Iterator[Finding]:
    """Yield findings about attributes of modules on elements of others: `thr:count` of a link."""
    modules = {key: module for key in parsed.keys if (module := registry.FOREIGN.get(key.partition(":")[0]))}
    for node in parsed.nodes if modules else ():
        for key, value in node.attributes.items():
            if (module := modules.get(key)) and not (node.name == "link" and key in _JUDGED_BY_ATOM):
                if kind := module.foreign.get(key.partition(":")[2]):
                    yield from _value_findings(node, value.strip(), kind, module.rules, key)
                else:
                    fix = f"{module.title} has {', '.join(f'{module.prefix}:{name}' for name in module.foreign)}"
                    message = f"the attribute {quote_value(key)[1:-1]} of <{node.name}>"
                    yield node.finding(module.rules.attribute_unknown, message, fix)
