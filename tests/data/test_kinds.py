"""What follows from declaring a field of each kind: how it is read, written and shown."""

import json
import shutil
import subprocess
import sys
from dataclasses import fields
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml
from arbitrary import datasets
from build import CHEF, FULL, FULL_CALL, challenge, findings, problems, read, seeking, skill
from hypothesis import given
from hypothesis import strategies as st

import eigcli
from eigcli.data.fields import Field
from eigcli.data.kinds import TEXT, cell_of, fields_of, own_field, texts_in, to_json
from eigcli.data.model import (
    Challenge,
    Citation,
    Dataset,
    Pay,
    People,
    Period,
    Profile,
    Programme,
    Source,
    Totals,
)

DEFI = "slug: a, name: A"


def entry(keys: str) -> Challenge:
    """Return a challenge with some keys."""
    return read(f"challenges: [{{{DEFI}, {keys}}}]").challenges[0]


# A field is a line


BUDGET = (
    '    budget: Count | None = field("what it costs, in euros", unit=("{count} €", "{count} €"))\n'
)
ASKED = """
import json, sys, yaml
sys.path.append(sys.argv[1])
from eigcli.data.kinds import cell_of, fields_of, to_json
from eigcli.data.loading import read_files
from eigcli.data.loading import File
from eigcli.data.model import Challenge
from eigcli.errors import DatasetError
from schemas import dataset_schema

[one] = read_files([File("d", b"challenges: [{slug: a, name: A, budget: 5000}]")]).challenges
try:
    read_files([File("d", b"challenges: [{slug: a, name: A, budget: much}]")])
except DatasetError as error:
    print(error)
print(*cell_of(one, fields_of(Challenge)["budget"]))
for as_yaml in (True, False):
    print(to_json(one, as_yaml=as_yaml)["budget"])
    text = json.dumps({"challenges": [to_json(one, as_yaml=as_yaml)]})
    print(read_files([File("d", text.encode())]).challenges == (one,))
print(dataset_schema()["$defs"]["Challenge"]["properties"]["budget"]["anyOf"][0]["minimum"])
"""


def test_a_new_field_is_declared_in_a_line(tmp_path: Path) -> None:
    package = tmp_path / "eigcli"
    shutil.copytree(Path(eigcli.__file__).parent, package)
    model = package / "data" / "model.py"
    before, after = "    own: tuple[tuple[str, OwnValue], ...] = ()\n", model.read_text("utf-8")
    assert after.count(before) == 1
    model.write_text(after.replace(before, BUDGET + before), "utf-8")
    shutil.copytree(Path(__file__).parents[2] / "data", package / "data", dirs_exist_ok=True)
    command = [sys.executable, "-c", ASKED, str(Path(__file__).parents[2] / "tools")]
    # Its environment is empty, so that coverage ignores the copy.
    asked = subprocess.run(
        command, cwd=tmp_path, env={}, capture_output=True, check=True, encoding="utf-8"
    )
    assert asked.stdout.splitlines() == [
        "d:1:41: expected a whole number from 1 to 999999999, found 'much'",
        "5,000 €",
        *("5000", "True", "5000", "True"),
        "1",
    ]


# The shapes that a value may have


def citations(one: Challenge) -> dict[Source, set[str]]:
    """Return the fields that each source of a challenge gave."""
    return {cited.source: {*cited.fields} for cited in one.sources}


@pytest.mark.parametrize(
    ("short", "long"),
    [
        # A record instead of a list, and its one required field instead of a record.
        ("hosts: {ministry: M, department: D}", "hosts: [{ministry: M, department: D}]"),
        ("hosts: M", "hosts: [{ministry: M}]"),
        ("hosts: [M, {ministry: N}]", "hosts: [{ministry: M}, {ministry: N}]"),
        ("ministry: M", "hosts: [M]"),
        # Keys alone instead of pairs, in lists and in mappings.
        ("skills: [s, t]", "people: [s, t]"),
        ("profiles: [s, {t: 2}]", "people: [s, {t: 2}]"),
        ("profiles: {s: 1, t: 2}", "people: {s: 1, t: [2]}"),
        ("sources: [site, {beta: [name]}, {site: [slug]}]", "sources: [{site: [slug]}, {beta: [name]}]"),
        ("sources: {site: [name, ministry]}", "sources: [{site: [hosts, name, name]}]"),
    ],
)  # fmt: skip
def test_a_value_may_be_written_in_shorter_shapes(short: str, long: str) -> None:
    one = entry(short)
    other = entry(long)
    assert citations(one) == citations(other)
    assert one.hosts == other.hosts
    assert one.people == other.people
    assert one.seeks == other.seeks


def test_a_programme_may_be_written_in_shorter_shapes_too() -> None:
    [call] = read("programme: {name: P, monthly_pay: 4000, calls: {opens: 2018}}").programmes
    assert call.pay == (Pay(monthly=4000),)
    assert call.calls == (Period(opens="2018"),)
    assert read("programme: P").programmes == (Programme(name="P"),)


@pytest.mark.parametrize(
    ("keys", "people", "sought", "recruited"),
    [
        ("people: {s: 2}", ["s 2/?"], ["2 s"], []),
        ("people: {s: [2, 1], t: [0, 1]}", ["s 2/1", "t 0/1"], ["2 s"], ["1 s", "1 t"]),
        ("people: {s: [2, 0], t: [1]}", ["s 2/0", "t 1/?"], ["2 s", "1 t"], []),
        # A number that is not known is left out, or null.
        ("people: {s: [null, 1], t: []}", ["s ?/1", "t ?/?"], ["s", "t"], ["1 s"]),
        ("people: {s: [1, 2], t: [~, 0]}", ["s 1/2", "t ?/0"], ["1 s", "t"], ["2 s"]),
        ("people: [s, {t: [1, 1]}]", ["s ?/?", "t 1/1"], ["s", "1 t"], ["1 t"]),
        ("people: [{s: null, t: 2}]", ["s ?/?", "t 2/?"], ["s", "2 t"], []),
        # The keys of older files. A role beside those that are listed has nobody.
        ("skills: [s]", ["s ?/?"], ["s"], []),
        ("seeks: {s: 2}", ["s 2/?"], ["2 s"], []),
        ("profiles: {s: 2}, recruited: {t: 1}", ["s 2/0", "t 0/1"], ["2 s"], ["1 t"]),
        ("seeks: {s: 2, t: 1}, recruits: {s: 1}", ["s 2/1", "t 1/0"], ["2 s", "1 t"], ["1 s"]),
        ("recruited: {t: 1}", ["t ?/1"], ["t"], ["1 t"]),
        ("themes: []", [], [], []),
    ],
)
def test_people_sought_and_recruited_are_read_from_every_notation(
    keys: str, people: list[str], sought: list[str], recruited: list[str]
) -> None:
    found = entry(keys)
    assert list(map(str, found.people)) == people
    assert list(map(str, found.seeks)) == sought
    assert list(map(str, found.recruits)) == recruited


@pytest.mark.parametrize(
    ("people", "problem"),
    [
        ("{s: [1, 2, 3]}", "1:45: expected a whole number from 0 to 999999999, found a list"),
        ("[s, {s: 2}]", "1:46: 's' is already in this list"),
        ("{s: few}", "1:45: expected a whole number from 0 to 999999999, found 'few'"),
        ("{s: [1, -1]}", "1:49: expected a whole number from 0 to 999999999, found '-1'"),
        ("{s: 1, s: 2}", "1:48: the key 's' is twice in people"),
        ("{é: 1}", "1:42: expected ASCII letters, digits, hyphens, dots or underscores, found 'é'"),
        ("s", "1:41: expected a list such as [a, b], found 's'"),
        ("{s: 1}, skills: [s]", "1:49: 'skills' repeats another key: keep one"),
        ("{s: 1}, recruited: {s: 1}", "1:49: 'recruited' repeats another key: keep one"),
    ],
)
def test_wrong_values_of_people_are_refused(people: str, problem: str) -> None:
    assert problems(f"challenges: [{{{DEFI}, people: {people}}}]") == [problem]


# Own keys


@pytest.mark.parametrize(
    ("written", "value"),
    [
        *(("50000", 50000), ("-1.5", -1.5), ("0", 0), ("1.0e-05", 1e-05), ("1.0e+99", 1e99)),
        *(("a barn owl", "a barn owl"), ("2020-01-01", "2020-01-01"), ("yes", "yes")),
        *(("'5'", "5"), ("0x1F", "0x1F"), (".inf", ".inf"), ("1.0e+999", "1.0e+999")),
        *(("[red, 1]", ("red", "1")), ("1234567890123456", "1234567890123456")),
        *(("01000", "01000"), ("1e5", "1e5"), ("1.", "1.")),
    ],
)
def test_the_value_of_an_own_key_is_kept_as_written(written: str, value: object) -> None:
    found = entry(f"x-a: {written}, x-none: []")
    assert found.own == (("x-a", value),)
    assert found.own_keys == {"x-a": value}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        *(("50000", ["50000"]), ("-1.5", ["-1.5"]), ("1.0e-05", ["1e-05"])),
        *(("a barn owl", ["a barn owl"]), ("[red, 1]", ["red", "1"])),
    ],
)
def test_the_texts_of_an_own_key_are_those_of_its_value(written: str, expected: list[str]) -> None:
    found = entry(f"x-a: {written}, x-none: []")
    texts = [text for field, text in texts_in(found) if field.name == "x-a"]
    assert texts == expected


@pytest.mark.parametrize(
    ("key", "problem"),
    [
        ("x-a: {b: c}", "1:38: expected text, found a mapping"),
        ("x-a: [[]]", "1:39: expected text, found a list"),
        ("x-a: ''", "1:38: expected text, found ''"),
        ("x-a: [~]", "1:39: expected text, found nothing"),
        ("x-: 1", "1:33: a challenge has no key 'x-'. A key of your own begins with x-. Known: slug,"),
    ],
)  # fmt: skip
def test_wrong_values_of_an_own_key_are_refused(key: str, problem: str) -> None:
    [found] = problems(f"challenges: [{{{DEFI}, {key}}}]")
    assert found.startswith(problem)


def test_own_keys_that_differ_only_by_case_are_a_warning() -> None:
    text = "challenges:\n- {slug: a, name: A, x-pay: 1}\n- {slug: b, name: B, x-Pay: 2}\n"
    assert findings(text) == ["?3:22: 'x-Pay' differs from 'x-pay' only by case, in a.yaml:2"]


def test_the_value_of_such_a_key_is_not_compared_with_that_of_another_field() -> None:
    challenge = "{slug: a, name: A, seeks: [designer], towns: [Lyon], x-a: lyon, x-b: [lyon]}"
    assert findings(f"challenges: [{challenge}]") == []


@pytest.mark.parametrize(
    ("values", "is_whole", "is_number", "several"),
    [
        ([1, 2], True, True, False),
        ([1, 2.5], False, True, False),
        ([1, "a"], False, False, False),
        ([1, "a", ("b",)], False, False, True),
    ],
)
def test_the_field_of_an_own_key_suits_all_of_its_values(
    *, values: list[Any], is_whole: bool, is_number: bool, several: bool
) -> None:
    kind = own_field("x-a", values).kind
    whole = kind.numeric and not kind.fractional
    assert whole == is_whole
    assert kind.numeric == is_number
    assert kind.several == several


def test_an_own_number_may_be_a_year() -> None:
    kind = own_field("x-a", [2023]).kind
    assert [kind.labels(value) for value in (2023, 20231, 999)] == [
        ("2023",),
        ("20,231",),
        ("999",),
    ]


# Codes for programs, words for people


COOKS, BAKERS = Profile(skill=skill("cook"), count=3), Profile(skill=skill("baker"), count=2)


def totals(name: str, **known: object) -> tuple[type, str, object]:
    """Return the field of a programme that has totals, and these."""
    return Programme, name, Totals(**known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("field", "codes", "words"),
    [
        # A number has its unit if one is declared.
        ((Challenge, "months", 1234), ["1234"], ["1,234"]),
        ((Programme, "months", 1), ["1"], ["1 month"]),
        ((Programme, "months", 1234), ["1234"], ["1,234 months"]),
        ((Programme, "max_applications", 1), ["1"], ["1 challenge at most for one candidate"]),
        ((Programme, "session_weeks", 1), ["1"], ["a group session every week"]),
        ((Programme, "opens", "2017-09-27"), ["2017-09-27"], ["27 September 2017"]),
        # What a code means.
        ((Challenge, "basis", "inferred"), ["inferred"], ["inferred: no source states the whole split"]),
        ((Challenge, "funding", "programme"), ["programme"], ["the programme"]),
        ((Challenge, "phase", "handed-over"), ["handed-over"], ["Handed over"]),
        ((Programme, "counted", "selected"), ["selected"], ["the people selected: the call gave no numbers"]),
        # Texts are in a line for people.
        ((Challenge, "towns", ("a", "b")), ["a", "b"], ["a; b"]),
        ((Citation, "fields", ("towns", "name")), ["towns", "name"], ["towns; name"]),
        # Totals are a line.
        (totals("announced", challenges=1, people=2, skills=(BAKERS,)), ["1 challenges, 2 people, 2 baker"], ["1 challenge, 2 people: 2 bakers"]),
        (totals("announced", people=1), ["1 people"], ["1 person"]),
        (totals("recruited", skills=(COOKS, BAKERS)), ["3 cook, 2 baker"], ["3 cooks, 2 bakers"]),
        (totals("recruited", challenges=2, skills=seeking(cook=None)), ["2 challenges, cook"], ["2 challenges: cook"]),
        ((Challenge, "people", (People(role=CHEF, sought=2),)), ["cook 2/?"], ["chef 2/?"]),
        ((Challenge, "seeks", seeking(cook=1234, baker=None)), ["1234 cook", "baker"], ["1,234 cooks", "baker"]),
        # A pay says whose it is, and what may come on top.
        (
            (Programme, "pay", (Pay(monthly=5000, variable=10), Pay(experience="plus de 5 ans", monthly=40, currency="USD"))),
            ["5000 + 10 %", "plus de 5 ans: 40"],
            ["5,000 € net a month, and up to 10% more", "plus de 5 ans: 40 USD a month"],
        ),
        # A time to apply is an interval.
        (
            (Programme, "calls", (Period(opens="2024-01-29", closes="2024-03"), Period(closes="2025"))),
            ["2024-01-29/2024-03", "../2025"],
            ["29 January 2024 – March 2024", "… – 2025"],
        ),
        ((Dataset, "synonyms", read("synonyms: {ia: [a, b]}").synonyms), ["ia"], ["ia"]),
    ],
)  # fmt: skip
def test_programs_read_codes_and_people_words(
    field: tuple[type, str, object], codes: list[str], words: list[str]
) -> None:
    of, name, value = field
    needed: dict[str, Any] = {}
    for attribute in fields(of):
        declared = fields_of(of).get(attribute.name, TEXT_FIELD)
        if declared.required:
            needed[attribute.name] = "x"
    one = of(**needed | {name: value})
    declared = fields_of(of)[name]
    found = getattr(one, declared.name)
    assert declared.kind.codes(found) == tuple(codes)
    assert cell_of(one, declared) == tuple(words)


TEXT_FIELD = Field("own", TEXT, False, "", "")  # noqa: FBT003 - the default, not required


def test_an_unknown_value_is_an_empty_cell() -> None:
    for of in (Challenge, Programme):
        for declared in fields_of(of).values():
            kind, nothing = declared.kind, of.nothing.get(declared.name)
            assert kind.codes(nothing) == ()
            assert kind.labels(nothing) == ()


def test_native_fields_are_those_in_the_language_of_the_dataset() -> None:
    native = {name for name, field in fields_of(Challenge).items() if field.kind.native}
    assert {"name", "tagline", "towns", "hosts"} < native
    assert not {"tagline_english", "slug", "seeks", "phase", "page", "sources"} & native


def test_a_search_looks_into_the_fields_declared_for_it() -> None:
    found = {text: field.name for field, text in texts_in(FULL)}
    searched = {"A": "name", "feed": "tagline_english", "chef": "seeks", "baker": "seeks", "M": "ministry", "L": "aliases", "Brest": "towns", "Rien.": "note", "bread": "keywords"}  # fmt: skip
    assert searched.items() <= found.items()
    assert not {"Port", "Livre", "2018", "host"} & found.keys()


# Written and read again


@given(datasets)
def test_any_dataset_is_read_again_from_yaml(dataset: Dataset) -> None:
    assert read(yaml.safe_dump(to_json(dataset, as_yaml=True), sort_keys=False).encode()) == dataset


# Derived keys, and labels of roles, which eigcli adds if an export has none.
FOLLOWING = {"districts", "regions", "followed_by", "bodies", "families", "aliases", "french", "english", "year"}  # fmt: skip


def stated(records: Any) -> Any:
    """Return records of JSON without what follows from the rest."""
    if isinstance(records, list):
        return list(map(stated, records))
    if isinstance(records, dict):
        return {key: stated(value) for key, value in records.items() if key not in FOLLOWING}
    return records


BRIEF = """
    months: 10
    people: {cook: [2, 1], x-y: [1, 0], baker: [~, 2]}
    sources: {k: [tagline, towns], r: [towns, tagline_english]}
"""
LEAST = "{slug: b, name: B, people: [cook], hosts: [{ministry: M}]}"


def test_a_record_is_written_briefly_without_derived_fields() -> None:
    brief = to_json(FULL, as_yaml=True)
    assert not {"seeks", "recruits", "sought", "regions", "followed_by"} & brief.keys()
    assert brief == brief | yaml.safe_load(BRIEF)
    assert brief["hosts"][1] == {"ministry": "N"}
    least = to_json(challenge("b"), as_yaml=True)
    assert least == yaml.safe_load(LEAST)


def test_a_call_is_written_briefly() -> None:
    call = to_json(FULL_CALL, as_yaml=True)
    assert call["announced"] == {"challenges": 1, "people": 3, "skills": {"cook": 2}}
    assert call["pay"][1] == {"monthly": 4000}
    assert call["sources"] == ["k"]


def test_a_record_is_written_whole_with_derived_fields() -> None:
    whole = to_json(FULL, as_yaml=False)
    expected = {
        "seeks": ["2 cook", "1 x-y", "baker"],
        "recruits": ["1 cook", "2 baker"],
        "skills": ["cook", "x-y", "baker"],
        "sought": None,
        "recruited": 3,
        "ministries": ["M", "N"],
        "departments": ["D", ""],
        "bodies": ["Port", "Dock"],
        "families": ["sea", "land"],
        "regions": ["Bretagne"],
    }
    for name, value in expected.items():
        assert whole[name] == value
    assert whole["people"][1] == {"role": "x-y", "sought": 1, "recruited": 0}
    assert whole["sources"][1]["fields"] == ["towns", "tagline_english"]
    assert whole["hosts"][1]["bodies"] == ["Port"]


def written(dataset: Dataset) -> list[dict[str, Any]]:
    """Return the challenges of a dataset as JSON has them."""
    return [to_json(one, as_yaml=False) for one in dataset]


@given(dataset=datasets, ascii_only=st.booleans())
def test_any_challenges_are_read_again_from_json(*, dataset: Dataset, ascii_only: bool) -> None:
    dumps = partial(json.dumps, ensure_ascii=ascii_only)
    records = written(dataset)
    lines = list(map(dumps, records))
    for text in (dumps(records), "\n".join(lines) or "[]"):
        again = written(read(text.encode()))
        assert stated(again) == stated(records)
    # With their vocabularies, they are the same.
    whole = to_json(dataset, as_yaml=True)
    whole["challenges"] = records
    assert read(dumps(whole).encode()) == dataset


def test_an_export_may_say_less_of_a_document_than_a_list_but_nothing_else() -> None:
    listed = '"sources": {"k": {"title": "T", "publisher": "P"}}'
    record = '{"slug": "a", "name": "A", "sources": [{"key": "k", "title": "%s"}]}'
    [one] = read(f'{{{listed}, "challenges": [{record % "T"}]}}').challenges
    assert one.sources[0].source.publisher == "P"
    [found] = problems(f'{{{listed}, "challenges": [{record % "U"}]}}')
    assert found.endswith("describes 'k' differently")


def test_each_wrong_source_of_an_export_is_reported() -> None:
    sources = '[{"key": "k", "x": null}, {"key": "l", "x": 1}]'
    found = problems(f'[{{"slug": "a", "name": "A", "sources": {sources}}}]')
    assert found == [
        "1:41: a source lacks the key 'title'",
        "1:66: a source lacks the key 'title'",
        "1:79: a source has no key 'x'. Known: title, publisher, date, url, note",
    ]


def test_older_exports_are_read() -> None:
    call = "programme: {name: P, promotion: 1, announced: {challenges: 1, profiles: 3, skills: {cook: 2, witch: 1}}}\n"
    defi = "challenges: [{slug: a, name: A, ministry: M, profiles: {cook: 2, witch: 1}, recruited: {cook: 1}}]"
    record: dict[str, Any] = {
        "slug": "a",
        "name": "A",
        "hosts": [{"ministry": "M", "bodies": [], "aliases": ["L"]}],
        "promotion": "1",
    }
    record["profiles"] = [
        {"skill": "cook", "french": "c", "english": None, "count": 2},
        {"skill": "witch", "count": 1},
    ]
    record |= {
        "recruited": [{"skill": "cook", "french": "c", "count": 1}],
        "regions": ["R"],
        "note": None,
        "calls": None,
    }
    older = read(call + defi)
    [again] = read(json.dumps(record | {"calls": None})).challenges
    assert older.programmes[0].announced == Totals(
        challenges=1, people=3, skills=older.challenges[0].seeks
    )
    assert [str(one) for one in older.challenges[0].people] == ["cook 2/1", "witch 1/0"]
    assert [str(one) for one in again.people] == ["cook 2/1", "witch 1/0"]
    # A role that nothing else describes has the labels of the export.
    assert [profile.skill.label() for profile in again.seeks] == ["c", "witch"]
    # A role of eigcli keeps its own labels.
    text = '[{"slug": "a", "name": "A", "profiles": [{"skill": "designer", "english": "x"}]}]'
    assert [role.english for role in read(text).skills] == ["designer"]
