"""A YAML export is a dataset that says what was exported."""

import json
from dataclasses import replace

import pytest
import yaml
from arbitrary import datasets
from build import FULL, challenge, cited, host, parse, seeking, skill
from build import dataset as dataset_of
from hypothesis import given
from hypothesis import strategies as st

from eigcli.columns import columns_named
from eigcli.counts import Counts
from eigcli.data.model import Dataset, Profile, Programme, Source, Totals
from eigcli.find import find_by_name
from eigcli.formats.json import write as write_json
from eigcli.formats.yaml import write
from eigcli.reports import Call, Calls, Cards, Listing, Report


def exported(dataset: Dataset) -> str:
    return "".join(write(Listing(dataset)))


def parsed(text: str) -> Dataset:
    return parse(text.encode(), "d.yaml")


def needed(dataset: Dataset) -> Dataset:
    """Return `dataset` with only the skills and sources that something in it refers to.

    Words of the same meaning are named once.
    """
    totals = [total for call in dataset.programmes for total in (call.announced, call.recruited)]
    people = [p for c in dataset.challenges for p in (*c.profiles, *c.recruited)]
    people += [p for total in totals if total for p in total.skills]
    named = {p.skill.code for p in people}
    citations = [one for c in dataset.challenges for one in c.sources]
    citations += [one for call in dataset.programmes for one in call.sources]
    cited_keys = {one.source.key for one in citations}
    return replace(
        dataset,
        skills=tuple(skill for skill in dataset.skills if skill.code in named),
        sources=tuple(source for source in dataset.sources if source.key in cited_keys),
        synonyms=tuple(
            replace(one, phrases=tuple(dict.fromkeys(one.phrases))) for one in dataset.synonyms
        ),
    )


@given(datasets)
def test_the_loader_gives_back_exactly_what_went_in(dataset: Dataset) -> None:
    assert parsed(exported(dataset)) == needed(dataset)


@given(
    st.text(st.sampled_from("aé  :#-'\"\\\n\t\x85🛟"), max_size=300).filter(
        lambda text: text.strip() and text[-1] != "\n"
    )
)
def test_a_long_text_is_given_back_however_its_lines_are_broken(text: str) -> None:
    dataset = dataset_of(challenge(note=text))
    assert parsed(exported(dataset)) == dataset


def test_the_bundled_dataset_is_given_back_whole(bundled: Dataset) -> None:
    # But for what only the other promotions say: which défis of theirs go on from these.
    alone = (replace(challenge, followed_by=()) for challenge in bundled.challenges)
    assert parsed(exported(bundled)) == replace(bundled, challenges=tuple(alone))
    assert "".join(write(Cards(bundled))) == exported(bundled)


def test_a_part_keeps_the_skills_and_sources_it_needs_and_no_announced_totals(
    bundled: Dataset,
) -> None:
    [programme] = bundled.programmes
    read = parsed(exported(find_by_name(bundled, ["balisenav"]).dataset))
    assert read.programmes == (replace(programme, announced=None),)
    assert [skill.code for skill in read.skills] == ["data-scientist", "geomatician"]
    # Of one that no source but one tells of, in a dataset that has no programme:
    [lone] = find_by_name(bundled, ["hopkins"]).dataset.challenges
    site = bundled.sources[-1]
    part = replace(bundled, challenges=(replace(lone, sources=(cited(site),)),), programmes=())
    assert parsed(exported(part)).sources == (site,)


@pytest.mark.parametrize(
    "naming",
    [
        dataset_of(challenge(recruited=seeking(baker=1))),
        dataset_of(
            challenge(),
            programmes=(Programme(name="P", recruited=Totals(skills=seeking(baker=1))),),
        ),
    ],
    ids=["of a challenge", "of a programme"],
)
def test_a_skill_that_was_recruited_and_not_sought_is_kept(naming: Dataset) -> None:
    labelled = (skill("cook"), skill("miller"), skill("baker"))
    assert list(yaml.safe_load(exported(replace(naming, skills=labelled)))["skills"]) == [
        "cook",
        "baker",
    ]


def test_a_source_that_only_a_programme_cites_is_kept() -> None:
    lost, kept = (Source(key=key, title="T") for key in "kl")
    dataset = dataset_of(
        challenge(), sources=(lost, kept), programmes=(Programme(name="P", sources=(cited(kept),)),)
    )
    assert parsed(exported(dataset)) == replace(dataset, sources=(kept,))


def test_announced_totals_are_left_out_only_of_the_programme_whose_challenges_are_not_all_there(
    two_promotions: Dataset,
) -> None:
    first, second = two_promotions.programmes
    first = replace(first, announced=Totals(challenges=2, people=6))
    second = replace(second, announced=Totals(challenges=1))
    whole = replace(two_promotions, programmes=(first, second))
    assert parsed(exported(whole)) == whole
    # A part that lacks a challenge of the first promotion, and one that lacks that of the second.
    a, b, c = whole.challenges
    for part, programmes in (
        ((b, c), (replace(first, announced=None), second)),
        ((a, b), (first, replace(second, announced=None))),
    ):
        assert parsed(exported(replace(whole, challenges=part))).programmes == programmes


@pytest.mark.parametrize(
    ("promotions", "written"),
    [
        ([], "1"),
        (["1"], None),
        (["2"], "1"),
        ([None], "1"),
        (["1", "2"], "1"),
        (["1", None], "1"),
    ],
)
def test_a_challenge_has_no_promotion_where_it_is_that_of_the_only_programme(
    promotions: list[str | None], written: str | None
) -> None:
    dataset = dataset_of(
        challenge(promotion="1"),
        programmes=tuple(Programme(name="P", promotion=code) for code in promotions),
    )
    [record] = yaml.safe_load(exported(dataset))["challenges"]
    assert record.get("promotion") == written
    assert parsed(exported(dataset)) == dataset


def test_a_challenge_of_no_promotion_does_not_get_that_of_the_only_programme() -> None:
    programmes = (Programme(name="P", promotion="1"),)
    those = dataset_of(challenge("a", promotion="1"), challenge("b"), programmes=programmes)
    assert [c.promotion for c in parsed(exported(those)).challenges] == ["1", None]


def test_a_dataset_of_nothing_can_be_loaded_again(bundled: Dataset) -> None:
    assert parsed(exported(replace(bundled, challenges=()))).challenges == ()
    assert (
        exported(dataset_of(skills=(skill(),), sources=(Source(key="k", title="K"),)))
        == "challenges: []\n"
    )


def test_it_reads_well() -> None:
    developer = skill("dev", french="développeur·euse", aliases=("devs",))
    one = challenge(
        "one",
        "Un : défi",
        promotion="2",
        hosts=(host("Culture", "Musées"),),
        profiles=(Profile(skill=developer, count=2),),
    )
    call = Programme(name="EIG", promotion="2", closes="2017-10")
    assert exported(dataset_of(one, programmes=(call,))) == (
        """\
programme:
  name: EIG
  promotion: '2'
  closes: 2017-10
skills:
  dev:
    french: développeur·euse
    aliases:
    - devs
challenges:
- slug: one
  name: 'Un : défi'
  hosts:
  - ministry: Culture
    department: Musées
  people:
    dev: 2
"""
    )


def test_several_programmes_are_a_list_and_each_challenge_says_of_which_it_is(
    two_promotions: Dataset,
) -> None:
    text = exported(two_promotions)
    assert [call["promotion"] for call in yaml.safe_load(text)["programmes"]] == ["1", "dig"]
    assert [c.promotion for c in parsed(text).challenges] == ["1", "1", "dig"]


def test_chosen_columns_make_a_list_of_mappings() -> None:
    whole = dataset_of(FULL, challenge("b", "B"))
    assert "".join(write(Listing(whole, columns_named(whole, ["name", "ministries", "cook"])))) == (
        """\
- name: A
  ministries:
  - M
  - N
  cook: 2
- name: B
  ministries:
  - M
  cook: null
"""
    )
    none = dataset_of()
    assert "".join(write(Listing(none, columns_named(none, ["slug"])))) == "[]\n"


@given(datasets)
def test_counts_and_calls_are_what_json_has_of_them(dataset: Dataset) -> None:
    reports: list[Report] = [
        *(Counts(dataset, dataset), Calls(dataset), Call(dataset.programmes)),
    ]
    for report in reports:
        assert yaml.safe_load("".join(write(report))) == json.loads("".join(write_json(report)))
