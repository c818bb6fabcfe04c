"""Numbers, amounts of money and dates as people write them under a key of their own."""

import re
from typing import NamedTuple

from eigcli.data.dates import DAY, date_read
from eigcli.data.model import DATE

_GROUPED = r"[1-9][0-9]{0,2}([ ,.'’])[0-9]{3}(?:\3[0-9]{3})*"  # `12,000`, `1.200.000`
_CURRENCY = r"(?:[€$£¥%]|[A-Z]{3})"
_MONTHS = 12
_THOUSANDS = {"k": 1_000, "M": 1_000_000}


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
        text: the text: `12 000 €`, `$1,200.50`, `30 k€`, `-1.5`, `3/12/2024`, `mai 2024`.
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
    """Return the number that a text is, with the sign of a currency or without."""
    form = rf"([-+−]?) ?{_CURRENCY}? ?({_GROUPED}|[0-9]+)(?:[.,]([0-9]+))? ?([kM]?) ?{_CURRENCY}?"
    match = re.fullmatch(form, text)
    if not match:
        return None
    sign, whole, separator, decimals, thousands = match.groups()
    digits = whole.replace(separator or " ", "")
    factor = _THOUSANDS.get(thousands, 1)
    number = float(f"{digits}.{decimals or 0}") * factor
    return number if sign in {"", "+"} else -number


def _date_in(text: str, *, month_first: bool) -> str:
    """Return the date that a text is, as the data has dates, "" for another text."""
    match = re.fullmatch(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})", text)
    if match:
        day, month, year = match.groups()
        if month_first or has_month_first(text):
            day, month = month, day
        date = f"{year}-{month:0>2}-{day:0>2}"
    else:
        # `May 3, 2024` is read as `3 May 2024`.
        day_first = re.sub("^([A-Z][a-z]+) ([0-9]{1,2}),", r"\2 \1", text)
        date = date_read(day_first).replace("/", "-")
    return date[:DAY] if DATE.has(date) else ""
