"""What may answer a question: a sentence or a row as it is looked at, and what comes of it."""

from dataclasses import dataclass

from qa.features import Features
from qa.retrieve import Match
from qa.rows import Row, row_at

__all__ = ["Candidate", "Evidence"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that may answer: its place in its document, its score (0–1), and the answer's span.

    `answer` counts from the start of the sentence. `features` are those of the finder, in order. `sure` is
    how sure one can be of its year, its codes and its speaker (see `qa.shares`, `qa.identifiers`). `is_row`
    says that it is a row of a table, and `read` that a reader read it.
    """

    match: Match
    start: int
    end: int
    score: float
    answer: tuple[int, int] | None
    features: tuple[float, ...]
    sure: float = 1.0
    is_row: bool = False
    read: bool = False

    @property
    def quote(self) -> str:
        """The sentence as it stands in its passage, or in its document where it stands beyond that."""
        passage = self.match.hit.passage
        if passage.start <= self.start and self.end <= passage.end:
            return self.match.text_at(self.start, self.end)
        return self.match.document.text[self.start : self.end]

    @property
    def words(self) -> str:
        """What it says: the quote, or the row with its headings."""
        row = row_at(self.match.document, self.start, self.end) if self.is_row else None
        return self.quote if row is None else row.words


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer: its place in its document, its features, and the answer's span in it.

    `before` is what stands before it in its document. `row` is what it says if it is a row of a table. `own`
    says whether it gives words of the one whose are asked for, and `speaker` who that is where it doesn't say
    so itself. `read` says that a reader read it: else it has the features of `FEATURES` alone. `closely` says
    whether it was looked at closely: the `CLOSE` features are 0 otherwise.
    """

    match: Match
    start: int
    end: int
    before: str
    features: Features
    answer: tuple[int, int] | None
    row: Row | None = None
    own: bool | None = None
    speaker: str = ""
    closely: bool = False
    read: bool = False

    @property
    def text(self) -> str:
        """The sentence as it stands in its document."""
        return self.match.text_at(self.start, self.end)

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table."""
        return self.row is not None

    @property
    def words(self) -> str:
        """What it says: the sentence, or the row with its headings."""
        return self.text if self.row is None else self.row.words

    @property
    def told(self) -> str:
        """What it says, and who says it where that is known of what stands around it alone."""
        return f"{self.speaker} said: {self.words}" if self.speaker else self.words

    def as_evidence(self, score: float, sure: float) -> Evidence:
        """Return it with its score, and how sure one can be of its year, its codes and its speaker."""
        place = (self.match, self.start, self.end)
        return Evidence(*place, score, self.answer, tuple(self.features), sure, self.is_row, self.read)
