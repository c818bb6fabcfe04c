"""Which words of a question stand for options, asked of the bundled data."""

from functools import cache

import pytest

from eigcli.data import loading
from eigcli.data.model import Dataset
from eigcli.filters import Filters, select
from eigcli.question import readings_of
from eigcli.question_words import MEANINGS


@cache
def bundled() -> Dataset:
    return loading.load(loading.Input(promotion=("all",)))


def understood(question: str) -> str:
    """Return how a question is understood first: `skill=designer -town=Lyon words`."""
    reading = next(readings_of(question, bundled()))
    options = [f"{name}={v}" for name, values in reading.options.items() for v in values]
    return " ".join([*options, *(f"-{value}" for value in reading.without), *reading.words])


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("designers", "skill=designer"),
        ("une développeuse", "skill=developer"),
        ("UX designer", "skill=designer"),
        ("I am a lawyer", "skill=lawyer"),
        ("CTO", "skill=technical-director"),
        ("senior backend developer", "skill=developer"),
        ("desinger", "skill=designer"),
        ("graphiste", "skill=designer"),
        # It is a subject as well as a role.
        ("avocat", "avocat"),
        # What names a subject first is searched for; so is a mere beginning.
        ("design", "design"),
        ("droit", "droit"),
        ("métier droit", "skill=lawyer"),
        ("desig", "desig"),
        # An accent that is typed counts.
        ("désigner", "désigner"),
        ("une développeuse géomaticienne", "skill=developer skill=geomatician"),
        ("Lyon", "town=Lyon"),
        ("Évry", "town=Évry-Courcouronnes"),
        ("Finistère", "town=29 Finistère"),
        ("93", "town=93 Seine-Saint-Denis"),
        ("île de france", "town=Île-de-France"),
        ("department Rhône", "town=69 Rhône"),
        ("Urssaf", "ministry=Urssaf"),
        ("HAS", "ministry=HAS"),
        ("who has", ""),
        ("ministère de la Santé", "ministry=ministère de la Santé"),
        ("ministère de l'Écologie", "ministry=ministère de l'Écologie"),
        ("justice ministry", "ministry=justice ministry"),
        ("the Home Office", "family=interieur"),
        # One word for a theme or a family is a subject.
        ("santé", "santé"),
        ("thème santé", "theme=Santé"),
        ("thème licornes", "licornes"),
        ("famille justice", "family=justice"),
        ("ressources humaines", "theme=Ressources humaines"),
        ("open source", "has=repository"),
        ("réservation en ligne", 'réservation "en ligne"'),
        ("projets en ligne", "has=product"),
        ("phase construction", "phase=construction"),
        ("arrêtés", "phase=stopped"),
        # For two values.
        ("quels défis ont été abandonnés ?", "phase=not-pursued,stopped"),
        ("not abandoned", "-phase=not-pursued,stopped"),
        # Two that may be one thing or another.
        ("à La Défense", "town=La Défense"),
        ("la défense", '"défense"'),
        # And, or, not.
        ("designer et développeur", "skill=designer and developer"),
        ("designer ou développeur", "skill=designer skill=developer"),
        ("Lyon et Lille", "town=Lyon town=Lille"),
        ("ponts ou routes", "ponts or routes"),
        # Beside a host, what may be a subject is one too.
        ("l'Insee et Bercy", "ministry=Insee ministry=Bercy"),
        ("de Bercy et de l'Insee", "ministry=Bercy ministry=Insee"),
        ("the Insee or the Home Office", "ministry=Insee ministry=Home Office"),
        ("sans Insee et Bercy", "-ministry=Insee -ministry=Bercy"),
        ("l'Insee et les ponts", "ministry=Insee ponts"),
        ("l'Insee, la santé", "ministry=Insee santé"),
        ("sans designer", "-skill=designer"),
        ("no designers and no developers", "-skill=designer -skill=developer"),
        ("sans designer ni développeur", "-skill=designer -skill=developer"),
        ("sans designer, à Lyon", "town=Lyon -skill=designer"),
        ("developers who don't work in Paris", "skill=developer -town=Paris"),
        ("outside Île-de-France", "-town=Île-de-France"),
        ("not about health", "-search=health"),
        ("projets qui ne sont plus en ligne", "-has=product"),
        ("data scientist -designer", "skill=data-scientist -skill=designer"),
        ("sans designer, data scientist", "-skill=designer -skill=data-scientist"),
        ("sans-abri", "abri"),
        ("sans abri", "abri"),
        ("designers, designer", "skill=designer"),
        ("où sont les designers", "skill=designer"),
        # Quotation marks make words of it.
        ('"designer" Lyon', 'town=Lyon "designer"'),
        # Words of asking decide nothing.
        ("y a-t-il des projets sur les ponts ?", "ponts"),
        ("who works on bridges?", "bridges"),
        ("qu'est devenu OpenFisca ?", "OpenFisca"),
        ("which projects use Python, and what became of them", "Python"),
        ("défis qui utilisent Python", "Python"),
        # An English name of a region.
        ("teams in Brittany", "town=Bretagne"),
        ("je suis designer, quels défis pour moi ?", "skill=designer"),
        ("what did the Ministry of Culture do with AI?", "ministry=Ministry of Culture AI"),
    ],
)
def test_words_stand_for_options(question: str, expected: str) -> None:
    assert understood(question) == expected


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("designers à Marseille", "Marseille"),
        ("designers à Saint-Étienne", "Saint-Étienne"),
        ("in Toulouse", "Toulouse"),
        ("à marseille", ""),  # a défi mentions it
        ("à quimper", "quimper"),
        # In English, `a` is an article.
        ("projects for a zebra", ""),
        ("a zebra", ""),
        # Behind such a word, much else stands.
        ("stipend in dollars", ""),
        ("payé en dollars", ""),
        ("in Lyon", ""),
        ("written in Python", ""),
        ("accès à FranceConnect", ""),
        ("hors Marseille", ""),
    ],
)
def test_a_place_without_a_known_name_is_one_all_the_same(question: str, place: str) -> None:
    assert next(readings_of(question, bundled())).unknown_place == place


def slugs(question: str) -> set[str]:
    return {c.slug for c in select(bundled(), Filters(search=(question,))).dataset.challenges}


def test_of_two_meanings_that_which_leaves_something_is_taken() -> None:
    assert slugs("à la défense") == slugs("town La Défense")
    assert "achadef" in slugs("défense achats")


@pytest.mark.parametrize(
    ("question", "left_out", "kept"),
    [
        # What nothing has with the others is left out where two words remain.
        ("licorne nuages nucléaire incidents", "licorne", ["nucléaire", "incidents"]),
        ("pompiers inondation orgues réfugiés", "", []),
    ],
)
def test_the_commonest_words_are_left_out_where_none_has_all(
    question: str, left_out: str, kept: list[str]
) -> None:
    selected = select(bundled(), Filters(search=(question,)))
    assert bool(selected.dataset.challenges) == bool(left_out)
    assert left_out in selected.left_out
    assert not left_out or [word.typed for word in selected.matches.words] == kept


@pytest.mark.parametrize(
    ("phrase", "option", "name"),
    [(phrase, *key) for key, phrases in MEANINGS.items() for phrase in phrases],
)
def test_a_phrase_stands_for_what_a_challenge_has_or_became(
    phrase: str, option: str, name: str
) -> None:
    understood_option, _equals, names = understood(phrase).partition("=")
    assert understood_option == option
    # One phrase may stand for two phases.
    assert name in names.split(",")


def test_the_word_that_tells_most_is_not_left_out_of_two() -> None:
    assert slugs("licorne santé") == set()
    assert slugs("designer licorne") == set()


def test_an_option_that_is_given_counts_instead() -> None:
    filters = Filters(search=("designers à Lyon",), skill=("developer",))
    selected = select(bundled(), filters)
    found = selected.dataset.challenges
    assert "sos-ponts" in {challenge.slug for challenge in found}
    assert all("Lyon" in challenge.towns for challenge in found)
    sought = [{profile.skill.code for profile in challenge.profiles} for challenge in found]
    assert all("developer" in roles for roles in sought)
    assert selected.understood is not None
    assert selected.understood.notes == ("--skill is given, and overrides designer.",)


def test_whoever_asks_exactly_only_searches() -> None:
    selected = select(bundled(), Filters(search=("Lyon",), exact=True))
    assert selected.understood is None
