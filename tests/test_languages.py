"""The language that `eig` speaks: which it is, that all of it is translated, and what never is."""

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import in_process
import oracle
import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from catalogue import METHODS
from conftest import ENVIRONMENT, Eig, copied_data

from eigcli import cli, messages  # noqa: F401 - it registers the commands
from eigcli.app import COMMANDS
from eigcli.columns import columns_of
from eigcli.counts import DIMENSIONS
from eigcli.data.loading import load
from eigcli.formats import FORMATS

ROOT = Path(__file__).parents[1]
SOURCES = ROOT / "src" / "eigcli"


# Which language


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [
        (["--lang", "fr", "list"], {}),
        (["list", "--lang", "fr"], {}),
        (["list"], {"EIG_LANG": "fr"}),
        (["list"], {"LC_ALL": "fr_FR.UTF-8"}),
        (["list"], {"LANGUAGE": "fr", "LANG": "en_GB.UTF-8"}),
    ],
)
def test_the_whole_command_speaks_it(
    tmp_path: Path, arguments: list[str], environment: dict[str, str]
) -> None:
    line = [*arguments, "--format", "table", "--limit", "1"]
    ran = in_process.run(line, tmp_path, ENVIRONMENT | environment)
    assert "L’appel à candidatures est clos depuis le 27 octobre 2017." in ran.stdout
    assert (
        f"13 défis sur {oracle.bundled_count()}\u00a0: il ne s’agit que de la promotion 2."
        in ran.stderr
    )


@pytest.mark.parametrize("line", ["--lang de list", "list --lang=de"])
def test_a_language_that_there_is_not_is_a_mistake(eig: Eig, line: str) -> None:
    refused = eig(*line.split())
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr == "eig: no language is called 'de'. The languages are en, fr.\n"


def test_a_language_in_the_environment_that_there_is_not_is_told(eig: Eig) -> None:
    asked, german = ["list", "-p", "2"], {"EIG_LANG": "de"}
    told = "eig: EIG_LANG is 'de', which eig does not speak. The languages are en, fr.\n"
    assert eig(*asked, env=german).stderr == told
    assert eig(*asked, "--quiet", env=german).stderr == ""
    assert eig(*asked, "--lang", "en", env=german).stderr == ""


def test_nothing_is_counted_in_the_singular_in_french(eig: Eig, tmp_path: Path) -> None:
    (tmp_path / "none.yaml").write_text("challenges: []")
    assert eig("check", "none.yaml").stdout == "none.yaml: 0 défis, 0 profiles; no problems\n"
    assert eig("check", "none.yaml", "--lang", "fr").stdout.count("0 défi") == 1
    assert "0 défis" not in eig("check", "none.yaml", "--lang", "fr").stdout


# What never changes

PLACES = [
    ENVIRONMENT | place
    for place in ({"LC_ALL": "C"}, {"LC_ALL": "fr_FR.UTF-8"}, {"EIG_LANG": "fr"})
]


@pytest.mark.parametrize("form", ["plain", "csv", "json", "jsonl", "yaml"])
@pytest.mark.parametrize(
    "command",
    ["list -p all", "show 1 lab-sante", "export", "stats -p all", "programme", "promotions"],
)
def test_programs_get_the_same_bytes_in_every_language(
    tmp_path: Path, command: str, form: str
) -> None:
    line = [*command.split(), "--format", form]
    assert len({in_process.run(line, tmp_path, place).stdout for place in PLACES}) == 1


def test_schemas_are_the_same_in_every_language(eig: Eig) -> None:
    for name in ("csv", "dataset"):
        assert eig("schema", name).stdout == eig("schema", name, "--lang", "fr").stdout


# The catalogue


def extracted() -> Catalog:
    """Return the messages of the sources."""
    found = Catalog()
    keywords = {"_": None, "N_": None, "ngettext": (1, 2)}
    for folder in (SOURCES, ROOT / "tools"):
        messages = extract_from_dir(folder, METHODS, keywords=keywords)
        for file, line, message, _comments, _context in messages:
            found.add(message, locations=[(file, line)])
    return found


def catalogue() -> Catalog:
    with (SOURCES / "locale" / "fr.po").open("rb") as file:
        return read_po(file)


def forms(message: Message) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return a message, for one and for several, and its translations."""
    texts: Any = message.id if isinstance(message.id, tuple) else (message.id,)
    translations: Any = message.string if isinstance(message.string, tuple) else (message.string,)
    return texts, translations


MESSAGES = [message for message in catalogue() if message.id]


def test_the_catalogue_has_the_messages_of_the_sources_and_no_others() -> None:
    known = {message.id for message in MESSAGES}
    wanted = {message.id for message in extracted() if message.id}
    assert (wanted - known, known - wanted) == (set(), set())


def test_every_message_is_translated_with_the_same_places() -> None:
    for message in MESSAGES:
        texts, translations = forms(message)
        assert not message.fuzzy, texts
        assert all(translations), texts
        places = {place for text in texts for place in re.findall(r"\{\w*\}", text)}
        for translation in translations:
            found = set(re.findall(r"\{\w*\}", translation))
            # "Un défi" needs no number.
            assert found == places or (len(texts) > 1 and found <= places), texts


def test_french_has_its_own_characters() -> None:
    for message in MESSAGES:
        for translation in forms(message)[1]:
            # Not in what is typed: a command, a key in quotes.
            text = re.sub(
                r"`[^`]*`|^ +eig .*$|«.[^»]*.»|:1:1:", "", translation, flags=re.MULTILINE
            )
            assert not re.search(r"\w'\w", text)
            assert not re.search(r"[^\u00a0\u202f]:(?=\s|$)|[^\u202f][;?!](?=\s|$)", text), text


# What people see

LINES = """
list --skill zzz; list --skill desinger; list --ministry zzz; list --theme zzz; list --town zzz;
list --town Lyon; list --search zzz; list --search ''; list --search 'mer gobelins'; list mer;
list --skill geomatician --theme culture; list --skill geomatician --skill designer --all-skills;
list --sort zzz; list --limit 0; list --columns zzz; list --format zzz; list --format xls;
list --json --format csv; list --csv; list --zzz; list --skill; list --json=1; list 5; list a.yaml;
list --promotion zzz; list --data .; show; show zzz; show designer; show e;
stats --by zzz; zzz; help zzz; check zzz.yaml --data zzz.yaml; check wrong.yaml; check broken.yaml;
check table.csv; export a.csv; export --output table.csv;
export --output x.doc; export --format datapackage; export --output x --format table;
open eig-link --product; open gobelins --product --repository; open a b; schema zzz; init table.csv;
--lang; --skill x list; --install-completion zsh; list -d 'wrong.yaml' -d wrong.yaml;
list --format table; list --promotion all --search mer --format table; open gobelins --print;
show predisauvetage lab-sante --format table; show compar-ia --format markdown;
stats --promotion all --format table; stats --by town --format excel; promotions --format table;
programme --promotion all --format table; export --format excel; export --format markdown;
export --format html; export --output x.md; check;
list --family zzz; list --phase zzz; list --has zzz; list -p all -m Bercy; list -p all -m DINUM;
stats -p all --by family --by region --by phase --format table; show refugies-info --format table;
open gobelins --card; open gobelins --card --product; list --family interieur -m culture;
check; check table.yaml; init -
"""
ARGUMENTS = [shlex.split(line) for line in LINES.replace("\n", " ").split(";")] + [
    ["help", *name.split()] for name in ("", *COMMANDS)
]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Return a folder of datasets, right and wrong."""
    (tmp_path / "table.csv").write_text("slug,name\na,b\n")
    (tmp_path / "broken.yaml").write_text("a: [")
    (tmp_path / "table.yaml").write_text(
        "challenges: [{slug: a, name: A, ministry: M, skills: [s]}]"
    )
    (tmp_path / "wrong.yaml").write_text(
        "{programme: {opens: x, months: no, announced: {challenges: 3}}, skills: [], nmae: 1, "
        "challenges: [{slug: a b, number: 0, name: 1, hosts: x, basis: y, page: z}, 5, "
        "{slug: c, slug: d, name: C, ministry: M, profiles: {d: 1}, sources: [k], skills: [d]}]}"
    )
    return tmp_path


@pytest.fixture(scope="module", autouse=True)
def _french_data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let the bundled data say nothing in English."""
    with copied_data(tmp_path_factory.mktemp("data")) as folder:
        for file in folder.rglob("*.yaml"):
            file.write_text(french(file.read_text("utf-8")), "utf-8")
        yield


# What is translated when the commands are imported takes a process of its own: help, and what the
# arguments are called.
PROCESS = """
import sys
from collections.abc import Iterator
from pathlib import Path

from eigcli import messages

messages._CATALOGUES = Path(sys.argv.pop(1))

from eigcli.__main__ import main

main()
"""


def spoken(
    arguments: list[str],
    folder: Path,
    language: str,
    catalogues: Path = SOURCES / "locale",
) -> str:
    """Return what `eig` says to a person, on standard output and standard error."""
    env = ENVIRONMENT | {"COLUMNS": "100", "EIG_LANG": language}
    if arguments[0] == "help" or arguments == ["show"]:
        line = [sys.executable, "-c", PROCESS, str(catalogues), *arguments]
        ran = subprocess.run(line, env=env, capture_output=True, encoding="utf-8", check=False)
    else:
        with mock.patch.object(messages, "_CATALOGUES", catalogues):
            ran = in_process.run(arguments, folder, env)
    assert "Traceback" not in ran.stderr
    return ran.stdout + ran.stderr


def words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]{3,}", text.lower()))


def french(text: str) -> str:
    """Return a dataset without English sentences and names, whose words are those of messages."""
    # Before its bodies, what is `english` are labels, which there must be.
    head, mark, bodies = text.partition("\nbodies:\n")
    return (
        without(head, "tagline_english|description_english|keywords|aliases")
        + mark
        + without(bodies, "english")
    )


def without(text: str, keys: str) -> str:
    """Return a text without some keys: those in a line of others, and those with lines of their own."""
    text = re.sub(rf", (?:{keys}): ('[^']*'|\"[^\"]*\"|\[[^]]*\]|[^],}}]*)", "", text)
    return re.sub(rf"^( *)(?:{keys}):.*\n(?:\1 +.*\n)*", "", text, flags=re.MULTILINE)


def data_words() -> set[str]:
    """Return the words of all datasets, and what is named the same in every language."""
    texts = [french(file.read_text("utf-8")) for file in (ROOT / "data").rglob("*.yaml")]
    values = [line for text in texts for line in re.findall(r"^[^#]*", text, re.MULTILINE)]
    schema = (ROOT / "data" / "challenges.schema.json").read_text("utf-8")
    names = [*re.findall(r'"(\w+)": \{', schema), *columns_of(load().skills)]
    return words(" ".join([*values, *names, *COMMANDS, *FORMATS, *DIMENSIONS]))


def prose(said: str) -> str:
    """Return what `eig` says without markup, scripts, options and what is quoted as code."""
    return re.sub(
        r"<(script|style)\b.*?</\1>|<[^>]*>|--[a-z-]+|`[^`]*`", " ", said, flags=re.DOTALL
    )


def english_words() -> set[str]:
    """Return the words of English messages that are neither French nor the data's."""
    english, french = set[str](), set[str]()
    for message in MESSAGES:
        texts, translations = forms(message)
        english |= words(" ".join(texts))
        french |= words(" ".join(translations))
    return english - french - data_words()


ENGLISH = english_words()


def test_the_list_of_english_words_is_one() -> None:
    assert {"the", "which", "nothing", "wrote", "needs", "recruited", "between"} & ENGLISH > {"the"}


@pytest.mark.parametrize("arguments", ARGUMENTS, ids=" ".join)
def test_french_has_no_word_of_english(files: Path, arguments: list[str]) -> None:
    said = spoken(arguments, files, "fr")
    # How editors find the schema of a dataset, in every language.
    said = said.replace("# yaml-language-server: ", "")
    # What PyYAML says of a mistake is in English.
    said = said.replace("while parsing a flow node, did not find expected node content", "")
    assert words(prose(said)) & ENGLISH - words(" ".join(arguments)) == set()


# A language in which each message has marks around it


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of catalogues with one more language, of marks."""
    folder = tmp_path_factory.mktemp("locale")
    shutil.copy(SOURCES / "locale" / "fr.mo", folder)
    language = Catalog("en")
    for message in MESSAGES:
        texts, _translations = forms(message)
        shown = [f"⟦{text}⟧" for text in texts]
        language.add(message.id, tuple(shown) if len(shown) > 1 else shown[0])
    with (folder / "xx.mo").open("wb") as file:
        write_mo(file, language)
    return folder


@pytest.mark.parametrize("arguments", ARGUMENTS, ids=" ".join)
def test_no_text_goes_around_the_catalogue(marked: Path, files: Path, arguments: list[str]) -> None:
    text = prose(spoken(arguments, files, "xx", marked))
    # From within outwards: marks may stand within marks.
    while (fewer := re.sub(r"⟦[^⟦⟧]*⟧", " ", text)) != text:
        text = fewer
    # Of the help of commands, `eig help` has the first line only.
    text = re.sub("⟦.*", "", text)
    assert words(text) & ENGLISH - words(" ".join(arguments)) == set()
