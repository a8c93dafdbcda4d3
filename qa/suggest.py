"""Questions to begin with, made from the documents by rule, kept where the index answers them surely."""

import logging
import re
import threading
import time
from collections.abc import Callable, Iterator, Sequence

from index.errors import FootnoteError
from index.library import Library
from qa.types import Answer

__all__ = ["Suggestions", "suggest", "suggestions_of"]

_logger = logging.getLogger(__name__)
_QUIET_SECONDS = 1.0

_READ_DOCUMENTS = 30
_READ_CHARS = 20_000
_PER_DOCUMENT = 4
_SURE = 0.8
_NAME = r"(?:[A-Z][\w’'-]+ ){1,2}[A-Z][\w’'-]+"
_SPEECH = {
    "said": "say",
    "announced": "announce",
    "warned": "say",
    "promised": "promise",
    "proposed": "propose",
}
_SAID = re.compile(rf"\b({_NAME}) ({'|'.join(_SPEECH)})\b")
_DATED = re.compile(r"\bon (\d{1,2} [A-Z][a-z]{2,8} \d{4}|[A-Z][a-z]{2,8} \d{1,2}, \d{4})\b")
_SIZED = re.compile(
    r"\b[Tt]he ([a-z]+(?: [a-z]+)?) (is|was) [\d.,]+ [a-z]+ (long|high|tall|wide|deep|old|heavy)\b"
)
_COUNTED = re.compile(r"\b\d[\d.,]* ([a-z]{4,}s) (were|was|are) ([a-z]{3,}(?:ed|en|lt|ilt))\b")


class Suggestions:
    """The questions of one index, looked for in the background whenever nobody else asks."""

    def __init__(self, stop: threading.Event) -> None:
        """Take what ends the search when it is set."""
        self.questions: tuple[str, ...] = ()
        self._stop = stop
        self._generation = -1
        self._asked_at = 0.0

    def make_way(self) -> None:
        """Wait a while: someone asks."""
        self._asked_at = time.monotonic()

    def look(self, library: Library, ask: Callable[[str], Answer]) -> None:
        """Look for questions in a thread of its own, where the index is not the one they were made from."""
        if self._generation != library.record.generation:
            self._generation = library.record.generation
            arguments = (library, ask, self._generation)
            threading.Thread(target=self._look, args=arguments, name="footnote-suggest", daemon=True).start()

    def _look(self, library: Library, ask: Callable[[str], Answer], generation: int) -> None:
        def go_on() -> bool:
            while time.monotonic() - self._asked_at < _QUIET_SECONDS and not self._stop.is_set():
                self._stop.wait(_QUIET_SECONDS)
            return not self._stop.is_set() and library.record.generation == generation

        try:
            self.questions = tuple(suggest(library, ask, go_on))
        except Exception:
            if not self._stop.is_set():  # else the index has been closed meanwhile
                _logger.exception("looking for questions to suggest failed")


def suggestions_of(text: str, headings: Sequence[str]) -> Iterator[str]:
    """Yield questions that a text may answer, from its figures, names, dates and headings."""
    for noun, verb, how in _SIZED.findall(text):
        yield f"How {how} {verb} the {noun}?"
    for name, verb in _SAID.findall(text):
        yield f"What did {name} {_SPEECH[verb]}?"
    for noun, verb, done in _COUNTED.findall(text):
        yield f"How many {noun} {verb} {done}?"
    for date in _DATED.findall(text):
        yield f"What happened on {date}?"
    for heading in headings:
        if heading.endswith("?") and len(heading.split()) > 2:
            yield heading


def suggest(
    library: Library, ask: Callable[[str], Answer], go_on: Callable[[], bool], most: int = 4
) -> Iterator[str]:
    """Yield questions that are answered surely, at most one from a document, while `go_on` says so.

    What says the same as a document that has one, as the same report in another format does, has none.
    """
    found: set[str] = set()
    told: set[str] = set()
    for info in library.documents()[:_READ_DOCUMENTS]:
        if info.id in told:
            continue
        document = library.document(info.id)
        passages = library.record.passages(document_id=info.id)
        headings = [stored.passage.heading.rsplit(" › ", 1)[-1] for stored in passages]
        tried = dict.fromkeys(suggestions_of(document.text[:_READ_CHARS], headings))
        for question in list(tried)[:_PER_DOCUMENT]:
            if question.casefold() in found:
                continue
            if not go_on():
                return
            if answer := _sure_answer(ask, question, info.id):
                yield question
                found.add(question.casefold())
                told |= {citation.document_id for citation in answer.statements[0].citations}
                break
        if len(found) == most:
            return


def _sure_answer(ask: Callable[[str], Answer], question: str, document_id: str) -> Answer | None:
    """Return a sure answer that cites a document; None where there is none."""
    try:
        answer = ask(question)
    except FootnoteError:
        return None
    cited = {citation.document_id for citation in answer.citations}
    return answer if answer.answered and answer.confidence >= _SURE and document_id in cited else None
