"""Answers to options and questions: the challenges, their order, and the sentences on them."""

from functools import partial
from typing import Any

import asking
import pytest
from asking import Ask, asked, filters
from build import challenge, cited, dataset, host, notices, seeking, skill, slugs

from eigcli.data.model import Challenge, Dataset, People, Programme, Source
from eigcli.errors import NoAnswerError, UsageError
from eigcli.query.choosing import answer
from eigcli.query.filters import Filters, sort_keys
from eigcli.query.selecting import ordered, people_in
from eigcli.report.cards import facts_asked
from eigcli.report.counts import Counts, stats
from eigcli.report.states import share_sentence

TOWNS = dataset(
    challenge("a", "Pont", promotion="1", number=2, towns=("Lyon",), seeks=seeking(cook=2), months=6),
    challenge("b", "Arc", promotion="1", number=1, towns=("Paris",), seeks=seeking(cook=1, baker=2)),
    challenge("c", "Mer", promotion="2", number=1, towns=("Lyon",), seeks=(), recruits=seeking(cook=3)),
    challenge("d", "école", promotion="2", number=2, seeks=(), months=12, own=(("x-rank", 5),)),
    programmes=(
        Programme(name="P", promotion="1", start="2018-01"),
        Programme(name="P", promotion="2", start="2020"),
    ),
)  # fmt: skip
chosen = partial(asking.chosen, TOWNS)


# Promotions


def scope_of(question: str | None = None, default: tuple[str, ...] = ("1",), **options: Any) -> str:
    found = answer(TOWNS, filters(**options), question, default)
    chosen = "".join(slugs(found.chosen))
    return f"{found.scope} [{chosen}] of {len(found.whole.challenges)}"


ALL = "; all: --promotion all"


def test_options_ask_about_the_default_promotion_and_count_matches_in_all() -> None:
    assert scope_of(town="Lyon") == f"Promotion 1 (2018): 1 of 2 challenges{ALL} [a] of 2"
    assert scope_of() == f"Promotion 1 (2018): 2 of 4 challenges{ALL} [ab] of 2"
    # If it has none, the answer is empty.
    assert (
        scope_of(skill="baker", default=("2",))
        == f"Promotion 2 (2020): 0 of 1 challenges{ALL} [] of 2"
    )
    assert scope_of(town="Lyon", promotion="all") == " [ac] of 4"
    assert scope_of(town="Lyon", promotion=("1", "2020")) == " [ac] of 4"
    assert scope_of(search="pont") == f"Promotion 1 (2018): 1 of 1 challenges{ALL} [a] of 2"
    # All of an own dataset is asked.
    assert scope_of(town="Lyon", default=()) == " [ac] of 4"


def test_a_promotion_has_no_challenge_without_one_even_if_it_is_the_only_promotion() -> None:
    own = dataset(challenge("a", promotion="x"), challenge("b", promotion=None))
    chosen_of_own = partial(asking.chosen, own)
    assert chosen_of_own(promotion="x") == "a"
    assert chosen_of_own("promotion x") == "a"
    assert chosen_of_own(promotion="all") == "a b"
    assert chosen_of_own("all projects in total") == "a b"


def test_a_promotion_in_words_goes_before_the_default_but_after_the_option() -> None:
    assert scope_of("Lyon", default=()) == " [ac] of 4"
    assert scope_of("Lyon") == f"Promotion 1 (2018): 1 of 2 challenges{ALL} [a] of 2"
    assert scope_of("Lyon 2020") == f"Promotion 2 (2020): 1 of 2 challenges{ALL} [c] of 2"
    assert scope_of("Lyon", promotion="1") == f"Promotion 1 (2018): 1 of 2 challenges{ALL} [a] of 2"
    # Both apply; if they exclude each other, only the option does.
    assert (
        scope_of("Lyon 2018", promotion=("1", "2"))
        == f"Promotion 1 (2018): 1 of 2 challenges{ALL} [a] of 2"
    )
    assert (
        scope_of("Lyon 2020", promotion="1")
        == f"Promotion 1 (2018): 1 of 2 challenges{ALL} [a] of 2"
    )


def test_an_unknown_promotion_is_a_mistake() -> None:
    for name, exact in (("9", False), ("2018", True)):
        with pytest.raises(UsageError, match=f"no promotion is called '{name}'"):
            chosen(promotion=name, exact=exact)


# Fields of a list


@pytest.mark.parametrize(
    ("question", "options"),
    [
        ("url of the projects in Lyon", "--town Lyon --columns name,product"),
        ("why the projects in Lyon", "--town Lyon --columns name,since,state"),
    ],
)
def test_fields_asked_of_a_list_are_its_columns(question: str, options: str) -> None:
    [reading, *_others] = asked(TOWNS, question).reading
    assert reading.endswith(options)


# Numbers of people


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"at_least": "3"}, "b c"),
        ({"at_most": "2"}, "a"),
        ({"at_least": "cook=2"}, "a c"),
        ({"at_least": "cook = 2", "at_most": "cook=2"}, "a"),
        # A challenge that names other roles only has nobody in this one.
        ({"at_most": "baker=0"}, "a c"),
        ({"at_least": ("2", "cook=3")}, "c"),
        ({"at_least": "recruited=1"}, "c"),
        ({"at_most": "recruited cook=2"}, ""),
    ],
)
def test_at_least_and_at_most_count_people_sought_or_else_recruited(
    options: dict[str, Any], expected: str
) -> None:
    assert chosen(**options) == expected


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"at_least": "state_date=2024"}, "b c"),
        ({"at_least": "state_date=2024-08"}, "c"),  # a year may have ended before a month of it
        ({"at_most": "state_date=2024-08"}, "a b"),
        ({"at_least": ("year=2018", "months=12")}, "a"),
    ],
)
def test_a_date_and_a_number_of_a_challenge_are_bounded(
    options: dict[str, Any], expected: str
) -> None:
    data = dataset(
        challenge("a", state="in-use", state_date="2019-05-20", year=2018, months=12),
        challenge("b", state="in-use", state_date="2024", year=2017, months=24),
        challenge("c", state="in-use", state_date="2024-10-24", year=2018, months=10),
        challenge("d", months=10),
    )
    assert asking.chosen(data, **options) == expected


def test_a_bound_on_a_date_is_told_in_words() -> None:
    [label] = filters(at_least="state_date=2024-08").labels
    assert label == "State as of August 2024 or later"


@pytest.mark.parametrize("wrong", ["x", " ", "-1", "cook=", "1.5"])
def test_a_number_of_people_must_be_a_whole_number(wrong: str) -> None:
    message = f"--at-most takes a number of people, .*, not '{wrong}'"
    with pytest.raises(UsageError, match=message):
        chosen(at_most=wrong)


def test_the_people_in_a_challenge_are_a_number_or_none() -> None:
    assert [people_in(one, ()) for one in TOWNS.challenges] == [2, 3, 3, None]
    assert [people_in(one, {"baker"}) for one in TOWNS.challenges] == [0, 2, 0, None]


# Orders


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ({}, "a b c d"),
        ({"reverse": True}, "d c b a"),
        ({"limit": 2}, "a b"),
        ({"sort": "name"}, "b d c a"),
        ({"sort": "number"}, "b c a d"),
        ({"sort": "promotion", "reverse": True}, "c d a b"),
        # Unknown values come last either way.
        ({"sort": "months"}, "a d b c"),
        ({"sort": "months", "reverse": True}, "d a b c"),
        ({"sort": "people", "reverse": True}, "b c a d"),
        ({"sort": "sought"}, "a b c d"),
        ({"sort": "recruited_total"}, "c a b d"),
        ({"sort": "x-rank"}, "d a b c"),
        ({"sort": "ministry", "reverse": True}, "a b c d"),
        ({"sort": "Length (months)"}, "a d b c"),
    ],
)
def test_challenges_are_sorted_and_limited_as_asked(order: dict[str, Any], expected: str) -> None:
    assert chosen(**order) == expected


def test_a_sort_by_ministry_uses_the_first_and_ignores_case_and_accents() -> None:
    hosts = {"a": (host("Zoo"),), "b": (), "c": (host("école"), host("Zoo")), "d": (host("Mer"),)}
    some = dataset(*(challenge(slug, hosts=own) for slug, own in hosts.items()))
    assert asking.chosen(some, sort="ministry") == "c d a b"
    assert asking.chosen(some, sort="ministry", reverse=True) == "a d c b"


def test_a_known_zero_sorts_before_larger_numbers() -> None:
    nobody = People(role=skill("cook"), sought=1, recruited=0)
    whole = dataset(challenge("two", recruits=seeking(cook=2)), challenge("none", people=(nobody,)))
    assert slugs(ordered(whole, filters(sort="recruited"), ())[0]) == ["none", "two"]


def test_a_sort_by_people_counts_the_chosen_role() -> None:
    assert chosen(skill="cook", sort="people", reverse=True, promotion="1") == "a b"
    by_people = Filters(sort="people", reverse=True)
    by_bakers, _notes = ordered(TOWNS, by_people, {"baker"})
    assert slugs(by_bakers)[0] == "b"


def test_a_sort_says_how_many_values_are_known_and_how_many_tie_with_the_last() -> None:
    # Two have three people, and one number is not known.
    known = "The sort value is known for 3 of 4 challenges; others come last."
    tie = "1 more challenge ties with the last one."
    largest = partial(asked, TOWNS, sort="people", reverse=True)
    assert notices(largest(limit=1)) == (known, tie)
    for limit in (2, 4, None):
        assert notices(largest(limit=limit)) == (known,)


def test_an_unknown_sort_key_is_a_mistake() -> None:
    for key, exact, more in (("colour", False, "Known: .*months"), ("Number", True, "Did you")):
        with pytest.raises(UsageError, match=f"cannot sort by '{key}'. {more}"):
            chosen(sort=key, exact=exact)
    assert {"months", "people", "x-rank"} <= sort_keys(TOWNS).keys()


# Options and words together

LARGEST: dict[str, Any] = {"sort": "people", "reverse": True, "limit": 10}
# By field of `Filters`: options, words beside them, and options that ask for the same as both.
BOTH: dict[str, list[tuple[dict[str, Any], str, dict[str, Any]]]] = {
    "given": [
        ({"town": "Lyon"}, "cook", {"skill": "cook", "town": "Lyon"}),
        ({"town": "Paris"}, "cook à Lyon", {"skill": "cook", "town": "Paris"}),
        ({"search": "pont"}, "cook", {"skill": "cook", "search": "pont"}),
        ({"search": "nothing"}, "cook", {"skill": "cook", "search": "nothing"}),
    ],
    "promotion": [({"promotion": "1"}, "Lyon", {"town": "Lyon", "promotion": "1"})],
    "sort": [({"sort": "name"}, "biggest teams", {"sort": "name"})],
    "reverse": [({"reverse": True}, "biggest teams", {**LARGEST, "reverse": False})],
    "limit": [({"limit": 2}, "biggest teams", {**LARGEST, "limit": 2})],
    "without": [
        ({"without": "town=Paris"}, "without cook", {"without": ("town=Paris", "skill=cook")}),
        ({"without": "skill=baker"}, "without cook", {"without": ("skill=baker", "skill=cook")}),
    ],
    "bounds": [
        ({"at_least": "cook=1"}, "at least 3 people", {"at_least": ("cook=1", "3")}),
        ({"at_most": "3"}, "at most 2 people", {"at_most": ("3", "2")}),
    ],
}


@pytest.mark.parametrize("field", [field for field in Filters._fields if field != "exact"])
def test_options_and_words_apply_together(field: str) -> None:
    for options, words, same in BOTH[field]:
        both = asked(TOWNS, words, **options)
        assert both.filters == filters(**same)
        assert both.listed == asked(TOWNS, **same).listed


def test_options_apply_to_a_named_challenge_too() -> None:
    assert chosen("Pont", town="Lyon") == "a"
    assert chosen("Pont", town="Paris") == ""


ART = dataset(
    *TOWNS.challenges,
    *(challenge(theme, themes=(theme,)) for theme in ("Art", "Art public", "Art Lyon")),
)


@pytest.mark.parametrize(
    ("options", "words", "message"),
    [
        ({"skill": "cook"}, "mer à Lyon", "none: 'mer'. A value of .*; to search: --search mer.$"),
        (
            {"skill": "cook"},
            "unicorns in Lyon",
            "beside a filter, words must be filters too; .*'unicorns'",
        ),
        (
            {"search": "pont"},
            "bois",
            "these are none: 'bois'. A value of several words needs quotes",
        ),
        (
            {"theme": "Art"},
            "public",
            "these are none: 'public'. A value of several words needs quotes",
        ),
    ],
)
def test_words_beside_filters_must_be_filters(
    options: dict[str, str], words: str, message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        asked(ART, words, **options)


def test_words_beside_an_order_or_a_promotion_are_searched() -> None:
    assert asking.chosen(ART, "public", promotion="all", sort="name") == "Art public"


def test_exact_refuses_words() -> None:
    with pytest.raises(UsageError, match="--exact guesses nothing: use options instead of words"):
        asked(TOWNS, "cook", exact=True)


def test_counts_ignore_order_and_limit() -> None:
    counted = answer(TOWNS, Filters(), "the 2 biggest teams", command="stats")
    assert len(counted.chosen) == len(counted.listed) == 4
    assert notices(counted) == ()
    listed = asked(TOWNS, "the 2 biggest teams")
    assert len(listed.chosen) == 4
    assert len(listed.listed) == 2


# Sentences on an answer


def test_a_given_town_replaces_one_in_words_and_all_bounds_apply() -> None:
    found = asked(TOWNS, "à Lyon, deux personnes", town="Paris", at_least="3")
    assert slugs(found.chosen) == []
    assert notices(found)[0].endswith(": --town Paris --at-least 3 --at-least 2 --at-most 2")


def test_an_empty_answer_says_why() -> None:
    def why(**options: Any) -> str:
        return asked(TOWNS, **options).notes[-1]

    assert why(town="Paris", skill="cook", without="skill=baker") == (
        "no challenge meets all of this; challenges that meet each part: team in Paris (1), role cook (3),"
        " without baker (3)."
    )
    assert why(search="pont arc") == (
        "no challenge meets all of this; challenges that meet each part: 'pont' (1), 'arc' (1)."
    )
    assert why(search="ecxle") == "nothing mentions 'ecxle'."
    assert why(search="pont écoel") == "nothing mentions 'écoel'. Did you mean école?"
    assert why(search="zz") == "nothing mentions 'zz'."
    assert why(town="Paris", promotion="2") == "no challenge meets this."
    assert asked(Dataset(), search="x").notes == ("there is no challenge.",)


def test_the_note_on_unknown_phases_counts_what_meets_the_other_filters() -> None:
    some = dataset(
        challenge("a", phase="operated", towns=("Lyon",)),
        challenge("b", towns=("Lyon",)),
        challenge("c", phase="stopped", towns=("Lyon",)),
        challenge("d"),
    )
    in_use = asked(some, phase="in-use")
    assert notices(in_use) == ("Not known for 2 of 4 challenges: phase.",)
    of_lyon = ("Not known for 1 of 3 challenges: phase.",)
    in_use = asked(some, phase="in-use", town="Lyon")
    assert notices(in_use) == of_lyon
    without = asked(some, without=("phase=stopped", "skill=designer"), town="Lyon")
    assert notices(without) == of_lyon
    without = asked(some, without="skill=designer")
    assert notices(without) == ()
    all_known = dataset(some.challenges[0])
    assert notices(asked(all_known, phase="in-use")) == ()


def test_the_preamble_lists_words_understood_and_searched(ask: Ask) -> None:
    assert notices(ask("les ponts à Lyon")) == (
        "team in Lyon: --promotion all --town Lyon --search ponts",
        "searched: 'ponts'",
    )
    assert notices(ask("rennovation à Lille"))[0] == "'rennovation' is read as 'renovation'"
    assert notices(ask("ponts")) == ("searched: 'ponts'",)


def test_a_count_says_that_it_counts_mentions_or_names_the_measure(ask: Ask) -> None:
    with pytest.raises(
        NoAnswerError,
        match=r"'indemnisation' only stands in texts.*eig list --promotion all --search indemn",
    ):
        ask("combien de défis sur l'indemnisation")
    assert notices(ask("how many designers worked in 2020"))[-1].endswith("--measure recruited")
    assert notices(ask("how many designers were wanted in 2020"))[-1].endswith("--measure sought")


def test_a_word_for_a_subject_means_the_subject_in_all_calls(ask: Ask) -> None:
    found = ask("santé en 2018")
    assert slugs(found.chosen) == ["lab-sante"]
    assert found.about == ("'santé' is the subject Health, a grouping by eig.",)
    # The theme of this name has no challenge of promotions 4 and 5.
    promotions = {one.promotion for one in ask("environnement").chosen}
    assert promotions >= {"3", "4", "5", "6", "7", "dig"}


@pytest.mark.parametrize("words", ["health", "healthcare", "projets de santé", "topic health"])
def test_a_subject_has_several_words(ask: Ask, words: str) -> None:
    assert ask(words).chosen == ask("santé").chosen


def test_two_subjects_beside_each_other_are_both_meant_of_a_list_any_will_do(ask: Ask) -> None:
    health = {*ask("health").chosen}
    data = {*ask("data").chosen}
    for question in ("health data", "both health and data"):
        assert {*ask(question).chosen} == health & data
    for question in ("health and data", "health, data"):
        assert {*ask(question).chosen} == health | data


def test_a_theme_stays_the_label_of_a_call(ask: Ask) -> None:
    assert ask("thème environnement").filters.given == {"theme": ("environnement",)}
    assert {*slugs(ask("thème environnement").chosen)} != {*slugs(ask("environnement").chosen)}
    # What is no subject is searched.
    assert ask("citoyenneté").filters.given == {"search": ("citoyenneté",)}


def test_a_topic_in_a_list_with_other_words_is_searched_with_them(ask: Ask) -> None:
    found = ask("water, forests and the sea")
    assert found.filters.of("search") == ("water or forests or sea",)
    found = ask("health and bridges")
    assert found.filters.given == {"subject": ("health",), "search": ("bridges",)}


def test_a_theme_in_a_list_with_other_words_is_searched_with_them() -> None:
    own = dataset(challenge(themes=("Mer",)), challenge("b", tagline="trees"))
    assert asked(own, "mer, trees").filters.of("search") == ("mer or trees",)
    assert asked(own, "mer").filters.given == {"theme": ("mer",)}


@pytest.mark.parametrize(
    ("question", "columns"),
    [
        ("how many candidates in 2019", "candidates shortlisted heard"),
        ("quel budget", "budget state_envelope state_share"),
        ("combien de projets ont été déposés par promotion", "proposed"),
        ("how many mentors were there", "number_of_mentors"),
        ("how many projects were selected in 2021", "proposed projects_heard projects_chosen"),
        ("combien de membres du jury", "project_jury candidate_jury"),
        ("when did the jury meet", "project_jury_days hearing_days"),
        ("âge moyen", "mean_age"),
    ],
)
def test_numbers_of_calls_are_answered_by_a_table_of_calls(
    everything: Dataset, question: str, columns: str
) -> None:
    found = answer(everything, Filters(), question, command="list")
    assert found.asked.is_programme
    assert " ".join(found.asked.columns) == columns
    assert not any("not understood" in note for note in found.preamble)


def test_what_is_only_known_of_calls_is_refused_of_anything_else(ask: Ask) -> None:
    for question in (
        *("women in MonitorFish", "combien de femmes data scientists"),
        "how many women in Lyon",
    ):
        with pytest.raises(NoAnswerError, match="The data "):
            ask(question)
    # Nor do calls of one's own, unless they have them.
    own = dataset(challenge(), programmes=(Programme(name="P", candidates=9),))
    found = answer(own, Filters(), "how many candidates", command="list")
    assert found.asked.columns == ("candidates", "shortlisted", "heard")
    with pytest.raises(NoAnswerError, match="gender"):
        asked(own, "how many women")


def test_a_question_of_which_nothing_is_understood_is_an_error(ask: Ask) -> None:
    for question, why in {
        "tell me a joke": "nothing mentions 'joke'",
        "hello": "Ask, for example",
        "who was the designer of Gobelins": "The data has nobody's name, age, gender or career",
    }.items():
        with pytest.raises(NoAnswerError, match=why):
            ask(question)


def test_names_of_your_own_come_before_qualifiers() -> None:
    own = dataset(challenge(themes=("Social housing",), seeks=seeking(lead=1)), challenge("b"))
    found = asked(own, "projects on social housing")
    assert found.filters.of("theme") == ("social housing",)
    assert asking.chosen(own, skill="lead") == "a"


def test_a_text_of_an_own_key_comes_before_a_fixed_expression() -> None:
    own = dataset(challenge(own=(("x-status", "En cours"),)), challenge("b", state="in-use"))
    found = asked(own, "projets en cours")
    assert found.filters.given == {"search": ("en cours",)}


def test_a_place_without_a_team_is_reported_and_the_others_are_answered(ask: Ask) -> None:
    found = ask("Lyon, Zanzibar")
    see = " To see all names: eig stats --by town --promotion all."
    assert f"no team is known to work in 'Zanzibar'.{see}" in notices(found)
    assert len(found.chosen.challenges) == 3
    none = (
        f"no team is known to work in 'Nantes'.{see}\nno team is known to work in 'Zanzibar'.{see}"
    )
    for question in ("à Nantes ou Zanzibar", "combien de designers à Nantes ou Zanzibar"):
        with pytest.raises(NoAnswerError, match=none):
            ask(question)


def test_a_count_of_a_role_asks_the_challenges_that_have_it(ask: Ask) -> None:
    found = ask("how many designers in Lyon")
    by_options = asked(found.whole, skill="designer", town="Lyon")
    assert found.chosen == by_options.chosen
    report = stats(found)
    assert report.lead.endswith("counting only: designer")
    roles = [row["code"] for row in report.table.plain() if row["by"] == "skill"]
    assert roles == ["designer"]


def test_people_recruited_in_a_role_that_was_not_sought_are_counted(ask: Ask) -> None:
    found = ask("combien de data scientists en 2020")
    assert {*slugs(found.staff.others)} == {"datamed", "eig4-link", "enki", "operations-18"}
    assert stats(found).lead == (
        "5 challenges, 5 people sought, 9 people recruited, 4 of them by challenges that did not seek the role,"
        " counting only: data scientist"
    )
    # Options count the same as words.
    options = Filters({"skill": ("data-scientist",)})
    counted = stats(answer(found.whole, options, command="stats"), ["promotion"], across="skill")
    assert counted.lead == stats(found).lead
    # If there are none, no sentence says so.
    assert "did not seek" not in stats(ask("combien de designers en 2020")).lead


def test_two_roles_with_and_are_counted_in_teams_of_both(ask: Ask, everything: Dataset) -> None:
    both = Filters({"skill": ("designer and data scientist",)})
    report = stats(answer(everything, both, command="stats"), ["skill"])
    assert report.lead.startswith(
        "11 challenges, 23 people sought, 29 people recruited, 6 of them by"
    )
    assert [row["challenges"] for row in report.table.plain()] == [11, 11, 11]
    assert len(ask("how many teams had both a designer and a data scientist").chosen) == 12


def test_a_filter_by_has_says_for_how_many_it_is_not_known() -> None:
    address = "https://a.b/c"
    some = dataset(
        challenge("a", repository=address, towns=("Lyon",)),
        challenge("b", repository=address, product=address),
        challenge("c"),
        challenge("d"),
    )
    note = "Not known for {1} of {0} challenges: {2}."
    assert notices(asked(some, has="repository")) == (note.format(4, 2, "repository"),)
    assert notices(asked(some, has="repository", town="Lyon")) == ()
    assert notices(asked(some, has=("repository", "product"))) == (
        note.format(4, 2, "repository"),
        note.format(4, 3, "product"),
    )
    # The rest may all have it.
    assert notices(asked(some, without="has=product")) == (note.format(4, 3, "product"),)
    assert notices(asked(dataset(some.challenges[1]), without="has=product")) == ()


def test_a_question_on_states_tells_them_of_all_that_meet_the_rest(ask: Ask) -> None:
    found = ask("projects of 2019 still in use")
    day = "A state is what a source said on its day; a year is that of the promotion."
    assert notices(found)[-1] == day
    # These are those that the sentence on states is of.
    assert {one.state for one in found.chosen} == {"in-use", "handed-over"}
    assert len(found.whatever_state) == 32
    assert ask("projects of 2019").whatever_state == ()
    assert notices(ask("santé, abandonnés"))[0].startswith("subject santé · state 'ended': ")
    assert day in notices(ask("what became of the projects of 2018"))
    # An author who names no source says it now.
    own = dataset(challenge(state="ended"))
    assert day not in notices(asked(own, "which projects ended"))


# Facts of a challenge

PAPER = Source(key="k", title="The paper", publisher="Us", date="2018")
NEWS = Source(key="n", title="The news", date="2026-08")
GOBELIN = challenge(
    "gobelin",
    "Gobelin",
    themes=("eau",),
    repository="https://a.b/c",
    repository_licence="MIT",
    repository_changed="2020-05-02",
    followed_by=("farfadet",),
    # The news is cited for no field.
    sources=(cited(PAPER, "repository", "hosts", "seeks"), cited(NEWS)),
)
FARFADET = challenge(
    "farfadet",
    "Farfadet",
    state="in-use",
    state_date="2026-08-20",
    follows="gobelin",
    sources=(cited(PAPER, "state", "follows"), cited(NEWS, "state", "follows")),
)


@pytest.mark.parametrize(
    ("question", "facts"),
    [
        (
            "where is the code of Gobelin",
            ["Gobelin – Repository: https://a.b/c (The paper, Us, 2018)"],
        ),
        (
            "is Gobelin open source",
            ["Gobelin – Code licence: MIT"],
        ),
        ("last commit of Gobelin", ["Gobelin – Code changed: 2 May 2020"]),
        ("when was the code of Gobelin last changed", ["Gobelin – Code changed: 2 May 2020"]),
        ("keywords of Gobelin", ["Gobelin – Keywords: not known"]),
        ("host of Gobelin", ["Gobelin – Host: M (The paper, Us, 2018)"]),
        ("who hosted Gobelin", ["Gobelin – Host: M (The paper, Us, 2018)"]),
        ("is Gobelin still running", ["Gobelin – State: Not known", "Gobelin – Phase: not known"]),
        ("what became of Gobelin", ["Gobelin – State: Not known", "Gobelin – Phase: not known"]),
        ("who uses Gobelin", ["Gobelin – In figures: not known"]),
        (
            "is Farfadet dead",
            ["Farfadet – State: In use, as of 20 August 2026 (The news, August 2026)"],
        ),
        ("what came after Gobelin", ["Gobelin – Followed by: farfadet"]),
        (
            "how many people worked on Gobelin",
            ["Gobelin – Seeks: cook (The paper, Us, 2018)", "Gobelin – Recruited: not known"],
        ),
        ("what came before Farfadet", ["Farfadet – Follows: gobelin (The news, August 2026)"]),
        ("what themes has Gobelin", ["Gobelin – Theme: eau"]),
        (
            "when was Farfadet handed over",
            ["Farfadet – State: In use, as of 20 August 2026 (The news, August 2026)"],
        ),
        (
            "is Farfadet still used? by which host?",
            [
                "Farfadet – State: In use, as of 20 August 2026 (The news, August 2026)",
                "Farfadet – Host: M",
            ],
        ),
        ("how many loaves did Gobelin bake", ["Gobelin – In figures: not known"]),
        ("Gobelin", []),
    ],
)
def test_a_fact_that_is_asked_for_is_given_with_its_source(question: str, facts: list[str]) -> None:
    found = asked(dataset(GOBELIN, FARFADET), question)
    asked_about = FARFADET if "Farfadet" in question else GOBELIN
    assert found.chosen.challenges == (asked_about,)
    assert [*facts_asked(found)] == facts


def test_a_year_before_the_first_promotion_is_a_mistake(everything: Dataset) -> None:
    with pytest.raises(UsageError, match="there is no promotion before 2017"):
        asked(everything, "designers before 2017")


def test_a_promotion_is_found_by_the_name_of_its_programme() -> None:
    names = {"1": "Fellows", "2": "Fellows", "d": "Harbour Designers"}
    programmes = tuple(Programme(name=name, promotion=code) for code, name in names.items())
    calls = dataset(*(challenge(code, promotion=code) for code in names), programmes=programmes)
    assert asking.chosen(calls, "harbour designers") == "d"


def test_promotions_are_chosen_by_codes_of_several_words_and_by_ranges_of_years() -> None:
    own = dataset(
        challenge("a", promotion="fall-2022", year=2022),
        challenge("b", promotion="spring-2024", year=2024),
    )
    for question, slug in {
        "cooks in fall-2022": "a",
        "cohort spring-2024": "b",
        "before 2023": "a",
        "since 2023": "b",
        "between 2021 and 2023": "a",
    }.items():
        assert slugs(asked(own, question).chosen) == [slug]


def test_a_code_may_end_with_a_letter() -> None:
    own = dataset(*(challenge(code, promotion=f"2024{code}") for code in "abc"))
    assert asking.chosen(own, "promotion 2024b") == "b"
    assert asking.chosen(own, "2024a to 2024b") == "a b"


def test_a_share_in_a_town_is_of_that_town(ask: Ask) -> None:
    found = ask("quelle part des défis à Lyon est encore utilisée")
    assert share_sentence(found).startswith("1 of 3 challenges, 33%; ")


def test_only_list_answers_questions_on_the_programme(everything: Dataset) -> None:
    question = "when is the next call"
    assert answer(everything, Filters(), question, command="list").asked.is_programme
    with pytest.raises(NoAnswerError, match="The question is about the programme"):
        answer(everything, Filters(), question)


@pytest.mark.parametrize(
    "search", ["candidature", "sans abri", "budget", "plus grand", "designers à Lyon santé"]
)
def test_a_search_is_never_read_as_a_question(everything: Dataset, search: str) -> None:
    found = asked(everything, search=search)
    assert found.filters.given == {"search": (search,)}
    assert not found.asked.is_programme
    assert found.filters.sort is None


def test_an_expertise_has_no_number_of_people(everything: Dataset) -> None:
    with pytest.raises(UsageError, match="'devops' is not a role: only roles are counted"):
        asked(everything, at_least="devops=3")


def test_a_fact_of_several_challenges_is_given_for_each() -> None:
    both = dataset(
        challenge("gobelin", "Gobelin", state="in-use"),
        challenge("farfadet", "Farfadet", state="ended"),
    )
    found = asked(both, "Gobelin and Farfadet, which is still used?")
    assert [*facts_asked(found)] == ["Gobelin – State: In use", "Farfadet – State: Ended"]


def test_a_share_is_of_all_challenges_that_were_asked_about(ask: Ask, everything: Dataset) -> None:
    count = sum(c.promotion == "4" for c in everything.challenges)
    found = ask("what share of the projects of 2020 are still in use")
    used = len(found.chosen.challenges)
    share = f"{used} of {count} challenges, {round(100 * used / count)}%"
    assert share_sentence(found).startswith(share)
    assert ask("what share of projects").base is None
    # A share in use is of the challenges that meet the other filters.
    justice = len(ask("justice").chosen.challenges)
    share = share_sentence(ask("what share of justice projects are in use"))
    assert f"of {justice} challenges" in share
    # Of two conditions, the last is the part.
    designed = ask("what share of projects with a designer are still in use").base
    assert designed == ask("projects with a designer").chosen
    # By a facet, it is of the challenges of each row.
    assert ask("share of projects in use by ministry").base == everything
    # Teams that had a designer are a share of projects.
    teams = ask("what share of the teams of 2020 had a designer")
    assert share_sentence(teams).startswith(f"{len(teams.chosen)} of {count} challenges, ")
    # A mere search has no share.
    with pytest.raises(NoAnswerError, match="'marché' only stands in texts"):
        ask("part de marché")
    # A share of people is of all roles.
    assert ask("what percentage of people hired were designers").filters.given == {}


def test_a_year_is_read_as_a_promotion_with_a_note_if_it_began_in_another(ask: Ask) -> None:
    assert "'2023' is read as 'promotion 6 (2022)'" in notices(ask("projects in 2023"))
    assert not any("is read as" in line for line in notices(ask("projects in 2022")))


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("only designers in Lyon", "only"),
        ("les designers, à Lyon seulement", "seulement"),
        ("designers et licornes à Lyon", "licornes"),
        ("what does a designer in Lyon earn", "earn"),
    ],
)
def test_a_word_that_is_not_understood_stops_the_answer_and_the_rest_is_named(
    ask: Ask, question: str, word: str
) -> None:
    rest = r"eig list --promotion all --skill designers? --town Lyon\."
    with pytest.raises(NoAnswerError, match=f"not understood: '{word}'.*{rest}"):
        ask(question)


def test_a_denial_that_no_option_expresses_stops_the_answer(ask: Ask) -> None:
    for question, words in (
        ("projects of 2019 that did not work", "not work"),
        ("défis qui ont recruté un développeur sans en chercher", "sans en"),
        ("défis qui n'ont rien donné", "n'ont"),
        ("défis non lyonnais avec un designer", "lyonnais"),
    ):
        with pytest.raises(NoAnswerError, match=f"not understood: .{words}."):
            ask(question)


def test_a_filter_by_recruited_role_says_for_how_many_it_is_not_known() -> None:
    some = dataset(
        challenge("a", recruits=seeking(cook=1)),
        challenge("b", seeks=(), recruits=seeking(cook=2)),
        challenge("c", recruits=seeking(baker=1)),
        challenge("d"),
        skills=(skill("cook"), skill("baker")),
    )
    cooks = asked(some, recruited="cooks")
    assert slugs(cooks.chosen) == ["a", "b"]
    # Lists show whom these recruited.
    assert {cooks.filters.whom, filters(without="recruited=cook").whom} == {"recruits"}
    assert filters(without="skill=cook").whom == "seeks"
    without = asked(some, without="recruited=cook")
    assert slugs(without.chosen) == ["c"]
    assert notices(without) == ("Not known for 1 of 4 challenges: role recruited.",)
    counts = stats(asked(some, "how many cooks were recruited"))
    assert counts.lead == "2 challenges, 3 people recruited, counting only: cook"
    assert [row["challenges"] for row in counts.table.plain()] == [2, 2]


def test_own_keys_can_answer_questions_that_no_field_answers() -> None:
    own = dataset(challenge("atlas", own=(("x-budget", 50),)), challenge("b", note="March 2024"))
    assert asking.chosen(own, "what did atlas cost") == "atlas"
    with pytest.raises(NoAnswerError, match="nothing mentions 'price'"):
        asked(own, "price")
    # But they answer no greeting, and list no hosts of nothing.
    for question in ("hello", "hosts with no cook"):
        with pytest.raises(NoAnswerError, match=r"Ask, for|counts challenges"):
            asked(own, question)
    with pytest.raises(NoAnswerError, match="there is no challenge"):
        asked(Dataset(), "designers")
    # Without promotions, a year is a word like others.
    assert asking.chosen(own, "projects of 2024") == "b"


def test_years_serve_as_promotions_if_none_is_stated() -> None:
    own = dataset(challenge("a", year=2024), challenge("b", year=2022), challenge("c", year=2023))
    assert own.promotion_codes == ("2022", "2023", "2024")
    chosen_of_own = partial(asking.chosen, own)
    assert chosen_of_own("projects of 2023") == "c"
    assert chosen_of_own(promotion="2023") == "c"
    assert chosen_of_own("projects since 2023") == "a c"
    assert chosen_of_own() == "a b c"
    with pytest.raises(UsageError, match=r"no promotion is called '2019'\. Known: 2022, 2023"):
        asked(own, promotion="2019")


@pytest.mark.parametrize(
    ("question", "options"),
    [
        ("projects used or on trial", "--state used --state on-trial"),
        (
            "projects that are neither used nor abandoned",
            "--without state=used --without state=ended",
        ),
        ("projets ni utilisés ni abandonnés", "--without state=used --without state=ended"),
        (
            "projects without code or product",
            "--without has=repository --without has=product",
        ),
    ],
)
def test_not_and_or_are_composed_with_what_stands_behind_them(
    ask: Ask, question: str, options: str
) -> None:
    found = ask(question)
    assert found.asked.unheeded == ()
    assert " ".join(found.asked.filters.as_arguments()) == options


def test_the_note_on_how_hosts_are_counted_is_above_a_ranking(ask: Ask) -> None:
    found = ask("which host had the most projects")
    [note] = [line for line in notices(found) if "--by family" in line]
    assert note not in stats(found).notes
    assert note in stats(ask("projects by host")).notes


def test_finished_is_understood_of_one_challenge_only(ask: Ask) -> None:
    with pytest.raises(
        NoAnswerError, match=r"not understood: 'finished' .*\. What was understood: "
    ):
        ask("which of the projects in Lyon are finished")
    assert "not understood" not in "".join(notices(ask("is DataJust finished")))
    assert ask("qui a fait A-JUST").asked.facts == ("seeks", "recruits")  # "a" is no name here


def test_the_name_of_a_programme_is_not_corrected() -> None:
    teems = dataset(challenge("a", "A"), programmes=(Programme(name="Harbour Teems"),))
    with pytest.raises(NoAnswerError, match="nothing mentions 'teems'"):
        asked(teems, "teems of the harbour")


def test_a_ranking_sorts_promotions_too(ask: Ask, everything: Dataset) -> None:
    def promotions(question: str) -> list[str]:
        understood = ask(question).asked
        measure = understood.measure
        counts = Counts(everything, ["promotion"], measure=measure, rank=understood.rank)
        return [one.name for one in counts.tallies["promotion"]]

    most = promotions("which promotion had the most people")
    fewest = promotions("which promotion had the fewest people")
    assert fewest[0] == most[-1]


def test_an_answer_knows_the_chosen_roles(everything: Dataset) -> None:
    assert asked(everything, skill="designers, Datavisualisation").staff.roles == {"designer"}
    assert asked(everything, skill="not designer").staff.roles == frozenset()
    assert asked(everything, "combien de designers par promotion").staff.roles == {"designer"}


def test_the_words_of_a_search_are_marked(ask: Ask) -> None:
    assert ask("ponts").matches.spans("Sur le pont") == [(7, 11)]


def test_a_challenge_with_only_a_slug_and_a_name_is_found() -> None:
    bare = Dataset(challenges=(Challenge(slug="a", name="A", hosts=()),))
    assert asking.chosen(bare, "A") == "a"
    assert asking.chosen(bare, search="a") == "a"


def test_a_sort_by_an_own_key_puts_numbers_before_texts_and_unknown_last() -> None:
    values = {"none": (), "a": "ten", "b": 10, "c": 2, "d": ("several", "of", "them")}
    own = {slug: (("x-rank", value),) if value else () for slug, value in values.items()}
    ranked = dataset(*(challenge(slug, own=pairs) for slug, pairs in own.items()))
    assert asking.chosen(ranked, sort="x-rank") == "c b d a none"


def test_a_search_drops_a_word_only_if_two_others_match_together() -> None:
    some = dataset(challenge("a", "Pont du port"), challenge("b", "Mer"))
    left_out = "words left out, as no challenge has them with the others: 'mer'."
    for search, met, first in (
        ("pont port", ["a"], ()),
        ("pont mer", [], ()),
        ("pont port mer", ["a"], (left_out,)),
    ):
        found = asked(some, search=search)
        assert slugs(found.chosen) == met
        assert notices(found) == first


def test_a_search_of_several_words_says_how_many_challenges_have_each() -> None:
    some = dataset(challenge("a", "Pont du port"), challenge("b", "Pont"), challenge("c", "Port"))
    each = "Challenges that meet each part: 'pont' (2), 'port' (2)."
    assert asked(some, search="pont port").wider == each
    # One word has nothing wider; nor have two that stand together wherever one of them does.
    assert asked(some, search="pont").wider == ""
    assert asked(some, search="du port").wider == ""
    # Only challenges of the promotions that are asked about are counted.
    others = (challenge("b", "Pont", promotion="2"), challenge("c", "Port", promotion="2"))
    two = dataset(challenge("a", "Pont du port", promotion="1"), *others)
    assert asked(two, search="pont port").wider == each
    assert asked(two, search="pont port", promotion="1").wider == ""


BRITTANY = dataset(
    challenge("a", hosts=(host("Région Bretagne"),), towns=("Rennes",)),
    challenge("b", hosts=(host("France Travail"),), towns=("Brest",)),
)


@pytest.mark.parametrize(
    ("question", "given"),
    [
        ("projets de la Région Bretagne", {"ministry": ("Région Bretagne",)}),
        ("projets en Bretagne", {"town": ("Bretagne",)}),
    ],
)
def test_a_host_may_be_called_by_the_word_for_a_region(
    question: str, given: dict[str, tuple[str]]
) -> None:
    assert asked(BRITTANY, question).filters.given == given


def test_in_a_sentence_words_that_only_stand_in_texts_are_not_understood(ask: Ask) -> None:
    with pytest.raises(NoAnswerError, match="not understood: 'answer' and 'quickly'"):
        ask("designers in Lyon that could answer quickly")
    # Its subject, or a bare list of nouns, is searched.
    assert ask("designers in Lyon who work on plain answers").filters.of("search") == (
        "plain answers",
    )
    assert ask("Lyon maintenance").filters.of("search") == ("maintenance",)
