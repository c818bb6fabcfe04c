"""Documents and workbooks of eig as LibreOffice prints them."""

from pathlib import Path

import in_process
import pytest
from conftest import Eig
from office import NEEDED, sheets_of, without_spaces

SPARED = pytest.mark.skipif(in_process.MUTATED, reason="mutants need not be printed")
pytestmark = [NEEDED, SPARED]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_note_on_thirty_one_defis_is_two_pages(eig: Eig, tmp_path: Path, language: str) -> None:
    ran = eig("brief", "--family", "ecologie", "--lang", language, "-o", "note.docx")
    assert ran.returncode == 0
    first, second = sheets_of(tmp_path / "note.docx")
    assert "CartoBio" in first
    assert second.endswith(without_spaces("eig 0.3.0."))


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
