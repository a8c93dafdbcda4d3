"""Doing at once what several threads ask for at the same moment.

Who asks while nothing is being done does it at once. Who asks meanwhile waits, and the first of them does it
for all: the more there are, the more is done together, and nobody waits for others to come.
"""

import threading
from collections.abc import Callable, Sequence
from typing import Any

__all__ = ["Combined"]


class _Asked:
    """What one thread asks for, and what comes of it."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self.results: Any = None
        self.error: Exception | None = None
        self.done = False


class Combined:
    """A function from texts to as many results, called once for all that wait for it. Thread-safe."""

    def __init__(self, function: Callable[[Sequence[str]], Any], most: int) -> None:
        """Take the function, whose result can be sliced, and for how many texts it is called at most.

        Who asks for more than `most` has a call alone.
        """
        self._function = function
        self._most = most
        self._turn = threading.Condition()
        self._waiting: list[_Asked] = []
        self._busy = False

    def __call__(self, texts: Sequence[str]) -> Any:  # noqa: ANN401 - what the function returns
        """Return the results for texts; what the function raises is raised for all that it was called for."""
        asked = _Asked(texts)
        with self._turn:
            self._waiting.append(asked)
            self._turn.wait_for(lambda: asked.done or not self._busy)
            together = [] if asked.done else self._begin(asked)
        if together:
            self._do(together)
        if asked.error is not None:
            raise asked.error
        return asked.results

    def _begin(self, asked: _Asked) -> list[_Asked]:
        """Return who is served by the next call: who asks, and those that wait, as far as they go in."""
        self._busy = True
        together, count = [asked], len(asked.texts)
        for other in self._waiting:
            if other is not asked and count + len(other.texts) <= self._most:
                together.append(other)
                count += len(other.texts)
        self._waiting = [other for other in self._waiting if other not in together]
        return together

    def _do(self, together: Sequence[_Asked]) -> None:
        try:
            results = self._function([text for one in together for text in one.texts])
            first = 0
            for one in together:
                one.results = results[first : first + len(one.texts)]
                one.done = True
                first += len(one.texts)
        except Exception as error:
            for one in together:
                one.error, one.done = error, True
        finally:  # where this thread alone is to end, the others go on waiting
            with self._turn:
                self._busy = False
                self._waiting += [one for one in together[1:] if not one.done]
                self._turn.notify_all()
