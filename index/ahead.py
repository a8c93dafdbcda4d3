"""Working ahead: what comes next is made while what came before is used."""

import queue
import threading
from collections.abc import Iterator
from typing import TypeVar

__all__ = ["ahead"]

Item = TypeVar("Item")
_END = object()


def ahead(items: Iterator[Item], most: int) -> Iterator[Item]:
    """Yield the items of an iterator that runs in a thread of its own, up to `most` items ahead.

    An exception of the iterator is raised where its item would have come. When the consumer stops early,
    the thread ends with the item that it is making.
    """
    made: queue.Queue[object] = queue.Queue(maxsize=most)
    failed: list[BaseException] = []
    stop = threading.Event()

    def make() -> None:
        try:
            for item in items:
                _put(made, item, stop)
                if stop.is_set():
                    return
        except BaseException as error:  # raised again by the consumer
            failed.append(error)
        _put(made, _END, stop)

    thread = threading.Thread(target=make, name="footnote-ahead", daemon=True)
    thread.start()
    try:
        while (item := made.get()) is not _END:
            yield item  # type: ignore[misc]
        if failed:
            raise failed[0]
    finally:
        stop.set()
        thread.join()


def _put(made: "queue.Queue[object]", item: object, stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            made.put(item, timeout=0.1)
        except queue.Full:
            continue
        return
