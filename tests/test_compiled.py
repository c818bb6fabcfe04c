"""The bundled datasets as a wheel has them, already read: they say the same."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import in_process
import pytest
from conftest import copied_data

from eigcli import dataset
from eigcli.bundled import synonyms_of
from eigcli.dataset import Input
from eigcli.errors import DatasetError
from eigcli.promotions import ALL

forget = partial(in_process.forget, "eigcli.bundled")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A copy of the bundled data, which is the one that is read."""
    with copied_data(tmp_path / "data") as copied:
        yield copied


def test_what_is_compiled_is_what_is_read(folder: Path) -> None:
    asked = [Input(), Input(promotion=(ALL,)), Input(promotion=("5",)), Input(promotion=("2", "5"))]
    read = [dataset.load(source) for source in asked]
    synonyms = synonyms_of(read[0])
    dataset.compile_bundled(folder)
    forget()
    # So what is compiled counts: its YAML is gone.
    for name in ("bodies.yaml", "synonyms.yaml", "vocabulary.yaml"):
        (folder / name).unlink()
    assert [dataset.load(source) for source in asked] == read
    assert [*synonyms_of(read[0])] == [*synonyms]


def test_what_is_checked_is_read_though_it_is_compiled(folder: Path) -> None:
    dataset.compile_bundled(folder)
    challenges = folder / "challenges.yaml"
    challenges.write_text(challenges.read_text("utf-8") + "  - x\n", "utf-8")
    assert len(dataset.load().challenges) == 13
    with pytest.raises(DatasetError):
        dataset.read_with_places(Input())


def test_the_same_data_is_compiled_to_the_same_bytes_whatever_was_read_before(
    folder: Path, tmp_path: Path
) -> None:
    before = [path.read_bytes() for path in dataset.compile_bundled(folder)]
    forget()
    # What is compiled shares more than what is read.
    assert [path.read_bytes() for path in dataset.compile_bundled(tmp_path)] == before
