"""What is released, as others see it: a wheel and an sdist, what is in them, and how they install."""

import email
import re
import subprocess
import sys
import tarfile
import venv
import zipfile
from collections.abc import Callable, Iterator, Mapping
from email.message import Message
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeAlias

import cmarkgfm  # type: ignore[import-untyped]
import pytest
from conftest import ENVIRONMENT
from selectolax.lexbor import LexborHTMLParser as Html

from eigcli import __version__

ROOT = Path(__file__).parents[1]
LICENCES = ("LICENSE", "LICENSE-DATA")
PYTHONS = ("3.11", "3.12", "3.13")
# With this, what is built has the date of the sources instead of one that is always the same.
DATED = {"SOURCE_DATE_EPOCH": "1764028800"}
# What must not show in what is built.
ELSEWHERE = {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "1"}


class Built(NamedTuple):
    """A release."""

    wheel: Path
    sdist: Path

    @property
    def bytes(self) -> tuple[bytes, bytes]:
        return self.wheel.read_bytes(), self.sdist.read_bytes()


Release: TypeAlias = Callable[..., Built]
Installer: TypeAlias = Callable[[Path, Path], Path]


def run(*command: str | Path, env: Mapping[str, str] | None = None, **more: str | int) -> str:
    """Return what a command prints, which must succeed; `more` is for `subprocess`."""
    unset = {"SOURCE_DATE_EPOCH", "PYTHONPATH", "VIRTUAL_ENV"}
    environment = {name: value for name, value in ENVIRONMENT.items() if name not in unset}
    done = subprocess.run(
        [*map(str, command)],
        env=environment | dict(env or {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
        **more,  # type: ignore[call-overload]
    )
    assert done.returncode == 0, done.stdout
    printed: str = done.stdout
    return printed


tool = partial(run, sys.executable, "-m")


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """Build a release; without `what`, the wheel from the sdist."""

    def build(*what: str, source: Path = ROOT, umask: int = -1, **env: str) -> Built:
        folder = tmp_path_factory.mktemp("dist")
        tool("build", "--installer", "uv", "--outdir", folder, *what, source, env=env, umask=umask)
        (wheel,), (sdist,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
        return Built(wheel, sdist)

    return build


@pytest.fixture(scope="module")
def built(release: Release) -> Built:
    return release()


@pytest.fixture(scope="module")
def unpacked(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of what is in the sdist."""
    folder = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(built.sdist) as archive:
        archive.extractall(folder, filter="data")
    return folder / f"eigcli-{__version__}"


# The same bytes


def test_the_wheel_of_the_tree_is_that_of_the_sdist_wherever_it_is_built(
    release: Release, built: Built
) -> None:
    again = release("--sdist", "--wheel", umask=0o077, **ELSEWHERE)
    assert again.bytes == built.bytes


def test_an_sdist_makes_itself(release: Release, built: Built, unpacked: Path) -> None:
    assert release("--sdist", "--wheel", source=unpacked).bytes == built.bytes


def test_with_the_date_of_the_sources_the_bytes_are_the_same_too(release: Release) -> None:
    dated = release(**DATED)
    assert release("--sdist", "--wheel", **DATED, **ELSEWHERE).bytes == dated.bytes
    with zipfile.ZipFile(dated.wheel) as archive:
        assert {entry.date_time[:3] for entry in archive.infolist()} == {(2025, 11, 25)}


# What is in it


def files(*folders: str) -> Iterator[str]:
    """Yield the files in folders of the repository but for those that are made of them."""
    for folder in folders:
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".mo":
                yield path.relative_to(ROOT).as_posix()


def metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        return email.message_from_bytes(archive.read(f"eigcli-{__version__}.dist-info/METADATA"))


def test_the_wheel_has_the_package_its_data_and_the_licences_and_nothing_else(
    built: Built,
) -> None:
    package = {name.removeprefix("src/") for name in files("src") if not name.endswith(".po")}
    data = {f"eigcli/{name}" for name in files("data")}
    compiled = {"eigcli/data/bundled.pickle", "eigcli/ask/words.pickle", "eigcli/locale/fr.mo"}
    assert package >= {"eigcli/py.typed", "eigcli/ask/words.yaml", "eigcli/data/starter.fr.yaml"}
    assert package >= {f"eigcli/formats/page.{kind}" for kind in ("css", "html", "js")}
    assert data >= {"eigcli/data/challenges.schema.json", "eigcli/data/promotions/7.yaml"}
    about = f"eigcli-{__version__}.dist-info"
    licences = {f"{about}/licenses/{name}": ROOT / name for name in LICENCES}
    described = {f"{about}/{name}" for name in ("METADATA", "WHEEL", "RECORD", "entry_points.txt")}
    with zipfile.ZipFile(built.wheel) as archive:
        expected = package | data | compiled | set(licences) | described
        assert set(archive.namelist()) == expected
        for name, path in licences.items():
            assert archive.read(name) == path.read_bytes()


def test_the_sdist_has_what_it_takes_to_build_test_and_understand_it(built: Built) -> None:
    beside = {
        "pyproject.toml",
        "hatch_build.py",
        "babel.cfg",
        "README.md",
        "CHANGELOG.md",
        "CITATION.cff",
    }
    with tarfile.open(built.sdist) as archive:
        found = {name.partition("/")[2] for name in archive.getnames()}
    assert found >= {*files("src", "data", "tests", "docs"), *beside, *LICENCES}
    assert not [name for name in found if name.endswith((".mo", ".pyc"))]


def test_both_licences_are_stated_and_there(built: Built) -> None:
    stated = metadata(built.wheel)
    assert stated["License-Expression"] == "MIT AND etalab-2.0"
    assert stated.get_all("License-File") == [*LICENCES]
    mit, open_licence = ((ROOT / name).read_text("utf-8") for name in LICENCES)
    assert mit.startswith("MIT License\n")
    assert open_licence.startswith("LICENCE OUVERTE / OPEN LICENCE\n")


def test_the_changelog_begins_with_the_version(built: Built) -> None:
    assert metadata(built.wheel)["Version"] == __version__
    changes = (ROOT / "CHANGELOG.md").read_text("utf-8")
    newest = re.findall(r"^## (\S+) – (?:unreleased|\d{4}-\d\d-\d\d)$", changes, re.MULTILINE)[0]
    assert newest == __version__


def test_what_a_registry_shows_leads_nowhere_within_it(built: Built) -> None:
    text = metadata(built.wheel).get_payload(decode=True)
    assert isinstance(text, bytes)
    page = Html(cmarkgfm.github_flavored_markdown_to_html(text.decode()))
    addresses = [node.attributes.get("href") for node in page.css("a[href]")]
    addresses += [node.attributes.get("src") for node in page.css("[src]")]
    assert addresses
    assert not [a for a in addresses if not (a or "").startswith(("https://", "#"))]


# What others say


@pytest.mark.parametrize("kind", Built._fields)
def test_twine_accepts_it(built: Built, kind: str) -> None:
    assert "PASSED" in tool("twine", "--no-color", "check", "--strict", getattr(built, kind))


def test_check_wheel_contents_accepts_it(built: Built) -> None:
    assert tool("check_wheel_contents", built.wheel).endswith(": OK\n")


def test_validate_pyproject_accepts_it() -> None:
    assert tool("validate_pyproject", ROOT / "pyproject.toml").startswith("Valid file: ")


# Installed


def pip(archive: Path, folder: Path) -> Path:
    venv.create(folder, with_pip=True)
    run(folder / "bin" / "pip", "install", "--quiet", archive)
    return folder / "bin" / "eig"


def pipx(archive: Path, folder: Path) -> Path:
    places = {name: str(folder / name) for name in ("PIPX_HOME", "PIPX_BIN_DIR", "PIPX_MAN_DIR")}
    tool("pipx", "install", "--python", sys.executable, archive, env=places)
    return folder / "PIPX_BIN_DIR" / "eig"


def uv(archive: Path, folder: Path, python: str) -> Path:
    places = {name: str(folder / name) for name in ("UV_TOOL_DIR", "UV_TOOL_BIN_DIR")}
    tool("uv", "tool", "install", "--python", python, archive, env=places)
    return folder / "UV_TOOL_BIN_DIR" / "eig"


def speaks(eig: Path, folder: Path) -> None:
    """Check that an installed `eig` is this version, reads its data and speaks French."""
    ask, demande = (
        partial(run, eig, cwd=str(folder), env={"LC_ALL": locale, "LANGUAGE": ""})
        for locale in ("C.UTF-8", "fr_FR.UTF-8")
    )
    assert ask("--version").startswith(f"eig {__version__}, data 20")
    assert ask("list", "--promotion", "2", "--skill", "designer").count("\n") == 5
    assert ask("--lang", "fr", "--help").startswith("Usage\N{NO-BREAK SPACE}: eig ")
    assert "L’appel à candidatures est clos" in demande("list", "--format", "table")
    assert ask("export", "-p", "all", "-f", "html").startswith("<!DOCTYPE html>")


@pytest.mark.parametrize("kind", Built._fields)
@pytest.mark.parametrize("installer", [pip, pipx])
def test_it_is_installed_and_runs(
    built: Built, tmp_path: Path, installer: Installer, kind: str
) -> None:
    speaks(installer(getattr(built, kind), tmp_path / "here"), tmp_path)


@pytest.mark.parametrize("kind", Built._fields)
@pytest.mark.parametrize("version", PYTHONS)
def test_it_runs_on_each_python(built: Built, tmp_path: Path, version: str, kind: str) -> None:
    find = [sys.executable, "-m", "uv", "python", "find", "--no-python-downloads", version]
    # Of several Pythons, pyenv has only those at hand that it is told.
    env = ENVIRONMENT | {"PYENV_VERSION": version}
    found = subprocess.run(find, env=env, stdout=subprocess.PIPE, encoding="utf-8", check=False)
    if found.returncode:
        pytest.skip(f"no Python {version} is installed")
    speaks(uv(getattr(built, kind), tmp_path / "here", found.stdout.strip()), tmp_path)


def test_an_editable_install_speaks_french_too(unpacked: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "here", with_pip=True)
    run(tmp_path / "here" / "bin" / "pip", "install", "--quiet", "--editable", unpacked)
    speaks(tmp_path / "here" / "bin" / "eig", tmp_path)
