"""How values of filters are understood, what a note says of it, and what is no value."""

from dataclasses import replace
from textwrap import dedent
from typing import Any

import pytest
from build import challenge, chosen, dataset, filters_of, host, parse, seeking, skill, slugs
from steps import counts_steps, steps

from eigcli.data.loading import Input, load
from eigcli.data.model import Body, Dataset, Family, Host, Profile, Synonym
from eigcli.errors import UsageError
from eigcli.filter_values import UnknownValueError
from eigcli.filters import select


def test_roles_are_told_apart_by_their_codes_and_found_by_their_labels() -> None:
    cook = skill("cook", aliases=("toque",), french_plural="cuisiniers", english_plural="Chefs")
    roles = {"a": cook, "b": skill("baker", english="cook")}
    both = dataset(
        *(challenge(slug, profiles=(Profile(skill=role),)) for slug, role in roles.items())
    )
    values = {"toque": "a", "cuisiniers": "a", "chefs": "a", "baker": "b", "cook": "a b"}
    assert {value: chosen(both, skill=value) for value in values} == values


def test_a_role_may_have_words_beside_it_that_do_not_choose() -> None:
    kitchen = dataset(
        challenge("a", profiles=seeking(cook=1)), challenge("b", profiles=seeking(baker=1))
    )
    selected = select(kitchen, filters_of(skill="senior freelance cook"))
    assert slugs(selected.dataset) == ["a"]
    assert selected.notes == ("'senior freelance cook' stands for cook.",)
    manager = dataset(
        challenge("c", profiles=(Profile(skill=skill("m", english="kitchen manager")),))
    )
    assert slugs(select(manager, filters_of(skill="senior kitchen manager")).dataset) == ["c"]
    # By themselves they are no role.
    unknown = {
        "senior plumber": "plumber",
        "senior": "senior",
        "senior freelance": "senior freelance",
    }
    for typed, name in unknown.items():
        with pytest.raises(UnknownValueError, match=f"no skill matches '{name}'"):
            select(kitchen, filters_of(skill=typed))


def test_a_ministry_may_be_that_of_any_host_by_any_of_its_names() -> None:
    armies = Host(ministry="Armées", aliases=("Défense", "Balard"))
    both = dataset(
        challenge("a", hosts=(host("Portail", "Impôts"), host("Justice"))),
        challenge("b", hosts=(host("Port"), armies)),
    )
    values = {"justice": "a", "impots": "a", "ministère de la défense": "b", "BALARD": "b"}
    assert {value: chosen(both, ministry=value) for value in values} == values
    assert select(both, filters_of(ministry="armée,balard")).notes == ()
    # In the order of the dataset, whatever matches better.
    assert chosen(both, ministry="port,portail") == "a b"


def test_scripts_name_a_host_as_the_dataset_does_and_phases_by_their_codes() -> None:
    armies = Host(ministry="Armées", aliases=("Défense",))
    both = dataset(
        challenge("a", hosts=(armies,), phase="operated"), challenge("b", phase="stopped")
    )
    assert chosen(both, ministry="Armées", exact=True) == "a"
    for name in ("Défense", "armées"):
        with pytest.raises(UnknownValueError):
            chosen(both, ministry=name, exact=True)
    assert chosen(both, phase="in-use", exact=True) == "a"
    assert chosen(both, phase="stopped", exact=True) == "b"


@pytest.mark.parametrize("exact", [False, True])
@pytest.mark.parametrize(
    ("option", "name"),
    [
        ("skill", "lawyer"),
        ("town", "Bordeaux"),
        ("family", "culture"),
        ("ministry", "Ministère de la Culture"),
    ],
)
def test_of_what_eigcli_knows_a_dataset_need_not_have_a_value(
    bundled: Dataset, option: str, name: str, *, exact: bool
) -> None:
    none = replace(bundled, challenges=bundled.challenges[:1])
    own = dataset(challenge("a", towns=("Brest",)))
    asked: dict[str, Any] = {option: name, "exact": exact}
    excluded: dict[str, Any] = {"without": f"{option}={name}", "exact": exact}
    for whole in (none, own):
        assert chosen(whole, **excluded) == whole.challenges[0].slug
    assert chosen(none, **asked) == ""
    # A place where nobody works is one; who asks a dataset of one's own for another role errs.
    if option == "town":
        assert chosen(own, **asked) == ""
    else:
        with pytest.raises(UnknownValueError):
            chosen(own, **asked)


@pytest.mark.parametrize("unknown", ["skill=astronaut", "skill=lawyers", "town=Nulle Part"])
def test_what_nobody_knows_is_a_mistake_for_scripts_whatever_is_asked(
    bundled: Dataset, unknown: str
) -> None:
    option, _equals, name = unknown.partition("=")
    for asked in ({option: name}, {"without": unknown}):
        with pytest.raises(UnknownValueError):
            chosen(bundled, **asked, exact=True)


# How a value is understood

SYNONYMS = (
    Synonym(word="mer", phrases=("maritime", "bord de l’eau")),
    Synonym(word="chef", phrases=("cook",)),
)
MER = "'{}' stands for these words too: maritime, bord de l’eau"
BESIDES = "besides '{}', there is {}."


@pytest.mark.parametrize(
    ("themes", "value", "found", "notes"),
    [
        # A value typed whole is that value alone; what else has its words is noted.
        ("Santé publique|Santé", "SANTE", "Santé", [("SANTE", "Santé publique")]),
        ("Santé b|A et santé|Santé", "sante", "Santé", [("sante", "A et santé, Santé b")]),
        ("Santé publique|Santé", "santés", "Santé publique|Santé", []),
        ("Santé publique|Santé", "publique", "Santé publique", []),
        # Articles and the like count where there are no other words, and only there.
        ("Le ministère|Défi", "le ministère", "Le ministère", []),
        ("La mer|La terre", "de la mer", "La mer", []),
        ("La mer|Mer et terre", "terre mer", "Mer et terre", []),
        # Words may run together, but only where no words match.
        ("Saint-Denis|Paris", "saintdenis", "Saint-Denis", []),
        ("SaintDenis|Saint-Denis", "denis saint", "Saint-Denis", []),
        # Commas separate values, but for those of a name.
        ("A b|C d|E", "a b,c d", "A b|C d", []),
        ("Art, culture|Art|Culture", "art, culture", "Art, culture", []),
        ("A-B|A|C", "a,b,a,b", "A-B|A", [("a", "A-B")]),
        ("Art|Culture|Terre", ",culture, ,art,", "Art|Culture", []),
        # Synonyms count where the words themselves match nothing, and are noted.
        ("Maritime|Terre", "mer", "Maritime", ["mer"]),
        ("Maritime|Terre", "Ministère des Mers", "Maritime", ["Ministère des Mers"]),
        ("Bord et eaux|Bord", "la mer", "Bord et eaux", ["la mer"]),
        ("Monde maritime|Monde", "mer monde", "Monde maritime", ["mer monde"]),
        ("Maritime|Terre", "terre,mer", "Maritime|Terre", ["mer"]),
        ("Maritime|La Mer", "mer", "La Mer", []),
        ("Maritime|Terre", "maritimes", "Maritime", []),
    ],
)
def test_a_value_is_what_it_matches_most_exactly(
    themes: str, value: str, found: str, notes: list[Any]
) -> None:
    filed = [challenge(theme, themes=(theme,)) for theme in themes.split("|")]
    selected = select(dataset(*filed, synonyms=SYNONYMS), filters_of(theme=value))
    assert slugs(selected.dataset) == found.split("|")
    assert selected.notes == tuple(
        MER.format(note) if isinstance(note, str) else BESIDES.format(*note) for note in notes
    )


def test_a_role_may_be_typed_as_a_synonym_and_is_one_whatever_else_has_its_words() -> None:
    nights = challenge("a", expertise=("cook de nuit",))
    roles = dataset(nights, challenge("b", profiles=seeking(x=1)), synonyms=SYNONYMS)
    assert chosen(roles, skill="chefs") == "a"
    assert select(roles, filters_of(skill="cook")).notes == ()


# Ministries, bodies and families


PORTS = """\
    families:
      sea: {french: Mer, english: Sea, aliases: [Océan, Education, Côte]}
      land: {english: Land, aliases: [Éducation nationale]}
    bodies:
      Port autonome: {family: sea, acronym: PA, english: Free Port, followed_by: Grand port}
      Grand port: {family: sea, acronym: GP, aliases: [Rade]}
      Capitainerie: {part_of: Grand port, english: Harbour master}
      Ministère de la Côte: {family: sea}
      Éducation populaire: {family: land, acronym: EP}
    towns:
      Port-Neuf: {department: 2A Corse-du-Sud, region: Corse, formerly: Vieux-Bourg}
      Neuville: {department: 69 Rhône, region: Rhône-Alpes}
      Grenoble: {department: 38 Isère, region: Rhône-Alpes}
      Monaco: {department: La Condamine}
    challenges:
      - {slug: old, name: O, ministry: Port autonome (PA), skills: [s], towns: [Port-Neuf]}
      - {slug: new, name: N, ministry: Grand port maritime, skills: [s], towns: [Neuville]}
      - {slug: part, name: P, skills: [s], towns: [Grenoble, Ailleurs],
         hosts: [{ministry: X, department: 'Bureau Y, Capitainerie'}]}
      - {slug: coast, name: C, ministry: Ministère de la Côte, skills: [s], towns: [Monaco]}
      - {slug: school, name: S, ministry: Éducation populaire, skills: [s]}
      - {slug: lone, name: L, ministry: Bureau de la rade, skills: [s]}
    """
THREE = "old new part"
BY_FAMILY = "Sea, by family: 3 défis of 3 bodies, an editorial grouping{}"
NOT_ALL = BY_FAMILY.format(": --family sea")
STANDS_FOR = "'{}' stands for {}."


@pytest.fixture(scope="module")
def ports() -> Dataset:
    return parse(dedent(PORTS).encode(), "ports.yaml")


@pytest.mark.parametrize(
    ("ministry", "expected", "notes"),
    [
        # A name in full, of a host or of a body, is that one.
        ("Port autonome (PA)", "old", []),
        ("port autonome", "old", []),
        ("Grand Port", "new", []),
        ("ministère de la côte", "coast", [NOT_ALL]),
        # Another name of a body is that body, those before and after it, and its parts.
        ("pa", THREE, [STANDS_FOR.format("pa", "Port autonome, Grand port, Capitainerie")]),
        ("GP", THREE, [STANDS_FOR.format("GP", "Grand port, Port autonome, Capitainerie")]),
        ("FreePort", THREE, [STANDS_FOR.format("FreePort", "Port autonome, Grand port, Capitainerie")]),
        ("Harbour Master", "part", [STANDS_FOR.format("Harbour Master", "Capitainerie")]),
        (
            "rade",
            THREE,
            [STANDS_FOR.format("rade", "Grand port, Port autonome, Capitainerie"), "besides 'rade', there is Bureau de la rade."],
        ),
        # Another name of a family is that family; typed accents must be its own.
        *((name, "old new coast", [BY_FAMILY.format(".")]) for name in ("mer", "Sea", "OCEAN", "côte")),
        ("Éducation nationale", "school", ["Land, by family: 1 défi of 1 body, an editorial grouping."]),
        (
            "education",
            "old new coast",
            [BY_FAMILY.format("."), "besides 'education', there is Éducation populaire."],
        ),
        ("éducation", "school", [NOT_ALL]),
        # Otherwise its words are looked for in the names of hosts first, then in all others.
        ("de la rade", "lone", []),
        ("la côte", "coast", [NOT_ALL]),
        ("capitaineries", "part", []),
        ("bureaux", "part lone", []),
        ("la mer", "old new coast", [BY_FAMILY.format(".")]),
        ("océans", "old new coast", [BY_FAMILY.format(".")]),
        ("the free ports", THREE, [STANDS_FOR.format("the free ports", "Port autonome, Grand port, Capitainerie")]),
        ("harbourmas", "part", [STANDS_FOR.format("harbourmas", "Capitainerie")]),
        # Commas separate names.
        ("GP,land", f"{THREE} school", [STANDS_FOR.format("GP", "Grand port, Port autonome, Capitainerie"), "Land, by family: 1 défi of 1 body, an editorial grouping."]),
    ],
)  # fmt: skip
def test_a_ministry_is_a_host_another_name_of_a_body_or_a_family(
    ports: Dataset, ministry: str, expected: str, notes: list[str]
) -> None:
    selected = select(ports, filters_of(ministry=ministry))
    assert " ".join(slugs(selected.dataset)) == expected
    assert selected.notes == tuple(notes)


@pytest.mark.parametrize(
    ("option", "value", "expected", "notes"),
    [
        ("family", "sea", "old new coast", [BY_FAMILY.format(".")]),
        ("family", "océan", "old new coast", [BY_FAMILY.format(".")]),
        ("family", "Éducation nationale", "school", ["Land, by family: 1 défi of 1 body, an editorial grouping."]),
        ("family", "nationale", "school", ["Land, by family: 1 défi of 1 body, an editorial grouping."]),
        ("town", "neuf", "old", []),
        ("town", "vieux bourg", "old", []),
        ("town", "2a", "old", []),
        ("town", "corse du sud", "old", []),
        ("town", "Corse", "old", []),
        ("town", "69", "new", []),
        ("town", "Rhône", "new", ["besides 'Rhône', there is Rhône-Alpes."]),
        ("town", "rhone alpes", "new part", []),
        ("town", "38, 2A", "old part", []),
        ("town", "La Condamine", "coast", []),
        ("town", "ailleurs", "part", []),
    ],
)  # fmt: skip
def test_a_family_and_a_place_go_by_each_of_their_names(
    ports: Dataset, option: str, value: str, expected: str, notes: list[str]
) -> None:
    selected = select(ports, filters_of(**{option: value}))
    assert " ".join(slugs(selected.dataset)) == expected
    assert selected.notes == tuple(notes)


@pytest.mark.parametrize(
    ("ministry", "count"),
    [
        ("écologie|MTE|environment|ministry of the environment", 31),
        ("ministère de l’écologie", 16),
        ("intérieur|Beauvau", 19),
        ("ministry of the interior|ministère de l'intérieur", 15),
        ("santé|ministère de l’emploi", 18),
        ("Bercy", 11),
        ("DINSIC|DINUM", 12),
        ("éducation", 6),
        ("education", 10),
        ("DGGN|gendarmerie", 4),
        ("Élysée|Elysée|elysee", 1),
    ],
)
def test_bundled_ministries_are_found_over_all_years(ministry: str, count: int) -> None:
    # Those of the eight promotions until 2025: each call adds to them.
    codes = ("1", "2", "dig", "3", "4", "5", "6", "7")
    eight = load(Input(promotion=codes))
    for name in ministry.split("|"):
        found = select(eight, filters_of(ministry=name)).dataset
        assert (name, len(found.challenges)) == (name, count)


@counts_steps
def test_twice_as_many_families_take_some_twice_as_many_steps() -> None:
    def steps_with(size: int) -> int:
        challenges = []
        for number in range(size):
            family = Family(code=f"f{number}", aliases=("sea",))
            bodies = (Body(name=f"B{number}", family=family),)
            own = Host(ministry="M", bodies=bodies, families=(family,))
            challenges.append(challenge(f"a{number}", hosts=(own,)))
        whole = dataset(*challenges)
        assert len(select(whole, filters_of(family="sea")).notes) == size
        return steps(lambda: select(whole, filters_of(family="sea")))

    assert steps_with(200) < 3 * steps_with(100)


def test_every_challenge_is_found_by_each_name_of_its_bodies(all_promotions: Dataset) -> None:
    named: dict[str, set[str]] = {}
    for one in all_promotions.challenges:
        for body in (body for own in one.hosts for body in own.bodies):
            for name in body.names():
                named.setdefault(name, set()).add(one.slug)
    for name, expected in named.items():
        assert expected <= set(chosen(all_promotions, ministry=name).split()), name


# What is no value, in words: the whole messages


NO_TOWN = "no team works in '{}'."
NO_SKILL, NO_MINISTRY = "no skill matches '{}'.", "no ministry or department matches '{}'."
PHASES = (
    "The phases are in-use, investigation, construction, acceleration, consolidation, operated,"
    " handed-over, stopped, not-pursued."
)
UNKNOWN_VALUES = [
    *(("skill", value, "--skill is empty.") for value in ("", " ")),
    *(("skill", value, NO_SKILL.format(value)) for value in ("!?", "@", "™", "№")),
    ("skill", "desinger", f"{NO_SKILL} Did you mean designer?".format("desinger")),
    ("skill", "Géomatcien", f"{NO_SKILL} Did you mean géomaticien?".format("Géomatcien")),
    ("skill", "zz, designer", NO_SKILL.format("zz")),
    ("skill", "designer, zz", NO_SKILL.format("zz")),
    ("ministry", "la cutlure", f"{NO_MINISTRY} Did you mean Culture?".format("la cutlure")),
    # A name that the dataset has is suggested first.
    ("ministry", "interrieur", f"{NO_MINISTRY} Did you mean Intérieur?".format("interrieur")),
    ("ministry", "Berccy", f"{NO_MINISTRY} Did you mean Bercy?".format("Berccy")),
    # Neither articles nor what everything is called is suggested.
    ("ministry", "ministère du zz", NO_MINISTRY.format("ministère du zz")),
    ("theme", "Finnance", "no theme matches 'Finnance'. Did you mean Finance?"),
    ("town", "Moulinaux", f"{NO_TOWN} Did you mean Moulineaux?".format("Moulinaux")),
    ("town", "Bretagen", f"{NO_TOWN} Did you mean Bretagne?".format("Bretagen")),
    ("town", "97", NO_TOWN.format("97")),
    ("family", "culutre", "no family of ministries matches 'culutre'. Did you mean culture?"),
    ("phase", "stopepd", f"no phase is called 'stopepd'. Did you mean stopped? {PHASES}"),
    ("phase", "alive", f"no phase is called 'alive'. {PHASES}"),
]


@pytest.mark.parametrize(("option", "value", "message"), UNKNOWN_VALUES)
def test_a_value_that_matches_nothing_is_a_mistake_of_its_option(
    bundled: Dataset, option: str, value: str, message: str
) -> None:
    with pytest.raises(UnknownValueError) as mistake:
        chosen(bundled, **{option: value})
    assert (mistake.value.option, str(mistake.value)) == (option, message)


@pytest.mark.parametrize("place", ["Lille", "Évry", "59", "Nord", "Nouvelle-Aquitaine"])
def test_at_a_place_where_other_teams_work_there_may_be_nothing(
    bundled: Dataset, place: str
) -> None:
    assert chosen(bundled, town=place) == ""
    assert chosen(bundled, town=(place, "Brest")) == "balisenav"


def test_a_fact_that_none_is_asked_about_is_a_mistake(bundled: Dataset) -> None:
    with pytest.raises(UsageError) as mistake:
        chosen(bundled, has="card,prodcut")
    assert str(mistake.value) == (
        "--has does not take 'prodcut'. Did you mean product?"
        " It takes product, repository, card, phase."
    )
