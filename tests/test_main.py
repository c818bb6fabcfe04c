"""What happens around the command line when it does not end as it should."""

import signal
import sys

import pytest

from eigcli import __main__, cli


def test_an_interrupt_before_the_command_runs_is_quiet(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def interrupted(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "run", interrupted)
    assert __main__.run(["list"]) == 130
    assert capfd.readouterr() == ("", "")


def test_a_platform_without_broken_pipes_is_fine(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delattr(signal, "SIGPIPE")
    monkeypatch.setattr(sys, "argv", ["eig", "list", "-m", "culture"])
    with pytest.raises(SystemExit) as end:
        __main__.main()
    assert end.value.code == 0
    assert capfd.readouterr().out.startswith("gobelins\t")


def test_completion_is_not_wrapped_at_the_width_of_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    monkeypatch.setenv("_EIG_COMPLETE", "complete_fish")
    monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", "eig list --minis")
    monkeypatch.setattr(sys, "argv", ["eig"])
    with pytest.raises(SystemExit):
        __main__.main()
    [line] = capfd.readouterr().out.splitlines()
    assert line.startswith("--ministry\tDéfis whose ministry or department has TEXT in its name.")
