"""What a command answers, whatever the format: columns, cards, the call, counts."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from build import challenge, dataset, host, seeking, skill

from eigcli.columns import columns_named
from eigcli.counts import Counts, Tally
from eigcli.dataset import Input
from eigcli.errors import UsageError
from eigcli.fields import Cell
from eigcli.filters import Filters, select
from eigcli.find import find_by_name
from eigcli.matching import parse_query
from eigcli.model import (
    Announced,
    Challenge,
    Dataset,
    Period,
    Programme,
    Source,
    discrepancies,
)
from eigcli.notes import call_notes, call_status
from eigcli.people import Profile
from eigcli.reports import Call, Calls, Cards, Listing, column_candidates
from eigcli.search import Matches
from eigcli.tables import Card, Fact
from eigcli.text import comma_list

DREES = "Direction de la recherche, des études, de l’évaluation et des statistiques (DREES)"
COLUMNS = [
    *("slug", "number", "name", "tagline", "other_names", "promotion"),
    *("hosts", "ministries", "departments", "towns", "themes"),
    *("profiles", "seeks", "skills", "developer", "designer", "data_scientist", "geomatician"),
    *("project_manager", "sought", "basis"),
    *("recruited", "recruited_developer", "recruited_designer", "recruited_data_scientist"),
    *("recruited_geomatician", "recruited_project_manager", "recruited_total"),
    *("expertise", "later_expertise", "funding", "months", "page", "former_page", "product"),
    *("repository", "note", "sources"),
]
CHEF = skill("cook", french="cuisinier·ère", english="chef", english_plural="chefs")
BAKER = skill("baker", french="boulanger·ère")


def listing(those: Dataset, *names: str) -> Listing:
    return Listing(those, columns_named(those, names))


def read(cell: Cell) -> str:
    """Return the texts of a cell as one that a person reads."""
    return " | ".join(cell)


def cells(those: Dataset, *names: str, words: bool = False) -> list[list[str]]:
    """Return what the columns of these names say of each challenge."""
    return rows(listing(those, *names), words=words)


def head(report: Listing | Call | Calls | Counts, *, words: bool) -> list[str]:
    return list(report.table(words=words).head)


def rows(report: Listing | Call | Calls | Counts, *, words: bool) -> list[list[str]]:
    return [list(map(read, row)) for row in report.table(words=words).rows]


# Columns


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("slug", "lab-sante"),
        ("number", "2"),
        ("name", "Lab Santé"),
        (
            "tagline",
            "participer à la création d’une cellule d’exploitation des données de santé pour améliorer la santé des Français",
        ),
        ("other_names", ""),
        ("promotion", "2"),
        (
            "hosts",
            f"Ministère des Solidarités et de la Santé, {DREES} | Ministère du Travail, {DREES}",
        ),
        ("ministries", "Ministère des Solidarités et de la Santé | Ministère du Travail"),
        ("departments", f"{DREES} | {DREES}"),
        ("towns", "Paris"),
        ("themes", "Santé"),
        ("profiles", "1 data-scientist | 1 designer"),
        ("seeks", "1 data-scientist | 1 designer"),
        ("skills", "data-scientist | designer"),
        ("data_scientist", "1"),
        ("developer", "0"),
        ("sought", "2"),
        ("basis", "inferred"),
        ("recruited", "3 data-scientist"),
        ("recruited_data_scientist", "3"),
        ("recruited_designer", "0"),
        ("recruited_total", "3"),
        ("expertise", "data science | datavisualisation | design de service"),
        ("later_expertise", "Data science"),
        ("funding", "programme"),
        ("months", ""),
        ("page", "https://eig.numerique.gouv.fr/defis/lab-sante/"),
        (
            "former_page",
            "https://entrepreneur-interet-general.etalab.gouv.fr/defis/2018/labsante.html",
        ),
        ("product", ""),
        (
            "note",
            "Répartition déduite des totaux annoncés et de l’expertise publiée. Le pitch dessine trois rôles : data manager, data scientist, service designer.",
        ),
        (
            "sources",
            "article | reglement | pitches | site-2018 | site | personnes | ancien-site",
        ),
    ],
)
def test_a_column_tells_programs_one_thing_of_a_challenge(
    bundled: Dataset, name: str, cell: str
) -> None:
    assert cells(find_by_name(bundled, ["lab-sante"]), name) == [[cell]]


@pytest.mark.parametrize(
    ("name", "label", "cell"),
    [
        ("slug", "Slug", "lab-sante"),
        ("promotion", "Promotion", "2"),
        ("towns", "Town", "Paris"),
        ("themes", "Theme", "Santé"),
        ("profiles", "Seeks", "1 data scientist | 1 designer"),
        ("seeks", "Seeks", "1 data scientist | 1 designer"),
        ("skills", "Roles", "data scientist | designer"),
        ("project_manager", "digital project manager, sought", "0"),
        ("sought", "People sought", "2"),
        ("basis", "How sure", "inferred: no source states the whole split"),
        ("recruited", "Recruited", "3 data scientists"),
        ("recruited_data_scientist", "data scientist, recruited", "3"),
        ("recruited_total", "People recruited", "3"),
        ("later_expertise", "Later expertise", "Data science"),
        ("expertise", "Expertise", "data science; datavisualisation; design de service"),
        ("funding", "Funded by", "the programme"),
        (
            "ministries",
            "Ministries",
            "Ministère des Solidarités et de la Santé | Ministère du Travail",
        ),
    ],
)
def test_a_column_tells_people_the_same_in_words(
    bundled: Dataset, name: str, label: str, cell: str
) -> None:
    chosen = find_by_name(bundled, ["lab-sante"])
    assert cells(chosen, name, words=True) == [[cell]]
    assert head(listing(chosen, name), words=True) == [label]


def test_what_is_not_known_is_told_from_what_is_not_there() -> None:
    those = dataset(
        challenge(hosts=(host("M"), host("N", "D")), profiles=seeking(cook=None)),
        challenge("b", profiles=seeking(cook=2, baker=1)),
    )
    names = ["cook", "baker", "sought", "departments", "number", "expertise"]
    assert cells(those, *names) == [
        ["", "0", "", " | D", "", ""],
        ["2", "1", "3", "", "", ""],
    ]
    assert list(listing(those, *names).records()) == [
        {
            "cook": None,
            "baker": 0,
            "sought": None,
            "departments": ["", "D"],
            "number": None,
            "expertise": [],
        },
        {
            "cook": 2,
            "baker": 1,
            "sought": 3,
            "departments": [],
            "number": None,
            "expertise": [],
        },
    ]


RECRUITING = dataset(
    challenge("a", profiles=seeking(cook=2), recruited=seeking(baker=3)),
    challenge("b", profiles=seeking(cook=1), recruited=seeking(cook=1, baker=1)),
    challenge("c", profiles=seeking(cook=4)),
    skills=(CHEF, BAKER),
)


def test_whom_a_challenge_recruited_is_not_known_where_it_says_nothing_of_it() -> None:
    """That nobody of a role was recruited is said by naming others."""
    names = ["recruited", "recruited_cook", "recruited_baker", "recruited_total"]
    assert cells(RECRUITING, *names) == [
        ["3 baker", "0", "3", "3"],
        ["1 cook | 1 baker", "1", "1", "2"],
        ["", "", "", ""],
    ]
    records = [list(record.values())[1:] for record in listing(RECRUITING, *names).records()]
    assert records == [[0, 3, 3], [1, 1, 2], [None, None, None]]


def test_what_was_sought_is_not_what_was_recruited() -> None:
    assert cells(RECRUITING, "cook", "baker", "sought") == [
        ["2", "0", "2"],
        ["1", "0", "1"],
        ["4", "0", "4"],
    ]


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("recruited_cook", "chef, recruited"),
        ("recruited_baker", "boulanger·ère, recruited"),
        ("recruited_total", "People recruited"),
    ],
)
def test_a_column_of_those_recruited_says_so(name: str, label: str) -> None:
    assert head(listing(RECRUITING, name), words=True) == [label]


def test_a_promotion_that_is_not_known_is_an_empty_cell_and_null_in_records() -> None:
    those = dataset(challenge("a", promotion="dig"), challenge("b"))
    assert cells(those, "promotion") == [["dig"], [""]]
    assert list(listing(those, "promotion").records()) == [
        {"promotion": "dig"},
        {"promotion": None},
    ]


def test_columns_come_in_the_order_they_are_named_as_often_as_they_are(bundled: Dataset) -> None:
    names = ["page", "slug", "geomatician", "slug"]
    assert head(listing(bundled, *names), words=False) == names
    assert cells(find_by_name(bundled, ["hopkins"]), "slug", "number", "slug") == [
        ["hopkins", "7", "hopkins"]
    ]


def test_a_list_is_brief_and_an_export_has_a_column_for_each_skill(bundled: Dataset) -> None:
    assert head(Listing(bundled).for_programs(), words=False) == [
        *("slug", "number", "name", "tagline", "hosts", "seeks", "promotion"),
    ]
    said_in_parts = {"hosts", "profiles", "seeks", "recruited"}
    assert head(Listing(bundled), words=False) == [c for c in COLUMNS if c not in said_in_parts]


def test_a_list_is_not_made_brief_where_columns_are_chosen(bundled: Dataset) -> None:
    assert head(listing(bundled, "page").for_programs(), words=False) == ["page"]


def test_a_brief_list_keeps_its_challenges_and_what_they_were_searched_for(
    bundled: Dataset,
) -> None:
    chosen = find_by_name(bundled, ["hopkins"])
    fraud = Matches(parse_query("fraude"))
    brief = Listing(chosen, matches=fraud, hint="There are more.").for_programs()
    assert brief.chosen == chosen
    assert (brief.matches, brief.hint) == (fraud, "There are more.")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("slgu", "no column is called 'slgu'. Did you mean slug?"),
        (
            "develper",
            "no column is called 'develper'. Did you mean developer?",
        ),
        ("", "no column is called ''."),
    ],
)
def test_an_unknown_column_is_named_with_the_nearest_and_what_there_is(
    bundled: Dataset, name: str, said: str
) -> None:
    with pytest.raises(UsageError) as mistake:
        columns_named(bundled, ["slug", name])
    assert str(mistake.value) == f"{said} The columns are {comma_list(COLUMNS)}."


def test_a_skill_called_like_a_column_has_a_column_of_its_own() -> None:
    note = challenge(profiles=seeking(note=3), note="N")
    those = dataset(note)
    assert cells(those, "skill_note", "note") == [["3", "N"]]
    assert "skill_note" in head(Listing(those), words=False)


def test_skills_whose_columns_would_be_called_alike_have_one_each() -> None:
    counts = {"skill_a_b": 1, "a-b": 2, "a_b": 3, "sought": 4}
    those = dataset(challenge(profiles=seeking(**counts)))
    assert cells(those, "skill_a_b", "a_b", "skill_skill_a_b", "skill_sought", "sought") == [
        ["1", "2", "3", "4", "10"]
    ]


def test_a_skill_called_like_a_column_of_those_recruited_has_columns_of_its_own() -> None:
    roles = {"recruited_cook": 1, "cook": 2, "total": 3}
    those = dataset(challenge(profiles=seeking(**roles), recruited=seeking(cook=5, total=7)))
    named = ["recruited_cook", "skill_recruited_cook", "recruited_total", "skill_recruited_total"]
    assert cells(those, *named) == [["1", "5", "12", "7"]]


def test_the_same_skill_sought_twice_is_counted_once_for_both() -> None:
    twice = (*seeking(cook=1), *seeking(cook=2))
    assert cells(dataset(challenge(profiles=twice)), "skills", "cook") == [["cook", "3"]]


# Completion


def test_every_column_is_offered_in_its_order() -> None:
    """What of them completes the last of several names is seen by the completion."""
    assert [name for name, _about in column_candidates(Input(), "")] == COLUMNS


def test_each_column_is_offered_with_its_sentence() -> None:
    offered = dict(column_candidates(Input(), ""))
    assert offered["slug"] == "its name for commands and addresses"
    assert offered["hosts"] == "who hosts it: ministries and their departments"
    assert offered["departments"] == (
        "the department in each of these ministries, in the same order"
    )
    assert offered["seeks"] == "the roles it seeks and how many of each, as texts"
    assert offered["skills"] == "the codes of the roles it seeks"
    assert offered["data_scientist"] == "how many people of this role it seeks"
    assert offered["sought"] == "how many people it seeks in all"
    assert offered["recruited_data_scientist"] == "how many people of this role were recruited"
    assert offered["recruited_total"] == "how many people were recruited in all"
    assert all(offered.values())


def test_the_columns_are_those_of_the_promotions_that_are_asked_about() -> None:
    offered = [name for name, _about in column_candidates(Input(promotion=("dig",)), "")]
    assert "designer" in offered
    assert "geomatician" not in offered


# Records


def test_the_record_of_a_challenge_has_all_its_fields_in_their_order(bundled: Dataset) -> None:
    [record] = Listing(find_by_name(bundled, ["hopkins"])).records()
    assert list(record) == [
        *("slug", "number", "name", "tagline", "other_names", "promotion", "hosts", "towns"),
        *("themes", "profiles", "basis", "recruited", "expertise", "later_expertise", "funding"),
        *("months", "page", "former_page", "product", "repository", "note", "sources"),
    ]
    [bare] = Listing(dataset(challenge())).records()
    assert bare == {
        "slug": "a",
        "number": None,
        "name": "A",
        "tagline": None,
        "other_names": [],
        "promotion": None,
        "hosts": [{"ministry": "M", "department": None, "aliases": []}],
        "towns": [],
        "themes": [],
        "profiles": [{"skill": "cook", "french": None, "english": None, "count": None}],
        "basis": None,
        "recruited": [],
        "expertise": [],
        "later_expertise": [],
        "funding": None,
        "months": None,
        "page": None,
        "former_page": None,
        "product": None,
        "repository": None,
        "note": None,
        "sources": [],
    }
    assert list(bare) == list(record)


def test_a_column_that_is_chosen_has_the_value_that_the_whole_record_has(bundled: Dataset) -> None:
    whole = list(Listing(bundled).records())
    for name in whole[0]:
        chosen = list(listing(bundled, name).records())
        assert chosen == [{name: record[name]} for record in whole]


def test_columns_that_no_whole_record_has_are_counts_and_lists(bundled: Dataset) -> None:
    names = ["sought", "developer", "skills", "seeks", "ministries", "recruited_total"]
    assert list(listing(find_by_name(bundled, ["dataesr"]), *names).records()) == [
        {
            "sought": 3,
            "developer": 2,
            "skills": ["data-scientist", "developer"],
            "seeks": ["1 data-scientist", "2 developer"],
            "ministries": [
                "Ministère de l’Enseignement supérieur, de la Recherche et de l’Innovation"
            ],
            "recruited_total": 3,
        }
    ]


# Cards


FULL = challenge(
    number=7,
    tagline="nourrir",
    other_names=("Aa", "Aaa"),
    promotion="dig",
    hosts=(host("M", "D"), host("N")),
    towns=("Brest", "Lyon"),
    themes=("Santé",),
    profiles=(
        Profile(CHEF, 2),
        Profile(skill("designer", french="designer", english="designer"), 1),
        Profile(BAKER),
    ),
    basis="stated",
    recruited=(Profile(CHEF, 1), Profile(BAKER, 2)),
    expertise=("pain", "soupe"),
    later_expertise=("potage",),
    funding="host",
    months=10,
    page="https://example.org/",
    former_page="https://example.org/f",
    product="https://example.org/p",
    repository="https://example.org/r",
    note="Rien.",
    sources=(
        Source(
            key="k",
            title="Livre",
            publisher="Éditeur",
            date="2017-09",
            url="https://example.org/l",
            note="Lu.",
        ),
    ),
)


def fact(name: str, label: str, text: str) -> Fact:
    """Return a fact of a card, several texts of which stand between bars."""
    return Fact(name, label, tuple(text.split(" | ")))


def card_of(value: Challenge | Programme, *, words: bool) -> Card:
    report = Call((value,)) if isinstance(value, Programme) else Cards(dataset(value))
    [card] = report.cards(words=words)
    return card


def test_a_card_tells_people_all_of_a_challenge_in_words() -> None:
    assert card_of(FULL, words=True) == Card(
        "A",
        "nourrir",
        [
            fact("slug", "Slug", "a"),
            fact("number", "Number", "7"),
            fact("name", "Name", "A"),
            fact("tagline", "Tagline", "nourrir"),
            fact("other_names", "Also called", "Aa; Aaa"),
            fact("promotion", "Promotion", "dig"),
            fact("hosts", "Host", "M, D | N"),
            fact("towns", "Town", "Brest; Lyon"),
            fact("themes", "Theme", "Santé"),
            fact("profiles", "Seeks", "2 chefs | 1 designer | boulanger·ère"),
            fact("basis", "How sure", "stated by a source"),
            fact("recruited", "Recruited", "1 chef | 2 boulanger·ère"),
            fact("expertise", "Expertise", "pain; soupe"),
            fact("later_expertise", "Later expertise", "potage"),
            fact("funding", "Funded by", "the host administration"),
            fact("months", "Length (months)", "10"),
            fact("page", "Page", "https://example.org/"),
            fact("former_page", "Former page", "https://example.org/f"),
            fact("product", "Product", "https://example.org/p"),
            fact("repository", "Repository", "https://example.org/r"),
            fact("note", "Note", "Rien."),
            fact("sources", "Source", "Livre, Éditeur, September 2017, https://example.org/l"),
        ],
        page="https://example.org/",
        sources=FULL.sources,
    )


def test_a_card_tells_programs_all_of_a_challenge_in_codes() -> None:
    facts = card_of(FULL, words=False).facts
    assert {fact.name: read(fact.value) for fact in facts} == {
        "slug": "a",
        "number": "7",
        "name": "A",
        "tagline": "nourrir",
        "other_names": "Aa | Aaa",
        "promotion": "dig",
        "hosts": "M, D | N",
        "towns": "Brest | Lyon",
        "themes": "Santé",
        "profiles": "2 cook | 1 designer | baker",
        "basis": "stated",
        "recruited": "1 cook | 2 baker",
        "expertise": "pain | soupe",
        "later_expertise": "potage",
        "funding": "host",
        "months": "10",
        "page": "https://example.org/",
        "former_page": "https://example.org/f",
        "product": "https://example.org/p",
        "repository": "https://example.org/r",
        "note": "Rien.",
        "sources": "k",
    }


def test_the_details_of_a_card_are_all_but_its_name_and_tagline() -> None:
    card = card_of(FULL, words=True)
    assert [fact.name for fact in card.details] == [
        *("slug", "number", "other_names", "promotion", "hosts", "towns", "themes", "profiles"),
        *("basis", "recruited", "expertise", "later_expertise", "funding", "months", "page"),
        *("former_page", "product", "repository", "note", "sources"),
    ]


def test_a_card_leaves_out_what_is_not_known() -> None:
    bare = Card(
        "A",
        None,
        [
            fact("slug", "Slug", "a"),
            fact("name", "Name", "A"),
            fact("hosts", "Host", "M"),
            fact("profiles", "Seeks", "cook"),
        ],
    )
    assert card_of(challenge(), words=True) == card_of(challenge(), words=False) == bare
    status = "The dataset does not say when the call closes."
    programme = Card("P", None, [fact("name", "Name", "P")], status=status)
    for words in (True, False):
        assert card_of(Programme(name="P"), words=words) == programme


def test_there_is_a_card_for_each_challenge_in_their_order(bundled: Dataset) -> None:
    chosen = find_by_name(bundled, ["hopkins", "gobelins"])
    assert [card.name for card in Cards(chosen).cards(words=False)] == ["Hopkins", "Gobelins"]


# The programme


WORDS = {
    "Name": "Entrepreneurs d’intérêt général",
    "Acronym": "EIG",
    "Promotion": "2",
    "Run by": "Etalab",
    "Call opens": "27 September 2017",
    "Call closes": "27 October 2017, 17:00 (UTC+02:00)",
    "Start": "January 2018",
    "Length": "10 months",
    "Pay": "4\u202f000 € net a month",
    "Limit": "3 défis at most for one candidate",
    "Selection": "13 défis choisis par un jury d’experts",
    "Team": "2 à 3 entrepreneurs par défi, aux savoir-faire complémentaires (« sauf exception », précise le règlement)",
    "Mentor": "un mentor opérationnel, dans le travail quotidien | un mentor stratégique, à un haut niveau dans l’administration",
    "Sessions": "a group session every 2 weeks",
    "Data": "accès exclusif à des sources de données publiques",
    "Before": "promotion 1, 11 entrepreneurs, en poste depuis janvier 2017",
    "Applications": "https://entrepreneur-interet-general.etalab.gouv.fr/",
    "Contact": "https://eig.numerique.gouv.fr/contact/",
    "Announced": "13 défis, 27 profiles: 8 developers, 5 designers, 11 data scientists, 2 geomaticians, 1 digital project manager",
    "Recruited": "13 défis, 28 people",
    "Licence": "etalab-2.0",
    "Note": "Un·e des onze data scientists annoncés est expert·e en datavisualisation ; aucune source ne dit pour quel défi (PrédiSauvetage et Lab Santé demandent tous deux cette expertise).",
    "Source": "Relevez le défi : devenez entrepreneur.e d’intérêt général !, 2017 | Règlement de l’appel à candidature, Promotion 2, Etalab, September 2017 | Restitution de la promotion 2, Etalab, 3 December 2018, https://eig.numerique.gouv.fr/blog/restitution-eig2/ | Ancien site du programme, promotions 1 à 4 (données des défis), Etalab, 5 September 2022, https://entrepreneur-interet-general.etalab.gouv.fr/ | Site du programme Entrepreneur·e·s d’intérêt général, pages des défis, DINUM, 14 April 2026, https://eig.numerique.gouv.fr/",
}
CODES = {
    "name": WORDS["Name"],
    "acronym": "EIG",
    "promotion": "2",
    "organiser": "Etalab",
    "opens": "2017-09-27",
    "closes": "2017-10-27T17:00+02:00",
    "start": "2018-01",
    "months": "10",
    "monthly_pay": "4000",
    "max_applications": "3",
    "selection": WORDS["Selection"],
    "team": WORDS["Team"],
    "mentors": WORDS["Mentor"],
    "session_weeks": "2",
    "data": WORDS["Data"],
    "previous": WORDS["Before"],
    "apply": WORDS["Applications"],
    "contact": WORDS["Contact"],
    "announced": "13 challenges | 27 profiles | 8 developer | 5 designer | 11 data-scientist | 2 geomatician | 1 project-manager",
    "recruited": "13 challenges | 28 people",
    "licence": "etalab-2.0",
    "note": WORDS["Note"],
    "sources": "article | reglement | restitution | ancien-site | site",
}


@pytest.fixture
def programme(bundled: Dataset) -> Programme:
    """The programme of the bundled dataset."""
    return bundled.programmes[0]


def test_people_are_told_all_of_the_programme_in_words(programme: Programme) -> None:
    call = Call((programme,))
    assert head(call, words=True) == ["Fact", "Value"]
    assert rows(call, words=True) == [list(said) for said in WORDS.items()]
    card = card_of(programme, words=True)
    assert (card.name, card.tagline) == (WORDS["Name"], None)
    assert [(fact.label, read(fact.value)) for fact in card.facts] == list(WORDS.items())


def test_programs_are_told_all_of_the_programme_in_codes(programme: Programme) -> None:
    call = Call((programme,))
    assert head(call, words=False) == ["key", "value"]
    assert rows(call, words=False) == [list(said) for said in CODES.items()]
    facts = card_of(programme, words=False).facts
    assert [(fact.name, read(fact.value)) for fact in facts] == list(CODES.items())


def record_of_call(programme: Programme) -> dict[str, Any]:
    record = Call((programme,)).records()
    assert isinstance(record, dict)
    return record


def test_the_record_of_the_programme_has_every_key(programme: Programme) -> None:
    record = record_of_call(programme)
    assert list(record) == [
        *("name", "acronym", "promotion", "organiser", "opens", "closes", "calls", "start"),
        *("ends", "months", "monthly_pay", "pay", "max_applications", "selection", "team"),
        *("mentors", "session_weeks", "data", "previous", "apply", "contact", "announced"),
        *("counted", "recruited", "licence", "next_call", "note", "sources"),
    ]
    assert (record["promotion"], record["months"]) == ("2", 10)
    assert record["closes"] == "2017-10-27T17:00+02:00"
    assert [source["key"] for source in record["sources"]] == CODES["sources"].split(" | ")
    assert record["recruited"] == {"challenges": 13, "people": 28, "skills": []}
    assert record["announced"]["challenges"] == 13
    assert record["announced"]["profiles"] == 27
    assert record["announced"]["skills"][2] == {
        "skill": "data-scientist",
        "french": "data scientist",
        "english": "data scientist",
        "count": 11,
    }
    bare = record_of_call(Programme(name="P"))
    assert list(bare) == list(record)
    assert (bare["announced"], bare["mentors"]) == (None, [])


FIRST = Programme(name="Premier", promotion="1", start="2017-01", organiser="Etalab")
SECOND = Programme(name="Second", counted="selected")


def test_several_calls_are_a_table_that_says_of_which_promotion_each_fact_is() -> None:
    calls = Call((FIRST, SECOND))
    assert head(calls, words=False) == ["promotion", "key", "value"]
    assert rows(calls, words=False) == [
        ["1", "name", "Premier"],
        ["1", "promotion", "1"],
        ["1", "organiser", "Etalab"],
        ["1", "start", "2017-01"],
        ["", "name", "Second"],
        ["", "counted", "selected"],
    ]
    assert head(calls, words=True) == ["Promotion", "Fact", "Value"]
    assert rows(calls, words=True) == [
        ["1", "Name", "Premier"],
        ["1", "Promotion", "1"],
        ["1", "Run by", "Etalab"],
        ["1", "Start", "January 2017"],
        ["", "Name", "Second"],
        ["", "Profiles are", "the people selected: the call gave no numbers"],
    ]


def test_several_calls_are_a_record_and_a_card_each() -> None:
    calls = Call((FIRST, SECOND))
    records = calls.records()
    assert not isinstance(records, dict)
    assert [(record["name"], record["counted"]) for record in records] == [
        ("Premier", None),
        ("Second", "selected"),
    ]
    assert [card.name for card in calls.cards(words=True)] == ["Premier", "Second"]


# The promotions


def promotions() -> Calls:
    """Return two promotions, one of which has a name, and a challenge of neither."""
    return Calls(
        dataset(
            challenge(
                "a", promotion="1", profiles=seeking(cook=2, baker=1), recruited=seeking(cook=4)
            ),
            challenge("b", profiles=seeking(cook=None)),
            challenge("c", promotion="1", profiles=seeking(cook=1), recruited=seeking(baker=1)),
            challenge("d", promotion="9", profiles=seeking(cook=8)),
            programmes=(FIRST, SECOND, Programme(name="Troisième", promotion="3")),
        )
    )


def test_each_promotion_is_a_line_of_what_is_known_and_counted() -> None:
    assert head(promotions(), words=False) == [
        *("promotion", "name", "start", "challenges", "sought", "recruited", "organiser"),
        "counted",
    ]
    assert rows(promotions(), words=False) == [
        ["1", "Premier", "2017-01", "2", "4", "5", "Etalab", ""],
        ["", "Second", "", "1", "", "", "", "selected"],
        ["3", "Troisième", "", "0", "0", "0", "", ""],
    ]
    assert head(promotions(), words=True) == [
        *("Promotion", "Name", "Start", "Défis", "People sought", "People recruited", "Run by"),
    ]
    assert rows(promotions(), words=True)[0] == [
        *("1", "Premier", "January 2017", "2", "4", "5", "Etalab"),
    ]


def test_the_record_of_a_promotion_says_whom_its_numbers_count() -> None:
    first, second, _third = promotions().records()
    assert first == {
        "promotion": "1",
        "name": "Premier",
        "start": "2017-01",
        "challenges": 2,
        "sought": 4,
        "recruited": 5,
        "organiser": "Etalab",
        "counted": None,
    }
    assert second == {
        "promotion": None,
        "name": "Second",
        "start": None,
        "challenges": 1,
        "sought": None,
        "recruited": None,
        "organiser": None,
        "counted": "selected",
    }


def test_a_dataset_without_a_programme_has_no_line_of_a_promotion() -> None:
    assert rows(Calls(dataset(challenge())), words=True) == []


# What a reader must know of a call


THIS_YEAR = str(datetime.now(UTC).year)


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        (
            {"opens": "2017-09-27", "closes": "2017-10-27T17:00+02:00"},
            "The call is over: it closed on 27 October 2017.",
        ),
        ({"closes": "2018-01"}, "The call is over: it closed in January 2018."),
        (
            {"opens": "2017", "closes": "9999-12-31"},
            "The call is open until 31 December 9999.",
        ),
        (
            {"closes": "9999-12-31T17:00+01:00"},
            "The call is open until 31 December 9999, 17:00 (UTC+01:00).",
        ),
        ({"closes": "9999-02"}, "The call is open until the end of February 9999."),
        # A year that is not over: one may apply as far as it is known.
        (
            {"opens": THIS_YEAR, "closes": THIS_YEAR},
            f"The call is open until the end of {THIS_YEAR}.",
        ),
        (
            {"opens": "9999-02-01", "closes": "9999-03-01"},
            "The call opens on 1 February 9999.",
        ),
        ({"opens": "9999"}, "The call opens in 9999."),
        ({"opens": "2017"}, "The dataset does not say when the call closes."),
        ({}, "The dataset does not say when the call closes."),
    ],
)
def test_a_reader_is_told_whether_one_can_still_apply(dates: dict[str, Any], said: str) -> None:
    assert call_status(Programme(name="P", **dates)) == said


@pytest.mark.parametrize(
    ("calls", "said"),
    [
        ([("2017", "2018"), ("2019", "9999-01-01")], "The call is open until 1 January 9999."),
        ([("2017", "2018"), ("9998", "9999")], "The call opens in 9998."),
        # In whatever order they stand.
        ([("9998-10", "9998-11"), ("9998-02", "9998-03")], "The call opens in February 9998."),
        ([("2017", "2018"), ("2019", "2020")], "The call is over: it closed in 2020."),
        ([("2017", "9998"), ("2018", "9999")], "The call is open until the end of 9998."),
    ],
)
def test_of_several_times_to_apply_the_next_or_the_last_counts(
    calls: list[tuple[str, str]], said: str
) -> None:
    periods = tuple(Period(opens=opens, closes=closes) for opens, closes in calls)
    assert call_status(Programme(name="P", opens="2017", closes="9999", calls=periods)) == said


OVER = "The call is over: it closed in 2018."
SELECTED = "Promotion {}: people sought are those selected; the call gave no numbers.".format


@pytest.mark.parametrize(
    ("programmes", "said"),
    [
        ([], []),
        ([Programme(name="P", closes="2018")], [OVER]),
        (
            [Programme(name="P", closes="2018", next_call="Plus d’appel.")],
            [OVER, "Plus d’appel."],
        ),
        (
            [Programme(name="P", promotion="6", closes="2018", counted="selected")],
            [SELECTED("6"), OVER],
        ),
        ([Programme(name="P", promotion="6", closes="2018", counted="sought")], [OVER]),
        (
            [Programme(name="P", closes="2018", counted="selected")],
            ["People sought are those selected; the call gave no numbers.", OVER],
        ),
        (
            [
                Programme(name="P", promotion="1", closes="2018", next_call="Plus d’appel."),
                Programme(name="P", promotion="6", counted="selected"),
                Programme(name="P", promotion="dig", counted="selected"),
            ],
            [SELECTED("6"), SELECTED("dig")],
        ),
        ([Programme(name="P", closes="2018"), Programme(name="P", closes="2018")], []),
    ],
)
def test_readers_are_told_of_one_call_whether_it_is_over_and_of_each_whom_it_counted(
    programmes: list[Programme], said: list[str]
) -> None:
    challenges = [challenge(f"a{n}", promotion=p.promotion) for n, p in enumerate(programmes)]
    # That of a promotion of which no défi is shown does not matter.
    others = Programme(name="P", promotion="other", counted="selected")
    shown = dataset(*challenges, programmes=(*programmes, others))
    assert list(call_notes(shown)) == said


# Counts


def counted(counts: Counts, by: str) -> list[tuple[str, int, int | None]]:
    """Return what falls to each skill and so on: its name, how many défis, how many people."""
    return [(t.name, t.challenges, t.sought) for t in counts.tallies[by]]


def hired(counts: Counts, by: str) -> dict[str, int | None]:
    """Return how many people each skill and so on recruited."""
    return {t.name: t.recruited for t in counts.tallies[by]}


def announcing(*challenges: Challenge, **totals: int) -> Dataset:
    skills = tuple(
        Profile(role, totals.pop(role.code)) for role in (CHEF, BAKER) if role.code in totals
    )
    announced = Announced(**totals, skills=skills)
    programme = Programme(name="P", announced=announced)
    return dataset(*challenges, skills=(CHEF, BAKER), programmes=(programme,))


def test_the_bundled_dataset_is_counted_by_skill_and_ministry(bundled: Dataset) -> None:
    counts = Counts(bundled, bundled)
    assert (counts.challenges, counts.sought, counts.recruited) == (13, 27, 28)
    assert (list(counts.tallies), counts.share_of) == (["skill", "ministry"], "sought")
    assert counted(counts, "skill") == [
        ("data-scientist", 8, 11),
        ("developer", 7, 8),
        ("designer", 5, 5),
        ("geomatician", 1, 2),
        ("project-manager", 1, 1),
    ]
    assert hired(counts, "skill") == {
        "developer": 11,
        "designer": 3,
        "data-scientist": 14,
        "geomatician": 0,
        "project-manager": 0,
    }
    # Lab Santé is hosted by two of these, and counts for both.
    assert counted(counts, "ministry") == [
        ("Ministère de l’Intérieur", 2, 4),
        ("Ministère de l’Action et des Comptes publics", 1, 3),
        ("Services du Premier ministre", 2, 3),
        ("Ministère de l’Enseignement supérieur, de la Recherche et de l’Innovation", 1, 3),
        ("Ministère de la Transition écologique et solidaire", 1, 2),
        ("Ministère des Solidarités et de la Santé", 1, 2),
        ("Ministère du Travail", 1, 2),
        ("Ministère de la Culture", 1, 2),
        ("Ministère des Armées", 1, 2),
        ("Ministère de l’Économie", 1, 2),
        ("Ministères sociaux", 1, 2),
        ("Ministère de l’Éducation nationale", 1, 2),
    ]
    shares = {by: sum(t.share for t in tallies) for by, tallies in counts.tallies.items()}
    assert shares == {"skill": pytest.approx(1), "ministry": pytest.approx(29 / 27)}
    assert counts.announced == bundled.programmes[0].announced
    assert counts.adds_up is True
    assert counts.totals == (
        "13 défis, 27 profiles: 8 developers, 5 designers, 11 data scientists, 2 geomaticians, 1 digital project manager"
    )


def test_a_selection_is_counted_by_itself_and_has_the_totals_of_the_whole(
    bundled: Dataset,
) -> None:
    counts = Counts(select(bundled, Filters(ministry=("travail", "armées"))).dataset, bundled)
    assert (counts.challenges, counts.sought, counts.recruited) == (2, 4, 5)
    health, work, army = (
        *("Ministère des Solidarités et de la Santé", "Ministère du Travail"),
        "Ministère des Armées",
    )
    assert counts.tallies == {
        "skill": [
            Tally("geomatician", "geomatician", 1, 2, 0, 2 / 4),
            Tally("designer", "designer", 1, 1, 0, 1 / 4),
            Tally("data-scientist", "data scientist", 1, 1, 5, 1 / 4),
        ],
        "ministry": [
            Tally(health, health, 1, 2, 3, 2 / 4),
            Tally(work, work, 1, 2, 3, 2 / 4),
            Tally(army, army, 1, 2, 2, 2 / 4),
        ],
    }
    assert counts.announced is not None
    assert (counts.announced.profiles, counts.adds_up) == (27, True)


def test_nothing_is_counted_as_nothing(bundled: Dataset) -> None:
    counts = Counts(replace(bundled, challenges=()), bundled)
    assert (counts.challenges, counts.sought, counts.tallies) == (
        0,
        0,
        {"skill": [], "ministry": []},
    )
    assert counts.totals == "0 défis, 0 profiles"
    assert (counts.announced is not None, counts.adds_up) == (True, True)
    # No challenge is no part of anything.
    total, *announced = rows(counts, words=False)
    assert total == ["total", "", "0", "0", "0", "", ""]
    assert {row[0] for row in announced} == {"announced", "announced_skill"}


def test_two_departments_of_a_ministry_are_one_ministry() -> None:
    hosts = (host("M", "D"), host("M", "E"), host("N"))
    those = dataset(challenge(hosts=hosts, profiles=seeking(cook=2)))
    assert counted(Counts(those, those), "ministry") == [("M", 1, 2), ("N", 1, 2)]


def test_profiles_that_nobody_counted_leave_shares_in_the_challenges() -> None:
    those = dataset(
        challenge("a", profiles=(Profile(CHEF, 3),)),
        challenge("b", profiles=(Profile(CHEF), Profile(BAKER))),
        challenge("c", hosts=(host("N"),), profiles=(Profile(CHEF, 1),)),
        challenge("d", hosts=(host("N"),), profiles=(Profile(CHEF, 1),)),
    )
    counts = Counts(those, those)
    assert (counts.challenges, counts.sought, counts.totals) == (4, None, "4 défis")
    assert (counts.announced, counts.adds_up) == (None, None)
    assert counts.share_of == "challenges"
    assert counts.tallies == {
        "skill": [
            Tally("cook", "chef", 4, None, None, 1),
            Tally("baker", "boulanger·ère", 1, None, None, 1 / 4),
        ],
        "ministry": [
            Tally("M", "M", 2, None, None, 2 / 4),
            Tally("N", "N", 2, 2, None, 2 / 4),
        ],
    }


def test_where_nobody_counted_those_sought_shares_are_in_those_recruited() -> None:
    those = dataset(
        challenge("a", profiles=(Profile(CHEF),), recruited=(Profile(CHEF, 1), Profile(BAKER, 1))),
        challenge("b", hosts=(host("N"),), profiles=(Profile(CHEF),), recruited=seeking(cook=6)),
        skills=(CHEF, BAKER),
    )
    counts = Counts(those, those)
    assert (counts.sought, counts.recruited, counts.share_of) == (None, 8, "recruited")
    assert counts.tallies == {
        "skill": [
            Tally("cook", "chef", 2, None, 7, 7 / 8),
            # No challenge sought one, and one was recruited.
            Tally("baker", "boulanger·ère", 0, 0, 1, 1 / 8),
        ],
        "ministry": [
            Tally("N", "N", 1, None, 6, 6 / 8),
            Tally("M", "M", 1, None, 2, 2 / 8),
        ],
    }


def test_where_people_sought_are_counted_shares_are_in_them_and_not_in_those_recruited() -> None:
    those = dataset(
        challenge("a", profiles=seeking(cook=1), recruited=seeking(cook=5)),
        challenge("b", hosts=(host("N"),), profiles=seeking(cook=3), recruited=seeking(cook=5)),
    )
    counts = Counts(those, those, ["ministry"])
    assert counts.share_of == "sought"
    assert [tally.share for tally in counts.tallies["ministry"]] == [3 / 4, 1 / 4]


def test_half_a_percent_is_rounded_up_and_less_than_that_is_not_nothing() -> None:
    those = dataset(
        *(challenge(f"a{n}", profiles=seeking(cook=count)) for n, count in enumerate((125, 375))),
        challenge("b", hosts=(host("N"),), profiles=seeking(cook=498)),
        challenge("c", hosts=(host("O"),), profiles=seeking(cook=2)),
    )
    counts = Counts(those, those, ["ministry"])
    assert [tally.percent for tally in counts.tallies["ministry"]] == ["50%", "50%", "< 1%"]
    halves = dataset(
        challenge("a", profiles=seeking(cook=5)),
        challenge("b", hosts=(host("N"),), profiles=seeking(cook=3)),
    )
    counts = Counts(halves, halves, ["ministry"])
    assert [tally.percent for tally in counts.tallies["ministry"]] == ["63%", "38%"]
    assert [row[5] for row in rows(counts, words=False)] == ["100", "63", "38"]


def test_how_many_were_recruited_is_not_known_where_one_challenge_does_not_say() -> None:
    hosts = {"a": "M", "b": "M", "c": "N"}
    those = replace(
        RECRUITING,
        challenges=tuple(
            replace(told, hosts=(host(hosts[told.slug]),)) for told in RECRUITING.challenges
        ),
    )
    counts = Counts(those, those)
    assert (counts.sought, counts.recruited) == (7, None)
    assert hired(counts, "skill") == {"cook": None, "baker": None}
    # Both of M say it.
    assert hired(counts, "ministry") == {"M": 5, "N": None}


VARIED = dataset(
    challenge(
        "a",
        promotion="2",
        profiles=seeking(cook=2, baker=1),
        themes=("Santé", "Mer"),
        towns=("Brest",),
    ),
    challenge(
        "b",
        promotion="1",
        hosts=(host("M", "D"), host("N")),
        profiles=seeking(cook=None),
        themes=("Mer",),
    ),
    challenge("c", promotion="2", profiles=seeking(cook=1), towns=("Lyon", "Brest", "Lyon")),
    challenge("d", profiles=seeking(baker=4), towns=("Lyon",)),
)


@pytest.mark.parametrize(
    ("by", "plural", "found"),
    [
        ("promotion", "promotions", [("2", 2, 4), ("1", 1, None)]),
        ("skill", "skills", [("cook", 3, None), ("baker", 2, 5)]),
        ("ministry", "ministries", [("M", 4, None), ("N", 1, None)]),
        ("theme", "themes", [("Mer", 2, None), ("Santé", 1, 3)]),
        ("town", "towns", [("Brest", 2, 4), ("Lyon", 2, 5)]),
    ],
)
def test_challenges_are_counted_by_what_is_asked_for_and_nothing_else(
    by: str, plural: str, found: list[tuple[str, int, int | None]]
) -> None:
    """One that does not say its town, theme or promotion counts for none."""
    counts = Counts(VARIED, VARIED, [by])
    assert list(counts.tallies) == [by]
    assert counted(counts, by) == found
    record = counts.records()
    assert list(record) == [
        *("challenges", "sought", "recruited", "share_of", plural, "announced", "adds_up"),
    ]
    assert record[plural] == [
        {by: name, "challenges": held, "sought": people, "recruited": None, "share": held / 4}
        for name, held, people in found
    ]


def test_what_is_counted_by_is_in_the_order_asked_for_and_each_once() -> None:
    counts = Counts(VARIED, VARIED, ["town", "promotion", "town"])
    names = [(by, tally.name) for by, tallies in counts.tallies.items() for tally in tallies]
    assert names == [("town", "Brest"), ("town", "Lyon"), ("promotion", "2"), ("promotion", "1")]
    kinds = [(row[0], row[1]) for row in rows(counts, words=True)]
    assert kinds == [("total", ""), *names]


@pytest.mark.parametrize(
    ("promotions", "by"),
    [
        ([None], ("skill", "ministry")),
        (["2", "2"], ("skill", "ministry")),
        (["2", "1"], ("promotion", "skill", "ministry")),
        ([], ("skill", "ministry")),
    ],
)
def test_promotions_are_counted_by_themselves_where_there_are_several(
    promotions: list[str | None], by: tuple[str, ...]
) -> None:
    those = dataset(
        *(challenge(f"c{place}", promotion=code) for place, code in enumerate(promotions))
    )
    assert tuple(Counts(those, those).tallies) == by
    assert list(Counts(those, those, ["theme"]).tallies) == ["theme"]


def test_what_several_calls_announced_is_not_the_total_of_all() -> None:
    announced = Announced(challenges=1)
    both = dataset(
        challenge("a", promotion="1"),
        challenge("b", promotion="2"),
        programmes=tuple(
            Programme(name="P", promotion=code, announced=announced) for code in ("1", "2")
        ),
    )
    counts = Counts(both, both)
    assert (counts.announced, counts.adds_up) == (None, None)
    assert {row[0] for row in rows(counts, words=False)} == {
        *("total", "promotion", "skill", "ministry"),
    }


def test_a_line_of_totals_has_no_roles_where_nobody_counted_some() -> None:
    those = dataset(
        challenge("a", profiles=(Profile(CHEF, 2),)), challenge("b", profiles=(Profile(BAKER),))
    )
    assert Counts(those, those).totals == "2 défis"


def test_counts_are_rows_of_codes_for_programs_and_of_words_for_people() -> None:
    those = announcing(
        challenge(
            hosts=(host("M", "D"), host("N")),
            profiles=(Profile(CHEF, 2), Profile(BAKER, 1)),
            recruited=(Profile(CHEF, 4),),
        ),
        challenges=1,
        profiles=3,
        cook=2,
    )
    counts = Counts(those, those)
    assert head(counts, words=False) == [
        *("by", "code", "challenges", "sought", "recruited", "percent", "percent_of"),
    ]
    assert rows(counts, words=False) == [
        ["total", "", "1", "3", "4", "100", "sought"],
        ["skill", "cook", "1", "2", "4", "67", "sought"],
        ["skill", "baker", "1", "1", "0", "33", "sought"],
        ["ministry", "M", "1", "3", "4", "100", "sought"],
        ["ministry", "N", "1", "3", "4", "100", "sought"],
        ["announced", "", "1", "3", "", "", ""],
        ["announced_skill", "cook", "", "2", "", "", ""],
    ]
    assert head(counts, words=True) == [
        *("By", "Name", "Défis", "People sought", "People recruited", "% sought"),
    ]
    assert rows(counts, words=True) == [
        ["total", "", "1", "3", "4", "100"],
        ["role", "chef", "1", "2", "4", "67"],
        ["role", "boulanger·ère", "1", "1", "0", "33"],
        ["ministry", "M", "1", "3", "4", "100"],
        ["ministry", "N", "1", "3", "4", "100"],
        ["announced", "adds up", "1", "3", "", ""],
        ["announced role", "chef", "", "2", "", ""],
    ]


@pytest.mark.parametrize("by", ["promotion", "theme", "town"])
def test_people_are_told_by_what_else_challenges_are_counted(by: str) -> None:
    those = dataset(challenge(promotion="x", themes=("x",), towns=("x",)))
    for words in (True, False):
        of = [] if words else ["challenges"]
        [_total, row] = rows(Counts(those, those, [by]), words=words)
        assert row == [by, "x", "1", "", "", "100", *of]


def test_counts_say_nothing_of_what_was_not_announced_or_counted() -> None:
    those = dataset(challenge())
    assert rows(Counts(those, those), words=True) == [
        ["total", "", "1", "", "", "100"],
        ["role", "cook", "1", "", "", "100"],
        ["ministry", "M", "1", "", "", "100"],
    ]


def test_people_are_told_where_it_does_not_add_up() -> None:
    those = announcing(challenge(profiles=(Profile(CHEF, 2),)), profiles=9)
    counts = Counts(those, those)
    assert ["announced", "does not add up", "", "9", "", ""] in rows(counts, words=True)
    assert counts.records()["adds_up"] is False


def test_the_record_of_counts_has_objects_for_skills_and_ministries() -> None:
    those = announcing(
        challenge(
            hosts=(host("M"), host("N")),
            profiles=(Profile(CHEF, 2), Profile(BAKER, 1)),
            recruited=(Profile(CHEF, 3),),
        ),
        challenges=1,
        profiles=3,
        cook=2,
    )
    announced = {
        "challenges": 1,
        "profiles": 3,
        "skills": [{"skill": "cook", "french": "cuisinier·ère", "english": "chef", "count": 2}],
    }
    record = Counts(those, those).records()
    assert record == {
        "challenges": 1,
        "sought": 3,
        "recruited": 3,
        "share_of": "sought",
        "skills": [
            {"skill": "cook", "challenges": 1, "sought": 2, "recruited": 3, "share": 2 / 3},
            {"skill": "baker", "challenges": 1, "sought": 1, "recruited": 0, "share": 1 / 3},
        ],
        "ministries": [
            {"ministry": "M", "challenges": 1, "sought": 3, "recruited": 3, "share": 1.0},
            {"ministry": "N", "challenges": 1, "sought": 3, "recruited": 3, "share": 1.0},
        ],
        "announced": announced,
        "adds_up": True,
    }
    unannounced = Counts(replace(those, programmes=()), replace(those, programmes=())).records()
    assert list(unannounced) == list(record)
    assert (unannounced["announced"], unannounced["adds_up"]) == (None, None)


# What was announced


def test_a_part_does_not_add_up_to_what_was_announced(bundled: Dataset) -> None:
    part = find_by_name(bundled, ["balisenav", "hopkins"])
    assert list(discrepancies(bundled)) == []
    assert list(discrepancies(part)) == [
        (0, "challenges", 13, 2),
        (0, "profiles", 27, 5),
        (0, "developer", 8, 1),
        (0, "designer", 5, 0),
        (0, "data-scientist", 11, 2),
        (0, "project-manager", 1, 0),
    ]
    assert Counts(part, part).adds_up is False


TWO_COOKS = challenge(profiles=(Profile(CHEF, 2),))
SOME_COOKS = challenge(profiles=(Profile(CHEF),))


@pytest.mark.parametrize(
    ("those", "found"),
    [
        (announcing(TWO_COOKS, challenges=1, profiles=2, cook=2), []),
        (announcing(TWO_COOKS, profiles=3), [(0, "profiles", 3, 2)]),
        (announcing(TWO_COOKS, baker=1), [(0, "baker", 1, 0)]),
        (announcing(SOME_COOKS, profiles=1), [(0, "profiles", 1, None)]),
        (announcing(SOME_COOKS), []),
        (dataset(programmes=(Programme(name="P"),)), []),
        (dataset(), []),
    ],
)
def test_each_announced_total_must_be_met(
    those: Dataset, found: list[tuple[int, str, int, int | None]]
) -> None:
    assert list(discrepancies(those)) == found
    announced = any(programme.announced for programme in those.programmes)
    assert Counts(those, those).adds_up == (not found if announced else None)


def test_what_a_call_announced_must_be_met_by_the_challenges_of_its_promotion() -> None:
    silent = Programme(name="P", promotion="1")
    one, two = (
        Programme(name="P", promotion=code, announced=Announced(challenges=said, profiles=2))
        for code, said in (("2", 1), ("3", 2))
    )
    those = dataset(
        replace(TWO_COOKS, slug="a", promotion="1"),
        replace(TWO_COOKS, slug="b", promotion="2"),
        replace(TWO_COOKS, slug="c", promotion="3"),
        replace(TWO_COOKS, slug="d"),
        programmes=(silent, one, two),
    )
    assert list(discrepancies(those)) == [(2, "challenges", 2, 1)]
