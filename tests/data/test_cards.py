"""Cards: a line for each fact that is known, with the sources that it was taken from."""

import pytest
from build import FULL, challenge, cited, seeking

from eigcli.data.cards import Card, card_of, source_numbers
from eigcli.data.model import Source


def values(card: Card) -> dict[str, tuple[str, ...]]:
    """Return what a card says of each field."""
    return {fact.name: fact.value for fact in card.facts}


def test_a_card_leaves_out_what_is_not_known() -> None:
    card = card_of(challenge(), words=True)
    assert (card.name, card.tagline, card.page, card.sources, card.status) == (
        *("A", None, None),
        *((), ""),
    )
    assert [fact.name for fact in card.facts] == ["slug", "name", "hosts", "profiles"]
    assert [fact.name for fact in card.details] == ["slug", "hosts", "profiles"]


def test_a_key_of_its_authors_own_is_a_fact_by_its_name() -> None:
    own = (("x-budget", 50000), ("x-tags", ("a", "b")))
    record = challenge(own=own, sources=(cited(Source(key="k", title="T"), "x-budget"),))
    people, programs = (card_of(record, words=words).facts[-2:] for words in (True, False))
    assert [fact[:3] for fact in people] == [
        ("x-budget", "x-budget", ("50,000",)),
        ("x-tags", "x-tags", ("a", "b")),
    ]
    assert [fact.value for fact in programs] == [("50000",), ("a", "b")]
    assert [fact.sources for fact in people] == [("k",), ()]


def test_each_fact_has_the_numbers_of_the_sources_that_it_was_taken_from() -> None:
    """A tagline in English has those of the tagline in English."""
    for words, tagline in ((True, "[2]"), (False, "[1]")):
        card = card_of(FULL, words=words)
        numbers = source_numbers(card.sources)
        assert numbers == {"k": 1, "r": 2}
        marks = {fact.name: mark for fact in card.facts if (mark := fact.mark(numbers))}
        english = {} if words else {"tagline_english": "[2]"}
        assert marks == {"tagline": tagline, **english, "towns": "[1\u00a02]"}


def test_the_sources_of_people_are_those_of_whom_it_seeks_and_of_whom_it_recruited() -> None:
    sources = (cited(Source(key="k", title="T"), "people"),)
    record = challenge(recruited=seeking(cook=1), sources=sources)
    cards = card_of(record, words=True), card_of(record, words=False)
    found = [{fact.name for fact in card.facts if fact.sources} for card in cards]
    assert found == [{"profiles", "recruited"}, {"people", "profiles", "recruited"}]


def test_a_card_lists_the_sources_of_what_it_shows_and_those_that_gave_nothing_by_name() -> None:
    sources = (
        cited(Source(key="english", title="E"), "keywords"),
        cited(Source(key="name", title="N"), "name"),
        cited(Source(key="all", title="A")),
    )
    record = challenge(keywords=("pain",), sources=sources)
    for words, keys in ((True, ["name", "all"]), (False, ["english", "name", "all"])):
        assert [source.key for source in card_of(record, words=words).sources] == keys


def test_people_read_what_a_phase_means_and_of_which_day_its_source_is() -> None:
    old, new = (cited(Source(key=d, title="Fiche", date=d), "phase") for d in ("2025", "2026-08"))
    undated = cited(Source(key="k", title="Site"), "phase")
    shown = [
        values(card_of(challenge(phase="operated", sources=sources), words=True))["phase"]
        for sources in ((old, new), (undated,))
    ]
    meaning = "Operated: the product is in use, run within the network that made it"
    assert shown == [(f"{meaning}, according to a source dated August 2026.",), (f"{meaning}.",)]


@pytest.mark.parametrize(
    ("basis", "label"), [("selected", "Selected"), ("stated", "Seeks"), (None, "Seeks")]
)
def test_people_read_that_a_challenge_of_people_selected_selected_them(
    basis: str | None, label: str
) -> None:
    facts = card_of(challenge(basis=basis), words=True).facts
    assert [fact.label for fact in facts if fact.name == "profiles"] == [label]
