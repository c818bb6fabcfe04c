"""The page in a browser, Chromium, without a network: `tox -e browser`."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TypeAlias

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from build import challenge, cited, host, seeking
from build import dataset as dataset_of
from eigcli.columns import columns_named
from eigcli.counts import Counts
from eigcli.filters import Filters
from eigcli.find import find_by_name
from eigcli.matching import STOP_WORDS, written_words
from eigcli.question_words import ASKING
from eigcli.reports import Call, Calls, Cards, Listing, Report
from eigcli.request import request_of
from eigcli.search import all_texts
from eigcli.widening import ask
from playwright.sync_api import Browser, Locator, Page, expect

from eigcli.data import loading
from eigcli.data.model import Challenge, Dataset, Source
from eigcli.errors import UsageError
from eigcli.formats.html import write
from eigcli.messages import in_language
from eigcli.text import fold

NARROW, USUAL = 320, 1280

Open: TypeAlias = Callable[..., Page]


@pytest.fixture
def show(open_file: Callable[..., Page]) -> Open:
    """Open the page of a report."""

    def opened(
        report: Report, *, scripts: bool = True, width: int = USUAL, dark: bool = False
    ) -> Page:
        viewport = {"width": width, "height": 800}
        options = {"java_script_enabled": scripts, "viewport": viewport}
        return open_file("page.html", write(report), dark=dark, **options)

    return opened


def names(page: Page) -> list[str]:
    """Return what the rows that are shown are about, in their order."""
    heads = page.locator(".rows tbody tr:visible th")
    return [text.split("\n")[0] for text in heads.all_inner_texts()]


def search(page: Page) -> Locator:
    return page.get_by_role("searchbox", name="Search")


def choose(page: Page, label: str, value: str) -> None:
    """Choose a value of a filter; behind it stands how many rows have it."""
    select = page.get_by_role("combobox", name=label, exact=True)
    options = map(str.strip, select.locator("option").all_inner_texts())
    [found] = [option for option in options if re.fullmatch(rf"{re.escape(value)} \(\d+\)", option)]
    select.select_option(found)


def status(page: Page) -> str:
    return page.get_by_role("status").inner_text()


def sort_by(page: Page, label: str) -> Locator:
    return page.get_by_role("button", name=label, exact=True)


# Searching, filtering and sorting


# What is typed that is more than a word: parts of names, accents, articles, names of values.
TYPED = [
    *("previsecourte", "PRÉVISECOURS", "  sante   données ", "mobilier national", "l'interieur"),
    *("geomaticians", "financial frauds", "mers", "designers", "data scientist", "stopped"),
    *("sans designer", "géomaticien Brest", "xyzzy"),
]


def words_of(dataset: Dataset) -> list[str]:
    """Return two hundred words of a dataset, and the questions of one word that people asked."""
    found = chain.from_iterable(written_words([text]) for text in all_texts(dataset))
    words = sorted({word for word in found if fold(word) not in STOP_WORDS | ASKING})
    questions = yaml.safe_load(
        Path(__file__).parents[1].joinpath("questions_asked.yaml").read_text()
    )
    asked = [word for question in questions for word in question["ask"][-1:] if word.isalnum()]
    # A mistyped role is understood by the command alone; a promotion is not of every page.
    asked = [word for word in asked if word not in {"developeur", "dig"}]
    return [*words[:: len(words) // 200], *asked, *TYPED]


def found_by_command(typed: str, source: loading.Input) -> set[str]:
    """Return the slugs of the défis that `eig list` finds, none where it finds a mistake."""
    try:
        request = request_of("list", [typed], source, Filters())
        selected = ask(request.source, request.filters).selected
    except UsageError:
        return set()
    return {challenge.slug for challenge in selected.dataset.challenges}


@pytest.mark.usefixtures("language")
@pytest.mark.parametrize("promotion", ["2", "all"])
def test_the_page_finds_what_the_command_finds(show: Open, promotion: str) -> None:
    source = loading.Input(promotion=(promotion,))
    dataset = loading.load(source)
    page = show(Listing(dataset))
    found = page.evaluate(
        """words => words.map((word) => {
          const form = document.querySelector("form");
          form.q.value = word;
          form.q.dispatchEvent(new Event("input", { bubbles: true }));
          return Array.from(document.querySelectorAll(".rows tbody:not([hidden])"), (row) => row.id);
        })""",
        words := words_of(dataset),
    )
    differ = {
        word: set(slugs) ^ expected
        for word, slugs in zip(words, found, strict=True)
        if set(slugs) != (expected := found_by_command(word, source))
    }
    assert differ == {}
    assert len(words) >= 200


def test_on_a_page_a_year_is_a_word_and_one_that_nothing_has_is_left_out(
    show: Open, all_promotions: Dataset
) -> None:
    page = show(Listing(all_promotions))
    for typed, count in (("2021", 15), ("géomaticien Brest xyzzy", 1)):
        search(page).fill(typed)
        assert len(names(page)) == count


def test_each_value_of_a_filter_is_in_as_many_rows_as_it_says_and_filters_go_together(
    show: Open, all_promotions: Dataset
) -> None:
    page, every = show(Listing(all_promotions)), len(all_promotions.challenges)
    assert status(page) == f"{every} of {every} défis are shown."
    for label in ("Promotion", "Role", "Family", "Theme", "Region", "Phase"):
        select = page.get_by_role("combobox", name=label, exact=True)
        options = select.locator("option").all_inner_texts()[1:]
        assert len(options) > 1
        for option in map(str.strip, options):
            select.select_option(option)
            assert option.endswith(f" ({len(names(page))})")
        page.get_by_role("button", name="Show all").click()
    for label, value, shown in (
        ("Promotion", "2 (2018)", f"13 of {every} défis are shown."),
        ("Role", "designer", f"5 of {every} défis are shown."),
        ("Theme", "Culture", f"1 of {every} défis is shown."),
        ("Theme", "Justice", "No défi has all of this."),
    ):
        choose(page, label, value)
        assert status(page) == shown
    choose(page, "Theme", "Culture")
    search(page).fill("gobelins")
    assert names(page) == ["Gobelins"]
    page.get_by_role("button", name="Show all").click()
    assert status(page) == f"{every} of {every} défis are shown."
    assert search(page).input_value() == page.get_by_label("Role").input_value() == ""
    # A word that nothing mentions is left out; a year is that of promotions.
    search(page).fill("géomaticien Brest xyzzy")
    assert names(page) == ["b@liseNAV"]
    search(page).fill("2021")
    assert len(names(page)) == 15


def test_enter_in_the_search_leaves_the_page_and_what_a_browser_kept_is_filtered_by(
    show: Open, bundled: Dataset
) -> None:
    page = show(Listing(bundled))
    search(page).fill("gobelins")
    search(page).press("Enter")
    assert page.url.endswith("page.html#q=gobelins")
    page.goto("about:blank")
    page.go_back()
    assert search(page).input_value() == "gobelins"
    assert names(page) == ["Gobelins"]


def test_a_heading_sorts_its_column_upwards_and_then_downwards(
    show: Open, bundled: Dataset
) -> None:
    page = show(Listing(bundled))
    before = names(page)
    head = page.locator(".rows").get_by_role("columnheader", name="Name", exact=True)
    assert head.get_attribute("aria-sort") is None
    sort_by(page, "Name").click()
    upwards = names(page)
    assert upwards == sorted(before, key=lambda name: name.casefold().replace("@", " "))
    assert head.get_attribute("aria-sort") == "ascending"
    sort_by(page, "Name").click()
    assert names(page) == upwards[::-1]
    assert head.get_attribute("aria-sort") == "descending"
    # What opens below a row moves with it.
    assert page.locator(".rows tbody").first.get_attribute("id") == "socialconnect"
    assert page.locator("#socialconnect details").count() == 1
    sort_by(page, "Host").click()
    assert page.locator("[aria-sort]").count() == 1


def test_the_keyboard_does_all_that_the_mouse_does(show: Open, bundled: Dataset) -> None:
    page = show(Listing(bundled))
    page.locator(".counts a").last.focus()
    page.keyboard.press("Tab")
    expect(search(page)).to_be_focused()
    page.keyboard.type("ministere de l'interieur")
    for label in ("Role", "Family", "Theme", "Town", "Region", "Phase"):
        page.keyboard.press("Tab")
        expect(page.get_by_role("combobox", name=label, exact=True)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Show all")).to_be_focused()
    page.keyboard.press("Tab")
    expect(sort_by(page, "Name")).to_be_focused()
    page.keyboard.press("Enter")
    assert names(page) == ["Brigade Numérique", "Prévisecours"]
    page.keyboard.press("Space")
    assert names(page) == ["Prévisecours", "Brigade Numérique"]
    expect(sort_by(page, "Name")).to_be_focused()


@pytest.mark.parametrize(
    ("label", "upwards"),
    [
        ("Promotion", ["none", "ten", "nine", "two"]),
        ("Number", ["two", "nine", "ten", "none"]),
        ("Seeks", ["two", "nine", "ten", "none"]),
        ("Host", ["nine", "ten", "two", "none"]),
    ],
)
def test_numbers_sort_as_numbers_promotions_in_their_order_and_what_is_empty_last(
    show: Open, label: str, upwards: list[str]
) -> None:
    def one(name: str, number: int | None, promotion: str, ministry: str) -> Challenge:
        more = {"hosts": (host(ministry),), "profiles": seeking(cook=number)}
        return challenge(name, name, number=number, promotion=promotion, **more)

    every = loading.load(loading.Input(promotion=("all",))).programmes
    dataset = dataset_of(
        one("nine", 9, "dig", "Écologie"),
        one("ten", 1000, "4", "Justice"),
        one("two", 2, "5", "sports"),
        one("none", None, "3", "Zèle"),
        programmes=tuple(every[place] for place in (2, 4, 3, 5)),
    )
    # Of several promotions, numbers are shown to who asks for them.
    chosen = columns_named(dataset, ["name", "number"]) if label == "Number" else None
    page = show(Listing(dataset, chosen))
    sort_by(page, label).click()
    assert names(page) == upwards
    sort_by(page, label).click()
    last = upwards[-1:] if label in {"Number", "Seeks"} else []
    assert names(page) == [*(upwards[: len(upwards) - len(last)])[::-1], *last]


def test_promotions_are_sorted_by_date(show: Open, all_promotions: Dataset) -> None:
    page = show(Calls(all_promotions))
    sort_by(page, "Start").click()
    sort_by(page, "Start").click()
    assert names(page) == [*reversed(all_promotions.promotions)]
    sort_by(page, "Défis").click()
    sizes = Counter(challenge.promotion for challenge in all_promotions.challenges)
    assert names(page)[-1] == max(sizes, key=lambda code: sizes[code])


def test_chosen_columns_are_searched_and_filtered(show: Open, bundled: Dataset) -> None:
    page = show(Listing(bundled, columns_named(bundled, ["slug", "page"])))
    choose(page, "Role", "geomatician")
    assert names(page) == ["balisenav"]
    search(page).fill("balisenav")
    assert names(page) == ["balisenav"]


def test_the_number_of_a_source_leads_to_it_and_no_row_is_found_by_it(show: Open) -> None:
    sources = tuple(Source(key=key, title=key) for key in ("first", "second"))
    dataset = dataset_of(
        challenge("a", sources=(cited(sources[1]),)),
        challenge("b", sources=(cited(sources[0]),)),
        sources=sources,
    )
    page = show(Listing(dataset))
    search(page).fill("2")
    assert names(page) == []
    search(page).fill("a")
    page.locator("#a summary").click()
    page.get_by_role("link", name="2", exact=True).click()
    expect(page.locator("li:target")).to_have_text("second")
    # What was searched stays.
    assert names(page) == ["A"]
    page.go_back()
    assert search(page).input_value() == "a"


def test_the_numbers_of_sources_stand_above_the_line_beside_facts(show: Open) -> None:
    source = Source(key="a", title="a")
    citing = challenge(sources=(cited(source, "hosts"),))
    page = show(Cards(dataset_of(citing, sources=(source,))))
    link = page.get_by_role("link", name="1", exact=True)
    assert link.evaluate("node => getComputedStyle(node).verticalAlign") == "super"


# Addresses


def test_the_address_of_a_challenge_opens_its_row_even_if_a_filter_hides_it(
    show: Open, bundled: Dataset
) -> None:
    page = show(Listing(bundled))
    search(page).fill("gobelins")
    page.evaluate("location.hash = 'hopkins'")
    expect(page.locator("#hopkins details dl")).to_be_in_viewport()
    assert len(names(page)) == 13
    assert search(page).input_value() == ""
    page.go_back()
    assert names(page) == ["Gobelins"]
    address = f"{page.url.partition('#')[0]}#balisenav"
    page.goto("about:blank")
    page.goto(address)
    expect(page.locator("#balisenav details dl")).to_be_in_viewport()


def test_a_row_shows_its_address(show: Open, bundled: Dataset) -> None:
    page = show(Listing(bundled))
    page.get_by_role("link", name="#hopkins").click()
    assert page.url.endswith("#hopkins")
    details = page.locator("#hopkins details dl")
    expect(details).to_be_visible()
    # What opens has the width of the table.
    width = "node => node.getBoundingClientRect().width"
    assert details.evaluate(width) > 0.9 * page.locator(".rows").evaluate(width)


def test_search_and_filters_are_in_the_address_and_back_leads_to_those_before(
    show: Open, bundled: Dataset
) -> None:
    page = show(Listing(bundled))
    search(page).press_sequentially("sécurité données")
    choose(page, "Role", "designer")
    fragment = "#q=s%C3%A9curit%C3%A9+donn%C3%A9es&role=designer"
    assert page.url.endswith(fragment)
    shown = names(page)
    address = page.url
    page.go_back()
    assert page.get_by_label("Role").input_value() == ""
    assert search(page).input_value() == "sécurité données"
    # One step for all letters of the search.
    page.go_back()
    assert (search(page).input_value(), len(names(page))) == ("", 13)
    page.goto("about:blank")
    page.goto(address)
    assert names(page) == shown
    assert (
        page.get_by_label("Role").locator("option:checked").inner_text().strip() == "designer (5)"
    )
    page.get_by_role("button", name="Show all").click()
    expect(page.get_by_role("status")).to_have_text("13 of 13 défis are shown.")
    assert page.url.endswith("#")


def test_a_bar_shows_the_rows_that_it_counts(show: Open, all_promotions: Dataset) -> None:
    page, every = show(Listing(all_promotions)), all_promotions.challenges
    designers = [c for c in every if "designer" in {p.skill.code for p in c.profiles}]
    for bar, shown in (("designer", len(designers)), ("2 (2018)", 13)):
        page.locator(".counts").get_by_role("link", name=bar, exact=True).click()
        expect(page.get_by_role("status")).to_have_text(f"{shown} of {len(every)} défis are shown.")
    page.go_back()
    assert len(names(page)) == len(designers)


@pytest.mark.parametrize("fragment", ["none", "role=none", "%", "q=%&other=1"])
def test_an_address_of_nothing_hides_nothing(show: Open, bundled: Dataset, fragment: str) -> None:
    page = show(Listing(bundled))
    page.evaluate("fragment => { location.hash = fragment }", fragment)
    assert len(names(page)) == 13


def test_ten_thousand_still_open(show: Open) -> None:
    dataset = dataset_of(*(challenge(f"a{number}") for number in range(10_000)))
    page = show(Listing(dataset))
    search(page).fill("a9999")
    assert names(page) == ["A9999"]


# Whatever the browser


def test_without_scripts_nothing_is_missing(show: Open, bundled: Dataset) -> None:
    page = show(Listing(bundled), scripts=False)
    assert len(names(page)) == 13
    expect(page.locator("form")).to_be_hidden()
    assert page.get_by_role("button").count() == 0
    page.locator("summary").first.click()
    expect(page.get_by_text("Les centres qui coordonnent les secours en mer")).to_be_visible()


def reports(all_promotions: Dataset, bundled: Dataset) -> dict[str, Report]:
    return {
        "list": Listing(bundled),
        "all": Listing(all_promotions),
        "columns": Listing(bundled, columns_named(bundled, ["name", "page", "note"])),
        "nothing": Listing(Dataset(challenges=())),
        "show": Cards(find_by_name(bundled, ["gobelins"]).dataset),
        "several": Cards(find_by_name(bundled, ["gobelins", "1"]).dataset),
        "stats": Counts(all_promotions, all_promotions, ["skill", "theme", "promotion"]),
        "programme": Call(bundled.programmes, bundled.sources),
        "programmes": Call(all_promotions.programmes, all_promotions.sources),
        "promotions": Calls(all_promotions),
    }


PAGES = [*reports(Dataset(challenges=()), dataset_of(challenge("gobelins", number=1)))]


def test_rows_are_blocks_with_labels_on_a_narrow_screen(show: Open, bundled: Dataset) -> None:
    page = show(Listing(bundled), width=NARROW)
    cell = page.locator(".rows tbody td:nth-child(3)").first
    assert cell.evaluate("cell => getComputedStyle(cell, '::before').content") == '"Host"'
    assert cell.evaluate("cell => getComputedStyle(cell).display") == "flow-root"
    # The headings stand beside each other, and need no label.
    heads = page.locator(".rows thead th")
    boxes = [head.bounding_box() for head in (heads.nth(0), heads.nth(1))]
    assert len({box["y"] for box in boxes if box}) == 1
    content = heads.nth(2).evaluate("head => getComputedStyle(head, '::before').content")
    assert content == "none"
    sort_by(page, "Name").click()
    assert names(page)[0] == "ArchiFiltre"
    assert page.get_by_role("row").count() == page.locator("tr").count()


def test_dark_is_dark(show: Open, bundled: Dataset) -> None:
    background = "getComputedStyle(document.body).backgroundColor"
    assert show(Listing(bundled)).evaluate(background) == "rgb(255, 255, 255)"
    assert show(Listing(bundled), dark=True).evaluate(background) == "rgb(20, 23, 26)"


def test_on_paper_there_are_no_controls_and_what_is_open_and_filters_are_told(
    show: Open, bundled: Dataset
) -> None:
    page = show(Listing(bundled))
    choose(page, "Role", "geomatician")
    story = page.locator("#balisenav dd").last
    page.emulate_media(media="print")
    for control in page.locator(":is(form > :is(label, button), summary, footer label)").all():
        expect(control).to_be_hidden()
    expect(page.get_by_text("1 of 13 défis is shown.")).to_be_visible()
    expect(story).to_be_hidden()
    page.emulate_media(media="screen")
    page.locator("#balisenav summary").click()
    page.emulate_media(media="print")
    expect(story).to_be_visible()


def test_addresses_of_links_are_printed_where_that_is_asked(show: Open, bundled: Dataset) -> None:
    page = show(Listing(bundled))
    address = "node => getComputedStyle(node, '::after').content"
    link = page.locator("#hopkins .links a[href^=http]")
    page.emulate_media(media="print")
    expect(link).to_be_hidden()
    page.emulate_media(media="screen")
    page.get_by_label("Print the addresses of links.").check()
    assert link.evaluate(address) == "none"
    page.emulate_media(media="print")
    expect(link).to_be_visible()
    assert "graph-explorer" in link.evaluate(address)


def sheets(page: Page) -> int:
    """Return how many pages of A4 a page prints."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))


@pytest.mark.usefixtures("language")
def test_few_sheets_are_printed_and_no_row_is_cut(
    show: Open, all_promotions: Dataset, bundled: Dataset
) -> None:
    assert sheets(show(Listing(bundled), dark=True)) <= 3
    page = show(Listing(all_promotions))
    assert sheets(page) <= 15
    page.emulate_media(media="print")
    row = page.locator(".rows tbody").first
    assert row.evaluate("row => getComputedStyle(row).breakInside") == "avoid"
    assert row.evaluate("row => getComputedStyle(row).display") == "table-row-group"


def test_each_card_is_printed_on_one_sheet(show: Open, all_promotions: Dataset) -> None:
    challenges = all_promotions.challenges
    assert sheets(show(Cards(all_promotions))) <= len(challenges)
    # The longest page of one card.
    pages = {
        one.slug: len("".join(write(Cards(replace(all_promotions, challenges=(one,))))))
        for one in challenges
    }
    longest = find_by_name(all_promotions, [max(pages, key=pages.__getitem__)]).dataset
    assert sheets(show(Cards(longest))) == 1


def test_what_has_the_focus_is_seen(show: Open, bundled: Dataset) -> None:
    page = show(Listing(bundled))
    seen = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        seen.add(focused.evaluate("node => node.tagName"))
        assert focused.evaluate("node => getComputedStyle(node).outlineStyle") == "solid"
    assert seen == {"INPUT", "SELECT", "BUTTON", "A", "SUMMARY"}


def test_no_script_runs_but_that_of_the_page(browser: Browser, tmp_path: Path) -> None:
    text = "".join(write(Calls(Dataset(challenges=()))))
    added = text.replace("</body>", "<script>document.title = 'run'</script></body>")
    (tmp_path / "page.html").write_text(added, "utf-8")
    page = browser.new_page()
    page.goto((tmp_path / "page.html").as_uri())
    assert page.title() == "Promotions"
    page.close()


def test_data_runs_nothing(show: Open) -> None:
    hostile = "</script><img src=x onerror=alert(1)><script>alert(2)</script>"
    dataset = dataset_of(challenge(name=hostile, tagline=hostile, themes=(hostile, "T")))
    page = show(Listing(dataset))
    search(page).fill("onerror=alert(1)")
    assert names(page) == [hostile]


@pytest.mark.parametrize(
    "look", [(NARROW, False, "fr"), (NARROW, True, "en"), (800, False, "en"), (USUAL, True, "fr")]
)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_violation_and_nothing_is_wider_than_the_screen(
    show: Open, all_promotions: Dataset, bundled: Dataset, name: str, look: tuple[int, bool, str]
) -> None:
    width, dark, language = look
    with in_language(language):
        page = show(reports(all_promotions, bundled)[name], width=width, dark=dark)
    for details in page.locator("details").all()[:20]:
        details.evaluate("details => { details.open = true }")
    if page.locator(".rows").count():
        page.locator(".rows thead button").first.click()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
