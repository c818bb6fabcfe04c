"""Several promotions, and several datasets: which are read, and how they become one."""

import csv
import json
import os
import re
import shlex
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import yaml
from build import slugs
from conftest import Eig, Screen
from generate import DATA, SCHEMA
from jsonschema import Draft202012Validator

from eigcli import dataset
from eigcli.bundled import bundled
from eigcli.errors import DatasetError, UsageError
from eigcli.fields import record_of, values_of
from eigcli.model import Challenge, Dataset, Programme

FOLDER = DATA.parent
FILES = {code: FOLDER / found.file for code, found in bundled().items()}
WHOLE = {code: yaml.safe_load(file.read_text("utf-8")) for code, file in FILES.items()}
CODES = sorted(WHOLE, key=lambda code: (str(WHOLE[code]["programme"]["start"])[:4], code))
CHALLENGES = [len(WHOLE[code]["challenges"]) for code in CODES]


def people(code: str, key: str) -> tuple[int | None, int]:
    """Return how many people the défis of a promotion state, and how many défis state any."""
    stated = [sum(c[key].values()) for c in WHOLE[code]["challenges"] if key in c]
    return (sum(stated) if stated else None, len(stated))


SOUGHT, RECRUITED = ([people(code, key)[0] for code in CODES] for key in ("profiles", "recruited"))
KNOWN = sum(people(code, "profiles")[1] for code in CODES)
VOCABULARIES = [FOLDER / f"{name}.yaml" for name in ("bodies", "synonyms", "towns", "vocabulary")]
SHARED = yaml.safe_load(VOCABULARIES[-1].read_text("utf-8"))


def exported(eig: Eig, *arguments: str) -> list[dict[str, str]]:
    """Return the rows of an export in CSV."""
    done = eig("export", *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    return list(csv.DictReader(done.stdout.splitlines()))


def as_json(eig: Eig, *arguments: str) -> Any:
    return json.loads(eig(*arguments, "--format", "json").stdout)


def cited(record: dict[str, Any]) -> set[str]:
    """Return the keys of the sources that a record cites, with or without the fields they gave."""
    listed = ([source] if isinstance(source, str) else source for source in record["sources"])
    return set(chain.from_iterable(listed))


# The data


def test_what_help_and_completion_know_of_the_promotions_is_in_their_files() -> None:
    assert {*FOLDER.rglob("*.yaml")} == {*FILES.values(), *VOCABULARIES}
    assert list(FILES) == CODES
    for code, found in bundled().items():
        loaded = dataset.load(dataset.Input(promotion=(code,)))
        assert [programme.promotion for programme in loaded.programmes] == [code]
        assert (loaded.programmes[0].start or "").startswith(found.year)
        assert len(loaded.challenges) == found.challenges
    slugs = [challenge["slug"] for whole in WHOLE.values() for challenge in whole["challenges"]]
    assert len(slugs) == len(set(slugs)) == sum(CHALLENGES)


@pytest.mark.parametrize("code", CODES)
def test_each_file_is_valid_and_names_its_schema_its_licence_and_the_date_of_its_sources(
    eig: Eig, code: str
) -> None:
    checked = eig("check", str(FILES[code]))
    assert (checked.returncode, checked.stderr) == (0, "")
    assert checked.stdout.endswith("; no problems\n")
    # An editor reads a date as a text.
    texts = json.loads(json.dumps(WHOLE[code], default=str))
    assert Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).is_valid(texts)
    text = FILES[code].read_text("utf-8")
    schema = os.path.relpath(SCHEMA, FILES[code].parent)
    assert text.startswith(f"# yaml-language-server: $schema={schema}\n")
    header = text.partition("\nprogramme:")[0]
    assert "Licence Ouverte / Open Licence 2.0" in header
    assert re.search(r"\b\d+ \w+ 20\d\d\b", header)


def test_the_vocabulary_has_what_several_files_refer_to_and_each_file_the_rest() -> None:
    used: set[str] = set()
    keys: list[str] = []
    for whole in WHOLE.values():
        sources = cited(whole["programme"])
        for totals in ("announced", "recruited"):
            used |= set(whole["programme"].get(totals, {}).get("skills", {}))
        for challenge in whole["challenges"]:
            used |= set(challenge.get("profiles", challenge.get("skills", {})))
            used |= set(challenge.get("recruited", {}))
            sources |= cited(challenge)
        assert sources - set(SHARED["sources"]) == set(whole["sources"])
        assert not {"skills", "synonyms", "families", "bodies", "towns"} & set(whole)
        keys += sources & set(SHARED["sources"])
    assert used == set(SHARED["skills"])
    assert {key for key in keys if keys.count(key) > 1} == set(SHARED["sources"])


def test_each_fact_that_is_bundled_has_a_source_and_each_source_gave_some(
    all_promotions: Dataset,
) -> None:
    """Facts are what a record states but its name for commands and its sources.

    The promotion of a challenge and its year are those of its file.
    """
    records: list[Programme | Challenge] = [*all_promotions.programmes, *all_promotions.challenges]
    for record in records:
        no_facts = {"slug", "sources"}
        if isinstance(record, Challenge):
            no_facts |= {"promotion", "year"}
        facts = {
            declared.name
            for declared, value in values_of(record)
            if value != declared.kind.nothing and not declared.given
        } - no_facts
        given = [set(source.fields) for source in record.sources]
        assert (record.name, set().union(*given) ^ facts) == (record.name, set())
        assert all(given)
        # A source has one line.
        assert len({source.key for source in record.sources}) == len(record.sources)


def test_a_programme_says_in_two_sentences_what_it_is_and_the_same_in_each_promotion(
    all_promotions: Dataset,
) -> None:
    said: dict[str, set[str]] = {}
    for programme in all_promotions.programmes:
        for text in (programme.description, programme.description_english):
            assert text
            assert re.fullmatch(r"[^.]+\. [^.]+\.", text)
            assert programme.name in text
        said.setdefault(programme.name, set()).update(
            (str(programme.description), str(programme.description_english))
        )
    assert {len(texts) for texts in said.values()} == {2}


def test_what_is_bundled_has_its_own_sources_first_and_roles_in_one_order() -> None:
    for code in CODES:
        loaded = dataset.load(dataset.Input(promotion=(code,)))
        keys = [source.key for source in loaded.sources]
        own = list(WHOLE[code]["sources"])
        assert keys[: len(own)] == own
        assert keys[len(own) :] == [key for key in SHARED["sources"] if key in keys[len(own) :]]
        roles = [skill.code for skill in loaded.skills]
        assert roles == [role for role in SHARED["skills"] if role in roles]


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
LATEST_LABEL = f"{LATEST} ({bundled()[LATEST].year})"


@pytest.mark.parametrize(
    ("typed", "promotions", "guess"),
    [
        ("", ["2"], ""),
        ("4", ["4"], ""),
        *((name, ["3"], "") for name in ("promotion 3", "EIG3", "promo 3")),
        ("DIG", ["dig"], ""),
        ("7,1", ["1", "7"], ""),
        *((name, CODES, "") for name in ("all", "4,All", "5,toutes", "5,tous", "5,Tout")),
        # The year in which the work begins, or something of its name.
        ("2018", ["2"], ""),
        ("2021", ["5"], ""),
        ("2019", ["3", "dig"], ""),
        ("2025", ["7"], "7 (2024)"),
        ("2023", ["6"], "6 (2022)"),
        ("designers", ["dig"], "dig (2019)"),
        *((name, [LATEST], LATEST_LABEL) for name in ("derniere", "La dernière", "latest")),
    ],
)
def test_the_challenges_are_those_of_the_promotions_asked_for_in_their_order(
    eig: Eig, typed: str, promotions: list[str], guess: str
) -> None:
    asked = ["-p", typed] if typed else []
    found = as_json(eig, "list", *asked)
    assert list(dict.fromkeys(one["promotion"] for one in found)) == promotions
    assert len(found) == sum(CHALLENGES[CODES.index(code)] for code in promotions)
    numbers = [one["number"] for one in found if one["promotion"] == promotions[0]]
    assert numbers == list(range(1, len(numbers) + 1))
    if asked:
        told = eig("promotions", *asked).stderr
        assert told == (f"eig: '{typed}' is promotion {guess}\n" if guess else "")


def test_a_name_of_several_promotions_is_told_with_all_of_them(eig: Eig) -> None:
    told = eig("promotions", "-p", "entrepreneurs").stderr
    assert told.startswith("eig: 'entrepreneurs' is promotions 1 (2017), 2 (2018), ")


@pytest.mark.parametrize("typed", ["99", "", "2016", "2019-01", "al", "all,zzz"])
def test_a_promotion_that_there_is_not_is_named(typed: str) -> None:
    with pytest.raises(UsageError) as refused:
        dataset.load(dataset.Input(promotion=(typed,)))
    assert f"'{typed.removeprefix('all,')}'" in str(refused.value)
    assert ("Did you mean all?" in str(refused.value)) == (typed == "al")


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


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return what datasets are together: files `a.yaml`, `b.yaml` … with these texts."""
    monkeypatch.chdir(tmp_path)

    def loaded(*texts: str, promotion: str = "") -> Dataset:
        names = [f"{name}.yaml" for name in "abcdef"[: len(texts)]]
        for name, text in zip(names, texts, strict=True):
            Path(name).write_text(text, "utf-8")
        return dataset.load(dataset.Input(tuple(names), (promotion,) if promotion else ()))

    return loaded


def test_the_promotions_of_a_dataset_go_by_code_and_by_the_year_in_which_the_work_starts(
    load: Any,
) -> None:
    calls = "[{name: P, promotion: a, start: 2030-02, months: 3}, {name: Q, promotion: b}]"
    defis = ", ".join(defi(code + "s", f"promotion: {code}, skills: [s]") for code in "ab")
    text = f"{{programmes: {calls}, challenges: [{defis}]}}"
    assert slugs(load(text, promotion="2030")) == ["as"]
    assert [call.name for call in load(text, promotion="B").programmes] == ["Q"]
    # The year of b is not known, and no year is not its name.
    with pytest.raises(UsageError) as refused:
        load(text, promotion=",")
    assert str(refused.value) == "no promotion is called ''. The promotions are a, b, all."


def test_a_code_that_is_typed_exactly_is_the_one_that_is_meant(load: Any) -> None:
    codes = enumerate(["Dig", "dig", "D.I.G"])
    defis = [defi(f"s{number}", f"promotion: {code}, skills: [s]") for number, code in codes]
    text = f"challenges: [{', '.join(defis)}]"
    assert slugs(load(text, promotion="dig")) == ["s1"]
    assert slugs(load(text, promotion="DIG")) == ["s0", "s1", "s2"]


@pytest.mark.parametrize(
    ("programmes", "promotion"),
    [
        ("programme: {name: P, promotion: 1}", "1"),
        ("programmes: [{name: P, promotion: 1}]", None),
        ("programme: {name: P}", None),
        ("programmes: [{name: P, promotion: 1}, {name: Q, promotion: 2}]", None),
        ("", None),
    ],
)
def test_a_challenge_is_of_the_promotion_of_the_programme_of_its_file(
    load: Any, programmes: str, promotion: str | None
) -> None:
    both = load(f"{programmes}\nchallenges: [{defi('a')}]", f"challenges: [{defi('b')}]")
    assert both.promotions == tuple(dict.fromkeys([promotion, None]))


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


BROKEN = "challenges:\n- x"
CALL = "programme: {name: P, promotion: 1}\nchallenges: []"
MESSAGES: dict[tuple[str, ...], list[str]] = {
    # A contradiction is a problem of the later file.
    (f"challenges: [{defi('a')}]", "challenges:\n- name: A\n  slug: a\n  ministry: M\n  skills: [s]"): ["b.yaml:3:9: the slug 'a' is taken, in a.yaml:1"],
    ("sources: {s: {title: One}}\nchallenges: []", "challenges: []\nsources:\n  s: {title: Two}"): ["b.yaml:3:3: the key 's' is that of another source, in a.yaml:1"],
    (CALL, "challenges: []\nprogramme: {name: Q, promotion: '1'}"): ["b.yaml:2:33: the promotion '1' is described otherwise in a.yaml:1"],
    (f"challenges:\n- {defi('a', 'number: 1, skills: [s]')}", f"challenges:\n- {defi('b', 'number: 1, skills: [s]')}"): ["b.yaml:2:43: the number '1' is taken, in a.yaml:2"],
    # The problems of all files are reported together.
    (BROKEN, X, "", BROKEN): [
        "a.yaml:2:3: expected a mapping for a challenge, found text",
        "c.yaml:1:1: expected a mapping, found an empty file",
        "d.yaml:2:3: expected a mapping for a challenge, found text",
    ],
    ("slug,name\na,A", "[", BROKEN): [
        "a.yaml:1:1: this looks like CSV: a dataset is YAML or JSON",
        "b.yaml:2:1: not valid YAML: a '[' or a '{' is not closed, or a comma is missing.",
        "c.yaml:2:3: expected a mapping for a challenge, found text",
    ],
    # A file that lists roles may use no others, but for those of other files.
    (f"skills: {{t: {{}}}}\nchallenges: [{defi('a', 'skills: [s, t, u]')}]", f"skills: {{s: {{}}}}\nchallenges: [{defi('b', 'skills: [u]')}]"): [
        "a.yaml:2:61: no skill has the code 'u'. Known: t, s",
        "b.yaml:2:55: no skill has the code 'u'. Known: t, s",
    ],
    # A number is taken once in each promotion.
    (f"challenges:\n- {defi('a', 'promotion: 1, number: 1, skills: [s]')}\n- {defi('b', 'promotion: 2, number: 1, skills: [s]')}\n- {defi('c', 'promotion: 2, number: 1, skills: [s]')}",): ["a.yaml:4:57: the number '1' is taken, on line 3"],
}  # fmt: skip


@pytest.mark.parametrize(("texts", "messages"), MESSAGES.items())
def test_a_problem_is_at_its_place_in_its_file(
    load: Any, texts: tuple[str, ...], messages: list[str]
) -> None:
    with pytest.raises(DatasetError) as refused:
        load(*texts)
    assert str(refused.value).splitlines() == messages


def test_of_several_descriptions_of_a_role_the_first_counts_for_all(load: Any) -> None:
    files = [
        f"challenges: [{defi('a')}]",
        f"skills: {{s: {{}}}}\nchallenges: [{defi('b')}]",
        f"skills: {{s: {{english: smith}}}}\nchallenges: [{defi('c')}]",
        f"skills: {{s: {{english: x, aliases: [y]}}}}\nchallenges: [{defi('d')}]",
    ]
    together = load(*files)
    assert slugs(together) == ["a", "b", "c", "d"]
    assert {p.skill.label for c in together.challenges for p in c.profiles} == {"smith"}
    # A file that lists none may use others.
    both = load(f"challenges: [{defi('a', 'skills: [t]')}]", files[2])
    assert [skill.label for skill in both.skills] == ["smith", "t"]


def test_a_source_of_one_file_may_be_cited_by_another(load: Any) -> None:
    cited = f"challenges: [{defi('a', 'skills: [s], sources: [web]')}]"
    both = load(cited, "sources: {web: {title: The site}}\nchallenges: []")
    assert [source.title for source in both.challenges[0].sources] == ["The site"]


def test_a_call_of_which_one_part_describes_a_role_is_the_same_call(load: Any) -> None:
    call = "programme: {name: P, promotion: 1, announced: {skills: {s: 1}}}"
    role = "skills: {s: {english: smith}}"
    a, b = (f"challenges: [{defi(slug, 'profiles: {s: 1}')}]" for slug in "ab")
    together = load(f"{call}\n{a}", f"{call}\n{role}\n{b}")
    assert slugs(together) == ["a", "b"]
    [programme] = together.programmes
    assert record_of(programme)["announced"]["skills"][0]["english"] == "smith"
    # Those that state no promotion are two.
    two = load(*(f"{{programme: {{name: Call {name}}}, challenges: []}}" for name in "ab"))
    assert [call.name for call in two.programmes] == ["Call a", "Call b"]


def test_words_mean_what_any_of_the_datasets_says(load: Any) -> None:
    one, two = ("synonyms: {a: [x, y], b: [z]}", "synonyms: {c: [z], a: [w, x]}")
    both = load(f"{one}\nchallenges: []", f"{two}\nchallenges: []")
    assert both.synonyms == (("a", ("x", "y", "w")), ("b", ("z",)), ("c", ("z",)))
