"""What several threads ask for at a time is done at once, and each gets its own."""

import os
import signal
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from index.combine import Combined
from index.pools import pool


class Counting:
    """Notes what it is called for, and waits until it may return."""

    def __init__(self) -> None:
        """Begin with no calls."""
        self.calls: list[list[str]] = []
        self.go = threading.Event()

    def __call__(self, texts: Sequence[str]) -> list[str]:
        """Return the texts in capitals."""
        self.calls.append(list(texts))
        assert self.go.wait(10)
        if "bad" in texts:
            raise ValueError("bad")
        return [text.upper() for text in texts]


def started(pool: ThreadPoolExecutor, combined: Combined, texts: Sequence[Sequence[str]]) -> list:  # type: ignore[type-arg]
    """Ask in threads of their own, one after the other."""
    futures = []
    for some in texts:
        futures.append(pool.submit(combined, some))
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline and not combined._busy:
            time.sleep(0.001)
        while time.monotonic() < deadline and len(combined._waiting) < len(futures) - 1:
            time.sleep(0.001)
    return futures


def test_who_asks_meanwhile_is_served_together() -> None:
    """The first at once, the others in one call, each with its own results."""
    counting = Counting()
    combined = Combined(counting, 10)
    with ThreadPoolExecutor(8) as pool:
        futures = started(pool, combined, [["a"], ["b", "c"], ["d"], ["e"]])
        counting.go.set()
        assert [future.result(10) for future in futures] == [["A"], ["B", "C"], ["D"], ["E"]]
    assert counting.calls[0] == ["a"]
    assert sorted(counting.calls[1]) == ["b", "c", "d", "e"]
    assert len(counting.calls) == 2


def test_no_call_is_for_more_than_is_allowed() -> None:
    """Who finds no room waits for the next call; who alone asks for more has one."""
    counting = Counting()
    combined = Combined(counting, 2)
    with ThreadPoolExecutor(8) as pool:
        futures = started(pool, combined, [["a"], ["b"], ["c"], ["d"], ["e", "f", "g"]])
        counting.go.set()
        assert [future.result(10) for future in futures] == [["A"], ["B"], ["C"], ["D"], ["E", "F", "G"]]
    assert sorted(map(len, counting.calls)) == [1, 1, 2, 3]


def test_an_error_is_raised_for_all_that_it_was_for_and_the_next_go_on() -> None:
    """Nobody waits for ever."""
    counting = Counting()
    combined = Combined(counting, 10)
    with ThreadPoolExecutor(8) as pool:
        futures = started(pool, combined, [["a"], ["bad"], ["c"]])
        counting.go.set()
        assert futures[0].result(10) == ["A"]
        for future in futures[1:]:
            with pytest.raises(ValueError, match="bad"):
                future.result(10)
    assert combined(["d"]) == ["D"]


def test_a_thread_that_ends_leaves_the_others_waiting_for_the_next_call() -> None:
    """An interrupt is of one thread only."""
    go, calls = threading.Event(), []

    def function(texts: Sequence[str]) -> list[str]:
        calls.append(list(texts))
        assert go.wait(10)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return [text.upper() for text in texts]

    combined = Combined(function, 10)
    with ThreadPoolExecutor(8) as pool:
        futures = started(pool, combined, [["a"], ["b"], ["c"]])
        go.set()
        assert futures[0].result(10) == ["A"]
        ended = [future.exception(10) for future in futures[1:]]
    assert sorted(type(error).__name__ for error in ended) == ["KeyboardInterrupt", "NoneType"]
    assert sorted(calls[1]) == ["b", "c"]
    assert len(calls) == 3


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no forks there")
def test_a_fork_has_threads_of_its_own() -> None:
    """Work given to a pool that was used before the fork is done in the fork too."""
    assert pool("test").submit(int, "1").result(10) == 1
    child = os.fork()
    if not child:
        signal.alarm(10)
        os._exit(0 if pool("test").submit(int, "2").result(5) == 2 else 1)
    assert os.waitpid(child, 0)[1] == 0
