"""The description of a package for a catalogue of open data, as JSON-LD.

Its terms are those of DCAT-AP (https://semiceu.github.io/DCAT-AP/releases/3.0.0/); languages and
themes are those of the vocabularies of the European Union.
"""

from eigcli.data.kinds import Object, stated
from eigcli.report.metadata import Metadata

_EU = "http://publications.europa.eu/resource/authority"
_LANGUAGES = {"fr": "FRA", "en": "ENG"}
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def description(package: Object, metadata: Metadata) -> Object:
    """Return the JSON-LD of a dataset and of its files, without what is not known.

    Args:
        package: the content of `datapackage.json`.
        metadata: the metadata of the same dataset.
    """
    language = package["language"]

    def text(value: str | None) -> Object | None:
        return {"@value": value, "@language": language} if value else None

    contact = package.get("homepage")
    # There is one at most.
    publishers = [{"@type": "foaf:Agent", "foaf:name": name} for name in metadata.authors[:1]]
    period = {}
    if metadata.years:
        period = {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _dated(metadata.years[0]),
            "dcat:endDate": _dated(metadata.years[-1]),
        }
    dataset = {
        "@context": _CONTEXT,
        "@type": "dcat:Dataset",
        "dct:title": text(package["title"]),
        "dct:description": text(package.get("description")),
        "dct:identifier": package.get("name"),
        "dcat:version": package.get("version"),
        "dct:modified": _dated(package.get("modified")),
        "dct:language": {"@id": f"{_EU}/language/{_LANGUAGES[language]}"},
        "dct:publisher": publishers,
        "dcat:contactPoint": contact
        and {"@type": "vcard:Organization", "vcard:hasURL": {"@id": contact}},
        "dcat:keyword": [text(keyword) for keyword in metadata.keywords],
        "dcat:theme": [{"@id": f"{_EU}/data-theme/{theme}"} for theme in metadata.themes],
        "dct:spatial": [
            {"@type": "dct:Location", "skos:prefLabel": region} for region in metadata.regions
        ],
        "dct:temporal": period,
        "dcat:distribution": [_file(resource, metadata) for resource in package["resources"]],
    }
    return stated(dataset)


def _dated(date: str | None) -> Object | None:
    if not date:
        return None
    # The length of 2018, of 2018-01, and of 2018-01-15.
    types = {4: "gYear", 7: "gYearMonth", 10: "date"}
    kind = types[len(date)]
    return {"@value": date, "@type": f"xsd:{kind}"}


def _file(resource: Object, metadata: Metadata) -> Object:
    """Return the description of a file, whose address is relative to that of the description."""
    address = {"@id": resource["path"]}
    media_type = f"https://www.iana.org/assignments/media-types/{resource['mediatype']}"
    checksum = {
        "@type": "spdx:Checksum",
        "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
        "spdx:checksumValue": resource["hash"].removeprefix("sha256:"),
    }
    return {
        "@type": "dcat:Distribution",
        "dct:title": resource.get("title") or resource["path"],
        "dcat:accessURL": address,
        "dcat:downloadURL": address,
        "dcat:mediaType": {"@id": media_type},
        "dcat:byteSize": {"@value": str(resource["bytes"]), "@type": "xsd:nonNegativeInteger"},
        "spdx:checksum": checksum,
        "dct:license": [{"@id": licence.link} for licence in metadata.licences if licence.link],
    }
