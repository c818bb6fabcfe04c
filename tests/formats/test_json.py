"""The keys that programs rely on, and what is under them."""

import json
from dataclasses import replace
from typing import Any

import oracle
from arbitrary import datasets
from build import challenge, host, skill
from build import dataset as dataset_of
from hypothesis import given

from eigcli.columns import columns_named, columns_of
from eigcli.counts import Counts
from eigcli.find import find_by_name
from eigcli.formats.json import write
from eigcli.model import (
    Announced,
    Challenge,
    Dataset,
    Pay,
    Period,
    Programme,
    Recruited,
    Source,
)
from eigcli.people import Profile
from eigcli.reports import Call, Calls, Cards, Listing, Report

COOK = skill("cook", french="cuisinier·ère", english="chef", aliases=("cuistot",))
COOKS = {"skill": "cook", "french": "cuisinier·ère", "english": "chef", "count": 2}
BAKER = {"skill": "baker", "french": None, "english": None, "count": 1}
BOOK = Source(
    key="k",
    title="Livre",
    publisher="Éditeur",
    date="2017-09",
    url="https://example.org/l",
    note="Lu.",
)
BOOK_RECORD = {
    "key": "k",
    "title": "Livre",
    "publisher": "Éditeur",
    "date": "2017-09",
    "url": "https://example.org/l",
    "note": "Lu.",
}
CHALLENGE = Challenge(
    slug="a",
    name="A",
    hosts=(replace(host("M", "D"), aliases=("L",)), host("N")),
    profiles=(Profile(COOK, 2), Profile(skill("baker"), 1)),
    number=7,
    tagline="nourrir",
    other_names=("B", "C"),
    promotion="2",
    towns=("Brest",),
    themes=("Santé", "Culture"),
    basis="stated",
    recruited=(Profile(COOK, 2),),
    expertise=("pain",),
    later_expertise=("Cuisine",),
    funding="host",
    months=10,
    page="https://example.org/",
    former_page="https://example.org/f",
    product="https://example.org/p",
    repository="https://example.org/r",
    sources=(BOOK,),
    note="Rien.",
)
ANNOUNCED = Announced(challenges=1, profiles=3, skills=(Profile(COOK, 2),))
ANNOUNCED_RECORD = {"challenges": 1, "profiles": 3, "skills": [COOKS]}


def written(report: Report) -> Any:
    return json.loads("".join(write(report)))


def test_a_challenge() -> None:
    [record] = written(Listing(dataset_of(CHALLENGE)))
    assert record == {
        "slug": "a",
        "number": 7,
        "name": "A",
        "tagline": "nourrir",
        "other_names": ["B", "C"],
        "promotion": "2",
        "hosts": [
            {"ministry": "M", "department": "D", "aliases": ["L"]},
            {"ministry": "N", "department": None, "aliases": []},
        ],
        "towns": ["Brest"],
        "themes": ["Santé", "Culture"],
        "profiles": [COOKS, BAKER],
        "basis": "stated",
        "recruited": [COOKS],
        "expertise": ["pain"],
        "later_expertise": ["Cuisine"],
        "funding": "host",
        "months": 10,
        "page": "https://example.org/",
        "former_page": "https://example.org/f",
        "product": "https://example.org/p",
        "repository": "https://example.org/r",
        "note": "Rien.",
        "sources": [BOOK_RECORD],
    }
    [bare] = written(Listing(dataset_of(challenge())))
    assert list(bare) == list(record)
    assert (bare["number"], bare["profiles"][0]["count"], bare["sources"]) == (None, None, [])
    assert (bare["promotion"], bare["towns"], bare["recruited"]) == (None, [], [])


def test_the_programme() -> None:
    programme = Programme(
        name="P",
        acronym="PR",
        promotion="2",
        organiser="Etalab",
        opens="2017-09-27",
        closes="2017-10-27T17:00+02:00",
        calls=(Period(opens="2017-09"), Period(closes="2018")),
        start="2018-01",
        ends="2018-11",
        months=10,
        monthly_pay=4000,
        pay=(Pay(experience="e", monthly=3500, variable=10), Pay(monthly=4000)),
        max_applications=3,
        selection="s",
        team="t",
        mentors=("m",),
        session_weeks=2,
        data="d",
        previous="p",
        apply="https://example.org/",
        contact="https://example.org/c",
        announced=ANNOUNCED,
        counted="sought",
        recruited=Recruited(challenges=1, people=2, skills=(Profile(COOK, 2),)),
        licence="etalab-2.0",
        next_call="x",
        note="n",
        sources=(BOOK,),
    )
    record = written(Call((programme,)))
    assert list(record.items()) == [
        ("name", "P"),
        ("acronym", "PR"),
        ("promotion", "2"),
        ("organiser", "Etalab"),
        ("opens", "2017-09-27"),
        ("closes", "2017-10-27T17:00+02:00"),
        ("calls", [{"opens": "2017-09", "closes": None}, {"opens": None, "closes": "2018"}]),
        ("start", "2018-01"),
        ("ends", "2018-11"),
        ("months", 10),
        ("monthly_pay", 4000),
        (
            "pay",
            [
                {"experience": "e", "monthly": 3500, "variable": 10},
                {"experience": None, "monthly": 4000, "variable": None},
            ],
        ),
        ("max_applications", 3),
        ("selection", "s"),
        ("team", "t"),
        ("mentors", ["m"]),
        ("session_weeks", 2),
        ("data", "d"),
        ("previous", "p"),
        ("apply", "https://example.org/"),
        ("contact", "https://example.org/c"),
        ("announced", ANNOUNCED_RECORD),
        ("counted", "sought"),
        ("recruited", {"challenges": 1, "people": 2, "skills": [COOKS]}),
        ("licence", "etalab-2.0"),
        ("next_call", "x"),
        ("note", "n"),
        ("sources", [BOOK_RECORD]),
    ]
    bare = written(Call((Programme(name="P"),)))
    assert list(bare) == list(record)
    assert (bare["announced"], bare["closes"], bare["mentors"]) == (None, None, [])
    assert (bare["recruited"], bare["counted"], bare["calls"]) == (None, None, [])


def test_each_promotion_is_an_object(two_promotions: Dataset) -> None:
    first, second = written(Calls(two_promotions))
    assert list(first.items()) == [
        ("promotion", "1"),
        ("name", "P"),
        ("start", None),
        ("challenges", 2),
        ("sought", 6),
        ("recruited", 5),
        ("organiser", "E"),
        ("counted", None),
    ]
    assert list(second.items()) == [
        ("promotion", "dig"),
        ("name", "=Q, R; S | T: u"),
        ("start", "2019-06"),
        ("challenges", 1),
        ("sought", None),
        ("recruited", None),
        ("organiser", None),
        ("counted", "selected"),
    ]


def test_counts() -> None:
    announcing = dataset_of(
        CHALLENGE, programmes=(Programme(name="P", promotion="2", announced=ANNOUNCED),)
    )
    assert written(Counts(announcing, announcing)) == {
        "challenges": 1,
        "sought": 3,
        "recruited": 2,
        "share_of": "sought",
        "skills": [
            {"skill": "cook", "challenges": 1, "sought": 2, "recruited": 2, "share": 2 / 3},
            {"skill": "baker", "challenges": 1, "sought": 1, "recruited": 0, "share": 1 / 3},
        ],
        "ministries": [
            {"ministry": "M", "challenges": 1, "sought": 3, "recruited": 2, "share": 1.0},
            {"ministry": "N", "challenges": 1, "sought": 3, "recruited": 2, "share": 1.0},
        ],
        "announced": ANNOUNCED_RECORD,
        "adds_up": True,
    }
    silent = replace(announcing, programmes=())
    counts = written(Counts(silent, silent))
    assert (counts["announced"], counts["adds_up"]) == (None, None)


@given(datasets)
def test_a_parser_gives_back_exactly_what_went_in(dataset: Dataset) -> None:
    records = oracle.record(dataset.challenges)
    assert written(Listing(dataset)) == records
    assert written(Cards(dataset)) == records
    counts = Counts(dataset, dataset)
    assert written(counts) == counts.records()
    calls = oracle.record(dataset.programmes)
    # One call is an object and no array.
    assert written(Call(dataset.programmes)) == (calls[0] if len(calls) == 1 else calls)


@given(datasets)
def test_columns_hold_the_same_as_the_keys_and_counts_beside(dataset: Dataset) -> None:
    columns = columns_of(dataset.skills)
    chosen = Listing(dataset, columns_named(dataset, list(columns)))
    for record, one in zip(written(chosen), dataset.challenges, strict=True):
        departments = [held.department or "" for held in one.hosts]
        assert list(record) == list(columns)
        assert record.pop("ministries") == [held.ministry for held in one.hosts]
        assert record.pop("departments") == (departments if any(departments) else [])
        assert record.pop("seeks") == oracle.codes(one.profiles)
        assert record.pop("skills") == [profile.skill.code for profile in one.profiles]
        assert record.pop("sought") == oracle.total(one.profiles)
        keys = oracle.record(one)
        assert {key: record.pop(key) for key in keys} == keys
        hired = one.recruited
        assert record.pop("recruited_total") == (oracle.total(hired) if hired else None)
        # What remains are two columns for each skill.
        assert list(record.values()) == [
            *(oracle.sought(one.profiles, role.code) for role in dataset.skills),
            *(oracle.sought(hired, role.code) if hired else None for role in dataset.skills),
        ]


def test_no_challenge_or_promotion_is_an_empty_array() -> None:
    none = dataset_of()
    assert "".join(write(Listing(none))) == "[]\n"
    assert "".join(write(Listing(none, columns_named(none, ["slug"])))) == "[]\n"
    assert "".join(write(Calls(none))) == "[]\n"


def test_it_is_indented_with_its_letters_as_they_are() -> None:
    profiles = (Profile(skill("géo", french="géomaticien·ne"), 2),)
    one = challenge(name="Santé\n", profiles=profiles, number=1)
    assert "".join(write(Cards(dataset_of(one, challenge("b"))))).startswith(
        """\
[
  {
    "slug": "a",
    "number": 1,
    "name": "Santé\\n",
    "tagline": null,
    "other_names": [],
    "promotion": null,
    "hosts": [
      {
        "ministry": "M",
        "department": null,
        "aliases": []
      }
    ],
    "towns": [],
    "themes": [],
    "profiles": [
      {
        "skill": "géo",
        "french": "géomaticien·ne",
        "english": null,
        "count": 2
      }
    ],
    "basis": null,
    "recruited": [],
    "expertise": [],
    "later_expertise": [],
    "funding": null,
    "months": null,
    "page": null,
    "former_page": null,
    "product": null,
    "repository": null,
    "note": null,
    "sources": []
  },
  {
    "slug": "b",
"""
    )
    programme = "".join(write(Call((Programme(name="Été"),))))
    assert programme.startswith('{\n  "name": "Été",\n')
    assert programme.endswith("\n}\n")
    several = "".join(write(Call((Programme(name="Été"), Programme(name="Hiver")))))
    assert several.startswith('[\n  {\n    "name": "Été",\n')
    assert '\n  },\n  {\n    "name": "Hiver",\n' in several
    assert several.endswith("\n  }\n]\n")


def test_chosen_columns_make_objects_with_these_keys_in_order(bundled: Dataset) -> None:
    columns = columns_named(bundled, ["seeks", "designer", "hosts", "note", "slug"])
    first, second = written(Listing(find_by_name(bundled, ["gobelins", "balisenav"]), columns))
    department = (
        "Direction générale de la création artistique, service à compétence nationale "
        "du Mobilier national"
    )
    assert list(first.items()) == [
        ("seeks", ["1 developer", "1 designer"]),
        ("designer", 1),
        (
            "hosts",
            [{"ministry": "Ministère de la Culture", "department": department, "aliases": []}],
        ),
        ("note", None),
        ("slug", "gobelins"),
    ]
    assert list(second) == ["seeks", "designer", "hosts", "note", "slug"]
