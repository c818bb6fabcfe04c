"""Say what must still be filled in before a release; ends with 1 if something must.

Usage: `python tools/publication.py`, or with the tag of the release, `python tools/publication.py v1.2.3`.
"""

import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]


def problems(root: Path, tag: str = "") -> list[str]:
    """Return a sentence for each thing that a release of the checkout in `root` lacks."""
    publication = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["tool"]["publication"]
    found = [
        f"pyproject.toml, [tool.publication]: {key} is empty"
        for key, value in publication.items()
        if not value
    ]
    version = _only(r'__version__ = "(.+)"', root / "src" / "eigcli" / "version.py")
    if tag and tag != f"v{version}":
        found.append(f"the tag {tag} is not that of version {version}, v{version}")
    if _only(r"^version: (.+)$", root / "CITATION.cff") != version:
        found.append(f"CITATION.cff: its version is not {version}")
    if publication["repository"] not in (root / "CITATION.cff").read_text("utf-8"):
        found.append(f"CITATION.cff lacks 'repository-code: {publication['repository']}'")
    changes = (root / "CHANGELOG.md").read_text("utf-8")
    if not re.search(rf"^## {re.escape(version)} – \d{{4}}-\d\d-\d\d$", changes, re.MULTILINE):
        found.append(f"CHANGELOG.md: version {version} has no day, '## {version} – 2026-12-31'")
    return found


def _only(pattern: str, path: Path) -> str:
    found = re.search(pattern, path.read_text("utf-8"), re.MULTILINE)
    return found[1] if found else ""


if __name__ == "__main__":
    todo = problems(ROOT, *sys.argv[1:2])
    print("\n".join(todo) or "Nothing is left to fill in.")
    sys.exit(1 if todo else 0)
