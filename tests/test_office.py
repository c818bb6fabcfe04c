"""Documents and workbooks of eig as LibreOffice prints them."""

from pathlib import Path

import pytest
from conftest import Eig
from mutation import spared_by_mutants
from office import NEEDED, sheets_of, without_spaces

pytestmark = [NEEDED, spared_by_mutants]


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        (["--promotion", "all"], "en"),
        (["--family", "ecologie"], "fr"),
        (["--promotion", "5"], "fr"),
        (["santé"], "en"),
    ],
)
def test_a_note_is_two_pages_at_most(
    eig: Eig, tmp_path: Path, asked: list[str], language: str
) -> None:
    assert eig("brief", *asked, "--lang", language, "-o", "note.docx").returncode == 0
    pages = sheets_of(tmp_path / "note.docx")
    assert len(pages) <= 2
    for page in pages:
        assert page.startswith(without_spaces("Programme Entrepreneurs d’intérêt général"))
    assert "LicenceOuverte2.0" in pages[-1]


def test_each_page_of_a_workbook_has_its_heads(eig: Eig, tmp_path: Path) -> None:
    eig("export", "--promotion", "all", "-o", "defis.xlsx")
    pages = sheets_of(tmp_path / "defis.xlsx")
    first = [page for page in pages if "NameStateStateasofPromotionHostTagline" in page]
    others = pages[len(first) :]
    assert pages[: len(first)] == first
    assert len(first) > 1
    heads = [page.partition("NameRolePeoplesought")[1] for page in others]
    assert heads == sorted(heads, reverse=True)  # the people, then the others
    assert heads[0]
