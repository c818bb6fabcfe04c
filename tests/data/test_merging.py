"""Several files as one dataset; and files that cannot be read."""

import io
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from build import read, slugs

from eigcli.data import loading
from eigcli.data.loading import file_at
from eigcli.errors import EigError


def defi(slug: str, keys: str = "skills: [s]") -> str:
    return f"challenges: [{{slug: {slug}, name: N, {keys}}}]"


def test_a_dataset_has_the_records_of_its_files_then_others_that_they_name() -> None:
    loaded = read(
        "sources: {web: {title: T}}\n"
        + defi("a", "people: {dev: 1, designer: 2, cook: 1}, sources: [site, web]"),
        "skills: {dev: {english: d}, lawyer: {english: advocate}}",
    )
    assert [role.label() for role in loaded.skills] == ["d", "advocate", "designer", "cook"]
    assert [source.key for source in loaded.sources] == ["web", "site"]
    assert loaded.families == ()
    assert loaded.bodies == ()
    assert loaded.towns == ()
    assert loaded.synonyms == ()
    assert read("{}", "challenges: []").challenges == ()


def test_the_first_description_of_a_role_holds_for_all_files() -> None:
    together = read(
        defi("a"),
        defi("b", "people: [s]"),
        f"skills: {{s: {{english: smith}}}}\n{defi('c')}",
        f"skills: {{s: {{english: x, aliases: [y]}}}}\n{defi('d')}",
    )
    assert slugs(together) == ["a", "b", "c", "d"]
    assert {one.role.label() for c in together.challenges for one in c.people} == {"smith"}


def test_a_file_may_name_sources_and_families_of_another() -> None:
    loaded = read(
        defi("a", "sources: [web]") + "\nbodies: {M: {family: f}}",
        "sources: {web: {title: T}}\nfamilies: {f: {english: F}}",
    )
    assert loaded.challenges[0].sources[0].source.title == "T"
    assert loaded.bodies[0].family == loaded.families[0]


def test_equal_programmes_are_merged_even_if_one_file_describes_a_role() -> None:
    call = "programme: {name: P, promotion: 1, announced: {skills: {s: 1}}}\n"
    one, two = (call + defi(slug, "people: {s: 1}") for slug in "ab")
    assert len(read(one, f"skills: {{s: {{english: smith}}}}\n{two}").programmes) == 1
    # Programmes of two names without a promotion are two.
    assert len(read("programme: Call a", "programme: Call b").programmes) == 2


def test_the_last_synonyms_of_a_word_hold_for_all_files() -> None:
    both = read("synonyms: {a: [x, y], b: [z]}", "synonyms: {c: [z], a: [w, x]}")
    phrases = {synonym.word: synonym.phrases for synonym in both.synonyms}
    assert list(phrases.items()) == [("a", ("w", "x")), ("b", ("z",)), ("c", ("z",))]


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        (".", "is a directory"),
        ("", "no such file or directory"),
        ("no\x1bthing", "no such file or directory"),
        ("file/below", "not a directory"),
        ("-", "bad file descriptor"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, reason: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("file").touch()
    monkeypatch.setattr(sys, "stdin", None)  # as if it is closed
    name = "<stdin>" if path == "-" else path.replace("\x1b", r"\x1b")
    with pytest.raises(EigError) as refused:
        file_at(path)
    assert str(refused.value).lower() == f"cannot read '{name}': {reason}"


@pytest.mark.parametrize("name", ["-", "file", "endless"])
def test_a_file_of_the_largest_size_is_read_and_a_larger_one_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(loading, "_LARGEST", 100)
    monkeypatch.chdir(tmp_path)
    os.mkfifo("endless")
    with open(os.open("endless", os.O_RDWR), "wb", buffering=0) as pipe:  # noqa: PTH123
        for more in (b"", b" ") if name != "endless" else (b" ",):
            content = b"challenges: []".ljust(100) + more
            Path("file").write_bytes(content)
            pipe.write(content)
            monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content)))
            if not more:
                assert file_at(name).content == content
                continue
            with pytest.raises(EigError, match=r"^cannot read '[<a-z>]+': file too large$"):
                file_at(name)
