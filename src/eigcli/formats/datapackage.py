"""A package for an open-data portal: a folder of the data and what describes it.

It is a Data Package v1 (https://specs.frictionlessdata.io/data-package/): a CSV for each table of
the relational form that has rows, with its Table Schema; the YAML, which has all of it; and a text
to read first. It is in French, or in the language of `--lang`, and says nothing of what the dataset
does not have. It depends on the data alone: no day of today, so that the same data gives the same
bytes.
"""

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from eigcli import __version__
from eigcli.columns import Column
from eigcli.data.dates import DAY
from eigcli.data.kinds import Hyperlink, in_units
from eigcli.data.metadata import Licence, Metadata, distinct, metadata_of, version_of
from eigcli.data.model import CHALLENGES, Challenge, Dataset, Source
from eigcli.data.parts import head_of
from eigcli.data.schemas import table_schema
from eigcli.errors import UsageError
from eigcli.formats import csv, yaml
from eigcli.formats.csv import csv_cell
from eigcli.formats.json import json_text
from eigcli.formats.markdown import as_markdown, markdown_table
from eigcli.messages import N_, _, in_language, language, ngettext, portal_language
from eigcli.relations import Relation, relations_of
from eigcli.reports import Listing, Report
from eigcli.text import list_in_words, packaged_text, slugified, title_with

_PACKAGE = "datapackage.json"
# The file of the first table, and that of its schema, by which other files may be checked too.
_CHALLENGES, _SCHEMA = "defis.csv", "schema.json"
_YAML = "defis.yaml"
# The text to read first in each language; of any other, it is that in English.
_READ_ME = {"fr": "LISEZMOI.md", "en": "README.md"}
# The columns of the first table that have keys of other tables.
_DESCRIBED_IN = {
    "promotion": "promotions",
    "families": "families",
    "skills": "roles",
    "sources": "sources",
}
# What a description says that there is, where any challenge has a value of one of these fields.
_FACTS = {
    ("hosts",): N_("who hosts it"),
    ("tagline", "tagline_english"): N_("its mission"),
    ("towns",): N_("its towns"),
    ("profiles",): N_("whom it seeks"),
    ("problem",): N_("the problem at the start"),
    ("made",): N_("what was made"),
    ("since",): N_("what came of it"),
    ("phase",): N_("its phase"),
    ("product",): N_("its product"),
    ("repository",): N_("its source code"),
    ("recruited",): N_("who was recruited"),
    ("sources",): N_("the sources"),
}


def write(_report: Report) -> Iterator[str]:
    """Refuse to write what is no single text."""
    folder = _("a datapackage is a folder: eig export --format datapackage --output DIR")
    raise UsageError(folder)


def files(listing: Listing) -> dict[str, Iterable[str]]:
    """Return the text of each file of a package, by its name.

    Raises:
        UsageError: when columns were chosen.
    """
    if listing.columns is not None:
        raise UsageError(_("a datapackage has every column: leave out --columns"))
    with in_language(portal_language(listing.chosen.language)):
        return _files(listing._replace(chosen=listing.described))


def _files(listing: Listing) -> dict[str, Iterable[str]]:
    """Return the text of each file of a package, by its name, in the language of messages."""
    dataset = listing.chosen
    metadata = metadata_of(replace(dataset, sources=head_of(dataset).sources))
    first, *others = relations_of(dataset)
    relations = [first, *(relation for relation in others if relation.records)]
    keys = {relation.name: relation.key for relation in relations}
    schemas = {relation.name: _schema(relation, keys) for relation in relations}
    descriptor = _descriptor(listing, metadata, relations, schemas)
    return {
        **{_file_of(r.name): csv.table_lines(r.table(words=False)) for r in relations},
        _SCHEMA: [json_text(schemas[first.name])],
        _PACKAGE: [json_text(descriptor)],
        _YAML: yaml.write(listing),
        _READ_ME[_read_me_language()]: [
            _read_me(descriptor, metadata, relations, schemas, bundled=listing.bundled)
        ],
    }


def _read_me_language() -> str:
    """Return the language of the text to read first: that of messages, as far as there is one."""
    return language() if language() in _READ_ME else "en"


def _file_of(relation: str) -> str:
    """Return the name of the file of a table."""
    return _CHALLENGES if relation == "challenges" else f"{relation}.csv"


def _schema(relation: Relation, keys: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Return the Table Schema of a table; `keys` are those of all tables that there are, by name.

    What has no rows is named nowhere.
    """
    schema = table_schema(relation.columns, relation.records, relation.key, csv_cell)
    references = [
        {
            "fields": list(columns),
            # A table is called "" in its own schema.
            "reference": {
                "resource": "" if name == relation.name else _resource_name(name),
                "fields": list(keys[name]),
            },
        }
        for columns, name in relation.references
        if name in keys
    ]
    return schema | ({"foreignKeys": references} if references else {})


def _resource_name(relation: str) -> str:
    """Return what the descriptor calls a table: it allows no underscore."""
    return relation.replace("_", "-")


def _resource(relation: Relation, schema: dict[str, Any]) -> dict[str, Any]:
    """Return what the descriptor says of the file of a table."""
    file = _file_of(relation.name)
    return {
        "profile": "tabular-data-resource",
        "name": _resource_name(relation.name),
        "path": file,
        "title": _(relation.title),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "doubleQuote": True},
        "schema": _SCHEMA if file == _CHALLENGES else schema,
    }


def own_files(folder: Path, inputs: Iterable[str] = ()) -> set[str]:
    """Return the names of the files in a folder that are of a package which eig made there.

    Those that are among `inputs`, the files that are read, are left out.
    """
    try:
        package = json.loads((folder / _PACKAGE).read_bytes())
        by_eig = package["generator"].startswith("eig ")
        made = {resource["path"] for resource in package["resources"]}
        read_me = _READ_ME[package["language"]]
    except (OSError, ValueError, RecursionError, AttributeError, LookupError, TypeError):
        return set()
    tables = (_file_of(relation.name) for relation in relations_of(Dataset(challenges=())))
    names = {_SCHEMA, _PACKAGE, read_me, *({*tables, _YAML} & made)} if by_eig else ()
    read = {*map(os.path.realpath, inputs)}
    files = (folder / name for name in names)
    return {f.name for f in files if f.is_file() and os.path.realpath(f) not in read}


def _descriptor(
    listing: Listing,
    metadata: Metadata,
    relations: Iterable[Relation],
    schemas: dict[str, dict[str, Any]],
) -> dict[str, Any]:
    """Return what `datapackage.json` says, without what the dataset does not say."""
    dataset = listing.chosen
    title = title_with(_title_of(dataset, metadata), listing.chosen_by)
    names = (name for p in dataset.programmes for name in (p.name, p.acronym))
    towns = distinct(town for challenge in dataset.challenges for town in challenge.towns)
    descriptor = {
        "profile": "data-package",
        "name": slugified(title),
        "title": title,
        "description": " ".join([*metadata.descriptions, *_what_there_is(dataset.challenges)]),
        "version": _version_of(metadata, bundled=listing.bundled),
        "licenses": list(map(_licence_entry, metadata.licences)),
        "sources": [
            {"title": _source_title(source)} | ({"path": source.url} if source.url else {})
            for source in metadata.sources
        ],
        "contributors": [
            *({"title": organiser, "role": "contributor"} for organiser in metadata.organisers),
            # Who put the data into shape.
            *([{"title": "eigcli", "role": "wrangler"}] if listing.bundled else []),
        ],
        "keywords": distinct([*names, *metadata.themes]),
        # The specification has no names for these.
        "temporal": dict(zip(("start", "end"), metadata.period, strict=False)),
        "spatial": ({"title": "France"} if listing.bundled else {})
        | ({"towns": towns} if towns else {}),
        "language": _read_me_language(),
        "generator": version_of(),
        "resources": [
            *(_resource(relation, schemas[relation.name]) for relation in relations),
            {
                "profile": "data-resource",
                "name": "defis-yaml",
                "path": _YAML,
                "title": _("All of it, as a dataset that eig can load again"),
                "format": "yaml",
                "mediatype": "application/yaml",
                "encoding": "utf-8",
            },
        ],
    }
    return {key: value for key, value in descriptor.items() if value}


def _title_of(dataset: Dataset, metadata: Metadata) -> str:
    """Return `Défis of the programme P, promotions 1 and 2`, as far as it is known."""
    title, names = _("Défis"), metadata.names
    if names:
        of_names = ngettext(
            "Défis of the programme {names}", "Défis of the programmes {names}", len(names)
        )
        title = of_names.format(names=list_in_words(names))
    if codes := distinct(programme.promotion for programme in dataset.programmes):
        of_codes = ngettext("{title}, promotion {codes}", "{title}, promotions {codes}", len(codes))
        title = of_codes.format(title=title, codes=list_in_words(codes))
    return title


def _what_there_is(challenges: Sequence[Challenge]) -> Iterator[str]:
    """Yield how many challenges there are, and what is known of any of them, as sentences."""
    yield f"{in_units(len(challenges), CHALLENGES)}."
    known = [
        _(text)
        for names, text in _FACTS.items()
        if any(getattr(challenge, name) for challenge in challenges for name in names)
    ]
    if known:
        yield _("Of each, as far as it is known: {facts}.").format(facts=list_in_words(known))


def _version_of(metadata: Metadata, *, bundled: bool) -> str:
    """Return the version of the data: the day of its newest source, "" where no date is known.

    The datasets that come with eigcli have its version too, with which they may be corrected; the
    date is what Semantic Versioning calls build metadata.
    """
    newest = (metadata.modified or "")[:DAY]
    return "+".join(filter(None, (__version__ if bundled else "", newest)))


def _licence_entry(licence: Licence) -> dict[str, str]:
    """Return a licence, whose name has letters of ASCII, digits, hyphens and dots alone."""
    name = re.sub(r"[^-.\w]+", "-", licence.code, flags=re.ASCII)
    entry = {"name": name, "title": licence.title}
    return entry | ({"path": licence.address} if licence.address else {})


def _source_title(source: Source) -> str:
    return ", ".join(filter(None, (source.title, source.publisher, source.date)))


def _read_me(
    descriptor: dict[str, Any],
    metadata: Metadata,
    relations: Sequence[Relation],
    schemas: dict[str, dict[str, Any]],
    *,
    bundled: bool,
) -> str:
    """Return the text to read first."""
    first, *others = relations
    fields = schemas[first.name]["fields"]
    names = {relation.name for relation in relations}
    # A column of which no row says anything has no example.
    stated = [
        _column_row(column, field, names)
        for column, field in zip(first.columns, fields, strict=True)
        if "example" in field
    ]
    tables = [_table_row(relation, schemas[relation.name]) for relation in others]
    template = _READ_ME[_read_me_language()].lower()
    values = {
        "title": as_markdown(descriptor["title"]),
        "description": as_markdown(descriptor["description"]),
        "version": descriptor.get("version", ""),
        "columns": _table_text(
            [_("column"), _("heading"), _("type"), _("what it says"), _("example")], stated
        ),
        "empty": ", ".join(f"`{field['name']}`" for field in fields if "example" not in field),
        "tables": _table_text([_("file"), _("what it has"), _("columns")], tables),
        "reliability": _template(template.replace(".", "_eigcli.")) if bundled else "",
        "licence": _licence_text(metadata),
        "sources": "\n".join(map(_source_line, metadata.sources)),
    }
    return _filled(_template(template), values) + "\n"


def _filled(template: str, values: Mapping[str, str]) -> str:
    """Return a template with its places filled, without the paragraphs that would say nothing.

    These are the paragraphs with a place for an empty text, and the sections in which all places
    are for empty texts.
    """
    sections = []
    for section in re.split(r"\n\n(?=## )", template):
        paragraphs = {part: _placeholders(part) for part in section.split("\n\n")}
        places = set[str]().union(*paragraphs.values())
        if not places or any(values[place] for place in places):
            sections += [
                part for part, needed in paragraphs.items() if all(values[n] for n in needed)
            ]
    return "\n\n".join(sections).format(**values)


def _placeholders(text: str) -> set[str]:
    """Return the names of the places in a text, such as `{title}`."""
    return set(re.findall(r"\{(\w+)\}", text))


def _table_text(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table in Markdown, "" without rows."""
    return "".join(markdown_table(head, rows)).strip() if rows else ""


def _licence_text(metadata: Metadata) -> str:
    """Return under which licences the data is, "" where that is not known."""
    names = [
        f"[{licence.title}]({licence.address})" if licence.address else as_markdown(licence.title)
        for licence in metadata.licences
    ]
    text = _("This data is published under {licences}.")
    return text.format(licences=list_in_words(names)) if names else ""


def _source_line(source: Source) -> str:
    """Return what the text says of a source."""
    cited = [as_markdown(_source_title(source))]
    if source.url:
        cited.append(as_markdown(Hyperlink(source.url)))
    return f"- {title_with(f'`{source.key}`', cited)}"


def _column_row(column: Column, field: dict[str, Any], names: set[str]) -> list[str]:
    """Return what the text says of a column: its field of the schema, in words.

    Args:
        column: the column.
        field: what the schema says of it.
        names: the names of the tables that there are.
    """
    types = {"integer": _("a whole number"), "number": _("a decimal number"), "string": _("a text")}
    content = _("texts") if column.kind.several else types[field["type"]]
    if codes := column.kind.choices:
        content = list_in_words([f"`{code}`" for code in codes], either=True)
    if (described := _DESCRIBED_IN.get(column.name, "")) in names:
        content = _("{type}, of `{file}`").format(type=content, file=_file_of(described))
    example = field["example"]
    return [
        f"`{column.name}`",
        as_markdown(field["title"]),
        content,
        field["description"],
        as_markdown(Hyperlink(example) if column.kind.link else str(example)),
    ]


def _table_row(relation: Relation, schema: dict[str, Any]) -> list[str]:
    """Return what the text says of a table: its file, its title, the columns that say anything."""
    files = {c: _file_of(name) for names, name in relation.references for c in names[-1:]}
    of_file = _("`{column}` (of `{file}`)")
    columns = (
        of_file.format(column=name, file=files[name]) if name in files else f"`{name}`"
        for name in (field["name"] for field in schema["fields"] if "example" in field)
    )
    return [f"`{_file_of(relation.name)}`", _(relation.title), ", ".join(columns)]


def _template(name: str) -> str:
    return packaged_text(f"formats/{name}").strip()
