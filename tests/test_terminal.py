"""What the screen of a terminal shows."""

import os
import re
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from build import challenge, host, seeking, skill
from build import dataset as dataset_of
from conftest import Eig, Screen

from eigcli import terminal
from eigcli.columns import columns_named
from eigcli.counts import Counts
from eigcli.find import find_by_name
from eigcli.matching import parse_query
from eigcli.model import Dataset, Programme, Source
from eigcli.people import Profile
from eigcli.reports import Call, Calls, Cards, Listing, Report
from eigcli.search import Matches

UNCOUNTED = dataset_of(challenge())
# What stands below a list of the dataset that comes with eigcli.
OVER = "The call is over: it closed on 27 October 2017."
INFERRED = "~ inferred: no source states the whole split."
MORE = "Promotion 2 of 8; --promotion all for the other 118 défis."
COUNTED = "Who was recruited: counted afterwards."


def drawn(report: Report, columns: int = 80) -> str:
    with mock.patch.dict(os.environ, COLUMNS=str(columns)):
        return "".join(terminal.write(report))


# What stands below statistics of défis of which none says how many people it seeks.
BARS = "Bars and percent are of défis. “–” is not known of every défi."

_BLOCKS = "▏▎▍▌▋▊▉█"


def row_of(line: str) -> tuple[str, int, list[str]]:
    """Return what stands on a line of statistics: its name, how long its bar is, and its numbers.

    The bar is measured in eighths of a column.
    """
    found = re.fullmatch(rf"(.*?) +([{_BLOCKS}]*)((?: +[\d–]+)+%)", line)
    assert found, line
    name, bar, numbers = found.groups()
    return name, sum(_BLOCKS.index(block) + 1 for block in bar), numbers.split()


def test_a_narrow_list_has_three_lines_for_each_challenge(screen: Screen, bundled: Dataset) -> None:
    lines = screen("list", columns=80).splitlines()
    # Tagline and ministry are on one line each, cut at a word where there is no room.
    assert lines[:3] == [
        " 1  PrédiSauvetage                                  1 data scientist, 1 designer",
        "    développer des algorithmes prédictifs pour prévenir les accidents maritimes",
        "    Ministère de la Transition écologique et solidaire            predisauvetage",
    ]
    assert lines[6:9] == [
        " 3  Gobelins                                             1 developer, 1 designer",
        "    concevoir une interface de recherche et de recensement du patrimoine du…",
        "    Ministère de la Culture                                             gobelins",
    ]
    assert lines[36:40] == [
        "13  dataESR                                     ~1 data scientist, ~2 developers",
        "    développer une plateforme d’aide à l’analyse des données pour éclairer les…",
        "    Ministère de l’Enseignement supérieur, de la Recherche et de…        dataesr",
        "",
    ]
    for listed, name, last in zip(bundled.challenges, lines[:39:3], lines[2:39:3], strict=True):
        assert name.startswith(f"{listed.number:>2}  {listed.name}  ")
        assert last.endswith(f"  {listed.slug}")
        assert len(last) == len(name) == 80


def test_the_list_is_a_table_with_taglines_from_160_columns_on(screen: Screen) -> None:
    narrow = screen("list", columns=159).splitlines()
    assert narrow[0].split() == ["1", "PrédiSauvetage", "1", "data", "scientist,", "1", "designer"]
    # No line is so long that the eye loses it.
    assert len(narrow[0]) == 120
    wide = screen("list", columns=160).splitlines()
    assert wide[0].split() == ["#", "Défi", "Tagline", "Host", "Seeks"]
    assert set(wide[1]) == {"─"}


def test_what_has_no_room_beside_the_name_stands_below_it_at_the_right() -> None:
    whole = dataset_of(challenge(name="x" * 20, hosts=(host("y" * 15),), profiles=seeking(cook=2)))
    name, sought, ministry = "x" * 20, "2 cook", "y" * 15
    assert drawn(Listing(whole), 32).splitlines()[:2] == [
        f"    {name}  {sought}",
        f"    {ministry}            a",
    ]
    assert drawn(Listing(whole), 31).splitlines()[:3] == [
        f"    {name}",
        f"{'':25}{sought}",
        f"    {ministry}           a",
    ]


def test_several_ministries_are_named_once_each_in_a_narrow_list() -> None:
    hosts = (host("M", "D"), host("N"), host("M", "E"))
    lines = drawn(Listing(dataset_of(challenge(hosts=hosts)))).splitlines()
    assert lines[1].split() == ["M;", "N", "a"]


def test_a_host_that_has_no_room_beside_a_long_slug_has_a_line_of_its_own() -> None:
    """An ellipsis alone says nothing."""
    told = challenge("x" * 30, hosts=(host("Ministère de la Culture"),))
    assert drawn(Listing(dataset_of(told)), 40).splitlines()[1:3] == [
        "    Ministère de la Culture",
        f"{'':10}{'x' * 30}",
    ]


@pytest.mark.parametrize("columns", [80, 160])
def test_people_that_are_inferred_are_marked_and_the_mark_is_explained(columns: int) -> None:
    two = seeking(cook=2, baker=1)
    stated = challenge("a", profiles=two, basis="stated")
    inferred = challenge("b", profiles=two, basis="inferred")
    unsaid = challenge("c", profiles=two)
    both = dataset_of(stated, inferred)
    shown = drawn(Listing(both), columns)
    assert re.findall(r"~?\d (?:cook|baker)", shown.split("\n\n")[0]) == [
        *("2 cook", "1 baker", "~2 cook", "~1 baker"),
    ]
    assert shown.endswith(f"\n\n2 défis, 6 profiles: 4 cook, 2 baker\n{INFERRED}\n")
    # Where nothing is marked, nothing is explained.
    assert "~" not in drawn(Listing(dataset_of(stated, unsaid)), columns)
    assert "~" not in drawn(Listing(both, columns_named(both, ["profiles", "basis"])), columns)


@pytest.mark.parametrize("columns", [80, 160])
def test_a_word_that_is_found_where_the_list_does_not_show_it_is_told_with_its_field(
    columns: int,
) -> None:
    told = challenge(tagline="nourrir", expertise=("pain", "soupe aux choux"))
    whole = dataset_of(told)
    searched = Listing(whole, matches=Matches(parse_query("soupe nourrir")))
    shown = drawn(searched, columns)
    assert "Expertise: soupe aux choux" in shown
    # What is shown already is not told again.
    assert [shown.count(word) for word in ("soupe", "nourrir", "Tagline: ")] == [1, 1, 0]
    assert "soupe" not in drawn(Listing(whole), columns)


def test_the_list_uses_the_room_of_200_columns(screen: Screen) -> None:
    lines = screen("list", columns=200).splitlines()
    assert lines[0].split() == ["#", "Défi", "Tagline", "Host", "Seeks"]
    assert "Direction des affaires maritimes" in lines[3]
    assert "développer des algorithmes prédictifs pour prévenir" in lines[2]


def test_the_list_ends_with_its_totals(screen: Screen) -> None:
    assert (
        "\n\n13 défis, 27 profiles: "
        "8 developers, 5 designers, 11 data scientists, 2 geomaticians, 1 digital project manager\n"
    ) in screen("list", columns=160)


def test_the_totals_are_those_of_the_selection(screen: Screen) -> None:
    lines = screen("list", "--ministry", "armées").splitlines()
    assert lines[-5:-3] == ["", "1 défi, 2 profiles: 2 geomaticians"]


def test_a_list_ends_with_what_a_reader_must_know_of_the_call_and_where_others_are(
    screen: Screen,
) -> None:
    listed = screen("list", "--ministry", "armées").splitlines()
    assert listed[-3:] == [OVER, INFERRED, MORE]
    # The columns that are chosen have no marks.
    chosen = screen("list", "--ministry", "armées", "--columns", "name").splitlines()
    assert chosen[-3:] == ["1 défi, 2 profiles: 2 geomaticians", OVER, MORE]
    # Who asks for a promotion knows of the others.
    asked = screen("list", "--promotion", "2", "--ministry", "armées").splitlines()
    assert asked[-2:] == [OVER, INFERRED]


SELECTED = "Promotion 6: people sought are those selected; the call gave no numbers."
CLOSED = "The call is over: it closed in 2018."


def promotions(*, several: bool) -> Dataset:
    """Return a dataset of promotion 6, which is over, and where there are several of another."""
    six = Programme(name="P", promotion="6", closes="2018", counted="selected")
    others = [challenge("b", promotion="dig"), challenge("c")] if several else []
    dig = [Programme(name="Q", promotion="dig", closes="2018")] if several else []
    return dataset_of(challenge("a", promotion="6"), *others, programmes=(six, *dig))


@pytest.mark.parametrize(
    ("several", "totals", "said"),
    [(False, "1 défi", f"{SELECTED}\n{CLOSED}\n"), (True, "3 défis", f"{SELECTED}\n")],
)
def test_what_a_reader_must_know_stands_below_a_list_cards_numbers_and_promotions(
    *, several: bool, totals: str, said: str
) -> None:
    whole = promotions(several=several)
    assert drawn(Listing(whole)).endswith(f"\n\n{totals}\n{said}")
    assert drawn(Listing(whole, hint="There are more.")).endswith(f"{said}There are more.\n")
    assert drawn(Cards(whole)).endswith(f"─╯\n{said}")
    assert drawn(Counts(whole, whole)).endswith(f"%\n\n{BARS}\n{said}")
    assert drawn(Calls(whole)).endswith(f"\n\n{said}")


@pytest.mark.parametrize(
    ("report", "end"),
    [
        (Listing(UNCOUNTED), "\n\n1 défi\n"),
        (Cards(UNCOUNTED), "─╯\n"),
        (Counts(UNCOUNTED, UNCOUNTED), f"  100%\n\n{BARS}\n"),
        (Calls(dataset_of(challenge())), "─\n"),
    ],
)
def test_nothing_stands_below_where_there_is_nothing_to_know(report: Report, end: str) -> None:
    shown = drawn(report)
    assert shown.endswith(end)
    assert shown == shown.rstrip("\n") + "\n"


def test_the_promotion_has_a_column_where_there_are_several() -> None:
    lines = drawn(Listing(promotions(several=True)), 160).splitlines()
    assert lines[0].split() == ["Promotion", "Défi", "Tagline", "Host", "Seeks"]
    assert [line[:12] for line in lines[2:8]] == [
        "6          A",
        "           a",
        "dig        B",
        "           b",
        "           C",
        "           c",
    ]
    alone = drawn(Listing(promotions(several=False)), 160).splitlines()
    assert alone[0].split() == ["Défi", "Tagline", "Host", "Seeks"]
    unknown = drawn(Listing(UNCOUNTED), 160).splitlines()
    assert unknown[0].split() == ["Défi", "Tagline", "Host", "Seeks"]


def test_a_narrow_list_says_the_promotion_where_there_are_several() -> None:
    lines = drawn(Listing(promotions(several=True))).splitlines()
    assert [line.split() for line in lines[1:6:2]] == [
        ["M", "promotion", "6", "·", "a"],
        ["M", "promotion", "dig", "·", "b"],
        ["M", "c"],
    ]
    assert "promotion 6" not in drawn(Listing(promotions(several=False)))


def test_several_promotions_are_told_apart_where_those_chosen_are_of_one(screen: Screen) -> None:
    """Whoever asked for all of them does not know which it is."""
    shown = screen("list", "--promotion", "all", "--search", "hopkins")
    assert shown.splitlines()[2].endswith("  promotion 2 · hopkins")


def test_a_narrow_terminal_cuts_neither_names_nor_slugs_nor_roles(screen: Screen) -> None:
    lines = screen("list", "-m", "armées", columns=22).splitlines()
    assert lines[:2] == [" 5  b@liseNAV", "       ~2 geomaticians"]
    assert lines[2].startswith("    élaborer")
    assert lines[2].endswith("…")
    assert lines[3 : lines.index("")][-1].endswith("  balisenav")


@pytest.mark.parametrize("columns", [1, 3, 12])
def test_the_narrowest_terminal_loses_nothing(screen: Screen, tmp_path: Path, columns: int) -> None:
    """Not even what takes two columns of the screen."""
    data = tmp_path / "d.yaml"
    said = "slug: wxz, name: 字字, number: 7, ministry: M, profiles: {cook: 4}"
    data.write_text(f"challenges: [{{{said}}}]", encoding="utf-8")
    command = ["list", "--data", str(data)]
    # The totals below say "4" twice.
    listed = screen(*command, columns=columns)
    assert [listed.count(letter) for letter in "7wxz字M4"] == [1, 1, 1, 1, 2, 1, 3]
    chosen = screen(*command, "--columns", "slug,name,cook", columns=columns)
    assert [chosen.count(letter) for letter in "wxz字4"] == [1, 1, 1, 2, 3]


def test_numbers_have_a_column_where_a_challenge_has_one() -> None:
    whole = dataset_of(*UNCOUNTED.challenges, challenge("b", number=12))
    lines = drawn(Listing(whole), 160).splitlines()
    assert [lines[0][:5], *(line[:5] for line in lines[2:6])] == [
        " #  D",
        "    A",
        "    a",
        "12  B",
        "    b",
    ]
    assert drawn(Listing(UNCOUNTED), 160).startswith("Défi")


def test_a_narrow_list_has_numbers_before_the_names() -> None:
    those = (challenge("a"), challenge("b", number=7), challenge("c", number=112))
    lines = drawn(Listing(dataset_of(*those))).splitlines()
    assert [line[:6] for line in lines[:6:2]] == ["    A ", " 7  B ", "112  C"]


@pytest.mark.parametrize("width", [40, 50, 60, 80])
@pytest.mark.parametrize(
    "names", [["slug", "name", "recruited_total"], ["number", "sought", "themes", "basis"]]
)
def test_no_chosen_column_is_wrapped_by_the_terminal(
    bundled: Dataset, names: list[str], width: int
) -> None:
    lines = drawn(Listing(bundled, columns_named(bundled, names)), width).splitlines()
    assert max(map(len, lines)) <= width


@pytest.mark.parametrize("env", [{}, {"FORCE_COLOR": "1"}])
def test_no_line_of_the_list_ends_with_spaces(eig: Eig, env: dict[str, str]) -> None:
    listed = eig("list", "--format", "table", env=env).stdout
    assert ("\x1b[" in listed) == bool(env)
    lines = re.sub(r"\x1b\[[0-9;]*m", "", listed).splitlines()
    assert [line.rstrip() for line in lines] == lines


@pytest.mark.parametrize("width", [60, 170, 200])
def test_a_word_too_long_for_its_place_is_folded_and_not_cut(width: int) -> None:
    """Each of the words has a letter of its own."""
    name, ministry, department, role, tagline = (letter * 300 for letter in "αβγδε")
    long = challenge(
        name=name,
        hosts=(host(ministry, department),),
        profiles=(Profile(skill(role)),),
        tagline=tagline,
    )
    whole = dataset_of(long)
    columns = columns_named(whole, ["name", "ministries", "departments", "skills", "tagline"])
    reports: list[tuple[Report, str]] = [
        (Listing(whole, columns), "αβγδε"),
        (Cards(whole), "αβγδε"),
        (Counts(whole, whole), "βδ"),
        (Call((Programme(name=name, team=tagline),)), "αε"),
    ]
    if width >= 160:
        reports.append((Listing(whole), "αβγδε"))
    for report, letters in reports:
        shown = drawn(report, width)
        assert {letter: shown.count(letter) for letter in letters} == dict.fromkeys(letters, 300)
        assert "…" not in shown


def test_a_narrow_list_cuts_nothing_but_taglines_and_hosts() -> None:
    name, ministry, role, tagline = (letter * 300 for letter in "αβδε")
    long = challenge(
        "x" * 300, name, hosts=(host(ministry),), profiles=(Profile(skill(role)),), tagline=tagline
    )
    shown = drawn(Listing(dataset_of(long)), 60)
    assert [shown.count(letter) for letter in "αδx"] == [300, 300, 300]
    assert f"\n    {'ε' * 55}…\n" in shown
    assert shown.count("…") == 2


ADDRESS = f"https://example.org/{'x' * 100}?y"


@pytest.mark.parametrize("width", [1, 20, 60, 159, 160, 1000])
def test_an_address_is_never_cut(width: int) -> None:
    """Not even where its line is longer than the screen: the terminal wraps it, and copies it."""
    book = Source(key="k", title="Livre " * 40, url=ADDRESS)
    told = challenge(
        name="Un long nom " * 10,
        page=ADDRESS,
        note=f"Un long texte, voir {ADDRESS} et la suite",
        sources=(book,),
    )
    whole = dataset_of(told)
    reports: list[tuple[Report, int]] = [
        (Listing(whole, columns_named(whole, ["name", "page", "towns"])), 1),
        (Listing(whole, columns_named(whole, ["sources", "name", "page", "note"])), 3),
        (Cards(whole), 2),
        (Call((Programme(name="P", apply=ADDRESS),), (book,)), 2),
    ]
    for report, times in reports:
        assert drawn(report, width).count(ADDRESS) == times


@pytest.mark.parametrize(("width", "below"), [(57, False), (56, True)])
def test_an_address_that_does_not_fit_into_its_card_stands_below_it(
    width: int, *, below: bool
) -> None:
    address = f"https://example.org/{'x' * 24}"
    told = challenge(page=address, product="https://x.y/")
    shown = drawn(Cards(dataset_of(told)), width)
    assert (f"│ Page     {address} │" in shown) == (not below)
    assert shown.endswith(f"╯\nPage\n{address}\n" if below else "╯\n")
    # The others stay within.
    assert "│ Product  https://x.y/ " in shown


def test_a_label_is_never_broken() -> None:
    assert "Call closes" in drawn(Call((Programme(name="P" * 100, closes="2018-01-15"),)), 20)


def test_a_card_says_everything(screen: Screen) -> None:
    shown = screen("show", "lab-sante", "7")
    assert "│ Lab Santé  " in shown
    assert "│ Hopkins  " in shown
    assert "│ participer à la création d’une cellule" in shown
    assert "│ Promotion        2  " in shown
    assert "│ Host             Ministère des Solidarités et de la Santé, Direction" in shown
    assert "│                  Ministère du Travail, Direction" in shown
    assert "│ Town             Paris" in shown
    assert "│ Seeks            1 data scientist" in shown
    assert "│ How sure         inferred: no source states the whole split" in shown
    assert "│ Recruited        3 data scientists" in shown
    assert "│ Later expertise  Data science" in shown
    assert "│ Funded by        the programme" in shown
    # The titles of its sources come last, and below the box what does not fit into it.
    assert (
        "│ Sources: Relevez le défi : devenez entrepreneur.e d’intérêt général ! ·      │" in shown
    )
    assert (
        "│ programme, promotions 1 à 4 (données des défis)                              │\n╰"
        in shown
    )
    former = "https://entrepreneur-interet-general.etalab.gouv.fr/defis/2018/labsante.html"
    assert f"╯\nFormer page\n{former}\n╭" in shown
    assert shown.splitlines()[-2:] == [OVER, COUNTED]
    assert "…" not in shown


def test_a_card_without_sources_ends_with_its_last_fact() -> None:
    sources = (Source(key="k", title="Livre"), Source(key="l", title="Avis", date="2018"))
    cited = drawn(Cards(dataset_of(challenge(note="Rien.", sources=sources)))).splitlines()
    assert [line.strip("│ ") for line in cited[-4:-1]] == [
        "Note   Rien.",
        "",
        "Sources: Livre · Avis",
    ]
    bare = drawn(Cards(dataset_of(challenge(note="Rien.")))).splitlines()
    assert bare[-2].strip("│ ") == "Note   Rien."


def test_a_card_in_a_narrow_terminal_has_its_whole_name(screen: Screen) -> None:
    lines = screen("show", "12", columns=20).splitlines()
    assert "".join(line.strip("│ ") for line in lines[1:3]) == "CoachÉlèves –AssistProf"


def test_bars_are_of_challenges_where_some_profiles_are_not_counted() -> None:
    mixed = dataset_of(
        challenge("a", profiles=seeking(cook=5)), challenge("b", profiles=seeking(baker=None))
    )
    lines = drawn(Counts(mixed, mixed)).splitlines()
    assert lines[0] == "2 défis"
    assert lines[1].split() == ["Défis", "Sought", "%", "défis"]
    assert lines[2:4] == ["", "By role"]
    # How many bakers are sought is not known: a dash.
    (cook, one, of_cook), (baker, other, of_baker) = map(row_of, lines[4:6])
    assert (cook, of_cook) == ("cook", ["1", "5", "50%"])
    assert (baker, of_baker) == ("baker", ["1", "–", "50%"])
    assert one == other > 0


@pytest.mark.parametrize(
    ("recruited", "heads", "numbers"),
    [
        ({}, ["Défis", "Sought", "%", "sought"], [["1", "3", "75%"], ["1", "1", "25%"]]),
        # Who recruited nobody that is known of: nothing is said of the others either.
        (
            {"cook": 2},
            ["Défis", "Sought", "Recruited", "%", "sought"],
            [["1", "3", "2", "75%"], ["1", "1", "–", "25%"]],
        ),
    ],
)
def test_there_is_a_column_of_those_recruited_where_any_are_known(
    recruited: dict[str, int], heads: list[str], numbers: list[list[str]]
) -> None:
    whole = dataset_of(
        challenge("a", profiles=seeking(cook=3), recruited=seeking(**recruited)),
        challenge("b", hosts=(host("N"),), profiles=seeking(cook=1)),
    )
    lines = drawn(Counts(whole, whole, ["ministry"])).splitlines()
    assert lines[0] == "2 défis, 4 people sought"
    assert lines[1].split() == heads
    assert lines[2:4] == ["", "By ministry"]
    assert [row_of(line)[2] for line in lines[4:6]] == numbers


def test_where_only_those_recruited_are_known_the_bars_are_of_them() -> None:
    whole = dataset_of(
        challenge("a", recruited=seeking(cook=3)),
        challenge("b", hosts=(host("N"),), recruited=seeking(cook=1)),
    )
    lines = drawn(Counts(whole, whole, ["ministry"])).splitlines()
    assert lines[0] == "2 défis, 4 people recruited"
    assert lines[1].split() == ["Défis", "Sought", "Recruited", "%", "recruited"]
    (m, longest, of_m), (n, third, of_n) = map(row_of, lines[4:6])
    assert (m, of_m) == ("M", ["1", "–", "3", "75%"])
    assert (n, of_n) == ("N", ["1", "–", "1", "25%"])
    assert third == longest // 3 > 0


@pytest.mark.parametrize(
    ("by", "title"),
    [
        ("promotion", "By promotion"),
        ("skill", "By role"),
        ("ministry", "By ministry"),
        ("theme", "By theme"),
        ("town", "By town"),
    ],
)
def test_bars_have_the_title_of_what_challenges_are_counted_by(by: str, title: str) -> None:
    told = challenge(
        hosts=(host("x"),),
        profiles=seeking(x=None),
        promotion="x",
        themes=("x",),
        towns=("x",),
    )
    lines = drawn(Counts(dataset_of(told), dataset_of(told), [by])).splitlines()
    assert lines[2:4] == ["", title]
    name, bar, numbers = row_of(lines[4])
    assert (name, bar > 0, numbers) == ("x", True, ["1", "–", "100%"])
    # There is no title where none of the challenges says it.
    bare = dataset_of()
    assert title not in drawn(Counts(bare, bare, [by]))


@pytest.mark.parametrize(
    ("by", "fields", "counts_for_each"),
    [
        ("ministry", {"hosts": (host("M"), host("N"))}, True),
        ("ministry", {"hosts": (host("M", "D"), host("M", "E"))}, False),
        ("theme", {"themes": ("x", "y")}, True),
        ("town", {"towns": ("x", "y")}, True),
        ("town", {"towns": ("x",)}, False),
        ("skill", {"profiles": seeking(cook=1, baker=1)}, False),
    ],
)
def test_a_reader_is_told_where_a_challenge_counts_more_than_once(
    *, by: str, fields: dict[str, Any], counts_for_each: bool
) -> None:
    whole = dataset_of(challenge(**fields))
    shown = drawn(Counts(whole, whole, [by, "promotion"]))
    note = "A défi of several ministries, themes or towns counts for each."
    assert shown.splitlines().count(note) == int(counts_for_each)


def test_a_reader_is_told_how_sure_it_is_of_how_many_whom_they_seek() -> None:
    bases = ("stated", "inferred", None, None)
    whole = dataset_of(*(challenge(f"a{n}", basis=basis) for n, basis in enumerate(bases)))
    told = (
        "Who is sought, of 4 défis: stated by a source for 1, inferred for 1, not specified for 2."
    )
    assert drawn(Counts(whole, whole), 100).splitlines()[-1] == told


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"profiles": seeking(cook=1)}, "Bars and percent are of people sought."),
        (
            {"recruited": seeking(cook=1)},
            "Bars and percent are of people recruited. “–” is not known of every défi.",
        ),
        ({}, "Bars and percent are of défis. “–” is not known of every défi."),
    ],
)
def test_a_reader_is_told_what_the_bars_are_parts_of(fields: dict[str, Any], told: str) -> None:
    whole = dataset_of(challenge(**fields))
    assert told in drawn(Counts(whole, whole)).splitlines()


def test_columns_that_have_no_room_are_a_line_each_and_addresses_whole() -> None:
    page = f"https://example.org/{'x' * 60}"
    two = (challenge("a", page=page, tagline="un deux trois"), challenge("b", towns=("Brest",)))
    whole = dataset_of(*two)
    columns = columns_named(whole, ["slug", "tagline", "towns", "page"])
    assert drawn(Listing(whole, columns), 30).splitlines() == [
        *("Slug     a", "Tagline  un deux trois", "Page", page, "", "Slug     b", "Town     Brest"),
        *("", "2 défis"),
    ]


def test_that_challenges_count_more_than_once_is_said_once() -> None:
    whole = dataset_of(challenge(themes=("x", "y"), towns=("x", "y")))
    assert drawn(Counts(whole, whole, ["theme", "town"])).count("counts for each") == 1


@pytest.mark.parametrize("width", [400, 1000])
def test_no_bar_is_longer_than_60_columns(width: int) -> None:
    *_, role, _, _, ministry, _, _ = (
        drawn(Counts(UNCOUNTED, UNCOUNTED), width).rstrip().splitlines()
    )
    assert [row_of(line)[1] for line in (role, ministry)] == [60 * 8, 60 * 8]


@pytest.mark.parametrize("columns", [60, 100, 200])
def test_the_width_is_that_of_the_terminal(screen: Screen, columns: int) -> None:
    shown = screen(line="eig list", columns=columns)
    assert columns - 10 < max(map(len, shown.splitlines())) <= columns
    assert shown == screen("list", columns=columns)


@pytest.mark.parametrize("columns", ["0", "²", "-3", "wide", ""])
def test_a_width_that_is_none_is_not_believed(screen: Screen, columns: str) -> None:
    assert "PrédiSauvetage" in screen("list", env={"COLUMNS": columns, "LINES": columns})


def test_no_screen_is_believed_to_be_wider_than_a_thousand_columns(screen: Screen) -> None:
    shown = screen("stats", "-m", "culture", env={"COLUMNS": "99999999"})
    assert max(map(len, shown.splitlines())) == 1000


def test_a_card_is_not_wider_than_a_page(screen: Screen) -> None:
    assert max(map(len, screen("show", "1", columns=200).splitlines())) == 100


def test_profiles_that_nobody_counted_are_not_added_up() -> None:
    assert drawn(Listing(UNCOUNTED)).splitlines()[-1] == "1 défi"


def test_chosen_columns_make_a_table_that_has_them_in_order(screen: Screen) -> None:
    shown = screen("list", "--columns", "designer,slug,ministries", "-s", "ux", "-m", "travail")
    assert shown.splitlines() == [
        "designer, sought  Slug       Ministries",
        "─" * 69,
        # Numbers stand at the right.
        "               1  lab-sante  Ministère des Solidarités et de la Santé",
        "                             Ministère du Travail",
        "",
        "1 défi, 2 profiles: 1 designer, 1 data scientist",
        OVER,
        MORE,
    ]


@pytest.mark.parametrize("arguments", [["list"], ["stats"]])
def test_a_pipe_is_as_wide_as_columns_says_or_80(eig: Eig, arguments: list[str]) -> None:
    command = [*arguments, "--format", "table"]
    widths = {}
    for columns in ("60", "80", "100"):
        shown = eig(*command, env={"COLUMNS": columns}).stdout
        widths[columns] = max(map(len, shown.splitlines()))
    assert widths == {"60": 60, "80": 80, "100": 100}
    shown = eig(*command).stdout
    assert shown == eig(*command, env={"COLUMNS": "80"}).stdout
    assert "\x1b" not in shown


def test_a_wide_table_cuts_nothing(eig: Eig, bundled: Dataset) -> None:
    listed = eig("list", "--format", "table", env={"COLUMNS": "160"}).stdout
    lines = listed.splitlines()
    # Each column is one below the other: what is cut out of the middle of it is all of its text.
    start, end = lines[0].index("Tagline"), lines[0].index("Host")
    rows = lines[2 : lines.index("")]
    taglines = " ".join(" ".join(line[start:end] for line in rows).split())
    assert taglines == " ".join(told.tagline or "" for told in bundled.challenges)


def test_thousands_are_told_apart_wherever_people_are_counted() -> None:
    whole = dataset_of(challenge(profiles=seeking(cook=1234), recruited=seeking(cook=4321)))
    reports: list[Report] = [Listing(whole), Cards(whole), Counts(whole, whole)]
    for report in reports:
        shown = drawn(report)
        assert "1\u202f234" in shown
        assert not re.search("1234|4321|1,234", shown)


def test_statistics_are_bars_as_long_as_what_they_count(screen: Screen) -> None:
    lines = screen("stats", "-p", "2", columns=80).splitlines()
    assert lines[:9] == [
        "13 défis, 27 people sought, 28 people recruited",
        "                                              Défis  Sought  Recruited  % sought",
        "",
        "By role",
        "data scientist                     █████████      8      11         14       41%",
        "developer                          ██████▌        7       8         11       30%",
        "designer                           ████           5       5          3       19%",
        "geomatician                        █▋             1       2          0        7%",
        "digital project manager            ▊              1       1          0        4%",
    ]
    assert lines[9:12] == [
        "",
        "By ministry",
        "Ministère de l’Intérieur           █████████      2       4          4       15%",
    ]
    assert lines[-9:] == [
        "",
        "Bars and percent are of people sought.",
        "A défi of several ministries, themes or towns counts for each.",
        "The défis of the call add up to what was announced: 13 défis, 27 profiles: 8",
        "developers, 5 designers, 11 data scientists, 2 geomaticians, 1 digital project",
        "manager",
        "Who is sought, of 13 défis: stated by a source for 7, inferred for 6.",
        OVER,
        COUNTED,
    ]


def test_statistics_are_those_of_the_selection(screen: Screen) -> None:
    shown = screen("stats", "--ministry", "armées", columns=80)
    lines = shown.splitlines()
    assert lines[0] == "1 défi, 2 people sought, 2 people recruited"
    # The one role was sought, and the other recruited.
    assert row_of(lines[5]) == ("data scientist", 0, ["0", "0", "2", "0%"])
    geomatician, longest, numbers = row_of(lines[4])
    assert (geomatician, numbers) == ("geomatician", ["1", "2", "0", "100%"])
    assert row_of(lines[8]) == ("Ministère des Armées", longest, ["1", "2", "2", "100%"])
    assert longest > 0
    assert "several ministries" not in shown
    assert "\nThe défis of the call add up to what was announced: 13 défis, 27 profiles: " in shown


def test_where_profiles_are_not_counted_the_bars_are_of_challenges() -> None:
    shown = drawn(Counts(UNCOUNTED, UNCOUNTED))
    first, heads, _, by_skill, cook, _, by_ministry, ministry, _, told = shown.rstrip().splitlines()
    assert told == BARS
    assert (first, by_skill, by_ministry) == ("1 défi", "By role", "By ministry")
    assert heads.split() == ["Défis", "Sought", "%", "défis"]
    name, longest, numbers = row_of(cook)
    assert (name, longest > 0, numbers) == ("cook", True, ["1", "–", "100%"])
    assert row_of(ministry) == ("M", longest, ["1", "–", "100%"])


def test_statistics_of_no_challenge_have_no_bars(bundled: Dataset) -> None:
    none = find_by_name(bundled, [])
    counted, heads, _, said = drawn(Counts(none, bundled), 200).rstrip().splitlines()
    assert (counted, heads.split()) == ("0 défis", ["Défis", "%", "défis"])
    assert said.startswith("The défis of the call add up to what was announced: 13 défis, ")


def test_statistics_say_where_the_announced_totals_are_not_met(bundled: Dataset) -> None:
    part = find_by_name(bundled, ["hopkins"])
    shown = drawn(Counts(part, part))
    assert "\nThe défis of the call do not add up to what was announced: 13 défis, " in shown


def test_the_programme_is_a_card(screen: Screen, bundled: Dataset) -> None:
    lines = screen("programme", columns=80).splitlines()
    assert [line.strip("│ ") for line in lines[1:11]] == [
        "Entrepreneurs d’intérêt général",
        OVER,
        "",
        "Acronym       EIG",
        "Promotion     2",
        "Run by        Etalab",
        "Call opens    27 September 2017",
        "Call closes   27 October 2017, 17:00 (UTC+02:00)",
        "Start         January 2018",
        "Length        10 months",
    ]
    end = next(number for number, line in enumerate(lines) if line.startswith("╰"))
    assert {len(line) for line in lines[: end + 1]} == {80}
    assert (
        lines[end - 1].strip("│ ")
        == "· Site du programme Entrepreneur·e·s d’intérêt général, pages des défis"
    )
    # All that the dataset was taken from, each with its address on a line of its own.
    assert lines[end + 1 : end + 4] == [
        "",
        "Sources",
        "Relevez le défi : devenez entrepreneur.e d’intérêt général !, 2017",
    ]
    addresses = [source.url for source in bundled.sources if source.url]
    assert [line for line in lines[end:] if line.startswith("https:")] == addresses


@pytest.mark.parametrize(
    ("sources", "end"),
    [
        ((), "╯\n"),
        ((Source(key="k", title="Livre"),), "╯\n\nSources\nLivre\n"),
        (
            (Source(key="k", title="Livre"), Source(key="l", title="Avis", url="https://x.y/")),
            "╯\n\nSources\nLivre\nAvis\nhttps://x.y/\n",
        ),
    ],
)
def test_below_the_programme_stand_the_sources_as_far_as_they_are_known(
    sources: tuple[Source, ...], end: str
) -> None:
    assert drawn(Call((Programme(name="P"),), sources)).endswith(end)


def test_each_of_several_calls_has_a_card_that_begins_with_whether_it_is_over() -> None:
    shown = drawn(
        Call(
            (
                Programme(name="P", closes="2018"),
                Programme(name="Q", opens="9999-01"),
                Programme(name="R", opens="2018", closes="9999"),
                Programme(name="S"),
            )
        )
    )
    assert [card.splitlines()[1].strip("│ ") for card in cards_in(shown)] == ["P", "Q", "R", "S"]
    assert [card.splitlines()[2].strip("│ ") for card in cards_in(shown)] == [
        CLOSED,
        "The call opens in January 9999.",
        "The call is open until the end of 9999.",
        "The dataset does not say when the call closes.",
    ]


def cards_in(shown: str) -> list[str]:
    return re.findall(r"╭.*?╯", shown, re.DOTALL)


def test_the_promotions_are_a_line_each_with_numbers_at_the_right() -> None:
    calls = Calls(
        dataset_of(
            challenge("a", promotion="1", profiles=seeking(cook=12), recruited=seeking(cook=5)),
            challenge("b", promotion="dig"),
            programmes=(
                Programme(name="Premier", promotion="1", start="2017-01", organiser="Etalab"),
                Programme(name="Second", promotion="dig"),
            ),
        )
    )
    assert drawn(calls).splitlines()[:4] == [
        "Promotion  Name     Start         Défis  People sought  People recruited  Run by",
        "─" * 80,
        "1          Premier  January 2017      1             12                 5  Etalab",
        "dig        Second                     1",
    ]


def test_every_promotion_that_comes_with_eigcli_is_listed(screen: Screen) -> None:
    lines = screen("promotions", columns=200).splitlines()
    assert [line.split()[0] for line in lines[2:10]] == ["1", "2", "3", "dig", "4", "5", "6", "7"]
    assert lines[10:] == ["", SELECTED]


def highlighted(listed: str) -> list[str]:
    """Return what stands on yellow, line by line."""
    return re.findall(r"\x1b\[[0-9;]*\b43m(.*?)\x1b\[0m", listed)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["-q", "sante"], ["Santé", "santé", "Santé"]),
        (["-q", "lab SOLIDARITES"], ["Lab", "Solidarités"]),
        (["-q", "geomatician"], ["geomaticians"]),
        (["-q", "sante", "--columns", "ministries,name"], ["Santé", "Santé"]),
        (["-q", "ergonomie", "-q", "accueil", "-c", "expertise"], ["ergonomie"]),
        (["-s", "designer", "-m", "travail"], []),
    ],
)
def test_the_words_searched_for_are_highlighted(
    eig: Eig, arguments: list[str], words: list[str]
) -> None:
    env = {"FORCE_COLOR": "1", "TERM": "xterm-256color"}
    listed = eig("list", "--format", "table", *arguments, env=env).stdout
    assert "\x1b[" in listed
    assert highlighted(listed) == words


def test_what_a_terminal_would_obey_and_markup_are_shown_as_they_are() -> None:
    cook = Profile(skill(english="[b]chef\x1b[1m"), 1)
    evil = challenge(name="[red]A\x1b[2J", hosts=(host(":smile:\n"),), profiles=(cook,))
    programme = Programme(name="P\x07", team="\x1b]0;title\x07")
    whole = dataset_of(evil, programmes=(programme,))
    reports = Listing(whole, hint="\x1b[2J"), Cards(whole), Counts(whole, whole)
    shown = [drawn(report) for report in (*reports, Call((programme,)), Calls(whole))]
    assert not [text for text in shown if "\x1b" in text or "\x07" in text]
    for part in ("[red]A\\x1b[2J", ":smile:\\n", "1 [b]chef\\x1b[1m"):
        assert part in shown[0]
        assert part in shown[1]
    assert "[b]chef\\x1b[1m " in shown[2]
    assert "│ P\\x07 " in shown[3]
    assert "\\x1b]0;title\\x07" in shown[3]
    assert shown[0].endswith("\n\\x1b[2J\n")
    # Where there is no room for a table, labels stand beside what they are of.
    long = dataset_of(challenge("a" * 40, profiles=(cook,)))
    row = drawn(Listing(long, columns_named(long, ["slug", "cook"])), 40)
    assert "[b]chef\\x1b[1m, sought  1\n" in row
    assert "\x1b" not in row
    assert " P\\x07" in shown[4]


def test_a_list_of_nothing_is_not_drawn(screen: Screen) -> None:
    shown = screen("list", "--skill", "designer", "--ministry", "armées")
    assert shown == (
        "eig: no défi meets all of this together; défis that meet each: --skill 5,\n"
        "--ministry 1. 3 défis of other promotions match: --promotion all"
    )


@pytest.mark.parametrize("columns", [40, 70, 80, 100, 200])
def test_words_of_the_promotions_are_whole_where_there_is_room(eig: Eig, columns: int) -> None:
    shown = eig("promotions", "--format", "table", env={"COLUMNS": str(columns)}).stdout
    assert max(map(len, shown.splitlines())) <= columns
    assert "Entrepreneurs" in shown
    # Without room for a table, each promotion is a few lines.
    assert ("─" in shown) == (columns >= 70)
    # A date is on one line, and who ran them has room beside all the rest.
    assert "13 September 2021" in shown
    assert ("Run by" in shown) == (columns >= 200)
