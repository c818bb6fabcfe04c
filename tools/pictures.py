"""Draw the pictures of the README: what the installed `eig` shows in a terminal, and its page.

`python tools/pictures.py` draws those of the terminal, the same bytes each time; a test says when
one is old. `python tools/pictures.py page` takes those of the page, for which Chromium must be
installed; their pixels depend on the fonts of the machine, so no test compares them.
"""

import io
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from html import escape, unescape
from pathlib import Path
from typing import NamedTuple

import pexpect
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

EIG = Path(sys.executable).with_name("eig")
IMAGES = Path(__file__).parents[1] / "docs" / "images"
# GitHub shows 80 columns at a size that can be read. No command here has more lines than the
# terminal, which would call a pager.
COLUMNS, LINES = 80, 100
# Each language, and the locale of those who read it: their `eig` needs no `--lang`.
LOCALES = {"en": "en_GB.UTF-8", "fr": "fr_FR.UTF-8"}


class Picture(NamedTuple):
    """A command that is shown, and for who does not see it a description in each language."""

    name: str
    command: str
    description: dict[str, str]


PICTURES = (
    Picture(
        "list",
        "eig list --skill designer --limit 3",
        {
            "en": "In a terminal, three défis that seek a designer: what, where, whom",
            "fr": "Dans un terminal, trois défis qui recherchent un designer : quoi, où, qui",
        },
    ),
    Picture(
        "search",
        "eig list --search mer",
        {
            "en": "In a terminal, the two défis about the sea, with the words found marked",
            "fr": "Dans un terminal, les deux défis sur la mer, mots trouvés surlignés",
        },
    ),
    Picture(
        "card",
        "eig show orgues",
        {
            "en": "In a terminal, the card of the défi on organs: all that is known of it",
            "fr": "Dans un terminal, la fiche du défi sur les orgues : tout ce que l’on en sait",
        },
    ),
    Picture(
        "stats",
        "eig stats --by skill",
        {
            "en": "In a terminal, défis and people counted by role, with bars",
            "fr": "Dans un terminal, défis et personnes comptés par rôle, avec des barres",
        },
    ),
)

# Dark, as many terminals are: it stands out on a white page, and its border on a black one.
BORDER, BUTTONS = "#3d444d", "#484f58"
THEME = TerminalTheme(
    background=(22, 27, 34),
    foreground=(230, 237, 243),
    normal=[
        (13, 17, 23),
        (255, 123, 114),
        (86, 211, 100),
        (227, 179, 65),
        (121, 192, 255),
        (210, 168, 255),
        (86, 212, 221),
        (201, 209, 217),
    ],
)
# The reader's own: an image may fetch none.
FONTS = (
    "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', "
    "monospace"
)
# Rich's characters are 20 high. Most of these fonts are 0.6 as wide.
SIZE, RATIO, LEADING = 20, 0.6, 1.22
WIDE, HIGH = SIZE * RATIO, SIZE * LEADING
# What surrounds the text: more above it, for the buttons of a window.
SIDE, TOP, BOTTOM = 20, 46, 16

# Three défis are found, and fit. GitHub shows this half as wide, so that it is sharp on all screens.
PAGE_WIDTH, PAGE_HEIGHT, PAGE_SCALE = 1280, 960, 1.25
PAGE_SEARCH = "accident"

# Rich's picture in parts, which go into a window of ours: the room that Rich leaves for its own is
# always the same.
PARTS = "{terminal_height}\0{styles}\0{backgrounds}\0{matrix}"
WINDOW = f"""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {{width:g}} {{height:g}}" width="{{width:g}}" \
height="{{height:g}}" role="img" lang="{{language}}" aria-label="{{description}}">
<title>$ {{command}}</title>
<style>
text {{{{ font: {SIZE}px {FONTS}; white-space: pre }}}}
{{styles}}
.line {{{{ fill: none; stroke: currentColor; stroke-width: 1.5; stroke-linecap: square }}}}
</style>
<rect x="0.5" y="0.5" width="{{inside_width:g}}" height="{{inside_height:g}}" rx="10" \
fill="{THEME.background_color.hex}" stroke="{BORDER}"/>
<g fill="{BUTTONS}">
<circle cx="24" cy="22" r="6"/><circle cx="44" cy="22" r="6"/><circle cx="64" cy="22" r="6"/>
</g>
<g transform="translate({SIDE} {TOP})">
{{backgrounds}}{{shapes}}
</g>
</svg>
"""

RICH_TEXT = re.compile(r'<text class="([^"]*)" x="([^"]*)" y="([^"]*)"[^>]*>([^<]*)</text>')
EIGHTHS = "▏▎▍▌▋▊▉█"
# Where a corner goes from the middle of its place: to the right or left, and down or up.
CORNERS = {"╭": (1, 1), "╮": (-1, 1), "╰": (1, -1), "╯": (-1, -1)}
_LETTERS = rf"[^ \n{EIGHTHS}─│{''.join(CORNERS)}]+"
RUNS = re.compile(rf"[{EIGHTHS}]+|─+|[│{''.join(CORNERS)}]|{_LETTERS}(?: {_LETTERS})*")


def written(command: str, language: str) -> str:
    """Return what a command writes in a terminal, in an empty folder and a known environment."""
    program, *arguments = shlex.split(command)
    with tempfile.TemporaryDirectory() as folder:
        child = pexpect.spawn(
            str(EIG.with_name(program)),
            arguments,
            cwd=folder,
            # Anything else that this machine has set could change what is drawn.
            env={
                "PATH": os.environ["PATH"],
                "TERM": "xterm-256color",
                "LANG": LOCALES[language],
            },
            dimensions=(LINES, COLUMNS),
            encoding="utf-8",
            timeout=None,
        )
        text = child.read()
        child.close()
    if child.exitstatus != 0:
        raise RuntimeError(text)
    # Not all versions of Rich know the line ends of a terminal.
    return text.replace("\r\n", "\n").rstrip("\n")


def shapes(texts: Iterable[tuple[str, float, float, str]]) -> Iterator[str]:
    """Yield what texts of Rich's become, so that they look right in any font.

    Each text has the name of its style, where it begins, on which height its letters stand, and
    what it says. It is as wide as its columns. Bars and borders become shapes: few fonts have all
    of their characters, and fewer so high that those of two lines touch.
    """
    # The lines of a style are drawn at once, or one would see where they meet.
    lines: dict[str, list[str]] = {}
    for style, left, base, content in texts:
        # Letters stand on `base`: their line begins above them.
        top, middle = base - SIZE * 0.95, base - SIZE * 0.95 + HIGH / 2
        for run in RUNS.finditer(content):
            text, x, width = run[0], left + run.start() * WIDE, len(run[0]) * WIDE
            if text[0] in EIGHTHS:
                filled = sum(EIGHTHS.index(block) + 1 for block in text) * WIDE / 8
                yield (
                    f'<rect class="{style}" x="{x:g}" y="{top + 1:g}" width="{filled:g}" '
                    f'height="{HIGH - 2:g}"/>'
                )
            elif text[0] in "─│" or text in CORNERS:
                lines.setdefault(style, []).append(line(text, x, middle))
            else:
                yield (
                    f'<text class="{style}" x="{x:g}" y="{base:g}" textLength="{width:g}" '
                    f'lengthAdjust="spacingAndGlyphs">{escape(text, quote=False)}</text>'
                )
    for style, paths in lines.items():
        yield f'<path class="{style} line" d="{"".join(paths)}"/>'


def line(text: str, left: float, middle: float) -> str:
    """Return the path of a part of a border that begins at the left and is at a height."""
    x = left + WIDE / 2
    if text[0] == "─":
        return f"M{left:g} {middle:g}h{len(text) * WIDE:g}"
    if text == "│":
        return f"M{x:g} {middle - HIGH / 2:g}v{HIGH:g}"
    right, down = CORNERS[text]
    return (
        f"M{x + right * WIDE / 2:g} {middle:g}"
        f"Q{x:g} {middle:g} {x:g} {middle + down * WIDE / 2:g}V{middle + down * HIGH / 2:g}"
    )


def drawn(picture: Picture, language: str) -> str:
    """Return a picture of the terminal as SVG."""
    console = Console(
        record=True,
        width=COLUMNS,
        file=io.StringIO(),
        force_terminal=True,
        color_system="truecolor",
    )
    prompt = Text.assemble(("$ ", "dim"), (picture.command, "bold"))
    console.print(prompt, Text.from_ansi(written(picture.command, language)), sep="\n")
    parts = console.export_svg(
        theme=THEME, title="", code_format=PARTS, unique_id="eig", font_aspect_ratio=RATIO
    )
    inner_height, styles, backgrounds, texts = parts.split("\0")
    width, height = 2 * SIDE + COLUMNS * WIDE, TOP + float(inner_height) + BOTTOM
    return WINDOW.format(
        width=width,
        height=height,
        inside_width=width - 1,
        inside_height=height - 1,
        language=language,
        description=escape(picture.description[language]),
        command=escape(picture.command),
        # A line is of the colour of the text that it was.
        styles=re.sub(r"fill: (#\w+)", r"fill: \1; color: \1", styles),
        backgrounds=backgrounds.replace("/>", "/>\n"),
        shapes="\n".join(
            shapes(
                # Rich writes spaces as no-break spaces.
                (style, float(x), float(y), unescape(content).replace("\xa0", " "))
                for style, x, y, content in RICH_TEXT.findall(texts)
            )
        ),
    )


def path_of(name: str, language: str, suffix: str) -> Path:
    """Return where a picture is."""
    return IMAGES / (f"{name}.{suffix}" if language == "en" else f"{name}.{language}.{suffix}")


def files() -> dict[Path, str]:
    """Return what each picture of the terminal should be."""
    return {
        path_of(picture.name, language, "svg"): drawn(picture, language)
        for picture in PICTURES
        for language in LOCALES
    }


def taken(language: str) -> bytes:
    """Return a picture of the page as PNG: of all défis, in which somebody searches."""
    # Only who takes this picture needs a browser.
    from chromium import launched

    with tempfile.TemporaryDirectory() as folder, launched() as browser:
        file = Path(folder, "page.html")
        subprocess.run(
            [EIG, "export", "--promotion", "all", "--output", file, "--lang", language],
            check=True,
            capture_output=True,
        )
        context = browser.new_context(
            viewport={"width": PAGE_WIDTH, "height": PAGE_HEIGHT},
            device_scale_factor=PAGE_SCALE,
            color_scheme="light",
            offline=True,
        )
        page = context.new_page()
        page.goto(file.as_uri())
        rows = page.locator("tbody tr:visible")
        everything = rows.count()
        page.get_by_role("searchbox").fill(PAGE_SEARCH)
        # The page searches a moment after the last key.
        page.wait_for_function(
            "([selector, count]) => [...document.querySelectorAll(selector)]"
            ".filter(row => row.offsetParent).length < count",
            arg=["tbody tr", everything],
        )
        # A caret that blinks would be there by chance.
        return page.screenshot(caret="hide", animations="disabled")


def main(arguments: Sequence[str]) -> None:
    """Draw the pictures of the terminal, or take those of the page."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    if list(arguments) == ["page"]:
        for language in LOCALES:
            path_of("page", language, "png").write_bytes(taken(language))
    elif arguments:
        raise SystemExit(__doc__)
    else:
        for path, svg in files().items():
            path.write_text(svg, "utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
