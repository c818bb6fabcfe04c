"""Completion by a shell: what values may complete what is begun, and scripts for zsh and fish.

Typer answers a shell and installs its scripts. Those for zsh and fish are replaced: Typer's for zsh
completes nothing the first time and goes by the case of letters, and both run another `eig` than
the one that is typed with its path.
"""

import io
import os
import re
from collections.abc import Callable
from contextlib import redirect_stdout, suppress
from pathlib import Path
from typing import Any

import typer

from eigcli import dataset, output
from eigcli.errors import EigError
from eigcli.messages import N_, _
from eigcli.options import Candidates
from eigcli.text import printable, unaccented

# Each asks Typer as fish does, for a value and its meaning a line.
_ASK = "env _EIG_COMPLETE=complete_fish _TYPER_COMPLETE_FISH_ACTION=get-args"

# -U: a value need not begin with what is typed, which may be in capitals. What the file defines is
# called the first time too, when zsh runs the file as the function itself.
_ZSH = f"""#compdef eig

_eig() {{
  local line
  local -a values meanings
  for line in "${{(@f)$({_ASK} _TYPER_COMPLETE_ARGS="${{words[1,$CURRENT]}}" ${{words[1]}})}}"; do
    [[ -n $line ]] || continue
    values+=("${{line%%$'\\t'*}}")
    meanings+=("${{(r:24:)line%%$'\\t'*}} ${{${{line#*$'\\t'}}#$line}}")
  done
  if (( $#values )); then
    compadd -U -l -d meanings -a values
  else
    compset -P '--*='
    _files
  fi
}}

if [[ $funcstack[1] == _eig ]]; then
  _eig "$@"
else
  compdef _eig eig
fi
"""

# fish drops a value without the accents that are typed of it: those letters are kept.
_FISH = f"""function __eig_complete
    set -l typed (commandline -opc)
    set -l found (env _EIG_KEEP=1 _TYPER_COMPLETE_ARGS=(commandline -cp | string collect) \\
        {_ASK} $typed[1])
    if test -n "$found[1]"
        printf '%s\\n' $found
    else
        __fish_complete_path (commandline -ct)
    end
end

complete --command eig --no-files --arguments '(__eig_complete)'
"""

# By itself, fish looks for the script of a command only if it finds the command without its path.
_FISH_START = "source $__fish_config_dir/completions/eig.fish\n"

# What is written instead of a script of Typer, the script first.
_OURS = {
    "zsh": {".zfunc/_eig": _ZSH},
    "fish": {
        ".config/fish/completions/eig.fish": _FISH,
        ".config/fish/conf.d/eig.fish": _FISH_START,
    },
}
# The files that an installed completion may change.
_FILES = (
    *(".bashrc", ".bash_completions/eig.sh", ".zshrc"),
    *(file for files in _OURS.values() for file in files),
)


class _Offered(str):
    """A value that Typer offers, though it need not begin with the very letters that are typed."""

    __slots__ = ()

    def startswith(self, *_args: Any) -> bool:
        return True


def completer(
    candidates: Candidates, repeated: str = "", *, commas: bool = True
) -> Callable[[Any, Any], list[tuple[str, str]]]:
    """Return what Typer asks for the values that may complete what is begun, in any case.

    Args:
        candidates: returns the values, each with its meaning.
        repeated: the name of the parameter where it takes several; those that are chosen are not
            offered again.
        commas: whether several may also stand in one, separated by commas.
    """

    # Typer goes by the names; to look at types would take it longer, for each option of each run.
    def complete(ctx, incomplete):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        chosen = ",".join(ctx.params.get(repeated) or ()).split(",")
        before, comma, begun = "", "", incomplete
        if repeated and commas:
            before, comma, begun = incomplete.rpartition(",")
        return _completed(candidates, ctx, before + comma, begun, {*chosen, *before.split(",")})

    return complete


def _completed(
    candidates: Candidates, context: Any, before: str, begun: str, chosen: set[str]
) -> list[tuple[str, str]]:
    """Return the values that complete what is begun, each with its meaning.

    Where none of the promotion that eig answers from by itself does, those of all do: which one is
    meant may still be typed.

    Args:
        candidates: returns the values.
        context: the command line so far.
        before: what stands before the value in the same word.
        begun: what is begun.
        chosen: the values that are there already.
    """
    given, before = _input_of(context), _option() + before
    for asked in [given] if given.promotion or given.files else [given, given.of_all_promotions]:
        completed: list[tuple[str, str]] = [
            (_Offered(before + _kept(begun, value)), _inert(meaning))
            for value, meaning in dict(candidates(asked, begun)).items()
            if value and value not in chosen and unaccented(value).startswith(unaccented(begun))
        ]
        if completed:
            return completed
    return []


def _option() -> str:
    """Return what stands before the value in `--option=value`, where a shell takes it for a word.

    That is zsh, fish, and bash where no equals sign ends a word.
    """
    line = os.environ.get("_TYPER_COMPLETE_ARGS", "")
    if "COMP_WORDS" in os.environ:
        words = os.environ["COMP_WORDS"].split("\n")
        line = words[min(int(os.environ["COMP_CWORD"]), len(words) - 1)]
    found = re.search(r"(?<!\S)--[^\s=]+=(?=\S*$)", line)
    return found[0] if found else ""


def _kept(begun: str, value: str) -> str:
    """Return a value, for fish with the accents that are typed of it."""
    is_same = value.startswith(begun.casefold()) or len(unaccented(begun)) != len(begun)
    return value if is_same or "_EIG_KEEP" not in os.environ else begun + value[len(begun) :]


def _inert(meaning: str) -> str:
    """Return a text without what a shell may obey."""
    return re.sub(r"[^\w\u00a0\u202f .,:;@·’–-]", " ", meaning)


def _input_of(context: Any) -> dataset.Input:
    """Return which datasets are asked about so far, before or after the command."""
    contexts = [context, context.find_root()]
    given = {
        name: next((c.params[name] for c in contexts if c.params.get(name)), ())
        for name in dataset.Input._fields
    }
    return dataset.Input(**{name: tuple(value) for name, value in given.items()})


# The two options that Typer has for completion.
OPTIONS = {
    "install_completion": N_("Teach your shell to complete what you type."),
    "show_completion": N_("Show the script that does so, to install it yourself."),
}
_SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")


def handled(parameter: Any) -> Callable[[Any, Any, Any], Any]:
    """Return what one of these options does: what Typer does, with our scripts and words."""
    typers = parameter.callback

    def callback(context: Any, option: Any, wanted: Any) -> Any:
        if not wanted or context.resilient_parsing:
            return wanted
        shell = _shell()
        if shell not in _SHELLS:
            shells = _("completion is for {names}: run this in one of these shells")
            raise EigError(shells, names=", ".join(_SHELLS))
        ours = _OURS.get(shell, {})
        if parameter.name == "show_completion":
            if ours:
                output.write_stdout([next(iter(ours.values()))])
                raise typer.Exit
            return typers(context, option, wanted)
        before = _times()
        if shell != "fish":  # for which ours is all there is, in the folder that fish looks into
            try:
                with suppress(SystemExit), redirect_stdout(io.StringIO()):
                    typers(context, option, wanted)
            except UnicodeDecodeError:
                no_text = _("{file} is no text in UTF-8: {option} prints what to add to it")
                raise EigError(
                    no_text, file=_path(f".{shell}rc"), option="--show-completion"
                ) from None
        for file, script in ours.items():
            path = _path(file)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(script, encoding="utf-8")
        changed = [str(_path(f)) for f, time in _times().items() if time != before[f]]
        done = _(
            "wrote {files}. It works in a new terminal. To undo it, delete the files named eig, and"
            " the lines added to the others."
        )
        output.print_message(done.format(files=", ".join(map(printable, changed))))
        raise typer.Exit

    return callback


def _shell() -> str:
    """Return the name of the shell that runs `eig`."""
    import shellingham  # as Typer does

    with suppress(shellingham.ShellDetectionFailure):
        return str(shellingham.detect_shell()[0])
    return ""


def _path(file: str) -> Path:
    """Return where a file of the user's shell is."""
    config = os.environ.get("XDG_CONFIG_HOME")
    if config and file.startswith(".config/"):
        return Path(config, file.removeprefix(".config/"))
    return Path.home() / file


def _times() -> dict[str, int | None]:
    """Return when each file was changed that an installed completion may change."""
    files = {file: _path(file) for file in _FILES}
    return {
        file: path.stat().st_mtime_ns if path.exists() else None for file, path in files.items()
    }
