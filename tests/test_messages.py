"""Which language `eig` speaks."""

import pytest

from eigcli.messages import wanted_language


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        (["--lang", "fr"], "fr"),
        (["list", "--lang=fr"], "fr"),
        (["--lang", "en", "list", "--lang", "fr"], "fr"),
        (["list", "--lang", "fr_FR.UTF-8"], "fr"),
        (["list", "--lang", "FR"], "fr"),
        (["list", "--", "--lang", "fr"], "en"),
        (["list", "--lang"], "en"),
        (["list", "--lang", "de"], "en"),
    ],
)
def test_an_option_chooses_it(arguments: list[str], language: str) -> None:
    assert wanted_language(arguments, {}) == language
    if language == "fr":
        assert wanted_language(arguments, {"EIG_LANG": "en", "LC_ALL": "en_GB.UTF-8"}) == "fr"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"EIG_LANG": "fr"}, "fr"),
        ({"EIG_LANG": "en", "LC_ALL": "fr_FR.UTF-8"}, "en"),
        ({"EIG_LANG": "", "LC_ALL": "fr_FR.UTF-8"}, "fr"),
        ({"EIG_LANG": "de", "LC_ALL": "fr_FR.UTF-8"}, "fr"),
        ({"EIG_LANG": "C", "LC_ALL": "fr_FR.UTF-8"}, "en"),
        ({"EIG_LANG": "C.UTF-8", "LC_ALL": "fr_FR.UTF-8"}, "en"),
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
        ({"LANGUAGE": "fr", "LANG": "en_GB.UTF-8"}, "fr"),
        ({"LANGUAGE": "de:fr", "LANG": "en_GB.UTF-8"}, "fr"),
        ({"LANGUAGE": "en:fr", "LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANGUAGE": "C:fr", "LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANGUAGE": "POSIX.UTF-8:fr", "LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANGUAGE": "de", "LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANGUAGE": ":fr", "LANG": "en_GB.UTF-8"}, "fr"),
        ({"LANGUAGE": "", "LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANGUAGE": "fr"}, "en"),
        ({"LANGUAGE": "fr", "LC_ALL": "C"}, "en"),
        ({"LANGUAGE": "fr", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANGUAGE": "fr", "LANG": "POSIX"}, "en"),
        ({"LC_ALL": "C", "LANG": "fr_FR.UTF-8"}, "en"),
    ],
)
def test_the_environment_chooses_it_as_gettext_reads_it(
    environment: dict[str, str], language: str
) -> None:
    assert wanted_language([], environment) == language
