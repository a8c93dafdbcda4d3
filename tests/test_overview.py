"""What one document is about, and what it alone says."""

import pytest

from qa.overview import source_named, text_asked_about
from tests.support import assert_verbatim
from tests.test_topic import Ask

FILES = {
    "lease.md": (
        "# Lease of the old mill\n\n"
        "## Rent\n\nThe tenant pays a rent of four hundred crowns in every month.\n\n"
        "Interest runs on it.\n\n## Pets\n\nNo dogs or cats may be kept in any room of the house.\n"
    ),
    "report.md": (
        "# Report on pets\n\nDogs and cats were kept in every third house of the whole town in May.\n"
    ),
}
LEASE = [
    "The tenant pays a rent of four hundred crowns in every month.",
    "No dogs or cats may be kept in any room of the house.",
]


@pytest.mark.parametrize(
    "question",
    ["Summarise the lease", "What is the mill lease about?", "Give me a short summary of this lease please."],
)
def test_one_document_is_summed_up_by_the_first_sentence_of_each_section(ask: Ask, question: str) -> None:
    """In the order of the text, and of no other document."""
    answer, library = ask(question.removesuffix(" please."), FILES, threshold=1.01)
    assert_verbatim(answer, library)
    assert [s.quote for s in answer.statements] == LEASE


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Summarise the settlement agreement", ("settlement", "agreement")),
        ("Can you summarize our annual report?", ("annual", "report")),
        ("What does the privacy notice say?", ("privacy", "notice")),
        ("what's the nitrate paper about", ("nitrate", "paper")),
        ("What is the curate's diary about?", ("curate", "diary")),
        ("Summarise the parish register", ("parish", "register")),
        ("Summarise the sanctions", None),
        ("What does the lease say about pets?", None),
        ("What is the rent in the lease?", None),
        ("What are the rules?", None),
        ("Who wrote the report?", None),
    ],
)
def test_what_asks_for_a_summary_of_one_text(question: str, text: tuple[str, ...] | None) -> None:
    """It names a kind of text, and asks for nothing in it."""
    assert text_asked_about(question) == text


@pytest.mark.parametrize(
    "question", ["What does the lease say about dogs and cats?", "According to the lease, who keeps cats?"]
)
def test_the_document_that_a_question_names_is_asked_alone(ask: Ask, question: str) -> None:
    """Though another one has more of its words."""
    answer, _ = ask(question, FILES)
    assert {c.document_id for c in answer.citations} == {"lease.md"}
    other, _ = ask(question.replace("lease", "report on pets"), FILES)
    assert {c.document_id for c in other.citations} == {"report.md"}


def test_a_report_that_is_told_of_is_not_taken_for_a_document() -> None:
    """Who says "the report" may mean one that a document tells of; a lease is one of the documents."""
    assert source_named("According to the report, how many died?") is None
    assert source_named("According to the police report, how many died?") == ("police", "report")
    assert source_named("What does the lease say about dogs?") == ("lease",)
    assert source_named("What does the diary say about dogs?") == ("diary",)
    assert source_named("What does the lease say?") is None


ARTICLES = {
    "ketch-yard.md": (
        "# Tonnage and trust\n\nThe yard failed in the end because its owner lent to all of his kin.\n"
    ),
    "sluice.md": (
        "---\nauthor: Ada Brandt\n---\n\n# Locks of the Tarn\n\n"
        "Eleven locks were built on the lower river between the two wars.\n"
    ),
    **{
        f"list-{n}.md": f"# List {n}\n\nBox {n} was used by Ketch, by Brandt, and by Lindt for an article.\n"
        for n in range(20)
    },
}


@pytest.mark.parametrize(("writer", "document"), [("Ketch", "ketch-yard.md"), ("Ada Brandt", "sluice.md")])
def test_an_article_is_found_by_who_wrote_it(ask: Ask, writer: str, document: str) -> None:
    """Though others name that person in every passage found."""
    answer, library = ask(f"What is the article by {writer} about?", ARTICLES)
    assert_verbatim(answer, library)
    assert {c.document_id for c in answer.citations} == {document}


def test_what_only_mentions_an_article_does_not_say_what_it_is_about(ask: Ask) -> None:
    """Of a writer whose nothing is here; who writes what is told of may still be asked."""
    about, _ = ask("What is the article by Moss about?", ARTICLES, threshold=0.0)
    assert not about.answered
    assert about.nearest
    asked, _ = ask("Who used box 3 for an article?", ARTICLES, threshold=0.0)
    assert asked.answered
