"""Known documents and answers, served by the real page: `python fake.py PORT [SLOW_SECONDS]`."""

import atexit
import dataclasses
import hashlib
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

sys.path.insert(0, str(Path(__file__).parents[2]))

from index.errors import FootnoteError, SourceMismatchError, UnknownDocumentError
from index.library import DocumentInfo
from index.store import Skipped
from index.types import EVERYTHING, Document, Passage, Scope
from qa.ask import Notify
from qa.service import Service, Source
from qa.status import Status
from qa.types import Answer, Citation, Hit, Looking, Statement

FILLER = "\n\n".join(
    f"Paragraph {n}. " + "It says nothing that anyone would ask about. " * 8 for n in range(1, 31)
)
RESULT = (
    "The election authority in Minsk put his share at 86.82 percent, "
    "the highest it has ever reported for him."
)
TALKS = "nearly 87 percent had voted for him"
EARLIER = "the commission gave him 80.1 percent"
HOSTILE = (
    '<script>window.hacked = 1</script> <img src=x onerror="window.hacked=1"> {{7*7}} ${7*7} '
    "[link](javascript:window.hacked=1) ![pixel](http://203.0.113.7/p.png) </mark></article> "
    "& \"quoted\" 'too'"
)
ARABIC = "قال المتحدث إن التجارة بلغت 51.8 مليار دولار في عام 2024."
STEP_SECONDS = 0.4
LONG = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstelle" * 3


@dataclass(frozen=True, slots=True)
class View:
    """The shape of qa.check.SourceView."""

    document: Document
    start: int
    end: int
    state: Literal["unchanged", "changed", "missing"]


def _document(id_: str, title: str, date: str | None, text: str, **more: object) -> Document:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(id_, title, date, text, digest, "text/plain", **more)  # type: ignore[arg-type]


DOCUMENTS = {
    document.id: document
    for document in (
        _document(
            "000_talks.txt",
            "Kremlin talks, 13 March",
            "2025-03-13",
            f"Kremlin talks\n\n{FILLER}\n\nHe called turnout very high and said that {TALKS}, "
            f"which he read as a vote for the eastern course.\n\n{FILLER}",
        ),
        _document(
            "002_1d84065c626d433f.md",
            "Election result and reactions",
            "2025-01",
            f"Election result\n\n{FILLER}\n\nHis hold on office was not in doubt before the vote. {RESULT} "
            f"Moscow is the first capital he visits in the new term.\n\n{FILLER}",
            publisher="An agency",
        ),
        _document(
            "004_interview.txt", "Interview on integration", "2024-08-15", "Allies, no more words are needed."
        ),
        _document(
            "003_minister.txt",
            "Foreign minister on the West",
            "2021-02-25",
            f"Mass protests followed the election of 9 August 2020, in which {EARLIER}.",
        ),
        _document(
            "changed.txt",
            "A changed report",
            "2024",
            "Before the change. The bridge is 312 metres long. After.",
        ),
        _document(
            "hostile/<b>name</b>.txt", f"{HOSTILE[:60]}", None, f"First. {HOSTILE} Last. {LONG}\n{ARABIC}\n"
        ),
        _document(
            "paper.pdf", "A paper in pages", "2023-05-02", f"{ARABIC}\nPage three says it.", page_starts=(0,)
        ),
    )
}


def _cite(number: int, document_id: str, quote: str, page: int | None = None) -> Citation:
    document = DOCUMENTS[document_id]
    start = document.text.index(quote)
    line = document.text.count("\n", 0, start) + 1
    place = (page, line, start, start + len(quote))
    return Citation(number, document_id, document.title, document.date, *place, quote, document.digest)


def _statement(exact: str | None, *citations: Citation) -> Statement:
    quote = citations[0].quote
    span = (quote.index(exact), quote.index(exact) + len(exact)) if exact else None
    return Statement(citations, span, 0.9)


def _share(question: str, standalone: str) -> Answer:
    statements = (
        _statement("86.82 percent", _cite(1, "002_1d84065c626d433f.md", RESULT)),
        _statement("nearly 87 percent", _cite(2, "000_talks.txt", TALKS), _cite(3, "000_talks.txt", TALKS)),
        _statement("80.1 percent", _cite(4, "003_minister.txt", EARLIER)),
    )
    return Answer(question, standalone, True, 0.93, statements, differing=(1, 0, 2))


def _answer(question: str, history: Sequence[Answer]) -> Answer:
    words = question.lower()
    if "slowly" in words:
        answer, pace = _share(question, question), "slowly" * words.count("slowly")
        slow = [
            dataclasses.replace(s, citations=tuple(dataclasses.replace(c, prefix=pace) for c in s.citations))
            for s in answer.statements
        ]
        return dataclasses.replace(answer, statements=tuple(slow), differing=())
    if "share" in words or "vote did" in words:
        return _share(question, question)
    if words.startswith("and"):
        standalone = f"{history[-1].question} ({question})" if history else question
        statement = _statement("80.1 percent", _cite(1, "003_minister.txt", EARLIER))
        return Answer(question, standalone, True, 0.7, (statement,))
    if "bridge" in words:
        statement = _statement("312 metres", _cite(1, "changed.txt", "The bridge is 312 metres long."))
        return Answer(question, question, True, 0.9, (statement,))
    if "hostile" in words:
        statements = (
            _statement("{{7*7}}", _cite(1, "hostile/<b>name</b>.txt", HOSTILE)),
            _statement(None, _cite(2, "hostile/<b>name</b>.txt", LONG)),
            _statement("51.8", _cite(3, "paper.pdf", ARABIC, page=3)),
        )
        return Answer(question, question, True, 0.9, statements)
    if "wrong place" in words:
        good = _cite(1, "changed.txt", "The bridge is 312 metres long.")
        moved = dataclasses.replace(good, start=good.start - 3, end=good.end - 3)
        return Answer(question, question, True, 0.9, (_statement(None, moved),))
    if "broken" in words:
        raise RuntimeError("a bug with /a/secret/path")
    if "error" in words:
        raise FootnoteError("the index is being written by another process: try again when it is done")
    hits = tuple(
        Hit(Passage(d.id, 0, min(len(d.text), 300)), d.text[:300], 0.4)
        for d in (DOCUMENTS["003_minister.txt"], DOCUMENTS["004_interview.txt"], DOCUMENTS["000_talks.txt"])
    )
    return Answer(question, question, False, 0.1, nearest=hits)


class FakeService(Service):
    """Answers from the list above; slow to get ready when told so."""

    def __init__(self, slow_seconds: float = 0.0) -> None:
        """Take the seconds that each stage of getting ready lasts."""
        home = Path(tempfile.mkdtemp())
        atexit.register(shutil.rmtree, home, ignore_errors=True)
        (home / "documents").mkdir()
        super().__init__(home / "documents", home / "index")
        self._slow = slow_seconds
        self.scopes: list[Scope] = []

    def _prepare(self) -> None:
        steps = [Status("loading", "Loading the model (about ten seconds the first time)")]
        steps += [Status("indexing", f"Reading {n} of 300 files: report-{n}.pdf", n, 300) for n in (41, 200)]
        for step in steps if self._slow else []:
            self._status = step
            time.sleep(self._slow)
        self._status = Status("ready", "Ready", askable=True)
        self._settled.set()

    def ask(
        self,
        question: str,
        history: Sequence[Answer] = (),
        scope: Scope = EVERYTHING,
        notify: Notify | None = None,
    ) -> Answer:
        """Return the known answer, after a while where it is asked for slowly."""
        self._settled.wait()
        self.scopes.append(scope)
        titles = tuple(document.title for document in DOCUMENTS.values())[:4]
        for read in range(4) if notify else ():
            notify(Looking(titles, 3, read))
            time.sleep(STEP_SECONDS * question.count("slowly"))
        return _answer(question, history)

    def documents(self) -> tuple[DocumentInfo, ...]:
        """Return the known documents."""
        return tuple(
            DocumentInfo(d.id, d.title, d.date, d.publisher, d.media_type, None, 3)
            for d in DOCUMENTS.values()
        )

    def skipped(self) -> tuple[Skipped, ...]:
        """Return two skipped files, and one that is read in part."""
        return (
            Skipped("paper.pdf", "partly read: page 2 cannot be read"),
            Skipped("scan-03.pdf", "no text layer"),
            Skipped("old/letters.docx", "is protected by a password"),
        )

    def document(self, document_id: str) -> Document:
        """Return a known document."""
        if document_id not in DOCUMENTS:
            raise UnknownDocumentError(f"{document_id!r} is not among the indexed documents")
        return DOCUMENTS[document_id]

    def open(self, citation: Citation) -> View:  # type: ignore[override]
        """Check the place and tell the state."""
        document = self.document(citation.document_id)
        if document.text[citation.start : citation.end] != citation.quote:
            raise SourceMismatchError("the document does not say this at that place")
        state: Literal["unchanged", "changed"] = "changed" if document.id == "changed.txt" else "unchanged"
        return View(document, citation.start, citation.end, state)

    def view(self, document_id: str, start: int, end: int) -> View:  # type: ignore[override]
        """Return a document as it is."""
        return View(self.document(document_id), start, end, "unchanged")

    def passage_at(self, document_id: str, offset: int) -> None:
        """Return none: there is no index."""

    def headings(self, document_id: str, first: int, last: int) -> list[tuple[int, str]]:
        """Return none: these are plain texts."""
        return []

    def source(self, citation: Citation) -> Source:
        """Look a citation up, with its paragraph as the passage."""
        time.sleep(STEP_SECONDS * citation.prefix.count("slowly"))
        try:
            view = self.open(citation)
        except UnknownDocumentError as error:
            return Source(citation, problem=str(error), gone=True)
        except FootnoteError as error:
            return Source(citation, problem=f"This source cannot be shown: {error}")
        text = view.document.text
        start = text.rfind("\n", 0, citation.start) + 1
        end = text.find("\n", citation.end)
        return Source(citation, view, (start, end if end >= 0 else len(text)))  # type: ignore[arg-type]


if __name__ == "__main__":
    import app

    threading.current_thread().name = "fake"
    slow = float(sys.argv[2]) if len(sys.argv) > 2 else 0.0
    app.serve_service(FakeService(slow), "127.0.0.1", int(sys.argv[1]))
