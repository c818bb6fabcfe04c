"""What a command answers, whatever the format: the columns of listings, cards, calls, promotions."""

from dataclasses import replace
from itertools import chain

import pytest
from build import BAKER, CHEF, FULL, FULL_CALL, challenge, dataset, heads, host, joined, rows
from build import seeking as seek

from eigcli.columns import columns_in, columns_named, known_roles
from eigcli.data.cards import Card
from eigcli.data.kinds import fields_of
from eigcli.data.loading import Input
from eigcli.data.model import Challenge, Dataset, Profile, Programme
from eigcli.errors import UsageError
from eigcli.find import find_by_name
from eigcli.matching import parse_query
from eigcli.reports import Call, Calls, Cards, Listing, column_candidates
from eigcli.search import Matches
from eigcli.text import comma_list


def listing(whole: Dataset, *names: str) -> Listing:
    return Listing(whole, columns_named(whole, names))


def cells(whole: Dataset, *names: str) -> list[list[str]]:
    """Return what programs read of each challenge in the columns of these names."""
    return rows(listing(whole, *names), words=False)


# Columns


# Of each column its name, what people call it, and what programs and people read in it of a
# challenge of which all is known; the same text for both where there is one.
EVERYTHING = [
    ("slug", "Slug", "a"),
    ("number", "Number", "7"),
    ("name", "Name", "A"),
    # In French, since there is a column that has it in English.
    ("tagline", "Tagline", "nourrir"),
    ("tagline_english", "Tagline in English", "feed"),
    ("other_names", "Also called", "Aa | Aaa", "Aa; Aaa"),
    ("promotion", "Promotion", "2"),
    ("year", "Year", "2018"),
    ("hosts", "Host", "M, D | N"),
    ("ministries", "Ministries", "M | N"),
    ("departments", "Departments", "D | "),
    ("families", "Families", "sea | land", "High seas | land"),
    ("bodies", "Bodies", "Port | Dock"),
    ("towns", "Town", "Brest | Lyon", "Brest; Lyon"),
    ("departments_of_towns", "Département", "29 Finistère | 69 Rhône", "29 Finistère; 69 Rhône"),
    ("regions", "Region", "Bretagne"),
    ("themes", "Theme", "Santé"),
    ("people", "People", "cook 2/1 | x-y 1/0 | baker ?/2"),
    ("profiles", "Seeks", "2 cook | 1 x-y | baker", "2 chefs | 1 x-y | boulanger·ère"),
    ("seeks", "Seeks", "2 cook | 1 x-y | baker", "2 chefs | 1 x-y | boulanger·ère"),
    ("skills", "Roles", "cook | x-y | baker", "chef | x-y | boulanger·ère"),
    ("cook", "chef, sought", "2"),
    ("x_y", "x-y, sought", "1"),
    ("baker", "boulanger·ère, sought", ""),
    ("sought", "People sought", ""),
    ("basis", "Role split", "stated", "stated by a source"),
    ("recruited", "Recruited", "1 cook | 2 baker", "1 chef | 2 boulanger·ères"),
    ("recruited_cook", "chef, recruited", "1"),
    ("recruited_x_y", "x-y, recruited", "0"),
    ("recruited_baker", "boulanger·ère, recruited", "2"),
    ("recruited_total", "People recruited", "3"),
    ("expertise", "Expertise", "pain | soupe", "pain; soupe"),
    ("later_expertise", "Later expertise", "potage"),
    ("keywords", "Keywords", "brioche | bread", "brioche; bread"),
    ("funding", "Funded by", "host", "the host administration"),
    ("months", "Length (months)", "10"),
    ("problem", "Problem", "On a faim."),
    ("made", "What was made", "Du pain."),
    ("since", "What came of it", "En 2020, tous en mangent."),
    ("phase", "Phase", "stopped", "Stopped"),
    ("phase_since", "Phase since", "2020-03", "March 2020"),
    ("product", "Product", "https://example.org/p"),
    ("repository", "Repository", "https://example.org/r"),
    ("card", "Card", "https://example.org/c"),
    ("techniques", "Techniques", "Four"),
    ("follows", "Follows", "b"),
    ("followed_by", "Followed by", "c | d", "c; d"),
    ("page", "Page", "https://example.org/"),
    ("former_page", "Former page", "https://example.org/f"),
    ("note", "Note", "Rien."),
    (
        *("sources", "Source", "k | r"),
        "Livre, Éditeur, September 2017, https://example.org/l | Rapport",
    ),
]


ROLES = [
    *("developer", "designer", "data_scientist", "geomatician", "project_manager"),
    # Those of eigcli that this promotion does not have.
    *("data_engineer", "lawyer", "product_manager", "product_director", "technical_director"),
    *("impact_director", "operations_director"),
]
# With the roles of eigcli in place of those of the challenge.
COLUMNS = list(
    chain.from_iterable(
        {"cook": ROLES, "recruited_cook": [f"recruited_{role}" for role in ROLES]}.get(name, [name])
        for name, *_texts in EVERYTHING
        if name not in {"x_y", "baker", "recruited_x_y", "recruited_baker"}
    )
)


def test_columns_are_in_codes_for_programs_and_in_words_for_people() -> None:
    names, labels = [row[0] for row in EVERYTHING], [row[1] for row in EVERYTHING]
    report = listing(dataset(FULL), *names)
    assert (heads(report, words=False), heads(report, words=True)) == (names, labels)
    assert rows(report, words=False) == [[row[2] for row in EVERYTHING]]
    assert rows(report, words=True) == [[row[-1] for row in EVERYTHING]]


def test_what_is_not_known_differs_from_what_is_not_there() -> None:
    whole = dataset(
        challenge(hosts=(host("M"), host("N", "D")), profiles=seek(cook=None)),
        challenge("b", promotion="2", profiles=seek(cook=2, baker=1)),
    )
    names = ["cook", "baker", "sought", "departments", "number", "expertise", "promotion"]
    assert cells(whole, *names) == [
        ["", "0", "", " | D", "", "", ""],
        ["2", "1", "3", "", "", "", "2"],
    ]
    assert [list(record.values()) for record in listing(whole, *names).records()] == [
        [None, 0, None, ["", "D"], None, [], None],
        [2, 1, 3, [], None, [], "2"],
    ]


def test_whom_a_challenge_recruited_is_not_known_where_it_states_nobody() -> None:
    """That nobody of a role was recruited is stated by naming others; what was sought is another."""
    whole = dataset(
        challenge("a", profiles=seek(cook=2), recruited=seek(baker=3)),
        challenge("b", profiles=seek(cook=1), recruited=seek(cook=1, baker=1)),
        challenge("c", profiles=seek(cook=4)),
        skills=(CHEF, BAKER),
    )
    names = ["cook", "baker", "sought", "recruited_cook", "recruited_baker", "recruited_total"]
    assert cells(whole, *names) == [
        ["2", "0", "2", "0", "3", "3"],
        ["1", "0", "1", "1", "1", "2"],
        ["4", "0", "4", "", "", ""],
    ]
    records = [list(record.values()) for record in listing(whole, *names[3:]).records()]
    assert records == [[0, 3, 3], [1, 1, 2], [None, None, None]]


def test_people_read_a_tagline_in_english_where_it_is_known_and_programs_in_french() -> None:
    alone = listing(dataset(FULL, challenge("b", tagline="cuire")), "tagline")
    assert rows(alone, words=True) == [["feed"], ["cuire"]]
    assert rows(alone, words=False) == [["nourrir"], ["cuire"]]


def test_the_records_of_columns_have_families_and_bodies_by_their_keys() -> None:
    [record] = listing(dataset(FULL), "families", "bodies").records()
    assert record == {"families": ["sea", "land"], "bodies": ["Port", "Dock"]}


def test_columns_come_in_the_order_they_are_named_as_often_as_they_are() -> None:
    names = ["page", "slug", "cook", "slug"]
    assert heads(listing(dataset(FULL), *names), words=False) == names
    assert cells(dataset(FULL), "slug", "number", "slug") == [["a", "7", "a"]]


def test_an_export_has_the_columns_of_a_challenge_and_none_of_a_role(bundled: Dataset) -> None:
    others = {"hosts", "bodies", "people", "profiles"}
    others |= {
        column.name for column in columns_in(bundled, known_roles(bundled)).values() if column.role
    }
    exported = [name for name in COLUMNS if name not in others]
    assert heads(Listing(bundled), words=False) == exported
    assert heads(Listing(dataset()), words=False) == exported


ONE = challenge(number=1, promotion="2", tagline="t", themes=("x",), basis="stated")
SEVERAL = dataset(ONE, challenge("b", promotion="3"))


@pytest.mark.parametrize(
    ("whole", "first"),
    [
        (dataset(ONE), ["number"]),
        (dataset(replace(ONE, number=None)), []),
        # A number means something in its own promotion alone.
        (SEVERAL, ["promotion"]),
        (
            dataset(ONE, programmes=(Programme(name="P", promotion="2"), Programme(name="Q"))),
            ["promotion"],
        ),
    ],
)
def test_people_see_the_promotion_where_there_are_several_and_otherwise_the_number(
    whole: Dataset, first: list[str]
) -> None:
    names = [*first, "name", "tagline", "hosts", "themes", "seeks", "basis"]
    assert heads(Listing(whole).for_people(), words=False) == names
    without = [name for name in names if name not in {"number", "themes"}]
    assert heads(Listing(whole).for_people("number", "themes"), words=False) == without


def test_programs_always_read_the_same_columns_first_of_which_is_the_slug() -> None:
    for whole in (dataset(ONE), SEVERAL, dataset()):
        assert heads(Listing(whole).for_programs(), words=False) == [
            *("slug", "number", "name", "tagline", "hosts", "seeks", "promotion"),
        ]


def test_columns_that_were_asked_for_stay_and_so_does_all_else_of_a_listing() -> None:
    asked = listing(SEVERAL, "page")
    assert asked.for_people() == asked.for_programs() == asked
    matches = Matches(parse_query("fraude"))
    brief = Listing(SEVERAL, matches=matches).for_people()
    assert (brief.chosen, brief.matches) == (SEVERAL, matches)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("slgu", "no column is called 'slgu'. Did you mean slug?"),
        ("develper", "no column is called 'develper'. Did you mean developer?"),
        ("", "no column is called ''."),
    ],
)
def test_an_unknown_column_is_named_with_the_nearest_and_what_there_is(
    bundled: Dataset, name: str, message: str
) -> None:
    with pytest.raises(UsageError) as mistake:
        columns_named(bundled, ["slug", name])
    assert (
        str(mistake.value)
        == f"{message} The columns are {comma_list(COLUMNS)}. To see them all: eig schema columns."
    )


@pytest.mark.parametrize(
    ("whole", "names", "counts"),
    [
        # Called like a field,
        (challenge(profiles=seek(note=3), note="9"), "skill_note note", "3 9"),
        # like one another, and like a total,
        (
            challenge(profiles=seek(**{"skill_a_b": 1, "a-b": 2, "a_b": 3, "sought": 4})),
            *("skill_a_b a_b skill_skill_a_b skill_sought sought", "1 2 3 4 10"),
        ),
        # and like the people of a role that were recruited.
        (
            challenge(
                profiles=seek(recruited_cook=1, cook=2, total=3), recruited=seek(cook=5, total=7)
            ),
            "recruited_cook skill_recruited_cook recruited_total skill_recruited_total",
            "1 5 12 7",
        ),
    ],
)
def test_each_role_has_a_column_of_its_own(whole: Challenge, names: str, counts: str) -> None:
    assert cells(dataset(whole), *names.split()) == [counts.split()]


def test_every_column_is_offered_in_its_order_with_its_sentence() -> None:
    offered = dict(column_candidates(Input(), ""))
    assert list(offered) == COLUMNS
    assert all(offered.values())
    sentences = {
        "slug": "its name for commands and addresses",
        "hosts": ("who hosts it: ministries and their departments; `ministry: X` where it is one"),
        "departments": "the department in each of these ministries, in the same order",
        "seeks": "the roles it seeks and how many of each, as texts",
        "skills": "the codes of the roles it seeks",
        "data_scientist": "how many people of this role it seeks",
        "sought": "how many people it seeks in all",
        "recruited_data_scientist": "how many people of this role were recruited",
        "recruited_total": "how many people were recruited in all",
    }
    assert {name: offered[name] for name in sentences} == sentences
    assert dict(column_candidates(Input(promotion=("dig",)), "")).keys() == offered.keys()


# Records


def test_a_column_has_the_value_of_the_whole_record_and_those_beside_have_counts_and_lists() -> (
    None
):
    [whole] = Listing(dataset(FULL)).records()
    assert list(whole) == list(fields_of(Challenge))
    for name, value in whole.items():
        assert list(listing(dataset(FULL), name).records()) == [{name: value}]
    assert list(
        listing(dataset(FULL), "sought", "cook", "skills", "seeks", "ministries").records()
    ) == [
        {
            "sought": None,
            "cook": 2,
            "skills": ["cook", "x-y", "baker"],
            "seeks": ["2 cook", "1 x-y", "baker"],
            "ministries": ["M", "N"],
        }
    ]


# Cards


def facts(card: Card) -> list[tuple[str, str, str]]:
    return [(fact.name, fact.label, joined(fact.value)) for fact in card.facts]


# What people read otherwise than in a column, or not at all.
NOT_ON_CARDS = {"tagline_english", "year", "departments_of_towns", "keywords", "people"}
ON_CARDS = {"tagline": "feed", "phase": "Stopped: the product is no longer in use."}


@pytest.mark.parametrize("words", [False, True])
def test_a_card_has_all_that_is_known_of_a_challenge(*, words: bool) -> None:
    [card] = Cards(dataset(FULL)).cards(words=words)
    fields = set(fields_of(Challenge))
    known = [(row[0], row[1], row[2]) for row in EVERYTHING if row[0] in fields]
    if words:
        known = [
            (name, label, ON_CARDS.get(name, text))
            for name, label, *_code, text in EVERYTHING
            if name in fields - NOT_ON_CARDS
        ]
    assert facts(card) == known
    sources = tuple(cited.source for cited in FULL.sources)
    assert (card.name, card.page, card.sources, card.status) == ("A", FULL.page, sources, "")
    assert [fact.name for fact in card.details] == [
        name for name, *_rest in known if name not in {"name", "tagline", "sources"}
    ]


@pytest.mark.parametrize(
    ("bases", "labels"),
    [
        (["selected"], ["Selected", "chef, selected", "People selected"]),
        (
            ["selected", None],
            ["Sought or selected", "chef, sought or selected", "People sought or selected"],
        ),
        ([None, "stated"], ["Seeks", "chef, sought", "People sought"]),
    ],
)
def test_columns_of_people_are_headed_by_whom_they_count(
    bases: list[str | None], labels: list[str]
) -> None:
    """Programs have the same names whoever is counted."""
    challenges = (
        challenge(f"a{n}", profiles=(Profile(skill=CHEF, count=1),), basis=basis)
        for n, basis in enumerate(bases)
    )
    names = ["seeks", "cook", "sought"]
    report = listing(dataset(*challenges), *names)
    assert (heads(report, words=True), heads(report, words=False)) == (labels, names)


def test_there_is_a_card_for_each_challenge_in_their_order(bundled: Dataset) -> None:
    chosen = find_by_name(bundled, ["hopkins", "gobelins"]).dataset
    assert [card.name for card in Cards(chosen).cards(words=False)] == ["Hopkins", "Gobelins"]


# The calls


WORDS = {
    "Name": "P",
    "Acronym": "PR",
    "Description": "say",
    "Promotion": "2",
    "Run by": "Etalab",
    "Call opens": "27 September 2017",
    "Call closes": "27 October 2017, 17:00 (UTC+02:00)",
    "Calls": "September 2017 – … | … – 2018",
    "Start": "January 2018",
    "End": "1 November 2018",
    "Length": "10 months",
    "Currency": "CHF",
    "Pay": "e: 3,500 CHF a month, and up to 10% more | 4,000 CHF a month",
    "Limit": "3 défis at most for one candidate",
    "Selection": "s",
    "Team": "t",
    "Mentor": "m | n",
    "Sessions": "a group session every 2 weeks",
    "Data": "d",
    "Before": "p",
    "Applications": "https://example.org/",
    "Contact": "https://example.org/c",
    "Announced": "1 défi, 3 people: 2 chefs",
    "Profiles are": "the people sought",
    "Recruited": "1 défi, 2 people: 2 chefs",
    "Margin of recruited": "±1 person",
    "Licence": "etalab-2.0",
    "Next call": "x",
    "Note": "n",
    "Source": "Livre, Éditeur, September 2017, https://example.org/l",
}


def test_people_read_all_of_a_call_in_words_and_programs_in_codes() -> None:
    call = Call((FULL_CALL,))
    assert (heads(call, words=True), heads(call, words=False)) == (
        *(["Fact", "Value"], ["key", "value"]),
    )
    assert rows(call, words=True) == [list(fact) for fact in WORDS.items()]
    [card] = call.cards(words=True)
    assert [(label, text) for _name, label, text in facts(card)] == list(WORDS.items())
    [card] = call.cards(words=False)
    assert rows(call, words=False) == [[name, text] for name, _label, text in facts(card)]
    codes = {name: text for name, _label, text in facts(card)}
    assert list(codes) == list(fields_of(Programme))
    assert codes["closes"] == "2017-10-27T17:00+02:00"
    assert codes["calls"] == "2017-09/.. | ../2018"
    assert codes["pay"] == "e: 3500 + 10 % | 4000"
    assert codes["announced"] == "1 challenges, 3 people, 2 cook"


def test_the_card_of_a_call_has_its_status() -> None:
    calls = Call((Programme(name="P", closes="2018"), Programme(name="Q", opens="9999")))
    for words in (True, False):
        assert [card.status for card in calls.cards(words=words)] == [
            *("The call is over: it closed in 2018.", "The call opens in 9999."),
        ]


def test_a_promotion_without_a_challenge_seeks_and_recruited_nobody() -> None:
    report = Calls(
        dataset(
            challenge("a", promotion="1", profiles=seek(cook=2, baker=1), recruited=seek(cook=4)),
            challenge("b", profiles=seek(cook=None)),
            challenge("c", promotion="9", profiles=seek(cook=8)),
            programmes=(
                Programme(name="P", promotion="1", start="2017-01", organiser="E"),
                Programme(name="Q", counted="selected"),
                Programme(name="R", promotion="3"),
            ),
        )
    )
    assert heads(report, words=False) == [
        *("promotion", "name", "start", "challenges", "sought", "recruited", "organiser"),
        *("counted", "sought_known", "recruited_known"),
    ]
    assert rows(report, words=False) == [
        ["1", "P", "2017-01", "1", "3", "4", "E", "", "1", "1"],
        ["", "Q", "", "1", "", "", "", "selected", "0", "0"],
        ["3", "R", "", "0", "0", "0", "", "", "0", "0"],
    ]
    # People read the totals of all, and of how many défis they are.
    assert rows(report, words=True)[-1] == ["total", "", "", "3", "11 (2 défis)", "4 (1 défi)", ""]
    assert rows(report, words=True)[0] == ["1", "P", "January 2017", "1", "3", "4", "E"]
    assert rows(Calls(dataset(challenge())), words=True) == []


def test_promotions_say_whom_they_count_and_how_many_challenges_do() -> None:
    programmes = (Programme(name="P", promotion="1", counted="selected"),)
    one = dataset(challenge(promotion="1", profiles=seek(cook=2)), programmes=programmes)
    report = Calls(one, ["promotion", "counted", "sought_known"])
    assert heads(report, words=True) == [
        "Promotion",
        "Whom it counts",
        "Défis that say how many people",
    ]
    assert rows(report, words=True)[0][1:] == [
        "the people selected: the call gave no numbers",
        "1",
    ]


def test_promotions_are_compared_by_the_columns_that_are_chosen() -> None:
    whole = dataset(
        challenge("a", promotion="1", profiles=seek(cook=2)),
        programmes=(
            Programme(name="P", promotion="1", months=10, opens="2017-09-01"),
            Programme(name="Q", promotion="2", months=12),
        ),
    )
    facts = Calls(whole, ["promotion", "months", "opens"])
    assert heads(facts, words=True) == ["Promotion", "Length", "Call opens"]
    assert rows(facts, words=True) == [
        *(["1", "10 months", "1 September 2017"], ["2", "12 months", ""]),
    ]
    assert list(facts.records())[1] == {"promotion": "2", "months": 12, "opens": None}
    assert rows(Calls(whole, ["sought", "months"]), words=True)[-1] == ["2", ""]
