"""The wheel and the sdist of a release: their bytes, their contents, and how they install."""

import email.message
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

import cmarkgfm  # type: ignore[import-untyped]
import pytest
from conftest import ENVIRONMENT
from selectolax.lexbor import LexborHTMLParser as Html

from eigcli import __version__
from eigcli.data.loading import compiled_name

ROOT = Path(__file__).parents[1]
LICENCES = ("LICENSE", "LICENSES/etalab-2.0.txt")
FORGE = "https://forge.example/team/eigcli"
PYTHONS = ("3.11", "3.12", "3.13")
# With this, a build has the date of the sources instead of a fixed one.
DATED = {"SOURCE_DATE_EPOCH": "1764028800"}
# Surroundings that must not change a build.
ELSEWHERE = {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "1"}


class Built(NamedTuple):
    """A release."""

    wheel: Path
    sdist: Path

    @property
    def bytes(self) -> tuple[bytes, bytes]:
        return self.wheel.read_bytes(), self.sdist.read_bytes()


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
    return str(done.stdout)


tool = partial(run, sys.executable, "-m")


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Built]:
    """Build a release; without `what`, the wheel from the sdist."""

    def build(*what: str, source: Path = ROOT, umask: int = -1, **env: str) -> Built:
        folder = tmp_path_factory.mktemp("dist")
        tool("build", "--installer", "uv", "--outdir", folder, *what, source, env=env, umask=umask)
        (wheel,), sdists = folder.glob("*.whl"), folder.glob("*.tar.gz")
        return Built(wheel, next(sdists, wheel))

    return build


@pytest.fixture(scope="module")
def built(release: Callable[..., Built]) -> Built:
    return release()


@pytest.fixture(scope="module")
def unpacked(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the unpacked sdist."""
    folder = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(built.sdist) as archive:
        archive.extractall(folder, filter="data")
    return folder / f"eigcli-{__version__}"


# The same bytes


def test_wheels_of_the_tree_and_of_the_sdist_have_the_same_bytes(
    release: Callable[..., Built], built: Built
) -> None:
    again = release("--sdist", "--wheel", umask=0o077, **ELSEWHERE)
    assert again.bytes == built.bytes


def test_an_sdist_builds_again(release: Callable[..., Built], built: Built, unpacked: Path) -> None:
    assert release("--sdist", "--wheel", source=unpacked).bytes == built.bytes


def test_builds_with_the_date_of_sources_have_the_same_bytes(
    release: Callable[..., Built],
) -> None:
    dated = release(**DATED)
    assert release("--sdist", "--wheel", **DATED, **ELSEWHERE).bytes == dated.bytes
    with zipfile.ZipFile(dated.wheel) as archive:
        assert {entry.date_time[:3] for entry in archive.infolist()} == {(2025, 11, 25)}


# What is in it


def files(*folders: str) -> set[str]:
    """Return the files in folders of the repository, except those that are compiled."""
    paths = (path for folder in folders for path in (ROOT / folder).rglob("*"))
    return {
        path.relative_to(ROOT).as_posix()
        for path in paths
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".mo"
    }


def test_the_wheel_has_the_package_its_data_and_the_licences_and_nothing_else(built: Built) -> None:
    package = {name.removeprefix("src/") for name in files("src") if not name.endswith(".po")}
    package |= {f"eigcli/{name}" for name in files("data")}
    compiled = {
        *(f"eigcli/data/{compiled_name(name)}" for name in ("bundled", "words", "texts")),
        "eigcli/locale/fr.mo",
    }
    assert package >= {
        "eigcli/py.typed",
        "eigcli/query/words.fr.yaml",
        "eigcli/data/starter.fr.yaml",
    }
    assert package >= {f"eigcli/formats/page.{suffix}" for suffix in ("css", "html", "js")}
    assert package >= {"eigcli/data/challenges.schema.json", "eigcli/data/promotions/7.yaml"}
    about = f"eigcli-{__version__}.dist-info"
    licences = {f"{about}/licenses/{name}": ROOT / name for name in LICENCES}
    described = {f"{about}/{name}" for name in ("METADATA", "WHEEL", "RECORD", "entry_points.txt")}
    with zipfile.ZipFile(built.wheel) as archive:
        assert {*archive.namelist()} == package | compiled | {*licences} | described
        for name, path in licences.items():
            assert archive.read(name) == path.read_bytes()


def test_the_sdist_has_what_it_takes_to_build_test_and_understand_it(built: Built) -> None:
    beside = {"pyproject.toml", "hatch_build.py", "babel.cfg"}
    beside |= {"README.md", "LISEZMOI.md", "CHANGELOG.md", "CITATION.cff", *LICENCES}
    with tarfile.open(built.sdist) as archive:
        found = {name.partition("/")[2] for name in archive.getnames()}
    assert found >= files("src", "data", "tests", "docs", "tools") | beside
    assert not [name for name in found if name.endswith((".mo", ".pyc"))]


def metadata_of(wheel: Path) -> email.message.Message:
    with zipfile.ZipFile(wheel) as archive:
        return email.message_from_bytes(archive.read(f"eigcli-{__version__}.dist-info/METADATA"))


def addresses_in(wheel: Path) -> list[str]:
    """Return the addresses of links and pictures in the description of a package."""
    text = metadata_of(wheel).get_payload(decode=True)
    assert isinstance(text, bytes)
    page = Html(cmarkgfm.github_flavored_markdown_to_html(text.decode()))
    nodes = page.css("a[href], [src]")
    return [node.attributes.get("href") or node.attributes.get("src") or "" for node in nodes]


def test_without_a_repository_the_description_has_no_links_to_its_files(built: Built) -> None:
    assert addresses_in(built.wheel)
    assert all(address.startswith(("https://", "#")) for address in addresses_in(built.wheel))
    assert metadata_of(built.wheel).get_all("Project-URL") is None


def test_links_lead_to_the_version_in_the_repository(
    release: Callable[..., Built], unpacked: Path, tmp_path: Path
) -> None:
    source = shutil.copytree(unpacked, tmp_path / "source")
    project = source / "pyproject.toml"
    text = project.read_text("utf-8").replace('repository = ""', f'repository = "{FORGE}"')
    text = text.replace('maintainer = ""', 'maintainer = "A team"')
    project.write_text(text.replace('email = ""', 'email = "team@forge.example"'), "utf-8")
    wheel = release("--wheel", source=source).wheel
    assert f"Source, {FORGE}" in (metadata_of(wheel).get_all("Project-URL") or [])
    assert metadata_of(wheel)["Maintainer-email"] == "A team <team@forge.example>"
    found = addresses_in(wheel)
    assert f"{FORGE}/blob/v{__version__}/docs/reference.md" in found
    assert f"{FORGE}/raw/v{__version__}/docs/images/chart.svg" in found
    assert all(address.startswith("https://") for address in found)


def test_the_command_can_be_called_like_the_package(built: Built) -> None:
    with zipfile.ZipFile(built.wheel) as archive:
        scripts = archive.read(f"eigcli-{__version__}.dist-info/entry_points.txt").decode()
    assert scripts.split() == [
        *["[console_scripts]", "eig", "=", "eigcli.__main__:main"],
        *["eigcli", "=", "eigcli.__main__:main"],
    ]


# Checks by other tools


def test_other_tools_accept_the_release(built: Built) -> None:
    assert tool("twine", "--no-color", "check", "--strict", *built).count("PASSED") == 2
    assert tool("check_wheel_contents", built.wheel).endswith(": OK\n")
    assert tool("validate_pyproject", ROOT / "pyproject.toml").startswith("Valid file: ")


# Installed


def pip(archive: Path, folder: Path, *options: str) -> Path:
    venv.create(folder, with_pip=True)
    run(folder / "bin" / "pip", "install", "--quiet", *options, archive)
    return folder / "bin" / "eig"


def pipx(archive: Path, folder: Path) -> Path:
    places = {name: str(folder) for name in ("PIPX_HOME", "PIPX_BIN_DIR", "PIPX_MAN_DIR")}
    tool("pipx", "install", "--python", sys.executable, archive, env=places)
    return folder / "eig"


def uv(archive: Path, folder: Path, version: str) -> Path:
    find = [sys.executable, "-m", "uv", "python", "find", "--no-python-downloads", version]
    # pyenv offers only the versions of Python that it is told.
    env = ENVIRONMENT | {"PYENV_VERSION": version}
    found = subprocess.run(find, env=env, stdout=subprocess.PIPE, encoding="utf-8", check=False)
    if found.returncode:
        pytest.skip(f"no Python {version} is installed")
    places = {"UV_TOOL_DIR": str(folder / "tools"), "UV_TOOL_BIN_DIR": str(folder)}
    tool("uv", "tool", "install", "--python", found.stdout.strip(), archive, env=places)
    return folder / "eig"


def speaks(eig: Path, folder: Path) -> None:
    """Check that an installed `eig` is this version, reads its data and speaks French."""
    ask, demande = (
        partial(run, eig, cwd=str(folder), env={"LC_ALL": locale})
        for locale in ("C.UTF-8", "fr_FR.UTF-8")
    )
    assert ask("--version").startswith(f"eig {__version__}, data 20")
    assert ask("list", "--promotion", "2", "--skill", "designer").count(" designer\t2\t") == 5
    assert "\nsos-ponts\t" in ask("designers", "in", "Lyon")
    assert ask("--lang", "fr", "--help").startswith("Usage\N{NO-BREAK SPACE}: eig ")
    assert "\n13 défis\N{NO-BREAK SPACE}: 5 constatés en service" in demande(
        "list", "--format", "table"
    )
    assert ask("export", "-p", "all", "-f", "html").startswith("<!DOCTYPE html>")


@pytest.mark.parametrize("kind", Built._fields)
@pytest.mark.parametrize(
    "installer", [pip, pipx, *(partial(uv, version=version) for version in PYTHONS)]
)
def test_the_release_installs_and_runs(
    built: Built, tmp_path: Path, installer: Callable[[Path, Path], Path], kind: str
) -> None:
    speaks(installer(getattr(built, kind), tmp_path / "here"), tmp_path)


def test_data_that_is_edited_in_an_installation_counts(built: Built, tmp_path: Path) -> None:
    eig = pip(built.wheel, tmp_path / "here")
    [file] = tmp_path.glob("here/lib/*/site-packages/eigcli/data/promotions/6.yaml")
    file.write_bytes(file.read_bytes().replace(b"slug: sos-ponts", b"slug: sos-pants", 1))
    assert "\nsos-pants\t" in run(eig, "designers", "in", "Lyon")
    file.write_bytes(file.read_bytes().replace(b"slug: sos-pants", b"slug: eig-link", 1))
    refused = subprocess.run(
        [eig, "check"], env=ENVIRONMENT, stderr=subprocess.PIPE, encoding="utf-8", check=False
    )
    assert refused.stderr.startswith("promotions/6.yaml:")
    assert "the slug 'eig-link' is also in challenges.yaml:" in refused.stderr


def test_an_editable_install_speaks_french_too(unpacked: Path, tmp_path: Path) -> None:
    speaks(pip(unpacked, tmp_path / "here", "--editable"), tmp_path)
