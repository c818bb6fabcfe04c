"""What the options of filters offer of a dataset, as completion is told of it."""

from pathlib import Path
from typing import Any, get_args

import pytest

from eigcli.data.loading import Input, load
from eigcli.data.model import PHASES
from eigcli.filters import Filters, select

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


def offered(folder: Path, option: str, begun: str) -> dict[str, str]:
    """Return what an option offers of the dataset of these tests, each with its meaning."""
    mine = folder / "mine.yaml"
    mine.write_text(MINE, "utf-8")
    _type, declared = get_args(Filters.__annotations__[option])
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
    offers = offered(tmp_path, option, begun)
    assert list(offers) == values
    assert offers == offers | {value: MEANINGS[value] for value in values if value in MEANINGS}
    dataset = load(Input(data=(str(tmp_path / "mine.yaml"),)))
    for value in values:
        asked: dict[str, Any] = {option: (value,)}
        assert select(dataset, Filters(**asked)).dataset.challenges


def test_what_a_filter_knows_is_offered_whatever_the_dataset_has(tmp_path: Path) -> None:
    phases = offered(tmp_path, "phase", "")
    assert list(phases) == ["in-use", *PHASES]
    assert phases["in-use"] == "in use"
    assert phases["stopped"] == "the product is no longer in use"
    facts = offered(tmp_path, "has", "")
    assert list(facts) == ["product", "repository", "card", "phase"]
    assert facts["product"] == "where what it made can be used"


def test_without_offers_filters_then_their_values(tmp_path: Path) -> None:
    names = [f"{option}=" for option in ("skill", "ministry", "family", "theme", "town")]
    assert offered(tmp_path, "without", "") == dict.fromkeys([*names, "phase=", "has="], "")
    roles = {f"skill={code}": label for code, label in offered(tmp_path, "skill", "s").items()}
    assert offered(tmp_path, "without", "skill=s") == roles
    assert roles["skill=cook"] == "head cook"
    # Only once something is typed, words within are offered.
    assert "skill=science" not in offered(tmp_path, "without", "skill=")
    assert offered(tmp_path, "without", "search=s") == {}
