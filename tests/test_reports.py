"""What a command answers, whatever the format: columns, cards, the call, counts."""

from dataclasses import replace

import pytest
from build import challenge, dataset, host, seeking, skill

from eigcli.errors import UsageError
from eigcli.fields import Cell
from eigcli.model import Announced, Challenge, Dataset, Programme, Source, discrepancies
from eigcli.profiles import Profile
from eigcli.query import Filters, find, select
from eigcli.reports import (
    Call,
    Card,
    Cards,
    Counts,
    Fact,
    Listing,
    Tally,
    column_candidates,
    columns_named,
)

DREES = "Direction de la recherche, des études, de l’évaluation et des statistiques (DREES)"
COLUMNS = [
    *("slug", "number", "name", "tagline", "hosts", "ministries", "departments", "profiles"),
    *("seeks", "skills", "developer", "designer", "data_scientist", "geomatician"),
    *("project_manager", "sought", "basis", "expertise", "funding", "page", "note", "sources"),
]
CHEF = skill("cook", french="cuisinier·ère", english="chef", english_plural="chefs")
BAKER = skill("baker", french="boulanger·ère")


def listing(those: Dataset, *names: str) -> Listing:
    return Listing(those, columns_named(those, names))


def cells(those: Dataset, *names: str, words: bool = False) -> list[list[Cell]]:
    """Return what the columns of these names say of each challenge."""
    return [list(row) for row in listing(those, *names).table(words=words).rows]


def head(report: Listing | Call | Counts, *, words: bool) -> list[str]:
    return list(report.table(words=words).head)


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
        (
            "hosts",
            (
                f"Ministère des Solidarités et de la Santé, {DREES}",
                f"Ministère du Travail, {DREES}",
            ),
        ),
        ("ministries", ("Ministère des Solidarités et de la Santé", "Ministère du Travail")),
        ("departments", (DREES, DREES)),
        ("profiles", ("1 data-scientist", "1 designer")),
        ("seeks", ("1 data-scientist", "1 designer")),
        ("skills", ("data-scientist", "designer")),
        ("data_scientist", "1"),
        ("developer", "0"),
        ("sought", "2"),
        ("basis", "inferred"),
        ("expertise", ("data science", "datavisualisation", "design de service")),
        ("funding", "programme"),
        ("page", "https://entrepreneur-interet-general.etalab.gouv.fr/defis/2018/labsante.html"),
        ("note", "Répartition déduite des totaux annoncés et de l’expertise publiée."),
        ("sources", ("article", "reglement", "site")),
    ],
)
def test_a_column_tells_programs_one_thing_of_a_challenge(
    bundled: Dataset, name: str, cell: Cell
) -> None:
    assert cells(find(bundled, ["lab-sante"]), name) == [[cell]]


@pytest.mark.parametrize(
    ("name", "label", "cell"),
    [
        ("slug", "Slug", "lab-sante"),
        ("profiles", "Profile", ("1 data scientist", "1 designer")),
        ("seeks", "Seeks", ("1 data scientist", "1 designer")),
        ("skills", "Roles", ("data scientist", "designer")),
        ("project_manager", "digital project manager", "0"),
        ("sought", "People sought", "2"),
        ("basis", "How sure", "inferred: no source states the whole split"),
        ("expertise", "Expertise", "data science, datavisualisation, design de service"),
        ("funding", "Funded by", "the programme"),
        (
            "ministries",
            "Ministries",
            ("Ministère des Solidarités et de la Santé", "Ministère du Travail"),
        ),
    ],
)
def test_a_column_tells_people_the_same_in_words(
    bundled: Dataset, name: str, label: str, cell: Cell
) -> None:
    chosen = find(bundled, ["lab-sante"])
    assert cells(chosen, name, words=True) == [[cell]]
    assert head(listing(chosen, name), words=True) == [label]


def test_what_is_not_known_is_told_from_what_is_not_there() -> None:
    those = dataset(
        challenge(hosts=(host("M"), host("N", "D")), profiles=seeking(cook=None)),
        challenge("b", profiles=seeking(cook=2, baker=1)),
    )
    names = ["cook", "baker", "sought", "departments", "number", "expertise"]
    assert cells(those, *names) == [
        ["", "0", "", ("", "D"), "", ()],
        ["2", "1", "3", (), "", ()],
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


def test_columns_come_in_the_order_they_are_named_as_often_as_they_are(bundled: Dataset) -> None:
    names = ["page", "slug", "geomatician", "slug"]
    assert head(listing(bundled, *names), words=False) == names
    assert cells(find(bundled, ["hopkins"]), "slug", "number", "slug") == [
        ["hopkins", "7", "hopkins"]
    ]


def test_a_list_is_brief_and_an_export_has_a_column_for_each_skill(bundled: Dataset) -> None:
    assert head(Listing(bundled).brief(), words=False) == [
        *("slug", "number", "name", "tagline", "hosts", "seeks"),
    ]
    said_in_parts = {"hosts", "profiles", "seeks"}
    assert head(Listing(bundled), words=False) == [c for c in COLUMNS if c not in said_in_parts]


def test_a_list_is_not_made_brief_where_columns_are_chosen(bundled: Dataset) -> None:
    assert head(listing(bundled, "page").brief(), words=False) == ["page"]


def test_a_brief_list_keeps_its_challenges_and_what_they_were_searched_for(
    bundled: Dataset,
) -> None:
    chosen = find(bundled, ["hopkins"])
    brief = Listing(chosen, search=("fraude",)).brief()
    assert (brief.chosen, brief.search) == (chosen, ("fraude",))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("slgu", "no column is called 'slgu'. Did you mean slug?"),
        ("develper", "no column is called 'develper'. Did you mean developer?"),
        ("", "no column is called ''."),
    ],
)
def test_an_unknown_column_is_named_with_the_nearest_and_what_there_is(
    bundled: Dataset, name: str, said: str
) -> None:
    with pytest.raises(UsageError) as mistake:
        columns_named(bundled, ["slug", name])
    assert str(mistake.value) == f"{said} The columns are {', '.join(COLUMNS)}."


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


def test_the_same_skill_sought_twice_is_counted_once_for_both() -> None:
    twice = (*seeking(cook=1), *seeking(cook=2))
    assert cells(dataset(challenge(profiles=twice)), "skills", "cook") == [[("cook",), "3"]]


# Completion


@pytest.mark.parametrize(
    ("begun", "before"),
    [("", ""), ("na", ""), ("slug,", "slug,"), ("slug,number,na", "slug,number,")],
)
def test_the_last_of_the_names_is_completed_to_each_column(
    bundled: Dataset, begun: str, before: str
) -> None:
    offered = [value for value, _about in column_candidates(bundled, begun)]
    assert offered == [f"{before}{name}" for name in COLUMNS]


def test_each_column_is_offered_with_its_sentence(bundled: Dataset) -> None:
    offered = dict(column_candidates(bundled, ""))
    assert offered["slug"] == "its name for commands and addresses"
    assert offered["hosts"] == "who hosts it: ministries and their departments"
    assert offered["departments"] == (
        "the department in each of these ministries, in the same order"
    )
    assert offered["seeks"] == "the roles it seeks and how many of each, as texts"
    assert offered["skills"] == "the codes of the roles it seeks"
    assert offered["data_scientist"] == "how many people of this role it seeks"
    assert offered["sought"] == "how many people it seeks in all"
    assert all(offered.values())


# Records


def test_the_record_of_a_challenge_has_all_its_fields_in_their_order(bundled: Dataset) -> None:
    [record] = Listing(find(bundled, ["hopkins"])).records()
    assert list(record) == [
        *("slug", "number", "name", "tagline", "hosts", "profiles", "basis", "expertise"),
        *("funding", "page", "note", "sources"),
    ]
    [bare] = Listing(dataset(challenge())).records()
    assert bare == {
        "slug": "a",
        "number": None,
        "name": "A",
        "tagline": None,
        "hosts": [{"ministry": "M", "department": None}],
        "profiles": [{"skill": "cook", "french": None, "english": None, "count": None}],
        "basis": None,
        "expertise": [],
        "funding": None,
        "page": None,
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
    names = ["sought", "developer", "skills", "seeks", "ministries"]
    assert list(listing(find(bundled, ["dataesr"]), *names).records()) == [
        {
            "sought": 3,
            "developer": 2,
            "skills": ["data-scientist", "developer"],
            "seeks": ["1 data-scientist", "2 developer"],
            "ministries": [
                "Ministère de l’Enseignement supérieur, de la Recherche et de l’Innovation"
            ],
        }
    ]


# Cards


FULL = challenge(
    number=7,
    tagline="nourrir",
    hosts=(host("M", "D"), host("N")),
    profiles=(
        Profile(CHEF, 2),
        Profile(skill("designer", french="designer", english="designer"), 1),
        Profile(BAKER),
    ),
    basis="stated",
    expertise=("pain", "soupe"),
    funding="host",
    page="https://example.org/",
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


def card_of(value: Challenge | Programme, *, words: bool) -> Card:
    report = Call(value) if isinstance(value, Programme) else Cards(dataset(value))
    [card] = report.cards(words=words)
    return card


def test_a_card_tells_people_all_of_a_challenge_in_words() -> None:
    assert card_of(FULL, words=True) == Card(
        "A",
        "nourrir",
        [
            Fact("slug", "Slug", "a"),
            Fact("number", "Number", "7"),
            Fact("name", "Name", "A"),
            Fact("tagline", "Tagline", "nourrir"),
            Fact("hosts", "Host", ("M, D", "N")),
            Fact("profiles", "Profile", ("2 chefs", "1 designer", "boulanger·ère")),
            Fact("basis", "How sure", "stated by a source"),
            Fact("expertise", "Expertise", "pain, soupe"),
            Fact("funding", "Funded by", "the host administration"),
            Fact("page", "Page", "https://example.org/"),
            Fact("note", "Note", "Rien."),
            Fact("sources", "Source", ("Livre, Éditeur, 2017-09, https://example.org/l",)),
        ],
    )


def test_a_card_tells_programs_all_of_a_challenge_in_codes() -> None:
    facts = card_of(FULL, words=False).facts
    assert {fact.name: fact.value for fact in facts} == {
        "slug": "a",
        "number": "7",
        "name": "A",
        "tagline": "nourrir",
        "hosts": ("M, D", "N"),
        "profiles": ("2 cook", "1 designer", "baker"),
        "basis": "stated",
        "expertise": ("pain", "soupe"),
        "funding": "host",
        "page": "https://example.org/",
        "note": "Rien.",
        "sources": ("k",),
    }


def test_the_details_of_a_card_are_all_but_its_name_and_tagline() -> None:
    card = card_of(FULL, words=True)
    assert [fact.name for fact in card.details] == [
        *("slug", "number", "hosts", "profiles", "basis", "expertise", "funding", "page", "note"),
        "sources",
    ]


def test_a_card_leaves_out_what_is_not_known() -> None:
    bare = Card(
        "A",
        None,
        [
            Fact("slug", "Slug", "a"),
            Fact("name", "Name", "A"),
            Fact("hosts", "Host", ("M",)),
            Fact("profiles", "Profile", ("cook",)),
        ],
    )
    assert card_of(challenge(), words=True) == card_of(challenge(), words=False) == bare
    programme = Card("P", None, [Fact("name", "Name", "P")])
    for silent in (Programme(name="P"), Programme(name="P", announced=Announced())):
        for words in (True, False):
            assert card_of(silent, words=words) == programme


def test_there_is_a_card_for_each_challenge_in_their_order(bundled: Dataset) -> None:
    chosen = find(bundled, ["hopkins", "gobelins"])
    assert [card.name for card in Cards(chosen).cards(words=False)] == ["Hopkins", "Gobelins"]


# The programme


WORDS = {
    "Name": "Entrepreneurs d’intérêt général",
    "Acronym": "EIG",
    "Promotion": "2",
    "Run by": "Etalab",
    "Call opens": "27 September 2017, past",
    "Call closes": "27 October 2017, 17:00 (UTC+02:00), past",
    "Start": "January 2018, past",
    "Length": "10 months",
    "Pay": "4,000 € net a month",
    "Limit": "3 défis at most for one candidate",
    "Selection": "13 défis choisis par un jury d’experts",
    "Team": "2 à 3 entrepreneurs par défi, aux savoir-faire complémentaires (« sauf exception », précise le règlement)",
    "Mentor": (
        "un mentor opérationnel, dans le travail quotidien",
        "un mentor stratégique, à un haut niveau dans l’administration",
    ),
    "Sessions": "a group session every 2 weeks",
    "Data": "accès exclusif à des sources de données publiques",
    "Before": "promotion 1, 11 entrepreneurs, en poste depuis janvier 2017",
    "Applications": "https://entrepreneur-interet-general.etalab.gouv.fr/",
    "Announced": "13 défis, 27 profiles: 8 developers, 5 designers, 11 data scientists, 2 geomaticians, 1 digital project manager",
    "Note": "Un·e des onze data scientists annoncés est expert·e en datavisualisation ; aucune source ne dit pour quel défi (PrédiSauvetage et Lab Santé demandent tous deux cette expertise).",
    "Source": (
        "Relevez le défi : devenez entrepreneur.e d’intérêt général !, 2017",
        "Règlement de l’appel à candidature, Promotion 2, Etalab, 2017-09",
    ),
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
    "announced": (
        *("13 challenges", "27 profiles", "8 developer", "5 designer", "11 data-scientist"),
        *("2 geomatician", "1 project-manager"),
    ),
    "note": WORDS["Note"],
    "sources": ("article", "reglement"),
}


@pytest.fixture
def programme(bundled: Dataset) -> Programme:
    """The programme of the bundled dataset."""
    assert bundled.programme is not None
    return bundled.programme


def test_people_are_told_all_of_the_programme_in_words(programme: Programme) -> None:
    table = Call(programme).table(words=True)
    assert table.head == ("Fact", "Value")
    assert [tuple(row) for row in table.rows] == list(WORDS.items())
    card = card_of(programme, words=True)
    assert (card.name, card.tagline) == (WORDS["Name"], None)
    assert [fact[1:] for fact in card.facts] == list(WORDS.items())


def test_programs_are_told_all_of_the_programme_in_codes(programme: Programme) -> None:
    table = Call(programme).table(words=False)
    assert table.head == ("key", "value")
    assert [tuple(row) for row in table.rows] == list(CODES.items())
    facts = card_of(programme, words=False).facts
    assert [(fact.name, fact.value) for fact in facts] == list(CODES.items())


def test_the_record_of_the_programme_has_every_key(programme: Programme) -> None:
    record = Call(programme).records()
    assert list(record) == list(CODES)
    assert (record["months"], record["closes"]) == (10, "2017-10-27T17:00+02:00")
    assert [source["key"] for source in record["sources"]] == ["article", "reglement"]
    assert record["announced"]["challenges"] == 13
    assert record["announced"]["profiles"] == 27
    assert record["announced"]["skills"][2] == {
        "skill": "data-scientist",
        "french": "data scientist",
        "english": "data scientist",
        "count": 11,
    }
    bare = Call(Programme(name="P")).records()
    assert list(bare) == list(record)
    assert (bare["announced"], bare["mentors"]) == (None, [])


# Counts


def counted(counts: Counts, by: str) -> list[tuple[str, int, int | None]]:
    """Return what falls to each skill or ministry: its name, how many défis, how many people."""
    return [(t.name, t.challenges, t.sought) for t in counts.tallies if t.by == by]


def announcing(*challenges: Challenge, **totals: int) -> Dataset:
    skills = tuple(
        Profile(role, totals.pop(role.code)) for role in (CHEF, BAKER) if role.code in totals
    )
    announced = Announced(**totals, skills=skills)
    programme = Programme(name="P", announced=announced)
    return dataset(*challenges, skills=(CHEF, BAKER), programme=programme)


def test_the_bundled_dataset_is_counted_by_skill_and_ministry(bundled: Dataset) -> None:
    counts = Counts(bundled, bundled)
    assert (counts.challenges, counts.sought) == (13, 27)
    assert counted(counts, "skill") == [
        ("developer", 7, 8),
        ("designer", 5, 5),
        ("data-scientist", 8, 11),
        ("geomatician", 1, 2),
        ("project-manager", 1, 1),
    ]
    # Lab Santé is hosted by two of these, and counts for both.
    assert counted(counts, "ministry") == [
        ("Ministère de la Transition écologique et solidaire", 1, 2),
        ("Ministère des Solidarités et de la Santé", 1, 2),
        ("Ministère du Travail", 1, 2),
        ("Ministère de la Culture", 1, 2),
        ("Ministère de l’Intérieur", 2, 4),
        ("Ministère des Armées", 1, 2),
        ("Ministère de l’Économie", 1, 2),
        ("Ministère de l’Action et des Comptes publics", 1, 3),
        ("Services du Premier ministre", 2, 3),
        ("Ministères sociaux", 1, 2),
        ("Ministère de l’Éducation nationale", 1, 2),
        ("Ministère de l’Enseignement supérieur, de la Recherche et de l’Innovation", 1, 3),
    ]
    shares = {
        by: sum(t.share for t in counts.tallies if t.by == by) for by in ("skill", "ministry")
    }
    assert shares == {"skill": pytest.approx(1), "ministry": pytest.approx(29 / 27)}
    assert counts.announced == (bundled.programme and bundled.programme.announced)
    assert counts.adds_up is True
    assert counts.totals == (
        "13 défis, 27 profiles: 8 developers, 5 designers, 11 data scientists, 2 geomaticians, 1 digital project manager"
    )


def test_a_selection_is_counted_by_itself_and_has_the_totals_of_the_whole(
    bundled: Dataset,
) -> None:
    counts = Counts(select(bundled, Filters(ministry=("travail", "armées"))), bundled)
    assert (counts.challenges, counts.sought) == (2, 4)
    health, work, army = (
        *("Ministère des Solidarités et de la Santé", "Ministère du Travail"),
        "Ministère des Armées",
    )
    assert counts.tallies == [
        Tally("skill", "designer", "designer", 1, 1, 1 / 4),
        Tally("skill", "data-scientist", "data scientist", 1, 1, 1 / 4),
        Tally("skill", "geomatician", "geomatician", 1, 2, 2 / 4),
        Tally("ministry", health, health, 1, 2, 2 / 4),
        Tally("ministry", work, work, 1, 2, 2 / 4),
        Tally("ministry", army, army, 1, 2, 2 / 4),
    ]
    assert counts.announced is not None
    assert (counts.announced.profiles, counts.adds_up) == (27, True)


def test_nothing_is_counted_as_nothing(bundled: Dataset) -> None:
    counts = Counts(replace(bundled, challenges=()), bundled)
    assert (counts.challenges, counts.sought, counts.tallies) == (0, 0, [])
    assert counts.totals == "0 défis, 0 profiles"
    assert (counts.announced is not None, counts.adds_up) == (True, True)
    # No challenge is no part of anything.
    total, *announced = counts.table(words=False).rows
    assert total == ["total", "", "0", "0", ""]
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
    assert counts.tallies == [
        Tally("skill", "cook", "chef", 4, None, 1),
        Tally("skill", "baker", "boulanger·ère", 1, None, 1 / 4),
        Tally("ministry", "M", "M", 2, None, 2 / 4),
        Tally("ministry", "N", "N", 2, 2, 2 / 4),
    ]


def test_a_line_of_totals_leaves_out_profiles_that_nobody_counted() -> None:
    those = dataset(
        challenge("a", profiles=(Profile(CHEF, 2),)), challenge("b", profiles=(Profile(BAKER),))
    )
    assert Counts(those, those).totals == "2 défis: 2 chefs"


def test_counts_are_rows_of_codes_for_programs_and_of_words_for_people() -> None:
    those = announcing(
        challenge(
            hosts=(host("M", "D"), host("N")), profiles=(Profile(CHEF, 2), Profile(BAKER, 1))
        ),
        challenges=1,
        profiles=3,
        cook=2,
    )
    counts = Counts(those, those)
    assert head(counts, words=False) == ["by", "code", "challenges", "sought", "percent"]
    assert [list(row) for row in counts.table(words=False).rows] == [
        ["total", "", "1", "3", "100"],
        ["skill", "cook", "1", "2", "67"],
        ["skill", "baker", "1", "1", "33"],
        ["ministry", "M", "1", "3", "100"],
        ["ministry", "N", "1", "3", "100"],
        ["announced", "", "1", "3", ""],
        ["announced_skill", "cook", "", "2", ""],
    ]
    assert head(counts, words=True) == ["By", "Name", "Défis", "People sought", "Percent"]
    assert [list(row) for row in counts.table(words=True).rows] == [
        ["total", "", "1", "3", "100"],
        ["role", "chef", "1", "2", "67"],
        ["role", "boulanger·ère", "1", "1", "33"],
        ["ministry", "M", "1", "3", "100"],
        ["ministry", "N", "1", "3", "100"],
        ["announced", "adds up", "1", "3", ""],
        ["announced role", "chef", "", "2", ""],
    ]


def test_counts_say_nothing_of_what_was_not_announced_or_counted() -> None:
    those = dataset(challenge())
    assert [list(row) for row in Counts(those, those).table(words=True).rows] == [
        ["total", "", "1", "", "100"],
        ["role", "cook", "1", "", "100"],
        ["ministry", "M", "1", "", "100"],
    ]


def test_people_are_told_where_it_does_not_add_up() -> None:
    those = announcing(challenge(profiles=(Profile(CHEF, 2),)), profiles=9)
    counts = Counts(those, those)
    assert ["announced", "does not add up", "", "9", ""] in list(counts.table(words=True).rows)
    assert counts.records()["adds_up"] is False


def test_the_record_of_counts_has_objects_for_skills_and_ministries() -> None:
    those = announcing(
        challenge(hosts=(host("M"), host("N")), profiles=(Profile(CHEF, 2), Profile(BAKER, 1))),
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
        "skills": [
            {"skill": "cook", "challenges": 1, "sought": 2, "share": 2 / 3},
            {"skill": "baker", "challenges": 1, "sought": 1, "share": 1 / 3},
        ],
        "ministries": [
            {"ministry": "M", "challenges": 1, "sought": 3, "share": 1.0},
            {"ministry": "N", "challenges": 1, "sought": 3, "share": 1.0},
        ],
        "announced": announced,
        "adds_up": True,
    }
    unannounced = Counts(replace(those, programme=None), replace(those, programme=None)).records()
    assert list(unannounced) == list(record)
    assert (unannounced["announced"], unannounced["adds_up"]) == (None, None)


# What was announced


def test_a_part_does_not_add_up_to_what_was_announced(bundled: Dataset) -> None:
    part = find(bundled, ["balisenav", "hopkins"])
    assert list(discrepancies(bundled)) == []
    assert list(discrepancies(part)) == [
        ("challenges", 13, 2),
        ("profiles", 27, 5),
        ("developer", 8, 1),
        ("designer", 5, 0),
        ("data-scientist", 11, 2),
        ("project-manager", 1, 0),
    ]
    assert Counts(part, part).adds_up is False


TWO_COOKS = challenge(profiles=(Profile(CHEF, 2),))
SOME_COOKS = challenge(profiles=(Profile(CHEF),))


@pytest.mark.parametrize(
    ("those", "found"),
    [
        (announcing(TWO_COOKS, challenges=1, profiles=2, cook=2), []),
        (announcing(TWO_COOKS, profiles=3), [("profiles", 3, 2)]),
        (announcing(TWO_COOKS, baker=1), [("baker", 1, 0)]),
        (announcing(SOME_COOKS, profiles=1), [("profiles", 1, None)]),
        (announcing(SOME_COOKS), []),
        (dataset(programme=Programme(name="P")), []),
        (dataset(), []),
    ],
)
def test_each_announced_total_must_be_met(
    those: Dataset, found: list[tuple[str, int, int | None]]
) -> None:
    assert list(discrepancies(those)) == found
    announced = those.programme and those.programme.announced
    assert Counts(those, those).adds_up == (not found if announced else None)
