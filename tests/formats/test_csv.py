import csv
import io
import re

import oracle
from arbitrary import datasets
from build import FULL, challenge
from build import dataset as dataset_of
from hypothesis import given

from eigcli.columns import columns_in, columns_named, known_roles
from eigcli.counts import Counts
from eigcli.data.model import Dataset
from eigcli.formats.csv import write
from eigcli.reports import Call, Calls, Cards, Listing


def exported(dataset: Dataset) -> list[str]:
    return list(write(Listing(dataset)))


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def split(cell: str) -> list[str]:
    """Return the values of a cell: separated by `|`, unless there is a backslash before it."""
    values = [""]
    characters = iter(cell)
    for character in characters:
        if character == "|":
            values.append("")
        else:
            values[-1] += next(characters) if character == "\\" else character
    return values if cell else []


def said(cell: str, *, several: bool) -> list[str]:
    """Return the texts in a cell, which may be one or several."""
    return split(cell) if several else [cell] if cell else []


def test_cards_are_the_rows_of_the_list(bundled: Dataset) -> None:
    assert list(write(Cards(bundled))) == exported(bundled)


def test_chosen_columns_come_in_the_order_they_are_named() -> None:
    whole = dataset_of(FULL, challenge("b"))
    columns = columns_named(whole, ["seeks", "profiles", "note", "hosts", "slug"])
    assert "".join(write(Listing(whole, columns))) == (
        "seeks,profiles,note,hosts,slug\n"
        '2 cook|1 x-y|baker,2 cook|1 x-y|baker,Rien.,"M, D|N",a\n'
        "cook,cook,,M,b\n"
    )


@given(datasets)
def test_a_csv_reader_gives_back_exactly_what_went_in(dataset: Dataset) -> None:
    for row, one in zip(read("".join(exported(dataset))), dataset.challenges, strict=True):
        own = dict(oracle.facts(one))
        stated = {name: own.pop(name) for name in [*own] if name.startswith("x-")}
        for name in [name for name in row if name.startswith("x-")]:
            several = any(
                key == name and isinstance(value, tuple)
                for other in dataset.challenges
                for key, value in other.own
            )
            assert said(row.pop(name), several=several) == oracle.codes(stated.get(name))
        hosts, profiles, recruited = own.pop("hosts"), own.pop("profiles"), own["recruited"]
        departments = [host.department or "" for host in hosts]
        assert split(row.pop("ministries")) == [host.ministry for host in hosts]
        assert split(row.pop("departments")) == (departments if any(departments) else [])
        assert split(row.pop("families")) == oracle.in_any(hosts, "families")
        assert split(row.pop("seeks")) == oracle.codes(profiles)
        assert split(row.pop("skills")) == [profile.skill.code for profile in profiles]
        sought = oracle.total(profiles) if profiles else None
        assert [row.pop("sought")] == (oracle.codes(sought) or [""])
        hired = oracle.total(recruited) if recruited else None
        assert [row.pop("recruited_total")] == (oracle.codes(hired) or [""])
        # What remains are the fields of a challenge, but `people`, which `seeks` and `recruited` say.
        del own["people"]
        assert {
            name: said(cell, several=oracle.is_several(own[name])) for name, cell in row.items()
        } == {name: oracle.codes(value) for name, value in own.items()}


@given(datasets)
def test_each_role_has_two_columns_to_choose(dataset: Dataset) -> None:
    columns = [c for c in columns_in(dataset, known_roles(dataset)).values() if c.role]
    of_dataset = [column for column in columns if column.role in dataset.skills]
    for one in dataset.challenges:
        for column, profiles in zip(
            of_dataset,
            [*([one.profiles] * len(dataset.skills)), *([one.recruited] * len(dataset.skills))],
            strict=True,
        ):
            assert column.role
            code = column.role.code
            assert column.name.endswith(code.replace("-", "_"))
            people = oracle.sought(profiles, code) if profiles else None
            assert list(column.cell(one, words=False)) == oracle.codes(people)


@given(datasets)
def test_no_two_columns_are_called_alike_or_differ_from_those_of_another_dataset(
    dataset: Dataset,
) -> None:
    [header] = csv.reader(exported(dataset)[:1])
    assert len(set(header)) == len(header)
    assert exported(dataset)[0].startswith(exported(dataset_of())[0].rstrip())
    every = columns_in(dataset, known_roles(dataset))
    assert every.keys() >= columns_in(dataset_of(), known_roles(dataset_of())).keys()


@given(datasets)
def test_lines_end_with_a_newline_alone_outside_of_quotes(dataset: Dataset) -> None:
    for line in exported(dataset):
        outside = re.sub(r'"(?:[^"]|"")*"', "", line)
        assert outside.endswith("\n")
        assert outside.count("\n") == 1
        assert "\r" not in outside


@given(datasets)
def test_counts_and_promotions_are_given_back(dataset: Dataset) -> None:
    for report in (Counts(dataset, dataset), Calls(dataset)):
        head, rows, kinds = report.table(words=False)
        first, *lines = csv.reader(io.StringIO("".join(write(report)), newline=""))
        several = [kind.several for kind in kinds]
        assert first == list(head)
        assert [
            [said(cell, several=s) for cell, s in zip(line, several, strict=True)] for line in lines
        ] == [list(map(list, row)) for row in rows]


@given(datasets)
def test_the_facts_of_the_programme_are_rows_of_which_several_say_their_promotion(
    dataset: Dataset,
) -> None:
    text = "".join(write(Call(dataset.programmes)))
    head, *rows = csv.reader(io.StringIO(text, newline=""))
    several = len(dataset.programmes) > 1
    assert head == (["promotion", "key", "value"] if several else ["key", "value"])
    facts = [
        ([programme.promotion or ""] if several else [], name, value)
        for programme in dataset.programmes
        for name, value in oracle.facts(programme)
        if oracle.codes(value)
    ]
    assert [(*row[:-1], split(row[-1])) for row in rows] == [
        (*promotion, name, oracle.codes(value)) for promotion, name, value in facts
    ]
