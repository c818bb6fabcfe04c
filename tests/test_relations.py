"""The relational form of a dataset: what its tables have, and that their keys lead somewhere."""

from typing import Any

import oracle
import pytest
from arbitrary import datasets
from build import challenge, cited, host, seeking, skill
from build import dataset as dataset_of
from hypothesis import given

from eigcli.data.model import Body, Dataset, Family, Host, Programme, Source, Town
from eigcli.relations import relations_of

NAMES = [
    *("challenges", "people", "hosts", "host_bodies", "challenge_towns", "themes", "facts"),
    *("promotions", "roles", "towns", "bodies", "families", "sources"),
]


def tables(dataset: Dataset) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of each table, by the names of its columns."""
    return {
        relation.name: [
            dict(zip((column.name for column in relation.columns), row, strict=True))
            for row in relation.rows()
        ]
        for relation in relations_of(dataset)
    }


def keys(dataset: Dataset, table: str) -> list[Any]:
    """Return the first column of a table."""
    return [next(iter(row.values())) for row in tables(dataset)[table]]


@given(datasets)
def test_each_row_has_a_key_of_its_own_and_what_it_names_has_a_row(dataset: Dataset) -> None:
    found = tables(dataset)
    keys_of: dict[str, set[tuple[Any, ...]]] = {}
    relations = {relation.name: relation for relation in relations_of(dataset)}
    assert list(relations) == NAMES
    for name, relation in relations.items():
        keys = [tuple(row[column] for column in relation.key) for row in found[name]]
        keys_of[name] = set(keys)
        assert len(keys) == len(keys_of[name])
        assert not any(part is None for key in keys for part in key)
    for name, relation in relations.items():
        for columns, other in relation.references:
            for row in found[name]:
                key = tuple(row[column] for column in columns)
                assert key in keys_of[other] or None in key


@given(datasets)
def test_the_tables_say_what_the_challenges_say(dataset: Dataset) -> None:
    found = tables(dataset)
    for one in dataset.challenges:
        of_one = {
            name: [row for row in found[name] if row.get("challenge") == one.slug]
            for name in NAMES[1:7]
        }
        assert [(row["ministry"], row["department"]) for row in of_one["hosts"]] == [
            (host.ministry, host.department) for host in one.hosts
        ]
        assert [row["host"] for row in of_one["hosts"]] == [*range(1, len(one.hosts) + 1)]
        assert {(row["host"], row["body"]) for row in of_one["host_bodies"]} == {
            (number, body.name) for number, host in enumerate(one.hosts, 1) for body in host.bodies
        }
        assert [row["theme"] for row in of_one["themes"]] == [*dict.fromkeys(one.themes)]
        assert len(of_one["challenge_towns"]) == len({t.replace("'", "’") for t in one.towns})
        people = {row["role"]: (row["sought"], row["recruited"]) for row in of_one["people"]}
        assert people.keys() == {p.skill.code for p in (*one.profiles, *one.recruited)}
        for role, numbers in people.items():
            assert numbers == tuple(
                oracle.sought(profiles, role) if profiles else None
                for profiles in (one.profiles, one.recruited)
            )
        assert {(row["field"], row["source"]) for row in of_one["facts"]} == {
            (field, cited.source.key) for cited in one.sources for field in cited.fields or ("*",)
        }
    assert [row["slug"] for row in found["challenges"]] == [c.slug for c in dataset.challenges]


def test_without_challenges_there_are_the_same_tables_and_columns(bundled: Dataset) -> None:
    for one, none in zip(relations_of(bundled), relations_of(dataset_of()), strict=True):
        assert one.name == none.name
        assert [column.name for column in one.columns] == [column.name for column in none.columns]
        assert (one.key, one.references) == (none.key, none.references)


def test_values_are_numbers_texts_lists_or_nothing() -> None:
    one = dataset_of(challenge(months=3, other_names=("x|y", "z")))
    [row] = tables(one)["challenges"]
    assert (row["months"], row["name"], row["other_names"]) == (3, "A", ["x|y", "z"])
    assert (row["number"], row["tagline"], row["techniques"]) == (None, None, [])


def test_of_a_role_that_nobody_was_sought_of_others_say_so() -> None:
    one = dataset_of(
        challenge(profiles=seeking(cook=2), recruited=seeking(baker=1)),
        challenge("b", profiles=seeking(cook=None)),
        skills=(skill("cook"), skill("baker"), skill("unused")),
    )
    assert tables(one)["people"] == [
        {"challenge": "a", "role": "cook", "sought": 2, "recruited": 0},
        {"challenge": "a", "role": "baker", "sought": 0, "recruited": 1},
        {"challenge": "b", "role": "cook", "sought": None, "recruited": None},
    ]
    assert keys(one, "roles") == ["cook", "baker"]


def test_promotions_are_those_that_something_names() -> None:
    programmes = (Programme(name="P", promotion="1", start="2018-01"), Programme(name="Q"))
    one = dataset_of(challenge(), challenge("b", promotion="x"), programmes=programmes)
    rows = tables(one)["promotions"]
    assert [(row["promotion"], row["year"], row["name"]) for row in rows] == [
        ("1", "2018", "P"),
        # Nothing describes it.
        ("x", None, None),
    ]


def test_totals_and_pay_of_a_programme_are_lists_of_texts(bundled: Dataset) -> None:
    [row] = tables(bundled)["promotions"]
    [announced] = row["announced"]
    assert announced.startswith("13 challenges, 27 people, 8 developer, ")
    assert (row["months"], row["pay"]) == (10, ["4000"])


def test_a_body_comes_with_what_it_is_part_of_and_what_came_after_it() -> None:
    harbour = Family(code="sea", french="Mer")
    office = Body(name="Office", part_of="Ministry", family=harbour)
    ministry = Body(name="Ministry", followed_by="L'Heir")
    known = (office, ministry, Body(name="L’Heir", part_of="Ministry"), Body(name="Other"))
    one = dataset_of(challenge(hosts=(Host(ministry="Office", bodies=(office,)),)), bodies=known)
    rows = {row["name"]: row for row in tables(one)["bodies"]}
    assert list(rows) == ["Office", "Ministry", "L’Heir"]
    assert (rows["Office"]["family"], rows["Ministry"]["followed_by"]) == ("sea", "L’Heir")
    assert keys(one, "families") == ["sea"]


@pytest.mark.parametrize(("name", "insee"), [("Paris", "75056"), ("Ys", "29000"), ("X", None)])
def test_a_town_is_described_as_far_as_it_is_known(name: str, insee: str | None) -> None:
    one = dataset_of(challenge(towns=(name, name)), towns=(Town(name="Ys", insee="29000"),))
    assert [(row["name"], row["insee"]) for row in tables(one)["towns"]] == [(name, insee)]
    assert tables(one)["challenge_towns"] == [{"challenge": "a", "town": name}]


def test_only_what_is_named_has_a_row() -> None:
    source = cited(Source(key="k", title="T"), "name")
    one = dataset_of(
        challenge(hosts=(host("M"),), sources=(source,)),
        sources=(Source(key="k", title="T"), Source(key="unused", title="U")),
        bodies=(Body(name="Unused"),),
    )
    assert (keys(one, "sources"), keys(one, "bodies"), keys(one, "towns")) == (["k"], [], [])
