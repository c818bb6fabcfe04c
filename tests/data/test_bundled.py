"""Rules for the data that comes with eigcli."""

import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import oracle
import pytest
import yaml
from build import findings, slugs
from conftest import DATA

from eigcli.data.kinds import fields_of, values_of
from eigcli.data.loading import bundled, check
from eigcli.data.model import Body, Challenge, Dataset, Pay, Profile, Skill, Source
from eigcli.data.promotions import select_promotions

PROMOTIONS = [DATA / "challenges.yaml", *sorted((DATA / "promotions").glob("*.yaml"))]
_SHARED = ("bodies", "subjects", "synonyms", "towns", "vocabulary")
SHARED = [DATA / f"{name}.yaml" for name in _SHARED]
WHOLE = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in PROMOTIONS}
# Whose cards said so in August 2026, or had no phase but the first one then.
_SAID_IN_AUGUST = {"partageons-l-eau", "transports-sanitaires"}
CODES = bundled().dataset.promotion_codes


def code_of(file: dict[str, Any]) -> str:
    """Return the promotion of a file."""
    return str(file["programme"]["promotion"])


# The files of promotions, by their codes.
BY_CODE = {code_of(file): file for file in WHOLE.values()}


def test_each_file_is_one_promotion_and_they_are_in_order_of_years(
    all_promotions: Dataset,
) -> None:
    assert {*DATA.rglob("*.yaml")} == {*PROMOTIONS, *SHARED}
    calls = all_promotions.programmes
    assert [call.promotion for call in calls] == [*CODES]
    years = [call.year or 0 for call in calls]
    assert years == sorted(years)
    assert {*CODES} == BY_CODE.keys()
    numbers = {code: len(file["challenges"]) for code, file in BY_CODE.items()}
    found = Counter(one.promotion for one in all_promotions)
    assert found == numbers
    assert len(slugs(all_promotions)) == oracle.bundled_count()


@pytest.mark.parametrize("path", PROMOTIONS, ids=lambda path: path.stem)
def test_each_file_has_no_problems_and_names_its_schema_and_its_licence(path: Path) -> None:
    assert check([str(path)])[1] == []
    text = path.read_text("utf-8")
    schema = os.path.relpath(DATA / "challenges.schema.json", path.parent)
    assert text.startswith(f"# yaml-language-server: $schema={schema}\n")
    header = re.sub(r"\n# ?", " ", text.partition("\nprogramme:")[0])
    assert "Licence Ouverte / Open Licence 2.0" in header
    assert "Nobody is named" in header or "Personne n’y est nommé" in header
    # The date of the sources is said once.
    assert path != PROMOTIONS[0] or re.search(r"\b\d+ \w+ 20\d\d\b", header)


def test_bundled_files_have_no_contradictions_and_no_slips() -> None:
    assert check(["eig"])[1] == []
    lines = findings(*(path.read_bytes() for path in SHARED))
    assert [line for line in lines if "nothing uses" not in line] == []
    # A role that the vocabulary lacks is a slip.
    assert {str(role) for role in bundled().dataset.skills} == {*bundled().vocabularies[Skill]}


def test_each_state_and_each_figure_has_its_day_and_each_share_its_unit(
    all_promotions: Dataset,
) -> None:
    for challenge in all_promotions.challenges:
        assert challenge.state in {None, "no-product"} or challenge.state_date, challenge.slug
        for figure in challenge.figures:
            assert figure.date, (challenge.slug, figure.what)
            assert figure.unit in {None, "%", "EUR"}
            assert not re.match("%|€|euros", figure.what), (challenge.slug, figure.what)
        # What a sentence says in a month was written then, not when the register was copied.
        said_in_august = re.search("En août 2026|en août 2026", challenge.since or "")
        assert not said_in_august or challenge.slug in _SAID_IN_AUGUST


def test_each_fact_has_a_source_and_each_source_gave_a_fact(all_promotions: Dataset) -> None:
    """Facts are the fields that a record states, except its slug and its sources.

    The promotion of a challenge and its year are those of its file.
    """
    records: list[Any] = [*all_promotions.programmes, *all_promotions.challenges]
    for record in records:
        of: Any = record.__class__
        no_facts = {"slug", "sources"}
        if isinstance(record, Challenge):
            no_facts |= {"promotion", "year", "seeks", "recruits"}
        facts = {
            name
            for name, field in fields_of(of).items()
            if not field.derived and getattr(record, name) != of.nothing.get(name)
        } - no_facts
        given = [{*cited.fields} for cited in record.sources]
        cited = set().union(*given)
        if cited & {"seeks", "recruits"}:
            cited = cited - {"seeks", "recruits"} | {"people"}
        assert record.name == record.name
        assert cited ^ facts == set()
        assert all(given)
        assert len({cited.source.key for cited in record.sources}) == len(record.sources)


def test_each_body_hosts_under_its_ministry_or_alone_in_all_promotions(
    all_promotions: Dataset,
) -> None:
    hosts = [host for challenge in all_promotions.challenges for host in challenge.hosts]
    alone = {host.bodies[0].name for host in hosts if not host.department}
    under = {
        body.name
        for host in hosts
        for body in host.bodies
        if host.department and body.name not in host.ministry
    }
    assert alone & under == set()


def test_no_list_repeats_a_value(all_promotions: Dataset) -> None:
    lists = [
        name
        for name, declared in fields_of(Challenge).items()
        if declared.kind.several and not declared.derived
    ]
    for challenge in all_promotions:
        for name in lists:
            value = getattr(challenge, name)
            assert len(value) == len({*value}), (challenge.slug, name)


def chain(records: dict[str, Any], first: str, reference: str) -> Iterator[str]:
    """Yield the keys to which a record leads by a reference, and the references of these."""
    key = getattr(records[first], reference)
    while key:
        yield key
        key = getattr(records[key], reference)


@pytest.mark.parametrize(
    ("of", "reference"),
    [("bodies", "part_of"), ("bodies", "followed_by"), ("challenges", "follows")],
)
def test_no_reference_is_circular(all_promotions: Dataset, of: str, reference: str) -> None:
    bodies = {body.name: body for body in bundled().vocabularies[Body].values()}
    challenges = {challenge.slug: challenge for challenge in all_promotions}
    records: dict[str, Any] = bodies if of == "bodies" else challenges
    for first in records:
        seen = {first}
        for key in chain(records, first, reference):
            assert key not in seen
            seen.add(key)


def profiles_in(dataset: Dataset) -> Iterator[Profile]:
    """Yield whom the challenges of a dataset seek and recruited, and its calls announce."""
    for one in dataset:
        yield from (*one.seeks, *one.recruits)
    for call in dataset.programmes:
        for totals in filter(None, (call.announced, call.recruited)):
            yield from totals.skills


def test_the_vocabulary_has_the_roles_of_all_promotions(all_promotions: Dataset) -> None:
    roles = {profile.skill.code for profile in profiles_in(all_promotions)}
    assert roles == {*bundled().vocabularies[Skill]}


def shared_in(part: Dataset) -> list[str]:
    """Return the keys of the sources of a promotion that several may name."""
    shared = bundled().vocabularies[Source]
    return [source.key for source in part.sources if source.key in shared]


@pytest.mark.parametrize("code", CODES)
def test_a_promotion_has_its_own_sources_first_and_all_in_one_order(code: str) -> None:
    part = select_promotions(bundled().dataset, [code])
    vocabularies = bundled().vocabularies
    shared = shared_in(part)
    keys = [source.key for source in part.sources]
    assert keys == [*BY_CODE[code]["sources"], *shared]
    all_shared = [*vocabularies[Source]]
    assert shared == sorted({*shared}, key=all_shared.index)
    roles = [role.code for role in part.skills]
    all_roles = [*vocabularies[Skill]]
    assert roles == sorted({*roles}, key=all_roles.index)


def test_no_file_of_a_promotion_has_a_vocabulary() -> None:
    for file in WHOLE.values():
        assert not {"skills", "synonyms", "families", "bodies", "towns"} & file.keys()


def test_the_vocabulary_has_the_sources_that_several_promotions_name() -> None:
    times = Counter[str]()
    for code in CODES:
        part = select_promotions(bundled().dataset, [code])
        times.update(shared_in(part))
    several = {key for key, count in times.items() if count > 1}
    assert several == {*bundled().vocabularies[Source]}


def test_announced_totals_add_up_and_numbers_are_consecutive(all_promotions: Dataset) -> None:
    calls = all_promotions.programmes
    assert any(call.announced for call in calls)
    for call in calls:
        assert not any(call.discrepancies(all_promotions))
        own = [one for one in all_promotions if one.promotion == call.promotion]
        numbers = [one.number for one in own]
        assert numbers == list(range(1, len(own) + 1))


def test_a_programme_is_described_by_two_sentences_a_language(
    all_promotions: Dataset,
) -> None:
    described: dict[str, set[str | None]] = {}
    for call in all_promotions.programmes:
        for text in (call.description, call.description_english):
            assert text
            assert re.fullmatch(r"[^.]+\. [^.]+\.", text)
            assert call.name in text
            described.setdefault(call.name, set()).add(text)
    assert {len(texts) for texts in described.values()} == {2}


def test_promotion_2_has_what_was_announced(bundled: Dataset) -> None:
    [programme] = bundled.programmes
    assert programme.opens == "2017-09-27"
    assert programme.closes == "2017-10-27T17:00+02:00"
    assert programme.promotion == "2"
    assert programme.months == 10
    assert programme.pay == (Pay(monthly=4000),)
    assert programme.announced is not None
    assert programme.announced.challenges == 13
    assert programme.announced.people == 27
    profiles = [profile for challenge in bundled.challenges for profile in challenge.seeks]
    assert sum(one.sought or 0 for one in bundled) == 27
    assert {skill.code: oracle.sought(profiles, skill.code) for skill in bundled.skills} == {
        "developer": 8,
        "designer": 5,
        "data-scientist": 11,
        "geomatician": 2,
        "project-manager": 1,
    }
    funded = [challenge.slug for challenge in bundled.challenges if challenge.funding == "host"]
    assert funded == ["coacheleves-assistprof", "dataesr"]
    drees = "Direction de la recherche, des études, de l’évaluation et des statistiques (DREES)"
    assert [(host.ministry, host.department) for host in bundled.challenges[1].hosts] == [
        ("Ministère des Solidarités et de la Santé", drees),
        ("Ministère du Travail", drees),
    ]


# A straight apostrophe, two spaces or one at an end, a tab or the end of a line.
ILL_SET = r"'|\s\s|^\s|\s$|[\t\n\r]"


def test_challenges_of_promotion_2_are_complete_and_well_typeset(bundled: Dataset) -> None:
    for challenge in bundled:
        for name in ("tagline", "basis", "expertise", "funding", "page", "sources"):
            assert getattr(challenge, name)
        texts = [challenge.name, challenge.tagline or "", challenge.note or ""]
        texts += [f"{host.ministry} {host.department}" for host in challenge.hosts]
        for text in texts:
            assert not re.search(ILL_SET, text)


def test_figures_of_calls_have_days_and_documents_and_parts_of_budgets_add_up(
    all_promotions: Dataset,
) -> None:
    for call in all_promotions.programmes:
        cited = {citation.source.key for citation in call.sources if "figures" in citation.fields}
        assert {figure.document for figure in call.figures} == cited
        assert all(figure.date for figure in call.figures)
        if call.budget:
            spent = [f.number for f in call.figures if f.document == "rapport"]
            assert sum(spent) == call.budget


def test_no_text_can_break_before_a_mark_or_within_a_number(all_promotions: Dataset) -> None:
    broken = r"\w\)? [:;!?»%€](?![\w/])|« |\d \d{3}(?!\d)"
    records = (*all_promotions, *all_promotions.programmes, *all_promotions.sources)
    for record in records:
        for field, value in values_of(record):
            texts = field.kind.labels(value) if field.kind.native else []
            for text in texts:
                assert not re.search(broken, text)


def test_challenges_know_their_successors_in_other_promotions(all_promotions: Dataset) -> None:
    after = {one.slug: one.followed_by for one in all_promotions.challenges if one.followed_by}
    assert after == {
        "eig-link": ("eig3-link",),
        "eig3-link": ("eig4-link",),
        "open-justice": ("label",),
        "karfur": ("refugies-info",),
        "batid": ("referentiel-national-des-batiments",),
    }


def test_each_name_of_a_ministry_or_body_is_spelled_in_one_way(all_promotions: Dataset) -> None:
    names = {host.ministry for one in all_promotions.challenges for host in one.hosts}
    names |= {*bundled().vocabularies[Body]}
    assert len({name.casefold() for name in names}) == len(names)


def test_all_calls_are_as_the_definition_of_a_challenge_says(all_promotions: Dataset) -> None:
    known = (*all_promotions, *all_promotions.programmes)
    months = [one.months for one in known if one.months]
    assert min(months) == 6
    assert max(months) == 12
    recruited = {one.number_of("recruited") for one in all_promotions}
    assert recruited <= {None, 1, 2, 3}


def test_missions_that_supported_other_teams_lack_no_product(all_promotions: Dataset) -> None:
    missions = [one for one in all_promotions if one.state == "no-product"]
    assert [one.slug for one in missions] == ["eig-link", "eig3-link", "eig4-link", "magellan"]
    assert all(one.product is None and "Accompagnement" in one.themes for one in missions)
