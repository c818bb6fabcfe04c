"""What the value of an option means: names of any kind, with `and`, `or`, `not` between them."""

from dataclasses import replace
from functools import partial
from textwrap import dedent
from typing import Any

import asking
import pytest
from asking import asked
from build import challenge, dataset, host, notices, parse, seeking, skill, slugs

from eigcli.data.model import Body, Challenge, Dataset, Host, Profile, Synonym
from eigcli.errors import UsageError
from eigcli.query.counting import tally
from eigcli.query.facets import COUNTED, FACETS, FILTERS, NOT_KNOWN

WHOLE = dataset(
    challenge("a", seeks=seeking(cook=1, baker=1), towns=("Lyon",), themes=("Art et mer",)),
    challenge("b", seeks=seeking(cook=1), towns=("Paris",), themes=("Mer", "Eau")),
    challenge("c", seeks=seeking(baker=1, waiter=1), towns=("Paris", "Lyon")),
    challenge("d", seeks=seeking(waiter=1), hosts=(host("Économie et finances"),)),
)
chosen = partial(asking.chosen, WHOLE)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("cook", "a b"),
        ("cook, waiter", "a b c d"),
        ("cook or waiter", "a b c d"),
        ("cook ou waiter", "a b c d"),
        ("cook and baker", "a"),
        ("cook et baker", "a"),
        ("cook, baker and waiter", ""),
        ("cook and baker or waiter", "a c d"),
        ("not cook", "c d"),
        ("sans cook", "c d"),
        ("!cook", "c d"),
        ("NOT Cook", "c d"),
        ("pas de cook", "c d"),
        ("not cook, baker", "d"),
        ("neither cook nor baker", "d"),
        ("ni cook ni baker", "d"),
        ("cook but not baker", "b"),
        ("cook, without baker", "b"),
        ("baker sauf waiter", "a"),
        # Nothing between commas asks for nothing.
        (" , , not cook", "c d"),
    ],
)
def test_names_are_combined_by_and_or_and_not(value: str, expected: str) -> None:
    assert chosen(skill=value) == expected


def test_an_excluded_name_stays_excluded_whatever_other_values_ask() -> None:
    assert chosen(skill=("baker", "not cook")) == "c"
    assert chosen(skill=("not waiter", "not cook")) == ""


def test_and_means_both_for_lists_such_as_towns_and_any_for_a_single_fact() -> None:
    assert chosen(town="Paris and Lyon") == "c"
    assert chosen(theme="Mer et Eau") == "b"
    assert chosen(state="ended and unknown") == "a b c d"


def test_not_a_town_keeps_teams_that_are_also_elsewhere() -> None:
    assert chosen(town="hors Paris") == chosen(without="town=Paris") == "a c d"
    assert chosen(without=("town=Paris", "town=Lyon")) == chosen(town="not Paris, Lyon") == "d"


OWN_TOWNS = """
towns:
  Xville: {formerly: Oldville, district: 12 Lot, region: South}
  Yville: {region: North}
challenges:
- {slug: a, name: A, ministry: M, towns: [Xville, Yville]}
- {slug: b, name: B, ministry: M, towns: [Yville]}
- {slug: c, name: C, ministry: M}
"""


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        *(("Oldville", "a"), ("Lot", "a"), ("12", "a"), ("North", "a b"), ("Xville", "a")),
        *(("not South", "a b c"), ("not North", "a c"), ("Xville not Yville", "a")),
    ],
)
def test_own_towns_are_found_by_former_name_district_and_region(place: str, expected: str) -> None:
    own = parse(OWN_TOWNS.encode(), "own.yaml")
    assert asking.chosen(own, town=place) == expected


def test_whether_a_town_that_nobody_lists_is_in_a_region_is_not_known() -> None:
    own = parse(OWN_TOWNS.replace("[Yville]", "[Zville]").encode(), "own.yaml")
    note = ("Not known for 1 of 3 challenges: region.",)
    for region in ("South", "Morbihan"):
        assert notices(asked(own, town=region)) == note
        assert notices(asked(own, without=f"town={region}")) == note
    assert asking.chosen(own, without="town=South") == "a c"
    assert notices(asked(own, town="Zville")) == ()


@pytest.mark.parametrize("facet", sorted({*COUNTED} & {*FILTERS}))
def test_unknown_values_can_be_chosen_and_are_as_many_as_counted(facet: str) -> None:
    bare = Challenge(slug="bare", name="Bare", hosts=())
    some = dataset(*WHOLE.challenges, challenge("full", phase="operated", state="in-use"), bare)
    unknown = [one for one in tally(some, facet) if one.name == NOT_KNOWN]
    found = asked(some, **{facet: "unknown"}, exact=True)
    assert [len(found.chosen.challenges)] == [one.numbers["challenges"] for one in unknown]
    assert "bare" in {*slugs(found.chosen)}


def test_a_name_that_contains_a_comma_or_and_is_not_split() -> None:
    assert chosen(ministry="économie et finances") == "d"
    assert chosen(ministry="finances et économie") == "d"
    assert chosen(ministry="not économie et finances") == "a b c"
    assert chosen(theme="Art et mer") == "a"
    assert chosen(theme="mer et art") == "a"
    assert chosen(theme="Art et mer ou Eau") == "a b"
    filed = [challenge(theme, themes=(theme,)) for theme in ("Art, culture", "Art", "Culture")]
    assert asking.chosen(dataset(*filed), theme="art, culture") == "Art, culture"
    assert asking.chosen(dataset(*filed), theme="culture , art") == "Art Culture"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("not Art, culture", "Art Culture"),
        ("not Art, culture, art", "Culture"),
        ("not Culture or Art, culture", "Art"),
        ("Art, culture or Culture", "Art, culture Culture"),
        ("Culture ou art, culture", "Art, culture Culture"),
        ("Art, culture, Art", "Art, culture Art"),
        ("Art, culture and Art", ""),
    ],
)
def test_a_name_that_contains_a_comma_is_one_beside_others_and_if_excluded(
    value: str, expected: str
) -> None:
    filed = dataset(*(challenge(t, themes=(t,)) for t in ("Art, culture", "Art", "Culture")))
    assert asking.chosen(filed, theme=value) == expected
    if value.startswith("not "):
        excluded = value.removeprefix("not ")
        assert asking.chosen(filed, without=f"theme={excluded}") == expected


def test_exact_takes_the_apostrophe_of_a_keyboard() -> None:
    some = dataset(
        challenge("a", themes=("L’eau",)),
        challenge("b", themes=("L'air",)),
        challenge("c", themes=("Eau",)),
    )
    values = {"L'eau": "a", "L’eau": "a", "L'air": "b", "L’air": "b"}
    for value, expected in values.items():
        assert asking.chosen(some, theme=value, exact=True) == expected
        assert expected not in asking.chosen(some, without=f"theme={value}", exact=True).split()
    with pytest.raises(UsageError, match="no theme matches 'L-eau'"):
        asking.chosen(some, theme="L-eau", exact=True)


def test_exact_takes_one_code_or_whole_name_only() -> None:
    filed = dataset(*(challenge(t, themes=(t,)) for t in ("Art, culture", "Art", "Culture")))
    assert asking.chosen(filed, theme="Art, culture", exact=True) == "Art, culture"
    assert chosen(skill="cook", exact=True) == "a b"
    assert chosen(without="skill=cook", exact=True) == "c d"
    assert chosen(skill=("cook", "waiter"), exact=True) == "a b c d"
    for value in ("cook,waiter", "not cook", "Cook", "cooks"):
        with pytest.raises(UsageError, match=f"no role matches '{value}'"):
            chosen(skill=value, exact=True)
    with pytest.raises(UsageError, match=r"'Cook'\. Did you mean cook"):
        chosen(skill="Cook", exact=True)


@pytest.mark.parametrize(
    ("without", "expected"),
    [
        ("skill=cook", "c d"),
        ("métier=cook", "c d"),
        ("role = cook", "c d"),
        ("skill=cook,baker", "d"),
        ("skill=cook and baker", "b c d"),
        ("theme=eau", "a c d"),
        ("ministry=économie", "a b c"),
        ("search=waiter", "a b"),
        (("skill=cook", "town=Lyon"), "c d"),
    ],
)
def test_without_leaves_out_what_its_filter_finds(without: str, expected: str) -> None:
    assert chosen(without=without) == expected


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        *((w, "^--skill is empty.$") for w in ("skill=", "skill")),
        *(
            (
                w,
                f"^--without takes .*=designer, not '{w.partition('=')[0]}'. Known: skill, .* more$",
            )
            for w in ("cook", "colour=red", "=cook")
        ),
    ],
)
def test_without_takes_a_filter_and_a_value(wrong: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        chosen(without=wrong)


def test_an_unknown_name_is_a_mistake_even_if_excluded() -> None:
    for options in ({"skill": "not cok"}, {"without": "skill=cok"}, {"skill": "cook and cok"}):
        with pytest.raises(UsageError, match="no role matches 'cok'"):
            chosen(**options)


# What names match

SYNONYMS = (
    Synonym(word="mer", phrases=("maritime", "bord de l’eau")),
    Synonym(word="chef", phrases=("cook",)),
)


@pytest.mark.parametrize(
    ("themes", "value", "found"),
    [
        # A value typed whole is that value alone.
        ("Santé publique|Santé", "SANTE", "Santé"),
        ("Santé publique|Santé", "publique", "Santé publique"),
        # Articles and similar words count only if there are no other words.
        ("Le ministère|Défi", "le ministère", "Le ministère"),
        ("La mer|La terre", "de la mer", "La mer"),
        ("Mer et terre|Mer, terre et air", "terre mer", "Mer et terre"),
        ("La mer|Mer et terre", "terre mer", "Mer et terre"),
        ("A b|C d|E", "a b,c d", "A b|C d"),
        # Synonyms count only if the words themselves match nothing.
        ("Maritime|Terre", "mer", "Maritime"),
        ("Bord et eaux|Bord", "la mer", "Bord et eaux"),
        ("Maritime|Terre", "terre,mer", "Maritime|Terre"),
        ("Maritime|La Mer", "mer", "La Mer"),
        ("Monde maritime|Maritime", "mer", "Maritime"),
    ],
)
def test_a_value_means_its_closest_match(themes: str, value: str, found: str) -> None:
    filed = [challenge(theme, themes=(theme,)) for theme in themes.split("|")]
    answer = asked(dataset(*filed, synonyms=SYNONYMS), theme=value)
    assert slugs(answer.chosen) == found.split("|")
    by_synonym = found.partition("|")[0] if "Maritime" in found or "Bord" in found else ""
    note = f"'{value.removeprefix('terre,')}' was matched by its synonyms: {by_synonym}."
    assert notices(answer) == (note,) * bool(by_synonym)


def test_a_role_is_found_by_its_code_and_by_any_of_its_labels() -> None:
    cook = skill("cook", aliases=("toque",), french_plural="cuisiniers", english_plural="Chefs")
    roles = {"a": cook, "b": skill("baker", english="cook")}
    both = dataset(*(challenge(s, seeks=(Profile(skill=role),)) for s, role in roles.items()))
    values = {"toque": "a", "cuisiniers": "a", "chefs": "a", "baker": "b", "cook": "a b"}
    assert {value: asking.chosen(both, skill=value) for value in values} == values


def test_other_words_beside_a_role_are_ignored() -> None:
    assert chosen(skill="senior freelance cook") == "a b"
    with pytest.raises(UsageError, match="no role matches 'senior'"):
        chosen(skill="senior")


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("skill", " ", "--skill is empty."),
        ("skill", "@", "no role matches '@'."),
        ("skill", "desinger", "no role matches 'desinger'. Did you mean designer?"),
        ("skill", "designer, zz", "no role matches 'zz'."),
        (
            "ministry",
            "la cutlure",
            "no ministry or department matches 'la cutlure'. Did you mean Culture?",
        ),
        ("town", "Moulinaux", "no team is known to work in 'Moulinaux'. Did you mean Moulineaux?"),
        ("town", "Niosy", "no team is known to work in 'Niosy'. Did you mean Noisy?"),
        (
            "town",
            "Saint-Deins",
            "no team is known to work in 'Saint-Deins'. Did you mean Saint-Denis?",
        ),
        ("has", "card,prodcut", "--has does not take 'prodcut'. Did you mean product?"),
        ("state", "alive", "no state is called 'alive'."),
    ],
)
def test_a_value_that_matches_nothing_is_a_mistake_of_its_option(
    everything: Dataset, option: str, value: str, message: str
) -> None:
    with pytest.raises(UsageError) as mistake:
        asking.chosen(everything, **{option: value})
    see = f" To see all names: eig stats --by {option} --promotion all."
    if codes := FACETS[option].codes:
        see = "" if "Did you mean" in message else f" Known: {', '.join(codes)}"
    assert str(mistake.value) == message + (see if value.strip() else "")


@pytest.mark.parametrize("exact", [False, True])
@pytest.mark.parametrize(
    ("option", "name"), [("skill", "lawyer"), ("town", "Bordeaux"), ("family", "culture")]
)
def test_a_bundled_name_that_the_dataset_lacks_finds_nothing(
    option: str, name: str, *, exact: bool
) -> None:
    assert chosen(**{option: name}, exact=exact) == ""
    assert chosen(without=f"{option}={name}", exact=exact) == "a b c d"


# Ministries, families, places and facts

PORTS = """\
    families:
      sea: {french: Mer, english: Sea, aliases: [Océan]}
      land: {english: Land, aliases: [Éducation nationale]}
    bodies:
      Port autonome: {family: sea, acronym: PA, followed_by: Grand port}
      Grand port: {family: sea, acronym: GP, aliases: [Rade]}
      Capitainerie: {part_of: Grand port, english: Harbour master}
      Ministère de la Côte: {family: sea, kind: ministry, followed_by: Ministère du Littoral}
      Ministère du Littoral: {family: sea, kind: ministry}
      Ministère des Bateaux: {family: sea, kind: ministry}
      Ministère de l’École: {family: land, kind: ministry}
      Agence de l’école: {family: land}
    towns:
      Port-Neuf: {department: 2A Corse-du-Sud, region: Corse, formerly: Vieux-Bourg}
      Monaco: {department: La Condamine}
    challenges:
      - {slug: old, name: O, ministry: Port autonome (PA), skills: [s], towns: [Port-Neuf]}
      - {slug: new, name: N, ministry: Grand port maritime, skills: [s], towns: [Lyon]}
      - {slug: part, name: P, skills: [s], towns: [Lyon, Port-Neuf],
         hosts: [{ministry: X, department: 'Bureau Y, Capitainerie'}]}
      - {slug: coast, name: C, ministry: Ministère de la Côte, skills: [s], towns: [Monaco]}
      - {slug: boats, name: B, ministry: Ministère des Bateaux, skills: [s]}
      - {slug: school, name: S, ministry: Agence de l’école, skills: [s], phase: stopped}
      - {slug: lone, name: L, ministry: Bureau de la rade et des bateaux, skills: [s]}
    """
FAMILY = "'{}' is the family {}, a grouping by eig."
ONE = "'{}' is one ministry of the family {}; all of them: --family {}"


@pytest.fixture(scope="module")
def ports() -> Dataset:
    return parse(dedent(PORTS).encode(), "ports.yaml")


@pytest.mark.parametrize(
    ("ministry", "expected", "family"),
    [
        # The name that a dataset gives to a host means that one.
        ("Port autonome (PA)", "old", ""),
        # A name of a body is that body, those before and after it, and its parts.
        ("port autonome", "old new part", ""),
        ("pa", "old new part", ""),
        ("Harbour Master", "part", ""),
        # A ministry that had several names, or is the only one of its family, means that.
        ("ministère de la côte", "old new coast boats", "Sea"),
        ("ministère du littoral", "old new coast boats", "Sea"),
        ("ministère de l'école", "school", "Land"),
        # One of several ministries of a family means itself, and a sentence names the family.
        ("ministère des bateaux", "boats", "one of Sea"),
        ("bateaux", "boats lone", "one of Sea"),
        # The name of a family means all of it.
        ("mer", "old new coast boats", "Sea"),
        ("OCEAN", "old new coast boats", "Sea"),
        # Otherwise its words are looked for in the names of hosts first, then in all others.
        ("de la rade", "lone", ""),
        ("bureaux", "part lone", ""),
    ],
)
def test_a_ministry_by_any_name_means_its_family_and_a_body_itself(
    ports: Dataset, ministry: str, expected: str, family: str
) -> None:
    answer = asked(ports, ministry=ministry)
    assert " ".join(slugs(answer.chosen)) == expected
    sentence, family = (ONE if " of " in family else FAMILY), family.removeprefix("one of ")
    note = sentence.format(ministry, family, family.lower())
    assert notices(answer) == ((note,) if family else ())


def test_exact_takes_a_ministry_for_itself_not_for_its_family(ports: Dataset) -> None:
    assert asking.chosen(ports, ministry="Ministère de la Côte", exact=True) == "coast"
    assert asking.chosen(ports, family="sea", exact=True) == "old new coast boats"
    for family in ("sea", "Mer", "Océan"):
        with pytest.raises(UsageError, match="no ministry or department matches"):
            asking.chosen(ports, ministry=family, exact=True)


def test_all_names_of_a_ministry_mean_the_same(everything: Dataset) -> None:
    names = ["écologie", "ministère de l'écologie", "ministère de la transition écologique"]
    found = {
        asking.chosen(everything, ministry=n) for n in (*names, "ministère de l'environnement")
    }
    assert found == {asking.chosen(everything, family="ecologie")}
    assert "lab-sante" in asking.chosen(everything, ministry="ministère de l'emploi").split()
    assert asking.chosen(everything, ministry="ministère de la mer") == "prev-ac-tion"


@pytest.mark.parametrize(
    ("option", "value", "expected"),
    [
        ("family", "océan", "old new coast boats"),
        ("town", "neuf", "old part"),
        ("town", "29", ""),
        ("town", "Lyon", "new part"),
        ("town", "Rhône", "new part"),
        ("phase", "arrêté", "school"),
        ("phase", "not stopped", ""),
        ("has", "phase", "school"),
        ("has", "phase, card", ""),
    ],
)
def test_families_places_and_phases_are_found_by_each_of_their_names(
    ports: Dataset, option: str, value: str, expected: str
) -> None:
    assert asking.chosen(ports, **{option: value}) == expected


def test_the_family_option_says_how_its_value_was_understood(ports: Dataset) -> None:
    assert notices(asked(ports, family="océan")) == (FAMILY.format("océan", "Sea", "sea"),)


def test_a_challenge_is_found_by_the_aliases_of_each_of_its_hosts() -> None:
    armies = Host(ministry="Armées", aliases=("Défense", "Balard"))
    both = dataset(challenge("a"), challenge("b", hosts=(host("Port"), armies)))
    for name in ("BALARD", "ministère de la défense", "Port"):
        assert asking.chosen(both, ministry=name) == "b"


def test_a_ministry_is_no_other_body_with_its_words() -> None:
    own = dataset(
        challenge("a", hosts=(host("Federal Ministry of Health"),)),
        challenge("b", hosts=(host("Health Agency"),)),
        bodies=(Body(name="Health Agency", kind="agency"),),
    )
    for name in ("ministry of health", "health ministry"):
        assert asking.chosen(own, ministry=name) == "a"
    with pytest.raises(UsageError, match="no ministry or department matches"):
        asking.chosen(replace(own, challenges=own.challenges[1:]), ministry="health ministry")


def test_a_role_that_nobody_has_is_told_beside_others() -> None:
    own = dataset(challenge("a", seeks=seeking(designer=1)), challenge("b"))
    some = asked(own, skill=("designer", "geomatician"))
    assert notices(some) == ("'geomatician' matches no challenge.",)


def test_any_of_what_is_known_will_do_only_with_or() -> None:
    both = (challenge("a", product="https://p.y"), challenge("b", repository="https://r.y"))
    own = dataset(*both, challenge("c"))
    assert asking.chosen(own, has="product or repository") == "a b"
    assert asking.chosen(own, has=("product or repository", "product")) == "a"
    assert asking.chosen(own, has="product and repository") == ""


def test_without_a_phase_leaves_out_unknown_phases_too(everything: Dataset) -> None:
    answer = asked(everything, without="phase=in-use")
    phases: set[Any] = {c.phase for c in answer.chosen.challenges}
    assert phases == {"investigation", "construction", "stopped"}
    count, unknown = len(everything.challenges), sum(not c.phase for c in everything.challenges)
    assert notices(answer) == (f"Not known for {unknown} of {count} challenges: phase.",)
