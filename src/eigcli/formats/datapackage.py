"""A package for an open-data portal: a folder of the data and what describes it, all in French.

It is a Data Package v1 (https://specs.frictionlessdata.io/data-package/): the CSV with its Table
Schema, the YAML, which has all the rest, and a text to read first. It depends on the data alone: no
day of today, so that the same data gives the same bytes.
"""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

from eigcli import __version__
from eigcli.columns import Column, exported_columns
from eigcli.errors import UsageError
from eigcli.fields import Hyperlink
from eigcli.formats import csv, markdown, yaml
from eigcli.formats.table_schema import json_text, table_schema
from eigcli.messages import _
from eigcli.model import (
    Dataset,
    Licence,
    Programme,
    Source,
    head_of,
    latest,
    licences_of,
    period_of,
)
from eigcli.reports import Listing, Report
from eigcli.text import slugified

_DATA, _SCHEMA, _PACKAGE, _DATASET, _README = (
    *("defis.csv", "schema.json", "datapackage.json"),
    *("defis.yaml", "LISEZMOI.md"),
)

# What tells a package that eig made from one that somebody else did.
_WRANGLER = {"title": "eigcli", "role": "wrangler"}

_DESCRIPTION = (
    "{count}. Pour chacun\u00a0: l’administration qui l’accueille, les personnes recherchées et ce "
    "que l’on en sait de plus, comme les thèmes, la ville, les personnes recrutées et les sources."
)
# What is true of the datasets that come with eigcli, and of no others.
_PLACE = {"title": "France"}
# What is said of others.
_UNKNOWN = """\
## Jusqu’où s’y fier

Ces données ne sont pas celles d’eigcli\u00a0: qui les a écrites dit d’où elles viennent. La colonne
`basis` dit si une source donne la répartition des personnes recherchées (`stated`) ou si elle a été
déduite (`inferred`).
"""


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
    if listing.chosen_by:
        # What is not asked for is not what the package is of.
        those = listing.chosen
        listing = listing._replace(chosen=replace(those, programmes=those.own_programmes))
    schema = table_schema(listing.chosen)
    package = _package(listing)
    return {
        _DATA: csv.write(listing),
        _SCHEMA: [json_text(schema)],
        _PACKAGE: [json_text(package)],
        _DATASET: yaml.write(listing),
        _README: [_readme(listing.chosen, package, schema, bundled=listing.bundled)],
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
    files = (folder / name for name in (_DATA, _SCHEMA, _PACKAGE, _DATASET, _README))
    return {f.name for f in files if f.is_file() and os.path.realpath(f) not in read}


def _package(listing: Listing) -> dict[str, Any]:
    """Return the descriptor of the package, without what the dataset does not say."""
    dataset = listing.chosen
    count = len(dataset.challenges)
    title = _title(dataset.programmes)
    if listing.chosen_by:
        title += f"\u00a0: {', '.join(listing.chosen_by)}"
    sources = head_of(dataset).sources
    organisers = _distinct(programme.organiser for programme in dataset.programmes)
    names = chain.from_iterable((p.name, p.acronym) for p in dataset.programmes)
    themes = chain.from_iterable(challenge.themes for challenge in dataset.challenges)
    package = {
        "profile": "data-package",
        "name": slugified(title),
        "title": title,
        "description": _DESCRIPTION.format(count=f"{count} défi{'s' if count > 1 else ''}"),
        "version": _version(sources, bundled=listing.bundled),
        "licenses": [_licence(licence) for licence in licences_of(dataset.programmes)],
        "sources": [_source(source) for source in sources],
        "contributors": [
            *({"title": organiser, "role": "contributor"} for organiser in organisers),
            # Who puts data into shape.
            _WRANGLER,
        ],
        "keywords": _distinct(["défis", *names, *themes]),
        # The specification has no names for these two.
        "temporal": dict(zip(("start", "end"), period_of(dataset.programmes), strict=False)),
        "spatial": _place(dataset, bundled=listing.bundled),
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": "defis",
                "path": _DATA,
                "title": "Les défis, un par ligne",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "dialect": {"delimiter": ",", "lineTerminator": "\n", "doubleQuote": True},
                "schema": _SCHEMA,
            },
            {
                "profile": "data-resource",
                "name": "defis-yaml",
                "path": _DATASET,
                "title": "Les mêmes défis, avec le programme, les métiers et les sources",
                "format": "yaml",
                "mediatype": "application/yaml",
                "encoding": "utf-8",
            },
        ],
    }
    return {key: value for key, value in package.items() if value}


def _licence(licence: Licence) -> dict[str, str]:
    return {key: value for key, value in licence._asdict().items() if value}


def _title(programmes: Iterable[Programme]) -> str:
    """Return `Défis du programme P, promotions 1 et 2`, as far as it is known."""
    names = _distinct(programme.name for programme in programmes)
    promotions = _distinct(programme.promotion for programme in programmes)
    title = "Défis"
    if names:
        title += f" {'des programmes' if len(names) > 1 else 'du programme'} {_and(names)}"
    if promotions:
        title += f", {'promotions' if len(promotions) > 1 else 'promotion'} {_and(promotions)}"
    return title


def _version(sources: Iterable[Source], *, bundled: bool) -> str | None:
    """Return the version of the data: the date of its newest source, if one has a date.

    The datasets that come with eigcli have its version too, with which they may be corrected; the
    date is what Semantic Versioning calls build metadata.
    """
    newest = (latest(sources) or "")[:10] or None
    return "+".join(filter(None, (__version__, newest))) if bundled else newest


def _source(source: Source) -> dict[str, str]:
    named = {"title": _source_title(source)}
    return {**named, "path": source.url} if source.url else named


def _source_title(source: Source) -> str:
    return ", ".join(filter(None, (source.title, source.publisher, source.date)))


def _place(dataset: Dataset, *, bundled: bool) -> dict[str, Any]:
    towns = _distinct(town for challenge in dataset.challenges for town in challenge.towns)
    return (_PLACE if bundled else {}) | ({"towns": towns} if towns else {})


def _readme(
    dataset: Dataset, package: dict[str, Any], schema: dict[str, Any], *, bundled: bool
) -> str:
    """Return the text to read first."""
    columns = markdown.table(
        ["colonne", "intitulé", "type", "ce qu’elle dit", "exemple"],
        (
            [
                f"`{field['name']}`",
                markdown.escaped(field["title"]),
                _type(column, field),
                field["description"],
                _example(column, field),
            ]
            for column, field in zip(exported_columns(dataset), schema["fields"], strict=True)
        ),
    )
    sources = "\n".join(
        f"- `{source.key}`\u00a0: {markdown.escaped(_source_title(source))}"
        f"{f', {markdown.escaped(Hyperlink(source.url))}' if source.url else ''}"
        for source in head_of(dataset).sources
    )
    return _template("lisezmoi.md").format(
        title=markdown.escaped(package["title"]),
        description=package["description"],
        version=package.get("version", "inconnue"),
        columns="".join(columns),
        sureness=_template("lisezmoi_eigcli.md") if bundled else _UNKNOWN,
        licence="" if bundled else _licence_text(dataset.programmes),
        sources=sources or "Aucune n’est donnée.",
    )


def _licence_text(programmes: Iterable[Programme]) -> str:
    """Return under which licences data is that does not come with eigcli."""
    names = [
        f"[{licence.title}]({licence.path})" if licence.path else markdown.escaped(licence.title)
        for licence in licences_of(programmes)
    ]
    return f"\n## La licence\n\n{', '.join(names) or 'Aucune n’est donnée.'}\n"


def _type(column: Column, field: dict[str, Any]) -> str:
    """Return what a cell of a column is, in French."""
    if column.kind.several:
        return "textes"
    if codes := field["constraints"].get("enum"):
        return " ou ".join(f"`{code}`" for code in codes)
    return "nombre entier" if field["type"] == "integer" else "texte"


def _example(column: Column, field: dict[str, Any]) -> str:
    example = field.get("example", "")
    is_address = example and column.kind.link
    return markdown.escaped(Hyperlink(example) if is_address else example)


def _template(name: str) -> str:
    return Path(__file__).with_name(name).read_text("utf-8")


def _distinct(texts: Iterable[str | None]) -> list[str]:
    """Return each text once, in their order, without those that say nothing."""
    return list(dict.fromkeys(filter(None, texts)))


def _and(texts: list[str]) -> str:
    """Return a list of texts as French has it: `a, b et c`."""
    *others, last = texts
    return f"{', '.join(others)} et {last}" if others else last
