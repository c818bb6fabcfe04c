"""Files and folders are written whole or not at all; streams get what they can take."""

import json
import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

import pytest
from conftest import DATA, EIG, ENVIRONMENT, Eig
from in_process import Stream
from mutation import spared_by_mutants

from eigcli import output
from eigcli.data import loading
from eigcli.errors import EigError
from eigcli.formats.package import own_files


def contents(folder: Path) -> dict[str, str]:
    """Return what is in the files of a folder and those below it."""
    files = (path for path in folder.rglob("*") if not path.is_dir())
    return {str(path.relative_to(folder)): path.read_bytes().decode() for path in files}


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


# A file, and a folder of files


@pytest.fixture(params=["", "/a"], ids=["file", "folder"])
def inside(request: pytest.FixtureRequest) -> str:
    """The path of the text below the name that is written: none for a file, `/a` for a folder."""
    return str(request.param)


@pytest.fixture
def old(tmp_path: Path, inside: str) -> Path:
    """The file or folder that was written before."""
    (tmp_path / f"old{inside}").parent.mkdir(exist_ok=True)
    (tmp_path / f"old{inside}").write_text("old")
    return tmp_path / "old"


def save(path: Path, inside: str, pieces: Iterable[str], *, force: bool = False) -> None:
    if inside:
        files = {"a": pieces}
        output.save_folder(str(path), files, force=force, replaceable=lambda _: files)
    else:
        output.save_file(str(path), pieces, force=force)


def test_files_are_utf8_with_their_line_ends_and_usual_mode(tmp_path: Path, inside: str) -> None:
    save(tmp_path / "new", inside, ["é\n", "b\r\n"])
    assert contents(tmp_path) == {f"new{inside}": "é\nb\r\n"}
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain" / "file").touch()
    plain = {False: mode(tmp_path / "plain"), True: mode(tmp_path / "plain" / "file")}
    assert mode(tmp_path / "new") == plain[not inside]
    assert mode(tmp_path / f"new{inside}") == plain[True]


def test_an_existing_file_is_kept_without_force(tmp_path: Path, old: Path, inside: str) -> None:
    with pytest.raises(EigError):
        save(old, inside, ["new"])
    assert contents(tmp_path) == {f"old{inside}": "old"}


def test_a_file_made_meanwhile_by_another_is_kept(tmp_path: Path, inside: str) -> None:
    def while_another_writes() -> Iterator[str]:
        save(tmp_path / "new", inside, ["another"])
        yield "one"

    with pytest.raises(EigError):
        save(tmp_path / "new", inside, while_another_writes())
    assert contents(tmp_path) == {f"new{inside}": "another"}


def test_force_replaces_a_file_and_keeps_its_mode(tmp_path: Path, old: Path, inside: str) -> None:
    old.chmod(0o704)
    os.utime(tmp_path / f"old{inside}", (1, 1))
    save(old, inside, [], force=True)
    assert contents(tmp_path) == {f"old{inside}": ""}
    assert mode(old) == 0o704
    # Its time is that of a new file.
    assert (tmp_path / f"old{inside}").stat().st_mtime > 1
    assert [path.name for path in tmp_path.iterdir()] == ["old"]


@pytest.mark.usefixtures("old")
def test_an_unfinished_file_can_be_read_by_its_owner_only(tmp_path: Path, inside: str) -> None:
    def listed() -> Iterator[str]:
        """Yield the mode and name of the hidden folder beside it, which names `eig`."""
        others = (path for path in tmp_path.iterdir() if path.name != "old")
        yield from (f"{oct(mode(path))} {path.name}" for path in others)

    save(tmp_path / "old", inside, listed(), force=True)
    [written] = contents(tmp_path).values()
    assert re.fullmatch(r"0o700 \.eig-\w+\.tmp", written)


@pytest.mark.usefixtures("old")
@pytest.mark.parametrize("failure", [KeyboardInterrupt, MemoryError])
@pytest.mark.parametrize("name", ["old", "new"])
def test_a_failure_leaves_the_old_file_and_no_other(
    tmp_path: Path, inside: str, name: str, failure: type[BaseException]
) -> None:
    def failing() -> Iterator[str]:
        yield "half of it"
        raise failure

    with pytest.raises(failure):
        save(tmp_path / name, inside, failing(), force=True)
    assert contents(tmp_path) == {f"old{inside}": "old"}
    assert [path.name for path in tmp_path.iterdir()] == ["old"]


@pytest.mark.usefixtures("old")
@pytest.mark.parametrize("name", ["old", "new"])
def test_a_link_is_followed(tmp_path: Path, inside: str, name: str) -> None:
    (tmp_path / "link").symlink_to(name)
    save(tmp_path / "link", inside, ["new"], force=name == "old")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / f"{name}{inside}").read_text() == "new"


@pytest.fixture
def surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file, a folder with other things in it, and the current folder."""
    (tmp_path / "old").write_text("old")
    (tmp_path / "folder" / "more").mkdir(parents=True)
    (tmp_path / "folder" / "mine\n").touch()
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path


FILE = partial(output.save_file, pieces=["new"])
FOLDER = partial(output.save_folder, files={"file": ["new"]}, replaceable=lambda _: ())
FORCE = "'{}' exists already: choose another name, or --force to replace it"
OTHERS = "'{}' also holds mine\\n, more, which would be lost: choose another name"
UNWRITTEN = "cannot write '{}': "
A_FILE, NO_FILE = f"{UNWRITTEN}not a directory", f"{UNWRITTEN}no such file or directory"


@pytest.mark.parametrize(
    ("save", "name", "force", "message"),
    [
        (FILE, "old", False, FORCE),
        (FILE, "folder", False, f"{UNWRITTEN}is a directory"),
        (FILE, "folder", True, f"{UNWRITTEN}is a directory"),
        (FILE, ".", True, f"{UNWRITTEN}is a directory"),
        (FILE, "new/", False, f"{UNWRITTEN}is a directory"),
        (FILE, "missing/file", False, NO_FILE),
        (FILE, "old/below", True, A_FILE),
        (FILE, f"/dev/fd/{'9' * 30}", False, NO_FILE),
        (FILE, f"/dev/fd/{'9' * 5000}", False, f"{UNWRITTEN}file name too long"),
        pytest.param(
            *(FILE, "/dev/full", False, f"{UNWRITTEN}no space left on device"),
            marks=spared_by_mutants,
        ),
        (FOLDER, "folder", False, FORCE),
        (FOLDER, "folder/", False, FORCE),
        (FOLDER, "folder", True, OTHERS),
        (FOLDER, "old", False, FORCE),
        (FOLDER, "old", True, A_FILE),
        (FOLDER, "missing/folder", False, NO_FILE),
        (FOLDER, "here", True, f"{UNWRITTEN}device or resource busy"),
    ],
)
def test_a_path_that_cannot_be_written_is_reported(
    surroundings: Path, save: Callable[..., None], name: str, message: str, *, force: bool
) -> None:
    before = contents(surroundings)
    path = name if name.startswith("/") else f"{surroundings}/{name}"
    with pytest.raises(EigError) as refused:
        save(path, force=force)
    assert str(refused.value) == message.format(path)
    assert contents(surroundings) == before
    assert {path.name for path in surroundings.iterdir()} == {"old", "folder", "here"}


# Which folders are replaced by force

MADE_BY_EIG = '{"generator": "eig 0.2.0", "language": "fr", "resources": [{"path": "defis.yaml"}, {"path": "hosts.csv"}]}'


def make_package(folder: Path, description: str = MADE_BY_EIG) -> None:
    folder.mkdir()
    (folder / "datapackage.json").write_text(description)
    (folder / "defis.yaml").write_text("old")


def replace(folder: Path, *inputs: Path) -> None:
    read, files = map(str, inputs), {"defis.yaml": ["new"]}
    output.save_folder(str(folder), files, force=True, replaceable=own_files, inputs=read)


def test_a_package_made_by_eig_and_an_empty_folder_are_replaced(tmp_path: Path) -> None:
    make_package(tmp_path / "package")
    (tmp_path / "empty").mkdir()
    for name in ("package", "empty"):
        replace(tmp_path / name, tmp_path / "elsewhere" / "defis.yaml", tmp_path / "pack")
    assert contents(tmp_path) == {"package/defis.yaml": "new", "empty/defis.yaml": "new"}


@pytest.mark.parametrize(
    "description",
    [
        MADE_BY_EIG.replace("eig 0.2.0", "other 0.2.0"),
        MADE_BY_EIG.replace('"fr"', '"xx"'),
        MADE_BY_EIG.replace("path", "data"),
        '{"generator": 1}',
        "{}",
        "[]",
        "no JSON",
        "\udcff",
        "[" * 100_000,
    ],
)
def test_a_package_that_somebody_else_made_is_kept(tmp_path: Path, description: str) -> None:
    make_package(tmp_path / "package", "{}")
    (tmp_path / "package" / "datapackage.json").write_text(description, errors="surrogateescape")
    with pytest.raises(EigError, match=r"also holds datapackage\.json, defis\.yaml"):
        replace(tmp_path / "package")
    assert (tmp_path / "package" / "defis.yaml").read_text() == "old"


@pytest.mark.parametrize("other", ["mine", "defis.csv"])
def test_a_package_with_anything_else_in_it_is_kept(tmp_path: Path, other: str) -> None:
    make_package(tmp_path / "package")
    # Even by the name of a file.
    (tmp_path / "package" / other).mkdir()
    with pytest.raises(EigError, match=f"also holds {other}"):
        replace(tmp_path / "package")
    assert (tmp_path / "package" / other).exists()


@pytest.mark.parametrize("other", ["thesis.tex", "notes.csv"])
def test_what_an_author_added_to_a_package_is_kept(eig: Eig, tmp_path: Path, other: str) -> None:
    package = ["export", "-f", "datapackage", "-o", "p", "--force"]
    assert eig(*package).returncode == 0
    (tmp_path / "p" / other).write_text("work")
    file = tmp_path / "p" / "datapackage.json"
    descriptor = json.loads(file.read_text())
    descriptor["resources"].append({"path": other})
    file.write_text(json.dumps(descriptor))
    refused = eig(*package)
    assert f"also holds {other}, which would be lost" in refused.stderr
    assert (tmp_path / "p" / other).read_text() == "work"


@pytest.mark.parametrize("command", [["export", "--format", "yaml", "--output"], ["init"]])
def test_the_data_of_eig_is_not_replaced(
    eig: Eig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    monkeypatch.setattr(loading, "data_folder", lambda: str(folder))
    file = folder / "promotions" / "1.yaml"
    before = file.read_bytes()
    refused = eig(*command, str(file), "--force")
    assert refused.returncode == 1
    assert "is being read: choose another name" in refused.stderr
    assert file.read_bytes() == before


def test_a_file_that_is_replaced_keeps_who_may_read_it_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.touch()
    file.chmod(0o6740)
    output.save_file(str(file), ["new"], force=True)
    assert mode(file) == 0o740


def test_an_interrupt_while_folders_are_swapped_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_path: Path, _target: Path) -> None:
        raise KeyboardInterrupt

    make_package(tmp_path / "package")
    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        replace(tmp_path / "package")
    assert (tmp_path / "package" / "defis.yaml").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["package"]


def test_a_file_that_is_read_is_not_replaced_under_any_name(eig: Eig, tmp_path: Path) -> None:
    package, copy = ["-f", "datapackage", "-o", "p", "--force"], ["--force", "-o"]
    assert eig("export", *package).returncode == 0
    (tmp_path / "link.yaml").symlink_to("p/defis.yaml")
    before = contents(tmp_path)
    for refused, name in (
        (eig("export", *package, "--data", "p/defis.yaml"), "p"),
        (eig("export", *package, env={"EIG_DATA": "link.yaml"}), "p"),
        (eig("export", *copy, "p/defis.yaml", "--data", "link.yaml"), "p/defis.yaml"),
    ):
        assert refused.returncode == 1
        assert refused.stdout == ""
        assert refused.stderr == f"eig: '{name}' is being read: choose another name\n"
    assert contents(tmp_path) == before


def test_a_file_read_from_standard_input_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("challenges: [{slug: a, name: A}]")
    line = f"{EIG} export --data - --force -o a.yaml < a.yaml"
    ran = subprocess.run(
        ["bash", "-c", line], cwd=tmp_path, env=ENVIRONMENT, capture_output=True, check=False
    )
    assert ran.returncode == 1
    assert b"'a.yaml' is being read" in ran.stderr


# Pipes, devices and streams


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    output.save_file(str(tmp_path / "pipe"), ["é\n", "b\r\n"], force=False)
    assert os.read(reader, 100) == b"\xc3\xa9\nb\r\n"
    os.close(reader)
    assert (tmp_path / "pipe").is_fifo()


# A mutant that root runs could replace the device.
@spared_by_mutants
def test_a_device_is_written_to() -> None:
    output.save_file(os.devnull, ["gone"], force=False)
    assert Path(os.devnull).is_char_device()


@pytest.mark.parametrize(
    ("line", "start", "end"),
    [
        ("eig export -o /dev/stdout | cat > file", "", ""),
        ("eig export -o >(cat > file) && wait $!", "", ""),
        ("{ echo first; eig export -o /dev/stdout; echo last; } > file", "first\n", "last\n"),
    ],
)
def test_a_stream_is_written_to(eig: Eig, tmp_path: Path, line: str, start: str, end: str) -> None:
    (tmp_path / "file").write_text("old\n")
    inode = (tmp_path / "file").stat().st_ino
    ran = subprocess.run(
        ["bash", "-c", line], cwd=tmp_path, env=ENVIRONMENT, capture_output=True, check=True
    )
    assert ran.stdout == b""
    assert contents(tmp_path) == {"file": f"{start}{eig('export').stdout}{end}"}
    assert (tmp_path / "file").stat().st_ino == inode


# Standard output and error


def test_a_terminal_gets_control_characters_as_escapes(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Stream(terminal=True)
    monkeypatch.setattr(sys, "stdout", terminal)
    output.write_stdout(["name\tx\n", "\x1b[31mred\u202e\r\n"])
    assert terminal.text() == "name\tx\n\\x1b[31mred\\u202e\\r\n"


def test_a_closed_standard_output_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(EigError, match=r"^standard output is closed: nothing can be written$"):
        output.write_stdout(["x"])


def test_a_closed_standard_error_is_silent(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    output.print_message("x")
    assert capsys.readouterr().out == ""


def test_a_full_standard_error_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    with Path("/dev/full").open("w") as full:
        monkeypatch.setattr(sys, "stderr", full)
        output.print_message("x")
        # The rest of its buffer goes nowhere when the process ends.
        assert Path(f"/proc/self/fd/{full.fileno()}").readlink() == Path(os.devnull)


def printed(message: str, columns: int, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return a message as printed in a terminal of so many columns."""
    terminal = Stream(terminal=True)
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("COLUMNS", str(columns))
    output.print_message(message)
    return terminal.text()


def test_a_terminal_gets_messages_wrapped_at_words(monkeypatch: pytest.MonkeyPatch) -> None:
    message = f"one two three four\n{'x' * 30} abcdefgh-ijklmnop"
    assert printed(message, 14, monkeypatch) == (
        f"eig: one two\nthree four\neig:\n{'x' * 30}\nabcdefgh-ijklmnop\n"
    )
    wide = f"eig: one two three four\neig: {'x' * 30} abcdefgh-ijklmnop\n"
    assert printed(message, 100, monkeypatch) == wide


@pytest.mark.parametrize(
    "command",
    [
        "eig list --promotion all --skill designer",
        "eig show",
        "--force file",
        "eig export -f excel",
        "--json",
    ],
)
def test_no_command_in_a_message_is_wrapped(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for columns in range(4, 60):
        assert command in printed(f"To see it: {command}. Or so.", columns, monkeypatch)


def test_a_terminal_gets_no_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", Stream(terminal=True))
    with pytest.raises(EigError, match="not for a terminal: give a file with --output"):
        output.write_stdout([b"PK"])


def test_a_mistake_looks_unlike_a_notice_in_a_terminal_with_colours(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    output.print_error("broken")
    output.print_message("wrote it")
    monkeypatch.setenv("NO_COLOR", "1")
    output.print_error("broken")
    assert capsys.readouterr().err == ("\x1b[1;31meig:\x1b[0m broken\neig: wrote it\neig: broken\n")
