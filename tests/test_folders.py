"""Folders are written whole or not at all, and nothing that is not ours is replaced."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Eig

from eigcli import output
from eigcli.errors import EigError

FILES = {"a": ["é\n", "b\r\n"], "b": ["1"]}


def contents(folder: Path) -> dict[str, str]:
    """Return what is in the files of a folder and those below it."""
    return {
        str(path.relative_to(folder)): path.read_bytes().decode()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A folder that was written before."""
    folder = tmp_path / "old"
    folder.mkdir(mode=0o750)
    (folder / "a").write_text("old")
    return folder


def failing() -> Iterator[str]:
    yield "half of it"
    raise KeyboardInterrupt


def test_a_folder_in_the_place_of_a_file_is_not_replaced(eig: Eig, tmp_path: Path) -> None:
    precious = tmp_path / "x" / "defis.csv" / "precious"
    precious.parent.mkdir(parents=True)
    precious.write_text("mine")
    refused = eig("export", "-f", "datapackage", "-o", "x", "--force")
    assert refused.returncode == 1
    assert refused.stderr.startswith("eig: 'x' holds defis.csv too, and would be replaced")
    assert precious.read_text() == "mine"


def test_a_folder_has_each_file_in_utf8_with_its_line_ends(tmp_path: Path) -> None:
    output.save_folder(str(tmp_path / "new"), FILES, force=False)
    assert contents(tmp_path) == {"new/a": "é\nb\r\n", "new/b": "1"}
    (tmp_path / "plain").mkdir()
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "plain").stat().st_mode


@pytest.mark.usefixtures("old")
def test_an_existing_folder_is_kept(tmp_path: Path) -> None:
    for name in ("old", "old/"):
        with pytest.raises(EigError, match=r"old/?' exists already: .*--force to replace it$"):
            output.save_folder(f"{tmp_path}/{name}", FILES, force=False)
    assert contents(tmp_path) == {"old/a": "old"}


def test_an_existing_folder_is_replaced_by_force_and_keeps_its_mode(
    old: Path, tmp_path: Path
) -> None:
    (tmp_path / "link").symlink_to("old")
    output.save_folder(str(tmp_path / "link"), FILES, force=True)
    assert contents(old) == {"a": "é\nb\r\n", "b": "1"}
    assert stat.S_IMODE(old.stat().st_mode) == 0o750
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "old"]


def test_what_replaces_a_private_folder_is_never_public(old: Path, tmp_path: Path) -> None:
    old.chmod(0o700)

    def modes() -> Iterator[str]:
        [beside] = tmp_path.glob(".eig-*")
        yield oct(stat.S_IMODE(beside.stat().st_mode))

    output.save_folder(str(old), {"a": modes()}, force=True)
    assert contents(old) == {"a": "0o700"}


def test_a_folder_with_anything_else_in_it_is_kept_even_by_force(old: Path, tmp_path: Path) -> None:
    (old / "mine\n").write_text("mine")
    (old / "more").mkdir()
    with pytest.raises(EigError, match=r"old' holds mine\\n, more too, and would be replaced: "):
        output.save_folder(str(old), FILES, force=True)
    assert contents(tmp_path) == {"old/a": "old", "old/mine\n": "mine"}


@pytest.mark.parametrize("force", [False, True])
def test_a_file_is_never_replaced_by_a_folder(tmp_path: Path, *, force: bool) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(
        EigError, match=r"^cannot write '.*file': a file stands where a folder must be$"
    ):
        output.save_folder(str(tmp_path / "file"), FILES, force=force)
    assert contents(tmp_path) == {"file": "mine"}


def test_the_current_folder_is_not_replaced(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(old)
    with pytest.raises(EigError, match=r"^cannot write '\.': it is in use$"):
        output.save_folder(".", FILES, force=True)
    assert contents(old) == {"a": "old"}


def test_a_folder_is_not_made_where_there_is_none_for_it(tmp_path: Path) -> None:
    with pytest.raises(EigError, match=r"^cannot write '.*no/where': no such file or folder$"):
        output.save_folder(str(tmp_path / "no" / "where"), FILES, force=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("old")
@pytest.mark.parametrize("name", ["old", "new"])
def test_a_failure_leaves_the_old_folder_and_nothing_else(tmp_path: Path, name: str) -> None:
    with pytest.raises(KeyboardInterrupt):
        output.save_folder(str(tmp_path / name), {"b": ["1"], "a": failing()}, force=True)
    assert contents(tmp_path) == {"old/a": "old"}
    assert [path.name for path in tmp_path.iterdir()] == ["old"]


@pytest.mark.parametrize("renamed", [0, 1, 2])
def test_an_interrupt_while_folders_are_swapped_leaves_one_of_them_whole(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, renamed: int
) -> None:
    rename, count = Path.rename, 0

    def interrupted(path: Path, target: Path) -> None:
        nonlocal count
        if count == renamed:
            monkeypatch.undo()
            raise KeyboardInterrupt
        count += 1
        rename(path, target)
        if count == renamed == 2:
            monkeypatch.undo()
            raise KeyboardInterrupt

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        output.save_folder(str(old), FILES, force=True)
    assert contents(old) == ({"a": "old"} if renamed < 2 else {"a": "é\nb\r\n", "b": "1"})
    assert [path.name for path in tmp_path.iterdir()] == ["old"]


def test_what_is_taken_meanwhile_is_kept(tmp_path: Path) -> None:
    def meanwhile() -> Iterator[str]:
        yield "new"
        (tmp_path / "new").mkdir()
        (tmp_path / "new" / "theirs").write_text("theirs")

    with pytest.raises(EigError, match=r"^cannot write '.*new': "):
        output.save_folder(str(tmp_path / "new"), {"a": meanwhile()}, force=False)
    assert contents(tmp_path) == {"new/theirs": "theirs"}
    assert os.listdir(tmp_path) == ["new"]  # noqa: PTH208
