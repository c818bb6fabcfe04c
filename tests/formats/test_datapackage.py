"""A package for an open-data portal: what is in it, and where it is not written."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from build import BOOK, FULL, FULL_CALL, REPORT, challenge, cited
from build import dataset as dataset_of
from conftest import Eig

from eigcli import __version__
from eigcli.data.loading import bundled_date
from eigcli.data.model import PHASES, Dataset, Period, Programme, Source
from eigcli.formats import datapackage
from eigcli.formats.csv import csv_schema
from eigcli.messages import languages
from eigcli.relations import relations_of
from eigcli.reports import Listing

# The tables besides that of the défis.
TABLES = [f"{relation.name}.csv" for relation in relations_of(Dataset(challenges=()))[1:]]
NAMES = ["LISEZMOI.md", "datapackage.json", "defis.csv", "defis.yaml", "schema.json"]
OPEN_LICENCE = {
    "name": "etalab-2.0",
    "title": "Licence Ouverte 2.0",
    "path": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
}
OPEN_LICENCE_LINK = f"[{OPEN_LICENCE['title']}]({OPEN_LICENCE['path']})"


def files(of: Dataset, *, bundled: bool = False) -> dict[str, str]:
    """Return the text of each file of a package."""
    written = datapackage.files(Listing(of, bundled=bundled))
    return {name: "".join(pieces) for name, pieces in written.items()}


def described(of: Dataset, *, bundled: bool = False) -> dict[str, Any]:
    """Return the descriptor of a package."""
    descriptor: dict[str, Any] = json.loads(files(of, bundled=bundled)["datapackage.json"])
    return descriptor


def of_calls(*calls: dict[str, Any]) -> Dataset:
    """Return a dataset of a challenge, and of programmes with these fields."""
    return dataset_of(
        challenge(), programmes=tuple(Programme(**{"name": "P"} | call) for call in calls)
    )


# What is in it


def test_a_package_is_the_data_in_two_formats_and_what_describes_it(
    eig: Eig, tmp_path: Path
) -> None:
    chosen = ["--promotion", "all", "--skill", "designer", "--sort", "name"]
    done = eig("export", "--format", "datapackage", "--output", "paquet", *chosen)
    assert (done.returncode, done.stdout) == (0, "")
    folder = tmp_path / "paquet"
    assert sorted(path.name for path in folder.iterdir()) == sorted([*NAMES, *TABLES])
    assert (folder / "defis.csv").read_text("utf-8") == eig("export", *chosen).stdout
    again = json.loads(eig("export", "--data", "paquet/defis.yaml", "--json").stdout)
    before = json.loads(eig("export", "--json", *chosen).stdout)
    slugs = {record["slug"] for record in before}
    for record in before:
        # What goes on from a défi is known where that is in the package too.
        record["followed_by"] = [slug for slug in record["followed_by"] if slug in slugs]
    assert again == before
    assert f"{len(before)} défis" in done.stderr
    assert f"{len(before)} défis. " in (folder / "datapackage.json").read_text("utf-8")


def test_the_descriptor_says_all_that_a_portal_asks_for(bundled: Dataset) -> None:
    package = described(bundled, bundled=True)
    sources, resources = package.pop("sources"), package.pop("resources")
    keywords = package.pop("keywords")
    assert package == {
        "profile": "data-package",
        "name": "defis-du-programme-entrepreneurs-d-interet-general-promotion-2",
        "title": "Défis du programme Entrepreneurs d’intérêt général, promotion 2",
        "description": (
            f"{bundled.programmes[0].description} "
            "13 défis. De chacun, pour autant qu’on le sache\u00a0: qui l’accueille, sa mission, ses "
            "villes, qui il recherche, le problème de départ, ce qui a été réalisé, ce qui en est "
            "advenu, sa phase, son produit, son code source, qui a été recruté et les sources."
        ),
        "version": f"{__version__}+2026-08-20",
        "licenses": [OPEN_LICENCE],
        "contributors": [
            {"title": "Etalab", "role": "contributor"},
            {"title": "eigcli", "role": "wrangler"},
        ],
        "temporal": {"start": "2017-09-27", "end": "2018-10"},
        "spatial": {"title": "France", "towns": ["Paris", "Brest", "Issy-les-Moulineaux"]},
        "language": "fr",
        "generator": f"eig {__version__}",
    }
    assert keywords[:3] == ["Entrepreneurs d’intérêt général", "EIG", "Sécurité"]
    assert len(set(keywords)) == len(keywords)
    assert len(sources) == 18
    assert sources[0] == {
        "title": "Règlement de l’appel à candidature, Promotion 2, Etalab, 2017-09"
    }
    assert sources[10] == {
        "title": "Site du programme Entrepreneur·e·s d’intérêt général, pages des défis, DINUM, 2026-04-14",
        "path": "https://eig.numerique.gouv.fr/",
    }
    paths = [resource["path"] for resource in resources]
    assert paths == ["defis.csv", *TABLES, "defis.yaml"]
    assert (resources[0]["schema"], resources[0]["encoding"]) == ("schema.json", "utf-8")
    schema = json.loads(files(bundled)["schema.json"])
    references = [
        {"fields": ["promotion"], "reference": {"resource": "promotions", "fields": ["promotion"]}}
    ]
    assert schema == csv_schema(bundled) | {"foreignKeys": references}


def test_each_table_has_a_resource_with_its_keys(bundled: Dataset) -> None:
    resources = {resource["path"]: resource for resource in described(bundled)["resources"]}
    people = resources["people.csv"]
    assert (people["name"], people["title"]) == ("people", "Personnes")
    assert people["schema"]["primaryKey"] == ["challenge", "role"]
    assert people["schema"]["foreignKeys"] == [
        {"fields": ["challenge"], "reference": {"resource": "challenges", "fields": ["slug"]}},
        {"fields": ["role"], "reference": {"resource": "roles", "fields": ["code"]}},
    ]
    assert people["schema"]["fields"][2]["title"] == "Personnes recherchées"
    assert resources["bodies.csv"]["schema"]["foreignKeys"][1]["reference"]["resource"] == ""
    assert resources["host_bodies.csv"]["name"] == "host-bodies"


@pytest.mark.parametrize("language", languages())
def test_all_of_it_is_in_the_language_that_is_asked_for(
    eig: Eig, tmp_path: Path, language: str
) -> None:
    """The language of the locale, or of EIG_LANG, is not that of portals."""
    command = ["export", "-f", "datapackage", "-o", "x"]
    assert eig(*command, "--lang", language, env={"EIG_LANG": "fr"}).returncode == 0
    package = json.loads((tmp_path / "x" / "datapackage.json").read_text("utf-8"))
    texts = {
        "en": [
            "People",
            "Défis of the programme ",
            " places digital ",
            "who hosts it",
            "The files",
        ],
        "fr": [
            "Personnes",
            "Défis du programme ",
            "(EIG) place dans",
            "qui l’accueille",
            "Les fichiers",
        ],
    }[language]
    assert package["language"] == language
    assert package["resources"][1]["title"] == texts[0]
    assert package["title"].startswith(texts[1])
    for text in texts[2:4]:
        assert text in package["description"]
    [read_me] = (tmp_path / "x").glob("*.md")
    assert read_me.name == {"en": "README.md", "fr": "LISEZMOI.md"}[language]
    assert f"\n## {texts[4]}\n" in read_me.read_text("utf-8")


def test_it_is_in_french_by_itself(eig: Eig, tmp_path: Path) -> None:
    eig("export", "-f", "datapackage", "-o", "x", env={"EIG_LANG": "en"})
    assert (tmp_path / "x" / "LISEZMOI.md").exists()
    asked = json.loads(eig("schema", "csv", "--lang", "en").stdout)["fields"][0]
    assert asked["description"] == "its name for commands and addresses"


FELLOWSHIP = """\
programme:
  name: Harbor Civic Fellows
  promotion: 2027
  organiser: Harbor City
  currency: USD
  monthly_pay: 5250
  licence: CC-BY-4.0
sources:
  call: {title: Call for fellows, publisher: Harbor City, date: 2027-01-11}
skills:
  engineer: {english: software engineer}
challenges:
- slug: permits
  name: Permits in a day
  tagline_english: issue small building permits in a day
  hosts: [{ministry: Department of Buildings}]
  skills: [engineer]
  x-stipend: 63000
  sources: [{call: [name, x-stipend]}]
"""
# What only French people, or those of EIG, say.
FRENCH = (
    r"[éèêàçœ]|\b(?:les?|des?|et|pour|commune)\b|gouv\.fr|Validata|etalab|Finistère|\bEUR\b|eigcli"
)


def test_in_english_nothing_is_french_or_of_eig(eig: Eig, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(FELLOWSHIP)
    eig("export", "-d", "mine.yaml", "-f", "datapackage", "-o", "x", "--lang", "en")
    told = {
        path.name: path.read_text("utf-8")
        for path in (tmp_path / "x").iterdir()
        if path.suffix in {".md", ".json"}
    }
    assert sorted(told) == ["README.md", "datapackage.json", "schema.json"]
    # The word is that of the tool; the names of columns and files are the same everywhere.
    words = re.compile(r"[Dd]éfis?|\bdefis\b|[Dd]épartements?|`[^`]*`|\"name\": .*")
    assert {name: re.findall(FRENCH, words.sub("", text)) for name, text in told.items()} == {
        name: [] for name in told
    }
    package = json.loads(told["datapackage.json"])
    assert package["contributors"] == [{"title": "Harbor City", "role": "contributor"}]


@pytest.mark.parametrize(
    ("stated", "asked", "readme"),
    [
        ("en", [], "README.md"),
        ("en", ["--lang", "fr"], "LISEZMOI.md"),
        # What eig does not speak is for the portals of France, as what is not known.
        ("de", [], "LISEZMOI.md"),
        (None, [], "LISEZMOI.md"),
    ],
)
def test_it_is_in_the_language_of_the_dataset(
    eig: Eig, tmp_path: Path, stated: str | None, asked: list[str], readme: str
) -> None:
    language = f"programme:\n  language: {stated}\n" if stated else "programme:\n"
    (tmp_path / "mine.yaml").write_text(FELLOWSHIP.replace("programme:\n", language))
    eig("export", "-d", "mine.yaml", "-f", "datapackage", "-o", "x", *asked)
    assert [path.name for path in (tmp_path / "x").glob("*.md")] == [readme]
    schema = eig("schema", "csv", "-d", "mine.yaml", *asked).stdout
    assert ("Identifiant" in schema) == (readme == "LISEZMOI.md")


def test_a_source_may_give_a_key_of_ones_own(eig: Eig, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(FELLOWSHIP)
    eig("export", "-d", "mine.yaml", "-f", "datapackage", "-o", "x")
    package = json.loads((tmp_path / "x" / "datapackage.json").read_text("utf-8"))
    [facts] = (r["schema"] for r in package["resources"] if r["name"] == "facts")
    assert "x-stipend" in facts["fields"][1]["constraints"]["enum"]


# As the cards of a directory of products are.
PRODUCTS = """\
programme: {name: Produits, licence: etalab-2.0}
challenges:
- {slug: a, name: A, tagline: simplifier, phase: operated, phase_since: 2020-01, product: "https://a.example/"}
- {slug: b, name: B, phase: stopped, x-phases: [construction 2019, alumni 2020]}
"""


def test_nothing_is_said_of_what_there_is_not(eig: Eig, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(PRODUCTS)
    eig("export", "-d", "mine.yaml", "-f", "datapackage", "-o", "x")
    folder = tmp_path / "x"
    assert sorted(path.name for path in folder.iterdir()) == NAMES
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert package["description"] == (
        "2 défis. De chacun, pour autant qu’on le sache\u00a0: sa mission, sa phase et son produit."
    )
    assert "foreignKeys" not in json.loads((folder / "schema.json").read_text("utf-8"))
    read_me = (folder / "LISEZMOI.md").read_text("utf-8")
    assert re.findall("^#+ (.*)", read_me, re.MULTILINE) == [
        "Défis du programme Produits",
        "Les fichiers",
        "Les colonnes de `defis.csv`",
        "La licence",
    ]
    text, _empty, licence = re.split(r"\n(Ces colonnes sont vides.*)\n", read_me)
    described = re.findall(r"^\| `([\w-]+)` ", text, re.MULTILINE)
    assert described == ["slug", "name", "tagline", "phase", "phase_since", "product", "x-phases"]
    for word in ("rôle", "accueille", "recherché", "recruté", "ministère", "promotion"):
        assert word not in text + licence


def test_of_what_has_a_name_alone_it_says_how_many_there_are(eig: Eig, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("challenges: [{slug: a, name: A}]")
    eig("export", "-d", "mine.yaml", "-f", "datapackage", "-o", "x")
    package = json.loads((tmp_path / "x" / "datapackage.json").read_text("utf-8"))
    assert package["description"] == "1 défi."


def test_it_says_first_what_the_programmes_are_in_french() -> None:
    programmes = (
        Programme(name="P", promotion="1", description="Un *essai*.", description_english="A try."),
        Programme(name="P", promotion="2", description="Un *essai*."),
        Programme(name="Q", promotion="3", description="Autre."),
    )
    of = dataset_of(challenge(), programmes=programmes)
    assert described(of)["description"].startswith("Un *essai*. Autre. 1 défi. De chacun")
    assert "\n\nUn \\*essai\\*. Autre. 1 défi. De chacun" in files(of)["LISEZMOI.md"]


def test_data_that_is_not_ours_has_no_licence_or_place_of_ours() -> None:
    of = dataset_of(challenge(), skills=())
    package = described(of)
    assert (package["title"], package["name"]) == ("Défis", "defis")
    assert package["description"].startswith("1 défi. ")
    assert described(dataset_of(challenge(), challenge("b")))["description"].startswith("2 défis. ")
    unknown = {"contributors", "keywords", "licenses", "version", "sources", "temporal", "spatial"}
    assert not unknown & set(package)
    read_me = files(of)["LISEZMOI.md"]
    assert not re.findall("Version|Jusqu’où|licence|## Les sources", read_me)


def test_a_dataset_of_ones_own_is_told_from_that_of_eigcli(eig: Eig, tmp_path: Path) -> None:
    eig("export", "--format", "yaml", "--output", "mine.yaml")
    for arguments, ours in (([], True), (["--data", "mine.yaml"], False)):
        eig("export", "--format", "datapackage", "--output", "x", "--force", *arguments)
        read_me = (tmp_path / "x" / "LISEZMOI.md").read_text("utf-8")
        assert ("## Jusqu’où s’y fier" in read_me) == ours


def test_a_package_of_some_defis_is_called_otherwise_and_has_only_what_is_theirs(
    eig: Eig, tmp_path: Path
) -> None:
    command = ["export", "-p", "all", "-f", "datapackage", "-o"]
    eig(*command, "some", "-m", "intérieur", "-s", "designer")
    eig(*command, "all")
    some, every = (
        json.loads((tmp_path / name / "datapackage.json").read_text("utf-8"))
        for name in ("some", "all")
    )
    assert some["title"].endswith("promotions 2, 3, dig, 4 et 5\u00a0: designer, Intérieur")
    assert some["name"].endswith("-designer-interieur")
    assert every["temporal"]["end"] > some["temporal"]["end"]


@pytest.mark.parametrize(
    ("stated", "names", "read_me"),
    [
        (["etalab-2.0"], ["etalab-2.0"], OPEN_LICENCE_LINK),
        (
            ["licence ouverte 2.0", "Mine", "etalab-2.0"],
            ["etalab-2.0", "Mine"],
            f"{OPEN_LICENCE_LINK} et Mine",
        ),
        # It begins no quotation or list, and has a name that the profile allows.
        (["> x"], ["-x"], "> x"),
        (["1. CC BY 4.0"], ["1.-CC-BY-4.0"], "1. CC BY 4.0"),
        (["Libre été"], ["Libre-t-"], "Libre été"),
        # Where one states none, the licences of the others are not its own.
        (["Mine", None], [], None),
    ],
)
def test_the_licences_are_those_that_all_programmes_state(
    stated: list[str | None], names: list[str], read_me: str | None
) -> None:
    of = of_calls(*({"licence": licence} for licence in stated))
    assert [licence["name"] for licence in described(of).get("licenses", [])] == names
    text = f"\n## La licence\n\nCes données sont publiées sous {read_me}.\n"
    assert (text in files(of)["LISEZMOI.md"]) == bool(read_me)


@pytest.mark.parametrize(
    ("promotions", "title"),
    [
        ({None: "P"}, "Défis du programme P"),
        ({"1": "P", "dig": "P"}, "Défis du programme P, promotions 1 et dig"),
        ({"1": "P", "2": "Q", "3": "P"}, "Défis des programmes P et Q, promotions 1, 2 et 3"),
    ],
)
def test_the_title_names_each_programme_and_promotion_once(
    promotions: dict[str | None, str], title: str
) -> None:
    of = of_calls(*({"name": name, "promotion": code} for code, name in promotions.items()))
    assert described(of)["title"] == title


@pytest.mark.parametrize(
    ("calls", "period"),
    [
        ([{"start": "2018-01", "months": 10}], "2018-01 2018-10"),
        ([{"start": "2018-11-05", "months": 3}], "2018-11-05 2019-01"),
        ([{"start": "2018-12", "months": 1}], "2018-12 2018-12"),
        ([{"start": "2018", "months": 10}], "2018 2018"),
        ([{"start": "2018-01", "ends": "2018-09-30", "months": 10}], "2018-01 2018-09-30"),
        ([{"opens": "2018-02-01T08:00", "closes": "2018-03-01T17:00"}, {"start": "2017"}], "2017 2018-03-01"),
        ([{"start": "2018", "calls": (Period(opens="2017-05"), Period(closes="2018-04"))}], "2017-05 2018-04"),
    ],
)  # fmt: skip
def test_the_time_is_from_the_first_call_or_start_to_the_last_end(
    calls: list[dict[str, Any]], period: str
) -> None:
    assert " ".join(described(of_calls(*calls))["temporal"].values()) == period


@pytest.mark.parametrize(
    ("dates", "version"),
    [([], None), ([None], None), (["2018", None, "2019-05-04T10:00", "2019-05"], "2019-05-04")],
)
def test_the_version_is_the_newest_date_of_a_source_that_is_cited(
    dates: list[str | None], version: str | None
) -> None:
    sources = tuple(Source(key=f"k{n}", title="T", date=date) for n, date in enumerate(dates))
    unused = Source(key="unused", title="T", date="2030")
    of = dataset_of(challenge(sources=tuple(map(cited, sources))), sources=(*sources, unused))
    assert described(of).get("version") == version
    ours = described(of, bundled=True)["version"]
    assert ours == (f"{__version__}+{version}" if version else __version__)


# What is to be read first


def test_the_text_describes_every_file_and_column_and_how_sure_it_is(
    all_promotions: Dataset,
) -> None:
    read_me = files(all_promotions, bundled=True)["LISEZMOI.md"]
    assert read_me.startswith("# Défis des programmes ")
    assert f"\nVersion {__version__}+{bundled_date()}.\n" in read_me
    rows = [line.split(" | ") for line in read_me.splitlines() if line.startswith("| `")]
    names = [field["name"] for field in csv_schema(all_promotions)["fields"]]
    assert [row[0] for row in rows[4 : -len(TABLES)]] == [f"| `{name}`" for name in names]
    assert "Ces colonnes sont vides" not in read_me
    assert [row[0] for row in rows[-len(TABLES) :]] == [f"| `{name}`" for name in TABLES]
    assert rows[-len(TABLES)][1:] == [
        "Personnes",
        "`challenge` (de `defis.csv`), `role` (de `roles.csv`), `sought`, `recruited` |",
    ]
    assert {row[0] for row in rows[:4]} == {f"| `{name}`" for name in NAMES if name != NAMES[0]}
    types = {row[0]: row[2] for row in rows[4 : -len(TABLES)]}
    assert types["| `sought`"] == "nombre entier"
    assert types["| `basis`"] == "`stated`, `inferred` ou `selected`"
    assert types["| `themes`"] == types["| `departments`"] == "textes"
    assert types["| `skills`"] == "textes, de `roles.csv`"
    assert types["| `promotion`"] == "texte, de `promotions.csv`"
    assert types["| `note`"] == "texte"
    assert "(`recruited`, `recruited_total`)" in read_me
    assert read_me.endswith("\n- `eigcli`\u00a0: Rédigé pour ce jeu de données\n")
    # What is said of columns is said of columns that there are.
    whole, tables, end = re.split(r"## Les autres tables|## Jusqu’où", read_me)
    assert "people.csv" in tables
    assert set(re.findall(r"`([a-z_]+)`", whole + end)) <= {
        *names,
        *("stated", "inferred", "selected", "programme", "host", *PHASES),
        *(source.key for source in all_promotions.sources),
    }


def test_the_text_says_of_each_column_what_it_is_called_and_shows_an_example() -> None:
    of = dataset_of(FULL, programmes=(FULL_CALL,), sources=(BOOK, REPORT))
    read_me = files(of)["LISEZMOI.md"]
    assert f"\n\n{described(of)['description']}\n\nVersion 2017-09.\n" in read_me
    head = "| colonne | intitulé | type | ce qu’elle dit | exemple |\n| --- | --- | --- | --- | --- |\n"
    slug = (
        "| `slug` | Identifiant | texte | identifiant, pour les commandes et les adresses | a |\n"
    )
    assert head + slug in read_me
    for row in (
        "| `page` | Page | texte | page du défi sur le site du programme | <https://example.org/> |",
        "| `techniques` | Techniques | textes | ce avec quoi il est fait | Four |",
    ):
        assert f"\n{row}\n" in read_me
    # Nobody counted the bakers.
    assert "\nCes colonnes sont vides\u00a0: `sought`.\n" in read_me
    assert read_me.endswith(
        "\n\n- `k`\u00a0: Livre, Éditeur, 2017-09, <https://example.org/l>\n- `r`\u00a0: Rapport\n"
    )


def test_what_the_data_says_is_never_markup() -> None:
    source = Source(key="k", title="*T*")
    of = dataset_of(
        challenge(themes=("[x](y)|z",), sources=(cited(source),)),
        sources=(source,),
        programmes=(Programme(name="<P>\n`q`", licence="[x](y)"),),
    )
    read_me = files(of)["LISEZMOI.md"]
    assert read_me.startswith("# Défis du programme \\<P>&#10;\\`q\\`\n")
    assert "| \\[x](y)\\\\\\|z |\n" in read_me
    assert "sous \\[x](y).\n" in read_me
    assert "\n- `k`\u00a0: \\*T\\*\n" in read_me


def test_the_french_is_set_as_french_is() -> None:
    """With no-break spaces before `: ; ? ! »` and after `«`, and typographic apostrophes."""
    folder = Path(datapackage.__file__).parent
    texts = [path.read_text("utf-8") for path in folder.glob("lisezmoi*.md")]
    prose = re.sub(r"`[^`\n]*`|\([^ )]*\)|#.*", "", "\n".join(texts))
    assert len(texts) == 2
    assert re.findall(r".{9} [:;?!»]|« .{9}|[a-zà-ÿ]'[a-zà-ÿ]", prose) == []


# Where it is not written


def test_an_existing_package_is_replaced_by_force_only(eig: Eig, tmp_path: Path) -> None:
    arguments = ["export", "--format", "datapackage", "--output", "paquet"]
    for more, code, lines in (([], 0, 14), (["-n", "1"], 1, 14), (["-n", "1", "--force"], 0, 2)):
        assert eig(*arguments, *more).returncode == code
        assert (tmp_path / "paquet" / "defis.csv").read_text("utf-8").count("\n") == lines
