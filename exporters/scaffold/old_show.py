"""Find what an old feed says of itself as a podcast, as far as the settings can take it."""

from collections.abc import Mapping
from typing import Any, Final

from exporters.errors import SettingsError
from exporters.model.show import make_guid
from exporters.model.url import is_url
from exporters.planning.readers.document import FeedDocument
from exporters.settings.own_settings import read_document
from exporters.yamldoc.value_document import ValueDocument

_PREFIX: Final = "feeds[0].podcast."


def find_show(document: FeedDocument) -> Mapping[str, Any]:
    """Return the setting `podcast` of a published feed; empty if it is no podcast.

    A podcast without guid has the one that its address makes: directories have given it that one.
    """
    if not document.show:
        return {}
    show = dict(document.show)
    if "guid" not in show and document.self_url and is_url(document.self_url):
        show["guid"] = make_guid(document.self_url)
    refused = _refused_keys(show)
    return {key: value for key, value in show.items() if key not in refused}


def _refused_keys(show: Mapping[str, Any]) -> set[str]:
    """Return the keys whose values no settings may have."""
    try:
        read_document(ValueDocument({"feeds": [{"path": "", "podcast": show}]}))
    except SettingsError as error:
        fields = (each.field for each in error.diagnostics if each.field.startswith(_PREFIX))
        return {field.removeprefix(_PREFIX).partition(".")[0].partition("[")[0] for field in fields}
    return set()
