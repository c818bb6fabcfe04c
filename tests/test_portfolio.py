"""A list of products without roles, hosts, towns, numbers or calls is read and shown as it is."""

from pathlib import Path

import pytest
from conftest import Eig, Screen

# As the cards of beta.gouv.fr are: a title, a mission, a phase, addresses.
PRODUCTS = """\
challenges:
  - {slug: alpha, name: Alpha}
  - slug: beta
    name: Beta
    tagline: find a form
    themes: [Forms]
    phase: operated
    product: https://beta.example/
    repository: https://code.example/beta
"""
FELLOWSHIP = """\
programme: {name: Fellowship, promotion: 1, currency: USD, monthly_pay: 5000}
challenges:
  - {slug: alpha, name: Alpha}
"""
# Words that must not appear: on places, hosts, people and calls.
ABOUT_NOTHING = [
    *("Host", "Ministr", "Seeks", "Sought", "People", "people", "profiles", "Role", "Town"),
    *("town", "ministry", "Number", "call", "Promotion", "promotion"),
]


@pytest.fixture(autouse=True)
def files(tmp_path: Path) -> None:
    (tmp_path / "products.yaml").write_text(PRODUCTS)
    (tmp_path / "fellowship.yaml").write_text(FELLOWSHIP)


@pytest.mark.parametrize(
    "command",
    [
        *("list -f table", "show alpha beta -f table", "stats -f table", "stats -f markdown"),
        *("export -f markdown", "export -f excel", "brief", "show alpha -f plain"),
        *("stats -f svg", "brief -f html"),
    ],
)
def test_reports_do_not_mention_what_no_product_states(eig: Eig, command: str) -> None:
    told = eig(*command.split(), "--data", "products.yaml")
    assert told.returncode == 0
    assert told.stderr == ""
    assert [word for word in ABOUT_NOTHING if word in told.stdout] == []


def test_a_list_has_lines_for_known_facts_only(eig: Eig, screen: Screen) -> None:
    assert screen("list", "--data", "products.yaml") == (
        "2 challenges: 1 seen in use or handed over; of 1 no source says.\n\n"
        f"Alpha{'· Not known':>75}\n{'alpha':>80}\n\n"
        f"Beta{'■ In use':>76}\nfind a form\n{'beta':>80}"
    )
    told = eig("export", "-f", "excel", "--columns", "name,tagline,towns", "-d", "products.yaml")
    assert told.lines == ["\ufeffName;Tagline;Town", "Alpha;;", "Beta;find a form;"]


def test_known_facts_are_counted_searched_and_sorted(eig: Eig) -> None:
    counted = eig("stats", "-f", "markdown", "--data", "products.yaml").stdout
    assert (
        "## By theme (1)\n\n| Theme | Challenges | % of 2 challenges |\n| --- | --: | --: |\n"
        in counted
    )
    assert "| Operated | 1 | 50% |" in counted
    assert "| Forms | 1 | 50% |" in counted
    total, *_rows = eig("stats", "--json", "--data", "products.yaml").json()
    assert total["challenges"] == 2
    assert total["sought"] is None
    found = eig("list", "find a form", "--sort", "ministry", "-d", "products.yaml", "-c", "slug")
    assert found.stdout == "beta\n"
    assert eig("list", "--sort", "ministry", "-d", "products.yaml", "-c", "slug").stdout == (
        "alpha\nbeta\n"
    )


def test_a_fellowship_is_in_its_own_currency_and_without_a_call(screen: Screen) -> None:
    shown = screen("programme", "--data", "fellowship.yaml")
    assert "5,000 USD a month" in shown
    assert "call" not in shown
    promotions = screen("promotions", "--data", "fellowship.yaml").splitlines()
    assert promotions[2].split() == ["Promotion", "Name", "Challenges"]


def test_a_challenge_without_roles_is_not_counted_as_nobody(eig: Eig, tmp_path: Path) -> None:
    (tmp_path / "some.yaml").write_text(
        "challenges: [{slug: a, name: A, profiles: {designer: 2}}, {slug: b, name: B}]"
    )
    total, *_rows = eig("stats", "--json", "--data", "some.yaml").json()
    assert total["sought"] == 2
    assert total["sought_known"] == 1
    assert eig("list", "--at-least", "1", "-d", "some.yaml", "-c", "slug").stdout == "a\n"
