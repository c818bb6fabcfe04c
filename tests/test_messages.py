"""Which language `eig` speaks."""

import pytest
from conftest import Eig

from eigcli.messages import _, asked_language, in_language, ngettext, wanted_language


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        (["--lang", "fr"], "fr"),
        (["list", "--lang=fr"], "fr"),
        (["--lang", "en", "list", "--lang", "fr"], "fr"),
        (["list", "--lang", "fr_FR.UTF-8"], "fr"),
        (["list", "--lang", "FR"], "fr"),
        (["list", "--lang"], None),
        (["list", "--lang", "de"], None),
        (["list", "designers --lang fr"], None),
    ],
)
def test_the_lang_option_chooses_the_language(arguments: list[str], language: str | None) -> None:
    assert asked_language(arguments) == language


@pytest.mark.parametrize(
    ("code", "other", "scope"),
    [("fr", "en", " 13 des 131 défis"), ("en", "fr", " 13 of 131 challenges")],
)
def test_lang_goes_before_the_environment(eig: Eig, code: str, other: str, scope: str) -> None:
    ran = eig("list", "--lang", code, env={"EIG_LANG": other})
    assert scope in ran.stderr


def test_each_run_has_its_help_in_its_language(eig: Eig) -> None:
    for code, title, exit_codes in [
        ("fr", "Commandes", "retour"),
        ("en", "Commands", "Exit codes"),
    ]:
        shown = eig("--help", env={"EIG_LANG": code}).stdout
        assert title in shown
        assert exit_codes in shown


def test_an_unknown_language_in_the_environment_is_a_mistake(eig: Eig) -> None:
    for arguments in (["list"], ["--version"], ["list", "--lang", "xx"]):
        ran = eig(*arguments, env={"EIG_LANG": "de"})
        assert ran.returncode == 2
        assert ran.stdout == ""
        assert (
            ran.stderr
            == "eig: no language is called 'de', which EIG_LANG asks for. Known: en, fr\n"
        )
    # The option goes before it; a locale may be anything.
    assert eig("list", "--lang", "en", env={"EIG_LANG": "de"}).returncode == 0
    assert eig("list", env={"EIG_LANG": "fr_CA.UTF-8", "LANG": "de"}).returncode == 0
    assert eig("list", env={"EIG_LANG": "", "LANG": "de_DE"}).returncode == 0


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"EIG_LANG": "fr"}, "fr"),
        ({"EIG_LANG": "en", "LC_ALL": "fr_FR.UTF-8"}, "en"),
        ({"EIG_LANG": "", "LC_ALL": "fr_FR.UTF-8"}, "fr"),
        ({"EIG_LANG": "de", "LC_ALL": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "fr_CA"}, "fr"),
        ({"LANG": "fr@euro"}, "fr"),
        ({"LANG": "fr"}, "fr"),
        ({"LANG": "french"}, "en"),
        ({"LC_MESSAGES": "fr_FR.UTF-8", "LANG": "en_GB.UTF-8"}, "fr"),
        ({"LC_MESSAGES": "en_GB.UTF-8", "LANG": "fr_FR.UTF-8"}, "en"),
        ({"LC_ALL": "en_GB.UTF-8", "LC_MESSAGES": "fr_FR.UTF-8"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LC_ALL": "de_DE.UTF-8", "LANG": "fr_FR.UTF-8"}, "en"),
        ({"LC_ALL": "C", "LANG": "fr_FR.UTF-8"}, "en"),
    ],
)
def test_the_environment_chooses_the_language(environment: dict[str, str], language: str) -> None:
    assert wanted_language(environment) == language


def test_values_are_put_in_once_a_message_is_translated() -> None:
    slug = "{défi}"
    with in_language("fr"):
        assert (
            _("no other challenge has the slug {slug}", slug=slug)
            == f"aucun autre défi n’a l’identifiant {slug}"
        )
    assert (
        _("no other challenge has the slug {slug}", slug=slug)
        == f"no other challenge has the slug {slug}"
    )
    assert _("{message} of {count}", message="a", count=2) == "a of 2"
    assert _("{as it is}") == "{as it is}"


def test_a_count_is_a_value_unless_another_is_given() -> None:
    assert (
        ngettext("{one}: {count} challenge", "{one}: {count} challenges", 2, one="a")
        == "a: 2 challenges"
    )
    assert (
        ngettext("{count} challenge", "{count} challenges", 2000, count="2,000")
        == "2,000 challenges"
    )
