"""Which datasets and promotions are asked about: by options, or the environment."""

import os
from pathlib import Path

import pytest
from build import slugs

from eigcli.data.loading import bundled
from eigcli.errors import UsageError
from eigcli.options import Input, promotion_candidates


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A current folder with files `a` and `b`, of a promotion each."""
    monkeypatch.chdir(tmp_path)
    for name, promotion in (("a", "x"), ("b", "y")):
        Path(name).write_text(f"challenges: [{{slug: {name}, name: N, promotion: {promotion}}}]")


ALL = str(len(bundled().dataset.challenges))


@pytest.mark.parametrize(
    ("data", "promotion", "env", "found"),
    [
        # The default: one promotion of the bundled data, all promotions of files.
        ((), (), {}, "13"),
        ((), (), {"EIG_PROMOTION": "all"}, ALL),
        ((), (), {"EIG_PROMOTION": " "}, "13"),
        ((), (), {"EIG_PROMOTION": "2018"}, "13"),
        ((), ("all",), {}, ALL),
        (("a", "b"), (), {"EIG_PROMOTION": "x"}, "a b"),
        (("b", "a"), ("x",), {}, "a"),
        (("a", "b"), ("all",), {}, "a b"),
        # Files that are given go before those of EIG_DATA.
        ((), (), {"EIG_DATA": f"b{os.pathsep}{os.pathsep}a"}, "b a"),
        (("a",), (), {"EIG_DATA": "b"}, "a"),
        # A file that is given twice is read once.
        (("a", "b", "a"), (), {}, "a b"),
        # The bundled data is called `eig`, alone or beside files.
        (("eig", "a"), ("x,2021",), {}, "16"),
        (("eig",), (), {"EIG_DATA": "a"}, "13"),
        ((), (), {"EIG_DATA": "eig"}, "13"),
        # Given twice, it is the same.
        (("eig", "eig"), (), {}, "13"),
        ((), (), {"EIG_DATA": f"eig{os.pathsep}eig"}, "13"),
    ],
)
def test_options_go_before_the_environment_and_the_defaults(
    monkeypatch: pytest.MonkeyPatch,
    data: tuple[str, ...],
    promotion: tuple[str, ...],
    env: dict[str, str],
    found: str,
) -> None:
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    loaded = slugs(Input(data, promotion).load())
    assert found == (" ".join(loaded) if len(loaded) < 5 else str(len(loaded)))


def test_an_unknown_promotion_is_a_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match=r"^no promotion is called 'z'. Known: x, all$"):
        Input(("a",), ("z",)).load()
    monkeypatch.setenv("EIG_PROMOTION", "99")
    with pytest.raises(UsageError, match=r"^no promotion is called '99'"):
        Input((), ()).load()


def test_all_promotions_can_be_loaded_whatever_is_named() -> None:
    assert slugs(Input(("a",), ("z",)).load_all()) == slugs(Input(("a",), ()).load())


def test_completion_offers_promotions() -> None:
    found = dict(promotion_candidates(Input((), ()).load_all()))
    assert found["all"] == "all of them"
    assert found["2"] == "2 (2018)"
    assert dict(promotion_candidates(Input(("a",), ()).load())) == {"all": "all of them", "x": "x"}
    # An unreadable file, or standard input, which is read only once, completes none.
    Path("broken").write_text("[")
    for data in (("broken",), ("-",), ("missing",)):
        assert list(dict(promotion_candidates(Input(data, ()).load_or_empty()))) == ["all"]
