"""Facts that follow from others: on people, hosts, towns, programmes, successors and defaults."""

import json

import pytest
from build import read
from steps import counts_steps, steps

from eigcli.data.deriving import Directory
from eigcli.data.model import Body, Challenge, Family, Host
from eigcli.formats.data import yaml_of

VOCABULARY = """\
    families:
      sea: {french: Mer, english: Sea, aliases: [Océan]}
      land: {}
    bodies:
      Port: {family: sea, acronym: P, english: Harbour, followed_by: Port neuf}
      Port neuf: {family: land, aliases: [Quai, Rade]}
      Bureau: {part_of: Port neuf}
      Môle: {}
    towns:
      L’Île: {department: 29 Finistère, region: Bretagne}
      Bourg: {region: Bretagne}
      Lieu: {}
    challenges:
"""


def host_of(ministry: str, department: str = "X") -> Host:
    """Return a host of a dataset that has the vocabulary."""
    hosts = json.dumps([{"ministry": ministry, "department": department}])
    return (
        read(VOCABULARY + f"      - {{slug: a, name: A, hosts: {hosts}}}\n").challenges[0].hosts[0]
    )


@pytest.mark.parametrize(
    ("ministry", "department", "bodies", "families"),
    [
        ("Port", "X", ["Port"], ["sea"]),
        ("Le Port (P)", "X", ["Port"], ["sea"]),
        # The longest name in it, of whole words only.
        ("Port neuf", "X", ["Port neuf"], ["land"]),
        ("Port neufs", "X", ["Port"], ["sea"]),
        ("Aéroport, Portail, PORT", "X", ["Port"], ["sea"]),
        ("Portail du Port", "X", ["Port"], ["sea"]),
        # No name is found across the end of another.
        ("Port, Port neuf, Bureau", "X", ["Port", "Port neuf", "Bureau"], ["sea", "land"]),
        # With the apostrophe of a keyboard too.
        ("Ministère de l'Intérieur", "X", ["Ministère de l’Intérieur"], ["interieur"]),
        # A whole name in capitals, too.
        ("MINISTERE DE L'INTERIEUR", "X", ["Ministère de l’Intérieur"], ["interieur"]),
        # Those of the department first, each body and each family once.
        ("Port", "Bureau, Port neuf", ["Bureau", "Port neuf", "Port"], ["land", "sea"]),
        ("Port, Môle et Port", "Môle", ["Môle", "Port"], ["sea"]),
        # What comes with eigcli is known too.
        (
            *("Ministère de la Mer", "Direction des affaires maritimes"),
            *(["Direction des affaires maritimes", "Ministère de la Mer"], ["ecologie"]),
        ),
        ("M", "D", [], []),
    ],
)
def test_a_host_belongs_to_the_bodies_that_its_names_contain(
    ministry: str, department: str, bodies: list[str], families: list[str]
) -> None:
    found = host_of(ministry, department)
    assert [body.name for body in found.bodies] == bodies
    assert [family.code for family in found.families] == families


@pytest.mark.parametrize(
    ("ministry", "aliases"),
    [
        # Its other names, and those of its successors and of its family.
        ("Port", ["P", "Harbour", "Port neuf", "Quai", "Rade", "Océan", "Mer", "Sea"]),
        ("Port neuf", ["Port", "P", "Harbour", "Quai", "Rade"]),
        # The names of the body that it is part of.
        ("Bureau", ["Port", "P", "Harbour", "Port neuf", "Quai", "Rade"]),
        ("Môle", []),
    ],
)
def test_a_host_has_the_names_of_its_bodies_and_families_as_aliases(
    ministry: str, aliases: list[str]
) -> None:
    assert list(host_of(ministry).aliases) == aliases


def test_no_host_has_a_body_if_none_is_known() -> None:
    host = Host(ministry="Ministère de la Mer")
    assert Directory({Body: {}}).completed(host) == host


def test_departments_of_hosts_are_listed_if_any_is_known() -> None:
    found = read("""
        challenges:
          - {slug: a, name: A, hosts: [{ministry: M, department: D}, N]}
          - {slug: b, name: B, hosts: [M, N]}
        """)
    assert found["a"].departments == ("D", "")
    assert found["b"].departments == ()


@counts_steps
def test_successors_of_bodies_are_computed_once() -> None:
    # The newest first.
    chain = {f"B{n}": Body(name=f"B{n}", followed_by=f"B{n - 1}", part_of=f"B{n - 1}") for n in range(250, 0, -1)}  # fmt: skip
    known = Directory({Body: chain})
    at_once = steps(lambda: Directory({Body: chain}))
    assert steps(lambda: known.names_of(chain["B1"])) < at_once / 3


def test_bodies_that_follow_each_other_in_a_circle_are_one() -> None:
    bodies = "{A: {followed_by: B}, B: {followed_by: C}, C: {followed_by: B}}"
    text = f"bodies: {bodies}\nchallenges: [{{slug: a, name: A, ministry: A}}]"
    [one] = read(text).challenges
    [hosted] = one.hosts
    assert {*hosted.aliases} == {"B", "C"}


def test_a_family_in_a_file_replaces_that_of_eigcli_for_all_bodies() -> None:
    own = """\
        families: {ecologie: {english: Mine}}
        bodies: {Port: {family: ecologie}, Etalab: {}}
        challenges: [{slug: a, name: A, hosts: [Port, Ministère de la Mer, 'Etalab, DINUM']}]
        """
    port, sea, etalab = read(own).challenges[0].hosts
    assert port.families == sea.families == (Family(code="ecologie", english="Mine"),)
    # Its own description of a body goes before that of eigcli.
    assert etalab.bodies == (Body(name="Etalab"),)


def test_districts_and_regions_follow_from_towns() -> None:
    towns = '["L\'Île", Bourg, Lieu, Ailleurs, L’Île, Brest]'
    [found] = read(VOCABULARY + f"      - {{slug: a, name: A, towns: {towns}}}\n").challenges
    assert found.districts == ("29 Finistère",)
    assert found.regions == ("Bretagne",)


def test_a_challenge_knows_its_successors() -> None:
    whole = read("""\
        challenges:
          - {slug: a, name: N, follows: elsewhere}
          - {slug: b, name: N, follows: a}
          - {slug: c, name: N, follows: a}
          - {slug: d, name: N, follows: c}
        """)
    found = {one.slug: one.followed_by for one in whole}
    assert found == {"a": ("b", "c"), "b": (), "c": ("d",), "d": ()}


@pytest.mark.parametrize(
    ("programmes", "promotion", "year"),
    [
        ("programme: {name: P, promotion: 1, start: 2024-02}", "1", 2024),
        ("programme: {name: P, promotion: 1}", "1", 2020),
        ("programme: {name: P}", None, 2020),
        ("programmes: [{name: P, promotion: 1}, {name: Q, promotion: 2}]", None, 2020),
        ("", None, 2020),
    ],
)
def test_a_challenge_takes_promotion_and_year_from_the_programme_of_its_file(
    programmes: str, promotion: str | None, year: int
) -> None:
    both = read(f"{programmes}\nchallenges: [{{slug: a, name: A, year: 2020}}]", "challenges: [{slug: b, name: B}]")  # fmt: skip
    assert [(one.promotion, one.year) for one in both.challenges] == [
        (promotion, year),
        (None, None),
    ]


def test_programmes_of_one_name_share_a_description_but_no_currency() -> None:
    described = """\
        programme:
          {name: P, promotion: 1, description: d, description_english: e, currency: USD, pay: 1}
        """
    undescribed = "programme: {name: P, promotion: 2, pay: 2}"
    own = "programme: {name: P, promotion: 3, description: own}"
    whole = read(described, undescribed, own, "programme: Q")
    first, second, third, other = whole.programmes
    assert second.description == "d"
    assert second.description_english == "e"
    assert third.description == "own"
    assert third.description_english is None
    assert [pay.currency for pay in first.pay] == ["USD"]
    assert [pay.currency for pay in second.pay] == [None]
    assert other.description is None


def citations(one: Challenge) -> dict[str, str]:
    """Return the fields that each source of a challenge gave, in the order of the alphabet."""
    return {str(cited): " ".join(sorted(cited.fields)) for cited in one.sources}


DEFAULTS = """\
    sources: {s: {title: S}, t: {title: T}, u: {title: U}}
    defaults:
      basis: stated
      themes: [Mer]
      ministry: M
      promotion: 7
      sources: {s: [towns, themes, people, note], t: [name, towns]}
    challenges:
      - {slug: a, name: A, towns: [Brest], skills: [cook]}
      - slug: b
        name: B
        hosts: [N]
        basis: inferred
        people: {cook: 1}
        note: n
        sources: {u: [name], t: [note]}
      - {slug: c, name: C, towns: [Brest], sources: [s]}
    """


def test_defaults_of_a_file_hold_unless_a_challenge_states_otherwise() -> None:
    a, b, _c = read(DEFAULTS).challenges
    for one in (a, b):
        assert one.themes == ("Mer",)
        assert one.promotion == "7"
    assert a.basis == "stated"
    assert b.basis == "inferred"
    assert a.ministries == ("M",)
    assert b.ministries == ("N",)


STATES = """\
    sources:
      old: {title: O, date: 2019-06}
      new: {title: N, date: 2026-08-20}
    challenges:
      - {slug: a, name: A, phase: operated, phase_since: 2020-01, sources: {new: [phase]}}
      - {slug: b, name: B, phase: construction, phase_since: 2020-01, state: ended, state_date: 2021,
         sources: {new: [phase], old: [state, state_date]}}
      - {slug: c, name: C, phase: handed-over, phase_since: 2020-01, state: in-use,
         state_date: 2019-06, sources: {new: [phase, name], old: [state, state_date]}}
      - {slug: d, name: D, state: on-trial, state_date: 2019-06, sources: {old: [state, state_date]}}
      - {slug: e, name: E, phase: investigation}
      - {slug: f, name: F, phase: stopped, phase_since: 2020-01}
      - {slug: g, name: G, phase: acceleration, state: ended}
      - {slug: h, name: H, phase: operated, phase_since: 2020-01, state: ended, sources: [old]}
      - {slug: i, name: I, phase: operated, phase_since: 2020-01, state: ended, state_date: 2020-01}
      - {slug: j, name: J, phase: operated, phase_since: 2020-01, state_date: 2021, sources: {old: [phase]}}
    """


def test_default_sources_hold_for_each_field_without_a_source_of_its_own() -> None:
    a, b, c = read(DEFAULTS).challenges
    assert citations(a) == {"s": "people themes towns", "t": "name towns"}
    assert citations(b) == {"u": "name", "t": "note", "s": "people themes"}
    # A source cited for the whole challenge stays so.
    assert citations(c) == {"s": "", "t": "name towns"}
    of_all = "sources: {s: {title: S}}\ndefaults: {sources: [s]}\nchallenges: [{slug: a, name: A}]"
    [one] = read(of_all).challenges
    assert citations(one) == {"s": ""}


def test_defaults_hold_for_their_file_and_need_no_required_keys() -> None:
    with_defaults = "defaults: {months: 6}\nchallenges: [{slug: a, name: A}]"
    whole = read(with_defaults, "challenges: [{slug: b, name: B}]")
    assert whole["a"].months == 6
    assert whole["b"].months is None
    own = "defaults: {x-a: 1, x-b: 2}\nchallenges: [{slug: a, name: A, x-b: 3}]"
    assert read(own)["a"].own_keys == {"x-a": 1, "x-b": 3}


def cited_for_state(one: Challenge) -> str:
    """Return the sources that gave the state of a challenge."""
    return " ".join(str(cited) for cited in one.sources if "state" in cited.fields)


def test_a_state_follows_from_the_phase_unless_a_newer_one_is_stated() -> None:
    loaded = read(STATES)
    found = [(one.slug, one.state, one.state_date) for one in loaded]
    assert found == [
        ("a", "in-use", "2026-08-20"),
        ("b", "ended", "2021"),
        ("c", "handed-over", "2026-08-20"),
        ("d", "on-trial", "2019-06"),
        ("e", None, None),
        # Without a dated source, it is of the day on which the phase began.
        ("f", "ended", "2020-01"),
        ("g", "ended", None),
        # A stated state holds unless it is known to be older.
        ("h", "ended", None),
        ("i", "ended", "2020-01"),
        ("j", "in-use", "2021"),
    ]
    cited = {one.slug: cited_for_state(one) for one in loaded if cited_for_state(one)}
    assert cited == {"a": "new", "b": "old", "c": "new", "d": "old", "j": "old"}
    # A source of nothing but a state that does not hold is dropped; one of all fields stays.
    assert [*citations(loaded["c"])] == ["new"]
    assert [*citations(loaded["h"])] == ["old"]
    # It is written and read again as the same.
    assert read(yaml_of(loaded)).challenges == loaded.challenges
