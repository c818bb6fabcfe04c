"""Which dataset is asked about, and what becomes of files that are none."""

import io
import os
import shlex
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import generate
import oracle
import pexpect
import pytest
from conftest import EIG, ENVIRONMENT, Eig

import eigcli
from eigcli import dataset
from eigcli import files as reading_files
from eigcli.errors import EigError

CHOSEN = "challenges: [{slug: %s, name: N, ministry: Magic, skills: [witch]}]\n"


@pytest.fixture(autouse=True)
def files(tmp_path: Path) -> None:
    for name in ("after", "before", "env"):
        (tmp_path / name).write_text(CHOSEN % name)


@pytest.mark.parametrize(
    ("line", "env", "slug"),
    [
        ("--data before list --data after", "env", "after"),
        ("list -d after", "env", "after"),
        ("--data before list", "env", "before"),
        ("list", "env", "env"),
        ("list -n 1", "", "predisauvetage"),
    ],
)
def test_the_nearest_word_on_the_dataset_counts(eig: Eig, line: str, env: str, slug: str) -> None:
    assert eig(*line.split(), env={"EIG_DATA": env}).stdout.startswith(f"{slug}\t")


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("list -d -", "env\t\tN\t\tMagic\twitch\t\n"),
        # In a question about it, no word is a promotion.
        ("list -d - -c slug witches --quiet", "env\n"),
        ("check -", "<stdin>: 1 défi; no problems\n"),
    ],
)
def test_standard_input_is_read(tmp_path: Path, line: str, printed: str) -> None:
    command = ["bash", "-c", f"{EIG} {line} < {tmp_path / 'env'}"]
    read = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert (read.stdout, read.stderr) == (printed, "")


def test_every_command_speaks_of_the_dataset_given(eig: Eig) -> None:
    assert eig("show", "after", "-d", "after").stdout == (
        "slug: after\nname: N\nhosts: Magic\nprofiles: witch\n"
    )
    assert eig("stats", "-d", "after").stdout == (
        "total\t\t1\t\t\t1.0\tchallenges\tsought\t0\t0\n"
        "skill\twitch\t1\t\t\t1.0\tchallenges\tsought\t0\t0\n"
        "ministry\tMagic\t1\t\t\t1.0\tchallenges\tsought\t0\t0\n"
    )
    assert eig("export", "-d", "after", "-c", "slug,witch,sought,profiles").stdout == (
        "slug,witch,sought,profiles\nafter,,,witch\n"
    )
    for command in ("open after", "programme", "list -s wich", "list -m culture"):
        refused = eig(*command.split(), "-d", "after")
        assert (refused.returncode > 0, refused.stdout) == (True, "")


def test_what_comes_with_eig_is_asked_beside_a_dataset_of_ones_own(eig: Eig) -> None:
    asked = ["stats", "--format", "plain", "--by", "phase", "--promotion", "all"]
    every, both = eig(*asked), eig(*asked, "--data", "eig", "--data", "after")
    count = oracle.bundled_count()
    assert [int(told.stdout.split()[1]) for told in (every, both)] == [count, count + 1]
    listed = eig("list", "-d", "after", "-d", "eig", "-p", "2", "-c", "slug").stdout.split()
    assert listed == eig("list", "-p", "2", "-c", "slug").stdout.split()
    assert eig("show", "after", env={"EIG_DATA": "eig:after"}).stdout.startswith("slug: after\n")
    # By itself, it is what is asked by itself.
    alone, usual = eig("list", "--data", "eig", env={"EIG_DATA": "after"}), eig("list")
    assert alone.stdout == usual.stdout
    assert "after" in eig("check", "eig", "after").stdout
    twice = eig("list", "-d", "eig", "-d", "eig")
    assert (twice.returncode, twice.stderr) == (2, "eig: 'eig' is given twice\n")


def test_what_comes_with_eig_is_not_replaced_though_it_is_one_of_several(
    eig: Eig, tmp_path: Path
) -> None:
    # A wheel has its own.
    packaged = Path(eigcli.__file__).parent / "data" / generate.DATA.name
    link = tmp_path / "link.yaml"
    link.symlink_to(packaged if packaged.exists() else generate.DATA)
    asked = ["export", "-d", "eig", "-d", "after", "--output", "link.yaml", "--force"]
    refused = eig(*asked)
    assert (refused.returncode, "is being read" in refused.stderr) == (1, True)
    # A file of that name goes by its path.
    (tmp_path / "eig").write_text(CHOSEN % "mine")
    assert eig("list", "-d", "./eig", "-c", "slug").stdout == "mine\n"


def test_a_dataset_without_problems_is_said_to_have_none(eig: Eig) -> None:
    # Without a file, it says whose data that is.
    assert eig("check").stdout.startswith("what comes with eig, challenges.yaml: 13 défis, 27 ")
    checked = eig("check", "after", env={"EIG_DATA": "before"})
    assert (checked.returncode, checked.stderr) == (0, "")
    assert checked.stdout == "after: 1 défi; no problems\n"


def test_the_name_of_a_file_is_safe_to_print(eig: Eig, tmp_path: Path) -> None:
    (tmp_path / "ca\nf\udce9").write_text("challenges: []")
    checked = eig("check", "ca\nf\udce9")
    assert checked.stdout == r"ca\nf\udce9: 0 défis, 0 profiles; no problems" + "\n"


def test_problems_are_lines_that_editors_read(eig: Eig, tmp_path: Path) -> None:
    (tmp_path / "wrong").write_text("challenges:\n  - {slug: a, ministry: M, skills: [s]}\nx: 1\n")
    # Whoever checks asked for them.
    checked, listed = eig("check", "wrong"), eig("list", "-d", "wrong")
    assert (checked.returncode, checked.stderr) == (1, "")
    assert (listed.returncode, listed.stdout) == (1, "")
    for lines in (checked.stdout, listed.stderr):
        places = [line.partition(": ")[0] for line in lines.splitlines()]
        assert places == ["wrong:2:5", "wrong:3:1"]


# Each command line that is refused, with what it prints on standard error.
MESSAGES = r"""
check after -d before | eig: datasets are given both as FILE and with --data: choose one
-d before check after | eig: datasets are given both as FILE and with --data: choose one
list -d after -d after | eig: 'after' is given twice
list -d - -d - | eig: '<stdin>' is given twice
list -d . | eig: cannot read '.': is a directory
list -d missing | eig: cannot read 'missing': no such file or directory
list -d after/below | eig: cannot read 'after/below': not a directory
list -d '' | eig: cannot read '': no such file or directory
list -d 'no\x1bthing' | eig: cannot read 'no\x1bthing': no such file or directory
list -d /dev/null | /dev/null:1:1: expected a mapping, found an empty file
list -d /dev/zero | eig: '/dev/zero' is larger than 128 MiB: it is no dataset
list -d after -s wich | eig: no skill matches 'wich'. Did you mean witch? To see what there is: eig stats --by skill --data after.
list -d after -m culture | eig: no ministry or department matches 'culture'. To see what there is: eig stats --by ministry --data after.
"""


@pytest.mark.parametrize("row", MESSAGES.strip().split("\n"))
def test_what_cannot_be_read_is_one_line(eig: Eig, row: str) -> None:
    line, _, text = row.partition(" | ")
    refused = eig(*(word.replace(r"\x1b", "\x1b") for word in shlex.split(line)))
    assert (refused.returncode > 0, refused.stdout, refused.stderr) == (True, "", f"{text}\n")


def test_a_closed_standard_input_is_said() -> None:
    command = ["bash", "-c", f"{EIG} check - <&-"]
    checked = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (checked.returncode, checked.stdout) == (1, "")
    assert checked.stderr == "eig: cannot read '<stdin>': bad file descriptor\n"


def test_a_pipe_that_nobody_writes_to_yet_is_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    command = [EIG, "check", str(tmp_path / "fifo")]
    reader = subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8")
    # This waits too, for the reader.
    (tmp_path / "fifo").write_text("challenges: []")
    said, _ = reader.communicate()
    assert reader.returncode == 0
    assert said.endswith(": 0 défis, 0 profiles; no problems\n")


def test_who_is_to_type_a_dataset_is_told_so(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "told")
    child = pexpect.spawn(
        "bash",
        ["-c", f"{EIG} list -d - 2> told"],
        cwd=str(tmp_path),
        env=ENVIRONMENT,
        encoding="utf-8",
        timeout=None,
        echo=False,
    )
    with (tmp_path / "told").open() as told:
        assert told.readline() == (
            "eig: the dataset is read from the terminal: end it with Ctrl-D\n"
        )
    child.send(CHOSEN % "typed")
    child.sendeof()
    assert "typed" in child.read()
    child.close()
    assert child.exitstatus == 0


CSV = "defis:1:1: this looks like CSV: a dataset is YAML or JSON\n"


@pytest.mark.parametrize("form", ["csv", "excel"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "marked"])
@pytest.mark.parametrize("role", ["cook", "boulanger·ère"])
def test_an_export_of_eig_as_csv_is_called_csv(
    eig: Eig, tmp_path: Path, form: str, mark: bytes, role: str
) -> None:
    dataset = f"skills: {{witch: {{french: {role}}}}}\n" + CHOSEN % "a"
    (tmp_path / "mine").write_text(dataset, "utf-8")
    exported = eig("export", "-d", "mine", "-f", form).stdout.encode()
    (tmp_path / "defis").write_bytes(mark + exported.removeprefix(b"\xef\xbb\xbf"))
    assert eig("list", "-d", "defis").stderr == CSV


@pytest.mark.parametrize(
    "content",
    ["slug,name\na,A\n", "slug;name\r\n", '"slug","my name"', "slug\tname\na\tA: [\n", "a,b\n,\n"],
)
def test_csv_is_called_csv(eig: Eig, tmp_path: Path, content: str) -> None:
    (tmp_path / "defis").write_text(content)
    read = eig("check", "defis")
    assert (read.returncode, read.stdout, read.stderr) == (1, CSV, "")


@pytest.mark.parametrize(
    "content", ["name", "{a, b}", "a: b, c", "- a\n- b, c\n", "[a, b]", "\na,b"]
)
def test_what_has_commas_is_not_always_csv(eig: Eig, tmp_path: Path, content: str) -> None:
    (tmp_path / "defis").write_text(content)
    read = eig("check", "defis")
    assert (read.returncode, read.stderr) == (1, "")
    assert read.stdout.startswith("defis:")
    assert "CSV" not in read.stdout


def test_a_pipe_without_end_is_not_read_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_files, "_LARGEST", 100)
    os.mkfifo(tmp_path / "endless")
    writer = os.open(tmp_path / "endless", os.O_RDWR)
    os.write(writer, b" " * 101)
    with pytest.raises(EigError, match=r"is larger than .*: it is no dataset$"):
        dataset.load(dataset.Input((str(tmp_path / "endless"),)))
    os.close(writer)


@pytest.mark.parametrize("name", ["-", "file"])
def test_what_is_as_large_as_is_allowed_is_read_and_nothing_larger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(reading_files, "_LARGEST", 2**20)
    source = dataset.Input((name if name == "-" else str(tmp_path / name),))
    content = b"challenges: []".ljust(2**20)
    for more in (b"", b" ", b" " * 9):
        (tmp_path / "file").write_bytes(content + more)
        stdin = io.BytesIO(content + more)
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=stdin, isatty=lambda: False))
        if not more:
            assert dataset.load(source).challenges == ()
            continue
        with pytest.raises(EigError, match=r"is larger than 1 MiB: it is no dataset$"):
            dataset.load(source)
        assert name != "-" or stdin.tell() == 2**20 + 1
