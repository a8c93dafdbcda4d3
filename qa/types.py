"""The values that travel from a question to its answer.

Offsets count Unicode code points of the document's text; ends are exclusive. A score is higher for a
better match and belongs to a hit, never to a passage.
"""

from dataclasses import dataclass, field
from typing import Any

from index.types import EVERYTHING, Passage, Scope

__all__ = ["Answer", "Choice", "Citation", "Clarification", "Hit", "Looking", "Part", "Place", "Statement"]

Place = tuple[str, int, int]
"""A document's id, and offsets in its text."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage, its text, and how well it matches the question (0–1, higher is better)."""

    passage: Passage
    text: str
    score: float

    def to_json(self) -> dict[str, Any]:
        """Return the hit as it stands in `nearest` of a JSON answer."""
        return {
            "document_id": self.passage.document_id,
            "start": self.passage.start,
            "end": self.passage.end,
            "heading": self.passage.heading,
            "page": self.passage.page,
            "text": self.text,
            "score": round(self.score, 6),
        }


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a document, and what stands there.

    `number` counts from 1 within an answer. `line` counts from 1 in the document's text. `digest` is
    the SHA-256 of the file when it was indexed. `prefix` and `suffix` are the text around the quote, as
    in the W3C Web Annotation TextQuoteSelector. `place` is where a person would look in a document that has
    neither pages nor lines that one can see: "slide 3".
    """

    number: int
    document_id: str
    title: str
    date: str | None
    page: int | None
    line: int
    start: int
    end: int
    quote: str
    digest: str
    prefix: str = ""
    suffix: str = ""
    place: str | None = None
    author: str | None = None

    def __post_init__(self) -> None:
        """Raise ValueError where the place cannot hold the quote."""
        if self.number < 1 or self.line < 1:
            raise ValueError("citation numbers and lines count from 1")
        if self.end - self.start != len(self.quote) or not self.quote:
            raise ValueError(f"quote of {len(self.quote)} characters at {self.start}:{self.end}")

    def to_json(self) -> dict[str, Any]:
        """Return the citation with its two W3C Web Annotation selectors."""
        return {
            "number": self.number,
            "document_id": self.document_id,
            "title": self.title,
            "author": self.author,
            "date": self.date,
            "page": self.page,
            "line": self.line,
            "place": self.place,
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "digest": self.digest,
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": self.quote,
                    "prefix": self.prefix,
                    "suffix": self.suffix,
                },
                {"type": "TextPositionSelector", "start": self.start, "end": self.end},
            ],
        }


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that the answer says: a quoted sentence and every place that says the same.

    `answer` is the span of the exact answer inside the first citation's quote, as (start, end) offsets
    into that quote, where there is one. `score` orders the statements of an answer.
    """

    citations: tuple[Citation, ...]
    answer: tuple[int, int] | None = None
    score: float = 0.0

    def __post_init__(self) -> None:
        """Raise ValueError for a statement without a source, or an answer outside its quote."""
        if not self.citations:
            raise ValueError("a statement needs at least one citation")
        if self.answer and not 0 <= self.answer[0] < self.answer[1] <= len(self.quote):
            raise ValueError(f"answer span {self.answer} lies outside the quote")

    @property
    def place(self) -> tuple[str, int]:
        """Where the first source has it: the document's id, and an offset in its text."""
        return self.citations[0].document_id, self.citations[0].start

    @property
    def quote(self) -> str:
        """The sentence, exactly as it stands in the first source."""
        return self.citations[0].quote

    @property
    def answer_text(self) -> str | None:
        """The exact answer, or None."""
        return self.quote[self.answer[0] : self.answer[1]] if self.answer else None

    def to_json(self) -> dict[str, Any]:
        """Return the statement; `answer_start` and `answer_end` are offsets into `quote`."""
        return {
            "quote": self.quote,
            "answer": self.answer_text,
            "answer_start": self.answer[0] if self.answer else None,
            "answer_end": self.answer[1] if self.answer else None,
            "citations": [citation.to_json() for citation in self.citations],
        }


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that a question may mean: its name, and the question as it would then be asked."""

    name: str
    question: str

    def to_json(self) -> dict[str, str]:
        """Return the choice."""
        return {"name": self.name, "question": self.question}


@dataclass(frozen=True, slots=True)
class Clarification:
    """What is asked back where a question points at something that it does not name."""

    question: str
    choices: tuple[Choice, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the question that is asked back, with its choices."""
        return {"question": self.question, "choices": [choice.to_json() for choice in self.choices]}


@dataclass(frozen=True, slots=True)
class Part:
    """One of several questions of a message, and the numbers, from 0, of the statements that answer it.

    There are none where it is not in these documents. A statement may answer two of them.
    """

    question: str
    statements: tuple[int, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the part."""
        return {"question": self.question, "statements": list(self.statements)}


@dataclass(frozen=True, slots=True)
class Looking:
    """How far the search for an answer is: `read` of `total` passages, and whose, the likeliest first."""

    titles: tuple[str, ...]
    total: int
    read: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What Footnote replies to one question.

    `confidence` is the calibrated probability (0–1) that the first statement answers the question.
    `differing` lists the indices of statements that give different figures or dates for the same thing,
    newest source first. `nearest` holds the closest passages when nothing answers, `clarification` what is
    asked back where it cannot be known what is meant. `seconds` maps each stage to the time it took, and
    `scope` says which documents were asked. `parts` are the questions of a message that asks several.
    """

    question: str
    standalone_question: str
    answered: bool
    confidence: float
    statements: tuple[Statement, ...] = ()
    nearest: tuple[Hit, ...] = ()
    differing: tuple[int, ...] = ()
    seconds: dict[str, float] = field(default_factory=dict)
    clarification: Clarification | None = None
    scope: Scope = EVERYTHING
    parts: tuple[Part, ...] = ()

    def __post_init__(self) -> None:
        """Raise ValueError where the parts contradict each other."""
        if self.answered != bool(self.statements):
            raise ValueError("an answer has statements exactly when it answers")
        if self.answered and self.clarification:
            raise ValueError("an answer answers or asks back, not both")
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence {self.confidence} is no probability")
        numbers = [c.number for s in self.statements for c in s.citations]
        if numbers != list(range(1, len(numbers) + 1)):
            raise ValueError(f"citations are numbered {numbers}, not 1 to {len(numbers)} in order")
        of_parts = {i for part in self.parts for i in part.statements}
        if self.parts and of_parts != set(range(len(self.statements))):
            raise ValueError("every statement belongs to a part, and no part has others")

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every citation of the answer, in the order of their numbers."""
        return tuple(c for s in self.statements for c in s.citations)

    @property
    def by_part(self) -> tuple[tuple[str, tuple[Statement, ...]], ...]:
        """The statements under the question that each answers; under "" where one question was asked."""
        if not self.parts:
            return (("", self.statements),)
        told = ((part.question, part.statements) for part in self.parts)
        return tuple((question, tuple(self.statements[i] for i in some)) for question, some in told)

    def to_json(self) -> dict[str, Any]:
        """Return the answer under the names that scripts rely on."""
        return {
            "question": self.question,
            "standalone_question": self.standalone_question,
            "answered": self.answered,
            "confidence": round(self.confidence, 4),
            "statements": [statement.to_json() for statement in self.statements],
            "differing": list(self.differing),
            "nearest": [hit.to_json() for hit in self.nearest],
            "clarification": self.clarification.to_json() if self.clarification else None,
            "scope": self.scope.to_json() if self.scope else None,
            "parts": [part.to_json() for part in self.parts],
            "seconds": {stage: round(value, 4) for stage, value in self.seconds.items()},
        }
