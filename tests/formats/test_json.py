"""The keys that programs rely on, and what is under them."""

import json
from typing import Any

import oracle
import pytest
from arbitrary import datasets
from build import FULL, FULL_CALL, challenge, seeking, skill
from build import dataset as dataset_of
from hypothesis import given

from eigcli.columns import columns_named, columns_of
from eigcli.counts import Counts
from eigcli.data.model import Dataset, Profile, Programme, Totals
from eigcli.formats.json import write
from eigcli.reports import Call, Calls, Cards, Listing, Report

CHEFS = '{"skill": "cook", "french": "cuisinier·ère", "english": "chef", "count": 2}'
BOOK = (
    '{"key": "k", "title": "Livre", "publisher": "Éditeur", "date": "2017-09", '
    '"url": "https://example.org/l", "note": "Lu.", "fields": []}'
)
SOURCES = (
    BOOK.replace("[]", '["tagline", "towns"]')
    + ', {"key": "r", "title": "Rapport", "publisher": null, "date": null, "url": null, '
    '"note": null, "fields": ["towns", "tagline_english"]}'
)
CHALLENGE = (
    '{"slug": "a", "number": 7, "name": "A", "tagline": "nourrir", "tagline_english": "feed", '
    '"other_names": ["Aa", "Aaa"], "promotion": "2", "year": "2018", "hosts": [{"ministry": "M", '
    '"department": "D", "bodies": ["Port", "Dock"], "families": ["sea"], "aliases": ["L"]}, '
    '{"ministry": "N", "department": null, "bodies": ["Port"], "families": ["sea", "land"], '
    '"aliases": []}], "towns": ["Brest", "Lyon"], '
    '"departments_of_towns": ["29 Finistère", "69 Rhône"], "regions": ["Bretagne"], '
    f'"themes": ["Santé"], "people": [{{"role": "cook", "sought": 2, "recruited": 1}}, '
    '{"role": "x-y", "sought": 1, "recruited": 0}, '
    f'{{"role": "baker", "sought": null, "recruited": 2}}], "profiles": [{CHEFS}, {{"skill": "x-y", "french": null, "english": null, '
    '"count": 1}, {"skill": "baker", "french": "boulanger·ère", "english": null, "count": null}], '
    f'"basis": "stated", "recruited": [{CHEFS.replace("2", "1")}, {{"skill": "baker", '
    '"french": "boulanger·ère", "english": null, "count": 2}], "expertise": ["pain", "soupe"], '
    '"later_expertise": ["potage"], "keywords": ["brioche", "bread"], "funding": "host", '
    '"months": 10, "problem": "On a faim.", "made": "Du pain.", '
    '"since": "En 2020, tous en mangent.", "phase": "stopped", "phase_since": "2020-03", '
    '"product": "https://example.org/p", "repository": "https://example.org/r", '
    '"card": "https://example.org/c", "techniques": ["Four"], "follows": "b", '
    '"followed_by": ["c", "d"], "page": "https://example.org/", '
    '"former_page": "https://example.org/f", "note": "Rien.", '
    f'"sources": [{SOURCES}]}}'
)
CALL = (
    '{"name": "P", "acronym": "PR", "description": "dire", "description_english": "say", '
    '"language": "fr", '
    '"promotion": "2", "organiser": "Etalab", '
    '"opens": "2017-09-27", "closes": "2017-10-27T17:00+02:00", '
    '"calls": [{"opens": "2017-09", "closes": null}, {"opens": null, "closes": "2018"}], '
    '"start": "2018-01", "ends": "2018-11-01", "months": 10, "currency": "CHF", '
    '"pay": [{"experience": "e", "monthly": 3500, "variable": 10, "currency": "CHF"}, '
    '{"experience": null, "monthly": 4000, "variable": null, "currency": "CHF"}], "max_applications": 3, '
    '"selection": "s", "team": "t", "mentors": ["m", "n"], "session_weeks": 2, "data": "d", '
    '"previous": "p", "apply": "https://example.org/", "contact": "https://example.org/c", '
    f'"announced": {{"challenges": 1, "people": 3, "skills": [{CHEFS}]}}, "counted": "sought", '
    f'"recruited": {{"challenges": 1, "people": 2, "skills": [{CHEFS}]}}, "recruited_margin": 1, '
    f'"licence": "etalab-2.0", "next_call": "x", "note": "n", "sources": [{BOOK}]}}'
)
TWO_COOKS = dataset_of(
    challenge(profiles=seeking(cook=2, baker=1), recruited=seeking(cook=2)),
    programmes=(Programme(name="P", announced=Totals(challenges=1)),),
)
COUNTS = (
    '{"of_promotions": [], "of_roles": [], "challenges": 1, "counted": "sought", "sought": 3, "sought_known": 1, "recruited": 2, '
    '"recruited_known": 1, "share_of": "sought", "skills": '
    '[{"skill": "cook", "challenges": 1, "counted": "sought", "sought": 2, "sought_known": 1, "recruited": 2, '
    '"recruited_known": 1, "share": 0.6667}, '
    '{"skill": "baker", "challenges": 1, "counted": "sought", "sought": 1, "sought_known": 1, "recruited": 0, '
    '"recruited_known": 1, "share": 0.3333}], '
    '"ministries": '
    '[{"ministry": "M", "challenges": 1, "counted": "sought", "sought": 3, "sought_known": 1, "recruited": 2, '
    '"recruited_known": 1, "share": 1.0}], '
    '"announced": {"challenges": 1, "people": null, "skills": []}, "adds_up": true}'
)
NO_COUNTS = (
    '{"of_promotions": [], "of_roles": [], "challenges": 0, "counted": "sought", "sought": 0, "sought_known": 0, "recruited": 0, '
    '"recruited_known": 0, "share_of": "challenges", "skills": [], '
    '"ministries": [], "announced": null, "adds_up": null}'
)


def written(report: Report) -> Any:
    return json.loads("".join(write(report)))


@pytest.mark.parametrize(
    ("report", "record"),
    [
        (Listing(dataset_of(FULL)), f"[{CHALLENGE}]"),
        (Call((FULL_CALL,)), f"[{CALL}]"),
        (Counts(TWO_COOKS, TWO_COOKS), COUNTS),
        (Counts(dataset_of()), NO_COUNTS),
        (Listing(dataset_of()), "[]"),
        (Listing(dataset_of(), columns_named(dataset_of(), ["slug"])), "[]"),
        (Calls(dataset_of()), "[]"),
    ],
)
def test_each_report_has_the_same_keys_in_the_same_order_whatever_is_known(
    report: Report, record: str
) -> None:
    assert json.dumps(written(report), ensure_ascii=False) == record


def test_what_is_not_known_has_its_key() -> None:
    full, bare = written(Listing(dataset_of(FULL, challenge())))
    assert list(bare) == list(full)
    full, bare = written(Call((FULL_CALL, Programme(name="P"))))
    assert list(bare) == list(full)


def test_each_promotion_is_an_object(two_promotions: Dataset) -> None:
    assert json.dumps(written(Calls(two_promotions))) == (
        '[{"promotion": "1", "name": "P", "start": null, "challenges": 2, "sought": 6, '
        '"recruited": 5, "organiser": "E", "counted": null, '
        '"sought_known": 2, "recruited_known": 2}, '
        '{"promotion": "dig", "name": "=Q, R; S | T: u", "start": "2019-06", "challenges": 1, '
        '"sought": null, "recruited": null, "organiser": null, "counted": "selected", '
        '"sought_known": 0, "recruited_known": 0}]'
    )


@given(datasets)
def test_a_parser_gives_back_exactly_what_went_in(dataset: Dataset) -> None:
    records = oracle.records(dataset.challenges)
    assert written(Listing(dataset)) == records
    assert written(Cards(dataset)) == records
    counts = Counts(dataset, dataset)
    assert written(counts) == counts.records()
    assert written(Call(dataset.programmes)) == oracle.record(dataset.programmes)


@given(datasets)
def test_columns_have_the_same_as_the_keys_and_counts_beside(dataset: Dataset) -> None:
    columns = columns_of(dataset.skills)
    chosen = Listing(dataset, columns_named(dataset, list(columns)))
    for record, one in zip(written(chosen), dataset.challenges, strict=True):
        departments = [host.department or "" for host in one.hosts]
        assert list(record) == list(columns)
        assert record.pop("ministries") == [host.ministry for host in one.hosts]
        assert record.pop("departments") == (departments if any(departments) else [])
        assert record.pop("families") == oracle.in_any(one.hosts, "families")
        assert record.pop("bodies") == oracle.in_any(one.hosts, "bodies")
        assert record.pop("seeks") == oracle.codes(one.profiles)
        assert record.pop("skills") == [profile.skill.code for profile in one.profiles]
        sought = one.profiles
        assert record.pop("sought") == (oracle.total(sought) if sought else None)
        keys = oracle.record(one)
        assert {key: record.pop(key) for key in keys} == keys
        hired = one.recruited
        assert record.pop("recruited_total") == (oracle.total(hired) if hired else None)
        # What remains are two columns for each skill.
        assert list(record.values()) == [
            *(oracle.sought(sought, role.code) if sought else None for role in dataset.skills),
            *(oracle.sought(hired, role.code) if hired else None for role in dataset.skills),
        ]


def test_chosen_columns_are_the_keys_in_their_order() -> None:
    columns = columns_named(dataset_of(FULL), ["seeks", "cook", "sought", "note", "slug"])
    assert list(written(Listing(dataset_of(FULL), columns))[0].items()) == [
        ("seeks", ["2 cook", "1 x-y", "baker"]),
        *(("cook", 2), ("sought", None), ("note", "Rien."), ("slug", "a")),
    ]


def test_it_is_indented_with_its_letters_as_they_are() -> None:
    profiles = (Profile(skill=skill("géo", french="géomaticien·ne"), count=2),)
    two = dataset_of(challenge(name="Santé\n", profiles=profiles), challenge("b"))
    text = "".join(write(Listing(two, columns_named(two, ["name", "profiles", "towns"]))))
    assert text.startswith(
        """\
[
  {
    "name": "Santé\\n",
    "profiles": [
      {
        "skill": "géo",
        "french": "géomaticien·ne",
        "english": null,
        "count": 2
      }
    ],
    "towns": []
  },
  {
    "name": "B",
"""
    )
    assert text.endswith("\n  }\n]\n")
    programme = "".join(write(Call((Programme(name="Été"),))))
    assert programme.startswith('[\n  {\n    "name": "Été",\n')
    assert programme.endswith("\n  }\n]\n")
