"""Records that contradict each other, and possible slips."""

from pathlib import Path

import pytest
from build import findings, problems, read

from eigcli.data.loading import check


def defi(slug: str, keys: str = "") -> str:
    return f"{{slug: {slug}, name: {slug.upper()}{keys and ', '}{keys}}}"


REFUSED: dict[tuple[str, ...], list[str]] = {
    # A slug is unique, a number is unique in its promotion; wrong ones are not compared.
    (f"challenges:\n- {defi('a')}\n- {defi('a')}",): ["3:10: the slug 'a' is also in a.yaml:2"],
    (f"challenges:\n- {defi('a', 'number: 1')}\n- {defi('b', 'number: 1')}",): ["3:30: the number '1' is also in a.yaml:2"],
    (f"challenges:\n- {defi('a', 'promotion: 1, number: 1')}\n- {defi('b', 'promotion: 2, number: 1')}\n- {defi('c', 'promotion: 2, number: 1')}",): ["4:44: the number '1' is also in a.yaml:3"],
    (f"challenges:\n- {defi('/')}\n- {defi('/')}",): [f"{line}:10: expected ASCII letters, digits, hyphens, dots or underscores, found '/'" for line in (2, 3)],
    # With several files, it is a problem of the later one.
    (f"challenges: [{defi('a')}]", "challenges:\n- name: A\n  slug: a"): ["b:3:9: the slug 'a' is also in a.yaml:1"],
    ("sources: {s: {title: One}}", "sources:\n  s: {title: Two}"): ["b:2:3: a.yaml:1 describes 's' differently"],
    ("programme: {name: P, promotion: 1}", "programme: {name: Q, promotion: '1'}"): ["b:1:33: the promotion '1' is also in a.yaml:1"],
    ("programme: {name: P, promotion: 1}", "programme: {name: P, promotion: 1}"): [],
    ("programmes: [{name: P, promotion: 1}, {name: P, promotion: 1}]",): [],
    # Fields of a citation.
    (f"challenges:\n- {defi('a', 'sources: [{site: [towns, 3, x-a]}]')}",): ["2:47: no field is called '3'. Known: "],
    (f"challenges:\n- {defi('a', 'sources: {site: towns}')}",): ["2:38: expected a list such as [a, b], found 'towns'"],
}  # fmt: skip


@pytest.mark.parametrize(("texts", "messages"), REFUSED.items())
def test_records_that_contradict_each_other_are_refused(
    texts: tuple[str, ...], messages: list[str]
) -> None:
    found = problems(*texts)
    assert len(found) == len(messages)
    assert all(map(str.startswith, found, messages))


ANNOUNCING = """\
programme: {{name: P, announced: {{{}}}}}
skills: {{dev: {{}}, ops: {{}}}}
challenges:
  - {{slug: a, name: A, people: {{dev: 1, ops: 2}}}}
"""


def test_a_slip_elsewhere_makes_no_total_wrong(tmp_path: Path) -> None:
    text = ANNOUNCING.replace("announced", "promotion: x, announced").format("people: 3")
    for right, wrong in (
        ("name: P", "name: P, opens: 15/01/2026"),
        ("name: P", "name: P, currency: Euros"),
    ):
        (tmp_path / "x.yaml").write_text(text.replace(right, wrong))
        _dataset, found = check([str(tmp_path / "x.yaml")])
        assert len(found) == 1, (wrong, found)


def test_a_total_of_challenges_is_compared_even_if_people_are_wrong(tmp_path: Path) -> None:
    text = ANNOUNCING.format("challenges: 2, people: 9").replace("dev: 1, ops", "dev: x, ops")
    (tmp_path / "x.yaml").write_text(text)
    _dataset, found = check([str(tmp_path / "x.yaml")])
    assert [problem.code for problem in found] == ["total", "wrong-form"]


DOUBTED = {
    # Announced totals are those of the challenges, whatever their key.
    ANNOUNCING.format("challenges: 2"): ["1:46: challenges: 2 announced, but the challenges add up to 1"],
    ANNOUNCING.format("people: 4"): ["1:42: people: 4 announced, but the challenges add up to 3"],
    ANNOUNCING.format("profiles: 4"): ["1:44: people: 4 announced, but the challenges add up to 3"],
    ANNOUNCING.format("skills: {dev: 2}"): ["1:48: dev: 2 announced, but the challenges add up to 1"],
    ANNOUNCING.format("people: 4").replace("people: {dev: 1, ops: 2}", "skills: [dev, ops]"): [],
    ANNOUNCING.format("skills: {dev: 2}") + "  - {slug: b, name: B}\n": [],
    ANNOUNCING.format("people: 2") + "  - {slug: b, name: B}\n": ["1:42: people: 2 announced, but the challenges add up to 3"],
    ANNOUNCING.format("skills: {people: 2}").replace("dev", "people"): ["1:51: people: 2 announced, but the challenges add up to 1"],
    "{programmes: [{name: P}, {name: Q, promotion: b, announced: {challenges: 2}}]}": ["1:74: challenges: 2 announced, but the challenges add up to 0"],
    '{"programme": {"name": "P", "announced": {"skills": [{"skill": "designer", "count": 2}]}}}': ["1:53: designer: 2 announced, but the challenges add up to 0"],
    # A promotion is that of a programme, if programmes have promotions.
    f"{{programme: {{name: P, promotion: 24}}, challenges: [{defi('a', 'promotion: 2104')}]}}": ["1:82: no programme has the promotion '2104'. Known: 24"],
    f"{{programme: {{name: P}}, challenges: [{defi('a', 'promotion: 2104')}]}}": [],
    f"{{defaults: {{promotion: 7}}, programmes: [{{name: P, promotion: 24}}], challenges: [{defi('a')}]}}": ["1:81: no programme has the promotion '7'. Known: 24"],
    f"{{defaults: {{promotion: sprnig}}, programmes: [{{name: P, promotion: spring}}], challenges: [{defi('a')}]}}": ["1:90: no programme has the promotion 'sprnig'. Did you mean spring?"],
    # Names are spelled in one way.
    "challenges:\n- {slug: a, name: A, ministry: Magic, towns: [Brest], skills: [Qa], themes: [x], expertise: [e]}\n- {slug: A, name: A, hosts: [{ministry: magic, department: X}], towns: [BREST, Lyon], people: {qa: 1}, themes: [X], expertise: [E]}": [
        "?3:10: 'A' differs from 'a' only by case, in a.yaml:2",
        "?3:41: 'magic' differs from 'Magic' only by case, in a.yaml:2",
        "?3:73: 'BREST' differs from 'Brest' only by case, in a.yaml:2",
        "?3:96: 'qa' differs from 'Qa' only by case, in a.yaml:2",
        "?3:113: 'X' differs from 'x' only by case, in a.yaml:2",
    ],
    # Each other spelling of a name is reported once, however often it is used.
    f"challenges: [{defi('a', 'towns: [Brest]')}, {defi('b', 'towns: [BREST]')}, {defi('c', 'towns: [BREST]')}, {defi('d', 'towns: [brest]')}]": [
        "?1:77: 'BREST' differs from 'Brest' only by case, in a.yaml:1",
        "?1:149: 'brest' differs from 'Brest' only by case, in a.yaml:1",
    ],
    # What is listed is used: by a challenge, a total, or a programme.
    f"skills: {{dev: {{}}, qa: {{}}}}\nchallenges: [{defi('a', 'skills: [dev]')}]": ["?1:19: nothing uses 'qa'"],
    "programme: {name: P, recruited: {skills: {qa: 1}}, sources: [s]}\nskills: {qa: {}}\nsources: {s: {title: S}, t: {title: T}}": ["?3:26: nothing uses 't'"],
    "bodies: {M: {}}\ntowns: {T: {}}\nfamilies: {f: {}}": [],
    # A new role that is similar to a known one may be a slip; it is reported once.
    f"challenges: [{defi('a', 'skills: [develper, data]')}, {defi('b', 'skills: [develper]')}]": ["?1:42: 'develper' is new as a role. Did you mean developer?"],
    f"challenges: [{defi('a', 'people: {ux: 1}')}]": ["?1:42: 'ux' is new as a role. Did you mean designer?"],
    # A role that the file lists is no slip.
    f"skills: {{develper: {{}}}}\nchallenges: [{defi('a', 'skills: [develper]')}]": [],
    # A challenge follows another one, which may be one of eigcli.
    f"challenges: [{defi('a', 'follows: a')}]": ["?1:42: no other challenge has the slug 'a'"],
    f"challenges: [{defi('a', 'follows: nobody')}, {defi('b', 'follows: elsewhere')}]": ["?1:42: no other challenge has the slug 'nobody'"],
}  # fmt: skip


@pytest.mark.parametrize(("text", "found"), DOUBTED.items())
def test_wrong_totals_and_possible_slips_are_found_but_the_dataset_is_read(
    text: str, found: list[str]
) -> None:
    assert findings(text) == found
    read(text)
