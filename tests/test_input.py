"""Which dataset is asked about, and what becomes of files that are none."""

import os
import shlex
import subprocess
from pathlib import Path

import oracle
import pytest
from conftest import DATA, EIG, Eig

import eigcli

CHOSEN = "challenges: [{slug: %s, name: N, ministry: Magic, skills: [witch]}]\n"


@pytest.fixture(autouse=True)
def files(tmp_path: Path) -> None:
    for name in ("after", "before", "env"):
        (tmp_path / name).write_text(CHOSEN % name)


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
        "slug: after\nname: N\nhosts: Magic\npeople: witch ?/?\nprofiles: witch\n"
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
    packaged = Path(eigcli.__file__).parent / "data" / "challenges.yaml"
    link = tmp_path / "link.yaml"
    link.symlink_to(packaged if packaged.exists() else DATA / "challenges.yaml")
    asked = ["export", "-d", "eig", "-d", "after", "--output", "link.yaml", "--force"]
    refused = eig(*asked)
    assert (refused.returncode, "is being read" in refused.stderr) == (1, True)
    # A file of that name goes by its path.
    (tmp_path / "eig").write_text(CHOSEN % "mine")
    assert eig("list", "-d", "./eig", "-c", "slug").stdout == "mine\n"


def test_a_dataset_without_problems_is_said_to_have_none(eig: Eig) -> None:
    # Without a file, it says whose data that is.
    assert eig("check").stdout.startswith(f"what comes with eig: {oracle.bundled_count()} ")
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
list -d /dev/zero | eig: cannot read '/dev/zero': file too large
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
    assert (checked.returncode, checked.stderr) == (1, "")
    assert checked.stdout == "<stdin>:1:1: cannot read '<stdin>': bad file descriptor\n"


def test_a_pipe_that_nobody_writes_to_yet_is_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    command = [EIG, "check", str(tmp_path / "fifo")]
    reader = subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8")
    # This waits too, for the reader.
    (tmp_path / "fifo").write_text("challenges: []")
    said, _ = reader.communicate()
    assert reader.returncode == 0
    assert said.endswith(": 0 défis, 0 profiles; no problems\n")
