"""A YAML export is a dataset that says what was exported."""

import json
from dataclasses import replace

import pytest
import yaml
from arbitrary import datasets
from build import challenge, host, skill
from build import dataset as dataset_of
from hypothesis import given
from hypothesis import strategies as st

from eigcli import dataset as loader
from eigcli.formats.json import write as write_json
from eigcli.formats.yaml import write
from eigcli.model import Dataset, Programme, Source
from eigcli.profiles import Profile
from eigcli.query import Filters, find, select
from eigcli.reports import Call, Cards, Counts, Listing, Report, columns_named


def exported(dataset: Dataset) -> str:
    return "".join(write(Listing(dataset)))


def parsed(text: str) -> Dataset:
    return loader.parse(text.encode(), "d.yaml")


def needed(dataset: Dataset) -> Dataset:
    """Return `dataset` with only the skills and sources that something in it refers to."""
    programmes = [dataset.programme] if dataset.programme else []
    announced = [p for said in programmes if said.announced for p in said.announced.skills]
    sought = {p.skill.code for c in dataset.challenges for p in c.profiles}
    sought |= {p.skill.code for p in announced}
    cited = {source.key for challenge in dataset.challenges for source in challenge.sources}
    cited |= {source.key for said in programmes for source in said.sources}
    return replace(
        dataset,
        skills=tuple(skill for skill in dataset.skills if skill.code in sought),
        sources=tuple(source for source in dataset.sources if source.key in cited),
    )


@given(datasets)
def test_the_loader_gives_back_exactly_what_went_in(dataset: Dataset) -> None:
    assert parsed(exported(dataset)) == needed(dataset)


@given(st.text(st.sampled_from("aé  :#-'\"\\\n\t\x85🛟"), max_size=300).filter(str.strip))
def test_a_long_text_is_given_back_however_its_lines_are_broken(text: str) -> None:
    dataset = dataset_of(challenge(note=text))
    assert parsed(exported(dataset)) == dataset


def test_the_bundled_dataset_is_given_back_whole(bundled: Dataset) -> None:
    assert parsed(exported(bundled)) == bundled
    assert "".join(write(Cards(bundled))) == exported(bundled)


def test_a_part_keeps_the_skills_and_sources_it_needs_and_no_announced_totals(
    bundled: Dataset,
) -> None:
    assert bundled.programme is not None
    unannounced = replace(bundled.programme, announced=None)
    read = parsed(exported(find(bundled, ["balisenav"])))
    assert read.programme == unannounced
    assert [skill.code for skill in read.skills] == ["geomatician"]
    assert [source.key for source in read.sources] == ["article", "reglement", "pitches", "site"]
    # Of one that no source but the site tells of, in a dataset that has no programme:
    [lone] = find(bundled, ["hopkins"]).challenges
    site = bundled.sources[-1]
    part = replace(bundled, challenges=(replace(lone, sources=(site,)),), programme=None)
    assert parsed(exported(part)).sources == (site,)


def test_a_dataset_of_nothing_can_be_loaded_again(bundled: Dataset) -> None:
    assert parsed(exported(replace(bundled, challenges=()))).challenges == ()
    assert (
        exported(dataset_of(skills=(skill(),), sources=(Source(key="k", title="K"),)))
        == "challenges: []\n"
    )


@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(skill=("designer",)),
        Filters(ministry=("intérieur", "travail")),
        Filters(search=("données",)),
    ],
)
def test_json_made_from_a_yaml_export_is_that_of_the_dataset(
    bundled: Dataset, filters: Filters
) -> None:
    chosen = select(bundled, filters)
    again = parsed(exported(chosen))
    direct = "".join(write_json(Cards(chosen)))
    assert len(json.loads(direct)) == len(chosen.challenges) > 0
    assert "".join(write_json(Cards(again))) == direct


def test_it_reads_well() -> None:
    developer = skill("dev", french="développeur·euse", aliases=("devs",))
    source = Source(key="web", title="Le site")
    dataset = dataset_of(
        challenge(
            "one",
            "Un : défi",
            hosts=(host("Culture", "Musées"),),
            profiles=(Profile(developer, 2),),
            sources=(source,),
        ),
        challenge("two", "Deux", hosts=(host("Culture"),), profiles=(Profile(developer),)),
        sources=(source,),
        programme=Programme(name="EIG", closes="2017-10"),
    )
    assert exported(dataset) == (
        """\
programme:
  name: EIG
  closes: 2017-10
skills:
  dev:
    french: développeur·euse
    aliases:
    - devs
sources:
  web:
    title: Le site
challenges:
- slug: one
  name: 'Un : défi'
  hosts:
  - ministry: Culture
    department: Musées
  profiles:
    dev: 2
  sources:
  - web
- slug: two
  name: Deux
  hosts:
  - ministry: Culture
  skills:
  - dev
"""
    )


def test_chosen_columns_make_a_list_of_mappings(bundled: Dataset) -> None:
    columns = columns_named(bundled, ["name", "ministries", "developer"])
    text = "".join(write(Listing(find(bundled, ["hopkins", "lab-sante"]), columns)))
    assert yaml.safe_load(text) == [
        {
            "name": "Hopkins",
            "ministries": ["Ministère de l’Action et des Comptes publics"],
            "developer": 1,
        },
        {
            "name": "Lab Santé",
            "ministries": ["Ministère des Solidarités et de la Santé", "Ministère du Travail"],
            "developer": 0,
        },
    ]
    assert text.startswith("- name: Hopkins\n  ministries:\n")


def test_chosen_columns_of_no_challenge_make_an_empty_list() -> None:
    none = dataset_of()
    assert "".join(write(Listing(none, columns_named(none, ["slug"])))) == "[]\n"


@given(datasets)
def test_counts_and_the_programme_are_what_json_has_of_them(dataset: Dataset) -> None:
    reports: list[Report] = [Counts(dataset, dataset)]
    if dataset.programme:
        reports.append(Call(dataset.programme))
    for report in reports:
        assert yaml.safe_load("".join(write(report))) == json.loads("".join(write_json(report)))
