"""A dataset that is made from a spreadsheet."""

from pathlib import Path

import pytest
from conftest import Eig

from eigcli.data.kinds import fields_of
from eigcli.data.loading import bundled, check, read_files
from eigcli.data.merging import File
from eigcli.data.model import Challenge, Dataset
from eigcli.data.spreadsheet import _free, dataset_text
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
    return read_files([File("defis.yaml", dataset_text(content, "projets.csv")[0].encode())])


def mistakes(text: str | bytes) -> list[str]:
    """Return the problems of a spreadsheet."""
    with pytest.raises(DatasetError) as caught:
        read(text)
    return str(caught.value).splitlines()


def comments(text: str) -> list[str]:
    lines = dataset_text(text.encode(), "projets.csv")[0].splitlines()
    return [line for line in lines if line.startswith("#")]


def test_projects_of_a_ministry_become_a_dataset_without_problems(eig: Eig, tmp_path: Path) -> None:
    (tmp_path / "projets.csv").write_bytes(PROJECTS.encode("cp1252"))
    assert eig("init", "--from", "projets.csv").returncode == 0
    file = str(tmp_path / "defis.yaml")
    dataset, found = check([file])
    assert found == []
    assert dataset
    health, culture, heart, tax, first, *_others, navy, last = dataset.challenges
    assert len(dataset.challenges) == 20
    assert (health.slug, health.tagline, health.phase, health.phase_since) == (
        *("lab-sante", "Ouvrir les données de santé"),
        *("construction", "2025-03"),
    )
    assert [(p.role.code, p.sought) for p in health.people] == [("developer", 2), ("designer", 1)]
    assert [str(h) for h in health.hosts] == ["Ministères sociaux, DREES"]
    assert (culture.slug, culture.themes, culture.towns) == (
        *("ecoutes", ("Culture", "Langue")),
        ("Lyon",),
    )
    assert (heart.tagline, heart.phase, heart.phase_since) == (
        *("« Déjà vu » : oui", "stopped"),
        "2024-01-15",
    )
    assert [str(h) for h in tax.hosts] == ["Économie, DGFiP", "Économie, DGDDI"]
    assert [str(p) for p in tax.people] == ["developer 3/?"]
    assert (first.people, first.tagline, first.phase, first.own) == ((), None, None, ())
    assert [str(h) for h in navy.hosts] == ["Armées, Marine", "Justice, Greffe"]
    assert (navy.slug, last.slug) == ("p19", "p19-2")
    budgets = [c.own_keys.get("x-budget") for c in (health, heart, navy, last)]
    assert budgets == [120_000, 45_500.5, 1200, None]


def test_the_dataset_begins_with_the_key_of_each_heading() -> None:
    use_language("fr")
    written = comments(
        "Nom;Direction;Région;Développeurs;Développeurs recrutés;Chef·fe·s de bureau\n"
        "A;D;Bretagne;1;1;Z\n"
    )
    use_language("en")
    assert written == [
        "# Tiré de projets.csv\xa0: clé retenue pour chaque en-tête\u202f; x- signale une clé libre.",
        "# Nom -> name",
        "# Direction -> hosts",
        "# Région -> x-region",
        "# Développeurs -> people developer",
        "# Développeurs recrutés -> x-developpeurs-recrutes",
        "# Chef·fe·s de bureau -> x-chef-fe-s-de-bureau",
    ]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("form", ["csv", "excel"])
def test_an_exported_csv_is_read_again(eig: Eig, form: str, language: str) -> None:
    """All except links, of which cells hold only a part, and the fields that sources gave."""
    exported = eig("export", "--promotion", "all", "--format", form, "--lang", language).stdout
    back = read(exported).challenges
    for challenge, again in zip(bundled().dataset.challenges, back, strict=True):
        for name in fields_of(Challenge).keys() - {"links", "sources"}:
            assert getattr(again, name) == getattr(challenge, name), (challenge.slug, name)
        sources = [[cited.source for cited in one.sources] for one in (challenge, again)]
        assert sources[0] == sources[1]


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
    assert (challenge.slug, challenge.name, challenge.towns) == ("etat", "État", ("Besançon",))


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
    one, other = read("Nom;Sujet\nA;Santé|Open data\nB;Santé|Vélos\n")
    assert [subject.code for subject in one.subjects] == ["health", "data"]
    assert (other.subjects, other.own_keys) == ((), {"x-sujet": ("Santé", "Vélos")})


def test_a_number_of_people_without_roles_is_kept() -> None:
    [one] = read("Nom;People sought\nA;3\n")
    assert one.own_keys == {"x-people-sought": 3}
    [one] = read("Nom;Designers;People sought\nA;2;2\n")
    assert (one.sought, one.own_keys) == (2, {"x-people-sought": 2})


def test_a_cell_below_a_role_that_is_no_number_is_kept_as_an_own_key() -> None:
    [one, other, third, fourth] = read("Nom;Designers\nA;2\nB;2 à 3\nC;aucun\nD;FALSE\n")
    assert (one.sought, other.own_keys) == (2, {"x-designers": "2 à 3"})
    assert (other.people, third.people, fourth.people) == ((), (), ())
    assert fourth.own_keys == {"x-designers": "FALSE"}


def test_a_zero_before_a_role_means_nobody() -> None:
    [one] = read('Nom;Équipe\nA;"0 développeur, 1 designer"\n')
    assert [str(people) for people in one.people] == ["designer 1/?"]


def test_a_cohort_is_a_promotion_and_a_project_number_is_not_a_name() -> None:
    table = "Project #,Project,Cohort\n1,A,Spring 2022\n1,B,fall-2022\n"
    assert [(c.number, c.name, c.promotion) for c in read(table)] == [
        (1, "A", None),
        (1, "B", "fall-2022"),
    ]
    [note] = dataset_text(table.encode(), "p.csv")[1]
    assert note == "kept under keys of your own, x-…: Cohort (Spring 2022)"


def test_columns_implied_by_others_have_no_key() -> None:
    table = "slug,name,regions,towns\na,A,Bretagne,Brest\n"
    assert comments(table)[1:] == [
        *("# slug -> slug", "# name -> name", "# regions ->", "# towns -> towns")
    ]
    assert "Bretagne" not in dataset_text(table.encode(), "p.csv")[0]


def test_a_column_of_recruits_of_a_role_is_kept_as_an_own_key() -> None:
    [one] = read("Nom;Devs;Devs recrutés\nA;2;1\n")
    assert [str(p) for p in one.people] == ["developer 2/?"]
    assert one.own_keys == {"x-devs-recrutes": 1}


def test_a_role_may_end_in_x_before_a_number_and_months_have_any_case() -> None:
    one, other = read("Nom;Équipe;Durée\nA;dev ux 2;3 Mois\nB;designer x2;10\u00a0mois\n")
    assert ([str(p) for p in one.people], one.months) == (["dev-ux-2 ?/?"], 3)
    assert ([str(p) for p in other.people], other.months) == (["designer 2/?"], 10)


def test_hosts_may_have_a_semicolon_at_the_end() -> None:
    [one] = read('Nom;Ministère;Service\nA;"M;";D\n')
    assert (one.ministries, one.departments) == (("M",), ("D",))


def test_a_number_alone_is_no_role() -> None:
    found = read("Nom;Équipe\nA;3\nB;2 designers\n").challenges
    assert [(one.own_keys, one.sought) for one in found] == [({"x-equipe": 3}, None), ({}, 2)]


def test_own_headings_are_listed_and_a_check_of_csv_suggests_init(eig: Eig, tmp_path: Path) -> None:
    (tmp_path / "projets.csv").write_text("Projet;Budget\nAtlas;12\n")
    assert "kept under keys of your own, x-…: Budget" in eig("init", "--from", "projets.csv").stderr
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
    table = "Nom;État d’avancement\n" + "".join(f"P;{word}\n" for word in words)
    assert [challenge.state for challenge in read(table)] == [
        *("ended", "ended", "in-use", "handed-over", "on-trial", "no-product", None, None)
    ]
    [states] = dataset_text(table.encode(), "p.csv")[1]
    assert states.startswith("states, as understood: Abandonné = ended, À l’arrêt = ended, ")
    assert dataset_text(b"Nom;Statut\nA;ended\n", "p.csv")[1] == []
    [one, other] = read("Nom;Statut\nA;Abandonné\nB;À revoir\n")
    assert [(c.state, c.own_keys) for c in (one, other)] == [
        ("ended", {}),
        (None, {"x-statut": "À revoir"}),
    ]


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
    [challenge] = read(table).challenges
    assert (challenge.name, challenge.towns) == ("P", ("Lyon",))
    own = {"x-nom": "A", "x-note": "01", "x-note-2": 3.5, "x-impact": "fort", "x-6": "z"}
    assert challenge.own_keys == own | {"x-villes": "Paris"}


def test_a_source_is_one_of_eig_or_a_new_one() -> None:
    table = 'Nom;Sources\nA;"site ; https://a.fr/b"\nB;Le site\nC;Rapport 2018\nD;Rapport 2018\n'
    found = [[c.source for c in challenge.sources] for challenge in read(table).challenges]
    [[site, address], [other], [report], [again]] = found
    assert (site.publisher, address.title, other.title) == ("DINUM", "https://a.fr/b", "Le site")
    assert (report.key, report.title, report) == ("doc-rapport-2018", "Rapport 2018", again)


def test_possible_slips_are_reported_and_the_dataset_is_made() -> None:
    table = "Nom;Ville;Équipe;Budget\nA;Paris;2 dévelopeurs\nB;paris;designer;10\n"
    text, told = dataset_text(table.encode(), "projets.csv")
    assert "dévelopeurs" in text
    assert told == [
        "projets.csv:3:2: warning: 'Ville': 'paris' differs from 'Paris' only by case, in projets.csv:2",
        "kept under keys of your own, x-…: Budget",
        "new roles: dévelopeurs",
    ]


def test_problems_are_reported_by_row_and_heading() -> None:
    table = (
        "Nom;Slug;Développeurs;Site;Ministère;Service;Ville\n"
        "A;a;1;;;;Paris\n"
        "\n"
        'B;a;1;;;"a\nb";PARIS\n'
    )
    assert mistakes(table) == [
        "projets.csv:4:2: 'Slug': the slug 'a' is also in projets.csv:2",
        "projets.csv:4:7: warning: 'Ville': 'PARIS' differs from 'Paris' only by case, in projets.csv:2",
    ]


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
            "1:1: expected headings, with one such as Name, then a row for each challenge. Headings found: none.",
        ),
        (
            "Nom;Ville\n;\n",
            "1:1: expected headings, with one such as Name, then a row for each challenge. Headings found: Nom, Ville.",
        ),
        (
            "Libellé;Ville\nA;Paris\n",
            "1:1: expected headings, with one such as Name, then a row for each challenge. Headings found: Libellé, Ville.",
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
        dataset_text(content, "p.xlsx")
    wrong = "'p.xlsx' is a workbook: save it as CSV in your spreadsheet program"
    assert str(caught.value) == wrong


def test_init_from_a_csv_writes_where_asked_and_never_over_a_file(eig: Eig, tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("Nom\nA\n", "utf-8")
    assert eig("init", "--from", "p.csv", "-").stdout.endswith("- slug: a\n  name: A\n")
    assert eig("init", "--from", "p.csv", "p.csv").returncode == 1
    assert (tmp_path / "p.csv").read_text("utf-8") == "Nom\nA\n"
    missing = eig("init", "--from", "nope.csv")
    assert (missing.returncode, missing.stderr) == (
        1,
        "eig: cannot read 'nope.csv': no such file or directory\n",
    )


def test_a_cell_and_a_heading_may_be_long() -> None:
    [challenge] = read(f"Nom;Note;{'y' * 2000}\nA;{'x' * 32_767};1\n").challenges
    assert challenge.note == "x" * 32_767  # Excel has no longer cells
    assert challenge.own_keys == {f"x-{'y' * 498}": 1}


def test_a_department_without_a_ministry_is_the_host() -> None:
    [challenge] = read("Nom;Service\nA;DREES\n").challenges
    assert [(host.ministry, host.department) for host in challenge.hosts] == [("DREES", None)]


@pytest.mark.parametrize(
    ("table", "people"),
    [
        # An empty cell below a role says nothing; a role that a list leaves out has nobody.
        ("Nom;Designers recherchés;Data scientists;Développeurs\nA;1;;2\n", ["1/?", "2/?"]),
        ("Nom;Équipe;Recruited\nA;designer, 2 dev;1 dev\n", ["?/0", "2/1"]),
        ("Nom;Designers;Développeurs\nA;0;1\n", ["1/?"]),
        ("Nom;Équipe;Développeurs\nA;designer;1\n", ["?/?", "1/?"]),
        # A mark says that a role is sought, not how many people.
        ("Nom;Développeur;Designer;Data scientist\nA;X;1;non\n", ["?/?", "1/?"]),
        ("Nom;Équipe\nA;2 x dev & designer x2\n", ["2/?", "2/?"]),
    ],
)
def test_numbers_of_people_are_known_if_cells_state_them(table: str, people: list[str]) -> None:
    [challenge] = read(table).challenges
    assert [str(one).split()[1] for one in challenge.people] == people


@pytest.mark.parametrize(
    ("table", "heading"),
    [
        ("Nom;Équipe\nA;2 développeurs, 1 dev\n", "2: 'Équipe'"),
        ("Nom;Équipe;Développeurs\nA;2 développeurs;5\n", "3: 'Développeurs'"),
    ],
)
def test_a_role_that_is_counted_twice_is_refused(table: str, heading: str) -> None:
    assert mistakes(table) == [f"projets.csv:2:{heading}: 'developer' is already in this list"]


def test_changed_values_and_rows_left_out_are_listed() -> None:
    table = (
        "Nom;Statut;Équipe;Personnes;Thèmes\nA;En production;deux devs;3;Santé, mer\n"
        "B;à définir;;;Mer\nSous-total DGPR;;;3;\nTotal général :;;;3;\nMoyenne;;;2;\n"
        "* DNUM;;;;\n"
    )
    text, told = dataset_text(table.encode(), "projets.csv")
    assert "otal" not in text.partition("challenges:")[2]
    assert told == [
        "states, as understood: En production = in-use",
        "kept under keys of your own, x-…: Personnes, Statut (à définir)",
        "kept as one value, commas included: Santé, mer",
        "rows left out (not a challenge): Sous-total DGPR; 3, Total général :; 3, Moyenne; 2, * DNUM",
        "new roles: deux devs",
    ]


def test_a_role_without_ascii_letters_is_refused() -> None:
    [wrong] = mistakes("Nom;Équipe\nA;日本\n")
    assert wrong.startswith("projets.csv:2:2: 'Équipe': expected ASCII letters, digits,")
    assert wrong.endswith("found '日本'")


def test_a_figure_has_its_number_first_and_may_have_a_unit_and_a_date() -> None:
    said = (
        "65 000 objets (2018)\n30 % de temps (17 juin 2021)\n99 000 € du plan\n12 API, vite (oui)"
    )
    [one] = read(f'Nom;En chiffres\nA;"{said}"\n').challenges
    assert [(f.number, f.unit, f.what, f.date) for f in one.figures] == [
        (65000, None, "objets", "2018"),
        (30, "%", "de temps", "2021-06-17"),
        (99000, "EUR", "du plan", None),
        (12, None, "API, vite (oui)", None),
    ]
    assert str(one.figures[1]) == "30 % de temps (2021-06-17)"


def test_rows_without_a_name_are_listed() -> None:
    text, told = dataset_text("Réf;Nom;Ville\n1;A;Lyon\n;;\nSource : le SGAR;;\n".encode(), "p.csv")
    assert told[1] == "rows left out (not a challenge): Source : le SGAR"
    assert "SGAR" not in text


@pytest.mark.parametrize(
    "heading", ["Nom du défi", "nom_defi", "INTITULÉ DU PROJET", "Challenge title", "Nom produit"]
)
def test_the_column_of_names_may_have_many_headings(heading: str) -> None:
    assert [one.name for one in read(f"Réf;{heading}\n1;Atlas\n").challenges] == ["Atlas"]


def test_headings_stand_below_a_title_and_need_one_for_names() -> None:
    for table in (
        "Projects 2024\nName,Town\nOwls,Brest\n",
        "\nName,Town\nOwls,Brest\n",
        "Name;Need 1;Need 2;Town\nOwls;developer;designer;Brest\n",
    ):
        [one] = read(table).challenges
        assert (one.name, one.towns) == ("Owls", ("Brest",))


def test_placeholders_and_words_behind_a_number_are_left_out() -> None:
    [challenge] = read("Nom;Ville;Durée;Site;Phase;Budget\nA;-;10 mois;N/A;–;12 000 €\n").challenges
    assert (challenge.towns, challenge.months, challenge.product) == ((), 10, None)
    assert challenge.own_keys == {"x-budget": 12000}
    kept = read("Nom;Phase\nA;Cadrage\nB;Stopped\n").challenges
    assert [(one.phase, one.own) for one in kept] == [
        (None, (("x-phase", "Cadrage"),)),
        ("stopped", ()),
    ]


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
    slugs = [_free("a", taken) for _row in range(200_000)]
    assert slugs[:4] == ["a", "a-2", "a-4", "a-5"]
    assert _free("a-2", taken) == "a-2-2"
