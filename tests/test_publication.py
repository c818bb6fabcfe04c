"""A release is refused as long as something that its users need is to be filled in."""

import shutil
from pathlib import Path

import publication
import pytest

import eigcli

ROOT = Path(__file__).parents[1]
ADDRESS = "https://forge.example/team/eigcli"
KEYS = ["repository", "site", "maintainer", "email"]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a copy of what a release says of itself, with all of it filled in."""
    (tmp_path / "src" / "eigcli").mkdir(parents=True)
    for name in ("pyproject.toml", "CITATION.cff", "CHANGELOG.md", "src/eigcli/version.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    for key in KEYS:
        change(tmp_path / "pyproject.toml", f'{key} = ""', f'{key} = "{ADDRESS}"')
    change(tmp_path / "CITATION.cff", "license: MIT", f"license: MIT\nrepository-code: {ADDRESS}")
    change(tmp_path / "CHANGELOG.md", "– unreleased", "– 2026-12-31")
    return tmp_path


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_nothing_is_left_where_all_is_filled_in(checkout: Path) -> None:
    assert publication.problems(checkout, f"v{eigcli.__version__}") == []


@pytest.mark.parametrize("key", KEYS)
def test_what_is_empty_is_named(checkout: Path, key: str) -> None:
    change(checkout / "pyproject.toml", f'{key} = "{ADDRESS}"', f'{key} = ""')
    assert f"pyproject.toml, [tool.publication]: {key} is empty" in publication.problems(checkout)


def test_versions_and_days_that_disagree_are_named(checkout: Path) -> None:
    version = eigcli.__version__
    change(checkout / "CITATION.cff", f"version: {version}", "version: 0.0.1")
    change(checkout / "CITATION.cff", ADDRESS, "elsewhere")
    change(checkout / "CHANGELOG.md", "– 2026-12-31", "– unreleased")
    assert publication.problems(checkout, "v9") == [
        f"the tag v9 is not that of version {version}, v{version}",
        f"CITATION.cff: its version is not {version}",
        f"CITATION.cff lacks 'repository-code: {ADDRESS}'",
        f"CHANGELOG.md: version {version} has no day, '## {version} – 2026-12-31'",
    ]
