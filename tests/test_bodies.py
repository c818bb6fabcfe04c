"""What vocabularies say of hosts and towns, and what is wrong with them, at its place."""

import json
from pathlib import Path
from textwrap import dedent

import pytest
from build import parse as parsed
from conftest import Eig
from steps import counts_steps, steps

from eigcli import dataset
from eigcli.bodies import Body, Directory, Family
from eigcli.errors import DatasetError
from eigcli.model import Dataset, Host

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
      Ville: {department: 29 Finistère, region: Bretagne}
      Bourg: {region: Bretagne}
      Lieu: {}
    challenges:
"""


def parse(text: str) -> Dataset:
    return parsed(dedent(text).encode(), "d.yaml")


def host_of(ministry: str, department: str = "X") -> Host:
    """Return a host of a dataset that has the vocabulary."""
    hosts = json.dumps([{"ministry": ministry, "department": department}])
    challenge = f"      - {{slug: a, name: A, hosts: {hosts}, skills: [s]}}\n"
    return parse(VOCABULARY + challenge).challenges[0].hosts[0]


@pytest.mark.parametrize(
    ("ministry", "department", "bodies", "families"),
    [
        ("Port", "X", ["Port"], ["sea"]),
        ("Le Port (P)", "X", ["Port"], ["sea"]),
        # The longest name that is there, whole words only.
        ("Port neuf", "X", ["Port neuf"], ["land"]),
        ("Port neufs", "X", ["Port"], ["sea"]),
        ("Aéroport, Portail, port", "X", [], []),
        ("Portail du Port", "X", ["Port"], ["sea"]),
        # No name is found across the end of another that is there.
        ("Port, Port neuf, Bureau", "X", ["Port", "Port neuf", "Bureau"], ["sea", "land"]),
        # With the apostrophe of a keyboard too.
        ("Ministère de l'Intérieur", "X", ["Ministère de l’Intérieur"], ["interieur"]),
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
def test_a_host_is_of_the_bodies_that_its_names_have(
    ministry: str, department: str, bodies: list[str], families: list[str]
) -> None:
    found = host_of(ministry, department)
    assert [body.name for body in found.bodies] == bodies
    assert [family.code for family in found.families] == families


def test_where_no_body_is_known_no_text_names_one() -> None:
    assert Directory({}).bodies_in(("Ministère de la Mer", None, "")) == ()


@pytest.mark.parametrize(
    ("ministry", "aliases"),
    [
        # Its other names, those of what took over from it, and of its family.
        ("Port", ["P", "Harbour", "Port neuf", "Quai", "Rade", "Océan", "Mer", "Sea"]),
        ("Port neuf", ["Port", "P", "Harbour", "Quai", "Rade"]),
        # What it is part of.
        ("Bureau", ["Port", "P", "Harbour", "Port neuf", "Quai", "Rade"]),
        ("Môle", []),
    ],
)
def test_a_host_is_called_what_its_bodies_and_families_are_called(
    ministry: str, aliases: list[str]
) -> None:
    assert list(host_of(ministry).aliases) == aliases


def test_one_description_of_a_body_goes_before_that_which_comes_with_eigcli() -> None:
    own = """\
        families: {own: {}}
        bodies: {Etalab: {family: own}}
        challenges: [{slug: a, name: A, ministry: 'Etalab, DINUM', skills: [s]}]
        """
    [found] = parse(own).challenges[0].hosts
    assert (found.bodies, found.families) == (
        (Body(name="Etalab", family=Family(code="own")),),
        (Family(code="own"),),
    )


def test_what_is_left_of_a_word_beside_a_name_is_no_name() -> None:
    known = Directory({"bodies": {name: Body(name=name) for name in ("Port", "ail", "tail")}})
    assert [body.name for body in known.bodies_in(["Portail du Port"])] == ["Port"]


@counts_steps
def test_a_text_is_not_compared_with_each_name() -> None:
    def steps_with(bodies: int) -> int:
        known = Directory(
            {"bodies": {f"Body {n:03}": Body(name=f"Body {n:03}") for n in range(bodies)}}
        )
        known.bodies_in(["What is made of all names is made once"])
        return steps(lambda: known.bodies_in(["The Body 003 of the Body 004"]))

    assert steps_with(500) < 2 * steps_with(50)


@counts_steps
def test_what_follows_what_is_found_out_once_for_all_bodies() -> None:
    def steps_with(bodies: int) -> tuple[int, int]:
        # The newest first.
        names = range(bodies, 0, -1)
        known = Directory(
            {
                "bodies": {
                    f"B{n}": Body(name=f"B{n}", followed_by=f"B{n - 1}", part_of=f"B{n - 1}")
                    for n in names
                }
            }
        )
        last = [known.bodies["B1"]]
        first = steps(lambda: known.names_of(last))
        return first, steps(lambda: known.names_of(last))

    once, twice = steps_with(250), steps_with(500)
    assert twice[0] < 3 * once[0]
    assert twice[1] < twice[0] / 3


def test_a_family_that_a_file_describes_is_that_of_the_bodies_of_eigcli_too() -> None:
    own = """\
        families: {ecologie: {english: Mine}}
        bodies: {Port: {family: ecologie}}
        challenges:
          - {slug: a, name: A, hosts: [{ministry: Port}, {ministry: Ministère de la Mer}], skills: [s]}
        """
    families = {family for host in parse(own).challenges[0].hosts for family in host.families}
    assert families == {Family(code="ecologie", english="Mine")}


def test_towns_are_known_by_either_apostrophe() -> None:
    text = """\
        towns: {L’Île: {region: Bretagne}}
        challenges: [{slug: a, name: A, ministry: M, skills: [s], towns: ["L'Île"]}]
        """
    assert parse(text).challenges[0].regions == ("Bretagne",)


def test_towns_have_the_places_that_the_vocabulary_says() -> None:
    towns = "[Ville, Bourg, Lieu, Ailleurs, Ville, Brest]"
    challenge = f"      - {{slug: a, name: A, ministry: M, skills: [s], towns: {towns}}}\n"
    [found] = parse(VOCABULARY + challenge).challenges
    assert found.departments_of_towns == ("29 Finistère",)
    assert found.regions == ("Bretagne",)


def test_the_bodies_of_a_file_may_be_of_the_families_of_another(tmp_path: Path) -> None:
    bodies, families = tmp_path / "bodies.yaml", tmp_path / "families.yaml"
    bodies.write_text(
        "bodies: {M: {family: f, followed_by: N}}\n"
        "challenges: [{slug: a, name: A, ministry: M, skills: [s]}]"
    )
    families.write_text("{families: {f: {english: F}}, bodies: {N: {}}, challenges: []}")
    both = dataset.load(dataset.Input(data=(str(bodies), str(families))))
    assert both.challenges[0].hosts[0].families == (Family(code="f", english="F"),)
    assert both.challenges[0].hosts[0].aliases == ("N", "F")


@pytest.mark.parametrize(
    ("family", "labels"),
    [
        (Family(code="c", french="f", english="e"), ("e", "f")),
        (Family(code="c", french="f"), ("f", "f")),
        (Family(code="c", english="e"), ("e", "e")),
        (Family(code="c"), ("c", "c")),
    ],
)
def test_a_family_has_a_label_in_the_language_of_the_reader_if_it_can(
    monkeypatch: pytest.MonkeyPatch, family: Family, labels: tuple[str, str]
) -> None:
    for language, label in zip(("en", "fr"), labels, strict=True):
        monkeypatch.setattr("eigcli.bodies.language", lambda found=language: found)
        assert family.words() == (label,)
    assert family.codes() == ("c",)


# Who goes on from whom


FOLLOWING = """\
    challenges:
      - {slug: a, name: A, ministry: M, skills: [s], follows: elsewhere}
      - {slug: b, name: B, ministry: M, skills: [s], follows: a}
      - {slug: c, name: C, ministry: M, skills: [s], follows: a}
      - {slug: d, name: D, ministry: M, skills: [s], follows: c}
    """


def test_a_challenge_knows_which_go_on_from_it() -> None:
    found = {one.slug: one.followed_by for one in parse(FOLLOWING).challenges}
    assert found == {"a": ("b", "c"), "b": (), "c": ("d",), "d": ()}


def test_a_bundled_challenge_knows_those_of_other_promotions_too(
    bundled: Dataset, all_promotions: Dataset
) -> None:
    after = {one.slug: one.followed_by for one in all_promotions.challenges if one.followed_by}
    assert after == {
        "eig-link": ("eig3-link",),
        "eig3-link": ("eig4-link",),
        "open-justice": ("label",),
        "karfur": ("refugies-info",),
        "batid": ("referentiel-national-des-batiments",),
    }
    alone = {one.slug: one.followed_by for one in bundled.challenges if one.followed_by}
    assert alone == {"eig-link": ("eig3-link",)}


# What is wrong with vocabularies, in words: the whole messages

DEFI = "slug: a, name: A, ministry: M, skills: [s]"
BODY_KINDS = "ministry, service, agency, court, authority, local"
PHASES = "investigation, construction, acceleration, consolidation, operated, handed-over, stopped, not-pursued"
PROBLEMS: dict[str, list[str]] = {
    "{families: {f: {frnch: F}}, challenges: []}": ["1:17: a family has no key 'frnch'. Did you mean french?"],
    "{families: {f: x}, challenges: []}": ["1:16: expected a mapping for a family, found text"],
    "{families: {'é f': {}}, challenges: []}": ["1:13: expected ASCII letters, digits, hyphens, dots or underscores, found 'é f'"],
    "{bodies: [], challenges: []}": ["1:10: expected a mapping, found a list: write bodies: {…: {family: …}}"],
    "{bodies: {M: 3}, challenges: []}": ["1:14: expected a mapping for a body, found a number"],
    "{families: {sea: {}}, bodies: {M: {family: sae}}, challenges: []}": ["1:44: no family has the code 'sae'. Did you mean sea?"],
    "{bodies: {M: {family: cultrue}}, challenges: []}": ["1:23: no family has the code 'cultrue'. Did you mean culture?"],
    "{bodies: {M: {kind: club}}, challenges: []}": [f"1:21: expected one of {BODY_KINDS}, found 'club'"],
    "{bodies: {Mer: {}, M: {part_of: Mre, followed_by: Etalba}}, challenges: []}": [
        "1:33: no body is called 'Mre'. Did you mean Mer?",
        "1:51: no body is called 'Etalba'. Did you mean Etalab?",
    ],
    # Circles, of one or of several, and what leads to one without being part of it.
    f"{{bodies: {{M: {{part_of: M}}}}, challenges: [{{{DEFI}}}]}}": ["1:24: 'M' is part of itself"],
    f"{{bodies: {{L: {{followed_by: M}}, M: {{followed_by: N}}, N: {{followed_by: M}}}}, challenges: [{{{DEFI}}}]}}": [
        "1:49: 'M' took over from itself",
        "1:70: 'N' took over from itself",
    ],
    "{towns: {T: {departement: 1 Ain}}, challenges: []}": ["1:14: a town has no key 'departement'. Did you mean department?"],
    "{towns: {T: Ain}, challenges: []}": ["1:13: expected a mapping for a town, found text"],
    "{towns: {T: {insee: 1234}}, challenges: []}": ["1:21: expected text, found a number: put it in quotes"],
    # A broken entry does not make what refers to it wrong.
    "{families: {f: {x: y}}, bodies: {M: {family: f}}, challenges: []}": ["1:17: a family has no key 'x'. Known: french, english, aliases"],
    f"{{bodies: {{M: {{kind: club}}, N: {{part_of: M}}}}, challenges: [{{{DEFI}}}]}}": [f"1:21: expected one of {BODY_KINDS}, found 'club'"],
    f"challenges:\n- {{{DEFI}, phase: over}}": [f"2:55: expected one of {PHASES}, found 'over'"],
    f"challenges:\n- {{{DEFI}, phase_since: soon}}": ["2:61: expected a date in one of the forms 2018, 2018-01, 2018-01-15, 2018-01-15T17:00+01:00, found the text 'soon'."],
    f"challenges:\n- {{{DEFI}, follows: a}}": ["2:57: 'a' goes on from itself"],
    f"challenges:\n- {{{DEFI}, follows: b}}\n- {{{DEFI.replace('slug: a', 'slug: b')}, follows: a}}\n- {{{DEFI.replace('slug: a', 'slug: c')}, follows: a}}": [
        "2:57: 'a' goes on from itself",
        "3:57: 'b' goes on from itself",
    ],
    f"challenges:\n- {{{DEFI}, sources: [{{site: [twons]}}]}}": ["2:66: no field is called 'twons'. Did you mean towns?"],
    f"challenges:\n- {{{DEFI}, sources: [{{site: [towns, 3]}}]}}": ["2:73: expected text, found a number: put it in quotes"],
    f"challenges:\n- {{{DEFI}, sources: [{{site: [name, towns, name, twons]}}]}}": [
        "2:79: the field 'name' is named twice",
        "2:85: no field is called 'twons'. Did you mean towns?",
    ],
    f"challenges:\n- {{{DEFI}, sources: [{{site: [ministry, hosts]}}]}}": ["2:76: the field 'hosts' is named twice"],
    # A body may be part of one that comes with eigcli, which is part of it.
    "{bodies: {Direction générale de la création artistique: {part_of: Mobilier national}}, challenges: []}": [
        "1:67: 'Direction générale de la création artistique' is part of itself"
    ],
    f"challenges:\n- {{{DEFI}, sources: [{{site: towns}}]}}": ["2:65: expected a list, found text"],
    f"challenges:\n- {{{DEFI}, sources: [{{site: []}}]}}": ["2:65: expected at least one, found none"],
    f"challenges:\n- {{{DEFI}, sources: [{{stie: [towns]}}]}}": ["2:59: no source has the key 'stie'. Did you mean site?"],
    f"challenges:\n- {{{DEFI}, sources: [{{site: [towns], article: [name]}}]}}": ["2:58: expected one source and the fields that it gave, found 2"],
}  # fmt: skip


@pytest.mark.parametrize(("text", "messages"), PROBLEMS.items())
def test_each_problem_of_a_vocabulary_is_at_its_place(text: str, messages: list[str]) -> None:
    with pytest.raises(DatasetError) as refused:
        parse(text)
    assert str(refused.value).splitlines() == [f"d.yaml:{message}" for message in messages]


@pytest.mark.parametrize(
    "text",
    [
        *(f"{DEFI}, {key}: []" for key in ("departments_of_towns", "regions", "followed_by")),
        *(
            f"slug: a, name: A, hosts: [{{ministry: M, {key}: []}}], skills: [s]"
            for key in ("bodies", "families", "aliases")
        ),
    ],
)
def test_what_follows_from_others_cannot_be_stated(text: str) -> None:
    with pytest.raises(DatasetError, match=r"1:\d+: a (challenge|host) has no key"):
        parse(f"challenges: [{{{text}}}]")


@pytest.mark.parametrize(
    ("files", "messages"),
    [
        # What another file says of the same body hides nothing.
        (
            ["{M: {part_of: Nowhere}}", "{M: {kind: ministry}}"],
            ["1.yaml:1:23: no body is called 'Nowhere'."],
        ),
        (
            ["{M: {kind: ministry}}", "{M: {part_of: Nowhere}}"],
            ["2.yaml:1:23: no body is called 'Nowhere'."],
        ),
        # A circle over two files.
        (
            ["{M: {part_of: N}, N: {}}", "{N: {part_of: M}, M: {}}"],
            ["1.yaml:1:23: 'M' is part of itself", "2.yaml:1:23: 'N' is part of itself"],
        ),
        # Only the first description counts.
        (["{M: {part_of: N}, N: {kind: court}}", "{N: {part_of: M}}"], []),
        (['{M: {part_of: "Ministère de l\'Intérieur"}}'], []),
    ],
)
def test_bodies_are_checked_over_all_files(
    eig: Eig, tmp_path: Path, files: list[str], messages: list[str]
) -> None:
    names = [f"{number}.yaml" for number, _bodies in enumerate(files, 1)]
    for name, bodies in zip(names, files, strict=True):
        (tmp_path / name).write_text(f"bodies: {bodies}\nchallenges: []\n")
    checked = eig("check", *names)
    lines = [line for line in checked.stdout.splitlines() if ".yaml:1:" in line]
    assert len(lines) == len(messages)
    assert all(message in line for message, line in zip(messages, lines, strict=True))


def test_a_source_that_is_cited_several_times_is_one_with_all_its_fields() -> None:
    text = """\
        sources: {s: {title: T}, t: {title: U}}
        challenges:
          - slug: a
            name: A
            ministry: M
            skills: [s]
            sources: [s, {s: [ministry, name]}, t, {s: [hosts, slug]}]
        """
    [found] = parse(text).challenges
    assert [(source.key, source.fields) for source in found.sources] == [
        ("s", ("hosts", "name", "slug")),
        ("t", ()),
    ]
