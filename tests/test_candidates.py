"""What may complete a word, as an option is told of it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
import typer

from eigcli import cli
from eigcli.completion import completer
from eigcli.dataset import Input, load, load_or_empty
from eigcli.filters import Filters, Order, select

CHALLENGE = (
    "challenges: [{slug: a, name: 'é-b .,@·’–; $(id) `x` \"y\" <z>', ministry: M, skills: [s]}]"
)


def _candidates(source: Input, prefix: str) -> Iterator[tuple[str, str]]:
    yield "", "nothing to insert"
    for challenge in load_or_empty(source).challenges:
        yield f"{prefix}{challenge.slug}", "earlier"
        yield f"{prefix}{challenge.slug}", challenge.name


def offered(*data: str) -> list[tuple[str, str]]:
    context = typer.Context(typer.main.get_command(cli.app))
    context.params["data"] = data
    return completer(_candidates)(context, "x")


def test_each_value_of_the_dataset_is_offered_once_with_what_no_shell_evaluates(
    tmp_path: Path,
) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(CHALLENGE, "utf-8")
    assert offered(str(file)) == [("xa", "é-b .,@·’–;   id   x   y   z ")]


def test_standard_input_is_never_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "-").write_text(CHALLENGE, "utf-8")
    assert offered("-") == []


def test_promotions_are_offered_with_when_they_began_and_how_many_defis() -> None:
    [options] = [get_args(hint) for hint in [Input.__annotations__["promotion"]]]
    offers = list(options[1].candidates(Input(), ""))
    assert offers[:3] == [("all", "all of them"), ("1", "2017, 9 défis"), ("2", "2018, 13 défis")]


# What the filters and the order offer

MINE = """\
skills: {cook: {english: head cook, french: chef}, lawyer: {}}
families: {sea: {english: High seas, aliases: [Océan]}, land: {}}
bodies: {Mer: {family: sea, acronym: Vert}}
challenges:
- slug: a
  name: A
  hosts: [{ministry: Ministère de l’Écologie, department: Bureau}, {ministry: Mer}]
  towns: [Saint-Denis, Paris]
  themes: [Lutte & fraude]
  skills: [cook]
  expertise: [data science]
- {slug: b, name: B, ministry: Mer, towns: [Paris], skills: [lawyer]}
"""


MEANINGS = {
    "cook": "head cook",
    "ecologie": "Ministère de l’Écologie",
    "sea": "High seas",
    "denis": "Saint-Denis",
    "seine-saint-denis": "93 Seine-Saint-Denis",
}


def of_option(group: Any, option: str, mine: Path, begun: str) -> dict[str, str]:
    """Return what the value of an option may be completed to, each with its meaning."""
    _type, declared = get_args(group.__annotations__[option])
    return dict(declared.candidates(Input(data=(str(mine),)), begun))


@pytest.mark.parametrize(
    ("option", "begun", "values"),
    [
        ("skill", "", ["cook", "lawyer", "data-science"]),
        ("skill", "s", ["cook", "lawyer", "data-science", "science"]),
        # Those that many know by other names are offered by their own.
        ("ministry", "", ["ministere-de-l-ecologie", "mer"]),
        (
            "ministry",
            "e",
            ["ministere-de-l-ecologie", "de-l-ecologie", "l-ecologie", "ecologie", "mer"],
        ),
        ("theme", "", ["lutte-fraude"]),
        ("family", "", ["sea"]),
        ("town", "", ["saint-denis", "paris", "93-seine-saint-denis", "75-paris", "ile-de-france"]),
        (
            *("town", "d"),
            [
                *("saint-denis", "denis", "paris", "93-seine-saint-denis", "seine-saint-denis"),
                *("75-paris", "ile-de-france", "de-france", "france"),
            ],
        ),
    ],
)
def test_a_filter_offers_what_the_dataset_says_from_any_word_on_that_is_begun(
    tmp_path: Path, option: str, begun: str, values: list[str]
) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text(MINE, "utf-8")
    offers = of_option(Filters, option, mine, begun)
    assert list(offers) == values
    assert all(offers[value] == MEANINGS[value] for value in {*offers} & {*MEANINGS})
    dataset = load(Input(data=(str(mine),)))
    for value in values:
        asked: dict[str, Any] = {option: (value,)}
        assert select(dataset, Filters(**asked)).dataset.challenges


def test_all_phases_and_facts_are_offered_each_with_what_it_means(tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text(MINE, "utf-8")
    phases = of_option(Filters, "phase", mine, "")
    assert list(phases) == [
        *("in-use", "investigation", "construction", "acceleration", "consolidation", "operated"),
        *("handed-over", "stopped", "not-pursued"),
    ]
    assert phases["stopped"] == "the product is no longer in use"
    facts = of_option(Filters, "has", mine, "")
    assert list(facts) == ["product", "repository", "card", "phase"]
    assert facts["product"] == "where what it made can be used"


def test_the_order_offers_its_keys_each_with_what_it_is(tmp_path: Path) -> None:
    keys = of_option(Order, "sort", tmp_path, "")
    assert list(keys) == [
        "number",
        "name",
        "promotion",
        "start",
        "ministry",
        "sought",
        "recruited_total",
    ]
    assert keys["name"] == "its name"
