"""Requests that name a topic, overviews, and misspelled words: what is looked for, and what is said of it."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.encode import TokenVectors
from index.library import Library
from index.sync import sync
from qa.ask import Asker
from qa.followup import resolve
from qa.headings import is_heading
from qa.other_thing import CODE
from qa.plain_text import answer_text
from qa.readers import DEFAULT_READER, load_reader
from qa.spelling import respelled
from qa.topic import asks_for_overview, topic_of
from tests.conftest import Ask, Build
from tests.support import FakeEncoder, assert_verbatim, calibration, write
from tests.test_followup import answered
from tests.test_reader import TheReaderOf

FERRY = {
    "ferry.md": "# The ferry\n\nThe ferry to Halden sank in March. Divers reached its wreck in April.\n",
    "school.md": "# The school\n\nThe school in Moss got a new roof. The roof cost 2.4 million kroner.\n",
}


@pytest.mark.parametrize(
    ("request_", "topic"),
    [
        ("Tell me about the sanctions", "the sanctions"),
        ("tell me more about the sanctions, please", "the sanctions"),
        ("Could you give me a short summary of the talks?", "the talks"),
        ("What do the documents say about bitcoin?", "bitcoin"),
        ("What do these reports tell us about the ferry?", "the ferry"),
        ("Do the files say anything about the ferry?", "the ferry"),
        ("Is there anything in the documents about trade?", "trade"),
        ("What is known about the vote in 2020?", "the vote in 2020"),
        ("what was that story about the hat", "the hat"),
        ("What is written about the ferry?", "the ferry"),
        ("summarise the report on farming", "farming"),
        ("Describe the bridge according to the documents.", "the bridge"),
        ("which document mentions the Halden cup?", "the Halden cup"),
        ("Which of the letters talk about the ferry", "the ferry"),
        ("Does any report mention Moss?", "Moss"),
        ("where is the Halden cup mentioned, please?", "the Halden cup"),
        ("In which letter is the ferry mentioned?", "the ferry"),
        ("Is Moss mentioned anywhere?", "Moss"),
        ("I'd like to know more about Moss", "Moss"),
        ("What about education?", "education"),
        ("victory parade moscow date", "victory parade moscow date"),
        ("Peskov?", "Peskov"),
    ],
)
def test_a_request_names_its_topic(request_: str, topic: str) -> None:
    """However it is worded, and as a search box takes it; asking for a topic is no overview."""
    assert topic_of(request_) == topic
    assert not asks_for_overview(request_)


@pytest.mark.parametrize(
    "question",
    [
        "When is the parade",
        "what did Peskov say about the vote?",
        "what did the source say about the vote",
        "Tell me when the parade is",
        "Explain why the roof leaked.",
        "Who wrote the report about the ferry?",
        "Aspirin prevents strokes.",
        "And in 2020?",
        "What does the contract cover?",
        "Which document mentions why the roof leaked?",
        "Who mentions the ferry?",
        "Where was the ferry built?",
        "Which report was about Moss?",
        "What was written on the door of the school?",
        "lists of ferries that are older than ten years",
        "Wie lange dauerte die Reise nach Halden?",
    ],
)
def test_a_question_is_no_topic(question: str) -> None:
    """What asks something, says something, or is a whole sentence is taken as it is."""
    assert topic_of(question) is None


@pytest.mark.parametrize(
    ("question", "overview"),
    [
        ("What are these documents about?", True),
        ("What's in here?", True),
        ("Summarize the documents", True),
        ("overview", True),
        ("What topics do the reports cover?", True),
        ("What do the files say?", True),
        ("What do the documents say about bitcoin?", False),
        ("Which report covers farming?", False),
        ("Summarize the report on farming", False),
        ("Who wrote these documents?", False),
        ("How many documents are there here?", False),
        ("Summarize it", False),
    ],
)
def test_an_overview_is_asked_for_by_nothing_but_the_documents(question: str, *, overview: bool) -> None:
    """As soon as something is named, the documents are asked for that."""
    assert asks_for_overview(question) is overview


@pytest.mark.parametrize(
    "question", ["What is this about?", "What's this?", "what are these all about", "What does it say?"]
)
def test_what_this_is_about_asks_for_an_overview_where_nothing_was_spoken_of(question: str) -> None:
    """Later it may be meant of what was."""
    assert asks_for_overview(question, first=True)
    assert not asks_for_overview(question)
    assert not asks_for_overview("What is that bridge about?", first=True)


def test_what_the_documents_say_about_something_is_no_overview(ask: Ask) -> None:
    """It is about that, or it is refused: it was once answered by a sentence of each document."""
    answer, library = ask("What do the documents say about the ferry?", FERRY)
    assert_verbatim(answer, library)
    assert {c.document_id for c in answer.citations} == {"ferry.md"}
    assert len(answer.statements) == 2
    refused, _ = ask("What do the documents say about bitcoin?", FERRY, threshold=0.2)
    assert not refused.answered


def test_no_reader_judges_a_topic_that_is_requested(build: Build) -> None:
    """It would find no sentence that answers; bare words that none is about may ask a question."""
    library = build(FERRY)
    fitted = replace(calibration(0.5, reader=True), unread=calibration(0.0))
    asker = Asker(library, FakeEncoder(), fitted, TheReaderOf("wreck"))
    assert asker.ask("Tell me about the ferry").statements[0].quote == "The ferry to Halden sank in March."
    bare = asker.ask("ferry Halden wreck")
    assert "wreck" in bare.statements[0].quote
    sceptical = replace(fitted, unread=calibration(1.01))
    asker = Asker(library, FakeEncoder(), sceptical, TheReaderOf("wreck"))
    assert not asker.ask("Tell me about the ferry").answered
    assert "wreck" in asker.ask("ferry Halden wreck").statements[0].quote
    blind = Asker(library, FakeEncoder(), sceptical, TheReaderOf("nothing"))
    assert not blind.ask("ferry Halden wreck").answered


def test_a_topic_is_asked_for_anew_in_a_conversation(build: Build) -> None:
    """It leans on nothing, unless it is a pronoun or follows "What about"."""
    asker = Asker(build(FERRY), FakeEncoder(), calibration(0.0))
    first = asker.ask("When did divers reach the wreck?")
    assert resolve("Tell me about the school", [first]).context == ""
    assert resolve("Tell me more about it", [first]).context
    about = resolve("What about the school?", [first])
    assert about.context
    assert about.topic is None


class _Pieces(FakeEncoder):
    """Cuts words that the texts of `FERRY` don't have in two, as a vocabulary does with words it lacks."""

    def encode_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """Return two halves for each such word."""
        found: list[TokenVectors] = []
        known = " ".join(FERRY.values()).lower()
        for text, one in zip(texts, super().encode_tokens(texts), strict=True):
            spans, rows = [], []
            for (start, end), row in zip(one.spans.tolist(), one.vectors, strict=True):
                middle = end if text[start:end].lower() in known else (start + end) // 2
                spans += [(a, b) for a, b in ((start, middle), (middle, end)) if a < b]
                rows += [row] * (1 if middle == end else 2)
            vectors = np.stack(rows) if rows else one.vectors
            found.append(TokenVectors(one.whole, vectors, np.asarray(spans, dtype=np.int32).reshape(-1, 2)))
        return found


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("What did the scool roof cost?", "What did the school roof cost?"),
        ("When did the ferry to Hadlen sink?", "When did the ferry to Halden sink?"),
        ("When did divres reach the wrecck?", "When did divers reach the wreck?"),
        ("What did the school roof cost?", "What did the school roof cost?"),
        ("When did the barge sink?", "When did the barge sink?"),
        ("Who painted the stool?", "Who painted the stool?"),
        ("When did the nerry sink?", "When did the nerry sink?"),
    ],
)
def test_a_misspelled_word_is_read_as_the_documents_spell_it(build: Build, asked: str, read: str) -> None:
    """Only if one slip parts it from one of theirs that begins alike; what was read instead is said."""
    answer = Asker(build(FERRY), _Pieces(), calibration(0.0)).ask(asked)
    assert (answer.question, answer.standalone_question) == (asked, read)
    assert (f"Read as: {read}" in answer_text(answer)) is (asked != read)


def test_a_whole_word_of_the_vocabulary_is_not_misspelled(build: Build) -> None:
    """However near it is to one of the documents: the encoder knows what it means."""
    asked = "Tell me about the scool"
    assert Asker(build(FERRY), FakeEncoder(), calibration(0.0)).ask(asked).standalone_question == asked


def test_a_word_that_stands_above_the_passages_is_not_misspelled(build: Build) -> None:
    """The index counts only the words of passages themselves."""
    library = build({"a.md": "# Ferrys\n\nThe ferry sank.\n"})
    asker = Asker(library, _Pieces(), calibration(0.0))
    assert asker.ask("When did the ferrys sink?").standalone_question == "When did the ferrys sink?"


def test_nothing_is_encoded_for_the_spelling_of_a_question_without_unknown_words(build: Build) -> None:
    """It costs nothing then."""
    library, encoder = build(FERRY), _Pieces()

    def refuse(texts: Sequence[str]) -> list[TokenVectors]:
        raise AssertionError(texts)

    encoder.encode_tokens = refuse  # type: ignore[method-assign]
    assert respelled("When did the ferry sink?", (), library.engine(), encoder) == "When did the ferry sink?"


@pytest.mark.model
def test_topics_and_slips_with_the_real_models(tmp_path: Path, real_encoder: Any) -> None:  # noqa: ANN401
    """Answered if the documents have them, refused if not."""
    write(tmp_path / "documents", FERRY)
    library = Library.open(tmp_path / "index", create=True)
    sync(library, tmp_path / "documents", real_encoder)
    asker = Asker(library, real_encoder, reader=load_reader(DEFAULT_READER))
    for request in ("Tell me about the ferry", "What do the documents say about the ferry?", "the ferry"):
        answer = asker.ask(request)
        assert_verbatim(answer, library)
        assert {c.document_id for c in answer.citations} == {"ferry.md"}, request
    for request in ("Tell me about bitcoin", "What do the documents say about Japan?", "nuclear power"):
        assert not asker.ask(request).answered, request
    slipped = asker.ask("How much did the roof of the scohol cost?")
    assert slipped.standalone_question == "How much did the roof of the school cost?"
    assert slipped.statements[0].quote == "The roof cost 2.4 million kroner."
    library.close()


@pytest.mark.parametrize(
    ("sentence", "above", "heading"),
    [
        ("## Opening hours", "The museum › Opening hours", True),
        ("2. **Playground.**", "Minutes", True),
        ("ASSESSMENT", "Report", True),
        ("Present:", "Minutes", True),
        ("Closed on Mondays.", "The museum › Opening hours", False),
        ("- gasket", "Parts", False),
        ("Version 4.2:", "Notes", False),
        ("**Rent** is due on Friday.", "Lease", False),
    ],
)
def test_a_heading_is_told_from_what_it_names(sentence: str, above: str, *, heading: bool) -> None:
    """By what stands above the passage, or as a few words set apart; a list's item is none."""
    assert is_heading(sentence, above) is heading


def test_a_heading_is_not_the_answer_but_what_stands_below_it(ask: Ask) -> None:
    """Though it has more of the question's words."""
    files = {"a.md": "# Minutes\n\n2. **Playground.**\n\nThe swings will be taken down in May.\n"}
    answer, _ = ask("Tell me about the playground", files)
    assert answer.statements[0].quote == "The swings will be taken down in May."


def test_an_overview_quotes_whole_sentences(ask: Ask) -> None:
    """Not the head of a letter, nor a heading."""
    sentence = "The museum of bells shows more than four hundred bells from six centuries."
    answer, _ = ask(
        "What is in here?", {"a.md": f"# The museum\n\nTo: all friends\n\nShort.\n\n{sentence}\n"}
    )
    assert answer.statements[0].quote == sentence


def test_the_last_letter_of_a_common_word_is_no_slip(build: Build) -> None:
    """It may be another word; names are written in several ways."""
    library = build({"a.txt": "The soup freezes well. It was made by Lukashenko."})
    asker = Asker(library, _Pieces(), calibration(0.0))
    assert asker.ask("Does soup keep in the freezer?").standalone_question == "Does soup keep in the freezer?"
    assert asker.ask("Who is Lukashenka?").standalone_question == "Who is Lukashenko?"


def test_a_code_of_many_parts_is_read_in_one_go() -> None:
    """What tries each way to part "a_a_a" takes for ever; in the place of the old roof stands the new one."""
    code = "a_" * 60 + "a"
    before = answered("Who built the old roof?", "Ivanov built the old roof.", "Ivanov")
    assert resolve(f"And the {code} roof?", [before]).text == f"Who built the {code} roof?"
    for one in ("cache.max_size", "spool.fsync", "max_size", "P.O", "E-311", "3.2.0", "S2"):
        assert CODE.fullmatch(one)
