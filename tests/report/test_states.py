"""What is said of states: one sentence, with the same numbers wherever they stand."""

import csv
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from build import challenge, found
from build import dataset as dataset_of
from conftest import Eig
from openpyxl import load_workbook
from selectolax.lexbor import LexborHTMLParser

from eigcli.data.loading import bundled
from eigcli.data.model import Challenge, Source
from eigcli.data.promotions import select_promotions
from eigcli.query.choosing import answer
from eigcli.query.facets import FACETS
from eigcli.query.filters import Filters
from eigcli.report.counts import stats
from eigcli.report.states import MARKS, NUMBERS, chart, seen_since, sentence

DATA = Path(__file__).parents[2] / "data"
# What the phases of the register of products say, written down here a second time.
OF_PHASES = {
    "construction": "on-trial",
    "acceleration": "in-use",
    "consolidation": "in-use",
    "operated": "in-use",
    "handed-over": "handed-over",
    "stopped": "ended",
    "not-pursued": "ended",
}
MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}


# Another derivation of the numbers, from the files alone


@cache
def files() -> list[dict[str, Any]]:
    """Return the files of the data as PyYAML reads them, dates and numbers as texts."""
    paths = [DATA / "challenges.yaml", *sorted((DATA / "promotions").glob("*.yaml"))]
    return [yaml.load(path.read_text("utf-8"), yaml.BaseLoader) for path in paths]


@cache
def shared_sources() -> dict[str, Any]:
    """Return the sources that any file may name."""
    vocabulary = yaml.load((DATA / "vocabulary.yaml").read_text("utf-8"), yaml.BaseLoader)
    return dict(vocabulary["sources"])


def source_dates(file: dict[str, Any]) -> dict[str, str]:
    """Return the dates of the sources that a file may name."""
    sources = shared_sources() | file["sources"]
    return {key: source["date"] for key, source in sources.items() if "date" in source}


def is_older(date: str, than: str) -> bool:
    """Return whether a date is before another, as far as both are known."""
    length = min(len(date), len(than))
    return date[:length] < than[:length]


def seen_at(one: dict[str, Any], file: dict[str, Any]) -> str:
    """Return the date of the latest source that gives the phase of a challenge."""
    dates = source_dates(file)
    citations = [*file["defaults"]["sources"].items(), *one.get("sources", {}).items()]
    return max(dates[key] for key, fields in citations if "phase" in fields)


def state_of(one: dict[str, Any], file: dict[str, Any]) -> tuple[str | None, str]:
    """Return the state of a challenge, and the date on which it was seen."""
    stated = one.get("state")
    date = one.get("state_date", "")
    of_phase = OF_PHASES.get(one.get("phase", ""))
    is_current = not is_older(date, one.get("phase_since", ""))
    if not of_phase:
        return stated, date
    if stated and is_current:
        return stated, date
    if date and is_current:
        return of_phase, date
    return of_phase, seen_at(one, file)


@cache
def counted() -> dict[str, int]:
    """Return the numbers of the sentence."""
    [year, month] = since().split("-")
    states, seen, predating = Counter[str | None](), 0, 0
    for file in files():
        for one in file["challenges"]:
            state, date = state_of(one, file)
            states[state] += 1
            is_used = state in ("in-use", "handed-over")
            seen += is_used and date >= f"{year}-{month}"
            predating += is_used and "began" in one
    used = states["in-use"] + states["handed-over"]
    return {
        "used": used,
        "used_seen": seen,
        "used_predating": predating,
        "on_trial": states["on-trial"],
        "ended": states["ended"],
        "no_product": states["no-product"],
        "state_unknown": states[None],
    }


def since() -> str:
    """Return the month two years before the latest source."""
    latest = max(date for file in files() for date in source_dates(file).values())
    return f"{int(latest[:4]) - 2}{latest[4:7]}"


def expected(language: str) -> str:
    """Return the sentence on the states of all challenges."""
    n, [year, month] = counted(), since().split("-")
    count = sum(len(file["challenges"]) for file in files())
    date = f"{MONTHS[language].split()[int(month) - 1]} {year}"
    if language == "en":
        return (
            f"{count} challenges: {n['used']} seen in use or handed over ({n['used_seen']} seen"
            f" since {date}; {n['used_predating']} predate their team), {n['on_trial']} on trial,"
            f" {n['ended']} ended, {n['no_product']} without a product; of {n['state_unknown']} no"
            " source says."
        )
    return (
        f"{count} défis\u00a0: {n['used']} constatés en service ou transférés ({n['used_seen']}"
        f" constatés depuis {date}\u202f; {n['used_predating']} existaient avant leur équipe),"
        f" {n['on_trial']} à l’essai, {n['ended']} arrêtés, {n['no_product']} sans produit\u202f; de"
        f" {n['state_unknown']}, aucune source ne le dit."
    )


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("combien de défis sont encore utilisés",),
        ("which projects are still in use in 2026",),
        ("taux de survie par promotion",),
        ("stats", "--by", "state", "--promotion", "all"),
        ("stats", "--by", "state", "--across", "promotion", "--promotion", "all"),
        ("list", "--state", "used", "--promotion", "all"),
    ],
)
def test_whatever_counts_states_says_one_sentence(
    eig: Eig, arguments: tuple[str, ...], language: str
) -> None:
    ran = eig(*arguments, env={"EIG_LANG": language})
    assert ran.returncode == 0
    assert ran.notes.count(f"eig: {expected(language)}") == 1


def exported(eig: Eig, file: Path, *options: str, language: str) -> Path:
    """Return a file to which all challenges were exported."""
    command = ("export", "-p", "all", *options, "-o", str(file))
    assert eig(*command, env={"EIG_LANG": language}).returncode == 0
    return file


def texts_of(book: Path) -> list[Any]:
    """Return the cells of all sheets of a workbook."""
    return [cell for sheet in load_workbook(book) for row in sheet.values for cell in row]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_documents_have_the_sentence_once(eig: Eig, tmp_path: Path, language: str) -> None:
    sentence = expected(language)
    brief = eig("brief", env={"EIG_LANG": language})
    assert brief.stdout.count(sentence) == 1
    page = exported(eig, tmp_path / "page.html", language=language)
    # Its title is the finding; the whole sentence is at its foot.
    foot = LexborHTMLParser(page.read_text("utf-8")).css("footer li")
    lines = [node.text().strip() for node in foot]
    assert lines.count(sentence) == 1
    book = exported(eig, tmp_path / "book.xlsx", language=language)
    assert texts_of(book).count(sentence) == 1
    for name in ("note.md", "page.htm"):
        used = exported(eig, tmp_path / name, "--state", "used", language=language)
        text = used.read_text("utf-8")
        assert text.count(sentence) == 1


PARTS = ("used", "on_trial", "ended", "no_product", "state_unknown")


def test_counts_have_the_numbers_as_cells(eig: Eig) -> None:
    rows = eig("stats", "-p", "all", "--by", "promotion", "--json").json()
    for row in rows:
        parts = [row[name] for name in PARTS]
        assert sum(parts) == row["challenges"]
    total, *promotions = rows
    assert total["seen_since"] == since()
    assert total.items() >= counted().items()
    for name in NUMBERS:
        in_promotions = [row[name] for row in promotions]
        assert sum(in_promotions) == counted()[name]


# The sentence


def in_use(slug: str, date: str | None = None, **more: Any) -> Challenge:
    return challenge(slug, state="in-use", state_date=date, **more)


def test_the_table_of_states_has_each_with_a_mark() -> None:
    codes = [code for code in FACETS["state"].codes if code != "used"]
    assert sorted(MARKS) == sorted(codes)
    assert len({*MARKS.values()}) == len(MARKS)


@pytest.mark.parametrize(
    ("challenges", "text"),
    [
        ([challenge()], "1 challenge: state not known."),
        ([challenge(), challenge("b")], "2 challenges: no source says what became of them."),
        ([challenge(state="ended")], "1 challenge: ended."),
        (
            [challenge(state="no-product"), challenge("b")],
            "2 challenges: 1 without a product; of 1 no source says.",
        ),
        # Without a date, it is not known when that was.
        ([in_use("a")], "1 challenge: in use."),
        (
            [in_use("a", "2019"), in_use("b", began="2014")],
            "2 challenges: 2 seen in use or handed over (none seen since August 2024; 1 predates its team).",
        ),
        # What is not known of a date is taken for its beginning.
        (
            [in_use("a", "2024-08"), in_use("b", "2024"), in_use("c", "2025")],
            "3 challenges: 3 seen in use or handed over (2 seen since August 2024).",
        ),
    ],
)
def test_a_sentence_says_nothing_of_a_state_that_none_is_in(
    challenges: list[Challenge], text: str
) -> None:
    assert sentence(challenges, "2024-08") == text


def test_if_a_state_is_asked_for_the_numbers_are_of_all_that_meet_the_rest(eig: Eig) -> None:
    command = ("stats", "-p", "all", "--state", "ended", "--by", "promotion", "-f", "csv")
    [total, *_rows] = csv.DictReader(eig(*command).lines)
    assert total["seen_since"] == since()
    numbers = counted()
    for name, number in numbers.items():
        assert total[name] == str(number)
    assert total["challenges"] == total["ended"]


def latest(sources: Iterable[Source]) -> str:
    """Return the latest date of some sources."""
    return max(source.date or "" for source in sources)


def test_states_are_seen_lately_before_the_latest_source_whatever_the_part() -> None:
    everything = bundled().dataset
    whole = answer(everything, Filters(promotion=("1",))).whole
    assert latest(whole.sources) < latest(everything.sources)
    assert seen_since(whole) == since()
    used = in_use("a", "2021")
    dated = Source(key="a", title="A", date="2020-02-29")
    undated = Source(key="b", title="B")
    assert seen_since(dataset_of(used, sources=(dated, undated))) == "2018-02"
    assert seen_since(dataset_of(used)) == "2019"
    assert seen_since(dataset_of(challenge())) == ""


# Shares


def test_a_share_by_state_has_its_range_in_the_same_sentence(eig: Eig) -> None:
    n, total = counted(), sum(len(file["challenges"]) for file in files())
    least, most = (
        round(100 * part / total) for part in (n["used"], n["used"] + n["state_unknown"])
    )
    for question in ("what share of the projects are still in use", "taux de survie des défis"):
        assert eig(question).notes.count(
            f"eig: {n['used']} of {total} challenges, {least}%; the state of {n['state_unknown']} is not"
            f" known, so between {least}% and {most}%."
        ) == 1  # fmt: skip
    # Here all that is asked is known.
    known = eig("what share of those whose state is known are in use").stderr
    assert "so between" not in known
    text = eig("part des défis encore utilisés", env={"EIG_LANG": "fr"}).stderr
    assert re.search(rf"; l’état de .*, donc entre {least}\s% et {most}\s%\.", text)


def test_a_share_of_a_row_has_its_range() -> None:
    everything = bundled().dataset
    rates = answer(everything, Filters(), "taux de survie par promotion", command="stats")
    by_code = {row["code"]: row for row in stats(rates).table.plain()}
    row = by_code["4"]
    total = len(select_promotions(everything, ["4"]).challenges)
    most = row["used"] + row["state_unknown"]
    assert row["share"] == round(row["used"] / total, 4)
    assert row["share_most"] == round(most / total, 4)


def test_percentages_of_different_wholes_have_different_heads(eig: Eig) -> None:
    env, n = {"EIG_LANG": "fr"}, counted()
    of_all = eig("encore utilisés par promotion", "-f", "markdown", env=env).stdout
    of_each = eig("taux de survie par promotion", "-f", "markdown", env=env).stdout
    assert f"| % de {n['used']} défis |" in of_all
    assert "| % de ses défis |" in of_each


def test_counts_by_state_say_which_share_the_unknown_may_add() -> None:
    report = stats(found(challenge("a", state="ended"), *map(challenge, "bcd")), ["state"])
    shares = [(row["code"], row["share"], row["share_most"]) for row in report.table.plain()]
    assert shares == [(None, 1.0, 1.0), ("ended", 0.25, 1.0), ("unknown", 0.75, 0.75)]


# What nobody says


@pytest.mark.parametrize(
    "question",
    ["taux d'échec", "combien de défis ont réussi", "success rate", "taux de réussite des défis"],
)
def test_no_state_is_success_or_failure(eig: Eig, question: str) -> None:
    ran = eig(question)
    assert "The data does not say what succeeded or failed" in ran.stderr
    assert expected("en") in ran.stderr
    assert "%" not in ran.stderr
    assert ran.lines[1].startswith("state\tin-use\t")


def test_a_list_of_what_failed_says_that_this_is_no_fact(eig: Eig) -> None:
    ran = eig("did any project fail", "--columns", "slug")
    assert "The data does not say what succeeded or failed" in ran.stderr
    assert "datajust" in ran.stdout.split()
    # A named challenge tells its story.
    assert "does not say" not in eig("why did planipref fail").stderr


def test_two_teams_on_a_product_are_a_note(eig: Eig) -> None:
    pairs = {
        slug
        for file in files()
        for one in file["challenges"]
        if "same_product" in one
        for slug in (one["slug"], one["same_product"])
    }
    note = (
        f"{len(pairs)} of these challenges share a product with another of them; each is counted."
    )
    assert note in eig("brief").stdout
    assert note in eig("stats", "--by", "state", "-p", "all", "-f", "markdown").stdout


def test_a_chart_has_a_mark_for_each_challenge_in_the_order_of_states() -> None:
    old = challenge("a", state="in-use", began="2012")
    used = challenge("c", state="in-use")
    made = chart({"1": [challenge("b"), used, old], "2": []}, "promotion")
    full, empty = made.rows
    assert "".join(mark.key.sign for mark in full.marks) == "■■·"
    dotted = [mark.is_dotted for mark in full.marks]
    assert dotted == [True, False, False]
    assert full.text == "2 of 3"
    assert not list(empty.marks)
    assert empty.text == "0 of 0"
    keys = {key.code: key.number for key in made.keys}
    assert keys == {"in-use": 2, "unknown": 1}
    dot = "With a dot: in use or handed over, and older than the team."
    assert made.about == f"A mark is a challenge. {dot}"


@pytest.mark.parametrize(
    ("rows", "in_a_row", "marks"), [(1, 60, 60), (1, 61, 31), (10, 50, 500), (10, 51, 260)]
)
def test_a_mark_stands_for_several_beyond_sixty_in_a_row_or_five_hundred(
    rows: int, in_a_row: int, marks: int
) -> None:
    groups = {
        f"{row}": [challenge(f"c{row}-{n}", state="ended") for n in range(in_a_row)]
        for row in range(rows)
    }
    made = chart(groups, "promotion")
    assert sum(len(row.marks) for row in made.rows) == marks
    assert sum(len(mark.records) for row in made.rows for mark in row.marks) == rows * in_a_row
    is_several = "2 challenges or fewer" in made.about
    assert is_several == (marks < rows * in_a_row)
