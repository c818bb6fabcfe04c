"""What the screen of a terminal shows."""

import os
import re
from dataclasses import replace
from pathlib import Path
from unittest import mock

import oracle
import pytest
from build import challenge, cited, host, skill
from build import dataset as dataset_of
from build import seeking as seek
from conftest import Eig, Screen
from rich.cells import cell_len

from eigcli import terminal
from eigcli.columns import columns_named
from eigcli.counts import DIMENSIONS, Counts
from eigcli.data.model import Dataset, Family, Host, Profile, Programme, Source
from eigcli.matching import parse_query
from eigcli.messages import in_language
from eigcli.reports import Call, Calls, Cards, Listing, Report
from eigcli.search import Matches

UNCOUNTED = dataset_of(challenge())
# What stands below a list of the dataset that comes with eigcli.
OVER = "The call is over: it closed on 27 October 2017."
INFERRED = "~ inferred: no source states the whole split."
MORE = [
    f"eig: 13 of {oracle.bundled_count()} défis: only promotion 2 is included. For all:",
    "eig list --promotion all",
]
# What stands below statistics of défis of which none says how many people it seeks.
BARS = "Bars and percent are of défis."

_BLOCKS = "▏▎▍▌▋▊▉█"


def drawn(report: Report, columns: int = 80) -> str:
    with mock.patch.dict(os.environ, COLUMNS=str(columns)):
        return "".join(terminal.write(report))


def lines_of(report: Report, columns: int = 80) -> list[str]:
    return drawn(report, columns).splitlines()


def chosen(whole: Dataset, *names: str) -> Listing:
    return Listing(whole, columns_named(whole, names))


def row_of(line: str) -> tuple[str, int, list[str]]:
    """Return what stands on a line of statistics: its name, how long its bar is, and its numbers.

    The bar is measured in eighths of a column.
    """
    found = re.fullmatch(rf"(.*?) +([{_BLOCKS}]*)((?: +[\d–]+)+%)", line)
    assert found, line
    name, bar, numbers = found.groups()
    return name, sum(_BLOCKS.index(block) + 1 for block in bar), numbers.split()


# Lists


def test_the_list_is_a_table_from_160_columns_on(bundled: Dataset) -> None:
    narrow = lines_of(Listing(bundled), 159)
    assert narrow[0].split()[:2] == ["1", "PrédiSauvetage"]
    # No line is so long that the eye loses it.
    assert len(narrow[0]) == 120
    assert lines_of(Listing(bundled), 160)[0].split() == ["#", "Défi", "Tagline", "Host", "Seeks"]


def test_what_has_no_room_beside_the_name_stands_below_it_at_the_right() -> None:
    name, roles, ministry = "x" * 20, "2 cooks", "y" * 15
    whole = dataset_of(challenge(name=name, hosts=(host(ministry),), profiles=seek(cook=2)))
    assert lines_of(Listing(whole), 33)[:2] == [
        f"    {name}  {roles}",
        f"    {ministry}             a",
    ]
    assert lines_of(Listing(whole), 32)[:3] == [
        f"    {name}",
        f"{'':25}{roles}",
        f"    {ministry}            a",
    ]
    # An ellipsis alone says nothing: a host without room beside a long slug has a line of its own.
    beside = challenge("x" * 30, hosts=(host("Ministère de la Culture"),))
    assert lines_of(Listing(dataset_of(beside)), 40)[1:3] == [
        "    Ministère de la Culture",
        f"{'':10}{'x' * 30}",
    ]
    short = Listing(dataset_of(replace(beside, slug="x" * 18)))
    assert lines_of(short, 40)[1] == f"    Ministère de la…  {'x' * 18}"
    assert lines_of(short, 39)[2:4] == ["    Ministère de la Culture", f"{'':21}{'x' * 18}"]


def test_a_name_without_spaces_is_whole_beside_its_bar() -> None:
    whole = dataset_of(challenge(towns=("Issy-les-Moulineaux",), recruited=seek(cook=None)))
    with in_language("fr"):
        assert "Issy-les-Moulineaux " in drawn(Counts(whole, by=["town"]))


def test_several_ministries_are_named_once_each_in_a_narrow_list() -> None:
    hosts = (host("M", "D"), host("N"), host("M", "E"))
    assert lines_of(Listing(dataset_of(challenge(hosts=hosts))))[1].split() == ["M;", "N", "a"]


@pytest.mark.parametrize("columns", [80, 160])
def test_people_that_are_inferred_are_marked(columns: int) -> None:
    two = seek(cook=2, baker=1)
    stated, inferred, silent = (
        challenge(slug, profiles=two, basis=basis)
        for slug, basis in (("a", "stated"), ("b", "inferred"), ("c", None))
    )
    both = dataset_of(stated, inferred)
    shown = drawn(Listing(both), columns)
    assert re.findall(r"~?\d (?:cooks|baker)", shown.split("\n\n")[0]) == [
        *("2 cooks", "1 baker", "~2 cooks", "~1 baker"),
    ]
    assert "~" not in drawn(Listing(dataset_of(stated, silent)), columns)
    assert "~" not in drawn(chosen(both, "profiles", "basis"), columns)


@pytest.mark.parametrize("columns", [80, 160])
def test_a_word_that_is_found_where_the_list_does_not_show_it_is_told_with_its_field(
    columns: int,
) -> None:
    whole = dataset_of(challenge(tagline="nourrir", expertise=("pain", "soupe aux choux")))
    shown = drawn(Listing(whole, matches=Matches(parse_query("soupe nourrir"))), columns)
    assert "Expertise: soupe aux choux" in shown
    # What is shown already is not told again.
    assert [shown.count(word) for word in ("soupe", "nourrir", "Tagline: ")] == [1, 1, 0]
    assert "soupe" not in drawn(Listing(whole), columns)


@pytest.mark.parametrize(("columns", "least", "most"), [(60, 50, 60), (160, 56, 66)])
def test_of_a_long_text_the_words_around_a_match_fill_a_line(
    columns: int, least: int, most: int
) -> None:
    whole = dataset_of(
        challenge(tagline="nourrir", expertise=("mot " * 50 + "soupe" + " mot" * 50,))
    )
    lines = lines_of(Listing(whole, matches=Matches(parse_query("soupe"))), columns)
    [line] = [line for line in lines if "soupe" in line]
    assert least < len(line) <= most
    # In a table, the slug stands beside it.
    assert re.fullmatch(r"(    |a +)Expertise: …mot [mot ]*soupe [mot ]*mot…", line)


def promotions(*, several: bool) -> Dataset:
    """Return a dataset of promotion 6, which is over, and where there are several of another."""
    six = Programme(name="P", promotion="6", closes="2018", counted="selected")
    others = [challenge("b", promotion="dig"), challenge("c")] if several else []
    dig = [Programme(name="Q", promotion="dig", closes="2018")] if several else []
    return dataset_of(challenge("a", promotion="6"), *others, programmes=(six, *dig))


SELECTED = "Promotion 6: the people selected are counted; the call gave no numbers."
CLOSED = "The call is over: it closed in 2018."


def test_notes_stand_below_a_list_cards_numbers_and_promotions_a_line_each() -> None:
    whole, notes = promotions(several=False), f"{SELECTED}\n{CLOSED}\n"
    assert drawn(Listing(whole)).endswith(f"\n\n1 défi\n{notes}")
    assert drawn(Cards(whole)).endswith(f"─╯\n{notes}")
    assert drawn(Counts(whole, whole)).endswith(f"%\n\n{BARS}\n{notes}")
    assert drawn(Calls(whole)).endswith(f"\n\n{notes}")


@pytest.mark.parametrize(
    ("report", "end"),
    [
        (Listing(UNCOUNTED), "\n\n1 défi\n"),
        (Cards(UNCOUNTED), "─╯\n"),
        (Counts(UNCOUNTED, UNCOUNTED), f"  100%\n\n{BARS}\n"),
        (Calls(UNCOUNTED), "─\n"),
    ],
)
def test_nothing_stands_below_where_there_is_nothing_to_know(report: Report, end: str) -> None:
    shown = drawn(report)
    assert shown.endswith(end)
    assert shown == shown.rstrip("\n") + "\n"


def test_a_list_ends_with_the_totals_of_the_selection_notes_and_where_others_are(
    screen: Screen,
) -> None:
    listed = screen("list", "--town", "brest", "--promotion", "2").splitlines()
    assert listed[-4:] == ["", "1 défi, 2 profiles: 2 geomaticians", OVER, INFERRED]
    assert screen("list").splitlines()[-2:] == MORE
    # Who asks for a promotion knows of the others.
    assert screen("list", "--promotion", "2").splitlines()[-2:] == [OVER, INFERRED]
    # Profiles that nobody counted are not added up.
    assert lines_of(Listing(UNCOUNTED))[-1] == "1 défi"


def test_columns_that_are_chosen_of_promotions_are_all_shown(screen: Screen) -> None:
    shown = screen("promotions", "--columns", "promotion,length", columns=40)
    assert shown.splitlines()[0].split() == ["Promotion", "Length"]


def test_the_promotion_has_a_column_where_there_are_several() -> None:
    lines = lines_of(Listing(promotions(several=True)), 160)
    assert lines[0].split() == ["Promotion", "Défi", "Host", "Seeks"]
    assert [line[:12] for line in lines[2:8]] == [
        "6          A",
        "           a",
        "dig        B",
        "           b",
        "           C",
        "           c",
    ]
    for whole in (promotions(several=False), UNCOUNTED):
        assert lines_of(Listing(whole), 160)[0].split() == ["Défi", "Host", "Seeks"]


def test_a_narrow_list_says_the_promotion_where_there_are_several(screen: Screen) -> None:
    lines = lines_of(Listing(promotions(several=True)))
    assert [line.split() for line in lines[1:6:2]] == [
        ["M", "promotion", "6", "·", "a"],
        ["M", "promotion", "dig", "·", "b"],
        ["M", "c"],
    ]
    assert "promotion 6" not in drawn(Listing(promotions(several=False)))
    # A number means something in its own promotion alone.
    numbered = dataset_of(*(challenge(code, number=7, promotion=code) for code in "12"))
    assert [line.split() for line in lines_of(Listing(numbered))[:3:2]] == [
        ["1", "cook"],
        ["2", "cook"],
    ]
    # Whoever asked for all of them does not know which it is, even of one.
    shown = screen("list", "--promotion", "all", "--search", "hopkins")
    assert shown.splitlines()[2].endswith("  promotion 2 · hopkins")


def test_numbers_have_a_column_where_a_challenge_has_one_and_stand_before_names() -> None:
    numbers = (None, 7, 112)
    whole = dataset_of(*(challenge(slug, number=n) for slug, n in zip("abc", numbers, strict=True)))
    assert [line[:6] for line in lines_of(Listing(whole))[:6:2]] == ["    A ", " 7  B ", "112  C"]
    wide = lines_of(Listing(whole), 160)
    assert [wide[0][:6], *(line[:6] for line in wide[2:8])] == [
        *("  #  D", "     A", "     a", "  7  B", "     b", "112  C", "     c"),
    ]
    assert drawn(Listing(UNCOUNTED), 160).startswith("Défi")


def test_a_list_of_nothing_is_not_drawn(screen: Screen) -> None:
    shown = screen("list", "--skill", "designer", "--ministry", "armées", "-p", "2")
    assert shown.startswith("eig: no défi meets all of this together; ")
    assert "─" not in shown


# Chosen columns


def test_chosen_columns_make_a_table_that_has_them_in_order(screen: Screen) -> None:
    columns = "designer,slug,ministries"
    shown = screen("list", "-p", "2", "--columns", columns, "-s", "ux", "-m", "travail")
    assert shown.splitlines() == [
        "designer, sought  Slug       Ministries",
        "─" * 69,
        # Numbers stand at the right.
        "               1  lab-sante  Ministère des Solidarités et de la Santé",
        "                             Ministère du Travail",
        "",
        "1 défi, 2 profiles: 1 designer, 1 data scientist",
        OVER,
        "eig: Health, solidarity and labour, by family: 2 défis of 4 bodies, grouped by",
        "eig.",
    ]


def test_columns_that_have_no_room_are_a_line_each_and_addresses_whole() -> None:
    page = f"https://example.org/{'x' * 60}"
    whole = dataset_of(
        challenge("a", page=page, tagline="un deux trois"), challenge("b", towns=("Brest",))
    )
    assert lines_of(chosen(whole, "slug", "tagline", "towns", "page"), 30) == [
        *("Slug     a", "Tagline  un deux trois", "Page", page, "", "Slug     b", "Town     Brest"),
        *("", "2 défis"),
    ]


@pytest.mark.parametrize("columns", [40, 50, 60, 80, 120, 200])
def test_no_line_is_wrapped_by_the_terminal_but_one_with_an_address(
    bundled: Dataset, all_promotions: Dataset, columns: int
) -> None:
    reports: list[Report] = [
        *(Listing(bundled), Cards(bundled), Counts(bundled, bundled)),
        *(Calls(all_promotions), Call(bundled.programmes, bundled.sources)),
    ]
    if columns > 20:  # narrower than some of the words
        reports += [
            chosen(bundled, "slug", "name", "recruited_total"),
            chosen(bundled, "number", "sought", "themes", "basis"),
        ]
    for report in reports:
        lines = [line for line in lines_of(report, columns) if "://" not in line]
        assert [line for line in lines if len(line) > columns] == []


def test_long_columns_share_the_room_that_short_ones_leave() -> None:
    whole = dataset_of(challenge("x" * 12, "mot " * 100, note="mot " * 90))
    head = lines_of(chosen(whole, "slug", "name", "note"), 78)[0]
    # 12 columns, 31 and 31, and two between them.
    assert [head.index(label) for label in ("Slug", "Name", "Note")] == [0, 14, 47]


def test_a_long_column_leaves_to_the_others_what_it_does_not_need() -> None:
    long, tagline = "mot " * 25, " ".join(["mots"] * 6)
    whole = dataset_of(challenge("a", long, tagline=tagline, note=long))
    head = lines_of(chosen(whole, "name", "tagline", "note"), 94)[0]
    # 29 columns for the tagline, 30 and 31 for the others.
    assert [head.index(label) for label in ("Name", "Tagline", "Note")] == [0, 32, 63]
    # What is long for its long word needs little more.
    whole = dataset_of(challenge("a", tagline="mots " * 5, note=f"{'x' * 28} y"))
    lines = lines_of(chosen(whole, "tagline", "note"), 47)
    assert lines[2:4] == [f"mots mots mots   {'x' * 28} y", "mots mots"]


def test_a_short_column_is_on_one_line_where_it_has_room() -> None:
    short, long = "mots mots mots motss", f"{'x' * 20} y"
    lines = lines_of(chosen(dataset_of(challenge("a", short, note=long)), "name", "note"), 42)
    assert lines[2:4] == [f"{short}  {'x' * 20}", f"{'':22}y"]


@pytest.mark.parametrize(
    ("columns", "lines"),
    [
        (27, ["Slug   Name          Note", "─" * 27, f"ab-cd  {'x' * 12}  un mot"]),
        # There is one space between columns before a text is broken, or each is a line.
        (26, ["Slug  Name         Note", "─" * 25, f"ab-cd {'x' * 12} un mot"]),
        (23, ["Slug  Name         Note", "─" * 23, f"ab-cd {'x' * 12} un", f"{'':19}mot"]),
        (22, ["Slug  ab-cd", f"Name  {'x' * 12}", "Note  un mot"]),
    ],
)
def test_columns_come_closer_where_there_is_little_room(columns: int, lines: list[str]) -> None:
    whole = dataset_of(challenge("ab-cd", "x" * 12, note="un mot"))
    assert lines_of(chosen(whole, "slug", "name", "note"), columns) == [*lines, "", "1 défi"]


# Narrow terminals, and long texts


def test_a_narrow_terminal_cuts_neither_names_nor_slugs_nor_roles(screen: Screen) -> None:
    lines = screen("list", "-m", "armées", columns=22).splitlines()
    assert lines[:2] == [" 5  b@liseNAV", "       ~2 geomaticians"]
    assert lines[2] == "    draw up an…"
    assert lines[3 : lines.index("")][-1].endswith("  balisenav")


@pytest.mark.parametrize("columns", [1, 2, 3, 12])
def test_the_narrowest_terminal_loses_nothing(screen: Screen, tmp_path: Path, columns: int) -> None:
    """Not even what takes two columns of the screen."""
    data = tmp_path / "d.yaml"
    fields = "slug: wxz, name: 字字, number: 7, ministry: M, profiles: {cook: 4}"
    data.write_text(f"challenges: [{{{fields}}}]", encoding="utf-8")
    command = ["list", "--data", str(data)]
    # The totals below say "4" twice.
    listed = screen(*command, columns=columns)
    assert [listed.count(letter) for letter in "7wxz字M4"] == [1, 1, 1, 1, 2, 1, 3]
    if columns > 1:
        assert max(map(cell_len, listed.splitlines())) <= columns
    shown = screen(*command, "--columns", "slug,name,cook", columns=columns)
    assert [shown.count(letter) for letter in "wxz字4"] == [1, 1, 1, 2, 3]


@pytest.mark.parametrize("env", [{}, {"FORCE_COLOR": "1"}])
def test_no_line_of_the_list_ends_with_spaces(eig: Eig, env: dict[str, str]) -> None:
    listed = eig("list", "--format", "table", env=env).stdout
    assert ("\x1b[" in listed) == bool(env)
    lines = re.sub(r"\x1b\[[0-9;]*m", "", listed).splitlines()
    assert [line.rstrip() for line in lines] == lines


# Words too long for their place, each of a letter of its own.
NAME, MINISTRY, DEPARTMENT, ROLE, TAGLINE = (letter * 300 for letter in "αβγδε")
LONG = dataset_of(
    challenge(
        "x" * 300,
        NAME,
        hosts=(host(MINISTRY, DEPARTMENT),),
        profiles=(Profile(skill=skill(ROLE)),),
        tagline=TAGLINE,
    )
)


@pytest.mark.parametrize("columns", [60, 170, 200])
@pytest.mark.parametrize(
    ("report", "letters"),
    [
        (chosen(LONG, "name", "ministries", "departments", "skills", "tagline"), "αβγδε"),
        (Cards(LONG), "αβγδεx"),
        (Counts(LONG, LONG), "βδ"),
        (Call((Programme(name=NAME, team=TAGLINE),)), "αε"),
        (Listing(LONG), "αβγδεx"),
    ],
)
def test_a_word_too_long_for_its_place_is_folded_and_not_cut(
    report: Report, letters: str, columns: int
) -> None:
    shown = drawn(report, columns)
    if columns < 160 and type(report) is Listing and not report.columns:
        # A narrow list cuts taglines and hosts, and has no departments.
        assert f"\n    {'ε' * 55}…\n" in shown
        assert shown.count("…") == 2
        letters = "αδx"
    else:
        assert "…" not in shown
    assert {letter: shown.count(letter) for letter in letters} == dict.fromkeys(letters, 300)


ADDRESS = f"https://example.org/{'x' * 100}?y"
BOOK = Source(key="k", title="Livre " * 40, url=ADDRESS)
LINKED = dataset_of(
    challenge(
        name="Un long nom " * 10,
        page=ADDRESS,
        note=f"Un long texte, voir {ADDRESS} et la suite",
        sources=(cited(BOOK),),
    )
)


@pytest.mark.parametrize("columns", [1, 20, 60, 159, 160, 1000])
@pytest.mark.parametrize(
    ("report", "times"),
    [
        (chosen(LINKED, "name", "page", "towns"), 1),
        (chosen(LINKED, "sources", "name", "page", "note"), 3),
        (Cards(LINKED), 2),
        (Call((Programme(name="P", apply=ADDRESS),), (BOOK,)), 2),
    ],
)
def test_an_address_is_never_cut(report: Report, times: int, columns: int) -> None:
    """Not even where its line is longer than the screen: the terminal wraps it, and copies it."""
    assert drawn(report, columns).count(ADDRESS) == times


@pytest.mark.parametrize(("columns", "below"), [(57, False), (56, True)])
def test_an_address_that_does_not_fit_into_its_card_stands_below_it(
    columns: int, *, below: bool
) -> None:
    address = f"https://example.org/{'x' * 24}"
    one = challenge(page=address, product="https://x.y/")
    shown = drawn(Cards(dataset_of(one)), columns)
    assert (f"│ Page     {address} │" in shown) == (not below)
    assert shown.endswith(f"╯\nPage\n{address}\n" if below else "╯\n")
    # The others stay within.
    assert "│ Product  https://x.y/ " in shown


def test_what_has_no_room_in_its_card_stands_below_it_with_its_label() -> None:
    addresses = {name: f"https://example.org/{name}{'x' * 60}" for name in ("product", "page")}
    shown = drawn(Cards(dataset_of(challenge(**addresses))))
    below = f"Product\n{addresses['product']}\nPage\n{addresses['page']}\n"
    assert shown.endswith(f"╯\n{below}")
    assert "│ Seeks  cook" in drawn(Cards(UNCOUNTED), 15)
    assert drawn(Cards(UNCOUNTED), 14).endswith("╯\nSlug\na\nHost\nM\nSeeks\ncook\n")


@pytest.mark.parametrize("columns", [60, 100, 200])
def test_the_width_is_that_of_the_terminal(screen: Screen, columns: int) -> None:
    shown = screen(line="eig list", columns=columns)
    assert columns - 10 < max(map(len, shown.splitlines())) <= columns
    assert shown == screen("list", columns=columns)


@pytest.mark.parametrize("columns", ["0", "²", "-3", "wide", ""])
def test_a_width_that_is_none_is_not_believed(screen: Screen, columns: str) -> None:
    assert "PrédiSauvetage" in screen("list", env={"COLUMNS": columns, "LINES": columns})


def test_a_line_is_no_longer_than_it_can_be_read(screen: Screen) -> None:
    """That is a thousand columns of a screen, a hundred of a card or a note, sixty of a bar."""
    assert max(map(len, lines_of(Counts(UNCOUNTED, UNCOUNTED), 99999999))) == 1000
    assert max(map(len, screen("show", "1", columns=200).splitlines())) == 100
    for columns in (400, 1000):
        *_, role, _, _, ministry, _, _ = lines_of(Counts(UNCOUNTED, UNCOUNTED), columns)
        assert [row_of(line)[1] for line in (role, ministry)] == [60 * 8, 60 * 8]


def test_no_heads_are_drawn_over_nothing() -> None:
    shown = lines_of(Counts(dataset_of(challenge()), by=["promotion"]), 80)
    assert shown == ["1 défi"]


@pytest.mark.parametrize("arguments", [["list"], ["stats"]])
def test_a_pipe_is_as_wide_as_columns_says_or_80(eig: Eig, arguments: list[str]) -> None:
    command = [*arguments, "--format", "table"]
    shown = {width: eig(*command, env={"COLUMNS": width}).stdout for width in ("60", "80", "100")}
    for width, text in shown.items():
        assert max(map(len, text.splitlines())) == int(width)
    assert eig(*command).stdout == shown["80"]
    assert "\x1b" not in shown["80"]


# Cards


def test_a_card_ends_with_its_last_fact_and_its_sources() -> None:
    sources = (Source(key="k", title="Livre"), Source(key="l", title="Avis", date="2018"))
    listed = ["", "Sources", "1 Livre", "2 Avis, 2018"]
    for citations, end in ((map(cited, sources), listed), ((), [])):
        lines = lines_of(Cards(dataset_of(challenge(note="Rien.", sources=tuple(citations)))))
        assert [line.strip("│ ") for line in lines[-2 - len(end) : -1]] == ["Note   Rien.", *end]


def test_neither_name_nor_label_is_cut_in_a_narrow_terminal(screen: Screen) -> None:
    lines = screen("show", "12", columns=20).splitlines()
    assert "".join(line.strip("│ ") for line in lines[1:3]) == "CoachÉlèves –AssistProf"
    assert "Call closes" in drawn(Call((Programme(name="P" * 100, closes="2018-01-15"),)), 20)


# Statistics


def test_a_number_that_is_not_known_is_a_dash() -> None:
    mixed = dataset_of(
        challenge("a", profiles=seek(cook=5)), challenge("b", profiles=seek(baker=None))
    )
    lines = lines_of(Counts(mixed))
    assert lines[0] == "2 défis, 5 people sought (known for 1 of 2)"
    assert lines[1].split() == ["Défis", "Sought", "%", "défis"]
    assert lines[2:4] == ["", "By role"]
    (cook, one, of_cook), (baker, other, of_baker) = map(row_of, lines[4:6])
    assert (cook, of_cook) == ("cook", ["1", "5", "50%"])
    assert (baker, of_baker) == ("baker", ["1", "–", "50%"])
    assert one == other > 0


@pytest.mark.parametrize(
    ("sought", "recruited", "headline", "heads", "numbers"),
    [
        (
            *((3, 1), (None, None), "2 défis, 4 people sought", "Défis Sought % sought"),
            ("1 3 75%", "1 1 25%"),
        ),
        # Of how many défis a number is stands beside it.
        (
            *((3, 1), (2, None), "2 défis, 4 people sought, 2 people recruited (known for 1 of 2)"),
            "Défis Sought Recruited % sought",
            ("1 3 2 75%", "1 1 – 25%"),
        ),
        # Where only those recruited are known, the bars are of them.
        (
            *((None, None), (3, 1), "2 défis, 4 people recruited"),
            *("Défis Recruited % recruited", ("1 3 75%", "1 1 25%")),
        ),
    ],
)
def test_there_is_a_column_for_each_number_that_is_known_of_any(
    sought: tuple[int | None, ...],
    recruited: tuple[int | None, ...],
    headline: str,
    heads: str,
    numbers: tuple[str, str],
) -> None:
    whole = dataset_of(
        *(
            challenge(
                name.lower(),
                hosts=(host(name),),
                profiles=seek(cook=seeks),
                recruited=seek(cook=hired) if hired else (),
            )
            for name, seeks, hired in zip("MN", sought, recruited, strict=True)
        )
    )
    lines = lines_of(Counts(whole, by=["ministry"]))
    assert [lines[0], " ".join(lines[1].split()), *lines[2:4]] == [
        headline,
        heads,
        "",
        "By host",
    ]
    (_m, longest, of_m), (_n, third, of_n) = map(row_of, lines[4:6])
    assert (" ".join(of_m), " ".join(of_n)) == numbers
    assert third == longest // 3 > 0


@pytest.mark.parametrize("by", DIMENSIONS)
def test_bars_have_the_title_of_what_challenges_are_counted_by(by: str) -> None:
    whole = dataset_of(
        challenge(
            promotion="x",
            year="2018",
            hosts=(Host(ministry="M", families=(Family(code="sea"),)),),
            themes=("x",),
            towns=("x",),
            regions=("x",),
            phase="stopped",
        ),
        programmes=(Programme(name="P", promotion="x", start="2018"),),
    )
    empty, title, line, *_notes = lines_of(Counts(whole, by=[by]))[2:]
    assert (empty, title.startswith("By ")) == ("", True)
    _name, bar, numbers = row_of(line)
    assert (bar > 0, numbers) == (True, ["1", "100%"])
    # There is no title where none of the challenges says it.
    assert title not in drawn(Counts(dataset_of(), by=[by]))


def test_thousands_are_told_apart_wherever_people_are_counted() -> None:
    whole = dataset_of(challenge(profiles=seek(cook=1234), recruited=seek(cook=4321)))
    reports: list[Report] = [Listing(whole), Cards(whole), Counts(whole, whole)]
    for report in reports:
        shown = drawn(report)
        assert "1,234" in shown
        assert not re.search("1234|4321|1\u202f234", shown)


# The calls


@pytest.mark.parametrize(
    ("sources", "end"),
    [
        ((), "╯\n"),
        ((Source(key="k", title="Livre"),), "╯\n\nSources\n1\u00a0Livre\n"),
        (
            (Source(key="k", title="Livre"), Source(key="l", title="Avis", url="https://x.y/")),
            "╯\n\nSources\n1\u00a0Livre\n2\u00a0Avis\nhttps://x.y/\n",
        ),
    ],
)
def test_below_the_programme_stand_the_sources_as_far_as_they_are_known(
    sources: tuple[Source, ...], end: str
) -> None:
    assert drawn(Call((Programme(name="P"),), sources)).endswith(end)


def test_each_of_several_calls_has_a_card_that_begins_with_its_status() -> None:
    shown = drawn(Call((Programme(name="P", closes="2018"), Programme(name="Q", opens="9999-01"))))
    cards = re.findall(r"╭.*?╯", shown, re.DOTALL)
    assert [[line.strip("│ ") for line in card.splitlines()[1:3]] for card in cards] == [
        ["P", CLOSED],
        ["Q", "The call opens in January 9999."],
    ]


def test_who_ran_a_promotion_is_shown_where_all_else_has_room() -> None:
    programme = Programme(name="P", promotion="1", start="2017-01", organiser="Etalab")
    defi = challenge(promotion="1", profiles=seek(cook=2), recruited=seek(cook=3))
    calls = Calls(dataset_of(defi, programmes=(programme,)))
    # That is where words of heads have a line each.
    assert lines_of(calls, 63)[1:4] == [
        "Promotion  Name  Start         Défis  sought  recruited  Run by",
        "─" * 63,
        "1          P     January 2017      1       2          3  Etalab",
    ]
    assert lines_of(calls, 62)[1:4] == [
        "Promotion  Name  Start         Défis  People sought  recruited",
        "─" * 62,
        "1          P     January 2017      1              2          3",
    ]


# Searches, and hostile data


COOK = Profile(skill=skill(english="[b]chef\x1b[1m"), count=1)
EVIL = dataset_of(
    challenge(name="[red]A\x1b[2J", hosts=(host(":smile:\n"),), profiles=(COOK,)),
    programmes=(Programme(name="P\x07", team="\x1b]0;title\x07"),),
)
LONG_SLUG = dataset_of(challenge("a" * 40, profiles=(COOK,)))


@pytest.mark.parametrize(
    ("report", "parts"),
    [
        (
            Listing(EVIL),
            ["[red]A\\x1b[2J", ":smile:\\n", "1 [b]chef\\x1b[1m"],
        ),
        (Cards(EVIL), ["[red]A\\x1b[2J", ":smile:\\n", "1 [b]chef\\x1b[1m"]),
        (Counts(EVIL), ["[b]chef\\x1b[1m "]),
        (Call(EVIL.programmes), ["│ P\\x07 ", "\\x1b]0;title\\x07"]),
        (Calls(EVIL), ["P\\x07 "]),
        # Where there is no room for a table, labels stand beside what they are of.
        (chosen(LONG_SLUG, "slug", "cook"), ["[b]chef\\x1b[1m, sought  1\n"]),
    ],
)
def test_what_a_terminal_would_obey_and_markup_are_shown_as_they_are(
    report: Report, parts: list[str]
) -> None:
    shown = drawn(report, 40 if isinstance(report, Listing) and report.columns else 80)
    assert [part for part in parts if part not in shown] == []
    assert not re.search("[\x1b\x07]", shown)
