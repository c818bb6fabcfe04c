import csv
import io
import re
from typing import Any

import oracle
from arbitrary import datasets
from build import FULL, challenge, seeking
from build import dataset as dataset_of
from hypothesis import given

from eigcli.columns import columns_in, columns_named, known_roles
from eigcli.counts import Counts
from eigcli.find import find_by_name
from eigcli.formats.csv import write
from eigcli.model import Announced, Dataset, Programme
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


def said(cell: str, value: Any) -> list[str]:
    """Return the texts in the cell of a value, which may be one or several."""
    return split(cell) if oracle.is_several(value) else [cell] if cell else []


def test_the_header_and_a_row(bundled: Dataset) -> None:
    lines = exported(bundled)
    assert lines[0] == (
        "slug,number,name,tagline,tagline_english,other_names,promotion,year,ministries,departments,"
        "families,towns,departments_of_towns,regions,themes,seeks,skills,sought,basis,recruited,"
        "recruited_total,expertise,later_expertise,keywords,funding,months,problem,made,since,phase,phase_since,product,repository,card,techniques,follows,"
        "followed_by,page,former_page,note,sources\n"
    )
    start = (
        "balisenav,5,b@liseNAV,élaborer une carte maritime augmentée qui renforcera la sécurité en "
        "mer,draw up an augmented nautical chart that will improve safety at sea,,2,2018,Ministère des Armées,"
        "Service hydrographique et océanographique de la Marine (Shom),armees,Brest,29 Finistère,"
        "Bretagne,Sécurité|Service public,2 geomatician,geomatician,2,inferred,2 data-scientist,2,"
        "géomatique|cartographie|web services|ergonomie,Data science,"
    )
    assert lines[5][: len(start)] == start
    assert list(write(Cards(bundled))) == lines


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
        del own["own"]
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
        # What remains are the fields of a challenge.
        assert {name: said(cell, own[name]) for name, cell in row.items()} == {
            name: oracle.codes(value) for name, value in own.items()
        }


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


def test_counts_are_a_total_and_a_row_for_each_skill_and_ministry(bundled: Dataset) -> None:
    chosen = find_by_name(bundled, ["lab-sante", "hopkins"]).dataset
    assert "".join(write(Counts(chosen, bundled))).startswith(
        """\
by,code,challenges,sought,recruited,share,share_of,counted,sought_known,recruited_known
total,,2,5,6,1.0,sought,sought,2,2
skill,data-scientist,2,3,5,0.6,sought,sought,2,2
skill,developer,1,1,1,0.2,sought,sought,1,2
skill,designer,1,1,0,0.2,sought,sought,1,2
ministry,Ministère de l’Action et des Comptes publics,1,3,3,0.6,sought,sought,1,1
ministry,Ministère des Solidarités et de la Santé,1,2,3,0.4,sought,sought,1,1
ministry,Ministère du Travail,1,2,3,0.4,sought,sought,1,1
announced,,13,27,,,,sought,,
announced_skill,developer,,8,,,,sought,,
"""
    )


def test_counts_sum_what_is_known_and_leave_empty_what_nobody_counted_or_announced() -> None:
    one = dataset_of(
        challenge(profiles=seeking(cook=None, baker=None)),
        challenge("b", profiles=seeking(cook=2)),
        programmes=(Programme(name="P", announced=Announced(challenges=2)),),
    )
    assert "".join(write(Counts(one, one))) == (
        "by,code,challenges,sought,recruited,share,share_of,counted,"
        "sought_known,recruited_known\n"
        "total,,2,2,,1.0,challenges,sought,1,0\n"
        "skill,cook,2,2,,1.0,challenges,sought,1,0\n"
        "skill,baker,1,,,0.5,challenges,sought,0,0\n"
        "ministry,M,2,2,,1.0,challenges,sought,1,0\nannounced,,2,,,,,sought,,\n"
    )
    none = dataset_of()
    assert list(write(Counts(none, none)))[1:] == ["total,,0,0,0,,,sought,0,0\n"]


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


def test_each_promotion_is_a_row(two_promotions: Dataset) -> None:
    assert "".join(write(Calls(two_promotions))) == (
        """\
promotion,name,start,challenges,sought,recruited,organiser,counted,sought_known,recruited_known
1,P,,2,6,5,E,,2,2
dig,"=Q, R; S | T: u",2019-06,1,,,,selected,0,0
"""
    )


def test_several_calls_are_rows_that_begin_with_their_promotion(two_promotions: Dataset) -> None:
    assert "".join(write(Call(two_promotions.programmes))) == (
        """\
promotion,key,value
1,name,P
1,promotion,1
1,organiser,E
1,closes,2017-10
1,mentors,m\\|n|o
dig,name,"=Q, R; S \\| T: u"
dig,promotion,dig
dig,start,2019-06
dig,counted,selected
"""
    )
