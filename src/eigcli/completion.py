"""Completion by a shell: which values complete a word, and the installation of the scripts.

Typer answers the shell. Its own scripts serve PowerShell alone: the one for zsh completes nothing
the first time and heeds the case of letters, and those for zsh and fish run another `eig` than the
one that is typed with its path. Ours are in `shells/`.
"""

import os
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import typer

from eigcli import output
from eigcli.data import loading
from eigcli.errors import EigError
from eigcli.messages import N_, _
from eigcli.options import Candidates
from eigcli.text import packaged_text, printable, unaccented


class _Candidate(str):
    """A value to offer, though it need not begin with the very letters that are typed."""

    __slots__ = ()

    def startswith(self, *_args: Any) -> bool:
        """Tell Typer, which drops other values, that it begins so."""
        return True


def completer(
    candidates: Candidates, parameter: str = "", *, commas: bool = True, alone: bool = False
) -> Callable[[Any, Any], list[tuple[str, str]]]:
    """Return what Typer calls for the values that complete a word, whatever its case and accents.

    Args:
        candidates: returns the values, each with its meaning.
        parameter: the name of the parameter, where it takes several values: those that it has
            already are not offered again.
        commas: whether several values may be in one word, such as `name,town`.
        alone: whether nothing comes after a value, though it may be of several words.
    """

    # Typer goes by the names; to look at types would take it longer, for each option of each run.
    def complete(ctx, incomplete):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        if alone and ctx.params.get(parameter):
            return []
        chosen = ",".join(ctx.params.get(parameter) or ()).split(",")
        listed, comma, prefix = "", "", incomplete
        if parameter and commas:
            listed, comma, prefix = incomplete.rpartition(",")
        unwanted = {"", *chosen, *listed.split(",")}
        source, before = _source_of(ctx), _option_in_word() + listed + comma
        completed = _matching(candidates, source, prefix, unwanted)
        if not completed and source.is_default:
            # The option that names another promotion may still be typed after this word.
            completed = _matching(candidates, source.of_all_promotions, prefix, unwanted)
        return [(_Candidate(before + value), meaning) for value, meaning in completed]

    return complete


def _matching(
    candidates: Candidates, source: loading.Input, prefix: str, unwanted: set[str]
) -> list[tuple[str, str]]:
    """Return the candidates that begin with `prefix` and are not `unwanted`, with their meanings.

    What a shell might interpret is left out of a meaning.
    """
    return [
        (_as_typed(prefix, value), re.sub(r"[^\w\u00a0\u202f .,:;@·’–-]", " ", meaning))
        for value, meaning in dict(candidates(source, prefix)).items()
        if value not in unwanted and unaccented(value).startswith(unaccented(prefix))
    ]


def _as_typed(prefix: str, value: str) -> str:
    """Return `value`, for fish with the letters of `prefix`: it drops what differs in accents."""
    is_same = value.startswith(prefix.casefold()) or len(unaccented(prefix)) != len(prefix)
    return value if is_same or "_EIG_KEEP" not in os.environ else prefix + value[len(prefix) :]


def _option_in_word() -> str:
    """Return the `--option=` before the value in the word to complete, or nothing.

    That is where `--option=value` is one word: in zsh, fish, and bash where `=` breaks no words.
    """
    line = os.environ.get("_TYPER_COMPLETE_ARGS", "")
    if "COMP_WORDS" in os.environ:
        words = os.environ["COMP_WORDS"].split("\n")
        line = words[min(int(os.environ["COMP_CWORD"]), len(words) - 1)]
    found = re.search(r"(?<!\S)--[^\s=]+=(?=\S*$)", line)
    return found[0] if found else ""


def _source_of(context: Any) -> loading.Input:
    """Return which datasets the line names so far, before or after the command."""
    contexts, names = (context, context.find_root()), loading.Input._fields
    values = (next((c.params[n] for c in contexts if c.params.get(n)), ()) for n in names)
    return loading.Input(*map(tuple, values))


# The two options that Typer has for completion, and what help says of them.
COMPLETION_OPTIONS = {
    "install_completion": N_("Teach your shell to complete what you type."),
    "show_completion": N_("Show the script that does so, to install it yourself."),
}


# Where the script of each shell goes below the user's home, which file the shell reads when it
# starts, and the lines that this file needs. By itself, fish reads the script only where it finds
# the command `eig` without its path.
_SHELLS = {
    "bash": (".bash_completions/eig.sh", ".bashrc", ["source ~/.bash_completions/eig.sh"]),
    "zsh": (
        ".zfunc/_eig",
        ".zshrc",
        [
            "fpath+=~/.zfunc; autoload -Uz compinit; compinit",
            "zstyle ':completion:*:*:eig:*' menu select",
        ],
    ),
    "fish": (
        ".config/fish/completions/eig.fish",
        ".config/fish/conf.d/eig.fish",
        ["source $__fish_config_dir/completions/eig.fish"],
    ),
}
_SHELLS_OF_TYPER = ("powershell", "pwsh")


def completion_callback(parameter: Any) -> Callable[[Any, Any, Any], Any]:
    """Return what Typer calls for one of `COMPLETION_OPTIONS`, which installs or shows a script."""
    typers = parameter.callback

    def callback(context: Any, option: Any, wanted: Any) -> Any:
        if not wanted or context.resilient_parsing:
            return wanted
        name = _running_shell()
        if name in _SHELLS_OF_TYPER:
            return typers(context, option, wanted)
        if name not in _SHELLS:
            shells = _("completion is for {names}: run this in one of these shells")
            raise EigError(shells, names=", ".join([*_SHELLS, *_SHELLS_OF_TYPER]))
        script = packaged_text(f"shells/eig.{name}")
        if parameter.name == "show_completion":
            output.write_stdout([script])
        else:
            _install(script, *_SHELLS[name])
        raise typer.Exit

    return callback


def _running_shell() -> str:
    """Return the name of the shell that runs `eig`, or nothing where it is not known."""
    import shellingham  # as Typer does

    with suppress(shellingham.ShellDetectionFailure):
        return str(shellingham.detect_shell()[0])
    return ""


def _install(script: str, script_file: str, startup_file: str, lines: list[str]) -> None:
    """Write a script, and the lines that make its shell read it; name both files.

    Raises:
        EigError: for a script that is not eig's, or a file that is no text or cannot be written.
    """
    path, startup = _path(script_file), _path(startup_file)
    # Every script that eig ever installed has it.
    if path.exists() and "_EIG_COMPLETE" not in path.read_text("utf-8", "replace"):
        taken = _("{file} exists already, and is not from eig: move it away first")
        raise EigError(taken, file=path)
    try:
        text = startup.read_bytes().decode() if startup.is_file() else ""
    except UnicodeDecodeError:
        no_text = _("{file} is no text in UTF-8: {option} prints what to add to it")
        raise EigError(no_text, file=startup, option="--show-completion") from None
    text += "".join(f"\n{line}\n" for line in lines if line not in text)
    # The script first: what reads it must find it.
    for file, content in ((path, script), (startup, text)):
        file.parent.mkdir(parents=True, exist_ok=True)
        output.save_file(str(file), [content], force=True)
    done = _(
        "wrote {files}. It works in a new terminal. To undo it, delete the files named eig, and"
        " the lines added to the others."
    )
    output.print_message(done.format(files=printable(f"{path}, {startup}")))


def _path(file: str) -> Path:
    """Return where a file of the user's shell is."""
    config = Path(os.environ.get("XDG_CONFIG_HOME", ""))
    if config.is_absolute() and file.startswith(".config/"):
        return config / file.removeprefix(".config/")
    return Path.home() / file
