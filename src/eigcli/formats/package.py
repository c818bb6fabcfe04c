"""A package for an open-data portal: a folder with the data and its description.

It is a Data Package v2 (https://datapackage.org/standard/data-package/): a CSV for each table that
has rows, with its Table Schema; the YAML, which has all of it; and a text to read first.
`dcat.jsonld` describes the same for a catalogue, see `dcat`. All of it depends on the data alone:
the same data gives the same bytes.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from pathlib import Path

from eigcli.data.dates import DAY
from eigcli.data.kinds import WHOLE, Object, in_units, stated
from eigcli.data.loading import bundled, is_bundled
from eigcli.data.model import CHALLENGES, Dataset
from eigcli.data.promotions import without_unused
from eigcli.formats import dcat, markdown
from eigcli.formats.data import csv_of, json_text, yaml_of
from eigcli.formats.schemas import table_schema
from eigcli.messages import _, in_language, language, portal_language
from eigcli.report.blocks import Column, Report, Span, Table, Text
from eigcli.report.counts import Counts
from eigcli.report.metadata import VERSION, Metadata, metadata_of
from eigcli.report.tables import relations_of
from eigcli.text import group_digits, packaged_text, title_with

_PACKAGE = "datapackage.json"
_SCHEMA = "schema.json"
_YAML = "defis.yaml"
_DCAT = "dcat.jsonld"
_PROFILES = "https://datapackage.org/profiles/2.0"
# The name of the text to read first, by language; other languages get that in English.
_READ_ME = {"fr": "LISEZMOI", "en": "README"}


def files(report: Report) -> dict[str, Iterable[str]]:
    """Return the text of each file of a package, by its name."""
    dataset = without_unused(report.dataset)
    with in_language(portal_language(dataset.language)):
        metadata = metadata_of(dataset, report.selection(), report.own_title)
        first, *rest = relations_of(dataset)
        filled = [relation for relation in rest if relation.records]
        relations = [first, *filled]
        contents = dict[str, Iterable[str]]()
        for relation in relations:
            name = _file_of(relation.name)
            contents[name] = [*csv_of(relation)]
        contents[_YAML] = [yaml_of(dataset)]
        resources = [_table_resource(relation, relations) for relation in relations]
        resources.append(
            {
                "name": "defis-yaml",
                "path": _YAML,
                "format": "yaml",
                "mediatype": "application/yaml",
            }
        )
        for resource in resources:
            content = "".join(contents[resource["path"]]).encode()
            digest = hashlib.sha256(content).hexdigest()
            resource.update(encoding="utf-8", bytes=len(content), hash=f"sha256:{digest}")
        descriptor = _descriptor(dataset, metadata) | {"resources": resources}
        read_me = _READ_ME[descriptor["language"]]
        headline = Counts(dataset).headline
        report = report._replace(title=metadata.title, lead=headline)
        first_read = _first_read(report, metadata, relations)
        text = [*markdown.write(first_read)]
        if is_bundled(dataset):  # how sure each kind of fact is
            more = packaged_text(f"formats/{read_me.lower()}_eigcli.md")
            text += ["\n", more]
        schema = table_schema(first, relations)
        catalogue = dcat.description(descriptor, metadata)
        described = {
            _SCHEMA: [json_text(schema)],
            _PACKAGE: [json_text(descriptor)],
            _DCAT: [json_text(catalogue)],
            f"{read_me}.md": text,
        }
        return contents | described


def _first_read(report: Report, metadata: Metadata, relations: Sequence[Table]) -> Report:
    """Return the text to read first: what the data is, its files, its licence."""
    empty = _("An empty cell: the dataset does not say. Several values are separated by |.")
    spans = [*metadata.descriptions]
    spans.append(Span(empty))
    about = Text([[span] for span in spans])
    columns = [
        Column("file", _("CSV file"), _short_name),
        Column("content", _("Content"), attrgetter("title")),
        Column("rows", _("Rows"), lambda relation: len(relation.records), WHOLE),
    ]
    listed = Table(columns, relations)
    licence = _("Licence")
    terms = Text([*metadata.terms_of_use], licence)
    report = report._replace(notes=(), head=(), is_standalone=True)
    return report._replace(blocks=[about, listed, terms])


def _short_name(relation: Table) -> str:
    return _file_of(relation.name).removesuffix(".csv")


def own_files(folder: Path) -> set[str]:
    """Return the names of the files in a folder that belong to a package that eig made there.

    What its author added is not among them, even if `datapackage.json` lists it.
    """
    try:
        content = (folder / _PACKAGE).read_bytes()
        package = json.loads(content)
        read_me = f"{_READ_ME[package['language']]}.md"
        listed = {str(resource["path"]) for resource in package["resources"]}
        by_eig = package["generator"].startswith("eig ")
    except Exception:  # noqa: BLE001 - whatever it is, eig did not make it
        return set()
    if not by_eig:
        return set()
    relations = relations_of(Dataset())
    tables = {_file_of(relation.name) for relation in relations}
    names = {_SCHEMA, _PACKAGE, _DCAT, read_me}
    names |= listed & {_YAML, *tables}
    return {name for name in names if (folder / name).is_file()}


def _file_of(relation: str) -> str:
    return "defis.csv" if relation == "challenges" else f"{relation}.csv"


def _table_resource(relation: Table, relations: Sequence[Table]) -> Object:
    """Return the description of a table; the schema of the first is a file of its own."""
    is_first = relation is relations[0]
    schema = _SCHEMA if is_first else table_schema(relation, relations)
    return {
        "$schema": f"{_PROFILES}/dataresource.json",
        "type": "table",
        "name": relation.name,
        "path": _file_of(relation.name),
        "title": relation.title,
        "format": "csv",
        "mediatype": "text/csv",
        "schema": schema,
    }


def _descriptor(dataset: Dataset, metadata: Metadata) -> Object:
    """Return the content of `datapackage.json` without its files and what is not known."""
    role = {"roles": ["publisher"]}
    authors = [{"title": author} | role for author in metadata.authors]
    years = metadata.years
    descriptor = {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": metadata.name,
        "title": metadata.title,
        "description": " ".join(_descriptions(dataset, metadata)),
        "homepage": metadata.contact,
        "version": metadata.version,
        "created": metadata.modified and metadata.made.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "keywords": metadata.keywords,
        "licenses": [_licence(licence) for licence in metadata.licences],
        "contributors": authors,
        "sources": [_linked(source.citation, source.url) for source in dataset.sources],
        # The specification has no names for these.
        "modified": (metadata.modified or "")[:DAY],
        "language": language() if language() in _READ_ME else "en",
        "spatial": metadata.regions,
        "temporal": years and {"start": years[0], "end": years[-1]},
        "generator": VERSION,
    }
    return stated(descriptor)


def _licence(licence: Span) -> Object:
    """Return a licence by a name, a title and its address."""
    # A name may have only ASCII letters, digits, hyphens, underscores and dots.
    known_as = licence.code or licence.text
    name = re.sub(r"[^-.\w]+", "-", known_as, flags=re.ASCII)
    linked = _linked(licence.text, licence.link)
    return {"name": name} | linked


def _descriptions(dataset: Dataset, metadata: Metadata) -> Iterator[str]:
    """Yield what was chosen, with the number of challenges, and what the programmes are."""
    if metadata.selection:
        count = in_units(len(dataset), CHALLENGES)
        if is_bundled(dataset):
            total = group_digits(len(bundled().dataset))
            count = _("{count} of {total}", count=count, total=total)
        sentence = title_with(metadata.selection, [count])
        yield f"{sentence[:1].upper()}{sentence[1:]}."
    for span in metadata.descriptions:
        yield span.text


def _linked(title: str, address: str | None) -> Object:
    if not address:
        return {"title": title}
    return {"title": title, "path": address}
