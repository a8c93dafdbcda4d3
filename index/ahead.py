"""Working ahead: what comes next is made while what came before is used."""

import threading
from collections import deque
from collections.abc import Callable, Iterator
from typing import TypeVar

__all__ = ["ahead"]

Item = TypeVar("Item")
_PATIENCE_SECONDS = 2.0
"""How long who stops early waits for the item that is being made."""


def ahead(items: Iterator[Item], most: int, weigh: Callable[[Item], int] = lambda item: 1) -> Iterator[Item]:
    """Yield the items of an iterator that runs in a thread of its own, ahead by at most so much weight.

    An item that weighs more waits alone. An exception of the iterator is raised where its item would have
    come. When the consumer stops early, the thread ends with the item that it is making.
    """
    made: deque[Item] = deque()
    turn = threading.Condition()
    failed: list[BaseException] = []
    held, done, stopped = 0, False, False

    def shelve(item: Item) -> bool:
        """Put an item where the consumer takes it; return False when it wants no more."""
        nonlocal held
        weight = weigh(item)
        with turn:
            turn.wait_for(lambda: stopped or not made or held + weight <= most)
            made.append(item)
            held += weight
            turn.notify_all()
            return not stopped

    def make() -> None:
        nonlocal done
        try:
            for item in items:
                if not shelve(item):
                    break
        except BaseException as error:  # raised again by the consumer
            failed.append(error)
        with turn:
            done = True
            turn.notify_all()

    thread = threading.Thread(target=make, name="footnote-ahead", daemon=True)
    thread.start()
    try:
        while True:
            with turn:
                turn.wait_for(lambda: made or done)
                if not made:
                    break
                item = made.popleft()
                held -= weigh(item)
                turn.notify_all()
            yield item
        if failed:
            raise failed[0]
    finally:
        with turn:
            stopped = True
            turn.notify_all()
        thread.join(_PATIENCE_SECONDS)
