"""What a person sees in a terminal: lines, cards, tables and bars that fit its width."""

import re
from dataclasses import replace

import pytest
from build import BOOK, FULL, HOSTILE, challenge, cited, found, host, seeking, whole
from conftest import Screen

from eigcli.data.model import Dataset, Link, Source
from eigcli.formats.terminal import write
from eigcli.query.searching import Matches, SearchIndex
from eigcli.report.blocks import Report, Text, line_of
from eigcli.report.calls import promotions
from eigcli.report.counts import stats
from eigcli.report.listing import cards, listing
from eigcli.report.tables import columns_named
from eigcli.text import printable


@pytest.fixture(autouse=True)
def _width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")


def drawn(report: Report) -> str:
    """Return the text that is drawn, without styles and links."""
    return re.sub(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\", "", "".join(write(report)))


def widest(text: str) -> int:
    return max(map(len, text.splitlines()))


def test_a_defi_has_a_few_lines_with_its_host_town_roles_and_slug() -> None:
    one = challenge(
        "a", number=7, tagline="nourrir", towns=("Brest",), seeks=seeking(cook=2), basis="inferred"
    )
    assert drawn(listing(found(one))) == (
        "1 challenge, 2 people sought\n\n"
        f"A\nnourrir\nM · Brest · ~2 cooks{'a':>60}\n\n"
        "~ roles inferred: no source gives the whole team.\n"
    )


def test_a_list_shows_states_with_their_marks_if_any_is_known() -> None:
    ended = challenge("a", state="ended", state_date="2020-03")
    unknown = challenge("b")
    report = listing(found(ended, unknown))
    lines = drawn(report).splitlines()
    assert lines[2] == f"A{'□ Ended, as of 2020':>79}"
    assert lines[5] == f"B{'· Not known':>79}"
    # On some screens, what is faint is hardly seen: the mark alone is.
    assert "\x1b[2m· \x1b[0mNot known" in "".join(write(report))
    assert "Not known" not in drawn(listing(found(unknown)))


def test_a_chart_says_which_marks_have_a_dot_in_a_terminal() -> None:
    older = challenge("a", state="in-use", began="2017")
    ended = challenge("b", state="ended")
    chart = drawn(stats(found(older, ended), ["state"]))
    dots = "A mark is a challenge. With a dot: in use or handed over, and older than the team."
    assert dots in chart.replace("\n", " ")
    # Of what ended, no character has a dot.
    older = challenge("a", state="ended", began="2017")
    chart = drawn(stats(found(older, ended), ["state"]))
    assert "A mark is a challenge.\n" in chart


def test_challenges_of_several_promotions_stand_below_headings_in_the_order_of_these(
    two: Dataset,
) -> None:
    text = drawn(listing(whole(two)))
    assert re.search(r"\n\nPromotion 1: 2 challenges\n\nA(.|\n)*\n\nPromotion dig", text)
    first, second, third = two.challenges
    turned = replace(two, challenges=(first, third, second))
    assert "Promotion 1" not in drawn(listing(whole(turned)))


def test_records_stand_apart_if_all_fit_the_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    few, many = (found(*(challenge(str(n)) for n in range(count))) for count in (3, 30))
    monkeypatch.setenv("LINES", "24")
    assert "0\n\n1\n" in drawn(listing(few))
    assert "0\n1\n" in drawn(listing(many))


@pytest.mark.parametrize("width", [20, 60, 80, 120, 200])
def test_lines_fit_the_terminal_and_have_at_most_120_columns(
    monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    one = challenge("a-slug", name="N " * 20, tagline="wort " * 60, hosts=(host("H " * 80),))
    answer = found(one)
    listed = listing(answer)
    for report in (listed, cards(answer), stats(answer, ["ministry"])):
        assert widest(drawn(report)) <= min(width, 120)
    assert drawn(listed).count("wort") == 60


def test_searched_words_are_marked_and_quoted_if_no_line_shows_them() -> None:
    sea = challenge("a", name="Mer", note="Un texte sur la pêche en mer.", made="Des filets.")
    answer = found(sea, challenge("b"))
    terms = SearchIndex(answer.whole).terms_of(["mer pêche"])
    searched = answer._replace(matches=Matches(terms))
    report = listing(searched)
    assert "\nNote: Un texte sur la pêche en mer.\n" in drawn(report)
    name = "".join(write(report)).splitlines()[2]
    assert "43m" in name
    columns = columns_named(answer.whole, ["name"])
    chosen = "".join(write(listing(searched, columns)))
    assert "43m" in chosen


def test_links_can_be_turned_off(monkeypatch: pytest.MonkeyPatch) -> None:
    report = listing(found(challenge("a", page="https://x.y/")))
    assert "\x1b]8;;https://x.y/\x1b\\" in "".join(write(report))
    monkeypatch.setenv("EIG_HYPERLINKS", "0")
    assert "\x1b]8" not in "".join(write(report))


def test_a_card_has_the_addresses_that_cannot_be_clicked(monkeypatch: pytest.MonkeyPatch) -> None:
    source = Source(key="s", title="Rapport", url="https://s.x/")
    video = Link(title="Film", kind="video", url="https://v.x/")
    report = cards(
        found(challenge("a", note="N", links=(video,), sources=(cited(source, "note"),)))
    )
    clicked = "".join(write(report))
    assert "\x1b]8;;https://v.x/\x1b\\Film\x1b" in clicked
    assert "– https" not in clicked
    monkeypatch.setenv("EIG_HYPERLINKS", "0")
    printed = drawn(report)
    assert "Film – https://v.x/\n" in printed
    assert "1\u00a0Rapport – https://s.x/\n" in printed
    monkeypatch.delenv("EIG_HYPERLINKS")
    monkeypatch.delenv("FORCE_COLOR")
    monkeypatch.setenv("TERM", "dumb")
    assert "".join(write(report)) == printed


def test_a_card_tells_the_story_first() -> None:
    text = drawn(cards(found(FULL)))
    assert text.startswith(f"A{'□ Ended, since March 2020':>79}\nfeed\u00a0[2]\n")
    assert "Brest; Lyon\u00a0[1, 2]\n" in text
    assert text.endswith("Sources\n1\u00a0Livre, Éditeur, September 2017\n2\u00a0Rapport\n")


# The colours and links that a terminal is sent.
ESCAPES = r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\"


def test_control_characters_in_data_are_not_obeyed() -> None:
    answer = found(challenge("a", name=HOSTILE, tagline=HOSTILE, note=HOSTILE))
    columns = columns_named(answer.whole, ["name"])
    shown = printable(HOSTILE).replace(" ", "")
    for report in (cards(answer), listing(answer, columns)):
        written = "".join(write(report))
        text = re.sub(ESCAPES, "", written)
        assert "\x1b" not in text
        assert shown in re.sub(r"\s", "", text)


def test_no_break_spaces_are_kept() -> None:
    assert "a\u00a0: b\u202f!" in drawn(cards(found(challenge(note="a\u00a0: b\u202f!"))))


def test_a_table_that_does_not_fit_becomes_a_line_a_fact(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    named = challenge("a", name="Langer-Name")
    answer = found(named, challenge("b", note="kurz"))
    report = listing(answer, columns_named(answer.whole, ["slug", "name", "note"]))
    head, line, first, second, *_rest = drawn(report).splitlines()[2:]
    assert head == "Slug  Name         Note"
    assert {*line} == {"─"}
    assert first == "a     Langer-Name"
    assert second == "b     B            kurz"
    monkeypatch.setenv("COLUMNS", "20")
    facts = "Slug  a\nName  Langer-Name\n\nSlug  b\nName  B\n"
    assert drawn(report).startswith(f"2 challenges\n\n{facts}")


def test_dates_of_a_table_are_not_broken_where_there_is_room(two: Dataset) -> None:
    programmes = tuple(
        replace(p, name="Ein langer Name " * 5, start="2020-09-01") for p in two.programmes
    )
    assert "1 September 2020" in drawn(
        promotions(replace(two, programmes=programmes), ["name", "start"])
    )


def test_bars_stand_beside_their_labels_with_their_numbers() -> None:
    challenges = [challenge(str(n), towns=("Brest" if n else "Lyon",)) for n in range(3)]
    report = stats(found(*challenges, challenge("x")), ["town"])
    assert drawn(report) == (
        f"4 challenges\n\nBy town (2)\n{'% of':>45}\n{'4':>45}\n"
        f"Town{'Challenges  challenges':>41}\n{'─' * 45}\n"
        f"Brest      {'█' * 10}           2         50%\n"
        f"Lyon       {'█' * 5:10}           1         25%\n"
        f"Not known  {'░' * 5:10}           1         25%\n"
    )


def test_bars_of_all_charts_have_one_scale_whatever_their_labels() -> None:
    long = "Ministère de la Transition écologique et de la Cohésion des territoires"
    text = drawn(
        stats(found(challenge("a", hosts=(host(long),), towns=("Brest",))), ["ministry", "town"])
    )
    bars = re.findall("█+", text)
    assert len(bars) == 2
    assert len({*bars}) == 1


def test_line_breaks_in_data_are_kept_on_a_card_and_joined_in_a_list() -> None:
    both = challenge("a", problem="Eins\nzwei\x07", tagline="Drei\nvier")
    card = drawn(cards(found(both)))
    assert re.search(r"Problem +Eins\n +zwei\\x07\n", card)
    assert "\nDrei vier\n" in drawn(listing(found(both)))


def test_texts_may_be_numbered_lists(two: Dataset) -> None:
    blocks = [Text([line_of("eins"), line_of("zwei")], "T", "numbered")]
    report = promotions(two)._replace(blocks=blocks, lead="", notes=())
    assert drawn(report) == "T\n1\u00a0eins\n2\u00a0zwei\n"


def test_eig_alone_fits_a_screen_and_shows_how_to_ask(screen: Screen) -> None:
    lines = screen(columns=80).splitlines()
    assert len(lines) <= 24
    assert "Ask in words:" in lines
    assert any(line.startswith("  list") for line in lines)


def test_sources_of_a_card_are_links() -> None:
    report = cards(found(challenge(sources=(cited(BOOK, "hosts"),))))
    assert "\x1b]8;;https://example.org/l\x1b\\" in "".join(write(report))


def test_a_table_of_two_facets_has_a_row_of_totals_and_faint_dots_for_zeros() -> None:
    own = found(
        challenge("a", towns=("Brest",), themes=("Mer",)),
        challenge("b", towns=("Lyon",), themes=("Eau",)),
    )
    text = "".join(write(stats(own, ["town"], "theme")))
    assert "\nBrest    1  \x1b[2m  ·\x1b[0m      1\n" in text
    assert drawn(stats(own, ["town"], "theme")).endswith("\n\ntotal    1    1      2\n")


def test_a_chart_has_a_row_for_each_value_and_how_many_are_in_use() -> None:
    own = found(
        challenge("a", promotion="1", state="in-use"), challenge("b", promotion="2", state="ended")
    )
    lines = drawn(stats(own, ["promotion"], "state")).splitlines()
    assert "1  ■  1 of 1" in lines
    assert "2  □  0 of 1" in lines


def test_a_heading_of_challenges_without_a_promotion_is_their_number() -> None:
    text = drawn(listing(found(challenge("a", promotion="1"), challenge("b", promotion=None))))
    assert "Promotion 1: 1 challenge\n" in text
    assert "\n1 challenge\n\nB\n" in text
