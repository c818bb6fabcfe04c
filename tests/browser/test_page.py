"""The page in a browser, Chromium, without a network: `tox -e browser`."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from build import HOSTILE, challenge, cited, found, host, seeking, slugs, whole
from build import dataset as dataset_of
from playwright.sync_api import Browser, Locator, Page, expect

from eigcli.data.loading import synonyms_of
from eigcli.data.model import Dataset, Source
from eigcli.formats.html import write
from eigcli.messages import in_language
from eigcli.query.choosing import Answer, answer
from eigcli.query.filters import Filters
from eigcli.query.searching import SearchIndex
from eigcli.report.blocks import Report
from eigcli.report.calls import programme, promotions
from eigcli.report.counts import stats
from eigcli.report.listing import cards, listing
from eigcli.report.tables import columns_named

# A rule of axe that is off unless one asks for it.
TARGETS = {"rules": {"target-size": {"enabled": True}}}
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


def ids(page: Page) -> list[str]:
    """Return the ids of the visible cards, in their order."""
    cards = page.locator(".list > details").all()
    return [card.get_attribute("id") or "" for card in cards if card.is_visible()]


def search(page: Page) -> Locator:
    return page.get_by_role("searchbox")


def choose(page: Page, label: str, value: str) -> None:
    page.evaluate("document.querySelector('form details').open = true")
    page.get_by_role("combobox", name=label, exact=True).select_option(value)


def status(page: Page) -> str:
    return page.get_by_role("status").inner_text()


def sort_by(page: Page, label: str) -> Locator:
    return page.get_by_role("button", name=label, exact=True)


# Searching, filtering and sorting

# Cards that a search finds, by what is typed.
SEARCHED = """words => Object.fromEntries(words.map(word => {
  const form = document.querySelector("form");
  form.q.value = word;
  form.q.dispatchEvent(new Event("input", { bubbles: true }));
  const cards = document.querySelectorAll(".list > details:not([hidden])");
  return [word, Array.from(cards, card => card.id)];
}))"""
WORDS = [
    *(
        "gobelins",
        "GOBELINS",
        "gobe",
        "sante",
        "santé",
        "health",
        "mer",
        "mers",
        "cœur",
        "COVID-19",
    ),
    *("impots", "mer navire", "l'interieur", "  sante   données ", "ai", "xyzzy"),
    *("open data", "open-data", "OpenStreetMap", "b@lisenav", "balisenav"),
    *("mer ou eau", "mer, or eau", "road accidents or fire", "outre-mer", "Etat", "état", "eleve"),
    *("outre mer", "non-recours", "recours", "abri", "sans-abri", "c++", "c#", ".net", "Compar:IA"),
    *("React", "react", "Vue", "vue", "CSS", "map", "form", "cyber crime", "cyber et sécurité"),
]


def test_the_search_finds_what_the_command_finds(show: Open, all_promotions: Dataset) -> None:
    page = show(listing(whole(all_promotions)))
    for word, shown in page.evaluate(SEARCHED, WORDS).items():
        found = answer(all_promotions, Filters({"search": (word,)}))
        assert sorted(slugs(found.chosen)) == sorted(shown), word


def test_the_search_finds_synonyms_as_the_command_does(show: Open, all_promotions: Dataset) -> None:
    page = show(listing(whole(all_promotions)))
    # The command would read some of these as names, such as those of roles.
    texts = SearchIndex(all_promotions)
    synonyms = [*synonyms_of(all_promotions)]
    shown_by_word = page.evaluate(SEARCHED, synonyms[::4])
    for word, shown in shown_by_word.items():
        terms = texts.terms_of([word])
        mentioning = texts.search(all_promotions.challenges, terms)
        assert sorted(slugs(mentioning)) == sorted(shown), word


def test_a_search_ignores_words_after_the_twentieth(show: Open) -> None:
    page = show(listing(found(challenge("a", keywords=("brioche",)), challenge("b"))))
    words = search(page)
    words.fill("brioche " * 20 + "xyzzy")
    assert ids(page) == ["a"]
    words.fill("brioche " * 19 + "xyzzy")
    assert ids(page) == []
    assert status(page) == "No challenge matches."


def test_a_synonym_of_several_words_is_found_within_one_text(show: Open) -> None:
    apart = challenge("a", keywords=("intelligence économique", "prairie artificielle"))
    page = show(listing(found(apart, challenge("b", keywords=("intelligence artificielle",)))))
    search(page).fill("ia")
    assert ids(page) == ["b"]


def test_filters_combine_and_say_how_many_they_leave(show: Open, all_promotions: Dataset) -> None:
    page, every = show(listing(whole(all_promotions))), len(all_promotions.challenges)
    assert status(page) == f"Challenges shown: {every} of {every}."
    page.get_by_text("More filters").click()
    selects = page.locator("form select:not([name=order])").all()
    assert len(selects) >= 5
    for select in selects:
        options = select.locator("option").all()[1:]
        assert len(options) > 1
        unknown = [option.inner_text().startswith("Not known") for option in options]
        assert True not in unknown[:-1]
        for option in options[::3]:
            select.select_option(option.get_attribute("value"))
            assert option.inner_text().strip().endswith(f" ({len(ids(page))})")
        select.select_option("")
    choose(page, "Promotion", "2")
    choose(page, "Role", "designer")
    theme = page.get_by_role("combobox", name="Theme", exact=True)
    left = [option.inner_text() for option in theme.locator("option:enabled").all()[1:]]
    assert 1 < sum(int(text.rpartition("(")[2][:-1]) for text in left) < 13
    choose(page, "Theme", "Culture")
    assert status(page) == f"Challenges shown: 1 of {every}."
    search(page).fill("gobelins")
    assert ids(page) == ["gobelins"]
    chips = page.locator(".chips")
    texts = ["gobelins", "designer", "Culture", "2 (2018)", "Clear all"]
    assert chips.get_by_role("button").all_inner_texts() == texts
    chips.get_by_role("button", name="Remove gobelins").click()
    expect(search(page)).to_have_value("")
    expect(search(page)).to_be_focused()
    chips.get_by_role("button", name="Clear all").click()
    assert status(page) == f"Challenges shown: {every} of {every}."
    assert page.locator("select[name=role]").input_value() == ""
    assert chips.get_by_role("button").count() == 0


def test_the_legend_filters_and_the_chart_counts_what_is_shown(
    show: Open, all_promotions: Dataset
) -> None:
    page = show(listing(whole(all_promotions)))
    marks = page.locator(".chart tbody .mark")
    assert marks.count() == len(all_promotions)
    ended = {one.slug for one in all_promotions if one.state == "ended"}
    page.get_by_role("checkbox", name=f"Ended {len(ended)}").check()
    assert {*ids(page)} == ended
    # States are added to each other.
    page.get_by_role("checkbox", name="On trial").check()
    trial = {one.slug for one in all_promotions if one.state == "on-trial"}
    both = ended | trial
    assert {*ids(page)} == both
    assert page.url.endswith("#state=on-trial&state=ended")
    clear = page.locator(".chart tbody .mark:not(.off)")
    assert {mark.get_attribute("data-of") for mark in clear.all()} == both
    total = 0
    for text in page.locator(".chart tbody td:last-child").all_inner_texts():
        _used, _of, number = text.rpartition(" ")
        total += int(number)
    assert total == len(both)
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    assert {*ids(page)} == both


def test_a_mark_opens_its_card(show: Open, bundled: Dataset) -> None:
    page = show(listing(whole(bundled)))
    page.locator("[data-of=hopkins]").click()
    expect(page.locator("#hopkins dl").first).to_be_visible()
    assert page.locator("[data-of=hopkins]").get_attribute("title") == "Hopkins"


def test_many_challenges_share_a_mark(show: Open) -> None:
    many = found(*(challenge(f"c{n}", promotion="1", state="in-use") for n in range(150)))
    page = show(listing(many))
    assert page.locator(".chart tbody .mark").count() == 50
    expect(page.locator(".chart")).to_contain_text(
        "A mark is 3 challenges or fewer in the same state."
    )
    search(page).fill("none")
    expect(page.locator(".chart tbody td:last-child")).to_have_text("0 of 0")


def test_cards_can_be_sorted(show: Open) -> None:
    report = listing(
        found(
            challenge("old", name="Beta", year=2018, state="in-use", state_date="2019"),
            challenge("new", name="Gamma", year=2024, state="ended", state_date="2025-02-01"),
            challenge("seen", name="Alpha", year=2018, state="in-use", state_date="2026-08-20"),
        )
    )
    page = show(report)
    assert ids(page) == ["new", "seen", "old"]
    for order, shown in (
        ("by state", ["seen", "old", "new"]),
        ("by name", ["seen", "old", "new"]),
        ("newest first", ["new", "seen", "old"]),
    ):
        page.evaluate("document.querySelector('form details').open = true")
        page.get_by_label("Order").select_option(label=order)
        assert ids(page) == shown


def test_what_a_search_found_is_marked_where_it_stands(show: Open) -> None:
    report = listing(
        found(
            challenge(
                "a", name="Brioche", made="Du pain.", keywords=("baking", "bread and brioche")
            ),
            challenge("b", name="Pain", made="Une brioche, et une autre brioche."),
            challenge("c", name="Autre", keywords=("bread and brioche",)),
        )
    )
    page = show(report)
    search(page).fill("brioche")
    assert page.locator("#a summary mark").all_inner_texts() == ["Brioche"]
    assert page.locator("#a .found").count() == 0
    found_in = ["in what was made: Une brioche, et une autre brioche."]
    assert page.locator("#b .found").all_inner_texts() == found_in
    assert page.locator("#c .found").all_inner_texts() == ["in keywords: bread and brioche"]
    assert page.locator("#c mark").all_inner_texts() == ["brioche"]
    page.locator("#b summary").click()
    expect(page.locator("#b dl mark")).to_have_count(2)
    search(page).fill("")
    expect(page.locator("mark, .found")).to_have_count(0)


HOSTS = found(
    challenge("nine", hosts=(host("Écologie"),), seeks=seeking(c=9)),
    challenge("ten", hosts=(host("Justice"),), seeks=seeking(c=1000)),
    challenge("none", hosts=(host("Zèle"),), seeks=()),
    challenge("two", hosts=(host("Sports"),), seeks=seeking(c=2)),
)


def test_a_heading_sorts_its_column_upwards_and_then_downwards(show: Open) -> None:
    columns = columns_named(HOSTS.whole, ["hosts", "sought"])
    page = show(listing(HOSTS, columns))
    numbers = sort_by(page, columns[1].label)
    heading = page.get_by_role("columnheader", name="Host", exact=True)
    assert heading.get_attribute("aria-sort") is None
    upwards = ["Écologie", "Justice", "Sports", "Zèle"]
    hosts = page.locator(".rows th[scope=row]")
    for order, shown in (("ascending", upwards), ("descending", upwards[::-1])):
        sort_by(page, "Host").click()
        assert heading.get_attribute("aria-sort") == order
        assert hosts.all_inner_texts() == shown
    cells = page.locator(".rows td")
    for shown in (["2", "9", "1,000", ""], ["1,000", "9", "2", ""]):
        numbers.click()
        assert cells.all_inner_texts() == shown


def test_a_table_of_promotions_can_be_sorted(show: Open, all_promotions: Dataset) -> None:
    page = show(promotions(all_promotions))
    starts = page.locator(".rows th[scope=row]")
    before = starts.all_inner_texts()
    sort_by(page, "Start").click()
    upwards = starts.all_inner_texts()
    sort_by(page, "Start").click()
    assert starts.all_inner_texts() == upwards[::-1]
    assert sorted(upwards) == sorted(before)


def test_the_keyboard_is_enough_and_the_focus_is_visible(show: Open, bundled: Dataset) -> None:
    page = show(listing(whole(bundled)))
    page.keyboard.press("Tab")
    expect(page.get_by_role("checkbox", name="In use")).to_be_focused()
    search(page).focus()
    page.keyboard.type("ministere de l'interieur")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    for label in ("Order", "Role", "Subject", "Theme", "Family of ministries", "Town"):
        page.keyboard.press("Tab")
        expect(page.get_by_role("combobox", name=label, exact=True)).to_be_focused()
    for name in ("Remove ministere de l'interieur", "Clear all"):
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name=name)).to_be_focused()
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    assert focused.evaluate("node => getComputedStyle(node).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(page.locator("details[open] dl").first).to_be_visible()
    assert {*ids(page)} == {"brigade-numerique", "previsecours"}


# Addresses


def test_the_address_of_a_challenge_opens_it_even_if_a_filter_hides_it(
    show: Open, bundled: Dataset
) -> None:
    page = show(listing(whole(bundled)))
    search(page).fill("gobelins")
    page.evaluate("location.hash = 'hopkins'")
    expect(page.locator("#hopkins dl").first).to_be_in_viewport()
    # The search that stays in sight does not cover its name.
    search_end = page.locator("form").evaluate("node => node.getBoundingClientRect().bottom")
    name = page.locator("#hopkins h3").evaluate("node => node.getBoundingClientRect().top")
    assert name >= search_end
    assert search(page).input_value() == ""
    assert len(ids(page)) == 13
    expect(
        page.locator("#hopkins").get_by_role("link", name="Link to this challenge")
    ).to_be_visible()
    page.go_back()
    assert ids(page) == ["gobelins"]
    address = f"{page.url.partition('#')[0]}#balisenav"
    page.goto("about:blank")
    page.goto(address)
    expect(page.locator("#balisenav dl").first).to_be_in_viewport()


def test_search_and_filters_are_in_the_address(show: Open, bundled: Dataset) -> None:
    page = show(listing(whole(bundled)))
    search(page).press_sequentially("sécurité données")
    search(page).press("Enter")
    choose(page, "Role", "designer")
    assert page.url.endswith("page.html#q=s%C3%A9curit%C3%A9+donn%C3%A9es&role=designer")
    shown, address = ids(page), page.url
    assert 0 < len(shown) < 13
    page.goto("about:blank")
    page.goto(address)
    assert ids(page) == shown
    assert search(page).input_value() == "sécurité données"
    assert page.locator("select[name=role]").input_value() == "designer"
    page.goto("about:blank")
    page.go_back()
    assert ids(page) == shown


@pytest.mark.parametrize("fragment", ["none", "role=none", "%", "q=%&other=1", "q=%20"])
def test_an_unknown_address_hides_nothing(show: Open, bundled: Dataset, fragment: str) -> None:
    page = show(listing(whole(bundled)))
    page.evaluate("fragment => { location.hash = fragment }", fragment)
    expect(page.get_by_role("status")).to_have_text("Challenges shown: 13 of 13.")


FIRST = Source(key="first", title="first")
SECOND = Source(key="second", title="second")
CITED = found(
    challenge("a", made="A", sources=(cited(SECOND, "made"),)),
    challenge("b", made="B", sources=(cited(FIRST, "made"),)),
    sources=(FIRST, SECOND),
)


def test_the_number_of_a_source_is_a_link_and_is_not_searched(show: Open) -> None:
    page = show(listing(CITED))
    search(page).fill("2")
    assert ids(page) == []
    search(page).fill("a")
    card = page.locator("#a")
    card.locator("summary").click()
    card.get_by_role("link", name=re.compile("[12]")).click()
    expect(page.locator("li:target")).to_have_text("second")
    # The search stays.
    assert ids(page) == ["a"]


# Without scripts, on narrow screens and on paper


def test_without_scripts_all_challenges_are_shown(show: Open, bundled: Dataset) -> None:
    page = show(listing(whole(bundled)), scripts=False)
    assert len(ids(page)) == 13
    expect(page.locator("form")).to_be_hidden()
    controls = page.locator("button, input:visible")
    assert controls.count() == 0
    heading = page.get_by_role("heading", name="Challenges", exact=True)
    expect(heading).to_be_visible()
    page.locator("#balisenav summary").click()
    expect(page.locator("#balisenav dl").first).to_be_visible()


def test_the_finding_the_states_and_the_search_are_on_the_first_screen(
    show: Open, all_promotions: Dataset
) -> None:
    page = show(listing(whole(all_promotions)))
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("in use or handed over"))
    expect(page.locator(".chart")).to_be_in_viewport()
    expect(search(page)).to_be_in_viewport()
    expect(page.locator(".list > details").first).to_be_in_viewport()
    # The finding stands above once, with a sentence on what a challenge is.
    [finding] = page.locator("h1").all_inner_texts()
    [about] = page.locator(".lead").all_inner_texts()
    assert about.startswith("A challenge (défi) is")
    assert finding.split()[0] not in about
    # The style of the page begins with a rule for all elements, which is read.
    assert search(page).evaluate("field => getComputedStyle(field).boxSizing") == "border-box"
    page.locator(".list > details").nth(100).scroll_into_view_if_needed()
    expect(search(page)).to_be_in_viewport()
    # Each has a heading.
    headings = page.get_by_role("heading", level=3)
    assert headings.count() == len(all_promotions.challenges)


def test_rows_are_blocks_on_a_narrow_screen(show: Open, all_promotions: Dataset) -> None:
    page = show(promotions(all_promotions), width=NARROW)
    cell = page.locator(".rows tbody td").first
    assert cell.evaluate("cell => getComputedStyle(cell).display") == "block"


def test_print_has_no_controls_and_shows_filters_and_opened_cards(
    show: Open, bundled: Dataset
) -> None:
    page = show(listing(whole(bundled)))
    choose(page, "Role", "geomatician")
    story = page.locator("#balisenav dd").last
    page.emulate_media(media="print")
    for control in page.locator("input, select, form summary, button[type=reset]").all():
        expect(control).to_be_hidden()
    expect(page.get_by_text("geomatician", exact=True)).to_be_visible()
    expect(page.get_by_text("Challenges shown: 1 of 13.")).to_be_visible()
    expect(story).to_be_hidden()
    page.emulate_media(media="screen")
    page.locator("#balisenav summary").click()
    page.emulate_media(media="print")
    expect(story).to_be_visible()


@pytest.mark.usefixtures("language")
def test_bars_of_all_charts_have_one_scale(show: Open, all_promotions: Dataset) -> None:
    page = show(stats(whole(all_promotions), ["skill", "theme"]))
    cells = page.locator(".counts tr:first-child th + td").all()
    assert len({cell.evaluate("cell => cell.clientWidth") for cell in cells}) == 1 < len(cells)


@pytest.mark.parametrize("width", [360, 768, 1280, 1440])
def test_bars_are_seen_in_windows_of_any_width(
    show: Open, all_promotions: Dataset, width: int
) -> None:
    page = show(stats(whole(all_promotions), ["skill"]), width=width)
    bars = page.locator(".counts i")
    lengths = bars.evaluate_all("all => all.map(bar => bar.getBoundingClientRect().width)")
    texts = page.locator(".counts td:last-child").all_inner_texts()
    percents = [int(text.removesuffix("%")) for text in texts]
    longest = lengths[0]
    assert longest > 100
    for length, percent in zip(lengths, percents, strict=True):
        # Shares are rounded to a percent.
        share = pytest.approx(percent / percents[0], abs=0.02)
        assert length / longest == share
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.usefixtures("language")
def test_print_cuts_nothing(show: Open, all_promotions: Dataset, bundled: Dataset) -> None:
    for dataset, most in ((bundled, 3), (all_promotions, 15)):
        page = show(listing(whole(dataset)), dark=True)
        printed = page.pdf(prefer_css_page_size=True)
        sheets = re.findall(rb"/Type\s*/Page\b", printed)
        assert len(sheets) <= most
        # As wide as A4 without its margins, in pixels.
        page.set_viewport_size({"width": 688, "height": 1000})
        page.emulate_media(media="print")
        assert page.evaluate("document.documentElement.scrollWidth") == 688
        for css in ("summary", ".chart tr", "li"):
            element = page.locator(css).first
            inside = element.evaluate("node => getComputedStyle(node).breakInside")
            assert inside == "avoid"


# Hostile data


def test_only_the_script_of_the_page_runs(browser: Browser, tmp_path: Path) -> None:
    text = "".join(write(promotions(dataset_of())))
    added = text.replace("</body>", "<script>document.title = 'run'</script></body>")
    (tmp_path / "page.html").write_text(added, "utf-8")
    page = browser.new_page()
    page.goto((tmp_path / "page.html").as_uri())
    assert page.title() == "Promotions"
    page.close()


def test_data_is_never_run_as_a_script(show: Open) -> None:
    script = "</script><img src=x onerror=alert(1)><script>alert(2)</script>"
    for text in (script, HOSTILE):
        texts: dict[str, Any] = dict.fromkeys(("name", "tagline", "note", "made"), text)
        texts |= {"themes": (text, "T"), "keywords": (text,)}
        report = listing(found(challenge("a", **texts), challenge("b")))
        page = show(report)
        search(page).fill("www" if text is HOSTILE else "onerror")
        assert ids(page) == ["a"]
        choose(page, "Theme", text)
        assert ids(page) == ["a"]
        show(cards(whole(report.dataset)))


def reports(every: Answer, some: Answer) -> dict[str, Report]:
    gobelins = tuple(c for c in some.whole.challenges if c.slug == "gobelins")
    return {
        "list": listing(some),
        "all": listing(every),
        "columns": listing(some, columns_named(some.whole, ["name", "page", "note"])),
        "nothing": listing(found()),
        "card": cards(found(*gobelins)),
        "cards": cards(some),
        "stats": stats(every, ["skill", "theme", "promotion"]),
        "across": stats(every, ["skill"], "promotion"),
        "programme": programme(every.whole),
        "promotions": promotions(every.whole),
    }


PAGES = [*reports(found(challenge("gobelins")), found(challenge("gobelins")))]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_violation_and_nothing_is_wider_than_the_screen(
    show: Open, all_promotions: Dataset, bundled: Dataset, name: str, language: str
) -> None:
    with in_language(language):
        report = reports(whole(all_promotions), whole(bundled))[name]
        for width in (NARROW, USUAL):
            # Each language has each colour scheme at one of the widths.
            page = show(report, width=width, dark=(width == USUAL) == (language == "en"))
            for details in page.locator("details").all()[:20]:
                details.evaluate("details => { details.open = true }")
            if page.get_by_role("searchbox").count():
                page.get_by_role("searchbox").fill("data")
            if button := page.locator(".rows thead button").all()[:1]:
                button[0].click()
            assert page.evaluate("document.documentElement.scrollWidth") == width
            page.evaluate("scrollTo(0, 0)")  # else the search stands before what it found
            violations = Axe().run(page, options=TARGETS)
            assert violations.violations_count == 0, violations.generate_report()
