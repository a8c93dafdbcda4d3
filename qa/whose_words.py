"""Whether a sentence gives the words of the one whose are asked for: it says so, or its document does."""

from qa.attribution import Known, Said, known_of, said_in
from qa.judges import finds, judge_of, may_be_judges
from qa.offices import held_by
from qa.retrieve import Match
from qa.speaker import asked_as, asked_speaker, is_named, speaks

__all__ = ["Speakers"]

_MOST_CHARS = 100_000
"""How much of a document is searched for who holds an office."""


class Speakers:
    """Says of sentences of documents whether they are the words of the one whose are asked for."""

    def __init__(self, question: str) -> None:
        """Take a question, which may ask for nobody's words."""
        self._asked = asked_speaker(question)
        self._as = asked_as(question) if self._asked else ""
        self._said: dict[tuple[str, int, int], list[Said]] = {}
        self._known_as: dict[str, frozenset[str]] = {}
        self._known: dict[str, Known] = {}

    def of(self, match: Match, start: int, end: int) -> tuple[bool | None, str]:
        """Return the same as `own`, and who is asked for if a sentence is theirs without saying so."""
        own = self.own(match, start, end)
        if not own or speaks(self._asked, match.document.text[start:end]):
            return own, ""
        return own, self._as

    def own(self, match: Match, start: int, end: int) -> bool | None:
        """Return whether a sentence gives words of who is asked for; None where that is not known."""
        if not self._asked:
            return None
        document, passage = match.document, (match.hit.passage.start, match.hit.passage.end)
        if document.id not in self._known_as:
            self._known_as[document.id] = self._asked | held_by(self._asked, document.text[:_MOST_CHARS])
        asked = self._known_as[document.id]
        judge = judge_of(document, start)
        is_judge = bool(judge) and is_named(asked, judge)
        sentence = document.text[start:end]
        told = True if is_judge and finds(sentence) else speaks(asked, sentence)
        if told is not None:
            return told
        key = (document.id, *passage)
        if key not in self._said:
            if document.id not in self._known:
                self._known[document.id] = known_of(document.text)
            self._said[key] = said_in(document, *passage, self._known[document.id])
        said = next((one for one in self._said[key] if one.start < end and start < one.end), None)
        if said is not None:
            return is_named(asked, said.who)
        is_judge = is_judge and may_be_judges(sentence)
        return True if is_judge or (document.author and is_named(asked, document.author)) else None
