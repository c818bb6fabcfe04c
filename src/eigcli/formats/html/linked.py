"""What a page says to machines, in JSON-LD: that it is a dataset (https://schema.org/Dataset)."""

import json
from collections.abc import Iterable

from eigcli.model import Dataset, latest, licences_of, period_of

# What could end the element that JSON stands in, or a line of a script.
_ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def linked(name: str, description: str, dataset: Dataset) -> str:
    """Return the JSON-LD of a dataset.

    Args:
        name: the title of the page.
        description: what it has, in sentences.
        dataset: what it shows, and the sources of that.
    """
    themes = (theme for challenge in dataset.challenges for theme in challenge.themes)
    value = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": name,
        "description": description,
        "inLanguage": "fr",
        "license": [licence.path or licence.title for licence in licences_of(dataset.programmes)],
        "dateModified": latest(dataset.sources),
        "temporalCoverage": "/".join(period_of(dataset.programmes)),
        "creator": _organisations(programme.organiser for programme in dataset.programmes),
        "keywords": list(dict.fromkeys(themes)),
        "isBasedOn": [source.url for source in dataset.sources if source.url],
    }
    known = {key: held for key, held in value.items() if held}
    return json.dumps(known, ensure_ascii=False).translate(_ESCAPES)


def _organisations(names: Iterable[str | None]) -> list[dict[str, str]]:
    known = dict.fromkeys(filter(None, names))
    return [{"@type": "Organization", "name": name} for name in known]
