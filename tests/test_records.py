"""The keys that programs rely on, and what is under them."""

from dataclasses import replace

from eigcli.formats.records import challenge_record, programme_record, statistics_record
from eigcli.model import Announced, Challenge, Dataset, Host, Profile, Programme, Skill, Source
from eigcli.stats import statistics

COOK = Skill("cook", "cuisinier·ère", "chef", ("cuistot",))
BOOK = Source("k", "Livre", "Éditeur", "2017-09", "https://example.org/l", "Lu.")
BOOK_RECORD = {
    "key": "k",
    "title": "Livre",
    "publisher": "Éditeur",
    "date": "2017-09",
    "url": "https://example.org/l",
    "note": "Lu.",
}
CHALLENGE = Challenge(
    slug="a",
    name="A",
    hosts=(Host("M", "D"), Host("N")),
    profiles=(Profile(COOK, 2), Profile(Skill("baker"), 1)),
    number=7,
    tagline="nourrir",
    basis="stated",
    expertise=("pain",),
    funding="host",
    page="https://example.org/",
    sources=(BOOK,),
    note="Rien.",
)
ANNOUNCED = Announced(1, 3, (Profile(COOK, 2),))
ANNOUNCED_RECORD = {"challenges": 1, "profiles": 3, "skills": {"cook": 2}}


def test_a_challenge() -> None:
    record = challenge_record(CHALLENGE)
    assert record == {
        "number": 7,
        "slug": "a",
        "name": "A",
        "tagline": "nourrir",
        "hosts": [
            {"ministry": "M", "department": "D"},
            {"ministry": "N", "department": None},
        ],
        "profiles": [
            {"skill": "cook", "french": "cuisinier·ère", "english": "chef", "count": 2},
            {"skill": "baker", "french": None, "english": None, "count": 1},
        ],
        "expertise": ["pain"],
        "funding": "host",
        "basis": "stated",
        "url": "https://example.org/",
        "sources": [BOOK_RECORD],
        "note": "Rien.",
    }
    bare = challenge_record(Challenge("a", "A", (Host("M"),), (Profile(COOK),)))
    assert list(bare) == list(record)
    assert (bare["number"], bare["profiles"][0]["count"], bare["sources"]) == (None, None, [])


def test_the_programme() -> None:
    programme = Programme(
        name="P",
        acronym="PR",
        promotion=2,
        organiser="Etalab",
        opens="2017-09-27",
        closes="2017-10-27T17:00+02:00",
        start="2018-01",
        months=10,
        monthly_pay=4000,
        max_applications=3,
        selection="s",
        team="t",
        mentors=("m",),
        session_weeks=2,
        data="d",
        previous="p",
        apply="https://example.org/",
        announced=ANNOUNCED,
        sources=(BOOK,),
        note="n",
    )
    record = programme_record(programme)
    assert record == {
        "name": "P",
        "acronym": "PR",
        "promotion": 2,
        "organiser": "Etalab",
        "opens": "2017-09-27",
        "closes": "2017-10-27T17:00+02:00",
        "closed": True,
        "start": "2018-01",
        "months": 10,
        "monthly_pay": 4000,
        "max_applications": 3,
        "selection": "s",
        "team": "t",
        "mentors": ["m"],
        "session_weeks": 2,
        "data": "d",
        "previous": "p",
        "apply": "https://example.org/",
        "announced": ANNOUNCED_RECORD,
        "sources": [BOOK_RECORD],
        "note": "n",
    }
    bare = programme_record(Programme("P"))
    assert list(bare) == list(record)
    assert (bare["announced"], bare["closed"], bare["mentors"]) == (None, False, [])
    assert not programme_record(replace(programme, closes="9999"))["closed"]


def test_statistics() -> None:
    dataset = Dataset((CHALLENGE,), (COOK,), programme=Programme("P", announced=ANNOUNCED))
    assert statistics_record(statistics(dataset, dataset)) == {
        "challenges": 1,
        "profiles": 3,
        "skills": [{"name": "chef", "challenges": 1, "profiles": 2, "share": 2 / 3}],
        "ministries": [
            {"name": "M", "challenges": 1, "profiles": 3, "share": 1.0},
            {"name": "N", "challenges": 1, "profiles": 3, "share": 1.0},
        ],
        "announced": ANNOUNCED_RECORD,
        "adds_up": True,
    }
    unannounced = replace(dataset, programme=None)
    assert statistics_record(statistics(unannounced, unannounced))["announced"] is None
