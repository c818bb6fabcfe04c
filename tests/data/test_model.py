"""What records know beyond their fields."""

from dataclasses import FrozenInstanceError

import pytest
from build import BOOK, CHEF, challenge, cited, dataset, read, seeking, skill

from eigcli.data.fields import Record
from eigcli.data.model import (
    Body,
    Challenge,
    Dataset,
    Family,
    Host,
    Pay,
    Period,
    Profile,
    Programme,
    Skill,
    Source,
    Totals,
)
from eigcli.messages import in_language


@pytest.mark.parametrize(
    ("role", "one", "several"),
    [
        (CHEF, "chef", "chefs"),
        (skill("mouse", english="mouse", english_plural="mice"), "mouse", "mice"),
        (skill("cook", french="chef-d’œuvre", french_plural="chefs"), "chef-d’œuvre", "chefs"),
        (skill("cook", french="cuisinier·ère"), "cuisinier·ère", "cuisinier·ères"),
        (skill("cook", french="maître queux", english_plural="chefs"), *2 * ("maître queux",)),
        (skill("cook"), "cook", "cooks"),
        (skill("devops"), "devops", "devops"),
        (skill("quiz"), "quiz", "quiz"),
    ],
)
def test_a_role_is_called_by_its_english_label_or_else_its_french_or_its_code(
    role: Skill, one: str, several: str
) -> None:
    assert [role.label(count) for count in (1, 2)] == [one, several]


@pytest.mark.parametrize(
    ("record", "english", "french"),
    [
        (Family(code="c", french="f", english="e"), "e", "f"),
        (Family(code="c", french="f"), "f", "f"),
        (Family(code="c", english="e"), "e", "e"),
        (Family(code="c"), "c", "c"),
        (CHEF, "chef", "cuisinier·ère"),
        (BOOK, "Livre, Éditeur, September 2017, https://example.org/l", "Livre, Éditeur, septembre 2017, https://example.org/l"),
        (cited(Source(key="k", title="T")), "T", "T"),
        (Host(ministry="M", department="D"), "M, D", "M, D"),
    ],
)  # fmt: skip
def test_a_record_has_a_text_for_people_and_a_code_for_programs(
    record: Record, english: str, french: str
) -> None:
    assert record.label() == english
    with in_language("fr"):
        assert record.label().replace("\u00a0", " ") == french
    assert str(record) in {"c", "cook", "k", "M, D"}


@pytest.mark.parametrize(
    ("record", "names"),
    [
        (Skill(code="a", french="b", french_plural="c", english="d", english_plural="e", aliases=("f",)), ["f", "b", "c", "d", "e", "a"]),
        (Family(code="a", french="b", aliases=("c",)), ["c", "b", "a"]),
        (Body(name="a", acronym="b", english="c", aliases=("d",)), ["b", "c", "d", "a"]),
    ],
)  # fmt: skip
def test_names_of_records_end_with_codes(record: Skill | Family | Body, names: list[str]) -> None:
    assert list(record.names()) == names
    assert names[-1] == str(record)


def test_the_labels_of_a_role_end_with_its_code() -> None:
    assert Profile(skill=Skill(code="a", french="b", aliases=("c",))).searched_texts() == ("b", "a")


def test_a_record_is_immutable_and_takes_only_its_fields() -> None:
    pay = Pay(monthly=3500)
    assert repr(pay) == "Pay(experience=None, monthly=3500, variable=None, currency=None)"
    assert pay == Pay(monthly=3500) != Pay(monthly=3500, variable=10)
    assert {pay, Pay(monthly=3500)} == {pay}
    with pytest.raises(TypeError, match="a pay: the field 'monthly' is unknown, or missing"):
        Pay()
    with pytest.raises(TypeError, match="a pay: the field 'yearly' is unknown, or missing"):
        Pay(monthly=3500, yearly=42000)  # type: ignore[call-arg]
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'monthly'"):
        pay.monthly = 4000  # type: ignore[misc]


def test_a_dataset_knows_its_promotions_with_their_years() -> None:
    whole = dataset(
        challenge("x", promotion="a", year=2029),
        challenge("y", promotion="b"),
        challenge("z", promotion=None),
        programmes=(
            Programme(name="P", promotion="b", start="2030-02"),
            Programme(name="Q", promotion="c"),
        ),
    )
    assert whole.promotions == ("a", "b", None)
    assert whole.promotion_codes == ("b", "c", "a")
    assert whole.promotion_labels == {"b": "b (2030)", "c": "c", "a": "a (2029)"}
    assert [call.year for call in whole.programmes] == [2030, None]
    called_like_its_year = Programme(name="P", promotion="2026", start="2026")
    same = Dataset(programmes=(called_like_its_year,))
    assert same.promotion_labels == {"2026": "2026"}


@pytest.mark.parametrize(
    ("codes", "language"),
    [([], None), (["fr", "fr"], "fr"), (["fr", "en"], None), (["fr", None], None)],
)
def test_a_dataset_has_the_language_that_all_of_its_programmes_state(
    codes: list[str | None], language: str | None
) -> None:
    calls = [Programme(name="P", language=code) for code in codes]
    assert Dataset(programmes=tuple(calls)).language == language


def test_a_dataset_knows_the_families_of_its_hosts() -> None:
    sea, land = Family(code="sea"), Family(code="land")
    hosts = Host(ministry="M", families=(sea, land)), Host(ministry="N", families=(land,))
    whole = dataset(challenge(hosts=hosts, seeks=seeking(cook=1)))
    assert whole.families_of_hosts == (sea, land)


@pytest.mark.parametrize(
    ("people", "sought", "recruited", "cooks"),
    [
        ("{}", None, None, None),
        ("{cook: [2, 0], baker: [3, 0]}", 5, 0, 2),
        ("{cook: 2, baker: [~, 1]}", None, None, 2),
        ("{baker: 1}", 1, None, 0),
    ],
)
def test_people_are_summed_only_if_all_of_their_numbers_are_known(
    people: str, sought: int | None, recruited: int | None, cooks: int | None
) -> None:
    [one] = read(f"challenges: [{{slug: a, name: A, people: {people}}}]")
    assert one.sought == sought
    assert one.recruited == recruited
    # A role that is not named has nobody, if others are known.
    assert one.number_of("sought", {"cook"}) == cooks


NONE = challenge("n", seeks=())


@pytest.mark.parametrize(
    ("announced", "more", "found"),
    [
        (Totals(challenges=1, people=3, skills=seeking(cook=1, baker=2)), [], []),
        (Totals(challenges=2, people=4), [], [("challenges", 2, 1), ("people", 4, 3)]),
        (
            Totals(skills=seeking(cook=2, witch=1)),
            [],
            [("skills.cook", 2, 1), ("skills.witch", 1, 0)],
        ),
        (Totals(skills=seeking(cook=None)), [], []),
        # If a challenge says nothing of people, nobody knows.
        (Totals(people=4, skills=seeking(cook=2)), [NONE], []),
        (Totals(people=4), [challenge("c")], []),
        # Challenges of other promotions do not count.
        (Totals(people=3), [challenge("o", promotion="other")], []),
        (None, [], []),
    ],
)
def test_discrepancies_compare_announced_totals_with_the_challenges(
    announced: Totals | None, more: list[Challenge], found: list[tuple[str, int, int]]
) -> None:
    own = challenge("a", seeks=seeking(cook=1, baker=2))
    call = Programme(name="P", announced=announced)
    wrong = []
    for keys, stated, counted in call.discrepancies([own, *more]):
        wrong.append((".".join(keys), stated, counted))
    assert wrong == found


STOPPED = {"state": "ended", "state_date": "2026", "phase": "stopped", "phase_since": "2022-01-15"}


@pytest.mark.parametrize(
    ("stated", "digits", "text"),
    [
        ({"state": "in-use", "state_date": "2019-06"}, 10, "In use, as of June 2019"),
        ({"state": "in-use", "state_date": "2019-06-03"}, 10, "In use, as of 3 June 2019"),
        ({"state": "in-use", "state_date": "2019-06-03"}, 4, "In use, as of 2019"),
        # Who knows since when it has ended says that, not when a source said so.
        (STOPPED, 10, "Ended, since 15 January 2022"),
        (STOPPED, 4, "Ended, since 2022"),
        (STOPPED | {"phase": "handed-over", "state": "handed-over"}, 4, "Handed over, since 2022"),
        (STOPPED | {"phase_since": None}, 10, "Ended, as of 2026"),
        (STOPPED | {"phase": "operated"}, 10, "Ended, as of 2026"),
        (STOPPED | {"phase": "operated", "state": "in-use"}, 10, "In use, as of 2026"),
        ({"state": "ended", "phase_since": "2022"}, 10, "Ended"),
        ({}, 10, ""),
    ],
)
def test_a_state_has_the_date_of_its_beginning_or_of_its_source(
    stated: dict[str, str], digits: int, text: str
) -> None:
    assert challenge("a", **stated).dated_state(digits) == text


def test_in_french_the_date_of_a_state_is_read_as_french_is_written() -> None:
    with in_language("fr"):
        assert challenge("a", **STOPPED).dated_state() == "Arrêté, depuis le 15 janvier 2022"
        assert challenge("a", **STOPPED).dated_state(4) == "Arrêté, depuis 2022"


def test_a_dataset_has_the_slugs_of_its_challenges() -> None:
    assert "a" in dataset(challenge("a"))
    assert "b" not in dataset(challenge("a"))


def test_a_period_is_an_interval_and_pay_in_euros_is_net() -> None:
    assert str(Period(opens="2018-01")) == "2018-01/.."
    assert str(Period(closes="2018-02")) == "../2018-02"
    assert Pay(monthly=1000, currency="EUR").label() == "1,000 € net a month"
    assert Pay(monthly=1000, currency="USD").label() == "1,000 USD a month"
