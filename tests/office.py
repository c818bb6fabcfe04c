"""What LibreOffice makes of a file, without a window, and what is in the PDF that it makes."""

import shutil
import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader

NEEDED = pytest.mark.skipif(not shutil.which("soffice"), reason="not installed: soffice")


def convert(file: Path, form: str) -> None:
    """Convert a file, beside it, to the form that LibreOffice calls so: `pdf`."""
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation=file://{file.parent}/office", "--headless"),
            *("--convert-to", form, file.name),
        ],
        cwd=file.parent,
        capture_output=True,
        check=True,
    )


def sheets_of(file: Path) -> list[str]:
    """Convert a file to PDF, and return the text of each sheet of paper, without spaces.

    Where lines are broken depends on fonts.
    """
    convert(file, "pdf")
    return [
        without_spaces(page.extract_text()) for page in PdfReader(file.with_suffix(".pdf")).pages
    ]


def without_spaces(text: str) -> str:
    return "".join(text.split())
