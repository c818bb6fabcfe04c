"""Numbers, amounts of money and dates as people write them under a key of their own."""

import re
from typing import NamedTuple

from eigcli.data.dates import DAY, date_read
from eigcli.data.model import DATE

_CURRENCY = r"(?:[€£¥%]|[A-Z]{0,2}\$|[A-Z]{3})"
# `3/12/2024`, and `03.12.24` with two digits each: `1.2.24` may be a version.
_DAY_IN_NUMBERS = (
    r"(?P<day>[0-9]{1,2})[./-](?P<month>[0-9]{1,2})[./-]"
    r"(?P<year>[0-9]{4}|(?<=\b[0-9]{2}[./-][0-9]{2}[./-])[0-9]{2})"
)
_MONTHS = 12
# The words behind a number that multiply it: `R$ 350 mil`, `1,2 Mio. €`.
_MULTIPLES = {
    "dozen": 12,
    "k|K|mil|mille|thousand|Tsd|tausend": 1_000,
    "lakh": 100_000,
    "M|mn|Mio|[Mm]illion(?:s|en)?|millón|millones|milh(?:ão|ões)|milion[ei]": 1_000_000,
    "crore": 10_000_000,
    "bn|Mrd|billion|[Mm]illiard(?:s|en)?": 1_000_000_000,
}
# A number with what may stand around it. Behind a currency stands no unit: that word may be one
# that multiplies in a language that is not known here.
_NUMBER = rf"""(?:(?:[~≈]|(?:ca?|approx|env)\.|circa|about|environ|etwa)[ ]?)?
    (?P<sign>[-+−]?)[ ]?
    (?P<currency>{_CURRENCY}[ ]?)?
    (?P<whole>[1-9][0-9]{{0,2}}(?P<separator>[ ,.'’])[0-9]{{3}}(?:(?P=separator)[0-9]{{3}})*|[0-9]+)
    (?:[.,](?P<decimals>[0-9]+))?
    (?:[ ]?(?P<multiple>{"|".join(_MULTIPLES)})(?![^\W\d_])\.?)?
    (?(currency)(?P<millions>m)?)  # `£1.5m`, no metres
    (?:\+|/(?:10|20|100))?  # `1500+`, `18/20`
    (?:[ ]?{_CURRENCY}|(?(currency)(?:[ ]p\.a\.)?|[ ][^\W\d_]{{2,}}))?"""


class Amount(NamedTuple):
    """A number or a date, to compare by.

    Attributes:
        number: the number; of a date, its year.
        date: the date as the data has dates, "" for a number.
    """

    number: float
    date: str = ""

    def as_precise_as(self, other: "Amount") -> "Amount":
        """Return it as precise as another one, to compare them: a day in a year is this year."""
        length = len(other.date)
        return self._replace(date=self.date[:length])


def amount_in(text: str, *, month_first: bool = False) -> Amount | None:
    """Return the number or the date that a text is, `None` for another text.

    Args:
        text: the text: `12 000 €`, `$1,200.50`, `30 k€`, `-1.5`, `ca. 800 people`, `3/12/2024`,
            `mai 2024`.
        month_first: whether the month stands first in `3/12/2024`, as it does in `3/31/2024`.
    """
    if not re.search("[0-9]", text):
        return None
    text = re.sub(r"\s+", " ", text).strip()
    number = _number_in(text)
    if number is not None:
        return Amount(number)
    date = _date_in(text, month_first=month_first)
    if not date:
        return None
    year = int(date[:4])
    return Amount(year, date)


def has_month_first(text: str) -> bool:
    """Return whether a text is a date such as `12/31/2024`, which only Americans write."""
    match = re.fullmatch("[0-9]{1,2}/([0-9]{1,2})/[0-9]{4}", text.strip())
    if not match:
        return False
    return int(match[1]) > _MONTHS


def _number_in(text: str) -> float | None:
    """Return the number that a text is, with a currency or a unit or without."""
    match = re.fullmatch(_NUMBER, text, re.VERBOSE)
    if not match:
        return None
    digits = match["whole"].replace(match["separator"] or " ", "")
    decimals = match["decimals"] or 0
    multiple = 1_000_000 if match["millions"] else _multiple_of(match["multiple"] or "")
    number = float(f"{digits}.{decimals}") * multiple
    return -number if match["sign"] in {"-", "−"} else number


def _multiple_of(word: str) -> int:
    """Return what a word behind a number multiplies it by, 1 for none."""
    for words, multiple in _MULTIPLES.items():
        if re.fullmatch(words, word):
            return multiple
    return 1


def _date_in(text: str, *, month_first: bool) -> str:
    """Return the date that a text is, as the data has dates, "" for another text."""
    match = re.fullmatch(_DAY_IN_NUMBERS, text)
    if match:
        day, month, year = match.group("day", "month", "year")
        if len(year) < len("2024"):
            year = f"20{year}"
        if month_first or has_month_first(text):
            day, month = month, day
        date = f"{year}-{month:0>2}-{day:0>2}"
    else:
        # `May 3, 2024` is read as `3 May 2024`.
        day_first = re.sub("^([A-Z][a-z]+) ([0-9]{1,2}),", r"\2 \1", text)
        date = date_read(day_first).replace("/", "-")
    return date[:DAY] if DATE.has(date) else ""
