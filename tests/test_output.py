"""Files are written whole or not at all; standard output gets what can be got there."""

import errno
import io
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import in_process
import pexpect
import pytest
from conftest import EIG, ENVIRONMENT, Eig

from eigcli import output
from eigcli.errors import EigError

# A mutant could replace a device, and root may.
spared_by_mutants = pytest.mark.skipif(in_process.MUTATED, reason="the device is the machine's")


def failing() -> Iterator[str]:
    yield "half of it"
    raise KeyboardInterrupt


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in folder.iterdir()}


def test_a_file_is_written_in_utf8_with_its_line_ends(tmp_path: Path) -> None:
    output.save_file(str(tmp_path / "new"), ["é\n", "b\r\n"], force=False)
    assert (tmp_path / "new").read_bytes() == b"\xc3\xa9\nb\r\n"


def test_an_existing_file_is_kept(tmp_path: Path) -> None:
    (tmp_path / "old").write_text("old")
    with pytest.raises(EigError, match=r"exists already.*--force"):
        output.save_file(str(tmp_path / "old"), ["new"], force=False)
    assert contents(tmp_path) == {"old": "old"}


def test_an_existing_file_is_replaced_by_force_and_keeps_its_mode(tmp_path: Path) -> None:
    (tmp_path / "old").write_text("old")
    (tmp_path / "old").chmod(0o640)
    output.save_file(str(tmp_path / "old"), ["new"], force=True)
    assert contents(tmp_path) == {"old": "new"}
    assert stat.S_IMODE((tmp_path / "old").stat().st_mode) == 0o640


def test_what_only_its_owner_may_read_is_never_written_for_others(tmp_path: Path) -> None:
    def modes() -> Iterator[str]:
        for path in tmp_path.iterdir():
            yield f"{stat.S_IMODE(path.stat().st_mode):o}\n"

    (tmp_path / "old").touch(0o600)
    output.save_file(str(tmp_path / "old"), modes(), force=True)
    assert contents(tmp_path) == {"old": "600\n600\n"}


def test_a_new_file_has_the_mode_of_a_plain_write(tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("")
    output.save_file(str(tmp_path / "new"), [""], force=False)
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "old").write_text("old")
    with pytest.raises(KeyboardInterrupt):
        output.save_file(str(tmp_path / "old"), failing(), force=True)
    assert contents(tmp_path) == {"old": "old"}


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("old")
    (tmp_path / "link").symlink_to("file")
    output.save_file(str(tmp_path / "link"), ["new"], force=True)
    assert (tmp_path / "link").is_symlink()
    assert contents(tmp_path) == {"file": "new", "link": "new"}


def test_a_link_to_nothing_makes_the_file(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("file")
    output.save_file(str(tmp_path / "link"), ["new"], force=False)
    assert contents(tmp_path) == {"file": "new", "link": "new"}


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    output.save_file(str(tmp_path / "pipe"), ["é\n", "b\r\n"], force=False)
    assert os.read(reader, 100) == b"\xc3\xa9\nb\r\n"
    os.close(reader)
    assert (tmp_path / "pipe").is_fifo()


@spared_by_mutants
def test_a_device_is_written_to() -> None:
    output.save_file(os.devnull, ["gone"], force=False)
    assert Path(os.devnull).is_char_device()


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        (".", "it is a folder"),
        ("missing/file", "no such file or folder"),
        ("file/below", "a file stands where a folder must be"),
        pytest.param("/dev/full", "no space is left on the disk", marks=spared_by_mutants),
    ],
)
def test_what_cannot_be_written_is_said(tmp_path: Path, path: str, reason: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EigError, match=f"^cannot write '.*{path}': {reason}$"):
        output.save_file(str(tmp_path / path), ["x"], force=True)
    assert contents(tmp_path) == {"file": ""}


@pytest.mark.parametrize("name", ["new/", "folder/", "old/", "folder", "."])
@pytest.mark.parametrize("force", [False, True])
def test_the_name_of_a_folder_is_refused(tmp_path: Path, name: str, *, force: bool) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "old").write_text("old")
    with pytest.raises(EigError, match=r"^cannot write '.*': it is a folder$"):
        output.save_file(f"{tmp_path}/{name}", ["new"], force=force)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["folder", "old"]
    assert (tmp_path / "old").read_text() == "old"


# What is open already

START = "slug,number,name,"


def written_by(line: str, folder: Path) -> str:
    """Return what a line of shell with `eig export` writes to its standard output."""
    command = ["bash", "-c", f"set -o pipefail; {line.replace('eig', EIG, 1)}"]
    ran = subprocess.run(
        command, cwd=folder, env=ENVIRONMENT, capture_output=True, encoding="utf-8", check=True
    )
    assert ran.stderr.startswith("eig: wrote 13 d")
    return ran.stdout


@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1"])
def test_standard_output_is_written_to_wherever_it_goes(tmp_path: Path, name: str) -> None:
    file = tmp_path / "file"
    whole = written_by(f"eig export -o {name} | cat", tmp_path)
    assert whole.startswith(START)
    assert whole.count("\n") >= 14
    file.write_text("old\n" * 10_000)
    inode = file.stat().st_ino
    assert written_by(f"eig export -o {name} > file", tmp_path) == ""
    assert file.read_text("utf-8") == whole
    file.write_text("old\n")
    assert written_by(f"eig export -o {name} >> file", tmp_path) == ""
    assert file.read_text("utf-8") == f"old\n{whole}"
    assert written_by(f"{{ echo first; eig export -o {name}; echo last; }} > file", tmp_path) == ""
    assert file.read_text("utf-8") == f"first\n{whole}last\n"
    assert file.stat().st_ino == inode
    assert contents(tmp_path).keys() == {"file"}


def test_a_stream_that_the_shell_opened_is_written_to(tmp_path: Path) -> None:
    assert written_by("eig export -o /dev/fd/7 7> file", tmp_path) == ""
    assert (tmp_path / "file").read_text("utf-8").startswith(START)
    assert contents(tmp_path).keys() == {"file"}


def test_standard_error_is_written_to(tmp_path: Path) -> None:
    with (tmp_path / "file").open("w") as file:
        command = [EIG, "export", "-o", "/dev/stderr"]
        subprocess.run(command, env=ENVIRONMENT, stderr=file, check=True)
    written = (tmp_path / "file").read_text("utf-8")
    assert written.startswith(START)
    assert "\neig: wrote 13 défis to /dev/stderr, in the format csv. " in written


@pytest.mark.parametrize("name", ["/dev/fd/99", "/dev/fd/" + "9" * 30, "/dev/fd/" + "9" * 5000])
def test_a_stream_that_is_not_open_is_said(name: str) -> None:
    with pytest.raises(EigError, match=r"^cannot write '/dev/fd/99*…?': \w"):
        output.save_file(name, ["x"], force=False)


# Who may read and write

only_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files to others")


@only_root
def test_the_owner_of_a_file_that_is_replaced_is_kept(tmp_path: Path) -> None:
    (tmp_path / "old").write_text("old")
    os.chown(tmp_path / "old", 1234, 4321)
    (tmp_path / "old").chmod(0o640)
    output.save_file(str(tmp_path / "old"), ["new"], force=True)
    kept = (tmp_path / "old").stat()
    assert (kept.st_uid, kept.st_gid, stat.S_IMODE(kept.st_mode)) == (1234, 4321, 0o640)
    assert contents(tmp_path) == {"old": "new"}


@pytest.mark.parametrize("allowed", [{"group"}, set()])
def test_as_much_of_the_owner_is_kept_as_is_allowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, allowed: set[str]
) -> None:
    asked: list[tuple[int, int]] = []

    def chown(_path: Path, owner: int, group: int) -> None:
        asked.append((owner, group))
        if owner != -1 or "group" not in allowed:
            raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    (tmp_path / "old").write_text("old")
    (tmp_path / "old").chmod(0o604)
    monkeypatch.setattr(os, "chown", chown)
    output.save_file(str(tmp_path / "old"), ["new"], force=True)
    status = (tmp_path / "old").stat()
    assert asked == [(status.st_uid, status.st_gid), (-1, status.st_gid)]
    assert stat.S_IMODE(status.st_mode) == 0o604
    assert contents(tmp_path) == {"old": "new"}


def test_on_windows_there_is_no_owner_to_keep(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "old").write_text("old")
    (tmp_path / "old").chmod(0o604)
    monkeypatch.delattr(os, "chown")
    monkeypatch.delattr(os, "removexattr", raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    output.save_file(str(tmp_path / "old"), ["new"], force=True)
    monkeypatch.undo()
    assert stat.S_IMODE((tmp_path / "old").stat().st_mode) == 0o604
    assert contents(tmp_path) == {"old": "new"}


def test_a_file_that_is_replaced_is_a_new_one_for_whoever_looks_at_times(tmp_path: Path) -> None:
    (tmp_path / "old").write_text("old")
    os.utime(tmp_path / "old", (1, 1))
    output.save_file(str(tmp_path / "old"), [], force=True)
    assert (tmp_path / "old").stat().st_mtime > 1


def access_list(path: Path) -> list[str]:
    """Return what getfacl says of a file."""
    command = ["getfacl", "--omit-header", "--numeric", "--", str(path)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout.split()


def set_access(path: Path, *change: str) -> None:
    """Change the access list of a file; skip the test where that cannot be done."""
    if not (shutil.which("setfacl") and shutil.which("getfacl")):
        pytest.skip("setfacl and getfacl are not installed")
    done = subprocess.run(
        ["setfacl", *change, "--", str(path)], capture_output=True, encoding="utf-8", check=False
    )
    if "not supported" in done.stderr:
        pytest.skip("the file system has no access lists")
    assert done.returncode == 0, done.stderr


def test_the_access_list_of_a_file_that_is_replaced_is_kept(tmp_path: Path) -> None:
    (tmp_path / "old").write_text("old")
    (tmp_path / "old").chmod(0o640)
    set_access(tmp_path / "old", "-m", "u:1234:rw,g:4321:r")
    before = access_list(tmp_path / "old")
    assert {"user:1234:rw-", "group:4321:r--"} <= set(before)
    output.save_file(str(tmp_path / "old"), ["new"], force=True)
    assert contents(tmp_path) == {"old": "new"}
    assert access_list(tmp_path / "old") == before


def test_a_file_without_access_list_gets_none_from_its_folder(tmp_path: Path) -> None:
    (tmp_path / "old").write_text("old")
    (tmp_path / "old").chmod(0o640)
    set_access(tmp_path, "-d", "-m", "u:1234:rwx")
    before = access_list(tmp_path / "old")
    output.save_file(str(tmp_path / "old"), ["new"], force=True)
    assert contents(tmp_path) == {"old": "new"}
    assert access_list(tmp_path / "old") == before
    # But a new file has what its folder says, as by a plain write.
    output.save_file(str(tmp_path / "new"), ["new"], force=False)
    (tmp_path / "plain").write_text("")
    assert access_list(tmp_path / "new") == access_list(tmp_path / "plain")


# A name that is free, and one that is free no longer


@pytest.fixture(params=[True, False], ids=["links", "no links"])
def links(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a file system with hard links, and one without."""

    def refuse(*_paths: Path) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    if not request.param:
        monkeypatch.setattr(os, "link", refuse)


@pytest.mark.usefixtures("links")
def test_a_new_file_has_one_name(tmp_path: Path) -> None:
    output.save_file(str(tmp_path / "new"), ["é\n"], force=False)
    assert contents(tmp_path) == {"new": "é\n"}
    assert (tmp_path / "new").stat().st_nlink == 1


@pytest.mark.usefixtures("links")
def test_a_name_that_is_taken_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    def meanwhile() -> Iterator[str]:
        yield "new"
        (tmp_path / "new").write_text("theirs")

    with pytest.raises(EigError, match=r"^'.*new' exists already: .* --force to replace it$"):
        output.save_file(str(tmp_path / "new"), meanwhile(), force=False)
    assert contents(tmp_path) == {"new": "theirs"}


def test_what_is_taken_meanwhile_is_replaced_by_force(tmp_path: Path) -> None:
    def meanwhile() -> Iterator[str]:
        yield "new"
        (tmp_path / "new").write_text("theirs")

    output.save_file(str(tmp_path / "new"), meanwhile(), force=True)
    assert contents(tmp_path) == {"new": "new"}


def test_a_signal_in_the_middle_of_tidying_up_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        monkeypatch.undo()
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "unlink", interrupt)
    with pytest.raises(KeyboardInterrupt):
        output.save_file(str(tmp_path / "new"), failing(), force=False)
    assert len(list(tmp_path.iterdir())) == 1
    output.remove_unfinished()
    assert contents(tmp_path) == {}


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_is_shown_what_it_would_obey(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    output.write_stdout(["name\tx\n", "\x1b[31mred\u202e\r\n"])
    assert terminal.getvalue() == "name\tx\n\\x1b[31mred\\u202e\\r\n"


def test_a_closed_standard_output_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(
        EigError, match=r"^standard output is closed: there is nowhere to write to$"
    ):
        output.write_stdout(["x"])


def test_a_closed_standard_error_is_silent(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    output.print_message("x")
    assert capsys.readouterr().out == ""


def test_a_person_is_told_even_where_standard_output_is_closed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(sys, "stdout", None)
    output.print_note("x")
    assert terminal.getvalue() == "eig: x\n"


def said(message: str, columns: int, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return what a terminal of so many columns is told."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("COLUMNS", str(columns))
    output.print_message(message)
    return terminal.getvalue()


def test_a_terminal_gets_messages_wrapped_at_words(monkeypatch: pytest.MonkeyPatch) -> None:
    message = f"one two three four\n{'x' * 30} abcdefgh-ijklmnop"
    assert said(message, 14, monkeypatch) == (
        f"eig: one two\nthree four\neig:\n{'x' * 30}\nabcdefgh-ijklmnop\n"
    )
    wide = f"eig: one two three four\neig: {'x' * 30} abcdefgh-ijklmnop\n"
    assert said(message, 100, monkeypatch) == wide


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
        assert command in said(f"To see it: {command}. Or so.", columns, monkeypatch)


def test_a_message_fits_the_terminal_that_shows_it_and_not_standard_output(tmp_path: Path) -> None:
    command = f"stty cols 40; {EIG} list --columns nope > {tmp_path}/x"
    with_terminal = pexpect.spawn("bash", ["-c", command], env=ENVIRONMENT, encoding="utf-8")
    told = with_terminal.read().splitlines()
    assert told[0].startswith("eig: no column is called 'nope'.")
    assert len(told) > 1
    assert all(len(line) <= 40 for line in told)


def test_a_terminal_that_nobody_told_its_size_gets_a_message_of_80_columns() -> None:
    asked = pexpect.spawn(
        EIG, ["list", "--columns", "nope"], env=ENVIRONMENT, encoding="utf-8", dimensions=(0, 0)
    )
    told = asked.read().splitlines()
    assert told[0].startswith("eig: no column is called 'nope'.")
    assert 40 < max(map(len, told)) <= 80


def test_a_pipe_gets_a_message_in_a_line(eig: Eig) -> None:
    told = eig("list", "--columns", "nope", env={"COLUMNS": "20"})
    assert told.stderr.count("\n") == 1


def test_the_cause_of_a_failure_is_said_even_where_nothing_is_left_to_remove(
    tmp_path: Path,
) -> None:
    def interfered() -> Iterator[str]:
        yield "half of it"
        for path in tmp_path.iterdir():
            path.unlink()
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(EigError, match="no space is left on the disk"):
        output.save_file(str(tmp_path / "new"), interfered(), force=False)


@pytest.mark.parametrize(
    ("file", "written"),
    [
        ("/dev/stdout", ("é\n", "")),
        ("/dev/fd/1", ("é\n", "")),
        ("/dev/stderr", ("", "é\n")),
        ("/dev/fd/2", ("", "é\n")),
    ],
)
def test_a_stream_of_the_process_is_written_to_by_its_name(
    capfd: pytest.CaptureFixture[str], file: str, written: tuple[str, str]
) -> None:
    output.save_file(file, ["é\n"], force=False)
    assert capfd.readouterr() == written
