"""A package for an open-data portal: a folder of the data and what describes it, in French.

It is a Data Package v1 (https://specs.frictionlessdata.io/data-package/): a CSV for each table of
the relational form, with its Table Schema; the YAML, which has all of it; and a text to read first.
The titles of tables and columns are in another language where `--lang` asks for one. It depends on
the data alone: no day of today, so that the same data gives the same bytes.
"""

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from eigcli import __version__
from eigcli.columns import Column
from eigcli.dates import DAY
from eigcli.errors import UsageError
from eigcli.fields import Hyperlink
from eigcli.formats import csv, yaml
from eigcli.formats.json import json_text
from eigcli.formats.markdown import as_markdown, markdown_table
from eigcli.formats.metadata import Licence, Metadata, distinct, metadata_of
from eigcli.formats.table_schema import schema_of
from eigcli.messages import N_, _, in_french, portal_translator
from eigcli.model import Dataset, Source, head_of
from eigcli.relations import Relation, relations_of
from eigcli.reports import Listing, Report
from eigcli.text import slugified

_PACKAGE = "datapackage.json"
# The file of the first table, and that of its schema, by which other files may be checked too.
_CHALLENGES, _SCHEMA = "defis.csv", "schema.json"
_YAML, _READ_ME = "defis.yaml", "LISEZMOI.md"
# Who puts data into shape: it tells a package that eig made from one that somebody else did.
_WRANGLER = {"title": "eigcli", "role": "wrangler"}
_TABLES_HEAD = ["fichier", "ce qu’il contient", "colonnes"]
_NONE = "Aucune n’est donnée."
_YAML_TITLE = N_("All of it, as a dataset that eig can load again")


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
    dataset = listing.described
    listing = listing._replace(chosen=dataset)
    metadata = metadata_of(replace(dataset, sources=head_of(dataset).sources))
    relations = relations_of(dataset)
    keys = {relation.name: relation.key for relation in relations}
    schemas = {r.name: _schema(r, keys, portal_translator()) for r in relations}
    descriptor = _descriptor(listing, metadata, relations, schemas)
    french = schema_of(relations[0].columns, dataset.challenges, relations[0].key, in_french)
    return {
        **{_file_of(r.name): csv.table_lines(r.table(words=False)) for r in relations},
        _SCHEMA: [json_text(schemas[relations[0].name])],
        _PACKAGE: [json_text(descriptor)],
        _YAML: yaml.write(listing),
        _READ_ME: [_read_me(listing, metadata, descriptor, relations, french["fields"])],
    }


def _file_of(relation: str) -> str:
    """Return the name of the file of a table."""
    return _CHALLENGES if relation == "challenges" else f"{relation}.csv"


def _schema(
    relation: Relation, keys: Mapping[str, Sequence[str]], translate: Callable[[str], str]
) -> dict[str, Any]:
    """Return the Table Schema of a table; `keys` are those of all tables, by name."""
    schema = schema_of(relation.columns, relation.records, relation.key, translate)
    schema["foreignKeys"] = [
        {
            "fields": list(columns),
            # A table is called "" in its own schema.
            "reference": {
                "resource": "" if name == relation.name else _resource_name(name),
                "fields": list(keys[name]),
            },
        }
        for columns, name in relation.references
    ]
    return schema


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
        "title": portal_translator()(relation.title),
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
    except (OSError, ValueError, RecursionError):
        return set()
    contributors = package.get("contributors") if isinstance(package, dict) else None
    if not (isinstance(contributors, list) and _WRANGLER in contributors):
        return set()
    read = {*map(os.path.realpath, inputs)}
    tables = (_file_of(relation.name) for relation in relations_of(Dataset(challenges=())))
    files = (folder / name for name in (*tables, _SCHEMA, _PACKAGE, _YAML, _READ_ME))
    return {f.name for f in files if f.is_file() and os.path.realpath(f) not in read}


def _descriptor(
    listing: Listing,
    metadata: Metadata,
    relations: Iterable[Relation],
    schemas: dict[str, dict[str, Any]],
) -> dict[str, Any]:
    """Return what `datapackage.json` says, without what the dataset does not say."""
    dataset = listing.chosen
    count = len(dataset.challenges)
    title = _title_of(dataset, metadata)
    if listing.chosen_by:
        title += f"\u00a0: {', '.join(listing.chosen_by)}"
    names = (name for p in dataset.programmes for name in (p.name, p.acronym))
    towns = distinct(town for challenge in dataset.challenges for town in challenge.towns)
    descriptor = json.loads(_template(_PACKAGE))
    descriptor |= {
        "name": slugified(title),
        "title": title,
        "description": " ".join(
            [
                *distinct(programme.description for programme in dataset.programmes),
                descriptor["description"].format(count=f"{count} défi{'s' if count > 1 else ''}"),
            ]
        ),
        "version": _version_of(metadata, bundled=listing.bundled),
        "licenses": list(map(_licence_entry, metadata.licences)),
        "sources": [
            {"title": _source_title(source)} | ({"path": source.url} if source.url else {})
            for source in metadata.sources
        ],
        "contributors": [
            *({"title": organiser, "role": "contributor"} for organiser in metadata.organisers),
            _WRANGLER,
        ],
        "keywords": distinct(["défis", *names, *metadata.themes]),
        # The specification has no names for these two.
        "temporal": dict(zip(("start", "end"), metadata.period, strict=False)),
        "spatial": ({"title": "France"} if listing.bundled else {})
        | ({"towns": towns} if towns else {}),
    }
    yaml_resource = descriptor.pop("resources")[0] | {"title": portal_translator()(_YAML_TITLE)}
    tables = [_resource(relation, schemas[relation.name]) for relation in relations]
    descriptor["resources"] = [*tables, yaml_resource]
    return {key: value for key, value in descriptor.items() if value}


def _title_of(dataset: Dataset, metadata: Metadata) -> str:
    """Return `Défis du programme P, promotions 1 et 2`, as far as it is known."""
    promotions = distinct(programme.promotion for programme in dataset.programmes)
    title = "Défis"
    if names := metadata.names:
        title += f" {'des programmes' if len(names) > 1 else 'du programme'} {_list(names)}"
    if promotions:
        title += f", {'promotions' if len(promotions) > 1 else 'promotion'} {_list(promotions)}"
    return title


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
    listing: Listing,
    metadata: Metadata,
    descriptor: dict[str, Any],
    relations: Sequence[Relation],
    fields: list[dict[str, Any]],
) -> str:
    """Return the text to read first; `fields` are what the schema says of the first table."""
    head = ["colonne", "intitulé", "type", "ce qu’elle dit", "exemple"]
    rows = (_column_row(*pair) for pair in zip(relations[0].columns, fields, strict=True))
    sources = "\n".join(
        f"- `{source.key}`\u00a0: {as_markdown(_source_title(source))}"
        f"{f', {as_markdown(Hyperlink(source.url))}' if source.url else ''}"
        for source in metadata.sources
    )
    if listing.bundled:
        reliability = _template("lisezmoi_eigcli.md")
    else:
        reliability = _template("lisezmoi_autres.md").format(licence=_licence_text(metadata))
    return _template("lisezmoi.md").format(
        title=as_markdown(descriptor["title"]),
        description=as_markdown(descriptor["description"]),
        version=descriptor.get("version", "inconnue"),
        columns="".join(markdown_table(head, rows)),
        tables="".join(markdown_table(_TABLES_HEAD, map(_table_row, relations[1:]))),
        families=_families_text(listing.chosen),
        reliability=reliability,
        sources=sources or _NONE,
    )


def _families_text(dataset: Dataset) -> str:
    """Return what the codes of families stand for, in a paragraph, "" without any."""
    families = dataset.families_of_hosts.values()
    texts = sorted(f"`{f.code}` ({as_markdown(f.french or f.label)})" for f in families)
    return f"\nLes familles de ministères sont {_list(texts)}.\n" if texts else ""


def _licence_text(metadata: Metadata) -> str:
    """Return under which licences data is that does not come with eigcli."""
    names = [
        f"[{licence.title}]({licence.address})" if licence.address else as_markdown(licence.title)
        for licence in metadata.licences
    ]
    return f"Ces données sont publiées sous {_list(names)}." if names else _NONE


def _column_row(column: Column, field: dict[str, Any]) -> list[str]:
    """Return what the text says of a column: its field of the schema, in words."""
    example = field.get("example", "")
    if column.kind.several:
        content = "textes"
    elif codes := column.kind.choices:
        content = _list([f"`{code}`" for code in codes], "ou")
    else:
        whole = "nombre" if column.kind.fractional else "nombre entier"
        content = whole if column.kind.numeric else "texte"
    return [
        f"`{column.name}`",
        as_markdown(field["title"]),
        content,
        field["description"],
        as_markdown(Hyperlink(example) if example and column.kind.link else example),
    ]


def _table_row(relation: Relation) -> list[str]:
    """Return what the text says of a table: its file, its title and its columns."""
    files = {c: _file_of(name) for names, name in relation.references for c in names[-1:]}
    columns = (
        f"`{c.name}` (de `{files[c.name]}`)" if c.name in files else f"`{c.name}`"
        for c in relation.columns
    )
    return [f"`{_file_of(relation.name)}`", in_french(relation.title), ", ".join(columns)]


def _template(name: str) -> str:
    return Path(__file__).with_name(name).read_text("utf-8")


def _list(texts: list[str], word: str = "et") -> str:
    """Return a list of texts as French has it: `a, b et c`."""
    *others, last = texts
    return f"{', '.join(others)} {word} {last}" if others else last
