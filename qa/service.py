"""What the page stands on: the index and the model, made ready behind it while it is already up."""

import logging
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.encode import SentenceEncoder, load_encoder
from index.errors import (
    EncoderError,
    FootnoteError,
    IndexBusyError,
    SourceMismatchError,
    UnknownDocumentError,
)
from index.library import OWN_FOLDER, DocumentInfo, Library
from index.milvus import is_address
from index.store import Skipped
from index.sync import Progress, sync
from index.types import EVERYTHING, Document, Scope
from qa.catalogue import FileRow, catalogue
from qa.conversations import Conversations
from qa.page_images import Look, PageImages, Picture
from qa.readers import DEFAULT_READER, load_reader, warm
from qa.status import Status, progress_words, sentence
from qa.suggest import Suggestions
from qa.types import Answer, Citation, Hit
from qa.uploads import Folder

if TYPE_CHECKING:
    from qa.ask import Asker, Notify
    from qa.check import SourceView

__all__ = ["Service", "Source"]

_logger = logging.getLogger(__name__)
_LOADING = "Loading the model"
_INDEXED_ELSEWHERE = "These documents are indexed elsewhere: add files there, and run 'footnote index'."
_LOOK_SECONDS = 5.0
"""How often it is looked whether others have changed an index that is elsewhere."""
_FRESH_SECONDS = 2.0
"""How long a list of files is shown while documents are added to the index one by one."""


@dataclass(frozen=True, slots=True)
class Source:
    """A citation looked up again for display: the document with its passage, or why it cannot be shown.

    `gone` is true where the document is no longer there: then the quote is shown as it was kept.
    """

    citation: Citation
    view: "SourceView | None" = None
    passage: tuple[int, int] = (0, 0)
    problem: str = ""
    gone: bool = False


class Service:
    """A documents folder, its index and its model, for one process and many sessions. Thread-safe."""

    def __init__(
        self,
        documents_dir: Path,
        place: Path | str,
        model: str | None = None,
        reader: str | None = DEFAULT_READER,
        *,
        watch: bool = False,
        history: bool = False,
    ) -> None:
        """Remember the folders and which reader to answer with; no index is opened before `start`.

        `place` is the index folder, or an address of Milvus, which others keep in step. `watch` keeps the
        index in step with the folder for as long as the service runs, `history` keeps
        conversations; where that cannot be, `history_problem` says why, and questions are answered anyway.
        """
        self._place = place
        self._elsewhere = is_address(place)
        index_dir = Path(OWN_FOLDER if self._elsewhere else place)
        self.conversations: Conversations | None = None
        self.history_problem = ""
        try:
            self.conversations = Conversations(index_dir / "conversations.sqlite") if history else None
        except FootnoteError as error:
            _logger.warning("%s", error)
            self.history_problem = sentence(str(error))
        self.folder = Folder(documents_dir, index_dir, _INDEXED_ELSEWHERE if self._elsewhere else "")
        self._watch = watch
        self._stop = threading.Event()
        self._look = threading.Event()  # set when the folder should be looked through again
        self._reader_name = reader
        self.documents_dir = documents_dir
        self.index_dir = index_dir
        self.model = model
        self._revision = 0
        self._images = PageImages()
        self._library: Library | None = None
        self._files: tuple[int, float, tuple[FileRow, ...]] | None = None
        self._suggestions = Suggestions(self._stop)
        self._asker: Asker | None = None
        self._status = Status("loading", "Starting")
        self._settled = threading.Event()  # set once questions are answered, or never will be
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Open the index, load the model and bring the index in step, in a thread of its own."""
        self._thread = threading.Thread(target=self._prepare, name="footnote-prepare", daemon=True)
        self._thread.start()

    @property
    def model_id(self) -> str | None:
        """The identity of the model that the index was made with, where it is open."""
        return self._library.model_id if self._library else None

    @property
    def reader_name(self) -> str | None:
        """The name of the reader, or None where there is none."""
        return self._reader_name

    def status(self) -> Status:
        """Return what is going on now."""
        return self._status

    def wait(self, timeout_seconds: float) -> bool:
        """Wait until questions are answered or cannot be; return False where it takes longer."""
        return self._settled.wait(timeout_seconds)

    def ask(
        self,
        question: str,
        history: Sequence[Answer] = (),
        scope: Scope = EVERYTHING,
        notify: "Notify | None" = None,
    ) -> Answer:
        """Answer a question from a scope, waiting until that is possible. Raises FootnoteError."""
        self._settled.wait()
        if self._asker is None:
            raise FootnoteError(self._status.message)
        self._suggestions.make_way()
        return self._asker.ask(question, history, scope, notify)

    def suggestions(self) -> tuple[str, ...]:
        """Return questions that the index answers surely, as far as they have been found."""
        return self._suggestions.questions

    def documents(self) -> tuple[DocumentInfo, ...]:
        """Return every indexed document, the newest first; none before the index is open."""
        return self._library.documents() if self._library else ()

    def skipped(self) -> tuple[Skipped, ...]:
        """Return every file that is not indexed, with its reason."""
        return self._library.skipped() if self._library else ()

    def files(self) -> tuple[FileRow, ...]:
        """Return every file of the folder that is known, with its state."""
        library = self._library
        generation = library.record.generation if library else -1
        now = time.monotonic()
        fresh = self._files and now - self._files[1] < (
            _FRESH_SECONDS if self._status.phase == "indexing" else 0
        )
        if self._files is None or not (fresh or self._files[0] == generation):
            states = library.record.file_states() if library else {}
            changed = {id_: state.mtime_ns for id_, state in states.items()}
            self._files = generation, now, catalogue(self.documents(), self.skipped(), changed)
        return self._files[2]

    def look_again(self) -> None:
        """Bring the index in step with the folder soon, because something was added or removed."""
        self._look.set()

    def document(self, document_id: str) -> Document:
        """Return a document as it was indexed. Raises FootnoteError where it is unknown."""
        return self._opened().document(document_id)

    def open(self, citation: Citation) -> "SourceView":
        """Look a citation up again, by its place. Raises SourceMismatchError where it says otherwise."""
        from qa.check import open_source

        return open_source(self._opened(), citation, self.documents_dir)

    def source(self, citation: Citation) -> Source:
        """Look a citation up for display; one that does not hold comes back with its problem alone."""
        from qa.check import passage_around

        try:
            view = self.open(citation)
            if view.state == "unchanged" and (path := self._pdf(view.document)):
                self._images.prepare(view.document, path)
            return Source(citation, view, passage_around(self._opened(), citation))
        except SourceMismatchError as error:
            _logger.warning("a citation of %s does not hold: %s", citation.document_id, error)
            return Source(citation, problem=f"This source cannot be shown: {error}")
        except FootnoteError as error:
            return Source(citation, problem=str(error), gone=isinstance(error, UnknownDocumentError))

    def view(self, document_id: str, start: int, end: int) -> "SourceView":
        """Return a document with a stretch of it that nobody has checked. Raises FootnoteError."""
        from qa.check import SourceView, source_state

        document = self.document(document_id)
        return SourceView(document, start, end, source_state(self._opened(), document, self.documents_dir))

    def passage_at(self, document_id: str, offset: int) -> tuple[int, int] | None:
        """Return the (start, end) of the passage in which a character stands, or None."""
        return self._opened().record.passage_at(document_id, offset)

    def headings(self, document_id: str, first: int, last: int) -> list[tuple[int, str]]:
        """Return (start, headings) of the passages that begin in a stretch of a document."""
        return self._opened().record.headings(document_id, first, last)

    def look(self, document: Document, pages: tuple[int, int], quote: tuple[int, int] | None) -> Look | None:
        """Return pages of a PDF with the marks of a quote, or None where they cannot be drawn."""
        path = self._pdf(document)
        return self._images.look(document, path, pages, quote) if path else None

    def picture(self, document_id: str, digest: str, page: int, width: int) -> Picture | None:
        """Return a page of a PDF, counted from 1, as it was indexed; None for what is not."""
        try:
            document = self.document(document_id)
        except FootnoteError:
            return None
        path = self._pdf(document)
        if path is None or digest != document.digest:
            return None
        return self._images.picture(document, path, page - 1, width)

    def _pdf(self, document: Document) -> Path | None:
        """Return the file of a PDF that has pages; None for anything else, an attachment among it."""
        from qa.check import file_of

        if document.media_type != "application/pdf" or not document.page_starts:
            return None
        file_id, _ = self._opened().record.file_of(document.id) or ("", "")
        return file_of(self._opened(), document, self.documents_dir) if file_id == document.id else None

    def wait_open(self, timeout_seconds: float) -> bool:
        """Wait until documents can be looked at, which is long before questions are answered."""
        deadline = time.monotonic() + timeout_seconds
        while self._library is None and not self._settled.is_set() and time.monotonic() < deadline:
            time.sleep(0.05)
        return self._library is not None

    def cite(self, hit: Hit, number: int) -> Citation:
        """Return a whole passage as a citation. Raises SourceMismatchError where its text differs."""
        passage = hit.passage
        document = self.document(passage.document_id)
        if document.text[passage.start : passage.end] != hit.text:
            raise SourceMismatchError(f"{document.id} no longer says this at {passage.start}")
        body = hit.text.strip()
        start = passage.start + hit.text.index(body)
        return Citation(
            number=number,
            document_id=document.id,
            title=document.title,
            date=document.date,
            page=document.page_at(start),
            place=document.place_at(start),
            author=document.author,
            line=document.text.count("\n", 0, start) + 1,
            start=start,
            end=start + len(body),
            quote=body,
            digest=document.digest,
        )

    def nearest(self, answer: Answer) -> list[Source]:
        """Look up the closest passages where nothing answers; those that do not hold are left out."""
        sources: list[Source] = []
        for number, hit in enumerate(answer.nearest, start=1):
            try:
                sources.append(self.source(self.cite(hit, number)))
            except FootnoteError as error:
                _logger.warning("a nearest passage is left out: %s", error)
        return sources

    def close(self) -> None:
        """Close the index; a run that is under way is left to its own commit points."""
        self._stop.set()
        self._look.set()
        self._images.close()
        if self._thread is not None:
            self._thread.join(timeout=2.0)
        if self._library is not None and not (self._thread and self._thread.is_alive()):
            self._library.close()
            self._library = None
        if self.conversations is not None:
            self.conversations.close()

    def _opened(self) -> Library:
        if self._library is None:
            raise FootnoteError("the index is not open yet: try again in a moment")
        return self._library

    def _prepare(self) -> None:
        """Get ready step by step; what fails is said on the page, and an existing index stays askable."""
        try:
            self._library = Library.open(self._place, create=not self._elsewhere)
            encoder = load_encoder(self.model or self._library.model_name)
            self._status = Status("loading", _LOADING)
            reader = load_reader(self._reader_name)
            warm(encoder, reader)
            from qa.ask import Asker

            asker = Asker(self._library, encoder, reader=reader)
            if self._library.documents():
                self._asker = Asker(self._library, self._made_with(self._library, encoder), reader=reader)
                self._settled.set()
            if not self._elsewhere:
                self._bring_in_step(self._library, encoder)
            self._asker = asker
            self._ready()
            self._settled.set()
            if self._elsewhere:
                self._follow(self._library)
            elif self._watch:
                self._wait_for_changes()
            self._keep_in_step(self._library, encoder)
        except FootnoteError as error:
            self._fail(sentence(str(error)))
        except Exception:
            _logger.exception("getting ready failed")
            self._fail("Something went wrong while getting ready. The terminal has the details.")
        finally:
            self._settled.set()

    @staticmethod
    def _made_with(library: Library, encoder: SentenceEncoder) -> SentenceEncoder:
        """Return the encoder that an index was made with, which answers until another's vectors are there."""
        if library.model_id in (None, encoder.model_id):
            return encoder
        try:
            earlier = load_encoder(library.model_name)
            return earlier if earlier.model_id == library.model_id else encoder
        except EncoderError as error:
            _logger.info("no questions are answered until the change of model is done: %s", error)
            return encoder

    def _bring_in_step(self, library: Library, encoder: SentenceEncoder) -> None:
        sync(library, self.documents_dir, encoder, self._note)
        self._revision += 1

    def _ready(self) -> None:
        self._status = Status("ready", "Ready", askable=True, revision=self._revision)
        if self._library and self._asker:
            self._suggestions.look(self._library, self._asker.ask)

    def _keep_in_step(self, library: Library, encoder: SentenceEncoder) -> None:
        """Look through the folder when told to, until the service is closed."""
        while self._look.wait() and not self._stop.is_set():
            self._look.clear()
            try:
                self._bring_in_step(library, encoder)
                self._ready()
            except IndexBusyError as error:
                _logger.warning("%s", error)  # the other process brings it in step
                self._ready()
            except FootnoteError as error:
                self._fail(sentence(str(error)))

    def _follow(self, library: Library) -> None:
        """Show what others change in the index, until the service is closed."""
        seen = library.record.generation
        while not self._stop.wait(_LOOK_SECONDS):
            try:
                now = library.record.generation
            except FootnoteError as error:  # the next look is another chance
                _logger.warning("%s", error)
                continue
            if now != seen:
                seen, self._revision = now, self._revision + 1
                self._ready()

    def _wait_for_changes(self) -> None:
        """Follow the folder in a thread of its own, and have it looked through whenever it changes."""
        from index.watch import changes

        def follow() -> None:
            try:
                for _ in changes(self.documents_dir, self.index_dir, self._stop):
                    self._look.set()
            except FootnoteError as error:
                self._fail(sentence(str(error)))

        threading.Thread(target=follow, name="footnote-follow", daemon=True).start()

    def _fail(self, message: str) -> None:
        self._status = Status("failed", message, askable=self._asker is not None, revision=self._revision)

    def _note(self, progress: Progress) -> None:
        askable = self._asker is not None
        words = progress_words(progress)
        self._status = Status(
            "indexing", words, progress.done, progress.total, askable, self._revision, progress.name
        )
