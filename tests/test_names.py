"""What is understood: names in either language, whatever their case, accents and number."""

import shlex

import pytest
from conftest import Eig

from eigcli.columns import columns_in, columns_named
from eigcli.data.loading import load
from eigcli.errors import UsageError
from eigcli.names import code_named, spellings_of

KITCHEN = {
    "cook": ["Chef de cuisine", "head cook"],
    "skill": ["role"],
    "towns": ["Town"],
    "skills": [],
    "repository": [""],
}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        # The code itself, whatever else is called so.
        ("skills", "skills"),
        # A label, in English or in French, or another word, but for case, accents and hyphens.
        *((typed, "skill") for typed in ("role", "RÔLE", "métier", "Metier", "compétence")),
        *((typed, "cook") for typed in ("chef-de-cuisine", "head cook")),
        *((typed, "repository") for typed in ("code", "dépôt", "code source")),
        # Its plural or singular.
        *((typed, "skill") for typed in ("rôles", "métiers")),
        *((typed, "towns") for typed in ("town", "ville", "Villes")),
        # Parts of a name and what is only near are none.
        *((typed, None) for typed in ("chef", "tow", "towner", "meteir", "", "-")),
    ],
)
def test_a_name_is_a_code_a_label_or_a_form_of_one(typed: str, code: str | None) -> None:
    assert code_named(typed, KITCHEN) == code


@pytest.mark.parametrize("typed", ["role", "Skill", "métier", "skil", ""])
def test_scripts_name_codes_only(typed: str) -> None:
    assert code_named(typed, KITCHEN, exact=True) is None
    assert code_named("skill", KITCHEN, exact=True) == "skill"


def test_a_code_is_called_by_its_labels_other_words_and_itself() -> None:
    assert spellings_of("town", ["town", ""]) == ("town", "ville", "town")


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        # Commands,
        ("liste", "list"),
        ("voir gobelins", "show gobelins"),
        ("exporter -f json", "export -f json"),
        ("ouvrir gobelins --afficher", "open gobelins --print"),
        ("aide liste", "help list"),
        ("Programme", "programme"),
        ("programme 5", "programme --promotion 5"),
        ("promotions 7 dig", "promotions --promotion 7 --promotion dig"),
        ("open signaux faibles --print", "open signaux-faibles --print"),
        # options,
        ("list --métier designer", "list --skill designer"),
        ("list --metier=designer --MINISTÈRE culture", "list --skill designer --ministry culture"),
        ("list --ville Brest --limite 1", "list --town Brest --limit 1"),
        ("list --thème santé --tri nom", "list --theme santé --sort name"),
        ("--promo 3 list --inverse", "--promotion 3 list --reverse"),
        ("list --région Bretagne --year 2018", "list --town Bretagne --promotion 2018"),
        ("list --département 93 --promotion all", "list --town 93 --promotion all"),
        ("open signaux-faibles --code --print", "open signaux-faibles --repository --print"),
        # what they take:
        ("list --columns nom,villes", "list --columns name,towns"),
        ("list -c 'People sought' -c 'designer, sought'", "list -c sought,designer"),
        ("list --lang fr -c 'Personnes recherchées,Numéro'", "list --lang fr -c sought,number"),
        ("list --sort recrutés", "list --sort recruited_total"),
        ("list --sort Ministère", "list --sort ministry"),
        ("stats --by métier,ville", "stats --by skill,town"),
        ("stats --by ministries", "stats --by ministry"),
        ("list -f tableau", "list -f table"),
        ("list -f .md", "list -f markdown"),
        ("list -f JSON", "list --json"),
        ("list --has dépôt", "list --has repository"),
    ],
)
def test_what_is_understood_is_done(eig: Eig, typed: str, same: str) -> None:
    one, other = (eig(*shlex.split(line), env={"EIG_QUIET": "1"}) for line in (typed, same))
    assert (one.returncode, one.stdout, one.stderr) == (0, other.stdout, "")


@pytest.mark.parametrize(
    ("line", "option"),
    [
        ("list --lieu Brest", "--lieu"),
        # Only what a command has.
        ("programme --métier designer", "--métier"),
        ("--métier designer list", "--métier"),
    ],
)
def test_an_option_by_a_name_that_it_has_not_is_a_mistake(eig: Eig, line: str, option: str) -> None:
    ran = eig(*line.split())
    assert (ran.returncode, ran.stdout) == (2, "")
    assert f"'{option}'" in ran.stderr


def test_an_option_needs_its_value_by_every_name(eig: Eig) -> None:
    assert eig("list", "--métier").stderr == eig("list", "--skill").stderr


def test_every_column_goes_by_its_heading() -> None:
    dataset = load()
    for name, column in columns_in(dataset).items():
        [found] = columns_named(dataset, [column.label])
        assert (found.name, found.label) == (name, column.label) or name == "seeks"


def test_a_heading_is_no_name_for_scripts() -> None:
    assert [c.name for c in columns_named(load(), ["slug,name"], exact=True)] == ["slug", "name"]
    with pytest.raises(UsageError, match="'Name'"):
        columns_named(load(), ["Name"], exact=True)
