"""What reports say: titles, leads, columns, cards, counts, notes and sentences."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from build import (
    BOOK,
    FULL,
    FULL_CALL,
    REPORT,
    challenge,
    cited,
    codes,
    found,
    heads,
    host,
    rows,
    seeking,
    tables,
    values,
    whole,
)
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
from eigcli.query.choosing import Answer, answer
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


def charts(report: Report) -> dict[str, list[str]]:
    """Return the rows of the charts of a report, by title."""
    return {table.title: rows(table) for table in tables(report) if table.bars}


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


def fact(card: Card, label: str) -> Fact:
    """Return the fact of a card that has a label."""
    [labelled] = [fact for fact in facts_of(card) if fact.label == label]
    return labelled


def names(records: Sequence[Any]) -> str:
    """Return the names of records, columns among them, with spaces between them."""
    return " ".join(record.name for record in records)


def limited(answer: Answer, **options: Any) -> Answer:
    """Return an answer as these filters ask for it."""
    return answer._replace(asked=Interpretation(Filters(**options)))


def counting(answer: Answer, *roles: str) -> Answer:
    """Return an answer that counts people of some roles only."""
    return answer._replace(staff=CountedPeople({*roles}))


def test_columns_are_named_by_name_or_heading_in_any_case_and_with_commas() -> None:
    own = dataset_of(challenge(own=(("x-budget", 1), ("x-status", "On hold"))))
    columns = columns_named(own, ["slug,NAME", "Budget", "Town", "Ville", "Status"])
    assert names(columns) == "slug name x-budget towns towns x-status"
    for value in ("nme", ""):
        with pytest.raises(UsageError, match="no column is called"):
            columns_named(own, [value])
    with pytest.raises(UsageError, match="no column is called"):
        columns_named(own, ["NAME"], exact=True)
    with pytest.raises(UsageError, match=r"Did you mean towns\?"):
        columns_named(own, ["twons"])


@pytest.mark.parametrize(
    ("one", "other", "codes"),
    [(1, "zwei", ["1", "zwei"]), (("p", "q"), "r", ["p q", "r"])],
)
def test_the_column_of_an_own_key_suits_all_of_its_values(
    one: object, other: object, codes: list[str]
) -> None:
    first = challenge("1", own=(("x-a", one),))
    second = challenge("2", own=(("x-a", other),))
    whole = dataset_of(first, second)
    column = challenge_columns(whole)["x-a"]
    assert [" ".join(column.codes(each)) for each in whole] == codes


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
        "Promotion 2 (2018), designer: 3 of 5 challenges seen in use or handed over;"
        " of 2 it is not known"
    )
    several = listing(answer(everything, Filters(promotion=("5", "6"))))
    assert several.title.startswith("Promotion 5 (2021), promotion 6 (2022): ")
    assert report.lead == (
        "5 challenges: 3 seen in use or handed over (1 seen since August 2024); of 2 no source says."
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
    first = challenge("a", promotion="1")
    second = challenge("b", promotion="2")
    calls = (Programme(name="P", promotion="1"), Programme(name="Q", promotion="2"))
    every = whole(dataset_of(first, second, programmes=calls))
    assert names(listing(every).dataset.programmes) == "P Q"
    part = dataset_of(first, programmes=calls)
    listed = listing(every._replace(chosen=part)).dataset
    assert names(listed.programmes) == "P"
    nothing = dataset_of(programmes=calls)
    assert listing(whole(nothing)).blocks == []


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
    first, *_others = calls_in_short(own).blocks
    next_call = Span("N", native=True)
    assert first == Text([[next_call]])


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
    sources = (cited(REPORT), cited(BOOK, "towns"))
    one = replace(FULL, sources=sources)
    assert sources_of([one]) == (REPORT, BOOK)
    town = fact(card_of(one, [REPORT, BOOK]), "Town")
    assert town.sources == [2]
    assert town.mark == "\u00a0[2]"
    elsewhere = fact(card_of(one, [BOOK]), "Town")
    assert elsewhere.sources == [1]


def test_a_card_says_that_a_state_is_not_known() -> None:
    for phase in (None, "investigation"):
        assert text_of(card_of(challenge(phase=phase)).state.spans) == "Not known"


def test_a_card_shows_own_keys() -> None:
    card = card_of(challenge(own=(("x-budget", 50000), ("x-who", ("p", "q")))))
    facts = {fact.label: [span.text for span in fact.spans] for fact in facts_of(card)}
    assert facts["Budget"] == ["50,000"]
    assert facts["Who"] == ["p; q"]


# Counts


def test_counts_have_a_row_of_unknown_values_and_say_what_shares_are_of() -> None:
    people: dict[str, Any] = {"seeks": seeking(cook=3), "recruits": seeking(cook=1)}
    own = found(
        challenge("a", phase="operated", **people),
        challenge("b", **people),
        challenge("c", **people),
    )
    report = stats(own, ["phase"])
    shown = ["Operated | 1 | 3 | 1 | 33%", "Not known | 2 | 6 | 2 | 67%"]
    assert charts(report) == {"By phase (1)": shown}
    [table] = tables(report)
    assert heads(table.columns) == (
        "Phase | Challenges | People sought | People recruited | % of 3 challenges"
    )
    assert values(report, "code") == [None, "operated", "unknown"]
    # A facet that is asked for is shown even if nothing is known of it; others are not.
    by_region = charts(stats(own, ["region"]))
    assert by_region == {"By region (0)": ["Not known | 3 | 9 | 3"]}
    assert [*charts(stats(own))] == ["By role (1)", "By host (1)"]
    [table] = tables(stats(own, ["phase"], measure="sought"))
    assert table.columns[-1].label == "% of 9 people sought"


def test_a_share_that_is_asked_for_is_of_all_challenges_of_a_row() -> None:
    one = challenge("a", promotion="1")
    other = challenge("b", promotion="1")
    every = dataset_of(one, other, challenge("c", promotion="new"))
    report = stats(found(one)._replace(base=every), ["promotion"])
    shown = charts(report)["By promotion (2)"]
    assert shown == ["1 | 1 | 2 | 50%", "new | 0 | 1 | 0%"]
    assert values(report, "share") == [0.3333, 0.5, 0.0]


def test_without_an_order_the_greatest_share_comes_first() -> None:
    lyon = [challenge(slug, towns=("Lyon",)) for slug in "def"]
    brest = challenge("a", towns=("Brest",))
    nice = challenge("b", towns=("Nice",))
    every = dataset_of(brest, nice, *lyon)
    asked = Interpretation(Filters(), by=("town",), is_count=True)
    some = found(brest, *lyon[:2])._replace(base=every, asked=asked)
    [table] = tables(stats(some, ["town"]))
    assert table.title == "By town (3)"
    assert table.bars
    assert rows(table) == ["Brest | 1 | 1 | 100%", "Lyon | 2 | 3 | 67%", "Nice | 0 | 1 | 0%"]
    assert heads(table.columns[-2:]) == "Of | % of its challenges"


def test_an_unknown_number_has_no_share() -> None:
    own = found(
        challenge("a", promotion="1", seeks=seeking(cook=2)),
        challenge("b", promotion="1", people=()),
        challenge("c", promotion="2", people=()),
    )
    report = stats(own, ["promotion"], measure="sought")
    shown = charts(report)["By promotion (2)"]
    assert shown == ["1 | ≥ 2 | 2 | 100%", "2 |  | 1 | "]
    assert values(report, "share") == [1.0, 1.0, None]
    [table] = tables(stats(own, ["promotion"], "skill", "sought"))
    assert rows(table)[0] == "1 | ≥ 2 | ≥ 2"


def test_a_partly_known_number_says_for_how_many_it_is_known() -> None:
    cooks = challenge("a", seeks=seeking(cook=1234))
    report = stats(found(cooks, challenge("b"), challenge("c", seeks=())))
    assert report.lead == "3 challenges, 1,234 people sought (known for 1 of 3)"
    assert charts(report)["By host (1)"] == ["M | 3 | ≥ 1,234"]


def test_two_facets_make_a_table_with_totals_and_unknown_values() -> None:
    own = found(
        challenge("a", promotion="1", phase="operated", seeks=seeking(cook=2, baker=1)),
        challenge("b", promotion="2", seeks=seeking(cook=3)),
    )
    report = stats(own, ["phase"], "promotion", "sought")
    table = tables(report)[0]
    assert table.title == report.title == "People sought, by phase and promotion"
    assert codes(table) == ["operated | 3 | 0 | 3", "unknown | 0 | 3 | 3", "total | 3 | 3 | 6"]
    assert names(table.columns) == "phase 1 2 total"
    assert rows(table)[1].startswith("Not known |")
    by_role = stats(own, (), "skill").table
    assert by_role.plain()[0] == {
        "promotion": "1",
        "measure": "challenges",
        "cook": 1,
        "baker": 1,
        "total": 1,
    }


def test_a_role_counts_those_that_seek_it_and_those_that_recruited_it() -> None:
    seeks = challenge("a", seeks=seeking(cook=1))
    recruits = challenge("b", seeks=seeking(baker=1), recruits=seeking(cook=2))
    by_role = charts(stats(found(seeks, recruits), ["skill"]))
    assert by_role["By role (2)"][0] == "cook | 1 | 1 | ≥ 2 | 50%"


def test_a_share_below_one_percent_is_no_zero() -> None:
    brest = [challenge(f"b{number}", towns=("Brest",)) for number in range(399)]
    report = stats(found(challenge("a", towns=("Lyon",)), *brest), ["town"])
    assert charts(report)["By town (2)"][1] == "Lyon | 1 | < 1%"


def test_unknown_cells_are_empty_and_a_role_without_people_is_named() -> None:
    unknown = challenge("a", promotion="1", seeks=())
    own = found(unknown, challenge("b", promotion="2"))
    table = stats(own, ["theme"], "promotion", "sought").table
    for row in table.codes:
        assert not any(row[2:])
    lawyers = counting(found(challenge("a")), "lawyer")
    lead = stats(lawyers, ["town"]).lead
    assert lead == "1 challenge, counting only: digital lawyer"


def test_a_value_called_like_a_column_of_a_table_of_two_overwrites_no_number() -> None:
    own = found(
        challenge("a", themes=("total",), towns=("challenges",), state="in-use"),
        challenge("b", themes=("x",), towns=("state",), state="ended"),
        challenge("c", themes=("total", "x"), towns=("challenges",), state="ended"),
    )

    def counted(across: str) -> dict[str, Any]:
        report = stats(own, ["state"], across)
        cells = report.for_programs.plain()
        return {f"{cell['state']} {cell[across]}": cell["challenges"] for cell in cells}

    by_theme = {"ended total": 1, "ended x": 2, "in-use total": 1, "in-use x": 0}
    assert counted("theme") == by_theme
    assert counted("town") == {
        "ended challenges": 1,
        "ended state": 1,
        "in-use challenges": 1,
        "in-use state": 0,
    }
    table = stats(own, ["state"], "theme").table
    assert heads(table.columns) == "State | Measure | total | x | total"


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
    own = found(challenge("a", seeks=seeking(cook=2, baker=1)))
    cooks = counting(own, "cook")
    assert stats(cooks, ["ministry"]).lead == "1 challenge, 2 people sought, counting only: cook"
    assert stats(cooks._replace(chosen=Dataset())).lead == "0 challenges"
    by_role = stats(cooks, ["skill"])
    assert by_role.lead == "1 challenge, 2 people sought, counting only: cook"
    assert {*values(by_role, "measure")} == {"challenges"}
    # One of the roles is enough.
    either = stats(counting(own, "cook", "baker"))
    assert either.lead.endswith("3 people sought, counting only: baker or cook")


def test_a_limit_keeps_the_first_row_and_the_unknown_one() -> None:
    own = found(
        challenge("a", towns=("Lyon",)),
        challenge("b", towns=("Lyon", "Brest")),
        challenge("c", towns=()),
    )
    first = limited(own, limit=1)
    [table] = tables(stats(first, ["town"]))
    assert [one.label for one in table.records] == ["Lyon", "Not known"]
    for row in stats(first, ["skill"], "town").table.plain():
        assert len(row) == 6


def test_people_read_counts_in_words_and_programs_in_codes() -> None:
    used = challenge("a", state="in-use")
    table = stats(found(used, challenge("b")), ["state"]).table
    total, first, second = rows(table)
    assert total.startswith("total |  | 2 |")
    assert first.startswith("state | In use | 1 |")
    assert second.startswith("state | Not known | 1 |")
    total, first, second = codes(table)
    assert total.startswith("total |  |")
    assert first.startswith("state | in-use |")
    assert second.startswith("state | unknown |")
    assert {"Share", "Measure"} <= {column.label for column in table.columns}


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
    used = challenge("a", state="in-use", state_date="2019-05")
    unknown = challenge("b")
    both = "".join(markdown.write(listing(found(used, unknown))))
    assert "| ■\u00a0In use, as of 2019 |" in both
    assert "| ·\u00a0Not known |" in both
    alone = "".join(markdown.write(listing(found(unknown))))
    assert "Not known" not in alone


# The programme


def test_numbers_of_calls_are_rounded_or_not_known_as_their_sources_say(
    everything: Dataset,
) -> None:
    columns = ["promotion", "candidates", "women", "challenges", "recruited"]
    report = promotions(everything, columns)
    [table] = tables(report)
    shown = dict(row.split(" | ", 1) for row in rows(table))
    assert shown["3"] == "170 | 6 | 15 | 32"
    assert shown["dig"] == "not known | not known | 17 | 21"
    assert shown["4"].startswith("about 800 |")
    # A total that a source states stands beside a different one that was counted.
    assert shown["5"].endswith("| 15 (stated: 16) | 35 (stated: 39)")
    # For programs, numbers are numbers.
    assert values(report, "candidates")[4] == 800
    assert "What to know of these numbers: eig programme --promotion all." in report.notes
    fourth = in_promotions(everything, ["4"])
    notes = promotions(fourth, ["candidates"]).notes
    assert any("more than 800" in note for note in notes)
    with in_language("fr"):
        notes = promotions(fourth, ["candidates"]).notes
    assert any("plus de 800" in note for note in notes)


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
    assert lead.startswith(
        "8 promotions (2017–2024). 131 challenges: 57 seen in use or handed over"
    )
    lead = promotions(in_promotions(everything, ["dig"])).lead
    assert lead.startswith("1 promotion (2019). 17 challenges: 2 seen in use")
    undated = dataset_of(
        challenge(promotion="x", state="ended"), programmes=(Programme(name="P", promotion="x"),)
    )
    assert promotions(undated).lead == "1 challenge: ended."


def cards_in(report: Report) -> list[Card]:
    """Return the cards of a report."""
    return [block for block in report.blocks if isinstance(block, Card)]


def test_each_of_several_calls_states_its_promotion(everything: Dataset) -> None:
    report = programme(everything)
    _first, second, *_others = cards_in(report)
    lead = text_of(second.lead.spans)
    assert lead == "The call is over: it closed 27 October 2017."
    assert second.title.text == "Entrepreneurs d’intérêt général, promotion 2"
    assert names(report.table.columns) == " ".join(fields_of(Programme))
    alone = Programme(name="P")
    [card] = cards_in(programme(Dataset(programmes=(alone,))))
    assert card.lead.spans == ()


def test_promotions_are_rows_and_their_columns_can_be_chosen(everything: Dataset) -> None:
    report = promotions(everything, ["sought, Start"])
    assert names(report.table.columns) == "sought start"
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


def test_a_note_has_own_columns_of_few_values_and_marks_no_state_where_none_is_known() -> None:
    places = ("North", "South", "North")
    challenges = [challenge(f"p{n}", own=(("x-district", p),)) for n, p in enumerate(places)]
    [table] = [block for block in note(*challenges).blocks if isinstance(block, Table)]
    assert [column.name for column in table.columns][-1] == "x-district"
    many = [challenge(f"p{number}") for number in range(16)]
    text = "".join(markdown.write(note(*many)))
    assert "P1, P2, P3" in text


def test_the_title_of_a_note_is_the_finding() -> None:
    others = [challenge("x"), challenge("y", state="ended")]
    assert note(*used(1), *others).title == (
        "1 of 3 challenges seen in use or handed over; of 1 it is not known"
    )
    assert note(*used(2)).title == "2 of 2 challenges seen in use or handed over"
    assert note(*others).title == (
        "0 of 2 challenges seen in use or handed over; of 1 it is not known"
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
            r"Subject santé: \d+ of \d+ challenges seen in use or handed over; of",
        ),
        ({"state": ("used",)}, r"\d+ of 131 challenges seen in use or handed over; of"),
        (
            {"state": ("ended",)},
            r"State 'ended': \d+ of 131 challenges; of \d+ it is not known",
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
    assert re.match(r"\d+ challenges: \d+ seen in use or handed over", text)
    assert (
        "Problems and results are summaries made for this dataset from the sources named." in text
    )
    assert "The same challenges as a list: eig list --promotion all --search forêt" in text
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
    assert "\n■ In use 11, □ Ended 1, · Not known 1\n" in text.replace("\u00a0", " ")


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
    of_the_sea = answer(everything, Filters({"subject": ("mer",)}))
    english = "".join(markdown.write(brief(of_the_sea)))
    assert english.count("(in French)") == 1
    with in_language("fr"):
        french = "".join(markdown.write(brief(of_the_sea)))
    assert "français)" not in french


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
    ended = challenge("a", state="ended", state_date="2020-03-01")
    own = found(ended, challenge("b"))
    report = listing(own, columns_named(own.whole, ["name,state"]))
    assert report.blocks == [report.table]
    assert rows(report.table) == ["A | Ended, as of 2020", "B | Not known"]
    assert codes(report.table) == ["A | ended", "B | "]


def test_a_note_lists_the_other_challenges_in_a_short_table() -> None:
    first = challenge("a", promotion="1", year=2018, since="It stopped. Nobody knows why.")
    ended = challenge("b", promotion="2", tagline="do", state="ended", state_date="2020-03-01")
    [table] = tables(note(first, ended))
    assert rows(table) == [
        "A | 2018 | M | It stopped. | state not known",
        "B |  | M | Do. | ended, as of 1 March 2020",
    ]
    states = [row[-1][0].state for row in table.spans]
    assert states == ["unknown", "ended"]


def test_a_note_on_no_defi_is_an_error(everything: Dataset) -> None:
    with pytest.raises(EigError, match="no challenge"):
        brief(answer(everything, Filters({"town": ("Brest",), "theme": ("Justice",)})))


def test_a_note_on_no_defi_says_first_what_became_of_those_in_question(everything: Dataset) -> None:
    in_brest = Filters({"town": ("Brest",), "state": ("no-product",)})
    with pytest.raises(EigError, match=r"^\d challenges?: .*no challenge meets all of this"):
        brief(answer(everything, in_brest))


# Terms of use


def test_terms_of_use_name_a_licence_only_if_it_is_that_of_all() -> None:
    one = Programme(name="P", promotion="1", licence="etalab-2.0")
    two = Programme(name="Q", promotion="2", licence="My own")

    def terms(*programmes: Programme) -> list[str]:
        own = dataset_of(challenge("a", promotion="1"), programmes=programmes)
        return [text_of(line) for line in metadata_of(own).terms_of_use]

    [licence, citation, made] = terms(one)
    assert licence == "The data is under Licence Ouverte 2.0: reuse it, and name its source."
    assert citation.startswith("To cite it: P, ")
    [of_both, made_again] = terms(one, two)
    assert of_both.startswith("To cite it: ")
    assert made_again == made
    assert terms() == [made]


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
    assert facts["Product since"] == ["2014"]
    assert facts["Same product as"] == ["b"]
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
    lyon = challenge("a", towns=("Lyon",), promotion="1")
    own = dataset_of(lyon, challenge("b", promotion="2"))
    in_lyon = answer(own, Filters(), "how many projects in Lyon", command="stats")
    report = stats(in_lyon)
    assert report.lead.startswith("1 challenge")
    assert [*report.document][1:-1] == [Text([])]
    every = answer(own, Filters(), "how many projects", command="stats")
    [table] = tables(stats(every))
    assert table.title == "By promotion (2)"


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
    towns = [f"T{number:02}" for number in range(12)]
    own = [challenge(town.lower(), towns=(town,)) for town in towns]
    report = ranking(*own, challenge("x"))
    [shown] = charts(report).values()
    assert shown[9].startswith("T09 |")
    assert shown[10].startswith("Not known |")
    assert shown[11:] == ["2 more |  | "]
    # Programs get all.
    assert values(report, "code") == [None, *towns, "unknown"]


def test_a_title_names_what_is_shown_or_says_that_no_state_is_known() -> None:
    two = found(challenge("a"), challenge("b"))
    named = Interpretation(Filters(), challenges=("a", "b"))
    assert listing(two._replace(asked=named)).title == "A, B"
    ended = challenge("c", state="ended")
    every = found(*two.chosen, ended)
    unknown = every._replace(chosen=two.chosen)
    title = listing(unknown).title
    assert title == "No source says what became of these 2 challenges"


def orders(answer: Answer) -> list[str]:
    """Return the orders that the page of an answer offers."""
    [table] = as_page(listing(answer)).tables
    return [*table.orders]


def test_a_page_of_a_sorted_list_is_first_in_its_order() -> None:
    own = found(challenge("b", year=2018), challenge("a", year=2017))
    assert orders(own) == ["newest first", "by state", "by name"]
    by_name = limited(own, sort="name")
    assert orders(by_name)[:2] == ["as listed", "newest first"]


def test_a_page_of_other_data_begins_with_what_its_programme_is() -> None:
    call = Programme(name="P", description="Rien.", language="en")
    page = as_page(listing(found(challenge(), programmes=(call,))))
    assert sentences(page).startswith("Rien.")


def test_a_sheet_has_years_unless_promotions_are_shown_with_theirs() -> None:
    dated = challenge("a", year=2018, promotion="1")
    undated = challenge("b", year=2019)
    [both, *_more] = listing(found(dated, undated)).workbook
    [alone, *_more] = listing(found(dated)).workbook
    assert "Year" in [column.label for column in both.columns]
    assert "Year" not in [column.label for column in alone.columns]


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
