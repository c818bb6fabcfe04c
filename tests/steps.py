"""In how many steps some work is done: what grows with its size is the same on every machine."""

import sys
from collections.abc import Callable

import in_process
import pytest

counts_steps = pytest.mark.skipif(in_process.MUTATED, reason="mutmut takes steps of its own")


def steps(work: Callable[[], object]) -> int:
    """Return how many functions are called, and generators resumed, until some work is done."""
    count = 0

    def profile(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event.endswith("call")

    sys.setprofile(profile)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count
