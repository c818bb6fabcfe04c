"""The sentences that a reader of a report must know, and which of them go with which report."""

from datetime import UTC, datetime
from typing import Any

import pytest
from build import CHEF, challenge, cited, dataset, host
from build import seeking as seek

from eigcli.columns import columns_named
from eigcli.counts import Counts
from eigcli.data.loading import shared_vocabularies
from eigcli.data.model import Family, Host, Period, Profile, Programme, Source, Totals
from eigcli.notes import call_status, is_open
from eigcli.reports import Call, Calls, Cards, Listing, Report

THIS_YEAR = str(datetime.now(UTC).year)


@pytest.mark.parametrize(
    ("opens", "closes", "status"),
    [
        (
            *("2017-09-27", "2017-10-27T17:00+02:00"),
            "The call is over: it closed on 27 October 2017.",
        ),
        (None, "2018-01", "The call is over: it closed in January 2018."),
        ("2017", "9999-12-31", "The call is open until 31 December 9999."),
        (
            *(None, "9999-12-31T17:00+01:00"),
            "The call is open until 31 December 9999, 17:00 (UTC+01:00).",
        ),
        (None, "9999-02", "The call is open until the end of February 9999."),
        # A year that is not over: one may apply as far as it is known.
        (THIS_YEAR, THIS_YEAR, f"The call is open until the end of {THIS_YEAR}."),
        ("9999-02-01", "9999-03-01", "The call opens on 1 February 9999."),
        ("9999", None, "The call opens in 9999."),
        ("2017", None, "The dataset does not say when the call closes."),
        # What states no date says nothing of a call.
        (None, None, ""),
    ],
)
def test_a_call_is_over_or_open_or_opens_later(
    opens: str | None, closes: str | None, status: str
) -> None:
    programme = Programme(name="P", opens=opens, closes=closes)
    assert call_status(programme) == status
    assert is_open(programme) == status.startswith(("The call is open", "The call opens"))


@pytest.mark.parametrize(
    ("calls", "status"),
    [
        ([("2017", "2018"), ("2019", "9999-01-01")], "The call is open until 1 January 9999."),
        ([("2017", "2018"), ("9998", "9999")], "The call opens in 9998."),
        # In whatever order they are.
        ([("9998-10", "9998-11"), ("9998-02", "9998-03")], "The call opens in February 9998."),
        ([("2017", "2018"), ("2019", "2020")], "The call is over: it closed in 2020."),
        ([("2017", "9998"), ("2018", "9999")], "The call is open until the end of 9998."),
    ],
)
def test_of_several_times_to_apply_the_next_or_the_last_counts(
    calls: list[tuple[str, str]], status: str
) -> None:
    periods = tuple(Period(opens=opens, closes=closes) for opens, closes in calls)
    assert call_status(Programme(name="P", opens="2017", closes="9999", calls=periods)) == status


OVER = "The call is over: it closed in 2018."
SELECTED = "Promotion {}: the people selected are counted; the call gave no numbers.".format


@pytest.mark.parametrize(
    ("programmes", "notes"),
    [
        ([], []),
        ([Programme(name="P")], []),
        ([Programme(name="P", closes="2018")], [OVER]),
        ([Programme(name="P", calls=(Period(closes="2018"),))], [OVER]),
        ([Programme(name="P", closes="2018", next_call="Aucun.")], [OVER, "Aucun."]),
        (
            [Programme(name="P", promotion="6", closes="2018", counted="selected")],
            [SELECTED("6"), OVER],
        ),
        ([Programme(name="P", promotion="6", closes="2018", counted="sought")], [OVER]),
        (
            [Programme(name="P", closes="2018", counted="selected")],
            ["The people selected are counted; the call gave no numbers.", OVER],
        ),
        # Of several calls, only those that are open; what follows one matters of one only.
        (
            [
                Programme(name="P", promotion="1", closes="2018", next_call="Aucun."),
                Programme(name="P", promotion="6", counted="selected"),
                Programme(name="P", promotion="dig", counted="selected", opens="9999"),
            ],
            [SELECTED("6"), SELECTED("dig"), "Promotion dig: The call opens in 9999."],
        ),
        ([Programme(name="P", closes="2018"), Programme(name="P", closes="2018")], []),
    ],
)
def test_readers_of_challenges_and_promotions_know_of_their_calls(
    programmes: list[Programme], notes: list[str]
) -> None:
    challenges = [challenge(f"a{n}", promotion=p.promotion) for n, p in enumerate(programmes)]
    # That of a promotion of which no défi is shown does not matter.
    others = Programme(name="P", promotion="other", counted="selected")
    whole = dataset(*challenges, programmes=(*programmes, others))
    for report in (Listing(whole), Cards(whole), Calls(whole)):
        assert list(report.notes) == notes


BASES = ("stated", "inferred", None, None)
ALL = dataset(
    *(
        challenge(
            f"a{n}", basis=basis, themes=("x", "y"), profiles=seek(cook=1), recruited=seek(cook=1)
        )
        for n, basis in enumerate(BASES)
    ),
    programmes=(Programme(name="P", closes="2018", announced=Totals(challenges=4)),),
)
INFERRED = "~ inferred: no source states the whole split."
CERTAINTY = "Role split, of 4 défis: stated by a source for 1, inferred for 1, not specified for 2."
ROUGHLY = "Who was recruited: counted afterwards, ±2 per promotion."
TRADES = "Roles sought or selected, and roles recruited, come from two vocabularies of trades: the same person may have another role in each."
SOUGHT = "Bars and percent are of people sought."
OVERLAP = "A défi of several ministries, families, themes, towns or regions counts for each."
OF_FAMILIES = "Families of ministries are grouped by eig, by the ministry of each body at the time."
OF_OWN_FAMILIES = "Families of ministries are an editorial grouping."
OF_PHASES = "Phases are as given by sources dated March 2025, 20 August 2026."
NOTHING = dataset(challenge())
SEA = Host(ministry="M", families=(Family(code="sea"),))
STORY = dataset(
    challenge(
        hosts=(SEA,),
        profiles=seek(cook=1),
        phase="stopped",
        sources=(
            cited(Source(key="old", title="Fiche", date="2025-03"), "phase"),
            cited(Source(key="new", title="Fiche", date="2026-08-20"), "phase", "product"),
            cited(Source(key="other", title="Site", date="2026-09"), "name"),
        ),
    )
)
UNMET = dataset(
    challenge(profiles=seek(cook=2)),
    programmes=(
        Programme(name="P", announced=Totals(people=9, skills=(Profile(skill=CHEF, count=9),))),
    ),
)
CULTURE = Host(ministry="M", families=(shared_vocabularies()["families"]["culture"],))
CULTURAL = dataset(challenge(hosts=(CULTURE,), profiles=seek(cook=1)))
CHOSEN = challenge(basis="selected", profiles=seek(cook=2))
OF_SELECTED = "Bars and percent are of people selected."
# No défi is of the third promotion.
MARGIN = dataset(
    challenge("a", promotion="1", profiles=seek(cook=1), recruited=seek(cook=1)),
    challenge("b", promotion="2", profiles=seek(cook=1), recruited=seek(cook=1)),
    programmes=(
        Programme(name="P", promotion="1", recruited_margin=2),
        Programme(name="P", promotion="2", recruited_margin=1),
        Programme(name="P", promotion="3", recruited_margin=9),
    ),
)


@pytest.mark.parametrize(
    ("report", "notes"),
    [
        (Listing(ALL, found=9), ["4 of 9 défis are shown.", OVER, INFERRED]),
        (Listing(ALL, found=4), [OVER, INFERRED]),
        # The columns that were asked for have no marks.
        (Listing(ALL, columns_named(ALL, ["profiles"])), [OVER]),
        (Listing(NOTHING, found=2), ["1 of 2 défis is shown."]),
        (Listing(NOTHING), []),
        # Whoever chose by families, or reads them, knows whose they are.
        (Listing(CULTURAL), []),
        (Listing(CULTURAL, chosen_by=("Culture",)), [OF_FAMILIES]),
        (Listing(CULTURAL, columns_named(CULTURAL, ["families"])), [OF_FAMILIES]),
        (Cards(ALL), [OVER]),
        (Cards(NOTHING), []),
        (
            Counts(ALL, ALL, ["theme", "town"]),
            [
                *(SOUGHT, OVERLAP),
                "The défis of the call add up to what was announced: 4 défis",
                *(CERTAINTY, OVER),
            ],
        ),
        (Counts(ALL, by=["theme"]), [SOUGHT, OVERLAP, CERTAINTY, OVER]),
        # Nobody knows of which day a phase is that no dated source gives.
        (
            Counts(dataset(challenge(profiles=seek(cook=1), phase="stopped")), by=["phase"]),
            [SOUGHT],
        ),
        (Counts(STORY, by=["phase", "family"]), [*(SOUGHT, OF_PHASES, OF_OWN_FAMILIES)]),
        (Counts(CULTURAL, by=["family"]), [SOUGHT, OF_FAMILIES]),
        # Of what no défi has, nothing is said.
        (Counts(NOTHING, by=["phase", "family"]), []),
        (
            Counts(dataset(challenge(phase="stopped"), challenge("b")), by=["phase", "town"]),
            ["Bars and percent are of défis.", "Of 1 défi, the phase is not known."],
        ),
        (Counts(dataset()), []),
        (
            Counts(UNMET, UNMET, ["skill"]),
            [
                SOUGHT,
                "The défis of the call do not add up to what was announced: 9 people: 9 chefs",
            ],
        ),
        (
            Counts(dataset(challenge(recruited=seek(cook=1)))),
            # How sure that is, its programme would say.
            ["Bars and percent are of people recruited."],
        ),
        (Counts(dataset(challenge())), ["Bars and percent are of défis."]),
        (
            Counts(
                dataset(challenge(profiles=seek(cook=5)), challenge("b", profiles=seek(baker=None)))
            ),
            [
                "Bars and percent are of défis. “–” is not known.",
                "People sought: 5, for 1 défi; 1 does not say.",
            ],
        ),
        # Where all are selected, the note on the call says so.
        (Counts(dataset(CHOSEN), by=["ministry"]), [OF_SELECTED]),
        (
            Counts(dataset(CHOSEN, challenge("b", profiles=seek(cook=2)))),
            [
                "Bars and percent are of people sought or selected.",
                "Role split, of 2 défis: people selected for 1, not specified for 1.",
            ],
        ),
        (
            Counts(dataset(challenge(basis="inferred", profiles=seek(cook=2)))),
            [SOUGHT, "Role split, of 1 défi: inferred for 1."],
        ),
        # The largest margin of the promotions that are counted; what trades are, only beside trades.
        (Counts(MARGIN, by=["skill"]), [SOUGHT, f"{ROUGHLY} {TRADES}"]),
        (Counts(MARGIN, by=["ministry"]), [SOUGHT, ROUGHLY]),
        (Cards(MARGIN), [f"{ROUGHLY} {TRADES}"]),
        (Calls(MARGIN), [ROUGHLY]),
        (Listing(MARGIN), []),
        (Listing(MARGIN, columns_named(MARGIN, ["name", "recruited"])), [f"{ROUGHLY} {TRADES}"]),
        (Listing(MARGIN, columns_named(MARGIN, ["recruited_cook"])), [f"{ROUGHLY} {TRADES}"]),
        (Listing(MARGIN, columns_named(MARGIN, ["recruited_total"])), [ROUGHLY]),
        (Calls(ALL), [OVER]),
        # The cards of the calls have their status.
        (Call(ALL.programmes), []),
    ],
)
def test_each_report_has_its_notes_in_their_order(report: Report, notes: list[str]) -> None:
    assert list(report.notes) == notes


@pytest.mark.parametrize(
    ("by", "fields", "overlap"),
    [
        ("ministry", {"hosts": (host("M"), host("N"))}, True),
        ("ministry", {"hosts": (host("M", "D"), host("M", "E"))}, False),
        ("theme", {"themes": ("x", "y")}, True),
        ("town", {"towns": ("x", "y")}, True),
        ("town", {"towns": ("x",)}, False),
        ("region", {"regions": ("x", "y")}, True),
        ("skill", {"profiles": seek(cook=1, baker=1)}, False),
    ],
)
def test_readers_of_counts_know_where_a_challenge_counts_more_than_once(
    *, by: str, fields: dict[str, Any], overlap: bool
) -> None:
    counts = Counts(dataset(challenge(**fields)), by=[by, "promotion"])
    assert (OVERLAP in counts.notes) == overlap
