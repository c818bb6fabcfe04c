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

    def reaches(self, least: "Amount") -> bool:
        """Return whether it is as large as another one, or as late as far as this is known."""
        if self.date and least.date:
            return self.date[: len(least.date)] >= least.date
        return self.number >= least.number

    def is_within(self, most: "Amount") -> bool:
        """Return whether it is no larger or later than another one, as far as that is known."""
        if self.date and most.date:
            return self.date[: len(most.date)] <= most.date
        return self.number <= most.number


def amount_in(text: str, *, month_first: bool = False) -> Amount | None:
    """Return the number or the date that a text is, `None` for another text.

    Args:
        text: the text: `12 000 €`, `$1,200.50`, `30 k€`, `-1.5`, `3/12/2024`, `mai 2024`.
        month_first: whether the month stands first in `3/12/2024`.
    """
    text = re.sub(r"\s+", " ", text).strip()
    number = _number_in(text)
    if number is not None:
        return Amount(number)
    date = _date_in(text, month_first=month_first)
    return Amount(int(date[:4]), date) if date else None


def has_month_first(text: str) -> bool:
    """Return whether a text is a date such as `12/31/2024`, which only Americans write."""
    match = re.fullmatch("[0-9]{1,2}/([0-9]{1,2})/[0-9]{4}", text.strip())
    return match is not None and int(match[1]) > _MONTHS


def _number_in(text: str) -> float | None:
    """Return the number that a text is, with the sign of a currency or without."""
    form = rf"([-+−]?) ?{_CURRENCY}? ?({_GROUPED}|[0-9]+)(?:[.,]([0-9]+))? ?([kM]?) ?{_CURRENCY}?"
    match = re.fullmatch(form, text)
    if not match:
        return None
    sign, whole, separator, decimals, thousands = match.groups()
    digits = whole.replace(separator or " ", "")
    number = float(f"{digits}.{decimals or 0}") * _THOUSANDS.get(thousands, 1)
    return number if sign in {"", "+"} else -number


def _date_in(text: str, *, month_first: bool) -> str:
    """Return the date that a text is, as the data has dates, "" for another text."""
    date = date_read(re.sub("^([A-Z][a-z]+) ([0-9]{1,2}), ", r"\2 \1 ", text))  # `May 3, 2024`
    match = re.fullmatch(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})", text)
    if match:
        day, month, year = match.groups()
        if month_first:
            day, month = month, day
        date = f"{year}-{month:0>2}-{day:0>2}"
    date = date.replace("/", "-")
    return date[:DAY] if DATE.has(date) else ""
