"""What reports say: titles, leads, columns, cards, counts, notes and sentences."""

import re
from dataclasses import replace
from typing import Any

import pytest
from build import BOOK, FULL, FULL_CALL, REPORT, challenge, cited, found, host, seeking, whole
from build import dataset as dataset_of

from eigcli.data.kinds import fields_of
from eigcli.data.loading import bundled
from eigcli.data.model import (
    Challenge,
    Citation,
    Dataset,
    Family,
    Figure,
    Host,
    Link,
    Programme,
    Source,
)
from eigcli.data.promotions import in_promotions, select_promotions
from eigcli.errors import EigError, UsageError
from eigcli.formats import markdown
from eigcli.messages import in_language
from eigcli.query.choosing import answer
from eigcli.query.counting import CountedPeople
from eigcli.query.filters import Filters
from eigcli.query.interpretation import Interpretation
from eigcli.report.blocks import Card, Fact, Report, Span, Table, Text, text_of
from eigcli.report.brief import brief
from eigcli.report.calls import (
    call_notes,
    calls_in_short,
    latest_call_status,
    programme,
    promotions,
)
from eigcli.report.cards import card_of, sources_of
from eigcli.report.counts import stats
from eigcli.report.listing import cards, listing
from eigcli.report.metadata import metadata_of
from eigcli.report.tables import challenge_columns, columns_named, columns_of, relations_of, rows_of


@pytest.fixture(scope="module")
def everything() -> Dataset:
    return bundled().dataset


def charts(report: Report) -> dict[str, list[tuple[str, ...]]]:
    """Return the rows of the charts of a report, by title."""
    found = (block for block in report.blocks if isinstance(block, Table) and block.bars)
    return {c.title: [tuple(text_of(cell) for cell in row) for row in c.spans] for c in found}


def facts_of(card: Card) -> list[Fact]:
    """Return the facts of all parts of a card."""
    return [fact for facts in card.parts.values() for fact in facts]


def as_page(report: Report) -> Report:
    """Return a report as a page shows it."""
    assert report.page
    return report.page(report)


def sentences(report: Report) -> str:
    """Return the texts of a report."""
    texts = (block for block in report.blocks if isinstance(block, Text))
    return "\n".join("".join(s.text for s in line) for text in texts for line in text.lines)


# Columns


def test_columns_are_named_by_name_or_heading_in_any_case_and_with_commas() -> None:
    own = dataset_of(challenge(own=(("x-budget", 1), ("x-status", "On hold"))))
    names = [c.name for c in columns_named(own, ["slug,NAME", "Budget", "Town", "Ville", "Status"])]
    assert names == ["slug", "name", "x-budget", "towns", "towns", "x-status"]
    for value, exact in (("nme", False), ("NAME", True), ("", False)):
        with pytest.raises(UsageError, match="no column is called"):
            columns_named(own, [value], exact=exact)
    with pytest.raises(UsageError, match=r"Did you mean towns\?"):
        columns_named(own, ["twons"])


def test_the_column_of_an_own_key_suits_all_of_its_values() -> None:
    mixed = (("x-a", 1), ("x-b", ("p", "q"))), (("x-a", "zwei"), ("x-b", "r"))
    own = dataset_of(*(challenge(str(n), own=keys) for n, keys in enumerate(mixed)))
    columns = challenge_columns(own)
    assert [columns["x-a"].codes(c) for c in own.challenges] == [("1",), ("zwei",)]
    assert [columns["x-b"].codes(c) for c in own.challenges] == [("p", "q"), ("r",)]


def test_the_tagline_column_is_in_english_unless_both_are_shown() -> None:
    answer = found(FULL)
    for names, texts in (
        (["tagline"], ["feed"]),
        (["tagline,tagline_english"], ["nourrir", "feed"]),
    ):
        columns = columns_named(answer.whole, names)
        [row] = Table(columns, [FULL]).spans
        assert [span.text for [span] in row] == texts
    with in_language("fr"):
        [column] = columns_named(answer.whole, ["tagline"])
        assert column.spans(FULL)[0] == Span("nourrir", native=True)


@pytest.mark.parametrize(
    ("french", "english", "read_in"),
    [
        ("manger", "eat", {"en": [("eat", False)], "fr": [("manger", True)]}),
        ("manger", None, {"en": [("manger", True)], "fr": [("manger", True)]}),
        (None, "eat", {"en": [("eat", False)], "fr": [("eat", False)]}),
        (None, None, {"en": [], "fr": []}),
    ],
)
def test_a_text_is_read_in_the_language_of_the_reader_if_it_is_known(
    french: str | None, english: str | None, read_in: dict[str, list[tuple[str, bool]]]
) -> None:
    one = challenge(tagline=french, tagline_english=english)
    for language, read in read_in.items():
        with in_language(language):
            spans = columns_of(Challenge)["tagline"].spans(one)
            assert [(span.text, span.native) for span in spans] == read


# Listings


def test_a_listing_states_its_promotion_filters_and_counts(everything: Dataset) -> None:
    second = select_promotions(everything, ["2"])
    report = listing(answer(second, Filters({"skill": ("designer",)})))
    assert report.title == (
        "Promotion 2 (2018), designer: 3 of 5 challenges are in use or handed over,"
        " the state of 2 is not known"
    )
    several = listing(answer(everything, Filters(promotion=("5", "6"))))
    assert several.title.startswith("Promotion 5 (2021), promotion 6 (2022): ")
    assert report.lead == (
        "5 challenges: 3 are in use or handed over (1 seen since August 2024); of 2 no source says."
    )
    assert report.notes == [
        "~ roles inferred: no source gives the whole team.",
        "People recruited were counted afterwards: ±1 per promotion.",
    ]
    for question in (None, "the 9 biggest teams"):
        report = listing(answer(everything, Filters(limit=5), question))
        assert report.notes[0] == "Challenges shown: 5 of 131."
    report = listing(answer(everything, Filters(), "the 9 biggest teams"))
    assert report.notes[0] == "Challenges shown: 9 of 131."


def test_a_note_says_that_selected_people_are_counted() -> None:
    programmes = (Programme(name="P", promotion="6", counted="selected"),)
    own = dataset_of(challenge(promotion="6", seeks=seeking(cook=1)), programmes=programmes)
    assert listing(whole(own)).notes == [
        "Promotion 6: the people selected are counted; the call gave no numbers."
    ]
    assert cards(whole(own)).notes == listing(whole(own)).notes


def test_programmes_without_a_listed_defi_are_left_out() -> None:
    programmes = (Programme(name="P", promotion="1"), Programme(name="Q", promotion="2"))
    own = dataset_of(
        challenge("a", promotion="1"), challenge("b", promotion="2"), programmes=programmes
    )
    part = whole(own)._replace(chosen=replace(own, challenges=own.challenges[:1]))
    assert [p.name for p in listing(part).dataset.programmes] == ["P"]
    assert [p.name for p in listing(whole(own)).dataset.programmes] == ["P", "Q"]
    assert listing(whole(replace(own, challenges=()))).blocks == []


@pytest.mark.parametrize(
    ("dates", "note"),
    [
        ({"closes": "2017-10"}, "The call is over: it closed October 2017."),
        ({"closes": "9999-10-02"}, "The call is open until 2 October 9999."),
        ({"closes": "9999"}, "The call is open until 9999."),
        ({"opens": "9999-01", "closes": "9999-03"}, "The call opens January 9999."),
        ({"opens": "9999-01-02"}, "The call opens 2 January 9999."),
        ({"opens": "2017", "start": "2018"}, ""),
        ({}, ""),
    ],
)
def test_the_latest_call_has_a_note_on_whether_it_is_open(dates: dict[str, Any], note: str) -> None:
    latest = Programme(name="P", promotion="1", next_call="N", **dates)
    own = dataset_of(challenge(promotion="1"), programmes=(latest,))
    assert list(call_notes(own)) == [note]
    assert latest_call_status(own) == f"Promotion 1. {note}"
    assert calls_in_short(own).blocks[0] == Text([[Span("N", native=True)]])


def test_older_or_several_calls_have_no_note() -> None:
    programmes = (
        Programme(name="P", promotion="1", start="2018", closes="2017"),
        Programme(name="P", promotion="2", start="2030", calls=FULL_CALL.calls),
    )
    own = dataset_of(
        challenge("a", promotion="1"), challenge("b", promotion="2"), programmes=programmes
    )
    for part in (own, replace(own, challenges=own.challenges[:1])):
        assert list(call_notes(part)) == []


# Cards


def test_a_card_numbers_the_sources_of_its_facts() -> None:
    one = replace(FULL, sources=(cited(REPORT), cited(BOOK, "towns")))
    card = card_of(one, sources_of([one]))
    assert [source.key for source in sources_of([one])] == ["r", "k"]
    [towns] = [fact for fact in facts_of(card) if fact.label == "Town"]
    assert (towns.sources, towns.mark) == ([2], "\u00a0[2]")
    elsewhere = card_of(one, [BOOK])
    assert [fact.sources for fact in facts_of(elsewhere) if fact.label == "Town"] == [[1]]


def test_a_card_says_that_a_state_is_not_known() -> None:
    for phase in (None, "investigation"):
        assert text_of(card_of(challenge(phase=phase)).state.spans) == "Not known"


def test_a_card_shows_own_keys() -> None:
    card = card_of(challenge(own=(("x-budget", 50000), ("x-who", ("p", "q")))))
    facts = {fact.label: [span.text for span in fact.spans] for fact in facts_of(card)}
    assert (facts["Budget"], facts["Who"]) == (["50,000"], ["p; q"])


# Counts


def test_counts_have_a_row_of_unknown_values_and_say_what_shares_are_of() -> None:
    people: dict[str, Any] = {"seeks": seeking(cook=3), "recruits": seeking(cook=1)}
    own = [
        challenge("a", phase="operated", **people),
        challenge("b", **people),
        challenge("c", **people),
    ]
    report = stats(found(*own), ["phase"])
    assert charts(report) == {
        "By phase (1)": [("Operated", "1", "3", "1", "33%"), ("Not known", "2", "6", "2", "67%")]
    }
    [chart] = [block for block in report.blocks if isinstance(block, Table)]
    heads = [column.label for column in chart.columns]
    assert heads == [
        "Phase",
        "Challenges",
        "People sought",
        "People recruited",
        "% of 3 challenges",
    ]
    # A facet that is asked for is shown even if nothing is known of it; others are not.
    assert charts(stats(found(*own), ["region"])) == {
        "By region (0)": [("Not known", "3", "9", "3")]
    }
    assert [*charts(stats(found(*own)))] == ["By role (1)", "By host (1)"]
    [block] = stats(found(*own), ["phase"], measure="sought").blocks
    assert isinstance(block, Table)
    assert block.columns[-1].label == "% of 9 people sought"
    assert [row["code"] for row in report.table.plain()] == [None, "operated", "unknown"]


def test_a_share_that_is_asked_for_is_of_all_challenges_of_a_row() -> None:
    one, other = challenge("a", promotion="1"), challenge("b", promotion="1")
    every = dataset_of(one, other, challenge("c", promotion="new"))
    report = stats(found(one)._replace(base=every), ["promotion"])
    assert charts(report) == {"By promotion (2)": [("1", "1", "2", "50%"), ("new", "0", "1", "0%")]}
    assert [row["share"] for row in report.table.plain()] == [0.3333, 0.5, 0.0]
    # Without an order, the greatest share comes first.
    lyon = [challenge(slug, towns=("Lyon",)) for slug in "def"]
    every = dataset_of(challenge("a", towns=("Brest",)), challenge("b", towns=("Nice",)), *lyon)
    asked = Interpretation(Filters(), by=("town",), is_count=True)
    some = found(every.challenges[0], *lyon[:2])._replace(base=every, asked=asked)
    report = stats(some, ["town"])
    assert charts(report) == {
        "By town (3)": [
            ("Brest", "1", "1", "100%"),
            ("Lyon", "2", "3", "67%"),
            ("Nice", "0", "1", "0%"),
        ]
    }
    [block] = report.blocks
    assert isinstance(block, Table)
    assert [column.label for column in block.columns[-2:]] == ["Of", "% of its challenges"]


def test_an_unknown_number_has_no_share() -> None:
    own = [
        challenge("a", promotion="1", seeks=seeking(cook=2)),
        challenge("b", promotion="1", people=()),
        challenge("c", promotion="2", people=()),
    ]
    report = stats(found(*own), ["promotion"], measure="sought")
    assert charts(report) == {"By promotion (2)": [("1", "≥ 2", "2", "100%"), ("2", "", "1", "")]}
    assert [row["share"] for row in report.table.plain()] == [1.0, 1.0, None]
    [table] = stats(found(*own), ["promotion"], "skill", "sought").blocks
    assert isinstance(table, Table)
    assert [text_of(cell) for cell in next(iter(table.spans))] == ["1", "≥ 2", "≥ 2"]


def test_a_partly_known_number_says_for_how_many_it_is_known() -> None:
    own = [challenge("a", seeks=seeking(cook=1234)), challenge("b"), challenge("c", seeks=())]
    report = stats(found(*own))
    assert report.lead == "3 challenges, 1,234 people sought (known for 1 of 3)"
    assert charts(report)["By host (1)"] == [("M", "3", "≥ 1,234")]
    # One challenge seeks the role, another recruited it.
    recruits = challenge("b", seeks=seeking(baker=1), recruits=seeking(cook=2))
    by_role = charts(stats(found(challenge("a", seeks=seeking(cook=1)), recruits), ["skill"]))
    assert by_role["By role (2)"][0] == ("cook", "1", "1", "≥ 2", "50%")
    many = [challenge(str(n), towns=("Brest" if n else "Lyon",)) for n in range(400)]
    assert charts(stats(found(*many), ["town"]))["By town (2)"][1] == ("Lyon", "1", "< 1%")


def test_two_facets_make_a_table_with_totals_and_unknown_values() -> None:
    own = [
        challenge("a", promotion="1", phase="operated", seeks=seeking(cook=2, baker=1)),
        challenge("b", promotion="2", seeks=seeking(cook=3)),
    ]
    report = stats(found(*own), ["phase"], "promotion", "sought")
    table = report.blocks[0]
    assert isinstance(table, Table)
    assert table.title == report.title == "People sought, by phase and promotion"
    assert [["".join(cell) for cell in row] for row in table.codes] == [
        ["operated", "3", "0", "3"],
        ["unknown", "0", "3", "3"],
        ["total", "3", "3", "6"],
    ]
    assert [c.name for c in table.columns] == ["phase", "1", "2", "total"]
    assert [cell[0].text for cell in [table.columns[0].spans(r) for r in table.records]][
        1
    ] == "Not known"
    by_role = stats(found(*own), (), "skill")
    assert [column.name for column in by_role.table.columns] == [
        "promotion",
        "measure",
        "cook",
        "baker",
        "total",
    ]
    assert by_role.table.plain()[0] == {
        "promotion": "1",
        "measure": "challenges",
        "cook": 1,
        "baker": 1,
        "total": 1,
    }


def test_unknown_cells_are_empty_and_a_role_without_people_is_named() -> None:
    own = [challenge("a", promotion="1", seeks=()), challenge("b", promotion="2")]
    report = stats(found(*own), ["theme"], "promotion", "sought")
    assert {"".join(cell) for row in report.table.codes for cell in row[2:]} == {""}
    lawyers = found(challenge("a"))._replace(staff=CountedPeople({"lawyer"}))
    assert stats(lawyers, ["town"]).lead == "1 challenge, counting only: digital lawyer"


def test_a_value_called_like_a_column_of_a_table_of_two_overwrites_no_number() -> None:
    own = found(
        challenge("a", themes=("total",), towns=("challenges",), state="in-use"),
        challenge("b", themes=("x",), towns=("state",), state="ended"),
        challenge("c", themes=("total", "x"), towns=("challenges",), state="ended"),
    )

    def counted(across: str) -> dict[tuple[Any, ...], Any]:
        report = stats(own, ["state"], across)
        rows = report.for_programs.plain()
        return {(row["state"], row[across]): row["challenges"] for row in rows}

    by_theme = {("ended", "total"): 1, ("ended", "x"): 2, ("in-use", "total"): 1}
    assert counted("theme") == by_theme | {("in-use", "x"): 0}
    by_town = {("ended", "challenges"): 1, ("ended", "state"): 1, ("in-use", "challenges"): 1}
    assert counted("town") == by_town | {("in-use", "state"): 0}
    labels = [column.label for column in stats(own, ["state"], "theme").table.columns]
    assert labels == ["State", "Measure", "total", "x", "total"]


def test_a_table_of_three_facets_is_refused() -> None:
    with pytest.raises(UsageError, match="takes one of town, theme"):
        stats(found(challenge()), ["town", "theme"], "town")


def test_notes_say_what_counts_twice_and_suggest_families() -> None:
    sea = Family(code="sea", english="Sea")
    own = challenge(hosts=(host("M"), Host(ministry="N", families=(sea,))))
    report = stats(found(own), ["ministry", "family"])
    assert report.notes == [
        "Hosts are counted under their names at the time; to group them: --by family.",
        "A challenge with several of these counts once for each.",
    ]
    assert stats(found(challenge("a")), ["family"]).notes == []


def test_only_people_of_the_roles_that_were_asked_for_are_counted() -> None:
    own = found(challenge("a", seeks=seeking(cook=2, baker=1)))._replace(
        staff=CountedPeople({"cook"})
    )
    assert stats(own, ["ministry"]).lead == "1 challenge, 2 people sought, counting only: cook"
    assert stats(own._replace(chosen=Dataset())).lead == "0 challenges"
    # One of the roles is enough.
    either = own._replace(staff=CountedPeople({"cook", "baker"}))
    assert stats(either).lead.endswith("3 people sought, counting only: baker or cook")
    assert stats(own, ["skill"]).lead == "1 challenge, 2 people sought, counting only: cook"
    assert {row["measure"] for row in stats(own, ["skill"]).table.plain()} == {"challenges"}


def test_a_limit_keeps_the_first_row_and_the_unknown_one() -> None:
    towns = {"a": ("Lyon",), "b": ("Lyon", "Brest"), "c": ()}
    own = found(*(challenge(slug, towns=names) for slug, names in towns.items()))
    report = stats(own._replace(asked=Interpretation(Filters(limit=1))), ["town"])
    [table] = report.blocks
    assert isinstance(table, Table)
    assert [one.label for one in table.records] == ["Lyon", "Not known"]
    crossed = stats(own._replace(asked=Interpretation(Filters(limit=1))), ["skill"], "town")
    assert [len(row) for row in crossed.table.plain()] == [6, 6]


def test_people_read_counts_in_words_and_programs_in_codes() -> None:
    table = stats(found(challenge("a", state="in-use"), challenge("b")), ["state"]).table
    rows = [[text_of(cell) for cell in row[:3]] for row in table.spans]
    assert rows == [["total", "", "2"], ["state", "In use", "1"], ["state", "Not known", "1"]]
    codes = [[*cell] for row in table.codes for cell in row[:2]]
    assert codes == [["total"], [], ["state"], ["in-use"], ["state"], ["unknown"]]
    assert {column.label for column in table.columns} >= {"Share", "Measure"}


def test_the_title_of_a_chart_says_how_many_values_there_are() -> None:
    teams = {"a": ("Lyon",), "b": ("Lyon", "Brest"), "c": ()}
    own = dataset_of(*(challenge(slug, towns=towns) for slug, towns in teams.items()))
    asked = answer(own, Filters(), "how many towns", command="stats")
    assert [*charts(stats(asked))] == ["By town (2)"]


def test_a_call_is_noted_only_if_its_promotion_alone_is_asked_about(everything: Dataset) -> None:
    over = "The call is over: it closed 5 October 2025."
    for filters, default, is_told in (
        (Filters({"town": ("Lille",)}), (), False),
        (Filters({"town": ("Lille",)}), ("7",), True),
    ):
        report = listing(answer(everything, filters, default=default))
        assert (over in report.notes) == is_told


def test_a_table_dates_states_and_says_that_one_is_not_known() -> None:
    report = listing(found(challenge("a", state="in-use", state_date="2019-05"), challenge("b")))
    text = "".join(markdown.write(report))
    assert ("| ■\u00a0In use, as of 2019 |" in text, "| ·\u00a0Not known |" in text) == (True, True)
    assert "Not known" not in "".join(markdown.write(listing(found(challenge("b")))))


# The programme


def test_numbers_of_calls_are_rounded_or_not_known_as_their_sources_say(
    everything: Dataset,
) -> None:
    columns = ["promotion", "candidates", "women", "challenges", "recruited"]
    report = promotions(everything, columns)
    [table] = [block for block in report.blocks if isinstance(block, Table)]
    rows = {row[0]: row[1:] for row in ([text_of(cell) for cell in row] for row in table.spans)}
    assert rows["3"] == ["170", "6", "15", "32"]
    assert rows["dig"] == ["not known", "not known", "17", "21"]
    assert rows["4"][0] == "about 800"
    # A total that a source states stands beside a different one that was counted.
    assert rows["5"][2:] == ["15 (stated: 16)", "35 (stated: 39)"]
    # For programs, numbers are numbers.
    assert report.table.plain()[4]["candidates"] == 800
    assert "What to know of these numbers: eig programme --promotion all." in report.notes
    one = promotions(in_promotions(everything, ["4"]), ["candidates"])
    assert any("more than 800" in note for note in one.notes)
    with in_language("fr"):
        one = promotions(in_promotions(everything, ["4"]), ["candidates"])
    assert any("plus de 800" in note for note in one.notes)


def test_each_figure_of_a_call_has_the_mark_of_its_document() -> None:
    report, budget = (Source(key=key, title=key) for key in ("report", "budget"))
    figures = (
        Figure(number=9, what="salaries", unit="EUR", document="budget"),
        Figure(number=2, what="bodies"),
    )
    sources = (
        Citation(source=report, fields=("name",)),
        Citation(source=budget, fields=("figures",)),
    )
    [card, *_sources] = programme(
        Dataset(programmes=(Programme(name="P", figures=figures, sources=sources),))
    ).blocks
    assert isinstance(card, Card)
    [fact] = [fact for fact in card.parts[""] if fact.label == "In figures"]
    assert [span.text for span in fact.spans] == [
        "9\N{NO-BREAK SPACE}€\N{NO-BREAK SPACE}salaries\N{NO-BREAK SPACE}[2]",
        "2\N{NO-BREAK SPACE}bodies",
    ]
    assert fact.mark == ""


def test_a_report_on_promotions_says_how_to_read_a_whole_call(everything: Dataset) -> None:
    hint = "To read a whole call: eig programme 5."
    assert hint in promotions(in_promotions(everything, ["5"])).notes
    assert hint not in promotions(in_promotions(everything, ["5"]), ["women"]).notes
    assert not promotions(Dataset(programmes=(Programme(name="P"),))).notes


def test_the_number_of_all_challenges_says_how_many_had_another_name(everything: Dataset) -> None:
    named = "131 challenges (17 of Designers d’intérêt général), "
    assert promotions(everything).notes[0].startswith(named)
    assert "(" not in promotions(in_promotions(everything, ["dig", "5"])).notes[0].split(",")[0]


def test_promotions_begin_with_their_years_and_what_became_of_their_challenges(
    everything: Dataset,
) -> None:
    lead = promotions(everything).lead
    assert lead.startswith("8 promotions (2017–2024). 131 challenges: 57 are in use or handed over")
    lead = promotions(in_promotions(everything, ["dig"])).lead
    assert lead.startswith("1 promotion (2019). 17 challenges: 2 are in use")
    undated = dataset_of(
        challenge(promotion="x", state="ended"), programmes=(Programme(name="P", promotion="x"),)
    )
    assert promotions(undated).lead == "1 challenge: ended."


def test_each_of_several_calls_states_its_promotion(everything: Dataset) -> None:
    report = programme(everything)
    cards_of_calls = [block for block in report.blocks if isinstance(block, Card)]
    titles = [card.title.text for card in cards_of_calls]
    assert cards_of_calls[1].lead.spans[0].text == "The call is over: it closed 27 October 2017."
    assert titles[1] == "Entrepreneurs d’intérêt général, promotion 2"
    assert [column.name for column in report.table.columns] == [*fields_of(Programme)]
    alone = programme(Dataset(programmes=(Programme(name="P"),)))
    assert [block.lead.spans for block in alone.blocks if isinstance(block, Card)] == [()]


def test_promotions_are_rows_and_their_columns_can_be_chosen(everything: Dataset) -> None:
    report = promotions(everything, ["sought, Start"])
    assert [column.name for column in report.table.columns] == ["sought", "start"]
    with pytest.raises(UsageError, match="no column is called 'nope'"):
        promotions(everything, ["nope"])


# Notes to hand on


def note(*challenges: Challenge, **options: Any) -> Report:
    return brief(found(*challenges, **options))


def titles(report: Report) -> list[str]:
    return [block.title for block in report.blocks if isinstance(block, (Text, Table))]


def used(count: int, **facts: Any) -> list[Challenge]:
    numbers = range(count)
    return [challenge(f"u{n}", name=f"N{n}", state="in-use", **facts) for n in numbers]


def test_the_title_of_a_note_is_the_finding() -> None:
    others = [challenge("x"), challenge("y", state="ended")]
    assert note(*used(1), *others).title == (
        "1 of 3 challenges is in use or handed over, the state of 1 is not known"
    )
    assert note(*used(2)).title == "2 of 2 challenges are in use or handed over"
    assert note(*others).title == (
        "None of 2 challenges is known to be in use, the state of 1 is not known"
    )
    # What no challenge has is not spoken of.
    silent = note(challenge("a"), challenge("b"))
    assert silent.title == "2 challenges"
    assert "state" not in sentences(silent).lower()


@pytest.mark.parametrize(
    ("options", "title"),
    [
        (
            {"subject": ("santé",)},
            r"Santé: \d+ of \d+ challenges are in use or handed over, the state",
        ),
        ({"state": ("used",)}, r"\d+ of 131 challenges are in use or handed over, the state of"),
        (
            {"state": ("ended",)},
            r"State 'ended': \d+ of 131 challenges, the state of \d+ is not known",
        ),
        ({"town": ("Lyon",)}, "Lyon: "),
    ],
)
def test_the_title_of_a_note_says_what_was_chosen(
    everything: Dataset, options: dict[str, tuple[str, ...]], title: str
) -> None:
    assert re.match(title, brief(answer(everything, Filters(options))).title)


def test_a_note_tells_whole_sentences_as_far_as_two_pages_go_and_names_the_others() -> None:
    facts = {"tagline": "keep.", "since": "It is kept. A second sentence."}
    text = sentences(note(*used(15, **facts)))
    assert text.count("Keep. It is kept. A second sentence.") == 15
    long = sentences(note(*used(15, since="It is kept. " * 100)))
    assert long.count("in use\n It is kept. It is kept.") == 3
    report = note(*used(20, state_date="2020", **facts), challenge("z", name="Zed"))
    text = sentences(report)
    assert text.count("Keep. It is kept.") == 19
    assert titles(report)[1:3] == ["In use or handed over: those that were seen last", "The others"]
    assert "N19" in text
    assert "Zed" in text


def test_a_note_of_very_many_or_very_long_texts_is_cut_by_names_not_by_letters() -> None:
    many = [challenge(f"c{n}", name=f"A name of some length {n}") for n in range(700)]
    text = sentences(note(*many))
    assert "A name of some length 149" in text
    assert text.count("A name of some length") == 150
    assert "and 550 others" in text
    long = sentences(note(*used(8, since="Words and words. " * 200), challenge("z")))
    assert "…" not in long


def test_a_note_states_what_is_known_its_sources_and_how_to_see_all(everything: Dataset) -> None:
    report = brief(answer(everything, Filters({"search": ("forêt",)})))
    text = sentences(report)
    assert re.search(r"\d+ challenges: \d+ (is|are) in use or handed over", text)
    assert (
        "Problems and results are summaries made for this dataset from the sources named." in text
    )
    assert "All of it, with its sources: eig list --promotion all --search forêt" in text
    assert "A challenge (défi) is a task that a French administration gives to a small team" in text
    assert "a grouping by eig" not in text
    assert not {"Made by", "Chosen by", "Promotions:"} & {*text.split("\n")}
    assert "Made by" not in text
    of_family = brief(answer(everything, Filters({"family": ("culture",)})))
    assert "a grouping by eig" in sentences(of_family)
    assert report.is_standalone
    # The list has the sources that are cited, in this order, and no other.
    [sources] = [b for b in report.blocks if isinstance(b, Text) and b.form == "numbered"]
    lists = re.findall(r"\[([\d, ]+)\]", "".join(markdown.write(report)))
    cited = dict.fromkeys(int(number) for own in lists for number in own.split(", "))
    assert [*cited] == [*range(1, len(sources.lines) + 1)] != []


def test_remarks_of_those_who_keep_the_data_stay_out_of_a_note() -> None:
    text = sentences(note(*used(2, note="The address is that of an organisation."), challenge("z")))
    assert "organisation" not in text


def test_a_note_has_a_mark_for_each_defi_by_state() -> None:
    report = note(*used(11), challenge("x", state="ended"), challenge("y"))
    text = "".join(markdown.write(report))
    assert "\n■■■■■■■■■■ ■□·\n" in text
    assert "\n■ In use 11 · □ Ended 1 · · Not known 1\n" in text


def test_above_a_note_stand_the_programme_its_years_and_two_dates(
    everything: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764028800")
    report = brief(answer(everything, Filters({"town": ("Brest",)})))
    head = "".join(span.text for span in report.head)
    assert re.fullmatch(
        r"Programme Entrepreneurs d’intérêt général · 2017–2024 · data 20\d\d\.\d+ of"
        r" \d+ August 2026 · note of 25 November 2025",
        head,
    )


def test_a_note_says_once_that_what_it_tells_is_in_french(everything: Dataset) -> None:
    report = brief(answer(everything, Filters({"subject": ("mer",)})))
    assert "".join(markdown.write(report)).count("(in French)") == 1
    with in_language("fr"):
        report = brief(answer(everything, Filters({"subject": ("mer",)})))
        assert "français)" not in "".join(markdown.write(report))


def test_a_note_names_a_product_in_use_even_if_nothing_else_is_known() -> None:
    report = note(*used(1, tagline=None), challenge("b", tagline=None))
    assert "N0 M · in use" in sentences(report)
    assert "What to know" not in titles(report)


def test_a_note_on_a_named_defi_tells_its_story_whatever_its_state() -> None:
    own = dataset_of(
        challenge("lamp", "Lampion", state="ended", since="Given up.", tagline=None),
        challenge("moon", "Lune", tagline=None),
    )
    report = brief(answer(own, Filters(), "Lampion"))
    assert report.title == "Lampion: ended"
    assert not [b for b in report.blocks if isinstance(b, Table)]
    assert "Lampion M · ended\n Given up." in sentences(report)
    assert brief(answer(own, Filters(), "Lune")).title == "Lune: state not known"


def test_a_note_limited_to_some_defis_says_so(everything: Dataset) -> None:
    text = sentences(brief(answer(everything, Filters(limit=3), "projets santé")))
    assert "Challenges shown: 3 of " in text


def test_the_column_of_states_says_of_which_year_they_are() -> None:
    own = found(challenge("a", state="ended", state_date="2020-03-01"), challenge("b"))
    report = listing(own, columns_named(own.whole, ["name,state"]))
    assert report.blocks == [report.table]
    rows = [[cell[0].text for cell in row] for row in report.table.spans]
    assert rows == [["A", "Ended, as of 2020"], ["B", "Not known"]]
    assert [[*row[1]] for row in report.table.codes] == [["ended"], []]


def test_a_note_lists_the_other_challenges_in_a_short_table() -> None:
    own = [
        challenge("a", promotion="1", year=2018, since="It stopped. Nobody knows why."),
        challenge("b", promotion="2", tagline="do", state="ended", state_date="2020-03-01"),
    ]
    [table] = [block for block in note(*own).blocks if isinstance(block, Table)]
    rows = [["".join(span.text for span in cell) for cell in row] for row in table.spans]
    assert rows == [
        ["A", "2018", "M", "It stopped.", "state not known"],
        ["B", "", "M", "Do.", "ended, as of 1 March 2020"],
    ]
    assert [row[-1][0].state for row in table.spans] == ["unknown", "ended"]


def test_a_note_on_no_defi_is_an_error(everything: Dataset) -> None:
    with pytest.raises(EigError, match="no challenge"):
        brief(answer(everything, Filters({"town": ("Brest",), "theme": ("Justice",)})))


# Terms of use


def test_terms_of_use_name_a_licence_only_if_it_is_that_of_all() -> None:
    one = Programme(name="P", promotion="1", licence="etalab-2.0")
    two = Programme(name="Q", promotion="2", licence="My own")

    def lines(*programmes: Programme) -> list[str]:
        own = dataset_of(challenge("a", promotion="1"), programmes=programmes)
        return ["".join(span.text for span in line) for line in metadata_of(own).terms_of_use]

    [licence, citation, made] = lines(one)
    assert licence == "The data is under Licence Ouverte 2.0: reuse it, and name its source."
    assert citation.startswith("To cite it: P, ")
    assert [line.partition(":")[0] for line in lines(one, two)] == ["To cite it", made]
    assert lines() == [made]


# What became of each


LINKS = (
    Link(title="Film", kind="video", url="https://v.y/"),
    Link(title="Note", kind="document", url="https://d.y/", publisher="P", date="2019-06"),
)


def test_a_card_shows_plan_result_figures_state_and_links() -> None:
    one = challenge(
        planned="Faire.",
        made="Fait.",
        figures=(
            Figure(number=65000, what="objets"),
            Figure(number=30, what="de temps", unit="%", date="2021-06"),
            Figure(number=9000, what="dépensés", unit="EUR", date="2021"),
        ),
        state="in-use",
        state_date="2019-06",
        began="2014",
        same_product="b",
        links=LINKS,
    )
    facts = {fact.label: [span.text for span in fact.spans] for fact in facts_of(card_of(one))}
    assert facts["What was planned"] == ["Faire."]
    assert facts["What was made"] == ["Fait."]
    assert facts["In figures"] == [
        "65,000\u00a0objets",
        "30%\u00a0de temps (June 2021)",
        "9,000\u00a0€\u00a0dépensés (2021)",
    ]
    assert text_of(card_of(one).state.spans) == "In use, as of June 2019"
    assert (facts["Product since"], facts["Same product as"]) == (["2014"], ["b"])
    assert facts["To see and read"] == ["Film", "Note, P, June 2019"]
    [seen] = [fact for fact in facts_of(card_of(one)) if fact.label == "To see and read"]
    assert [span.link for span in seen.spans] == ["https://v.y/", "https://d.y/"]


def test_a_note_has_figures_and_tables_have_figures_and_links() -> None:
    figures = (Figure(number=3, what="sites"), Figure(number=40, what="agents"))
    one = challenge(name="A", state="in-use", state_date="2020", figures=figures, links=LINKS)
    assert "3\u00a0sites; 40\u00a0agents" in sentences(brief(found(one)))
    told = replace(one, since="1 040 agents, 40 sites.")
    assert " – 3\u00a0sites" in sentences(brief(found(told)))
    tables = {
        r.name: [[*row.values()] for row in rows_of(r)] for r in relations_of(dataset_of(one))
    }
    assert tables["figures"] == [
        ["a", 3, "sites", None, None, None],
        ["a", 40, "agents", None, None, None],
    ]
    assert tables["links"] == [
        ["a", "Film", "video", "https://v.y/", None, None],
        ["a", "Note", "document", "https://d.y/", "P", "2019-06"],
    ]


def test_how_many_gets_a_number_and_a_chart_by_promotion_if_there_are_several() -> None:
    own = dataset_of(challenge("a", towns=("Lyon",), promotion="1"), challenge("b", promotion="2"))
    asked = answer(own, Filters(), "how many projects in Lyon", command="stats")
    assert stats(asked).lead.startswith("1 challenge")
    assert [*stats(asked).document][1:-1] == [Text([])]
    every = answer(own, Filters(), "how many projects", command="stats")
    assert [block.title for block in stats(every).blocks if isinstance(block, Table)] == [
        "By promotion (2)"
    ]


# Rankings, and what stands first


def ranking(*own: Challenge) -> Report:
    """Return the towns of some challenges, the most frequent first."""
    asked = Interpretation(Filters(), by=("town",), rank="most")
    return stats(found(*own)._replace(asked=asked))


def test_a_ranking_begins_with_all_that_come_first() -> None:
    brest, lyon = challenge("a", towns=("Brest",)), challenge("b", towns=("Lyon",))
    assert ranking(brest, lyon).answer == ["Brest and Lyon: 1 each, of 2 challenges."]
    assert ranking(challenge("a")).answer == []  # no town is known


def test_a_ranking_has_ten_rows_and_one_that_says_how_many_more_there_are() -> None:
    towns = [challenge(f"c{n:02}", towns=(f"T{n:02}",)) for n in range(12)]
    report = ranking(*towns, challenge("x"))
    [rows] = charts(report).values()
    assert [name for name, *_numbers in rows][9:] == ["T09", "Not known", "2 more"]
    assert not any(rows[-1][1:])
    names = [row["code"] for row in report.table.plain()]
    assert names == [None, *(f"T{n:02}" for n in range(12)), "unknown"]  # programs get all


def test_a_title_names_what_is_shown_or_says_that_no_state_is_known() -> None:
    two = found(challenge("a"), challenge("b"))
    asked = Interpretation(Filters(), challenges=("a", "b"))
    assert listing(two._replace(asked=asked)).title == "A, B"
    every = found(*two.chosen, challenge("c", state="ended"))
    unknown = every._replace(chosen=two.chosen)
    assert listing(unknown).title == "No source says what became of these 2 challenges"


def test_a_page_of_a_sorted_list_is_first_in_its_order() -> None:
    own = found(challenge("b", year=2018), challenge("a", year=2017))
    asked = Interpretation(Filters(sort="name"))
    [page] = as_page(listing(own._replace(asked=asked))).tables
    assert [*page.orders][:2] == ["as listed", "newest first"]
    [page] = as_page(listing(own)).tables
    assert [*page.orders] == ["newest first", "by state", "by name"]


def test_a_page_of_other_data_begins_with_what_its_programme_is() -> None:
    call = Programme(name="P", description="Rien.", language="en")
    page = as_page(listing(found(challenge(), programmes=(call,))))
    assert sentences(page).startswith("Rien.")


def test_a_sheet_has_years_unless_promotions_are_shown_with_theirs() -> None:
    own = [challenge("a", year=2018, promotion="1"), challenge("b", year=2019)]
    some, all_ = listing(found(*own)), listing(found(own[0]))
    assert "Year" in [column.label for column in some.workbook[0].columns]
    assert "Year" not in [column.label for column in all_.workbook[0].columns]


def test_a_share_of_states_says_how_many_of_them_are_not_known(everything: Dataset) -> None:
    share, _states = listing(answer(everything, Filters(), "what share is still in use")).answer
    assert re.fullmatch(
        r"(\d+) of 131 challenges, (\d+)%; the state of \d+ is not known,"
        r" so between \2% and \d+%\.",
        share,
    )


def test_a_note_on_one_challenge_says_how_to_see_all_of_it(everything: Dataset) -> None:
    note = brief(answer(everything, Filters(), "predisauvetage"))
    assert "All of it, with its sources: eig show predisauvetage" in sentences(note)
