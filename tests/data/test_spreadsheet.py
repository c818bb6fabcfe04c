"""A dataset that is made from a spreadsheet."""

import csv
from pathlib import Path
from typing import Any

import pytest
import yaml
from build import slugs
from conftest import Eig

from eigcli.data.kinds import fields_of
from eigcli.data.loading import File, bundled, check, read_files
from eigcli.data.model import Challenge, Dataset
from eigcli.data.spreadsheet import dataset_text, free
from eigcli.errors import DatasetError, EigError
from eigcli.messages import in_language, use_language

# As somebody in a ministry keeps them: a title, a row for each project, and columns of their own.
PROJECTS = """\
Projets 2026;;;;;;;;;;
;;;;;;;;;;
Nom;Ministère;Service;Ville;Thèmes;Description;Développeurs;Nb de designers;Phase;Phase depuis;Budget (€)
Lab Santé;Ministères sociaux;DREES;Paris;Santé;Ouvrir les données de santé;2;1;En construction;2025-03;120 000
Écoutes;Culture;;Lyon;"Culture ; Langue";Écouter l’archive;1;;;;80 000
Cœur;Intérieur;DGGN;Rosny-sous-Bois;;« Déjà vu » : oui;1;1;Arrêté;15 janvier 2024;45 500,5
Fisc +;Économie;"DGFiP
DGDDI";Paris;Impôts;;3;0;;;
P5;Justice;;Paris;;;;;;;
P6;Justice;;Paris;;;;1;;;
P7;Justice;;Paris;;;1;;;;
P8;Justice;;Paris;;;1;;;;
P9;Justice;;Paris;;;1;;;;
P10;Justice;;Paris;;;1;;;;
P11;Justice;;Paris;;;1;;;;
P12;Justice;;Paris;;;1;;;;
P13;Justice;;Paris;;;1;;;;
P14;Justice;;Paris;;;1;;;;
P15;Justice;;Paris;;;1;;;;
P16;Justice;;Paris;;;1;;;;
P17;Justice;;Paris;;;1;;;;
P18;Justice;;Paris;;;1;;;;
P19;"Armées ; Justice";"Marine ; Greffe";"Brest ; Toulon";;;1;;;;1 200
P19;Justice;;Paris;;;1;;;;
"""


def read(text: str | bytes) -> Dataset:
    """Return the dataset that is made from a spreadsheet."""
    content = text if isinstance(text, bytes) else text.encode()
    made, _told = dataset_text(File("projets.csv", content))
    return read_files([File("defis.yaml", made.encode())])


def mistakes(text: str | bytes) -> list[str]:
    """Return the problems of a spreadsheet."""
    with pytest.raises(DatasetError) as caught:
        read(text)
    return str(caught.value).splitlines()


def written(text: str, file: str = "projets.csv") -> dict[str, Any]:
    """Return the dataset that is written for a spreadsheet, as any program reads it."""
    return dict(yaml.safe_load(dataset_text(File(file, text.encode()))[0]))


def messages(text: str, name: str = "") -> list[str]:
    """Return the messages on a spreadsheet that stand below the table of its headings."""
    told = dataset_text(File("projets.csv", text.encode()), name)[1]
    return [message for message in told if " -> " not in message]


def people(one: Challenge) -> list[str]:
    """Return the people of a challenge, as texts."""
    return list(map(str, one.people))


def hosts(one: Challenge) -> list[str]:
    """Return the hosts of a challenge, as texts."""
    return list(map(str, one.hosts))


def test_projects_of_a_ministry_become_a_dataset_without_problems(eig: Eig, tmp_path: Path) -> None:
    (tmp_path / "projets.csv").write_bytes(PROJECTS.encode("cp1252"))
    assert eig("init", "--from", "projets.csv").returncode == 0
    dataset, found = check([str(tmp_path / "projects.yaml")])
    assert found == []
    assert dataset
    assert len(dataset.challenges) == 20
    health, culture, heart, tax, first, *_others, navy, last = dataset
    assert health.slug == "lab-sante"
    assert health.tagline == "Ouvrir les données de santé"
    assert health.phase == "construction"
    assert health.phase_since == "2025-03"
    assert people(health) == ["developer 2/?", "designer 1/?"]
    assert hosts(health) == ["Ministères sociaux, DREES"]
    assert culture.slug == "ecoutes"
    assert culture.themes == ("Culture", "Langue")
    assert culture.towns == ("Lyon",)
    assert heart.tagline == "« Déjà vu » : oui"
    assert heart.phase == "stopped"
    assert heart.phase_since == "2024-01-15"
    assert hosts(tax) == ["Économie, DGFiP", "Économie, DGDDI"]
    assert people(tax) == ["developer 3/?"]
    assert not first.people
    assert first.tagline is None
    assert first.phase is None
    assert first.own == ()
    assert hosts(navy) == ["Armées, Marine", "Justice, Greffe"]
    assert navy.slug == "p19"
    assert last.slug == "p19-2"
    budgets = [one.own_keys.get("x-budget") for one in (health, heart, navy, last)]
    assert budgets == [120_000, 45_500.5, 1200, None]


def test_what_each_heading_stands_for_is_written_and_told() -> None:
    table = (
        "Nom;Direction;Région;Développeurs;Développeurs recrutés;Chef·fe·s de bureau\n"
        "A;D;Bretagne;1;1;Z\n"
    )
    use_language("fr")
    text, told = dataset_text(File("projets.csv", table.encode()))
    use_language("en")
    assert text.startswith(
        "# Source\xa0: projets.csv. columns\xa0: clé de chaque en-tête\u202f; x- signale une clé libre.\n"
    )
    assert yaml.safe_load(text)["columns"] == {
        "Nom": "name",
        "Direction": "ministry",
        "Région": "x-region",
        "Développeurs": "seeks developer",
        "Développeurs recrutés": "x-developpeurs-recrutes",
        "Chef·fe·s de bureau": "x-chef-fe-s-de-bureau",
    }
    assert told[:2] == ["Nom                   -> name", "Direction             -> ministry"]


KEPT = fields_of(Challenge).keys() - {"figures", "links", "sources"}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("form", ["csv", "excel"])
def test_an_exported_csv_is_read_again(eig: Eig, form: str, language: str) -> None:
    """All except figures, links and sources, of which cells hold only a part: they stay texts."""
    exported = eig("export", "-p", "all", "--format", form, "--lang", language)
    both = zip(bundled().dataset, read(exported.stdout), strict=True)
    for challenge, again in both:
        for name in KEPT:
            before = getattr(challenge, name)
            after = getattr(again, name)
            assert after == before, name
        assert again.own_keys.keys() & {"x-sources", "x-source"}


@pytest.mark.parametrize(
    "content",
    [
        "nom,VILLE\nÉtat,Besançon\n".encode("cp1252"),
        b"\xef\xbb\xbf" + "Name;Towns\r\nÉtat;Besançon\r\n".encode(),
        'Projet\t"Lieu"\nÉtat\t"Besançon"\n'.encode("utf-16"),
        "sep=;\nNOM ;Villes :\n État ;Besançon\n;\n".encode(),
    ],
)
def test_any_encoding_and_separator_is_read(content: bytes) -> None:
    [challenge] = read(content).challenges
    assert challenge.slug == "etat"
    assert challenge.name == "État"
    assert challenge.towns == ("Besançon",)


@pytest.mark.parametrize(
    ("heading", "cell", "people"),
    [
        ("developer", "2", [("developer", 2, None)]),
        ("Développeur·euse·s", "2.0", [("developer", 2, None)]),
        ("Nombre de data scientists", "1 000", [("data-scientist", 1000, None)]),
        (
            "Profils recherchés",
            "2 développeurs\ndesigner",
            [("developer", 2, None), ("designer", None, None)],
        ),
        ("Seeks", "2 cook", [("cook", 2, None)]),
        (
            "Profils",
            "2 développeurs, designer et juriste",
            [("developer", 2, None), ("designer", None, None), ("lawyer", None, None)],
        ),
    ],
)
def test_people_are_counted_by_a_heading_or_in_a_cell(
    heading: str, cell: str, people: list[tuple[str, int | None, int | None]]
) -> None:
    [challenge] = read(f'Nom;"{heading}"\nA;"{cell}"\n').challenges
    assert [(p.role.code, p.sought, p.recruited) for p in challenge.people] == people


def test_values_between_bars_are_split_as_in_exports() -> None:
    [one] = read("Nom;Thème;Ville\nA;Santé | Mer\\|air|b\\\\|c;Brest, Brest\\|Nord|Lyon\n")
    assert one.themes == ("Santé", "Mer|air", "b\\", "c")
    assert one.towns == ("Brest, Brest|Nord", "Lyon")


def test_subjects_are_read_by_their_names_and_others_kept() -> None:
    [one] = read("Nom;Sujet\nA;Santé|Open data\n")
    assert [subject.code for subject in one.subjects] == ["health", "data"]
    one, other = read("Nom;Sujet\nA;Santé\nB;Santé|Vélos\n")
    assert [c.own_keys for c in (one, other)] == [
        {"x-sujet": "Santé"},
        {"x-sujet": ("Santé", "Vélos")},
    ]


def test_a_number_of_people_without_roles_is_kept() -> None:
    [one] = read("Nom;People sought\nA;3\n")
    assert one.own_keys == {"x-people-sought": 3}
    [one] = read("Nom;Designers;People sought\nA;2;2\n")
    assert one.sought == 2
    assert one.own_keys == {"x-people-sought": 2}


def test_a_cell_below_a_role_that_is_no_number_is_kept_as_an_own_key() -> None:
    [one, other, third, fourth] = read("Nom;Designers\nA;2\nB;2 à 3\nC;aucun\nD;FALSE\n")
    assert one.sought == 2
    assert other.own_keys == {"x-designers": "2 à 3"}
    assert other.people == ()
    assert third.people == ()
    assert fourth.people == ()
    assert fourth.own_keys == {"x-designers": "FALSE"}


def test_a_zero_before_a_role_means_nobody() -> None:
    [one] = read('Nom;Profils\nA;"0 développeur, 1 designer"\n')
    assert [str(people) for people in one.people] == ["designer 1/?"]


def test_a_cohort_is_a_promotion_and_a_project_number_is_not_a_name() -> None:
    table = "Project #,Project,Cohort\n1,A,spring-2022\n1,B,fall-2022\n"
    assert [(c.number, c.name, c.promotion) for c in read(table)] == [
        (1, "A", "spring-2022"),
        (1, "B", "fall-2022"),
    ]


def test_columns_implied_by_others_have_no_key() -> None:
    table = "slug,name,regions,towns\na,A,Bretagne,Brest\n"
    assert written(table)["columns"] == {
        "slug": "slug",
        "name": "name",
        "regions": "-",
        "towns": "towns",
    }
    assert "Bretagne" not in str(written(table))
    table = table.replace("slug", "Slug").replace("regions", "Region")  # as spreadsheets have them
    assert "Bretagne" not in str(written(table))


def test_a_column_of_recruits_of_a_role_is_kept_as_an_own_key() -> None:
    [one] = read("Nom;Devs;Devs recrutés\nA;2;1\n")
    assert [str(p) for p in one.people] == ["developer 2/?"]
    assert one.own_keys == {"x-devs-recrutes": 1}


def test_a_role_may_end_in_x_before_a_number_and_months_have_any_case() -> None:
    one, other = read("Nom;Profils;Durée\nA;dev ux 2;3 Mois\nB;designer x2;10\u00a0mois\n")
    assert [str(p) for p in one.people] == ["dev-ux-2 ?/?"]
    assert one.months == 3
    assert [str(p) for p in other.people] == ["designer 2/?"]
    assert other.months == 10


def test_hosts_may_have_a_semicolon_at_the_end() -> None:
    [one] = read('Nom;Ministère;Service\nA;"M;";D\n')
    assert one.ministries == ("M",)
    assert one.departments == ("D",)


def test_a_number_alone_is_no_role() -> None:
    found = read("Nom;Profils\nA;3\nB;2 designers\n").challenges
    assert [(one.own_keys, one.sought) for one in found] == [({"x-profils": 3}, None), ({}, 2)]


def test_own_headings_are_listed_and_a_check_of_csv_suggests_init(eig: Eig, tmp_path: Path) -> None:
    (tmp_path / "projets.csv").write_text("Projet;Budget\nAtlas;12\n")
    told = eig("init", "--from", "projets.csv").stderr
    assert told.startswith(
        "eig: Projet -> name\neig: Budget -> x-budget\neig: wrote 'projects.yaml'"
    )
    for text in ("Nom;Ville\nA;Lyon\n", '"Projet";"a"\n"b";"c"\n'):
        (tmp_path / "wrong.csv").write_text(text)
        assert "eig init --from wrong.csv" in eig("check", "wrong.csv").stdout


def test_states_are_read_in_everyday_words_or_kept_as_they_are() -> None:
    words = (
        "Abandonné",
        "À l’arrêt",
        "en service",
        "Transféré",
        "À l’essai",
        "Sans produit",
        "Inconnu",
        "",
    )
    rows = [f"P{number};{word}\n" for number, word in enumerate(words)]
    table = "Nom;État d’avancement\n" + "".join(rows)
    assert [challenge.state for challenge in read(table)] == [
        *("ended", "ended", "in-use", "handed-over", "on-trial", "no-product", None, None)
    ]
    [states] = messages(table)
    assert states.startswith("states, as understood: Abandonné = ended, À l’arrêt = ended, ")
    assert messages("Nom;Statut\nA;ended\n") == []


def test_a_column_with_other_words_for_states_stays_whole_until_its_author_says_what_they_mean(
    eig: Eig, tmp_path: Path
) -> None:
    (tmp_path / "p.csv").write_text("Projekt;Status\nA;Laufend\nB;abgeschlossen\nC;\n")
    assert eig("init", "--from", "p.csv").returncode == 0
    file = tmp_path / "projects.yaml"
    text = file.read_text("utf-8")
    assert "\nstates:\n  Laufend: in-use\n  abgeschlossen: '?'\n" in text
    dataset, [problem] = check([str(file)])
    assert dataset
    assert [(c.state, c.own_keys) for c in dataset] == [
        ("in-use", {"x-status": "Laufend"}),
        (None, {"x-status": "abgeschlossen"}),
        (None, {}),
    ]
    assert str(problem).endswith(
        "projects.yaml:10:3: warning: say which state 'abgeschlossen' means in place of ?:"
        " in-use, handed-over, on-trial, ended, no-product"
    )
    file.write_text(text.replace("'?'", "ended"), "utf-8")
    dataset, found = check([str(file)])
    assert dataset
    assert [c.state for c in dataset] == ["in-use", "ended", None]
    assert found == []


def test_a_state_of_a_country_is_no_state_of_a_project() -> None:
    assert "states" not in written("Name,State\nA,New York\nB,Ohio\n")
    assert written("Name,State\nA,Live\nB,Ohio\n")["states"] == {"Live": "in-use", "Ohio": "?"}


def test_towns_are_split_at_commas_and_own_roles_keep_their_words() -> None:
    text = "Nom du projet;Ville;Profils\r\nA;Nantes, Lyon;designer (x2) + chargé de déploiement\r\n"
    with in_language("fr"):
        whole = read(text)
    assert whole["a"].towns == ("Nantes", "Lyon")
    for typed in ("Nantes et Lyon", "Nantes / Lyon", "Nantes ; Lyon"):
        assert read(f"Nom;Ville\nA;{typed!r}\n".replace("'", '"'))["a"].towns == ("Nantes", "Lyon")
    assert [(people.role.code, people.sought) for people in whole["a"].people] == [
        *(("designer", 2), ("charge-de-deploiement", None))
    ]
    assert whole.skills[0].french == "chargé de déploiement"
    assert read(text).skills[0].english == "chargé de déploiement"


def test_unknown_headings_become_own_keys() -> None:
    table = "Projet;Nom;x-Note;Note (2);Impact;;Ville;Villes\nP;A;01;3,5;fort;z;Lyon;Paris\n"
    [challenge] = read(table)
    assert challenge.name == "P"
    assert challenge.towns == ("Lyon",)
    assert challenge.own_keys == {
        "x-nom": "A",
        "x-note": "01",
        "x-note-2": 3.5,
        "x-impact": "fort",
        "x-6": "z",
        "x-villes": "Paris",
    }


def test_possible_slips_are_reported_and_the_dataset_is_made() -> None:
    table = "Nom;Ville;Profils;Budget\nA;Paris;2 dévelopeurs\nB;paris;designer;10\n"
    assert "dévelopeurs" in str(written(table))
    assert messages(table) == [
        "projets.csv:3:2: warning: 'Ville': 'paris' differs from 'Paris' only by case, in projets.csv:2",
        "new roles: dévelopeurs",
    ]


def test_a_cell_that_cannot_be_read_is_a_text_with_a_warning_at_its_row() -> None:
    table = (
        "Nom;Numéro;Profils;Designers;Ville\n"
        "A;1;2 développeurs, 1 dev;3;Paris\n"
        "\n"
        "B;1;日本;2 à 3;PARIS\n"
        "C;2;1 juriste;;\n"
    )
    one, other, _last = read(table)
    assert [str(people) for people in one.people] == ["designer 3/?"]
    assert one.own_keys == {"x-profils": "2 développeurs, 1 dev"}
    assert other.own_keys == {"x-numero": 1, "x-profils": "日本", "x-designers": "2 à 3"}
    kept = "expected another value: it is kept as a text"
    assert messages(table) == [
        f"projets.csv:2:3: warning: 'Profils': {kept}",
        "projets.csv:4:2: warning: 'Numéro': the number '1' is also in projets.csv:2",
        f"projets.csv:4:3: warning: 'Profils': {kept}",
        f"projets.csv:4:4: warning: 'Designers': {kept}",
        "projets.csv:4:5: warning: 'Ville': 'PARIS' differs from 'Paris' only by case, in projets.csv:2",
    ]


def test_a_doubled_bar_is_a_text() -> None:
    one, other = read("Name,Bureau,Host\nA,X||Y,STE||AR Group\nB,C|D,M||N|O\n")
    assert [str(host) for host in one.hosts] == ["STE||AR Group, X||Y"]
    assert [str(host) for host in other.hosts] == ["M||N, C", "O, D"]


def test_blanks_around_bars_do_not_count() -> None:
    one, other = read("Name,Ministry,Department,Own\nA,X | Y,C | D,a | | b\nB,X|Y,C\\|D|,e\n")
    assert [host.department for host in one.hosts] == ["C", "D"]
    assert one.own_keys == {"x-own": ("a", "b")}
    assert [host.department for host in other.hosts] == ["C|D", None]


def test_a_cell_that_does_not_fit_its_key_is_kept_as_an_own_key() -> None:
    table = (
        "Nom;Phase depuis;Date de l’état;Développeurs;Site;Mois;En chiffres\n"
        "A;05/01/2018;30 février 2018;1234567890;www.x.fr;environ 8;beaucoup\n"
    )
    [challenge] = read(table).challenges
    assert challenge.own_keys == {
        "x-phase-depuis": "05/01/2018",
        "x-date-de-l-etat": "30 février 2018",
        "x-developpeurs": 1234567890,
        "x-site": "www.x.fr",
        "x-mois": "environ 8",
        "x-en-chiffres": "beaucoup",
    }


@pytest.mark.parametrize(
    ("table", "wrong"),
    [
        (
            "",
            "1:1: expected headings, with one such as Name (or --name HEADING), then a row for each challenge. Headings found: none.",
        ),
        (
            "Nom;Ville\n;\n",
            "1:1: expected headings, with one such as Name (or --name HEADING), then a row for each challenge. Headings found: Nom, Ville.",
        ),
        (
            "Note;Année\n1;2018\n2;2018\n",
            "1:1: expected headings, with one such as Name (or --name HEADING), then a row for each challenge. Headings found: Note, Année.",
        ),
        (
            'Nom;Note\nA;x\nB;"y\nC;z\n',
            "3:1: a quotation mark in this row is not closed, or not doubled within a cell",
        ),
        (
            'Nom;Note\nA;"x"y\n',
            "2:1: a quotation mark in this row is not closed, or not doubled within a cell",
        ),
    ],
)
def test_a_file_that_is_no_table_of_projects_is_refused(table: str, wrong: str) -> None:
    assert mistakes(table) == [f"projets.csv:{wrong}"]


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0"])
def test_a_workbook_is_refused(content: bytes) -> None:
    with pytest.raises(EigError) as caught:
        dataset_text(File("p.xlsx", content))
    wrong = "'p.xlsx' is a workbook: save it as CSV in your spreadsheet program"
    assert str(caught.value) == wrong


def test_init_from_a_csv_writes_where_asked_and_never_over_a_file(eig: Eig, tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("Nom\nA\n", "utf-8")
    assert eig("init", "--from", "p.csv", "-").stdout.endswith("- slug: a\n  name: A\n")
    assert eig("init", "--from", "p.csv", "p.csv").returncode == 1
    assert (tmp_path / "p.csv").read_text("utf-8") == "Nom\nA\n"
    missing = eig("init", "--from", "nope.csv")
    assert missing.returncode == 1
    assert missing.stderr == "eig: cannot read 'nope.csv': no such file or directory\n"


def test_a_cell_and_a_heading_may_be_long() -> None:
    [challenge] = read(f"Nom;Note;{'y' * 2000}\nA;{'x' * 32_767};1\n").challenges
    assert challenge.note == "x" * 32_767  # Excel has no longer cells
    assert challenge.own_keys == {f"x-{'y' * 58}": 1}


def test_reading_a_short_table_leaves_long_cells_to_other_readers() -> None:
    read("Nom\nA\n")
    assert next(csv.reader(["x" * 1000])) == ["x" * 1000]


def test_a_department_without_a_ministry_is_the_host() -> None:
    [other] = read("Nom,Ministère,Service\nA,;,DREES\n").challenges
    [challenge] = read("Nom;Service\nA;DREES\n").challenges
    assert other.hosts == challenge.hosts
    assert [(host.ministry, host.department) for host in challenge.hosts] == [("DREES", None)]


@pytest.mark.parametrize(
    ("table", "people"),
    [
        # An empty cell below a role says nothing; a role that a list leaves out has nobody.
        ("Nom;Designers recherchés;Data scientists;Développeurs\nA;1;;2\n", ["1/?", "2/?"]),
        ("Nom;Profils;Recruited\nA;designer, 2 dev;1 dev\n", ["?/0", "2/1"]),
        ("Nom;Designers;Développeurs\nA;0;1\n", ["1/?"]),
        ("Nom;Profils;Développeurs\nA;designer;1\n", ["?/?", "1/?"]),
        # A mark says that a role is sought, not how many people.
        ("Nom;Développeur;Designer;Data scientist\nA;X;1;non\n", ["?/?", "1/?"]),
        ("Nom;Profils\nA;2 x dev & designer x2\n", ["2/?", "2/?"]),
    ],
)
def test_numbers_of_people_are_known_if_cells_state_them(table: str, people: list[str]) -> None:
    [challenge] = read(table).challenges
    assert [str(one).split()[1] for one in challenge.people] == people


def test_changed_values_and_rows_left_out_are_listed() -> None:
    table = (
        "Nom;Statut;Profils;Personnes;Thèmes\nA;En production;deux devs;3;Santé\n"
        "B;;;;Mer\nSous-total DGPR;;;3;\nTotal général :;;;3;\nMoyenne;;;2;\n"
        "* DNUM;;;;\n"
    )
    assert "otal" not in str(written(table)["challenges"])
    assert messages(table) == [
        "states, as understood: En production = in-use",
        "rows left out (not a challenge): Sous-total DGPR; 3, Total général :; 3, Moyenne; 2, * DNUM",
        "new roles: deux devs",
    ]


def test_rows_without_a_name_are_listed() -> None:
    table = "Réf;Nom;Ville\n1;A;Lyon\n;;\nSource : le SGAR;;\n"
    assert messages(table) == ["rows left out (not a challenge): Source : le SGAR"]
    assert "SGAR" not in str(written(table))


@pytest.mark.parametrize(
    "heading",
    [
        *("Nom du défi", "nom_defi", "INTITULÉ DU PROJET", "Challenge title", "Nom produit"),
        *("Use case", "Use Case Name", "2_use_case_name", "Solution", "Product name", "Startup"),
        *("Projekt", "Organization", "Grant title", "Produit"),
    ],
)
def test_the_column_of_names_may_have_many_headings(heading: str) -> None:
    assert [one.name for one in read(f"Réf;{heading}\n1;Atlas\n").challenges] == ["Atlas"]


def test_an_organization_is_the_host_where_another_column_has_names() -> None:
    [one] = read("Organization,Project\nMuseum,Atlas\n")
    assert one.name == "Atlas"
    assert one.ministries == ("Museum",)


def test_the_column_of_names_is_the_one_that_is_said_or_the_first_whose_texts_differ() -> None:
    table = "Id;Bereich;Was;Wo\nA-1;Wald;Eule;Bonn\nA-2;Wald;Uhu;Köln\n"
    assert [one.name for one in read(table)] == ["Eule", "Uhu"]
    assert messages(table) == [
        "taken for the names, since all are different (--name says another): Was"
    ]
    assert messages(table, "wo") == []
    file = File("p.csv", table.encode())
    assert "- slug: bonn\n" in dataset_text(file, "wo")[0]
    with pytest.raises(DatasetError) as caught:
        dataset_text(file, "Name")
    assert str(caught.value) == (
        "p.csv:1:1: no column is called 'Name'. Headings found: Id, Bereich, Was, Wo."
    )


def test_name_goes_with_from(eig: Eig) -> None:
    for option in ("--name", "--update"):
        result = eig("init", option, "x")
        told = "eig: --name and --update go with --from\n"
        assert result.returncode == 2
        assert result.stderr == told


def test_people_of_a_team_are_recruited_and_their_names_are_no_roles() -> None:
    [one] = read("Name,Contributors\nA,10\n")
    assert people(one) == ["contributor ?/10"]
    one, other = read("Name,Team\nA,2 developers\nB,designer\n")
    assert people(one) == ["developer ?/2"]
    assert people(other) == ["designer ?/?"]
    [one] = read('Name,Team\nA,"Ada, Grace"\n')
    assert people(one) == []
    assert one.own_keys == {"x-team": "Ada, Grace"}


def test_a_department_stands_above_its_agencies() -> None:
    table = "Name,Agency,Department\nA,Customs,Homeland\nB,Guard,Homeland\nC,Parks,Interior\n"
    assert [str(c.hosts[0]) for c in read(table)] == [
        *("Homeland, Customs", "Homeland, Guard", "Interior, Parks")
    ]
    table = "Name,Agency,Department\nA,Customs,Law\nB,Customs,Data\nC,Parks,Law\n"
    assert str(next(iter(read(table))).hosts[0]) == "Customs, Law"
    table = "Name,Agency,Department\nA,Customs,Law\nB,,Law\nC,Guard,Law\n"
    assert [str(c.hosts[0]) for c in read(table)] == ["Law, Customs", "Law", "Law, Guard"]
    table = "Name,Agency,Service\nA,Customs,Law\nB,Guard,Law\n"
    assert str(next(iter(read(table))).hosts[0]) == "Customs, Law"


def test_the_programme_has_a_name_a_language_and_a_year() -> None:
    table = "Name,About\nOwls,The owls of the wood and of the river\n"
    assert written(table, "owls_2024.csv")["programme"] == {
        "name": "Owls 2024",
        "language": "en",
        "promotion": "2024",
    }
    assert written("Projekte 2023\n\nProjekt,Jahr,Info\nA,2023,Die Eule und der Uhu\n")[
        "programme"
    ] == {"name": "Projekte 2023", "language": "de"}
    assert written("Name\nX\n", "<stdin>")["programme"] == {"name": "Projects"}
    # A letter is a word of Spanish, and says nothing.
    assert "language" not in written("Name,Host\nA,X||Y\n")["programme"]


def test_headings_that_return_are_numbered_and_own_keys_are_short() -> None:
    table = "Name,Why?,Why?," + "Is it safe? " * 9 + "\nA,B,C,D\n"
    assert list(written(table)["columns"].values()) == [
        *("name", "x-why", "x-why-2"),
        "x-is-it-safe-is-it-safe-is-it-safe-is-it-safe-is-it-safe-is",
    ]


def test_a_slug_that_returns_in_another_call_has_this_call_at_its_end() -> None:
    table = "Name,Year\nDebian,2016\nDebian,2017\nDebian,2017\nFedora,2017\nÆ,2016\n日本,2016\n"
    found = read(table)
    assert " ".join(slugs(found)) == "debian debian-2017 debian-2 fedora ae project-7"
    same = {one.slug: one.same_product for one in found if one.same_product}
    assert same == {"debian-2017": "debian"}


def test_files_of_several_calls_combine(eig: Eig, tmp_path: Path) -> None:
    for year in (2023, 2024):
        (tmp_path / f"uses-{year}.csv").write_text("Use case\nChatbot\n")
        assert eig("init", "--from", f"uses-{year}.csv", f"{year}.yaml").returncode == 0
    both = ("--data", "2023.yaml", "--data", "2024.yaml")
    assert eig("check", *both).returncode == 0
    shown = eig("list", *both, "--columns", "slug,promotion,same_product", "--format", "csv").stdout
    assert shown.splitlines()[1:] == ["chatbot,2023,", "chatbot-2024,2024,chatbot"]
    # A slug that is taken in the same call, or by another challenge, is a mistake.
    (tmp_path / "2025.yaml").write_text(
        (tmp_path / "2024.yaml").read_text().replace("2024", "2023")
    )
    taken = eig("check", "--data", "2023.yaml", "--data", "2025.yaml")
    assert taken.stdout.startswith("2025.yaml:8:9: the slug 'chatbot' is also in 2023.yaml:8")


def test_a_slug_that_is_given_twice_is_numbered() -> None:
    assert slugs(read("Name,Slug\nA,a\nB,a\nA,\n")) == ["a", "a-2", "a-3"]


def test_headings_stand_below_a_title_and_need_one_for_names() -> None:
    for table in (
        "Projects 2024\nName,Town\nOwls,Brest\n",
        "\nName,Town\nOwls,Brest\n",
        "Name;Need 1;Need 2;Town\nOwls;developer;designer;Brest\n",
    ):
        [one] = read(table).challenges
        assert one.name == "Owls"
        assert one.towns == ("Brest",)


def test_placeholders_and_words_behind_a_number_are_left_out() -> None:
    [challenge] = read("Nom;Ville;Durée;Site;Phase;Budget\nA;-;10 mois;N/A;–;12 000 €\n").challenges
    assert challenge.towns == ()
    assert challenge.months == 10
    assert challenge.product is None
    assert challenge.own_keys == {"x-budget": 12000}
    for words, phases in (
        (("Operated", "Stopped"), ["operated", "stopped"]),
        (("Cadrage", "Stopped"), [None, None]),
    ):
        kept = read(f"Nom;Phase\nA;{words[0]}\nB;{words[1]}\n")
        assert [one.phase for one in kept] == phases


@pytest.mark.parametrize(
    "text",
    [
        "Name;Roles\nA;a" + " " * 300_000 + "b\n",
        "Name;Budget;Length (months)\nA;b" + " " * 300_000 + "c;1" + " " * 300_000 + "x\n",
        "Name\n" + "x" * 1_000_000 + "\n",
    ],
)
def test_a_long_cell_takes_no_longer_than_it_is_long(text: str) -> None:
    assert len(read(text).challenges) == 1


def test_names_that_many_rows_have_are_numbered_one_after_the_other() -> None:
    taken: dict[str, int] = {"a-3": 1}
    slugs = [free("a", taken) for _row in range(200_000)]
    assert slugs[:4] == ["a", "a-2", "a-4", "a-5"]
    assert free("a-2", taken) == "a-2-2"


def test_rows_of_one_name_are_counted_with_the_first() -> None:
    told = messages("Name,Year\nBike map,2023\nbike map,2023\nBike map,2024\nTrees,2024\n")
    assert told == [
        "rows with the name of another one: 1, such as 'bike map', which became bike-map-2"
    ]


def test_words_for_states_that_are_not_understood_are_told() -> None:
    told = messages("Name,Status\nA,Live\nB,Frozen\nC,Asleep\n")
    assert told == [
        "states not understood: 2, such as 'Frozen'; write under states: what each means"
    ]


def test_a_column_of_numbers_has_no_names() -> None:
    table = "Organization,Projects\nApache,3\nDebian,12\n"
    assert [one.name for one in read(table).challenges] == ["Apache", "Debian"]
    assert mistakes("Project,Town\n1,Bonn\n2,Bonn\n")
