"""Finding challenges by slug, number and name, and what helps where there is none."""

import pytest
from build import challenge, dataset, skill, slugs

from eigcli import find
from eigcli.data.loading import Input, load
from eigcli.data.model import Dataset
from eigcli.errors import EigError
from eigcli.find import find_by_name


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("b@liseNAV", "balisenav"),
        ("#7", "hopkins"),
        ("0" * 30_000 + "7", "hopkins"),
        ("coach élèves", "coacheleves-assistprof"),
        # Another name of it.
        ("EIG2 link", "eig-link"),
    ],
)
def test_a_challenge_goes_by_slug_number_or_any_words_of_a_name(
    bundled: Dataset, name: str, slug: str
) -> None:
    assert slugs(find_by_name(bundled, [name]).dataset) == [slug]


NAMED = dataset(
    challenge("lab", "Lab"),
    challenge("lab-sante", "Labo"),
    challenge("l-a-b", "7"),
    challenge("x", "lab", number=7),
    challenge("y", "Brigade numérique", number=8),
    challenge("z", "Caserne de la brigade", other_names=("Feu follet", "LAB-SANTE neuf")),
    challenge("numero", "!?"),
)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        # A slug, whatever others are called; then a name, and only then a number.
        (["lab"], ["lab"]),
        (["7"], ["l-a-b"]),
        (["8"], ["y"]),
        # A name, its beginning, its words, these run together.
        (["Lab"], ["lab"]),
        (["LAB SANTE"], ["lab-sante"]),
        (["brigade"], ["y"]),
        (["brigade de la caserne"], ["z"]),
        (["follets"], ["z"]),
        (["feufollet"], ["z"]),
        # Without letters, as it is.
        (["!?"], ["numero"]),
        # In the order of the names, each once.
        (["caserne", "numérique", "8", "CASERNE", "caserne"], ["z", "y"]),
    ],
)
def test_the_strictest_rule_that_matches_any_challenge_wins(
    names: list[str], expected: list[str]
) -> None:
    assert slugs(find_by_name(NAMED, names).dataset) == expected


# What is wrong, in words

ELSEWHERE = " To look everywhere: eig list --search {}."
SEEKS = " To see who seeks it: eig list --skill {}."


def mistake_of(whole: Dataset, *names: str, source: Input | None = None) -> list[str]:
    """Return the lines that say why no challenges are found."""
    with pytest.raises(EigError) as mistake:
        find_by_name(whole, names, source)
    return str(mistake.value).splitlines()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        # What has no word leads nowhere.
        *((name, f"no défi is called '{name}'.") for name in ("", "!", "« »")),
        *(
            (name, f"no défi is called '{name}'.{ELSEWHERE.format(name)}")
            for name in ("14", "0", "sel")
        ),
        ("l'eau", "no défi is called 'l'eau'." + ELSEWHERE.format("'l'\"'\"'eau'")),
        (
            "x;\x1b" + "y" * 90,
            rf"no défi is called 'x;\x1b{'y' * 57}…'." + ELSEWHERE.format(rf"'x;\x1b{'y' * 37}…'"),
        ),
        (
            "0" * 30_000 + "x",
            f"no défi is called '{'0' * 60}…'." + ELSEWHERE.format(f"'{'0' * 40}…'"),
        ),
        # A role that is sought leads to those that seek it.
        *(
            (name, f"no défi is called '{name}'.{SEEKS.format(name)}")
            for name in ("designers", "UX")
        ),
        (
            "développeuse web",
            "no défi is called 'développeuse web'." + SEEKS.format("'développeuse web'"),
        ),
        (
            "le défi gobelnis",
            "no défi is called 'le défi gobelnis'. Did you mean gobelins?"
            + ELSEWHERE.format("'le défi gobelnis'"),
        ),
        ("pr", "'pr' may be 2 défis: predisauvetage, previsecours"),
    ],
)
def test_a_name_that_is_not_that_of_one_challenge_is_a_mistake(
    bundled: Dataset, name: str, message: str
) -> None:
    assert mistake_of(bundled, name) == [message]


def test_a_role_that_nobody_seeks_leads_to_a_search() -> None:
    kitchen = dataset(challenge("a"), skills=(skill("cook"), skill("lawyer")))
    assert mistake_of(kitchen, "lawyer") == [
        "no défi is called 'lawyer'." + ELSEWHERE.format("lawyer")
    ]


def test_each_name_that_is_wrong_has_a_line(bundled: Dataset) -> None:
    lines = mistake_of(bundled, "hopkins", "x", "pr", "Lab Sabté")
    assert [line.split("'")[1] for line in lines] == ["x", "pr", "Lab Sabté"]
    assert "Did you mean lab-sante?" in lines[2]


LABS = dataset(*(challenge(f"c{n}", name) for n, name in enumerate(("Lab neuf", "Lab x", "Lab x"))))


@pytest.mark.parametrize("names", [["lab", "neuf"], ["Lab", "neu"]])
def test_several_words_are_one_name_where_not_each_is_one(names: list[str]) -> None:
    assert slugs(find_by_name(LABS, names).dataset) == ["c0"]


@pytest.mark.parametrize("names", [["lab", "vieux"], ["lab", "x"]])
def test_several_words_that_are_no_name_together_are_wrong_one_by_one(names: list[str]) -> None:
    assert "'lab'" in mistake_of(LABS, *names)[0]


def test_words_that_are_names_by_themselves_stay_several() -> None:
    assert slugs(
        find_by_name(dataset(challenge("a"), challenge("b"), challenge("a-b")), ["a", "b"]).dataset
    ) == ["a", "b"]


# What is guessed, and what stands for several


@pytest.mark.parametrize(
    ("name", "notes"),
    [
        *(
            (name, ())
            for name in ("brigade-numerique", "BRIGADE numerique", "#6", "2.6", "EIG2 Link")
        ),
        *(
            (name, (f"'{name}' is Brigade Numérique",))
            for name in ("brigade num", "la brigade", "brigadenum")
        ),
        ("shom\x1b", (r"'shom\x1b' is a host, of 1 défi",)),
    ],
)
def test_a_name_that_was_guessed_is_told(
    bundled: Dataset, name: str, notes: tuple[str, ...]
) -> None:
    assert find_by_name(bundled, [name]).notes == notes


@pytest.mark.parametrize(
    ("name", "found"),
    [
        *(
            (name, ["cyberimpact"])
            for name in ("5.3", "5-3", "promotion 5 n° 3", "promo 5, défi 03")
        ),
        *((name, ["cyberimpact"]) for name in ("n°3 de la promotion 5", "EIG 5 numéro 3")),
        ("DIG 4", ["franceco"]),
        ("RNB", ["referentiel-national-des-batiments"]),
        ("cour des comptes", ["cc-api-rapports", "plume"]),
        ("Promotion 1", ["afd-geodata", "ars-parcours-de-soin", "bnf-catalogage"]),
    ],
)
def test_a_name_may_be_a_number_initials_a_host_or_a_promotion_of_any_promotion(
    bundled: Dataset, name: str, found: list[str]
) -> None:
    everywhere = slugs(find_by_name(bundled, [name], Input()).dataset)
    assert everywhere[:3] == found
    assert len(everywhere) == (9 if name == "Promotion 1" else len(found))


@pytest.mark.parametrize("name", ["5.99", "9.1", "promotion 9", "promotion", "ministère", "rb"])
def test_what_only_looks_like_one_is_a_mistake(bundled: Dataset, name: str) -> None:
    [line] = mistake_of(bundled, name, source=Input())
    assert line.startswith(f"no défi is called '{name}'.")


def test_a_number_that_is_near_is_another_one(bundled: Dataset) -> None:
    [line] = mistake_of(bundled, "14", source=Input())
    assert line == "no défi is called '14'." + ELSEWHERE.format("14 --promotion all")


def test_what_is_called_a_ministry_is_no_challenge_with_its_words(bundled: Dataset) -> None:
    justice = find_by_name(bundled, ["ministère de la Justice"], Input())
    assert len(justice.dataset.challenges) > 3
    assert justice.notes[0].startswith("'ministère de la Justice' is a host, of ")
    assert slugs(find_by_name(bundled, ["open justice"], Input()).dataset) == ["open-justice"]


def test_scripts_find_slugs_only(bundled: Dataset) -> None:
    found = find_by_name(bundled, ["hopkins", "siance"], Input(), exact=True)
    assert slugs(found.dataset) == ["hopkins", "siance"]
    for name in ("Hopkins", "7", "2.7", "gobelin", "DINUM", "promotion 7"):
        with pytest.raises(EigError, match=f"no défi has the slug '{name}'."):
            find_by_name(bundled, [name], Input(), exact=True)
    with pytest.raises(EigError, match=r"'Lab Santé'\. Did you mean lab-sante\?$"):
        find_by_name(bundled, ["Lab Santé"], Input(), exact=True)
    with pytest.raises(EigError, match=r"'Cuisine ouverte'\. Did you mean x1\?$"):
        find_by_name(dataset(challenge("x1", "Cuisine ouverte")), ["Cuisine ouverte"], exact=True)


# Other promotions


def test_a_name_but_no_number_is_looked_for_in_all_promotions_if_none_is_chosen(
    bundled: Dataset,
) -> None:
    both = find_by_name(bundled, ["lab", "siance"], Input()).dataset
    assert slugs(both) == ["lab-sante", "siance"]
    assert [programme.promotion for programme in both.programmes] == ["2", "4"]
    everywhere = "--promotion all"
    [line] = mistake_of(bundled, "15", source=Input())
    assert line.startswith("no défi is called '15'.")
    assert mistake_of(bundled, "siannce", source=Input()) == [
        "no défi is called 'siannce'. Did you mean siance?"
        + ELSEWHERE.format(f"siannce {everywhere}")
    ]


def test_a_name_of_another_promotion_than_that_chosen_is_only_hinted_at(bundled: Dataset) -> None:
    chosen = Input(promotion=("2",))
    assert mistake_of(bundled, "siance", source=chosen) == [
        "'siance' is a défi of promotion 4: --promotion 4 asks about it."
    ]
    # It is none, or several.
    for name in ("zzz", "santé publique"):
        [line] = mistake_of(bundled, name, source=chosen)
        assert line.startswith("no défi is called")


def test_nothing_else_is_read_unless_a_name_is_missing_or_where_files_are_given(
    bundled: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(find, "load")
    assert slugs(find_by_name(bundled, ["hopkins"], Input()).dataset) == ["hopkins"]
    [line] = mistake_of(bundled, "siance", source=Input(data=("mine.yaml",)))
    assert line.endswith("eig list --search siance --data mine.yaml --promotion all.")


def test_the_call_of_what_is_found_comes_with_it() -> None:
    everything = load(Input(promotion=("all",)))
    found = find_by_name(everything, ["siance"]).dataset
    assert [programme.promotion for programme in found.programmes] == ["4"]
