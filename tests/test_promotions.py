"""Several promotions, and several datasets: which are read, and how they become one."""

import csv
import json
import os
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import oracle
import pytest
from conftest import Eig, Screen

from eigcli.data.loading import bundled
from eigcli.data.model import Profile

WHOLE = bundled().dataset
CODES = [*WHOLE.promotion_codes]
BY_CODE = [[c for c in WHOLE.challenges if c.promotion == code] for code in CODES]
CHALLENGES = list(map(len, BY_CODE))


def people(profiles: Sequence[Sequence[Profile]]) -> list[int]:
    """Return how many people each défi of some states, of those that state any."""
    return [total for one in profiles if one and (total := oracle.total(one)) is not None]


SOUGHT = [sum(people([c.profiles for c in of])) or None for of in BY_CODE]
RECRUITED = [sum(people([c.recruited for c in of])) or None for of in BY_CODE]
KNOWN = len(people([c.profiles for c in WHOLE.challenges]))


def exported(eig: Eig, *arguments: str) -> list[dict[str, str]]:
    """Return the rows of an export in CSV."""
    done = eig("export", *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    return list(csv.DictReader(done.stdout.splitlines()))


def as_json(eig: Eig, *arguments: str) -> Any:
    return json.loads(eig(*arguments, "--format", "json").stdout)


def test_the_promotions_have_the_totals_that_are_known(eig: Eig) -> None:
    counted = as_json(eig, "stats", "-p", "all")
    by = {tally["promotion"]: tally for tally in counted["promotions"]}
    assert list(by) == CODES
    assert [tally["challenges"] for tally in by.values()] == CHALLENGES
    assert [tally["sought"] for tally in by.values()] == SOUGHT
    assert [tally["recruited"] for tally in by.values()] == RECRUITED
    totals = [counted[total] for total in ("challenges", "sought", "recruited")]
    # Of the défis that say it.
    sums = [sum(filter(None, numbers)) for numbers in (CHALLENGES, SOUGHT, RECRUITED)]
    assert totals[:3] == sums
    assert counted["sought_known"] == KNOWN
    rows = list(csv.DictReader(eig("promotions", "--format", "csv").stdout.splitlines()))
    assert [row["promotion"] for row in rows] == CODES
    for name, numbers in (("challenges", CHALLENGES), ("sought", SOUGHT), ("recruited", RECRUITED)):
        assert [int(row[name]) if row[name] else None for row in rows] == numbers
    assert [call["promotion"] for call in as_json(eig, "programme", "-p", "all")] == CODES


# Asking for promotions


LATEST = CODES[-1]


@pytest.mark.parametrize(
    ("typed", "promotions"),
    [
        ("", ["2"]),
        ("4", ["4"]),
        *((name, ["3"]) for name in ("promotion 3", "EIG3", "promo 3")),
        ("DIG", ["dig"]),
        ("7,1", ["1", "7"]),
        *((name, CODES) for name in ("all", "4,All", "5,toutes", "5,tous", "5,Tout")),
        # The year in which the work begins, or went on.
        ("2018", ["2"]),
        ("2021", ["5"]),
        ("2019", ["3", "dig"]),
        ("2025", ["7"]),
        ("2023", ["6"]),
        *((name, [LATEST]) for name in ("derniere", "La dernière", "latest")),
    ],
)
def test_the_challenges_are_those_of_the_promotions_asked_for_in_their_order(
    eig: Eig, typed: str, promotions: list[str]
) -> None:
    asked = ["-p", typed] if typed else []
    found = as_json(eig, "list", *asked)
    assert list(dict.fromkeys(one["promotion"] for one in found)) == promotions
    assert len(found) == sum(CHALLENGES[CODES.index(code)] for code in promotions)
    numbers = [one["number"] for one in found if one["promotion"] == promotions[0]]
    assert numbers == list(range(1, len(numbers) + 1))
    assert eig("promotions", *asked).stderr == ""


@pytest.mark.parametrize("command", ["list", "export", "stats", "programme", "promotions"])
def test_every_command_takes_promotions(eig: Eig, command: str) -> None:
    refused = eig(command, "-p", "99")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.startswith("eig: no promotion is called '99'.")


# What is asked about where no promotion is named


def told(eig: Eig, *arguments: str, **env: str) -> str:
    """Return what a command that answers says beside its answer."""
    done = eig(*arguments, env=env)
    assert (done.returncode, done.stdout != "") == (0, True)
    return done.stderr


@pytest.mark.parametrize("command", ["list", "export --json", "stats --by town"])
@pytest.mark.parametrize(
    "filters",
    ["", "-s designer", "--family intérieur", "-q carte"],
)
def test_a_part_says_of_how_much_and_how_to_see_all(eig: Eig, command: str, filters: str) -> None:
    words = shlex.split(f"{command} {filters}")
    asked = shlex.split(f"list {filters} -c slug")
    own, every = (eig(*asked, "-p", code).stdout.count("\n") for code in ("2", "all"))
    matching = " that match" if filters else ""
    note = told(eig, *words)
    start, shown = note.removesuffix("\n").split(" For all: ")
    assert start == (f"eig: {own} of {every} défis{matching}: only promotion 2 is included.")
    assert shlex.split(shown) == ["eig", *words, "--promotion", "all"]
    assert told(eig, *shlex.split(shown)[1:]) == ""
    # Who names a promotion knows what the answer is of.
    assert told(eig, *words, "-p", "2") == ""


@pytest.mark.parametrize("output", [["-o", "a.csv"], ["--output=a.csv", "--force"]])
def test_what_is_pasted_writes_the_whole_over_the_part(
    eig: Eig, tmp_path: Path, output: list[str]
) -> None:
    note = eig("export", "-c", "slug", *output).stderr.splitlines()[-1]
    pasted = shlex.split(note.partition(" For all: ")[2])
    assert pasted.count("--force") == 1
    assert eig(*pasted[1:]).returncode == 0
    assert (tmp_path / "a.csv").read_text("utf-8").count("\n") == 1 + sum(CHALLENGES)


def test_a_person_reads_below_a_list_what_it_leaves_out(screen: Screen) -> None:
    listed = screen("list", "-m", "culture", columns=100).splitlines()
    # The command is whole, to be copied.
    assert listed[-2].startswith("eig: 1 of ")
    assert listed[-1] == "eig list -m culture --promotion all"
    one = screen("list", "-m", "mobilier national", columns=100)
    assert "eig: " not in one


@pytest.mark.parametrize(
    "filters",
    [
        # Unknown in promotion 2, known elsewhere.
        ["-m", "justice"],
        ["--skill", "lawyer"],
        ["--town", "Lyon"],
        # Each is known there, but not together.
        ["-s", "designer", "-m", "armées"],
        ["--phase", "stopped"],
        ["--search", "radar"],
    ],
)
def test_where_promotion_2_has_nothing_all_answer(eig: Eig, filters: list[str]) -> None:
    for command in (["list"], ["export"], ["export", "--json"], ["stats"]):
        asked, every = eig(*command, *filters), eig(*command, *filters, "-p", "all")
        assert (asked.returncode, asked.stdout) == (0, every.stdout)
        assert asked.stderr == "eig: nothing in promotion 2: these are of all promotions\n"
    alone = eig("list", *filters, "-p", "2")
    assert "of other promotions match" in alone.stderr
    assert alone.stdout == ""


def test_where_another_promotion_has_more_of_the_words_all_answer(eig: Eig) -> None:
    question = ["list", "données santé médicaments ruptures", "-c", "slug"]
    asked, one = eig(*question), eig(*question, "-p", "2")
    assert asked.stdout == eig(*question, "-p", "all").stdout == "datamed\n"
    assert asked.stderr == "eig: nothing in promotion 2: these are of all promotions\n"
    # Who names it is told which words its answer is without, in a pipe too.
    assert "lab-sante\n" in one.stdout
    assert one.stderr.startswith(
        "eig: left out, since no défi has them together with the other words: "
    )


@pytest.mark.parametrize("command", [["show"], ["open", "--print"]])
def test_a_slug_is_found_in_all_promotions(eig: Eig, command: list[str]) -> None:
    asked = eig(*command, "monitorfish")
    assert asked.stdout == eig(*command, "monitorfish", "-p", "4").stdout
    assert asked.stderr == ""


def test_eig_promotion_says_what_is_asked_about_by_itself(eig: Eig) -> None:
    every = {"EIG_PROMOTION": "all"}
    for command in ("list", "export", "stats", "schema csv"):
        assert told(eig, *command.split(), **every) == ""
        asked = eig(*command.split(), env=every).stdout
        assert asked == eig(*command.split(), "-p", "all").stdout
    assert eig("list", "-c", "promotion", "-p", "3", "-n1", env=every).stdout == "3\n"
    # It is no promotion that is named: the others answer, and are told of.
    fifth = {"EIG_PROMOTION": "2021"}
    assert told(eig, "list", **fifth).startswith(
        f"eig: 15 of {sum(CHALLENGES)} défis: only promotion 5 is "
    )
    assert told(eig, "list", "-q", "radar", **(fifth | {"EIG_PROMOTION": "1,5"})) == (
        "eig: nothing in promotion 1, 5: these are of all promotions\n"
    )
    assert told(eig, "promotions", **fifth) == ""
    wrong = eig("list", env={"EIG_PROMOTION": "99"})
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert wrong.stderr.startswith("eig: EIG_PROMOTION: no promotion is called '99'. ")
    for nothing in ("", " "):
        assert len(eig("list", env={"EIG_PROMOTION": nothing}).stdout.splitlines()) == 13
    assert "EIG_PROMOTION" in eig("list", "--help").stdout


def test_json_says_of_which_promotions_it_is(eig: Eig) -> None:
    assert as_json(eig, "stats")["of_promotions"] == ["2"]
    assert as_json(eig, "stats", "-s", "designer", "-p", "5,1")["of_promotions"] == ["1", "5"]
    assert as_json(eig, "stats", "-m", "justice")["of_promotions"] == CODES
    assert [call["promotion"] for call in as_json(eig, "programme")] == ["2"]


def test_the_programme_begins_with_how_things_stand_today(eig: Eig, screen: Screen) -> None:
    shown = eig("programme")
    today, call = shown.stdout.split("\n\n")
    assert today.startswith("today: 20")
    assert f"\nlatest_call: {CODES[-1]}\nis_open: " in today
    assert call == eig("programme", "-p", "2").stdout
    assert shown.stderr == (
        "eig: only promotion 2 is included. For all: eig programme --promotion all\n"
    )
    [known] = as_json(eig, "programme")
    assert known.pop("today")["latest_call"] == CODES[-1]
    assert [known] == as_json(eig, "programme", "-p", "2")
    drawn = screen("programme")
    assert (
        drawn.index("Today, ")
        < drawn.index(f"Promotion {CODES[-1]}: The call ")
        < drawn.index("27 Oct")
    )
    page = eig("programme", "--format", "html").stdout
    assert page.index("<h2>Today, ") < page.index("27 Sep")


def test_piped_columns_keep_their_places_whatever_is_asked_for(eig: Eig) -> None:
    one = eig("list").stdout.splitlines()
    every = eig("list", "-p", "all").stdout.splitlines()
    assert {line.count("\t") for line in every} == {6}
    assert [line for line in every if line.endswith("\t2")] == one


def test_an_export_of_all_promotions_is_read_again_as_the_same(eig: Eig) -> None:
    eig("export", "-p", "all", "--output", "all.yaml")
    everything = ["-f", "json"]
    for command in (["export", *everything], ["list", "-q", "hôpital"], ["list", "-q", "sea"], ["promotions"], ["stats"], ["programme", *everything]):  # fmt: skip
        again = eig(*command, "-d", "all.yaml")
        assert (again.returncode, again.stderr) == (0, "")
        assert again.stdout == eig(*command, "-p", "all").stdout
    assert len(exported(eig, "-d", "all.yaml", "-p", "dig")) == 17


# Datasets of one's own


def defi(slug: str, rest: str = "skills: [s]") -> str:
    return f"{{slug: {slug}, name: {slug.upper()}, ministry: M, {rest}}}"


def test_other_promotions_of_a_dataset_of_ones_own_are_told_of(eig: Eig, tmp_path: Path) -> None:
    defis = ", ".join(
        defi(code, f"skills: [s], promotion: {code}, themes: [{code}]") for code in "xy"
    )
    (tmp_path / "d.yaml").write_text(f"challenges: [{defis}]", "utf-8")
    for theme in ("y", "x,y"):  # what its own promotion has is none of these
        listed = eig("list", "-d", "d.yaml", "-p", "x", "--theme", theme)
        more = f"1 défi of other promotions matches: eig list -d d.yaml --theme {theme}"
        assert listed.stderr.endswith(f" {more} --promotion all\n")
    # All of its own dataset is asked about by itself, whatever EIG_PROMOTION says.
    listed = eig("list", "-d", "d.yaml", "-c", "slug", env={"EIG_PROMOTION": "x"})
    assert (listed.stdout, listed.stderr) == ("x\ny\n", "")


# Several datasets

X = f"programme: {{name: P, promotion: x}}\nchallenges: [{defi('a', 'skills: [cook]')}]\n"
Y = X.replace("promotion: x", "promotion: y").replace("slug: a", "slug: b")
Y += "skills: {cook: {english: cook, english_plural: cooks}}\n"


def test_several_datasets_are_put_together_in_the_order_given(eig: Eig, tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(X, "utf-8")
    (tmp_path / "y.yaml").write_text(Y, "utf-8")
    given = ["-d", "y.yaml", "-d", "x.yaml"]
    for arguments, found in (
        (["list", *given], "ba"),
        ([*given, "list"], "ba"),
        (["list", *given, "--promotion", "X"], "a"),
        (["list", *given, "-p", "all", "--skill", "cooks"], "ba"),
    ):
        assert eig(*arguments, "-c", "slug").stdout.split() == list(found)
    both = eig("list", "-c", "slug", env={"EIG_DATA": f"x.yaml{os.pathsep}y.yaml"})
    assert both.stdout.split() == ["a", "b"]
    checked = eig("check", "x.yaml", "y.yaml")
    assert checked.stdout == "x.yaml, y.yaml: 2 défis; no problems\n"
    # By whatever name.
    twice = eig("list", "-d", "x.yaml", "-d", "./x.yaml")
    assert (twice.returncode, twice.stderr) == (2, "eig: 'x.yaml' is given twice\n")
