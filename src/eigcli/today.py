"""How the programme stands today: the latest call, whether one is open, where vacancies are."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from eigcli.data.cards import Card, Fact
from eigcli.data.dates import current_day, date_text
from eigcli.data.model import Programme
from eigcli.messages import _
from eigcli.notes import current_call, is_open, promotion_status


class Today(NamedTuple):
    """How things stand on a day.

    Attributes:
        date: the day in UTC, such as `2026-11-26`.
        latest: the programme of the call that is open, or else of the latest.
    """

    date: str
    latest: Programme

    def record(self) -> dict[str, Any]:
        """Return what is known, for programs."""
        return {
            "date": self.date,
            "latest_call": self.latest.promotion,
            "is_open": is_open(self.latest),
            "next_call": self.latest.next_call,
        }

    def card(self, *, words: bool) -> Card:
        """Return what is known as a card."""
        facts = {
            "today": ("", "" if words else self.date),
            "latest_call": (_("Latest call"), self.latest.promotion or ""),
            "is_open": ("", "" if words else str(is_open(self.latest)).lower()),
            "next_call": (_("Next call"), self.latest.next_call or ""),
        }
        if words:
            facts["latest_call"] = _("Latest call"), promotion_status(self.latest)
        title = _("Today, {date}").format(date=date_text(self.date))
        return Card(title, [Fact(n, label, (text,)) for n, (label, text) in facts.items() if text])


def today(programmes: Iterable[Programme]) -> Today:
    """Return how things stand today, by the programmes of all promotions."""
    latest = max(programmes, key=lambda p: (is_open(p), current_call(p).opens or p.start or ""))
    return Today(current_day(), latest)
