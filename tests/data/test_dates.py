"""Dates as people read them, and when a date is over."""

from datetime import UTC, datetime, tzinfo
from typing import Self

import pytest

from eigcli.data.dates import date_read, date_text, is_before, today
from eigcli.data.model import DATE
from eigcli.errors import EigError
from eigcli.messages import in_language


@pytest.mark.parametrize(
    ("date", "english", "french"),
    [
        ("2017", "2017", "2017"),
        ("2017-09", "September 2017", "septembre 2017"),
        ("2017-10-01", "1 October 2017", "1er octobre 2017"),
        ("2017-10-11T17:00", "11 October 2017, 17:00", "11 octobre 2017 à 17 h 00"),
        ("2017-10-26T07:30+02:00", "26 October 2017, 7:30 (UTC+02:00)", "26 octobre 2017 à 7 h 30 (UTC+02:00)"),
        ("2017-10-11T17:00:59Z", "11 October 2017, 17:00 (UTC)", "11 octobre 2017 à 17 h 00 (UTC)"),
        ("9999-01-15T17:00-05:00", "15 January 9999, 17:00 (UTC-05:00)", "15 janvier 9999 à 17 h 00 (UTC-05:00)"),
    ],
)  # fmt: skip
def test_a_date_is_shown_as_precisely_as_it_is_known(date: str, english: str, french: str) -> None:
    assert DATE.codes(date) == (date,)
    assert DATE.labels(date) == (english,)
    with in_language("fr"):
        assert date_text(date).replace("\u00a0", " ").replace("\u202f", " ") == french


def test_each_month_has_its_name() -> None:
    names = [date_text(f"9999-{month:02}").removesuffix(" 9999") for month in range(1, 13)]
    assert names == [
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ]


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("1er mars 2018", "2018-03-01"),
        ("March 2018", "2018-03"),
        ("Sept. 2018", "2018-09"),
        ("Oct-27", "2027-10"),
        ("dez/2023", "2023-12"),
        ("05/2025", "2025-05"),
        ("3. März 2018", "2018-03-03"),
        ("3 de mayo de 2018", "2018-05-03"),
        ("dicembre 2018", "2018-12"),
        ("13/2025", "13/2025"),
        ("Marseille 2024", "Marseille 2024"),
        ("March", "March"),
    ],
)
def test_a_date_is_read_as_people_write_it(written: str, date: str) -> None:
    assert date_read(written) == date


OVER, NOW, TO_COME = 1, 0, -1


@pytest.mark.parametrize(
    ("when", "known"),
    [
        (OVER, ["2016", "2017-09", "2017-10-01", "2017-10-26", "2017-10-26T23:59"]),
        (NOW, ["2017", "2017-10", "2017-10-27", "2017-10-27T08:00"]),
        (TO_COME, ["2018", "2017-11", "2017-10-28", "2017-10-28T00:00-05:00"]),
    ],
)  # fmt: skip
def test_a_date_is_over_when_its_last_day_is(
    monkeypatch: pytest.MonkeyPatch, when: int, known: list[str]
) -> None:
    class Noon(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            assert tz is UTC
            return cls(2017, 10, 27, 12, tzinfo=UTC)

    monkeypatch.setattr("datetime.datetime", Noon)
    ages = {date: is_before(date, today()) - is_before(today(), date) for date in known}
    assert ages == dict.fromkeys(known, when)


@pytest.mark.parametrize("seconds", ["soon", "9" * 30])
def test_a_day_that_is_no_number_of_seconds_is_refused(
    monkeypatch: pytest.MonkeyPatch, seconds: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", seconds)
    with pytest.raises(EigError, match=f"SOURCE_DATE_EPOCH={seconds} is no number of seconds"):
        today()
