from datetime import UTC, datetime, tzinfo
from typing import Self

import pytest

from eigcli import card
from eigcli.card import Card, challenge_card, programme_card
from eigcli.model import Announced, Challenge, Dataset, Host, Profile, Programme, Skill, Source
from eigcli.query import find
from eigcli.stats import announced_text, statistics, statistics_text


@pytest.fixture
def _on_the_last_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be the 27th of October 2017, around noon."""

    class Then(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            assert tz is UTC
            return cls(2017, 10, 27, 12, tzinfo=UTC)

    monkeypatch.setattr(card, "datetime", Then)


@pytest.mark.usefixtures("_on_the_last_day")
@pytest.mark.parametrize(
    ("date", "text"),
    [
        ("2016", "2016, past"),
        ("2017", "2017"),
        ("2017-09", "September 2017, past"),
        ("2017-10", "October 2017"),
        ("2017-10-01", "1 October 2017, past"),
        ("2017-10-26", "26 October 2017, past"),
        ("2017-10-27", "27 October 2017"),
        ("2017-10-26T23:59", "26 October 2017, 23:59, past"),
        ("2017-10-27T08:00", "27 October 2017, 08:00"),
        ("2017-10-26T17:00+02:00", "26 October 2017, 17:00 (UTC+02:00), past"),
        ("2018-01-15T17:00-05:00", "15 January 2018, 17:00 (UTC-05:00)"),
        ("2018-12", "December 2018"),
    ],
)
def test_a_date_is_as_precise_as_it_is_known_and_past_when_its_last_day_is(
    date: str, text: str
) -> None:
    programme = Programme("P", opens=date, closes=date, start=date)
    facts = (("Call opens", text), ("Call closes", text), ("Start", text))
    assert programme_card(programme).facts == facts
    assert card.is_closed(programme) == text.endswith(", past")


def test_a_call_whose_end_is_not_known_is_not_closed() -> None:
    assert not card.is_closed(Programme("P"))


def test_the_card_of_the_programme_says_everything(bundled: Dataset) -> None:
    assert bundled.programme is not None
    assert programme_card(bundled.programme) == Card(
        "Entrepreneurs d’intérêt général",
        None,
        (
            ("Acronym", "EIG"),
            ("Promotion", "2"),
            ("Run by", "Etalab"),
            ("Call opens", "27 September 2017, past"),
            ("Call closes", "27 October 2017, 17:00 (UTC+02:00), past"),
            ("Start", "January 2018, past"),
            ("Length", "10 months"),
            ("Pay", "4,000 € net a month"),
            ("Mentor", "un mentor opérationnel, dans le travail quotidien"),
            ("Mentor", "un mentor stratégique, à un haut niveau dans l’administration"),
            ("Sessions", "a group session every 2 weeks"),
            ("Data", "accès exclusif à des sources de données publiques"),
            (
                "Announced",
                "13 défis, 27 profiles: 8 developers, 5 designers, 11 data scientists, 2 geomaticians, 1 digital project manager",
            ),
            ("Selection", "13 défis choisis par un jury d’experts"),
            (
                "Team",
                "2 à 3 entrepreneurs par défi, aux savoir-faire complémentaires (« sauf exception », précise le règlement)",
            ),
            ("Limit", "3 défis at most for one candidate"),
            ("Before", "promotion 1, 11 entrepreneurs, en poste depuis janvier 2017"),
            ("Applied at", "https://entrepreneur-interet-general.etalab.gouv.fr/"),
            (
                "Note",
                "Un·e des onze data scientists annoncés est expert·e en datavisualisation ; aucune source ne dit pour quel défi (PrédiSauvetage et Lab Santé demandent tous deux cette expertise).",
            ),
            ("Source", "Relevez le défi : devenez entrepreneur.e d’intérêt général !, 2017"),
            ("Source", "Règlement de l’appel à candidature, Promotion 2, Etalab, 2017-09"),
        ),
    )


def test_what_is_not_known_is_left_out() -> None:
    challenge = Challenge("a", "A", (Host("M"),), (Profile(Skill("cook")),))
    facts = (("Slug", "a"), ("Host", "M"), ("Profile", "cook"))
    assert challenge_card(challenge) == Card("A", None, facts)
    assert programme_card(Programme("P")) == Card("P", None, ())
    assert programme_card(Programme("P", announced=Announced())).facts == ()


def test_an_open_call_says_where_to_apply() -> None:
    programme = Programme("P", closes="9999-12-31", apply="https://example.org/")
    assert programme_card(programme).facts[-1] == ("Apply at", "https://example.org/")


def test_a_challenge_says_who_pays_how_sure_the_split_is_and_where_it_stands() -> None:
    challenge = Challenge(
        slug="a",
        name="A",
        hosts=(Host("M", "D"), Host("N")),
        profiles=(
            Profile(Skill("cook", "cuisinier·ère", "chef"), 2),
            Profile(Skill("designer", "designer", "designer"), 1),
            Profile(Skill("baker", "boulanger·ère")),
        ),
        number=7,
        tagline="nourrir",
        basis="stated",
        expertise=("pain", "soupe"),
        funding="host",
        page="https://example.org/",
        sources=(Source("k", "Livre", "Éditeur", "2017-09", "https://example.org/l", "note"),),
        note="Rien.",
    )
    assert challenge_card(challenge) == Card(
        "A",
        "nourrir",
        (
            ("Number", "7"),
            ("Slug", "a"),
            ("Host", "M, D"),
            ("Host", "N"),
            ("Profile", "2 chefs (cuisinier·ère)"),
            ("Profile", "1 designer"),
            ("Profile", "boulanger·ère"),
            ("Split", "stated by a source"),
            ("Expertise", "pain, soupe"),
            ("Funded by", "the host administration"),
            ("Page", "https://example.org/"),
            ("Note", "Rien."),
            ("Source", "Livre, Éditeur, 2017-09, https://example.org/l"),
        ),
    )


@pytest.mark.parametrize(
    ("announced", "text"),
    [
        (Announced(1, 2, (Profile(Skill("cook"), 2),)), "1 défi, 2 profiles: 2 cooks"),
        (Announced(profiles=1), "1 profile"),
        (Announced(skills=(Profile(Skill("cook"), 1), Profile(Skill("b"), 2))), "1 cook, 2 bs"),
    ],
)
def test_what_was_announced_is_a_line_of_what_is_known(announced: Announced, text: str) -> None:
    assert announced_text(announced) == text


@pytest.mark.parametrize(
    ("slugs", "text"),
    [
        (
            ["lab-sante", "hopkins"],
            "2 défis, 5 profiles: 1 developer, 1 designer, 3 data scientists",
        ),
        (["eig-link"], "1 défi, 1 profile: 1 digital project manager"),
        ([], "0 défis, 0 profiles"),
    ],
)
def test_totals_are_a_line(bundled: Dataset, slugs: list[str], text: str) -> None:
    assert statistics_text(statistics(find(bundled, slugs), bundled)) == text


def test_totals_leave_out_profiles_that_nobody_counted() -> None:
    cook, baker = Skill("cook"), Skill("baker")
    counted = Challenge("a", "A", (Host("M"),), (Profile(cook, 2),))
    uncounted = Challenge("b", "B", (Host("M"),), (Profile(baker),))
    dataset = Dataset((counted, uncounted), (cook, baker))
    assert statistics_text(statistics(dataset, dataset)) == "2 défis: 2 cooks"
