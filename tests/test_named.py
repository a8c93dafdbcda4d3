"""Documents that a question names in passing: which phrase does, which one is meant, where it is asked."""

import pytest

from index.types import EVERYTHING
from qa.ask import Asker
from qa.named import document_named, documents_meant, with_other_document
from qa.retrieve import retrieve
from qa.standalone import Standalone
from qa.ways import ELSEWHERE, ways_to_ask
from tests.conftest import Build
from tests.support import FakeEncoder, calibration

FILES = {
    "Poster_Lund.md": "# Snails of the lake\n\nThe limit of detection is five copies.\n\nNora drew it.\n",
    "berg2023-edna.md": "# Snails by eDNA\n\nThe limit of detection of eDNA in the paper is three copies.\n",
    "thesis.md": "# Snails by eDNA\n\nThe limit of detection in a thesis and the Lund poster is two.\n",
    "lease.md": "# Lease of the mill\n\nThe rent of the mill is 40 crowns.\n",
    "services-agreement.md": "# Services\n\nThe Brackley works begin in May.\n",
}


@pytest.mark.parametrize(
    ("question", "said", "bare"),
    [
        ("What are the limitations of the eDNA paper?", "edna paper", "What are the limitations?"),
        ("who is first author on the Lund poster", "lund poster", "who is first author"),
        ("when was the eDNA manuscript accepted?", "edna manuscript", None),
        ("What does the review recommend for practice?", "review", None),
        ("What must the letter of claim say?", "letter claim", None),
        ("The annual report has what in it", "annual report", None),
        ("how many died in Kato's 2019 report?", "kato 2019 report", "how many died?"),
    ],
)
def test_a_phrase_that_ends_with_a_noun_for_documents_names_one(
    question: str, said: str, bare: str | None
) -> None:
    """It is left out of the question where it says only in what an answer stands."""
    named = document_named(question)
    assert named is not None
    assert (" ".join(named.said), named.bare) == (said, bare or question)


@pytest.mark.parametrize(
    "question",
    [
        "When is the thesis defence?",
        "What did the judge say about the letters?",
        "How does the thesis differ from the paper?",
        "How many paper mills closed?",
        "Was wird im Bericht gesagt?",
    ],
)
def test_what_is_told_of_or_compared_names_no_document_to_ask(question: str) -> None:
    """Nor does a noun that only says what another thing is of."""
    assert document_named(question) is None


@pytest.mark.parametrize(
    ("phrase", "meant"),
    [
        ("on the Lund poster", {"Poster_Lund.md"}),
        ("in the eDNA paper", {"berg2023-edna.md"}),
        ("in the Berg paper", {"berg2023-edna.md"}),
        ("under the services contract", {"services-agreement.md"}),
        ("in the Brackley report", set()),
    ],
)
def test_the_document_is_meant_that_is_called_so(build: Build, phrase: str, meant: set[str]) -> None:
    """A paper is seldom called one, but it is no thesis; a contract may be called an agreement."""
    named = document_named(f"What is it {phrase}?")
    assert named is not None
    assert set(documents_meant(named, build(FILES), FakeEncoder(), EVERYTHING)) == meant


def test_a_message_about_a_lease_is_not_the_lease(build: Build) -> None:
    """Its subject is what it is about."""
    mail = (
        "From: a@b.example\nSubject: Lease of the mill\nDate: Mon, 3 Mar 2025 10:00:00 +0000\n\nIt is late.\n"
    )
    named = document_named("What is the rent in the mill lease?")
    assert named is not None
    library = build({"lease.md": FILES["lease.md"], "a.eml": mail})
    assert documents_meant(named, library, FakeEncoder(), EVERYTHING) == ("lease.md",)


def test_the_document_that_is_named_is_asked_first(build: Build) -> None:
    """Though another has more words of the question."""
    asker = Asker(build(FILES), FakeEncoder(), calibration(threshold=0.0))
    answer = asker.ask("What is the limit of detection on the Lund poster?")
    assert {one.document_id for one in answer.citations} == {"Poster_Lund.md"}


def test_what_answers_elsewhere_counts_less(build: Build) -> None:
    """It is asked last, of everything."""
    library, encoder = build(FILES), FakeEncoder()
    asked = Standalone("What is the limit of detection on the Lund poster?")
    found = retrieve(library, encoder, asked.searched, 12)
    ways = ways_to_ask(library, encoder, asked, found, EVERYTHING)
    assert [(way.whole, way.sure) for way in ways] == [(False, 1.0), (False, 1.0), (True, ELSEWHERE)]
    assert [way.asked.own for way in ways] == [asked.own, "What is the limit of detection?", asked.own]
    sure = Asker(library, encoder, calibration(threshold=0.0)).ask(asked.own).confidence
    refused = Asker(library, encoder, calibration(threshold=1.01)).ask(asked.own)
    assert not refused.answered
    assert refused.confidence < sure


def test_a_document_that_the_conversation_names_is_asked_first_too(build: Build) -> None:
    """What answers elsewhere counts as much: a question may have left it."""
    library, encoder = build(FILES), FakeEncoder()
    asked = Standalone("What is the limit?", "Who drew the Lund poster?")
    found = retrieve(library, encoder, asked.searched, 12)
    first, whole = ways_to_ask(library, encoder, asked, found, EVERYTHING)
    assert {match.document.id for match in first.retrieval.matches} == {"Poster_Lund.md"}
    assert (whole.whole, whole.beside, whole.sure) == (True, False, 1.0)


@pytest.mark.parametrize(
    ("question", "phrase", "asked"),
    [
        ("Who paid for the eDNA paper?", "on the Lund poster", "Who paid for the Lund poster?"),
        (
            "What is the limit in the eDNA paper?",
            "on the Lund poster",
            "What is the limit on the Lund poster?",
        ),
        ("inclusion criteria", "in the systematic review", "inclusion criteria in the systematic review?"),
        ("How long is the thesis?", "the poster", "How long is the poster?"),
        ("Who built the bridge?", "the tower", "Who built the bridge?"),
        ("Who wrote the report?", "in 2020", "Who wrote the report?"),
    ],
)
def test_another_document_takes_the_place_of_the_one_before(question: str, phrase: str, asked: str) -> None:
    """Where none was named before, the question is asked of it."""
    assert with_other_document(question, phrase) == asked
