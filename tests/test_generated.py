"""Generated files are up to date."""

from pathlib import Path

import generate
import pytest

from eigcli.data.kinds import fields_by_key
from eigcli.data.model import Programme


def test_generated_files_are_up_to_date() -> None:
    files = generate.files()
    outdated = [path.name for path, text in files.items() if path.read_text("utf-8") != text]
    assert not outdated, "run `python tools/generate.py`"


def test_data_that_changed_since_its_version_was_released_needs_a_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changes, recorded = tmp_path / "CHANGELOG.md", tmp_path / "digest.txt"
    monkeypatch.setattr(generate, "CHANGES", changes)
    monkeypatch.setattr(generate, "DIGEST", recorded)
    monkeypatch.setattr(generate, "data_version", lambda: "2026.12")
    changes.write_text("## Data 2026.12 (unreleased)\n", "utf-8")
    recorded.write_text("2026.12 of other facts\n", "utf-8")
    now = generate.digest()
    assert now.startswith("2026.12 ")
    changes.write_text("## Data 2027.1 (unreleased)\n\n## Data 2026.12 – 2026-12-31\n", "utf-8")
    with pytest.raises(SystemExit, match=r"^the data has changed since 2026\.12 was released: "):
        generate.digest()
    recorded.write_text(now, "utf-8")
    assert generate.digest() == now


@pytest.mark.usefixtures("language")
def test_units_in_the_dictionary_have_n_instead_of_a_number() -> None:
    types = [generate.type_of(f.kind, f) for f in fields_by_key(Programme).values() if f.unit[0]]
    assert types
    assert all("N" in text and not any(map(str.isdigit, text)) for text in types), types
