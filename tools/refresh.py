"""Print what the public register of products, or a clone of code, says otherwise than the data.

    python tools/refresh.py CLONE…

A clone is that of the register (github.com/betagouv/beta.gouv.fr) or of a repository that the data
names; `ADDRESS=CLONE` says which one, if the clone has no remote `origin`. Clones need their whole
history. Nothing is written: each line names a challenge, a field, and both values. With any, the exit code is 1.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from tempfile import NamedTemporaryFile
from typing import Any

import yaml
from identify.identify import license_id

from eigcli.data.loading import bundled
from eigcli.data.model import Challenge, Dataset

REGISTER = "content/_startups"
# The names of its phases that are not those of the data.
PHASES = {"abandon": "stopped", "abandon-investigation": "not-pursued"}
PHASES |= {"opere": "operated", "transfere": "handed-over"}
# How robots sign, and merges of their branches: what they change proves no life.
ROBOT = re.compile(
    r"(?i)^[^\t]*\bbot\b|^\S+ (?:dependabot|renovate|github-actions|weblate)|\tmerge .*(?:dependabot|renovate)/"
)
ARCHIVED = re.compile(
    r"(?i)archive repo|(?:is|been|now) archived|no longer (?:maintained|developed)"
    r"|est (?:maintenant )?archivé|n[’']est plus (?:maintenu|développé|en développement)"
)
LICENCES = re.compile(r"(?i)(?:licen[cs]e|copying)(?:\.\w+)?")


def git(clone: str, *arguments: str) -> str:
    """Return what Git prints of a clone; "" if it has not what is asked for."""
    done = subprocess.run(["git", "-C", clone, *arguments], capture_output=True, check=False)
    return done.stdout.decode(errors="replace")


def card(clone: str, revision: str, path: str) -> tuple[dict[str, Any], str]:
    """Return the keys and the text of a card of the register, empty if there is none."""
    text = git(clone, "show", f"{revision}:{path}")
    head = re.match(r"(?s)---\n(.*?\n)---\n", text)
    return (yaml.safe_load(head[1]), text[head.end() :]) if head else ({}, text)


def plain(value: Any) -> str:
    """Return a value as a text; an address without what leads to the same place."""
    address = str(value or "").strip().lower().split("?utm_")[0]
    return re.sub(r"(?:/-)?/tree/(?:main|master)$", "", address).rstrip("/").removesuffix(".git")


def is_same(known: str, found: str) -> bool:
    """Return whether two values agree: a day with its month, `AGPL-3.0` with `AGPL-3.0-only`."""
    is_of_day = re.match(r"\d{4}(?:-|$)", known) and found.startswith(known)
    return bool(is_of_day) or re.sub("-(?:only|or-later)$", "", known) == found


def differences(challenge: Challenge, found: dict[str, Any]) -> Iterator[str]:
    """Yield a line for each field of a challenge that is not as it was found, if it was."""
    for name, value in found.items():
        known = getattr(challenge, name)
        if value and not is_same(plain(known), plain(value)):
            yield f"{challenge.slug}: {name}: {known or 'not known'} in the data, now {value}"


def of_register(clone: str, dataset: Dataset) -> Iterator[str]:
    """Yield what the cards of the register say otherwise than the challenges that have one."""
    [day] = [source.date for source in dataset.sources if source.key == "beta"]
    copied = git(clone, "rev-list", "-1", f"--before={day}T23:59:59", "HEAD").strip()
    for challenge in (c for c in dataset if c.card):
        product = str(challenge.card).rpartition("/")[2].removesuffix(".html")
        path = f"{REGISTER}/{product}.md"
        keys, text = card(clone, "HEAD", path)
        if not keys:
            yield f"{challenge.slug}: card: {path} is not in the register any more"
            continue
        phase = keys["phases"][-1]
        name = PHASES.get(phase["name"], phase["name"])
        found = {"phase": name, "phase_since": phase["start"]}
        found |= {"product": keys.get("link"), "repository": keys.get("repository")}
        yield from differences(challenge, found)
        if phase.get("end"):
            yield f"{challenge.slug}: phase: {name} ended {phase['end']}, no other follows"
        if copied and text != card(clone, copied, path)[1]:
            changed = git(clone, "log", "-1", "--format=%cs", "--", path).strip()
            yield f"{challenge.slug}: its text changed since {day} (last {changed}): read it again"


def of_code(clone: str, address: str, dataset: Dataset) -> Iterator[str]:
    """Yield what a clone of code says otherwise than its challenges, if these know nothing newer."""
    named = [c for c in dataset if plain(c.repository) == plain(address)]
    if not named:
        yield f"{address}: no challenge has this repository"
    files = git(clone, "ls-tree", "--name-only", "HEAD").splitlines()
    found = {
        "repository_changed": last_change(clone),
        "repository_licence": licence_of(clone, files),
        "repository_archived": archived_since(clone, files),
    }
    for challenge in named:
        if found["repository_changed"] >= (challenge.repository_changed or ""):
            yield from differences(challenge, found)


def last_change(clone: str) -> str:
    """Return the day of the last change by a person, "" if there is none."""
    commits = git(clone, "log", "--format=%as %an %ae\t%s", "HEAD").splitlines()
    return next((commit[:10] for commit in commits if not ROBOT.search(commit)), "")


def licence_of(clone: str, files: list[str]) -> str:
    """Return the licence of the first file that has the text of one, by its SPDX identifier, else ""."""
    for name in filter(LICENCES.fullmatch, files):
        with NamedTemporaryFile(buffering=0) as file:
            file.write(git(clone, "show", f"HEAD:{name}").encode())
            if licence := license_id(file.name):
                return licence
    return ""


def archived_since(clone: str, files: list[str]) -> str:
    """Return the day on which a readme came to say that the code is archived, "" if none does."""
    for name in (name for name in files if name.lower().startswith("readme")):
        if words := ARCHIVED.search(git(clone, "show", f"HEAD:{name}")):
            return git(clone, "log", "-1", "--format=%as", f"-S{words[0]}", "--", name).strip()
    return ""


def main(clones: list[str]) -> int:
    """Print all differences of some clones."""
    dataset = bundled().dataset
    lines: list[str] = []
    for argument in clones:
        address, _, clone = argument.rpartition("=")
        if git(clone, "ls-tree", "HEAD", f"{REGISTER}/"):
            lines += of_register(clone, dataset)
        else:
            address = address or git(clone, "remote", "get-url", "origin").strip()
            lines += of_code(clone, address, dataset)
    print(*lines, sep="\n")
    return int(bool(lines))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
