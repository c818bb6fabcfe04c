"""Draw the picture of the README: a question and its answer; a test says when it is out of date."""

import io
import re
import subprocess
import sys
from html import escape
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

EIG = Path(sys.executable).with_name("eig")
IMAGES = Path(__file__).parents[1] / "docs" / "images"
# In each language, the question as it is typed.
QUESTIONS = {
    "en": "eig which projects of 2021 are still in use",
    "fr": "eig quels projets de 2021 sont encore utilisés",
}
COLUMNS = 80
# A light theme: on white, each colour has a contrast of at least 4.5.
_COLOURS = ["#0b0d0f", "#b42318", "#116329", "#7d4e00", "#0550ae", "#8250df", "#0b6a77", "#59636e"]
_RGB = [tuple(bytes.fromhex(colour[1:])) for colour in _COLOURS]
THEME = TerminalTheme((255, 255, 255), _RGB[0], _RGB)  # type: ignore[arg-type]
# Rich's picture without its window, and without its fonts, which it would fetch.
SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="-20 -14 {width} {height}" role="img" \
aria-label="{title}">
<title>{title}</title>
<style>
text {{ font: 20px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; white-space: pre }}
{styles}
</style>
<rect x="-19" y="-13" width="98.5%" height="99%" rx="10" fill="white" stroke="#d1d9e0"/>
{backgrounds}
{matrix}
</svg>
"""


def drawn(language: str) -> str:
    """Return the picture in a language, as SVG."""
    question = QUESTIONS[language]
    environment = {"EIG_LANG": language, "COLUMNS": str(COLUMNS), "TERM": "xterm-256color"}
    done = subprocess.run(
        [EIG, *question.split()[1:], "--format", "table"],
        env=environment | {"FORCE_COLOR": "1", "EIG_HYPERLINKS": "0"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=True,
    )
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), color_system="truecolor")
    lines = [Text.assemble(("$ ", "dim"), (question, "bold")), *Text.from_ansi(done.stdout).split()]
    console.print(*lines, sep="\n")
    count = sum(len(line.wrap(console, COLUMNS)) for line in lines)  # messages may be longer
    size = {"width": f"{40 + 12.2 * COLUMNS:g}", "height": f"{40 + 24.4 * count:g}"}
    template = SVG
    for name, value in (size | {"title": escape(f"$ {question}")}).items():
        template = template.replace(f"{{{name}}}", value)
    svg = console.export_svg(theme=THEME, code_format=template, unique_id="eig")
    # Without the areas that cut lines, and without texts that are only line ends.
    return re.sub(r' clip-path="[^"]*"|<text[^>]*>\n</text>', "", svg)


def path_of(language: str) -> Path:
    """Return where the picture in a language is."""
    return IMAGES / ("answer.svg" if language == "en" else f"answer.{language}.svg")


if __name__ == "__main__":
    for language in QUESTIONS:
        path_of(language).write_text(drawn(language), "utf-8", newline="\n")
