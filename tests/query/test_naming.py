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


def themed(*themes: str, **more: Any) -> Dataset:
    """Return a dataset with a challenge for each theme, called like it."""
    filed = [challenge(theme, themes=(theme,)) for theme in themes]
    return dataset(*filed, **more)


COMMA = themed("Art, culture", "Art", "Culture")


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
        within = asked(own, town=region)
        without = asked(own, without=f"town={region}")
        assert notices(within) == notices(without) == note
    assert asking.chosen(own, without="town=South") == "a c"
    assert notices(asked(own, town="Zville")) == ()


BARE = Challenge(slug="bare", name="Bare", hosts=())
FULL = challenge("full", phase="operated", state="in-use")
WITH_BARE = dataset(*WHOLE.challenges, FULL, BARE)


@pytest.mark.parametrize("facet", sorted({*COUNTED} & {*FILTERS}))
def test_unknown_values_can_be_chosen_and_are_as_many_as_counted(facet: str) -> None:
    found = asked(WITH_BARE, **{facet: "unknown"}, exact=True).chosen
    assert BARE in found.challenges
    [unknown] = [one for one in tally(WITH_BARE, facet) if one.name == NOT_KNOWN]
    assert unknown.numbers["challenges"] == len(found)


def test_a_name_that_contains_a_comma_or_and_is_not_split() -> None:
    assert chosen(ministry="économie et finances") == "d"
    assert chosen(ministry="finances et économie") == "d"
    assert chosen(ministry="not économie et finances") == "a b c"
    assert chosen(theme="Art et mer") == "a"
    assert chosen(theme="mer et art") == "a"
    assert chosen(theme="Art et mer ou Eau") == "a b"
    assert asking.chosen(COMMA, theme="art, culture") == "Art, culture"
    assert asking.chosen(COMMA, theme="culture , art") == "Art Culture"


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
    assert asking.chosen(COMMA, theme=value) == expected
    if value.startswith("not "):
        excluded = value.removeprefix("not ")
        assert asking.chosen(COMMA, without=f"theme={excluded}") == expected


def test_exact_takes_the_apostrophe_of_a_keyboard() -> None:
    exactly = partial(asking.chosen, themed("L’eau", "L'air", "Eau"), exact=True)
    for value in ("L'eau", "L’eau"):
        assert exactly(theme=value) == "L’eau"
        assert exactly(without=f"theme={value}") == "L'air Eau"
    for value in ("L'air", "L’air"):
        assert exactly(theme=value) == "L'air"
        assert exactly(without=f"theme={value}") == "L’eau Eau"
    with pytest.raises(UsageError, match="no theme matches 'L-eau'"):
        exactly(theme="L-eau")


def test_exact_takes_one_code_or_whole_name_only() -> None:
    assert asking.chosen(COMMA, theme="Art, culture", exact=True) == "Art, culture"
    exactly = partial(chosen, exact=True)
    assert exactly(skill="cook") == "a b"
    assert exactly(without="skill=cook") == "c d"
    assert exactly(skill=("cook", "waiter")) == "a b c d"
    for value in ("cook,waiter", "not cook", "Cook", "cooks"):
        with pytest.raises(UsageError, match=f"no role matches '{value}'"):
            exactly(skill=value)
    with pytest.raises(UsageError, match=r"'Cook'\. Did you mean cook"):
        exactly(skill="Cook")


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
        ("Maritime|La Mer", "mer", "La Mer"),
    ],
)
def test_a_value_means_its_closest_match(themes: str, value: str, found: str) -> None:
    filed = themed(*themes.split("|"), synonyms=SYNONYMS)
    answer = asked(filed, theme=value)
    assert slugs(answer.chosen) == found.split("|")
    assert notices(answer) == ()


@pytest.mark.parametrize(
    ("themes", "value", "found", "note"),
    [
        ("Maritime|Terre", "mer", "Maritime", "'mer' was matched by its synonyms: Maritime."),
        (
            "Bord et eaux|Bord",
            "la mer",
            "Bord et eaux",
            "'la mer' was matched by its synonyms: Bord et eaux.",
        ),
        (
            "Maritime|Terre",
            "terre,mer",
            "Maritime|Terre",
            "'mer' was matched by its synonyms: Maritime.",
        ),
        (
            "Monde maritime|Maritime",
            "mer",
            "Maritime",
            "'mer' was matched by its synonyms: Maritime.",
        ),
    ],
)
def test_a_value_that_matches_nothing_means_its_synonyms_and_a_note_says_so(
    themes: str, value: str, found: str, note: str
) -> None:
    filed = themed(*themes.split("|"), synonyms=SYNONYMS)
    answer = asked(filed, theme=value)
    assert slugs(answer.chosen) == found.split("|")
    assert notices(answer) == (note,)


COOK = skill("cook", aliases=("toque",), french_plural="cuisiniers", english_plural="Chefs")
BAKER = skill("baker", english="cook")


@pytest.mark.parametrize(
    ("value", "expected"),
    [("toque", "a"), ("cuisiniers", "a"), ("chefs", "a"), ("baker", "b"), ("cook", "a b")],
)
def test_a_role_is_found_by_its_code_and_by_any_of_its_labels(value: str, expected: str) -> None:
    cooks = challenge("a", seeks=(Profile(skill=COOK),))
    bakers = challenge("b", seeks=(Profile(skill=BAKER),))
    assert asking.chosen(dataset(cooks, bakers), skill=value) == expected


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
    note = FAMILY.format(ministry, family)
    assert notices(answer) == ((note,) if family else ())


@pytest.mark.parametrize(
    ("ministry", "expected"), [("ministère des bateaux", "boats"), ("bateaux", "boats lone")]
)
def test_one_of_several_ministries_of_a_family_means_itself_and_a_sentence_names_the_family(
    ports: Dataset, ministry: str, expected: str
) -> None:
    answer = asked(ports, ministry=ministry)
    assert " ".join(slugs(answer.chosen)) == expected
    note = f"'{ministry}' is one ministry of the family Sea; all of them: --family sea"
    assert notices(answer) == (note,)


def test_exact_takes_a_ministry_for_itself_not_for_its_family(ports: Dataset) -> None:
    exactly = partial(asking.chosen, ports, exact=True)
    assert exactly(ministry="Ministère de la Côte") == "coast"
    assert exactly(family="sea") == "old new coast boats"
    for family in ("sea", "Mer", "Océan"):
        with pytest.raises(UsageError, match="no ministry or department matches"):
            exactly(ministry=family)


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
    assert notices(asked(ports, family="océan")) == (FAMILY.format("océan", "Sea"),)


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
    with_product = challenge("a", product="https://p.y")
    with_code = challenge("b", repository="https://r.y")
    own = dataset(with_product, with_code, challenge("c"))
    assert asking.chosen(own, has="product or repository") == "a b"
    assert asking.chosen(own, has=("product or repository", "product")) == "a"
    assert asking.chosen(own, has="product and repository") == ""


def test_without_a_phase_leaves_out_unknown_phases_too(everything: Dataset) -> None:
    answer = asked(everything, without="phase=in-use")
    phases = {one.phase for one in answer.chosen}
    assert phases == {"investigation", "construction", "stopped"}
    unknown = [one for one in everything if not one.phase]
    shares = f"{len(unknown)} of {len(everything)}"
    assert notices(answer) == (f"Not known for {shares} challenges: phase.",)
