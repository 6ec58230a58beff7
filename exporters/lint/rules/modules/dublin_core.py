"""Dublin Core: the fifteen elements, and the DCMI terms. Spec: https://www.dublincore.org/specifications/dublin-core/."""

from typing import Final

from exporters.diagnostics.diagnostic import Level
from exporters.lint.rules.modules.tables import ElementRule, Module
from exporters.lint.rules.modules.value_kinds import LANGUAGE, URI, W3C_DATE

_TEXT: Final = ElementRule(attributes=None)
_RESOURCE: Final = ElementRule(attributes={"rdf:resource": URI})
_DATE: Final = ElementRule(W3C_DATE, attributes=None)
_ONE_DATE: Final = ElementRule(W3C_DATE, once=True, attributes=None)
_MANY: Final = "contributor coverage creator identifier publisher relation subject"
_ONCE: Final = "title description type format source rights"

DC: Final = Module(
    "dc",
    "Dublin Core",
    {
        **dict.fromkeys(_MANY.split(), _TEXT),
        **dict.fromkeys(_ONCE.split(), ElementRule(once=True, attributes=None)),
        "date": _ONE_DATE,
        "language": ElementRule(LANGUAGE, once=True, attributes=None),
    },
    repeated_in_entry=Level.WARNING,
)
DCTERMS: Final = Module(
    "dcterms",
    "DCMI Metadata Terms",
    {
        **dict.fromkeys(
            "abstract accessRights accrualMethod accrualPeriodicity accrualPolicy alternative audience available "
            "bibliographicCitation contributor coverage creator date dateAccepted dateCopyrighted dateSubmitted "
            "description educationLevel extent format identifier instructionalMethod license medium mediator "
            "provenance publisher relation rights rightsHolder source spatial subject tableOfContents temporal title "
            "type valid".split(),
            _TEXT,
        ),
        **dict.fromkeys(
            "conformsTo hasFormat hasPart hasVersion isFormatOf isPartOf isReferencedBy isReplacedBy isRequiredBy "
            "isVersionOf references replaces requires".split(),
            _RESOURCE,
        ),
        **dict.fromkeys("created issued modified".split(), _ONE_DATE),
        "language": ElementRule(LANGUAGE, attributes=None),
    },
    unknown=Level.WARNING,
)
