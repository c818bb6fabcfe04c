"""How many challenges and people there are, by what they are counted by, and what was announced."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from build import BAKER, CHEF, challenge, dataset, heads, host, rows
from build import seeking as seek
from steps import counts_steps, steps

from eigcli.counts import Counts, People, Tally, dimensions_named
from eigcli.data.model import Challenge, Dataset, Family, Host, Profile, Programme, Totals
from eigcli.data.people import discrepancies
from eigcli.errors import UsageError
from eigcli.filters import Filters, select


def counted(counts: Counts, by: str) -> list[tuple[str, int, int | None]]:
    """Return of each skill and so on its name, how many challenges and people it has."""
    return [(tally.name, tally.challenges, tally.sought.number) for tally in counts.tallies[by]]


def hired(counts: Counts, by: str) -> dict[str, int | None]:
    """Return how many people each skill and so on recruited."""
    return {tally.name: tally.recruited.number for tally in counts.tallies[by]}


def known(number: int, challenges: int = 1) -> People:
    """Return a number of people that is known of so many challenges, which are all."""
    return People(number, challenges, challenges)


def numbers(tally: Tally) -> tuple[float | None, ...]:
    """Return how many challenges and people a tally has, and its share."""
    return (tally.challenges, tally.sought.number, tally.recruited.number, tally.share)


def announcing(*challenges: Challenge, **totals: int) -> Dataset:
    """Return a dataset of which totals were announced, those of roles by their codes."""
    roles = tuple(
        Profile(skill=r, count=totals.pop(r.code)) for r in (CHEF, BAKER) if r.code in totals
    )
    programme = Programme(name="P", announced=Totals(**totals, skills=roles))
    return dataset(*challenges, skills=(CHEF, BAKER), programmes=(programme,))


def test_a_selection_is_counted_by_itself_and_has_the_totals_of_the_whole(bundled: Dataset) -> None:
    counts = Counts(
        select(bundled, Filters(ministry=("ministère du travail", "armées"))).dataset, bundled
    )
    assert counts.headline == "2 défis, 4 people sought, 5 people recruited"
    assert counts.tallies["skill"] == [
        Tally("geomatician", "geomatician", 1, known(2), known(0, 2), 2 / 4, "sought"),
        Tally("designer", "designer", 1, known(1), known(0, 2), 1 / 4, "sought"),
        Tally("data-scientist", "data scientist", 1, known(1), known(5, 2), 1 / 4, "sought"),
    ]
    assert [numbers(tally) for tally in counts.tallies["ministry"]] == [
        *((1, 2, 3, 2 / 4), (1, 2, 3, 2 / 4), (1, 2, 2, 2 / 4)),
    ]
    assert counts.announced is not None
    assert (counts.announced.people, counts.adds_up) == (27, True)


def test_nothing_is_counted_as_nothing(bundled: Dataset) -> None:
    counts = Counts(replace(bundled, challenges=()), bundled)
    assert (counts.challenges, counts.sought) == (0, known(0, 0))
    assert counts.tallies == {"skill": [], "ministry": []}
    assert (counts.totals, counts.headline) == ("0 défis, 0 profiles", "0 défis")
    # No challenge is no part of anything.
    total, *announced = rows(counts, words=False)
    assert total == ["total", "", "0", "0", "0", "", "", "sought", "0", "0"]
    assert {row[0] for row in announced} == {"announced", "announced_skill"}


def of_hosts(*challenges: dict[str, Any]) -> Dataset:
    """Return a dataset of challenges, each of a host that is called `M0`, `M1` and so on."""
    return dataset(
        *(challenge(f"a{n}", hosts=(host(f"M{n}"),), **more) for n, more in enumerate(challenges))
    )


@pytest.mark.parametrize(
    ("whole", "share_of", "tallies"),
    [
        # Of people sought,
        (
            of_hosts(
                {"profiles": seek(cook=1), "recruited": seek(cook=5)},
                {"profiles": seek(cook=3), "recruited": seek(cook=5)},
            ),
            *("sought", {"M1": (1, 3, 5, 3 / 4), "M0": (1, 1, 5, 1 / 4)}),
        ),
        # where nobody counted these of people recruited,
        (
            of_hosts(
                {"recruited": seek(cook=1, baker=1)},
                {"profiles": seek(cook=2), "recruited": seek(cook=6)},
            ),
            *("recruited", {"M1": (1, 2, 6, 6 / 8), "M0": (1, None, 2, 2 / 8)}),
        ),
        # and where one challenge does not state that, of challenges.
        (
            of_hosts({"profiles": seek(cook=3)}, {"recruited": seek(cook=1)}),
            *("challenges", {"M0": (1, 3, None, 1 / 2), "M1": (1, None, 1, 1 / 2)}),
        ),
    ],
)
def test_shares_are_parts_of_what_is_known_of_all(
    whole: Dataset, share_of: str, tallies: dict[str, tuple[float | None, ...]]
) -> None:
    counts = Counts(whole, by=["ministry"])
    assert counts.share_of == share_of
    assert {tally.name: numbers(tally) for tally in counts.tallies["ministry"]} == tallies


def test_a_role_that_was_recruited_and_not_sought_counts_too() -> None:
    one = challenge(profiles=(Profile(skill=CHEF),), recruited=(Profile(skill=BAKER, count=1),))
    assert Counts(dataset(one, skills=(CHEF, BAKER)), by=["skill"]).tallies["skill"] == [
        Tally("baker", "boulanger·ère", 0, known(0, 0), known(1), 1, "sought"),
        Tally("cook", "chef", 1, People(None, 0, 1), known(0), 0, "sought"),
    ]


def test_people_are_summed_as_far_as_challenges_say() -> None:
    counts = Counts(
        dataset(
            challenge("a", recruited=seek(baker=3)),
            challenge("b", recruited=seek(cook=1, baker=1)),
            challenge("c", hosts=(host("N"),)),
            skills=(CHEF, BAKER),
        )
    )
    assert counts.recruited == People(5, 2, 3)
    assert (counts.headline, counts.recruited.total) == (
        "3 défis, 5 people recruited (known for 2 of 3)",
        None,
    )
    assert "People recruited: 5, for 2 défis; 1 does not say." in counts.notes
    # Who says whom they recruited says of each role how many.
    assert hired(counts, "skill") == {"baker": 4, "cook": 1}
    assert [tally.in_words("recruited") for tally in counts.tallies["skill"]] == [
        "1 (2 défis)",
        "4 (2 défis)",
    ]
    # Both of M say it.
    assert hired(counts, "ministry") == {"M": 5, "N": None}


def test_half_a_percent_is_rounded_up_and_less_than_that_is_not_nothing() -> None:
    def percents(*sought: int) -> list[str]:
        [tallies] = Counts(
            of_hosts(*({"profiles": seek(cook=count)} for count in sought)), by=["ministry"]
        ).tallies.values()
        return [tally.percent for tally in tallies]

    assert percents(500, 498, 2) == ["50%", "50%", "< 1%"]
    assert percents(5, 3) == ["63%", "38%"]


def hosted_by(ministry: str, *codes: str) -> Host:
    """Return a host of families with these codes, whose French labels are in capitals."""
    families = tuple(Family(code=code, french=code.upper()) for code in codes)
    return Host(ministry=ministry, families=families)


VARIED = dataset(
    challenge(
        "a",
        promotion="2",
        profiles=seek(cook=2, baker=1),
        themes=("Santé", "Mer"),
        towns=("Brest",),
        regions=("Bretagne",),
        phase="operated",
    ),
    challenge(
        "b",
        promotion="1",
        # Two departments of a ministry are one ministry.
        hosts=(hosted_by("M", "sea"), hosted_by("N", "sea", "land"), host("M", "E")),
        phase="acceleration",
        profiles=seek(cook=None),
        themes=("Mer",),
    ),
    challenge(
        "c",
        promotion="2",
        hosts=(hosted_by("M", "land"),),
        profiles=seek(cook=1),
        towns=("Lyon", "Brest", "Lyon"),
        regions=("Auvergne", "Bretagne"),
        phase="acceleration",
    ),
    challenge("d", profiles=seek(baker=4), towns=("Lyon",)),
)


@pytest.mark.parametrize(
    ("by", "plural", "label", "found"),
    [
        ("promotion", "promotions", "promotion", [("2", 2, 4), ("1", 1, None)]),
        ("skill", "skills", "role", [("cook", 3, 3), ("baker", 2, 5)]),
        ("ministry", "ministries", "host", [("M", 4, 8), ("N", 1, None)]),
        ("family", "families", "family of ministries", [("land", 2, 1), ("sea", 1, None)]),
        ("theme", "themes", "theme", [("Mer", 2, 3), ("Santé", 1, 3)]),
        ("town", "towns", "town", [("Brest", 2, 4), ("Lyon", 2, 5)]),
        ("region", "regions", "region", [("Bretagne", 2, 4), ("Auvergne", 1, 1)]),
        ("phase", "phases", "phase", [("acceleration", 2, 1), ("operated", 1, 3)]),
    ],
)
def test_challenges_are_counted_by_what_was_asked_for_and_nothing_else(
    by: str, plural: str, label: str, found: list[tuple[str, int, int | None]]
) -> None:
    """One that does not state its town, theme or promotion counts for none."""
    counts = Counts(VARIED, VARIED, [by])
    assert list(counts.tallies) == [by]
    assert counted(counts, by) == found
    record = counts.records()
    assert list(record) == [
        *("of_promotions", "of_roles", "challenges", "counted", "sought", "sought_known"),
        *("recruited", "recruited_known", "share_of", plural, "announced", "adds_up"),
    ]
    kept = (by, "challenges", "counted", "sought", "recruited", "recruited_known", "share")
    assert [{key: tally[key] for key in kept} for tally in record[plural]] == [
        {by: name, "challenges": count, "counted": "sought", "sought": people, "recruited": None}
        | {"recruited_known": 0, "share": count / 4}
        for name, count, people in found
    ]
    # People read a family by its label, and a phase by the first words of its sentence.
    called = {
        "family": {"sea": "SEA", "land": "LAND"},
        "phase": {"operated": "Operated", "acceleration": "In acceleration"},
    }.get(by, {})
    for words, first in ((True, label), (False, by)):
        names = called if words else {}
        assert [row[:2] for row in rows(counts, words=words)[1:]] == [
            [first, names.get(name, name)] for name, _count, _people in found
        ]


def test_a_challenge_of_two_ministries_counts_for_both_and_shares_add_up_to_more() -> None:
    both = challenge(hosts=(host("M"), host("N")), profiles=seek(cook=1))
    counts = Counts(dataset(both, challenge("b", profiles=seek(cook=1))))
    assert counted(counts, "ministry") == [("M", 2, 2), ("N", 1, 1)]
    shares = {by: sum(tally.share for tally in tallies) for by, tallies in counts.tallies.items()}
    assert shares == {"skill": 1, "ministry": 3 / 2}


def test_promotions_that_start_in_a_year_count_together() -> None:
    years = {"3": "2019", "dig": "2019", "2": "2018", "9": None}
    whole = dataset(
        *(challenge(f"a{code}", promotion=code, year=year) for code, year in years.items()),
        # One of no promotion may state its year.
        challenge("b", year="2019"),
    )
    counts = Counts(whole, whole, ["year"])
    assert [tally[:3] for tally in counts.tallies["year"]] == [
        ("2018", "2018", 1),
        ("2019", "2019", 3),
    ]
    assert (
        counts.records()["years"][1] | {"year": "2019", "challenges": 3}
        == counts.records()["years"][1]
    )


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        (["role", "towns", "ministries"], ["skill", "town", "ministry"]),
        (["métier", "VILLE", "ministère"], ["skill", "town", "ministry"]),
        ([], []),
    ],
)
def test_dimensions_go_by_their_labels_too(typed: list[str], codes: list[str]) -> None:
    assert dimensions_named(typed) == codes
    for name in typed:
        with pytest.raises(UsageError, match=f"cannot count by '{name}'"):
            dimensions_named([name], exact=True)


@pytest.mark.parametrize(
    ("promotions", "by", "dimensions"),
    [
        ([None], [], ["skill", "ministry"]),
        (["2", "2"], [], ["skill", "ministry"]),
        (["2", "1"], [], ["promotion", "skill", "ministry"]),
        ([], [], ["skill", "ministry"]),
        # As they were asked for, each once.
        (["2", "1"], ["town", "promotion", "town"], ["town", "promotion"]),
    ],
)
def test_promotions_are_counted_by_themselves_where_there_are_several(
    promotions: list[str | None], by: list[str], dimensions: list[str]
) -> None:
    challenges = (challenge(f"c{n}", promotion=code) for n, code in enumerate(promotions))
    assert list(Counts(dataset(*challenges), by=by).tallies) == dimensions


def test_a_line_of_totals_has_no_roles_where_nobody_counted_some() -> None:
    whole = dataset(challenge(profiles=seek(cook=2)), challenge("b", profiles=seek(baker=None)))
    assert (Counts(whole).totals, Counts(whole).headline) == (
        "2 défis",
        "2 défis, 2 people sought (known for 1 of 2)",
    )


@pytest.mark.parametrize(
    ("bases", "counted_all", "headline", "head", "share_head"),
    [
        (
            ["selected"] * 2,
            "selected",
            "2 défis, 4 people selected",
            "People selected",
            "% selected",
        ),
        (
            ["selected", None],
            *("both", "2 défis, 4 people sought or selected", "Sought or selected"),
            "% sought",
        ),
        ([None, "stated"], "sought", "2 défis, 4 people sought", "People sought", "% sought"),
    ],
)
def test_people_who_were_selected_are_called_so(
    bases: list[str | None], counted_all: str, headline: str, head: str, share_head: str
) -> None:
    """Each role and ministry tells whether its own were, programs by a code."""
    counts = Counts(
        dataset(
            *(
                challenge(
                    f"a{n}",
                    hosts=(host(f"M{n}"),),
                    profiles=(Profile(skill=CHEF, count=2),),
                    basis=basis,
                )
                for n, basis in enumerate(bases)
            )
        )
    )
    assert counts.headline == headline
    assert counts.totals.endswith(": 4 chefs")
    assert ("selected" in counts.totals) == ("selected" in headline)
    assert [counts.share_head, heads(counts, words=True)[3]] == [share_head, head]
    own = ["selected" if basis == "selected" else "sought" for basis in bases]
    assert [row[7] for row in rows(counts, words=False)] == [counted_all, counted_all, *own]
    record = counts.records()
    assert record["counted"] == counted_all
    assert [tally["counted"] for tally in record["ministries"]] == own


def test_counts_are_rows_of_codes_for_programs_and_of_words_for_people() -> None:
    whole = announcing(
        challenge(
            profiles=(Profile(skill=CHEF, count=2), Profile(skill=BAKER, count=1)),
            recruited=(Profile(skill=CHEF, count=4),),
        ),
        challenges=1,
        people=3,
        cook=2,
    )
    counts = Counts(whole, whole)
    assert heads(counts, words=False) == [
        *("by", "code", "challenges", "sought", "recruited", "share", "share_of", "counted"),
        *("sought_known", "recruited_known"),
    ]
    assert rows(counts, words=False) == [
        ["total", "", "1", "3", "4", "1.0", "sought", "sought", "1", "1"],
        ["skill", "cook", "1", "2", "4", "0.6667", "sought", "sought", "1", "1"],
        ["skill", "baker", "1", "1", "0", "0.3333", "sought", "sought", "1", "1"],
        ["ministry", "M", "1", "3", "4", "1.0", "sought", "sought", "1", "1"],
        ["announced", "", "1", "3", "", "", "", "sought", "", ""],
        ["announced_skill", "cook", "", "2", "", "", "", "sought", "", ""],
    ]
    assert heads(counts, words=True) == [
        *("By", "Name", "Défis", "People sought", "People recruited", "% sought"),
    ]
    assert rows(counts, words=True) == [
        ["total", "", "1", "3", "4", "100"],
        ["role", "chef", "1", "2", "4", "67"],
        ["role", "boulanger·ère", "1", "1", "0", "33"],
        ["host", "M", "1", "3", "4", "100"],
        ["announced", "adds up", "1", "3", "", ""],
        ["announced role", "chef", "", "2", "", ""],
    ]


@counts_steps
def test_twice_as_many_tallies_are_read_in_some_twice_as_many_steps() -> None:
    def steps_with(towns: int) -> int:
        everywhere = challenge(profiles=seek(cook=1), towns=tuple(map(str, range(towns))))
        counts = Counts(dataset(everywhere), by=["town"])
        return steps(lambda: counts.notes)

    assert steps_with(400) < 3 * steps_with(200)


@counts_steps
@pytest.mark.parametrize("read", [lambda c: c.totals, lambda c: c.tallies])
def test_twice_as_many_challenges_and_roles_take_some_twice_as_many_steps(
    read: Callable[[Counts], object],
) -> None:
    def steps_with(size: int) -> int:
        challenges = [challenge(f"a{n}", profiles=seek(**{f"r{n}": 1})) for n in range(size)]
        whole = dataset(*challenges)
        return steps(lambda: read(Counts(whole)))

    assert steps_with(200) < 3 * steps_with(100)


# What was announced


TWO_COOKS = challenge(profiles=(Profile(skill=CHEF, count=2),))
SOME_COOKS = challenge(profiles=(Profile(skill=CHEF),))


@pytest.mark.parametrize(
    ("whole", "found"),
    [
        (announcing(TWO_COOKS, challenges=1, people=2, cook=2), []),
        (announcing(TWO_COOKS, people=3), [(("people",), 3, 2)]),
        (announcing(TWO_COOKS, baker=1), [(("skills", "baker"), 1, 0)]),
        (announcing(SOME_COOKS, people=1), [(("people",), 1, None)]),
        (announcing(SOME_COOKS), []),
        (dataset(programmes=(Programme(name="P"),)), []),
        (dataset(), []),
    ],
)
def test_each_announced_total_must_be_met(
    whole: Dataset, found: list[tuple[tuple[str, ...], int, int | None]]
) -> None:
    wrong = discrepancies(whole.programmes, whole.challenges)
    assert [(one.keys, one.announced, one.found) for one in wrong] == found
    announced = any(programme.announced for programme in whole.programmes)
    assert Counts(whole, whole).adds_up == (not found if announced else None)
    says = [row[1] for row in rows(Counts(whole, whole), words=True)]
    assert ("does not add up" in says) == bool(found)
    # What they were not chosen from is not compared.
    assert (Counts(whole).announced, Counts(whole).adds_up) == (None, None)


def test_what_a_call_announced_must_be_met_by_the_challenges_of_its_promotion() -> None:
    announced = {"2": 1, "3": 2}
    programmes = (
        Programme(name="P", promotion=code, announced=Totals(challenges=total))
        for code, total in announced.items()
    )
    challenges = (challenge(f"a{code}", promotion=code) for code in ("1", *announced, None))
    silent = Programme(name="P", promotion="1")
    whole = dataset(*challenges, programmes=(*programmes, silent))
    [wrong] = discrepancies(whole.programmes, whole.challenges)
    assert (wrong.programme.promotion, wrong.announced, wrong.found) == ("3", 2, 1)
    # Of several calls, no total is that of all.
    assert (Counts(whole, whole).announced, Counts(whole, whole).adds_up) == (None, None)
