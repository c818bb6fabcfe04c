"""Compile catalogues of translations for each build and install, and the data for a wheel.

The metadata of a package has its addresses from `[tool.publication]`.
"""

import pickle
import re
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

# A link, or a picture, to a file of the repository: `[text](docs/reference.md)`.
_LINK_TO_FILE = re.compile(r"(!?)\[([^\[\]]+)\]\((?!https?:|#)([^()]+)\)")


class Publication(MetadataHookInterface):
    """Say where the project is, and make the links of its README lead there.

    A registry shows the README without the files beside it. As long as `[tool.publication]` has no
    address, links and pictures are text.
    """

    def update(self, metadata: dict[str, Any]) -> None:
        project = tomllib.loads(Path(self.root, "pyproject.toml").read_text("utf-8"))
        publication = project["tool"]["publication"]
        repository, version = publication["repository"], metadata["version"]
        addresses = {
            "Homepage": publication["site"],
            "Source": repository,
            "Issues": repository and f"{repository}/issues",
            "Changelog": repository and f"{repository}/blob/main/CHANGELOG.md",
        }
        metadata["urls"] = {label: address for label, address in addresses.items() if address}
        metadata["maintainers"] = []
        if publication["maintainer"]:
            maintainer = {"name": publication["maintainer"], "email": publication["email"]}
            metadata["maintainers"].append(maintainer)

        def linked(match: re.Match[str]) -> str:
            mark, text, path = match.groups()
            if not repository:
                return text
            view = "raw" if mark else "blob"
            return f"{mark}[{text}]({repository}/{view}/v{version}/{path})"

        readme = Path(self.root, "README.md").read_text("utf-8")
        text = _LINK_TO_FILE.sub(linked, readme)
        metadata["readme"] = {"content-type": "text/markdown", "text": text}


class Compiler(BuildHookInterface):  # type: ignore[type-arg]
    """Write a `.mo` file beside each `.po` file, where an editable install reads it too.

    A wheel that is no editable install has the bundled dataset, and the words by which people ask,
    as they are once they are read. The names of these files have a checksum of what they were made
    from: after a change of that, they are not found, and it is read itself.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        for source in Path(self.root, "src", "eigcli", "locale").glob("*.po"):
            with source.open("rb") as file:
                catalogue = _Timeless(read_po(file))
            with source.with_suffix(".mo").open("wb") as file:
                write_mo(file, catalogue)  # type: ignore[arg-type]
        if self.target_name == "wheel" and version == "standard":
            sys.path.insert(0, str(Path(self.root, "src")))
            from eigcli.data.loading import compiled_name, read_bundled
            from eigcli.query.facets import lexicon_of
            from eigcli.query.searching import SearchIndex
            from eigcli.query.vocabulary import number_labels, subjects_of
            from eigcli.query.words import file_of_words, phrases

            self._folder = TemporaryDirectory()
            bundled = read_bundled()
            path = Path(self._folder.name, compiled_name("bundled"))
            path.write_bytes(pickle.dumps(bundled, protocol=5))
            build_data["force_include"][str(path)] = f"eigcli/data/{path.name}"
            texts = SearchIndex(bundled.dataset)
            synonyms = texts.words_with_synonyms
            words = {**file_of_words(), "lexicon": lexicon_of(texts.dataset, synonyms)}
            words["synonyms"], words["deciding"] = synonyms, sorted(subjects_of(texts))
            words["number_labels"] = number_labels()
            words["phrases"] = dict(zip(phrases(), _shared(phrases().values()), strict=True))
            index = texts.index._asdict()
            index["texts"] = _shared(index["texts"])
            # Most questions need no texts.
            for name, compiled in (("words", words), ("texts", index)):
                # Which parts share a text depends on the run, and would show in the bytes.
                apart = {n: pickle.loads(pickle.dumps(part)) for n, part in compiled.items()}  # noqa: S301
                path = Path(self._folder.name, compiled_name(name))
                path.write_bytes(pickle.dumps(apart, protocol=5))
                build_data["force_include"][str(path)] = f"eigcli/data/{path.name}"


def _shared(values: Iterable[Any]) -> list[Any]:
    """Return values, of which equal ones are one object: a pickle has and loads that once."""
    first: dict[str, Any] = {}
    return [first.setdefault(repr(value), value) for value in values]


class _Timeless(list[Message]):
    """The messages of a catalogue, with a header that says neither when it was made nor by what.

    Babel would write its own version there and, where the `.po` file has no date, the time: the
    same sources would not make the same bytes.
    """

    def __init__(self, catalogue: Catalog) -> None:
        super().__init__(catalogue)
        self.charset = catalogue.charset
        # What `gettext` reads.
        kept = f"Plural-Forms: {catalogue.plural_forms}\nContent-Type: text/plain; charset=utf-8\n"
        self[0].string = kept
