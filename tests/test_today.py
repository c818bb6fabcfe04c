"""How the programme stands: the call that is open, or else the latest."""

from typing import Any

import pytest

from eigcli.data.model import Programme
from eigcli.today import today


def call(promotion: str, **fields: Any) -> Programme:
    return Programme(name="P", promotion=promotion, **fields)


@pytest.mark.parametrize(
    ("programmes", "latest", "is_open"),
    [
        ([call("a", opens="2019"), call("b", opens="2018", closes="2019")], "a", False),
        # The day that work starts counts where the call states none.
        ([call("a", opens="2018"), call("b", start="2019")], "b", False),
        ([call("a", opens="2018", closes="9999"), call("b", opens="2019")], "a", True),
    ],
)
def test_the_latest_call_is_the_one_that_is_open_or_else_the_last(
    *, programmes: list[Programme], latest: str, is_open: bool
) -> None:
    record = today(programmes).record()
    assert (record["latest_call"], record["is_open"]) == (latest, is_open)


def test_where_vacancies_are_is_what_the_latest_call_says_of_the_next() -> None:
    said = today([call("a", opens="2018", next_call="x"), call("b", opens="2019", next_call="y")])
    facts = {fact.name: list(fact.value) for fact in said.card(words=False).facts}
    assert (facts["latest_call"], facts["next_call"]) == (["b"], ["y"])
